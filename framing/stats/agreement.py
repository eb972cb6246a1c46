"""How far codes agree: between coders, and of a tool with hand codes.

Codes are whole numbers from 0, -1 where a coder gave none. A statistic takes `weights`, (units,) or (units x
replicates), and gives one value a replicate, so that `framing.stats.replicates` can put an interval around it; without
weights every unit counts once and a number comes back.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Level = Literal["nominal", "ordinal", "interval", "ratio"]


def percent_agreement(codes: ArrayLike, *, weights: ArrayLike | None = None) -> Floats:
    """Share of the pairs of codes of one unit that are equal, 0 to 1; nan where no unit has two codes.

    With two coders the share of the units that both coded and coded alike. Every pair of codes counts once.

    Args:
        codes: (units x coders).
        weights: of the units.

    >>> float(percent_agreement([[0, 0], [1, 1], [0, 1], [1, -1]]))
    0.6666666666666666
    """
    counts = _counts(codes).astype(float)
    n = counts.sum(axis=1)
    alike, pairs = (counts * (counts - 1)).sum(axis=1) / 2, n * (n - 1) / 2
    w = _weights(weights, len(counts))
    return _ratio(w @ alike, w @ pairs)


def cohen_kappa(first: ArrayLike, second: ArrayLike, *, weights: ArrayLike | None = None) -> Floats:
    """Cohen's kappa of two coders, (po - pe) / (1 - pe), over the units that both coded.

    po is the share coded alike, pe what it would be if both drew at random from their own distributions. nan where both
    give one code throughout.

    Source: Cohen, A coefficient of agreement for nominal scales (1960).
    """
    table = confusion(first, second, weights=weights)
    n = table.sum(axis=(-2, -1))
    po = _ratio(np.trace(table, axis1=-2, axis2=-1), n)
    pe = _ratio((table.sum(axis=-1) * table.sum(axis=-2)).sum(axis=-1), n**2)
    return _ratio(po - pe, 1 - pe)


def krippendorff_alpha(
    codes: ArrayLike,
    *,
    level: Level = "nominal",
    values: ArrayLike | None = None,
    weights: ArrayLike | None = None,
) -> Floats:
    """Krippendorff's alpha, 1 - Do / De: several coders, any of whose codes may be missing.

    Do and De are the disagreement found within units and that to be expected if all codes were shuffled. 1 is
    agreement throughout, 0 what chance gives; nan where all codes are the same. A unit with one code says nothing.

    Args:
        codes: (units x coders), indices into `values`.
        level: what the difference of two values means: nominal (equal or not), ordinal (ranks in the order of
            `values`), interval, ratio.
        values: what the codes stand for, for interval and ratio; without them the codes themselves.
        weights: of the units.

    Source: Krippendorff, Content analysis: An introduction to its methodology (2004), chapter on reliability.
    """
    if level not in ("nominal", "ordinal", "interval", "ratio"):
        raise ValueError(f"level must be nominal, ordinal, interval or ratio; got {level!r}")
    counts = _counts(codes).astype(float)
    n_values = counts.shape[1]
    means = np.arange(n_values, dtype=float) if values is None else np.asarray(values, float)
    if len(means) < n_values:
        raise ValueError(
            f"values must name what every code stands for; there are {n_values} codes, {len(means)} values"
        )
    said = counts.sum(axis=1)
    counts, said = counts[said > 1], said[said > 1]
    pairs = counts[:, :, None] * counts[:, None, :] - np.eye(n_values) * counts[:, :, None]
    within = (pairs / (said - 1)[:, None, None]).reshape(len(counts), n_values**2)
    w = _weights(weights, len(_counts(codes)))[..., _counts(codes).sum(axis=1) > 1]
    coincidence = (w @ within).reshape(*w.shape[:-1], n_values, n_values)
    margin = coincidence.sum(axis=-1)
    distance = _distances(level, means[:n_values], margin)
    found = (coincidence * distance).sum(axis=(-2, -1))
    expected = (margin[..., :, None] * margin[..., None, :] * distance).sum(axis=(-2, -1))
    return 1 - _ratio((margin.sum(axis=-1) - 1) * found, expected)


def confusion(
    first: ArrayLike, second: ArrayLike, *, n_classes: int | None = None, weights: ArrayLike | None = None
) -> Floats:
    """How often the first code is i and the second is j: (n_classes x n_classes), or (replicates x ...) of it.

    Units that lack either code are left out.

    >>> confusion([0, 0, 1, -1], [0, 1, 1, 1])
    array([[1., 1.],
           [0., 1.]])
    """
    a, b = np.asarray(first, np.int64), np.asarray(second, np.int64)
    if a.shape != b.shape or a.ndim != 1:
        raise ValueError(f"both codes must be given for the same units; got shapes {a.shape} and {b.shape}")
    n = n_classes if n_classes is not None else int(max(a.max(initial=-1), b.max(initial=-1))) + 1
    both = (a >= 0) & (b >= 0)
    cells = np.zeros((len(a), n * n))
    cells[np.flatnonzero(both), a[both] * n + b[both]] = 1
    w = _weights(weights, len(a))
    return (w @ cells).reshape(*w.shape[:-1], n, n)


def precision_recall_f1(table: ArrayLike) -> tuple[Floats, Floats, Floats]:
    """Precision, recall and F1 of each class from a confusion matrix, gold codes in rows; arrays (..., n_classes).

    nan where a class was never given (precision), never there (recall), neither (F1).

    >>> [x.round(3).tolist() for x in precision_recall_f1([[8, 2], [4, 6]])]
    [[0.667, 0.75], [0.8, 0.6], [0.727, 0.667]]
    """
    t = np.asarray(table, float)
    right = np.diagonal(t, axis1=-2, axis2=-1)
    there, given = t.sum(axis=-1), t.sum(axis=-2)
    return _ratio(right, given), _ratio(right, there), _ratio(2 * right, there + given)


def _counts(codes: ArrayLike) -> NDArray[np.int64]:
    """How many coders gave each value to each unit: (units x values)."""
    c = np.asarray(codes, np.int64)
    if c.ndim != 2:
        raise ValueError(f"codes must be units x coders; got shape {c.shape}")
    out = np.zeros((len(c), max(int(c.max(initial=-1)) + 1, 1)), np.int64)
    unit, coder = np.nonzero(c >= 0)
    np.add.at(out, (unit, c[unit, coder]), 1)
    return out


def _weights(weights: ArrayLike | None, units: int) -> Floats:
    """Weights as (units,) or (replicates x units)."""
    if weights is None:
        return np.ones(units)
    w = np.asarray(weights, float)
    if w.ndim not in (1, 2) or len(w) != units:
        raise ValueError(f"weights must be one row for each of the {units} units; got shape {w.shape}")
    return w.T


def _distances(level: Level, values: Floats, margin: Floats) -> Floats:
    """Squared differences of values; those of ranks depend on how often each value was given."""
    if level == "nominal":
        return 1 - np.eye(len(values))
    if level == "ordinal":
        middle = np.cumsum(margin, axis=-1) - margin / 2
        return (middle[..., :, None] - middle[..., None, :]) ** 2
    gap, total = values[:, None] - values[None, :], values[:, None] + values[None, :]
    return gap**2 if level == "interval" else np.where(total == 0, 0, _ratio(gap, total)) ** 2


def _ratio(a: ArrayLike, b: ArrayLike) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        out = np.divide(np.asarray(a, float), np.asarray(b, float))
    return np.where(np.asarray(b) == 0, np.nan, out)
