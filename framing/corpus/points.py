"""Bytes of UTF-8 as code points: what offsets in tables count."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from framing.corpus.ranks import Positions, Ranks, positions
from framing.corpus.words import Words

Ids = npt.NDArray[np.int32]


class CodePoints:
    """Turns byte offsets at which a character begins, or the text ends, into counts of code points before them."""

    def __init__(self, text: bytes) -> None:
        continues = (np.frombuffer(text, np.uint8) & 0xC0) == 0x80
        self._ranks = Ranks(continues)
        self._continuation = positions(continues)

    def of(self, at: Positions) -> Positions:
        """Code points before each of these bytes.

        >>> CodePoints("Đổi mới".encode()).of(np.array([0, 2, 6, 11])).tolist()
        [0, 1, 3, 6]
        """
        return at - self._ranks.before(at)

    def of_words(self, words: Words) -> tuple[Ids, Ids]:
        """Code points before the beginning and before the end of each word: one pass over the words of the text."""
        # Each byte that continues a character shifts every word that begins or ends after it.
        at, n = self._continuation, len(words)
        if not n:
            return np.zeros(0, np.int32), np.zeros(0, np.int32)
        begun = words.before(at)
        ended = begun - ((begun > 0) & (at < words.end[np.maximum(begun - 1, 0)]))
        return (words.start - _steps(begun, n)).astype(np.int32), (words.end - _steps(ended, n)).astype(np.int32)


def _steps(first: Positions, n: int) -> Ids:
    """For each of n places how many entries of `first`, which ascends, are not beyond it."""
    return np.repeat(np.arange(len(first) + 1, dtype=np.int32), np.diff(first, prepend=0, append=n))
