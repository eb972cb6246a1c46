"""Metadata for a folder of texts: a CSV file with one row a text."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from framing.corpus.rows import csv_rows, open_table
from framing.corpus.sources import form_of
from framing.errors import CorpusError, nearest

if TYPE_CHECKING:
    from framing.corpus.intake import ColumnNames
    from framing.corpus.problems import Problems


def read_documents(
    path: Path, files: list[str], *, folder: Path, names: ColumnNames, problems: Problems
) -> dict[str, tuple[str, dict[str, Any]]]:
    """The row of each text: by its file's name, the place of the row and its cells.

    A text without a row, a row without a text and a text with two rows go to `problems`.

    Args:
        path: the .csv file.
        files: the texts, relative to `folder`.
        folder: where the texts lie.
        names: the columns that the caller named.
        problems: takes what is wrong.

    Raises:
        CorpusError: the file is missing, can't be read, or lacks a column that it must have.
    """
    if form_of(path) != "csv":
        raise CorpusError(f"{path}: documents= must be a .csv file with one row a text")
    rows: dict[str, tuple[str, dict[str, Any]]] = {}
    known = set(files)
    strangers = []
    with open_table(path, None) as (file, _):
        columns, found = csv_rows(file, name=str(path), problems=problems)
        if "file" not in columns:
            near = nearest("file", columns)
            problems.add(f"{path}: there is no column 'file', which must hold each text's name in the folder; {near}")
        for problem in names.lacking(columns, str(path)):
            problems.add(problem)
        problems.stop()
        for line, cells in found:
            place = f"{path}:{line}"
            name = cells["file"] = PurePosixPath(cells["file"]).as_posix()
            if name in rows:
                problems.add(f"{place}: file {name!r} stands already at {rows[name][0]}; give each text one row")
            elif name in known:
                rows[name] = (place, cells)
            else:
                strangers.append(f"{name!r} (line {line})")
    if strangers:
        problems.add(f"{path}: rows without a file in {folder}: {', '.join(strangers)}; add the files or drop the rows")
    lonely = [repr(name) for name in files if name not in rows]
    if lonely:
        problems.add(f"{path}: files of {folder} without a row: {', '.join(lonely)}; add rows, or move the files away")
    return rows
