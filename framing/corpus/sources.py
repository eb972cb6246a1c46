"""Where a corpus lies: a folder of texts, one text, or a table; each also packed with gzip."""

from __future__ import annotations

import difflib
import gzip
import os
import zlib
from pathlib import Path
from typing import BinaryIO, Literal, cast

from framing.errors import CorpusError

Form = Literal["folder", "text", "csv", "jsonl"]

LONGEST = 20_000_000
"""Bytes of UTF-8 that one document may have, and characters that one line of JSONL may have."""

ENDINGS: dict[str, Form] = {".txt": "text", ".text": "text", ".csv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl"}

TOO_LONG = "an article is not that long: is it several articles in one, or a binary file?"

NO_FILE = "is not a file that can be read, but a broken link, a pipe or a device"

UNREADABLE = (OSError, EOFError, zlib.error)
"""What opening, reading or unpacking a file can raise."""


def form_of(path: Path) -> Form:
    """What `path` holds, after its name; `CorpusError` if it is not there or nothing that framing reads."""
    try:
        if not path.exists():
            raise CorpusError(f"{path}: there is no such file or folder{_near(path)}")
    except OSError as problem:
        raise CorpusError(f"{str(path)[:80]}: can't be a source ({said(problem)})") from problem
    if path.is_dir():
        return "folder"
    if not path.is_file():  # a pipe would wait for ever
        raise CorpusError(f"{path}: {NO_FILE}")
    form = _form_of_name(path.name)
    if form is None:
        raise CorpusError(
            f"{path}: a source is a folder of .txt files or a file that ends in {', '.join(ENDINGS)}, "
            "or one of these with .gz after it"
        )
    return form


def text_files(folder: Path) -> list[str]:
    """The texts of a folder and its subfolders: names relative to it, with `/`, in code point order.

    Hidden files and folders are passed over, and so are files of other kinds. Links to folders are not followed.
    Raises `CorpusError` if there is no text.
    """
    texts: list[str] = []
    tables: list[str] = []
    for root, folders, names in os.walk(folder, onerror=_raise):
        folders[:] = [f for f in folders if not f.startswith(".")]
        for name in names:
            form = None if name.startswith(".") else _form_of_name(name)
            if form is not None:
                relative = Path(root, name).relative_to(folder).as_posix()
                (texts if form == "text" else tables).append(relative)
    if not texts:
        hint = f"; name a table itself as the source, such as {folder / min(tables)}" if tables else ""
        raise CorpusError(f"{folder}: the folder holds no .txt or .text file{hint}")
    return sorted(texts)


def open_bytes(path: Path) -> BinaryIO:
    """The file's bytes, unpacked where its name ends in .gz."""
    return cast(BinaryIO, gzip.open(path, "rb")) if path.name.lower().endswith(".gz") else path.open("rb")


def read_bytes(path: Path) -> bytes:
    """The bytes of one document, unpacked; `CorpusError` if it can't be read or is longer than `LONGEST`."""
    try:
        if not path.is_file():
            raise CorpusError(f"{path}: {NO_FILE}")
        with open_bytes(path) as file:
            data = file.read(LONGEST + 1)
    except UNREADABLE as problem:
        raise CorpusError(f"{path}: can't be read ({said(problem)})") from problem
    if len(data) > LONGEST:
        raise CorpusError(f"{path}: has more than {LONGEST:,} bytes; {TOO_LONG}")
    return data


def said(problem: BaseException) -> str:
    """What the system says of a failure, without the path that our message names already."""
    return getattr(problem, "strerror", None) or str(problem) or type(problem).__name__


def _form_of_name(name: str) -> Form | None:
    return ENDINGS.get(Path(name.lower().removesuffix(".gz")).suffix)


def _near(path: Path) -> str:
    """The nearest name that does exist beside the first part of `path` that does not."""
    missing = path
    while not missing.parent.exists():
        missing = missing.parent
    try:
        beside = sorted(os.listdir(missing.parent))  # noqa: PTH208 - names, not paths
    except OSError:
        return ""
    close = difflib.get_close_matches(missing.name, beside, n=1)
    return f"; did you mean {str(missing.parent / close[0])!r}?" if close else ""


def _raise(problem: OSError) -> None:
    raise CorpusError(f"{problem.filename}: the folder can't be read ({said(problem)})") from problem
