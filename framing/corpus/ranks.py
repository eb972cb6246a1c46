"""Where flags are set, and how many are before a place, in constant time."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Positions = npt.NDArray[np.int64]

_BELOW = (np.uint64(1) << np.arange(64, dtype=np.uint64)) - np.uint64(1)
"""For each bit of a word of 64 bits, the bits below it."""


def positions(flags: npt.NDArray[np.bool_]) -> Positions:
    """Where the flags are set, as `numpy.flatnonzero` gives it; several times as fast where few are.

    >>> positions(np.arange(20) % 9 == 0).tolist()
    [0, 9, 18]
    """
    whole = len(flags) & ~7
    eights = np.ascontiguousarray(flags[:whole]).view(np.uint64)
    block = np.flatnonzero(eights != 0)
    inside = np.flatnonzero(eights[block].view(np.bool_))
    few = (block[inside >> 3] << 3) + (inside & 7)
    return few if whole == len(flags) else np.concatenate((few, whole + np.flatnonzero(flags[whole:])))


class Ranks:
    """Ranks over flags: one bit a flag, and a running count every 64 of them.

    >>> Ranks(np.array([True, False, True])).before(np.array([0, 1, 2, 3])).tolist()
    [0, 1, 1, 2]
    """

    def __init__(self, flags: npt.NDArray[np.bool_]) -> None:
        packed = np.packbits(flags, bitorder="little")
        self._bits = np.zeros(len(flags) // 64 + 1, "<u8")
        self._bits.view(np.uint8)[: len(packed)] = packed
        self._before = np.zeros(len(self._bits) + 1, np.int64)
        np.cumsum(np.bitwise_count(self._bits), out=self._before[1:])

    def before(self, at: Positions) -> Positions:
        """For each position, from 0 to the number of flags, how many flags before it are set."""
        block = at >> 6
        return self._before[block] + np.bitwise_count(self._bits[block] & _BELOW[at & 63])  # type: ignore[no-any-return]
