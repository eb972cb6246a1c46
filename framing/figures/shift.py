"""Word shift: which items make the distance between two sides, and in which direction.

In the manner of the word shift graphs of Gallagher et al. (2021), EPJ Data Science 10, article 4.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

import numpy as np

from framing.errors import TableError
from framing.figures import style
from framing.figures.contrast import hits_head, one_comparison, side_heads
from framing.schema_shift import WORD_SHIFT

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

ROW = 0.155
"""Height of a row in inches."""
CUMULATIVE = 0.9
"""Width of the panel of cumulative shares, in inches."""


def plot_word_shift(
    shift: pd.DataFrame,
    *,
    top: int = 30,
    labels: Mapping[str, str] | None = None,
    width: Literal["page", "column"] = "page",
) -> Figure:
    """The `top` items of WORD_SHIFT as bars: their share of the divergence, towards the side that has more of them.

    A page wide, hits on both sides and the cumulative share stand at the right. `labels` maps items to what is
    printed. The table carried holds the rows drawn and a column `label`. Raises `TableError` where there is nothing to
    draw, or more than one comparison in the table.
    """
    if top < 1:
        raise TableError(f"top must be at least 1, it is {top}")
    across = style.inches(width)
    style.need(shift, WORD_SHIFT.names, "a word shift figure")
    target, reference = one_comparison(shift, "a word shift figure")
    drawn = shift[shift["contribution"] > 0].sort_values("rank")
    if not len(drawn):
        raise TableError("a word shift figure needs an item that contributes; both sides use all alike")
    data = drawn.head(top).reset_index(drop=True)
    data["label"] = [style.label_of(str(item), labels) for item in data["item"]]
    sums = {side: float(drawn["share"][drawn["direction"] == side].sum()) for side in (target, reference)}
    with style.drawing():
        figure = _draw(data, target, reference, sums, across)
    return style.carry(figure, data, _caption(data, len(drawn), target, reference, sums, across))


def _draw(data: pd.DataFrame, target: str, reference: str, sums: dict[str, float], across: float) -> Figure:
    n = len(data)
    wide = across == style.PAGE
    sides = [f"{t:,} / {r:,}" for t, r in zip(data["target_n"], data["reference_n"], strict=True)]
    column = max(style.widest(sides), 0.85) + 0.25 if wide else 0.0
    right = column + (CUMULATIVE + 0.25 if wide else 0.1)
    head, foot, left = 0.48, 0.48, 0.1
    figure = style.sheet(across, head + n * ROW + foot)
    axes = style.panel(figure, left, foot, across - left - right, n * ROW)
    half = (across - left - right) / 2
    names = style.distinct(data["label"].tolist(), min(1.5, 0.55 * half))
    shares = 100 * data["share"].to_numpy(dtype=float)
    # bars as long as leaves every name room beside its bar
    per_inch = max(s / (half - style.text_width(name) - 0.08) for s, name in zip(shares, names, strict=True))
    reach = per_inch * half
    axes.set_xlim(-reach, reach)
    axes.set_ylim(n - 0.5, -0.5)
    looks = style.group_style([target, reference])
    for y, (row, name) in enumerate(zip(style.rows_of(data), names, strict=True)):
        turn = 1 if row.direction == target else -1
        axes.barh(y, turn * shares[y], height=0.72, color=looks[row.direction][0], lw=0, zorder=2)
        axes.annotate(
            name, (turn * shares[y], y), (turn * 3, 0), "data", "offset points", ha="left" if turn > 0 else "right",
            va="center", size=style.SMALL, gid="item",
        )  # fmt: skip
        if wide:
            axes.annotate(
                sides[y], (1, y), (column * 72 / 2, 0), ("axes fraction", "data"), "offset points", ha="center",
                va="center", size=style.SMALL,
            )  # fmt: skip
    axes.axvline(0, color=style.SOFT, lw=0.8, zorder=3)
    whole = {side: f"{style.plain(round(100 * share, 1))} % of the divergence" for side, share in sums.items()}
    side_heads(axes, target, reference, (whole[target], whole[reference]))
    ticks = [t for t in style.nice_ticks(reach, 3 if wide else 2) if t < 0.97 * reach]
    values = sorted({-t for t in ticks} | set(ticks))
    axes.set_xticks(values, [style.plain(abs(v)) for v in values])
    axes.set_yticks([])
    style.only_axis(axes, "bottom")
    axes.set_xlabel("share of the divergence, per cent")
    if wide:
        hits_head(axes, target, reference, column)
        _cumulative(figure, data, across, foot)
    return figure


def _cumulative(figure: Figure, data: pd.DataFrame, across: float, foot: float) -> None:
    """How much of the divergence a row and all above it make up."""
    n = len(data)
    axes: Axes = style.panel(figure, across - CUMULATIVE - 0.2, foot, CUMULATIVE, n * ROW)
    axes.set_xlim(0, 100)
    axes.set_ylim(n - 0.5, -0.5)
    so_far = 100 * data["cumulative"].to_numpy(dtype=float)
    axes.plot(so_far, np.arange(n), "-", color=style.SOFT, lw=0.8, zorder=2)
    axes.plot(so_far, np.arange(n), "o", color=style.INK, ms=2.2, zorder=3)
    axes.set_xticks([0, 50, 100])
    axes.grid(axis="x", color=style.GUIDE, lw=0.5)
    axes.set_axisbelow(True)
    axes.set_yticks([])
    style.only_axis(axes, "bottom")
    axes.set_xlabel("cumulative, %")


def _caption(
    data: pd.DataFrame, n_items: int, target: str, reference: str, sums: dict[str, float], across: float
) -> str:
    first = data.iloc[0]
    unit = str(first["cluster"])
    parts = [
        f"What the items add to the Jensen-Shannon divergence between {target} and {reference}, "
        f"{first['divergence']:.3f} bits (0: both divide their text alike, 1: nothing in common). A bar points to the "
        "side where the item takes the larger share; its length is the item's share of the divergence.",
        f"Items with more in {target} make up {100 * sums[target]:.0f} % of it, those with more in {reference} "
        f"{100 * sums[reference]:.0f} %.",
        f"Shown are the {len(data)} largest of {style.counted(n_items, 'contribution')}, "
        f"{100 * float(data['cumulative'].iloc[-1]):.0f} % together.",
        f"Where the {unit}s are dealt to the two sides by lot, the divergence is {first['null_mean']:.3f} on average "
        f"and {first['null_high']:.3f} or less in 95 % of the cases: so much comes about by chance.",
    ]
    if np.isfinite(first["ci_low"]):
        level = str(first["method"]).partition(" ")[0]
        parts.append(
            f"The excess over chance is {first['excess']:.3f} bits; its {level} interval over {unit}s, a cautious one, "
            f"goes from {first['ci_low']:.3f} to {first['ci_high']:.3f}."
        )
    if first["p_floor"] > 0.05:
        parts.append(
            f"With so few {unit}s ({first['n_clusters_target']} against {first['n_clusters_reference']}) no test can "
            "give a p of 0.05 or less: nothing here marks significance."
        )
    else:
        parts.append(
            f"p = {first['p']:.3g} for the divergence as a whole, by permutation over {unit}s; it says nothing of a "
            "single item."
        )
    if across == style.PAGE:
        parts.append(f"Right: hits in {target} / in {reference}, and the cumulative share.")
    return " ".join(parts)
