"""Speed of framing beside its peers, in one run: python experiments/speed/bench.py [MEGABYTES...] [--peers PYTHON].

Made-up corpora of 50 and 500 MB unless other sizes are named. Each contestant runs in a process of its own, on one
thread, in turn with the others, three times (twice from 200 MB on, once where a run takes over a minute); the shortest
time counts. Time is CPU time after imports and a warm-up; memory is the process's peak, with all libraries. The table
and the figure go to reports/speed/, or where --out says.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import pandas as pd
from draw import draw
from generate import generate
from patterns import expression, patterns, phrases, vocabulary, write_lexicon

from framing.figures.style import save_figure
from framing.files import whole_file
from framing.tables.markdown import to_markdown

ROOT = Path(__file__).resolve().parents[2]
LARGE, LONG = 200, 60.0
OURS = "encode search voice places hits log_odds keyness".split()
PEERS = ("hyperscan", "phrase_matcher", "fighting_words")
MEMORY = 8_000_000_000
"""Bytes that a contestant may take beyond reason: FightingWords makes its whole matrix dense."""
TIMES = ("seconds", "changed", "open", "read", "whole")
METHOD = """One process and one thread a contestant; CPU time after imports and a warm-up, of each time the shortest;
memory is the whole process's peak, with all libraries.""".replace("\n", " ")
UNLIKE = """What is not alike: hyperscan and PhraseMatcher give every match; framing gives the longest of those that
overlap, and none in the few passages that it skips because made-up words look like another language, so it finds
slightly fewer. It also cuts out the surface of each hit and tells document, zone, paragraph and sentence. PhraseMatcher
knows no wildcards and is given the words that each `*` takes. CountVectorizer and FightingWords leave out words of one
letter, and FightingWords cleans the text in its own way first. `found` counts hits, for encoding running words, for
log-odds distinct words, for keyness the words that are frequent enough to be tested.""".replace("\n", " ")
KEYNESS = """Keyness on counts, 35,000 words in 13,000 documents, is measured apart (`experiments/speed/keyness.py`) and
stands in [keyness.csv](keyness.csv), beside the sparse products that it needs. quanteda's `textstat_keyness` takes .27
seconds for one statistic without intervals, once its matrix is made; that was measured elsewhere, not in this run.
""".replace("\n", " ").strip()
Best = dict[str, dict[str, Any]]

# Task, contestant, which of its figures, against which other row, aim.
ROWS = (
    ("encode", "CountVectorizer: unigrams of texts in memory", "count_vectorizer", "seconds", None, None),
    ("encode", "framing: JSONL to an encoded corpus", "framing_encode", "seconds", 0, None),
    ("markers", "hyperscan: raw text in memory to offsets", "hyperscan", "seconds", None, None),
    ("markers", "framing: encoded corpus to HITS without voice", "framing_search", "seconds", 2, 3),
    ("JSONL to markers", "spaCy PhraseMatcher, blank pipeline", "phrase_matcher", "seconds", None, None),
    ("JSONL to markers", "framing: HITS without voice", "framing_places", "seconds", 4, 10),
    ("JSONL to markers", "framing: HITS with voice", "framing_hits", "seconds", 4, None),
    ("JSONL to markers", "hyperscan: offsets", "hyperscan", "whole", 4, None),
    ("log-odds", "ConvoKit FightingWords", "fighting_words", "seconds", None, None),
    ("log-odds", "framing: log-odds of every word", "framing_log_odds", "seconds", 8, 20),
    ("log-odds", "framing: keyness with clustered tests", "framing_keyness", "seconds", 8, None),
    ("changed lexicon", "framing: first run, without voice", "framing_places", "seconds", None, None),
    ("changed lexicon", "framing: changed lexicon, without voice", "framing_places", "changed", 11, 20),
    ("changed lexicon", "framing: first run, with voice", "framing_hits", "seconds", None, None),
    ("changed lexicon", "framing: changed lexicon, with voice", "framing_hits", "changed", 13, None),
    ("voice", "framing: HITS with voice less without", "framing_voice", "seconds", None, None),
)


