"""Patterns written out for tools that know neither alternatives nor gaps nor exceptions."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from math import prod
from typing import TYPE_CHECKING

from framing.errors import LexiconError, together
from framing.markers.formats.gather import Kind, Remark
from framing.markers.grammar import pieces

if TYPE_CHECKING:
    from framing.markers.lexicon import Category, Lexicon, Marker

MOST = 1000
"""A pattern is written out as at most so many."""

Entries = list[tuple[str, int]]
"""Patterns without alternatives, each with the line of the one it was made of."""


class Spreader:
    """Writes the patterns of a lexicon out and keeps a remark for each that can't be carried.

    Args:
        lexicon: what is written.
        form: what it is written as, with its article.
        refuse: says why a pattern that is written out can't be carried after all; empty where it can.
    """

    def __init__(self, lexicon: Lexicon, form: str, refuse: Callable[[str], str] = lambda pattern: "") -> None:
        self._lexicon, self._form, self._refuse = lexicon, form, refuse
        self._many = self._made = 0
        self.remarks: list[Remark] = []

    def by_category(self) -> list[tuple[Category, list[tuple[Marker, Entries]]]]:
        """Every category that keeps a marker, with its markers that keep a pattern.

        Raises `LexiconError` where there is none.
        """
        out = []
        for kind in self._lexicon.categories:
            markers = [(m, self._patterns(m)) for m in self._lexicon.markers if m.category == kind.id]
            kept = [(m, patterns) for m, patterns in markers if patterns]
            if kept:
                out.append((kind, kept))
            self.remarks += [
                Remark("left out", self._place(0), f"marker {m.id!r} of {m.category!r}: none of its patterns is left")
                for m, patterns in markers
                if not patterns
            ]
        if not out:
            head = f"{self._place(0)}: nothing of it can be carried over to {self._form}"
            raise LexiconError(together([str(r) for r in self.remarks], head))
        if self._many:
            self.remarks.append(
                Remark(
                    "changed",
                    self._place(0),
                    f"alternatives are written out: {self._many:,} patterns have become {self._made:,}",
                )
            )
        return out

    def tell_heads(self, *, labels: bool) -> None:
        """Keep a remark on what stands at the head of the lexicon and of its categories."""
        what = "definition and source" if labels else "label, definition and source"
        self.tell_file(
            f"{what} of each category, and the lexicon's name, language, version and description, have no place in"
            f" {self._form}" + (": label, name and version are comments there" if labels else ""),
            kind="left out",
        )

    def tell_file(self, text: str, *, kind: Kind = "changed") -> None:
        """Keep a remark on the whole."""
        self.remarks.append(Remark(kind, self._place(0), text))

    def _patterns(self, marker: Marker) -> Entries:
        lines = marker.lines or (0,) * (len(marker.patterns) + len(marker.exceptions))
        out: dict[str, int] = {}
        for pattern, line in zip(marker.patterns, lines, strict=False):
            for written in self._written(marker, pattern, line):
                out.setdefault(written, line)
        for pattern, line in zip(marker.exceptions, lines[len(marker.patterns) :], strict=True):
            self._tell("loosened", marker, line, f"except {pattern!r} has no place there: hits in it will count")
        return list(out.items())

    def _written(self, marker: Marker, pattern: str, line: int) -> list[str]:
        words = pieces(pattern)
        if any(w.startswith("<") for w in words):
            self._tell("left out", marker, line, f"pattern {pattern!r}: there are no gaps in {self._form}")
            return []
        n = prod(w.count("|") + 1 for w in words)
        if n > MOST:
            self._tell("left out", marker, line, f"pattern {pattern!r}: written out it would be {n:,} patterns")
            return []
        if any(w.startswith("=") for w in words):
            self._tell("loosened", marker, line, f"pattern {pattern!r}: case does not count in {self._form}")
        out = [" ".join(chosen) for chosen in product(*(w.removeprefix("=").split("|") for w in words))]
        why = {w: self._refuse(w) for w in out}
        for reason in dict.fromkeys(r for r in why.values() if r):
            bad = [w for w in out if why[w] == reason]
            of = "" if bad == [pattern] else f" in pattern {pattern!r}"
            self._tell("left out", marker, line, f"{', '.join(map(repr, bad))}{of}: {reason}")
        if n > 1:
            self._many += 1
            self._made += sum(not r for r in why.values())
        return [w for w in out if not why[w]]

    def _tell(self, kind: Kind, marker: Marker, line: int, text: str) -> None:
        self.remarks.append(Remark(kind, self._place(line), f"marker {marker.id!r}: {text}"))

    def _place(self, line: int) -> str:
        place = self._lexicon.file or self._lexicon.name
        return f"{place}:{line}" if line else place
