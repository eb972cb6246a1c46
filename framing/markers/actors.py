"""Names of actors: an alias table as a lexicon, so that names are found as markers are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from framing.errors import InputError, LexiconError, together
from framing.markers.grammar import parse_pattern
from framing.markers.lexicon import Category, Lexicon, Marker

Actors = Mapping[str, Sequence[str]]
"""Actor -> the names that stand for it, in the pattern grammar."""


def check_actors(actors: Actors) -> list[str]:
    """What is wrong with an alias table: empty lists, patterns that can't be, one name for two actors.

    >>> check_actors({"party": ["the party", "bad,"], "state": ["The Party"]})[1]
    "actor 'state': 'The Party' stands for 'party' already; a name can stand for one actor only"
    """
    problems = []
    taken: dict[str, str] = {}
    for actor, names in actors.items():
        if not actor.strip():
            problems.append("an actor needs a name")
        if not names or isinstance(names, str):
            problems.append(f"actor {actor!r} needs a list of names, each a pattern")
            continue
        for name in names:
            try:
                parse_pattern(name)
            except LexiconError as problem:
                problems.append(f"actor {actor!r}: {problem}")
            same = " ".join(name.casefold().split())
            if same in taken:
                problems.append(
                    f"actor {actor!r}: {name!r} stands for {taken[same]!r} already; a name can stand for one actor only"
                    if taken[same] != actor
                    else f"actor {actor!r}: {name!r} stands twice"
                )
            taken.setdefault(same, actor)
    return problems


def actor_lexicon(actors: Actors, language: str) -> Lexicon:
    """The alias table as a lexicon: an actor is a category, each of its names a marker of its own.

    Raises `InputError` with every problem of the table.
    """
    problems = check_actors(actors) if actors else ["no actor is named"]
    if problems:
        raise InputError(together(problems, "actors"))
    kinds = tuple(Category(actor, actor, "", "") for actor in actors)
    markers = tuple(Marker(name, actor, (name,)) for actor, names in actors.items() for name in names)
    return Lexicon("actors", language, "", "", kinds, markers)
