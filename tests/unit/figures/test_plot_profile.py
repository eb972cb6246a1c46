"""The figure of stance profiles draws the shares of its table, and says what it leaves out."""

import numpy as np
import pandas as pd
import pytest
from made_tables import OUTLETS, make_documents, make_hits

from framing.contrasts.contrast import Inference
from framing.contrasts.profile import stance_profile
from framing.errors import TableError
from framing.figures import plot_stance_profile

QUICK = Inference(interval="t")


@pytest.fixture(scope="module")
def hits() -> pd.DataFrame:
    documents = make_documents(OUTLETS, [6, 5, 6, 5])
    return make_hits(documents, 12, 0.02)


def test_bars_are_as_long_as_the_shares_and_fill_the_row(hits: pd.DataFrame) -> None:
    table = stance_profile(hits, seed=7, inference=QUICK)
    figure = plot_stance_profile(table)
    assert len(figure.axes) == 2
    for axes, kind in zip(figure.axes, ("voice", "stance"), strict=True):
        own = table[(table["kind"] == kind) & (table["share"] > 0)]
        drawn = sorted((p.get_gid(), round(p.get_width(), 6)) for p in axes.patches)
        assert drawn == sorted(zip(own["value"], (100 * own["share"]).round(6), strict=True))
        assert sum(p.get_width() for p in axes.patches) == pytest.approx(100 * table["group"].nunique())


def test_intervals_stand_where_the_segments_meet(hits: pd.DataFrame) -> None:
    table = stance_profile(hits, seed=7, inference=QUICK)
    axes = plot_stance_profile(table).axes[0]
    drawn = [sorted(line.get_xdata()) for line in axes.lines if line.get_gid() == "interval"]
    first = table[(table["value"] == "own")][["ci_low", "ci_high"]].to_numpy() * 100
    last = 100 - table[(table["value"] == "indirect")][["ci_high", "ci_low"]].to_numpy() * 100
    np.testing.assert_allclose(sorted(drawn), sorted([*first.tolist(), *last.tolist()]))


def test_groups_outlets_and_own_voice_are_drawn_together(hits: pd.DataFrame) -> None:
    tables = [
        stance_profile(hits, by=by, seed=7, voices=voices, inference=QUICK)
        for by in ("group", ("group", "outlet"))
        for voices in (None, ["own"])
    ]
    figure = plot_stance_profile(pd.concat(tables, ignore_index=True))
    assert len(figure.axes) == 3
    names = [t.get_text() for t in figure.axes[0].texts]
    assert {"state", "independent"} <= set(names)
    data = figure.framing_data
    assert data["outlet"].iloc[0] == ""
    assert "Own voice only" in figure.framing_caption


def test_the_rows_with_the_most_hits_are_kept_and_the_rest_is_told(hits: pd.DataFrame) -> None:
    table = stance_profile(hits, by=["group", "marker"], seed=7, inference=QUICK)
    figure = plot_stance_profile(table, top=4, labels={"m0": "Zeroth"})
    kept = figure.framing_data.drop_duplicates(["group", "marker"])
    size = table.drop_duplicates(["group", "marker"]).groupby("marker")["n_hits"].sum().sort_values(ascending=False)
    assert list(dict.fromkeys(kept["marker"])) == size.index[:2].tolist()
    assert len(kept) == 4  # both sides of a marker, however rare on one of them
    assert "with fewer hits not shown" in figure.framing_caption


def test_a_long_category_is_named_in_full_over_its_rows(hits: pd.DataFrame) -> None:
    table = stance_profile(hits, by=["group", "category"], seed=7, inference=QUICK)
    name = "Sovereignty, territory and party leadership"
    figure = plot_stance_profile(table, labels={table["category"].iloc[0]: name})
    figure.draw_without_rendering()
    (head,) = [text for text in figure.axes[0].texts if text.get_text() == name]
    assert head.get_window_extent().x0 > 0


def test_what_cannot_be_drawn_is_said(hits: pd.DataFrame) -> None:
    table = stance_profile(hits, seed=7, inference=QUICK)
    with pytest.raises(TableError, match="table is empty"):
        plot_stance_profile(table.iloc[:0])
    with pytest.raises(TableError, match="top must be at least 1"):
        plot_stance_profile(table, top=0)
    with pytest.raises(TableError, match="'share'"):
        plot_stance_profile(table.drop(columns="share"))


def test_the_longest_label_of_the_shipped_lexicon_is_not_cut(hits: pd.DataFrame) -> None:
    table = stance_profile(hits, by=["group", "category"], seed=7, inference=QUICK)
    longest = "Sovereignty and party leadership"
    figure = plot_stance_profile(table, labels=dict.fromkeys(table["category"], longest))
    assert longest in [t.get_text() for t in figure.axes[0].texts]
