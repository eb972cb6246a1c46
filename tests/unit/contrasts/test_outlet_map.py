import numpy as np
import pandas as pd
import pytest
from contrast_example import Document, make_counts

from framing.contrasts.outlets import outlet_map
from framing.errors import InputError, TooLittleError
from framing.schema_shift import OUTLET_MAP
from framing.stats.correspondence import correspondence

MARKERS = {f"m{k}": f"c{k // 3}" for k in range(9)}


def made(outlets=6, per_outlet=12, effect=1.0, seed=1):
    """Outlets of two groups; the first half leans to markers m0 to m3, the rest to m4 to m7; m8 is rare."""
    random = np.random.default_rng(seed)
    documents = []
    for o in range(outlets):
        for i in range(per_outlet):
            rates = [6 * np.exp(effect if (k < 4) == (o < outlets // 2) else -effect) for k in range(8)]
            n = [int(random.poisson(r * random.gamma(2, 0.5))) for r in rates]
            hits = {f"m{k}": (c, 0, 0) for k, c in enumerate(n)}
            group = "red" if o % 2 else "blue"
            documents.append(Document(f"d{o}-{i}", f"outlet {o}", group, (900, 50, 50), hits))
    documents[0].hits["m8"] = (2, 0, 0)
    return make_counts(documents, MARKERS)


@pytest.fixture(scope="module")
def counts():
    return made()


@pytest.fixture(scope="module")
def places(counts):
    return outlet_map(counts, seed=1, replicates=200, permutations=50)


def test_the_columns_are_the_contract_and_the_numbers_those_of_the_analysis(counts, places):
    OUTLET_MAP.check(places)
    hits = counts.pivot_table(index="outlet", columns="item", values="n_hits", aggfunc="sum").drop(columns="m8")
    whole = correspondence(hits.to_numpy())
    outlets = places[places["kind"] == "outlet"].set_index("name").loc[hits.index]
    np.testing.assert_allclose(outlets[["x", "y"]], whole.rows[:, :2], atol=1e-9)
    markers = places[places["kind"] == "marker"].set_index("name").loc[hits.columns]
    np.testing.assert_allclose(markers[["x", "y"]], whole.columns[:, :2], atol=1e-9)
    assert places["inertia"].iloc[0] == pytest.approx(whole.inertia.sum())
    assert places["inertia_x"].iloc[0] == pytest.approx(whole.inertia[0] / whole.inertia.sum())
    assert markers["contribution_x"].sum() == pytest.approx(1)
    assert outlets["n"].sum() == markers["n"].sum() == hits.to_numpy().sum()
    assert places["quality"].between(0, 1).all()


def test_the_planted_division_is_found_whatever_the_groups(places):
    x = places[places["kind"] == "outlet"].set_index("name")["x"]
    lean = np.sign(x)
    assert len(set(lean[[f"outlet {o}" for o in range(3)]])) == 1
    assert (lean[[f"outlet {o}" for o in range(3, 6)]] == -lean["outlet 0"]).all()
    assert places["inertia"].iloc[0] > 3 * places["inertia_null"].iloc[0]
    outlets = places[places["kind"] == "outlet"]
    assert (outlets["ellipse_major"] < outlets["x"].abs()).all()
    assert places[places["kind"] == "marker"]["ellipse_major"].isna().all()
    assert places["inertia_x"].iloc[0] > 0.8


def test_rare_markers_are_left_out_unless_asked_for(counts, places):
    assert "m8" not in set(places["name"])
    more = outlet_map(counts, seed=1, min_count=1, min_docs=1, replicates=20, permutations=5)
    assert "m8" in set(more["name"])


def test_neither_the_order_of_rows_nor_of_markers_matters(counts, places):
    shuffled = counts.sample(frac=1, random_state=3).reset_index(drop=True)
    again = outlet_map(shuffled, seed=1, replicates=200, permutations=50)
    pd.testing.assert_frame_equal(again, places, atol=1e-9)


def test_an_outlet_without_a_hit_has_a_row_and_no_place(counts):
    silent = counts.assign(n_hits=counts["n_hits"].where(counts["outlet"] != "outlet 5", 0))
    table = outlet_map(silent, seed=1, replicates=20, permutations=5)
    row = table[table["name"] == "outlet 5"].iloc[0]
    assert row["n"] == 0
    assert np.isnan(row[["x", "y", "quality", "ellipse_major"]].astype(float)).all()
    assert table["x"].notna().sum() == len(table) - 1


def test_categories_can_be_mapped_and_documents_without_an_outlet_are_left_out(counts):
    nameless = counts.assign(outlet=counts["outlet"].where(counts["outlet"] != "outlet 4", ""))
    table = outlet_map(nameless, seed=1, level="category", voices=["own"], replicates=20, permutations=5)
    assert table["kind"].value_counts().to_dict() == {"outlet": 5, "category": 3}
    assert table["voice"].unique().tolist() == ["own"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda c: c[c["outlet"].isin(["outlet 0", "outlet 1"])], "at least 3 outlets with hits, here are 2"),
        (lambda c: c.assign(n_hits=c["n_hits"].where(c["item"] == "m1", 0)), "at least 2 markers with 5 hits"),
        (lambda c: c.assign(n_hits=1), "outlets that differ"),
    ],
)
def test_what_cannot_be_mapped_is_said(counts, change, message):
    with pytest.raises(TooLittleError, match=message):
        outlet_map(change(counts).reset_index(drop=True), seed=1)


def test_outlets_in_two_languages_are_not_mapped_together(counts):
    mixed = counts.assign(lang=np.where(counts["outlet"] == "outlet 1", "vi", "en"))
    with pytest.raises(InputError, match="not compared across languages"):
        outlet_map(mixed, seed=1)
