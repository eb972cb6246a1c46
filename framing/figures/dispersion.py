"""Dispersion strips: where in the text of each outlet a marker falls, article after article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from framing.errors import TableError, nearest
from framing.figures import style
from framing.stats.dispersion import gries_dp_norm

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

ROW = 0.17
"""Height of a strip with its gap, in inches."""
MOST_OUTLETS = 40
MOST_LINES = 150
"""With more articles than this in a strip, no lines are drawn between them."""


def plot_dispersion(
    hits: pd.DataFrame,
    documents: pd.DataFrame,
    *,
    markers: Sequence[str] | None = None,
    top: int = 4,
    labels: Mapping[str, str] | None = None,
) -> Figure:
    """Where markers of HITS fall in the text of each outlet: one panel a marker, one strip an outlet, one tick a hit.

    A strip is the outlet's DOCUMENTS one after another, by date and then doc_id, with a light line between two of
    them; its whole width is all the characters of the outlet. At the right stand the number of hits and DP, the
    normalised deviation of proportions over the outlet's articles (Gries 2008): 0 evenly spread, 1 all in one article.
    `markers` chooses and orders the panels; by default the `top` most frequent. Up to 40 outlets can be drawn.

    The table carried has columns marker, label, group, outlet, doc_id, position (per cent of the outlet's text), n_hits
    (of the outlet) and dp (missing with no hit or a single article); an outlet without a hit has a row of its own
    without doc_id and position. Raises `TableError` where there is nothing to draw.
    """
    style.need(hits, ["doc_id", "start", "marker"], "a dispersion figure")
    style.need(documents, ["doc_id", "outlet", "group", "date", "n_chars", "n_tokens"], "a dispersion figure")
    if top < 1:
        raise TableError(f"top must be at least 1, it is {top}")
    known = hits["marker"].value_counts()
    strange = [m for m in markers or [] if m not in known.index]
    if strange:
        raise TableError(f"no hit of a marker {strange[0]!r}; {nearest(strange[0], [str(m) for m in known.index])}")
    frequent = known.rename_axis("m").reset_index(name="n").sort_values(["n", "m"], ascending=[False, True])
    chosen = list(dict.fromkeys(markers)) if markers else frequent["m"].head(top).tolist()
    order = _order(documents)
    n_outlets = len(order.drop_duplicates(["group", "outlet"]))
    if n_outlets > MOST_OUTLETS:
        raise TableError(f"a dispersion figure holds up to {MOST_OUTLETS} outlets, here are {n_outlets}: choose some")
    data = _placed(hits[hits["marker"].isin(chosen)], order, chosen, labels)
    with style.drawing():
        figure = _draw(data, order, chosen)
    return style.carry(figure, data, _caption(data, order, chosen))


def _order(documents: pd.DataFrame) -> pd.DataFrame:
    """The documents with text in the order of the strips, with their first character and the length of the strip."""
    filled = documents[documents["n_chars"] > 0].fillna({"outlet": "", "group": "", "date": ""})
    if not len(filled):
        raise TableError("a dispersion figure needs documents with text, all have n_chars 0")
    order = filled.sort_values(["group", "outlet", "date", "doc_id"]).reset_index(drop=True)
    by_outlet = order.groupby(["group", "outlet"], sort=False)["n_chars"]
    made: pd.DataFrame = order.assign(_first=by_outlet.cumsum() - order["n_chars"], _whole=by_outlet.transform("sum"))
    return made


def _placed(
    hits: pd.DataFrame, order: pd.DataFrame, chosen: list[str], labels: Mapping[str, str] | None
) -> pd.DataFrame:
    import pandas as pd

    columns = ["doc_id", "outlet", "group", "n_chars", "_first", "_whole"]
    found = hits[["doc_id", "start", "marker"]].merge(order[columns], on="doc_id", how="left", validate="many_to_one")
    lost = found["doc_id"][found["n_chars"].isna()]
    if len(lost):
        raise TableError(f"document {lost.iloc[0]!r} has hits and stands in no row of the documents with text")
    odd = found[(found["start"] < 0) | (found["start"] >= found["n_chars"])]
    if len(odd):
        raise TableError(f"a hit must start inside its document; one in {odd['doc_id'].iloc[0]!r} does not")
    found["position"] = (100 * (found["_first"] + found["start"]) / found["_whole"]).round(4)
    parts = []
    for marker in chosen:
        for key, own in order.groupby(["group", "outlet"], sort=False):
            group, outlet = (str(part) for part in key)
            rows = found[(found["marker"] == marker) & (found["group"] == group) & (found["outlet"] == outlet)]
            n = rows["doc_id"].value_counts().reindex(own["doc_id"], fill_value=0).to_numpy()
            rows = rows.sort_values(["position", "doc_id"])[["doc_id", "position"]]
            if not len(rows):
                rows = pd.DataFrame({"doc_id": [""], "position": [np.nan]})
            told = own["n_tokens"].to_numpy() > 0
            dp = _dp(n[told], own["n_tokens"].to_numpy(dtype=float)[told])
            parts.append(rows.assign(marker=marker, group=group, outlet=outlet, n_hits=int(n.sum()), dp=dp))
    table = pd.concat(parts, ignore_index=True)
    table["label"] = [style.label_of(str(m), labels) for m in table["marker"]]
    return table[["marker", "label", "group", "outlet", "doc_id", "position", "n_hits", "dp"]]


def _dp(n: NDArray[Any], sizes: NDArray[np.float64]) -> float:
    return round(float(gries_dp_norm(n, sizes)), 6) if len(n) > 1 and n.any() else float("nan")


def _draw(data: pd.DataFrame, order: pd.DataFrame, chosen: list[str]) -> Figure:
    outlets = order.drop_duplicates(["group", "outlet"])[["group", "outlet"]].values.tolist()
    groups = sorted({g for g, _ in outlets})
    names = style.distinct([o or "(no outlet)" for _, o in outlets], 1.7)
    places, here, heads = [], 0.0, {}
    for i, (group, _) in enumerate(outlets):
        if not i or outlets[i - 1][0] != group:
            heads[i] = group
            here += 1.05
        places.append(here + 0.5)
        here += 1.0
    left, right, head, foot, gap = max(style.widest(names), 0.6) + 0.2, 0.95, 0.3, 0.48, 0.2
    high = here * ROW
    figure = style.sheet(style.PAGE, len(chosen) * (head + high) + (len(chosen) - 1) * gap + foot)
    width = style.PAGE - left - right
    top = float(figure.get_size_inches()[1])
    axes: Axes | None = None
    for marker in chosen:
        top -= head + high
        axes = style.panel(figure, left, top, width, high)
        top -= gap
        axes.set_xlim(0, 100)
        axes.set_ylim(here, 0)
        own = data[data["marker"] == marker]
        axes.annotate(
            style.fitted(own["label"].iloc[0], width, style.BODY, bold=True), (0, 1), (0, 4), "axes fraction",
            "offset points", va="bottom", size=style.BODY, weight="bold",
        )  # fmt: skip
        for x, words in ((0.3, "hits"), (0.72, "DP")):
            axes.annotate(
                words, (1, 1), (x * 72, 5), "axes fraction", "offset points", ha="center", va="bottom", size=style.SMALL
            )
        for i, group in heads.items():
            axes.text(
                0, places[i] - 0.6, style.fitted(group, width), size=style.SMALL, va="bottom",
                color=style.darker(style.group_style(groups)[group][0]), weight="bold",
            )  # fmt: skip
        _strips(axes, own, order, outlets, places, names, groups)
        axes.set_xticks([])
        axes.set_yticks([])
        style.only_axis(axes)
    assert axes is not None
    axes.set_xticks([0, 25, 50, 75, 100], ["first", "25 %", "50 %", "75 %", "last"])
    axes.set_xlabel("place in the outlet's text, article after article")
    return figure


def _strips(
    axes: Axes,
    own: pd.DataFrame,
    order: pd.DataFrame,
    outlets: list[list[str]],
    places: list[float],
    names: list[str],
    groups: list[str],
) -> None:
    looks = style.group_style(groups)
    for i, ((group, outlet), y) in enumerate(zip(outlets, places, strict=True)):
        axes.fill_between([0, 100], y - 0.4, y + 0.4, color="#F1F1F1", lw=0, zorder=0)
        text = order[(order["group"] == group) & (order["outlet"] == outlet)]
        if len(text) <= MOST_LINES:
            starts = 100 * (text["_first"] / text["_whole"]).to_numpy(dtype=float)[1:]
            axes.vlines(starts, y - 0.4, y + 0.4, color="white", lw=1.0, zorder=1)
        rows = own[(own["group"] == group) & (own["outlet"] == outlet)]
        axes.vlines(
            rows["position"].dropna().to_numpy(dtype=float), y - 0.36, y + 0.36, color=style.darker(looks[group][0]),
            lw=0.9, zorder=2,
        )  # fmt: skip
        dp = float(rows["dp"].iloc[0])
        cells = ((0.3, f"{int(rows['n_hits'].iloc[0]):,}"), (0.72, f"{dp:.2f}" if np.isfinite(dp) else "–"))
        axes.annotate(
            names[i], (0, y), (-5, 0), ("axes fraction", "data"), "offset points", ha="right", va="center",
            size=style.SMALL,
        )  # fmt: skip
        for x, words in cells:
            axes.annotate(
                words, (1, y), (x * 72, 0), ("axes fraction", "data"), "offset points", ha="center", va="center",
                size=style.SMALL,
            )  # fmt: skip


def _caption(data: pd.DataFrame, order: pd.DataFrame, chosen: list[str]) -> str:
    n = int(data["position"].notna().sum())
    crowded = order.groupby(["group", "outlet"]).size().max() > MOST_LINES
    parts = [
        f"Where {style.counted(n, 'hit')} of {style.counted(len(chosen), 'marker')} fall in the text of each outlet, "
        f"{style.counted(len(order), 'article')} in all: its articles one after another, by date"
        + ("." if crowded else ", with a light line between two of them."),
        "One tick a hit; the width of a strip is the whole text of the outlet, so strips of outlets of different size "
        "can be set side by side.",
        "DP: deviation of proportions over the outlet's articles (Gries 2008), 0 evenly spread, 1 all in one article; "
        "with few articles or few hits it is high for want of room, and no interval is given.",
    ]
    return " ".join(parts)
