"""Where a corpus lies: folders, files and globs of texts, pages and tables; each file also packed with gzip."""

from __future__ import annotations

import difflib
import gzip
import os
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal, TypeAlias, cast

from framing.errors import CorpusError

Form = Literal["folder", "text", "html", "csv", "tsv", "jsonl", "parquet"]

Place: TypeAlias = str | os.PathLike[str]

LONGEST = 20_000_000
"""Bytes of UTF-8 that one document may have, and characters that one line of JSONL may have."""

ENDINGS: dict[str, Form] = {
    ".txt": "text",
    ".text": "text",
    ".html": "html",
    ".htm": "html",
    ".csv": "csv",
    ".tsv": "tsv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
}

READABLE = f"{', '.join(ENDINGS)}, or one of these with .gz after it"

TOO_LONG = "an article is not that long: is it several articles in one, or a binary file?"

NO_FILE = "is not a file that can be read, but a broken link, a pipe or a device"

UNREADABLE = (OSError, EOFError, zlib.error)
"""What opening, reading or unpacking a file can raise."""


@dataclass(frozen=True)
class Source:
    """The files of a corpus, all of them texts (and pages), or all of them tables.

    name: the source as the caller named it, for messages. root: the folder that the names of `files` start from.
    files: with `/` between their parts. whole: whether the source is one folder, all of whose texts it takes.
    """

    name: str
    root: Path
    files: tuple[str, ...]
    tables: bool
    whole: bool = False


def find_source(source: Place | Sequence[Place]) -> Source:
    """The files of a source: a folder of texts, a file, a glob, or several of these.

    A name that exists is meant as it stands, also with `*`, `?` or `[` in it; otherwise these make it a glob, in
    which `**` is any number of folders. A folder and a glob pass over hidden files and files of other kinds.
    Names of texts start from the folder; from the part of a glob before its first sign; of several places, from the
    folder that they share. A file that is named twice is taken once.

    Raises `CorpusError` where something is not there or nothing that framing reads, and where texts and tables meet.
    """
    if isinstance(source, str | os.PathLike):
        path = Path(source)
        if _is_glob(path):
            root, files = _matching(path)
        elif form_of(path) == "folder":
            return Source(str(path), path, tuple(text_files(path)), tables=False, whole=True)
        else:
            root, files = path.parent, [path.name]
        return Source(str(path), root, tuple(files), _are_tables(root, files))
    places = [find_source(place) for place in source]
    if not places:
        raise CorpusError("a source of several files must name at least one; the list is empty")
    paths = [place.root / name for place in places for name in place.files]
    if not all(p.is_absolute() == paths[0].is_absolute() for p in paths):
        paths = [Path(os.path.abspath(p)) for p in paths]  # noqa: PTH100 - resolve would follow links
    root = Path(os.path.commonpath([p.parent for p in paths]))
    files = sorted({p.relative_to(root).as_posix() for p in paths})
    name = places[0].name if len(places) == 1 else f"{places[0].name} and {len(places) - 1} more"
    return Source(name, root, tuple(files), _are_tables(root, files))


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
    form = form_of_name(path.name)
    if form is None:
        raise CorpusError(f"{path}: a source is a folder of .txt or .html files, or a file that ends in {READABLE}")
    return form


def form_of_name(name: str) -> Form | None:
    """What a file of this name holds; None where it is nothing that framing reads."""
    return ENDINGS.get(Path(name.lower().removesuffix(".gz")).suffix)


def text_files(folder: Path) -> list[str]:
    """The texts and pages of a folder and its subfolders: names relative to it, with `/`, in code point order.

    Hidden files and folders are passed over, and so are files of other kinds. Links to folders are not followed.
    Raises `CorpusError` if there is no text.
    """
    texts: list[str] = []
    tables: list[str] = []
    for root, folders, names in os.walk(folder, onerror=_raise):
        folders[:] = [f for f in folders if not f.startswith(".")]
        for name in names:
            form = None if name.startswith(".") else form_of_name(name)
            if form is not None:
                relative = Path(root, name).relative_to(folder).as_posix()
                (texts if form in ("text", "html") else tables).append(relative)
    if not texts:
        hint = f"; name a table itself as the source, such as {folder / min(tables)}" if tables else ""
        raise CorpusError(f"{folder}: the folder holds no .txt, .text, .html or .htm file{hint}")
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


def _is_glob(path: Path) -> bool:
    if not any(sign in str(path) for sign in "*?["):
        return False
    try:
        return not path.exists()
    except OSError:
        return True


def _matching(pattern: Path) -> tuple[Path, list[str]]:
    """The folder that a glob starts from, and the files of our kinds that it matches, relative to it."""
    parts = pattern.parts
    first = next(i for i, part in enumerate(parts) if any(sign in part for sign in "*?["))
    root = Path(*parts[:first])
    if not root.is_dir():
        raise CorpusError(f"{pattern}: there is no folder {root}{_near(root)}")
    try:
        found = [p for p in root.glob(str(Path(*parts[first:]))) if p.is_file()]
    except ValueError as problem:
        raise CorpusError(f"{pattern}: not a glob ({problem}); ** stands alone between two /") from problem
    names = [p.relative_to(root).as_posix() for p in found]
    names = [n for n in names if not any(part.startswith(".") for part in n.split("/"))]
    files = sorted(n for n in names if form_of_name(n))
    if not files:
        what = "no file; it must match files that end"
        if names:
            what = "1 file, which does not end" if len(names) == 1 else f"{len(names):,} files, none of which ends"
        raise CorpusError(f"{pattern}: matches {what} in {READABLE}")
    return root, files


def _are_tables(root: Path, files: Sequence[str]) -> bool:
    texts = [name for name in files if form_of_name(name) in ("text", "html")]
    if texts and len(texts) < len(files):
        table = next(name for name in files if name not in set(texts))
        raise CorpusError(
            f"{root / texts[0]} is a text and {root / table} a table; a source is either texts or tables,"
            " and a table that describes texts is given as documents"
        )
    return not texts


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
