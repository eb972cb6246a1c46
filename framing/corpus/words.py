"""Words of a partition: where they begin and end, and whether punctuation stands before them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from framing.corpus.characters import APOSTROPHE, COMMA, DIGIT, DOT, FORMAT, LETTER, SPACE, Bytes
from framing.corpus.ranks import Positions, Ranks, positions


@dataclass(frozen=True)
class Words:
    """Words of a partition, in order.

    bounds: byte offsets of each word's beginning and end in turn, int64 of shape (2 * n_words,).
    broken: bool of shape (n_words,): something other than white space, a hyphen, a line break or the
    apostrophe of a possessive stands between the word before and this one.
    loose: byte offsets of the apostrophes that are part of no word, int64.
    signs: byte offsets of punctuation and other signs, int64, whether part of a word or not.
    begun: how many words begin before a byte.
    """

    bounds: Positions
    broken: npt.NDArray[np.bool_]
    loose: Positions
    signs: Positions
    begun: Ranks

    def __len__(self) -> int:
        return len(self.bounds) // 2

    @property
    def start(self) -> Positions:
        """Byte offset of each word's beginning, int64 of shape (n_words,)."""
        return self.bounds[0::2]

    @property
    def end(self) -> Positions:
        """One past the last byte of each word, int64 of shape (n_words,)."""
        return self.bounds[1::2]

    def before(self, at: Positions) -> Positions:
        """How many words begin before each of these bytes: the index of the first word that does not."""
        return self.begun.before(at)


def find_words(raw: Bytes, classes: Bytes) -> Words:
    """Words are runs of letters, marks and digits, and what joins them inside a word.

    An apostrophe joins letters (o'clock, n’est), a dot or comma joins digits (93,438), a dot joins
    single letters (U.S., with its last dot), an invisible format character joins what it stands
    between. The English possessive ('s) is a word of its own, so that "Vietnam's" is found as "Vietnam".
    Hyphens separate. The text must end in white space. `classes` is changed where a character turns out to be
    part of a word.
    """
    n = len(classes)
    is_word = np.zeros(n + 2, bool)  # a False on either side, so that neighbours can be asked for anywhere
    np.less(classes, SPACE, out=is_word[1:-1])
    signs = positions(classes >= FORMAT)
    loose, apostrophe, s = _join(raw, classes, is_word, signs)
    changes = is_word[1:] != is_word[:-1]
    # A possessive 's is a word that touches the one before it: found as an s behind a gap, and begun earlier.
    changes[apostrophe], changes[s] = True, True
    bounds = np.flatnonzero(changes)
    begins = changes & is_word[1:]
    begins[s] = False
    begun = Ranks(begins)
    bounds[2 * begun.before(apostrophe)] = apostrophe
    # Punctuation between words: the word after each such byte is "broken" from the word before it.
    marks = signs[(classes[signs] >= APOSTROPHE) & ~is_word[signs + 1]]
    broken = np.zeros(len(bounds) // 2 + 1, bool)
    broken[begun.before(marks)] = True
    return Words(bounds, broken[:-1], loose, signs, begun)


def _join(
    raw: Bytes, classes: Bytes, is_word: npt.NDArray[np.bool_], signs: Positions
) -> tuple[Positions, Positions, Positions]:
    """Mark as part of a word what joins its neighbours; `is_word` is shifted by one against `classes`.

    Returns: byte offsets of the apostrophes that join nothing, of those that begin a possessive 's, and of its s.
    """
    n = len(classes)

    def kind(at: Positions) -> Bytes:
        return classes.take(at, mode="clip")

    def joined(first: Positions, length: npt.NDArray[np.int64], chosen: npt.NDArray[np.bool_]) -> None:
        for i in range(int(length.max(initial=0))):
            at = first[chosen & (length > i)] + i
            is_word[at + 1] = True

    joiners = signs[classes[signs] <= COMMA]
    lead = raw[joiners]
    length = np.ones(len(joiners), np.int64) + (lead >= 0xC0) + (lead >= 0xE0) + (lead >= 0xF0)
    what, after = classes[joiners], kind(joiners + length)
    # Most stops and commas have a blank behind them and join nothing, but for the last dot of an initialism.
    may = (after < SPACE) | (what == APOSTROPHE) | (what == FORMAT) | (kind(joiners - 2) == DOT)
    chosen = np.flatnonzero(may & ((lead & 0xC0) != 0x80))  # one entry a character
    if not len(chosen):
        return joiners[:0], joiners[:0], joiners[:0]
    joiners, length, what, after = joiners[chosen], length[chosen], what[chosen], after[chosen]
    before = kind(joiners - 1)
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
    alone_before = (kind(dots - 1) <= LETTER) & (raw[np.maximum(dots - 1, 0)] < 0x80)
    alone_before &= (dots < 2) | (kind(dots - 2) >= SPACE)
    alone_before &= ~is_word[np.maximum(dots - 1, 0)]  # the t of "don't." is not alone
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
    following = raw.take(joiners + length, mode="clip")
    follows_s = ((following == ord("s")) | (following == ord("S"))) & (joiners + length < n)
    ends = follows_s & ~is_word[np.minimum(joiners + length + 2, n + 1)]
    possessive = (what == APOSTROPHE) & ~loose & ends
    return joiners[loose], joiners[possessive], (joiners + length)[possessive]
