"""The Poisson bootstrap of clusters: weights hashed from names, and percentile intervals of a whole vocabulary.

What is said of `y`, `n` and clusters in `framing.stats.resample` holds here too.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from framing.stats.clusters import ClusterDesign, check_level, cluster_design, compared
from framing.stats.draws import cluster_names, id_keys, mixed, replicate_keys

if TYPE_CHECKING:
    from framing.stats.clusters import Counts

Floats = NDArray[np.float64]

FEWEST_FOR_BOOTSTRAP = 10

_BLOCK = 32_000_000  # bytes of replicates alive at a time
_WIDTH = 128  # replicates multiplied at a time: their weights and sums then stay in the processor's cache
_SINGLE = 2**24  # whole numbers up to here are exact in single precision, which is fast where most counts are not 0
_SHORT = 2**16 - 1  # and up to here in two bytes, which are fast where most are
_DENSE = 0.1  # share of clusters with the item from which a dense product is faster
_BITS = 16  # of a draw, by which most weights are looked up


@dataclass(frozen=True)
class BootstrapInterval:
    """A log ratio with its percentile interval; `empty` counts replicates without a size on a side; arrays (items,)."""

    estimate: Floats
    low: Floats
    high: Floats
    empty: NDArray[np.int64]


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
    return _weights(id_keys(cluster_names(ids)), replicate_keys("bootstrap", seed, first, replicates)).astype(np.int64)


def _weights(clusters: NDArray[np.uint64], replicates: NDArray[np.uint64]) -> NDArray[np.uint8]:
    """Poisson(1) weights (clusters x replicates) from the hashes of both."""
    out = np.empty((len(clusters), len(replicates)), np.uint8)
    rows = max(1, 1_000_000 // max(len(replicates), 1))
    for start in range(0, len(clusters), rows):
        out[start : start + rows] = _inverted(mixed(clusters[start : start + rows, None] ^ replicates[None, :]))
    return out


@cache
def _by_first_bits() -> tuple[Floats, NDArray[np.uint8], NDArray[np.bool_]]:
    """The distribution function, and for each value of a draw's first bits its weight, and whether they settle it."""
    reach = np.cumsum([math.exp(-1) / math.factorial(k) for k in range(18)])
    edges = np.arange(2**_BITS + 1) / 2**_BITS
    weight = np.searchsorted(reach, edges, side="right")
    return reach, weight[:-1].astype(np.uint8), weight[:-1] == weight[1:]


