"""Intervals for shares of things that come in clusters: occurrences in documents."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Proportion:
    """A share with its interval, and the number of independent draws that the interval is worth."""

    value: float
    low: float
    high: float
    n_effective: float


def clustered_proportion(y: ArrayLike, n: ArrayLike, *, level: float = 0.95) -> Proportion:
    """The share Σy / Σn with a Wilson interval at the effective sample size.

    The effective size is n over the design effect, V / (p (1 - p) / n) with the linearised variance V between clusters,
    never more than n; it is brought down by (z / t)² for the m - 1 degrees of freedom of few clusters. Where all are
    right or all wrong there is no variance to go by: then n itself is brought down. With one cluster the occurrences
    count as independent, which makes the interval too narrow: say so beside it. Own; the effective size of few clusters
    is scaled as R's `survey::svyciprop(method = "beta")` does.

    Args:
        y: how many of each cluster have the property, (clusters,).
        n: how many there are, (clusters,); clusters of none are left out.

    >>> p = clustered_proportion([9, 8, 10, 7], [10, 10, 10, 10])
    >>> round(p.value, 3), round(p.low, 3), round(p.high, 3)
    (0.85, 0.565, 0.961)
    """
    from scipy import special

    if not 0 < level < 1:
        raise ValueError(f"level must be between 0 and 1; got {level}")
    y, n = np.asarray(y, float), np.asarray(n, float)
    if y.shape != n.shape or y.ndim != 1 or (y < 0).any() or (y > n).any():
        raise ValueError("each cluster must have a count from 0 to its size")
    y, n = y[n > 0], n[n > 0]
    m, total = len(n), float(n.sum())
    if not m:
        return Proportion(np.nan, np.nan, np.nan, 0.0)
    p = float(y.sum()) / total
    z = float(special.ndtri((1 + level) / 2))
    size = total
    if m > 1:
        variance = m / (m - 1) * float(((y - p * n) ** 2).sum()) / total**2
        if 0 < p < 1 and variance > 0:
            size = min(total, p * (1 - p) / variance)
        size *= (z / float(special.stdtrit(m - 1, (1 + level) / 2))) ** 2
    middle, spread = p + z**2 / (2 * size), z * np.sqrt(p * (1 - p) / size + z**2 / (4 * size**2))
    low, high = (middle - spread) / (1 + z**2 / size), (middle + spread) / (1 + z**2 / size)
    return Proportion(p, float(max(0.0, low)), float(min(1.0, high)), size)
