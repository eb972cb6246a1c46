"""Documents as they come in, each checked, then laid in canonical order: metadata as a table, texts in Arrow."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from framing.corpus.dates import partial_date
from framing.corpus.problems import Problems
from framing.corpus.rows import kind_of
from framing.corpus.sources import LONGEST, TOO_LONG
from framing.corpus.store import TextStore
from framing.errors import CorpusError, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd
    import pyarrow as pa

COLUMNS = (
    *("doc_id", "outlet", "group", "date", "lang", "title", "url", "n_chars", "sha256", "duplicate_of"),
    *("encoding", "file"),
)
"""Columns of `Corpus.documents` in order; `event` follows where it is given, then the source's further columns."""

GIVEN = ("outlet", "group", "date", "lang", "title", "url", "file", "event")
MEASURED = ("n_chars", "n_tokens", "n_sentences", "sha256", "duplicate_of", "encoding")
IDS = ("doc_id", "id")
_DATE, _LANG, _FILE = (GIVEN.index(name) for name in ("date", "lang", "file"))
_NAMES = tuple(GIVEN.index(name) for name in ("outlet", "group", "event"))
"""What documents are put together by: the same letters must be the same name."""
_NOTHING: dict[str, str] = {}


@dataclass(frozen=True)
class ColumnNames:
    """The columns that the caller named; None where the default name stands and may be absent."""

    text: str | None = None
    outlet: str | None = None
    group: str | None = None
    date: str | None = None
    id: str | None = None
    title: str | None = None
    url: str | None = None
    event: str | None = None

    def of(self, field: str) -> str:
        """The column of the source that holds `field`."""
        return getattr(self, field, None) or field

    def named(self) -> dict[str, str]:
        """The columns that the caller named, by option."""
        return {f.name: c for f in fields(self) if (c := getattr(self, f.name)) is not None}

    def lacking(self, columns: Iterable[str], place: str) -> list[str]:
        """A problem for each column that the caller named and that is not among `columns`."""
        known = list(columns)
        return [
            f"{place}: there is no column {column!r} (asked for by {option}=); {nearest(column, known)}"
            for option, column in self.named().items()
            if column not in known
        ]


