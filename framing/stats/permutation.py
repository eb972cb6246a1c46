"""Tests by permuting the labels of clusters: exact where all arrangements can be gone through, else sampled.

What is said of `y`, `n` and clusters in `framing.stats.resample` holds here too.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from framing.stats.clusters import ClusterDesign, Comparison, Statistic, cluster_design, compared
from framing.stats.draws import all_labels, drawn_labels

if TYPE_CHECKING:
    from framing.stats.clusters import Counts

Floats = NDArray[np.float64]

_BLOCK = 64_000_000  # bytes of arrays alive in one block of arrangements


def permutation_floor(m_target: int, m_reference: int, permutations: int) -> float:
    """The smallest two-sided p that permuting the labels of so many clusters can give.

    With at most `permutations` arrangements all are enumerated: 1 of them, or 2 if the sides are equally large, as the
    mirror image is as extreme. Otherwise 1 / (permutations + 1), though never below the exact floor.

    >>> permutation_floor(2, 3, 9999), permutation_floor(4, 4, 9999)
    (0.1, 0.02857142857142857)
    """
    if m_target < 0 or m_reference < 0:
        raise ValueError(f"numbers of clusters must not be negative; got {m_target} and {m_reference}")
    _check_permutations(permutations)
    arrangements = math.comb(m_target + m_reference, m_target)
    exact = min(1.0, (2 if m_target == m_reference else 1) / arrangements)
    return exact if arrangements <= permutations else max(exact, 1 / (permutations + 1))


def permutation_p(
    y: Counts,
    n: ArrayLike,
    is_target: ArrayLike,
    ids: Sequence[object] | NDArray[Any],
    *,
    statistic: Statistic | Comparison = "log_ratio",
    permutations: int = 9999,
    seed: int,
    zero: float = 0.5,
) -> tuple[Floats, bool]:
    """Two-sided p-values (items,) by permuting the labels of clusters, and whether they are exact.

    All arrangements are enumerated where there are at most `permutations`, otherwise that many are drawn and
    p = (k + 1) / (permutations + 1). An arrangement counts where its |statistic| reaches the observed one, within a
    relative 1e-9. Of an item that one side lacks, an arrangement counts also where the difference between the sides'
    mean rates of clusters reaches the observed one: the statistic itself then only tells how large the sides are, and
    a single hit in the side with the shorter documents would be beyond all arrangements. nan where the statistic is
    undefined: an item without counts for the log ratio, a side without size. `is_target` (clusters,) is true for the
    target; `ids` name the clusters, each once. The order of rows does not matter, nor which side is called the target.

    Source: Phipson and Smyth, Permutation p-values should never be zero.
    """
    _check_permutations(permutations)
    if not callable(statistic) and statistic not in ("log_ratio", "difference"):
        raise ValueError(f"statistic must be 'log_ratio' or 'difference'; got {statistic!r}")
    design = cluster_design(y, n, is_target, ids, zero)
    if statistic == "log_ratio" and (design.y < 0).sum() > 0:
        raise ValueError("a log ratio needs counts that are not negative; use statistic='difference'")
    m = len(design.keys)
    # The smaller side is the one whose place is drawn, so that swapping the sides changes nothing.
    side = design.target if 2 * design.target.sum() <= m else ~design.target
    k = int(side.sum())
    if k == 0:
        return np.full(design.y.shape[1], np.nan), True
    observed = _sizes_of(design, side[None, :].astype(float), statistic, zero)[0]
    pooled = design.y.sum(axis=0) / design.n.sum(axis=0) if statistic == "difference" else 1.0
    threshold = observed * (1 - 1e-9) - 1e-12 * np.abs(pooled)
    exact = math.comb(m, k) <= permutations
    rows = max(1, _BLOCK // (64 * (m + design.y.shape[1])))
    lacking = np.flatnonzero((_lacks(design, side) != _lacks(design, ~side)) & ~np.isnan(observed))
    rates = _rates(design.items(lacking))
    least = _mean_differences(rates, side[None, :].astype(float))[0] * (1 - 1e-9)
    reached = np.zeros(design.y.shape[1])
    for labels in all_labels(m, k, rows) if exact else drawn_labels(design.keys, k, permutations, rows, seed):
        # Undefined for an arrangement counts as reached: the cautious side.
        beyond = ~(_sizes_of(design, labels, statistic, zero) < threshold)
        beyond[:, lacking] |= _mean_differences(rates, labels) >= least
        reached += beyond.sum(axis=0)
    p = reached / math.comb(m, k) if exact else (reached + 1) / (permutations + 1)
    p = np.maximum(p, permutation_floor(k, m - k, permutations))
    return np.where(np.isnan(observed), np.nan, p), exact


def max_t_p(
    y: Counts,
    n: ArrayLike,
    is_target: ArrayLike,
    ids: Sequence[object] | NDArray[Any],
    *,
    permutations: int = 9999,
    seed: int,
) -> tuple[Floats, bool]:
    """P-values adjusted over all items by step-down max-T (items,), and whether all arrangements were gone through.

    Holds the family-wise error rate whatever the dependence between items. The statistic is |t| of the difference of
    rates on the linearised variance between clusters (as in `clustered_difference`); an arrangement in which an item's
    rates do not vary has t = 0 if they are equal and infinite otherwise. nan for an item without counts.
    The arguments are those of `permutation_p`.

    Source: Westfall and Young, Resampling-Based Multiple Testing (1993), algorithm 4.1.
    """
    _check_permutations(permutations)
    design = cluster_design(y, n, is_target, ids, 1.0)
    m, items = design.y.shape
    side = design.target if 2 * design.target.sum() <= m else ~design.target
    k = int(side.sum())
    found = np.asarray(abs(design.y).sum(axis=0)).ravel() > 0
    if k == 0 or m - k == 0 or not found.any():
        return np.full(items, np.nan), True
    squares = design.y.multiply(design.y) if hasattr(design.y, "multiply") else design.y**2
    products = design.y.multiply(design.n).tocsr() if hasattr(design.y, "multiply") else design.y * design.n
    moments = (design.y, squares, products, design.n, design.n**2)
    observed = _t_sizes(moments, side[None, :].astype(float))[0]
    observed[~found] = 0.0
    order = np.argsort(-observed, kind="stable")
    threshold = observed[order] * (1 - 1e-9)
    exact = math.comb(m, k) <= permutations
    rows = max(1, _BLOCK // (128 * (m + items)))
    reached = np.zeros(items)
    for labels in all_labels(m, k, rows) if exact else drawn_labels(design.keys, k, permutations, rows, seed):
        t = _t_sizes(moments, labels)[:, order]
        # The largest t among an item and all that are less significant than it.
        reached += (np.maximum.accumulate(t[:, ::-1], axis=1)[:, ::-1] >= threshold).sum(axis=0)
    p = reached / math.comb(m, k) if exact else (reached + 1) / (permutations + 1)
    out = np.empty(items)
    out[order] = np.minimum(np.maximum.accumulate(np.maximum(p, permutation_floor(k, m - k, permutations))), 1.0)
    return np.where(found, out, np.nan), exact


def _t_sizes(moments: tuple[Any, ...], labels: Floats) -> Floats:
    """|t| of the difference of rates for each arrangement (arrangements x items)."""
    rates, variances = [], []
    for chosen in (labels, 1 - labels):
        y, y2, yn, n, n2 = (np.asarray(chosen @ x) for x in moments)
        m = chosen.sum(axis=1)[:, None]
        r = y / n
        residual = y2 - 2 * r * yn + r**2 * n2
        scale = y2 + r**2 * n2
        variances.append(np.where(residual > 1e-13 * scale, residual, 0.0) * (m / np.maximum(m - 1, 1)) / n**2)
        rates.append(r)
    difference, variance = np.abs(rates[0] - rates[1]), variances[0] + variances[1]
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(difference <= 1e-12 * (rates[0] + rates[1]), 0.0, difference / np.sqrt(variance))


def _lacks(design: ClusterDesign, side: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether no cluster of the side has a count, for each item."""
    return np.asarray(np.asarray(abs(design.y[side]).sum(axis=0)).ravel() == 0)


def _rates(design: ClusterDesign) -> Floats:
    """Counts over size (clusters x items), 0 where a cluster has no size for an item."""
    y = design.y.toarray() if hasattr(design.y, "toarray") else design.y
    return np.asarray(np.divide(y, design.n, out=np.zeros_like(y), where=design.n > 0))


def _mean_differences(rates: Floats, labels: Floats) -> Floats:
    """Size of the difference of the clusters' mean rates for each arrangement (arrangements x items)."""
    k, m = labels[0].sum(), labels.shape[1]
    return np.asarray(np.abs(labels @ rates / k - (1 - labels) @ rates / (m - k)))


def _sizes_of(design: ClusterDesign, labels: Floats, statistic: Statistic | Comparison, zero: float) -> Floats:
    """Size of the statistic for each arrangement; the other side is summed, not subtracted, to keep its zeros."""
    return np.abs(compared(*design.sums(labels), *design.sums(1 - labels), statistic, zero))


def _check_permutations(permutations: int) -> None:
    if permutations < 1:
        raise ValueError(f"permutations must be at least 1; got {permutations!r}")
