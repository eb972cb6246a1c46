"""Match a lexicon's patterns in an encoded partition: array work on word ids, all patterns together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import numpy.typing as npt

from framing.corpus.ranks import Positions
from framing.corpus.tokens import BROKEN, SENTENCE, SKIPPED, Partition
from framing.markers.grammar import FormIndex, parse_pattern

if TYPE_CHECKING:
    from framing.corpus.tokens import Vocabulary
    from framing.markers.lexicon import Lexicon

Overlap = Literal["longest", "all", "category"]

_SAMPLE = 16
"""Every so many words are counted to guess which word of a pattern is rare; the guess decides nothing but time."""


@dataclass(frozen=True)
class Spans:
    """Matches in a partition: first word, last word, and number of the marker or pattern; int64 each."""

    first: Positions
    last: Positions
    which: Positions

    def take(self, chosen: npt.NDArray[Any]) -> Spans:
        """The chosen ones."""
        return Spans(self.first[chosen], self.last[chosen], self.which[chosen])


@dataclass(frozen=True)
class Matcher:
    """A lexicon compiled against a vocabulary. A step is one word of one pattern.

    marker: int64 (n_patterns,), the marker of each pattern, -1 - m where it is an exception of marker m.
    category: int64 (n_markers,), number of each marker's category.
    first_step: int64 (n_patterns + 1,), where the steps of each pattern begin. gap: int64 (n_steps,), the most words
    that may stand before each. forms: int32, the forms that each step takes, sorted within a step; those of step s
    are forms[first_form[s]:first_form[s + 1]], never none. n_forms: forms in the vocabulary.
    """

    marker: Positions
    category: Positions
    first_step: Positions
    gap: Positions
    forms: npt.NDArray[np.int32]
    first_form: Positions
    n_forms: int

    @classmethod
    def compile(cls, lexicon: Lexicon, vocabulary: Vocabulary) -> Matcher:
        """Look every word pattern up in the vocabulary; a pattern with a word that the vocabulary lacks is left out."""
        index = FormIndex(vocabulary)
        marker: list[int] = []
        sizes: list[int] = [0]
        gaps: list[int] = []
        forms: list[npt.NDArray[np.int32]] = []
        for number, m in enumerate(lexicon.markers):
            for text, whose in [(p, number) for p in m.patterns] + [(p, -1 - number) for p in m.exceptions]:
                for pattern in parse_pattern(text):
                    taken = [index.forms(w) for w in pattern.words]
                    if all(map(len, taken)):
                        marker.append(whose)
                        sizes.append(len(taken))
                        gaps.extend(pattern.gaps)
                        forms.extend(taken)
        names = {c: i for i, c in enumerate(dict.fromkeys(m.category for m in lexicon.markers))}
        return cls(
            np.array(marker, np.int64),
            np.array([names[m.category] for m in lexicon.markers], np.int64),
            np.cumsum(sizes),
            np.array(gaps, np.int64),
            np.concatenate([np.zeros(0, np.int32), *forms]),
            np.cumsum([0, *map(len, forms)]),
            len(vocabulary.forms),
        )

    def spans(self, partition: Partition, overlap: Overlap) -> Spans:
        """The markers in a partition, in the order of the text."""
        found = self._matches(partition)
        whose = self.marker[found.which]
        exceptions = found.take(whose < 0)
        hits = found.take(whose >= 0)
        hits = Spans(hits.first, hits.last, self.marker[hits.which])
        hits = hits.take(~_inside(hits, exceptions, -1 - self.marker[exceptions.which]))
        hits = hits.take(~_touches_skipped(hits, partition.flags))
        order = np.lexsort((hits.which, -hits.last, hits.first))
        hits = hits.take(order)
        if overlap == "longest":
            return hits.take(_longest(hits))
        if overlap == "category":
            keep = np.zeros(len(hits.first), bool)
            kind = self.category[hits.which]
            for c in np.unique(kind):
                of_kind = np.flatnonzero(kind == c)
                keep[of_kind[_longest(hits.take(of_kind))]] = True
            return hits.take(keep)
        same = np.zeros(len(hits.first), bool)
        same[1:] = (np.diff(hits.first) == 0) & (np.diff(hits.last) == 0) & (np.diff(hits.which) == 0)
        return hits.take(~same)

    @cached_property
    def _keys(self) -> Positions:
        """One number for each step and form that it takes, sorted."""
        return np.repeat(np.arange(len(self.gap)), np.diff(self.first_form)) * self.n_forms + self.forms

    @cached_property
    def _possible(self) -> npt.NDArray[np.bool_]:
        """For each form whether any step takes it."""
        out = np.zeros(self.n_forms, bool)
        out[self.forms] = True
        return out

    def _matches(self, partition: Partition) -> Spans:
        """Every match of every pattern: places of each pattern's rarest word, and from there to its neighbours."""
        if not len(self.marker):
            none = np.zeros(0, np.int64)
            return Spans(none, none, none)
        anchor = self._anchors(partition)
        place, which = self._places(partition, anchor)
        row, last = self._walk(partition, place, which, anchor[which], way=1)
        place, which = place[row], which[row]
        row, first = self._walk(partition, place, which, anchor[which], way=-1)
        return Spans(first, last[row], which[row])

    def _anchors(self, partition: Partition) -> Positions:
        """The step of each pattern whose forms are rarest in a sample of the partition."""
        frequency = np.bincount(partition.form[::_SAMPLE], minlength=self.n_forms)
        n = np.add.reduceat(frequency[self.forms], self.first_form[:-1])
        step = np.arange(len(n))
        rarest_first = n * len(n) + step
        return np.minimum.reduceat(rarest_first, self.first_step[:-1]) % len(n)

    def _places(self, partition: Partition, anchor: Positions) -> tuple[Positions, Positions]:
        """The words that match these steps, one of each pattern, in the order of the text: place and pattern."""
        begin, n = self.first_form[anchor], np.diff(self.first_form)[anchor]
        form = self.forms[_ranges(begin, n)]
        pattern = np.repeat(np.arange(len(anchor)), n)
        order = np.argsort(form, kind="stable")
        form, pattern = form[order], pattern[order]
        # One pass over the text, with a table that tells for each form whether anybody wants it.
        wanted = np.zeros(self.n_forms, bool)
        wanted[form] = True
        place = np.flatnonzero(wanted.take(partition.form, mode="clip"))
        begins = np.flatnonzero(np.diff(form, prepend=-1))
        number = np.empty(self.n_forms, np.int64)
        number[form[begins]] = np.arange(len(begins))
        chosen = number[partition.form[place]]
        n = np.diff(np.append(begins, len(form)))[chosen]
        return np.repeat(place, n), pattern[_ranges(begins[chosen], n)]

    def _walk(
        self, partition: Partition, at: Positions, which: Positions, step: Positions, *, way: int
    ) -> tuple[Positions, Positions]:
        """From words that match these steps of these patterns to the end (way 1) or beginning (-1) of the patterns.

        Returns: of each whole match the row that it began with, and the last word on the way.
        """
        stop = self.first_step[which + 1] if way > 0 else self.first_step[which] - 1
        step = step + way
        row = np.arange(len(at))
        rows, places = [], []
        while len(row):
            whole = step == stop
            rows.append(row[whole])
            places.append(at[whole])
            left = np.flatnonzero(~whole)
            going, at = self._next_words(partition, at[left], step[left], way)
            going = left[going]
            row, step, stop = row[going], step[going] + way, stop[going]
        none = np.zeros(0, np.int64)
        return np.concatenate([none, *rows]), np.concatenate([none, *places])

    def _next_words(
        self, partition: Partition, at: Positions, step: Positions, way: int
    ) -> tuple[Positions, Positions]:
        """From each place to words that match its step, forward (way 1) or back (-1).

        Up to `gap` words may stand between. Without a gap no punctuation may stand between either; in no case
        the beginning of a sentence.
        Returns: row of the place that each goes on from, and the place of the word found.
        """
        gap = self.gap[np.maximum(step, step - way)]
        barrier = np.where(gap > 0, np.uint8(SENTENCE), np.uint8(SENTENCE | BROKEN))
        row = np.arange(len(at))
        rows, places = [], []
        between = 0
        while len(row):
            later = at + way
            met = partition.flags.take(later if way > 0 else at, mode="clip") & barrier[row]
            free = (met == 0) & (later >= 0) & (later < len(partition.form))
            form = partition.form.take(later, mode="clip")
            near = np.flatnonzero(free & self._possible.take(form))  # most neighbours match no step at all
            near = near[self._takes(step[row[near]], form[near])]
            rows.append(row[near])
            places.append(later[near])
            between += 1
            more = np.flatnonzero(free & (gap[row] >= between))
            row, at = row[more], later[more]
        none = np.zeros(0, np.int64)
        return np.concatenate([none, *rows]), np.concatenate([none, *places])

    def _takes(self, step: Positions, form: npt.NDArray[np.int32]) -> npt.NDArray[np.bool_]:
        """Whether each step takes the form beside it."""
        key = step * self.n_forms + form
        at = np.searchsorted(self._keys, key)
        return self._keys.take(at, mode="clip") == key  # type: ignore[no-any-return]


