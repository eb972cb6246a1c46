"""Inference over clusters: documents or outlets are the independent draws, never tokens.

Two routes lead from counts per cluster to statements about two groups. Linearised variances need only sums over
clusters (`ClusterSums`), which merge over partitions of a corpus and serve a whole vocabulary at once. Permutation and
the Poisson bootstrap draw from hashes of (seed, cluster id, replicate), so that they depend neither on the order of the
clusters nor on the partition, the machine or the number of threads.

Throughout, `y` are counts (clusters x items; dense, or scipy sparse, which stays sparse) and `n` sizes, (clusters,) or
(clusters x items). A cluster whose sizes are all 0 says nothing: it is left out and not counted as a cluster.

On the unit of analysis: Lijffijt et al., Significance testing of word frequencies in corpora.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from framing.stats.draws import all_labels, cluster_names, drawn_labels, id_keys, mixed, replicate_keys

if TYPE_CHECKING:
    from scipy import sparse

    Counts = ArrayLike | sparse.sparray | sparse.spmatrix

Floats = NDArray[np.float64]
Statistic = Literal["log_ratio", "difference"]
Comparison = Callable[[Floats, Floats, Floats, Floats], Floats]
"""A statistic of one's own: from y and n of the one side and of the other, broadcast, to values; nan if undefined."""

_BLOCK = 64_000_000  # bytes of arrays alive in one block of replicates
_ROUNDING = 1e-13  # share of the summed squares below which their residual is rounding error
FEWEST_FOR_BOOTSTRAP = 10


@dataclass(frozen=True)
class ClusterSums:
    """What the variance of a ratio needs to know of one side; `+` merges the sums of disjoint sets of clusters.

    `m` is the number of clusters; the rest are sums over clusters, arrays (items,): counts `y`, sizes `n`, and the
    products y², y n and n². Sums of integers are exact, so merging in any order gives the same bits.
    """

    m: int
    y: Floats
    n: Floats
    y2: Floats
    yn: Floats
    n2: Floats

    def __add__(self, other: ClusterSums) -> ClusterSums:
        if self.y.shape != other.y.shape:
            raise ValueError(f"sums must be over the same items; got {len(self.y)} and {len(other.y)}")
        return ClusterSums(
            self.m + other.m,
            self.y + other.y,
            self.n + other.n,
            self.y2 + other.y2,
            self.yn + other.yn,
            self.n2 + other.n2,
        )


@dataclass(frozen=True)
class Rate:
    """A ratio Σy / Σn with its standard error, degrees of freedom and t interval; arrays (items,)."""

    estimate: Floats
    se: Floats
    df: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True)
class LogRatio(Rate):
    """Binary logarithm of target rate over reference rate, with its t interval, t and two-sided p; arrays (items,)."""

    t: Floats
    p: Floats


@dataclass(frozen=True)
class Difference(Rate):
    """Target rate minus reference rate, with its t interval, t and two-sided p; arrays (items,)."""

    t: Floats
    p: Floats


@dataclass(frozen=True)
class BootstrapInterval:
    """A log ratio with its percentile interval; `empty` counts replicates without a size on a side; arrays (items,)."""

    estimate: Floats
    low: Floats
    high: Floats
    empty: NDArray[np.int64]


def cluster_sums(y: Counts, n: ArrayLike) -> ClusterSums:
    """Sums over clusters of one side. ValueError where shapes disagree or a count stands beside a size of 0.

    >>> sums = cluster_sums([[1, 0], [3, 2]], [10, 20])
    >>> sums.m, sums.y2, sums.yn
    (2, array([10.,  4.]), array([70., 40.]))
    """
    counts, sizes = _counts_and_sizes(y, n)
    items = counts.shape[1]
    if sizes.ndim == 1:
        m, yn, total, squares = np.count_nonzero(sizes), counts.T @ sizes, sizes.sum(), (sizes**2).sum()
    else:
        m, total, squares = np.count_nonzero(sizes.any(axis=1)), sizes.sum(axis=0), (sizes**2).sum(axis=0)
        yn = _elementwise(counts, sizes).sum(axis=0)
    return ClusterSums(
        m=int(m),
        y=_column(counts.sum(axis=0), items),
        n=_column(total, items),
        y2=_column(_elementwise(counts, counts).sum(axis=0), items),
        yn=_column(yn, items),
        n2=_column(squares, items),
    )


