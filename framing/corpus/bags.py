"""Bags of words: JSON Lines with the counts of one document a line, and the vocabulary that they number."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from framing.corpus.intake import has_surrogates
from framing.corpus.problems import Problems
from framing.corpus.rows import jsonl_rows, kind_of, open_table
from framing.corpus.sources import LONGEST, UNREADABLE, open_bytes
from framing.errors import CorpusError, nearest

if TYPE_CHECKING:
    from framing.corpus.intake import Intake

Integers = npt.NDArray[np.int64]
Bag = tuple[Integers, Integers]
"""Numbers of a document's words, each once, and how often each occurs."""

COUNTS, INDEX, COUNT = "counts", "vocab_index", "count"
"""Keys of a line: an object of words and their counts, or two lists."""

VOCABULARY = "vocab.txt"
"""The vocabulary beside a source, unless another is named."""

MOST = 1_000_000_000
"""No count of one word in one document is larger."""


def is_bag(path: Path) -> bool:
    """Whether the first object of a JSON Lines file holds counts of words and no `text`."""
    row = _first_object(path)
    return "text" not in row and (COUNTS in row or (INDEX in row and COUNT in row))


def names_words(path: Path) -> bool:
    """Whether the first object of such a file names its words, so that it needs no vocabulary."""
    return COUNTS in _first_object(path)


def _first_object(path: Path) -> dict[str, Any]:
    """The first object of a JSON Lines file; empty where there is none: whoever reads the file tells what is wrong."""
    try:
        with open_bytes(path) as file:
            line = file.readline(LONGEST)
            while line.isspace():
                line = file.readline(LONGEST)
        row = json.loads(line.decode("utf-8-sig"))
    except (*UNREADABLE, ValueError, RecursionError):
        return {}
    return row if isinstance(row, dict) else {}


def take_bags(
    path: Path, *, vocabulary: Path | None, encoding: str | None, intake: Intake, problems: Problems
) -> tuple[list[Bag], list[str]]:
    """Take in the documents of a JSON Lines file; returns the counts of each, and the words that they number."""
    bags: list[Bag] = []
    seen: dict[str, None] = {}
    read: Callable[[dict[str, Any]], Bag] | None = None
    words: list[str] = []
    with open_table(path, encoding) as (file, _):
        for line, cells in jsonl_rows(file, name=str(path), problems=problems):
            place = f"{path}:{line}"
            seen.update(dict.fromkeys(cells))
            if read is None:
                read, words = _reader(path, vocabulary, cells, problems)
            try:
                bag = read(cells)
            except CorpusError as problem:
                problems.add(f"{place}: {problem}")
                continue
            bags.append(bag)
            intake.add_counts(fingerprint(bag, place), cells, place=place, drop=(COUNTS, INDEX, COUNT))
    if read is None and not problems.count:
        problems.add(f"{path}: holds no document; a corpus needs at least one")
    for lacking in intake.names.lacking(seen, str(path)) if seen else []:
        problems.add(lacking)
    return bags, words


def fingerprint(bag: Bag, place: str) -> bytes:
    """The same for documents with the same counts; a document without words is like no other."""
    word, n = bag
    order = np.argsort(word)
    return word[order].tobytes() + n[order].tobytes() if len(word) else place.encode("utf-8", "surrogateescape")


def read_vocabulary(path: Path, problems: Problems) -> list[str]:
    """The words of a vocabulary, one a line, numbered from 0; what is wrong with a line goes to `problems`."""
    with open_table(path, None) as (file, _):
        lines = file.read().removeprefix("\ufeff").split("\n")
    if lines[-1] == "":
        lines.pop()
    words: list[str] = []
    first: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        try:
            word = _word(line.rstrip("\r"))
        except CorpusError as problem:
            problems.add(f"{path}:{number}: {problem}; a vocabulary has one word a line")
            continue
        if word in first:
            problems.add(f"{path}:{number}: {word!r} stands already in line {first[word]}; each word has one line")
        first.setdefault(word, number)
        words.append(word)
    if not lines:
        problems.add(f"{path}: holds no word; a vocabulary has one word a line")
    return words


def vocabulary_of(path: Path, vocabulary: Path | None) -> Path:
    """The file of the vocabulary that the numbers of `path` mean; `CorpusError` if it is not there."""
    place = vocabulary or path.parent / VOCABULARY
    if not place.is_file():
        beside = [p.name for p in place.parent.glob("*.txt*")] if place.parent.is_dir() else []
        near = f"; {nearest(place.name, beside)}" if beside else ""
        raise CorpusError(
            f"{path}: numbers the words of a vocabulary, and there is no file {place}{near}. Put it there with one word"
            " a line, or name it: --vocabulary, vocabulary="
        )
    return place


