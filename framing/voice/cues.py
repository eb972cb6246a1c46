"""Where cues stand: one word or several in a row, within a sentence and without punctuation between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from framing.corpus.tokens import BROKEN, SENTENCE

if TYPE_CHECKING:
    from framing.corpus.tokens import Partition, Vocabulary
    from framing.voice.verbs import Cues

Integers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Found:
    """Cues in the order of the text, none of which overlap: first word, one past the last, and which group; int64."""

    first: Integers
    stop: Integers
    group: Integers

    def of(self, *groups: int) -> Found:
        """Those of some groups."""
        return self.take(np.isin(self.group, groups))

    def take(self, chosen: npt.NDArray[np.bool_]) -> Found:
        """The chosen ones."""
        return Found(self.first[chosen], self.stop[chosen], self.group[chosen])

    def rows(self) -> list[tuple[int, int, int]]:
        """First word, one past the last, and group of each."""
        return list(zip(self.first.tolist(), self.stop.tolist(), self.group.tolist(), strict=True))

    def within(self, first: int, stop: int) -> list[tuple[int, int]]:
        """First word and one past the last of those that begin at words first to stop - 1."""
        a, b = np.searchsorted(self.first, [first, stop]).tolist()
        return list(zip(self.first[a:b].tolist(), self.stop[a:b].tolist(), strict=True))


def find_cues(
    partition: Partition, vocabulary: Vocabulary, word: npt.NDArray[np.int32], groups: Sequence[Cues]
) -> Found:
    """Find the cues of several groups; of overlapping ones the first, then the longest, then the first group counts.

    Args:
        word: the word of each place, index into `Vocabulary.words`, int32 (n,).
    """
    goes_on = (partition.flags & (SENTENCE | BROKEN)) == 0
    known = [
        (number, tuple(vocabulary.number[w] for w in cue))
        for number, group in enumerate(groups)
        for cue in sorted(group)
        if all(w in vocabulary.number for w in cue)
    ]
    begins = np.zeros(len(vocabulary.words), bool)
    begins[[cue[0] for _, cue in known]] = True
    place = np.flatnonzero(begins[word])
    place = place[np.argsort(word[place], kind="stable")]
    here = word[place]
    low, high = (np.searchsorted(here, [cue[0] for _, cue in known], side) for side in ("left", "right"))
    none = np.zeros(0, np.int64)
    firsts, stops, kinds = [none], [none], [none]
    for (number, cue), a, b in zip(known, low.tolist(), high.tolist(), strict=True):
        at = place[a:b]
        for k, wanted in enumerate(cue[1:], 1):
            at = at[at + k < len(word)]
            at = at[goes_on[at + k] & (word[at + k] == wanted)]
        firsts.append(at)
        stops.append(at + len(cue))
        kinds.append(np.full(len(at), number, np.int64))
    first, stop, kind = np.concatenate(firsts), np.concatenate(stops), np.concatenate(kinds)
    order = np.lexsort((kind, -stop, first))
    first, stop, kind = first[order], stop[order], kind[order]
    keep, free = np.zeros(len(first), bool), 0
    for i, (a, b) in enumerate(zip(first.tolist(), stop.tolist(), strict=True)):
        if a >= free:
            keep[i] = True
            free = b
    return Found(first[keep], stop[keep], kind[keep])
