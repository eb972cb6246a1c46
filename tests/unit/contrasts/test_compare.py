from __future__ import annotations

import itertools
import math
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from contrast_example import CATEGORY, Document, check_mirrored, make_counts, some_documents
from scipy import stats

import framing as fr
from framing.contrasts.contrast import Inference
from framing.errors import CorpusError, InputError, TableError, UnknownNameError
from framing.schema import CONTRAST

FOUR = [
    Document("a1", "A", "red", (60, 30, 10), {"alpha": (3, 1, 0), "beta": (1, 0, 0)}),
    Document("a2", "A", "red", (100, 50, 50), {"alpha": (2, 2, 1), "gamma": (0, 1, 0)}),
    Document("b1", "B", "blue", (150, 100, 50), {"alpha": (1, 0, 0), "beta": (2, 1, 0)}),
    Document("b2", "B", "blue", (80, 10, 10), {"alpha": (0, 1, 0), "gamma": (0, 0, 0)}),
    Document("b3", "B", "blue", (100, 60, 40), {"alpha": (0, 0, 2), "beta": (0, 1, 0)}),
]


def contrast(documents: list[Document], **options: Any) -> pd.DataFrame:
    options = {"target": "red", "reference": "blue", "seed": 7} | options
    return fr.compare(make_counts(documents), **options)


def row(table: pd.DataFrame, item: str) -> pd.Series[Any]:
    return table.set_index("item").loc[item]


def test_every_column_of_one_marker_as_calculated_by_hand() -> None:
    table = contrast(FOUR)
    got = row(table, "alpha")
    y, n = np.array([4.0, 5, 1, 1, 2]), np.array([100.0, 200, 300, 100, 200])
    a, b, c, d = 9, 4, 300, 600
    assert (got.target_n, got.reference_n, got.target_tokens, got.reference_tokens) == (a, b, c, d)
    assert (got.target_docs, got.reference_docs) == (2, 3)
    assert got.target_pm == pytest.approx(30_000)
    assert got.reference_pm == pytest.approx(6_666.6666667)
    assert got.log_ratio == pytest.approx(math.log2((a / c) / (b / d)))

    def variance(y: Any, n: Any) -> float:
        m, r = len(y), y.sum() / n.sum()
        relative = float(m / (m - 1) * ((y - r * n) ** 2).sum() / n.sum() ** 2 / r**2)
        return (relative + 1.5 * relative**2) / math.log(2) ** 2

    v1, v2 = variance(y[:2], n[:2]), variance(y[2:], n[2:])
    df = (v1 + v2) ** 2 / (v1**2 / 1 + v2**2 / 2)
    reach = stats.t.ppf(0.975, df) * math.sqrt(v1 + v2)
    assert (got.ci_low, got.ci_high) == pytest.approx((got.log_ratio - reach, got.log_ratio + reach))
    assert got.z_clustered == pytest.approx(got.log_ratio / math.sqrt(v1 + v2))

    # Monroe, Colaresi and Quinn: the prior holds 1000 tokens, shaped like the pooled corpus of 900.
    alpha = 1000 * (a + b) / (c + d)
    delta = math.log((a + alpha) / (c + 1000 - a - alpha)) - math.log((b + alpha) / (d + 1000 - b - alpha))
    assert got.log_odds == pytest.approx(delta)
    assert got.z == pytest.approx(delta / math.sqrt(1 / (a + alpha) + 1 / (b + alpha)))

    observed = np.array([[a, b], [c - a, d - b]])
    expected = observed.sum(1, keepdims=True) * observed.sum(0) / observed.sum()
    assert got.g2 == pytest.approx(2 * (observed * np.log(observed / expected)).sum())

    # Clopper-Pearson at .05 over four items, by the beta distribution.
    low = stats.beta.ppf(0.05 / 4 / 2, a, b + 1)
    high = stats.beta.ppf(1 - 0.05 / 4 / 2, a + 1, b)
    bounds = [math.log2(d / c * x / (1 - x)) for x in (low, high)]
    assert got.lrc == pytest.approx(0.0 if bounds[0] < 0 < bounds[1] else min(bounds, key=abs))

    share = n[:2] / 300
    dp = 0.5 * np.abs(y[:2] / 9 - share).sum() / (1 - share.min())
    assert got.dispersion_target == pytest.approx(dp)

    def size(chosen: tuple[int, ...]) -> float:
        t = np.isin(np.arange(5), chosen)
        rates = [max(y[s].sum(), 0.5) / n[s].sum() for s in (t, ~t)]
        return abs(math.log2(rates[0] / rates[1]))

    every = [size(chosen) for chosen in itertools.combinations(range(5), 2)]
    assert got.p == pytest.approx(sum(s >= size((0, 1)) - 1e-9 for s in every) / len(every))


