"""Divergence between two distributions over the same items (words, topics)."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def jensen_shannon(p: ArrayLike, q: ArrayLike, *, base: float = 2) -> Floats:
    """Jensen-Shannon divergence with equal weights: 0 for equal distributions, 1 (base 2) for disjoint ones.

    `p` and `q` are (..., items) and broadcast; the last axis holds probabilities or counts and is divided by its sum.
    The result has the leading axes. ValueError where a value is negative or not finite, or a distribution is empty.

    >>> jensen_shannon([52, 10, 5, 0], [57, 2, 9, 4]).round(7)
    np.float64(0.0654964)
    """
    total = jensen_shannon_contributions(p, q, base=base).sum(axis=-1)
    # The sum may leave its range by rounding.
    return np.asarray(np.clip(total, 0.0, np.log(2.0) / np.log(base)))[()]


def jensen_shannon_contributions(p: ArrayLike, q: ArrayLike, *, base: float = 2) -> Floats:
    """What each item adds to the Jensen-Shannon divergence, (..., items), never negative: a word shift.

    With m = ½ (p + q) it is ½ p log(p/m) + ½ q log(q/m); whether an item leans to `p` or `q` is the sign of p - q.

    Source: Generalized word shift graphs: a method for visualizing and explaining pairwise comparisons between texts
    (EPJ Data Science, 2021), table 1.

    >>> jensen_shannon_contributions([1, 1, 0], [0, 1, 1])
    array([0.25, 0.  , 0.25])
    """
    if not base > 1:
        raise ValueError(f"base, of the logarithm, must be above 1; got {base!r}")
    left, right = _distribution(p, "p"), _distribution(q, "q")
    if left.shape[-1] != right.shape[-1]:
        raise ValueError(f"p and q must be over the same items; got {left.shape[-1]} and {right.shape[-1]}")
    middle = (left + right) / 2
    value = (_part(left, middle) + _part(right, middle)) / (2 * np.log(base))
    return np.asarray(np.maximum(value, 0.0))


def _part(p: Floats, middle: Floats) -> Floats:
    """Natural p ln(p/m), 0 where p is 0."""
    seen = p > 0
    return p * np.log(np.where(seen, p, 1.0) / np.where(seen, middle, 1.0))


def _distribution(values: ArrayLike, name: str) -> Floats:
    x = np.asarray(values, float)
    if x.ndim == 0 or not np.isfinite(x).all() or (x < 0).any():
        raise ValueError(f"{name} must hold finite values that are not negative, one for each item")
    total = x.sum(axis=-1, keepdims=True)
    if not (total > 0).all():
        raise ValueError(f"{name} must not be empty: its values sum to 0, so it is no distribution")
    return np.asarray(x / total)
