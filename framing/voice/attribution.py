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

from framing.corpus.tokens import BROKEN, SENTENCE
from framing.errors import InputError
from framing.voice.cues import find_cues
from framing.voice.quotes import find_quotations
from framing.voice.rules import rules_for

if TYPE_CHECKING:
    from framing.corpus.tokens import Partition, Vocabulary
    from framing.voice.cues import Found
    from framing.voice.rules import Rules

VOICES = ("own", "direct", "indirect")
OWN, DIRECT, INDIRECT = range(3)

_NONE, _SAYING, _REPORTING, _HEARSAY, _ACCORDING = range(5)
_MAX_NAME = 8
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
    attribution: int32 (n,), index into `sources` and `cues`, -1 where nobody is named.
    doubted: bool (n,), the cue itself calls what is reported false.
    """

    voice: npt.NDArray[np.uint8]
    scare: npt.NDArray[np.bool_]
    attribution: npt.NDArray[np.int32]
    doubted: npt.NDArray[np.bool_]
    sources: list[str]
    cues: list[str]


def find_voices(partition: Partition, vocabulary: Vocabulary, language: str) -> Voices:
    """The voice of every word of a partition, with source and cue where they are named."""
    if "voices" not in partition.memo:
        partition.memo["voices"] = _find_voices(partition, vocabulary, rules_for(language))
    return partition.memo["voices"]  # type: ignore[no-any-return]


def _find_voices(partition: Partition, vocabulary: Vocabulary, rules: Rules) -> Voices:
    n = len(partition.form)
    out = Voices(
        np.zeros(n, np.uint8), np.zeros(n, bool), np.full(n, -1, np.int32), np.zeros(n, bool), [], []
    )  # fmt: skip
    word = vocabulary.word_of_form[partition.form]
    reader = _Reader(partition, vocabulary, word, rules)
    quotations = find_quotations(partition)
    quoted = np.zeros(n, bool)
    for q in quotations:
        quoted[q.first : q.stop] = True
    cues = find_cues(
        partition, vocabulary, word, (rules.none, rules.saying, rules.reporting, rules.hearsay, rules.according)
    )
    speech = cues.of(_SAYING, _REPORTING, _HEARSAY)
    speech = speech.take(~quoted[speech.first])
    verbs = speech.of(_SAYING, _REPORTING)
    according = cues.of(_ACCORDING)
    according = according.take(
        np.array([reader.is_according(a, b) for a, b in according.within(0, n)], bool),
    )
    _reported_speech(reader, speech, out)
    for first, stop in according.within(0, n):
        _according_to(reader, first, stop, out)
    for q in quotations:
        if q.depth > 1:
            continue
        begin, end = reader.sentence(q.first)[0], reader.sentence(q.stop - 1)[1]
        near = verbs.within(begin, end)
        named = near or according.within(begin, end)
        if reader.is_title(q.first, q.stop):
            continue
        if q.stop - q.first <= rules.scare_words and not named:
            out.scare[q.first : q.stop] = True
            continue
        out.voice[q.first : q.stop] = DIRECT
        out.attribution[q.first : q.stop] = -1
        if near:
            cue = min(near, key=lambda c: min(abs(c[0] - q.first), abs(c[0] - q.stop)))
            reader.credit(out, q.first, q.stop, reader.speaker(*cue), cue)
    if rules.dialogue:
        _dialogue(reader, verbs, out)
    return out


def _reported_speech(reader: _Reader, speech: Found, out: Voices) -> None:
    """What a verb of saying reports, up to the end of its sentence."""
    for first, stop, kind in zip(speech.first.tolist(), speech.stop.tolist(), speech.group.tolist(), strict=True):
        begin = stop if kind == _HEARSAY else reader.report_begins(stop, always=kind == _REPORTING)
        end = reader.sentence(first)[1]
        if begin < end and not out.voice[begin]:
            out.voice[begin:end] = INDIRECT
            source = (0, 0) if kind == _HEARSAY else reader.speaker(first, stop)
            reader.credit(out, begin, end, source, (first, stop))


def _according_to(reader: _Reader, at: int, after: int, out: Voices) -> None:
    """The whole sentence but the name that stands behind the cue."""
    first, stop = reader.sentence(at)
    end = after
    while end < min(stop, after + reader.rules.max_source) and (
        end == after or not reader.partition.flags[end] & BROKEN
    ):
        end += 1
    for a, b in ((first, at), (end, stop)):
        out.voice[a:b] = INDIRECT
        reader.credit(out, a, b, (after, end), (at, after))


def _dialogue(reader: _Reader, verbs: Found, out: Voices) -> None:
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
                reader.credit(out, first, stop, reader.speaker(*said[-1]), said[-1])
        elif answers:
            out.attribution[first:stop] = -1  # another speaker, who is not named
        if answers:
            out.voice[first:stop] = DIRECT


class _Reader:
    """Questions about the words around one place of a partition."""

    def __init__(self, partition: Partition, vocabulary: Vocabulary, word: npt.NDArray[np.int32], rules: Rules) -> None:
        self.partition, self.vocabulary, self.word, self.rules = partition, vocabulary, word, rules
        self._sentences = partition.sentence_word
        self._texts: dict[int, str] = {}

    def _word(self, at: int) -> str:
        return str(self.vocabulary.words[self.word[at]])

    def _breaks(self, at: int) -> bool:
        """Whether punctuation or the beginning of a sentence parts this word from the one before."""
        return bool(self.partition.flags[at] & (SENTENCE | BROKEN))

    def sentence(self, at: int) -> tuple[int, int]:
        i = int(np.searchsorted(self._sentences, at, side="right"))
        return int(self._sentences[i - 1]), int(self._sentences[i])

    def is_according(self, first: int, stop: int) -> bool:
        """Whether a cue such as "according to" names somebody."""
        rules = self.rules
        return (
            stop < self.sentence(first)[1]
            and self._word(stop) not in rules.not_according
            and (self._breaks(first) or not rules.according_begins)
        )

    def report_begins(self, after: int, *, always: bool) -> int:
        """The word that begins what is reported by a verb of saying that ends before `after`; a large number if none.

        always: the verb reports whatever follows it.
        """
        rules, end = self.rules, self.sentence(after - 1)[1]
        if after < end:
            word = self._word(after)
            if (word in rules.opens and not self._breaks(after)) or (always and word not in rules.aside):
                return after + (word in rules.links)
        for at in range(after, min(end, after + rules.reach)):
            if self._word(at) in rules.far:
                return at + 1
        return len(self.word)

    def capital(self, at: int) -> bool:
        return bool(self.vocabulary.form_list[self.partition.form[at]][:1].isupper())

    def _names(self, at: int, first: int) -> bool:
        """Whether a word can be part of a name: in capitals, and no day or month."""
        return self.capital(at) and not (at > first and self._word(at - 1) in self.rules.dated)

    def is_title(self, first: int, stop: int) -> bool:
        """Two or more words, all that are longer than three letters in capitals: a title or a name."""
        long = [i for i in range(first, stop) if len(self.vocabulary.form_list[self.partition.form[i]]) > 3]
        return stop - first > 1 and len(long) > 1 and all(map(self.capital, long))

    def speaker(self, verb: int, after: int) -> tuple[int, int]:
        """The run of capitalised words nearest before the verb in its sentence, or else right behind it."""
        rules = self.rules
        first, stop = self.sentence(verb)
        if verb > first and self._word(verb - 1) in rules.pronouns and not self._breaks(verb):
            return verb - 1, verb
        end = verb
        while end > first and not self._names(end - 1, first) and verb - end < rules.reach_name:
            end -= 1
        begin = end
        while begin > first and self._names(begin - 1, first) and end - begin < _MAX_NAME:
            begin -= 1
        while begin < end and self._word(begin) in rules.no_name:
            begin += 1
        if begin < end:
            while rules.name_goes_on and end < verb and not self._breaks(end) and self._word(end) not in rules.no_part:
                end += 1
            return begin, end
        begin = end = after
        while (
            end < stop and self._names(end, first) and end - begin < _MAX_NAME and self._word(end) not in rules.no_name
        ):
            end += 1
        return begin, end

    def credit(self, out: Voices, first: int, stop: int, source: tuple[int, int], cue: tuple[int, int]) -> None:
        """Say of words first to stop - 1 who speaks and which words told so."""
        out.attribution[first:stop] = len(out.sources)
        out.sources.append(self.text(*source))
        out.cues.append(self.text(*cue))
        lead = self._word(cue[0] - 1) if cue[0] > self.sentence(cue[0])[0] else ""
        words = tuple(self._word(at) for at in range(*cue))
        out.doubted[first:stop] = lead in self.rules.doubt or words in self.rules.doubting

    def text(self, first: int, stop: int) -> str:
        """The words first to stop - 1 as written."""
        if stop <= first:
            return ""
        text, p = self._text(first), self.partition
        return " ".join(text[p.start[first] : p.end[stop - 1]].split())

    def between(self, at: int) -> str:
        """What stands between a word and the one before; empty at the beginning of a document."""
        p = self.partition
        if at in p.document_word:
            return ""
        return self._text(at)[p.end[at - 1] : p.start[at]]

    def _text(self, at: int) -> str:
        """The text of the document that holds a word."""
        document = int(np.searchsorted(self.partition.document_word, at, side="right")) - 1
        if document not in self._texts:
            self._texts[document] = str(self.partition.texts[document].as_py())
        return self._texts[document]
