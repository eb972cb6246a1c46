"""How the patterns of a lexicon fare in a corpus: what each takes, and who takes it from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from framing.corpus.clean import ZONES
from framing.corpus.partitions import map_partitions
from framing.corpus.tokens import SENTENCE, SKIPPED, Partition
from framing.markers.grammar import FormIndex, Pattern, WordPattern
from framing.markers.lexicon import Lexicon, Marker
from framing.markers.lint import Entry, Finding, Severity
from framing.markers.match import Matcher, Spans

if TYPE_CHECKING:
    from framing.corpus.tokens import Tokens, Vocabulary

NAME_LEAST = 3
"""A word seen so often with a capital inside sentences, and never without, is taken for a name."""

SPREAD_SHARE = 0.2
"""Strangers among the matches of a wildcard from this share on are a warning, fewer a note."""

SURE = 5
"""From so many matches on, of which none counts, a pattern is said to be shadowed with a warning, else with a note."""

SHOWN = 12
"""So many words of a wildcard are told, the most frequent first."""

_HEADLINE = ZONES.index("headline")

NAMES_SHARE = 0.8
"""Where so many of a wildcard's matches have a capital, and the stem is not short, the notion itself is written
with one (`marxis*`)."""

_ENDINGS = frozenset(
    """
    s es d ed r er ers n en ing ings y ies ied ying or ors ion ions ition itions ation ations iation sion sions
    a ly al als ally ial ially ity ities ment ments ement ements ive ives ively sive sively ative atively
    ist ists istic istically ism isms able ably ability ible ibly ibility ance ances ence ences ancy ancies ency encies
    acy acies isy isies ant ants ent ents ent ient ness ful fully less ic ics ical ically tic tical tically atic
    ize izes ized izing izer izers ization izations ise ises ised ising isation isations ous ously ship ships hood some
    ate ates ated ating ator ators atory atorial ure ures ite ites ee ees ication ications ified ifies ify ifying
    """.split()
)
"""English endings of inflection and derivation: words that differ in these only are of one family."""

_CUT = frozenset(e[k:] for e in _ENDINGS for k in range(len(e)))
"""What is left of an ending where a stem reaches into it: `transparen*` and `cy`."""

LONG_STEM = 5
"""From so many letters on a stem may reach into an ending."""

Matches = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class _Wildcard:
    """A word of an entry that holds a wildcard: where it stands in the sequence of words, and the forms it takes.

    step: words from the first one on, or from the last one back (negative); None between two gaps, where the place is
    not known. length: words of a match, None where there is a gap.
    """

    entry: int
    written: str
    cased: bool
    step: int | None
    length: int | None
    forms: npt.NDArray[np.int32]


@dataclass(frozen=True)
class _Fates:
    """What became of the matches of each entry in a part of the corpus.

    n_found: matches; n_kept: outside exceptions; n_won: counted under overlap "longest"; int64 (n_entries,).
    takers: (entry, marker that took the match, whether it lies inside that marker's) -> matches.
    taken: (wildcard, form) -> matches. inner: occurrences of each form inside sentences and below the headline.
    """

    n_found: npt.NDArray[np.int64]
    n_kept: npt.NDArray[np.int64]
    n_won: npt.NDArray[np.int64]
    takers: Counter[tuple[int, int, bool]]
    taken: Counter[tuple[int, int]]
    inner: npt.NDArray[np.int64]


def usage_findings(lexicon: Lexicon, entries: list[Entry], tokens: Tokens, *, workers: int = 1) -> list[Finding]:
    """What a corpus tells of the entries of a lexicon; see `framing.lint_lexicon`."""
    apart = tuple(Marker(f"e{e.number}", e.marker.category, (e.text,)) for e in entries)
    single = Matcher.compile(Lexicon("", "", "", "", (), apart), tokens.vocabulary)
    whole = Matcher.compile(lexicon, tokens.vocabulary)
    numbers = {m.id: i for i, m in enumerate(lexicon.markers)}
    owner = np.array([numbers[e.marker.id] for e in entries], np.int64)
    exception = np.array([e.exception for e in entries], bool)
    wildcards = list(_wildcards(entries, FormIndex(tokens.vocabulary)))
    parts = map_partitions(_fates, tokens.partitions, single, whole, owner, exception, wildcards, workers=workers)
    fates = _added(parts, len(entries), len(tokens.vocabulary.form_list))
    return [
        *_matches(entries, [m.id for m in lexicon.markers], owner, fates),
        *_words(entries, wildcards, fates, tokens.vocabulary, lexicon.language),
    ]


def _wildcards(entries: list[Entry], index: FormIndex) -> Iterator[_Wildcard]:
    for e in entries:
        for p in () if e.exception else e.sequences:
            for k, word in enumerate(p.words):
                wild = tuple(a for a in word.alternatives if "*" in a or "?" in a)
                if wild:
                    only = WordPattern(wild, word.cased)
                    length = None if any(p.gaps) else len(p.words)
                    yield _Wildcard(e.number, _written(only), word.cased, _step(p, k), length, index.forms(only))


def _step(pattern: Pattern, k: int) -> int | None:
    if not any(pattern.gaps[: k + 1]):
        return k
    return None if any(pattern.gaps[k + 1 :]) else k - len(pattern.words)


def _written(word: WordPattern) -> str:
    return ("=" if word.cased else "") + "|".join(word.alternatives)


def _fates(
    partition: Partition,
    single: Matcher,
    whole: Matcher,
    owner: npt.NDArray[np.int64],
    exception: Matches,
    wildcards: list[_Wildcard],
) -> _Fates:
    """A pure function of one partition."""
    found = single.spans(partition, "all")
    won = whole.spans(partition, "longest")
    longest = int(max((s.last - s.first).max(initial=0) for s in (found, won))) + 1
    of_marker = Spans(found.first, found.last, owner[found.which])
    kept = np.isin(_keys(of_marker, longest), _keys(whole.spans(partition, "all"), longest)) & ~exception[found.which]
    counted = kept & np.isin(_keys(of_marker, longest), _keys(won, longest))
    lost = kept & ~counted
    # Those that won do not overlap; the last one that begins before a lost match ends overlaps it, or the one before.
    at = np.searchsorted(won.first, found.last[lost], side="right") - 1
    within = (won.first[at] <= found.first[lost]) & (won.last[at] >= found.last[lost])
    within &= won.last[at] - won.first[at] > found.last[lost] - found.first[lost]
    n = len(owner)
    inner = (partition.flags & (SENTENCE | SKIPPED)) == 0
    inner &= np.repeat(partition.zone, np.diff(partition.paragraph_word)) != _HEADLINE
    return _Fates(
        np.bincount(found.which, minlength=n),
        np.bincount(found.which[kept], minlength=n),
        np.bincount(found.which[counted], minlength=n),
        Counter(zip(found.which[lost].tolist(), won.which[at].tolist(), within.tolist(), strict=True)),
        _taken(partition, found.take(kept), wildcards, n),
        np.bincount(partition.form[inner], minlength=single.n_forms),
    )


def _keys(spans: Spans, longest: int) -> npt.NDArray[np.int64]:
    """One number for each span of a marker."""
    return (spans.first * longest + (spans.last - spans.first)) * 100_000 + spans.which


def _taken(partition: Partition, spans: Spans, wildcards: list[_Wildcard], n: int) -> Counter[tuple[int, int]]:
    order = np.argsort(spans.which, kind="stable")
    begins = np.searchsorted(spans.which[order], np.arange(n + 1))
    out: Counter[tuple[int, int]] = Counter()
    for number, w in enumerate(wildcards):
        own = spans.take(order[begins[w.entry] : begins[w.entry + 1]])
        if w.step is None or not len(own.first):
            continue
        if w.length is not None:
            own = own.take(own.last - own.first == w.length - 1)
        place = own.first + w.step if w.step >= 0 else own.last + 1 + w.step
        # Of a pattern that stands for several sequences each takes its own matches.
        forms, counts = np.unique(partition.form[place[np.isin(partition.form[place], w.forms)]], return_counts=True)
        out.update({(number, f): c for f, c in zip(forms.tolist(), counts.tolist(), strict=True)})
    return out


def _added(parts: Sequence[_Fates], n: int, n_forms: int) -> _Fates:
    none = np.zeros(n, np.int64)
    takers: Counter[tuple[int, int, bool]] = Counter()
    taken: Counter[tuple[int, int]] = Counter()
    for part in parts:
        takers.update(part.takers)
        taken.update(part.taken)
    found, kept, won = (sum((getattr(p, k) for p in parts), none) for k in ("n_found", "n_kept", "n_won"))
    return _Fates(found, kept, won, takers, taken, sum((p.inner for p in parts), np.zeros(n_forms, np.int64)))


def _matches(
    entries: list[Entry], markers: list[str], owner: npt.NDArray[np.int64], fates: _Fates
) -> Iterator[Finding]:
    """Entries without a match, without one that counts, or with some that another marker takes as its own."""
    takers: dict[int, Counter[tuple[int, bool]]] = {}
    for (entry, marker, within), n in fates.takers.items():
        takers.setdefault(entry, Counter())[marker, within] += n
    for e in entries:
        n, kept, won = (int(a[e.number]) for a in (fates.n_found, fates.n_kept, fates.n_won))
        if not n:
            yield Finding("note", "dead", e, "the exception has no match" if e.exception else "no match", 0)
        elif e.exception:
            continue
        elif not kept:
            yield Finding("note", "dropped", e, f"all {n:,} matches lie inside exceptions", n)
        else:
            by = takers.get(e.number, Counter())
            other, same = Counter[str](), Counter[str]()
            for (m, within), c in sorted(by.items()):
                if m != owner[e.number]:
                    other[markers[m]] += c
                    same[markers[m]] += 0 if within else c
            same = +same
            if not won and other:
                # That a longer phrase of another marker takes it is how lexicons are made.
                severity: Severity = "warning" if same and kept >= SURE else "note"
                yield Finding(severity, "shadowed", e, f"none of {kept:,} matches counts: {_told(other)} take them", n)
            if won and same:
                some = f"{sum(same.values()):,} of {kept:,} matches go to markers that take some of the words:"
                yield Finding("note", "overlap", e, f"{some} {_told(same)}", n)


def _words(
    entries: list[Entry], wildcards: list[_Wildcard], fates: _Fates, vocabulary: Vocabulary, language: str
) -> Iterator[Finding]:
    """What the wildcards take, and which of it looks like a name or a stranger."""
    together: dict[tuple[int, str], Counter[int]] = {}
    for (number, form), n in sorted(fates.taken.items()):
        w = wildcards[number]
        together.setdefault((w.entry, w.written), Counter())[form] += n
    cased = {(w.entry, w.written): w.cased for w in wildcards}
    cases = _Cases(vocabulary, fates.inner)
    for (entry, written), forms in together.items():
        e, n = entries[entry], sum(forms.values())
        said: Counter[str] = Counter()
        for form, c in forms.items():
            said[vocabulary.words[vocabulary.word_of_form[form]]] += c
        few = f"{len(said)} word{'s' * (len(said) != 1)}"
        yield Finding("note", "takes", e, f"{written!r} takes {few}: {_told(said)}", n)
        if cased[entry, written]:
            continue
        capital = {form: c for form, c in forms.items() if cases.has_capital(form)}
        names = {vocabulary.form_list[f]: c for f, c in capital.items() if fates.inner[f] >= NAME_LEAST}
        short = min(sum(c not in "*?" for c in a) for a in written.split("|")) < LONG_STEM
        if names and (short or sum(capital.values()) < NAMES_SHARE * n):
            text = f"{written!r} also takes words that have a capital wherever they stand, as names do: {_told(names)}"
            yield Finding("warning", "names", e, text, sum(names.values()))
        strange = {w: c for w, c in said.items() if language == "en" and _is_stranger(w, written)}
        if strange and len(said) > 1:
            share = sum(strange.values()) / n
            text = f"{written!r} takes words that may be strangers, {share:.0%} of its matches: {_told(strange)}"
            severity: Severity = "warning" if share >= SPREAD_SHARE else "note"
            yield Finding(severity, "spread", e, text, sum(strange.values()))


class _Cases:
    """How the words of a corpus are written inside sentences."""

    def __init__(self, vocabulary: Vocabulary, inner: npt.NDArray[np.int64]) -> None:
        self._forms, self._word = vocabulary.form_list, vocabulary.word_of_form
        small = [form for form, n in enumerate(inner.tolist()) if n and self._forms[form][:1].islower()]
        self._small = np.zeros(len(vocabulary.words), bool)
        self._small[self._word[small]] = True

    def has_capital(self, form: int) -> bool:
        """Whether a form begins with one capital, and its word never with a small letter inside a sentence."""
        first, second = self._forms[form][:1], self._forms[form][1:2]
        return first.isupper() and second.islower() and not self._small[self._word[form]]


def _is_stranger(word: str, written: str) -> bool:
    """Whether a word is more than the stem and English endings, by every alternative that takes it.

    >>> [_is_stranger(w, "secret*") for w in ("secretly", "secretary")], _is_stranger("transparency", "transparen*")
    ([False, True], False)
    """
    stems = [a[:-1] for a in written.split("|") if a.endswith("*") and not set(a[:-1]) & {"*", "?"}]
    taken = [s for s in stems if word.startswith(s)]
    return bool(taken) and not any(_is_relative(s, word[len(s) :]) for s in taken)


def _is_relative(stem: str, tail: str) -> bool:
    if tail[:1] == stem[-1:]:  # "rebut" and "rebuttal"
        tail = tail[1:]
    first = _CUT if len(stem) >= LONG_STEM else _ENDINGS
    return not tail or tail in first or any(tail[:k] in first and tail[k:] in _ENDINGS for k in range(1, len(tail)))


def _told(counts: Mapping[str, int]) -> str:
    """Names with their counts, the most frequent first."""
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    more = len(ranked) - SHOWN
    return ", ".join(f"{name} ({n:,})" for name, n in ranked[:SHOWN]) + (f" and {more:,} more" if more > 0 else "")
