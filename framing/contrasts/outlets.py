"""The map of outlets: which of them speak of the same things, by correspondence analysis of their markers."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from framing.contrasts.contrast import voice_name
from framing.contrasts.counted import Level, marker_counts
from framing.contrasts.design import check_one_language
from framing.errors import TooLittleError
from framing.schema_shift import OUTLET_MAP
from framing.stats.correspondence import (
    FEWEST_FOR_ELLIPSE,
    Correspondence,
    Ellipses,
    correspondence,
    inertia_null,
    row_ellipses,
)

if TYPE_CHECKING:
    import pandas as pd

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

FEWEST_OUTLETS = 3
"""Two outlets lie on a line: there is nothing to map."""


def outlet_map(
    counts: pd.DataFrame,
    *,
    seed: int,
    level: Level = "marker",
    voices: Collection[str] | None = None,
    min_count: int = 5,
    min_docs: int = 2,
    replicates: int = 1000,
    permutations: int = 199,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Place outlets by the markers that they use, and markers by the outlets that use them.

    Correspondence analysis of the table of hits, outlets x markers: outlets lie near each other where they divide
    their hits among the markers alike, whatever they write in all. The groups play no part in it. An outlet's ellipse
    tells how far it may lie elsewhere, by resampling its documents; an outlet with fewer than five documents with a
    hit has none.

    Args:
        counts: COUNTS of the corpus; documents without an outlet are left out.
        level: "marker" or "category".
        voices: count only hits in these voices; None counts all.
        min_count, min_docs: markers with fewer hits, or in fewer documents, are left out: they would draw the map out
            to where they stand.
        replicates, confidence: of the ellipses. permutations: of `inertia_null`. seed: of both.

    Returns: OUTLET_MAP, outlets by group and name, then the markers that contribute most to the two axes. An outlet
        without a hit has no place; its row says so.

    Raises: InputError for outlets in several languages; TooLittleError with fewer than three outlets with hits, fewer
        than two markers, or where all outlets are alike.
    """
    voice = voice_name(voices)
    counted = marker_counts(counts, level=level, voices=voices)
    named = (counted.documents["outlet"].fillna("") != "").to_numpy()
    documents, y = counted.documents[named].reset_index(drop=True), counted.y[named]
    if "lang" in documents:
        check_one_language(documents["lang"].tolist())
    chosen = np.flatnonzero((y.sum(axis=0) >= max(min_count, 1)) & ((y > 0).sum(axis=0) >= min_docs))
    # in the order of their names, so that no order of rows decides which way an axis points
    chosen = chosen[np.argsort(np.array([counted.items[i] for i in chosen.tolist()], object), kind="stable")]
    outlets, row_of = _outlets(documents)
    hits = np.zeros((len(outlets), len(chosen)), np.int64)
    np.add.at(hits, row_of, y[:, chosen])
    placed = np.flatnonzero(hits.sum(axis=1) > 0)
    if len(placed) < FEWEST_OUTLETS:
        raise TooLittleError(f"a map needs at least {FEWEST_OUTLETS} outlets with hits, here are {len(placed)}")
    if len(chosen) < 2:
        what = "categories" if level == "category" else "markers"
        raise TooLittleError(
            f"a map needs at least 2 {what} with {min_count} hits in {min_docs} documents, here are {len(chosen)}"
        )
    if np.linalg.matrix_rank(hits[placed]) < 2:
        raise TooLittleError("a map needs outlets that differ; all divide their hits among the markers alike")
    here = np.isin(row_of, placed)
    rows = np.searchsorted(placed, row_of[here])
    ids = documents["doc_id"].to_numpy(object)[here]
    units: dict[str, Any] = {"counts": y[here][:, chosen], "row_of": rows, "ids": ids, "seed": seed}
    made = correspondence(hits[placed])
    ellipses = row_ellipses(**units, replicates=replicates, level=confidence)
    null = inertia_null(**units, permutations=permutations)
    table = _rows(made, ellipses, outlets, placed, hits, documents, row_of, y[:, chosen])
    names = [counted.items[i] for i in chosen.tolist()]
    of_category = [counted.categories[i] if level == "marker" else "" for i in chosen.tolist()]
    table += _columns(made, level, names, of_category, hits, y[:, chosen])
    total = float(made.inertia.sum())
    shares = np.append(made.inertia / total, 0.0)[:2]
    shared = {
        "inertia": total,
        "inertia_null": null,
        "inertia_x": shares[0],
        "inertia_y": shares[1],
        "voice": voice or "all",
        "method": f"{confidence:.0%} ellipses by {replicates} bootstrap draws of the documents of each outlet, turned"
        f" onto the map (Procrustes); none with fewer than {FEWEST_FOR_ELLIPSE} documents with a hit",
    }
    return OUTLET_MAP.frame({c: [(row | shared)[c] for row in table] for c in OUTLET_MAP.names})


