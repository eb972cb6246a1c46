"""Files on disk: written whole or not at all, hashed, and tables as CSV, JSONL and Parquet."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.errors import TableError, together

if TYPE_CHECKING:
    import pandas as pd

    from framing.schema import Contract

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""A text cell that begins so would run as a formula in a spreadsheet; CSV puts an apostrophe before it."""


def sha256_of(data: bytes | Path) -> str:
    """SHA-256 of bytes, or of a file's bytes, in hex."""
    if isinstance(data, bytes):
        return hashlib.sha256(data).hexdigest()
    with data.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A path beside `path` to write to; it takes `path`'s place only if the block succeeds."""
    made = _make_parents(path)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    os.close(handle)
    beside = Path(name)
    try:
        yield beside
        beside.chmod(0o644)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
        _drop_empty(made)


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """An empty folder beside `path` to fill; it replaces `path` only if the block succeeds."""
    path = path.resolve()  # "." has no name, and a link would be replaced in the place of its folder
    made = _make_parents(path)
    beside = Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.parent))
    old = path.with_name(f".{path.name}.old")
    try:
        yield beside
        beside.chmod(0o755)
        if path.exists():
            shutil.rmtree(old, ignore_errors=True)
            path.replace(old)
        try:
            beside.replace(path)
        except OSError:
            if old.exists():
                old.replace(path)
            raise
    finally:
        shutil.rmtree(beside, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)
        _drop_empty(made)


def _make_parents(path: Path) -> list[Path]:
    """Make the folders above `path` that are missing; returns those made, the deepest first."""
    missing = [p for p in path.parents if not p.exists()]
    path.parent.mkdir(parents=True, exist_ok=True)
    return missing


def _drop_empty(folders: list[Path]) -> None:
    """Remove folders that were made for something that failed; one that holds anything stays."""
    for folder in folders:
        try:
            folder.rmdir()
        except OSError:
            return


def write_text(path: Path, text: str) -> None:
    """Write UTF-8 text whose lines end as they are given, whole or not at all."""
    with whole_file(path) as beside:
        beside.write_bytes(text.encode("utf-8"))


def rounded(table: pd.DataFrame, digits: int = 6) -> pd.DataFrame:
    """A copy with every number at `digits` significant digits: what is written, drawn and compared."""
    import pandas as pd

    table = table.copy()
    for name in table.columns:
        if pd.api.types.is_float_dtype(table[name].dtype):
            table[name] = [float(f"{x:.{digits}g}") + 0.0 for x in table[name].tolist()]
    return table


def csv_text(table: pd.DataFrame) -> str:
    """The table as CSV: missing values empty, text that a spreadsheet would run made harmless."""
    out = io.StringIO()
    writer = csv.writer(_Lines(out), lineterminator="\r\n")
    writer.writerow([_guard(str(c)) for c in table.columns])
    for row in table.itertuples(index=False, name=None):
        writer.writerow([_cell(value) for value in row])
    return out.getvalue()


class _Lines:
    """Takes the carriage return from line ends: told of both, every Python's csv quotes a cell that holds either."""

    def __init__(self, out: io.StringIO) -> None:
        self._out = out

    def write(self, line: str) -> int:
        return self._out.write(line.removesuffix("\r\n") + "\n")


def _cell(value: Any) -> str:
    if _missing(value):
        return ""
    if isinstance(value, str):
        return _guard(value)
    if isinstance(value, float):
        return repr(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(float(value))
    return str(value)


def _guard(text: str) -> str:
    return "'" + text if text.lstrip("'").startswith(FORMULA_STARTS) else text


def unguard(text: str) -> str:
    """A CSV cell as it was before `csv_text` made it harmless."""
    return text[1:] if text[:1] == "'" and text.lstrip("'").startswith(FORMULA_STARTS) else text


def table_text(table: pd.DataFrame, form: str) -> str:
    """The table as text in `form`: csv or jsonl."""
    if form == "csv":
        return csv_text(table)
    if form == "jsonl":
        names = [str(c) for c in table.columns]
        rows = table.itertuples(index=False, name=None)
        return "".join(
            json.dumps({n: _plain(v) for n, v in zip(names, row, strict=True)}, ensure_ascii=False) + "\n"
            for row in rows
        )
    raise TableError(f"a table is printed as csv or jsonl, not as {form!r}")


def _plain(value: Any) -> Any:
    return None if _missing(value) else value.item() if hasattr(value, "item") else value


def _missing(value: Any) -> bool:
    try:
        return value is None or bool(value != value)
    except TypeError:  # pandas.NA is neither equal nor unequal
        return True


def write_table(table: pd.DataFrame, path: Path) -> None:
    """Write a table as .csv, .jsonl or .parquet, after the path's ending; whole or not at all."""
    if path.suffix == ".parquet":
        with whole_file(path) as beside:
            table.to_parquet(beside, index=False)
    else:
        write_text(path, table_text(table, path.suffix.lstrip(".")))


def read_table(path: Path, contract: Contract) -> pd.DataFrame:
    """Read a CSV table that framing wrote, checked against its contract.

    Raises `TableError` naming file, line and column of what does not fit, all of it together.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise TableError(f"{path}: can't be read as UTF-8 text ({problem})") from problem
    reader = csv.reader(io.StringIO(text, newline=""))
    problems: list[str] = []
    rows: list[tuple[int, list[str]]] = []
    try:
        header = [unguard(c) for c in next(reader, [])]
        for row in reader:
            if len(row) == len(header):
                rows.append((reader.line_num, row))
            else:
                problems.append(f"{path}:{reader.line_num}: {len(row)} cells where the head has {len(header)}")
    except csv.Error as problem:
        raise TableError(f"{path}:{reader.line_num}: not CSV as framing writes it ({problem})") from problem
    lacking = [n for n in contract.names if n not in header]
    if lacking:
        raise TableError(
            f"{path}:1: {contract.name} needs column {', '.join(map(repr, lacking))}; it has {', '.join(header)}"
        )
    if len(set(header)) < len(header):
        raise TableError(f"{path}:1: column {next(n for n in header if header.count(n) > 1)!r} stands there twice")
    kinds = {c.name: f"{c.kind}{'?' if c.optional else ''}" for c in contract.columns}
    data: dict[str, object] = {}
    for i, name in enumerate(header):
        kind = kinds.get(name, "text")
        parse, values = _PARSERS[kind], []
        for line, row in rows:
            try:
                values.append(parse(row[i]))
            except ValueError:
                problems.append(f"{path}:{line}: column {name!r} must hold {_WANTED[kind]}, not {row[i]!r}")
        data[name] = values
    if problems:
        more = [f"and {len(problems) - _SHOWN} more"] if len(problems) > _SHOWN else []
        raise TableError(together(problems[:_SHOWN] + more, str(path)))
    return contract.frame(data)


def _flag(cell: str) -> bool:
    if cell not in ("True", "False"):
        raise ValueError(f"{cell!r} is neither True nor False")
    return cell == "True"


_SHOWN = 20
"""So many problems of a table are told one by one."""

_WANTED = {"integer": "whole numbers", "integer?": "whole numbers", "number": "numbers", "flag": "True or False"}

_PARSERS: dict[str, Any] = {
    "text": unguard,
    "integer": int,
    "integer?": lambda cell: int(cell) if cell else None,
    "number": lambda cell: float(cell) if cell else float("nan"),
    "flag": _flag,
}
