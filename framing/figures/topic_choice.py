"""The choice of a number of topics: each measure against the numbers tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from framing.errors import TableError
from framing.figures import style

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

MEASURES = {
    "reliability": "reliability, mean of topics",
    "npmi": "coherence (NPMI)",
    "exclusivity": "exclusivity",
    "heldout": "held-out log likelihood",
}


def plot_topic_choice(table: pd.DataFrame, *, k: int) -> Figure:
    """Four small panels of `TopicChoice.table`, with the recommended `k` as a filled mark.

    The table carried holds the rows drawn. Raises `TableError` where there is nothing to draw.
    """
    style.need(table, ["k", *MEASURES], "a figure of the choice of topics")
    data = table[np.isfinite(table["reliability"])].sort_values("k").reset_index(drop=True)
    if not len(data):
        raise TableError("a figure of the choice of topics needs a number of topics with measures, there is none")
    with style.drawing():
        width, high, gap = (style.PAGE - 1.5) / 2, 1.15, 0.62
        figure = style.sheet(style.PAGE, 2 * (high + gap) + 0.1)
        for i, (name, label) in enumerate(MEASURES.items()):
            row, column = divmod(i, 2)
            axes = style.panel(figure, 0.65 + column * (width + 0.75), 0.42 + (1 - row) * (high + gap), width, high)
            axes.plot(data["k"], data[name], "-o", color="#6F7F8C", ms=4, mfc="white", lw=1.1, clip_on=False)
            best = data[data["k"] == k]
            axes.plot(best["k"], best[name], "o", color="#22303A", ms=6, clip_on=False)
            axes.set_xticks(data["k"].tolist())
            axes.set_xlabel("topics")
            axes.set_title(label, loc="left", fontsize=style.BODY)
            style.only_axis(axes, "left", "bottom")
    caption = (
        f"Measures of the topics for {style.counted(len(data), 'number')} of topics; filled: the number recommended"
        f" ({k}). Reliability: how far topics are found again when documents are drawn anew."
    )
    return style.carry(figure, data, caption)
