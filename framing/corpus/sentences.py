"""Where sentences begin: after a stop, unless an abbreviation, an initial, a number or a list item explains it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from framing.corpus.characters import APOSTROPHE, CLOSER, DIGIT, DOT, LOWER, NEWLINE, QUOTE, SPACE, STOP, UPPER, Bytes
from framing.corpus.ranks import Positions
from framing.corpus.words import Words

if TYPE_CHECKING:
    from framing.corpus.paragraphs import Paragraphs

Flags = npt.NDArray[np.bool_]

TITLES = frozenset(
    "adm amb brig capt cmdr col comdr cpl det dr drs fr gen gov hon insp lt maj mr mrs ms msgr ph pres prof rep reps"
    " rev sen sens sgt sr st supt vs cf al ts th gs pgs ths ks bs ls kts tp tx tt".split()
)
"""A dot after these never ends a sentence: a name or more follows."""

NUMBERED = frozenset(
    "no nos art arts sec ch vol pp p fig para cl reg op ed est approx jan feb mar apr jun jul aug sep sept oct nov"
    " dec".split()
)
"""A dot after these ends no sentence where a number follows."""

MAY_END = frozenset("inc ltd co corp bros plc jr etc dept univ assn a.m. p.m.".split())
"""After these a sentence ends only where a word follows that often begins one."""

STARTERS = frozenset(
    "the a an this that these those he she it they we you i his her its their our my there here in on at for from"
    " with by as but and or yet so if when while where who what why how after before since although though however"
    " moreover meanwhile according also both each all some many most no not only under during until once one two"
    " several another other such then thus therefore instead still even".split()
)
"""Words that often begin a sentence and are no part of a name."""

STARTERS_OF = {
    "vi": frozenset(
        "ông bà anh chị cô chú họ tôi chúng ta nó theo trong tại ở khi sau trước ngoài hôm ngày từ với nhưng và tuy"
        " nếu vì do đây đó các những một mỗi mọi nhiều không có để đến hiện cũng bên cả chỉ việc người nhà số".split()
    )
}
"""The same in a language where the English ones mean something else (an, so, to)."""


def groups(language: str) -> dict[str, frozenset[str]]:
    """The groups of words that `sentence_starts` must know."""
    starters = STARTERS_OF.get(language, STARTERS)
    return {"title": TITLES, "numbered": NUMBERED, "may_end": MAY_END, "starter": starters}


def sentence_starts(
    raw: Bytes,
    classes: Bytes,
    words: Words,
    paragraphs: Paragraphs,
    known: Mapping[str, Flags],
    form: npt.NDArray[np.int32],
) -> Flags:
    """For each word whether it begins a sentence; the first word of a paragraph always does.

    A stop (. ! ? …) with the closing marks behind it ends a sentence where white space follows, or nothing
    at all as where a scraper glued two paragraphs ("China.Ethnic"), and the next word does not begin small.

    Args:
        raw, classes, words, paragraphs: as made for the partition.
        known: which of the distinct words are in each of `groups`. form: the index of each word into them.
    Returns: bool of shape (n_words,).
    """
    n = len(words)
    starts = np.zeros(n + 1, bool)
    starts[paragraphs.first_word] = True
    if not n:
        return starts[:-1]
    kind = classes[words.signs]
    stop = words.signs[(kind == DOT) | (kind == STOP)]
    stop = stop[(raw[stop] & 0xC0) != 0x80]
    following = words.before(stop)  # the index of the word after the stop
    # The last dot of an initialism (U.S.) is part of the word.
    inside = (following > 0) & (words.end[np.maximum(following - 1, 0)] > stop)
    internal = inside & (words.end[np.maximum(following - 1, 0)] > stop + 1)
    keep = ~internal & (following > 0) & (following < n)
    stop, following, inside = stop[keep], following[keep], inside[keep]
    # One entry for each gap between two words: its last stop.
    last = np.append(following[1:] != following[:-1], True)[: len(stop)]
    first = np.append(True, following[1:] != following[:-1])[: len(stop)]
    several = ~first | ~last
    stop, following, inside, several = stop[last], following[last], inside[last], several[last]
    before = following - 1
    form_before = form[before]
    first_class, first_byte = classes[words.start[before]], raw[words.start[before]]
    size = words.end[before] - words.start[before]
    single = size == 1 + (first_byte >= 0xC0) + (first_byte >= 0xE0)
    initial = single & (first_class == UPPER)
    item = single | ((first_class == DIGIT) & (size <= 3))

    next_class = classes[words.start[following]]
    small = next_class == LOWER
    number = next_class == DIGIT
    spaced, touches = _behind(raw, classes, stop, words.start[following])
    is_dot = classes[stop] == DOT
    follows_small = (classes[stop - 1] == LOWER) & (words.end[before] - words.start[before] > 1)
    glued = ~spaced & is_dot & (next_class == UPPER) & follows_small & touches
    ends = (spaced & ~small) | glued

    plain_dot = is_dot & ~several
    ends &= ~(plain_dot & known["title"][form_before])
    ends &= ~(plain_dot & known["numbered"][form_before] & number)
    unsure = (plain_dot & (known["may_end"][form_before] | initial)) | inside
    ends &= ~unsure | known["starter"][form[following]]
    ends &= ~(plain_dot & starts[before] & item)  # so far only paragraphs have begun
    starts[following[ends]] = True
    return starts[:-1]


def _behind(raw: Bytes, classes: Bytes, stop: Positions, next_word: Positions) -> tuple[Flags, Flags]:
    """Whether white space follows each stop and the marks behind it, or nothing but the next word."""
    at = stop + 1
    at += ((raw[stop] >= 0xE0) * 2 + ((raw[stop] >= 0xC0) & (raw[stop] < 0xE0))).astype(np.int64)
    left = np.arange(len(at))
    for _ in range(9):  # three closing marks of three bytes
        kind = classes.take(at[left], mode="clip")
        closing = (kind == QUOTE) | (kind == CLOSER) | (kind == APOSTROPHE) | (kind == DOT) | (kind == STOP)
        left = left[closing & (at[left] < next_word[left])]
        at[left] += 1
    kind = classes[np.minimum(at, len(classes) - 1)]
    return (at < next_word) & ((kind == SPACE) | (kind == NEWLINE)), at == next_word
