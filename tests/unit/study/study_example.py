"""A study of ten short made articles, cheap enough to be run again and again."""

from __future__ import annotations

from pathlib import Path

LEXICON = """[lexicon]
name = "small"
language = "en"
version = "1.0.0+draft"
description = "A small lexicon."
[categories.order]
label = "Order"
definition = "Order is named."
source = "None."
[categories.order.markers]
order = ["order"]
calm = ["calm"]
[categories.rights]
label = "Rights"
definition = "Rights are named."
source = "None."
[categories.rights.markers]
rights = ["right|rights"]
"""

STUDY = """[study]
name = "small"
seed = 5

[corpus]
source = "articles"
documents = "documents.csv"

[groups]
target = "state"
reference = "independent"

[markers]
lexicons = ["small.toml"]

[keyness]
min_count = 2

[topics]
k = 2
passes = 2

[report]
formats = ["csv"]
figures = ["svg"]
"""

STATE = (
    "Harbour order held on the {n} pier, and the calm that ministers wanted came back to every street.\n\n"
    "Minister Selk said that order and calm were good for trade. The ministry paid for {n} new lamps on the pier.\n"
)
INDEPENDENT = (
    "Dockers asked for their rights at the {n} gate, and lawyers wrote to the court about the rights of dockers.\n\n"
    'The union said: "We want rights, not order." A judge will hear {n} dockers and their lawyers in the spring.\n'
)


def write_study(folder: Path) -> Path:
    """Write study, lexicon, metadata and articles; returns the study file."""
    (folder / "articles").mkdir(parents=True)
    rows = ["file,doc_id,title,outlet,group,date"]
    for group, text in (("state", STATE), ("independent", INDEPENDENT)):
        for i, n in enumerate(("first", "second", "third", "fourth", "fifth")):
            name = f"{group[:1]}{i}.txt"
            (folder / "articles" / name).write_text(text.format(n=n), encoding="utf-8")
            rows.append(f"{name},{group[:1]}{i},,{group.title()} {i % 2},{group},2024-0{i + 1}-01")
    (folder / "documents.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    (folder / "small.toml").write_text(LEXICON, encoding="utf-8")
    (folder / "study.toml").write_text(STUDY, encoding="utf-8")
    return folder / "study.toml"


def change(path: Path, old: str, new: str) -> None:
    """Replace a passage that stands in the file once."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
