"""Where in the documents markers fall, from the first character to the last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from framing.errors import TableError, nearest
from framing.figures import style

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST_STRIPS = 40
"""With more documents than this, each outlet is one strip of densities."""
BINS = 20
"""Twentieths of a document in the densities."""
ROW = 0.2
"""Height of a strip with its gap, in inches."""
FIRST = 0.35
"""Where the axis of strips begins: just above the first group's name."""
VOICES = ("own", "direct", "indirect")
LOOKS = {"own": ("#2B2B2B", -0.36, 0.36), "direct": ("#1B8A7E", -0.36, -0.02), "indirect": ("#8E5EA2", 0.02, 0.36)}
"""Colour of a voice, and from where to where its tick runs in the strip (the strip's middle is 0, downwards)."""
ONE_COLOUR = "#4A5A66"


def plot_positions(
    hits: pd.DataFrame, documents: pd.DataFrame, *, colour: Literal["voice", "none"] = "voice"
) -> Figure:
    """Where markers of HITS fall in their DOCUMENTS, as start / n_chars in per cent, grouped by outlet and group.

    Up to 40 documents: one strip a document with a tick a hit; with `colour="voice"` the outlet's own words are a
    tick over the whole strip, direct speech one over its upper half and indirect speech one over its lower half.
    More documents: one strip an outlet, with bars of hits per 1,000 characters in each twentieth of its documents,
    stacked by voice. Documents without a hit keep their strip, and their characters count in the densities. Where no
    document has a group, each outlet is a group of its own.

    The table carried has, for strips, doc_id, outlet, group, marker, voice, position (per cent); for densities, group,
    outlet, from_percent, voice, n_hits, n_chars, per_1000_chars. Raises `TableError` where there is nothing to draw.
    """
    if colour not in ("voice", "none"):
        raise TableError(f"colour must be voice or none, it is {colour!r}; {nearest(colour, ('voice', 'none'))}")
    style.need(hits, ["doc_id", "start", "marker", "voice"], "a figure of positions")
    style.need(documents, ["doc_id", "outlet", "group", "n_chars"], "a figure of positions (its documents)")
    if (documents["group"].fillna("") == "").all():
        documents = documents.assign(group=documents["outlet"])  # without groups each outlet stands for itself
    table = _placed(hits, documents)
    order = documents[documents["n_chars"] > 0].sort_values(["group", "outlet", "doc_id"])
    if has_strips(documents):
        with style.drawing():
            figure = _draw_strips(table, order, colour)
        return style.carry(figure, table, _caption(order, len(table), colour, strips=True))
    densities = _densities(table, order)
    with style.drawing():
        figure = _draw_densities(densities, order, colour)
    return style.carry(figure, densities, _caption(order, len(table), colour, strips=False))


def has_strips(documents: pd.DataFrame) -> bool:
    """Whether each document has a strip of its own in the figure of positions."""
    return int((documents["n_chars"] > 0).sum()) <= MOST_STRIPS


