"""Stance profiles: stacked bars of voice and stance, one row a group, outlet, category or marker."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from framing.errors import TableError
from framing.figures import style

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

BAR, LANE, GAP = 0.17, 0.07, 0.06
"""Heights in inches of a bar, of the whiskers under it, and of the space to the next."""
HEAD = 0.24
"""Height in inches of the line over the rows of a marker or category."""
MOST = 40
"""So many rows are drawn, those of the categories or markers with the most hits."""
APART = 0.5
"""Space between panels in inches; it holds the number of hits."""
FOOT, TOP = 0.36, 0.58

SEGMENTS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "voice": (("own", "#2F5D8A", "white"), ("direct", "#D3A24A", style.INK), ("indirect", "#EAE5DA", style.INK)),
    "stance": (("assert", "#23605A", "white"), ("relay", "#E3EBE8", style.INK), ("deny", "#B79BC4", style.INK)),
}
"""Kind -> value, colour of its segment and of letters on it, in the order of the bar. Neighbours differ in lightness,
so that they can be told apart in grey too."""
TITLES = {
    ("all", "voice"): "whose words: all hits",
    ("all", "stance"): "stance: all hits",
    ("own", "stance"): "stance: own voice only",
}


class Panel(NamedTuple):
    """What one column of bars shows."""

    voices: str
    kind: str


def plot_stance_profile(profile: pd.DataFrame, *, labels: Mapping[str, str] | None = None, top: int = MOST) -> Figure:
    """Stacked bars from STANCE_PROFILE: one row a group, outlet, category or marker, one panel a kind and voices.

    Tables of all voices and of own voice alone may be put together (pandas.concat), as may those of groups and of
    group and outlet; each is a panel or rows of their own. Under a bar stand the intervals of its first and of its
    last segment, where they end and begin; the number beside it counts hits. `labels` names categories and markers,
    `top` cuts
    the rows to those of the categories or markers with the most hits. The table carried holds the
    rows drawn.

    Raises `TableError` where there is nothing to draw.
    """
    parts = ["group", "outlet", "category", "marker"]
    style.need(
        profile, [*parts, "kind", "value", "voices", "n_hits", "share", "ci_low", "ci_high"], "a stance profile figure"
    )
    if top < 1:
        raise TableError(f"top must be at least 1, it is {top}")
    size = profile.groupby(parts, sort=False)["n_hits"].max().reset_index()
    size["_item"] = size["marker"].where(size["marker"] != "", size["category"])
    size = size.assign(_most=size.groupby("_item")["n_hits"].transform("sum"))
    ranked = size.sort_values(["_most", "_item", "n_hits", *parts], ascending=[False, True, False, *[True] * 4])
    kept = ranked.head(top).sort_values(
        ["_most", "_item", "group", "outlet"], ascending=[False, True, True, True], kind="stable"
    )
    rows = list(kept[parts].itertuples(index=False, name=None))
    order = {row: i for i, row in enumerate(rows)}
    place = [order.get(row, -1) for row in profile[parts].itertuples(index=False, name=None)]
    data = profile.assign(_row=place)
    data = data[data["_row"] >= 0].sort_values("_row", kind="stable").reset_index(drop=True)
    with style.drawing():
        figure = _draw(data, rows, labels)
    return style.carry(figure, data.drop(columns="_row"), _caption(data, len(size) - len(kept)))


def _panels(data: pd.DataFrame) -> list[Panel]:
    found = data[["voices", "kind"]].drop_duplicates().itertuples(index=False, name=None)
    return sorted((Panel(*pair) for pair in found), key=lambda p: (p.voices != "all", p.voices, p.kind != "voice"))


def _draw(data: pd.DataFrame, rows: list[tuple[str, ...]], labels: Mapping[str, str] | None) -> Figure:
    panels = _panels(data)
    heads, tops, height = _layout(rows)
    names = [_name(row, labels, alone=not heads) for row in rows]
    short = style.distinct(names, 1.5)
    bold = [bool(row[0]) and not row[1] and any(r[1] for r in rows) for row in rows]
    wide = [
        style.text_width(name, style.BODY if b else style.SMALL, bold=b) for name, b in zip(short, bold, strict=True)
    ]
    left = max(*wide, 0.7) + 0.2
    figure = style.sheet(style.PAGE, TOP + height + FOOT)
    width = (style.PAGE - left - APART * len(panels)) / len(panels)
    for k, panel in enumerate(panels):
        axes = style.panel(figure, left + k * (width + APART), FOOT, width, height)
        axes.set_xlim(0, 100)
        axes.set_ylim(height, 0)
        shown = data[(data["voices"] == panel.voices) & (data["kind"] == panel.kind)]
        _key(axes, panel, width, height)
        for i, own in shown.groupby("_row", sort=True):
            _bar(axes, own, SEGMENTS[panel.kind], tops[int(str(i))], width)
        axes.set_yticks([])
        axes.set_xticks([0, 50, 100], ["0", "50", "100 %"])
        style.only_axis(axes, "bottom")
        if k == 0:
            for name, y, heavy in zip(short, tops, bold, strict=True):
                _label(axes, y + BAR / 2, name, bold=heavy)
            for y, item in heads:
                _head(axes, y, style.label_of(item, labels), left - 0.1, width)
    return figure


def _layout(rows: list[tuple[str, ...]]) -> tuple[list[tuple[float, str]], list[float], float]:
    """Heads (height and item) over the rows of a category or marker told apart by group; tops of the bars; height."""
    heads: list[tuple[float, str]] = []
    tops: list[float] = []
    height, last = 0.04, ""
    for group, outlet, category, marker in rows:
        item = marker or category
        if item and (group or outlet) and item != last:
            heads.append((height + HEAD / 2, item))
            height += HEAD
        last = item
        tops.append(height)
        height += BAR + LANE + GAP
    return heads, tops, height


def _name(row: tuple[str, ...], labels: Mapping[str, str] | None, *, alone: bool) -> str:
    group, outlet, category, marker = row
    return style.label_of(marker or category, labels) if alone and (marker or category) else outlet or group


def _bar(axes: Axes, own: pd.DataFrame, segments: tuple[tuple[str, str, str], ...], y: float, width: float) -> None:
    share = dict(zip(own["value"], 100 * own["share"], strict=True))
    begin = 0.0
    for value, colour, ink in segments:
        size = float(share.get(value, 0.0))
        if size > 0:
            axes.barh(y + BAR / 2, size, BAR, left=begin, color=colour, edgecolor="white", lw=0.7, gid=value)
            text = f"{size:.0f}"
            if size / 100 * width > style.text_width(text) + 0.06:
                axes.text(begin + size / 2, y + BAR / 2, text, ha="center", va="center_baseline", size=style.SMALL,
                          color=ink)  # fmt: skip
        begin += size
    for (value, colour, _), last in ((segments[0], False), (segments[-1], True)):
        row = own[own["value"] == value]
        bounds = 100 * row[["ci_low", "ci_high"]].to_numpy(float).ravel()
        if len(bounds) == 2 and np.isfinite(bounds).all():
            ends = 100 - bounds if last else bounds
            low = y + BAR + (0.045 if last else 0.018)
            line = style.SOFT if last else style.darker(colour)
            axes.plot(np.clip(ends, 0, 100), [low, low], "-", color=line, lw=1.1, solid_capstyle="butt", gid="interval")
    axes.annotate(f"{int(own['n_hits'].iloc[0]):,}", (100, y + BAR / 2), (4, 0), "data", "offset points",
                  va="center_baseline", size=style.SMALL, color=style.SOFT)  # fmt: skip


def _key(axes: Axes, panel: Panel, width: float, height: float) -> None:
    """Title over the panel, and under it the names of the segments, from left to right as in the bars."""
    title = TITLES.get(panel, f"{panel.kind}: {panel.voices} voice")
    axes.text(0, 1 + 0.4 / height, style.fitted(title, width + APART - 0.1, style.BODY, bold=True), size=style.BODY,
              weight="bold", transform=axes.transAxes)  # fmt: skip
    at = 0.0
    for value, colour, _ in SEGMENTS[panel.kind]:
        axes.plot([(at + 0.04) / width], [1 + 0.24 / height], "s", ms=5.5, mfc=colour, mec=style.SOFT, mew=0.4,
                  transform=axes.transAxes, clip_on=False)  # fmt: skip
        axes.text((at + 0.11) / width, 1 + 0.24 / height, value, transform=axes.transAxes, va="center_baseline",
                  size=style.SMALL)  # fmt: skip
        at += style.text_width(value) + 0.24
    axes.annotate("hits", (1, 1 + 0.06 / height), (4, 0), "axes fraction", "offset points", va="center_baseline",
                  size=style.SMALL, color=style.SOFT)  # fmt: skip


def _label(axes: Axes, y: float, text: str, *, bold: bool) -> None:
    size: Any = style.BODY if bold else style.SMALL
    axes.annotate(style.fitted(text, 1.75, size, bold=bold) if bold else text, (0, y), (-6, 0),
                  ("axes fraction", "data"), "offset points", ha="right", va="center_baseline", size=size,
                  weight="bold" if bold else "normal")  # fmt: skip


def _head(axes: Axes, y: float, text: str, left: float, width: float) -> None:
    """The name of a category or marker, from the left edge and on over the first panel: no bar stands at its height."""
    axes.annotate(style.fitted(text, left + width, style.BODY, bold=True), (0, y), (-72 * left, 0),
                  ("axes fraction", "data"), "offset points", ha="left", va="center_baseline", size=style.BODY,
                  weight="bold")  # fmt: skip


def _caption(data: pd.DataFrame, left_out: int) -> str:
    panels = _panels(data)
    parts = []
    if any(p.kind == "voice" for p in panels):
        parts.append("Whose words the marker hits stand in: the outlet's own, direct quotation, indirect report.")
    if any(p.kind == "stance" for p in panels):
        parts.append("Stance: whether the outlet asserts the marker, relays it from a source, or denies it.")
    if any(p.voices == "own" for p in panels):
        parts.append("Own voice only: without quoted and reported words.")
    parts.append("Shares in per cent of the hits, whose number stands beside each bar.")
    known = np.isfinite(data["ci_low"]) & np.isfinite(data["ci_high"])
    clusters = style.listed(sorted({f"{c}s" for c in data["cluster"]}))
    parts.append(
        f"Lines under a bar: intervals over {clusters}, of where the first segment ends (upper line) and of where the "
        "last begins (lower line)."
        if known.any()
        else "No interval could be given."
    )
    parts.append("Voice and stance are found by rules and approximate.")
    if left_out:
        parts.append(f"{style.counted(left_out, 'row')} with fewer hits not shown.")
    return " ".join(parts)
