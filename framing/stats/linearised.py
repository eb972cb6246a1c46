"""Linearised variances between clusters: t intervals and tests that need only sums over clusters.

What is said of `y`, `n` and clusters in `framing.stats.resample` holds here too. The sums (`ClusterSums`) merge over
partitions of a corpus and serve a whole vocabulary at once.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from framing.stats.clusters import check_level, check_zero, compared, counts_and_sizes, elementwise

if TYPE_CHECKING:
    from framing.stats.clusters import Counts

Floats = NDArray[np.float64]

_ROUNDING = 1e-13  # share of the summed squares below which their residual is rounding error


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


def cluster_sums(y: Counts, n: ArrayLike) -> ClusterSums:
    """Sums over clusters of one side. ValueError where shapes disagree or a count stands beside a size of 0.

    >>> sums = cluster_sums([[1, 0], [3, 2]], [10, 20])
    >>> sums.m, sums.y2, sums.yn
    (2, array([10.,  4.]), array([70., 40.]))
    """
    counts, sizes = counts_and_sizes(y, n)
    items = counts.shape[1]
    if sizes.ndim == 1:
        m, yn, total, squares = np.count_nonzero(sizes), counts.T @ sizes, sizes.sum(), (sizes**2).sum()
    else:
        m, total, squares = np.count_nonzero(sizes.any(axis=1)), sizes.sum(axis=0), (sizes**2).sum(axis=0)
        yn = elementwise(counts, sizes).sum(axis=0)
    return ClusterSums(
        m=int(m),
        y=_column(counts.sum(axis=0), items),
        n=_column(total, items),
        y2=_column(elementwise(counts, counts).sum(axis=0), items),
        yn=_column(yn, items),
        n2=_column(squares, items),
    )


def clustered_log_ratio(
    target: ClusterSums, reference: ClusterSums, *, level: float = 0.95, zero: float = 0.5
) -> LogRatio:
    """Log ratio of two rates with a t interval on the linearised variance between clusters.

    On each side r = Σy/Σn and V(r) = m/(m-1) Σ(y - r n)² / (Σn)². With v = V/r² the variance of ln r is v + 3/2 v²:
    V/r² underestimates the squared coefficient of variation of a skewed rate, and the logarithm is not linear; to
    second order this makes both good for rates that are gamma distributed over clusters (own; docs/decisions/018, on
    the variance of the log ratio). The variances of the sides add up, with Welch-Satterthwaite degrees of freedom from
    m - 1 each.

    A count of 0 is replaced by `zero` in the estimate, which is nan where both counts are 0 or a side has no size.
    Where one count is 0 there is a p by `_absent_p`, and no se, t or interval. All but the estimate is nan where a side
    has fewer than two clusters, or where neither side varies at all. Swapping the sides flips signs exactly and changes
    nothing else.
    """
    check_zero(zero)
    if (target.y < 0).any() or (reference.y < 0).any():
        raise ValueError("a log ratio needs counts that are not negative; use clustered_difference")
    estimate = compared(target.y, target.n, reference.y, reference.n, "log_ratio", zero)
    relative = [relative_variance(s) for s in (target, reference)]
    v1, v2 = (v / math.log(2) ** 2 for v in relative)
    estimate, se, df, low, high, t, p = welch_interval(estimate, v1, v2, target.m, reference.m, level)
    with np.errstate(divide="ignore", invalid="ignore"):
        for there, absent, v in ((target, reference, relative[0]), (reference, target, relative[1])):
            p = np.where((absent.y == 0) & (there.y > 0), _absent_p(there, absent, v), p)
    return LogRatio(estimate, se, df, low, high, t, p)


def equivalence_p(effect: LogRatio, margin: float) -> Floats:
    """P-values of the test that the log ratio lies within ±`margin` (items,): small where the two rates are alike.

    Two one-sided t tests on the clustered standard error, against -margin and +margin; the larger p counts. nan where
    the log ratio has no standard error.

    Source: Schuirmann, A comparison of the two one-sided tests procedure and the power approach for assessing the
    equivalence of average bioavailability (1987).

    >>> sums = [cluster_sums([[40], [44], [42], [41]], [1000] * 4), cluster_sums([[43], [41], [42], [44]], [1000] * 4)]
    >>> equivalence_p(clustered_log_ratio(*sums), 0.5).round(5)
    array([1.e-05])
    """
    from scipy.special import stdtr

    if not margin > 0:
        raise ValueError(f"margin, in log2, must be above 0; got {margin!r}")
    with np.errstate(invalid="ignore"):
        return np.asarray(stdtr(effect.df, (np.abs(effect.estimate) - margin) / effect.se))


def clustered_difference(target: ClusterSums, reference: ClusterSums, *, level: float = 0.95) -> Difference:
    """Difference of two rates (shares, mean prevalences) by the same means as `clustered_log_ratio`.

    Counts of 0 are allowed: such a side has no variance, which is fine as long as the other one has.
    """
    estimate = compared(target.y, target.n, reference.y, reference.n, "difference", 1.0)
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


def rate_variance(sums: ClusterSums) -> Floats:
    """Linearised variance of Σy / Σn between clusters; nan with fewer than two, 0 where all have one rate."""
    if sums.m < 2:
        return np.full(sums.y.shape, np.nan)
    r = sums.y / sums.n
    residual = sums.y2 - 2 * r * sums.yn + r**2 * sums.n2
    # The sums cancel where every cluster has the same rate; what is left is rounding, and would look like certainty.
    residual = np.where(residual <= _ROUNDING * (sums.y2 + r**2 * sums.n2), 0.0, residual)
    return sums.m / (sums.m - 1) * residual / sums.n**2


def relative_variance(sums: ClusterSums) -> Floats:
    """Variance of the natural logarithm of a side's rate, as `clustered_log_ratio` has it."""
    with np.errstate(divide="ignore", invalid="ignore"):
        v = rate_variance(sums) * (sums.n / sums.y) ** 2
    return v + 1.5 * v**2


