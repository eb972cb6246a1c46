"""The CONTRAST table: one row an item, with frequency, effect, interval, dispersion, clustered and naive test."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from framing.contrasts.counted import Level, marker_counts
from framing.contrasts.design import By, Cluster, Sides, choose_sides
from framing.contrasts.inference import CORRECTIONS, MAX_T, Inference
from framing.contrasts.several import check_several, comparisons, together_corrected
from framing.errors import InputError
from framing.schema import CONTRAST
from framing.stats.association import log_likelihood, log_odds_dirichlet, log_ratio_conservative
from framing.stats.resample import (
    FEWEST_FOR_BOOTSTRAP,
    bootstrap_log_ratio,
    cluster_sums,
    clustered_log_ratio,
    equivalence_p,
    max_t_p,
    permutation_p,
)
from framing.stats.tallies import tally_sides
from framing.voice.attribution import VOICES, check_voices

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Inference", "compare", "contrast_table", "voice_name"]

Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


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
        target, reference: names of two groups (or outlets); the reference may be "all others". With more than two,
            target "each" and reference "all others" or "each other" make all these comparisons, with one correction.
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

    Returns: CONTRAST, one row an item in the order of the lexicon, comparison after comparison; with `match` MATCHED,
        which has the matched numbers behind the pooled ones.

    Raises: UnknownNameError, CorpusError or InputError where the sides can't be made; with `match` TableError where
        there is no such column, TooLittleError where both sides never write of the same.
    """
    counted = marker_counts(counts, level=level, voices=voices)
    inference = inference or Inference()
    pairs = comparisons(counted.documents, target, reference, by)
    check_several(inference, len(pairs), matched=match is not None)
    tables = []
    for t, r in pairs:
        sides = choose_sides(counted.documents, target=t, reference=r, by=by, cluster=cluster)
        table = contrast_table(
            counted.y,
            counted.n,
            sides,
            items=counted.items,
            categories=counted.categories,
            voice=voice_name(voices),
            seed=seed,
            inference=inference,
            tests=len(counted.items) * len(pairs),
        )
        if match is not None:
            from framing.contrasts.matched import matched_table

            table = matched_table(
                table, counted.y, counted.n, sides, counted.documents, match=match, seed=seed, inference=inference
            )
        tables.append(table)
    return together_corrected(tables, inference)


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
    tests: int | None = None,
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
        tests: items tested in all, where this table is one of several; by default the items of `y`.

    Raises: InputError where a side has no tokens, too few clusters for the bootstrap, or more hits than tokens.
    """
    sides = sides.with_tokens(n)
    _check_bootstrap(sides, inference)
    n = np.asarray(n, np.int64)
    members = [sides.rows_of(side) for side in (True, False)]
    tallies = tally_sides(y, n, members)
    a, b = (t.sums.y.astype(np.int64) for t in tallies)
    c, d = (int(n[side].sum()) for side in members)
    crowded = np.flatnonzero((a > c) | (b > d))
    if len(crowded):
        raise InputError(
            f"{items[crowded[0]]!r} has more hits than there are tokens ({a[crowded[0]]} in {c},"
            f' {b[crowded[0]]} in {d}), so it has no rate; count overlapping markers once (overlap = "longest")'
        )
    clusters = _Clusters(y, n, sides)
    sums = [t.sums for t in tallies]
    if len(sides.clusters) < len(sides.rows):
        here = sides.cluster_is_target
        sums = [cluster_sums(clusters.y[side], clusters.n[side]) for side in (here, ~here)]
    effect = clustered_log_ratio(*sums, level=inference.level)
    low, high = effect.low, effect.high
    if inference.interval == "bootstrap":
        interval = bootstrap_log_ratio(
            *clusters.design, replicates=inference.bootstrap, level=inference.level, seed=seed
        )
        low, high = interval.low, interval.high
    floor = sides.floor(inference.permutations if inference.test == "permutation" else None)
    if inference.test == "permutation":
        p, exact = permutation_p(*clusters.design, permutations=inference.permutations, seed=seed)
    else:
        p, exact = np.maximum(effect.p, floor), True
    if inference.correction == MAX_T:
        q = max_t_p(*clusters.design, permutations=inference.permutations, seed=seed)[0]
    else:
        q = CORRECTIONS[inference.correction](p)
    extra = {}
    if inference.margin is not None:
        p_equal = np.maximum(equivalence_p(effect, inference.margin), sides.floor())
        # All arrangements are alike for items that differ, so max-T says nothing of items that don't: Holm instead.
        corrected = CORRECTIONS["holm" if inference.correction == MAX_T else inference.correction](p_equal)
        extra = {"p_equal": p_equal, "q_equal": corrected}
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
            "target_docs": tallies[0].docs,
            "reference_docs": tallies[1].docs,
            "log_ratio": effect.estimate,
            "ci_low": low,
            "ci_high": high,
            "log_odds": delta,
            "z": z,
            "z_clustered": effect.t,
            "g2": log_likelihood(a, b, c, d),
            "p": p,
            "q": q,
            "lrc": _conservative(a, b, c, d, alpha=1 - inference.level, tests=max(tests or count, 1)),
            "dispersion_target": tallies[0].dp_norm,
            "dispersion_reference": tallies[1].dp_norm,
            "voice": [voice or "all"] * count,
            "denominator": [f"all {counted}" if voice is None else f"{counted} in {voice} voice"] * count,
            "cluster": [sides.cluster] * count,
            "n_clusters_target": [n_target] * count,
            "n_clusters_reference": [n_reference] * count,
            "p_floor": [floor] * count,
            "method": [_method(inference, sides.cluster, exact)] * count,
            **extra,
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


class _Clusters:
    """Counts and sizes by cluster, added up when they are first asked for: documents often are the clusters."""

    def __init__(self, y: Any, n: Integers, sides: Sides) -> None:
        self._counts, self._sides = y, sides
        self.n = np.bincount(sides.cluster_of, n[sides.rows], len(sides.clusters)).astype(np.float64)

    @cached_property
    def y(self) -> Any:
        """Counts (clusters x items)."""
        return by_cluster(self._counts[self._sides.rows], self._sides)

    @property
    def design(self) -> tuple[Any, Floats, npt.NDArray[np.bool_], list[str]]:
        """What the kernels of resampling take."""
        return self.y, self.n, self._sides.cluster_is_target, self._sides.clusters


def by_cluster(y: Any, sides: Sides) -> Any:
    """Rows of counts added up by cluster."""
    return summed(y, sides.cluster_of, len(sides.clusters))


def summed(y: Any, group: Integers, count: int) -> Any:
    """Rows of counts added up by their group, (count, n_items); sparse stays sparse."""
    from scipy import sparse

    n = len(group)
    return sparse.csr_array((np.ones(n, np.int64), (group, np.arange(n))), shape=(count, n)) @ y


def _conservative(a: Integers, b: Integers, c: int, d: int, *, alpha: float, tests: int) -> Floats:
    """`log_ratio_conservative`, computed once for each pair of counts: rare words share few pairs."""
    pairs, place = np.unique(a * (d + 1) + b, return_inverse=True)
    a, b = np.divmod(pairs, d + 1)
    return log_ratio_conservative(a, b, c, d, alpha=alpha, tests=tests)[place]


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


def _method(inference: Inference, cluster: str, exact: bool) -> str:
    interval = {"t": "linearised cluster t", "bootstrap": "cluster bootstrap"}[inference.interval]
    permutation = "exact permutation" if exact else f"{inference.permutations} permutations"
    test = {"permutation": permutation, "t": "clustered t"}[inference.test]
    equal = "" if inference.margin is None else f"; equal within {inference.margin:g} by two one-sided t"
    return f"{inference.level:.0%} {interval} interval; p by {test} over {cluster}s; q {inference.correction}{equal}"
