"""Lexicons of other tools as ours: ids made of their names, and a remark wherever something is not carried over."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from framing.errors import InputError, LexiconError, together
from framing.markers.grammar import parse_pattern
from framing.markers.lexicon import Category, Lexicon, Marker

Kind = Literal["left out", "loosened", "changed"]

ID = re.compile(r"[a-z][a-z0-9_]*")
"""What the id of a category or marker looks like."""

LISTED = 8
"""So many names of a long list are told."""


@dataclass(frozen=True)
class Remark:
    """What a conversion did not carry over as it was.

    kind: "left out", "loosened" (it takes more than before) or "changed" (it takes the same, written otherwise).
    place: file:line, or the file.
    """

    kind: Kind
    place: str
    text: str

    def __str__(self) -> str:
        return f"{self.place}: {self.kind}: {self.text}"


@dataclass(frozen=True)
class Loaded:
    """A lexicon as read, and what of its file has no counterpart here."""

    lexicon: Lexicon
    remarks: tuple[Remark, ...] = ()

    def check(self) -> None:
        """Raise `LexiconError` if the lexicon takes less or more than its file says."""
        lost = [f"{r.place}: {r.text}" for r in self.remarks if r.kind != "changed"]
        if lost:
            file = self.lexicon.file
            remedy = (
                f"framing has no counterpart for this; `framing lexicon convert {file} --to toml --out FILE.toml`"
                " writes the rest and names what it leaves out"
            )
            raise LexiconError(f"{together(lost, file)}\n{remedy}")


@dataclass
class Gatherer:
    """Collects the entries of a file in another form, its problems, and what can't be carried over."""

    path: Path
    tool: str
    problems: list[str] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    _markers: dict[tuple[str, str], tuple[dict[str, int], dict[str, int]]] = field(default_factory=dict)
    _emptied: set[tuple[str, str]] = field(default_factory=set)

    def problem(self, line: int, text: str) -> None:
        """Keep a fault of the file: it can't be read as it stands."""
        self.problems.append(f"{self.path}:{line}: {text}")

    def remark(self, kind: Kind, line: int, text: str) -> None:
        """Keep what is not carried over as it was."""
        self.remarks.append(Remark(kind, f"{self.path}:{line}" if line else str(self.path), text))

    def name(self, category: str, marker: str) -> None:
        """Say that there is such a marker, so that it is missed where nothing is found for it."""
        self._markers.setdefault((category, marker), ({}, {}))

    def add(self, category: str, marker: str, pattern: str, line: int, *, exception: bool = False) -> None:
        """Keep a pattern in our own grammar, or a problem where it breaks that."""
        self.name(category, marker)
        try:
            parse_pattern(pattern)
        except InputError as problem:
            self.problem(line, f"marker {marker!r}: {problem}")
        self._markers[category, marker][exception].setdefault(pattern, line)

    def add_foreign(self, category: str, marker: str, pattern: str, line: int) -> None:
        """Keep a pattern of another tool, where all but `*` and `?` stands for itself; or a remark."""
        self.name(category, marker)
        try:
            self._check_foreign(pattern)
            parse_pattern(pattern)
        except InputError as problem:
            self.remark("left out", line, f"{marker!r}: {problem}")
            self._emptied.add((category, marker))
            return
        self._markers[category, marker][0].setdefault(pattern, line)

    def _check_foreign(self, pattern: str) -> None:
        odd = next((c for c in pattern if c in "|<>="), None)
        if odd:
            raise LexiconError(f"pattern {pattern!r}: {odd!r} stands for itself in {self.tool} and is never in a word")
        if any(w.startswith("-") or w.endswith("-") for w in pattern.split()):
            raise LexiconError(f"pattern {pattern!r}: a hyphen at the end of a word says nothing here")

    def loaded(self, language: str) -> Loaded:
        """The lexicon, its markers in the order of the file; raises `LexiconError` listing every problem."""
        if self.problems:
            raise LexiconError(together(self.problems, str(self.path)))
        for (category, marker), (patterns, exceptions) in self._markers.items():
            if not patterns:
                why = "no pattern of it is left" if (category, marker) in self._emptied else "is empty"
                also = ", and its exceptions with it" if exceptions else ""
                self.remark("left out", 0, f"{_path(category, marker)}: {why}{also}")
        kept = {names: both for names, both in self._markers.items() if both[0]}
        if not kept:
            told = [str(r) for r in self.remarks] or [f"{self.path}: holds no pattern"]
            raise LexiconError(together(told, f"{self.path}: nothing of it can be used"))
        kinds = _ids(dict.fromkeys(c for c, _ in kept), "category")
        ids = _marker_ids(list(kept), kinds)
        self._tell_renamed(kinds, {_path(*names): ids[names] for names in kept}, [m for _, m in kept])
        self._tell_shared(kept)
        return Loaded(self._lexicon(language, kept, kinds, ids), tuple(self.remarks))

    def _lexicon(
        self,
        language: str,
        kept: dict[tuple[str, str], tuple[dict[str, int], dict[str, int]]],
        kinds: dict[str, str],
        ids: dict[tuple[str, str], str],
    ) -> Lexicon:
        categories = tuple(Category(i, name, f"As in {self.path.name}: {name}.", "") for name, i in kinds.items())
        of = {name: n for n, name in enumerate(kinds)}
        markers = tuple(
            Marker(ids[c, m], kinds[c], tuple(patterns), tuple(exceptions), (*patterns.values(), *exceptions.values()))
            for (c, m), (patterns, exceptions) in sorted(kept.items(), key=lambda item: of[item[0][0]])
        )
        said = f"Read from {self.path.name} ({self.tool})."
        return Lexicon(self.path.stem, language, "", said, categories, markers, file=str(self.path))

    def _tell_renamed(self, kinds: dict[str, str], ids: dict[str, str], markers: list[str]) -> None:
        names = [*kinds.items(), *((path, i) for (path, i), m in zip(ids.items(), markers, strict=True) if m != i)]
        renamed = [f"{a!r} is {b}" for a, b in dict.fromkeys(names) if a != b]
        if renamed:
            self.remark("changed", 0, f"an id has small letters, digits and _: {_listed(renamed)}")

    def _tell_shared(self, kept: dict[tuple[str, str], tuple[dict[str, int], dict[str, int]]]) -> None:
        seen: dict[str, tuple[str, str]] = {}
        shared: dict[str, None] = {}
        for names, (patterns, _) in kept.items():
            for pattern in patterns:
                if seen.setdefault(pattern, names) != names:
                    shared[pattern] = None
        if shared:
            self.remark(
                "changed",
                0,
                f"patterns that stand under several markers: {_listed([repr(p) for p in shared])}; with overlap"
                ' "longest" the first marker of the file takes them, {tool} counts them for each: use overlap "all"'
                " for that".replace("{tool}", self.tool),
            )