def clustered_log_ratio(
    target: ClusterSums, reference: ClusterSums, *, level: float = 0.95, zero: float = 0.5
) -> LogRatio:
    """Log ratio of two rates with a t interval on the linearised variance between clusters.

    On each side r = Σy/Σn and V(r) = m/(m-1) Σ(y - r n)² / (Σn)²; Var(ln r) = V/r². The variances of the sides add up,
    with Welch-Satterthwaite degrees of freedom from m - 1 each. A count of 0 is replaced by `zero` in the estimate;
    it is nan where both counts are 0 or a side has no size. Everything else is nan where a side has fewer than two
    clusters or a count of 0, or where neither side varies at all. Swapping the sides flips signs exactly and changes
    nothing else.
    """
    _check_zero(zero)
    if (target.y < 0).any() or (reference.y < 0).any():
        raise ValueError("a log ratio needs counts that are not negative; use clustered_difference")
    estimate = _compare(target.y, target.n, reference.y, reference.n, "log_ratio", zero)
    with np.errstate(divide="ignore", invalid="ignore"):
        variances = [rate_variance(s) * (s.n / s.y / math.log(2)) ** 2 for s in (target, reference)]
    interval = welch_interval(estimate, variances[0], variances[1], target.m, reference.m, level)
    return LogRatio(*interval)


