"""Quoted stretches: which quotation marks belong together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from framing.corpus.tokens import Partition

_CLOSERS = {
    0x201C: (0x201D, 0x22),  # “ ”
    0x201E: (0x201C, 0x201D),  # „ “
    0x00AB: (0x00BB,),  # « »
    0x2039: (0x203A,),  # ‹ ›
    0x300C: (0x300D,),  # 「 」
    0x300E: (0x300F,),  # 『 』
    0xFF02: (0xFF02,),
    0x22: (0x22, 0x201D),
    0x2018: (0x2019,),  # ‘ ’
    0x27: (0x27,),
}
OPENERS = frozenset({0x201C, 0x201E, 0x00AB, 0x2039, 0x300C, 0x300E})
SHUT = frozenset({0x201D, 0x00BB, 0x203A, 0x300D, 0x300F})
"""Double marks that only open, and such that only close."""

_SINGLE = frozenset({0x2018, 0x27})

MAX_DEPTH = 16
"""How many open marks a closing mark may pass over: prose never nests so deep, hostile text must not cost more."""


@dataclass(frozen=True)
class Quotation:
    """Words first to stop - 1 of a partition stand between a pair of marks; `depth` 1 is outermost.

    single: whether the marks are single ones.
    """

    first: int
    stop: int
    depth: int
    single: bool = False


def find_quotations(partition: Partition) -> list[Quotation]:
    """The balanced quotations of a partition, in order of their opening mark.

    A mark closes the innermost open quotation that it fits, otherwise it opens one. A single mark opens
    only directly before a word: elsewhere it may be an apostrophe. Pairs are sought within a paragraph, so
    a missing mark spoils no more than its paragraph, and a mark without a partner makes no quotation.
    """
    n = len(partition.form)
    if not n:
        return []
    word = np.minimum(partition.mark_word, max(n - 1, 0))
    leans = (partition.mark_word < n) & (partition.start[word] == partition.mark_start + 1)
    columns = (partition.mark, partition.mark_word, partition.mark_paragraph, leans)
    found: list[Quotation] = []
    stack: list[tuple[int, int]] = []
    here = -1
    for mark, word_at, paragraph, before_word in zip(*(c.tolist() for c in columns), strict=True):
        if paragraph < 0:  # on a line without words
            continue
        if paragraph != here:
            stack, here = [], paragraph
        innermost = range(len(stack) - 1, max(len(stack) - 1 - MAX_DEPTH, -1), -1)
        opener = next((k for k in innermost if mark in _CLOSERS[stack[k][0]]), None)
        if opener is not None:
            first = stack[opener][1]
            if word_at > first:
                found.append(Quotation(first, word_at, opener + 1, stack[opener][0] in _SINGLE))
            del stack[opener:]
        elif mark in _CLOSERS and (before_word or mark not in _SINGLE):
            stack.append((mark, word_at))
    return sorted(found, key=lambda q: (q.first, -q.stop))
