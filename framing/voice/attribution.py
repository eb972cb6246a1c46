"""Whose words: direct quotation and reported speech, by simple rules.

Direct are balanced quotation marks. Indirect is a sentence with "according to X", and what follows
"X said that". A short quoted stretch without a verb of saying in its sentence is a scare quote; one in
capitals throughout is a title. Everything else is the outlet's own.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from framing.corpus.sentences import STARTERS
from framing.corpus.tokens import BROKEN, SENTENCE
from framing.errors import InputError
from framing.voice.quotes import find_quotations

if TYPE_CHECKING:
    from framing.corpus.tokens import Partition, Vocabulary

VOICES = ("own", "direct", "indirect")
OWN, DIRECT, INDIRECT = range(3)


def check_voices(voices: Collection[str] | None) -> None:
    """Raise `InputError` unless these are some of `VOICES`, or None for all."""
    if voices is not None and (isinstance(voices, str) or not voices or any(v not in VOICES for v in voices)):
        raise InputError(f"voices must be a list of own, direct, indirect; got {voices!r}")


SAYING = frozenset(
    "said says say saying stated states stating told tells added adds announced announces claimed claims claim"
    " argued argues alleged alleges accused accuses accuse affirmed affirms asserted asserts declared declares denied"
    " denies insisted insists maintained maintains noted notes observed replied replies reported reports responded"
    " revealed stressed stresses suggested suggests warned warns wrote writes believed believes thinks thought"
    " explained explains concluded concludes emphasised emphasized commented confirmed confirms continued asked"
    " complained acknowledged admitted conceded demanded urged predicted recalled remarked".split()
)
_THAT = frozenset(
    "that the a an it they he she we there this these those his her its their our no all any some many most".split()
)
NO_NAME = (STARTERS - frozenset("he she they i we you".split())) | frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august"
    " september october november december".split()
)
"""Words that stand in capitals at the beginning of a sentence, or always, and name no speaker."""
_DOUBT = frozenset("falsely wrongly baselessly fabricated allegedly".split())
_MAX_SOURCE = 8
SCARE_WORDS = 3


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


def find_voices(partition: Partition, vocabulary: Vocabulary) -> Voices:
    """The voice of every word of a partition, with source and cue where they are named."""
    if "voices" not in partition.memo:
        partition.memo["voices"] = _find_voices(partition, vocabulary)
    return partition.memo["voices"]  # type: ignore[no-any-return]


def _find_voices(partition: Partition, vocabulary: Vocabulary) -> Voices:
    n = len(partition.form)
    out = Voices(
        np.zeros(n, np.uint8), np.zeros(n, bool), np.full(n, -1, np.int32), np.zeros(n, bool), [], []
    )  # fmt: skip
    word = vocabulary.word_of_form[partition.form]
    reader = _Reader(partition, vocabulary, word)
    quotations = find_quotations(partition)
    quoted = np.zeros(n, bool)
    for q in quotations:
        quoted[q.first : q.stop] = True
    saying = np.flatnonzero(reader.member(SAYING) & ~quoted)
    _reported_speech(reader, saying, out)
    _according_to(reader, out)
    for q in quotations:
        if q.depth > 1:
            continue
        first, stop = reader.sentence(q.first)[0], reader.sentence(q.stop - 1)[1]
        cues = saying[np.searchsorted(saying, first) : np.searchsorted(saying, stop)]
        named = len(cues) or reader.has_according(first, stop)
        if reader.is_title(q.first, q.stop):
            continue
        if q.stop - q.first <= SCARE_WORDS and not named:
            out.scare[q.first : q.stop] = True
            continue
        out.voice[q.first : q.stop] = DIRECT
        out.attribution[q.first : q.stop] = -1
        if len(cues):
            verb = int(cues[np.argmin(np.minimum(abs(cues - q.first), abs(cues - q.stop)))])
            reader.credit(out, q.first, q.stop, reader.speaker(verb), verb, verb + 1)
    return out


def _reported_speech(reader: _Reader, saying: npt.NDArray[np.int64], out: Voices) -> None:
    that = reader.member(_THAT)
    n = len(reader.word)
    flags = reader.partition.flags
    after = np.minimum(saying + 1, n - 1)
    for verb in saying[(saying + 1 < n) & that[after] & ((flags[after] & (SENTENCE | BROKEN)) == 0)].tolist():
        begin = verb + 1 + int(reader.words_are(verb + 1, "that"))
        stop = reader.sentence(verb)[1]
        if begin < stop and not out.voice[begin]:
            out.voice[begin:stop] = INDIRECT
            reader.credit(out, begin, stop, reader.speaker(verb), verb, verb + 1)


def _according_to(reader: _Reader, out: Voices) -> None:
    for at in np.flatnonzero(reader.member(frozenset({"according"}))).tolist():
        first, stop = reader.sentence(at)
        if at + 2 >= stop or not reader.words_are(at + 1, "to") or reader.words_are(at + 2, "which"):
            continue
        end = at + 2
        while end < min(stop, at + 2 + _MAX_SOURCE) and (end == at + 2 or not reader.partition.flags[end] & BROKEN):
            end += 1
        for a, b in ((first, at), (end, stop)):
            out.voice[a:b] = INDIRECT
            reader.credit(out, a, b, (at + 2, end), at, at + 2)


class _Reader:
    """Questions about the words around one place of a partition."""

    def __init__(self, partition: Partition, vocabulary: Vocabulary, word: npt.NDArray[np.int32]) -> None:
        self.partition, self.vocabulary, self.word = partition, vocabulary, word
        self._sentences = partition.sentence_word
        self._texts: dict[int, str] = {}

    def member(self, names: frozenset[str]) -> npt.NDArray[np.bool_]:
        """Which words of the partition are among these."""
        known = np.zeros(len(self.vocabulary.words), bool)
        known[[self.vocabulary.number[w] for w in names if w in self.vocabulary.number]] = True
        return known[self.word]

    def _word(self, at: int) -> str:
        return str(self.vocabulary.words[self.word[at]])

    def words_are(self, at: int, name: str) -> bool:
        return at < len(self.word) and self._word(at) == name

    def sentence(self, at: int) -> tuple[int, int]:
        i = int(np.searchsorted(self._sentences, at, side="right"))
        return int(self._sentences[i - 1]), int(self._sentences[i])

    def has_according(self, first: int, stop: int) -> bool:
        number = self.vocabulary.number.get("according", -1)
        return bool((self.word[first:stop] == number).any())

    def capital(self, at: int) -> bool:
        return bool(self.vocabulary.form_list[self.partition.form[at]][:1].isupper())

    def is_title(self, first: int, stop: int) -> bool:
        """Two or more words, all that are longer than three letters in capitals: a title or a name."""
        long = [i for i in range(first, stop) if len(self.vocabulary.form_list[self.partition.form[i]]) > 3]
        return stop - first > 1 and len(long) > 1 and all(map(self.capital, long))

    def speaker(self, verb: int) -> tuple[int, int]:
        """The run of capitalised words nearest before the verb in its sentence, or else right behind it."""
        first, stop = self.sentence(verb)
        end = verb
        while end > first and not self.capital(end - 1) and verb - end < 3:
            end -= 1
        begin = end
        while begin > first and self.capital(begin - 1) and end - begin < _MAX_SOURCE:
            begin -= 1
        while begin < end and self._word(begin) in NO_NAME:
            begin += 1
        if begin < end:
            return begin, end
        begin = end = verb + 1
        while end < stop and self.capital(end) and end - begin < _MAX_SOURCE and self._word(end) not in NO_NAME:
            end += 1
        return begin, end

    def credit(self, out: Voices, first: int, stop: int, source: tuple[int, int], cue: int, cue_stop: int) -> None:
        """Say of words first to stop - 1 who speaks and which words told so."""
        out.attribution[first:stop] = len(out.sources)
        out.sources.append(self.text(*source))
        out.cues.append(self.text(cue, cue_stop))
        lead = self.vocabulary.words[self.word[cue - 1]] if cue > self.sentence(cue)[0] else ""
        out.doubted[first:stop] = lead in _DOUBT

    def text(self, first: int, stop: int) -> str:
        """The words first to stop - 1 as written."""
        if stop <= first:
            return ""
        p = self.partition
        document = int(np.searchsorted(p.document_word, first, side="right")) - 1
        text = self._texts.setdefault(document, str(p.texts[document].as_py()))
        return " ".join(text[p.start[first] : p.end[stop - 1]].split())
