"""How far a Jensen-Shannon divergence between two groups of clusters goes beyond what chance alone makes of it.

The divergence of two samples is never below 0, so it is above 0 where nothing differs, and the more so the more items
there are, the fewer words, and the more these come in bursts. The value is therefore set beside those that the same
clusters give under other labels; their mean is the bias, which the interval is freed from.

`y` are counts (clusters x items; dense, or scipy sparse, which stays sparse); a cluster without a count is left out.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from framing.stats.divergence import jensen_shannon
from framing.stats.draws import all_labels, cluster_names, drawn_labels, id_keys
from framing.stats.resample import FEWEST_FOR_BOOTSTRAP, permutation_floor, poisson_weights

if TYPE_CHECKING:
    from scipy import sparse

    Counts = ArrayLike | sparse.sparray | sparse.spmatrix

Floats = NDArray[np.float64]
_BLOCK = 64_000_000  # bytes of arrays alive in one block of arrangements


@dataclass(frozen=True)
class ShiftNull:
    """The divergence under no difference: mean and 95th percentile over arrangements of the labels, p and its floor.

    exact: whether all arrangements were gone through.
    """

    mean: float
    high: float
    p: float
    p_floor: float
    exact: bool


def shift_null(
    y: Counts,
    is_target: ArrayLike,
    ids: Sequence[object] | NDArray[Any],
    *,
    permutations: int = 999,
    seed: int,
) -> ShiftNull:
    """The Jensen-Shannon divergence (bits) when the labels of clusters are permuted.

    All arrangements are gone through where there are at most `permutations`, otherwise that many are drawn and
    p = (k + 1) / (permutations + 1), with k those that reach the observed divergence. Rows may come in any order.
    """
    counts, target, names = _design(y, is_target, ids)
    m, k = len(names), int(min(target.sum(), (~target).sum()))
    floor = permutation_floor(k, m - k, permutations)  # also checks `permutations`
    total = np.asarray(counts.sum(axis=0), np.float64).ravel()
    observed = float(jensen_shannon(*_sides(counts, target[None, :].astype(float), total))[0])
    exact = math.comb(m, k) <= permutations
    rows = max(1, _BLOCK // (64 * (m + len(total))))
    blocks = all_labels(m, k, rows) if exact else drawn_labels(id_keys(names), k, permutations, rows, seed)
    values = np.concatenate([jensen_shannon(*_sides(counts, labels, total)) for labels in blocks])
    reached = int((values >= observed * (1 - 1e-9) - 1e-12).sum())
    p = reached / len(values) if exact else (reached + 1) / (permutations + 1)
    return ShiftNull(float(values.mean()), float(np.quantile(values, 0.95)), max(p, floor), floor, exact)


def shift_interval(
    y: Counts,
    is_target: ArrayLike,
    ids: Sequence[object] | NDArray[Any],
    *,
    bias: float,
    replicates: int = 1000,
    level: float = 0.95,
    seed: int,
) -> tuple[float, float]:
    """Interval of the divergence less `bias`, the mean of `shift_null`, by the Poisson bootstrap of clusters.

    Resampling adds its own chance to the observed one, so resampled divergences lie too high as a whole. Only their
    spread about their mean is used: (d - bias - upper, d - bias - lower deviation), cut to 0 to 1. (nan, nan) with
    fewer than ten clusters on a side. Own; how often it covers is measured in experiments/shift_calibration.py.
    """
    if replicates < 1 or not 0 < level < 1:
        raise ValueError(f"replicates must be at least 1 and level between 0 and 1; got {replicates} and {level}")
    counts, target, names = _design(y, is_target, ids)
    if min(target.sum(), (~target).sum()) < FEWEST_FOR_BOOTSTRAP:
        return math.nan, math.nan
    whole = np.ones((1, len(names)))
    observed = float(jensen_shannon((whole * target) @ counts, (whole * ~target) @ counts)[0])
    values = []
    rows = max(1, _BLOCK // (64 * (len(names) + counts.shape[1])))
    for first in range(0, replicates, rows):
        weights = poisson_weights(seed, names, min(rows, replicates - first), first=first).T.astype(float)
        p, q = np.asarray((weights * target) @ counts), np.asarray((weights * ~target) @ counts)
        drawn = (p.sum(axis=1) > 0) & (q.sum(axis=1) > 0)
        values.append(jensen_shannon(p[drawn], q[drawn]))
    drawn_values = np.concatenate(values)
    off = np.quantile(drawn_values, [(1 + level) / 2, (1 - level) / 2]) - drawn_values.mean()
    low, high = np.clip(observed - bias - off, 0.0, 1.0)
    return float(low), float(high)


def _sides(counts: Any, labels: Floats, total: Floats) -> tuple[Floats, Floats]:
    """Summed counts of both sides for each row of labels; counts are whole numbers, so the difference is exact."""
    side = np.asarray(labels @ counts)
    return side, total - side


def _design(
    y: Counts, is_target: ArrayLike, ids: Sequence[object] | NDArray[Any]
) -> tuple[Any, NDArray[np.bool_], list[str]]:
    """Counts, sides and names of the clusters that have any count, in the order of their names."""
    from scipy import sparse

    counts: Any = sparse.csr_array(y, dtype=np.float64) if sparse.issparse(y) else np.asarray(y, np.float64)
    target, names = np.asarray(is_target), cluster_names(ids)
    if counts.ndim != 2 or target.dtype != bool or target.shape != counts.shape[:1] or len(names) != counts.shape[0]:
        raise ValueError(
            "y must be clusters x items, is_target (true or false) and ids one value a cluster; got shape"
            f" {counts.shape}, {target.dtype} of shape {target.shape} and {len(names)} ids"
        )
    told = np.asarray(counts.sum(axis=1)).ravel() > 0
    order = np.array([i for i in sorted(range(len(names)), key=names.__getitem__) if told[i]], dtype=np.intp)
    for name, side in (("target", target[order]), ("reference", ~target[order])):
        if not side.any():
            raise ValueError(f"the {name} must have a cluster with counts; it has none")
    return counts[order], target[order], [names[i] for i in order]
