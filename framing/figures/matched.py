"""Pooled and matched contrasts side by side: what choice of topic adds to choice of words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from framing.errors import TableError
from framing.figures import style
from framing.figures.contrast import FARTHEST, hits_head, log2_ticks, one_comparison, side_heads, whisker

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

ROW = 0.26
"""Height of a row in inches: two dots."""
APART = 0.2
"""How far the two dots of a row lie from its middle, in rows."""


def plot_matched(table: pd.DataFrame, *, top: int = 20, labels: Mapping[str, str] | None = None) -> Figure:
    """A forest plot of MATCHED: of each item the pooled log ratio, and under it the one within events.

    Of the items with a hit in events that both sides cover the `top` most frequent are drawn, ordered by the matched
    log ratio. The pooled one is a grey circle with a dotted whisker, the matched one a diamond in the colour of the
    side that has more, with a solid whisker. The table carried holds the rows drawn, from the top row down,
    with `label`.

    Raises `TableError` where there is nothing to draw, or more than one comparison in the table.
    """
    numbers = ["log_ratio", "ci_low", "ci_high", "matched_log_ratio", "matched_ci_low", "matched_ci_high"]
    style.need(table, ["item", "target", "reference", "target_n", "reference_n", *numbers], "a figure of matched rates")
    if top < 1:
        raise TableError(f"top must be at least 1, it is {top}")
    target, reference = one_comparison(table, "a figure of matched rates")
    found = table[np.isfinite(table["matched_log_ratio"])]
    if not len(found):
        raise TableError("a figure of matched rates needs an item with a hit where both sides cover the event")
    order = found.assign(n=-(found["target_n"] + found["reference_n"])).sort_values(["n", "item"]).index[:top]
    data = found.loc[order].sort_values(["matched_log_ratio", "item"], ascending=[False, True]).reset_index(drop=True)
    data["label"] = [style.label_of(item, labels) for item in data["item"]]
    with style.drawing():
        figure = _draw(data, numbers, target, reference)
    return style.carry(figure, data, _caption(data, target, reference, len(found) - len(data)))


def _draw(data: pd.DataFrame, numbers: list[str], target: str, reference: str) -> Figure:
    n = len(data)
    names = style.distinct(data["label"].tolist(), 2.0)
    left = style.widest(names) + 0.2
    sides = [f"{t:,} / {r:,}" for t, r in zip(data["target_n"], data["reference_n"], strict=True)]
    right = max(style.widest(sides), 0.85) + 0.25
    head, foot = 0.72, 0.62
    figure = style.sheet(style.PAGE, head + n * ROW + foot)
    axes = style.panel(figure, left, foot, style.PAGE - left - right, n * ROW)
    dots = float(data[["log_ratio", "matched_log_ratio"]].abs().max().max())
    bounds = data[numbers].abs().to_numpy(dtype=float)
    reach = max(1.0, dots * 1.08, min(float(np.nanmax(bounds)) * 1.05, max(FARTHEST / 2, dots * 1.5)))
    axes.set_xlim(-reach, reach)
    axes.set_ylim(n - 0.5, -0.5)
    looks = style.group_style([target, reference])
    for y, row in enumerate(style.rows_of(data)):
        colour, _ = looks[target if row.matched_log_ratio > 0 else reference]
        axes.axhline(y + 0.5, color=style.GUIDE, lw=0.5, zorder=0)
        for at, low, high, x, ink, mark, line in (
            (y - APART, row.ci_low, row.ci_high, row.log_ratio, style.SOFT, "o", ":"),
            (y + APART, row.matched_ci_low, row.matched_ci_high, row.matched_log_ratio, colour, "D", "-"),
        ):
            if np.isfinite(low) and np.isfinite(high):
                whisker(axes, at, float(low), float(high), reach, ink, line=line)
            if np.isfinite(x):
                axes.plot([x], [at], mark, ms=3.8, mec=ink, mew=0.9, mfc="white" if mark == "o" else ink, zorder=4)
        axes.annotate(
            names[y], (0, y), (-6, 0), ("axes fraction", "data"), "offset points", ha="right", va="center",
            size=style.SMALL,
        )  # fmt: skip
        axes.annotate(
            sides[y], (1, y), (right * 72 / 2, 0), ("axes fraction", "data"), "offset points", ha="center",
            va="center", size=style.SMALL,
        )  # fmt: skip
    axes.axvline(0, color=style.SOFT, lw=0.8, zorder=1)
    side_heads(axes, target, reference)
    hits_head(axes, target, reference, right)
    log2_ticks(axes, reach)
    _key(figure, left)
    return figure


def _key(figure: Figure, left: float) -> None:
    width, height = figure.get_size_inches()
    y, x = height - 0.13, left + 0.08
    axes = style.panel(figure, 0, 0, width, height)
    axes.set(xlim=(0, width), ylim=(0, height))
    axes.axis("off")
    for text, mark, ink, line in (
        ("all articles (pooled)", "o", style.SOFT, ":"),
        ("within what both sides cover (matched)", "D", style.INK, "-"),
    ):
        axes.plot([x - 0.1, x + 0.1], [y, y], line, color=ink, lw=1.1)
        axes.plot([x], [y], mark, ms=3.8, mec=ink, mew=0.9, mfc="white" if mark == "o" else ink)
        axes.text(x + 0.17, y, text, va="center_baseline", size=style.SMALL)
        x += style.text_width(text) + 0.55


def _caption(data: pd.DataFrame, target: str, reference: str, rarer: int) -> str:
    first = data.iloc[0]
    text = (
        f"How many times as often {target} writes each item as {reference}, as the log2 ratio of the rates per token: "
        "grey circles over all articles, diamonds within what both sides cover"
    )
    if "n_events" in data:
        both, target_only, reference_only = (
            int(first[f"n_events{part}"]) for part in ("", "_target_only", "_reference_only")
        )
        text += (
            f" ({both} by {first['match']}; left out: {target_only} of {target} alone, {reference_only} of {reference}"
            " alone)"
        )
    text += (
        ". Where the two differ, the sides differ in what they write about; what is left in the diamond is how they"
        " write of the same. Whiskers: clustered intervals; an arrow head marks one that runs beyond the axis. A dot"
        f" without whisker has none, because a side has no hit or nothing varies. Right: hits in {target} / in"
        f" {reference}, in all articles."
    )
    return text + (f" {style.counted(rarer, 'rarer item')} not shown." if rarer else "")
