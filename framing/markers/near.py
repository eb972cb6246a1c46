"""What stands near hits: the words of their sentences up to a distance, and the hits of other markers among them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import numpy.typing as npt

from framing.corpus.partitions import map_partitions
from framing.corpus.ranks import Positions
from framing.corpus.tokens import BROKEN, SENTENCE, SKIPPED, Partition, Tokens, Vocabulary
from framing.errors import InputError, TableError, nearest
from framing.voice.attribution import VOICES, find_voices

if TYPE_CHECKING:
    import pandas as pd

Side = Literal["both", "left", "right"]
SIDES = ("both", "left", "right")
Flags = npt.NDArray[np.bool_]
Places = tuple[Positions, Positions, Positions]
"""Of hits: row of the document, first code point, one past the last."""
Cells = npt.NDArray[np.int64]
"""Document, item and count of each cell, int64 (3, n_cells)."""


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
class _Counted:
    """The words of a partition that count: index of each in the partition, whether near a hit, whether taken."""

    word: Positions
    near: Flags
    own: Flags


def near_words(tokens: Tokens, hits: pd.DataFrame, window: Window, *, workers: int = 1) -> NearWords:
    """Count the words near hits; one that is near to two hits counts once, the hits' own words not at all.

    Args:
        tokens: the encoded corpus. hits: rows of its HITS.
        workers: threads to use; the result does not depend on it.
    """
    return near_each(tokens, [hits], window, taken=hits, workers=workers)[0]


def near_each(
    tokens: Tokens, groups: Sequence[pd.DataFrame], window: Window, *, taken: pd.DataFrame, workers: int = 1
) -> list[NearWords]:
    """Count the words near each of several groups of hits, where words of the hits in `taken` count nowhere.

    Returns: one count for each group; `every` is the same table in all.
    """
    near, every = _count(tokens, _partition_words, groups, taken, window, workers)
    shape = (len(tokens.documents), len(tokens.vocabulary.words))
    whole = _table(every, shape)
    return [NearWords(_table(cells, shape), whole, tokens.vocabulary.words) for cells in near]


def pairs_near_each(
    tokens: Tokens, groups: Sequence[pd.DataFrame], window: Window, *, taken: pd.DataFrame, workers: int = 1
) -> list[NearWords]:
    """Count pairs of neighbouring words as `near_each` counts words: near are those whose words both are.

    Between the two stands nothing but a blank, a hyphen or a line break. Pairs that occur once are left out.

    Returns: `words` are the pairs, joined by a blank and in the order of the vocabulary.
    """
    near, every = _count(tokens, _partition_pairs, groups, taken, window, workers)
    keys, column = np.unique(every[1], return_inverse=True)
    kept = keys[np.bincount(column, every[2], len(keys)) > 1]

    def table(cells: Cells) -> Any:
        document, key, n = cells
        at = np.searchsorted(kept, key)
        known = np.append(kept, -1)[at] == key
        return _table(np.stack([document, at, n])[:, known], (len(tokens.documents), len(kept)))

    words = tokens.vocabulary.words
    first, second = np.divmod(kept, max(len(words), 1))
    pairs = [f"{words[a]} {words[b]}" for a, b in zip(first.tolist(), second.tolist(), strict=True)]
    whole = table(every)
    return [NearWords(table(cells), whole, pairs) for cells in near]


def hits_near(
    tokens: Tokens, hits: pd.DataFrame, others: pd.DataFrame, window: Window, *, workers: int = 1
) -> npt.NDArray[np.bool_]:
    """Which of `others`, rows of HITS, stand near `hits`: wholly in the window, and sharing no word with a hit.

    Returns: bool (n_others,).
    """
    given = (_places(tokens, hits), _places(tokens, others), window)
    found = map_partitions(
        _partition_hits, tokens.partitions, tokens.vocabulary, tokens.language, *given, workers=workers
    )
    out = np.zeros(len(others), bool)
    for inside in found:
        out[inside] = True
    return out


def _count(
    tokens: Tokens,
    count: Callable[..., list[Cells]],
    groups: Sequence[pd.DataFrame],
    taken: pd.DataFrame,
    window: Window,
    workers: int,
) -> tuple[list[Cells], Cells]:
    """What `count` finds in each partition, put together: cells near each group of hits, and all."""
    given = ([_places(tokens, hits) for hits in groups], _places(tokens, taken), window)
    found = map_partitions(count, tokens.partitions, tokens.vocabulary, tokens.language, *given, workers=workers)
    none = np.zeros((3, 0), np.int64)
    whole = [np.concatenate([none, *(part[k] for part in found)], axis=1) for k in range(len(groups) + 1)]
    return whole[1:], whole[0]


def _table(cells: Cells, shape: tuple[int, int]) -> Any:
    """Cells as a CSR array."""
    from scipy import sparse

    csr_array: Any = sparse.csr_array  # its stubs know numbers with a fraction only
    return csr_array((cells[2], (cells[0], cells[1])), shape=shape, dtype=np.int64)


def _places(tokens: Tokens, hits: pd.DataFrame) -> Places:
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
    partition: Partition, vocabulary: Vocabulary, language: str, groups: list[Places], taken: Places, window: Window
) -> list[Cells]:
    """All words that are not taken, and those near each group of hits."""
    looked = [_look(partition, vocabulary, language, hits, taken, window) for hits in groups]
    places = looked[0]  # which words count, and which are taken, is the same for all groups
    word = vocabulary.word_of_form[partition.form[places.word]].astype(np.int64)
    document = partition.document_of_word[places.word].astype(np.int64) + partition.first_document
    return [_cells(document, word, chosen) for chosen in (~places.own, *(group.near for group in looked))]


def _partition_pairs(
    partition: Partition, vocabulary: Vocabulary, language: str, groups: list[Places], taken: Places, window: Window
) -> list[Cells]:
    """Pairs likewise; a pair is numbered first word times size of the vocabulary plus second."""
    looked = [_look(partition, vocabulary, language, hits, taken, window) for hits in groups]
    places = looked[0]
    second = places.word[1:]
    joined = (np.diff(places.word) == 1) & ((partition.flags[second] & (SENTENCE | BROKEN)) == 0)
    word = vocabulary.word_of_form[partition.form[places.word]].astype(np.int64)
    pair = word[:-1] * len(vocabulary.words) + word[1:]
    document = partition.document_of_word[second].astype(np.int64) + partition.first_document
    flags = (~places.own, *(group.near for group in looked))
    return [_cells(document, pair, joined & flag[:-1] & flag[1:]) for flag in flags]


def _cells(document: Positions, item: Positions, chosen: Flags) -> Cells:
    """The chosen places counted by document and item."""
    items, number = np.unique(item[chosen], return_inverse=True)  # numbered anew: a pair's number may be large
    key, n = np.unique(document[chosen] * len(items) + number, return_counts=True)
    row, column = np.divmod(key, max(len(items), 1))
    return np.stack([row, items[column], n.astype(np.int64)])


def _partition_hits(
    partition: Partition, vocabulary: Vocabulary, language: str, hits: Places, others: Places, window: Window
) -> Positions:
    """Numbers of the other hits that lie in the windows."""
    places = _look(partition, vocabulary, language, hits, hits, window)
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
    partition: Partition, vocabulary: Vocabulary, language: str, hits: Places, taken: Places, window: Window
) -> _Counted:
    """Which counted words are near the hits, and which are in those taken."""
    _, first, last = _spans(partition, *hits)
    word = np.flatnonzero(_counted(partition, vocabulary))
    begin, stop = np.searchsorted(word, first), np.searchsorted(word, last, side="right")
    sentence = partition.sentence_word
    of_hit = np.searchsorted(sentence, first, side="right") - 1
    floor, ceiling = np.searchsorted(word, sentence[of_hit]), np.searchsorted(word, sentence[of_hit + 1])
    left = window.width if window.side != "right" else 0
    right = window.width if window.side != "left" else 0
    _, first, last = _spans(partition, *taken)
    own = _covered(np.searchsorted(word, first), np.searchsorted(word, last, side="right"), len(word))
    near = _covered(np.maximum(begin - left, floor), np.minimum(stop + right, ceiling), len(word)) & ~own
    if window.voices is None:
        return _Counted(word, near, own)
    said = np.isin(find_voices(partition, vocabulary, language).voice[word], _codes(window.voices))
    return _Counted(word[said], near[said], own[said])


def _codes(voices: Collection[str]) -> list[int]:
    return [VOICES.index(v) for v in voices]


def _covered(begin: Positions, stop: Positions, n: int) -> Flags:
    """Which of n places lie in one of the stretches [begin, stop)."""
    change = np.bincount(begin, minlength=n + 1) - np.bincount(stop, minlength=n + 1)
    covered: Flags = np.cumsum(change[:n]) > 0
    return covered
