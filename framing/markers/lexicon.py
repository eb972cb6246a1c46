"""Lexicons: categories of framing markers with their patterns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from framing.errors import LexiconError, nearest

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Category:
    """A kind of marker: what it is called, what it means, where the notion comes from."""

    id: str
    label: str
    definition: str
    source: str


@dataclass(frozen=True)
class Marker:
    """A notion with the patterns that stand for it, and patterns inside which it does not count.

    lines: the line of the file where each pattern stands, then each exception; empty where there is no file.
    """

    id: str
    category: str
    patterns: tuple[str, ...]
    exceptions: tuple[str, ...] = ()
    lines: tuple[int, ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True)
class Lexicon:
    """Categories and markers, in the order of the file; marker ids are unique.

    file: where it was read, empty where several were combined.
    """

    name: str
    language: str
    version: str
    description: str
    categories: tuple[Category, ...]
    markers: tuple[Marker, ...]
    file: str = field(default="", compare=False, repr=False)

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


def nearest_marker(name: str, known: Iterable[str]) -> str:
    """A clause that names the likeliest marker; the list of a whole lexicon would help nobody."""
    clause = nearest(name, known)
    return clause if clause.startswith("did you mean") else "`framing lexicon show` lists them"


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


def read_lexicon(source: str | Path, *, language: str = "en") -> Lexicon:
    """Read a lexicon from a file, or a shipped one by its name.

    The file's ending says what it is: `.toml`, our own form; `.yml` or `.yaml`, a dictionary of quanteda; `.dic`, one
    of LIWC; `.csv`, a table with the columns category, marker, pattern and, where wanted, except.

    Args:
        source: the file, or the name of a shipped lexicon.
        language: the language of a lexicon whose file does not say it; TOML always does.

    Raises `LexiconError` listing every problem of the file with its line, and what another tool's dictionary holds
    that has no counterpart here: `framing.convert_lexicon` reads such a file and says what it leaves out.

    >>> read_lexicon("framing.en").language
    'en'
    """
    from framing.markers.formats import load  # it needs the classes of this file

    loaded = load(find_lexicon(source), language=language)
    loaded.check()
    return loaded.lexicon


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
