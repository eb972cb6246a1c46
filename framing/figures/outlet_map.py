"""The map of outlets: near each other where they use the same markers, with ellipses of how sure that is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from framing.errors import TableError
from framing.figures import style
from framing.figures.labels import Box, place_labels
from framing.schema_shift import OUTLET_MAP

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

DASHES: tuple[Any, ...] = ("-", (0, (5, 2)), (0, (1.5, 1.5)), (0, (6, 2, 1, 2)))
"""Lines of the ellipses, group after group, to be told apart in grey too."""


def plot_outlet_map(
    outlet_map: pd.DataFrame,
    *,
    markers: int = 12,
    labels: Mapping[str, str] | None = None,
    width: Literal["page", "column"] = "page",
) -> Figure:
    """Outlets of OUTLET_MAP at their principal coordinates, with their ellipses, and the markers that contribute most.

    A marker is a line from the centre: it points to the outlets that use it more than others do, and the square of its
    length along an axis is its share in the inertia of that axis (a contribution biplot, Greenacre 2011), drawn to a
    scale of its own. `markers` of them are drawn, those that contribute most to both axes. `labels` maps markers to
    what is printed. No two names overlap; one for which there is no room is left out and the caption tells it.

    The table carried holds the rows drawn with columns `label`, `drawn_x`, `drawn_y` and `named` (whether its name
    found room). Raises `TableError` where there is nothing to draw.
    """
    style.need(outlet_map, OUTLET_MAP.names, "an outlet map")
    if markers < 0:
        raise TableError(f"markers must be at least 0, it is {markers}")
    across = style.inches(width)
    outlets = outlet_map[(outlet_map["kind"] == "outlet") & np.isfinite(outlet_map["x"])]
    if not len(outlets):
        raise TableError("an outlet map needs at least one outlet with a place, the table has none")
    data = _scaled(outlets, outlet_map[outlet_map["kind"] != "outlet"].head(markers), labels)
    with style.drawing():
        figure, named = _draw(data, across)
    data["named"] = named
    return style.carry(figure, data, _caption(data, outlet_map))


def _scaled(outlets: pd.DataFrame, markers: pd.DataFrame, labels: Mapping[str, str] | None) -> pd.DataFrame:
    """Outlets where they are; markers at the roots of their contributions, as far out as outlets and ellipses reach."""
    import pandas as pd

    placed = outlets.assign(label=outlets["name"], drawn_x=outlets["x"], drawn_y=outlets["y"])
    x = np.sign(markers["x"]) * np.sqrt(markers["contribution_x"])
    y = np.sign(markers["y"]) * np.sqrt(markers["contribution_y"])
    left, bottom, right, top = _span(placed)
    with np.errstate(divide="ignore", invalid="ignore"):
        room = np.fmin(
            np.select([x > 0, x < 0], [right / x, left / x], np.inf),
            np.select([y > 0, y < 0], [top / y, bottom / y], np.inf),
        )
    scale = 0.8 * float(room.min()) if np.isfinite(room).any() else 1.0
    named = [style.label_of(str(n), labels) for n in markers["name"]]
    lines = markers.assign(label=named, drawn_x=(x * scale).round(6), drawn_y=(y * scale).round(6))
    return pd.concat([placed, lines], ignore_index=True)


def _draw(data: pd.DataFrame, across: float) -> tuple[Figure, list[bool]]:
    groups = sorted(set(data["group"][data["kind"] == "outlet"]))
    looks = style.group_style(groups)
    lines = dict(zip(groups, DASHES * len(groups), strict=False))
    left, right, head, foot = 0.55, 0.12, 0.3, 0.45
    wide = across - left - right
    span = _span(data)
    unit = wide / (span[2] - span[0])
    high = min(max((span[3] - span[1]) * unit, 0.55 * wide), 0.85 * wide)
    unit = min(unit, high / (span[3] - span[1]))  # inches for a step of 1, the same both ways
    x0, y0 = (span[0] + span[2]) / 2 - wide / unit / 2, (span[1] + span[3]) / 2 - high / unit / 2
    figure = style.sheet(across, head + high + foot)
    axes = style.panel(figure, left, foot, wide, high)
    axes.set_xlim(x0, x0 + wide / unit)
    axes.set_ylim(y0, y0 + high / unit)
    for line in (axes.axhline, axes.axvline):
        line(0, color=style.GUIDE, lw=0.6, zorder=0)
    outlet = (data["kind"] == "outlet").to_numpy()
    for row in style.rows_of(data):
        if row.kind == "outlet":
            colour, mark = looks[row.group]
            _ellipse(axes, row, colour, lines[row.group])
            axes.plot([row.x], [row.y], mark, color=colour, ms=5, mec="white", mew=0.5, zorder=5)
        else:
            axes.plot([0, row.drawn_x], [0, row.drawn_y], "-", color="#B4B4B4", lw=0.6, zorder=1)
            axes.plot([row.drawn_x], [row.drawn_y], "x", color=style.SOFT, ms=3, mew=0.7, zorder=2)
    named = _names(axes, data, outlet, (x0, y0, unit), (wide, high), looks)
    _frame(axes, data, groups, unit)
    return figure, named


def _span(data: pd.DataFrame) -> Box:
    """Left, bottom, right and top of all that is drawn, with a margin."""
    x, y = (data[c].to_numpy(dtype=float) for c in ("drawn_x", "drawn_y"))
    turn = np.radians(data["ellipse_angle"].fillna(0).to_numpy(dtype=float))
    major, minor = (data[c].fillna(0).to_numpy(dtype=float) for c in ("ellipse_major", "ellipse_minor"))
    over_x = np.hypot(major * np.cos(turn), minor * np.sin(turn))
    over_y = np.hypot(major * np.sin(turn), minor * np.cos(turn))
    low_x, high_x = min(0.0, float((x - over_x).min())), max(0.0, float((x + over_x).max()))
    low_y, high_y = min(0.0, float((y - over_y).min())), max(0.0, float((y + over_y).max()))
    margin = 0.06 * max(high_x - low_x, high_y - low_y, 1e-6)
    return low_x - margin, low_y - margin, high_x + margin, high_y + margin


def _ellipse(axes: Axes, row: Any, colour: str, line: Any) -> None:
    from matplotlib.patches import Ellipse

    if np.isfinite(row.ellipse_major):
        size = (2 * row.ellipse_major, 2 * row.ellipse_minor)
        axes.add_patch(
            Ellipse((row.x, row.y), *size, angle=row.ellipse_angle, fill=False, ec=colour, lw=0.7, ls=line, zorder=3)
        )


def _names(
    axes: Axes,
    data: pd.DataFrame,
    outlet: NDArray[np.bool_],
    place: tuple[float, float, float],
    room: tuple[float, float],
    looks: Mapping[str, tuple[str, str]],
) -> list[bool]:
    """The names, outlets first; whether each found room."""
    x0, y0, unit = place
    longest = min(1.5, 0.4 * room[0])
    texts = style.distinct([str(n) or "(no outlet)" for n in data["label"]], longest)
    points = [
        ((float(x) - x0) * unit, (float(y) - y0) * unit) for x, y in zip(data["drawn_x"], data["drawn_y"], strict=True)
    ]
    sizes = [
        (style.text_width(t, bold=bool(of_outlet)) + 0.04, style.LINE)
        for t, of_outlet in zip(texts, outlet, strict=True)
    ]
    boxes = place_labels(points, sizes, (0.02, 0.02, room[0] - 0.02, room[1] - 0.02))
    for i, (box, text) in enumerate(zip(boxes, texts, strict=True)):
        if box is None:
            continue
        group = str(data["group"].iloc[i])
        colour = style.darker(looks[group][0]) if outlet[i] else style.SOFT
        middle = ((box[0] + box[2]) / 2 / room[0], (box[1] + box[3]) / 2 / room[1])
        nearest_x = min(max(points[i][0], box[0]), box[2])
        nearest_y = min(max(points[i][1], box[1]), box[3])
        if np.hypot(nearest_x - points[i][0], nearest_y - points[i][1]) > 0.15:
            axes.plot(
                [points[i][0] / room[0], nearest_x / room[0]], [points[i][1] / room[1], nearest_y / room[1]], "-",
                color="#B0B0B0", lw=0.5, transform=axes.transAxes, zorder=1,
            )  # fmt: skip
        axes.text(
            *middle, text, transform=axes.transAxes, ha="center", va="center", size=style.SMALL, color=colour,
            weight="bold" if outlet[i] else "normal", style="normal" if outlet[i] else "italic", zorder=6, gid="name",
            bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.7, "pad": 0.4},
        )  # fmt: skip
    return [box is not None for box in boxes]


def _frame(axes: Axes, data: pd.DataFrame, groups: list[str], unit: float) -> None:
    """The key of the groups over the map, the axes' shares of the inertia, and round numbers on them."""
    first = data.iloc[0]
    for axis, share, which in ((axes.xaxis, first["inertia_x"], "first"), (axes.yaxis, first["inertia_y"], "second")):
        axis.set_label_text(f"{which} axis, {style.plain(round(100 * float(share), 1))} % of the inertia")
    for low, high, ticks in (
        (*axes.get_xlim(), axes.set_xticks),
        (*axes.get_ylim(), axes.set_yticks),
    ):
        step = style.nice_ticks(max(high - low, 1e-9), max(4, int((high - low) * unit / 0.8)))[1]
        values = [round(k * step, 12) for k in range(int(np.ceil(low / step)), int(np.floor(high / step)) + 1)]
        ticks(values, [style.plain(v + 0.0) for v in values])
    axes.spines[:].set_color(style.GUIDE)
    looks = style.group_style(groups)
    high, across, x = style.height_of(axes), style.width_of(axes), 0.05
    for group in groups:
        colour, mark = looks[group]
        text = style.fitted(group or "(no group)", across / len(groups) - 0.4)
        axes.plot([x / across], [1 + 0.14 / high], mark, color=colour, ms=5, transform=axes.transAxes, clip_on=False)
        axes.text((x + 0.1) / across, 1 + 0.14 / high, text, transform=axes.transAxes, va="center_baseline", size=7)
        x += style.text_width(text) + 0.4


