"""Reported speech: which words of a sentence a verb, a noun or a phrase of saying makes somebody else's."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from framing.voice.kinds import (
    ADDRESSEES,
    ADDRESSES,
    ADVERBS,
    APPOSITIVE,
    AS_ONE_SAYS,
    ASIDE,
    ASKS,
    BASE,
    CERTAIN,
    CONTRAST,
    DAYS,
    DIRECTIVES,
    EVIDENCE,
    FAR,
    FINITE,
    IN_LY,
    INCLUDING,
    INVERTS,
    JOINS,
    LINKS,
    MODAL,
    NO_SPEAKERS,
    NOT_ACCORDING,
    NOUNS,
    OPENS,
    PARTICIPLE,
    PASSIVE,
    PLAIN,
    PLURAL,
    PLURAL_NOUN,
    POINTS,
    PRONOUNS,
    RELATIVE,
    SPEAKERS,
    SUBJECTS,
    TAKES_OBJECTS,
    VERBAL,
    WHO,
)

if TYPE_CHECKING:
    from framing.voice.reader import Reader

_SUBJECT = 14
"""The most words of whoever speaks, between punctuation and the verb behind it."""


class Report(NamedTuple):
    """What somebody says: stretches of words (first, one past the last), who and by which cue, as words too."""

    content: tuple[tuple[int, int], ...]
    source: tuple[int, int]
    cue: tuple[int, int]


def said(reader: Reader, first: int, stop: int, *, always: bool) -> Report | None:
    """What a verb of saying (see `is_verb`) in words first to stop - 1 reports, or None.

    "X said that A" and "X said A" report what follows; "A, X said" and "A, said X" what stands before, "A, X said, B"
    both; "As X said, A" the rest of the sentence.

    Args:
        always: whether the verb reports whatever follows it ("accused").
    """
    rules, kinds = reader.rules, reader.kinds
    begin, whole = reader.sentence(first)
    begin, end = reader.part(first, begin, whole)
    clause = reader.clause_begins(first, begin)
    end = _content_ends(reader, first, stop, end)
    behind = _addressee(reader, first, stop, end)
    tail = reader.clause_ends(stop, end)
    subject = reader.speaker(first, stop)
    if first == begin and rules.trailing:  # "Asked whether ..., she", "Claiming that ..., they"
        end = tail
    if rules.trailing:
        if kinds[clause] & AS_ONE_SAYS and clause < first and not always:
            named = (clause + 1, first) if subject[0] == clause else subject
            return _report(((begin, clause), (tail, end)), named, (first, stop))
        inverted = clause == first > begin and bool(kinds[first] & INVERTS)
        if inverted and not _appositive(reader, begin, first, stop, tail) and not _opens(reader, stop, end, True):
            return _report(((begin, first),), reader.speaker_behind(stop, tail), (first, stop))
    after = _opens_at(reader, behind, end, always=always) if behind == stop or behind < tail else end
    if after == end and behind == stop and kinds[first] & PLAIN and _plain(reader, stop, end, clause):
        after = stop
    if after == end and tail < end and reader.colon(tail):
        after = tail
        if rules.trailing and reader.quote_opens(tail) and _trails(reader, begin, clause, first, stop, tail):
            return _report(((begin, clause), (tail, end)), subject, (first, stop))
    if after < end:
        return _report(((after, end),), subject, (first, stop))
    if always or not rules.trailing or kinds[first - 1] & PASSIVE:
        return None
    if clause == first and kinds[first] & (INVERTS | PLAIN):  # "...," Mira Talen, a lawyer, said
        clause = _behind_quotation(reader, begin, first)
    if _trails(reader, begin, clause, first, stop, tail):
        rest = (tail, end)
        whole_quoted = reader.quote_shuts(clause) and not reader.quote_inside(begin, clause)
        if whole_quoted or (tail < end and kinds[tail] & (PARTICIPLE | WHO)):
            rest = (end, end)
        elif end < whole:  # "A, X said; B"
            rest = (tail, whole)
        return _report(((begin, clause), rest), subject, (first, stop))
    return None


def _trails(reader: Reader, begin: int, clause: int, first: int, stop: int, tail: int) -> bool:
    """Whether a clause with a verb of saying, from `clause` to `tail`, says who said what stands before it."""
    if not begin < clause < first or first - clause > _SUBJECT or tail - stop > reader.rules.max_tail:
        return False
    if reader.kinds[clause] & (JOINS | WHO | RELATIVE | CONTRAST) or reader.colon(clause):
        return False
    if not reader.quote_opens(stop) or reader.quote_shuts(clause):
        return True
    # A quotation follows: "In a statement, X said: ..." tells when, "Hostile forces, X said, '...'" and "He was no
    # plotter, X said: ..." what.
    if reader.kinds[begin] & (JOINS | CONTRAST | ASKS | AS_ONE_SAYS | ASIDE):
        return False
    return not reader.capital(stop) or _finite(reader, begin, clause)


def _behind_quotation(reader: Reader, begin: int, verb: int) -> int:
    """The first word behind a quotation that ends at most `_SUBJECT` words before a verb; else the verb."""
    at = verb
    while at > begin and verb - at <= _SUBJECT:
        if reader.quote_shuts(at):
            return at
        at = reader.clause_begins(at - 1, begin)
    return verb


def _plain(reader: Reader, stop: int, end: int, clause: int) -> bool:
    """Whether what stands behind a verb such as "said" is what is said, though no "that" or pronoun begins it."""
    kinds = reader.kinds
    if stop >= end or reader.breaks(stop) or kinds[stop] & (ASIDE | DAYS | IN_LY | ADVERBS):
        return False
    return reader.clause_ends(stop, end) - stop > 2 and not reader.quote_shuts(clause)


def _addressee(reader: Reader, first: int, stop: int, end: int) -> int:
    """The first word behind whom a verb like "told" speaks to; `stop` for other verbs."""
    kinds = reader.kinds
    if not kinds[first] & ADDRESSES or stop >= end or reader.breaks(stop):
        return stop
    at = stop + (reader.word(stop) == "the")
    behind = at
    while behind < end and not (behind > at and reader.breaks(behind)) and reader.capital(behind):
        behind += 1
    if behind == at and at < end and (kinds[at] & ADDRESSEES or at > stop):
        behind = at + 1
    return behind


def is_verb(reader: Reader, first: int, stop: int, *, always: bool = False) -> bool:
    """Whether a word that may be a verb of saying is one here, with somebody who says it."""
    rules, kinds = reader.rules, reader.kinds
    word = kinds[first]
    begin = reader.sentence(first)[0]
    if not rules.base:
        if not kinds[stop - 1] & EVIDENCE:
            return True
        return any(kinds[at] & (SPEAKERS | POINTS) for at in range(reader.clause_begins(first, begin), first))
    if first == begin:
        return bool(word & (PARTICIPLE | ASKS))
    at = first - 1
    while at > begin and kinds[at] & ADVERBS and not reader.breaks(at + 1):
        at -= 1
    before = kinds[at]
    if before & RELATIVE and stop - first == 1 and not (stop < len(kinds) and kinds[stop] & LINKS):
        return False
    if word & EVIDENCE and not before & (SPEAKERS | POINTS):
        return False
    if word & PARTICIPLE:
        return reader.breaks(first) or bool(before & (PASSIVE | JOINS | CONTRAST))
    if always and before & PASSIVE and not word & DIRECTIVES:
        return False
    if word & BASE:
        if before & MODAL and not before & PLURAL:
            return False
        if word & CERTAIN and not reader.breaks(first):
            return True
        return bool(before & (PLURAL | SPEAKERS) or (before & PLURAL_NOUN and not reader.breaks(first)))
    if word & NOUNS and not before & PRONOUNS:
        return stop < len(kinds) and bool(kinds[stop] & LINKS or (reader.breaks(stop) and reader.capital(at)))
    return True


def _content_ends(reader: Reader, first: int, stop: int, end: int) -> int:
    """Where what a verb reports ends: with the sentence, or where the outlet goes on with "while" or "but"."""
    kinds = reader.kinds
    relative = any(kinds[at] & WHO for at in range(max(first - 3, 0), first))
    at = reader.clause_ends(stop, end)
    while at < end and not relative and not (kinds[at] & CONTRAST and _new_clause(reader, at + 1, end)):
        at = reader.clause_ends(at + 1, end)
    return at


def _new_clause(reader: Reader, at: int, end: int) -> bool:
    """Whether a clause with a subject of its own begins here, as in "but the city ..." and not in "but is ..."."""
    kinds = reader.kinds
    while at < end and kinds[at] & ADVERBS:
        at += 1
    return at < end and not kinds[at] & (VERBAL | PARTICIPLE)


def according(reader: Reader, first: int, stop: int) -> Report | None:
    """The sentence of "according to X" but for the phrase itself; None where it names no speaker."""
    rules, kinds = reader.rules, reader.kinds
    begin, end = reader.sentence(first)
    if stop >= end or reader.breaks(stop) or kinds[stop] & NOT_ACCORDING:
        return None
    limit = min(end, stop + rules.max_source) if first == begin or not rules.trailing else end
    after = reader.clause_ends(stop + 1, limit)
    clear = reader.breaks(first)
    if rules.according_begins and not clear:
        return None
    if rules.speakers:
        named = range(stop, min(after, stop + rules.max_source))
        if any(kinds[at] & NO_SPEAKERS for at in named):
            return None
        if not clear and not any(kinds[at] & SPEAKERS or reader.capital(at) for at in named):
            return None
    return _report(((begin, first), (after, end)), (stop, min(after, stop + rules.max_source)), (first, stop))


def hearsay(reader: Reader, first: int, stop: int) -> Report | None:
    """What follows "allegedly" or "accused of", up to the end of the clause or, where nothing ends it, the sentence."""
    end = reader.sentence(first)[1]
    after = reader.clause_ends(min(stop + 1, end), end)
    while after < end and reader.kinds[after] & INCLUDING:
        after = reader.clause_ends(after + 1, end)
    return _report(((stop, after),), (first, first), (first, stop))


def attitude(reader: Reader, first: int, stop: int) -> Report | None:
    """What follows "wants" or "is willing", up to the end of the clause, or over punctuation where that comes soon."""
    end = reader.sentence(first)[1]
    if stop >= end or (reader.breaks(stop) and not reader.kinds[stop] & LINKS):
        return None
    after = reader.clause_ends(min(stop + 3, end), end)
    while after < end and reader.kinds[after] & (JOINS | INCLUDING | LINKS):
        after = reader.clause_ends(after + 1, end)
    return _report(((stop, after),), reader.speaker(first, stop), (first, stop))


def seeming(reader: Reader, first: int, stop: int) -> Report | None:
    """The clause around "seems" or "is expected"."""
    begin, end = reader.sentence(first)
    clause = reader.clause_begins(first, begin)
    after = reader.clause_ends(min(stop + 1, end), end)
    return _report(((clause, first), (stop, after)), (first, first), (first, stop))


def _report(content: tuple[tuple[int, int], ...], source: tuple[int, int], cue: tuple[int, int]) -> Report | None:
    whole = tuple((a, b) for a, b in content if a < b)
    return Report(whole, source, cue) if whole else None


def _appositive(reader: Reader, begin: int, verb: int, stop: int, tail: int) -> bool:
    """Whether what stands before the verb only says who the speaker is: "Mira Talen, a lawyer, said"."""
    if verb - 1 <= begin or reader.quote_shuts(verb):
        return False
    clause = reader.clause_begins(verb - 1, begin)
    if clause > begin and verb - clause <= _SUBJECT and reader.kinds[clause] & APPOSITIVE:
        return True
    return _finite(reader, stop, tail) and not _finite(reader, begin, verb)


def _finite(reader: Reader, first: int, stop: int) -> bool:
    """Whether a verb such as "was" or "had" stands there."""
    return any(reader.kinds[at] & FINITE for at in range(first, stop))


def _opens(reader: Reader, at: int, end: int, inverted: bool = False) -> bool:
    """Whether the word behind a verb of saying begins what is reported."""
    if at >= end or reader.breaks(at):
        return False
    word = reader.kinds[at]
    if inverted or reader.kinds[at - 1] & TAKES_OBJECTS:  # "said the minister" names the speaker; "wrote a letter"
        return bool(word & (LINKS | SUBJECTS))
    return bool(word & OPENS or (reader.rules.opens_capital and reader.capital(at) and not word & DAYS))


def _opens_at(reader: Reader, stop: int, end: int, *, always: bool) -> int:
    """The word that begins what is reported by a verb of saying that ends before `stop`; `end` if none."""
    rules, kinds = reader.rules, reader.kinds
    if stop >= end:
        return end
    word = kinds[stop]
    whatever = always and not word & ASIDE and (rules.far_over_commas or not reader.breaks(stop))
    if whatever or _opens(reader, stop, end) or (kinds[stop - 1] & ASKS and _to(reader, stop, end)):
        return stop + bool(word & LINKS)
    return _behind_that(reader, stop, end)


def _to(reader: Reader, stop: int, end: int) -> bool:
    """Whether "asked" asks somebody to do something: an infinitive follows within a few words."""
    for at in range(stop, min(end, stop + 6)):
        if reader.breaks(at):
            return False
        if reader.word(at) == "to":
            return at > stop
    return False


def _behind_that(reader: Reader, stop: int, end: int) -> int:
    """The word behind the next "that", some words on in the clause; `end` if none."""
    rules = reader.rules
    for at in range(stop, min(end, stop + rules.reach)):
        if reader.breaks(at) and not rules.far_over_commas:
            break
        if reader.kinds[at] & FAR:
            return at + 1
    return end


def only_that(reader: Reader, first: int, stop: int) -> Report | None:
    """What "found that" or "the possibility that" reports."""
    end = reader.sentence(first)[1]
    if not is_verb(reader, first, stop):
        return None
    end = _content_ends(reader, first, stop, end)
    after = _behind_that(reader, stop, min(end, stop + 4))
    return _report(((after, end),), reader.speaker(first, stop), (first, stop)) if after < min(end, stop + 4) else None