def test_a_category_is_the_sum_of_its_markers() -> None:
    merged = [
        replace(d, hits={"first": tuple(map(sum, zip(d.hits.get("alpha", (0,) * 3), d.hits.get("beta", (0,) * 3))))})
        for d in FOUR
    ]
    by_hand = fr.compare(make_counts(merged, {"first": "first"}), target="red", reference="blue", seed=7)
    table = contrast(FOUR, level="category")
    assert list(table["item"]) == ["first", "second"]
    assert list(table["category"]) == ["first", "second"]
    same = ["target_n", "reference_n", "log_ratio", "ci_low", "p", "g2", "dispersion_target"]
    pd.testing.assert_series_equal(row(table, "first")[same], row(by_hand, "first")[same])
    # "a1" has two markers of the category and counts once.
    assert row(table, "first").target_docs == 2


@pytest.mark.parametrize("level", ["marker", "category"])
@pytest.mark.parametrize("prior", ["corpus", "uniform"])
@pytest.mark.parametrize(
    ("sizes", "options"),
    [((2, 3), {}), ((7, 5), {"voices": ["own"]}), ((9, 8), {"cluster": "outlet"}), ((12, 11), {})],
)
def test_swapping_target_and_reference_flips_every_sign_and_nothing_else(
    level: Any, prior: Any, sizes: tuple[int, int], options: dict[str, Any]
) -> None:
    counts = make_counts(some_documents(*sizes, outlets=4))
    shared = {"seed": 3, "level": level, "inference": Inference(prior=prior, permutations=500), **options}
    one = fr.compare(counts, target="red", reference="blue", **shared)
    other = fr.compare(counts, target="blue", reference="red", **shared)
    check_mirrored(one, other)


def test_swapping_sides_mirrors_the_bootstrap_too() -> None:
    counts = make_counts(some_documents(11, 10))
    shared: Any = {"seed": 3, "inference": Inference(interval="bootstrap", bootstrap=300, permutations=99)}
    one = fr.compare(counts, target="red", reference="blue", **shared)
    other = fr.compare(counts, target="blue", reference="red", **shared)
    np.testing.assert_allclose(one["ci_low"], -other["ci_high"], rtol=1e-12)
    assert "bootstrap" in one["method"][0]
    assert (one["ci_low"].dropna() < one["log_ratio"].dropna()).all()


def test_the_order_of_rows_does_not_matter() -> None:
    counts = make_counts(some_documents(6, 5))
    whole = fr.compare(counts, target="red", reference="blue", seed=3, inference=Inference(permutations=99))
    order = np.random.default_rng(0).permutation(len(counts))
    shuffled = counts.iloc[order].reset_index(drop=True)
    again = fr.compare(shuffled, target="red", reference="blue", seed=3, inference=Inference(permutations=99))
    again = again.set_index("item").loc[list(whole["item"])].reset_index()
    exact = ["item", "target_n", "reference_n", "target_docs", "reference_docs", "p", "q", "log_ratio", "z", "method"]
    pd.testing.assert_frame_equal(whole[exact], again[exact], check_exact=True)
    pd.testing.assert_frame_equal(whole, again[whole.columns], rtol=1e-12)


