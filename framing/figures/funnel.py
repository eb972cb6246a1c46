"""Funnel: the effect of each item against how often it occurs, with what chance alone would let it be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from framing.errors import TableError
from framing.figures import style
from framing.figures.contrast import claims_possible, one_comparison
from framing.figures.keyness import NAIVE, TIE, frequency_axis, list_words, upright_heads

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Floats = NDArray[np.float64]

FEWEST = 12
"""With fewer intervals than this no clustered bound is drawn."""
NEIGHBOURS = 0.15
"""Share of the items with an interval that a point of the clustered bound is the median of."""


def plot_funnel(
    contrast: pd.DataFrame,
    *,
    label_top: int = 12,
    labels: Mapping[str, str] | None = None,
    width: Literal["page", "column"] = "page",
) -> Figure:
    """Items of a CONTRAST table by total frequency (across, log scale) and log ratio (upwards, target above).

    Dashed lines: the naive bound, 1.96 standard errors of a log ratio of 0 if every word were drawn by itself. Solid
    lines: the clustered bound, half the width of the clustered intervals of items about as frequent (a running
    median). Items within the naive bound are grey; a filled mark has q < 0.05 in a design that can give a p of 0.05 or
    less, and for no other reason. On each side the `label_top` items farthest beyond the naive bound are named at the
    right. The table carried holds the CONTRAST rows drawn by falling log ratio, with columns `label`, `naive_bound`,
    `clustered_bound` (missing where too few items have an interval), `mark` (grey, hollow or filled) and `labelled`.

    Raises `TableError` where there is nothing to draw, or more than one comparison in the table.
    """
    needed = ["item", "target", "reference", "target_n", "reference_n", "target_tokens", "reference_tokens"]
    style.need(contrast, [*needed, "log_ratio", "ci_low", "ci_high", "q", "p_floor", "cluster"], "a funnel figure")
    if label_top < 0:
        raise TableError(f"label_top must be at least 0, it is {label_top}")
    across = style.inches(width)
    target, reference = one_comparison(contrast, "a funnel figure")
    found = contrast[(contrast["target_n"] + contrast["reference_n"] > 0) & np.isfinite(contrast["log_ratio"])]
    if not len(found):
        raise TableError("a funnel figure needs at least one item with a hit and a log_ratio, the table has none")
    data = _bounded(found, labels, label_top, claims_possible(contrast))
    with style.drawing():
        figure = _draw(data, target, reference, across)
    return style.carry(figure, data, _caption(data, target, reference, len(contrast) - len(data)))


def naive_bound(total: Floats, target_tokens: float, reference_tokens: float) -> Floats:
    """1.96 standard errors of the log ratio (log2) of an item of so many hits, expected alike on both sides.

    With a and b the hits expected on each side the variance of the natural logarithm is 1/a + 1/b, as for any ratio of
    two Poisson rates.

    >>> naive_bound(np.array([8.0, 800.0]), 1000, 1000).round(2)
    array([2. , 0.2])
    """
    whole = target_tokens + reference_tokens
    a, b = total * target_tokens / whole, total * reference_tokens / whole
    return np.asarray(NAIVE * np.sqrt(1 / a + 1 / b) / np.log(2))


def _bounded(found: pd.DataFrame, labels: Mapping[str, str] | None, label_top: int, claims: bool) -> pd.DataFrame:
    first = found.iloc[0]
    total = (found["target_n"] + found["reference_n"]).to_numpy(dtype=float)
    naive = naive_bound(total, float(first["target_tokens"]), float(first["reference_tokens"]))
    half = ((found["ci_high"] - found["ci_low"]) / 2).to_numpy(dtype=float)
    effect = found["log_ratio"].to_numpy(dtype=float)
    data = found.assign(
        label=[style.label_of(str(i), labels) for i in found["item"]],
        naive_bound=naive,
        clustered_bound=_running(total, half),
        mark=np.select([(found["q"] < 0.05) & claims, np.abs(effect) > naive], ["filled", "hollow"], "grey"),
        _beyond=np.where(np.abs(effect) > naive, np.abs(effect) / naive, 0.0),
    )
    chosen: list[object] = []
    for side in (data[effect > 0], data[effect < 0]):
        order = side[side["_beyond"] > 0].sort_values(["_beyond", "item"], ascending=[False, True])
        chosen += order.index[:label_top].tolist()
    data["labelled"] = data.index.isin(chosen)
    ordered = data.sort_values(["log_ratio", "item"], ascending=[False, True]).drop(columns="_beyond")
    made: pd.DataFrame = ordered.reset_index(drop=True)
    return made


def _running(total: Floats, half: Floats) -> Floats:
    """Median half width of the intervals of the items nearest in frequency, for every item; nan with too few."""
    known = np.flatnonzero(np.isfinite(half))
    if len(known) < FEWEST:
        return np.full(len(total), np.nan)
    known = known[np.lexsort((half[known], total[known]))]
    size = max(FEWEST, int(NEIGHBOURS * len(known)))
    sizes, widths = total[known], half[known]
    middle = np.searchsorted(sizes, total)
    begin = np.clip(middle - size // 2, 0, len(known) - size)
    medians = np.median(np.lib.stride_tricks.sliding_window_view(widths, size), axis=1)
    # items equally frequent share one bound: the window about the first of them
    return np.asarray(medians[begin])


def _draw(data: pd.DataFrame, target: str, reference: str, across: float) -> Figure:
    wide = across == style.PAGE
    listed = int(data["labelled"].sum())
    high = max(3.2 if wide else 2.6, listed * style.LINE + 0.4)
    names = style.distinct(data["label"][data["labelled"]].tolist(), 1.5 if wide else 0.8)
    left, right, head, foot = 0.85, TIE + 0.2 + max(style.widest(names), 0.4), 0.12, 0.48
    figure = style.sheet(across, head + high + foot)
    axes = style.panel(figure, left, foot, across - left - right, high)
    total = (data["target_n"] + data["reference_n"]).to_numpy(dtype=float)
    effect = data["log_ratio"].to_numpy(dtype=float)
    axes.set_xscale("log")
    axes.set_xlim(float(total.min()) / 1.3, max(float(total.max()) * 1.5, float(total.min()) * 3))
    reach = max(1.5, float(np.abs(effect).max()) * 1.08)
    axes.set_ylim(-reach, reach)
    _bounds(axes, data)
    axes.axhline(0, color=style.SOFT, lw=0.8, zorder=1)
    looks = style.group_style([target, reference])
    size = 4.2 if len(data) < 200 else 3.2
    grey = (data["mark"] == "grey").to_numpy()
    axes.plot(total[grey], effect[grey], ".", color="#A8A8A8", ms=size, mew=0, zorder=2)
    for side, above in ((target, effect > 0), (reference, effect < 0)):
        colour, mark = looks[side]
        for kind, face in (("hollow", "white"), ("filled", colour)):
            here = above & (data["mark"] == kind).to_numpy()
            axes.plot(total[here], effect[here], mark, ms=size, mec=colour, mfc=face, mew=0.8, zorder=3)
    upright_heads(axes, target, reference, "log ratio" if wide else "log2")
    frequency_axis(axes)
    if not wide:
        axes.set_xlabel("hits in both (log scale)")
    steps = style.nice_ticks(reach, 4)
    values = sorted({-s for s in steps} | set(steps))
    axes.set_yticks(values, [style.plain(v + 0.0) for v in values])
    list_words(axes, data, names, effect, grey)
    return figure


def _bounds(axes: Axes, data: pd.DataFrame) -> None:
    """Both bounds, over the whole width where they are known everywhere."""
    first = data.iloc[0]
    low, high = axes.get_xlim()
    across = np.geomspace(low, high, 200)
    naive = naive_bound(across, float(first["target_tokens"]), float(first["reference_tokens"]))
    order = data.assign(_n=data["target_n"] + data["reference_n"]).drop_duplicates("_n").sort_values("_n")
    for turn in (-1, 1):
        axes.plot(across, turn * naive, color=style.SOFT, lw=0.8, ls=(0, (4, 3)), zorder=1)
        if np.isfinite(order["clustered_bound"]).any():
            axes.plot(
                order["_n"].to_numpy(dtype=float), turn * order["clustered_bound"].to_numpy(dtype=float), "-",
                color=style.INK, lw=0.9, zorder=1,
            )  # fmt: skip


def _caption(data: pd.DataFrame, target: str, reference: str, n_left_out: int) -> str:
    naive = int((data["log_ratio"].abs() > data["naive_bound"]).sum())
    sure = int((data["mark"] == "filled").sum())
    claims = claims_possible(data)
    unit = str(data["cluster"].iloc[0])
    parts = [
        f"{style.counted(len(data), 'item')}: how often each occurs in both sides together (across) and the log2 ratio "
        f"of its rates (upwards: more in {target}; downwards: more in {reference}). Dashed: 1.96 standard errors if "
        f"every word were drawn by itself; {naive:,} {'item lies' if naive == 1 else 'items lie'} beyond.",
        f"Solid: half the width of the clustered intervals, over {unit}s, of items about as frequent."
        if np.isfinite(data["clustered_bound"]).any()
        else f"Too few items have an interval over {unit}s for a clustered bound.",
        "Grey: within the naive bound.",
    ]
    if claims:
        parts.append(
            f"Filled mark: q < 0.05 by the clustered test ({sure:,}); hollow mark: beyond the naive bound only."
        )
    else:
        parts.append(
            f"No mark is filled: so few {unit}s can give no p of 0.05 or less, so an item beyond either bound is no "
            "evidence."
        )
    if data["labelled"].any():
        parts.append("Named at the right, in the order of the log ratio, are those farthest beyond the naive bound.")
    if (data["target_n"] == 0).any() or (data["reference_n"] == 0).any():
        parts.append("A count of 0 enters the ratio as 0.5.")
    if n_left_out:
        parts.append(f"{style.counted(n_left_out, 'item')} without a hit not shown.")
    return " ".join(parts)
