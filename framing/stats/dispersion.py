"""Dispersion: how evenly an item is spread over the parts of a corpus (documents, outlets, weeks).

Every function takes `v`, the counts (parts x items; dense, or scipy sparse, which stays sparse), and `s`, the sizes of
the parts in tokens (parts,); it returns an array (items,). A one-dimensional `v` is a single item and gives a single
number. Below, s stands for sizes divided by their sum, f for the item's total. An item that does not occur has no
dispersion: nan. Counts must be finite and not negative and every part larger than 0, otherwise ValueError.

Sources: Gries, Dispersions and adjusted frequencies in corpora (2008); Lijffijt and Gries, review of the same (2012),
for the normalised DP.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

if TYPE_CHECKING:
    from scipy import sparse

    Counts = ArrayLike | sparse.sparray | sparse.spmatrix

Floats = NDArray[np.float64]


def gries_dp(v: Counts, s: ArrayLike) -> Floats:
    """Deviation of proportions, ½ Σ |v/f - s|: 0 for a perfectly even item, towards 1 for a concentrated one.

    >>> gries_dp([1, 2, 3, 4, 5], [9, 10, 10, 10, 11]).round(6)
    np.float64(0.18)
    """
    cells = _cells(v, s)
    return cells.result(_dp(cells))


def gries_dp_norm(v: Counts, s: ArrayLike) -> Floats:
    """DP / (1 - min s), which reaches 1 for an item of the smallest part only; nan if there is one part only.

    >>> gries_dp_norm([1, 2, 3, 4, 5], [9, 10, 10, 10, 11]).round(6)
    np.float64(0.219512)
    """
    cells = _cells(v, s)
    room = 1 - cells.share.min()
    return cells.result(np.clip(_dp(cells) / room, 0.0, 1.0) if len(cells.share) > 1 else np.full(cells.items, np.nan))


def juilland_d(v: Counts, s: ArrayLike) -> Floats:
    """Juilland's D = 1 - (sd p / mean p) / √(n - 1) with p the item's share of each of n parts, sd over n.

    1 for a perfectly even item, 0 for one in a single part; nan if there is one part only.

    >>> juilland_d([1, 2, 3, 4, 5], [9, 10, 10, 10, 11]).round(6)
    np.float64(0.78515)
    """
    cells = _cells(v, s)
    n = len(cells.share)
    if n < 2:
        return cells.result(np.full(cells.items, np.nan))
    p = cells.count / cells.size[cells.part]
    mean = cells.sum(p) / n
    # Deviations, as Σp² - n mean² cancels for an even item; parts without the item deviate by the whole mean.
    squares = cells.sum((p - mean[cells.item]) ** 2) + (n - cells.sum(np.ones_like(p))) * mean**2
    mean = np.where(mean > 0, mean, np.nan)
    return cells.result(1 - np.sqrt(squares / n) / mean / np.sqrt(n - 1))


def rosengren_s(v: Counts, s: ArrayLike) -> Floats:
    """Rosengren's S = (Σ √(s v))² / f: 1 for a perfectly even item, min s at the least.

    >>> rosengren_s([1, 2, 3, 4, 5], [9, 10, 10, 10, 11]).round(6)
    np.float64(0.949816)
    """
    cells = _cells(v, s)
    return cells.result(cells.sum(np.sqrt(cells.share[cells.part] * cells.count)) ** 2 / cells.total)


def kld(v: Counts, s: ArrayLike) -> Floats:
    """Kullback-Leibler divergence Σ (v/f) log2((v/f) / s) in bits: 0 for a perfectly even item.

    >>> kld([1, 2, 3, 4, 5], [9, 10, 10, 10, 11]).round(6)
    np.float64(0.136972)
    """
    cells = _cells(v, s)
    q = cells.count / cells.total[cells.item]
    bits = cells.sum(q * np.log2(q / cells.share[cells.part]))
    # An item that does not occur sums to 0 here; its total is nan and makes it nan.
    return cells.result(np.where(np.isnan(cells.total), np.nan, np.maximum(bits, 0.0)))


def part_range(v: Counts) -> NDArray[np.int64]:
    """Number of parts in which the item occurs, integers; 0 for an item that does not occur.

    >>> part_range([[1, 0, 2], [0, 0, 1]])
    array([1, 0, 2])
    """
    cells = _cells(v, None)
    return np.bincount(cells.item, minlength=cells.items).astype(np.int64).reshape(cells.shape)[()]


@dataclass(frozen=True)
class _Cells:
    """The cells with a count, by item and then part, and the sizes: what all measures need, in any storage."""

    count: Floats
    part: NDArray[np.intp]
    item: NDArray[np.intp]
    total: Floats  # (items,), nan where the item does not occur
    size: Floats  # (parts,)
    share: Floats  # (parts,), sums to 1
    shape: tuple[int, ...]  # of the result

    @property
    def items(self) -> int:
        return len(self.total)

    def sum(self, values: Floats) -> Floats:
        """Values of cells added up by item, always in the order of parts."""
        return np.bincount(self.item, weights=values, minlength=self.items).astype(np.float64)

    def result(self, values: Floats) -> Floats:
        return values.reshape(self.shape)[()]


def _dp(cells: _Cells) -> Floats:
    share = cells.share[cells.part]
    there = cells.sum(np.abs(cells.count / cells.total[cells.item] - share))
    # Parts without the item deviate by their whole share.
    elsewhere = np.maximum(1 - cells.sum(share), 0.0)
    return np.where(np.isnan(cells.total), np.nan, np.clip((there + elsewhere) / 2, 0.0, 1.0))


def _cells(v: Counts, s: ArrayLike | None) -> _Cells:
    from scipy import sparse

    if sparse.issparse(v):
        matrix: Any = sparse.csc_array(v, dtype=np.float64, copy=True)
        matrix.sum_duplicates()
        matrix.eliminate_zeros()
        shape, count, part = matrix.shape, matrix.data, matrix.indices.astype(np.intp)
        item = np.repeat(np.arange(shape[1], dtype=np.intp), np.diff(matrix.indptr))
        out: tuple[int, ...] = (shape[1],)
    else:
        dense = np.asarray(v, float)
        if dense.ndim not in (1, 2):
            raise ValueError(f"v must have two dimensions, parts x items; got {dense.ndim}")
        out = dense.shape[1:]
        dense = dense.reshape(len(dense), -1) if dense.ndim == 1 else dense
        shape = dense.shape
        item, part = np.nonzero(dense.T)
        count = dense[part, item]
    if not np.isfinite(count).all():
        raise ValueError("v must hold finite counts; got nan or infinity")
    if (count < 0).any():
        raise ValueError(f"v must hold counts that are not negative; got {count.min():g}")
    size = np.ones(shape[0]) if s is None else np.asarray(s, float)
    if size.shape != (shape[0],):
        raise ValueError(f"s must hold one size for each of the {shape[0]} parts of v; got shape {size.shape}")
    if not (np.isfinite(size).all() and (size > 0).all()):
        raise ValueError(f"s must hold sizes above 0; leave out empty parts; got {size.min(initial=np.inf):g}")
    total: Floats = np.bincount(item, weights=count, minlength=shape[1]).astype(np.float64)
    total[total == 0] = np.nan
    return _Cells(count, part, item, total, size, size / size.sum(), out)
