"""Texts on their way into a corpus: kept outside Python's heap, so that each is in memory once."""

from __future__ import annotations

import mmap
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pyarrow as pa

BLOCK = 8_000_000
"""Bytes of one block, unless a single text needs more."""


class TextStore:
    """Takes texts as UTF-8 in any order, and gives them back as partitions in another.

    Texts lie in anonymous memory maps: what is freed goes back to the system at once, where a heap of many
    freed strings would keep it.
    """

    def __init__(self) -> None:
        self._blocks: list[mmap.mmap] = []
        self._left: list[int] = []
        self._places: list[tuple[int, int, int]] = []
        self._end = 0

    def __len__(self) -> int:
        return len(self._places)

    def __getitem__(self, i: int) -> bytes:
        block, start, length = self._places[i]
        return self._blocks[block][start : start + length]

    def add(self, data: bytes) -> None:
        """Keep one text."""
        if not self._blocks or self._end + len(data) > len(self._blocks[-1]):
            self._blocks.append(mmap.mmap(-1, max(BLOCK, len(data))))
            self._left.append(0)
            self._end = 0
        block = len(self._blocks) - 1
        self._blocks[block][self._end : self._end + len(data)] = data
        self._places.append((block, self._end, len(data)))
        self._left[block] += 1
        self._end += len(data)

    def partitions(self, order: Sequence[int], partition_bytes: int) -> pa.ChunkedArray:
        """All texts in this order, as large strings; a chunk holds up to `partition_bytes`, at least one text.

        The store is empty afterwards: a block is given up as soon as its last text is taken.
        """
        import pyarrow as pa

        chunks: list[pa.Array] = []
        part: list[bytes] = []
        size = 0
        for i in order:
            block, _, length = self._places[i]
            if part and size + length > partition_bytes:
                chunks.append(_strings(part))
                part, size = [], 0
            part.append(self[i])
            size += length
            self._left[block] -= 1
            if not self._left[block]:
                self._blocks[block].close()
        chunks.append(_strings(part))
        self._blocks, self._left, self._places = [], [], []
        return pa.chunked_array(chunks, pa.large_string())


def _strings(texts: list[bytes]) -> pa.Array:
    import pyarrow as pa

    bounds = np.concatenate(([0], np.cumsum([len(t) for t in texts], dtype=np.int64))).astype(np.int64)
    return pa.LargeStringArray.from_buffers(len(texts), pa.py_buffer(bounds), pa.py_buffer(b"".join(texts)))
