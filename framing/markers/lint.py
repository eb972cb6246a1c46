"""What is wrong or doubtful in a lexicon, told from its patterns and, where there is one, from a corpus."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from framing.markers.grammar import Pattern, parse_pattern
from framing.markers.relations import covers, idle_alternatives, inside, meet
from framing.schema import FINDINGS

if TYPE_CHECKING:
    import pandas as pd

    from framing.corpus.tokens import Tokens
    from framing.markers.lexicon import Lexicon, Marker

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")

SHORT_STEM = 4
"""A word with fewer letters beside its `*` takes strangers: `ngo*` takes Ngoc, `lie*` takes lieutenant."""


@dataclass(frozen=True)
class Finding:
    """Something found, where it stands, and in how many matches where a corpus tells."""

    severity: Severity
    rule: str
    entry: Entry
    message: str
    n_matches: float = float("nan")


@dataclass(frozen=True)
class Entry:
    """A pattern or exception as it stands in the lexicon; `number` counts them all in the order of the file."""

    number: int
    marker: Marker
    text: str
    line: int
    exception: bool
    sequences: tuple[Pattern, ...]


def lint_lexicon(lexicon: Lexicon, tokens: Tokens | None = None, *, workers: int = 1) -> pd.DataFrame:
    """Findings on a lexicon, as under overlap "longest".

    From the patterns alone, by rule:

    - dropped (error): always inside an exception of its own marker, so it can never count
    - covered (warning): another pattern of the marker takes the same words and more
    - shadowed (warning): a marker that stands earlier takes the same words, so it never counts
    - overlap (warning): a marker that stands earlier takes some of the same words
    - broad (warning): fewer than 4 letters beside `*`
    - idle (warning, or note for an alternative): an exception that no pattern of its marker can meet, or an
      alternative that another one of the word covers

    With a corpus also:

    - dead (note): no match; dropped, shadowed: it has matches, and none of them counts
    - names (warning): a wildcard takes words that stand only with a capital, as names do, besides others
    - spread (warning, note where they are few): a wildcard takes words whose endings are not those of its stem
    - takes (note): the words that each wildcard takes, with their counts

    Args:
        lexicon: as `framing.read_lexicon` gives it.
        tokens: a corpus to try it on.
        workers: threads to use; the result does not depend on it.

    Returns: FINDINGS, the worst first, then in the order of the file.
    """
    entries = list(_entries(lexicon))
    findings = [*_dropped(entries), *_pairs(entries), *_broad(entries), *_idle(entries)]
    if tokens is not None:
        from framing.markers.usage import usage_findings

        told = {(f.rule, f.entry.number) for f in findings}
        used = usage_findings(lexicon, entries, tokens, workers=workers)
        findings += [f for f in used if (f.rule, f.entry.number) not in told or f.rule not in ("dropped", "shadowed")]
    findings.sort(key=lambda f: (SEVERITIES.index(f.severity), f.entry.number, f.rule))
    return FINDINGS.frame(
        {
            "file": [lexicon.file] * len(findings),
            "line": [f.entry.line for f in findings],
            "severity": [f.severity for f in findings],
            "rule": [f.rule for f in findings],
            "category": [f.entry.marker.category for f in findings],
            "marker": [f.entry.marker.id for f in findings],
            "pattern": [f.entry.text for f in findings],
            "n_matches": [f.n_matches for f in findings],
            "message": [f.message for f in findings],
        }
    )


def _entries(lexicon: Lexicon) -> Iterator[Entry]:
    number = 0
    for marker in lexicon.markers:
        lines = marker.lines or (0,) * (len(marker.patterns) + len(marker.exceptions))
        for k, (text, line) in enumerate(zip((*marker.patterns, *marker.exceptions), lines, strict=True)):
            yield Entry(number, marker, text, line, k >= len(marker.patterns), parse_pattern(text))
            number += 1


def _dropped(entries: list[Entry]) -> Iterator[Finding]:
    exceptions: dict[str, list[Entry]] = defaultdict(list)
    for e in entries:
        if e.exception:
            exceptions[e.marker.id].append(e)
    for e in entries:
        by = None if e.exception else next((x for x in exceptions[e.marker.id] if _covers(x, e)), None)
        if by:
            yield Finding("error", "dropped", e, f"can never count: the exception {by.text!r} takes every match")


def _pairs(entries: list[Entry]) -> Iterator[Finding]:
    """Patterns that take the same words: one finding a pattern, the gravest."""
    patterns = [e for e in entries if not e.exception]
    heads = _Heads(patterns)
    for e in patterns:
        others = heads.like(e)
        found = [f for o in others if o is not e and (f := _pair(e, o))]
        if found:
            yield min(found, key=lambda f: ("covered", "shadowed", "overlap").index(f.rule))


def _pair(e: Entry, other: Entry) -> Finding | None:
    place = f"{other.text!r} of {other.marker.id} (line {other.line})"
    if other.marker.id == e.marker.id:
        if _covers(other, e) and (other.number < e.number or not _covers(e, other)):
            return Finding("warning", "covered", e, f"adds nothing: {other.text!r} (line {other.line}) takes it too")
        return None
    if other.number > e.number:
        return None
    if _covers(other, e) and not other.marker.exceptions:
        return Finding("warning", "shadowed", e, f'never counts under overlap "longest": {place} takes it first')
    if _covers(other, e) or _covers(e, other) or any(meet(p, q) for p in e.sequences for q in other.sequences):
        return Finding("warning", "overlap", e, f"words that it shares with {place} count only there")
    return None


class _Heads:
    """Entries by the letters that their first words begin with: only those that begin alike can take the same words."""

    _LONG = 4

    def __init__(self, entries: list[Entry]) -> None:
        self._of: dict[str, list[Entry]] = defaultdict(list)
        for e in entries:
            for head in self._heads(e):
                self._of[head].append(e)

    def like(self, e: Entry) -> list[Entry]:
        """The entries that may share words with this one, in the order of the file."""
        found: dict[int, Entry] = {}
        for head in self._heads(e):
            open_ended = head.endswith("*")
            near = [head, *(f"{head.rstrip('*')[:k]}*" for k in range(self._LONG))]
            if open_ended:
                near += [h for h in self._of if h.startswith(head[:-1])]
            for h in near:
                found.update({o.number: o for o in self._of.get(h, ())})
        return [found[n] for n in sorted(found)]

    def _heads(self, e: Entry) -> set[str]:
        """What first words begin with, as far as it is settled: with `*` behind where a wildcard comes early."""
        out = set()
        for a in (a.lower() for p in e.sequences for a in p.words[0].alternatives):
            letters = re.split(r"[*?]", a)[0]
            out.add(f"{letters}*" if len(letters) < min(len(a), self._LONG) else letters[: self._LONG])
        return out


def _covers(wide: Entry, narrow: Entry) -> bool:
    return all(any(covers(q, p) for q in wide.sequences) for p in narrow.sequences)


def _broad(entries: list[Entry]) -> Iterator[Finding]:
    for e in entries:
        for p in () if e.exception else e.sequences:
            short = [[a for a in w.alternatives if "*" in a and _n_letters(a) < SHORT_STEM] for w in p.words]
            if all(short):  # a longer word beside it holds a phrase together
                said = ", ".join(repr(a) for alternatives in short for a in alternatives)
                yield Finding("warning", "broad", e, f"{said}: so few letters take many words; spell them out")
                break


def _n_letters(alternative: str) -> int:
    return sum(c not in "*?" for c in alternative)


def _idle(entries: list[Entry]) -> Iterator[Finding]:
    patterns: dict[str, list[Entry]] = defaultdict(list)
    for e in entries:
        if not e.exception:
            patterns[e.marker.id].append(e)
    for e in entries:
        if e.exception and not any(
            inside(p, x) for own in patterns[e.marker.id] for p in own.sequences for x in e.sequences
        ):
            yield Finding("warning", "idle", e, "no pattern of the marker can lie inside this exception")
        idle = dict.fromkeys(pair for p in e.sequences for w in p.words for pair in idle_alternatives(w))
        for narrow, wide in idle:
            said = f"{narrow!r} stands there twice" if narrow == wide else f"{narrow!r} adds nothing beside {wide!r}"
            yield Finding("note", "idle", e, said)