def run(python: str, name: str, *arguments: Path) -> dict[str, Any]:
    """One run of a contestant; where it fails, why in a few words."""
    one = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "ARROW_NUM_THREADS"), "1")
    command = [python, str(ROOT / "experiments/speed/contestant.py"), name, *map(str, arguments)]
    done = subprocess.run(
        command, env=os.environ | one | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        error = (done.stderr.strip().splitlines() or [""])[-1].split(":")[0]
        why = {"ModuleNotFoundError": "not run: not installed here"}.get(error, f"failed: {error}")
        return {"failed": why if done.returncode > 0 else "failed: the system ended it, probably for its memory"}
    return dict(json.loads(done.stdout))


def contest(megabytes: float, peers: str, folder: Path) -> Best:
    """The best run of every contestant on a corpus of this size."""
    source, given = folder / "corpus.jsonl", folder / "given.json"
    documents = generate(source, megabytes)
    chosen, known = patterns(), vocabulary()
    write_lexicon(folder / "lexicon.toml", chosen)
    write_lexicon(folder / "changed.toml", [*chosen[1:], "changed*"])
    task = {"lexicon": str(folder / "lexicon.toml"), "changed": str(folder / "changed.toml")}
    task |= {"expressions": [expression(p) for p in chosen], "phrases": [phrases(p, known) for p in chosen]}
    given.write_text(json.dumps(task), encoding="utf-8")
    run(sys.executable, "framing_keep", source, given, folder)
    best: Best = {}
    dense = documents * len(known) * 8
    if dense > MEMORY:
        best["fighting_words"] = {"failed": f"not run: its dense matrix would take {dense / 1e9:.0f} GB"}
    for turn in range(2 if megabytes >= LARGE else 3):
        for name in (*(f"framing_{o}" for o in OURS), "count_vectorizer", *PEERS):
            before = best.get(name)
            if before and ("failed" in before or before["seconds"] > LONG):
                continue
            result = run(peers if name in PEERS else sys.executable, name, source, given, folder)
            if "failed" not in result:
                result["whole"] = result["seconds"] + result.get("read", 0.0)
                result["runs"] = turn + 1
                if before:
                    result |= {t: min(before[t], result[t]) for t in TIMES if t in result}
            best[name] = result
            print(f"  {megabytes:g} MB, {name}: {result.get('failed') or round(result['seconds'], 2)}", file=sys.stderr)
    return best


def table_of(best: Best, megabytes: float) -> pd.DataFrame:
    """One row a contestant; the ratio is its speed over that of the peer of its task."""
    rows = []
    for task, who, name, figure, peer, aim in ROWS:
        result = best[name]
        seconds = result.get(figure)
        against = best[ROWS[peer][2]].get(ROWS[peer][3]) if peer is not None else None
        rows.append(
            {
                "megabytes": megabytes,
                "task": task,
                "contestant": who,
                "seconds": seconds,
                "mb_per_second": megabytes / seconds if seconds else None,
                "ratio": against / seconds if seconds and against else None,
                "aim": aim,
                "memory_per_text": result["peak"] / megabytes / 1e6 if "peak" in result else None,
                "found": result.get("n_changed" if figure == "changed" else "n"),
                "runs": result.get("runs"),
                "note": result.get("failed", ""),
            }
        )
    return pd.DataFrame(rows).astype(
        {"seconds": float, "ratio": float, "aim": float, "found": "Int64", "runs": "Int64"}
    )


def growth(table: pd.DataFrame) -> list[str]:
    """How time and memory grow from the smallest to the largest corpus."""
    sizes = sorted(set(table["megabytes"]))
    small, large = (table[table["megabytes"] == s].set_index(["task", "contestant"]) for s in (sizes[0], sizes[-1]))
    out = []
    for key in small.index[small.index.get_level_values("contestant").str.startswith("framing")]:
        longer = large.loc[key, "seconds"] / small.loc[key, "seconds"]
        larger = large.loc[key, "memory_per_text"] / small.loc[key, "memory_per_text"] * sizes[-1] / sizes[0]
        out.append(f"- {key[0]}, {key[1].removeprefix('framing: ')}: time × {longer:.1f}, memory × {larger:.1f}")
    return out


def report(table: pd.DataFrame, notes: list[str]) -> str:
    """The page beside the figure."""
    lines = ["# Speed", "", *notes, ""]
    for size in sorted(set(table["megabytes"])):
        part = table[table["megabytes"] == size].drop(columns=["megabytes", "note"])
        heads = {
            "task": "task", "contestant": "contestant", "seconds": "CPU seconds", "mb_per_second": "MB/s",
            "ratio": "times as fast as the peer", "aim": "aim", "memory_per_text": "peak memory / text",
            "found": "found", "runs": "runs",
        }  # fmt: skip
        digits = {"seconds": 2, "mb_per_second": 1, "ratio": 1, "aim": 0, "memory_per_text": 1}
        lines += [f"## {size:g} MB", "", to_markdown(part, columns=heads, digits=digits)]
        aimed = part.dropna(subset=["aim"])
        for row in aimed.itertuples():
            if row.ratio != row.ratio:
                said = "no ratio, the peer has no time"
            else:
                said = f"{'reached' if row.ratio >= row.aim else 'not reached'} ({row.ratio:.1f}, aim {row.aim:.0f})"
            lines.append(f"- {row.task}, {row.contestant.removeprefix('framing: ')}: {said}")
        failed = table[(table["megabytes"] == size) & (table["note"] != "")]
        lines += [f"- {row.contestant}: {row.note}" for row in failed.drop_duplicates("note").itertuples()] + [""]
    if table["megabytes"].nunique() > 1:
        sizes = sorted(set(table["megabytes"]))
        lines += [
            f"## Growth from {sizes[0]:g} to {sizes[-1]:g} MB",
            "",
            f"The text grows × {sizes[-1] / sizes[0]:g}.",
            "",
        ]
        lines += growth(table)
    return "\n".join(lines).rstrip() + "\n"


def wall(*command: str) -> float:
    """The fastest of five runs of a command, in seconds."""
    times = []
    for _ in range(5):
        begun = time.perf_counter()
        subprocess.run([sys.executable, *command], check=True, capture_output=True)
        times.append(time.perf_counter() - begun)
    return min(times)


def notes_of() -> list[str]:
    """What was measured, and where the contestants differ in what they find."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    bare = wall("-c", "pass")
    chosen = patterns()
    starred = sum("*" in p for p in chosen)
    return [
        f"Made by `make bench` on a machine of {os.cpu_count()} cores and {memory:.0f} GB of memory. Made-up text"
        f" (`experiments/speed/generate.py`), {len(chosen)} patterns of one to three words, {starred} of them with `*`"
        " (`experiments/speed/patterns.py`), the same for everybody. " + METHOD,
        "",
        f"`import framing` takes {wall('-c', 'import framing') - bare:.2f} seconds beyond Python's own start,"
        f" `framing --help` {wall('-m', 'framing', '--help'):.2f} in all.",
        "",
        "![Speed and memory of each contestant](speed.png)",
        "",
        UNLIKE,
        "",
        KEYNESS,
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("megabytes", nargs="*", type=float, default=[50.0, 500.0])
    parser.add_argument("--peers", default=sys.executable, help="a Python that has hyperscan, spacy and convokit")
    parser.add_argument("--out", type=Path, default=ROOT / "reports/speed")
    options = parser.parse_args()
    tables = []
    for megabytes in options.megabytes:
        with tempfile.TemporaryDirectory() as name:
            tables.append(table_of(contest(megabytes, options.peers, Path(name)), megabytes))
    table = pd.concat(tables, ignore_index=True)
    page = report(table, notes_of())
    options.out.mkdir(parents=True, exist_ok=True)
    with whole_file(options.out / "speed.csv") as out:
        table.round(4).to_csv(out, index=False)
    with whole_file(options.out / "README.md") as out:
        out.write_text(page, encoding="utf-8")
    save_figure(draw(table), options.out, "speed", ("png", "svg"))
    print(page)


if __name__ == "__main__":
    main()
