import numpy as np
import pandas as pd
import pytest
from contrast_example import Document, make_counts, make_features, some_documents

from framing.contrasts.shift import word_shift
from framing.errors import InputError, NeedsTextError, TooLittleError, UnknownNameError
from framing.schema_shift import WORD_SHIFT
from framing.stats.divergence import jensen_shannon

SIDES = {"target": "red", "reference": "blue", "seed": 1}


def features(n=24, seed=2, effect=0.0):
    """Documents of two groups in four outlets; the word "tilted" is more frequent in red by `effect`."""
    random = np.random.default_rng(seed)
    words, outlets = {}, {}
    for i in range(n):
        red = i < n // 2
        counts = {f"word{k}": int(random.poisson(60 / (k + 1))) for k in range(12)}
        counts["tilted"] = int(random.poisson(6 * np.exp(effect if red else -effect)))
        counts["1914"] = 4
        words[f"d{i:02d}"] = {w: c for w, c in counts.items() if c}
        outlets[f"d{i:02d}"] = (f"{'red' if red else 'blue'} outlet {i % 2}", "red" if red else "blue")
    return make_features(words, outlets)


@pytest.fixture(scope="module")
def source():
    return features(effect=0.8)


@pytest.fixture(scope="module")
def shift(source):
    return word_shift(source, permutations=99, bootstrap=99, **SIDES)


def test_the_columns_are_the_contract_and_the_parts_add_up(shift):
    WORD_SHIFT.check(shift)
    assert shift["contribution"].sum() == pytest.approx(shift["divergence"].iloc[0])
    assert shift["share"].sum() == pytest.approx(1)
    assert shift["cumulative"].iloc[-1] == pytest.approx(1)
    assert shift["target_share"].sum() == pytest.approx(1)
    assert shift["reference_share"].sum() == pytest.approx(1)
    assert shift["rank"].tolist() == list(range(1, len(shift) + 1))
    assert shift["contribution"].is_monotonic_decreasing
    divergence = float(jensen_shannon(shift["target_n"], shift["reference_n"]))
    assert shift["divergence"].iloc[0] == pytest.approx(divergence)


def test_the_planted_word_comes_first_and_points_to_its_side(shift):
    first = shift.iloc[0]
    assert (first["item"], first["direction"]) == ("tilted", "red")
    assert first["share"] > 0.5
    assert first["p"] == first["p_floor"] == pytest.approx(0.01)
    assert 0 < first["ci_low"] < first["excess"] < first["ci_high"]
    assert first["null_mean"] < first["null_high"] < first["divergence"]
    assert "1914" not in set(shift["item"])


def test_a_swap_of_the_sides_turns_directions_and_nothing_else(source, shift):
    back = word_shift(source, target="blue", reference="red", seed=1, permutations=99, bootstrap=99)
    assert back["item"].tolist() == shift["item"].tolist()
    assert back["direction"].tolist() == shift["direction"].tolist()
    assert back["target_n"].tolist() == shift["reference_n"].tolist()
    for column in ("contribution", "null_mean", "ci_low", "p"):
        np.testing.assert_allclose(back[column], shift[column], atol=1e-12)


def test_rare_items_are_left_out_unless_asked_for(source):
    few = word_shift(source, permutations=9, bootstrap=9, min_count=60, min_docs=3, **SIDES)
    assert (few["target_n"] + few["reference_n"]).min() >= 60
    assert few["target_total"].iloc[0] == few["target_n"].sum()


def test_with_few_outlets_there_is_no_interval_and_the_method_says_so():
    documents = some_documents(8, 8, outlets=4)
    counts = make_counts(documents)
    made = word_shift(counts, unit="marker", **SIDES)
    assert made["cluster"].unique().tolist() == ["outlet"]
    assert made["ci_low"].isna().all()
    assert made["p_floor"].iloc[0] == pytest.approx(2 / 70)
    assert "no interval, as a side has fewer than 10 outlets" in made["method"].iloc[0]
    assert "absent" not in set(made["item"])
    assert set(made["category"]) == {"first", "second"}


def test_categories_are_the_sums_of_their_markers():
    counts = make_counts(some_documents(6, 6))
    markers = word_shift(counts, unit="marker", **SIDES)
    made = word_shift(counts, unit="category", voices=["own"], **SIDES)
    whole = word_shift(counts, unit="category", **SIDES)
    sums = markers.groupby("category")["target_n"].sum()
    assert dict(zip(whole["item"], whole["target_n"], strict=True)) == sums.to_dict()
    assert made["voice"].unique().tolist() == ["own"]
    assert made["denominator"].unique().tolist() == ["categories counted in own voice"]
    assert made["target_total"].iloc[0] < whole["target_total"].iloc[0]


def test_equal_sides_have_no_divergence():
    twin = {"alpha": (2, 0, 0), "beta": (4, 0, 0)}
    documents = [Document(f"{g}{i}", g, g, (50, 50, 50), twin) for g in ("red", "blue") for i in range(3)]
    made = word_shift(make_counts(documents), unit="marker", **SIDES)
    assert made["divergence"].tolist() == [0, 0]
    assert made["direction"].tolist() == ["", ""]
    assert made["share"].isna().all()
    assert made["p"].tolist() == [1, 1]


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"unit": "words"}, InputError, "did you mean 'word'"),
        ({"unit": "marker"}, InputError, "a shift of markers needs COUNTS"),
        ({"unit": "bigram"}, NeedsTextError, "bigrams need the order of words"),
        ({"target": "rad"}, UnknownNameError, "no document has group 'rad'"),
        ({"min_count": 10_000}, TooLittleError, "no word occurs 10000 times"),
        ({"voices": ["mine"]}, InputError, "mine"),
    ],
)
def test_what_cannot_be_shifted_is_said(source, change, error, message):
    with pytest.raises(error, match=message):
        word_shift(source, **(SIDES | change))


def test_words_of_counts_are_refused_and_an_empty_side_too():
    counts = make_counts(some_documents(3, 3))
    with pytest.raises(InputError, match="a shift of words needs the encoded corpus"):
        word_shift(counts, **SIDES)
    silent = counts.assign(n_hits=counts["n_hits"].where(counts["group"] == "red", 0))
    with pytest.raises(TooLittleError, match="'blue' has none of the 3 markers"):
        word_shift(silent, unit="marker", **SIDES)


def test_the_order_of_rows_does_not_matter():
    counts = make_counts(some_documents(12, 12))
    shuffled = counts.sample(frac=1, random_state=1).reset_index(drop=True)
    shared = {"unit": "marker", "permutations": 99, "bootstrap": 50, **SIDES}
    pd.testing.assert_frame_equal(word_shift(counts, **shared), word_shift(shuffled, **shared))
