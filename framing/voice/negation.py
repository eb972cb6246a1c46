"""Negation and words of denial near a marker, by a window in the sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from framing.corpus.tokens import BROKEN, SENTENCE

if TYPE_CHECKING:
    from framing.corpus.tokens import Partition, Vocabulary
    from framing.corpus.words import Positions

NEGATIONS = frozenset(
    "not no never neither nor cannot without none nothing nobody can't don't doesn't didn't isn't aren't wasn't weren't"
    " won't wouldn't shouldn't couldn't hasn't haven't hadn't".split()
)
DENIALS = frozenset(
    "falsely so-called disguised fabricated baseless pretext guise masquerading supposed pretended".split()
)
WINDOW = 4
"""How many words before the marker are looked at, within the sentence and up to a punctuation mark."""


def words_before(
    partition: Partition, vocabulary: Vocabulary, first: Positions, names: frozenset[str]
) -> npt.NDArray[np.int64]:
    """For each marker the nearest word among `names` in the window before it, or -1.

    Args:
        first: index of each marker's first word, shape (n_hits,).
    """
    known = np.zeros(len(vocabulary.words) + 1, bool)
    known[[vocabulary.number[w] for w in names if w in vocabulary.number]] = True
    so = vocabulary.number.get("so", -2) if "so-called" in names else -2
    called = vocabulary.number.get("called", -2)
    found = np.full(len(first), -1, np.int64)
    open_ = np.ones(len(first), bool)
    at = first.copy()
    for _ in range(WINDOW):
        open_ &= (at > 0) & ((partition.flags[np.minimum(at, len(partition.flags) - 1)] & (SENTENCE | BROKEN)) == 0)
        at = np.maximum(at - 1, 0)
        word = vocabulary.word_of_form[partition.form[at]]
        before = vocabulary.word_of_form[partition.form[np.maximum(at - 1, 0)]]
        bound = (partition.flags[at] & (SENTENCE | BROKEN)) == 0
        match = known[word] | ((word == called) & (before == so) & bound)
        take = open_ & match & (found < 0)
        found[take] = at[take]
    return found
