"""Two versions of one text as aligned strips: what the later one cut, added and changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from framing.errors import TableError
from framing.figures import style

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

STRIP, BETWEEN, GAP = 0.2, 0.3, 0.42
"""Height of a strip, of the space between the two of a pair, and between pairs, in inches."""

LOOKS: dict[str, dict[str, Any]] = {
    "kept": {"facecolor": "#E3E3E3", "edgecolor": "white"},
    "changed": {"facecolor": "#A9A9A9", "edgecolor": "white"},
    "cut": {"facecolor": "white", "edgecolor": style.INK, "hatch": "//////"},
    "added": {"facecolor": "#3A3A3A", "edgecolor": "white"},
}
"""Greys and a hatch: told apart in print, and no side has a colour of its own."""

SAYS = {
    "kept": "kept word for word",
    "changed": "changed",
    "cut": "only in the earlier version (cut)",
    "added": "only in the later version (added)",
}


def plot_versions(versions: pd.DataFrame, *, top: int = 6) -> Figure:
    """VERSIONS as pairs of strips, the earlier version above: a block a sentence, as wide as its words.

    Bands join sentences that answer to one another. A tick over a block marks a sentence with a marker that the other
    version does not have there. The `top` pairs with the most words cut and added are drawn. The table carried holds
    the rows of VERSIONS that are drawn, with the number `pair` from 1 at the top.

    Raises `TableError` where there is nothing to draw.
    """
    needed = ["doc_id", "outlet", "other", "other_outlet", "version", "kind", "start", "other_start", "first_token"]
    style.need(versions, [*needed, "n_tokens", "markers"], "a figure of versions")
    if top < 1:
        raise TableError(f"top must be at least 1, it is {top}")
    earlier = versions["version"] == "earlier"
    later_id = versions["other"].where(earlier, versions["doc_id"])
    first_id = versions["doc_id"].where(earlier, versions["other"])
    keyed = versions.assign(first_id=first_id, later_id=later_id)
    keyed["moved"] = keyed["n_tokens"].where(keyed["kind"].isin(["cut", "added"]), 0)
    sums = keyed.groupby(["first_id", "later_id"], sort=True)["moved"].sum().reset_index()
    chosen = sums.sort_values(["moved", "first_id", "later_id"], ascending=[False, True, True]).head(top)
    order = {pair: i for i, pair in enumerate(zip(chosen["first_id"], chosen["later_id"], strict=True), 1)}
    keyed["pair"] = [order.get(pair, 0) for pair in zip(keyed["first_id"], keyed["later_id"], strict=True)]
    data = keyed[keyed["pair"] > 0].sort_values(["pair", "version", "first_token"]).reset_index(drop=True)
    with style.drawing():
        figure = _draw(data, len(order))
    drawn = data.drop(columns=["first_id", "later_id", "moved"])
    return style.carry(figure, drawn, _caption(drawn, len(sums) - len(chosen)))


def _draw(data: pd.DataFrame, n_pairs: int) -> Figure:
    heads = data.drop_duplicates(["pair", "version"])
    names = {
        (row.pair, row.version): (style.fitted(row.outlet or "no outlet", 1.75), style.fitted(row.doc_id, 1.75))
        for row in style.rows_of(heads)
    }
    left = style.widest([text for both in names.values() for text in both]) + 0.25
    high = n_pairs * (2 * STRIP + BETWEEN) + (n_pairs - 1) * GAP
    head, foot, right = 0.56, 0.43, 0.2
    figure = style.sheet(style.PAGE, head + high + 0.12 + foot)
    axes = style.panel(figure, left, foot, style.PAGE - left - right, high + 0.12)
    longest = int((data["first_token"] + data["n_tokens"]).max())
    axes.set_xlim(0, longest * 1.005)
    axes.set_ylim(high + 0.12, 0)
    for pair, own in data.groupby("pair", sort=True):
        y = (int(str(pair)) - 1) * (2 * STRIP + BETWEEN + GAP)
        _pair(axes, own, y)
        for version, at in (("earlier", y), ("later", y + STRIP + BETWEEN)):
            if (pair, version) in names:
                outlet, doc = names[pair, version]
                axes.annotate(
                    f"{outlet}\n{doc}", (0, at + STRIP / 2), (-6, 0), ("axes fraction", "data"), "offset points",
                    ha="right", va="center", size=style.SMALL, linespacing=1.05,
                )  # fmt: skip
    ticks = style.nice_ticks(longest, 6)
    axes.set_xticks(ticks, [style.plain(t) for t in ticks])
    axes.set_yticks([])
    style.only_axis(axes, "bottom")
    axes.set_xlabel("words from the beginning; the earlier version above")
    _key(figure, left)
    return figure


def _pair(axes: Axes, own: pd.DataFrame, y: float) -> None:
    from matplotlib.patches import Polygon, Rectangle

    low = y + STRIP + BETWEEN
    earlier, later = own[own["version"] == "earlier"], own[own["version"] == "later"]
    place = {row.start: row for row in style.rows_of(later)}
    for row in style.rows_of(earlier):
        match = place.get(row.other_start) if row.kind in ("kept", "changed") else None
        if match is not None:
            a, b = row.first_token, row.first_token + row.n_tokens
            c, d = match.first_token, match.first_token + match.n_tokens
            corners = [(a, y + STRIP), (b, y + STRIP), (d, low), (c, low)]
            colour = "#F3F3F3" if row.kind == "kept" else "#DDDDDD"
            axes.add_patch(Polygon(corners, closed=True, facecolor=colour, edgecolor="white", lw=0.4, zorder=0))
    for rows, at in ((earlier, y), (later, low)):
        for row in style.rows_of(rows):
            box = Rectangle((row.first_token, at), row.n_tokens, STRIP, lw=0.6, zorder=2, **LOOKS[row.kind])
            axes.add_patch(box)
            if row.markers and row.kind in ("cut", "added"):
                middle, side = row.first_token + row.n_tokens / 2, (at - 0.06 if at == y else at + STRIP + 0.06)
                mark = "v" if at == y else "^"
                axes.plot([middle], [side], mark, ms=3.6, color=style.INK, clip_on=False, zorder=3)


def _key(figure: Figure, left: float) -> None:
    from matplotlib.patches import Rectangle

    width, height = figure.get_size_inches()
    axes = style.panel(figure, 0, 0, width, height)
    axes.set(xlim=(0, width), ylim=(0, height))
    axes.axis("off")
    x, y = 0.15, height - 0.14
    entries = [*LOOKS, "marker"]
    for kind in entries:
        text = SAYS.get(kind, "has a marker")
        room = style.text_width(text) + 0.45
        if x + room > width:
            x, y = 0.15, y - 0.19
        if kind == "marker":
            axes.plot([x + 0.1], [y], "v", ms=3.6, color=style.INK)
        else:
            axes.add_patch(Rectangle((x, y - 0.05), 0.2, 0.1, lw=0.6, **LOOKS[kind]))
        axes.text(x + 0.26, y, text, va="center_baseline", size=style.SMALL)
        x += room


def _caption(data: pd.DataFrame, more: int) -> str:
    parts = [
        "Versions of one text, the earlier one above: each block is a sentence, as wide as its words, in the order of"
        " the text. Bands join sentences that answer to one another; a sentence that was only moved counts as kept."
    ]
    for pair, own in data.groupby("pair", sort=True):
        first = own[own["version"] == "earlier"]
        pair_of = first.iloc[0] if len(first) else own.iloc[0]
        told = []
        for kind in ("cut", "added", "changed"):
            some = own[(own["kind"] == kind) & (own["version"] == ("later" if kind == "added" else "earlier"))]
            told.append(
                f"{kind} {style.counted(len(some), 'sentence')} ({style.counted(int(some['n_tokens'].sum()), 'word')})"
            )
        if int(str(pair)) <= 3:
            parts.append(f"{pair_of.other} against {pair_of.doc_id}: {style.listed(told)}.")
    parts.append("A triangle marks a sentence of these with a marker, if it was cut or added.")
    if more:
        parts.append(f"{style.counted(more, 'pair')} with less cut and added not shown.")
    return " ".join(parts)
