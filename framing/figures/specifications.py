"""The specification curve: one contrast under every choice, ordered, with the choices below.

Source: Simonsohn, Simmons and Nelson, Specification curve analysis (2020).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from framing.errors import TableError, nearest
from framing.figures import style

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

CHOICES = {
    "cleaning": "cleaning",
    "lexicon": "lexicon",
    "duplicates": "near-duplicates",
    "voices": "voices",
    "cluster": "clusters",
    "prior": "prior",
    "min_hits": "hits needed",
}
"""Column of MULTIVERSE -> what it is called."""

CURVE, ROW, GAP = 2.3, 0.15, 0.09
"""Height of the curve, of a row of the panel, and between choices, in inches."""
DARK, PALE = style.INK, "#9C9C9C"


def plot_specifications(
    specifications: pd.DataFrame, *, item: str | None = None, labels: Mapping[str, str] | None = None
) -> Figure:
    """The specification curve of one item of MULTIVERSE.

    Above, estimates in order with their intervals: dark where p is at most .05, pale otherwise; a diamond is the
    specification that the study reports. Below, which way of each choice every specification takes, with the same two
    tones. Choices with one way alone are left out. `labels` maps items to what is printed. The table carried holds the
    rows drawn, from left to right.

    Raises `TableError` where there is nothing to draw or the item is not there.
    """
    style.need(specifications, ["item", "estimate", "ci_low", "ci_high", "p", "main"], "a specification curve")
    known = list(dict.fromkeys(specifications["item"].tolist()))
    item = known[0] if item is None else item
    if item not in known:
        raise TableError(f"no specification is of item {item!r}; {nearest(item, known)}")
    data = specifications[(specifications["item"] == item) & np.isfinite(specifications["estimate"])]
    if not len(data):
        raise TableError(f"a specification curve needs an estimate; none of {item!r} has one")
    data = data.sort_values("specification").reset_index(drop=True)
    with style.drawing():
        figure = _draw(data, style.label_of(item, labels))
    return style.carry(figure, data, _caption(data, style.label_of(item, labels)))


def _draw(data: pd.DataFrame, name: str) -> Figure:
    ways = {c: _ways(data, c) for c in CHOICES if c in data and data[c].nunique() > 1}
    words = {c: [_said(c, value) for value in v] for c, v in ways.items()}
    left = max(0.75, style.widest([w for v in words.values() for w in v]) + 0.12)
    left += style.widest([CHOICES[c] for c in ways], style.SMALL) + 0.32
    rows = sum(map(len, ways.values()))
    panel = rows * ROW + max(len(ways) - 1, 0) * GAP
    head, foot, middle, right = 0.4, 0.42, 0.12, 0.2
    figure = style.sheet(style.PAGE, head + CURVE + middle + panel + foot)
    width = style.PAGE - left - right
    curve = style.panel(figure, left, foot + panel + middle, width, CURVE)
    _curve(curve, data, name)
    if rows:
        _panel(style.panel(figure, left, foot, width, panel), data, ways, words)
    figure.text(
        (left + width / 2) / style.PAGE, 0.12 / (head + CURVE + middle + panel + foot),
        f"{style.counted(len(data), 'specification')}, ordered by estimate", ha="center", size=style.BODY,
    )  # fmt: skip
    return figure


def _ways(data: pd.DataFrame, choice: str) -> list[object]:
    """The ways of a choice, that of the study first."""
    own = set(data.loc[data["main"], choice].tolist())
    return sorted(set(data[choice].tolist()), key=lambda value: (value not in own, value))


def _tones(data: pd.DataFrame) -> list[str]:
    return [DARK if p <= 0.05 else PALE for p in data["p"].tolist()]


def _curve(axes: Axes, data: pd.DataFrame, name: str) -> None:
    x = np.arange(1, len(data) + 1)
    y = data["estimate"].to_numpy(float)
    low, high = data["ci_low"].to_numpy(float), data["ci_high"].to_numpy(float)
    bottom, top = _ends(data)
    room = 0.05 * (top - bottom)
    axes.set_ylim(bottom - room, top + room)
    axes.set_xlim(0.3, len(data) + 0.7)
    size = float(np.clip(260 / len(data), 1.4, 4.0))
    tones = np.array(_tones(data), object)
    there = np.isfinite(low) & np.isfinite(high)
    _strokes(axes, x[there], low[there], high[there], tones[there], width=0.45, opacity=0.6)
    axes.scatter(x, y, s=size**2, c=list(tones), linewidths=0, zorder=2)
    axes.axhline(0, color=style.SOFT, lw=0.8, zorder=0)
    own = data["main"].to_numpy(bool)
    if own.any():
        # The study's own specification, drawn over its neighbours and with a rule through the panel's ticks.
        axes.plot(x[own], y[own], "D", ms=5.0, mfc="white", mec=style.GROUP_COLOURS[0], mew=1.3, zorder=4)
        at = int(x[own][0])
        side = "left" if at < len(data) * 0.6 else "right"
        axes.annotate(
            "as the study reports it", (at, float(y[own][0])), (8 if side == "left" else -8, -9), "data",
            "offset points", ha=side, va="top", size=style.SMALL, color=style.darker(style.GROUP_COLOURS[0]), zorder=5,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6, "alpha": 0.85},
        )  # fmt: skip
    axes.set_xticks([])
    axes.tick_params(axis="y", length=2.5)
    style.only_axis(axes, "left")
    axes.set_ylabel("log ratio (log2)")
    first = data.iloc[0]
    head = f"{name}: more in {first['target']} above the line, more in {first['reference']} below"
    width = axes.get_position().width * style.PAGE
    axes.annotate(
        style.fitted(head, width, style.BODY, bold=True), (0, 1), (0, 10), "axes fraction", "offset points",
        ha="left", va="bottom", size=style.BODY, weight="bold",
    )  # fmt: skip


def _strokes(
    axes: Axes,
    x: npt.NDArray[np.int64],
    low: npt.NDArray[np.float64],
    high: npt.NDArray[np.float64],
    tones: npt.NDArray[np.object_],
    *,
    width: float,
    opacity: float = 1.0,
) -> None:
    """Upright lines; those of one tone are one path, which keeps a page with hundreds of them small."""
    for tone in dict.fromkeys(tones.tolist()):
        own = tones == tone
        gap = np.full(own.sum(), np.nan)
        xs, ys = np.stack([x[own], x[own], gap], axis=1), np.stack([low[own], high[own], gap], axis=1)
        axes.plot(xs.ravel(), ys.ravel(), "-", color=tone, lw=width, alpha=opacity, solid_capstyle="butt", zorder=2)


def _ends(data: pd.DataFrame) -> tuple[float, float]:
    """How far the axis reaches: all estimates, 0, and intervals up to twice the spread of the estimates beyond."""
    y = data["estimate"].to_numpy(float)
    spread = 2 * max(float(np.ptp(y)), 0.5)
    bottom = max(float(np.nanmin([*data["ci_low"], y.min()])), y.min() - spread)
    top = min(float(np.nanmax([*data["ci_high"], y.max()])), y.max() + spread)
    return min(bottom, 0.0), max(top, 0.0)


def _panel(axes: Axes, data: pd.DataFrame, ways: dict[str, list[object]], words: dict[str, list[str]]) -> None:
    x = np.arange(1, len(data) + 1)
    tones = np.array(_tones(data), object)
    height = sum(map(len, ways.values())) * ROW + (len(ways) - 1) * GAP
    axes.set_xlim(0.3, len(data) + 0.7)
    axes.set_ylim(height, 0)
    thin = float(np.clip(180 / len(data), 0.5, 2.2))
    y = 0.0
    across = style.widest([w for v in words.values() for w in v]) + 0.12
    for choice, values in ways.items():
        axes.annotate(
            CHOICES[choice], (0, y + ROW / 2), (-(across + 0.1) * 72, 0), ("axes fraction", "data"), "offset points",
            ha="right", va="center", size=style.SMALL, weight="bold",
        )  # fmt: skip
        for value, word in zip(values, words[choice], strict=True):
            axes.axhspan(y + 0.012, y + ROW - 0.012, color="#F4F4F4", lw=0, zorder=0)
            here = (data[choice] == value).to_numpy(bool)
            ends = (np.full(here.sum(), y + 0.03), np.full(here.sum(), y + ROW - 0.03))
            _strokes(axes, x[here], *ends, tones[here], width=thin)
            axes.annotate(
                word, (0, y + ROW / 2), (-5, 0), ("axes fraction", "data"), "offset points", ha="right", va="center",
                size=style.SMALL,
            )  # fmt: skip
            y += ROW
        y += GAP
    own = data["main"].to_numpy(bool)
    if own.any():
        axes.axvline(float(x[own][0]), color=style.GROUP_COLOURS[0], lw=0.9, zorder=1)
    axes.set_xticks([])
    axes.set_yticks([])
    style.only_axis(axes)


def _said(choice: str, value: object) -> str:
    said = {
        ("duplicates", "drop"): "no repeats",
        ("duplicates", "originals"): "originals alone",
        ("prior", "none"): "none (log ratio)",
    }
    return style.fitted(said.get((choice, str(value)), str(value).replace("+", " + ")), 1.5)


def _caption(data: pd.DataFrame, name: str) -> str:
    first = data.iloc[0]
    low, high = float(data["estimate"].min()), float(data["estimate"].max())
    able = data[(data["p_floor"] <= 0.05) & data["p"].notna()]
    text = (
        f"How much more often {first['target']} writes {name} than {first['reference']}, in log2 units, under"
        f" {style.counted(len(data), 'combination')} of choices: from {style.plain(round(low, 2))} to"
        f" {style.plain(round(high, 2))}. Above, estimates in order with clustered intervals; below, the choices of"
        " each. Dark: p of at most .05; pale: above, or a design that can't give it."
    )
    if len(able):
        text += f" Of {len(able)} that can give such a p, {int((able['p'] <= 0.05).sum())} do."
    if data["main"].any():
        text += " Diamond and vertical line: the specification that the study reports."
    text += (
        " Under a prior the estimate is the log-odds, drawn towards 0. All combinations share their data: the curve is"
        " no test, it shows how far the result hangs on the choices."
    )
    cut = int((~np.isfinite(data["ci_low"])).sum())
    low_end, high_end = _ends(data)
    if (data["ci_low"] < low_end).any() or (data["ci_high"] > high_end).any():
        text += " Very wide intervals are cut at the edge."
    return text + (f" {style.counted(cut, 'estimate')} without interval: a side has no hit." if cut else "")
