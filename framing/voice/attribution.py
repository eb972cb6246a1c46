"""Whose words: direct quotation and reported speech, by simple rules.

Direct are balanced quotation marks. Indirect is a sentence with "according to X", and what follows
"X said that". A short quoted stretch without a verb of saying in its sentence is a scare quote; one in
capitals throughout is a title. Everything else is the outlet's own. The words to go by are those of
`framing.voice.rules` for the language of the corpus; a language without any has its quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from framing.errors import InputError
from framing.voice import reported, scare
from framing.voice.blocks import points, speeches
from framing.voice.cues import find_cues
from framing.voice.denial_rules import denial_rules_for
from framing.voice.kinds import DOUBT, MIXED
from framing.voice.quotes import find_quotations
from framing.voice.reader import Reader
from framing.voice.rules import rules_for

if TYPE_CHECKING:
    from framing.corpus.tokens import Partition, Vocabulary
    from framing.voice.cues import Found
    from framing.voice.denial_rules import DenialRules
    from framing.voice.quotes import Quotation
    from framing.voice.reported import Report
    from framing.voice.rules import Rules

VOICES = ("own", "direct", "indirect")
OWN, DIRECT, INDIRECT = range(3)

_NONE, _SAYING, _REPORTING, _THAT, _HEARSAY, _ACCORDING, _CONTINUES, _ATTITUDE, _SEEMING = range(9)
_NO_VERBS = (_THAT, _HEARSAY, _ACCORDING, _ATTITUDE, _SEEMING)
_REPORTS = (_SAYING, _REPORTING, *_NO_VERBS)
_BEFORE, _BEHIND = 12, 10
"""The most words between a verb of saying and a quotation behind it, or before it."""

_ANSWER = re.compile(r"\s*:\s*\n\s*[-\u2010-\u2015]\s*")
_NEXT_ANSWER = re.compile(r"[^\w\n]*\n\s*[-\u2010-\u2015]\s*")


def check_voices(voices: Collection[str] | None) -> None:
    """Raise `InputError` unless these are some of `VOICES`, or None for all."""
    if voices is not None and (isinstance(voices, str) or not voices or any(v not in VOICES for v in voices)):
        raise InputError(f"voices must be a list of own, direct, indirect; got {voices!r}")


@dataclass(frozen=True)
class Voices:
    """Voice of every word of a partition.

    voice: uint8 (n,), index into `VOICES`. scare: bool (n,), in quotation marks that signal distance.
    attribution: int32 (n,), index into `sources` and `cues`, -1 where nobody is named; these are stretches of words
    (first, one past the last).
    doubted: bool (n,), the cue itself calls what is reported false. named: bool (n,), in marks as a term or a name
    that is introduced, without distance.
    """

    voice: npt.NDArray[np.uint8]
    scare: npt.NDArray[np.bool_]
    attribution: npt.NDArray[np.int32]
    doubted: npt.NDArray[np.bool_]
    named: npt.NDArray[np.bool_]
    sources: list[tuple[int, int]]
    cues: list[tuple[int, int]]


def find_voices(partition: Partition, vocabulary: Vocabulary, language: str, attribution: str | None = None) -> Voices:
    """The voice of every word of a partition, with source and cue where they are named.

    Args:
        attribution: "codebook" counts what somebody says, "wide" also attitudes, intentions and appearances that the
            writer ascribes; None for what the partition is read by.

    Raises: InputError for the wide definition in a language without tables for it.
    """
    attribution = attribution or partition.attribution
    name = f"voices, {attribution}"
    if name not in partition.memo:
        partition.memo[name] = _find_voices(
            partition, vocabulary, rules_for(language, attribution), denial_rules_for(language)
        )
    return partition.memo[name]  # type: ignore[no-any-return]


def _find_voices(partition: Partition, vocabulary: Vocabulary, rules: Rules, denial: DenialRules) -> Voices:
    n = len(partition.form)
    flags = [np.zeros(n, bool) for _ in range(3)]
    out = Voices(np.zeros(n, np.uint8), flags[0], np.full(n, -1, np.int32), flags[1], flags[2], [], [])
    word = vocabulary.word_of_form[partition.form]
    reader = Reader(partition, vocabulary, word, rules)
    quotations = find_quotations(partition)
    quoted, nested = np.zeros(n, bool), np.zeros(n, bool)
    for q in quotations:
        if q.stop - q.first > denial.scare_words:
            quoted[q.first : q.stop] = True
        elif q.single:
            nested[q.first : q.stop] = True
    groups = (
        rules.none,
        rules.saying,
        rules.reporting,
        rules.only_that,
        rules.hearsay,
        rules.according,
        rules.continues,
        rules.attitudes,
        rules.seeming,
    )
    cues = find_cues(partition, vocabulary, word, groups)
    cues = cues.take(~quoted[cues.first])
    says = np.isin(cues.group, (_SAYING, _REPORTING))
    says[says] = [reported.is_verb(reader, a, b, always=k == _REPORTING) for a, b, k in cues.take(says).rows()]
    verbs = cues.take(says)
    for cue, verb in zip(cues.rows(), says.tolist(), strict=True):
        report = _report(reader, *cue) if verb or cue[2] in _NO_VERBS else None
        if report is None and rules.attitudes and cue[2] in _REPORTS and not reader.kinds[cue[0]] & MIXED:
            report = reported.attitude(reader, *cue[:2])
        if report is not None:
            _credit(reader, out, report)
    _points(reader, cues, out)
    _continue(reader, cues.of(_CONTINUES), out)
    for q in sorted(quotations, key=lambda q: q.depth):
        _quotation(reader, q, verbs, denial, out)
    scare.headlines(partition, word, quotations, out)
    for first, stop, verb in speeches(reader, verbs):
        out.voice[first:stop], out.attribution[first:stop] = DIRECT, -1
        out.scare[first:stop] = nested[first:stop]
        if verb is not None:
            _say(reader, out, ((first, stop),), reader.speaker(*verb), verb)
    if rules.dialogue:
        _dialogue(reader, verbs, out)
    return out


def _report(reader: Reader, first: int, stop: int, kind: int) -> Report | None:
    if kind == _ACCORDING:
        return reported.according(reader, first, stop)
    if kind == _HEARSAY:
        return reported.hearsay(reader, first, stop)
    if kind == _ATTITUDE:
        return reported.attitude(reader, first, stop)
    if kind == _SEEMING:
        return reported.seeming(reader, first, stop)
    if kind == _THAT:
        return reported.only_that(reader, first, stop)
    return reported.said(reader, first, stop, always=kind == _REPORTING)


def _credit(reader: Reader, out: Voices, report: Report) -> None:
    """Make the content of a report its speaker's."""
    already = out.attribution[report.content[0][0]] >= 0
    for first, stop in report.content:
        out.voice[first:stop] = INDIRECT
    if already and report.source[0] == report.source[1]:  # a second verb of the same speaker
        return
    _say(reader, out, report.content, report.source, report.cue)


