"""Lexicons as TOML: our own form, which carries everything."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

from framing.errors import InputError, LexiconError, nearest, together
from framing.markers.formats.gather import ID
from framing.markers.grammar import parse_pattern
from framing.markers.lexicon import Category, Lexicon, Marker

_HEAD = ("name", "language", "version", "description")
_CATEGORY = ("label", "definition", "source", "markers")
_MARKER = ("patterns", "except")
_NEXT = re.compile(r"""\s*(\[\s*categories|(?!["']?(?:patterns|except)\b)(?:\w+|"\w+"|'\w+')\s*=)""")
"""A line that begins another marker or table."""

_WIDE = 90
Place = tuple[str, ...]


def read(path: Path, text: str) -> Lexicon:
    """The lexicon that a TOML text holds; raises `LexiconError` listing every problem with its line."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        found = re.search(r"line (\d+)", str(problem))
        line = int(found[1]) if found else text.count("\n") + 1  # "at end of document"
        raise LexiconError(f"{path}:{line}: not valid TOML: {problem}") from problem
    return _Reader(path, text).read(data)


def write(lexicon: Lexicon) -> str:
    """The lexicon as TOML."""
    out = ["[lexicon]", *(f"{k} = {_quoted(getattr(lexicon, k))}" for k in _HEAD)]
    for kind in lexicon.categories:
        out += ["", f"[categories.{kind.id}]"]
        out += [f"{k} = {_quoted(getattr(kind, k))}" for k in _CATEGORY[:3]]
        out += ["", f"[categories.{kind.id}.markers]"]
        out += [_entry(m) for m in lexicon.markers if m.category == kind.id]
    return "\n".join(out) + "\n"


def _entry(marker: Marker) -> str:
    patterns = _list(marker.patterns)
    if marker.exceptions:
        return f"{marker.id} = {{ patterns = {patterns}, except = {_list(marker.exceptions)} }}"
    return f"{marker.id} = {patterns}"


def _list(texts: tuple[str, ...]) -> str:
    """A list on one line, or on several where it is long."""
    quoted = [_quoted(t) for t in texts]
    line = f"[{', '.join(quoted)}]"
    return line if len(line) <= _WIDE else "[\n" + "".join(f"  {q},\n" for q in quoted) + "]"


def _quoted(text: str) -> str:
    # TOML's escapes are those of JSON, and DEL must be escaped besides.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


class _Reader:
    """Turns parsed TOML into a `Lexicon`, collecting every problem with its line.

    A place is a sequence of expressions to look for, each from the line of the one before on: a table's head, a
    key in it, a text behind that.
    """

    def __init__(self, path: Path, text: str) -> None:
        self._path, self._rows = path, text.split("\n")
        self._problems: list[str] = []
        self._found: dict[Place, int] = {}

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
            inside = (*place, _head(f"categories.{kind}.markers"))
            for name, value in self._table(body.get("markers"), f"the markers of {kind!r}", place).items():
                here = (*inside, _key(name))
                self._check_id(name, "marker", here)
                if name in seen:
                    self._say(here, f"marker {name!r} stands in {seen[name]!r} too; an id is used once")
                seen[name] = kind
                markers.append(self._marker(name, kind, value, here))
        if self._problems:
            raise LexiconError(together(self._problems, str(self._path)))
        return Lexicon(**fields, categories=tuple(categories), markers=tuple(markers), file=str(self._path))

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
        lines = self._lines_of([*patterns, *exceptions], self._line(place))
        for pattern, line in zip([*patterns, *exceptions], lines, strict=True):
            try:
                parse_pattern(pattern)
            except InputError as problem:
                self._problems.append(f"{self._path}:{line + 1}: marker {name!r}: {problem}")
        return Marker(name, kind, tuple(patterns), tuple(exceptions), tuple(line + 1 for line in lines))

    def _lines_of(self, patterns: list[str], first: int) -> list[int]:
        """The line of each pattern of a marker, which begins at line `first`; both from 0."""
        end = next((i for i in range(first + 1, len(self._rows)) if _NEXT.match(self._rows[i])), len(self._rows))
        out, line = [], first
        for pattern in patterns:
            written = (f'"{pattern}"', f"'{pattern}'", _quoted(pattern))
            at = next((i for i in range(line, end) if any(w in self._rows[i] for w in written)), None)
            line = line if at is None else at  # written with other escapes: it stands near the one before
            out.append(line)
        return out

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
        if not ID.fullmatch(name):
            self._say(place, f"{what} id {name!r} must be small letters, digits and _, beginning with a letter")

    def _say(self, place: Place, problem: str) -> None:
        """Keep a problem, at the line that its place leads to."""
        self._problems.append(f"{self._path}:{self._line(place) + 1}: {problem}")

    def _line(self, place: Place) -> int:
        """The line that a place leads to, from 0: each of its expressions is looked for from the one before on."""
        line = 0
        for k, needle in enumerate(place):
            known = self._found.get(place[: k + 1])
            if known is None:
                later = (i for i in range(line, len(self._rows)) if re.search(needle, self._rows[i]))
                known = self._found[place[: k + 1]] = next(later, line)
            line = known
        return line


def _head(table: str) -> str:
    """An expression for the line that begins a table, or one inside it."""
    return r"^\s*\[\s*" + r"\s*\.\s*".join(rf"[\"']?{re.escape(part)}[\"']?" for part in table.split(".")) + r"\s*[\].]"


def _key(name: str) -> str:
    """An expression for the line that sets a key, or begins the table of that name."""
    return rf"(^|[{{,])\s*[\"']?{re.escape(name)}[\"']?\s*=|^\s*\[.*\b{re.escape(name)}[\"']?\s*\]"