def clustered_difference(target: ClusterSums, reference: ClusterSums, *, level: float = 0.95) -> Difference:
    """Difference of two rates (shares, mean prevalences) by the same means as `clustered_log_ratio`.

    Counts of 0 are allowed: such a side has no variance, which is fine as long as the other one has.
    """
    estimate = _compare(target.y, target.n, reference.y, reference.n, "difference", 1.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        variances = [rate_variance(s) for s in (target, reference)]
    return Difference(*welch_interval(estimate, variances[0], variances[1], target.m, reference.m, level))


def clustered_mean(sums: ClusterSums, *, level: float = 0.95) -> Rate:
    """The rate of one side with its t interval on m - 1 degrees of freedom, not clipped to any range.

    The interval is nan where there are fewer than two clusters or they do not vary.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        estimate, variance = sums.y / sums.n, rate_variance(sums)
    return Rate(*welch_interval(estimate, variance, np.zeros_like(variance), sums.m, 2, level)[:5])


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
    relative 1e-9. nan where the statistic is undefined: an item without counts for the log ratio, a side without size.
    `is_target` (clusters,) is true for the target; `ids` name the clusters, each once. The order of rows does not
    matter, nor which side is called the target.

    Source: Phipson and Smyth, Permutation p-values should never be zero.
    """
    _check_permutations(permutations)
    if not callable(statistic) and statistic not in ("log_ratio", "difference"):
        raise ValueError(f"statistic must be 'log_ratio' or 'difference'; got {statistic!r}")
    design = _design(y, n, is_target, ids, zero)
    if statistic == "log_ratio" and (design.y < 0).sum() > 0:
        raise ValueError("a log ratio needs counts that are not negative; use statistic='difference'")
    m = len(design.keys)
    # The smaller side is the one whose place is drawn, so that swapping the sides changes nothing.
    side = design.target if 2 * design.target.sum() <= m else ~design.target
    k = int(side.sum())
    if k == 0:
        return np.full(design.y.shape[1], np.nan), True
    observed = _statistics(design, side[None, :].astype(float), statistic, zero)[0]
    pooled = design.y.sum(axis=0) / design.n.sum(axis=0) if statistic == "difference" else 1.0
    threshold = observed * (1 - 1e-9) - 1e-12 * np.abs(pooled)
    exact = math.comb(m, k) <= permutations
    rows = max(1, _BLOCK // (64 * (m + design.y.shape[1])))
    reached = np.zeros(design.y.shape[1])
    for labels in all_labels(m, k, rows) if exact else drawn_labels(design.keys, k, permutations, rows, seed):
        # Undefined for an arrangement counts as reached: the cautious side.
        reached += (~(_statistics(design, labels, statistic, zero) < threshold)).sum(axis=0)
    p = reached / math.comb(m, k) if exact else (reached + 1) / (permutations + 1)
    p = np.maximum(p, permutation_floor(k, m - k, permutations))
    return np.where(np.isnan(observed), np.nan, p), exact


def poisson_weights(
    seed: int, ids: Sequence[object] | NDArray[Any], replicates: int, *, first: int = 0
) -> NDArray[np.int64]:
    """Bootstrap weights (clusters x replicates): Poisson(1) by inversion of a hash of (seed, id, replicate).

    A weight depends on nothing else, so partitions can make their own. `first` is the number of the first replicate.

    Source: Chamandy et al., Estimating uncertainty for massive data streams.

    >>> poisson_weights(7, ["a", "b"], 3).shape
    (2, 3)
    """
    if replicates < 1 or first < 0:
        raise ValueError(f"replicates must be at least 1 and first not negative; got {replicates} and {first}")
    draws = mixed(id_keys(cluster_names(ids))[:, None] ^ replicate_keys("bootstrap", seed, first, replicates)[None, :])
    uniform = (draws >> np.uint64(11)) * 2.0**-53
    reach = np.cumsum([math.exp(-1) / math.factorial(k) for k in range(18)])
    return np.searchsorted(reach, uniform, side="right").astype(np.int64)


def bootstrap_log_ratio(
    y: Counts,
    n: ArrayLike,
    is_target: ArrayLike,
    ids: Sequence[object] | NDArray[Any],
    *,
    replicates: int = 2000,
    level: float = 0.95,
    zero: float = 0.5,
    seed: int,
) -> BootstrapInterval:
    """Percentile interval of the log ratio under the Poisson bootstrap of clusters.

    Replicates in which a side has no size have no value: they are left out and counted in `empty`. The interval is nan
    where a side has a count of 0, as every replicate would repeat it. ValueError with fewer than ten clusters on a
    side, where percentile intervals are much too narrow.
    """
    design = _design(y, n, is_target, ids, zero)
    if replicates < 1:
        raise ValueError(f"replicates must be at least 1; got {replicates}")
    _check_level(level)
    for name, side in (("target", design.target), ("reference", ~design.target)):
        if side.sum() < FEWEST_FOR_BOOTSTRAP:
            raise ValueError(
                f"the percentile bootstrap needs at least {FEWEST_FOR_BOOTSTRAP} clusters on each side, the {name} has "
                f"{side.sum()}: with so few its intervals are much too narrow; use the clustered t interval"
            )
    m, items = design.y.shape
    estimate, low, high = (np.full(items, np.nan) for _ in range(3))
    empty = np.zeros(items, np.int64)
    rows = max(1, _BLOCK // (64 * m))
    for start in range(0, items, width := max(1, _BLOCK // (32 * replicates))):
        part = slice(start, min(start + width, items))
        block = design.items(part)
        totals = [block.sums(side[None, :].astype(float)) for side in (design.target, ~design.target)]
        estimate[part] = _compare(*totals[0], *totals[1], "log_ratio", zero)[0]
        values = np.empty((replicates, part.stop - start))
        for r in range(0, replicates, rows):
            count = min(rows, replicates - r)
            weights = poisson_weights(seed, design.names, count, first=r).T.astype(float)
            target, reference = block.sums(weights * design.target), block.sums(weights * ~design.target)
            values[r : r + count] = _compare(*target, *reference, "log_ratio", zero)
            empty[part] += ((target[1] == 0) | (reference[1] == 0)).sum(axis=0)
        there = ((totals[0][0] > 0) & (totals[1][0] > 0))[0] & np.isfinite(values).any(axis=0)
        if there.any():
            tails = np.nanquantile(values[:, there], [(1 - level) / 2, (1 + level) / 2], axis=0)
            low[part][there], high[part][there] = tails
    return BootstrapInterval(estimate, low, high, empty)


@dataclass(frozen=True)
class _Design:
    """Clusters that say something, in the order of their ids."""

    y: Any  # (clusters x items), dense or CSR
    n: Floats  # (clusters x items), or (clusters x 1)
    target: NDArray[np.bool_]
    keys: NDArray[np.uint64]
    names: list[str]

    def sums(self, weights: Floats) -> tuple[Floats, Floats]:
        """Weighted sums of y and n for each row of weights (rows x clusters)."""
        return np.asarray(weights @ self.y), weights @ self.n

    def items(self, part: slice) -> _Design:
        """The same clusters with some of the items."""
        n = self.n if self.n.shape[1] == 1 else self.n[:, part]
        return _Design(self.y[:, part], n, self.target, self.keys, self.names)


def _design(
    y: Counts, n: ArrayLike, is_target: ArrayLike, ids: Sequence[object] | NDArray[Any], zero: float
) -> _Design:
    _check_zero(zero)
    counts, sizes = _counts_and_sizes(y, n)
    sizes = sizes[:, None] if sizes.ndim == 1 else sizes
    target, names = np.asarray(is_target), cluster_names(ids)
    if target.dtype != bool or target.shape != (len(sizes),) or len(names) != len(sizes):
        raise ValueError(
            f"is_target (true or false) and ids must have one value for each of the {len(sizes)} clusters; "
            f"got {target.dtype} of shape {target.shape} and {len(names)} ids"
        )
    told = np.count_nonzero(sizes, axis=1) > 0
    order = np.array([i for i in sorted(range(len(names)), key=names.__getitem__) if told[i]], dtype=np.intp)
    kept = [names[i] for i in order]
    return _Design(counts[order], sizes[order], target[order], id_keys(kept), kept)


def _counts_and_sizes(y: Counts, n: ArrayLike) -> tuple[Any, Floats]:
    """Counts as a float array or CSR, sizes as a float array, checked against each other."""
    from scipy import sparse

    counts: Any = sparse.csr_array(y, dtype=np.float64) if sparse.issparse(y) else np.asarray(y, np.float64)
    sizes = np.asarray(n, np.float64)
    if counts.ndim != 2 or sizes.shape not in (counts.shape, counts.shape[:1]):
        raise ValueError(
            f"y must be clusters x items and n (clusters,) or of y's shape; got shapes {counts.shape} and {sizes.shape}"
        )
    values = counts.data if sparse.issparse(y) else counts
    if not (np.isfinite(values).all() and np.isfinite(sizes).all()):
        raise ValueError("y and n must be finite; got nan or infinity")
    if (sizes < 0).any():
        raise ValueError(f"n, sizes of clusters, must not be negative; got {sizes.min():g}")
    outside = sizes == 0
    if _elementwise(abs(counts), outside[:, None] if sizes.ndim == 1 else outside).sum() > 0:
        raise ValueError("y has a count where n, the size of the cluster, is 0")
    return counts, sizes


def _elementwise(counts: Any, other: Any) -> Any:
    """The product cell by cell, sparse if the counts are."""
    return counts * other if isinstance(counts, np.ndarray) else counts.multiply(other)


def _column(values: Any, items: int) -> Floats:
    return np.array(np.broadcast_to(np.asarray(values, np.float64), (items,)))


def _log_rate(y: Floats, n: Floats, zero: float) -> Floats:
    return np.asarray(np.log2(np.where(y == 0, zero, y) / n))


def rate_variance(sums: ClusterSums) -> Floats:
    """Linearised variance of Σy / Σn between clusters; nan with fewer than two, 0 where all have one rate."""
    if sums.m < 2:
        return np.full(sums.y.shape, np.nan)
    r = sums.y / sums.n
    residual = sums.y2 - 2 * r * sums.yn + r**2 * sums.n2
    # The sums cancel where every cluster has the same rate; what is left is rounding, and would look like certainty.
    residual = np.where(residual <= _ROUNDING * (sums.y2 + r**2 * sums.n2), 0.0, residual)
    return sums.m / (sums.m - 1) * residual / sums.n**2


def welch_interval(estimate: Floats, v1: Floats, v2: Floats, m1: int, m2: int, level: float) -> tuple[Floats, ...]:
    """Estimate, se, df, low, high, t and two-sided p; all but the estimate nan where the variance is 0 or nan."""
    from scipy.special import stdtr, stdtrit

    _check_level(level)
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = np.where(v1 + v2 > 0, v1 + v2, np.nan)
        # Both divisors are taken at least 1: with one cluster the variance is nan already.
        df = variance**2 / (v1**2 / max(m1 - 1, 1) + v2**2 / max(m2 - 1, 1))
        se = np.sqrt(variance)
        reach, t = stdtrit(df, (1 + level) / 2) * se, estimate / se
        return estimate, se, df, estimate - reach, estimate + reach, t, 2 * stdtr(df, -np.abs(t))


def _compare(y1: Floats, n1: Floats, y2: Floats, n2: Floats, statistic: Statistic | Comparison, zero: float) -> Floats:
    """The statistic of each row; nan where a side has no size or, for the log ratio, neither side a count."""
    with np.errstate(divide="ignore", invalid="ignore"):
        if callable(statistic):
            return statistic(y1, n1, y2, n2)
        if statistic == "difference":
            return np.asarray(y1 / n1 - y2 / n2)
        value = _log_rate(y1, n1, zero) - _log_rate(y2, n2, zero)
        return np.where(((y1 == 0) & (y2 == 0)) | (n1 == 0) | (n2 == 0), np.nan, value)


def _statistics(design: _Design, labels: Floats, statistic: Statistic | Comparison, zero: float) -> Floats:
    """Size of the statistic for each arrangement; the other side is summed, not subtracted, to keep its zeros."""
    return np.abs(_compare(*design.sums(labels), *design.sums(1 - labels), statistic, zero))


def _check_level(level: float) -> None:
    if not 0 < level < 1:
        raise ValueError(f"level, of the interval, must lie between 0 and 1; got {level!r}")


def _check_zero(zero: float) -> None:
    if not zero > 0:
        raise ValueError(f"zero, which replaces a count of 0, must be above 0; got {zero!r}")


def _check_permutations(permutations: int) -> None:
    if permutations < 1:
        raise ValueError(f"permutations must be at least 1; got {permutations!r}")
