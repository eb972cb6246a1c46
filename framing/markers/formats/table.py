"""Lexicons as CSV: a row a pattern, with the columns category, marker, pattern and except."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING

from framing.errors import LexiconError, nearest, together
from framing.files import csv_text, unguard
from framing.markers.formats.gather import Gatherer, Loaded, Remark

if TYPE_CHECKING:
    from framing.markers.lexicon import Lexicon

COLUMNS = ("category", "marker", "pattern", "except")
NEEDED = COLUMNS[:3]


def read(path: Path, text: str, language: str) -> Loaded:
    """The rows as a lexicon; patterns are in our own grammar.

    Raises `LexiconError` listing every problem with its line.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    gatherer = Gatherer(path, "CSV")
    owner: dict[str, str] = {}
    line = 1
    try:
        head = [unguard(c).strip() for c in next(reader, [])]
        _check_head(path, head)
        line = reader.line_num + 1
        for row in reader:
            if row:
                _row(gatherer, head, row, line, owner)
            line = reader.line_num + 1
    except csv.Error as problem:
        raise LexiconError(f"{path}:{line}: not valid CSV: {problem}") from problem
    return gatherer.loaded(language)


def _check_head(path: Path, head: list[str]) -> None:
    said = [f"there is no column {c!r}; a lexicon has {', '.join(NEEDED)} and, where wanted, except" for c in NEEDED]
    problems = [s for c, s in zip(NEEDED, said, strict=True) if c not in head]
    problems += [f"column {c!r} means nothing here; {nearest(c, COLUMNS)}" for c in head if c not in COLUMNS]
    problems += [f"column {c!r} stands there twice" for c in COLUMNS if head.count(c) > 1]
    if problems:
        raise LexiconError(together([f"{path}:1: {p}" for p in problems], str(path)))


def _row(gatherer: Gatherer, head: list[str], row: list[str], line: int, owner: dict[str, str]) -> None:
    if len(row) != len(head):
        gatherer.problem(line, f"{len(row)} cells where the head has {len(head)}; quote a cell that holds a comma")
        return
    cells = dict(zip(head, (unguard(c).strip() for c in row), strict=True))
    category, marker = cells["category"], cells["marker"]
    if not category or not marker:
        gatherer.problem(line, f"the {'marker' if category else 'category'} is empty")
        return
    if owner.setdefault(marker, category) != category:
        gatherer.problem(line, f"marker {marker!r} stands in {owner[marker]!r} too; a marker has one category")
        return
    if not cells["pattern"] and not cells.get("except"):
        gatherer.problem(line, f"marker {marker!r}: the row has no pattern")
    for column in COLUMNS[2:]:
        if cells.get(column):
            gatherer.add(category, marker, cells[column], line, exception=column == "except")


def write(lexicon: Lexicon) -> tuple[str, list[Remark]]:
    """The lexicon as CSV, and what it can't carry: the heads of lexicon and categories."""
    import pandas as pd

    rows = []
    for m in lexicon.markers:
        rows += [(m.category, m.id, p, "") for p in m.patterns]
        rows += [(m.category, m.id, "", p) for p in m.exceptions]
    what = (
        "label, definition and source of each category, and the lexicon's name, language, version and description, have"
        " no place in a table of patterns"
    )
    table = pd.DataFrame(rows, columns=list(COLUMNS), dtype=str)
    return csv_text(table), [Remark("left out", lexicon.file or lexicon.name, what)]
