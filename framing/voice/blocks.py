"""Voices that reach over sentences: points of somebody's document, speech over paragraphs, sentences that go on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from framing.voice.kinds import POINTS
from framing.voice.quotes import OPENERS, SHUT

if TYPE_CHECKING:
    import numpy.typing as npt

    from framing.voice.cues import Found
    from framing.voice.reader import Reader

_POINT = re.compile(r"[^\w]*(?:\d{1,3}|[ivxIVX]{1,4}|[a-zA-Z])$")
_BULLET = re.compile(r"[\s\S]*\n\s*[-•*·–—▪●]\s*")
_LEADS = re.compile(r"\s*[:,]\s")
"""What stands before a quotation that a verb of saying introduces."""

_MOST_PARAGRAPHS = 8
"""How many paragraphs a quotation that lacks its opening mark may reach back over."""


def points(reader: Reader, reports: npt.NDArray[np.bool_]) -> list[tuple[int, int, int]]:
    """Lists that are introduced as the content of somebody's document, or by a report.

    Args:
        reports: of each word, whether it is reported or a cue of reporting.
    Returns: of each list its first word, one past its last, and a word of the sentence that introduces it.
    """
    p = reader.partition
    out = []
    k, n = 1, len(p.zone)
    while k < n:
        first = int(p.paragraph_word[k])
        if not reader.colon(first) or not _is_point(reader, first):
            k += 1
            continue
        begin, end = reader.sentence(first - 1)
        named = any(reader.kinds[at] & POINTS for at in range(begin, end))
        last = k
        while last + 1 < n and _is_point(reader, int(p.paragraph_word[last + 1])):
            last += 1
        if named or reports[begin:end].any():
            out.append((first, int(p.paragraph_word[last + 1]), begin))
        k = last + 1
    return out


def _is_point(reader: Reader, first: int) -> bool:
    """Whether a paragraph begins as a point of a list does: with a number, a letter or a bullet."""
    if _BULLET.fullmatch(reader.between(first)):
        return True
    return bool(_POINT.match(reader.word(first))) and reader.behind(first)[:1] in (".", ")")


def speeches(reader: Reader, verbs: Found) -> list[tuple[int, int, tuple[int, int] | None]]:
    """Quotations that lack a mark or go over several paragraphs.

    What an opening mark begins that nothing in the paragraph closes is quoted to its end, if the mark stands at the
    beginning of the paragraph, or behind a colon or comma and the next paragraph begins with one; and so is every
    following one that begins so, up to the one whose mark is closed. Where a paragraph ends in a colon behind a verb of
    saying, what follows is quoted up to the end of the paragraph in which a mark closes that nothing opens, if one
    comes soon.

    Returns: of each quotation its first word, one past its last, and the verb that introduces it.
    """
    p = reader.partition
    unclosed, unopened = _lone_marks(reader)
    out: list[tuple[int, int, tuple[int, int] | None]] = []
    k, n = 0, len(p.zone)
    while k < n:
        first = int(p.paragraph_word[k])
        introduced = _introduced(reader, verbs, first) if k else None
        goes_on = k + 1 < n and _begins_quoted(reader, int(p.paragraph_word[k + 1]))
        if k in unclosed and (unclosed[k] == first or (goes_on and _LEADS.match(reader.between(unclosed[k])))):
            last, first = k, unclosed[k]
            if introduced is None and first > p.paragraph_word[k]:
                said = verbs.within(reader.sentence(first - 1)[0], first)
                introduced = said[-1] if said else None
            while last + 1 < n and unclosed.get(last + 1) == int(p.paragraph_word[last + 1]):
                last += 1
            stop = int(p.paragraph_word[last + 1])
            out.append((first, stop, introduced))
            k = last + 1
            continue
        if introduced is not None and not _begins_quoted(reader, first):
            close = next((j for j in range(k, min(n, k + _MOST_PARAGRAPHS)) if j in unopened), None)
            if close is not None and not any(_begins_quoted(reader, int(p.paragraph_word[j])) for j in range(k, close)):
                out.append((first, unopened[close], introduced))
                k = close + 1
                continue
        k += 1
    return out


def _lone_marks(reader: Reader) -> tuple[dict[int, int], dict[int, int]]:
    """By paragraph, the word behind its first mark that opens and is not closed, and behind its last that closes"
    " only.
    """
    p = reader.partition
    unclosed: dict[int, int] = {}
    unopened: dict[int, int] = {}
    open_: list[tuple[int, int]] = []
    here = -1
    for mark, word, paragraph in zip(p.mark.tolist(), p.mark_word.tolist(), p.mark_paragraph.tolist(), strict=True):
        if paragraph != here:
            if open_:
                unclosed.setdefault(here, open_[0][1])
            open_, here = [], paragraph
        if paragraph < 0 or mark in (0x27, 0x2018, 0x2019):
            continue
        ends = word >= p.paragraph_word[paragraph + 1]
        if mark == 0x22:
            if open_ and open_[-1][0] == mark:
                open_.pop()
            elif ends:
                unopened[paragraph] = word
            else:
                open_.append((mark, word))
        elif mark in OPENERS:
            if not ends:
                open_.append((mark, word))
        elif mark in SHUT:
            if open_:
                open_.pop()
            else:
                unopened[paragraph] = word
    if open_:
        unclosed.setdefault(here, open_[0][1])
    return unclosed, unopened


def _begins_quoted(reader: Reader, first: int) -> bool:
    """Whether a paragraph begins with a quotation mark."""
    return reader.quote_opens(first)


def _introduced(reader: Reader, verbs: Found, first: int) -> tuple[int, int] | None:
    """The last verb of saying of a sentence that ends in a colon before the paragraph that begins at `first`."""
    if not reader.colon(first):
        return None
    said = verbs.within(reader.sentence(first - 1)[0], first)
    return said[-1] if said else None
