"""Keyness: how strongly a word leans to one side, against how often it is written.

In the manner of Monroe, Colaresi and Quinn (2008), "Fightin' Words", Political Analysis 16(4), figure 5 and after.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.errors import TableError
from framing.figures import style
from framing.figures.contrast import claims_possible, one_comparison

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

NAIVE = 1.96
"""Words with |z| below this are grey where a claim is possible: the two-sided 5 % of a normal variate."""
LABELS = 1.5
"""Greatest width of the list of words at the right, in inches."""
TIE = 0.42
"""Width of the slanting lines between the axes and the list, in inches."""


def plot_keyness(contrast: pd.DataFrame, *, label_top: int = 15) -> Figure:
    """Words of a CONTRAST table by total frequency (x, log) and z of the log-odds (y), target above.

    The `label_top` words of largest z on each side are named in a list at the right, in the order of their z, each
    tied to its dot by a thin line. Words of |z| below 1.96 are grey; not so in a design that can give no p of 0.05 or
    less, where colour names the side and the caption says that no |z| is evidence. The table carried holds the
    CONTRAST rows drawn by falling z, with a column `labelled`. Raises `TableError` where there is nothing to draw, or
    more than one comparison in the table.
    """
    style.need(
        contrast, ["item", "target", "reference", "target_n", "reference_n", "z", "q", "p_floor"], "a keyness figure"
    )
    if label_top < 0:
        raise TableError(f"label_top must be at least 0, it is {label_top}")
    target, reference = one_comparison(contrast, "a keyness figure")
    drawn = contrast[((contrast["target_n"] + contrast["reference_n"]) > 0) & np.isfinite(contrast["z"])]
    if not len(drawn):
        raise TableError("a keyness figure needs at least one item with a hit and a z, the table has none")
    upward = drawn.sort_values(["z", "item"], ascending=[False, True])
    above = upward[upward["z"] > 0].index[:label_top]
    below = drawn[drawn["z"] < 0].sort_values(["z", "item"]).index[:label_top]
    data = upward.assign(labelled=upward.index.isin([*above, *below])).reset_index(drop=True)
    bound = NAIVE if claims_possible(contrast) else 0.0
    with style.drawing():
        figure = _draw(data, target, reference, bound)
    return style.carry(figure, data, _caption(data, target, reference, len(contrast), bound))


def spread(wanted: NDArray[np.float64], gap: float, low: float, high: float) -> NDArray[np.float64]:
    """Places from `low` to `high`, at least `gap` apart, as near as can be (least squares) to those wanted.

    `wanted` must be in falling order. Neighbours that would overlap form a block, which is centred on the mean of
    where its members want to be; blocks that then overlap merge.

    >>> [round(float(y), 2) for y in spread(np.array([1.0, 0.95, 0.2]), 0.1, 0.0, 1.0)]
    [1.0, 0.9, 0.2]
    """
    n = len(wanted)
    if n > 1 and gap * (n - 1) > high - low + 1e-9:
        raise ValueError(f"{n} places {gap} apart do not fit between {low} and {high}")
    # with i gaps added the places must only not rise: isotonic regression by pooling neighbours
    free = np.asarray(wanted, dtype=np.float64) + gap * np.arange(n)
    blocks: list[tuple[float, int]] = []
    for value in free.tolist():
        mean, size = value, 1
        while blocks and blocks[-1][0] < mean:
            other, count = blocks.pop()
            mean, size = (mean * size + other * count) / (size + count), size + count
        blocks.append((mean, size))
    even = np.repeat([m for m, _ in blocks], [s for _, s in blocks])
    places: NDArray[np.float64] = np.clip(even, low + gap * (n - 1), high) - gap * np.arange(n)
    return places


def _draw(data: pd.DataFrame, target: str, reference: str, bound: float) -> Figure:
    """`bound`: words of smaller |z| are grey; 0 where the design supports no claim, so that none stands out."""
    n_labels = int(data["labelled"].sum())
    high = max(3.2, n_labels * style.LINE + 0.4)
    chosen = data["item"][data["labelled"]].tolist()
    names = style.distinct([str(item) for item in chosen], LABELS)
    left, right, head, foot = 0.85, TIE + 0.2 + max(style.widest(names), 0.5), 0.12, 0.48
    figure = style.sheet(style.PAGE, head + high + foot)
    axes = style.panel(figure, left, foot, style.PAGE - left - right, high)
    total = (data["target_n"] + data["reference_n"]).to_numpy(dtype=float)
    z = data["z"].to_numpy(dtype=float)
    axes.set_xscale("log")
    axes.set_xlim(float(total.min()) / 1.3, max(float(total.max()) * 1.5, float(total.min()) * 3))
    reach = max(float(np.abs(z).max()) * 1.06, 2.5)
    axes.set_ylim(-reach, reach)
    looks = style.group_style([target, reference])
    for line in (-bound, bound) if bound else ():
        axes.axhline(line, color=style.SOFT, lw=0.6, ls=(0, (4, 3)), zorder=1)
    axes.axhline(0, color=style.SOFT, lw=0.8, zorder=1)
    grey = (np.abs(z) < bound) | (z == 0)
    few = len(data) < 200
    axes.plot(total[grey], z[grey], ".", color="#A8A8A8", ms=4 if few else 3, mew=0, zorder=2)
    for side, chosen in ((target, ~grey & (z > 0)), (reference, ~grey & (z < 0))):
        colour, mark = looks[side]
        axes.plot(total[chosen], z[chosen], mark, color=colour, ms=4 if few else 3, mew=0, zorder=3)
    upright_heads(axes, target, reference, "z")
    frequency_axis(axes)
    steps = style.nice_ticks(reach, 4)
    values = sorted({-s for s in steps} | set(steps))
    axes.set_yticks(values, [style.plain(v + 0.0) for v in values])
    list_words(axes, data, names, z, np.abs(z) < bound)
    return figure


def upright_heads(axes: Axes, target: str, reference: str, what: str) -> None:
    """Which side is up and which is down, in words along the upright axis, and what the axis counts."""
    looks = style.group_style([target, reference])
    room = (style.height_of(axes) - style.text_width(what, style.BODY)) / 2 - 0.1
    more = "more in " if room > 1.1 else ""  # no room for it in a column
    for y, side, words, va in ((1.0, target, f"{more}{{}} ▸", "top"), (0.0, reference, f"◂ {more}{{}}", "bottom")):
        left = room - style.text_width(words.format(""), style.BODY, bold=True)
        axes.annotate(
            words.format(style.fitted(side, left, style.BODY, bold=True)), (0, y), (-44, 0), "axes fraction",
            "offset points", rotation=90, va=va, ha="right", size=style.BODY, weight="bold",
            color=style.darker(looks[side][0]),
        )  # fmt: skip
    axes.annotate(
        what, (0, 0.5), (-44, 0), "axes fraction", "offset points", va="center", ha="right", size=style.BODY,
        rotation=90,
    )  # fmt: skip


def frequency_axis(axes: Axes) -> None:
    """A log axis of hits with round numbers, as many as there is room for."""
    from matplotlib.ticker import NullFormatter, NullLocator

    low, high = axes.get_xlim()
    whole = [m * 10**e for e in range(0, 12) for m in (1, 2, 5)]
    ticks = [t for t in whole if low <= t <= high]
    if len(ticks) > 8 * style.width_of(axes) / 4:
        ticks = [t for t in ticks if str(t)[0] == "1"]
    axes.set_xticks(ticks, [style.plain(float(t)) for t in ticks])
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_minor_formatter(NullFormatter())
    axes.set_xlabel("hits in both sides together (log scale)")
    style.only_axis(axes, "left", "bottom")


def list_words(
    axes: Axes, data: pd.DataFrame, names: list[str], value: NDArray[np.float64], faint: NDArray[np.bool_]
) -> None:
    """The rows `labelled` named in a list at the right in the order of `value`, no two closer than a line.

    `data` is sorted by falling `value`, which the upright axis shows and whose sign names the side; `faint` names are
    grey.
    """
    chosen = np.flatnonzero(data["labelled"].to_numpy())
    if not len(chosen):
        return
    total = (data["target_n"] + data["reference_n"]).to_numpy(dtype=float)
    low, top = axes.get_ylim()
    high, width = style.height_of(axes), style.width_of(axes)
    in_inches = (value[chosen] - low) / (top - low) * high
    places = spread(in_inches, style.LINE, style.LINE / 2, high - style.LINE / 2) / high
    looks = style.group_style([str(data["target"].iloc[0]), str(data["reference"].iloc[0])])
    for i, place, name in zip(chosen.tolist(), places.tolist(), names, strict=True):
        side = str(data["target" if value[i] > 0 else "reference"].iloc[i])
        colour = style.SOFT if faint[i] else style.darker(looks[side][0])
        axes.plot([total[i], axes.get_xlim()[1]], [value[i], value[i]], "-", color="#C9C9C9", lw=0.4, zorder=1)
        axes.plot(
            [1, 1 + TIE / width], [(value[i] - low) / (top - low), place], "-", color="#B0B0B0", lw=0.5,
            transform=axes.transAxes, clip_on=False, zorder=1,
        )  # fmt: skip
        axes.text(
            1 + (TIE + 0.04) / width, place, name, transform=axes.transAxes, va="center", size=style.SMALL,
            color=colour, gid="word",
        )  # fmt: skip


def _caption(data: pd.DataFrame, target: str, reference: str, n_items: int, bound: float) -> str:
    grey = int((data["z"].abs() < bound).sum())
    colours = (
        f"Grey: the {grey:,} with |z| below {bound} (dashed lines)." if grey else f"All have |z| of {bound} or more."
    )
    if not bound:
        colours = f"The colour names the side and nothing else: |z| > {NAIVE} is no evidence here" + (
            ", because so few clusters can give no p of 0.05 or less." if (data["p_floor"] > 0.05).any() else "."
        )
    sizes = ""
    if {"target_tokens", "reference_tokens"} <= set(data.columns):
        sizes = (
            f" ({int(data['target_tokens'].iloc[0]):,} tokens in {target}, "
            f"{int(data['reference_tokens'].iloc[0]):,} in {reference})"
        )
    parts = [
        f"{style.counted(len(data), 'item')}{sizes}: how often each occurs in both sides together (across, log scale) "
        f"and the z of its log-odds with a Dirichlet prior (upwards: more in {target}; downwards: more in {reference}),"
        " after Monroe, Colaresi and Quinn (2008).",
        colours,
    ]
    if data["labelled"].any():
        parts.append("Named at the right, in the order of z, are those of largest |z| on each side.")
    parts.append(
        "z treats every token as an independent draw and so is naive: it overstates how sure one can be. The intervals "
        "that respect documents or outlets stand in the table."
    )
    if len(data) < n_items:
        parts.append(f"{style.counted(n_items - len(data), 'item')} without a hit or a z not shown.")
    return " ".join(parts)
