"""The CONTRAST table: one row an item, with frequency, effect, interval, dispersion, clustered and naive test."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import numpy.typing as npt

from framing.contrasts.counted import Level, marker_counts
from framing.contrasts.design import By, Cluster, Sides, choose_sides
from framing.errors import InputError, nearest, together
from framing.schema import CONTRAST
from framing.stats.association import log_likelihood, log_odds_dirichlet, log_ratio_conservative
from framing.stats.dispersion import gries_dp_norm
from framing.stats.multiplicity import benjamini_hochberg, holm
from framing.stats.resample import (
    FEWEST_FOR_BOOTSTRAP,
    bootstrap_log_ratio,
    cluster_sums,
    clustered_log_ratio,
    permutation_p,
)
from framing.voice.attribution import VOICES, check_voices

if TYPE_CHECKING:
    import pandas as pd

Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

CORRECTIONS: dict[str, Callable[[Floats], Floats]] = {"bh": benjamini_hochberg, "holm": holm, "none": np.asarray}


@dataclass(frozen=True)
class Inference:
    """How sure a contrast is: the parameters that every CONTRAST table shares.

    interval: "t" on the linearised cluster variance, or "bootstrap" (percentile, at least ten clusters a side).
    test: "permutation" of group labels over clusters, or "t" (for whole vocabularies).
    correction: of p over all items: bh (Benjamini-Hochberg), holm or none.
    prior: of the log-odds: "corpus" (shaped like the pooled counts, `prior_size` tokens) or "uniform"
    (`prior_size` spread evenly over the items).
    """

    level: float = 0.95
    interval: Literal["t", "bootstrap"] = "t"
    bootstrap: int = 2000
    test: Literal["permutation", "t"] = "permutation"
    permutations: int = 9999
    correction: Literal["bh", "holm", "none"] = "bh"
    prior: Literal["corpus", "uniform"] = "corpus"
    prior_size: float = 1000.0

    def __post_init__(self) -> None:
        choices = {
            "interval": ("t", "bootstrap"),
            "test": ("permutation", "t"),
            "correction": tuple(CORRECTIONS),
            "prior": ("corpus", "uniform"),
        }
        problems = [
            f"{name} = {getattr(self, name)!r}; {nearest(str(getattr(self, name)), known)}"
            for name, known in choices.items()
            if getattr(self, name) not in known
        ]
        if not 0 < self.level < 1:
            problems.append(f"level, of the interval, must lie between 0 and 1; got {self.level!r}")
        for name in ("bootstrap", "permutations", "prior_size"):
            if not getattr(self, name) > 0:
                problems.append(f"{name} must be above 0; got {getattr(self, name)!r}")
        if problems:
            raise InputError(together(problems, "inference"))


def compare(
    counts: pd.DataFrame,
    *,
    target: str,
    reference: str,
    seed: int,
    by: By = "group",
    level: Level = "marker",
    voices: Collection[str] | None = None,
    cluster: Cluster | None = None,
    match: str | pd.DataFrame | None = None,
    inference: Inference | None = None,
) -> pd.DataFrame:
    """Compare how often two sides use each marker or category.

    Args:
        counts: COUNTS of the corpus.
        target, reference: names of two groups (or outlets); the reference may be "all others".
        seed: of the permutations, where there are too many to go through all.
        by: "group" or "outlet".
        level: "marker", or "category": the sum of its markers.
        voices: count only hits in these voices (own, direct, indirect), relative to the tokens in them;
            None counts all, relative to all tokens.
        cluster: "outlet" or "document"; see `framing.contrasts.design.choose_sides` for the default.
        match: compare within what both sides write of as well: "event", where the corpus has that column, or a table
            with doc_id and cluster, such as what `framing.find_duplicates` returns. Choice of topic and choice of words
            come apart so.
        inference: interval, test, correction, prior.

    Returns: CONTRAST, one row an item in the order of the lexicon; with `match` MATCHED, which has the matched numbers
        behind the pooled ones.

    Raises: UnknownNameError, CorpusError or InputError where the sides can't be made; with `match` TableError where
        there is no such column, TooLittleError where both sides never write of the same.
    """
    counted = marker_counts(counts, level=level, voices=voices)
    sides = choose_sides(counted.documents, target=target, reference=reference, by=by, cluster=cluster)
    inference = inference or Inference()
    table = contrast_table(
        counted.y,
        counted.n,
        sides,
        items=counted.items,
        categories=counted.categories,
        voice=voice_name(voices),
        seed=seed,
        inference=inference,
    )
    if match is None:
        return table
    from framing.contrasts.matched import matched_table

    return matched_table(
        table, counted.y, counted.n, sides, counted.documents, match=match, seed=seed, inference=inference
    )


def voice_name(voices: Collection[str] | None) -> str | None:
    """How a table names the voices that it counts; `InputError` for one that does not exist."""
    check_voices(voices)
    return None if voices is None else "+".join(v for v in VOICES if v in voices)


def contrast_table(
    y: Any,
    n: Integers,
    sides: Sides,
    *,
    items: list[str],
    categories: list[str],
    voice: str | None,
    counted: str = "tokens",
    seed: int,
    inference: Inference,
) -> pd.DataFrame:
    """The CONTRAST table from counts.

    Args:
        y: counts (n_documents, n_items), dense or scipy sparse. n: what they are relative to (n_documents,).
        sides: who is on which side, and the clusters.
        items, categories: name and category of each column of `y`.
        voice: the voice that was counted, None for all.
        counted: what `n` counts, for the column `denominator`.
        seed: of sampled permutations and of the bootstrap.
        inference: interval, test, correction, prior.

    Raises: InputError where a side has no tokens, too few clusters for the bootstrap, or more hits than tokens.
    """
    sides = sides.with_tokens(n)
    _check_bootstrap(sides, inference)
    y, n = y[sides.rows], n[sides.rows].astype(np.int64)
    target, reference = sides.is_target, ~sides.is_target
    a, b = _sum(y[target]), _sum(y[reference])
    c, d = int(n[target].sum()), int(n[reference].sum())
    crowded = np.flatnonzero((a > c) | (b > d))
    if len(crowded):
        raise InputError(
            f"{items[crowded[0]]!r} has more hits than there are tokens ({a[crowded[0]]} in {c},"
            f' {b[crowded[0]]} in {d}), so it has no rate; count overlapping markers once (overlap = "longest")'
        )
    clustered_y, clustered_n = by_cluster(y, sides), np.bincount(sides.cluster_of, n, len(sides.clusters))
    sums = [
        cluster_sums(clustered_y[side], clustered_n[side])
        for side in (sides.cluster_is_target, ~sides.cluster_is_target)
    ]
    effect = clustered_log_ratio(*sums, level=inference.level)
    low, high = effect.low, effect.high
    if inference.interval == "bootstrap":
        interval = bootstrap_log_ratio(
            clustered_y,
            clustered_n,
            sides.cluster_is_target,
            sides.clusters,
            replicates=inference.bootstrap,
            level=inference.level,
            seed=seed,
        )
        low, high = interval.low, interval.high
    floor = sides.floor(inference.permutations if inference.test == "permutation" else None)
    if inference.test == "permutation":
        p, exact = permutation_p(
            clustered_y,
            clustered_n,
            sides.cluster_is_target,
            sides.clusters,
            permutations=inference.permutations,
            seed=seed,
        )
    else:
        p, exact = np.maximum(effect.p, floor), True
    delta, z = _log_odds(a, b, c, d, inference)
    n_target, n_reference = sides.n_clusters
    count = len(items)
    return CONTRAST.frame(
        {
            "item": items,
            "category": categories,
            "target": [sides.target] * count,
            "reference": [sides.reference] * count,
            "target_n": a,
            "reference_n": b,
            "target_tokens": [c] * count,
            "reference_tokens": [d] * count,
            "target_pm": a / c * 1e6,
            "reference_pm": b / d * 1e6,
            "target_docs": _sum(y[target] > 0),
            "reference_docs": _sum(y[reference] > 0),
            "log_ratio": effect.estimate,
            "ci_low": low,
            "ci_high": high,
            "log_odds": delta,
            "z": z,
            "z_clustered": effect.t,
            "g2": log_likelihood(a, b, c, d),
            "p": p,
            "q": CORRECTIONS[inference.correction](p),
            "lrc": log_ratio_conservative(a, b, c, d, alpha=1 - inference.level, tests=max(count, 1)),
            "dispersion_target": _dispersion(y[target], n[target]),
            "dispersion_reference": _dispersion(y[reference], n[reference]),
            "voice": [voice or "all"] * count,
            "denominator": [f"all {counted}" if voice is None else f"{counted} in {voice} voice"] * count,
            "cluster": [sides.cluster] * count,
            "n_clusters_target": [n_target] * count,
            "n_clusters_reference": [n_reference] * count,
            "p_floor": [floor] * count,
            "method": [_method(inference, sides.cluster, exact)] * count,
        }
    )


def _check_bootstrap(sides: Sides, inference: Inference) -> None:
    few = min(sides.n_clusters)
    if inference.interval == "bootstrap" and few < FEWEST_FOR_BOOTSTRAP:
        side = sides.target if sides.n_clusters[0] == few else sides.reference
        raise InputError(
            f"the percentile bootstrap needs at least {FEWEST_FOR_BOOTSTRAP} clusters on each side, and {side!r} has"
            f" {few} {sides.cluster}s: with so few its intervals are much too narrow. Use the clustered t interval:"
            ' interval = "t"'
        )


def _sum(y: Any) -> Integers:
    return np.asarray(y.sum(axis=0), np.int64).ravel()


def by_cluster(y: Any, sides: Sides) -> Any:
    """Rows of counts added up by cluster."""
    return summed(y, sides.cluster_of, len(sides.clusters))


def summed(y: Any, group: Integers, count: int) -> Any:
    """Rows of counts added up by their group, (count, n_items); sparse stays sparse."""
    from scipy import sparse

    n = len(group)
    return sparse.csr_array((np.ones(n, np.int64), (group, np.arange(n))), shape=(count, n)) @ y


def _log_odds(a: Integers, b: Integers, c: int, d: int, inference: Inference) -> tuple[Floats, Floats]:
    """Log-odds and naive z; missing where they have no value.

    That is an item that neither side has, as a corpus prior has no place for it, and one that is all a side has.
    """
    delta, z = np.full(len(a), np.nan), np.full(len(a), np.nan)
    if inference.prior == "corpus":
        alpha = (a + b) * (inference.prior_size / (c + d))
    else:
        alpha = np.full(len(a), inference.prior_size / max(len(a), 1))
    rest = inference.prior_size - alpha
    known = ((a + b) > 0) & (c - a + rest > 0) & (d - b + rest > 0)
    if known.any():
        delta[known], z[known] = log_odds_dirichlet(
            a[known], b[known], c, d, alpha[known], prior_total=inference.prior_size
        )
    return delta, z


def _dispersion(y: Any, n: Integers) -> Floats:
    filled = n > 0
    if filled.sum() < 2:
        return np.full(y.shape[1], np.nan)
    return np.asarray(gries_dp_norm(y[filled], n[filled]), float)


def _method(inference: Inference, cluster: str, exact: bool) -> str:
    interval = {"t": "linearised cluster t", "bootstrap": "cluster bootstrap"}[inference.interval]
    permutation = "exact permutation" if exact else f"{inference.permutations} permutations"
    test = {"permutation": permutation, "t": "clustered t"}[inference.test]
    return f"{inference.level:.0%} {interval} interval; p by {test} over {cluster}s; q {inference.correction}"
