"""Tables, figures and sentences on what makes the distance between the sides, and on the map of outlets."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from framing.report import notes as said
from framing.report import shift_words, words
from framing.report.exhibits import RATIO, SHARE, Exhibit, in_per_cent, made_exhibit
from framing.report.facts import compared, readable
from framing.report.phrases import number, probability
from framing.report.prose import floor, item_of, unit_name

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from framing.report.results import Results

MOST_ITEMS = 30
"""So many items of a shift are shown and drawn."""
MOST_MARKERS = 12
"""So many markers of the map are shown and drawn."""
MOST_OUTLETS = 24
"""With more outlets than this, no dispersion strips are drawn."""
MOST_DOCUMENTS = 500
"""With more articles than this, the strips would be full."""
MOST_STRIPS = 4
"""So many markers get dispersion strips."""
BITS = 4
"""Decimal places of contributions to a divergence."""


def shift_exhibits(results: Results) -> dict[str, Exhibit]:
    """The tables of this part by name, as far as there is something to tell."""
    shifts = results.shifts
    made = [
        _shift(name, results, table, marker=name == "marker_shift")
        for name, table in (("marker_shift", shifts.markers), ("word_shift", shifts.words))
        if table is not None
    ]
    if shifts.map is not None:
        made.append(_map(shifts.map))
    return {e.name: e for e in made}


def shift_drawings(results: Results) -> dict[str, Callable[[], Figure]]:
    """The figures of this part by name, each as a call that draws it."""
    from framing import figures

    shifts, made = results.shifts, dict[str, "Callable[[], Figure]"]()
    both = compared(results)
    hits = results.hits[results.hits["doc_id"].isin(both["doc_id"])]
    few = len(both) <= MOST_DOCUMENTS and len(both.drop_duplicates(["group", "outlet"])) <= MOST_OUTLETS
    if len(hits) and few and results.settings.shows_documents:
        made["dispersion"] = lambda: figures.plot_dispersion(hits, both, top=MOST_STRIPS)
    if len(results.words):
        made["keyness_funnel"] = lambda: figures.plot_funnel(results.words)
    for name, table in (("marker_shift", shifts.markers), ("word_shift", shifts.words)):
        if table is not None and (table["contribution"] > 0).any():
            made[name] = lambda t=table: figures.plot_word_shift(t, top=MOST_ITEMS)  # type: ignore[misc]
    places = shifts.map
    if places is not None:
        made["outlet_map"] = lambda: figures.plot_outlet_map(places, markers=MOST_MARKERS)
    return made


def _shift(name: str, results: Results, table: pd.DataFrame, *, marker: bool) -> Exhibit:
    few = table[table["contribution"] > 0].head(MOST_ITEMS)
    shown = few.assign(
        item=[readable(i) for i in few["item"]] if marker else few["item"], part=few["share"], so_far=few["cumulative"]
    )
    shown = in_per_cent(shown, ["part", "so_far"])
    t, r = words.short(results.design.target), words.short(results.design.reference)
    columns = words.heads(["item"]) | {"target_n": f"hits {t}", "reference_n": f"hits {r}"}
    columns |= words.heads(["direction", "contribution", "part", "so_far"])
    digits = {"contribution": BITS, "part": SHARE, "so_far": SHARE}
    note = shift_words.SHIFT_NOTE.format(n=len(few), of=len(table))
    return made_exhibit(name, table, shown, columns, digits, said.join(shift_sentence(table), note))


def _map(table: pd.DataFrame) -> Exhibit:
    import pandas as pd

    outlets, items = table[table["kind"] == "outlet"], table[table["kind"] != "outlet"].head(MOST_MARKERS)
    both = pd.concat([outlets, items])
    axes = [
        f"{number(a, RATIO)} × {number(b, RATIO)}" if np.isfinite(a) else ""
        for a, b in zip(both["ellipse_major"], both["ellipse_minor"], strict=True)
    ]
    shown = both.assign(
        item=[n if k == "outlet" else readable(n) for n, k in zip(both["name"], both["kind"], strict=True)],
        place=both["kind"],
        part_x=both["contribution_x"],
        part_y=both["contribution_y"],
        shown_quality=both["quality"],
        ellipse=axes,
    )
    shown = in_per_cent(shown, ["part_x", "part_y", "shown_quality"])
    columns = words.heads(["item", "place"]) | {"n": words.HEADS["hits"]}
    columns |= words.heads(["x", "y", "part_x", "part_y", "shown_quality", "ellipse"])
    digits = {"x": RATIO, "y": RATIO} | dict.fromkeys(("part_x", "part_y", "shown_quality"), SHARE)
    left_out = len(table) - len(both)
    note = said.join(shift_words.MAP_NOTE, f"{left_out} further markers stand in the CSV." if left_out else "")
    return made_exhibit("outlet_map", table, shown, columns, digits, note)


def shift_sentence(table: pd.DataFrame) -> str:
    """How far apart the sides are, how much of that is chance, and how sure."""
    first = table.iloc[0]
    unit = unit_name(str(first["cluster"]))
    mean, high = number(first["null_mean"], 3), number(first["null_high"], 3)
    text = (
        f"The divergence is {number(first['divergence'], 3)} bits. With the {unit}s dealt to the two sides by lot it "
        f"is {mean} on average and, in 95 % of the cases, {high} or less."
    )
    if np.isfinite(first["ci_low"]):
        text += (
            f" The excess over chance is {number(first['excess'], 3)} bits, 95% interval {number(first['ci_low'], 3)} "
            f"to {number(first['ci_high'], 3)} over {unit}s, a cautious one."
        )
    if first["p_floor"] > 0.05:
        return text + (
            f" With so few {unit}s ({first['n_clusters_target']} against {first['n_clusters_reference']}) no claim can "
            "rest on it."
        )
    p = probability(float(first["p"]))
    return text + (
        f" p {p if p.startswith('<') else f'= {p}'} for the divergence as a whole, by permutation over {unit}s "
        f"(the smallest possible here is {floor(float(first['p_floor']))})."
    )


def shift_content(results: Results) -> dict[str, object]:
    """What the page says in this part, beside its tables and figures."""
    shifts = results.shifts
    return {
        "shift_words": shift_words,
        "word_shift_lead": shift_words.SHIFT_LEAD.format(items=f"{item_of(results)}s"),
        "marker_shift_lead": shift_words.SHIFT_LEAD.format(items="markers"),
        "no_word_shift": said.why_none(shift_words.NO_WORD_SHIFT, shifts.no_words) if shifts.no_words else "",
        "no_marker_shift": said.why_none(shift_words.NO_MARKER_SHIFT, shifts.no_markers) if shifts.no_markers else "",
        "no_map": said.why_none(shift_words.NO_MAP, shifts.no_map) if shifts.no_map else "",
    }


def shift_methods(results: Results) -> list[tuple[str, tuple[str, ...]]]:
    """Paragraphs of the methods with the works that they cite, where this part was run."""
    shifts = results.shifts
    made: list[tuple[str, tuple[str, ...]]] = []
    tables = [t for t in (shifts.words, shifts.markers) if t is not None]
    if tables:
        unit = unit_name(str(tables[0]["cluster"].iloc[0]))
        made.append(
            (
                "Word shifts give what each item adds to the Jensen-Shannon divergence between the two sides (Gallagher"
                f" et al. 2021), in bits. Its bias is the mean divergence where the {unit}s are dealt to the sides by "
                "lot, and its p the share of such arrangements with one as large; the excess over the bias has a "
                f"bootstrap interval where each side has at least ten {unit}s.",
                ("gallagher",),
            )
        )
    if shifts.map is not None:
        made.append(
            (
                "The map of outlets is a correspondence analysis of hits, outlets by markers (Greenacre 1984), in "
                "principal coordinates, with the markers as a contribution biplot (Greenacre 2011). Ellipses come from "
                "resampling the articles of each outlet (as Ringrose 1992 did with single finds); each resampled map "
                "was turned onto the observed one by an orthogonal Procrustes rotation.",
                ("greenacre_a", "greenacre_b", "ringrose"),
            )
        )
    return made
