"""Topics: their most probable terms, and how much of each side's text they take."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from framing.errors import TableError
from framing.figures import style

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

ABREAST = 4
BAR = 0.15
"""Height of a term's row in inches."""


def plot_topic_terms(terms: pd.DataFrame, *, top: int = 8, labels: Mapping[int, str] | None = None) -> Figure:
    """The `top` most probable terms of each topic of TOPIC_TERMS, a small panel a topic, all on one scale.

    `labels` maps topics to what is printed over the panel. The table carried holds the TOPIC_TERMS rows drawn.
    Raises `TableError` where there is nothing to draw.
    """
    style.need(terms, ["topic", "rank", "term", "probability"], "a figure of topic terms")
    if top < 1:
        raise TableError(f"top must be at least 1, it is {top}")
    kept = terms[(terms["rank"] <= top) & np.isfinite(terms["probability"])]
    if not len(kept):
        raise TableError(f"a figure of topic terms needs terms of rank 1 to {top} with a probability, there are none")
    data = kept.sort_values(["topic", "rank"]).reset_index(drop=True)
    with style.drawing():
        figure = _draw_terms(data, labels)
    topics = data["topic"].nunique()
    caption = (
        f"The {top} most probable terms of each of {style.counted(topics, 'topic')}. Bars: probability of the term in "
        "the topic, on the same scale in every panel. Topics are numbered, not ranked by importance."
    )
    return style.carry(figure, data, caption)


