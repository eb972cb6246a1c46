"""Documents as they come in, each checked, then laid in canonical order: metadata as a table, texts in Arrow."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from framing.corpus.dates import partial_date
from framing.corpus.problems import Problems
from framing.corpus.rows import kind_of
from framing.corpus.select import Selection, listed
from framing.corpus.sources import LONGEST, TOO_LONG
from framing.corpus.store import TextStore
from framing.errors import CorpusError, nearest
from framing.schema import LEFT_OUT

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd
    import pyarrow as pa

    from framing.corpus.where import Cell

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


@dataclass(frozen=True)
class _Metadata:
    """What is known of a document beside its text; why: reason and rule if it does not belong."""

    doc_id: str | None
    given: tuple[str, ...]
    further: dict[str, str]
    why: tuple[str, str] | None


@dataclass(frozen=True)
class _Plan:
    """Where the metadata stand in rows with the same columns.

    given: index into `GIVEN` and column of each that is there; own: the column of the id; further: the other columns.
    """

    given: tuple[tuple[int, str], ...]
    own: str | None
    further: tuple[str, ...]


class Intake:
    """Takes documents in any order; problems go to `problems`.

    Once finished, order: which document of those kept stands in each row; left_out: LEFT_OUT, those that don't belong.
    """

    def __init__(
        self, names: ColumnNames, *, language: str, problems: Problems, selection: Selection | None = None
    ) -> None:
        self.names = names
        self.language = language
        self.problems = problems
        self.selection = selection
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
        self._plans: dict[tuple[str, ...], _Plan] = {}
        self._table = ""
        self._numbers: list[tuple[str, int]] = []
        self._left: list[tuple[str | None, str, int, tuple[str, ...]]] = []

    def begin_table(self, name: str) -> None:
        """From here on rows come from this table, one of several: its name is part of what makes a row unique."""
        self._table = name
        self.count = 0

    def add(
        self,
        text: Any,
        cells: dict[str, Any],
        *,
        place: str,
        text_place: str,
        encoding: str,
        doc_id: str | None = None,
        sha256: str = "",
        drop: str = "",
    ) -> None:
        """Take one document, or note why it does not belong; of that the text is not looked at.

        Args:
            text: as received; what is not a string is a problem.
            cells: its metadata by column of the source.
            place: where the metadata stand, for messages.
            text_place: where the text stands.
            encoding: in which the text was read.
            doc_id: used where `cells` gives none; None to number the rows.
            sha256: of the file's bytes; empty for the row of a table.
            drop: a column of `cells` that is no metadata.
        """
        known = self._metadata(cells, place, doc_id, (drop,))
        if known is not None and known.why is not None:
            self._left.append((known.doc_id, self._table, self.count, (*known.given[:_LANG], *known.why)))
            return
        data = self._text(text, text_place, drop)
        if known is not None and data is not None:
            self._keep(known, data, len(text), place=place, encoding=encoding, sha256=sha256)

    def add_counts(self, counts: bytes, cells: dict[str, Any], *, place: str, drop: tuple[str, ...] = ()) -> None:
        """Take one document that comes as counts of words, without text.

        Args:
            counts: the same for documents with the same counts, and different for others.
            cells: its metadata by column of the source.
            place: where they stand, for messages.
            drop: columns of `cells` that are no metadata.
        """
        known = self._metadata(cells, place, None, drop)
        if known is not None:
            self._keep(known, counts, None, place=place, encoding="", sha256="")

    def _metadata(
        self, cells: dict[str, Any], place: str, doc_id: str | None, drop: tuple[str, ...]
    ) -> _Metadata | None:
        """The metadata of the next document, None after a problem."""
        self.count += 1
        why = None
        try:
            plan = self._plans.get(columns := tuple(cells)) or self._planned(columns)
            given = [""] * len(GIVEN)
            for i, column in plan.given:
                given[i] = _cell(cells[column], column, plain=True)
            given[_DATE] = partial_date(given[_DATE])
            given[_FILE] = given[_FILE] or self._table
            for i in _NAMES:
                if not given[i].isascii():
                    given[i] = unicodedata.normalize("NFC", given[i])
            if plan.own is not None:
                doc_id = _cell(cells[plan.own], plan.own, plain=True)
                if not doc_id.strip():
                    raise CorpusError(
                        f"the id in column {plan.own!r} is empty; give every document one, or name no column"
                    )
            further = {k: _cell(cells[k], k) for k in plan.further if k not in drop}
            if self.selection is not None:
                why = self.selection.why_not(self._cell_of(cells, given, doc_id), given[_DATE])
        except CorpusError as problem:
            self.problems.add(f"{place}: {problem}")
            return None
        return _Metadata(doc_id, tuple(given), further, why)

    def _keep(
        self, known: _Metadata, data: bytes, length: int | None, *, place: str, encoding: str, sha256: str
    ) -> None:
        """Keep one document; `length` in code points, None of counts."""
        self.ids.append(known.doc_id)
        self._numbers.append((self._table, self.count))
        self.places.append(place)
        self.texts.add(data)
        self.hashes.append(hash(data))
        self.lengths.append(length)
        self.given.append(known.given)
        self.sha256.append(sha256)
        self.encodings.append(encoding)
        self.further.append(known.further or _NOTHING)

    def _planned(self, columns: tuple[str, ...]) -> _Plan:
        """The plan of rows with these columns, from now on known."""
        given = tuple((i, column) for i, column in enumerate(self._columns) if column in columns)
        ids = IDS if self.names.id is None else (self.names.id,)
        own = next((c for c in ids if c in columns), None)
        plan = _Plan(given, own, tuple(c for c in columns if c not in self._columns and c != own))
        self._plans[columns] = plan
        return plan

    def _cell_of(self, cells: dict[str, Any], given: list[str], doc_id: str | None) -> Cell:
        """Gives a document's cells by the source's names, then by ours."""

        def cell(name: str) -> str:
            if name in cells:
                return _cell(cells[name], name)
            if name in GIVEN:
                return given[GIVEN.index(name)]
            return doc_id or "" if name in IDS else ""

        return cell

    def check_where(self, columns: Iterable[str], place: str) -> None:
        """Note as a problem what the condition names and neither the source nor we have."""
        if self.selection is None:
            return
        known = {*columns}
        known |= {field for field in GIVEN if self.names.of(field) in known}
        known |= {*IDS} if known & {*IDS, self.names.of("id")} else set()
        for problem in self.selection.lacking(known):
            self.problems.add(f"{place}: {problem}")

    def _text(self, text: Any, place: str, column: str) -> bytes | None:
        """The text as UTF-8, or None after a problem."""
        if type(text) is not str:
            self.problems.add(f"{place}: column {column!r} must hold the text as a string, it holds {kind_of(text)}")
            return None
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
        self.left_out = self._left_out()
        if not ids:
            raise CorpusError(f"{self.problems.heading}: no document is left: {listed(self.left_out)}")
        order = sorted(range(len(ids)), key=ids.__getitem__)
        documents = self._documents(ids, order)
        self.order = order
        return documents, self.texts.partitions(order, partition_bytes)

    def _left_out(self) -> pd.DataFrame:
        """What does not belong, as LEFT_OUT."""
        width = self._width()
        rows = [(_numbered(t, n, width) if i is None else i, *given) for i, t, n, given in self._left]
        columns = zip(*sorted(rows)) if rows else [[] for _ in LEFT_OUT.names]
        return LEFT_OUT.frame(dict(zip(LEFT_OUT.names, map(list, columns))))

    def _width(self) -> int:
        """Digits of the number of a row."""
        return max(6, len(str(self.count)))

    def _settled_ids(self) -> list[str]:
        """An id for each document: its own, else its row's number, padded so that order holds."""
        width = self._width()
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
