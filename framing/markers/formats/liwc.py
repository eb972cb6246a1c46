"""Dictionaries of LIWC (`.dic`): numbered categories between two lines with %, then words with their numbers."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from framing.errors import LexiconError, nearest
from framing.markers.formats.gather import Gatherer, Loaded
from framing.markers.formats.spread import Spreader

if TYPE_CHECKING:
    from framing.markers.formats.gather import Remark
    from framing.markers.lexicon import Lexicon

_NUMBER = re.compile(r"\d+")
_HEAD = re.compile(r"(\s*)(\d+)\s+(\S.*?)\s*")
_BESIDE = re.compile(r"\([\d\s]+\)|<[^<>]+>")
"""In a word: it counts only beside a word of these categories, or beside this word."""


def read(path: Path, text: str, language: str) -> Loaded:
    """The dictionary as a lexicon: outer categories are categories, those set in below them are their markers.

    A category without others in it is a category with one marker of its name. A word that has the number of a marker
    and that of the category around it belongs to the marker.
    Raises `LexiconError` listing every problem with its line.
    """
    lines = text.split("\n")
    marks = [i for i, line in enumerate(lines) if line.strip().startswith("%")]
    if len(marks) < 2:
        raise LexiconError(
            f"{path}:{marks[0] + 1 if marks else 1}: a .dic file begins with its categories between two lines that hold"
            f" only %, and {'only one such line' if marks else 'no such line'} is here"
        )
    gatherer = Gatherer(path, "LIWC")
    for i, line in enumerate(lines[: marks[0]], 1):
        if line.strip():
            gatherer.problem(i, f"{line.strip()[:40]!r} stands before the first %")
    categories = _categories(gatherer, lines, marks[0] + 1, marks[1])
    _words(gatherer, lines, marks[1] + 1, categories)
    return gatherer.loaded(language)


def _categories(gatherer: Gatherer, lines: list[str], first: int, end: int) -> dict[int, list[str]]:
    """The names from the outermost category to each number's own."""
    out: dict[int, list[str]] = {}
    above: list[tuple[int, str]] = []
    for i in range(first, end):
        line = lines[i].rstrip()
        if not line:
            continue
        found = _HEAD.fullmatch(line)
        if not found:
            gatherer.problem(i + 1, f"a category is a number and a name, not {line.strip()[:40]!r}")
            continue
        depth, number, name = len(found[1]), int(found[2]), found[3]
        above = [(d, n) for d, n in above if d < depth]
        names = [*(n for _, n in above), name]
        above.append((depth, name))
        if number in out:
            gatherer.problem(i + 1, f"category number {number} stands twice, for {out[number][-1]!r} and {name!r}")
        elif names in out.values():
            gatherer.problem(i + 1, f"category {name!r} stands twice; give one another name")
        out[number] = names
        if len(names) > 2:
            gatherer.remark("changed", i + 1, f"category {' > '.join(names)!r} is a marker of {names[0]!r}")
    if not out:
        gatherer.problem(end + 1, "no category stands between the two lines with %")
    parents = {tuple(names[:-1]) for names in out.values()}
    for names in out.values():
        if tuple(names) not in parents:
            gatherer.name(*_names(names))
    return out


def _names(names: list[str]) -> tuple[str, str]:
    """Category and marker of a LIWC category."""
    return names[0], " ".join(names[1:]) or names[0]


def _words(gatherer: Gatherer, lines: list[str], first: int, categories: dict[int, list[str]]) -> None:
    for i in range(first, len(lines)):
        line = lines[i].strip()
        if not line:
            continue
        word, numbers = _entry(line)
        if _BESIDE.search(word) or any(c in n for n in numbers for c in "()<>/"):
            gatherer.remark("left out", i + 1, f"{' '.join(line.split())!r} is counted by the words beside it")
            continue
        bad = [n for n in numbers if not _NUMBER.fullmatch(n)]
        if bad or not word or not numbers:
            why = f"{bad[0]!r} is no number of a category" if bad else "a word has the numbers of its categories"
            gatherer.problem(i + 1, f"{line[:60]!r}: {why}, such as `happy<tab>1<tab>7`")
            continue
        unknown = [n for n in numbers if int(n) not in categories]
        for n in unknown:
            gatherer.problem(i + 1, f"{word!r}: there is no category {n}; {nearest(n, map(str, categories))}")
        own = [categories[int(n)] for n in numbers if int(n) in categories]
        wild = _odd_wildcard(word)
        if wild:
            gatherer.remark("left out", i + 1, f"{word!r}: {wild}")
            continue
        for names in own:
            if not any(len(other) > len(names) and other[: len(names)] == names for other in own):
                gatherer.add_foreign(*_names(names), word, i + 1)


def _entry(line: str) -> tuple[str, list[str]]:
    """A line's word or phrase, and what stands behind it."""
    if "\t" in line:
        word, _, rest = line.partition("\t")
        return " ".join(word.split()), rest.split()
    parts = line.split()
    n = len(parts)
    while n > 1 and re.search(r"\d|[/()]", parts[n - 1]):
        n -= 1
    return " ".join(parts[:n]), parts[n:]


def _odd_wildcard(word: str) -> str:
    """Why LIWC does not read a wildcard as we do; empty where it does."""
    if "?" in word:
        return "LIWC has no ? for one letter"
    if "*" in word[:-1]:
        return "LIWC has * only at the end"
    return ""


def write(lexicon: Lexicon) -> tuple[str, list[Remark]]:
    """The lexicon as a dictionary of LIWC, and what it can't carry.

    Markers are categories set in below their own; a word has the numbers of both.
    """
    spreader = Spreader(lexicon, "a dictionary of LIWC", _odd_wildcard)
    head: list[str] = []
    words: dict[str, dict[int, None]] = {}
    number = 0
    for kind, markers in spreader.by_category():
        number += 1
        outer = number
        head.append(f"{outer}\t{kind.id}")
        alone = [m.id for m, _ in markers] == [kind.id]
        for marker, patterns in markers:
            if not alone:
                number += 1
                head.append(f"\t{number}\t{marker.id}")
            for pattern, _ in patterns:
                words.setdefault(pattern, {}).update({outer: None, number: None})
    if any(" " in w for w in words):
        spreader.tell_file("phrases are for LIWC 2015 and later; LIWC 2007 reads single words only")
    spreader.tell_heads(labels=False)
    body = ["\t".join([w, *map(str, numbers)]) for w, numbers in words.items()]
    return "\n".join(["%", *head, "%", *body]) + "\n", spreader.remarks