def _points(reader: Reader, cues: Found, out: Voices) -> None:
    """Points of a list that gives the content of somebody's document."""
    reports = out.voice == INDIRECT
    for first, stop, _ in cues.of(_SAYING, _REPORTING, _ACCORDING).rows():
        reports[first:stop] = True
    for first, stop, introduced in points(reader, reports):
        out.voice[first:stop] = INDIRECT
        out.attribution[first:stop] = out.attribution[introduced:first].max(initial=-1)


def _continue(reader: Reader, cues: Found, out: Voices) -> None:
    """A sentence that begins "In addition" goes on with what the one before it in the paragraph reports."""
    starts = reader.partition.paragraph_word
    for first, _, _ in cues.rows():
        begin, end = reader.sentence(first)
        if first != begin or begin == 0 or starts[np.searchsorted(starts, begin)] == begin:
            continue
        if out.voice[begin - 1] == INDIRECT and not out.voice[begin:end].any():
            out.voice[begin:end] = INDIRECT
            out.attribution[begin:end] = out.attribution[begin - 1]


def _quotation(reader: Reader, q: Quotation, verbs: Found, rules: DenialRules, out: Voices) -> None:
    """Words between a pair of marks: speech, scare quotes, or a title.

    A few words are scare quotes inside a quotation and behind a word of distance ("so-called"); in a report where they
    are what sides claim for themselves ("democracy"); and in own voice unless a verb of saying touches them, or the
    words show that they are quoted.
    """
    begin, end = reader.sentence(q.first)[0], reader.sentence(q.stop - 1)[1]
    few = q.stop - q.first <= rules.scare_words
    if few and scare.is_distanced(reader, q, begin, rules):
        out.scare[q.first : q.stop] = True
        return
    if reader.is_title(q.first, q.stop):
        out.scare[q.first : q.stop] = scare.is_body(reader, q, begin, rules)
        return
    if few and scare.is_gloss(reader, q, begin, end, rules):
        out.named[q.first : q.stop] = True
    if q.depth > 1:
        out.scare[q.first : q.stop] = few and out.voice[q.first] == DIRECT
        return
    near = [cue for cue in verbs.within(begin, end) if _touches(q, cue)]
    if few:
        near = [cue for cue in near if scare.is_content(reader, q, cue)]
    one, told = q.stop - q.first == 1, bool(out.voice[q.first] == INDIRECT)
    quoted = few and scare.is_quoted(reader, q, begin, end, rules, told=told)
    unnamed = few and any(scare.is_unnamed(reader, q, begin, cue, end, rules) for cue in near)
    distant = unnamed or (scare.has_banner(reader, q, rules) if told else one or not near)
    if few and not quoted and distant:
        out.scare[q.first : q.stop] = True
        told_in = scare.account(reader, q, end, rules)
        out.doubted[told_in[0] : told_in[1]] = True
    elif one:
        out.voice[q.first : q.stop] = INDIRECT
    else:
        out.voice[q.first : q.stop] = DIRECT
        if near:
            cue = min(near, key=lambda c: min(abs(c[0] - q.first), abs(c[0] - q.stop)))
            _say(reader, out, ((q.first, q.stop),), reader.speaker(*cue), cue)


