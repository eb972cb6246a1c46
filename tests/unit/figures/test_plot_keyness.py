import made_tables as made
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.errors import TableError
from framing.figures import plot_keyness
from framing.figures.keyness import spread


def words_listed(figure) -> list[str]:
    return [t.get_text() for t in figure.axes[0].texts if t.get_gid() == "word"]


def test_the_words_of_largest_z_on_each_side_are_named(words):
    figure = plot_keyness(words, label_top=10)
    drawn = words[(words["target_n"] + words["reference_n"]) > 0]
    expected = drawn.nlargest(10, "z")["item"].tolist() + drawn.nsmallest(10, "z")["item"].tolist()[::-1]
    assert words_listed(figure) == expected
    assert set(figure.framing_data["item"][figure.framing_data["labelled"]]) == set(expected)


def test_dots_stand_at_total_frequency_and_z(tiny_words):
    figure = plot_keyness(tiny_words)
    data = figure.framing_data
    at = {
        (float(x), float(y))
        for line in figure.axes[0].lines
        if line.get_linestyle() == "None"
        for x, y in zip(*line.get_data(), strict=True)
    }
    assert at == {(float(r.target_n + r.reference_n), float(r.z)) for r in data.itertuples()}


def test_words_below_the_naive_bound_are_grey(words):
    figure = plot_keyness(words)
    (grey,) = [line for line in figure.axes[0].lines if line.get_color() == "#A8A8A8"]
    z = figure.framing_data["z"]
    assert sorted(grey.get_ydata()) == sorted(z[z.abs() < 1.96])


def test_where_no_claim_is_possible_no_word_stands_out_for_its_z(tiny_words):
    assert (tiny_words["p_floor"] > 0.05).all()
    figure = plot_keyness(tiny_words)
    assert "|z| > 1.96 is no evidence here" in figure.framing_caption
    dots = [line for line in figure.axes[0].lines if line.get_linestyle() == "None"]
    assert not [line for line in dots if line.get_color() == "#A8A8A8" and (np.asarray(line.get_ydata()) != 0).any()]
    assert not [line for line in figure.axes[0].lines if set(line.get_ydata()) in ({-1.96}, {1.96})]
    assert "no evidence" not in plot_keyness(tiny_words.assign(p_floor=0.01)).framing_caption


def test_the_caption_calls_z_naive(words):
    caption = plot_keyness(words).framing_caption
    assert "naive" in caption
    assert "intervals" in caption
    assert "40,000 tokens in state" in caption


def test_a_swap_of_the_sides_turns_the_figure_over(words):
    there, back = plot_keyness(words), plot_keyness(made.swapped(words))
    assert words_listed(there) == words_listed(back)[::-1]
    assert np.array_equal(np.sort(there.framing_data["z"]), np.sort(-back.framing_data["z"]))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda t: t.iloc[:0], "table is empty"),
        (lambda t: t.assign(z=np.nan), "at least one item with a hit and a z"),
        (lambda t: t.rename(columns={"z": "zz"}), "needs column 'z'"),
    ],
)
def test_what_cannot_be_drawn_is_said(words, change, message):
    with pytest.raises(TableError, match=message):
        plot_keyness(change(words))


@given(st.lists(st.floats(0, 5), min_size=1, max_size=40))
def test_places_keep_their_distance_their_order_and_the_bounds(wanted):
    falling = np.array(sorted(wanted, reverse=True))
    places = spread(falling, 0.1, 0.0, 5.0)
    assert (np.diff(places) <= -0.1 + 1e-9).all()
    assert places.min() >= -1e-9
    assert places.max() <= 5 + 1e-9


def test_places_that_need_not_move_stay():
    wanted = np.array([4.0, 2.0, 1.0])
    assert spread(wanted, 0.5, 0, 5).tolist() == wanted.tolist()
    with pytest.raises(ValueError, match="do not fit"):
        spread(wanted, 3.0, 0, 5)