def _outlets(documents: pd.DataFrame) -> tuple[list[tuple[str, str]], Integers]:
    """Group and name of each outlet, in their order, and the outlet of each document."""
    groups = documents["group"].fillna("").tolist()
    pairs = list(zip(groups, documents["outlet"].tolist(), strict=True))
    outlets = sorted(set(pairs))
    place = {pair: i for i, pair in enumerate(outlets)}
    return outlets, np.array([place[pair] for pair in pairs], np.int64)


def _plane(values: Floats) -> Floats:
    """The first two axes; the second 0 where there is but one."""
    return np.pad(values, ((0, 0), (0, 2)))[:, :2]


def _places(points: Floats, contributions: Floats) -> list[dict[str, float]]:
    whole = (points**2).sum(axis=1)
    shown, parts = _plane(points), _plane(contributions)
    quality = np.divide((shown**2).sum(axis=1), whole, out=np.full(len(whole), np.nan), where=whole > 0)
    return [
        {"x": x, "y": y, "contribution_x": cx, "contribution_y": cy, "quality": min(float(q), 1.0)}
        for (x, y), (cx, cy), q in zip(shown.tolist(), parts.tolist(), quality.tolist(), strict=True)
    ]


NOWHERE = dict.fromkeys(("x", "y", "contribution_x", "contribution_y", "quality"), float("nan"))
NO_ELLIPSE = dict.fromkeys(("ellipse_major", "ellipse_minor", "ellipse_angle"), float("nan"))


def _rows(
    made: Correspondence,
    ellipses: Ellipses,
    outlets: list[tuple[str, str]],
    placed: Integers,
    hits: Integers,
    documents: pd.DataFrame,
    row_of: Integers,
    y: Integers,
) -> list[dict[str, Any]]:
    places = _places(made.rows, made.row_contributions)
    at = {int(row): i for i, row in enumerate(placed.tolist())}
    with_hit = np.bincount(row_of[y.sum(axis=1) > 0], minlength=len(outlets))
    rows = []
    for i, (group, outlet) in enumerate(outlets):
        row: dict[str, Any] = {"kind": "outlet", "name": outlet, "group": group, "category": ""}
        row |= {"n": int(hits[i].sum()), "n_documents": int(with_hit[i]), "mass": hits[i].sum() / hits.sum()}
        k = at.get(i)
        row |= NOWHERE if k is None else places[k]
        row |= (
            NO_ELLIPSE
            if k is None
            else {
                "ellipse_major": ellipses.major[k],
                "ellipse_minor": ellipses.minor[k],
                "ellipse_angle": ellipses.angle[k],
            }
        )
        rows.append(row)
    return rows


def _columns(
    made: Correspondence, level: str, names: list[str], categories: list[str], hits: Integers, y: Integers
) -> list[dict[str, Any]]:
    """The markers, those first that contribute most to the plane as a whole."""
    places = _places(made.columns, made.column_contributions)
    with_hit = (y > 0).sum(axis=0)
    weights = np.append(made.inertia, 0.0)[:2]
    rows = []
    for j, (name, category, place) in enumerate(zip(names, categories, places, strict=True)):
        share = {"n": int(hits[:, j].sum()), "n_documents": int(with_hit[j]), "mass": hits[:, j].sum() / hits.sum()}
        head = {"kind": level, "name": name, "group": "", "category": category}
        rows.append(head | share | place | NO_ELLIPSE)
    size = [-round(float(r["contribution_x"] * weights[0] + r["contribution_y"] * weights[1]), 12) for r in rows]
    return [rows[j] for _, _, j in sorted(zip(size, names, range(len(rows)), strict=True))]
