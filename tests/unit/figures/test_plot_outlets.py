"""The map of outlets and the dispersion strips; the names of points."""

import itertools

import made_tables as made
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.patches import Ellipse

from framing.errors import TableError
from framing.figures import plot_contrast, plot_dispersion, plot_outlet_map
from framing.figures.labels import place_labels


@pytest.fixture(scope="module")
def places():
    return made.make_map(made.OUTLETS)


def test_outlets_lie_where_the_table_says_with_their_ellipses(places):
    figure = plot_outlet_map(places, markers=5)
    data = figure.framing_data
    assert data["kind"].value_counts().to_dict() == {"outlet": 8, "marker": 5}
    outlets = data[data["kind"] == "outlet"]
    assert (outlets["drawn_x"] == outlets["x"]).all()
    ellipses = [p for p in figure.axes[0].patches if isinstance(p, Ellipse)]
    assert sorted(e.width / 2 for e in ellipses) == pytest.approx(sorted(outlets["ellipse_major"]))
    assert data["named"].all()
    # a step is as long upwards as across
    (left, right), (bottom, top) = figure.axes[0].get_xlim(), figure.axes[0].get_ylim()
    box, (w, h) = figure.axes[0].get_position(), figure.get_size_inches()
    assert box.width * w / (right - left) == pytest.approx(box.height * h / (top - bottom))


def test_markers_point_where_they_lie_and_keep_their_proportions(places):
    data = plot_outlet_map(places).framing_data
    markers = data[data["kind"] == "marker"]
    assert (np.sign(markers["drawn_x"]) == np.sign(markers["x"])).all()
    scale = markers["drawn_x"].abs() / np.sqrt(markers["contribution_x"])
    np.testing.assert_allclose(scale, scale.iloc[0], rtol=1e-3)


def test_the_caption_tells_what_is_missing(places):
    bare = made.make_map(made.OUTLETS, ellipses=False)
    caption = plot_outlet_map(bare, markers=0).framing_caption
    assert "8 outlets with too few documents for an ellipse" in caption
    assert "Lines" not in caption
    nowhere = places.assign(x=places["x"].where(places["name"] != "Radio One"))
    assert "Without a hit and so without a place: Radio One." in plot_outlet_map(nowhere).framing_caption
    chance = places.assign(inertia_null=0.5)
    assert "the whole is no more than that" in plot_outlet_map(chance).framing_caption


def test_names_without_room_are_told(places):
    many = made.make_map({g: [f"{g} outlet {i}" for i in range(60)] for g in ("state", "independent")}, markers=2)
    figure = plot_outlet_map(many, width="column")
    lost = figure.framing_data[~figure.framing_data["named"]]
    assert len(lost) > 0
    assert lost["label"].iloc[0] in figure.framing_caption


def test_a_map_without_places_is_refused(places):
    with pytest.raises(TableError, match="at least one outlet with a place"):
        plot_outlet_map(places.assign(x=np.nan))


points = st.lists(st.tuples(st.floats(0, 3), st.floats(0, 3)), min_size=1, max_size=12)


@settings(max_examples=40, deadline=None)
@given(points)
def test_placed_names_overlap_neither_each_other_nor_a_point(wanted):
    boxes = place_labels(wanted, [(0.6, 0.13)] * len(wanted), (0, 0, 3, 3))
    kept = [b for b in boxes if b is not None]
    for a, b in itertools.combinations(kept, 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
    for left, bottom, right, top in kept:
        assert left >= 0 and bottom >= 0 and right <= 3 and top <= 3  # noqa: PT018
        assert not any(left < x < right and bottom < y < top for x, y in wanted)


def test_strips_put_articles_one_after_another(documents, hits):
    figure = plot_dispersion(hits, documents, markers=["marker_002"])
    data = figure.framing_data
    own = hits[hits["marker"] == "marker_002"]
    assert data["position"].notna().sum() == len(own)
    assert data["position"].dropna().between(0, 100).all()
    outlet = data["outlet"].iloc[0]
    order = documents[documents["outlet"] == outlet].sort_values(["date", "doc_id"])
    starts = dict(zip(order["doc_id"], order["n_chars"].cumsum() - order["n_chars"], strict=True))
    of_outlet = own[own["outlet"] == outlet]
    expected = sorted(100 * (starts[d] + s) / order["n_chars"].sum() for d, s in of_outlet[["doc_id", "start"]].values)
    drawn = data[data["outlet"] == outlet]
    np.testing.assert_allclose(drawn["position"], expected, atol=1e-4)
    assert drawn["n_hits"].iloc[0] == len(of_outlet)
    assert 0 <= drawn["dp"].iloc[0] <= 1


def test_the_most_frequent_markers_come_first(documents, hits):
    data = plot_dispersion(hits, documents, top=2).framing_data
    assert list(dict.fromkeys(data["marker"])) == hits["marker"].value_counts().index[:2].tolist()


@pytest.mark.parametrize(
    ("given", "message"),
    [({"markers": ["marker_0001"]}, "did you mean 'marker_001'"), ({"top": 0}, "top must be at least 1")],
)
def test_strips_that_cannot_be_drawn_are_refused(documents, hits, given, message):
    with pytest.raises(TableError, match=message):
        plot_dispersion(hits, documents, **given)
    with pytest.raises(TableError, match="stands in no row"):
        plot_dispersion(hits, documents.iloc[5:])


def test_own_voice_stands_beside_all(tiny_contrast):
    own = tiny_contrast.assign(voice="own", log_ratio=tiny_contrast["log_ratio"] / 2, q=0.01).iloc[3:]
    figure = plot_contrast(tiny_contrast, own=own)
    data = figure.framing_data
    first, second = data[data["voice"] == "all"], data[data["voice"] == "own"]
    assert list(second["item"]) == [i for i in first["item"] if i in set(second["item"])]
    assert set(second["mark"]) == {"hollow"}
    assert "The smaller dot below is the same in own voice alone" in figure.framing_caption
    dots = [line for line in figure.axes[0].lines if line.get_marker() in ("o", "s")]
    assert len(dots) == len(data)
    with pytest.raises(TableError, match="the same two sides"):
        plot_contrast(tiny_contrast, own=made.swapped(own))