def _caption(data: pd.DataFrame, outlet_map: pd.DataFrame) -> str:
    first = outlet_map.iloc[0]
    outlets = data[data["kind"] == "outlet"]
    items = outlet_map[outlet_map["kind"] != "outlet"]
    what = "categories" if "category" in set(items["kind"]) else "markers"
    shown = int((data["kind"] != "outlet").sum())
    level = str(first["method"]).partition(" ")[0]
    parts = [
        f"Correspondence analysis of {style.counted(len(outlets), 'outlet')} by {len(items)} {what}: outlets lie near "
        "each other where they divide their hits alike, however many they have; the groups play no part in it. The "
        f"two axes show {100 * (float(first['inertia_x']) + float(first['inertia_y'])):.0f} % of the inertia.",
    ]
    bare = int(outlets["ellipse_major"].isna().sum())
    if bare < len(outlets):
        parts.append(
            f"Ellipse: where the outlet may lie as well, {level}, by resampling its documents; it does not tell "
            "whether two outlets differ."
        )
    if bare:
        parts.append(f"{style.counted(bare, 'outlet')} with too few documents for an ellipse.")
    if shown:
        parts.append(
            f"Lines: the {shown} {what} that contribute most. A line points to the outlets that use it more than the "
            "others do; it has a scale of its own, and the square of its length along an axis stands for its share in "
            "that axis."
        )
    total, chance = float(first["inertia"]), float(first["inertia_null"])
    parts.append(
        f"The inertia is {total:.3f} in all; where the documents are dealt to the outlets by lot it is {chance:.3f} on "
        "average, so much comes about by chance" + (", and the whole is no more than that." if total <= chance else ".")
    )
    nowhere = outlet_map[(outlet_map["kind"] == "outlet") & outlet_map["x"].isna()]["name"].tolist()
    if nowhere:
        parts.append(f"Without a hit and so without a place: {style.listed([str(n) for n in nowhere])}.")
    lost = data["label"][~data["named"]].tolist()
    if lost:
        parts.append(f"No room for the name of {style.listed([str(n) for n in lost])}.")
    return " ".join(parts)
