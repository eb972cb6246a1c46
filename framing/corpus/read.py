"""Reading a corpus: a folder of texts, one text, CSV or JSON Lines become documents and texts in one fixed order."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.corpus.encodings import decode
from framing.corpus.intake import ColumnNames, Intake, has_surrogates
from framing.corpus.metadata import read_documents
from framing.corpus.problems import Problems
from framing.corpus.rows import csv_rows, jsonl_rows, kind_of, open_table
from framing.corpus.sources import Form, form_of, read_bytes, text_files
from framing.errors import CorpusError, nearest
from framing.files import sha256_of

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


@dataclass(frozen=True, eq=False)
class Corpus:
    """Documents and their texts, in code point order of `doc_id`.

    Attributes:
        documents: one row a document: doc_id, outlet, group, date, lang, title, url, n_chars (code points of the
            text), sha256 (of the file's unpacked bytes; empty for the row of a table), duplicate_of (the first
            doc_id with exactly this text; empty if it is this one), encoding, file (name relative to the folder;
            empty for the row of a table that gives none); then the source's further columns, as text.
            What is missing is an empty string.
        texts: large strings, as long as `documents`; each chunk is a partition, which holds whole documents.
        language: code of the language of the study; `documents.lang` where the source gives no other.
    """

    documents: pd.DataFrame
    texts: pa.ChunkedArray
    language: str

    def __len__(self) -> int:
        return len(self.documents)


def read_corpus(
    source: str | os.PathLike[str],
    *,
    documents: str | os.PathLike[str] | None = None,
    text: str | None = None,
    outlet: str | None = None,
    group: str | None = None,
    date: str | None = None,
    id: str | None = None,
    title: str | None = None,
    url: str | None = None,
    language: str = "en",
    encoding: str | None = None,
    partition_bytes: int = 4_000_000,
) -> Corpus:
    """Read articles and what is known about them.

    `source` is a folder of .txt or .text files (with its subfolders; hidden files and other kinds are passed over),
    one such file, a .csv file with a head, or a .jsonl or .ndjson file with one object a line; each may be packed
    (.gz). Every text is kept as received: no white space, line end, byte-order mark or Unicode form is changed.

    Columns are called text, outlet, group, date, title, url and doc_id or id, unless the options name others. A
    column that an option names must exist; of the others only `text` must. Without an id a text is called by its
    file's name and a row by its number (row-000001). A column `lang` overrides `language`. A further column whose
    name framing fills itself is kept as NAME_in_source.

    Args:
        source: where the articles lie.
        documents: a .csv file with metadata for a folder of texts: a row for each text, whose column `file` holds
            its name relative to the folder. Where a column `sha256` is filled in, the file's bytes must match it.
        text: column of the article's text, in CSV and JSONL.
        outlet: column of the publisher.
        group: column of the side that the publisher belongs to.
        date: column of the date: YYYY, YYYY-MM, YYYY-MM-DD, or an ISO timestamp, which is cut to its date.
        id: column of the identifier.
        title: column of the headline.
        url: column of the address.
        language: code of the language of the study.
        encoding: of the source's files. Without it: UTF-8; UTF-16 and UTF-32 by their byte-order mark; else a
            guess, if it is sure. The encoding used stands in the documents.
        partition_bytes: bytes of UTF-8 up to which documents share a partition.

    Returns:
        The corpus in an order that does not depend on the order of files or rows.

    Raises:
        CorpusError: the source can't be read as it stands. One message tells all its problems, each with its place.
    """
    if partition_bytes < 1:
        raise CorpusError(f"partition_bytes must be at least 1, it is {partition_bytes}")
    if not language:
        raise CorpusError("language must be a code such as 'en', it is empty")
    names = ColumnNames(text=text, outlet=outlet, group=group, date=date, id=id, title=title, url=url)
    path = Path(source)
    form = form_of(path)
    if documents is not None and form != "folder":
        raise CorpusError(f"{documents}: documents= gives metadata for a folder of texts; {path} is a file")
    if text is not None and form in ("folder", "text"):
        raise CorpusError(f"{path}: the files are the texts; text= is for CSV and JSONL")
    problems = Problems(str(path))
    intake = Intake(names, language=language, problems=problems)
    if form == "folder":
        _take_texts(path, text_files(path), documents, encoding, intake)
    elif form == "text":
        _take_texts(path.parent, [path.name], None, encoding, intake)
    else:
        _take_rows(path, form, encoding, intake)
    table, texts = intake.finish(partition_bytes=partition_bytes)
    return Corpus(documents=table, texts=texts, language=language)


def _take_texts(
    folder: Path,
    files: list[str],
    documents: str | os.PathLike[str] | None,
    encoding: str | None,
    intake: Intake,
) -> None:
    """Take in the named files of a folder, with their rows of `documents`."""
    problems = intake.problems
    if documents is None:
        if named := intake.names.named():
            option, column = next(iter(named.items()))
            raise CorpusError(
                f"{folder}: texts have no column {column!r} ({option}=); give documents= with a .csv file"
            )
        rows = {name: (str(folder / name), {"file": name}) for name in files}
    else:
        rows = read_documents(Path(documents), files, folder=folder, names=intake.names, problems=problems)
    for name in files:
        if name not in rows:
            continue
        place, cells = rows[name]
        if has_surrogates(name):
            problems.add(f"{folder}: the file name {name!r} is not valid UTF-8; rename the file")
            continue
        path = folder / name
        try:
            data = read_bytes(path)
            digest = sha256_of(data)
            _check_digest(cells.pop("sha256", ""), digest, path, place)
            text, codec = decode(data, name=str(path), encoding=encoding)
        except CorpusError as problem:
            problems.add(problem)
            continue
        intake.add(text, cells, place=place, text_place=str(path), encoding=codec, doc_id=name, sha256=digest)


def _check_digest(wanted: str, digest: str, path: Path, place: str) -> None:
    wanted = wanted.strip().lower()
    if wanted and wanted != digest:
        raise CorpusError(
            f"{path}: its SHA-256 begins {digest[:12]}, {place} says {wanted[:12]}; "
            "fetch the file again as it was recorded, or correct the sha256 column if it was changed on purpose"
        )


def _take_rows(path: Path, form: Form, encoding: str | None, intake: Intake) -> None:
    """Take in the rows of a table."""
    names, problems = intake.names, intake.problems
    column = names.of("text")
    seen: dict[str, None] = {}
    lacking: list[int] = []
    n_rows = 0
    with open_table(path, encoding) as (file, codec):
        if form == "csv":
            columns, rows = csv_rows(file, name=str(path), problems=problems)
            seen.update(dict.fromkeys(columns))
            _check_columns(path, seen, names, problems)
            problems.stop()
        else:
            rows = jsonl_rows(file, name=str(path), problems=problems)
        for line, cells in rows:
            n_rows += 1
            if not cells.keys() <= seen.keys():
                seen.update(dict.fromkeys(cells))
            place = f"{path}:{line}"
            if column not in cells:
                lacking.append(line)
                continue
            text: Any = cells[column]
            if type(text) is not str:
                problems.add(f"{place}: column {column!r} must hold the text as a string, it holds {kind_of(text)}")
                continue
            intake.add(text, cells, place=place, text_place=place, encoding=codec, drop=column)
    for key in seen:
        if has_surrogates(key) or "\0" in key:
            problems.add(f"{path}: the name {key!r} holds half a surrogate pair or a NUL character; rename the column")
    if n_rows == 0 and not problems.count:
        problems.add(f"{path}: holds no document; a corpus needs at least one")
    elif form == "jsonl" and n_rows:
        _check_columns(path, seen, names, problems)
        if column in seen:
            for line in lacking:
                problems.add(f"{path}:{line}: the object has no {column!r}, which must hold the text")


def _check_columns(path: Path, columns: dict[str, None], names: ColumnNames, problems: Problems) -> None:
    only = next(iter(columns)) if len(columns) == 1 else ""
    for separator in ";\t":
        if separator in only:
            problems.add(f"{path}: the head seems to be separated by {separator!r}; save the table with commas")
            return
    for problem in names.lacking(columns, str(path)):
        problems.add(problem)
    column = names.of("text")
    if names.text is None and column not in columns:
        near = nearest(column, columns)
        problems.add(f"{path}: there is no column {column!r}, which must hold the text; {near} text= names another")
