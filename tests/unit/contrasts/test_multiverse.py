"""One contrast under every choice: against `compare`, planted choices that matter, and choices that can't."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pandas as pd
import pytest
from contrast_example import VOICES, Document, make_counts

import framing as fr
from framing.contrasts.contrast import Inference
from framing.contrasts.multiverse import Choices, Multiverse, Variant
from framing.errors import InputError, TooLittleError, UnknownNameError
from framing.schema_robust import CHOICES, MULTIVERSE

FEW = Inference(permutations=199)


def documents(outlets: int = 4, each: int = 3) -> list[Document]:
    """Red writes alpha more often, in quotations above all; beta alike on both sides; gamma twice in all."""
    random = np.random.default_rng(4)
    made = []
    for group, direct in (("red", 8.0), ("blue", 1.0)):
        for o, i in itertools.product(range(outlets), range(each)):
            alpha = tuple(int(x) for x in random.poisson([2.0, direct, 1.0]))
            beta = tuple(int(x) for x in random.poisson([3.0, 3.0, 3.0]))
            gamma = (int(i == 0 and o == 0), 0, 0)
            tokens: Any = tuple(int(x) for x in random.integers(150, 300, 3))
            hits: Any = {"alpha": alpha, "beta": beta, "gamma": gamma}
            made.append(Document(f"{group}-{o}-{i}", f"{group} {o}", group, tokens, hits))
    return made


COUNTS = make_counts(documents())
COPIES = pd.DataFrame(
    {
        "cluster": 1, "doc_id": ["red-0-0", "red-0-1", "blue-1-1"], "original": "red-0-0",
        "repeats": ["", "red-0-0", ""],
    }
)  # fmt: skip


def run(counts: Any = None, **options: Any) -> Multiverse:
    options = {"items": ["alpha"], "target": "red", "reference": "blue", "seed": 3, "inference": FEW} | options
    return fr.multiverse(COUNTS if counts is None else counts, **options)


def test_every_combination_is_a_row_in_the_order_of_the_estimates() -> None:
    made = run(items=["alpha", "beta"], duplicates=COPIES)
    table = made.specifications
    MULTIVERSE.check(table)
    assert len(table) == 2 * 3 * 3 * 2 * 3 * 2
    names = ["duplicates", "voices", "cluster", "prior", "min_hits"]
    assert not table.duplicated(["item", *names]).any()
    for _, own in table.groupby("item", sort=False):
        assert own["estimate"].is_monotonic_increasing
        assert own["specification"].tolist() == [*range(1, len(own) + 1)]
    main = table[table["main"]]
    assert main[names].values.tolist() == [["keep", "all", "outlet", "none", 1]] * 2
    assert len(made.left_out) == 2  # cleaning and lexicon have one way alone


@pytest.mark.parametrize(
    ("voices", "cluster"), [(None, "outlet"), (["own"], "document"), (["own", "indirect"], "outlet")]
)
def test_a_specification_is_what_compare_gives_for_the_same_choices(voices: Any, cluster: Any) -> None:
    row = fr.compare(COUNTS, target="red", reference="blue", seed=3, voices=voices, cluster=cluster, inference=FEW)
    row = row.set_index("item").loc["alpha"]
    table = run(choices=Choices(min_hits=(1,))).specifications
    named = "+".join(v for v in VOICES if v in voices) if voices else "all"
    got = table[(table["voices"] == named) & (table["cluster"] == cluster) & (table["prior"] == "none")].iloc[0]
    for mine, theirs in (
        ("estimate", "log_ratio"),
        ("ci_low", "ci_low"),
        ("ci_high", "ci_high"),
        ("p", "p"),
        ("q", "q"),
    ):
        assert got[mine] == pytest.approx(row[theirs], nan_ok=True), mine
    assert (got.p_floor, got.target_n, got.n_clusters_target) == (row.p_floor, row.target_n, row.n_clusters_target)


def test_documents_that_repeat_others_are_left_out_as_the_choice_says() -> None:
    choices = Choices(voices=(None,), clusters=("document",), priors=("none",), min_hits=(1,))
    table = run(duplicates=COPIES, choices=choices).specifications.set_index("duplicates")
    for mode, gone in (("keep", []), ("drop", ["red-0-1"]), ("originals", ["red-0-1", "blue-1-1"])):
        kept = COUNTS[~COUNTS["doc_id"].isin(gone)]
        plain = fr.compare(kept, target="red", reference="blue", seed=3, cluster="document", inference=FEW)
        assert table.loc[mode, "estimate"] == plain.set_index("item").loc["alpha", "log_ratio"]


def test_the_choice_that_was_planted_moves_the_result_most() -> None:
    choices = run(duplicates=COPIES).choices
    CHOICES.check(choices)
    share = choices.drop_duplicates("choice").set_index("choice")["variance_share"]
    assert share.idxmax() == "voices"
    assert share["voices"] > 0.6
    assert share[["cluster", "min_hits"]].max() < 1e-12
    means = choices[choices["choice"] == "voices"].set_index("value")["mean"]
    assert means["all"] > means["own"] + 0.5
    assert choices.drop_duplicates("choice")["range"].max() == pytest.approx(means.max() - means.min())
    width = choices[choices["choice"] == "cluster"].set_index("value")["width"]
    assert width["outlet"] != width["document"]


def test_shares_of_the_variance_are_those_between_means() -> None:
    made = run()
    table = made.specifications
    by = table.groupby("voices")["estimate"]
    between = (by.size() * (by.mean() - table["estimate"].mean()) ** 2).sum() / len(table)
    share = made.choices.set_index("choice")["variance_share"]["voices"].iloc[0]
    assert share == pytest.approx(between / table["estimate"].var(ddof=0))


def test_a_prior_draws_a_rare_item_towards_nothing() -> None:
    table = run(items=["gamma"], choices=Choices(voices=(None,), clusters=("document",), min_hits=(1,))).specifications
    size = table.set_index("prior")["estimate"].abs()
    assert size["corpus"] < size["none"] + 1e-9
    alpha = run(choices=Choices(voices=(None,), clusters=("document",), min_hits=(1,))).specifications
    size = alpha.set_index("prior")["estimate"].abs()
    assert max(size["corpus"], size["uniform"]) < size["none"]
    assert alpha["ci_low"].notna().all()


def test_too_few_hits_leave_an_item_untested_and_others_less_corrected() -> None:
    table = run(items=["gamma", "alpha"], choices=Choices(min_hits=(1, 5))).specifications
    gamma = table[table["item"] == "gamma"].set_index("min_hits")
    assert gamma.loc[5, ["p", "q"]].isna().all().all()
    assert gamma.loc[1, "p"].notna().all()
    tested = table[table["item"] == "alpha"].groupby("min_hits")["n_tested"].max()
    assert tested[1] == tested[5] + 1


def test_without_a_difference_specifications_find_one_rarely() -> None:
    share = run(items=["beta"]).choices["share_p"].dropna()
    assert share.max() <= 0.2


def test_cleaning_and_lexicons_are_variants() -> None:
    other = COUNTS.assign(n_hits=COUNTS["n_hits"] * (1 + (COUNTS["group"] == "red")))
    variants = [Variant(COUNTS, "on", "small 1"), Variant(other, "on", "small 2"), Variant(COUNTS, "off", "small 1")]
    made = run(variants, choices=Choices(voices=(None,), clusters=("document",), priors=("none",), min_hits=(1,)))
    assert made.specifications["estimate"].diff().max() == pytest.approx(1.0)
    assert set(made.choices["choice"]) == {"cleaning", "lexicon"}
    assert made.choices.set_index("choice").loc["lexicon", "variance_share"].iloc[0] > 0.6


def test_what_can_not_be_varied_is_told() -> None:
    one = make_counts(documents(outlets=1, each=5))
    made = run(one, duplicates=COPIES.assign(doc_id=["x", "y", "z"]))
    assert set(made.specifications["cluster"]) == {"document"}
    told = "; ".join(made.left_out)
    assert "cluster = outlet: a side has one outlet alone" in told
    assert "duplicates = drop: the same documents as keep" in told
    silent = make_counts([Document(d.doc_id, d.outlet, d.group, (0, 99, 99), {}) for d in documents()])
    made = run(silent)
    assert set(made.specifications["voices"]) == {"all", "own+indirect"}
    assert any("voices = own" in why and "no tokens" in why for why in made.left_out)


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"items": ["alfa"]}, UnknownNameError, "no marker 'alfa'; did you mean 'alpha'"),
        ({"items": []}, UnknownNameError, "name at least one marker"),
        ({"level": "word"}, InputError, "level must be marker or category"),
        ({"target": "green"}, UnknownNameError, "no document has group 'green'"),
    ],
)
def test_bad_input_gets_one_message(options: Any, error: Any, message: str) -> None:
    with pytest.raises(error, match=message):
        run(**options)
    with pytest.raises(InputError, match="needs counts to start from"):
        run([])
    with pytest.raises(InputError, match="priors: 'flat'") as refused:
        Choices(priors=("flat",), min_hits=(0,))  # type: ignore[arg-type]
    assert "min_hits: 0 must be 1 or more" in str(refused.value)
    with pytest.raises(TooLittleError, match="no specification can be computed"):
        run(make_counts([Document(d.doc_id, d.outlet, d.group, (0, 0, 0), {}) for d in documents()]))


def test_the_order_of_rows_does_not_matter() -> None:
    turned = pd.concat([part for _, part in list(COUNTS.groupby("doc_id"))[::-1]], ignore_index=True)
    pd.testing.assert_frame_equal(run().specifications, run(turned).specifications)
