import made_tables as made
import numpy as np
import pandas as pd
import pytest

from framing.errors import TableError
from framing.figures import plot_prevalence, plot_topic_terms


def test_bars_are_the_probabilities_of_the_first_terms():
    terms = made.make_terms(5)
    figure = plot_topic_terms(terms, top=6)
    assert len(figure.axes) == 5
    for topic, axes in enumerate(figure.axes, start=1):
        expected = terms[(terms["topic"] == topic) & (terms["rank"] <= 6)]["probability"].tolist()
        assert [bar.get_width() for bar in axes.patches] == expected
    pd.testing.assert_frame_equal(figure.framing_data, terms[terms["rank"] <= 6].reset_index(drop=True))


def test_topics_stand_in_the_order_of_their_difference():
    prevalence, contrast = made.make_prevalence(6, made.OUTLETS)
    data = plot_prevalence(prevalence, contrast).framing_data
    by_difference = contrast.sort_values("difference", ascending=False)["topic"].tolist()
    assert data["topic"].drop_duplicates().tolist() == by_difference
    assert len(data) == len(prevalence)


def test_means_are_drawn_in_per_cent():
    prevalence, contrast = made.make_prevalence(4, made.TINY_OUTLETS)
    figure = plot_prevalence(prevalence, contrast)
    x = {round(float(line.get_xdata()[0]), 6) for line in figure.axes[0].lines if len(line.get_xdata()) == 1}
    assert {round(100 * m, 6) for m in prevalence["mean"]} <= x


def test_missing_intervals_are_said():
    with_them = plot_prevalence(*made.make_prevalence(3, made.TINY_OUTLETS)).framing_caption
    without = plot_prevalence(*made.make_prevalence(3, made.TINY_OUTLETS, intervals=False)).framing_caption
    assert "No interval could be given" in without
    assert "No interval" not in with_them


def test_what_cannot_be_drawn_is_said():
    terms = made.make_terms(2)
    prevalence, contrast = made.make_prevalence(3, made.TINY_OUTLETS)
    with pytest.raises(TableError, match="table is empty"):
        plot_topic_terms(terms.iloc[:0])
    with pytest.raises(TableError, match="with a probability, there are none"):
        plot_topic_terms(terms.assign(probability=np.nan))
    with pytest.raises(TableError, match="rows of level 'group'"):
        plot_prevalence(prevalence.assign(mean=np.nan), contrast)
    with pytest.raises(TableError, match="topic 3 stands in the prevalence table and not in the contrast"):
        plot_prevalence(prevalence, contrast[contrast["topic"] < 3])


def test_the_only_outlet_of_a_group_is_not_drawn_twice():
    group_of = {"A": "state", "B": "independent", "C": "independent"}
    prevalence, contrast = made.make_prevalence(3, {"state": ["A"], "independent": ["B", "C"]})
    prevalence = prevalence.assign(group=[group_of.get(name, name) for name in prevalence["name"]])
    data = plot_prevalence(prevalence, contrast).framing_data
    assert set(data["name"]) == {"state", "independent", "B", "C"}
    alone, contrast = made.make_prevalence(3, {"state": ["A"], "independent": ["B"]})
    figure = plot_prevalence(alone.assign(group=[group_of.get(name, name) for name in alone["name"]]), contrast)
    assert "single outlet" not in [text.get_text() for text in figure.axes[0].texts]
    assert "single outlets" not in figure.framing_caption


def test_the_head_of_a_topic_ends_with_a_whole_word():
    labels = {1: "representatives, constitutional, parliamentarians, senator"}
    figure = plot_topic_terms(made.make_terms(4), labels=labels)
    heads = [text.get_text() for text in figure.axes[0].texts]
    assert "1 representatives,\nconstitutional" in heads
