"""Intervals for any statistic of weighted units, by resampling the clusters that the units come in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.stats.resample import FEWEST_FOR_BOOTSTRAP, poisson_weights

Floats = NDArray[np.float64]
_BLOCK = 4_000_000  # weights alive at a time


@dataclass(frozen=True)
class Resampled:
    """Bounds of an interval, arrays of the statistic's shape, and how it was made."""

    low: Floats
    high: Floats
    method: str


def resampled_interval(
    statistic: Callable[[Floats], Floats],
    clusters: Sequence[object] | NDArray[Any],
    *,
    seed: int,
    replicates: int = 2000,
    level: float = 0.95,
    bounds: tuple[float, float] = (-np.inf, np.inf),
) -> Resampled:
    """Interval of a statistic whose units come in clusters.

    With ten clusters or more the percentile interval of the Poisson bootstrap; with two to nine, where that is much too
    narrow, a t interval on the delete-one-cluster jackknife, with one degree of freedom less than clusters; with one
    cluster none (nan). `method` says which. Replicates in which the statistic is undefined are left out; the bounds are
    nan where these are more than half.

    Args:
        statistic: from weights (units x replicates) to values (replicates, ...).
        clusters: the cluster of each unit, (units,).
        bounds: the range that the statistic can take; the interval is cut to it.

    Source of the jackknife: Efron and Stein, The jackknife estimate of variance (1981).
    """
    if replicates < 1 or not 0 < level < 1:
        raise ValueError(f"replicates must be at least 1 and level between 0 and 1; got {replicates} and {level}")
    names, of_unit = np.unique(np.array([str(c) for c in clusters], object), return_inverse=True)
    m = len(names)
    if m < FEWEST_FOR_BOOTSTRAP:
        return _jackknife(statistic, of_unit, m, level, bounds)
    width = max(1, _BLOCK // len(of_unit))
    values = np.concatenate(
        [
            statistic(poisson_weights(seed, names, min(width, replicates - r), first=r).astype(float)[of_unit])
            for r in range(0, replicates, width)
        ]
    )
    defined = np.isfinite(values).mean(axis=0) >= 0.5
    tails = np.full((2, *values.shape[1:]), np.nan)
    tails[:, defined] = np.nanquantile(values[:, defined], [(1 - level) / 2, (1 + level) / 2], axis=0)
    low, high = np.clip(tails, *bounds)
    return Resampled(low, high, f"percentile bootstrap of {m} documents")


def _jackknife(
    statistic: Callable[[Floats], Floats],
    of_unit: NDArray[np.intp],
    m: int,
    level: float,
    bounds: tuple[float, float],
) -> Resampled:
    from scipy import special

    whole = statistic(np.ones((len(of_unit), 1)))[0]
    if m < 2:
        nothing = np.full(np.shape(whole), np.nan)
        return Resampled(nothing, nothing, "none: one document")
    values = statistic(1.0 - (of_unit[:, None] == np.arange(m)[None, :]))
    spread = np.sqrt((m - 1) / m * ((values - values.mean(axis=0)) ** 2).sum(axis=0))
    reach = float(special.stdtrit(m - 1, (1 + level) / 2)) * spread
    return Resampled(
        np.clip(whole - reach, *bounds), np.clip(whole + reach, *bounds), f"jackknife t over {m} documents"
    )
