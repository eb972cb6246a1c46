"""A few words in quotation marks: kept at a distance (scare quotes), or quoted from somebody or from a text."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from framing.corpus.clean import ZONES

if TYPE_CHECKING:
    import numpy.typing as npt

    from framing.corpus.tokens import Partition
    from framing.voice.attribution import Voices
    from framing.voice.denial_rules import DenialRules
    from framing.voice.quotes import Quotation
    from framing.voice.reader import Reader
    from framing.voice.verbs import Cues

_LONGEST = 4
"""The most words of a cue of distance or of a gloss."""

_WHAT = 7
"""How many words before the marks "what" may stand in "what the old mayor calls"."""

_ADVERBS = 3
"""How many words before a verb may be the "was" that makes it a passive."""

_SPEECH = ",;:?!\u2013\u2014-"
"""What stands between speech and the verb behind it."""

_HEADLINE = ZONES.index("headline")
_OWN = 0

_SAYS = 5
"""How many words behind a quotation may say what it is ("... is the only word")."""


def is_distanced(reader: Reader, q: Quotation, begin: int, rules: DenialRules) -> bool:
    """Whether words of distance such as "so-called" stand right before."""
    if _led_by(reader, q.first, begin, rules.distance, rules):
        return True
    if q.first == begin or reader.word(q.first - 1) not in rules.calls:
        return False
    return any(reader.word(at) in rules.what for at in range(max(begin, q.first - _WHAT), q.first - 1))


def is_gloss(reader: Reader, q: Quotation, begin: int, end: int, rules: DenialRules) -> bool:
    """Whether a term or name is introduced: words such as "known as" stand right before, "also known as" follows."""
    if _led_by(reader, q.first, begin, rules.glosses, rules):
        return True
    if q.stop >= end or reader.word(q.stop) not in rules.also:
        return False
    behind = tuple(reader.word(at) for at in range(q.stop + 1, min(q.stop + 1 + _LONGEST, end)))
    return any(behind[:j] in rules.glosses for j in range(1, len(behind) + 1))


def _led_by(reader: Reader, first: int, begin: int, cues: Cues, rules: DenialRules) -> bool:
    """Whether one of the cues stands right before a word, or before an article before it."""
    last = first - 1
    if last > begin and (reader.word(last) in rules.articles or reader.word(last) in rules.the):
        last -= 1
    if last < begin or reader.word(last) not in _last_words(cues):
        return False
    before = tuple(reader.word(at) for at in range(max(begin, last - _LONGEST + 1), last + 1))
    return any(before[k:] in cues for k in range(len(before)))


@cache
def _last_words(cues: Cues) -> frozenset[str]:
    return frozenset(cue[-1] for cue in cues)


def is_body(reader: Reader, q: Quotation, begin: int, rules: DenialRules) -> bool:
    """Whether what looks like a title is the name of a body, which nobody sets in marks without a reason."""
    return q.first > begin and reader.word(q.first - 1) in rules.the and reader.word(q.stop - 1) in rules.bodies


def has_banner(reader: Reader, q: Quotation, rules: DenialRules) -> bool:
    """Whether a quotation holds a value or name that sides claim for themselves."""
    return any(reader.word(at) in rules.banners for at in range(q.first, q.stop))


def is_quoted(reader: Reader, q: Quotation, begin: int, end: int, rules: DenialRules, *, told: bool) -> bool:
    """Whether the words themselves or what stands next to them tell that they are somebody's or a text's.

    Args:
        told: whether a report holds them.

    They begin with a preposition ("withheld 'for their protection'"); they say what something is ("was
    'fabricated in parts'"); a heading, a word or a mark is said to read so; a colon leads to them; or they are speech
    with its comma.
    """
    if reader.word(q.first) in rules.prepositions:
        return True
    before = reader.word(q.first - 1) if q.first > begin else ""
    if before in rules.headings:
        return True
    if before in rules.finite and (told or _has_preposition(reader, q, rules)):
        return True
    if q.first > begin:
        return q.stop == end and ":" in reader.between(q.first)
    if q.stop < end and "," in reader.between(q.stop) and not _parts_list(reader, q.stop, rules):
        return True
    said = range(q.stop, min(q.stop + _SAYS, end))
    verb = next((at for at in said if reader.word(at) in rules.be), None)
    return verb is not None and any(reader.word(at) in rules.mentions for at in said if at > verb)


def _has_preposition(reader: Reader, q: Quotation, rules: DenialRules) -> bool:
    return any(reader.word(at) in rules.prepositions for at in range(q.first, q.stop))


def _parts_list(reader: Reader, at: int, rules: DenialRules) -> bool:
    """Whether the comma before a word is that of a list or an aside rather than that of speech."""
    lead = reader.between(at).rstrip()[-1:]
    return lead not in (",", "”", '"', "»", "’", "'") or reader.word(at) in rules.ends | rules.joins | rules.walls


def is_unnamed(reader: Reader, q: Quotation, begin: int, verb: tuple[int, int], end: int, rules: DenialRules) -> bool:
    """Whether the verb before a few words says what something "was called", and not by whom."""
    if verb[1] > q.first or reader.word(verb[0]) not in rules.naming:
        return False
    if q.stop < end and reader.word(q.stop) in rules.agent:
        return False
    return any(reader.word(at) in rules.be for at in range(max(begin, verb[0] - _ADVERBS), verb[0]))


def is_content(reader: Reader, q: Quotation, verb: tuple[int, int]) -> bool:
    """Whether a verb of saying can have a few words as its content: not where they belong to its subject.

    "The 'civil society' groups said" quotes nothing, "'Chaos', the groups said" does.
    """
    if verb[0] < q.stop:
        return True
    marks = reader.between(q.stop)
    return any(c in _SPEECH for c in marks) or reader.clause_ends(q.stop + 1, verb[0]) < verb[0]


def account(reader: Reader, q: Quotation, end: int, rules: DenialRules) -> tuple[int, int]:
    """First word and one past the last of what a noun in scare quotes tells ("'reports' of torture"); equal if none."""
    last = q.stop - 1
    if q.stop < end and reader.word(last) in rules.accounts and reader.word(q.stop) in rules.tells:
        return q.stop, reader.clause_ends(q.stop + 1, end)
    return q.stop, q.stop


def headlines(partition: Partition, word: npt.NDArray[np.int32], quotations: list[Quotation], out: Voices) -> None:
    """Scare quotes in a headline whose words the article below quotes from somebody are that quotation."""
    paragraph = np.searchsorted(partition.paragraph_word, [q.first for q in quotations], side="right") - 1
    above = [q for q, k in zip(quotations, paragraph.tolist(), strict=True) if partition.zone[k] == _HEADLINE]
    above = [q for q in above if out.scare[q.first] and out.voice[q.first] == _OWN]
    if not above:
        return

    def key(q: Quotation) -> tuple[int, bytes]:
        return int(partition.document_of_word[q.first]), word[q.first : q.stop].tobytes()

    wanted = {key(q) for q in above}
    below = [q for q in quotations if out.voice[q.first] != _OWN and not out.scare[q.first]]
    quoted = {k: q.first for q in below if (k := key(q)) in wanted}
    for q in above:
        place = quoted.get(key(q))
        if place is not None:
            out.voice[q.first : q.stop], out.attribution[q.first : q.stop] = out.voice[place], out.attribution[place]
            out.scare[q.first : q.stop] = False