@pytest.mark.parametrize(
    ("target", "reference", "kind"), [(4, 4, "outlet"), (4, 3, "document"), (3, 5, "document"), (5, 4, "outlet")]
)
def test_outlets_are_the_clusters_where_each_side_has_four(target: int, reference: int, kind: str) -> None:
    documents = [
        replace(d, outlet=f"{d.group} {i % (target if d.group == 'red' else reference)}")
        for i, d in enumerate(some_documents(10, 10))
    ]
    table = contrast(documents, inference=Inference(permutations=200))
    clusters = table["n_clusters_target"][0], table["n_clusters_reference"][0]
    assert set(table["cluster"]) == {kind}
    assert clusters == ((target, reference) if kind == "outlet" else (10, 10))
    asked = contrast(documents, cluster="document", inference=Inference(permutations=200))
    assert set(asked["cluster"]) == {"document"}


@pytest.mark.parametrize(
    ("n_target", "n_reference", "floor"), [(2, 3, 0.1), (2, 2, 1 / 3), (4, 4, 2 / 70), (1, 1, 1.0), (1, 3, 0.25)]
)
def test_the_smallest_p_of_a_design_and_no_p_below_it(n_target: int, n_reference: int, floor: float) -> None:
    table = contrast(some_documents(n_target, n_reference, outlets=1))
    assert table["p_floor"].to_numpy() == pytest.approx(np.full(len(table), floor))
    assert (table["p"].dropna() >= table["p_floor"][0]).all()
    extreme = [
        Document(f"{g}{i}", g, g, (100, 0, 0), {"alpha": (50 if g == "red" else 0, 0, 0)})
        for g, n in (("red", n_target), ("blue", n_reference))
        for i in range(n)
    ]
    assert row(contrast(extreme), "alpha").p == pytest.approx(floor)


def test_with_the_t_test_the_floor_is_that_of_the_design_and_not_of_drawn_permutations() -> None:
    big = [
        Document(f"{g}{i:03d}", g, g, (1000, 0, 0), {"alpha": (9 + i % 3 if g == "red" else 1 + i % 2, 0, 0)})
        for g in ("red", "blue")
        for i in range(40)
    ]
    got = row(contrast(big, inference=Inference(test="t", permutations=99)), "alpha")
    assert got.p_floor == pytest.approx(2 / math.comb(80, 40))
    assert got.p < 1e-10
    drawn = row(contrast(big, inference=Inference(permutations=99)), "alpha")
    assert (drawn.p, drawn.p_floor) == (0.01, 0.01)


def test_an_item_absent_from_one_side_or_both() -> None:
    documents = [
        Document("a", "A", "red", (100, 0, 0), {"alpha": (4, 0, 0)}),
        Document("b", "A", "red", (100, 0, 0), {"alpha": (2, 0, 0)}),
        Document("c", "B", "blue", (100, 0, 0), {"gamma": (1, 0, 0)}),
        Document("d", "B", "blue", (100, 0, 0), {}),
    ]
    table = contrast(documents)
    one, none = row(table, "alpha"), row(table, "absent")
    assert one.log_ratio == pytest.approx(math.log2(6 / 0.5))
    assert np.isfinite([one.log_odds, one.z, one.g2, one.p, one.q, one.lrc, one.dispersion_target]).all()
    assert np.isnan(one.dispersion_reference)
    assert np.isnan([one.ci_low, one.ci_high, one.z_clustered]).all()
    assert (none.target_n, none.reference_n, none.target_pm, none.g2) == (0, 0, 0.0, 0.0)
    for name in ("log_ratio", "log_odds", "z", "p", "q", "ci_low", "dispersion_target", "dispersion_reference"):
        assert np.isnan(none[name]), name


def test_q_is_corrected_over_all_items_that_are_tested() -> None:
    table = contrast(some_documents(4, 4, outlets=1))
    p = table["p"].to_numpy()
    assert np.isnan(p).sum() == 1  # the absent item is no test
    known = p[~np.isnan(p)]
    by_hand = [min(1.0, min(x * len(known) / (known <= x).sum() for x in known if x >= own)) for own in known]
    np.testing.assert_allclose(table["q"].dropna(), by_hand)
    holm = contrast(some_documents(4, 4, outlets=1), inference=Inference(correction="holm"))
    none = contrast(some_documents(4, 4, outlets=1), inference=Inference(correction="none"))
    assert (holm["q"].dropna() >= table["q"].dropna()).all()
    pd.testing.assert_series_equal(none["q"], none["p"], check_names=False)