def _inverted(draws: NDArray[np.uint64]) -> NDArray[np.uint8]:
    """The number k with F(k - 1) <= u < F(k) for u = draw / 2^64 cut to 53 bits, F the Poisson(1) distribution."""
    reach, weight, settled = _by_first_bits()
    bits = (draws >> np.uint64(64 - _BITS)).astype(np.uint16)
    out: NDArray[np.uint8] = weight[bits]
    open_ = ~settled[bits]
    uniform = (draws[open_] >> np.uint64(11)) * 2.0**-53
    out[open_] = np.searchsorted(reach, uniform, side="right")
    return out


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

    Replicates in which a side has no size, or neither side a count, have no value: they are left out, the former
    counted in `empty`. The interval is nan where a side has a count of 0, as every replicate would repeat it.
    ValueError with fewer than ten clusters on a side, where percentile intervals are much too narrow.

    Sums of whole numbers are exact. Bounds are the quantiles with linear
    interpolation between log ratios.
    """
    design = cluster_design(y, n, is_target, ids, zero)
    if replicates < 1:
        raise ValueError(f"replicates must be at least 1; got {replicates}")
    check_level(level)
    for name, side in (("target", design.target), ("reference", ~design.target)):
        if side.sum() < FEWEST_FOR_BOOTSTRAP:
            raise ValueError(
                f"the percentile bootstrap needs at least {FEWEST_FOR_BOOTSTRAP} clusters on each side, the {name} has "
                f"{side.sum()}: with so few its intervals are much too narrow; use the clustered t interval"
            )
    items = design.y.shape[1]
    weights = _weights(design.keys, replicate_keys("bootstrap", seed, 0, replicates))
    sides = [_Side.of(design, side, weights) for side in (design.target, ~design.target)]
    totals = [design.sums(side[None, :].astype(float)) for side in (design.target, ~design.target)]
    estimate = compared(*totals[0], *totals[1], "log_ratio", zero)[0]
    low, high = np.full(items, np.nan), np.full(items, np.nan)
    empty = np.zeros(items, np.int64)
    wide = max(1, _BLOCK // (8 * replicates))
    for part in (slice(i, min(i + wide, items)) for i in range(0, items, wide)):
        ratios = np.empty((part.stop - part.start, replicates))
        for columns, (a, c), (b, d) in zip(_columns(replicates), *(s.sums(part) for s in sides), strict=True):
            empty[part] += ((c == 0) | (d == 0)).sum(axis=1)
            ratios[:, columns] = _ratios(a, b, c, d, zero)
        low[part], high[part] = _log_quantiles(ratios, level)
    there = (totals[0][0][0] > 0) & (totals[1][0][0] > 0)
    return BootstrapInterval(estimate, np.where(there, low, np.nan), np.where(there, high, np.nan), empty)


@dataclass(frozen=True)
class _Side:
    """What one side's sums are made of: counts and sizes by item, and weights, block by block of replicates."""

    counts: Any  # CSC (clusters x items), the columns of frequent items empty
    frequent: NDArray[np.intp]  # those items
    dense: NDArray[Any]  # their counts (clusters x frequent items)
    sizes: Floats  # (clusters x items), or (clusters x 1)
    weights: tuple[tuple[NDArray[Any], NDArray[Any]], ...]  # (clusters x replicates), for the sparse and the dense

    @staticmethod
    def of(design: ClusterDesign, side: NDArray[np.bool_], weights: NDArray[np.uint8]) -> _Side:
        from scipy import sparse

        counts: Any = sparse.csc_array(design.y[side])
        mine = weights[side]
        largest = np.asarray(abs(counts).sum(axis=0)).ravel() * int(mine.max())
        whole = bool((counts.data % 1 == 0).all()) and counts.data.min(initial=0) >= 0
        exact = whole and largest.max(initial=0) <= _SINGLE
        few, many = (np.uint16, np.float32) if exact else (np.float64, np.float64)
        filled = np.diff(counts.indptr)
        often = (filled > _DENSE * counts.shape[0]) | (exact & (largest > _SHORT))
        stays = np.repeat(~often, filled)
        ends = np.concatenate([[0], np.cumsum(np.where(often, 0, filled))]).astype(counts.indices.dtype)
        rest = sparse.csc_array((counts.data[stays].astype(few), counts.indices[stays], ends), shape=counts.shape)
        dense = counts[:, often].toarray().astype(many)
        blocks = [np.ascontiguousarray(mine[:, c]) for c in _columns(weights.shape[1])]
        return _Side(
            rest,
            np.flatnonzero(often),
            dense,
            design.n[side],
            tuple((w.astype(few), w.astype(many)) for w in blocks),
        )

    def sums(self, part: slice) -> Iterator[tuple[NDArray[Any], Floats]]:
        """Weighted counts (items x replicates) and sizes (items or 1 x replicates) of some items, block by block."""
        counts = self.counts[:, part].T
        first, last = np.searchsorted(self.frequent, [part.start, part.stop])
        rows, dense = self.frequent[first:last] - part.start, np.ascontiguousarray(self.dense[:, first:last].T)
        sizes = self.sizes if self.sizes.shape[1] == 1 else self.sizes[:, part]
        for short, single in self.weights:
            sums = (counts @ short).astype(np.float64)
            sums[rows] = dense @ single
            yield sums, sizes.T @ single.astype(np.float64, copy=False)


def _columns(replicates: int) -> list[slice]:
    return [slice(i, min(i + _WIDTH, replicates)) for i in range(0, replicates, _WIDTH)]


def _ratios(a: NDArray[Any], b: NDArray[Any], c: Floats, d: Floats, zero: float) -> NDArray[Any]:
    """Ratio of rates, nan where a side has no size or neither a count; `a` and `b` are changed."""
    neither = (a == 0) & (b == 0)
    a[a == 0], b[b == 0] = zero, zero
    with np.errstate(divide="ignore", invalid="ignore"):
        a /= b
        a *= d / c
    a[neither] = np.nan
    a[np.broadcast_to((c == 0) | (d == 0), a.shape)] = np.nan
    return a


def _log_quantiles(ratios: NDArray[Any], level: float) -> NDArray[np.float64]:
    """Quantiles of the binary logarithm of each row (2 x rows), nan left out; sorts `ratios`.

    The logarithm keeps the order, so only those of the values beside the quantiles are taken.
    """
    ratios.sort(axis=1)  # nan comes last
    last = np.maximum(np.count_nonzero(~np.isnan(ratios), axis=1) - 1, 0)
    place = np.array([(1 - level) / 2, (1 + level) / 2])[:, None] * last
    below = np.floor(place).astype(np.intp)
    each = np.arange(len(ratios))
    low, high = (np.log2(ratios[each, k]) for k in (below, np.minimum(below + 1, last)))
    return np.asarray(low + (place - below) * (high - low))