def _ranges(begin: Positions, n: Positions) -> Positions:
    """The numbers begin[0] .. begin[0] + n[0] - 1, then those from begin[1], and so on.

    >>> _ranges(np.array([5, 0]), np.array([2, 3])).tolist()
    [5, 6, 0, 1, 2]
    """
    return np.repeat(begin - (np.cumsum(n) - n), n) + np.arange(int(n.sum()))


def _inside(hits: Spans, exceptions: Spans, marker: Positions) -> npt.NDArray[np.bool_]:
    """Which hits lie inside a match of an exception of their own marker."""
    out = np.zeros(len(hits.first), bool)
    for m in np.unique(marker).tolist():
        of_hit, of_exception = np.flatnonzero(hits.which == m), exceptions.take(marker == m)
        order = np.argsort(of_exception.first, kind="stable")
        first, reach = of_exception.first[order], np.maximum.accumulate(of_exception.last[order])
        before = np.searchsorted(first, hits.first[of_hit], side="right") - 1
        out[of_hit] = (before >= 0) & (reach[np.maximum(before, 0)] >= hits.last[of_hit])
    return out


def _touches_skipped(hits: Spans, flags: npt.NDArray[np.uint8]) -> npt.NDArray[np.bool_]:
    # Whole paragraphs are skipped or none of their words, but program text may begin inside a sentence.
    longest = int((hits.last - hits.first).max(initial=-1)) + 1
    out = np.zeros(len(hits.first), bool)
    for k in range(longest):
        out |= (flags[np.minimum(hits.first + k, hits.last)] & SKIPPED) != 0
    return out


def _longest(hits: Spans) -> npt.NDArray[np.bool_]:
    """Of hits sorted by first, -last, marker: leftmost first, then longest, none overlapping one kept before."""
    n = len(hits.first)
    if not n:
        return np.zeros(0, bool)
    reach = np.maximum.accumulate(hits.last)
    begins = np.append(True, hits.first[1:] > reach[:-1])
    alone = begins & np.append(begins[1:], True)
    keep: npt.NDArray[np.bool_] = alone.copy()
    free = -1
    for i in np.flatnonzero(~alone).tolist():
        if hits.first[i] > free:
            keep[i] = True
            free = int(hits.last[i])
    return keep