def test_voices_choose_the_hits_and_the_words_that_they_are_counted_in() -> None:
    direct = row(contrast(FOUR, voices=["direct"]), "alpha")
    assert (direct.target_n, direct.target_tokens) == (3, 80)
    assert (direct.voice, direct.denominator) == ("direct", "tokens in direct voice")
    two = row(contrast(FOUR, voices=["indirect", "own"]), "alpha")
    assert (two.target_n, two.target_tokens, two.reference_tokens) == (6, 220, 430)
    assert two.voice == "own+indirect"
    every = contrast(FOUR, voices=["own", "direct", "indirect"])
    pooled = contrast(FOUR)
    assert set(pooled["voice"]) == {"all"}
    assert set(pooled["denominator"]) == {"all tokens"}
    pd.testing.assert_frame_equal(
        every.drop(columns=["voice", "denominator"]), pooled.drop(columns=["voice", "denominator"])
    )


def test_documents_without_a_word_in_the_chosen_voice_are_no_draws() -> None:
    silent = [replace(d, tokens=(d.tokens[0], 0, d.tokens[2]), hits={}) for d in some_documents(6, 0)[2:]]
    documents = [*some_documents(2, 2), *silent]
    table = contrast(documents, voices=["direct"])
    assert (table["n_clusters_target"][0], table["n_clusters_reference"][0]) == (2, 2)
    assert table["p_floor"][0] == pytest.approx(1 / 3)
    t = contrast(documents, voices=["direct"], inference=Inference(test="t"))
    assert (t["p"].dropna() >= 1 / 3).all()


def test_a_side_without_tokens_is_refused() -> None:
    silent = [replace(d, tokens=(9, 0, 9), hits={}) if d.group == "blue" else d for d in FOUR]
    with pytest.raises(InputError, match="'blue' has no tokens to count in"):
        contrast(silent, voices=["direct"])


def test_one_document_a_side_gives_effects_but_no_interval() -> None:
    table = contrast(some_documents(1, 1))
    got = table[table["item"] != "absent"]
    assert np.isfinite(got["log_ratio"]).all()
    assert got[["ci_low", "ci_high", "z_clustered", "dispersion_target"]].isna().all().all()
    assert (got["p"] == 1).all()


def test_one_outlet_a_side_still_takes_documents() -> None:
    table = contrast(some_documents(3, 3, outlets=1))
    assert set(table["cluster"]) == {"document"}
    forced = contrast(some_documents(3, 3, outlets=1), cluster="outlet")
    assert set(forced["p_floor"]) == {1.0}
    assert forced["ci_low"].isna().all()


def test_bootstrap_below_ten_clusters_is_refused_with_the_remedy() -> None:
    with pytest.raises(InputError, match=r"at least 10 clusters.*'blue' has 9 documents.*interval = \"t\""):
        contrast(some_documents(10, 9), inference=Inference(interval="bootstrap"))
    table = contrast(some_documents(10, 10), inference=Inference(interval="bootstrap", bootstrap=50, permutations=50))
    assert np.isfinite(table["ci_low"][0])


