"""Reported speech: which words of a sentence a verb, a noun or a phrase of saying makes somebody else's."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from framing.voice.reader import Reader

_TAIL = 7
"""The most words that may stand between a verb of saying and the end of the attribution ("said in an interview")."""

_SUBJECT = 14
"""The most words of whoever speaks, between punctuation and the verb behind it."""


class Report(NamedTuple):
    """What somebody says: stretches of words (first, one past the last), who and by which cue, as words too."""

    content: tuple[tuple[int, int], ...]
    source: tuple[int, int]
    cue: tuple[int, int]


def said(reader: Reader, first: int, stop: int, *, always: bool) -> Report | None:
    """What the verb of saying in words first to stop - 1 reports, or None.

    "X said that A" and "X said A" report what follows; "A, X said" and "A, said X" what stands before, "A, X said, B"
    both; "As X said, A" the rest of the sentence.

    Args:
        always: whether the verb reports whatever follows it ("accused").
    """
    rules = reader.rules
    begin, end = reader.sentence(first)
    clause = reader.clause_begins(first, begin)
    if not is_verb(reader, first, stop, always=always):
        return None
    begin, end = reader.part(first, begin, end)
    end = _content_ends(reader, first, stop, end)
    stop_ = _addressee(reader, first, stop, end)
    tail = reader.clause_ends(stop, end)
    subject = reader.speaker(first, stop)
    if rules.trailing:
        if reader.word(clause) in rules.as_one_says and clause < first and not always:
            named = (clause + 1, first) if subject[0] == clause else subject
            return _report(((begin, clause), (tail, end)), named, (first, stop))
        inverted = clause == first > begin and not _appositive(reader, first, begin)
        if inverted and reader.word(first) in rules.inverts and not _opens(reader, stop, end, inverted=True):
            return _report(((begin, first),), reader.speaker_behind(stop, tail), (first, stop))
    after = _opens_at(reader, stop_, end, always=always) if stop_ == stop or stop_ < tail else end
    if after == end and tail < end and ":" in reader.between(tail):
        after = tail
    if after < end:
        return _report(((after, end),), subject, (first, stop))
    if always or not rules.trailing or reader.word(first - 1) in rules.passive:
        return None
    if begin < clause < first and first - clause <= _SUBJECT and tail - stop <= _TAIL:
        return _report(((begin, clause), (tail, end)), subject, (first, stop))
    return None


def _addressee(reader: Reader, first: int, stop: int, end: int) -> int:
    """The first word behind whom a verb like "told" speaks to; `stop` for other verbs."""
    rules = reader.rules
    if reader.word(first) not in rules.addresses or stop >= end or reader.breaks(stop):
        return stop
    at = stop + (reader.word(stop) == "the")
    behind = at
    while behind < end and not (behind > at and reader.breaks(behind)) and reader.capital(behind):
        behind += 1
    if behind == at and at < end and (reader.word(at) in rules.addressees or at > stop):
        behind = at + 1
    return behind


def is_verb(reader: Reader, first: int, stop: int, *, always: bool = False) -> bool:
    """Whether a word that may be a verb of saying is one here, with somebody who says it."""
    rules, word = reader.rules, reader.word(first)
    begin = reader.sentence(first)[0]
    if not rules.base:
        return True
    if first == begin:
        return word.endswith(rules.participle)
    before = reader.word(first - 1)
    if before in rules.relative and stop - first == 1:
        return False
    if word in rules.evidence and before not in rules.speakers and before not in rules.lists:
        return False
    if always and before in rules.passive and word not in rules.directives:
        return False
    if word.endswith(rules.participle):
        return reader.breaks(first) or before in rules.passive
    if word in rules.base:
        return before in rules.plural or before in rules.speakers or (before.endswith("s") and not reader.breaks(first))
    return True


def _content_ends(reader: Reader, first: int, stop: int, end: int) -> int:
    """Where what a verb reports ends: with the sentence, or where the outlet goes on with "while" or "but"."""
    rules = reader.rules
    relative = any(reader.word(at) in rules.who for at in range(max(first - 3, 0), first))
    at = reader.clause_ends(stop, end)
    while at < end and not relative and not (reader.word(at) in rules.contrast and _new_clause(reader, at + 1, end)):
        at = reader.clause_ends(at + 1, end)
    return at


def _new_clause(reader: Reader, at: int, end: int) -> bool:
    """Whether a clause with a subject of its own begins here, as in "but the city ..." and not in "but is ..."."""
    rules = reader.rules
    while at < end and reader.word(at) in rules.adverbs:
        at += 1
    return at < end and reader.word(at) not in rules.verbal and not reader.word(at).endswith(rules.participle or "\n")


def according(reader: Reader, first: int, stop: int) -> Report | None:
    """The sentence of "according to X" but for the phrase itself; None where it names no speaker."""
    rules = reader.rules
    begin, end = reader.sentence(first)
    if stop >= end or reader.breaks(stop) or reader.word(stop) in rules.not_according:
        return None
    limit = min(end, stop + rules.max_source)
    after = reader.clause_ends(stop + 1, limit)
    clear = reader.breaks(first)
    if rules.according_begins and not clear:
        return None
    if rules.speakers and any(reader.word(at) in rules.no_speakers for at in range(stop, after)):
        return None
    if rules.speakers and not clear and not any(_speaks(reader, at) for at in range(stop, after)):
        return None
    return _report(((begin, first), (after, end)), (stop, after), (first, stop))


def hearsay(reader: Reader, first: int, stop: int) -> Report | None:
    """What follows "allegedly" or "accused of", up to the end of the clause or, where nothing ends it, the sentence."""
    end = reader.sentence(first)[1]
    after = reader.clause_ends(min(stop + 1, end), end)
    while after < end and reader.word(after) in reader.rules.including:
        after = reader.clause_ends(after + 1, end)
    return _report(((stop, after),), (first, first), (first, stop))


def _report(content: tuple[tuple[int, int], ...], source: tuple[int, int], cue: tuple[int, int]) -> Report | None:
    whole = tuple((a, b) for a, b in content if a < b)
    return Report(whole, source, cue) if whole else None


def _speaks(reader: Reader, at: int) -> bool:
    return reader.capital(at) or reader.word(at) in reader.rules.speakers


def _appositive(reader: Reader, verb: int, begin: int) -> bool:
    """Whether the clause before the verb only says who the speaker is: "Mira Talen, a lawyer, said"."""
    if verb - 1 <= begin:
        return False
    clause = reader.clause_begins(verb - 1, begin)
    return clause > begin and verb - clause <= _SUBJECT and reader.word(clause) in reader.rules.appositive


def _opens(reader: Reader, at: int, end: int, *, inverted: bool = False) -> bool:
    """Whether the word behind a verb of saying begins what is reported."""
    if at >= end or reader.breaks(at):
        return False
    word, rules = reader.word(at), reader.rules
    if reader.word(at - 1) in rules.takes_objects:  # "wrote a letter"
        return word in rules.links or word in rules.subjects
    if inverted:  # "said the minister" and "said Mira Talen" name the speaker
        return word in rules.links or word in rules.subjects
    return word in rules.opens or (rules.opens_capital and reader.capital(at) and word not in rules.dated)


def _opens_at(reader: Reader, stop: int, end: int, *, always: bool) -> int:
    """The word that begins what is reported by a verb of saying that ends before `stop`; `end` if none."""
    rules = reader.rules
    if stop >= end:
        return end
    word = reader.word(stop)
    whatever = always and word not in rules.aside and (rules.far_over_commas or not reader.breaks(stop))
    if whatever or _opens(reader, stop, end):
        return stop + (word in rules.links)
    return _behind_that(reader, stop, end)


def _behind_that(reader: Reader, stop: int, end: int) -> int:
    """The word behind the next "that", some words on in the clause; `end` if none."""
    rules = reader.rules
    for at in range(stop, min(end, stop + rules.reach)):
        if reader.breaks(at) and not rules.far_over_commas:
            break
        if reader.word(at) in rules.far:
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
