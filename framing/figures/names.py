"""Names of the same actor: how large a share of its mentions each side gives to each name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from framing.errors import TableError
from framing.figures import style

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LANE = 0.15
"""Height of one side's mark in inches."""
HEAD = 0.24
"""Height of an actor's line over its names."""
MOST = 40
"""So many names are drawn, those of the actors first named."""


def plot_actor_names(shares: pd.DataFrame, *, top: int = MOST) -> Figure:
    """Paired dots from ACTOR_NAMES: under each actor its names, and for each side the share of mentions.

    Drawn are the two sides (the rows of groups, or where outlets were compared those of outlets); a name that nobody
    uses is left out, and within an actor the most frequent name comes first. Whiskers are the intervals. `top` cuts
    the number of names. The table carried holds the rows drawn, from the top down.

    Raises `TableError` where there is nothing to draw.
    """
    style.need(
        shares, ["actor", "name", "level", "group", "outlet", "n", "n_actor", "share", "ci_low", "ci_high"],
        "a figure of actors' names",
    )  # fmt: skip
    if top < 1:
        raise TableError(f"top must be at least 1, it is {top}")
    level = "group" if (shares["level"] == "group").any() else "outlet"
    rows = shares[(shares["level"] == level) & np.isfinite(shares["share"])]
    total = rows.groupby(["actor", "name"], sort=False)["n"].sum()
    used = total[total > 0].reset_index()
    if not len(used):
        raise TableError("a figure of actors' names needs at least one name that is found, the table has none")
    actors = {actor: i for i, actor in enumerate(dict.fromkeys(shares["actor"].tolist()))}
    used = used.assign(_actor=used["actor"].map(actors)).sort_values(
        ["_actor", "n", "name"], ascending=[True, False, True]
    )
    kept = used.head(top)
    place = {key: i for i, key in enumerate(zip(kept["actor"], kept["name"], strict=True))}
    order = [place.get(key, -1) for key in zip(rows["actor"], rows["name"], strict=True)]
    data = rows.assign(_row=order, side=rows[level])
    data = data[data["_row"] >= 0].sort_values(["_row", "side"]).drop(columns="_row").reset_index(drop=True)
    with style.drawing():
        figure = _draw(data)
    return style.carry(
        figure, data, _caption(data, len(used) - len(kept), len(shares.drop_duplicates(["actor", "name"])) - len(used))
    )


def _draw(data: pd.DataFrame) -> Figure:
    sides = sorted(set(data["side"]))
    looks = style.group_style(sides)
    row = LANE * len(sides) + 0.12
    tops: list[float] = []
    heads: list[tuple[float, str]] = []
    height = 0.0
    lines = list(data.drop_duplicates(["actor", "name"])[["actor", "name"]].itertuples(index=False, name=None))
    for i, (actor, _) in enumerate(lines):
        if i == 0 or lines[i - 1][0] != actor:
            heads.append((height + HEAD / 2, actor))
            height += HEAD
        tops.append(height)
        height += row
    names = style.distinct([name for _, name in lines], 2.3)
    left, over, foot = max(style.widest(names), 0.9) + 0.3, 0.34, 0.46
    figure = style.sheet(style.PAGE, over + height + foot)
    axes = style.panel(figure, left, foot, style.PAGE - left - 0.3, height)
    axes.set_ylim(height, 0)
    axes.set_xlim(0, 100)
    for y, actor in heads:
        if y > HEAD:
            axes.axhline(y - HEAD / 2, color=style.GUIDE, lw=0.6, zorder=0)
        _label(axes, y, style.fitted(actor, left - 0.15, style.BODY, bold=True), bold=True)
    for y, name in zip(tops, names, strict=True):
        _label(axes, y + row / 2, name)
    at = dict(zip(lines, tops, strict=True))
    for item in style.rows_of(data):
        y = at[item.actor, item.name] + 0.06 + LANE * (sides.index(item.side) + 0.5)
        colour, mark = looks[item.side]
        if np.isfinite(item.ci_low) and np.isfinite(item.ci_high):
            axes.plot([100 * item.ci_low, 100 * item.ci_high], [y, y], "-", color=colour, lw=1.2, zorder=3)
        axes.plot([100 * item.share], [y], mark, ms=4.8, color=colour, mec="white", mew=0.5, zorder=4, clip_on=False)
    axes.set_xticks([0, 25, 50, 75, 100], [f"{x} %" for x in (0, 25, 50, 75, 100)])
    axes.set_yticks([])
    axes.set_xlabel("share of the actor's mentions under this name")
    style.only_axis(axes, "left", "bottom")
    style.group_key(axes, sides, outlets=False)
    return figure


def _label(axes: Axes, y: float, text: str, *, bold: bool = False) -> None:
    axes.annotate(
        text, (0, y), (-6, 0), ("axes fraction", "data"), "offset points", ha="right", va="center",
        size=style.BODY if bold else style.SMALL, weight="bold" if bold else "normal",
    )  # fmt: skip


def _caption(data: pd.DataFrame, rarer: int, unused: int) -> str:
    sides = sorted(set(data["side"]))
    known = np.isfinite(data["ci_low"]) & np.isfinite(data["ci_high"])
    mentions = data.drop_duplicates(["actor", "side"])
    counts = [
        f"{actor}: " + ", ".join(f"{int(n):,} in {side}" for n, side in zip(own["n_actor"], own["side"], strict=True))
        for actor, own in mentions.groupby("actor", sort=False)
    ]
    parts = [
        f"How {style.listed(sides)} call the same actor: of its mentions, the share under each name"
        + (", with its interval as a line." if known.any() else "; no interval could be given."),
        f"Mentions: {'; '.join(counts)}.",
    ]
    if known.any() and not known.all():
        parts.append(f"Without an interval: {int((~known).sum())} of {len(data)} shares, as the draws do not differ.")
    if rarer:
        parts.append(f"{style.counted(rarer, 'more name')} not shown.")
    if unused:
        parts.append(f"{style.counted(unused, 'name')} without a mention not shown.")
    return " ".join(parts)
