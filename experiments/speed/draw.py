"""The figure of the speed report: how fast each contestant is, and how much memory it takes, at each size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.figures import style

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

ROW, HEAD, NAMES = 0.19, 0.26, 2.75
PANELS = (("mb_per_second", "MB of text a second"), ("memory_per_text", "peak memory, times the text"))
TICKS = [m * 10.0**e for e in range(-2, 4) for m in (1, 3)]


def draw(table: pd.DataFrame) -> Figure:
    """A row a contestant under the head of its task; a mark for each size of the corpus."""
    rows, height = [], 0.0
    for task, part in table.groupby("task", sort=False):
        height += HEAD
        rows.append((height - 0.4 * HEAD, str(task), True))
        for who in dict.fromkeys(part["contestant"]):
            height += ROW
            rows.append((height - ROW / 2, str(who), False))
    looks = dict(zip(sorted(set(table["megabytes"])), zip(style.GROUP_COLOURS, style.GROUP_MARKS)))
    place = {}
    task = ""
    for y, text, head in rows:
        task = text if head else task
        place[task, text] = y
    with style.drawing():
        figure = style.sheet(style.PAGE, height + 0.85)
        width = (style.PAGE - NAMES - 0.45) / 2
        for number, (column, label) in enumerate(PANELS):
            axes = style.panel(figure, NAMES + number * (width + 0.3), 0.5, width, height)
            _panel(axes, table, column, place, looks)
            axes.set(ylim=(height, 0), yticks=[], xlabel=label, xscale="log")
            low, high = axes.get_xlim()
            ticks = [t for t in TICKS if low <= t <= high]
            axes.set_xticks(ticks, [f"{t:g}" for t in ticks])
            axes.minorticks_off()
            if not number:
                for y, text, head in rows:
                    axes.text(
                        -NAMES / width + (0.0 if head else 0.03),
                        y,
                        style.fitted(text, NAMES - 0.15, bold=head),
                        transform=axes.get_yaxis_transform(),
                        va="center",
                        fontsize=style.SMALL,
                        fontweight="bold" if head else "normal",
                    )
        key = [
            figure.axes[0].plot([], [], mark, color=colour, linestyle="none", markersize=5, label=f"{size:g} MB")[0]
            for size, (colour, mark) in looks.items()
        ]
        figure.legend(handles=key, loc="upper right", ncols=len(key), frameon=False, fontsize=style.SMALL)
    return style.carry(figure, table, "Speed and memory of each contestant by size of the corpus; both on log scales.")


def _panel(axes: Axes, table: pd.DataFrame, column: str, place: dict[tuple[str, str], float], looks: dict) -> None:
    style.only_axis(axes, "bottom")
    axes.grid(axis="x", color=style.GUIDE, linewidth=0.5)
    axes.set_axisbelow(True)
    for y in {place[row.task, row.contestant] for row in table.itertuples()}:
        axes.axhline(y, color=style.GUIDE, linewidth=0.5, zorder=0)
    for row in table.dropna(subset=[column]).itertuples():
        colour, mark = looks[row.megabytes]
        y = place[row.task, row.contestant]
        axes.plot(getattr(row, column), y, mark, color=colour, markersize=5, zorder=3)
