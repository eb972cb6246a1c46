"""What a row of a contrast needs to know of one side: sums over its documents, in few passes over the counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from framing.stats.linearised import ClusterSums

if TYPE_CHECKING:
    from framing.stats.clusters import Counts

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Tally:
    """One side: sums over its documents, how many documents have each item, and DPnorm over them; arrays (items,).

    `sums` takes the documents as clusters. `dp_norm` is that of `framing.stats.dispersion.gries_dp_norm`; nan where the
    side has fewer than two documents or not the item.
    """

    sums: ClusterSums
    docs: NDArray[np.int64]
    dp_norm: Floats


def tally_sides(y: Counts, n: ArrayLike, sides: list[NDArray[np.bool_]]) -> list[Tally]:
    """Tallies of sides that share no document.

    Args:
        y: counts (documents x items), dense or scipy sparse, whole numbers that are not negative.
        n: sizes (documents,), above 0 for every document of a side.
        sides: true for the documents of each side, (documents,).

    >>> target, reference = tally_sides([[1, 0], [3, 2], [5, 5]], [10, 20, 30], [np.arange(3) < 2, np.arange(3) > 1])
    >>> target.sums.y, target.docs, target.dp_norm.round(3)
    (array([4., 2.]), array([2, 1]), array([0.125, 0.5  ]))
    """
    from scipy import sparse

    csr_array: Any = sparse.csr_array  # its stubs know arrays of one type only
    counts = csr_array(y, dtype=np.float64)
    if not counts.has_canonical_format or not counts.data.all():
        counts = counts.copy()
        counts.sum_duplicates()
        counts.eliminate_zeros()
    sizes = np.asarray(n, np.float64)
    members = np.stack(sides, axis=1).astype(np.float64)
    totals = np.maximum(sizes @ members, 1.0)
    sized = sizes[:, None] * members
    share = sized / totals
    by_item = _Passes(counts)
    first = by_item.sums(counts.data, np.hstack([members, sized]))
    present = by_item.sums(np.ones_like(counts.data), np.hstack([members, share]))
    squares = by_item.sums(counts.data**2, members)
    k = len(sides)
    found, products = first[:, :k], first[:, k:]
    far = by_item.sums(by_item.distances(found, share, members), members)
    out = []
    for i, side in enumerate(sides):
        m = int(side.sum())
        total = np.full(counts.shape[1], sized[:, i].sum())
        sums = ClusterSums(
            m,
            found[:, i].copy(),
            total,
            squares[:, i].copy(),
            products[:, i].copy(),
            total * 0 + (sized[:, i] ** 2).sum(),
        )
        room = 1 - share[side, i].min(initial=1.0)
        # Documents without the item deviate by their whole share.
        dp = (far[:, i] + np.maximum(1 - present[:, k + i], 0.0)) / 2
        known = (found[:, i] > 0) & (m > 1)
        norm = np.where(known, np.clip(dp / (room if room > 0 else 1.0), 0.0, 1.0), np.nan)
        out.append(Tally(sums, present[:, i].astype(np.int64), norm))
    return out


class _Passes:
    """Passes over the cells of one CSR matrix: its transpose times a few columns, whatever stands in the cells."""

    def __init__(self, counts: Any) -> None:
        self.counts = counts

    def sums(self, cells: Floats, columns: Floats) -> Floats:
        """Σ over documents of cells times columns (items x columns)."""
        from scipy import sparse

        made: Any = sparse.csr_array((cells, self.counts.indices, self.counts.indptr), shape=self.counts.shape)
        return np.asarray(made.T @ columns)

    def distances(self, found: Floats, share: Floats, members: Floats) -> Floats:
        """|y/f - s| of each cell, f the total of its item on its document's side and s the document's share of it."""
        side = np.argmax(members, axis=1)
        with np.errstate(divide="ignore"):
            inverse = np.ascontiguousarray((1 / found).T).ravel()
        rows = np.diff(self.counts.indptr)
        place = self.counts.indices + np.repeat(side * len(found), rows)
        cells = self.counts.data * inverse[place]
        # A document on no side has no share; its cells count for nothing, and must be finite for that.
        cells[np.repeat(~members.any(axis=1), rows)] = 0.0
        return np.asarray(np.abs(cells - np.repeat(share[np.arange(len(side)), side], rows)))
