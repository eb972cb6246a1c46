"""Rows of a table of articles: CSV or TSV with a head, or JSON Lines; each row with the line where it begins."""

from __future__ import annotations

import csv
import io
import itertools
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn, TextIO

from framing.corpus.encodings import encoding_of
from framing.corpus.problems import Problems
from framing.corpus.sources import LONGEST, TOO_LONG, UNREADABLE, open_bytes, said
from framing.errors import CorpusError
from framing.files import unguard

Row = tuple[int, dict[str, Any]]
"""The line where a row begins, from 1, and its cells by column."""


@contextmanager
def open_table(path: Path, encoding: str | None) -> Iterator[tuple[TextIO, str]]:
    """The decoded file, line ends untouched, and its encoding; `CorpusError` if it can't be read."""
    try:
        codec = encoding_of(lambda: open_bytes(path), name=str(path), encoding=encoding)
        with open_bytes(path) as data, io.TextIOWrapper(data, encoding=codec, newline="") as text:
            yield text, codec
    except UNREADABLE as problem:
        raise CorpusError(f"{path}: can't be read ({said(problem)})") from problem


def csv_rows(file: TextIO, *, name: str, problems: Problems, separator: str = ",") -> tuple[list[str], Iterator[Row]]:
    """The column names of a CSV or TSV file, and its rows; a byte-order mark before the head is not part of a name.

    A column without a name is called `column_N`. A row with too many or too few cells goes to `problems`, and so
    does a quotation mark that is never closed. Raises `CorpusError` if there is no head or a name stands twice.
    """
    # The limit belongs to the whole process; raising it harms no other reader, lowering it again could.
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST))
    first = file.readline().removeprefix("\ufeff")
    reader = csv.reader(itertools.chain([first], file), strict=True, delimiter=separator)
    try:
        head = next((row for row in reader if row), [])
    except csv.Error as problem:
        raise CorpusError(f"{name}:1: the head is not valid CSV ({problem})") from problem
    if not head:
        raise CorpusError(f"{name}: the file is empty; its first line must name the columns")
    columns = [unguard(cell) or f"column_{i}" for i, cell in enumerate(head, 1)]
    twice = sorted({c for c in columns if columns.count(c) > 1})
    if twice:
        raise CorpusError(f"{name}:1: column {twice[0]!r} stands twice in the head; give each column its own name")
    return columns, _csv_body(reader, columns, name, problems, separator)


def _csv_body(reader: Any, columns: list[str], name: str, problems: Problems, separator: str) -> Iterator[Row]:
    width = len(columns)
    kind, signs = ("CSV", "commas") if separator == "," else ("TSV", "tabs")
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader, None)
        except csv.Error as problem:
            long = "limit" in str(problem)
            why = str(problem).replace("'\t'", "a tab")
            what = f"a cell has more than {LONGEST:,} characters" if long else f"not valid {kind} ({why})"
            remedy = "is a quotation mark opened and never closed, or not doubled inside a cell?"
            problems.add(f"{name}:{line}: {what}; {remedy}")
            return
        if row is None:
            return
        if len(row) == width:
            yield line, dict(zip(columns, [unguard(c) if c[:1] == "'" else c for c in row]))
        elif row:
            problems.add(
                f"{name}:{line}: the row has {len(row)} cells where the head has {width}; "
                f"put cells that hold {signs} in quotation marks"
            )


def jsonl_rows(file: TextIO, *, name: str, problems: Problems) -> Iterator[Row]:
    """The objects of a JSON Lines file, one a line; blank lines are passed over.

    What is not an object, not valid JSON or too long goes to `problems`.
    """
    read = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_no_constant).decode
    line, whole = 0, True
    for data in _lines(file):
        begins, whole = whole, data[-1:] in (b"\n", b"\r", "\n", "\r")
        if not begins:  # the rest of a line that was too long
            continue
        line += 1
        row = _plain_object(data) if isinstance(data, bytes) else None
        if row is not None:
            yield line, row
            continue
        text = data.decode("utf-8", "ignore") if isinstance(data, bytes) else data  # only too long a piece is cut
        if len(text) - whole > LONGEST:
            problems.add(f"{name}:{line}: the line has more than {LONGEST:,} characters; {TOO_LONG}")
            continue
        if line == 1:
            text = text.removeprefix("\ufeff")
        if text.isspace():
            continue
        try:
            row = read(text.rstrip("\r\n"))  # a message then counts columns of this line
        except (ValueError, RecursionError) as problem:
            why = str(problem)
            if isinstance(problem, json.JSONDecodeError):
                why = f"{problem.msg.removesuffix(' at')} at column {problem.colno}"
            problems.add(f"{name}:{line}: not valid JSON ({why}); each line must be one whole JSON object")
            continue
        if type(row) is dict:
            yield line, row
        else:
            problems.add(f"{name}:{line}: a line must be one JSON object, it is {kind_of(row)}")


def _lines(file: TextIO) -> Iterator[bytes | str]:
    """Lines with their ends: bytes where the file is UTF-8, which orjson reads, otherwise text. A longer line than
    any document comes in pieces.
    """
    if file.encoding != "utf-8":
        yield from iter(lambda: file.readline(LONGEST + 1), "")
        return
    for line in iter(lambda: file.buffer.readline(4 * LONGEST + 4), b""):
        if b"\r" in line[:-2]:  # as old Macintosh files end their lines
            yield from line.splitlines(keepends=True)
        else:
            yield line


def _plain_object(line: bytes) -> dict[str, Any] | None:
    """The object on a line, or None where this quick reader is not certain to read it as the exact one does.

    orjson reads a large integer as a float and lets a key stand twice. An object without floats, lists and objects
    in it has no key twice if there are as many strings on the line as keys and values that are strings.
    """
    import orjson

    if len(line) > LONGEST:
        return None
    try:
        row = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    if type(row) is not dict:
        return None
    kinds = [type(value) for value in row.values()]
    if not _EXACT.issuperset(kinds):
        return None
    n_marks = 2 * (len(row) + kinds.count(str))
    found = line.count(b'"')
    if found != n_marks:  # some are escaped: each has one backslash before it if no two backslashes touch
        found = 0 if b"\\\\" in line else found - line.count(b'\\"')
    return row if found == n_marks else None


_EXACT = frozenset((str, int, bool, type(None)))


def kind_of(value: Any) -> str:
    """What a JSON value is, in words."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    kinds = {str: "a string", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return kinds[type(value)]


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [key for key, _ in pairs]
        raise ValueError(f"key {next(n for n in names if names.count(n) > 1)!r} stands twice in an object")
    return found


def _no_constant(word: str) -> NoReturn:
    raise ValueError(f"{word} is no JSON value; write null where a value is missing")
