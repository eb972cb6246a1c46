"""What stands near hits: the words of their sentences up to a distance, and the hits of other markers among them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import numpy.typing as npt

from framing.corpus.partitions import map_partitions
from framing.corpus.ranks import Positions
from framing.corpus.tokens import SKIPPED, Partition, Tokens, Vocabulary
from framing.errors import InputError, TableError, nearest
from framing.voice.attribution import VOICES, find_voices

if TYPE_CHECKING:
    import pandas as pd

Side = Literal["both", "left", "right"]
SIDES = ("both", "left", "right")
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Window:
    """Where to look: `width` words before and after a hit or on one side of it, in its sentence, in these voices.

    Skipped words and a possessive 's take no place. A hit's own words are never near, whichever hit they are near to.
    """

    width: int
    side: Side = "both"
    voices: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        if self.width < 1:
            raise InputError(f"window must be 1 or more words, not {self.width}")
        if self.side not in SIDES:
            raise InputError(f"side must be both, left or right, not {self.side!r}; {nearest(str(self.side), SIDES)}")


@dataclass(frozen=True)
class NearWords:
    """Words near hits, and all words that are no part of one; by document.

    near, every: scipy CSR arrays of int64, shape (n_documents, n_words). words: of the vocabulary, one a column.
    """

    near: Any
    every: Any
    words: list[str]


@dataclass(frozen=True)
class _Places:
    """The words of a partition that count: index of each in the partition, whether near a hit, whether in one."""

    word: Positions
    near: Flags
    own: Flags


def near_words(tokens: Tokens, hits: pd.DataFrame, window: Window, *, workers: int = 1) -> NearWords:
    """Count the words near hits; one that is near to two hits counts once.

    Args:
        tokens: the encoded corpus. hits: rows of its HITS.
        workers: threads to use; the result does not depend on it.
    """
    from scipy import sparse

    rows, starts, ends = _places(tokens, hits)
    found = map_partitions(
        _partition_words,
        tokens.partitions,
        tokens.vocabulary,
        tokens.language,
        rows,
        starts,
        ends,
        window,
        workers=workers,
    )
    shape = (len(tokens.documents), len(tokens.vocabulary.words))
    tables = []
    for k in (0, 1):
        none = [np.zeros((3, 0), np.int64)]
        document, word, n = np.concatenate(none + [part[k] for part in found], axis=1)
        csr_array: Any = sparse.csr_array  # its stubs know numbers with a fraction only
        tables.append(csr_array((n, (document, word)), shape=shape, dtype=np.int64))
    return NearWords(tables[0], tables[1], tokens.vocabulary.words)


def hits_near(
    tokens: Tokens, hits: pd.DataFrame, others: pd.DataFrame, window: Window, *, workers: int = 1
) -> npt.NDArray[np.bool_]:
    """Which of `others`, rows of HITS, stand near `hits`: wholly in the window, and sharing no word with a hit.

    Returns: bool (n_others,).
    """
    rows, starts, ends = _places(tokens, hits)
    found = map_partitions(
        _partition_hits,
        tokens.partitions,
        tokens.vocabulary,
        tokens.language,
        rows,
        starts,
        ends,
        window,
        *_places(tokens, others),
        workers=workers,
    )
    out = np.zeros(len(others), bool)
    for inside in found:
        out[inside] = True
    return out


def _places(tokens: Tokens, hits: pd.DataFrame) -> tuple[Positions, Positions, Positions]:
    """Row of each hit's document, and its first and one past its last code point."""
    import pandas as pd

    row = pd.Index(tokens.documents["doc_id"]).get_indexer(pd.Index(hits["doc_id"])).astype(np.int64)
    if len(row) and row.min() < 0:
        stranger = hits["doc_id"].iloc[int(np.flatnonzero(row < 0)[0])]
        raise TableError(
            f"HITS: document {stranger!r} is not in this corpus; {nearest(stranger, tokens.documents['doc_id'])}"
        )
    return row, hits["start"].to_numpy(np.int64), hits["end"].to_numpy(np.int64)


