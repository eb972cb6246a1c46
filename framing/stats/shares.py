"""Shares under the Poisson bootstrap of clusters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.stats.resample import poisson_weights

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

_BLOCK = 4_000_000
"""Weights alive at a time."""


def share_replicates(
    y: Integers, n: Integers, ids: Sequence[object] | NDArray[Any], *, replicates: int = 2000, seed: int
) -> Floats:
    """Shares Σy / Σn in each replicate, (replicates, items); nan in a replicate that draws no cluster with a size.

    y: counts (clusters, items). n: sizes (clusters,). ids: name of each cluster, which its weights depend on, so that
    neither order nor partition matters and replicates of two sides can be set against one another.

    >>> share_replicates(np.array([[1], [1]]), np.array([2, 2]), ["a", "b"], replicates=3, seed=1).max()
    np.float64(0.5)
    """
    if y.ndim != 2 or n.shape != y.shape[:1]:
        raise ValueError(f"y must be clusters x items and n (clusters,); got shapes {y.shape} and {n.shape}")
    out = np.empty((replicates, y.shape[1]))
    rows = max(1, _BLOCK // max(len(n), 1))
    for first in range(0, replicates, rows):
        weights = poisson_weights(seed, ids, min(rows, replicates - first), first=first).T
        with np.errstate(divide="ignore", invalid="ignore"):
            out[first : first + rows] = (weights @ y) / (weights @ n)[:, None]
    return out


def percentiles(values: Floats, *, level: float = 0.95) -> tuple[Floats, Floats]:
    """Bounds of the percentile interval of each column; nan where the replicates do not vary at all.

    >>> percentiles(np.array([[0.0, 1.0], [1.0, 1.0]]), level=0.5)
    (array([0.25,  nan]), array([0.75,  nan]))
    """
    known = values[np.isfinite(values).all(axis=1)]
    unknown = np.full(values.shape[1], np.nan)
    if not len(known):
        return unknown, unknown.copy()
    low, high = np.quantile(known, [(1 - level) / 2, (1 + level) / 2], axis=0)
    flat = np.ptp(known, axis=0) <= 1e-12
    return np.where(flat, np.nan, low), np.where(flat, np.nan, high)
