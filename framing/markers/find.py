"""Find a lexicon's markers in an encoded corpus: array work on word ids, no pass over the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import numpy.typing as npt

from framing.corpus.clean import ZONES
from framing.corpus.partitions import map_partitions
from framing.corpus.ranks import Positions
from framing.corpus.tokens import BROKEN, SENTENCE, SKIPPED, Partition, Tokens
from framing.markers.grammar import FormIndex, Pattern, parse_pattern
from framing.markers.lexicon import check_language
from framing.schema import HITS
from framing.voice.stance import read_stances

if TYPE_CHECKING:
    import pandas as pd

    from framing.corpus.tokens import Vocabulary
    from framing.markers.lexicon import Lexicon

Overlap = Literal["longest", "all", "category"]
OVERLAPS = ("longest", "all", "category")


@dataclass(frozen=True)
class Spans:
    """Matches in a partition: first word, last word, and number of the marker or pattern; int64 each."""

    first: Positions
    last: Positions
    which: Positions

    def take(self, chosen: npt.NDArray[Any]) -> Spans:
        """The chosen ones."""
        return Spans(self.first[chosen], self.last[chosen], self.which[chosen])


def find_markers(tokens: Tokens, lexicon: Lexicon, *, overlap: Overlap = "longest", workers: int = 1) -> pd.DataFrame:
    """Every occurrence of the lexicon's markers outside skipped text.

    Args:
        tokens: the encoded corpus.
        lexicon: as `framing.read_lexicon` gives it.
        overlap: "longest" keeps of overlapping matches the leftmost, of those the longest, of those the
            first in the file; "category" does so within each category; "all" keeps every match.
        workers: threads to use; the result does not depend on it.

    Returns: HITS, in the order of the documents and of the text. `text[start:end] == surface` always.

    Raises: LexiconError where the lexicon is in another language than the corpus.
    """
    check_language(lexicon, tokens.language, where="the corpus")
    if overlap not in OVERLAPS:
        raise ValueError(f"overlap must be one of {', '.join(OVERLAPS)}, not {overlap!r}")
    matcher = Matcher.compile(lexicon, tokens.vocabulary)
    found = map_partitions(
        _hits_of, tokens.partitions, tokens.vocabulary, tokens.language, matcher, overlap, workers=workers
    )
    data: dict[str, Any] = {
        name: np.concatenate([part[name] for part in found]) if found else [] for name in _PARTITION_COLUMNS
    }
    row = data.pop("document").astype(np.int64)
    which = data.pop("marker_number").astype(np.int64)
    for name in ("doc_id", "outlet", "group", "date"):
        data[name] = tokens.documents[name].to_numpy()[row]
    data["zone"] = np.array(ZONES, object)[data["zone"].astype(np.int64)]
    data["marker"] = np.array([m.id for m in lexicon.markers], object)[which]
    data["category"] = np.array([m.category for m in lexicon.markers], object)[which]
    return HITS.frame(data)


_PARTITION_COLUMNS = (
    "document",
    "marker_number",
    "zone",
    "paragraph",
    "sentence",
    "start",
    "end",
    "surface",
    "voice",
    "scare_quoted",
    "negated",
    "stance",
    "source",
    "cue",
)


def _hits_of(
    partition: Partition, vocabulary: Vocabulary, language: str, matcher: Matcher, overlap: Overlap
) -> dict[str, Any]:
    """Columns of HITS for one partition: a pure function of it, the vocabulary and the compiled lexicon."""
    spans = matcher.spans(partition, overlap)
    first, last = spans.first, spans.last
    document = partition.document_of_word[first]
    origin = partition.document_word[document]
    paragraph = np.searchsorted(partition.paragraph_word, first, side="right") - 1
    sentence = np.searchsorted(partition.sentence_word, first, side="right") - 1
    start, end = partition.start[first], partition.end[last]
    surface = np.empty(len(first), object)
    begins = np.flatnonzero(np.diff(document, prepend=-1))
    for a, b in zip(begins, np.append(begins, len(document))[1:], strict=True):
        text = partition.texts[int(document[a])].as_py()
        surface[a:b] = [text[i:j] for i, j in zip(start[a:b].tolist(), end[a:b].tolist(), strict=True)]
    stances = read_stances(partition, vocabulary, first, language)
    return {
        "document": document + partition.first_document,
        "marker_number": spans.which,
        "zone": partition.zone[paragraph],
        "paragraph": paragraph - (np.searchsorted(partition.paragraph_word, origin, side="right") - 1),
        "sentence": sentence - (np.searchsorted(partition.sentence_word, origin, side="right") - 1),
        "start": start,
        "end": end,
        "surface": surface,
        "voice": np.array(stances.voice, object),
        "scare_quoted": stances.scare_quoted,
        "negated": stances.negated,
        "stance": np.array(stances.stance, object),
        "source": np.array(stances.source, object),
        "cue": np.array(stances.cue, object),
    }


@dataclass(frozen=True)
class CompiledPattern:
    """A pattern as ids: for each word the forms that it takes, and the gap that may stand before it."""

    forms: tuple[npt.NDArray[np.int32], ...]
    gaps: tuple[int, ...]


@dataclass(frozen=True)
class Matcher:
    """A lexicon compiled against a vocabulary.

    patterns: all patterns of all markers and their exceptions. marker: the marker of each pattern, -1 - m
    where it is an exception of marker m. category: number of each marker's category.
    """

    patterns: tuple[CompiledPattern, ...]
    marker: npt.NDArray[np.int64]
    category: npt.NDArray[np.int64]
    n_forms: int

    @classmethod
    def compile(cls, lexicon: Lexicon, vocabulary: Vocabulary) -> Matcher:
        """Look every word pattern up in the vocabulary."""
        index = FormIndex(vocabulary)
        patterns: list[CompiledPattern] = []
        marker: list[int] = []
        for number, m in enumerate(lexicon.markers):
            for text, whose in [(p, number) for p in m.patterns] + [(p, -1 - number) for p in m.exceptions]:
                for pattern in parse_pattern(text):
                    patterns.append(_compile(pattern, index))
                    marker.append(whose)
        names = {c: i for i, c in enumerate(dict.fromkeys(m.category for m in lexicon.markers))}
        category = np.array([names[m.category] for m in lexicon.markers], np.int64)
        return cls(tuple(patterns), np.array(marker, np.int64), category, len(vocabulary.forms))

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

    def _matches(self, partition: Partition) -> Spans:
        """Every match of every pattern: candidates from each pattern's rarest word, then its neighbours."""
        frequency = np.bincount(partition.form, minlength=self.n_forms)
        anchors = [
            (i, p, min(range(len(p.forms)), key=lambda k, p=p: int(frequency[p.forms[k]].sum())))  # type: ignore[misc]
            for i, p in enumerate(self.patterns)
            if all(len(f) for f in p.forms)
        ]
        wanted = np.zeros(self.n_forms, bool)
        for _, p, k in anchors:
            wanted[p.forms[k]] = True
        place = np.flatnonzero(wanted[partition.form])
        form = partition.form[place]
        order = np.argsort(form, kind="stable")
        place, form = place[order], form[order]
        firsts, lasts, whiches = [], [], []
        for i, p, k in anchors:
            low, high = np.searchsorted(form, p.forms[k]), np.searchsorted(form, p.forms[k], side="right")
            at = np.concatenate([place[a:b] for a, b in zip(low, high, strict=True)])
            if len(at):
                first, last = _extend(partition, p, k, at)
                firsts.append(first)
                lasts.append(last)
                whiches.append(np.full(len(first), i))
        none = np.zeros(0, np.int64)
        return Spans(*(np.concatenate([none, *parts]) for parts in (firsts, lasts, whiches)))