def _partition_words(
    partition: Partition,
    vocabulary: Vocabulary,
    language: str,
    rows: Positions,
    starts: Positions,
    ends: Positions,
    window: Window,
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """(document, word, n) of the words near hits, and of all that are in no hit."""
    places = _look(partition, vocabulary, language, _spans(partition, rows, starts, ends)[1:], window)
    word = vocabulary.word_of_form[partition.form[places.word]].astype(np.int64)
    document = partition.document_of_word[places.word].astype(np.int64) + partition.first_document
    key = document * len(vocabulary.words) + word
    out = []
    for chosen in (places.near, ~places.own):
        cells, n = np.unique(key[chosen], return_counts=True)
        d, w = np.divmod(cells, max(len(vocabulary.words), 1))
        out.append(np.stack([d, w, n.astype(np.int64)]))
    return out[0], out[1]


def _partition_hits(
    partition: Partition,
    vocabulary: Vocabulary,
    language: str,
    rows: Positions,
    starts: Positions,
    ends: Positions,
    window: Window,
    *others: Positions,
) -> Positions:
    """Numbers of the other hits that lie in the windows."""
    places = _look(partition, vocabulary, language, _spans(partition, rows, starts, ends)[1:], window)
    number, first, last = _spans(partition, *others)
    low, high = np.searchsorted(places.word, first), np.searchsorted(places.word, last, side="right")
    inside = np.append(0, np.cumsum(places.near))
    n_counted = high - low
    # A possessive 's inside a hit takes no place; a hit with skipped words or words of another voice is not all there.
    counted = np.append(0, np.cumsum(_counted(partition, vocabulary)))
    whole = n_counted == counted[last + 1] - counted[first]
    chosen: Positions = number[(n_counted > 0) & whole & (inside[high] - inside[low] == n_counted)]
    return chosen


def _spans(
    partition: Partition, rows: Positions, starts: Positions, ends: Positions
) -> tuple[Positions, Positions, Positions]:
    """Of the hits in this partition: number, first word and last word."""
    row = rows - partition.first_document
    number = np.flatnonzero((row >= 0) & (row < len(partition.texts)))
    key = partition.document_of_word.astype(np.int64) << 32 | partition.start
    document = row[number] << 32
    first = np.searchsorted(key, document | starts[number])
    return number, first, np.searchsorted(key, document | ends[number]) - 1


def _counted(partition: Partition, vocabulary: Vocabulary) -> Flags:
    counted: Flags = vocabulary.counted[vocabulary.word_of_form[partition.form]] & ((partition.flags & SKIPPED) == 0)
    return counted


def _look(
    partition: Partition,
    vocabulary: Vocabulary,
    language: str,
    spans: tuple[Positions, Positions],
    window: Window,
) -> _Places:
    """Which counted words are near the spans (first and last word of each), and which are in them."""
    first, last = spans
    word = np.flatnonzero(_counted(partition, vocabulary))
    begin = np.searchsorted(word, first)
    stop = np.searchsorted(word, last, side="right")
    sentence = partition.sentence_word
    of_hit = np.searchsorted(sentence, first, side="right") - 1
    floor, ceiling = np.searchsorted(word, sentence[of_hit]), np.searchsorted(word, sentence[of_hit + 1])
    left = window.width if window.side != "right" else 0
    right = window.width if window.side != "left" else 0
    own = _covered(begin, stop, len(word))
    near = _covered(np.maximum(begin - left, floor), np.minimum(stop + right, ceiling), len(word)) & ~own
    if window.voices is None:
        return _Places(word, near, own)
    said = np.isin(find_voices(partition, vocabulary, language).voice[word], _codes(window.voices))
    return _Places(word[said], near[said], own[said])


def _codes(voices: Collection[str]) -> list[int]:
    return [VOICES.index(v) for v in voices]


def _covered(begin: Positions, stop: Positions, n: int) -> Flags:
    """Which of n places lie in one of the stretches [begin, stop)."""
    change = np.bincount(begin, minlength=n + 1) - np.bincount(stop, minlength=n + 1)
    covered: Flags = np.cumsum(change[:n]) > 0
    return covered
