"""Corrections for many tests at once. Missing p-values (nan) stay missing and are not counted among the tests."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def benjamini_hochberg(p: ArrayLike) -> Floats:
    """q-values that hold the false discovery rate, of the shape of `p`; ValueError outside [0, 1].

    The i-th smallest of m gets the least p(j) m / j over j >= i, at most 1.

    Source: Benjamini and Hochberg (1995).

    >>> benjamini_hochberg([0.01, 0.04, float("nan"), 0.03])
    array([0.03, 0.04,  nan, 0.04])
    """
    values, known, order = _ranked(p)
    m = len(order)
    stepped = values[known][order] * m / np.arange(1, m + 1)
    return _restored(values, known, order, np.minimum.accumulate(stepped[::-1])[::-1])


def holm(p: ArrayLike) -> Floats:
    """Adjusted p-values that hold the family-wise error rate, of the shape of `p`; ValueError outside [0, 1].

    The i-th smallest of m gets the largest p(j) (m - j + 1) over j <= i, at most 1.

    Source: Holm, A simple sequentially rejective multiple test procedure (1979).

    >>> holm([0.01, 0.04, float("nan"), 0.03])
    array([0.03, 0.06,  nan, 0.06])
    """
    values, known, order = _ranked(p)
    m = len(order)
    return _restored(values, known, order, np.maximum.accumulate(values[known][order] * np.arange(m, 0, -1)))


def _ranked(p: ArrayLike) -> tuple[Floats, NDArray[np.bool_], NDArray[np.intp]]:
    """The values, where they are known, and the order of the known ones."""
    values = np.asarray(p, float)
    known = ~np.isnan(values)
    outside = known & ((values < 0) | (values > 1))
    if outside.any():
        raise ValueError(f"p-values must lie between 0 and 1; got {values[outside].flat[0]:g}")
    return values, known, np.argsort(values[known], kind="stable")


def _restored(values: Floats, known: NDArray[np.bool_], order: NDArray[np.intp], adjusted: Floats) -> Floats:
    """Adjusted values, given in rank order, in the places of the values they came from."""
    within = np.empty(len(order))
    within[order] = np.minimum(adjusted, 1.0)
    result = np.full(values.shape, np.nan)
    result[known] = within
    return result
