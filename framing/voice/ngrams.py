"""Runs of words counted by document: two, three or more counted words in a row."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from framing.corpus.tokens import SENTENCE, SKIPPED
from framing.voice.attribution import VOICES, find_voices
from framing.voice.words import WordMatrix

if TYPE_CHECKING:
    from framing.corpus.tokens import Partition, Tokens, Vocabulary

Integers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class _Run:
    """The counted words of a partition, in order (m of them).

    document: row in the partition, int64 (m,). word: number in the vocabulary, int64 (m,).
    follows: bool (m,), whether the next word goes on in the same sentence and voice, neither of them skipped.
    usable: bool (m,), neither skipped nor in a voice that is not counted.
    """

    document: Integers
    word: Integers
    follows: npt.NDArray[np.bool_]
    usable: npt.NDArray[np.bool_]


def ngram_matrix(
    tokens: Tokens, *, n: int, min_count: int = 1, voices: Collection[str] | None = None
) -> tuple[WordMatrix, Integers]:
    """Document by n-gram counts, and how many n-grams each document has.

    An n-gram is n counted words in a row, within one sentence and one stretch of one voice; a possessive 's, which is
    not counted, stands between no two words, and what is skipped ends a run. Punctuation inside a sentence does not.

    No n-gram is more frequent than the shorter ones in it, so those under `min_count` are dropped before longer ones
    are made, and memory hangs on the distinct pairs of frequent ones.

    Args:
        tokens: the encoded corpus.
        n: words in a row, at least 1.
        min_count: n-grams with fewer occurrences in the corpus are left out of the matrix.
        voices: count only n-grams in these voices (own, direct, indirect); None counts all.

    Returns: counts of the n-grams kept (n_documents, n_kept), whose `words` are joined by blanks and sorted; and all
        n-grams of each document, rare ones too, int64 (n_documents,).
    """
    wanted = None if voices is None else np.isin(np.arange(len(VOICES)), [VOICES.index(v) for v in voices])

    def runs() -> Iterable[tuple[Partition, _Run]]:
        for partition in tokens.partitions:
            yield partition, _run(partition, tokens.vocabulary, tokens.language, wanted)

    kept: list[Integers] = []
    for size in range(1, n + 1):
        kept.append(_frequent((_pairs(run, kept, size)[1] for _, run in runs()), min_count))
    n_documents, n_kept = len(tokens.documents), len(kept[-1])
    sizes = np.zeros(n_documents, np.int64)
    cells, counts = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for partition, run in runs():
        at, gram = _grams(run, kept, n)
        document = run.document[at] + partition.first_document
        cell, count = np.unique(document * max(n_kept, 1) + gram, return_counts=True)
        cells.append(cell)
        counts.append(count.astype(np.int64))
        every = run.document[_begins(run, n)] + partition.first_document
        sizes += np.bincount(every, minlength=n_documents)
    row, column = np.divmod(np.concatenate(cells), max(n_kept, 1))
    from scipy import sparse

    csr_array: Any = sparse.csr_array  # its stubs know numbers with a fraction only
    matrix = csr_array((np.concatenate(counts), (row, column)), shape=(n_documents, n_kept), dtype=np.int64)
    words = _spelled(kept, tokens.vocabulary.words)
    return WordMatrix(matrix, words, np.arange(n_documents, dtype=np.int64), np.zeros(n_documents, np.int64)), sizes


def _run(partition: Partition, vocabulary: Vocabulary, language: str, wanted: npt.NDArray[np.bool_] | None) -> _Run:
    word = vocabulary.word_of_form[partition.form].astype(np.int64)
    at = np.flatnonzero(vocabulary.counted[word])
    voice = find_voices(partition, vocabulary, language).voice[at]
    sentence = np.cumsum((partition.flags & SENTENCE) > 0)[at]
    usable = (partition.flags[at] & SKIPPED) == 0
    follows = np.zeros(len(at), bool)
    follows[:-1] = (sentence[1:] == sentence[:-1]) & (voice[1:] == voice[:-1]) & usable[1:] & usable[:-1]
    if wanted is not None:
        usable &= wanted[voice]
    return _Run(partition.document_of_word[at].astype(np.int64), word[at], follows, usable)


def _begins(run: _Run, n: int) -> Integers:
    """Where an n-gram begins: index into the run."""
    good, follows = run.usable.copy(), run.follows
    for _ in range(n - 1):
        good &= follows
        follows = np.append(follows[1:], False)
    return np.flatnonzero(good)


def _pairs(run: _Run, kept: list[Integers], size: int) -> tuple[Integers, Integers]:
    """Where n-grams of this size begin whose shorter ones are all kept, and their keys, equal for equal ones.

    The key of a word is its number in the vocabulary, of a longer one the numbers of its two shorter ones as one.
    """
    if size == 1:
        at = _begins(run, 1)
        return at, run.word[at]
    begins, gram = _grams(run, kept, size - 1)
    number = np.full(len(run.word) + 1, -1, np.int64)
    number[begins] = gram
    good = run.follows[begins] & (number[begins + 1] >= 0)
    return begins[good], gram[good] * len(kept[size - 2]) + number[begins + 1][good]


def _grams(run: _Run, kept: list[Integers], size: int) -> tuple[Integers, Integers]:
    """Where n-grams of this size that are kept begin, and their numbers."""
    at, keys = _pairs(run, kept, size)
    known = kept[size - 1]
    if not len(known):
        return at[:0], keys[:0]
    number = np.minimum(np.searchsorted(known, keys), len(known) - 1)
    good = known[number] == keys
    return at[good], number[good]


def _frequent(parts: Iterable[Integers], min_count: int) -> Integers:
    """The keys that occur at least `min_count` times over all parts, sorted."""
    total = (np.zeros(0, np.int64), np.zeros(0, np.int64))
    waiting: list[tuple[Integers, Integers]] = []
    size = 0
    for keys in parts:
        distinct, counts = np.unique(keys, return_counts=True)
        waiting.append((distinct, counts.astype(np.int64)))
        size += len(distinct)
        if size > len(total[0]):  # merged whenever they have doubled: each key is sorted a few times only
            total, waiting, size = _merged([total, *waiting]), [], 0
    keys, counts = _merged([total, *waiting])
    return keys[counts >= min_count]


def _merged(parts: list[tuple[Integers, Integers]]) -> tuple[Integers, Integers]:
    keys, place = np.unique(np.concatenate([k for k, _ in parts]), return_inverse=True)
    counts = np.zeros(len(keys), np.int64)
    np.add.at(counts, place, np.concatenate([c for _, c in parts]))
    return keys, counts


def _spelled(kept: list[Integers], words: list[str]) -> list[str]:
    """The n-grams of the last size as words joined by blanks, sorted as their numbers are."""
    spelled = ending = [words[i] for i in kept[0].tolist()]
    for shorter, grams in pairwise(kept):
        first, second = (part.tolist() for part in np.divmod(grams, max(len(shorter), 1)))
        spelled = [f"{spelled[a]} {ending[b]}" for a, b in zip(first, second)]
        ending = [ending[b] for b in second]
    return spelled