def _draw_terms(data: pd.DataFrame, labels: Mapping[int, str] | None) -> Figure:
    topics = data["topic"].unique().tolist()
    bars = int(data.groupby("topic").size().max())
    abreast = min(ABREAST, len(topics))
    bands = -(-len(topics) // abreast)
    cell = (style.PAGE - 0.15) / max(abreast, 2)
    names = {t: f"Topic {t}" for t in topics}
    if labels:
        names |= {t: f"{t}  {labels[t]}" for t in topics if t in labels}
    heads = {t: _head(names[t], cell - 0.25) for t in topics}
    head = 0.15 + 0.15 * max(h.count("\n") + 1 for h in heads.values())
    high, foot = bars * BAR, 0.26
    figure = style.sheet(style.PAGE, bands * (head + high + foot) + 0.24)
    term_width = min(max(style.widest(map(style.shown, data["term"])), 0.3), 0.55 * cell)
    width = cell - term_width - 0.35
    top = float(data["probability"].max()) * 1.05
    for i, topic in enumerate(topics):
        row, column = divmod(i, abreast)
        left = 0.1 + column * cell + term_width + 0.1
        axes = style.panel(figure, left, 0.24 + foot + (bands - 1 - row) * (head + high + foot), width, high)
        rows = data[data["topic"] == topic]
        axes.set_xlim(0, top)
        axes.set_ylim(bars - 0.5, -0.5)
        axes.barh(range(len(rows)), rows["probability"].tolist(), height=0.62, color="#6F7F8C")
        for y, term in enumerate(style.distinct([str(t) for t in rows["term"]], term_width)):
            axes.annotate(
                term, (0, y), (-4, 0), ("axes fraction", "data"), "offset points", ha="right", va="center",
                size=style.SMALL,
            )  # fmt: skip
        ticks = style.nice_ticks(top, 2)
        axes.set_xticks(ticks, [style.plain(t) for t in ticks])
        axes.set_yticks([])
        style.only_axis(axes, "left", "bottom")
        axes.annotate(
            heads[topic], (0, 1), (-term_width * 72 - 4, 4), "axes fraction", "offset points", va="bottom",
            size=style.BODY, weight="bold", linespacing=1.05,
        )  # fmt: skip
    high_all = float(figure.get_size_inches()[1])
    middle = 0.1 + cell * abreast / 2
    figure.text(middle / style.PAGE, 0.06 / high_all, "probability of the term in the topic", ha="center", va="bottom")
    return figure


def _head(name: str, width: float) -> str:
    """The name over a panel on two lines; of several words the last are left out where there is no room for them."""
    while "\u2026" in (head := style.wrapped(name, width, style.BODY, lines=2, bold=True)) and ", " in name:
        name = name.rpartition(", ")[0]
    return head


def plot_prevalence(prevalence: pd.DataFrame, contrast: pd.DataFrame) -> Figure:
    """How much of each group's text each topic takes, with intervals; behind, the outlets of a group that has several
    as small open marks.

    `prevalence` has columns topic, label, level (group or outlet), name, mean, ci_low, ci_high (shares), and may have
    a column `group` that tells the group of an outlet; `contrast` is the TOPIC_CONTRAST table, by whose difference
    the topics are ordered. The table carried holds the rows of `prevalence` drawn, from the top row down.
    Raises `TableError` where there is nothing to draw.
    """
    style.need(
        prevalence, ["topic", "label", "level", "name", "mean", "ci_low", "ci_high"], "a figure of topic prevalence"
    )
    style.need(contrast, ["topic", "difference"], "a figure of topic prevalence (its contrast)")
    known = _several(prevalence[np.isfinite(prevalence["mean"])])
    if not (known["level"] == "group").any():
        raise TableError("a figure of topic prevalence needs rows of level 'group' with a mean, there are none")
    order = contrast.sort_values(["difference", "topic"], ascending=[False, True])["topic"].tolist()
    place = {topic: i for i, topic in enumerate(order)}
    lacking = sorted(set(known["topic"]) - set(place))
    if lacking:
        raise TableError(f"topic {lacking[0]} stands in the prevalence table and not in the contrast")
    data = (
        known.assign(_row=known["topic"].map(place))
        .sort_values(["_row", "level", "name"])
        .drop(columns="_row")
        .reset_index(drop=True)
    )
    with style.drawing():
        figure = _draw_prevalence(data)
    return style.carry(figure, data, _prevalence_caption(data))


def _several(prevalence: pd.DataFrame) -> pd.DataFrame:
    """Without the outlet of a group that has but one: its share is the group's, and stands there already."""
    if "group" not in prevalence.columns:
        return prevalence
    outlets = prevalence[prevalence["level"] == "outlet"]
    per_group = outlets.groupby("group")["name"].nunique()
    alone = per_group.index[per_group == 1]
    return prevalence[(prevalence["level"] != "outlet") | ~prevalence["group"].isin(alone)]


def _draw_prevalence(data: pd.DataFrame) -> Figure:
    topics = data["topic"].unique().tolist()
    groups = sorted(set(data["name"][data["level"] == "group"]))
    looks = style.group_style(groups)
    lane = 0.17
    row = lane * len(groups) + 0.14
    first = data.drop_duplicates("topic")
    texts = [f"{t}  {label}" if str(label) else f"Topic {t}" for t, label in zip(first["topic"], first["label"])]
    names = style.distinct(texts, 2.1, lines=2)
    left, head, foot = style.widest(names) + 0.25, 0.34, 0.46
    figure = style.sheet(style.PAGE, head + row * len(topics) + foot)
    axes = style.panel(figure, left, foot, style.PAGE - left - 0.25, row * len(topics))
    axes.set_ylim(len(topics) - 0.5, -0.5)
    # Outlets are drawn without whiskers, so theirs take no room.
    drawn = data["mean"].where(data["level"] != "group", data[["mean", "ci_high"]].max(axis=1))
    top = float(np.nanmax(drawn.to_numpy(dtype=float))) * 104
    axes.set_xlim(0, max(top, 1e-6))
    at = {t: y for y, t in enumerate(topics)}
    shift = {g: (i - (len(groups) - 1) / 2) * lane / row for i, g in enumerate(groups)}
    for i, name in enumerate(names):
        if i:
            axes.axhline(i - 0.5, color=style.GUIDE, lw=0.6, zorder=0)
        axes.annotate(
            name, (0, i), (-6, 0), ("axes fraction", "data"), "offset points", ha="right", va="center",
            size=style.SMALL, linespacing=1.05,
        )  # fmt: skip
    for item in style.rows_of(data):
        group = str(item.name if item.level == "group" else getattr(item, "group", ""))
        y = float(at[item.topic]) + shift.get(group, 0.0)
        colour, mark = looks.get(group, ("#9A9A9A", "o"))
        x = 100 * item.mean
        if item.level == "group":
            if np.isfinite(item.ci_low) and np.isfinite(item.ci_high):
                axes.plot([100 * item.ci_low, 100 * item.ci_high], [y, y], "-", color=colour, lw=1.3, zorder=3)
            axes.plot([x], [y], mark, ms=5, color=colour, mec="white", mew=0.5, zorder=4, clip_on=False)
        else:
            axes.plot([x], [y], mark, ms=3.6, mfc="none", mec=colour, mew=0.7, zorder=2, clip_on=False)
    ticks = style.nice_ticks(top, 5)
    axes.set_xticks(ticks, [f"{style.plain(t)} %" for t in ticks])
    axes.set_yticks([])
    axes.set_xlabel("mean share of the text that the topic takes")
    style.only_axis(axes, "left", "bottom")
    style.group_key(axes, groups, outlets=bool((data["level"] == "outlet").any()))
    return figure


def _prevalence_caption(data: pd.DataFrame) -> str:
    groups = data[data["level"] == "group"]
    names = sorted(set(groups["name"]))
    known = np.isfinite(groups["ci_low"]) & np.isfinite(groups["ci_high"])
    n_outlets = data["name"][data["level"] == "outlet"].nunique()
    parts = [
        f"Mean share of the text that each of {style.counted(data['topic'].nunique(), 'topic')} takes, in per cent, in "
        f"{style.listed(names)}. Filled marks: groups" + (", with their intervals as lines." if known.any() else ".")
    ]
    if n_outlets:
        parts.append(f"Small open marks: single outlets ({n_outlets}).")
    if not known.all():
        missing = int((~known).sum())
        parts.append(
            "No interval could be given."
            if missing == len(groups)
            else f"Without an interval: {missing} of the {len(groups)} group means."
        )
    parts.append("Topics stand in the order of the difference between the groups.")
    return " ".join(parts)
