"""What changed between two versions of a lexicon, and what that does to the hits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from framing.schema import CHANGES, HITS

if TYPE_CHECKING:
    import pandas as pd

    from framing.corpus.tokens import Tokens
    from framing.markers.lexicon import Lexicon
    from framing.markers.match import Overlap

Change = tuple[str, str, str, str, str, str, str]
"""change, what, category, marker, item, before, after."""


def diff_lexicons(
    old: Lexicon,
    new: Lexicon,
    tokens: Tokens | None = None,
    *,
    overlap: Overlap = "longest",
    workers: int = 1,
) -> pd.DataFrame:
    """What was added, removed, moved and changed, and with a corpus the hits that each marker gained and lost.

    A marker is moved where it has another category, a pattern where it has left one marker for another.

    Args:
        old, new: the two versions.
        tokens: a corpus in which to count hits.
        overlap, workers: as in `framing.find_markers`.

    Returns: CHANGES; rows with `what` = "hits" are of markers whose hits have changed.
    """
    from framing.markers.find import find_markers

    if tokens is None:
        return changes_of(old, new)
    before, after = (find_markers(tokens, lx, overlap=overlap, workers=workers) for lx in (old, new))
    return changes_of(old, new, before, after, changed_hits(before, after))


def changes_of(
    old: Lexicon,
    new: Lexicon,
    before: pd.DataFrame | None = None,
    after: pd.DataFrame | None = None,
    changed: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """CHANGES of two lexicons; with HITS of both, and what `changed_hits` gives of them, the hits of each marker."""
    unknown = (float("nan"),) * 3
    rows: list[tuple[Any, ...]] = [(*change, *unknown) for change in _changes(old, new)]
    if before is not None and after is not None and changed is not None:
        kinds = {m.id: m.category for lx in (old, new) for m in lx.markers}
        n_old, n_new = (t["marker"].value_counts().to_dict() for t in (before, after))
        ways = changed.groupby(["marker", "change"]).size().to_dict()
        for marker, kind in kinds.items():
            gained, lost, resized = (float(ways.get((marker, way), 0)) for way in ("gained", "lost", "resized"))
            if gained or lost or resized:
                counts = (str(n_old.get(marker, 0)), str(n_new.get(marker, 0)))
                rows.append(("changed", "hits", kind, marker, "", *counts, gained, lost, resized))
    return CHANGES.frame({name: [row[i] for row in rows] for i, name in enumerate(CHANGES.names)})


def _changes(old: Lexicon, new: Lexicon) -> Iterator[Change]:
    for field in ("name", "language", "version", "description"):
        a, b = getattr(old, field), getattr(new, field)
        if a != b:
            yield "changed", "lexicon", "", "", field, a, b
    yield from _category_changes(old, new)
    yield from _marker_changes(old, new)
    yield from _pattern_changes(old, new)


def _category_changes(old: Lexicon, new: Lexicon) -> Iterator[Change]:
    was, now = ({c.id: c for c in lx.categories} for lx in (old, new))
    for name in dict.fromkeys([*was, *now]):
        if name not in now:
            yield "removed", "category", name, "", "", "", ""
        elif name not in was:
            yield "added", "category", name, "", "", "", ""
        else:
            for field in ("label", "definition", "source"):
                a, b = getattr(was[name], field), getattr(now[name], field)
                if a != b:
                    yield "changed", "category", name, "", field, a, b


def _marker_changes(old: Lexicon, new: Lexicon) -> Iterator[Change]:
    was, now = ({m.id: m.category for m in lx.markers} for lx in (old, new))
    for name in dict.fromkeys([*was, *now]):
        if name not in now:
            yield "removed", "marker", was[name], name, "", "", ""
        elif name not in was:
            yield "added", "marker", now[name], name, "", "", ""
        elif was[name] != now[name]:
            yield "moved", "marker", now[name], name, "", was[name], now[name]


def _pattern_changes(old: Lexicon, new: Lexicon) -> Iterator[Change]:
    for what in ("pattern", "except"):
        was, now = (
            {(m.id, p): m.category for m in lx.markers for p in (m.patterns if what == "pattern" else m.exceptions)}
            for lx in (old, new)
        )
        gone = {key: kind for key, kind in was.items() if key not in now}
        come = {key: kind for key, kind in now.items() if key not in was}
        homes: dict[str, list[str]] = defaultdict(list)
        for marker, pattern in come:
            homes[pattern].append(marker)
        for (marker, pattern), kind in gone.items():
            if homes[pattern]:
                home = homes[pattern].pop(0)
                yield "moved", what, come.pop((home, pattern)), home, pattern, marker, home
            else:
                yield "removed", what, kind, marker, pattern, "", ""
        for (marker, pattern), kind in come.items():
            yield "added", what, kind, marker, pattern, "", ""


def changed_hits(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """The hits that one of two HITS tables of one corpus has and the other has not.

    Returns: HITS with two further columns. change: "gained" and "lost"; or "resized", a hit of `after` in the place of
    one of the same marker with other words, which is not listed. other: the markers that share words with the hit in
    the other table.
    """
    import pandas as pd

    was, now = _spots(before), _spots(after)
    lost = {spot: row for spot, row in was.items() if spot not in now}
    gained = {spot: row for spot, row in now.items() if spot not in was}
    lost_in, was_in, now_in = (_by_document(spots) for spots in (lost, was, now))
    resized: set[Spot] = set()
    come: list[tuple[int, str, str]] = []
    for spot, row in gained.items():
        met = [s for s in _beside(spot, lost_in) if s[3] == spot[3]]
        resized.update(met)
        come.append((row, "resized" if met else "gained", _others(spot, was_in)))
    gone = [(row, "lost", _others(spot, now_in)) for spot, row in lost.items() if spot not in resized]
    parts = [
        table.iloc[[row for row, _, _ in rows]].assign(
            change=pd.Series([way for _, way, _ in rows], dtype=str).to_numpy(),
            other=pd.Series([other for _, _, other in rows], dtype=str).to_numpy(),
        )
        for table, rows in ((before, gone), (after, come))
    ]
    order = ["doc_id", "start", "end", "marker", "change"]
    return HITS.check(pd.concat(parts).sort_values(order, kind="stable", ignore_index=True))


Spot = tuple[str, int, int, str]
"""Document, start, end and marker of a hit."""


def _spots(hits: pd.DataFrame) -> dict[Spot, int]:
    keys = zip(*(hits[c].tolist() for c in ("doc_id", "start", "end", "marker")), strict=True)
    return {spot: row for row, spot in enumerate(keys)}


def _by_document(spots: Iterable[Spot]) -> dict[str, list[Spot]]:
    out: dict[str, list[Spot]] = defaultdict(list)
    for spot in spots:
        out[spot[0]].append(spot)
    return out


def _beside(spot: Spot, by_document: dict[str, list[Spot]]) -> list[Spot]:
    """The spots that share words with this one."""
    return [s for s in by_document.get(spot[0], ()) if s[1] < spot[2] and s[2] > spot[1]]


def _others(spot: Spot, by_document: dict[str, list[Spot]]) -> str:
    return ", ".join(sorted({s[3] for s in _beside(spot, by_document)} - {spot[3]}))