def _absent_p(there: ClusterSums, absent: ClusterSums, v: Floats) -> Floats:
    """Two-sided p where one side lacks the item and the other's rate has the relative variance `v` (items,).

    A side without the item shows no spread, so it is given that of the other side, and neither side less than that of
    independent draws at the pooled rate r. t = (Σy/Σn) / r / √(variances), with m - 1 degrees of freedom of the side
    that has the item. Own.
    """
    from scipy.special import stdtr

    if there.m < 2 or absent.m < 1:
        return np.full(there.y.shape, np.nan)
    rate = there.y / (there.n + absent.n)
    variance = np.maximum(v, 1 / (rate * there.n)) + np.maximum(v * there.m / absent.m, 1 / (rate * absent.n))
    return np.asarray(2 * stdtr(there.m - 1, -(there.y / there.n) / rate / np.sqrt(variance)))


def welch_interval(estimate: Floats, v1: Floats, v2: Floats, m1: int, m2: int, level: float) -> tuple[Floats, ...]:
    """Estimate, se, df, low, high, t and two-sided p; all but the estimate nan where the variance is 0 or nan."""
    from scipy.special import stdtr, stdtrit

    check_level(level)
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = np.where(v1 + v2 > 0, v1 + v2, np.nan)
        # Both divisors are taken at least 1: with one cluster the variance is nan already.
        df = variance**2 / (v1**2 / max(m1 - 1, 1) + v2**2 / max(m2 - 1, 1))
        se = np.sqrt(variance)
        reach, t = stdtrit(df, (1 + level) / 2) * se, estimate / se
        return estimate, se, df, estimate - reach, estimate + reach, t, 2 * stdtr(df, -np.abs(t))


def _column(values: Any, items: int) -> Floats:
    return np.array(np.broadcast_to(np.asarray(values, np.float64), (items,)))
