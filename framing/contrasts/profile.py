"""Stance profiles: in whose voice markers stand, and what the outlet does with them, as shares with intervals."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import numpy.typing as npt

from framing.contrasts.contrast import voice_name
from framing.contrasts.design import ENOUGH_OUTLETS, By, Cluster, Sides, choose_sides
from framing.contrasts.inference import Inference, corrected_p
from framing.errors import CorpusError, InputError, nearest
from framing.schema import HITS
from framing.schema_voice import STANCE_PROFILE
from framing.stats.resample import (
    FEWEST_FOR_BOOTSTRAP,
    cluster_sums,
    clustered_difference,
    clustered_mean,
    permutation_p,
)
from framing.stats.shares import percentiles, share_replicates
from framing.voice.attribution import VOICES

if TYPE_CHECKING:
    import pandas as pd

Part = Literal["group", "outlet", "category", "marker"]
Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Row = dict[str, Any]

PARTS: tuple[Part, ...] = ("group", "outlet", "category", "marker")
"""What a profile can be split by, in the order of the rows."""
STANCES = ("assert", "deny", "relay")
KINDS: dict[str, tuple[str, ...]] = {"voice": tuple(VOICES), "stance": STANCES}
VALUES = [(kind, value) for kind, values in KINDS.items() for value in values]
COMPARED = "_compared"
"""Whether a hit is in a document of one of the two sides."""


def stance_profile(
    hits: pd.DataFrame,
    *,
    by: Part | Sequence[Part] = "group",
    seed: int,
    target: str | None = None,
    reference: str | None = None,
    voices: Collection[str] | None = None,
    cluster: Cluster | None = None,
    inference: Inference | None = None,
) -> pd.DataFrame:
    """Shares of own, direct and indirect voice and of assert, deny and relay among the hits.

    A share says how a side speaks of what it speaks of, not how often: its denominator is hits. Documents without a
    hit say nothing about it and are no draws.

    Args:
        hits: HITS.
        by: what to tell apart: group, outlet, category or marker, or several of them.
        seed: of the bootstrap, and of permutations where there are too many to go through all.
        target, reference: two groups (or outlets), to be compared in each category or marker told apart; the reference
            may be "all others". Without them nothing is compared.
        voices: only hits in these voices (own, direct, indirect): ["own"] leaves out quoted and reported words.
            None takes all. Of a single voice only the stance is told.
        cluster: "outlet" or "document"; by default outlet where each group (of hits in no group: the whole) has at
            least four, and where outlets themselves are told apart document.
        inference: level, interval, permutations and correction. By default the percentile bootstrap of clusters. A row
            with fewer than ten clusters on a side can't bear that: it has the t interval on the linearised cluster
            variance, as its column `method` says.

    Returns: STANCE_PROFILE, one row a value of voice and stance. What is compared stands in the target's rows.

    Raises: InputError for an unknown `by` or voice; errors of the sides as `framing.compare`.
    """
    HITS.check(hits)
    inference = inference or Inference(interval="bootstrap")
    parts = _parts(by)
    voice = voice_name(voices) or "all"
    for part in ("group", "outlet"):
        if part in parts and (hits[part].fillna("") == "").any():
            bare = hits.loc[hits[part].fillna("") == "", "doc_id"].iloc[0]
            raise CorpusError(f"a profile by {part} needs the {part} of every hit; document {bare!r} has none")
    documents = hits.drop_duplicates("doc_id")[["doc_id", "outlet", "group"]].reset_index(drop=True)
    sides = _sides(documents, parts, target, reference, cluster)
    kind = sides.cluster if sides else cluster or _cluster(documents, parts)
    # Plain objects, and once for all: there are hundreds of markers, and each takes out its hits.
    hits = hits[["doc_id", *PARTS, "voice", "stance"]].astype(object)
    if sides is not None:
        hits[COMPARED] = hits["doc_id"].isin(documents["doc_id"].iloc[sides.rows])
    chosen = hits if voices is None else hits[hits["voice"].isin(list(voices))]
    told = [(k, v) for k, v in VALUES if k == "stance" or voices is None or len(set(voices)) > 1]
    rows: list[Row] = []
    for names, own in _cells(chosen, parts):
        told_apart: Row = dict(zip(parts, names, strict=True))
        place: Row = {str(part): told_apart.get(part, "") for part in PARTS}
        compared: Row = {}
        if sides is not None and place[_side_part(parts)] == sides.target:
            rest = dict(place, group="", outlet="")
            compared = _difference(_alike(chosen, rest), sides, told, inference, seed)
        rows += _rows(place, own, kind, told, voice, inference, seed, compared)
    q = corrected_p(inference, np.array([row["p"] for row in rows], float))
    for row, corrected in zip(rows, q.tolist(), strict=True):
        row["q"] = corrected
    return STANCE_PROFILE.frame({name: [row[name] for row in rows] for name in STANCE_PROFILE.names})


def _parts(by: Part | Sequence[Part]) -> list[Part]:
    asked = [by] if isinstance(by, str) else list(by)
    for part in asked:
        if part not in PARTS:
            raise InputError(f"by must name group, outlet, category or marker, not {part!r}; {nearest(part, PARTS)}")
    if not asked:
        raise InputError("by names nothing; give group, outlet, category or marker, or several of them")
    return [part for part in PARTS if part in asked]


def _side_part(parts: Sequence[Part]) -> By:
    return "group" if "group" in parts else "outlet"


def _sides(
    documents: pd.DataFrame, parts: list[Part], target: str | None, reference: str | None, cluster: Cluster | None
) -> Sides | None:
    """Who is compared with whom; None where nothing is."""
    if target is None and reference is None:
        return None
    if target is None or reference is None:
        raise InputError("a difference needs both target and reference; give both, or neither")
    if ("group" in parts) == ("outlet" in parts):
        raise InputError(
            f"target and reference are groups, or outlets, so by must name one of the two; it is {', '.join(parts)}"
        )
    return choose_sides(documents, target=target, reference=reference, by=_side_part(parts), cluster=cluster)


def _cluster(documents: pd.DataFrame, parts: list[Part]) -> Cluster:
    """The independent draws where no two sides are compared, chosen as for two sides."""
    if "outlet" in parts or (documents["outlet"].fillna("") == "").any():
        return "document"
    group = documents["group"].fillna("") if "group" in parts else documents["outlet"].str.slice(0, 0)
    pairs = documents.assign(group=group)[["group", "outlet"]].drop_duplicates()
    shared = pairs["outlet"].duplicated().any()
    fewest = int(pairs.groupby("group").size().min()) if len(pairs) else 0
    return "outlet" if not shared and fewest >= ENOUGH_OUTLETS else "document"


def _cells(hits: pd.DataFrame, parts: list[Part]) -> list[tuple[tuple[str, ...], pd.DataFrame]]:
    found = hits.groupby(list(parts), sort=True)
    return [(tuple(map(str, names)), own) for names, own in found]


def _alike(hits: pd.DataFrame, place: Row) -> pd.DataFrame:
    """The hits of the same category and marker, whoever wrote them."""
    for part, name in place.items():
        if name:
            hits = hits[hits[part] == name]
    return hits


def _counts(hits: pd.DataFrame, unit: str, told: list[tuple[str, str]]) -> tuple[list[str], Integers, Integers]:
    """Clusters with a hit, sorted; hits by cluster and value (clusters, values); hits by cluster (clusters,)."""
    of, names = hits[unit].factorize(sort=True)
    y = np.zeros((len(names), len(told)), np.int64)
    for k, (kind, value) in enumerate(told):
        y[:, k] = np.bincount(of[(hits[kind] == value).to_numpy(bool)], minlength=len(names))
    return [str(name) for name in names], y, np.bincount(of, minlength=len(names)).astype(np.int64)


def _rows(
    place: Row,
    hits: pd.DataFrame,
    cluster: Cluster,
    told: list[tuple[str, str]],
    voice: str,
    inference: Inference,
    seed: int,
    compared: Row,
) -> list[Row]:
    """The rows of one group, outlet, category or marker."""
    names, y, n = _counts(hits, "doc_id" if cluster == "document" else "outlet", told)
    mean = clustered_mean(cluster_sums(y, n), level=inference.level)
    low, high = np.clip(mean.low, 0, 1), np.clip(mean.high, 0, 1)
    method = f"{inference.level:.0%} linearised cluster t interval over {cluster}s"
    if inference.interval == "bootstrap" and len(names) >= FEWEST_FOR_BOOTSTRAP:
        drawn = share_replicates(y, n, names, replicates=inference.bootstrap, seed=seed)
        low, high = percentiles(drawn, level=inference.level)
        method = f"{inference.level:.0%} cluster bootstrap interval over {cluster}s ({inference.bootstrap} replicates)"
    _, by_document, _ = _counts(hits, "doc_id", told)
    unknown = [np.nan] * len(told)
    return [
        place
        | {"kind": kind, "value": value, "voices": voice}
        | {"n": int(y[:, k].sum()), "n_hits": int(n.sum()), "share": mean.estimate[k]}
        | {"ci_low": low[k], "ci_high": high[k], "n_documents": int((by_document[:, k] > 0).sum())}
        | {"cluster": cluster, "n_clusters": len(names)}
        | {"method": method + compared.get("method", "")}
        | {"reference": compared.get("reference", ""), "p_floor": compared.get("p_floor", np.nan)}
        | {"n_clusters_reference": compared.get("n_clusters_reference", 0)}
        | {name: compared.get(name, unknown)[k] for name in ("difference", "difference_low", "difference_high", "p")}
        for k, (kind, value) in enumerate(told)
    ]


def _difference(
    hits: pd.DataFrame,
    sides: Sides,
    told: list[tuple[str, str]],
    inference: Inference,
    seed: int,
) -> Row:
    """Target's shares minus the reference's among these hits: a list each of difference, interval and p by value."""
    unit = "doc_id" if sides.cluster == "document" else "outlet"
    names, y, n = _counts(hits[hits[COMPARED].to_numpy(bool)], unit, told)
    side_of = dict(zip(sides.clusters, sides.cluster_is_target.tolist(), strict=True))
    side = np.array([side_of[name] for name in names], bool)
    here = {"reference": sides.reference, "n_clusters_reference": int((~side).sum())}
    if side.all():
        return here
    result = clustered_difference(
        cluster_sums(y[side], n[side]), cluster_sums(y[~side], n[~side]), level=inference.level
    )
    low, high = result.low, result.high
    few = min(int(side.sum()), int((~side).sum()))
    how = "t"
    if inference.interval == "bootstrap" and few >= FEWEST_FOR_BOOTSTRAP:
        drawn = [
            share_replicates(y[at], n[at], np.array(names)[at], replicates=inference.bootstrap, seed=seed)
            for at in (side, ~side)
        ]
        low, high = percentiles(drawn[0] - drawn[1], level=inference.level)
        how = "bootstrap"
    p, exact = permutation_p(y, n, side, names, statistic="difference", permutations=inference.permutations, seed=seed)
    unused = y.sum(axis=0) == 0
    everything = y.sum(axis=0) == n.sum()  # a value that no hit has, or every hit, tells nothing and is not tested
    draws = "exact permutation" if exact else f"{inference.permutations} permutations"
    # The floor is that of the clusters with a hit in question, not of the whole comparison.
    floor = replace(sides, clusters=names, cluster_is_target=side).floor(inference.permutations)
    return here | {
        "difference": result.estimate,
        "difference_low": np.clip(low, -1, 1),
        "difference_high": np.clip(high, -1, 1),
        "p": np.where(unused | everything, np.nan, p),
        "p_floor": floor,
        "method": f"; difference by {how}, p by {draws}, q {inference.correction}",
    }
