import pandas as pd
import pytest

from framing.errors import TableError
from framing.figures import plot_rates, style
from framing.schema import COUNTS


def counts(rows) -> pd.DataFrame:
    return COUNTS.frame(dict(zip(COUNTS.names, map(list, zip(*rows, strict=True)), strict=True)))


SMALL = [
    (doc, outlet, group, item, category, voice, n, tokens, tokens // 2)
    for doc, outlet, group, tokens, hits in [
        ("d1", "A", "state", 100, {("m1", "own"): 2, ("m2", "direct"): 1}),
        ("d2", "A", "state", 300, {("m1", "own"): 1}),
        ("d3", "B", "state", 600, {("m3", "own"): 4}),
        ("d4", "C", "independent", 500, {("m3", "direct"): 5}),
    ]
    for item, category in [("m1", "one"), ("m2", "one"), ("m3", "two")]
    for voice in ["own", "direct"]
    for n in [hits.get((item, voice), 0)]
]


def test_rates_by_hand_with_tokens_taken_once_a_document():
    data = plot_rates(counts(SMALL)).framing_data.set_index(["item", "group", "outlet"])
    assert data.loc[("one", "state", "A"), "n_hits"] == 4
    assert data.loc[("one", "state", "A"), "n_tokens"] == 400
    assert data.loc[("one", "state", "A"), "per_1000"] == 10.0
    assert data.loc[("one", "state", ""), "per_1000"] == 4.0  # 4 hits in 1,000 tokens of the group
    assert data.loc[("two", "independent", "C"), "per_1000"] == 10.0
    assert data.loc[("one", "independent", "C"), "per_1000"] == 0.0
    assert data.loc[("two", "state", ""), "n_documents"] == 3


def test_rows_run_from_the_most_frequent_and_top_keeps_those():
    figure = plot_rates(counts(SMALL), level="marker", top=2)
    assert figure.framing_data["item"].drop_duplicates().tolist() == ["m3", "m1"]
    assert "2 most frequent of 3 markers" in figure.framing_caption


def test_every_outlet_is_a_panel_and_many_outlets_a_panel_a_group(counts_of_many):
    assert len(plot_rates(counts(SMALL)).axes) == 3
    assert len(plot_rates(counts(SMALL), by="group").axes) == 2
    assert len(plot_rates(counts_of_many(16)).axes) == 16
    many = plot_rates(counts_of_many(17))
    assert len(many.axes) == 2
    assert "Open marks" in many.framing_caption


@pytest.fixture
def counts_of_many():
    def make(outlets: int) -> pd.DataFrame:
        return counts(
            [
                (f"d{i}", f"outlet {i:02d}", "ab"[i % 2], item, "c", "own", i, 1000, 1000)
                for i in range(outlets)
                for item in ("m1", "m2")
            ]
        )

    return make


def test_marks_stand_at_the_rates():
    figure = plot_rates(counts(SMALL))
    x = {round(float(line.get_xdata()[-1]), 6) for axes in figure.axes for line in axes.lines}
    assert set(figure.framing_data["per_1000"]) <= x


def test_an_outlet_without_tokens_has_no_rate_and_is_named():
    rows = [*SMALL, ("d5", "Empty", "state", "m1", "one", "own", 0, 0, 0)]
    figure = plot_rates(counts(rows))
    data = figure.framing_data
    assert data["per_1000"][data["outlet"] == "Empty"].isna().all()
    assert "without a rate: Empty" in figure.framing_caption


def test_what_cannot_be_drawn_is_said():
    table = counts(SMALL)
    with pytest.raises(TableError, match="table is empty"):
        plot_rates(table.iloc[:0])
    with pytest.raises(TableError, match="did you mean 'outlet'"):
        plot_rates(table, by="outlets")
    with pytest.raises(TableError, match="'d1' has several"):
        plot_rates(pd.concat([table, table.iloc[:1].assign(n_tokens=7)]))
    with pytest.raises(TableError, match="all have n_tokens 0"):
        plot_rates(table.assign(n_tokens=0))


def test_a_group_of_one_outlet_has_no_stroke_over_its_marks():
    figure = plot_rates(counts(SMALL))
    strokes = [sum(line.get_color() == style.INK for line in axes.lines) for axes in figure.axes]
    assert strokes == [0, 2, 2]  # C, the only one; A and B
    assert "where it has several outlets" in figure.framing_caption
    alone = plot_rates(counts([row for row in SMALL if row[1] != "B"]))
    assert "Upright stroke" not in alone.framing_caption


def test_without_groups_each_outlet_stands_for_itself():
    figure = plot_rates(counts([(doc, outlet, "", *rest) for doc, outlet, _, *rest in SMALL]))
    data = figure.framing_data
    assert set(data["group"]) == {"A", "B", "C"}
    assert [a.texts[-1].get_text() for a in figure.axes] == ["A", "B", "C"]
    colours = {a.get_title() or i: a.lines[-1].get_color() for i, a in enumerate(figure.axes)}
    assert len(set(colours.values())) == 3
    assert "pooled" not in figure.framing_caption
    assert "pooled" in plot_rates(counts(SMALL)).framing_caption
