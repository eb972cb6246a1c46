"""Rows of a Parquet file, a batch at a time; each with its number."""

from __future__ import annotations

import datetime
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from framing.corpus.problems import Problems
from framing.corpus.rows import Row
from framing.corpus.sources import UNREADABLE, open_bytes, said
from framing.errors import CorpusError

if TYPE_CHECKING:
    import pyarrow as pa

_BATCH = 256
"""Rows decoded at a time: whole articles, so few of them."""

_PANDAS_INDEX = re.compile(r"__index_level_\d+__")
"""Row labels that pandas adds on its own account; they are no metadata."""


@contextmanager
def open_parquet(path: Path) -> Iterator[Any]:
    """The file as `pyarrow.parquet.ParquetFile`; a packed one is unpacked to a temporary file, since it is read from
    its end.

    Raises `CorpusError` where it can't be read: packed or not, whole or cut short.
    """
    import pyarrow as pa
    from pyarrow.parquet import ParquetFile

    try:
        with tempfile.TemporaryFile() as unpacked, open_bytes(path) as file:
            data: BinaryIO = file
            if path.name.lower().endswith(".gz"):
                shutil.copyfileobj(file, unpacked)
                data = unpacked
            yield ParquetFile(data)
    except (*UNREADABLE, pa.ArrowException) as problem:
        raise CorpusError(
            f"{path}: can't be read as Parquet ({said(problem)}); was it cut short? fetch or write it again"
        ) from problem
    except UnicodeDecodeError as problem:
        raise CorpusError(f"{path}: a text is not valid UTF-8, which Parquet texts must be ({problem})") from problem


def parquet_rows(file: Any, *, name: str, text: str, problems: Problems) -> tuple[list[str], Iterator[Row]]:
    """The column names of an open Parquet file, and its rows, numbered from 1.

    Dates and times become ISO text; what Parquet leaves empty, and a number that is none (NaN), become None.
    That column `text` holds no strings goes to `problems`. Raises `CorpusError` if a name stands twice.
    """
    schema = file.schema_arrow
    columns = [n for n in schema.names if not _PANDAS_INDEX.fullmatch(n)]
    twice = sorted({c for c in columns if columns.count(c) > 1})
    if twice:
        raise CorpusError(f"{name}: column {twice[0]!r} stands twice; give each column its own name")
    if text in columns and not _holds_strings(schema.field(text).type):
        problems.add(f"{name}: column {text!r} must hold the texts as strings, it holds {schema.field(text).type}")
    return columns, _body(file, columns)


def _body(file: Any, columns: list[str]) -> Iterator[Row]:
    number = 0
    for batch in file.iter_batches(batch_size=_BATCH, columns=columns):
        cells = [_plain_column(batch.column(c)) for c in columns]
        for row in zip(*cells):
            number += 1
            yield number, dict(zip(columns, row))


def _holds_strings(kind: pa.DataType) -> bool:
    import pyarrow as pa

    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def _plain_column(column: pa.Array) -> list[Any]:
    """A column's values as JSON has them."""
    import pyarrow as pa

    values: list[Any] = column.to_pylist()
    if _holds_strings(column.type) or pa.types.is_integer(column.type) or pa.types.is_boolean(column.type):
        return values
    return [_plain(value) for value in values]


def _plain(value: Any) -> Any:
    """One value as JSON has it."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return value if value == value else None
    if isinstance(value, datetime.date | datetime.time):  # a datetime is a date
        return value.isoformat()
    if isinstance(value, dict):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    return str(value)
