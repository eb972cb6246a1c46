"""A small invented corpus and codes of it, to judge framing's voice on."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import framing as fr
from framing.corpus.tokens import Tokens

TEXTS = {
    "north": "Harbour news\n\nThe union marched on Monday. “The censorship goes on,” Ana Prell said in the square.\n",
    "south": "Harbour news\n\nAccording to the mayor, the strike is over. The so-called reform was never a success.\n",
    "west": "Harbour news\n\nThe reform was a success. The strike went on. The union asked for talks.\n",
}
GROUPS = {"north": "state", "south": "independent", "west": "independent"}


def tokens(folder: Path) -> Tokens:
    """The corpus, encoded."""
    table = folder / "articles.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "outlet", "group", "text"])
        rows.writerows([name, f"{name} paper", GROUPS[name], text] for name, text in TEXTS.items())
    return fr.encode(fr.read_corpus(table))


def place(doc: str, words: str) -> tuple[str, int, int, str]:
    """Where the words stand in a text."""
    start = TEXTS[doc].index(words)
    return doc, start, start + len(words), words


HEAD = "doc_id,start,end,surface,voice,stance"


def write_codes(path: Path, rows: Sequence[Sequence[object]], head: str = HEAD) -> Path:
    """A file of codes."""
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(head.split(","))
        out.writerows(rows)
    return path


CODED = [
    (*place("north", "union"), "own", "assert"),
    (*place("north", "censorship"), "direct", "relay"),
    (*place("south", "strike"), "indirect", "relay"),
    (*place("south", "reform"), "own", "deny"),
    (*place("west", "reform"), "own", "assert"),
    (*place("west", "union"), "indirect", "assert"),
    (*place("west", "talks"), "none", "none"),
]
