"""Lexicons: categories of framing markers with their patterns, read from TOML."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.errors import InputError, LexiconError, nearest, together
from framing.markers.grammar import parse_pattern

if TYPE_CHECKING:
    import pandas as pd

_HEAD = ("name", "language", "version", "description")
_CATEGORY = ("label", "definition", "source", "markers")
_MARKER = ("patterns", "except")
_ID = re.compile(r"[a-z][a-z0-9_]*")
Place = tuple[str, ...]


@dataclass(frozen=True)
class Category:
    """A kind of marker: what it is called, what it means, where the notion comes from."""

    id: str
    label: str
    definition: str
    source: str


@dataclass(frozen=True)
class Marker:
    """A notion with the patterns that stand for it, and patterns inside which it does not count."""

    id: str
    category: str
    patterns: tuple[str, ...]
    exceptions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Lexicon:
    """Categories and markers, in the order of the file; marker ids are unique."""

    name: str
    language: str
    version: str
    description: str
    categories: tuple[Category, ...]
    markers: tuple[Marker, ...]

    def labels(self) -> dict[str, str]:
        """The label of each category id."""
        return {c.id: c.label for c in self.categories}

    def table(self) -> pd.DataFrame:
        """One row a marker: marker, category, label, definition, source, patterns."""
        import pandas as pd

        kinds = {c.id: c for c in self.categories}
        rows = []
        for m in self.markers:
            kind = kinds[m.category]
            patterns = ", ".join(m.patterns) + (f" (not in: {', '.join(m.exceptions)})" if m.exceptions else "")
            rows.append((m.id, kind.id, kind.label, kind.definition, kind.source, patterns))
        return pd.DataFrame(rows, columns=["marker", "category", "label", "definition", "source", "patterns"])


def shipped_lexicons() -> dict[str, Path]:
    """The lexicons that come with framing: name -> file."""
    package = Path(str(resources.files("framing")))
    # In an installed wheel they lie in the package, in a checkout beside it.
    folder = next(d for d in (package / "lexicons", package.parent / "seeds" / "lexicons") if d.is_dir())
    return {p.name.removesuffix(".toml"): p for p in sorted(folder.glob("*.toml"))}


def find_lexicon(name: str | Path) -> Path:
    """The file of a lexicon given as a path or as the name of a shipped one.

    Raises `LexiconError` naming the nearest shipped name.
    """
    path = Path(name)
    if path.is_file():
        return path
    shipped = shipped_lexicons()
    if str(name) in shipped:
        return shipped[str(name)]
    hint = nearest(str(name), shipped)
    raise LexiconError(f"there is no lexicon file {str(name)!r}, and none of that name is shipped; {hint}")


def read_lexicon(source: str | Path) -> Lexicon:
    """Read a lexicon from a TOML file, or a shipped one by its name.

    Raises `LexiconError` listing every problem of the file with its line.

    >>> read_lexicon("framing.en").language
    'en'
    """
    path = find_lexicon(source)
    try:
        text = path.read_bytes().decode("utf-8-sig")
        data = tomllib.loads(text)
    except UnicodeDecodeError as problem:
        line = path.read_bytes()[: problem.start].count(b"\n") + 1
        raise LexiconError(f"{path}:{line}: a lexicon is UTF-8 text, and this is not; save it as UTF-8") from problem
    except tomllib.TOMLDecodeError as problem:
        found = re.search(r"line (\d+)", str(problem))
        line = int(found[1]) if found else text.count("\n") + 1  # "at end of document"
        raise LexiconError(f"{path}:{line}: not valid TOML: {problem}") from problem
    return _Reader(path, text).read(data)


def combine_lexicons(lexicons: Iterable[Lexicon]) -> Lexicon:
    """Several lexicons as one; a category that two share must mean the same, a marker id stands once.

    Raises `LexiconError` otherwise, and where their languages differ.
    """
    all_of_them = list(lexicons)
    if len(all_of_them) == 1:
        return all_of_them[0]
    if not all_of_them:
        raise LexiconError("no lexicon is named; a study of markers needs at least one")
    categories: dict[str, Category] = {}
    markers: dict[str, Marker] = {}
    for lexicon in all_of_them:
        if lexicon.language != all_of_them[0].language:
            raise LexiconError(
                f"lexicon {lexicon.name!r} is in {lexicon.language!r}, {all_of_them[0].name!r} in"
                f" {all_of_them[0].language!r}: marker rates are not compared across languages"
            )
        for c in lexicon.categories:
            if categories.setdefault(c.id, c) != c:
                raise LexiconError(f"category {c.id!r} is defined differently in {lexicon.name!r}; give one another id")
        for m in lexicon.markers:
            if m.id in markers:
                raise LexiconError(f"marker {m.id!r} stands in two lexicons, the second {lexicon.name!r}; rename one")
            markers[m.id] = m
    return Lexicon(
        "+".join(lx.name for lx in all_of_them),
        all_of_them[0].language,
        "+".join(lx.version for lx in all_of_them),
        " ".join(lx.description for lx in all_of_them),
        tuple(categories.values()),
        tuple(markers.values()),
    )


def check_language(lexicon: Lexicon, language: str, *, where: str) -> None:
    """Raise `LexiconError` unless the lexicon is in this language; `where` names what is in it."""
    if lexicon.language != language:
        raise LexiconError(
            f"{where} is in {language!r} and lexicon {lexicon.name!r} in {lexicon.language!r}: markers are found in the"
            " language that they were written for, and rates are not compared across languages"
        )


class _Reader:
    """Turns parsed TOML into a `Lexicon`, collecting every problem with its line.

    A place is a sequence of expressions to look for, each from the line of the one before on: a table's head, a
    key in it, a text behind that.
    """

    def __init__(self, path: Path, text: str) -> None:
        self._path, self._lines = path, text.split("\n")
        self._problems: list[str] = []

    def read(self, data: dict[str, Any]) -> Lexicon:
        self._known("the file", data, ("lexicon", "categories"), ())
        place: Place = (_head("lexicon"),)
        head = self._table(data.get("lexicon"), "[lexicon]", place)
        self._known("[lexicon]", head, _HEAD, place)
        fields = {k: self._text(head, k, "[lexicon]", place, needed=k != "description") for k in _HEAD}
        categories, markers, seen = [], [], dict[str, str]()
        kinds = self._table(data.get("categories"), "[categories]", (r"^\s*\[\s*categories",))
        if not kinds:
            self._say((), "there is no category; write [categories.NAME] and [categories.NAME.markers]")
        for kind, body in kinds.items():
            place = (_head(f"categories.{kind}"),)
            body = self._table(body, f"category {kind!r}", place)
            self._known(f"category {kind!r}", body, _CATEGORY, place)
            self._check_id(kind, "category", place)
            label, definition, origin = (
                self._text(body, k, f"category {kind!r}", place, needed=k != "source") for k in _CATEGORY[:3]
            )
            categories.append(Category(kind, label, definition, origin))
            for name, value in self._table(body.get("markers"), f"the markers of {kind!r}", place).items():
                here = (*place, _key(name))
                self._check_id(name, "marker", here)
                if name in seen:
                    self._say(here, f"marker {name!r} stands in {seen[name]!r} too; an id is used once")
                seen[name] = kind
                markers.append(self._marker(name, kind, value, here))
        if self._problems:
            raise LexiconError(together(self._problems, str(self._path)))
        return Lexicon(**fields, categories=tuple(categories), markers=tuple(markers))

    def _marker(self, name: str, kind: str, value: Any, place: Place) -> Marker:
        if isinstance(value, dict):
            self._known(f"marker {name!r}", value, _MARKER, place)
            patterns, exceptions = value.get("patterns", []), value.get("except", [])
        else:
            patterns, exceptions = value, []
        for what, given in (("patterns", patterns), ("except", exceptions)):
            if not isinstance(given, list) or not all(isinstance(p, str) for p in given):
                self._say(place, f"marker {name!r}: {what} must be a list of texts")
                return Marker(name, kind, ())
        if not patterns:
            self._say(place, f"marker {name!r} has no pattern")
        for pattern in [*patterns, *exceptions]:
            try:
                parse_pattern(pattern)
            except InputError as problem:
                self._say((*place, re.escape(pattern)), f"marker {name!r}: {problem}")
        return Marker(name, kind, tuple(patterns), tuple(exceptions))

    def _table(self, value: Any, what: str, place: Place) -> dict[str, Any]:
        if isinstance(value, dict):
            return value
        self._say(place, f"{what} is missing" if value is None else f"{what} must be a table")
        return {}

    def _text(self, table: dict[str, Any], key: str, what: str, place: Place, *, needed: bool) -> str:
        value = table.get(key, "")
        if not isinstance(value, str) or (needed and not value.strip()):
            self._say((*place, _key(key)) if key in table else place, f"{what} needs {key} = a text")
            return ""
        return value

    def _known(self, what: str, table: dict[str, Any], keys: tuple[str, ...], place: Place) -> None:
        for key in table:
            if key not in keys:
                self._say((*place, _key(key)), f"{what} has no key {key!r}; {nearest(key, keys)}")

    def _check_id(self, name: str, what: str, place: Place) -> None:
        if not _ID.fullmatch(name):
            self._say(place, f"{what} id {name!r} must be small letters, digits and _, beginning with a letter")

    def _say(self, place: Place, problem: str) -> None:
        """Keep a problem, at the line that its place leads to."""
        line = 0
        for needle in place:
            later = (i for i in range(line, len(self._lines)) if re.search(needle, self._lines[i]))
            line = next(later, line)
        self._problems.append(f"{self._path}:{line + 1}: {problem}")


def _head(table: str) -> str:
    """An expression for the line that begins a table, or one inside it."""
    return r"^\s*\[\s*" + r"\s*\.\s*".join(rf"[\"']?{re.escape(part)}[\"']?" for part in table.split(".")) + r"\s*[\].]"


def _key(name: str) -> str:
    """An expression for the line that sets a key, or begins the table of that name."""
    return rf"(^|[{{,])\s*[\"']?{re.escape(name)}[\"']?\s*=|^\s*\[.*\b{re.escape(name)}[\"']?\s*\]"