def slug(name: str) -> str:
    """A name as an id: small letters without accents, digits and `_`; empty where nothing is left.

    >>> slug("Đảng & Nhà nước")
    'dang_nha_nuoc'
    """
    if ID.fullmatch(name):
        return name
    plain = unicodedata.normalize("NFKD", name.replace("đ", "d").replace("Đ", "D"))
    out = re.sub(r"[^a-z0-9]+", "_", "".join(c for c in plain if not unicodedata.combining(c)).lower()).strip("_")
    return f"n_{out}" if out[:1].isdigit() else out


def _ids(names: Iterable[str], what: str) -> dict[str, str]:
    """A distinct id for each name."""
    out: dict[str, str] = {}
    taken: set[str] = set()
    for n, name in enumerate(names, 1):
        out[name] = _free(slug(name) or f"{what}_{n}", taken)
    return out


def _marker_ids(names: list[tuple[str, str]], kinds: dict[str, str]) -> dict[tuple[str, str], str]:
    """A distinct id for each marker: its name, with the category before it where two have the same."""
    out: dict[tuple[str, str], str] = {}
    taken: set[str] = set()
    for n, (category, marker) in enumerate(names, 1):
        plain = slug(marker) or f"marker_{n}"
        out[category, marker] = _free(f"{kinds[category]}_{plain}" if plain in taken else plain, taken)
    return out


def _free(wanted: str, taken: set[str]) -> str:
    name, n = wanted, 1
    while name in taken:
        n += 1
        name = f"{wanted}_{n}"
    taken.add(name)
    return name


def _path(category: str, marker: str) -> str:
    return category if category == marker else f"{category} > {marker}"


def _listed(texts: list[str]) -> str:
    more = len(texts) - LISTED
    return ", ".join(texts[:LISTED]) + (f" and {more:,} more" if more > 0 else "")