def _touches(q: Quotation, cue: tuple[int, int]) -> bool:
    """Whether a verb of saying is near enough to a quotation to be what introduces it."""
    return 0 <= q.first - cue[1] <= _BEFORE or 0 <= cue[0] - q.stop <= _BEHIND


def _say(
    reader: Reader, out: Voices, content: tuple[tuple[int, int], ...], source: tuple[int, int], cue: tuple[int, int]
) -> None:
    """Say of stretches of words who speaks and which words told so."""
    doubted = cue[0] > reader.sentence(cue[0])[0] and bool(reader.kinds[cue[0] - 1] & DOUBT)
    if reader.rules.doubting:
        doubted = doubted or tuple(reader.word(at) for at in range(*cue)) in reader.rules.doubting
    for first, stop in content:
        out.attribution[first:stop] = len(out.sources)
        out.doubted[first:stop] = doubted
    out.sources.append(source)
    out.cues.append(cue)


def _dialogue(reader: Reader, verbs: Found, out: Voices) -> None:
    """Paragraphs behind a dash that answer a verb of saying and a colon, and those behind a dash that follow them."""
    p = reader.partition
    answers = False
    for k in range(1, len(p.zone)):
        first, stop = int(p.paragraph_word[k]), int(p.paragraph_word[k + 1])
        between = reader.between(first)
        answers = answers and _NEXT_ANSWER.fullmatch(between) is not None
        if _ANSWER.fullmatch(between):
            said = verbs.within(reader.sentence(first - 1)[0], first)
            if said:
                answers = True
                _say(reader, out, ((first, stop),), reader.speaker(*said[-1]), said[-1])
        elif answers:
            out.attribution[first:stop] = -1  # another speaker, who is not named
        if answers:
            out.voice[first:stop] = DIRECT
