"""Matched rates, versions and specification curves as figures."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_rgb
from matplotlib.text import Text

from framing.errors import TableError
from framing.figures import plot_matched, plot_specifications, plot_versions, save_figure
from framing.figures.versions import LOOKS
from framing.schema_robust import MATCHED, MULTIVERSE, VERSIONS


def texts(figure: Any) -> list[str]:
    return [t.get_text() for t in figure.findobj(Text) if t.get_text()]


def filled(contract: Any, rows: list[dict[str, Any]]) -> pd.DataFrame:
    empty = {"text": "", "integer": 0, "number": 0.5, "flag": False}
    return contract.frame({c.name: [r.get(c.name, empty[c.kind]) for r in rows] for c in contract.columns})


def matched(n: int = 5) -> pd.DataFrame:
    shared = {"target": "state", "reference": "independent", "match": "event", "n_events": 8, "cluster": "outlet"}
    rows = [
        shared
        | {"item": f"marker_{i}", "target_n": 9 + i, "reference_n": 9, "log_ratio": i - 1.5, "ci_low": i - 3.0}
        | {"ci_high": i + 1.0, "matched_log_ratio": i - 2.0, "matched_ci_low": i - 3.5, "matched_ci_high": i + 40.0}
        for i in range(n)
    ]
    return filled(MATCHED, [*rows, shared | {"item": "nowhere", "matched_log_ratio": np.nan}])


def test_pooled_and_matched_stand_beside_each_other() -> None:
    figure = plot_matched(matched(), labels={"marker_1": "Order $x$"})
    data = figure.framing_data
    assert data["item"].tolist() == [f"marker_{i}" for i in range(5)][::-1]
    dots = {
        (round(float(x[0]), 6), str(line.get_marker()))
        for line in figure.axes[0].lines
        if len(x := line.get_xdata()) == 1
    }
    for row in data.itertuples():
        assert (row.log_ratio, "o") in dots
        assert (row.matched_log_ratio, "D") in dots
    assert "Order $x$" in texts(figure)
    assert "8 by event; left out: 0 of state alone, 0 of independent alone" in figure.framing_caption
    assert "an arrow head" in figure.framing_caption
    assert len(plot_matched(matched(), top=2).framing_data) == 2
    assert "3 rarer items not shown" in plot_matched(matched(), top=2).framing_caption
    for bad, message in (
        (matched().tail(1), "needs an item with a hit where both sides cover"),
        (matched().head(0), "at least one row"),
        (matched().drop(columns="matched_ci_low"), "needs column 'matched_ci_low'"),
    ):
        with pytest.raises(TableError, match=message):
            plot_matched(bad)
    with pytest.raises(TableError, match="top must be at least 1"):
        plot_matched(matched(), top=0)


def versions() -> pd.DataFrame:
    rows = []
    for pair, outlet in enumerate(("The Later", "$b$ & <c>"), 1):
        both = {"cluster": pair, "n_tokens": 10}
        ids = {"doc_id": f"a{pair}", "outlet": "Agency", "other": f"b{pair}", "other_outlet": outlet}
        back = {"doc_id": f"b{pair}", "outlet": outlet, "other": f"a{pair}", "other_outlet": "Agency"}
        rows += [
            both | ids | {"version": "earlier", "kind": k, "start": s, "end": s + 9, "other_start": o, "first_token": s}
            | {"other_end": None if o is None else o + 9, "markers": "order" if k == "cut" else ""}
            for k, s, o in (("kept", 0, 0), ("cut", 10, None), ("changed", 20, 10))
        ]  # fmt: skip
        rows += [
            both | back | {"version": "later", "kind": k, "start": s, "end": s + 9, "other_start": o, "first_token": s}
            | {"other_end": None if o is None else o + 9}
            for k, s, o in (("kept", 0, 0), ("changed", 10, 20), *[("added", 20 + 10 * i, None) for i in range(pair)])
        ]  # fmt: skip
    return filled(VERSIONS, rows)


def test_strips_show_each_sentence_once_and_bands_join_what_answers() -> None:
    figure = plot_versions(versions())
    data = figure.framing_data
    assert len(data) == len(versions())
    # the pair with more cut and added comes first
    assert data.drop_duplicates("pair")[["pair", "doc_id"]].values.tolist() == [[1, "a2"], [2, "a1"]]
    patches = figure.axes[0].patches
    boxes = [p for p in patches if type(p).__name__ == "Rectangle"]
    bands = [p for p in patches if type(p).__name__ == "Polygon"]
    assert len(boxes) == len(data)
    assert len(bands) == 4
    assert sum(p.get_hatch() is not None for p in boxes) == (data["kind"] == "cut").sum()
    assert "b2 against a2: cut 1 sentence (10 words), added 2 sentences (20 words)" in figure.framing_caption
    assert "$b$ & <c>\nb2" in texts(figure)
    few = plot_versions(versions(), top=1)
    assert set(few.framing_data["doc_id"]) == {"a2", "b2"}
    assert "1 pair with less cut and added not shown" in few.framing_caption
    with pytest.raises(TableError, match="at least one row"):
        plot_versions(versions().head(0))
    with pytest.raises(TableError, match="top must be at least 1"):
        plot_versions(versions(), top=0)


def test_the_looks_differ_in_grey_or_hatch() -> None:
    greys = {k: (round(sum(to_rgb(v["facecolor"])) / 3, 2), v.get("hatch")) for k, v in LOOKS.items()}
    assert len(set(greys.values())) == 4
    for look in LOOKS.values():
        red, green, blue = to_rgb(look["facecolor"])
        assert red == green == blue


def specifications() -> pd.DataFrame:
    rows = []
    for item in ("order", "rights"):
        for i in range(12):
            rows.append(
                {"item": item, "specification": i + 1, "estimate": i / 4 - 1.0, "ci_low": i / 4 - 2, "ci_high": i / 4}
                | {"p": 0.01 if i > 8 else 0.5, "p_floor": 0.001, "main": i == 5, "target": "state"}
                | {"reference": "independent", "voices": ("all", "own", "own+indirect")[i % 3], "cleaning": "on"}
                | {"duplicates": "keep", "cluster": ("outlet", "document")[i % 2], "prior": "none", "min_hits": 1}
            )  # fmt: skip
    table = filled(MULTIVERSE, rows)
    table.loc[11, ["ci_low", "ci_high"]] = np.nan
    table.loc[10, "ci_high"] = 90.0
    return table


def test_the_curve_shows_every_specification_in_order_and_the_choices_that_vary() -> None:
    figure = plot_specifications(specifications(), labels={"order": "Order"})
    data = figure.framing_data
    assert set(data["item"]) == {"order"}
    assert data["estimate"].is_monotonic_increasing
    curve, _ = figure.axes
    points = curve.collections[0].get_offsets()
    assert np.allclose(points[:, 1], data["estimate"])
    said = texts(figure)
    assert {"voices", "clusters", "own + indirect", "document", "12 specifications, ordered by estimate"} <= set(said)
    assert not {"cleaning", "prior"} & set(said)
    assert said.index("own + indirect") < said.index("all")  # the way of the study stands first
    caption = figure.framing_caption
    assert "from −1 to 1.75" in caption
    assert "Of 12 that can give such a p, 3 do" in caption
    assert "1 estimate without interval" in caption
    assert "Very wide intervals are cut" in caption
    low, high = curve.get_ylim()
    assert low < -1 < 1.75 < high < 90
    assert plot_specifications(specifications(), item="rights").framing_data["item"].unique().tolist() == ["rights"]
    with pytest.raises(TableError, match="no specification is of item 'ordre'; did you mean 'order'"):
        plot_specifications(specifications(), item="ordre")
    with pytest.raises(TableError, match="none of 'order' has one"):
        plot_specifications(specifications().assign(estimate=np.nan))


def test_the_files_are_the_same_again(tmp_path: Any) -> None:
    for name, draw in (
        ("matched", lambda: plot_matched(matched())),
        ("versions", lambda: plot_versions(versions())),
        ("curve", lambda: plot_specifications(specifications())),
    ):
        first, second = (save_figure(draw(), tmp_path / str(i), name, formats=("svg",))[0] for i in (1, 2))
        assert first.read_bytes() == second.read_bytes()
