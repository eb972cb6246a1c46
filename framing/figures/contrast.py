"""The forest of a contrast: how many times as often one side writes an item, with its interval."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.errors import TableError
from framing.figures import style

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

ROW = 0.17
"""Height of a row in inches."""
WIDE_ROW = 0.235
"""Height of a row of two dots."""
FARTHEST = 8.0
"""Whiskers are cut here at the latest, in log2 units either side of equal, unless a dot lies farther out."""


def plot_contrast(
    contrast: pd.DataFrame,
    *,
    top: int = 30,
    labels: Mapping[str, str] | None = None,
    own: pd.DataFrame | None = None,
) -> Figure:
    """A forest plot of CONTRAST: one row an item, ordered by log ratio, target to the right of the zero line.

    Items without a hit on either side are left out; of the others the `top` most frequent are drawn. A dot is filled
    if q < 0.05 in a design that can give a p of 0.05 or less, and for no other reason; all others are hollow, and in
    a design without claims all are. The whisker is drawn over a hollow dot's face, so that one shorter than the dot
    is seen; a row without an interval has none. `labels` maps items to what is printed.

    `own` is the same comparison in own voice alone (or in any other voices): its dot and whisker stand smaller below
    those of `contrast`, in the same row, wherever the item has a hit in it.

    The table carried holds the CONTRAST rows drawn, from the top row down, with three columns more: `label`, `mark`
    (filled or hollow) and `whisker` (whether it has an interval); the rows of `own` come behind.

    Raises `TableError` where there is nothing to draw, or more than one comparison in the table.
    """
    data, target, reference, left_out = _rows(contrast, top, labels)
    claims = claims_possible(data)
    beside = None if own is None else _beside(own, data)
    for table in [data] if beside is None else [data, beside]:
        table["mark"] = np.where((table["q"] < 0.05) & claims_possible(table), "filled", "hollow")
        table["whisker"] = np.isfinite(table["ci_low"]) & np.isfinite(table["ci_high"])
    with style.drawing():
        figure = _draw(data, beside, target, reference)
    caption = _caption(data, target, reference, left_out, claims)
    if beside is None:
        return style.carry(figure, data, caption)
    import pandas as pd

    both = pd.concat([data, beside], ignore_index=True)
    return style.carry(figure, both, f"{caption} {_beside_caption(data, beside)}")


def one_comparison(contrast: pd.DataFrame, what: str) -> tuple[str, str]:
    """The target and the reference of a CONTRAST table, which must hold one comparison, an item a row."""
    pairs = sorted(set(zip(contrast["target"].tolist(), contrast["reference"].tolist(), strict=True)))
    if len(pairs) > 1:
        shown = "; ".join(f"{t} against {r}" for t, r in pairs[:3])
        raise TableError(f"{what} draws one comparison; the table holds {len(pairs)} ({shown}): select one of them")
    again = contrast["item"][contrast["item"].duplicated()]
    if len(again):
        raise TableError(
            f"{what} draws one row an item; item {again.iloc[0]!r} stands in several rows: select one voice"
        )
    return pairs[0]


def _rows(
    contrast: pd.DataFrame, top: int, labels: Mapping[str, str] | None
) -> tuple[pd.DataFrame, str, str, tuple[int, int]]:
    """The rows to draw in order, the two sides, and how many items never occur and how many are too rare."""
    needed = ["item", "target", "reference", "target_n", "reference_n", "target_docs", "reference_docs", "log_ratio"]
    style.need(
        contrast,
        [*needed, "ci_low", "ci_high", "q", "p_floor", "cluster", "n_clusters_target", "n_clusters_reference"],
        "a contrast figure",
    )
    if top < 1:
        raise TableError(f"top must be at least 1, it is {top}")
    target, reference = one_comparison(contrast, "a contrast figure")
    total = contrast["target_n"] + contrast["reference_n"]
    found = contrast[(total > 0) & np.isfinite(contrast["log_ratio"])]
    if not len(found):
        raise TableError("a contrast figure needs at least one item with a hit and a log_ratio, the table has none")
    order = (-(found["target_n"] + found["reference_n"])).to_frame("n").assign(item=found["item"])
    kept = found.loc[order.sort_values(["n", "item"]).index[:top]]
    # among equal ratios the names decide, downwards on the target's side and upwards on the other, so that a swap of
    # the sides turns the figure over exactly
    names = kept["item"].rank(method="first") * np.sign(kept["log_ratio"]).where(kept["log_ratio"] != 0, 1.0)
    sorted_rows = kept.assign(_names=names).sort_values(["log_ratio", "_names"], ascending=[False, True])
    data = sorted_rows.drop(columns="_names").reset_index(drop=True)
    data["label"] = [style.label_of(item, labels) for item in data["item"]]
    return data, target, reference, (len(contrast) - len(found), len(found) - len(kept))


def _beside(own: pd.DataFrame, data: pd.DataFrame) -> pd.DataFrame:
    """The rows of a second table for the items drawn, in their order; those without a hit are left out."""
    style.need(
        own, ["item", "target", "reference", "target_n", "reference_n", "log_ratio", "voice"], "the second table"
    )
    if one_comparison(own, "a contrast figure") != one_comparison(data, "a contrast figure"):
        raise TableError("the second table of a contrast figure must compare the same two sides as the first")
    found = own[(own["target_n"] + own["reference_n"] > 0) & np.isfinite(own["log_ratio"])]
    order = data[["item", "label"]].merge(found, on="item", how="inner", validate="one_to_one")
    beside: pd.DataFrame = order[[*own.columns, "label"]].reset_index(drop=True)
    return beside


def _beside_caption(data: pd.DataFrame, beside: pd.DataFrame) -> str:
    missing = len(data) - len(beside)
    return f"The smaller dot below is the same in {_voices(beside)} alone, relative to the words in it" + (
        f"; {style.counted(missing, 'item')} without a hit there." if missing else "."
    )


def claims_possible(contrast: pd.DataFrame) -> bool:
    """Whether the design of a CONTRAST table can give a p of 0.05 or less, and q is known at all."""
    return bool(contrast["q"].notna().any() and (contrast["p_floor"] <= 0.05).all())


def _voices(data: pd.DataFrame) -> str:
    """The voices that a table counts, in words."""
    voice = str(data["voice"].iloc[0]) if len(data) and "voice" in data else "all"
    return "all voices" if voice == "all" else f"{voice} voice"


def _reach(data: pd.DataFrame, beside: pd.DataFrame | None) -> float:
    """Half the width of the axis in log2 units: all dots, and whiskers up to `FARTHEST`."""
    tables = [data] if beside is None else [data, beside]
    dots = max(float(t["log_ratio"].abs().max()) for t in tables if len(t))
    bounds = np.concatenate([t[["ci_low", "ci_high"]].abs().to_numpy(dtype=float) for t in tables])
    far = float(np.nanmax(bounds)) if np.isfinite(bounds).any() else 0.0
    return max(1.0, dots * 1.08, min(far * 1.05, max(FARTHEST, dots * 1.5)))


def _draw(data: pd.DataFrame, beside: pd.DataFrame | None, target: str, reference: str) -> Figure:
    n = len(data)
    row_height, up = (ROW, 0.0) if beside is None else (WIDE_ROW, 0.2)
    names = style.distinct(data["label"].tolist(), 2.0)
    key = "" if beside is None else f"above: {_voices(data)}\nbelow: {_voices(beside)}"
    left = max(style.widest(names), style.widest([key])) + 0.2
    sides = [f"{t:,} / {r:,}" for t, r in zip(data["target_n"], data["reference_n"], strict=True)]
    right = max(style.widest(sides), 0.85) + 0.25
    head, foot = 0.48, 0.62
    figure = style.sheet(style.PAGE, head + n * row_height + foot)
    axes = style.panel(figure, left, foot, style.PAGE - left - right, n * row_height)
    reach = _reach(data, beside)
    axes.set_xlim(-reach, reach)
    axes.set_ylim(n - 0.5, -0.5)
    for y in range(n):
        axes.axhline(y, color=style.GUIDE, lw=0.5, zorder=0)
    _dots(axes, data, np.arange(n, dtype=np.float64) - up, reach, 4.6)
    if beside is not None:
        at = {item: y for y, item in enumerate(data["item"])}
        _dots(axes, beside, np.array([at[item] + 0.24 for item in beside["item"]]), reach, 3.0)
    axes.axvline(0, color=style.SOFT, lw=0.8, zorder=1)
    for y, name in enumerate(names):
        axes.annotate(
            name, (0, y), (-6, 0), ("axes fraction", "data"), "offset points", ha="right", va="center", size=style.SMALL
        )
        axes.annotate(
            sides[y], (1, y), (right * 72 / 2, 0), ("axes fraction", "data"), "offset points", ha="center",
            va="center", size=style.SMALL,
        )  # fmt: skip
    side_heads(axes, target, reference)
    hits_head(axes, target, reference, right)
    if key:
        axes.annotate(
            key, (0, 1), (-6, 4), "axes fraction", "offset points", ha="right", va="bottom", size=style.SMALL,
            linespacing=1.05,
        )  # fmt: skip
    log2_ticks(axes, reach)
    return figure


def _dots(axes: Axes, data: pd.DataFrame, places: NDArray[np.float64], reach: float, size: float) -> None:
    """A dot with its whisker for each row, in the look of the side that has more."""
    for y, row in zip(places.tolist(), style.rows_of(data), strict=True):
        looks = style.group_style([row.target, row.reference])
        side = row.target if row.log_ratio > 0 else row.reference
        colour, mark = looks[side] if row.log_ratio != 0 else (style.SOFT, "o")
        if row.whisker:
            whisker(axes, y, float(row.ci_low), float(row.ci_high), reach, colour)
        face = colour if row.mark == "filled" else "white"
        axes.plot([row.log_ratio], [y], mark, ms=size, mec=colour, mew=1.0 if size > 4 else 0.8, mfc=face, zorder=2)


def whisker(axes: Axes, y: float, low: float, high: float, reach: float, colour: str, *, line: str = "-") -> None:
    """The interval; an arrow head where it runs beyond the axis."""
    axes.plot([max(low, -reach), min(high, reach)], [y, y], line, color=colour, lw=1.1, solid_capstyle="butt", zorder=3)
    for beyond, x, mark in ((low < -reach, -reach, "<"), (high > reach, reach, ">")):
        if beyond:
            axes.plot([x], [y], mark, color=colour, ms=3.4, clip_on=False, zorder=3)


def side_heads(axes: Axes, target: str, reference: str, notes: tuple[str, str] = ("", "")) -> None:
    """Who is where, above the rows: in words, so that no colour has to be looked up; `notes` stand behind the names."""
    half = style.width_of(axes) / 2 - 0.25
    looks = style.group_style([target, reference])
    more = "more in " if half > 1.6 else ""  # no room for it in a column
    for x, side, words, note, ha in (
        (0.0, reference, f"◂ {more}{{}}", notes[1], "left"),
        (1.0, target, f"{more}{{}} ▸", notes[0], "right"),
    ):
        room = half - style.text_width(words.format(""), style.BODY, bold=True)
        axes.annotate(
            words.format(style.fitted(side, room, style.BODY, bold=True)), (x, 1), (0, 16 if note else 6),
            "axes fraction", "offset points", ha=ha, va="bottom", size=style.BODY, weight="bold",
            color=style.darker(looks[side][0]),
        )  # fmt: skip
        if note:
            axes.annotate(note, (x, 1), (0, 6), "axes fraction", "offset points", ha=ha, va="bottom", size=style.SMALL)


def hits_head(axes: Axes, target: str, reference: str, right: float) -> None:
    """The head of the column of hits, `right` inches wide, at the right of the axes."""
    heads = [style.fitted(side, right - 0.12) for side in (target, reference)]
    axes.annotate(
        f"hits in\n{heads[0]} /\n{heads[1]}", (1, 1), (right * 72 / 2, 4), "axes fraction", "offset points",
        ha="center", va="bottom", size=style.SMALL, linespacing=1.05,
    )  # fmt: skip


def log2_ticks(axes: Axes, reach: float) -> None:
    """Whole log2 units, each with the number of times that it stands for."""
    step = ceil(reach / 5) if reach > 4 else 1
    steps = [i * step for i in range(int(reach // step) + 1)]
    values = sorted({-s for s in steps} | set(steps))
    axes.set_xticks(values, [f"{style.plain(float(v))}\n{_times(v)}" for v in values])
    axes.set_yticks([])
    axes.tick_params(axis="x", length=2.5)
    style.only_axis(axes, "bottom")
    axes.set_xlabel("log ratio of the two rates (log2), and how many times as often that is", labelpad=4)


def _times(exponent: int) -> str:
    return "equal" if exponent == 0 else f"{style.plain(2.0 ** abs(exponent))}×"


def _caption(data: pd.DataFrame, target: str, reference: str, left_out: tuple[int, int], claims: bool) -> str:
    first = data.iloc[0]
    never, rarer = left_out
    without = int((~data["whisker"]).sum())
    parts = [
        f"How many times as often {target} writes each item as {reference}: the log2 ratio of the rates per token, "
        f"so that 1 means twice as often in {target}, −1 twice as often in {reference} and 0 equally "
        "often.",
    ]
    if "denominator" in data and first["denominator"] != "all tokens":
        parts.append(f"Rates are relative to {first['denominator'].replace('_', ' ')}.")
    if without < len(data):
        parts.append(
            f"Whiskers: the interval of the log ratio over {first['cluster']} clusters "
            f"({first['n_clusters_target']} in {target}, {first['n_clusters_reference']} in {reference}); an arrow "
            "head marks one that runs beyond the axis."
        )
    if claims:
        parts.append("Filled dot: q < 0.05 after correction over all items of the table; hollow dot: not.")
    if without < len(data):
        parts.append("A whisker shorter than its dot is drawn across the face of a hollow dot.")
    if without:
        how_many = "No row has" if without == len(data) else "One row has" if without == 1 else f"{without} rows have"
        verb = "an interval" if without == len(data) else "no interval"
        parts.append(
            f"{how_many} {verb}, because a side has no hit or too few clusters with one: "
            f"{'a dot' if without == 1 else 'dots'} without whisker; a count of 0 enters the ratio as 0.5."
        )
    if not claims:
        parts.append(
            "All dots are hollow, for nothing here marks significance: so few clusters can give no p of 0.05 or less, "
            "and no claim can rest on a whisker that leaves out 0."
            if (data["p_floor"] > 0.05).any()
            else "All dots are hollow, for nothing here marks significance: the table gives no q."
        )
    parts.append(f"Right: hits in {target} / in {reference}.")
    if rarer:
        parts.append(f"Shown are the {len(data)} most frequent items; {style.counted(rarer, 'rarer one')} not shown.")
    if never:
        parts.append(f"{style.counted(never, 'item')} without a hit on either side not shown.")
    return " ".join(parts)
