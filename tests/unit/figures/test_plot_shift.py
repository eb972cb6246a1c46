"""The word shift and the funnel: what they draw, what they carry, what they say."""

import made_tables as made
import numpy as np
import pytest

from framing.errors import TableError
from framing.figures import plot_funnel, plot_word_shift
from framing.figures.funnel import naive_bound
from framing.stats.resample import cluster_sums, clustered_log_ratio


@pytest.fixture(scope="module")
def shift():
    return made.make_shift(made.make_words(50))


def test_bars_point_to_the_side_with_more_and_are_as_long_as_the_share(shift):
    figure = plot_word_shift(shift, top=12)
    bars = figure.axes[0].patches
    widths = np.array([bar.get_width() for bar in bars])
    data = figure.framing_data
    np.testing.assert_allclose(np.abs(widths), 100 * data["share"])
    assert (np.sign(widths) == np.where(data["direction"] == "state", 1, -1)).all()
    assert len(data) == 12
    np.testing.assert_allclose(figure.axes[1].lines[0].get_xdata(), 100 * data["cumulative"])


def test_the_caption_sets_the_divergence_beside_chance(shift):
    caption = plot_word_shift(shift).framing_caption
    first = shift.iloc[0]
    assert f"{first['divergence']:.3f} bits" in caption
    assert f"{first['null_mean']:.3f} on average" in caption
    assert "p = 0.004 for the divergence as a whole" in caption
    assert "its 95% interval over documents" in caption
    few = plot_word_shift(made.make_shift(made.make_words(20), p_floor=0.1)).framing_caption
    assert "nothing here marks significance" in few
    assert "interval" not in few
    assert "p =" not in few


def test_sizes_are_those_of_page_and_column(shift):
    assert plot_word_shift(shift).get_size_inches()[0] == pytest.approx(7.0)
    assert plot_word_shift(shift, width="column").get_size_inches()[0] == pytest.approx(3.4)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda s: s.iloc[:0], "table is empty"),
        (lambda s: s.assign(contribution=0.0), "both sides use all alike"),
        (lambda s: s.drop(columns="null_mean"), "needs column 'null_mean'"),
        (lambda s: s.assign(target=["state"] * 49 + ["army"]), "the table holds 2"),
    ],
)
def test_a_shift_that_cannot_be_drawn_is_refused(shift, change, message):
    with pytest.raises(TableError, match=message):
        plot_word_shift(change(shift))
    with pytest.raises(TableError, match="did you mean 'page'"):
        plot_word_shift(shift, width="pages")


def test_the_naive_bound_is_that_of_poisson_counts():
    # clusters of one word each, of which a share has the item: the clustered interval of independent draws
    target, reference = np.zeros((4000, 1)), np.zeros((6000, 1))
    target[:80], reference[:120] = 1, 1
    made_t, made_r = (cluster_sums(y, np.ones(len(y))) for y in (target, reference))
    se = clustered_log_ratio(made_t, made_r).se[0]
    assert naive_bound(np.array([200.0]), 4000, 6000)[0] == pytest.approx(1.96 * se, rel=0.02)


def test_marks_say_which_bound_an_item_passes(words):
    data = plot_funnel(words).framing_data
    beyond = data["log_ratio"].abs() > data["naive_bound"]
    assert set(data["mark"]) == {"grey", "hollow", "filled"}
    assert ((data["mark"] == "filled") == (data["q"] < 0.05)).all()
    assert (data["mark"] == "grey").equals(~beyond & ~(data["q"] < 0.05))
    assert data["log_ratio"].is_monotonic_decreasing
    assert data["labelled"].sum() == 24
    assert data.loc[data["labelled"], "mark"].ne("grey").all()
    # made with intervals 1.8 times as wide as the naive ones
    ratio = (data["clustered_bound"] / data["naive_bound"])[data["target_n"] + data["reference_n"] > 20]
    assert 1.3 < ratio.median() < 2.5


def test_without_claims_no_mark_is_filled(tiny_words):
    figure = plot_funnel(tiny_words.assign(q=0.01))
    assert "filled" not in set(figure.framing_data["mark"])
    assert "is no evidence" in figure.framing_caption


def test_too_few_intervals_give_no_clustered_bound(tiny_words):
    figure = plot_funnel(tiny_words.assign(ci_low=np.nan, ci_high=np.nan))
    assert figure.framing_data["clustered_bound"].isna().all()
    assert "Too few items have an interval" in figure.framing_caption


def test_a_funnel_that_cannot_be_drawn_is_refused(words):
    with pytest.raises(TableError, match="table is empty"):
        plot_funnel(words.iloc[:0])
    with pytest.raises(TableError, match="label_top must be at least 0"):
        plot_funnel(words, label_top=-1)