def first_bad(values: npt.NDArray[Any]) -> int | None:
    """The place of the first value that is no whole number from 0 to `MOST`; None if all are."""
    bad = np.flatnonzero(~((values >= 0) & (values <= MOST) & (values == np.floor(values))))
    return int(bad[0]) if len(bad) else None


def _reader(
    path: Path, vocabulary: Path | None, cells: dict[str, Any], problems: Problems
) -> tuple[Callable[[dict[str, Any]], Bag], list[str]]:
    """What reads the counts of a line, of the form that the first line has, and the list of words that it numbers."""
    if COUNTS in cells:
        if vocabulary is not None:
            raise CorpusError(
                f"{path}: its lines name their words in {COUNTS!r}; a vocabulary is for lists of {INDEX!r}: leave"
                f" {vocabulary} out"
            )
        named = _Named()
        return named.read, named.words
    place = vocabulary_of(path, vocabulary)
    words = read_vocabulary(place, problems)
    problems.stop()
    return lambda row: _from_lists(row, len(words), place), words


class _Named:
    """Reads counts whose words are named, and numbers the words as they come."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self._number: dict[str, int] = {}
        self._known: dict[str, int] = {}

    def read(self, cells: dict[str, Any]) -> Bag:
        """The bag of a line; `CorpusError` says what is wrong."""
        counts = cells.get(COUNTS)
        if type(counts) is not dict:
            found = kind_of(counts) if COUNTS in cells else "nothing"
            raise CorpusError(f"{COUNTS!r} must hold an object of words and their counts, it holds {found}")
        word = np.array([self._known[w] if w in self._known else self._new(w) for w in counts], np.int64)
        n = _whole(list(counts.values()), lambda i: f"{COUNTS!r} of {list(counts)[i]!r}")
        if len(np.unique(word)) < len(word):
            raise CorpusError(f"{COUNTS!r} names a word twice, in two Unicode forms; add its counts up")
        return word[n > 0], n[n > 0]

    def _new(self, raw: str) -> int:
        try:
            word = _word(raw)
        except CorpusError as problem:
            raise CorpusError(f"a word of {COUNTS!r} {problem}") from problem
        number = self._number.setdefault(word, len(self.words))
        if number == len(self.words):
            self.words.append(word)
        self._known[raw] = number
        return number


def _from_lists(cells: dict[str, Any], n_words: int, vocabulary: Path) -> Bag:
    for name in (INDEX, COUNT):
        if type(cells.get(name)) is not list:
            found = kind_of(cells[name]) if name in cells else "nothing"
            raise CorpusError(f"{name!r} must hold a list of whole numbers, it holds {found}")
    if len(cells[INDEX]) != len(cells[COUNT]):
        raise CorpusError(
            f"{INDEX!r} has {len(cells[INDEX]):,} entries and {COUNT!r} {len(cells[COUNT]):,}; each word needs its"
            " count"
        )
    word, n = (_whole(cells[name], lambda i, name=name: f"entry {i + 1} of {name!r}") for name in (INDEX, COUNT))  # type: ignore[misc]
    if len(word) and word.max() >= n_words:
        raise CorpusError(
            f"{INDEX!r} holds {word.max()}, and {vocabulary} has {n_words:,} words, numbered 0 to {n_words - 1}"
        )
    if len(np.unique(word)) < len(word):
        values, times = np.unique(word, return_counts=True)
        raise CorpusError(f"{INDEX!r} holds {values[times > 1][0]} twice; each word of a document has one count")
    return word[n > 0], n[n > 0]


def _whole(values: list[Any], name: Callable[[int], str]) -> Integers:
    """The values as integers; `CorpusError` for the first that is no whole number from 0."""
    kinds = [type(v) for v in values]
    other = next((i for i, kind in enumerate(kinds) if kind is not int and kind is not float), None)
    if other is not None:
        raise CorpusError(f"{name(other)} must be a whole number from 0, it is {kind_of(values[other])}")
    try:
        numbers = np.array(values, np.float64)
    except OverflowError:
        numbers = np.array([min(v, 10.0 * MOST) for v in values])
    bad = first_bad(numbers)
    if bad is not None:
        raise CorpusError(f"{name(bad)} must be a whole number from 0 to {MOST:,}, it is {str(values[bad])[:40]}")
    return numbers.astype(np.int64)


def _word(raw: str) -> str:
    """A word in composed form (NFC), without white space around it; `CorpusError` if it is none."""
    word = unicodedata.normalize("NFC", raw.strip())
    if not word:
        raise CorpusError("is empty")
    if has_surrogates(word) or any(unicodedata.category(c) == "Cc" for c in word):
        raise CorpusError(f"holds a control character or half a surrogate pair: {ascii(word)[:60]}")
    return word
