"""Rates of categories or markers per 1,000 tokens, outlet by outlet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from framing.errors import TableError, nearest
from framing.figures import style

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

ROW = 0.19
"""Height of a row in inches."""
MOST_PANELS = 16
"""With more outlets than this, each group is one panel that holds a dot for each of its outlets."""
PANELS_ABREAST = 8
MOST_ROWS = 40
"""Rows drawn where `top` is not given."""


def plot_rates(
    counts: pd.DataFrame,
    *,
    by: Literal["outlet", "group"] = "outlet",
    level: Literal["category", "marker"] = "category",
    labels: Mapping[str, str] | None = None,
    top: int | None = None,
) -> Figure:
    """Hits per 1,000 tokens from COUNTS: one row a category or marker, the most frequent first.

    With `by="outlet"` each outlet is a panel, the outlets of a group side by side: its rate is a bar that ends in
    the group's mark, and an upright stroke is the pooled rate of a group of several outlets (all hits over all tokens
    of the group). With
    `by="group"`, or more than 16 outlets, each group is a panel with an open mark for each of its outlets.
    `top` keeps the most frequent rows (40 where not given); `labels` maps categories or markers to what is printed.

    The table carried has columns item, label, kind (outlet or group), outlet (empty for a group), group, n_hits,
    n_tokens, n_documents and per_1000 (missing where there are no tokens). Where no document has a group, each outlet
    is a group of its own. Raises `TableError` where there is nothing to draw.
    """
    for name, given, known in (("by", by, ("outlet", "group")), ("level", level, ("category", "marker"))):
        if given not in known:
            raise TableError(f"{name} must be {known[0]} or {known[1]}, it is {given!r}; {nearest(given, known)}")
    if top is not None and top < 1:
        raise TableError(f"top must be at least 1, it is {top}")
    style.need(
        counts, ["doc_id", "outlet", "group", "item", "category", "voice", "n_hits", "n_tokens"], "a figure of rates"
    )
    data, n_items = _rates(counts, "category" if level == "category" else "item", labels, top)
    n_outlets = data["outlet"][data["kind"] == "outlet"].nunique()
    apart = by == "outlet" and n_outlets <= MOST_PANELS
    with style.drawing():
        figure = _draw(data, apart)
    return style.carry(figure, data, _caption(data, level, apart, n_items))


def _rates(
    counts: pd.DataFrame, column: str, labels: Mapping[str, str] | None, top: int | None
) -> tuple[pd.DataFrame, int]:
    """The table drawn, and how many items there are in all."""
    import pandas as pd

    if (counts["group"].fillna("") == "").all():
        counts = counts.assign(group=counts["outlet"])  # without groups each outlet stands for itself
    documents = counts[["doc_id", "outlet", "group", "n_tokens"]].drop_duplicates()
    twice = documents["doc_id"][documents["doc_id"].duplicated()]
    if len(twice):
        raise TableError(
            f"a document has one outlet, one group and one n_tokens throughout the table; {twice.iloc[0]!r} has several"
        )
    if not documents["n_tokens"].sum():
        raise TableError("a figure of rates needs documents with tokens, all have n_tokens 0")
    total = counts.groupby(column)["n_hits"].sum().reset_index()
    order = total.sort_values(["n_hits", column], ascending=[False, True])[column].tolist()
    kept = order[: MOST_ROWS if top is None else top]
    parts = []
    for kind, keys in (("outlet", ["group", "outlet"]), ("group", ["group"])):
        size = documents.groupby(keys, as_index=False).agg(n_tokens=("n_tokens", "sum"), n_documents=("doc_id", "size"))
        hits = counts[counts[column].isin(kept)].groupby([*keys, column], as_index=False)["n_hits"].sum()
        rows = size.merge(pd.DataFrame({column: kept}), how="cross").merge(hits, on=[*keys, column], how="left")
        parts.append(rows.assign(kind=kind, n_hits=rows["n_hits"].fillna(0).astype("int64")))
    data = pd.concat(parts, ignore_index=True).rename(columns={column: "item"})
    data["outlet"] = data["outlet"].fillna("")
    data["per_1000"] = (1000 * data["n_hits"] / data["n_tokens"].where(data["n_tokens"] > 0)).round(6)
    data["label"] = [style.label_of(item, labels) for item in data["item"]]
    data["_row"] = data["item"].map({item: i for i, item in enumerate(kept)})
    data = data.sort_values(["_row", "group", "kind", "outlet"]).reset_index(drop=True)
    columns = ["item", "label", "kind", "outlet", "group", "n_hits", "n_tokens", "n_documents", "per_1000"]
    return data[columns], len(order)


def _draw(data: pd.DataFrame, apart: bool) -> Figure:
    names = data.drop_duplicates("item")
    n = len(names)
    labels = style.distinct(names["label"].tolist(), 1.65)
    left = style.widest(labels) + 0.2
    groups = sorted(set(data["group"]))
    panels = [
        (g, o)
        for g in groups
        for o in (sorted(set(data["outlet"][(data["group"] == g) & (data["kind"] == "outlet")])) if apart else [""])
    ]
    bands = -(-len(panels) // PANELS_ABREAST)
    abreast = -(-len(panels) // bands)
    gap, between = 0.12, 0.12  # between panels, and more of it between groups
    width = (style.PAGE - left - 0.2 - gap * (abreast - 1) - between * (len(groups) - 1)) / abreast
    heads = dict(zip(panels, style.distinct([outlet for _, outlet in panels], width, lines=3), strict=True))
    if all(group == outlet for group, outlet in panels):
        heads = dict.fromkeys(panels, "")  # the groups' names say it already
    up = 0.12 + (style.LINE * max(h.count("\n") + 1 for h in heads.values()) if apart else 0.0)
    band = up + 0.34 + n * ROW + 0.24
    foot = 0.22
    figure = style.sheet(style.PAGE, bands * band + foot)
    top = max(float(data["per_1000"].max()), 1e-9) * 1.08
    for i, (group, outlet) in enumerate(panels):
        row, column = divmod(i, abreast)
        bottom = foot + 0.24 + (bands - 1 - row) * band
        changes = groups.index(group) - groups.index(panels[row * abreast][0])
        axes = style.panel(figure, left + column * (width + gap) + changes * between, bottom, width, n * ROW)
        axes.set_xlim(0, top)
        axes.set_ylim(n - 0.5, -0.5)
        _rows(axes, data[data["group"] == group], outlet, style.group_style(groups)[group], labels, apart)
        # a number at the panel's right edge would run into the zero of the next
        ticks = [t for t in style.nice_ticks(top, 2 if width < 1 else 4) if t < 0.9 * top]
        axes.set_xticks(ticks, [style.plain(t) for t in ticks])
        axes.set_yticks([])
        style.only_axis(axes, "left", "bottom")
        if column == 0:
            for y, label in enumerate(labels):
                axes.annotate(
                    label, (0, y), (-6, 0), ("axes fraction", "data"), "offset points", ha="right", va="center",
                    size=style.SMALL,
                )  # fmt: skip
        if apart:
            axes.annotate(
                heads[group, outlet], (0, 1), (0, 4), "axes fraction", "offset points",
                va="bottom", size=style.SMALL, linespacing=1.05,
            )  # fmt: skip
        if column == 0 or panels[i - 1][0] != group:
            run = sum(1 for g, _ in panels[row * abreast : (row + 1) * abreast] if g == group)
            _group_head(axes, data, group, run * (width + gap) - gap, width, up / (n * ROW))
    figure.text(
        (left + (style.PAGE - left - 0.2) / 2) / style.PAGE, 0.06 / (bands * band + foot),
        "hits per 1,000 tokens", ha="center", va="bottom", size=style.BODY,
    )  # fmt: skip
    return figure


def _group_head(axes: Axes, data: pd.DataFrame, group: str, room: float, width: float, up: float) -> None:
    """The group's name over its panels, with a line as wide as they are."""
    colour = style.group_style(set(data["group"]))[group][0]
    axes.plot([0, room / width], [1 + up] * 2, "-", color=colour, lw=1.4, transform=axes.transAxes, clip_on=False)
    axes.annotate(
        style.fitted(group, room, style.BODY, bold=True), (0, 1 + up), (0, 3), "axes fraction", "offset points",
        va="bottom", size=style.BODY, weight="bold", color=style.darker(colour),
    )  # fmt: skip


