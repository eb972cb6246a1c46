"""Reading a corpus: texts, pages and tables become documents and texts in one fixed order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.corpus.counts import is_counts
from framing.corpus.encodings import decode
from framing.corpus.intake import ColumnNames, Intake, has_surrogates
from framing.corpus.metadata import read_documents
from framing.corpus.pages import decode_page, read_page
from framing.corpus.problems import Problems
from framing.corpus.select import nothing_left_out, read_selection
from framing.corpus.sources import Place, Source, find_source, form_of_name, read_bytes
from framing.corpus.tables import take_tables
from framing.errors import CorpusError
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
            doc_id with exactly this text; empty if it is this one), encoding, file (name relative to the folder; of
            several tables the one that the row stands in, unless it says otherwise; else empty), event where the
            source has such a column; then the source's further columns, as text. What is missing is an empty string.
        texts: what is searched and what all offsets count: as received; of a page, its article as extracted.
            Large strings, as long as `documents`; each chunk is a partition, which holds whole documents.
        language: code of the language of the study; `documents.lang` where the source gives no other.
        left_out: LEFT_OUT, a row for each document of the source that `where` or the dates keep out.
    """

    documents: pd.DataFrame
    texts: pa.ChunkedArray
    language: str
    left_out: pd.DataFrame = field(default_factory=nothing_left_out)

    def __len__(self) -> int:
        return len(self.documents)


def read_corpus(
    source: Place | Sequence[Place],
    *,
    documents: Place | None = None,
    text: str | None = None,
    outlet: str | None = None,
    group: str | None = None,
    date: str | None = None,
    id: str | None = None,
    title: str | None = None,
    url: str | None = None,
    event: str | None = None,
    where: str | None = None,
    date_from: str | None = None,
    date_to: str | None = None,
    language: str = "en",
    encoding: str | None = None,
    partition_bytes: int = 4_000_000,
) -> Corpus:
    """Read articles and what is known about them.

    `source` is a folder of .txt, .text, .html or .htm files (with its subfolders; hidden files and other kinds are
    passed over), one such file, a table (.csv or .tsv with a head, .jsonl or .ndjson with one object a line,
    .parquet), a glob ("articles/**/*.html"), or a sequence of these; each file may be packed (.gz). Several tables
    must have the same columns. Every text is kept as received: no white space, line end, byte-order mark or Unicode
    form is changed. Of a page the article is extracted (with trafilatura), and this extraction is the text; title and
    date are the page's own where the metadata give none.

    Columns are called text, outlet, group, date, title, url, event and doc_id or id, unless the options name others.
    A column that an option names must exist; of the others only `text` must. Without an id a text is called by its
    file's name and a row by its number (row-000001; of several tables TABLE:row-000001). Outlets, groups and events
    are brought to one Unicode form (NFC). A column `lang` overrides `language`. A further column whose name framing
    fills itself is kept as NAME_in_source.

    Args:
        source: where the articles lie.
        documents: a .csv or .tsv file with metadata for texts: a row for each text, whose column `file` holds its
            name relative to the folder. Where a column `sha256` is filled in, the file's bytes must match it.
        text: column of the article's text, in a table.
        outlet: column of the publisher.
        group: column of the side that the publisher belongs to.
        date: column of the date: YYYY, YYYY-MM, YYYY-MM-DD, or an ISO timestamp, which is cut to its date.
        id: column of the identifier.
        title: column of the headline.
        url: column of the address.
        event: column of what the article is about, for comparisons within one event.
        where: a condition on the metadata that documents must meet, such as "snippet == false"; it names the source's
            columns, or outlet, group, date, ... (`framing.corpus.where` has the language).
        date_from: the first date that belongs, inclusive: YYYY-MM-DD, or the whole of a YYYY-MM or YYYY.
        date_to: the last date that belongs, inclusive, likewise.
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
    if isinstance(source, str | Path) and is_counts(source, text=text):
        raise CorpusError(f"{source}: holds counts of words and no text; framing.read_counts reads them")
    names = ColumnNames(text=text, outlet=outlet, group=group, date=date, id=id, title=title, url=url, event=event)
    found = find_source(source)
    if documents is not None and found.tables:
        raise CorpusError(f"{documents}: documents= gives metadata for a folder of texts; {found.name} is a table")
    if text is not None and not found.tables:
        raise CorpusError(f"{found.name}: the files are the texts; text= is for tables")
    problems = Problems(found.name)
    selection = read_selection(where=where, date_from=date_from, date_to=date_to, date=date)
    intake = Intake(names, language=language, problems=problems, selection=selection)
    if found.tables:
        take_tables(found, encoding, intake)
    else:
        _take_texts(found, documents, encoding, intake)
    table, texts = intake.finish(partition_bytes=partition_bytes)
    return Corpus(documents=table, texts=texts, language=language, left_out=intake.left_out)


def _take_texts(source: Source, documents: Place | None, encoding: str | None, intake: Intake) -> None:
    """Take in texts and pages, with their rows of `documents`."""
    problems, folder = intake.problems, source.root
    if documents is None:
        if named := intake.names.named():
            option, column = next(iter(named.items()))
            raise CorpusError(
                f"{source.name}: texts have no column {column!r} ({option}=); give documents= with a .csv file"
            )
        rows = {name: (str(folder / name), {"file": name}) for name in source.files}
    else:
        rows = read_documents(Path(documents), source, names=intake.names, problems=problems)
    columns = {column: None for _, cells in rows.values() for column in cells}
    if any(form_of_name(name) == "html" for name in source.files):
        columns |= {intake.names.of(name): None for name in ("title", "date")}
    intake.check_where([*columns, "doc_id"], source.name)
    for name in source.files:
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
            if form_of_name(name) == "html":
                text, codec = _take_page(data, str(path), encoding, cells, intake)
            else:
                text, codec = decode(data, name=str(path), encoding=encoding)
        except CorpusError as problem:
            problems.add(problem)
            continue
        intake.add(text, cells, place=place, text_place=str(path), encoding=codec, doc_id=name, sha256=digest)


def _take_page(data: bytes, path: str, encoding: str | None, cells: dict[str, Any], intake: Intake) -> tuple[str, str]:
    """The article of a page and the page's encoding; what `cells` lack of title and date is filled in."""
    markup, codec = decode_page(data, name=path, encoding=encoding)
    page = read_page(markup, name=path)
    for name, given in (("title", page.title), ("date", page.date)):
        column = intake.names.of(name)
        if not str(cells.get(column) or "").strip():
            cells[column] = given
    return page.text, codec


def _check_digest(wanted: str, digest: str, path: Path, place: str) -> None:
    wanted = wanted.strip().lower()
    if wanted and wanted != digest:
        raise CorpusError(
            f"{path}: its SHA-256 begins {digest[:12]}, {place} says {wanted[:12]}; "
            "fetch the file again as it was recorded, or correct the sha256 column if it was changed on purpose"
        )
