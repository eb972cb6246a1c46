"""An invented corpus for the command line: two sides of four outlets, three articles each, and a study of it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

STATE = ("Crown Gazette", "Harbour Radio", "Morning Post", "Northern Wire")
INDEPENDENT = ("Lantern", "Open Page", "Quayside", "Weekly Ledger")

LINES = (
    "The ministry said the harbour works would go on through winter.",
    "Fishermen asked the council who pays for the new breakwater and when.",
    "A court in the old town heard the case of the dismissed teachers on Monday.",
    "Grain prices rose again, and bakers spoke of a hard season ahead.",
    "The railway opened a second track between the river towns.",
    "Students read letters aloud on the square until the evening.",
)

SIDES = {
    "state": (
        "Hostile forces spread false claims about the harbour, the newspaper must say.",
        "The so-called “human rights” of the petition deceive nobody here, officials said.",
        "Stability and unity brought the province its greatest harvest.",
    ),
    "independent": (
        "For human rights the square fell silent, and the censorship of letters goes on.",
        "“There are no hostile forces on the square,” said the student Ana Prell.",
        "Campaigners asked for a fair trial and for freedom of speech.",
    ),
}


def rows() -> list[dict[str, str]]:
    """The articles as rows: key, body, paper, side, day."""
    out = []
    for side, outlets in (("state", STATE), ("independent", INDEPENDENT)):
        for o, outlet in enumerate(outlets):
            for i in range(3):
                lines = [LINES[(o + i + k) % len(LINES)] for k in range(3)] + [SIDES[side][i], LINES[(o + i + 4) % 6]]
                body = f"News of the day {i}\n\n" + "\n\n".join(lines) + "\n"
                key = f"{side[0]}{o}{i}"
                out.append({"key": key, "body": body, "paper": outlet, "side": side, "day": f"2031-0{i + 1}-1{o}"})
    return out


COLUMNS = ("--id", "key", "--text", "body", "--outlet", "paper", "--group", "side", "--date", "day")
"""Options that read the articles' table."""

CORPUS_KEYS = 'id = "key"\ntext = "body"\noutlet = "paper"\ngroup = "side"\ndate = "day"\n'
"""The same in a study file."""


def write_jsonl(path: Path, articles: list[dict[str, str]]) -> Path:
    path.write_text("".join(json.dumps(a, ensure_ascii=False) + "\n" for a in articles), encoding="utf-8")
    return path


def write_csv(path: Path, articles: list[dict[str, str]]) -> Path:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(articles[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(articles)
    path.write_text(out.getvalue(), encoding="utf-8")
    return path


def write_study(path: Path, *, source: str, corpus: str = CORPUS_KEYS, groups: str = "", more: str = "") -> Path:
    """A study that is quick to run: few passes, one form of figures."""
    groups = groups or 'target = "state"\nreference = "independent"\n'
    path.write_text(
        f'[study]\nname = "harbour"\nseed = 7\n\n[corpus]\nsource = "{source}"\n{corpus}\n[groups]\n{groups}\n'
        '[keyness]\nmin_count = 3\n\n[topics]\nk = 2\nsegment = "document"\npasses = 2\n\n'
        f'[report]\nformats = ["csv"]\nfigures = ["svg"]\n{more}',
        encoding="utf-8",
    )
    return path


def tree(folder: Path) -> dict[str, bytes | None]:
    """Everything that lies in a folder, hidden files too: name -> bytes, None for folders."""
    return {str(p.relative_to(folder)): p.read_bytes() if p.is_file() else None for p in sorted(folder.rglob("*"))}
