"""Tables of articles, one row a document, on their way into a corpus."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from framing.corpus.intake import ColumnNames, Intake, has_surrogates
from framing.corpus.parquet import open_parquet, parquet_rows
from framing.corpus.problems import Problems
from framing.corpus.rows import Row, csv_rows, jsonl_rows, open_table
from framing.corpus.sources import Source, form_of_name
from framing.errors import nearest


@dataclass(frozen=True)
class _Table:
    """One table while it is read. columns: of its head; empty for JSON Lines, whose objects name them as they come."""

    path: Path
    at: str
    encoding: str
    columns: list[str]
    rows: Iterator[Row]


@contextmanager
def _open(path: Path, encoding: str | None, text: str, problems: Problems) -> Iterator[_Table]:
    """A table ready to be read, whatever its form."""
    name, form = str(path), form_of_name(path.name)
    if form == "parquet":
        with open_parquet(path) as parquet:
            columns, rows = parquet_rows(parquet, name=name, text=text, problems=problems)
            yield _Table(path, f"{path}, row ", "utf-8", columns, rows)
        return
    with open_table(path, encoding) as (file, codec):
        if form == "jsonl":
            columns, rows = [], jsonl_rows(file, name=name, problems=problems)
        else:
            columns, rows = csv_rows(file, name=name, problems=problems, separator=_separator(path.name))
        yield _Table(path, f"{path}:", codec, columns, rows)


def take_tables(source: Source, encoding: str | None, intake: Intake) -> None:
    """Take in the rows of tables, which must have the same columns."""
    problems = intake.problems
    several = len(source.files) > 1
    first: _Table | None = None
    seen: dict[str, None] = {}
    for name in source.files:
        with _open(source.root / name, encoding, intake.names.of("text"), problems) as table:
            if several:
                intake.begin_table(name)
            if table.columns:
                _check_columns(table, table.columns, intake.names, problems)
                intake.check_where(table.columns, str(table.path))
                first = first or table
                _check_same(first, table, problems)
                problems.stop()
            seen.update(_take_rows(table, intake))
    if first is None and seen:
        intake.check_where(seen, source.name)


def _take_rows(table: _Table, intake: Intake) -> dict[str, None]:
    """Take in the rows of a table; returns the columns that they have."""
    names, problems, at, path = intake.names, intake.problems, table.at, table.path
    column = names.of("text")
    seen: dict[str, None] = dict.fromkeys(table.columns)
    lacking: list[int] = []
    n_rows, n_problems = 0, problems.count
    for number, cells in table.rows:
        n_rows += 1
        if not cells.keys() <= seen.keys():
            seen.update(dict.fromkeys(cells))
        place = f"{at}{number}"
        if column not in cells:
            lacking.append(number)
            continue
        intake.add(cells[column], cells, place=place, text_place=place, encoding=table.encoding, drop=column)
    for key in seen:
        if has_surrogates(key) or "\0" in key:
            problems.add(f"{path}: the name {key!r} holds half a surrogate pair or a NUL character; rename the column")
    if n_rows == 0 and problems.count == n_problems:
        problems.add(f"{path}: holds no document; a corpus needs at least one")
    elif not table.columns and n_rows:
        _check_columns(table, list(seen), names, problems)
        if column in seen:
            for line in lacking:
                problems.add(f"{path}:{line}: the object has no {column!r}, which must hold the text")
    return seen


def _check_columns(table: _Table, columns: list[str], names: ColumnNames, problems: Problems) -> None:
    path = table.path
    own, only = _separator(path.name), columns[0] if len(columns) == 1 else ""
    other = next((sign for sign in ";\t," if sign in only and sign != own), None)
    if other and table.columns:
        remedy = {",": "call the file .csv", "\t": "call the file .tsv"}.get(
            other, "save the table with commas" + ("" if own == "," else ", as .csv")
        )
        problems.add(f"{path}: the head seems to be separated by {other!r}; {remedy}")
        return
    for problem in names.lacking(columns, str(path)):
        problems.add(problem)
    column = names.of("text")
    if names.text is None and column not in columns:
        near = nearest(column, columns)
        problems.add(
            f"{path}: there is no column {column!r}, which must hold the text; {near}{'' if near[-1] == '?' else ';'} "
            "name another with --text COLUMN (text= in Python and in a study)"
        )


def _separator(name: str) -> str:
    return "\t" if form_of_name(name) == "tsv" else ","


def _check_same(first: _Table, table: _Table, problems: Problems) -> None:
    """Tables of one corpus have the same columns, in whatever order."""
    lacking = [c for c in first.columns if c not in table.columns]
    new = [c for c in table.columns if c not in first.columns]
    if lacking or new:
        said = [f"it lacks {', '.join(map(repr, lacking))}"] if lacking else []
        said += [f"only it has {', '.join(map(repr, new))}"] if new else []
        problems.add(
            f"{table.path}: its columns are not those of {first.path}: {', and '.join(said)};"
            " tables that make one corpus must have the same columns"
        )
