"""Negation and words of denial near a marker, by a window in the sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from framing.corpus.tokens import BROKEN, SENTENCE

if TYPE_CHECKING:
    from framing.corpus.ranks import Positions
    from framing.corpus.tokens import Partition
    from framing.voice.cues import Found


def cues_before(partition: Partition, first: Positions, cues: Found, window: int) -> Positions:
    """For each marker the nearest cue that ends in the window before it, or -1: index into `cues`, int64 (n_hits,).

    Args:
        first: index of each marker's first word, int64 (n_hits,).
        cues: negations, or words of denial.
        window: how many words before the marker are looked at, within the sentence and up to a punctuation mark.
    """
    found = np.full(len(first), -1, np.int64)
    if not len(cues.first):
        return found
    ends = np.full(len(partition.form), -1, np.int64)
    ends[cues.stop - 1] = np.arange(len(cues.stop))
    open_ = np.ones(len(first), bool)
    at = first.copy()
    for _ in range(window):
        open_ &= (at > 0) & ((partition.flags[at] & (SENTENCE | BROKEN)) == 0)
        at = np.maximum(at - 1, 0)
        take = open_ & (found < 0)
        found[take] = ends[at[take]]
    return found
