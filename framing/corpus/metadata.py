"""Metadata for texts: a CSV or TSV file with one row a text."""

from __future__ import annotations

import unicodedata
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from framing.corpus.rows import csv_rows, open_table
from framing.corpus.sources import Source, form_of
from framing.errors import CorpusError, nearest

if TYPE_CHECKING:
    from framing.corpus.intake import ColumnNames
    from framing.corpus.problems import Problems

SHOWN = 10
"""So many names of files are listed in a message, the rest counted."""


def read_documents(
    path: Path, source: Source, *, names: ColumnNames, problems: Problems
) -> dict[str, tuple[str, dict[str, Any]]]:
    """The row of each text: by its file's name, the place of the row and its cells.

    A text without a row, a row without a text and a text with two rows go to `problems`; but where the texts were
    chosen from a folder, by a glob or one by one, rows for others are passed over. A name may be in another Unicode
    form than the file's, as file systems change it.

    Args:
        path: the .csv or .tsv file.
        source: the texts.
        names: the columns that the caller named.
        problems: takes what is wrong.

    Raises:
        CorpusError: the file is missing, can't be read, or lacks a column that it must have.
    """
    form = form_of(path)
    if form not in ("csv", "tsv"):
        raise CorpusError(f"{path}: documents= must be a .csv or .tsv file with one row a text")
    rows: dict[str, tuple[str, dict[str, Any]]] = {}
    composed = {unicodedata.normalize("NFC", name): name for name in source.files}
    known = {**composed, **{name: name for name in source.files}}
    strangers = []
    with open_table(path, None) as (file, _):
        separator = "\t" if form == "tsv" else ","
        columns, found = csv_rows(file, name=str(path), problems=problems, separator=separator)
        if "file" not in columns:
            near = nearest("file", columns)
            problems.add(f"{path}: there is no column 'file', which must hold each text's name in the folder; {near}")
        for problem in names.lacking(columns, str(path)):
            problems.add(problem)
        problems.stop()
        for line, cells in found:
            place = f"{path}:{line}"
            written = PurePosixPath(cells["file"]).as_posix()
            name = known.get(written) or known.get(unicodedata.normalize("NFC", written))
            if name is None:
                strangers.append(f"{written!r} (line {line})")
                continue
            cells["file"] = name
            if name in rows:
                problems.add(f"{place}: file {name!r} stands already at {rows[name][0]}; give each text one row")
            else:
                rows[name] = (place, cells)
    if strangers and source.whole:
        problems.add(
            f"{path}: rows without a file in {source.root}: {_some(strangers)}; add the files or drop the rows"
        )
    lonely = [repr(name) for name in source.files if name not in rows]
    if lonely:
        problems.add(f"{path}: files of {source.root} without a row: {_some(lonely)}; add rows, or move the files away")
    if strangers and lonely and not rows:
        problems.add(
            f"{path}: no row names a file of the source: column 'file' must hold the place below {source.root}, such as"
            f" {lonely[0]}"
        )
    return rows


def _some(names: list[str]) -> str:
    return ", ".join(names[:SHOWN]) + (f" and {len(names) - SHOWN:,} more" if len(names) > SHOWN else "")
