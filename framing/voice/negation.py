"""Negation: how far the scope of a cue reaches, and which of its words are what is denied.

The scope goes from a cue to the end of its clause: to punctuation other than quotation marks, to "but", to "and" with
a subject of its own, to the end of the quotation that holds the cue. What is denied is less: in "no docker was touched"
the touching and not the docker, in "has never feared its people" the fear, in "no evidence of tampering" both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from framing.corpus.tokens import BROKEN, SENTENCE
from framing.voice.cues import Found, find_cues
from framing.voice.quotes import OPENERS, SHUT

if TYPE_CHECKING:
    from framing.corpus.ranks import Positions
    from framing.corpus.tokens import Partition, Vocabulary
    from framing.voice.denial_rules import DenialRules, Words

_VERBAL, _DETERMINER, _WITHOUT, _PRONOUN, _WHOLE, _FALSE, _ADDING, DENYING = range(1, 9)
_SUBJECT = 12
"""The most words before a cue that a denial of their existence reaches."""

_FARTHEST = 100
"""The most words of a scope: prose has none so long, and hostile text must not cost more."""

_REFERS = 3
"""Among how many first words of a sentence one must refer to what was said before."""

_REJECTING = 2
"""How many sentences may refer to what was said until one rejects it."""

_SINGLE = (0x27, 0x2018, 0x2019)


@dataclass(frozen=True)
class Scopes:
    """Cues of negation in the order of the text.

    stop: one past the last word of the scope of each, int64. parted: of each word of the partition, whether
    punctuation other than quotation marks parts it from the one before, bool (n,); empty without cues.
    """

    cues: Found
    stop: Positions
    parted: npt.NDArray[np.bool_]

    def of(self, first: Positions) -> Positions:
        """The nearest cue whose scope holds each of these words, index into `cues`, -1 if none: int64 (n,)."""
        if not len(self.stop):
            return np.full(len(first), -1, np.int64)
        at = np.searchsorted(self.cues.stop, first, side="right") - 1
        return np.where((at >= 0) & (first < self.stop[at]), at, -1)


def find_scopes(
    partition: Partition, vocabulary: Vocabulary, word: npt.NDArray[np.int32], rules: DenialRules
) -> Scopes:
    """The cues of negation of a partition and their scopes.

    Args:
        word: the word of each place, index into `Vocabulary.words`, int32 (n,).
    """
    groups = (
        rules.none,
        rules.verbal,
        rules.determiners,
        rules.without,
        rules.pronouns,
        rules.whole,
        rules.false,
        rules.adding,
        rules.denying,
    )
    cues = find_cues(partition, vocabulary, word, groups)
    cues = cues.take(cues.group > 0)
    if not len(cues.stop):
        return Scopes(cues, np.zeros(0, np.int64), np.zeros(0, bool))
    n = len(word)
    marks, level = _marks(partition)
    parted = _parted(partition, marks)
    walls = parted | is_one_of(vocabulary, rules.walls)[word]
    followed = is_one_of(vocabulary, rules.subjects)[word]
    walls[:-1] |= is_one_of(vocabulary, rules.joins)[word[:-1]] & followed[1:]
    places = np.append(np.flatnonzero(walls), n)
    stop = np.minimum(places[np.searchsorted(places, cues.stop)], cues.stop + _FARTHEST)
    closes = np.flatnonzero(np.diff(level, prepend=0) < 0)
    for i in np.flatnonzero(np.searchsorted(closes, cues.stop) < np.searchsorted(closes, stop)).tolist():
        within = level[cues.stop[i] : stop[i]] < level[cues.first[i]]
        if within.any():
            stop[i] = cues.stop[i] + int(within.argmax())
    return Scopes(cues, stop, parted)


def _parted(partition: Partition, marks: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Whether a sentence begins with each word or punctuation other than quotation marks stands before it."""
    gap = np.zeros(len(marks), np.int32)
    gap[1:] = partition.start[1:] - partition.end[:-1]
    marks_alone = (marks > 0) & (gap == marks + 1)
    parted: npt.NDArray[np.bool_] = ((partition.flags & BROKEN) > 0) & ~marks_alone
    parted |= (partition.flags & SENTENCE) > 0
    return parted