def _placed(hits: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    found = hits[["doc_id", "start", "marker", "voice"]].merge(
        documents[["doc_id", "outlet", "group", "n_chars"]], on="doc_id", how="left", validate="many_to_one"
    )
    strange = found["doc_id"][found["n_chars"].isna()]
    if len(strange):
        near = nearest(str(strange.iloc[0]), [str(d) for d in documents["doc_id"]][:1000])
        raise TableError(f"document {strange.iloc[0]!r} has hits and stands in no row of the documents; {near}")
    odd = found[(found["start"] < 0) | (found["start"] >= found["n_chars"])]
    if len(odd):
        raise TableError(
            f"a hit must start inside its document; one in {odd['doc_id'].iloc[0]!r} starts at {odd['start'].iloc[0]} "
            f"of {int(odd['n_chars'].iloc[0])} characters"
        )
    unknown = sorted(set(found["voice"]) - set(VOICES))
    if unknown:
        raise TableError(f"voice must be own, direct or indirect, it is {unknown[0]!r}; {nearest(unknown[0], VOICES)}")
    found["position"] = (100 * found["start"] / found["n_chars"]).round(4)
    columns = ["doc_id", "outlet", "group", "marker", "voice", "position"]
    ordered: pd.DataFrame = found.sort_values(["group", "outlet", "doc_id", "start", "marker"])[columns]
    return ordered.reset_index(drop=True)


def _densities(table: pd.DataFrame, order: pd.DataFrame) -> pd.DataFrame:
    import pandas as pd

    sizes = order.groupby(["group", "outlet"], as_index=False)["n_chars"].sum()
    bins = pd.DataFrame({"from_percent": [i * 100 // BINS for i in range(BINS)]})
    frame = sizes.merge(bins, how="cross").merge(pd.DataFrame({"voice": VOICES}), how="cross")
    binned = table.assign(from_percent=(table["position"] // (100 / BINS)).astype("int64") * (100 // BINS))
    binned["from_percent"] = binned["from_percent"].clip(upper=100 - 100 // BINS)
    n = binned.groupby(["group", "outlet", "from_percent", "voice"], as_index=False).size()
    n = n.rename(columns={"size": "n_hits"})
    frame = frame.merge(n, on=["group", "outlet", "from_percent", "voice"], how="left")
    frame["n_hits"] = frame["n_hits"].fillna(0).astype("int64")
    frame["per_1000_chars"] = (1000 * frame["n_hits"] / (frame["n_chars"] / BINS)).round(6)
    drawn: pd.DataFrame = frame[["group", "outlet", "from_percent", "voice", "n_hits", "n_chars", "per_1000_chars"]]
    return drawn


def _draw_strips(table: pd.DataFrame, order: pd.DataFrame, colour: str) -> Figure:
    names = style.distinct([str(d) for d in order["doc_id"]], 1.9)
    starts = _starts(order)
    places, here = [], 0.0
    for i in range(len(order)):
        here += 2.35 if i in starts and starts[i][1] else 1.35 if i in starts else 0.0
        places.append(here)
        here += 1.0
    left, right, head, foot = max(style.widest(names), 0.7) + 0.2, 0.5, 0.33, 0.48
    high = (here - 0.5 - FIRST) * ROW
    figure = style.sheet(style.PAGE, head + high + foot)
    axes = style.panel(figure, left, foot, style.PAGE - left - right, high)
    _percent_axis(axes, here - 0.3)
    room = style.PAGE - left - right
    per_document = table["doc_id"].value_counts()
    for i, (y, doc) in enumerate(zip(places, order["doc_id"], strict=True)):
        if i in starts:
            outlet, group = starts[i]
            _heads(axes, y, outlet, group, sorted(set(order["group"])), room)
        axes.fill_between([0, 100], y - 0.4, y + 0.4, color="#F1F1F1", lw=0, zorder=0)
        rows = table[table["doc_id"] == doc]
        for voice in VOICES:
            x = rows["position"][rows["voice"] == voice].to_numpy(dtype=float)
            ink, top, bottom = LOOKS[voice] if colour == "voice" else (ONE_COLOUR, -0.36, 0.36)
            axes.vlines(x, y + top, y + bottom, color=ink, lw=0.9, zorder=2)
        axes.annotate(
            names[i], (0, y), (-5, 0), ("axes fraction", "data"), "offset points", ha="right", va="center",
            size=style.SMALL,
        )  # fmt: skip
        axes.annotate(
            f"{int(per_document.get(doc, 0)):,}", (1, y), (right * 72 / 2, 0), ("axes fraction", "data"),
            "offset points", ha="center", va="center", size=style.SMALL,
        )  # fmt: skip
    axes.annotate("hits", (1, 1), (right * 72 / 2, 9), "axes fraction", "offset points", ha="center", size=style.SMALL)
    _key(axes, colour, halves=True)
    return figure


def _starts(order: pd.DataFrame) -> dict[int, tuple[str, str]]:
    """Rows at which an outlet begins, with its name and, where a group begins too, the group's (else empty)."""
    starts: dict[int, tuple[str, str]] = {}
    before: tuple[str, str] | None = None
    for i, (group, outlet) in enumerate(zip(order["group"], order["outlet"], strict=True)):
        if before is None or before != (group, outlet):
            starts[i] = (str(outlet), str(group) if before is None or before[0] != group else "")
        before = (group, outlet)
    return starts


def _heads(axes: Axes, y: float, outlet: str, group: str, groups: list[str], room: float) -> None:
    """The names of outlet and group over the first strip of each."""
    axes.annotate(
        style.fitted(outlet, room), (0, y - 0.55), (0, 0), "data", "offset points", va="bottom", size=style.SMALL
    )
    if group:
        colour = style.group_style(groups)[group][0]
        axes.annotate(
            style.fitted(group, room, style.BODY, bold=True), (0, y - 1.4), (0, 0), "data", "offset points",
            va="bottom", size=style.BODY, weight="bold", color=style.darker(colour),
        )  # fmt: skip


def _draw_densities(data: pd.DataFrame, order: pd.DataFrame, colour: str) -> Figure:
    outlets = data.drop_duplicates(["group", "outlet"])[["group", "outlet"]].values.tolist()
    groups = sorted(set(data["group"]))
    size = order.groupby(["group", "outlet"]).size()
    names = style.distinct([o for _, o in outlets], 1.7, lines=2)
    left, head, foot, strip, gap, over = max(style.widest(names), 0.6) + 0.55, 0.33, 0.48, 0.42, 0.12, 0.2
    high = len(outlets) * (strip + gap) + len(groups) * over
    figure = style.sheet(style.PAGE, head + high + foot)
    width = style.PAGE - left - 0.25
    top = float(data.groupby(["group", "outlet", "from_percent"])["per_1000_chars"].sum().max()) * 1.05
    bottom, before = foot + high, None
    axes: Axes | None = None
    for i, (group, outlet) in enumerate(outlets):
        bottom -= strip + gap + (over if group != before else 0.0)
        axes = style.panel(figure, left, bottom + gap, width, strip)
        _stack(axes, data[(data["group"] == group) & (data["outlet"] == outlet)], colour)
        axes.set_xlim(0, 100)
        axes.set_ylim(0, top)
        ticks = style.nice_ticks(top, 2)
        axes.set_yticks(ticks, [style.plain(t) for t in ticks])
        axes.set_xticks([0, 25, 50, 75, 100], [""] * 5)
        style.only_axis(axes, "left", "bottom")
        n = style.counted(int(size[(group, outlet)]), "document")
        axes.annotate(
            f"{names[i]}\n{n}", (0, 0.5), (-26, 0), "axes fraction", "offset points", ha="right", va="center",
            size=style.SMALL, linespacing=1.05,
        )  # fmt: skip
        if group != before:
            axes.annotate(
                style.fitted(group, width, style.BODY, bold=True), (0, 1), (0, 4), "axes fraction", "offset points",
                va="bottom", size=style.BODY, weight="bold", color=style.darker(style.group_style(groups)[group][0]),
            )  # fmt: skip
            if before is None:
                _key(axes, colour, halves=False, up=0.28)
        before = group
    assert axes is not None
    axes.set_xticks([0, 25, 50, 75, 100], ["start", "25 %", "50 %", "75 %", "end"])
    axes.set_xlabel("place in the document; upwards: hits per 1,000 characters")
    return figure


def _stack(axes: Axes, rows: pd.DataFrame, colour: str) -> None:
    below: NDArray[np.float64] = np.zeros(BINS)
    for voice in VOICES:
        part = rows[rows["voice"] == voice].sort_values("from_percent")
        heights = part["per_1000_chars"].to_numpy(dtype=float)
        ink = LOOKS[voice][0] if colour == "voice" else ONE_COLOUR
        axes.bar(
            part["from_percent"].to_numpy(dtype=float), heights, width=100 / BINS, bottom=below, align="edge",
            color=ink, edgecolor="white", linewidth=0.4,
        )  # fmt: skip
        below = below + heights


def _percent_axis(axes: Axes, rows: float) -> None:
    axes.set_xlim(0, 100)
    axes.set_ylim(rows - 0.2, FIRST)
    axes.set_yticks([])
    axes.set_xticks([0, 25, 50, 75, 100], ["start", "25 %", "50 %", "75 %", "end"])
    axes.set_xlabel("place in the document")
    style.only_axis(axes, "bottom")


def _key(axes: Axes, colour: str, *, halves: bool, up: float = 0.18) -> None:
    """What the ticks or bars of each voice look like, over the strips at the right."""
    if colour == "none":
        return
    figure = axes.get_figure(root=True)
    assert figure is not None
    box, (w, h) = axes.get_position(), figure.get_size_inches()
    width, high = box.width * w, box.height * h
    words = {"own": "the outlet's own words", "direct": "direct speech", "indirect": "indirect speech"}
    x = width - sum(style.text_width(t) + 0.3 for t in words.values()) + 0.1
    for voice, text in words.items():
        ink, top, bottom = LOOKS[voice] if halves else (LOOKS[voice][0], -0.3, 0.3)
        axes.plot(
            [x / width] * 2, [1 + (up - 0.16 * top) / high, 1 + (up - 0.16 * bottom) / high], "-", color=ink,
            lw=1.6 if halves else 5, solid_capstyle="butt", transform=axes.transAxes, clip_on=False,
        )  # fmt: skip
        axes.text(
            (x + 0.07) / width, 1 + up / high, text, transform=axes.transAxes, va="center_baseline", size=style.SMALL
        )
        x += style.text_width(text) + 0.3


def _caption(order: pd.DataFrame, n_hits: int, colour: str, *, strips: bool) -> str:
    n_outlets = len(order.drop_duplicates(["group", "outlet"]))
    parts = [
        f"Where {style.counted(n_hits, 'marker hit')} fall in {style.counted(len(order), 'document')} of "
        f"{style.counted(n_outlets, 'outlet')}, from the first character of a document to its last."
    ]
    if strips:
        parts.append("One strip a document, one tick a hit; at the right the number of hits.")
        if colour == "voice":
            parts.append(
                "Tick over the whole strip: the outlet's own words; upper half: direct speech; lower half: indirect "
                "speech."
            )
    else:
        parts.append(
            "One strip an outlet: hits per 1,000 characters in each twentieth of its documents, all its documents "
            "together, on the same scale" + (", stacked by voice." if colour == "voice" else ".")
        )
    parts.append("The place is counted in characters of the text as received, skipped passages included.")
    return " ".join(parts)