def _rows(axes: Axes, rows: pd.DataFrame, outlet: str, look: tuple[str, str], labels: list[str], apart: bool) -> None:
    colour, mark = look
    at = {item: y for y, item in enumerate(rows.drop_duplicates("item")["item"])}
    alone = rows["outlet"][rows["kind"] == "outlet"].nunique() == 1
    for y in range(len(labels)):
        axes.axhline(y, color=style.GUIDE, lw=0.5, zorder=0)
    for row in style.rows_of(rows):
        y, x = at[row.item], row.per_1000
        if row.kind == "group":
            if apart and alone:
                continue  # its rate is its outlet's, and the stroke would hide the mark
            axes.plot([x, x], [y - 0.36, y + 0.36], "-", color=style.INK, lw=1.5, zorder=4, clip_on=False)
        elif not apart:
            axes.plot([x], [y], mark, ms=4, mfc="none", mec=colour, mew=0.9, zorder=3, clip_on=False)
        elif row.outlet == outlet and row.n_tokens:
            axes.plot([0, x], [y, y], "-", color=colour, lw=2.2, alpha=0.55, solid_capstyle="butt", zorder=2)
            axes.plot([x], [y], mark, ms=4, color=colour, zorder=3, clip_on=False)


def _caption(data: pd.DataFrame, level: str, apart: bool, n_items: int) -> str:
    groups = data[data["kind"] == "group"].drop_duplicates("group")
    outlets = data[data["kind"] == "outlet"].drop_duplicates(["group", "outlet"])
    n = data["item"].nunique()
    sizes = [
        f"{g.group}: {style.counted(int((outlets['group'] == g.group).sum()), 'outlet')}, "
        f"{style.counted(int(g.n_documents), 'document')}, {style.counted(int(g.n_tokens), 'token')}"
        for g in style.rows_of(groups)
    ]
    strokes = "Upright stroke: the pooled rate of its group (all hits over all tokens)."
    if outlets["group"].duplicated().any() and (~outlets["group"].duplicated(keep=False)).any():
        strokes = (
            "Upright stroke: the pooled rate of its group (all hits over all tokens), where it has several outlets."
        )
    many = "categories" if level == "category" else "markers"
    parts = [
        f"Hits of each {level} per 1,000 tokens, all voices together. "
        + (
            "Bar and mark: the outlet's rate." + (f" {strokes}" if outlets["group"].duplicated().any() else "")
            if apart
            else "Open marks: the rates of single outlets. Upright stroke: the pooled rate of the group (all hits over "
            "all tokens)."
        ),
        "; ".join(sizes) + ".",
    ]
    if n < n_items:
        parts.append(f"Shown are the {n} most frequent of {n_items} {many}.")
    if (outlets["n_tokens"] == 0).any():
        empty = outlets["outlet"][outlets["n_tokens"] == 0].tolist()
        parts.append(f"Without tokens and so without a rate: {style.listed(empty)}.")
    parts.append("Rates are as counted; no interval is drawn.")
    return " ".join(parts)