class Intake:
    """Takes documents in any order; problems go to `problems`.

    order: once finished, which document of those taken in stands in each row.
    """

    def __init__(self, names: ColumnNames, *, language: str, problems: Problems) -> None:
        self.names = names
        self.language = language
        self.problems = problems
        self.count = 0
        self.ids: list[str | None] = []
        self.places: list[str] = []
        self.texts = TextStore()
        self.hashes: list[int] = []
        self.lengths: list[int | None] = []
        self.order: list[int] = []
        self.given: list[tuple[str, ...]] = []
        self.sha256: list[str] = []
        self.encodings: list[str] = []
        self.further: list[dict[str, str]] = []
        self._columns = tuple(names.of(field) for field in GIVEN)
        self._table = ""
        self._numbers: list[tuple[str, int]] = []

    def begin_table(self, name: str) -> None:
        """From here on rows come from this table, one of several: its name is part of what makes a row unique."""
        self._table = name
        self.count = 0

    def add(
        self,
        text: str,
        cells: dict[str, Any],
        *,
        place: str,
        text_place: str,
        encoding: str,
        doc_id: str | None = None,
        sha256: str = "",
        drop: str = "",
    ) -> None:
        """Take one document.

        Args:
            text: as received.
            cells: its metadata by column of the source.
            place: where the metadata stand, for messages.
            text_place: where the text stands.
            encoding: in which the text was read.
            doc_id: used where `cells` gives none; None to number the rows.
            sha256: of the file's bytes; empty for the row of a table.
            drop: a column of `cells` that is no metadata.
        """
        data = self._text(text, text_place)
        self._take(data, len(text), cells, place=place, encoding=encoding, doc_id=doc_id, sha256=sha256, drop=(drop,))

    def add_counts(self, counts: bytes, cells: dict[str, Any], *, place: str, drop: tuple[str, ...] = ()) -> None:
        """Take one document that comes as counts of words, without text.

        Args:
            counts: the same for documents with the same counts, and different for others.
            cells: its metadata by column of the source.
            place: where they stand, for messages.
            drop: columns of `cells` that are no metadata.
        """
        self._take(counts, None, cells, place=place, encoding="", doc_id=None, sha256="", drop=drop)

    def _take(
        self,
        data: bytes | None,
        length: int | None,
        cells: dict[str, Any],
        *,
        place: str,
        encoding: str,
        doc_id: str | None,
        sha256: str,
        drop: tuple[str, ...],
    ) -> None:
        """Take one document; without `data`, which had a problem, only its metadata are checked."""
        self.count += 1
        try:
            given = [_cell(cells.get(column), column, plain=True) for column in self._columns]
            given[_DATE] = partial_date(given[_DATE])
            given[_FILE] = given[_FILE] or self._table
            for i in _NAMES:
                if not given[i].isascii():
                    given[i] = unicodedata.normalize("NFC", given[i])
            own = self._id_column(cells)
            if own is not None:
                doc_id = _cell(cells[own], own, plain=True)
                if not doc_id.strip():
                    raise CorpusError(f"the id in column {own!r} is empty; give every document one, or name no column")
            skip = (*self._columns, own, *drop)
            further = {k: _cell(v, k) for k, v in cells.items() if k not in skip}
        except CorpusError as problem:
            self.problems.add(f"{place}: {problem}")
            return
        if data is None:
            return
        self.ids.append(doc_id)
        self._numbers.append((self._table, self.count))
        self.places.append(place)
        self.texts.add(data)
        self.hashes.append(hash(data))
        self.lengths.append(length)
        self.given.append(tuple(given))
        self.sha256.append(sha256)
        self.encodings.append(encoding)
        self.further.append(further or _NOTHING)

    def _id_column(self, cells: dict[str, Any]) -> str | None:
        if self.names.id is not None:
            return self.names.id if self.names.id in cells else None
        return next((c for c in IDS if c in cells), None)

    def _text(self, text: str, place: str) -> bytes | None:
        """The text as UTF-8, or None after a problem."""
        if not text or (text[1:] if text[0] == "\ufeff" else text).strip() == "":
            what = "is empty" if not text else "holds nothing but white space"
            self.problems.add(f"{place}: the text {what}; take the document out or give its text")
            return None
        try:
            data = text.encode("utf-8")
        except UnicodeEncodeError as problem:
            self.problems.add(f"{place}: character {problem.start} of the text is half a surrogate pair; repair it")
            return None
        if b"\0" in data:  # quicker to find in bytes than in text
            self.problems.add(f"{place}: character {text.index(chr(0))} of the text is NUL, which no text holds")
            return None
        if len(data) > LONGEST:
            self.problems.add(f"{place}: the text has {len(data):,} bytes, more than {LONGEST:,}; {TOO_LONG}")
            return None
        return data

    def finish(self, *, partition_bytes: int) -> tuple[pd.DataFrame, pa.ChunkedArray]:
        """Documents and texts in canonical order; raises `CorpusError` for all problems together.

        The texts are handed over to Arrow partition by partition, so that they are never held twice.
        """
        ids = self._settled_ids()
        self.problems.stop()
        order = sorted(range(len(ids)), key=ids.__getitem__)
        documents = self._documents(ids, order)
        self.order = order
        return documents, self.texts.partitions(order, partition_bytes)

    def _settled_ids(self) -> list[str]:
        """An id for each document: its own, else its row's number, padded so that order holds."""
        width = max(6, len(str(self.count)))
        without = [i for i, doc_id in enumerate(self.ids) if doc_id is None]
        if 0 < len(without) < len(self.ids):
            for i in without:
                self.problems.add(f"{self.places[i]}: the row has no id where other rows have one; give every row one")
        ids = [_numbered(*n, width) if doc_id is None else doc_id for doc_id, n in zip(self.ids, self._numbers)]
        first: dict[str, int] = {}
        for i, doc_id in enumerate(ids):
            j = first.setdefault(doc_id, i)
            if i != j:
                self.problems.add(
                    f"{self.places[i]}: id {doc_id!r} stands already at {self.places[j]}; an id must be unique"
                )
        return ids

    def _documents(self, ids: list[str], order: list[int]) -> pd.DataFrame:
        import pandas as pd

        like: dict[int, list[int]] = {}  # texts of one hash, which differs between runs, so each is compared
        duplicate_of = []
        for i in order:
            others = like.setdefault(self.hashes[i], [])
            same = next((j for j in others if self.texts[i] == self.texts[j]), None)
            duplicate_of.append("" if same is None else ids[same])
            if same is None:
                others.append(i)
        columns: dict[str, list[Any]] = {
            "doc_id": [ids[i] for i in order],
            **{field: [self.given[i][f] for i in order] for f, field in enumerate(GIVEN)},
            "lang": [self.given[i][_LANG] or self.language for i in order],
            "n_chars": [self.lengths[i] for i in order],
            "sha256": [self.sha256[i] for i in order],
            "duplicate_of": duplicate_of,
            "encoding": [self.encodings[i] for i in order],
        }
        columns = {name: columns[name] for name in (*COLUMNS, *(["event"] if any(columns["event"]) else []))}
        for name in dict.fromkeys(k for i in order for k in self.further[i]):
            column = name
            while column in columns or column in MEASURED:
                column += "_in_source"
            columns[column] = [self.further[i].get(name, "") for i in order]
        kinds = {"n_chars": "Int64" if None in self.lengths else "int64"}
        return pd.DataFrame({name: pd.Series(v, dtype=kinds.get(name, "str")) for name, v in columns.items()})


def _numbered(table: str, number: int, width: int) -> str:
    """The name of a row that has no id: of several tables one may grow without renaming the rows of the others."""
    return f"{table}:row-{number:06}" if table else f"row-{number:0{width}}"


def _cell(value: Any, column: str, *, plain: bool = False) -> str:
    """A cell as text, empty where missing; with `plain` a list or an object is refused."""
    if value is None:
        return ""
    if type(value) is str:
        text: str = value
    elif plain and isinstance(value, (list, dict)):
        raise CorpusError(f"column {column!r} must hold text or a number, it holds {kind_of(value)}")
    else:
        text = json.dumps(value, ensure_ascii=False)
    if "\0" in text:
        raise CorpusError(f"column {column!r} holds a NUL character; take it out")
    if not text.isascii() and has_surrogates(text):
        raise CorpusError(f"column {column!r} holds half a surrogate pair; repair it")
    return text


def has_surrogates(text: str) -> bool:
    """Whether half a surrogate pair stands in it, which no encoding can write."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False