def _marks(partition: Partition) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """How many quotation marks stand before each word, and how many are open there, of those that open or close."""
    n = len(partition.form)
    place = np.minimum(partition.mark_word, n - 1)
    opens = (partition.start[place] == partition.mark_start + 1) & (partition.mark_word < n)
    opens &= ~np.isin(partition.mark, list(SHUT))
    shuts = ~opens & ~np.isin(partition.mark, (*OPENERS, *_SINGLE))
    opens &= ~np.isin(partition.mark, _SINGLE)
    change = np.bincount(partition.mark_word[opens], minlength=n + 1)
    change = change - np.bincount(partition.mark_word[shuts], minlength=n + 1)
    return np.bincount(partition.mark_word, minlength=n + 1)[:n], np.cumsum(change)[:n]


def is_one_of(vocabulary: Vocabulary, words: Words) -> npt.NDArray[np.bool_]:
    """Of each word of a vocabulary, whether it is one of these: bool (n_words,)."""
    out = np.zeros(len(vocabulary.words), bool)
    out[[vocabulary.number[w] for w in words if w in vocabulary.number]] = True
    return out


def find_denied(
    first: Positions, vocabulary: Vocabulary, word: npt.NDArray[np.int32], scopes: Scopes, rules: DenialRules
) -> npt.NDArray[np.int32]:
    """Of each of these words the cue that denies what it names, index into `scopes.cues`, -1 if none: int32."""
    out = np.full(len(word), -1, np.int32)
    clause = _Clause(vocabulary, word, scopes.parted, rules)
    stops = scopes.stop.tolist()
    asked = np.sort(first)
    near = np.searchsorted(asked, scopes.cues.first - _SUBJECT) < np.searchsorted(asked, scopes.stop)
    rows = scopes.cues.rows()
    for i in np.flatnonzero(near).tolist():
        (begins, stop, kind), end = rows[i], stops[i]
        if kind == _WITHOUT and i and begins < stops[i - 1]:  # "cannot exist without" denies nothing
            here = slice(max(0, rows[i - 1][0] - _SUBJECT), end)
            out[here][out[here] == i - 1] = -1
            continue
        if kind == _WHOLE:
            out[stop:end] = i
        elif kind == _FALSE:
            if clause.is_(begins - 1, rules.be):
                out[clause.subject(begins) : stop if stop - begins > 1 else begins] = i
        elif kind == _WITHOUT:
            out[stop : clause.noun(stop, end)] = i
        elif kind == _DETERMINER:
            out[stop : clause.noun(stop, end)] = i
            verb = clause.negated_subject(stop, end)
            if verb < end:
                if not clause.exists(verb, end):
                    out[stop:verb] = -1
                out[verb : clause.predicate(verb, end)] = i
        elif kind != _ADDING:
            at = clause.behind_subject(stop, end) if kind == _VERBAL else stop
            out[at : clause.predicate(at, end)] = i
            if kind == _VERBAL and (stop == end or clause.exists(stop, end)):
                out[clause.subject(begins) : begins] = i
    return out[first]


