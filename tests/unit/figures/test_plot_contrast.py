import made_tables as made
import numpy as np
import pandas as pd
import pytest
from matplotlib import rcParams
from matplotlib.text import Text

from framing.errors import TableError
from framing.figures import plot_contrast


def texts(figure) -> list[str]:
    return [t.get_text() for t in figure.findobj(Text) if t.get_text()]


def test_the_table_carried_holds_the_most_frequent_items_by_falling_ratio(contrast):
    drawn = plot_contrast(contrast, top=12).framing_data
    total = contrast["target_n"] + contrast["reference_n"]
    assert set(drawn["item"]) <= set(contrast["item"][total >= total.nlargest(12).min()])
    assert len(drawn) == 12
    assert drawn["log_ratio"].is_monotonic_decreasing
    source = contrast.set_index("item").loc[drawn["item"]]
    for name in ["log_ratio", "ci_low", "ci_high", "target_n", "reference_n", "q"]:
        assert np.array_equal(drawn[name], source[name], equal_nan=True)


def test_dots_and_whiskers_stand_where_the_table_says(contrast):
    figure = plot_contrast(contrast, top=8)
    data = figure.framing_data
    lines = [line for line in figure.axes[0].lines if len(line.get_xdata()) in (1, 2)]
    dots = {(round(float(y[0]), 6), round(float(x[0]), 6)) for x, y in (i.get_data() for i in lines) if len(x) == 1}
    for y, row in enumerate(data.itertuples()):
        assert (y, round(row.log_ratio, 6)) in dots
        if row.whisker:
            assert any(
                len(x := line.get_xdata()) == 2
                and list(line.get_ydata()) == [y, y]
                and x[0] == pytest.approx(row.ci_low)
                and x[1] == pytest.approx(row.ci_high)
                for line in lines
            )


def test_a_swap_of_the_sides_mirrors_the_forest(contrast):
    there, back = plot_contrast(contrast), plot_contrast(made.swapped(contrast))
    a, b = there.framing_data, back.framing_data.iloc[::-1].reset_index(drop=True)
    assert a["item"].tolist() == b["item"].tolist()
    assert np.array_equal(a["log_ratio"], -b["log_ratio"])
    assert np.array_equal(a["ci_low"], -b["ci_high"], equal_nan=True)
    assert a["mark"].tolist() == b["mark"].tolist()
    assert there.axes[0].get_xlim() == tuple(-x for x in reversed(back.axes[0].get_xlim()))
    assert {"◂ more in independent", "more in state ▸"} <= set(texts(there))
    assert {"◂ more in state", "more in independent ▸"} <= set(texts(back))


def test_filled_dots_are_those_with_q_below_five_per_cent_and_no_others(contrast):
    some = contrast.assign(q=np.where(np.arange(len(contrast)) == 0, 0.01, contrast["q"]))
    data = plot_contrast(some).framing_data
    assert set(data["mark"]) == {"filled", "hollow"}
    assert ((data["mark"] == "filled") == (data["q"] < 0.05)).all()
    assert (data["whisker"] == data["ci_low"].notna()).all()
    assert not data["whisker"].all()


def dots_of(figure) -> list:
    return [line for line in figure.axes[0].lines if len(line.get_xdata()) == 1 and line.get_markersize() > 4]


def test_a_whisker_crosses_the_face_of_a_hollow_dot(contrast):
    figure = plot_contrast(contrast)
    whiskers = [line for line in figure.axes[0].lines if line.get_linewidth() == 1.1]
    assert len(whiskers) == figure.framing_data["whisker"].sum() > 0
    dots = dots_of(figure)
    assert len(dots) == len(figure.framing_data)
    assert min(line.get_zorder() for line in whiskers) > max(dot.get_zorder() for dot in dots)
    assert "drawn across the face of a hollow dot" in figure.framing_caption


def test_nothing_speaks_of_significance_where_the_design_can_give_none(tiny_contrast):
    low_q = tiny_contrast.assign(q=0.001)
    figure = plot_contrast(low_q)
    assert figure.framing_data["mark"].tolist() == plot_contrast(tiny_contrast).framing_data["mark"].tolist()
    assert set(figure.framing_data["mark"]) == {"hollow"}
    assert {dot.get_markerfacecolor() for dot in dots_of(figure)} == {"white"}
    assert "q < 0.05" not in figure.framing_caption
    assert "no p of 0.05 or less" in figure.framing_caption


def test_rows_without_an_interval_are_named_in_the_caption(tiny_contrast):
    data = tiny_contrast.assign(ci_low=np.nan, ci_high=np.nan, q=np.nan, p=np.nan)
    figure = plot_contrast(data)
    assert set(figure.framing_data["mark"]) == {"hollow"}
    assert not figure.framing_data["whisker"].any()
    assert "No row has an interval" in figure.framing_caption
    assert "Whiskers" not in figure.framing_caption


def test_items_that_never_occur_are_left_out_and_counted(contrast):
    never = contrast.assign(target_n=0, reference_n=0).iloc[:3]
    some = contrast.iloc[3:6].assign(target_n=5)
    figure = plot_contrast(pd.concat([never, some]))
    assert len(figure.framing_data) == 3
    assert "3 items without a hit on either side not shown" in figure.framing_caption


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda t: t.iloc[:0], "table is empty"),
        (lambda t: t.drop(columns="log_ratio"), "needs column 'log_ratio'"),
        (lambda t: t.assign(log_ratio=np.nan), "needs at least one item with a hit"),
        (lambda t: pd.concat([t, t.assign(target="third")]), "draws one comparison; the table holds 2"),
        (lambda t: pd.concat([t, t.assign(voice="own")]), "stands in several rows: select one voice"),
    ],
)
def test_what_cannot_be_drawn_is_said(contrast, change, message):
    with pytest.raises(TableError, match=message):
        plot_contrast(change(contrast))


def test_drawing_leaves_the_callers_settings_and_table_alone(contrast):
    before, copy = dict(rcParams), contrast.copy()
    plot_contrast(contrast)
    assert dict(rcParams) == before
    pd.testing.assert_frame_equal(contrast, copy)


def test_the_order_of_rows_does_not_matter(contrast):
    turned = plot_contrast(contrast.iloc[::-1]).framing_data
    pd.testing.assert_frame_equal(turned, plot_contrast(contrast).framing_data)
