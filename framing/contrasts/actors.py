"""What each side calls the same actor: shares of the names, with clustered intervals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from framing.contrasts.contrast import voice_name
from framing.contrasts.design import By, Cluster, Sides, choose_sides
from framing.contrasts.inference import Inference, corrected_p
from framing.corpus.features import Features
from framing.errors import NeedsTextError
from framing.markers.actors import Actors, actor_lexicon
from framing.markers.find import find_markers
from framing.schema import ACTOR_CONTRAST, ACTOR_NAMES, Contract
from framing.stats.resample import cluster_sums, clustered_difference, clustered_mean, permutation_p

if TYPE_CHECKING:
    import pandas as pd

    from framing.corpus.tokens import Tokens

Integers = npt.NDArray[np.int64]
Row = dict[str, Any]
MOST_SURFACES = 3
"""So many ways in which a name is written are shown, the most frequent ones."""


@dataclass(frozen=True)
class ActorNames:
    """What was found of actors and their names.

    hits: HITS; `category` is the actor and `marker` the name. shares: ACTOR_NAMES. contrast: ACTOR_CONTRAST.
    """

    hits: pd.DataFrame
    shares: pd.DataFrame
    contrast: pd.DataFrame


def actor_names(
    tokens: Tokens,
    actors: Actors,
    *,
    target: str,
    reference: str,
    seed: int,
    by: By = "group",
    voices: Collection[str] | None = None,
    cluster: Cluster | None = None,
    inference: Inference | None = None,
    doc_ids: Collection[str] | None = None,
    workers: int = 1,
) -> ActorNames:
    """Find the names of each actor, and compare which of them two sides use.

    A share is the mentions under one name over all mentions of the actor. It says how an actor is called, not how often
    it is spoken of, and documents that do not mention the actor are no draws.

    Args:
        tokens: the encoded corpus; features do not do, they hold no names.
        actors: actor -> its names in the pattern grammar. Of overlapping names the longest counts.
        target, reference, by, cluster: as in `framing.compare`.
        seed: of permutations, where there are too many to go through all.
        voices: only names in these voices (own, direct, indirect); None takes all.
        inference: level, permutations and correction; intervals are t intervals on the linearised cluster variance,
            p permutes the sides over clusters.
        doc_ids: only the names in these documents count; None takes all.
        workers: threads to use; the result does not depend on it.

    Raises: InputError listing every problem of `actors`; errors of the sides as `framing.compare`; NeedsTextError.
    """
    if isinstance(tokens, Features):
        raise NeedsTextError("names of actors are found in articles; extracted features hold markers only")
    voice = voice_name(voices) or "all"
    inference = inference or Inference()
    sides = choose_sides(tokens.documents, target=target, reference=reference, by=by, cluster=cluster)
    hits = find_markers(tokens, actor_lexicon(actors, tokens.language), workers=workers)
    for column, chosen in (("voice", voices), ("doc_id", doc_ids)):
        if chosen is not None:
            hits = hits[hits[column].isin(list(chosen))].reset_index(drop=True)
    shares: list[Row] = []
    contrast: list[Row] = []
    for actor, names in actors.items():
        y = _counts(tokens, hits, list(names))
        head: list[Row] = [{"actor": actor, "name": name} for name in names]
        shares += _shares(tokens.documents, head, y, sides, by, inference.level)
        contrast += _differences(head, y, sides, inference, seed, voice, _surfaces(hits, list(names)))
    q = corrected_p(inference, np.array([row["p"] for row in contrast], float))
    for row, corrected in zip(contrast, q.tolist(), strict=True):
        row["q"] = corrected
    return ActorNames(hits, _frame(ACTOR_NAMES, shares), _frame(ACTOR_CONTRAST, contrast))


def _frame(contract: Contract, rows: list[Row]) -> pd.DataFrame:
    return contract.frame({name: [row[name] for row in rows] for name in contract.names})


def _counts(tokens: Tokens, hits: pd.DataFrame, names: list[str]) -> Integers:
    """Mentions by document and name, int64 (n_documents, n_names)."""
    import pandas as pd

    chosen = hits[hits["marker"].isin(names)]
    row = pd.Index(tokens.documents["doc_id"]).get_indexer(pd.Index(chosen["doc_id"]))
    counts = np.zeros((len(tokens.documents), len(names)), np.int64)
    np.add.at(counts, (row, pd.Index(names).get_indexer(pd.Index(chosen["marker"]))), 1)
    return counts


def _surfaces(hits: pd.DataFrame, names: list[str]) -> list[str]:
    """How each name is written, the most frequent first."""
    out = []
    for name in names:
        written = Counter(" ".join(s.split()) for s in hits["surface"][hits["marker"] == name].tolist())
        ranked = sorted(written, key=lambda s: (-written[s], s))
        out.append(", ".join(ranked[:MOST_SURFACES]) + (", …" if len(ranked) > MOST_SURFACES else ""))
    return out


def _shares(documents: pd.DataFrame, head: list[Row], y: Integers, sides: Sides, by: By, level: float) -> list[Row]:
    """Rows of ACTOR_NAMES for one actor: both sides and, where groups are compared, each of their outlets."""
    rows: list[Row] = []
    for name, chosen in ((sides.target, sides.is_target), (sides.reference, ~sides.is_target)):
        at = sides.rows[chosen]
        place = {"level": by, "group": name if by == "group" else "", "outlet": name if by == "outlet" else ""}
        rows += _part(head, y[at], sides.cluster_of[chosen], place, sides.cluster, level)
    if by == "outlet":
        return rows
    compared = documents.iloc[sides.rows].assign(_row=sides.rows)
    for (group, outlet), own in compared.groupby(["group", "outlet"], sort=True):
        at = own["_row"].to_numpy(np.int64)
        place = {"level": "outlet", "group": str(group), "outlet": str(outlet)}
        rows += _part(head, y[at], np.arange(len(at)), place, "document", level)
    return rows


def _part(head: list[Row], y: Integers, cluster_of: Integers, place: Row, cluster: str, level: float) -> list[Row]:
    clusters, number = np.unique(cluster_of, return_inverse=True)
    clustered = _by_cluster(y, number, len(clusters))
    n = clustered.sum(axis=1)
    mean = clustered_mean(cluster_sums(clustered, n), level=level)
    low, high = np.clip(mean.low, 0, 1), np.clip(mean.high, 0, 1)
    shared = place | {"n_actor": int(n.sum()), "cluster": cluster, "n_clusters": int((n > 0).sum())}
    return [
        row
        | shared
        | {"n": int(y[:, k].sum()), "share": mean.estimate[k], "ci_low": low[k], "ci_high": high[k]}
        | {"n_documents": int((y[:, k] > 0).sum())}
        for k, row in enumerate(head)
    ]


def _differences(
    head: list[Row], y: Integers, sides: Sides, inference: Inference, seed: int, voice: str, surfaces: list[str]
) -> list[Row]:
    """Rows of ACTOR_CONTRAST for one actor, without q."""
    total = y.sum(axis=1)
    both = all(total[sides.rows[chosen]].any() for chosen in (sides.is_target, ~sides.is_target))
    if both:
        sides = sides.with_tokens(total)
    clustered = _by_cluster(y[sides.rows], sides.cluster_of, len(sides.clusters))
    n, side = clustered.sum(axis=1), sides.cluster_is_target
    a, b = clustered[side].sum(axis=0), clustered[~side].sum(axis=0)
    means = [_over(part, part.sum()) for part in (a, b)]
    unknown = np.full(len(head), np.nan)
    difference, low, high, p, exact = unknown, unknown, unknown, unknown, True
    if both:
        result = clustered_difference(
            cluster_sums(clustered[side], n[side]), cluster_sums(clustered[~side], n[~side]), level=inference.level
        )
        difference, low, high = result.estimate, result.low, result.high
        p, exact = permutation_p(
            clustered,
            n,
            side,
            sides.clusters,
            statistic="difference",
            permutations=inference.permutations,
            seed=seed,
        )
        p = np.where(a + b > 0, p, np.nan)  # a name that nobody uses tells nothing and is not tested
    draws = "exact permutation" if exact else f"{inference.permutations} permutations"
    shared = {
        "target": sides.target,
        "reference": sides.reference,
        "target_actor_n": int(a.sum()),
        "reference_actor_n": int(b.sum()),
        "voice": voice,
        "cluster": sides.cluster,
        "n_clusters_target": int((n[side] > 0).sum()),
        "n_clusters_reference": int((n[~side] > 0).sum()),
        "p_floor": sides.floor(inference.permutations) if both else np.nan,
        "method": f"{inference.level:.0%} linearised cluster t interval; p by {draws} over {sides.cluster}s;"
        f" q {inference.correction}",
    }
    return [
        row
        | shared
        | {"target_n": int(a[k]), "reference_n": int(b[k]), "target_share": means[0][k], "reference_share": means[1][k]}
        | {"difference": difference[k], "ci_low": low[k], "ci_high": high[k], "p": p[k], "surfaces": surfaces[k]}
        for k, row in enumerate(head)
    ]


def _by_cluster(y: Integers, cluster_of: Integers, n_clusters: int) -> Integers:
    out = np.zeros((n_clusters, y.shape[1]), np.int64)
    np.add.at(out, cluster_of, y)
    return out


def _over(counts: Integers, total: int) -> npt.NDArray[np.float64]:
    return counts / total if total else np.full(len(counts), np.nan)
