import pandas as pd
import pytest
from matplotlib.collections import LineCollection

from framing.errors import TableError
from framing.figures import plot_positions


def test_ticks_stand_at_start_over_length_in_per_cent(tiny_hits, tiny_documents):
    figure = plot_positions(tiny_hits, tiny_documents)
    length = tiny_documents.set_index("doc_id")["n_chars"]
    expected = sorted(round(100 * s / length[d], 4) for d, s in zip(tiny_hits["doc_id"], tiny_hits["start"]))
    assert sorted(figure.framing_data["position"]) == expected
    ticks = [s[0][0] for c in figure.axes[0].findobj(LineCollection) for s in c.get_segments()]
    assert sorted(ticks) == pytest.approx(expected)


def test_many_documents_become_densities_that_keep_every_hit(hits, documents):
    figure = plot_positions(hits, documents)
    data = figure.framing_data
    assert data["n_hits"].sum() == len(hits)
    one = data[(data["outlet"] == "Radio One") & (data["from_percent"] == 0)]
    chars = documents["n_chars"][documents["outlet"] == "Radio One"].sum()
    assert one["per_1000_chars"].tolist() == pytest.approx([1000 * n / (chars / 20) for n in one["n_hits"]], abs=1e-6)
    assert len(figure.axes) == documents["outlet"].nunique()


def test_a_hit_at_the_very_end_falls_in_the_last_twentieth(hits, documents):
    long = documents.assign(n_chars=10_000_000)
    last = hits.assign(start=9_999_999)
    data = plot_positions(last, long).framing_data
    assert data["n_hits"][data["from_percent"] == 95].sum() == len(hits)


def test_documents_without_hits_keep_their_strip(tiny_hits, tiny_documents):
    some = tiny_hits[tiny_hits["doc_id"] != tiny_documents["doc_id"].iloc[0]]
    figure = plot_positions(some, tiny_documents)
    assert tiny_documents["doc_id"].iloc[0] in [t.get_text() for t in figure.axes[0].texts]
    assert "5 documents of 4 outlets" in figure.framing_caption


def test_one_colour_for_all_voices(tiny_hits, tiny_documents):
    figure = plot_positions(tiny_hits, tiny_documents, colour="none")
    assert "half" not in figure.framing_caption


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda h: h.iloc[:0], "table is empty"),
        (lambda h: h.assign(doc_id="gone"), "'gone' has hits and stands in no row"),
        (lambda h: h.assign(start=10**9), "must start inside its document"),
        (lambda h: h.assign(voice="onw"), "did you mean 'own'"),
    ],
)
def test_what_cannot_be_drawn_is_said(tiny_hits, tiny_documents, change, message):
    with pytest.raises(TableError, match=message):
        plot_positions(change(tiny_hits), tiny_documents)


def test_the_order_of_rows_does_not_matter(hits, documents):
    turned = plot_positions(hits.iloc[::-1], documents.iloc[::-1]).framing_data
    pd.testing.assert_frame_equal(turned, plot_positions(hits, documents).framing_data)


def test_without_groups_the_voices_keep_their_key(hits, documents):
    figure = plot_positions(hits.assign(group=""), documents.assign(group=""))
    said = [t.get_text() for axes in figure.axes for t in axes.texts]
    assert said.count("direct speech") == 1
    assert set(documents["outlet"]) <= set(said)
