"""Counts and sizes of clusters as the kernels of inference take them: checked, in the order of their ids."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from framing.stats.draws import cluster_names, id_keys

if TYPE_CHECKING:
    from scipy import sparse

    Counts = ArrayLike | sparse.sparray | sparse.spmatrix

Floats = NDArray[np.float64]
Statistic = Literal["log_ratio", "difference"]
Comparison = Callable[[Floats, Floats, Floats, Floats], Floats]
"""A statistic of one's own: from y and n of the one side and of the other, broadcast, to values; nan if undefined."""


@dataclass(frozen=True)
class ClusterDesign:
    """Clusters that say something, in the order of their ids."""

    y: Any  # (clusters x items), dense or CSR
    n: Floats  # (clusters x items), or (clusters x 1)
    target: NDArray[np.bool_]
    keys: NDArray[np.uint64]
    names: list[str]

    def sums(self, weights: Floats) -> tuple[Floats, Floats]:
        """Weighted sums of y and n for each row of weights (rows x clusters)."""
        return np.asarray(weights @ self.y), weights @ self.n

    def items(self, part: slice | NDArray[np.intp]) -> ClusterDesign:
        """The same clusters with some of the items."""
        n = self.n if self.n.shape[1] == 1 else self.n[:, part]
        return ClusterDesign(self.y[:, part], n, self.target, self.keys, self.names)


def cluster_design(
    y: Counts, n: ArrayLike, is_target: ArrayLike, ids: Sequence[object] | NDArray[Any], zero: float
) -> ClusterDesign:
    """The clusters that have a size, in the order of their ids; ValueError where something does not fit."""
    check_zero(zero)
    counts, sizes = counts_and_sizes(y, n)
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
    return ClusterDesign(counts[order], sizes[order], target[order], id_keys(kept), kept)


def counts_and_sizes(y: Counts, n: ArrayLike) -> tuple[Any, Floats]:
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
    if elementwise(abs(counts), outside[:, None] if sizes.ndim == 1 else outside).sum() > 0:
        raise ValueError("y has a count where n, the size of the cluster, is 0")
    return counts, sizes


def elementwise(counts: Any, other: Any) -> Any:
    """The product cell by cell, sparse if the counts are."""
    return counts * other if isinstance(counts, np.ndarray) else counts.multiply(other)


def compared(y1: Floats, n1: Floats, y2: Floats, n2: Floats, statistic: Statistic | Comparison, zero: float) -> Floats:
    """The statistic of each row; nan where a side has no size or, for the log ratio, neither side a count."""
    with np.errstate(divide="ignore", invalid="ignore"):
        if callable(statistic):
            return statistic(y1, n1, y2, n2)
        if statistic == "difference":
            return np.asarray(y1 / n1 - y2 / n2)
        value = _log_rate(y1, n1, zero) - _log_rate(y2, n2, zero)
        return np.where(((y1 == 0) & (y2 == 0)) | (n1 == 0) | (n2 == 0), np.nan, value)


def _log_rate(y: Floats, n: Floats, zero: float) -> Floats:
    return np.asarray(np.log2(np.where(y == 0, zero, y) / n))


def check_level(level: float) -> None:
    """Raise ValueError unless it is a level of confidence."""
    if not 0 < level < 1:
        raise ValueError(f"level, of the interval, must lie between 0 and 1; got {level!r}")


def check_zero(zero: float) -> None:
    """Raise ValueError unless it can stand in for a count of 0."""
    if not zero > 0:
        raise ValueError(f"zero, which replaces a count of 0, must be above 0; got {zero!r}")
