"""Bytes of UTF-8 as code points: what offsets in tables count."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from framing.corpus.ranks import Positions, positions
from framing.corpus.words import Words

Ids = npt.NDArray[np.int32]


class CodePoints:
    """Turns byte offsets at which a character begins, or the text ends, into counts of code points before them."""

    def __init__(self, text: bytes | memoryview) -> None:
        # As signed numbers the bytes 80 to BF, which continue a character, are those below -64.
        self._continuation = positions(np.frombuffer(text, np.int8) < -64)

    def of(self, at: Positions) -> Positions:
        """Code points before each of these bytes.

        >>> CodePoints("Đổi mới".encode()).of(np.array([0, 2, 6, 11])).tolist()
        [0, 1, 3, 6]
        """
        return at - np.searchsorted(self._continuation, at)

    def bytes_before(self, points: Positions) -> Positions:
        """Bytes before each of these code points, the other way round from `of`.

        >>> CodePoints("Đổi mới".encode()).bytes_before(np.array([0, 1, 3, 6])).tolist()
        [0, 2, 6, 11]
        """
        before = self._continuation - np.arange(len(self._continuation))  # code points begun before each such byte
        return points + np.searchsorted(before, points, side="right")

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
