"""Words of a partition: where they begin and end, and whether punctuation stands before them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from framing.corpus.characters import APOSTROPHE, COMMA, DIGIT, DOT, FORMAT, LETTER, SPACE, Bytes

Positions = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Words:
    """Words of a partition, in order.

    start, end: byte offsets, int64 of shape (n_words,).
    broken: bool of shape (n_words,): something other than white space, a hyphen, a line break or the
    apostrophe of a possessive stands between the word before and this one.
    inside: bool of shape (n_bytes,): the byte is part of a word.
    number_before: int32 of shape (n_bytes + 1,): how many words begin before each byte.
    loose: byte offsets of the apostrophes that are part of no word, int64.
    """

    start: Positions
    end: Positions
    broken: npt.NDArray[np.bool_]
    inside: npt.NDArray[np.bool_]
    number_before: npt.NDArray[np.int32]
    loose: Positions


def find_words(raw: Bytes, classes: Bytes) -> Words:
    """Words are runs of letters, marks and digits, and what joins them inside a word.

    An apostrophe joins letters (o'clock, n’est), a dot or comma joins digits (93,438), a dot joins
    single letters (U.S., with its last dot), an invisible format character joins what it stands
    between. The English possessive ('s) is a word of its own, so that "Vietnam's" is found as "Vietnam".
    Hyphens separate. `classes` is changed where a character turns out to be part of a word.
    """
    n = len(classes)
    is_word = np.zeros(n + 2, bool)  # a False on either side, so that neighbours can be asked for anywhere
    np.less(classes, SPACE, out=is_word[1:-1])
    inner = is_word[1:-1]
    loose = _join(raw, classes, is_word)
    change = np.flatnonzero(is_word[1:] != is_word[:-1])
    start, end = change[0::2], change[1::2]
    start, end = _split_possessives(raw, start, end)
    number_before = np.zeros(n + 1, np.int32)
    begins = np.zeros(n, np.int8)
    begins[start] = 1
    np.cumsum(begins, dtype=np.int32, out=number_before[1:])
    # Punctuation between words: the word after each such byte is "broken" from the word before it.
    after = number_before[np.flatnonzero((classes >= APOSTROPHE) & ~is_word[1:-1])]
    broken = np.zeros(len(start) + 1, bool)
    broken[after] = True
    return Words(start, end, broken[:-1], is_word[1:-1], number_before, loose)


def _join(raw: Bytes, classes: Bytes, is_word: npt.NDArray[np.bool_]) -> Positions:
    """Mark as part of a word what joins its neighbours; `is_word` is shifted by one against `classes`.

    Returns: byte offsets of the apostrophes that join nothing.
    """
    n = len(classes)

    def kind(at: Positions) -> Bytes:
        return np.where((at >= 0) & (at < n), classes[np.clip(at, 0, n - 1)], SPACE).astype(np.uint8)

    def joined(first: Positions, length: npt.NDArray[np.int64], chosen: npt.NDArray[np.bool_]) -> None:
        for i in range(int(length.max(initial=0))):
            at = first[chosen & (length > i)] + i
            is_word[at + 1] = True

    joiners = np.flatnonzero((classes == APOSTROPHE) | (classes == COMMA) | (classes == DOT) | (classes == FORMAT))
    joiners = joiners[(raw[joiners] & 0xC0) != 0x80]  # one entry a character
    if not len(joiners):
        return joiners
    lead = raw[joiners]
    length = np.ones(len(joiners), np.int64) + (lead >= 0xC0) + (lead >= 0xE0) + (lead >= 0xF0)
    what, before, after = classes[joiners], kind(joiners - 1), kind(joiners + length)
    letters = (before <= LETTER) & (after <= LETTER)
    joined(joiners, length, (what == APOSTROPHE) & letters)
    joined(joiners, length, ((what == DOT) | (what == COMMA)) & (before == DIGIT) & (after == DIGIT))
    # The apostrophe after a plural possessive (workers' rights) parts no words.
    loose = (what == APOSTROPHE) & ~is_word[joiners + 1]
    trailing = loose & is_word[joiners]
    for i in range(int(length[trailing].max(initial=0))):
        classes[joiners[trailing & (length > i)] + i] = SPACE
    # Initialisms: one letter, a dot, one letter, a dot ...
    dots = joiners[what == DOT]
    alone_before = (kind(dots - 1) <= LETTER) & (kind(dots - 2) >= SPACE) & (raw[np.maximum(dots - 1, 0)] < 0x80)
    alone_after = (kind(dots + 1) <= LETTER) & (kind(dots + 2) >= SPACE)
    inside = dots[alone_before & alone_after]
    is_word[inside + 1] = True
    last = dots[alone_before & ~alone_after]
    last = last[last >= 2]
    is_word[last[is_word[last - 2 + 1] & (classes[last - 2] == DOT)] + 1] = True
    # Format characters, runs of them too: joined from the left as long as a word follows.
    form = joiners[what == FORMAT]
    size = length[what == FORMAT]
    if len(form):
        follows = np.append(form[1:] == (form + size)[:-1], False)
        right = is_word[np.minimum(form + size, n) + 1]
        for i in range(len(form) - 2, -1, -1):
            if follows[i]:
                right[i] = right[i + 1]
        for i in range(len(form)):
            if right[i] and is_word[form[i]]:
                is_word[form[i] + 1 : form[i] + size[i] + 1] = True
    return joiners[loose]


def _split_possessives(raw: Bytes, start: Positions, end: Positions) -> tuple[Positions, Positions]:
    """Cut a final 's (straight or curly) off as a word of its own."""
    long_enough = end - start >= 3
    last = raw[np.maximum(end - 1, 0)]
    ends_in_s = long_enough & ((last == ord("s")) | (last == ord("S")))
    straight = ends_in_s & (raw[np.maximum(end - 2, 0)] == ord("'"))
    curly = (
        ends_in_s
        & (end - start >= 5)
        & (raw[np.maximum(end - 2, 0)] == 0x99)
        & (raw[np.maximum(end - 3, 0)] == 0x80)
        & (raw[np.maximum(end - 4, 0)] == 0xE2)
    )
    cut = np.flatnonzero(straight | curly)
    if not len(cut):
        return start, end
    at = np.where(straight[cut], end[cut] - 2, end[cut] - 4)
    return np.insert(start, cut + 1, at), np.insert(end, cut, at)