def _compile(pattern: Pattern, index: FormIndex) -> CompiledPattern:
    return CompiledPattern(tuple(index.forms(w) for w in pattern.words), pattern.gaps)


def _extend(partition: Partition, pattern: CompiledPattern, anchor: int, at: Positions) -> tuple[Positions, Positions]:
    """From places of the anchor word to whole matches: first and last word of each."""
    first, last = at, at
    for k in range(anchor + 1, len(pattern.forms)):
        which, last = _step(partition, last, 1, pattern.forms[k], pattern.gaps[k])
        first = first[which]
    for k in range(anchor - 1, -1, -1):
        which, first = _step(partition, first, -1, pattern.forms[k], pattern.gaps[k + 1])
        last = last[which]
    return first, last


def _step(
    partition: Partition, at: Positions, way: int, forms: npt.NDArray[np.int32], gap: int
) -> tuple[npt.NDArray[np.int64], Positions]:
    """From each place to the next word of the pattern, forward (way 1) or back (-1).

    Up to `gap` words may stand between. Without a gap no punctuation may stand between either; in no case
    the beginning of a sentence.
    Returns: index of the place that each match goes on from, and the place of the word found.
    """
    n = len(partition.form)
    alive = np.arange(len(at))
    here = at
    found, places = [], []
    for _ in range(gap + 1):
        later = here + way
        inside = (later >= 0) & (later < n)
        alive, here, later = alive[inside], here[inside], later[inside]
        boundary = partition.flags[later if way > 0 else here]
        barred = (boundary & (SENTENCE if gap else SENTENCE | BROKEN)) != 0
        alive, here = alive[~barred], later[~barred]
        match = np.isin(partition.form[here], forms)
        found.append(alive[match])
        places.append(here[match])
    return np.concatenate(found), np.concatenate(places)


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
