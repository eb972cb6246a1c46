"""Correspondence analysis of a table of counts, and ellipses for its rows from resampled units.

Source: Greenacre, Theory and Applications of Correspondence Analysis (1984); the computation follows Nenadić and
Greenacre, Correspondence Analysis in R, with Two- and Three-dimensional Graphics: The ca Package (2007).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from framing.stats.draws import cluster_names, id_keys, mixed, replicate_keys
from framing.stats.resample import poisson_weights

Floats = NDArray[np.float64]

FEWEST_FOR_ELLIPSE = 5
"""With fewer units in a row its ellipse would be drawn from next to nothing."""
_BLOCK = 8_000_000  # numbers of resampled tables alive at a time
_NOTHING = 1e-12  # share of the inertia below which an axis is rounding


@dataclass(frozen=True)
class Correspondence:
    """The rows and columns of a table on the axes of its inertia.

    rows (rows, axes), columns (columns, axes): principal coordinates. row_mass (rows,), column_mass (columns,): shares
    of the table's total. inertia (axes,): principal inertias, falling; they add up to the table's chi-squared over its
    total. An axis points to where the column lies that contributes most to it, the first of them where several do.
    """

    rows: Floats
    columns: Floats
    row_mass: Floats
    column_mass: Floats
    inertia: Floats

    @property
    def row_contributions(self) -> Floats:
        """Share of each row in the inertia of each axis, (rows, axes); adds up to 1 an axis."""
        return self.row_mass[:, None] * self.rows**2 / self.inertia

    @property
    def column_contributions(self) -> Floats:
        """Share of each column in the inertia of each axis, (columns, axes)."""
        return self.column_mass[:, None] * self.columns**2 / self.inertia


@dataclass(frozen=True)
class Ellipses:
    """Confidence ellipses, arrays (rows,): half axes, the longer first, and the direction of the longer in degrees.

    The direction counts from the first axis anti-clockwise, above -90 up to 90. nan where a row has too few units.
    """

    major: Floats
    minor: Floats
    angle: Floats


def correspondence(table: ArrayLike) -> Correspondence:
    """Correspondence analysis of counts (rows x columns), with every axis that has any inertia.

    ValueError where a count is negative or not finite, a row or column is empty, or no row differs from another.

    >>> made = correspondence([[4, 2, 3, 2], [4, 3, 7, 4], [25, 10, 12, 4], [18, 24, 33, 13], [10, 6, 7, 2]])
    >>> made.inertia.round(6)
    array([0.074759, 0.010017, 0.000414])
    """
    counts = np.asarray(table, np.float64)
    if counts.ndim != 2 or not np.isfinite(counts).all() or (counts < 0).any():
        raise ValueError("a table for correspondence analysis must hold counts, rows x columns, that are not negative")
    empty = (counts.sum(axis=1) == 0).any() or (counts.sum(axis=0) == 0).any()
    if not counts.size or empty:
        raise ValueError("a table for correspondence analysis must have no empty row and no empty column")
    row_mass, column_mass = counts.sum(axis=1) / counts.sum(), counts.sum(axis=0) / counts.sum()
    left, values, right = np.linalg.svd(_residuals(counts[None])[0], full_matrices=False)
    kept = values**2 > max(_NOTHING, _NOTHING * float((values**2).sum()))
    if not kept.any():
        raise ValueError("a table for correspondence analysis must have rows that differ; all have the same shares")
    values = values[kept]
    rows = left[:, kept] * values / np.sqrt(row_mass)[:, None]
    columns = right[kept].T * values / np.sqrt(column_mass)[:, None]
    shares = column_mass[:, None] * columns**2 / values**2
    # nearly equal shares are equal: which comes first must not hang on the last bit
    first = np.argmax(shares > shares.max(axis=0) * (1 - 1e-9), axis=0)
    signs = np.sign(columns[first, np.arange(len(values))])
    return Correspondence(rows * signs, columns * signs, row_mass, column_mass, values**2)


def row_ellipses(
    counts: ArrayLike,
    row_of: ArrayLike,
    ids: Sequence[object] | NDArray[Any],
    *,
    replicates: int = 1000,
    level: float = 0.95,
    seed: int,
) -> Ellipses:
    """How sure the places of the rows on the first two axes are, where each row adds up units of its own.

    Units (documents) are resampled within their rows (outlets) by the Poisson bootstrap, and each resampled table is
    analysed anew. Its axes may be turned or mirrored, so its rows are turned onto the observed ones (orthogonal
    Procrustes, weighted by mass) before they are compared. The ellipse of a row has the shape of the covariance of its
    resampled places, enlarged for the number of its units, and the size that holds `level` of a normal distribution;
    it is drawn about the observed place.

    Args:
        counts: units x columns; columns must not be empty. row_of: the row of each unit, from 0, (units,).
        ids: name of each unit, which its weights depend on, so that order and partition don't matter.

    Source: Ringrose, Bootstrapping and correspondence analysis in archaeology (1992), for resampling in this analysis.
    """
    from scipy import special

    if replicates < 2 or not 0 < level < 1:
        raise ValueError(f"replicates must be at least 2 and level between 0 and 1; got {replicates} and {level}")
    y, row = np.asarray(counts, np.float64), np.asarray(row_of, np.int64)
    if y.ndim != 2 or row.shape != y.shape[:1] or not len(row):
        raise ValueError(f"counts must be units x columns and row_of (units,); got shapes {y.shape} and {row.shape}")
    n = np.bincount(row[y.sum(axis=1) > 0], minlength=int(row.max()) + 1)
    member = np.zeros((len(n), len(row)))
    member[row, np.arange(len(row))] = 1.0
    observed = correspondence(member @ y)
    axes = min(2, len(observed.inertia))
    places = np.zeros((len(n), 2))
    places[:, :axes] = observed.rows[:, :axes]
    turned = _resampled(y, member, ids, places, observed.row_mass, replicates, seed)
    m = n.astype(float)
    with np.errstate(divide="ignore", invalid="ignore"):
        # resampling n units shows (n - 1) / n of their variance
        off = turned - np.nanmean(turned, axis=0)
        spread = np.nanmean(off[:, :, :, None] * off[:, :, None, :], axis=0) * (m / (m - 1))[:, None, None]
    spread[n < FEWEST_FOR_ELLIPSE] = np.nan
    return _ellipses(spread, float(special.chdtri(2, 1 - level)))


def inertia_null(
    counts: ArrayLike,
    row_of: ArrayLike,
    ids: Sequence[object] | NDArray[Any],
    *,
    permutations: int = 199,
    seed: int,
) -> float:
    """Mean total inertia where units (documents) are dealt out to the rows (outlets) by lot, as many to each as it has.

    The inertia of a sample is above 0 where no row differs from another; this is how far. Arguments as in
    `row_ellipses`; units without a count are left out.
    """
    if permutations < 1:
        raise ValueError(f"permutations must be at least 1; got {permutations}")
    y, row, names = np.asarray(counts, np.float64), np.asarray(row_of, np.int64), cluster_names(ids)
    told = np.flatnonzero(y.sum(axis=1) > 0)
    order = np.array(sorted(told.tolist(), key=names.__getitem__), np.intp)
    y, sizes = y[order], np.bincount(row[order])
    places = np.repeat(np.arange(len(sizes)), sizes)
    lots = id_keys([names[i] for i in order])[None, :] ^ replicate_keys("inertia", seed, 0, permutations)[:, None]
    total = 0.0
    for dealt in np.argsort(mixed(lots), axis=1, kind="stable"):
        table = np.zeros((len(sizes), y.shape[1]))
        np.add.at(table, places, y[dealt])
        total += float((_residuals(table[None]) ** 2).sum())
    return total / permutations


def _residuals(tables: Floats) -> Floats:
    """Standardised residuals of tables (tables, rows, columns); 0 where a margin is empty."""
    share = tables / tables.sum(axis=(1, 2), keepdims=True)
    expected = share.sum(axis=2, keepdims=True) * share.sum(axis=1, keepdims=True)
    root = np.sqrt(np.where(expected > 0, expected, 1.0))
    return np.where(expected > 0, (share - expected) / root, 0.0)


def _resampled(
    y: Floats,
    member: Floats,
    ids: Sequence[object] | NDArray[Any],
    places: Floats,
    mass: Floats,
    replicates: int,
    seed: int,
) -> Floats:
    """Where the rows of resampled tables lie, less the observed places: (replicates, rows, 2).

    nan for a row of which no unit was drawn, and where fewer than two axes are left.
    """
    n_rows = len(places)
    made = []
    width = max(1, _BLOCK // max(n_rows * y.shape[1], 1))
    for first in range(0, replicates, width):
        weights = poisson_weights(seed, ids, min(width, replicates - first), first=first).T.astype(float)
        tables = np.matmul(member[None] * weights[:, None, :], y)
        drawn = tables.sum(axis=2) > 0
        alive = drawn.any(axis=1)
        tables[~alive] = 1.0  # nothing to analyse: left out below
        left, values, _ = np.linalg.svd(_residuals(tables), full_matrices=False)
        share = tables.sum(axis=2) / tables.sum(axis=(1, 2))[:, None]
        points = np.zeros((len(tables), n_rows, 2))
        axes = min(2, values.shape[1])
        points[:, :, :axes] = (left * values[:, None, :])[:, :, :axes]
        points /= np.sqrt(np.where(share > 0, share, 1.0))[:, :, None]
        # the turn R that makes Σ mass |points R - places|² least; rows not drawn have no say
        cross = np.einsum("ri,rij,ik->rjk", np.where(drawn, mass, 0.0), points, places)
        u, _, v = np.linalg.svd(cross)
        off = points @ (u @ v) - places
        off[~drawn | ~alive[:, None]] = np.nan
        made.append(off)
    return np.concatenate(made)


def _ellipses(spread: Floats, reach: float) -> Ellipses:
    known = np.isfinite(spread).all(axis=(1, 2))
    major, minor, angle = (np.full(len(spread), np.nan) for _ in range(3))
    if known.any():
        values, vectors = np.linalg.eigh(spread[known])
        half = np.sqrt(np.maximum(values, 0.0) * reach)
        degrees = np.degrees(np.arctan2(vectors[:, 1, 1], vectors[:, 0, 1]))
        major[known], minor[known] = half[:, 1], half[:, 0]
        angle[known] = 90 - (90 - degrees) % 180
    return Ellipses(major, minor, angle)