def test_more_hits_than_tokens_are_refused() -> None:
    crowded = [replace(d, tokens=(1, 0, 0), hits={"alpha": (2, 0, 0)}) for d in FOUR]
    with pytest.raises(InputError, match="'alpha' has more hits than there are tokens"):
        contrast(crowded)


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"target": "redd"}, UnknownNameError, "no document has group 'redd'; did you mean 'red'"),
        ({"reference": "green"}, UnknownNameError, "no document has group 'green'; known: 'blue', 'red'"),
        ({"target": "all others"}, UnknownNameError, "no document has group 'all others'"),
        ({"reference": "red"}, InputError, "target and reference are both 'red'"),
        ({"by": "groups"}, InputError, "by must be group or outlet, not 'groups'"),
        ({"cluster": "doc"}, InputError, "cluster must be outlet or document, not 'doc'"),
        ({"level": "markers"}, InputError, "level must be marker or category, not 'markers'"),
        ({"voices": ["owned"]}, InputError, "voices must be a list of own, direct, indirect"),
        ({"voices": "own"}, InputError, "voices must be a list"),
        ({"voices": []}, InputError, "voices must be a list"),
    ],
)
def test_bad_arguments(options: dict[str, Any], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        contrast(FOUR, **options)


def test_bad_inference_tells_every_problem() -> None:
    bad: Any = {"interval": "bootstrp", "correction": "bonferroni", "level": 95, "permutations": 0}
    with pytest.raises(InputError, match=r"4 problems") as problem:
        Inference(**bad)
    assert "did you mean 'bootstrap'?" in str(problem.value)
    assert "got 95" in str(problem.value)


@pytest.mark.parametrize("nothing", ["", None, float("nan")])
def test_documents_without_a_group_are_named(nothing: Any) -> None:
    counts = make_counts(FOUR)
    counts["group"] = [nothing if d == "b3" else g for d, g in zip(counts["doc_id"], counts["group"], strict=True)]
    with pytest.raises(CorpusError, match=r"1 of 5 documents have no group \('b3'\).*fill the column 'group'"):
        fr.compare(counts, target="red", reference="blue", seed=1)


def test_an_outlet_on_both_sides_can_be_no_cluster() -> None:
    mixed = [replace(d, outlet="same") for d in FOUR]
    with pytest.raises(InputError, match="outlet 'same' is on both sides"):
        contrast(mixed, cluster="outlet")
    assert set(contrast(mixed)["cluster"]) == {"document"}


def test_all_others_takes_every_other_outlet() -> None:
    third = Document("c1", "C", "green", (100, 0, 0), {"alpha": (1, 0, 0)})
    table = contrast([*FOUR, third], target="B", reference="all others", by="outlet")
    assert row(table, "alpha").reference_tokens == 400
    assert row(table, "alpha").target_n == 4
    only = [d for d in FOUR if d.group == "red"]
    with pytest.raises(InputError, match="every document is in 'red'"):
        contrast(only, reference="all others")


def test_a_third_group_is_left_out() -> None:
    third = Document("c1", "C", "green", (100, 0, 0), {"alpha": (9, 0, 0)})
    pd.testing.assert_frame_equal(contrast(FOUR), contrast([*FOUR, third]))


def test_the_table_keeps_its_contract_and_the_order_of_the_lexicon() -> None:
    table = contrast(FOUR)
    assert list(table.columns) == CONTRAST.names
    assert list(table["item"]) == list(CATEGORY)
    CONTRAST.check(table)
    numbers = table.select_dtypes("number").to_numpy(float)
    assert not np.isinf(numbers).any()


def test_no_table_of_counts_is_told_so() -> None:
    with pytest.raises(TableError, match="column 'n_hits' is missing"):
        fr.compare(make_counts(FOUR).drop(columns="n_hits"), target="red", reference="blue", seed=1)


def test_the_seed_matters_where_arrangements_are_drawn_and_nowhere_else() -> None:
    drawn = [contrast(some_documents(12, 12), seed=s, inference=Inference(permutations=200))["p"] for s in (1, 2, 1)]
    assert not drawn[0].equals(drawn[1])
    pd.testing.assert_series_equal(drawn[0], drawn[2])
    exact = [contrast(some_documents(4, 4), seed=s)["p"] for s in (1, 2)]
    pd.testing.assert_series_equal(*exact)


@pytest.mark.parametrize("prior", ["corpus", "uniform"])
def test_an_item_that_is_every_token_has_no_log_odds(prior: Any) -> None:
    documents = [
        Document(f"{group}{i}", f"{group}{i}", group, (n, 0, 0), {"alpha": (n, 0, 0)})
        for group in ("red", "blue")
        for i, n in enumerate((5, 7, 9))
    ]
    counts = make_counts(documents, {"alpha": "first"})
    row = fr.compare(counts, target="red", reference="blue", seed=1, inference=Inference(prior=prior)).iloc[0]
    assert np.isnan([row["log_odds"], row["z"]]).all()
    assert row["log_ratio"] == 0