class _Clause:
    """The words behind a cue, one after the other, by what they do in a clause."""

    def __init__(
        self, vocabulary: Vocabulary, word: npt.NDArray[np.int32], parted: npt.NDArray[np.bool_], rules: DenialRules
    ) -> None:
        self._words, self._word, self._rules = vocabulary.words, word.data, rules
        self._parted = parted.data

    def is_(self, at: int, words: Words) -> bool:
        """Whether a word is one of these."""
        return 0 <= at < len(self._word) and self._words[self._word[at]] in words

    def subject(self, cue: int) -> int:
        """Where the subject before a cue begins."""
        at = cue
        while at > max(0, cue - _SUBJECT) and not self._parted[at] and not self.is_(at - 1, self._rules.ends):
            at -= 1
        return at

    def exists(self, at: int, end: int) -> bool:
        """Whether a verb from here on says that there is something."""
        rules = self._rules
        while at < end and self.is_(at, rules.light):
            at += 1
        return at < end and self.is_(at, rules.exists)

    def behind_subject(self, at: int, end: int) -> int:
        """The word behind the subject in "nor does the constitution know"; `at` without one."""
        rules = self._rules
        if at + 1 < end and self.is_(at, rules.finite) and self.is_(at + 1, rules.definite):
            return min(at + 3, end)
        return at

    def noun(self, at: int, end: int) -> int:
        """One past the last word of the noun that begins here, and of what there is evidence of."""
        rules, n = self._rules, 0
        while at < end and n <= rules.most:
            if self.is_(at, rules.prepositions):
                if not self.is_(at - 1, rules.evidence):
                    return at
            elif self.is_(at, rules.ends) or self.is_(at, rules.to) or self.is_(at, rules.finite):
                return at
            at, n = at + 1, n + 1
        return at

    def negated_subject(self, at: int, end: int) -> int:
        """The verb behind the subject that begins here; `end` if it is no subject."""
        rules = self._rules
        for i in range(at + 1, min(end, at + 2 * rules.most)):
            if self.is_(i, rules.finite) or (self.is_(i, rules.exists) and i < at + 3):
                return i
            if self.is_(i, rules.ends):
                break
        return end

    def predicate(self, at: int, end: int) -> int:
        """One past the last word of what is denied by a negation before the word `at`."""
        rules, n = self._rules, 0
        led = known = False
        infinitive = self.is_(at, rules.to)
        while at < end and n <= rules.most:
            if self.is_(at, rules.away):
                return at
            if self.is_(at, rules.prepositions):
                if n and (led or known or (self.is_(at, rules.reasons) and not self.is_(at - 1, rules.seeks))):
                    return at
                led = n > 0
            elif n and (
                self.is_(at, rules.definite) or (self.is_(at, rules.ends)) or (self.is_(at, rules.to) and known)
            ):
                return at
            elif self.is_(at, rules.articles):
                known = True
            elif not (self.is_(at, rules.light) or self.is_(at, rules.definite) or self.is_(at, rules.to)):
                n += 1
                if n == 1 and (infinitive or self.is_(at, rules.keeps)):
                    return at + 1
            at += 1
        return at


def cues_before(
    partition: Partition, first: Positions, cues: Found, window: int, *, over: npt.NDArray[np.bool_]
) -> Positions:
    """For each marker the nearest cue that ends in the window before it, or -1: index into `cues`, int64 (n_hits,).

    Args:
        first: index of each marker's first word, int64 (n_hits,).
        cues: words of denial.
        window: how many words before the marker are looked at, within the sentence and up to a punctuation mark.
        over: of each word of the partition, whether the window goes no further: bool (n,).
    """
    found = np.full(len(first), -1, np.int64)
    if not len(cues.first):
        return found
    ends = np.full(len(partition.form), -1, np.int64)
    ends[cues.stop - 1] = np.arange(len(cues.stop))
    open_ = np.ones(len(first), bool)
    at = first.copy()
    for _ in range(window):
        open_ &= (at > 0) & ((partition.flags[at] & (SENTENCE | BROKEN)) == 0)
        at = np.maximum(at - 1, 0)
        take = open_ & (found < 0)
        found[take] = ends[at[take]]
        open_ &= ~over[at]
    return found


def find_rejected(
    partition: Partition,
    vocabulary: Vocabulary,
    word: npt.NDArray[np.int32],
    told: npt.NDArray[np.bool_],
    rules: DenialRules,
) -> npt.NDArray[np.bool_]:
    """Words that the outlet reports and then rejects in the sentence behind ("The charge is false."): bool (n,).

    Args:
        told: of each word, whether it is somebody else's.
    """
    out = np.zeros(len(word), bool)
    refers, starts = is_one_of(vocabulary, rules.refers)[word], partition.sentence_word
    paragraphs = partition.paragraph_word
    for at in np.flatnonzero(is_one_of(vocabulary, rules.rejects)[word] & ~told).tolist():
        k = int(np.searchsorted(starts, at, side="right")) - 1
        if (
            told[starts[k] : at].any() and refers[max(starts[k], at - _SUBJECT) : at].any()
        ):  # "..., a claim that is false"
            out[starts[k] : at] = told[starts[k] : at]
        for _ in range(_REJECTING):
            begin, end = starts[k], starts[k + 1]
            first_of_paragraph = paragraphs[np.searchsorted(paragraphs, begin)] == begin
            if first_of_paragraph or told[begin:end].any() or not refers[begin : begin + _REFERS].any():
                break
            k -= 1
            reported = told[starts[k] : starts[k + 1]]
            if reported.any():
                out[starts[k] : starts[k + 1]] = reported
                break
    return out
