from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from contrast_example import check_mirrored, make_features
from made_corpus import encoded

import framing as fr
from framing.contrasts.contrast import Inference
from framing.corpus.features import Features
from framing.errors import InputError, NeedsTextError, UnknownNameError
from framing.schema import CONTRAST
from framing.stats.association import log_likelihood, log_odds_dirichlet


def some_features(n: int = 6, seed: int = 5) -> Features:
    """Documents of two groups over forty words with a common distribution; "flag" is of the reds."""
    random = np.random.default_rng(seed)
    names = [f"word{chr(97 + i // 26)}{chr(97 + i % 26)}" for i in range(40)]
    share = random.dirichlet(np.full(40, 0.8))
    words, outlets = {}, {}
    for group in ("red", "blue"):
        for i in range(n):
            drawn = random.multinomial(int(random.integers(150, 400)), share)
            counts = {w: int(x) for w, x in zip(names, drawn, strict=True) if x}
            counts |= {"flag": int(random.poisson(12 if group == "red" else 1)) + 1, "2024": 3, "'90s": 2}
            words[f"{group}{i}"] = counts
            outlets[f"{group}{i}"] = (f"{group} {i % 2}", group)
    return make_features(words, outlets)


def table_of(features: Features, **options: Any) -> pd.DataFrame:
    return fr.keyness(features, **({"target": "red", "reference": "blue", "seed": 1} | options))


def test_counts_and_kernels() -> None:
    features = some_features(8)
    table = table_of(features)
    CONTRAST.check(table)
    red = [f"red{i}" for i in range(8)]
    is_red = features.words["doc_id"].isin(red)
    totals = features.words.groupby(["word", is_red.rename("red")])["n"].sum().unstack(fill_value=0)
    got = table.set_index("item")
    np.testing.assert_array_equal(got["target_n"], totals.loc[got.index, True])
    np.testing.assert_array_equal(got["reference_n"], totals.loc[got.index, False])
    c, d = int(features.words["n"][is_red].sum()), int(features.words["n"][~is_red].sum())
    assert set(got["target_tokens"]) == {c}
    a, b = got["target_n"].to_numpy(), got["reference_n"].to_numpy()
    np.testing.assert_array_equal(got["g2"], log_likelihood(a, b, c, d))
    prior = (a + b) * 1000 / (c + d)
    np.testing.assert_allclose(got["log_odds"], log_odds_dirichlet(a, b, c, d, prior, prior_total=1000)[0], rtol=1e-12)
    assert got["z"].is_monotonic_decreasing
    assert got.loc["flag", "log_odds"] > 0
    assert got.loc["flag", "q"] < 0.05
    assert (table["category"] == "").all()


def test_only_frequent_words_with_a_letter_are_tested() -> None:
    table = table_of(some_features(), min_count=20, min_docs=7)
    assert "2024" not in set(table["item"])
    assert "'90s" in set(table["item"])  # it has a letter
    assert (table["target_n"] + table["reference_n"] >= 20).all()
    assert (table["target_docs"] + table["reference_docs"] >= 7).all()
    wide = table_of(some_features(), min_count=1, min_docs=1)
    assert len(wide) > len(table)


def test_swapping_the_sides_mirrors_the_table() -> None:
    features = some_features()
    check_mirrored(table_of(features), table_of(features, target="blue", reference="red"))


def test_permutation_on_request_has_its_own_floor() -> None:
    table = table_of(some_features(3), inference=Inference())
    assert table["p_floor"][0] == pytest.approx(0.1)
    assert (table["p"] >= 0.1).all()
    assert "exact permutation" in table["method"][0]
    assert "clustered t" in table_of(some_features(3))["method"][0]


def test_the_order_of_rows_does_not_matter() -> None:
    features = some_features()
    order = np.random.default_rng(2).permutation(len(features.words))
    shuffled = Features(**{**vars(features), "words": features.words.iloc[order].reset_index(drop=True)})
    pd.testing.assert_frame_equal(table_of(features), table_of(shuffled), check_exact=True)


def test_a_third_group_changes_nothing() -> None:
    features = some_features()
    words = {d: dict(zip(t["word"], t["n"], strict=True)) for d, t in features.words.groupby("doc_id")}
    outlets = {d: (o, g) for d, o, g in features.documents[["doc_id", "outlet", "group"]].itertuples(index=False)}
    third = make_features(words | {"green": {"flag": 500, "own": 90}}, outlets | {"green": ("G", "green")})
    pd.testing.assert_frame_equal(table_of(features), table_of(third), check_exact=True)


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"min_count": 10_000}, InputError, "no word occurs 10000 times and in 2 documents; lower"),
        ({"voices": ["owns"]}, InputError, "voices must be a list of own, direct, indirect"),
        ({"voices": ["direct"]}, InputError, "has no tokens to count in"),
        ({"reference": "bleu"}, UnknownNameError, "did you mean 'blue'"),
        ({"unit": "bigrams"}, InputError, "unit must be word, bigram or trigram, not 'bigrams'; did you mean 'bigram'"),
        ({"unit": "bigram"}, NeedsTextError, "bigrams need the order of words"),
    ],
)
def test_bad_arguments(options: dict[str, Any], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        table_of(some_features(), **options)


def test_ngrams_are_compared_as_words_are() -> None:
    """The same numbers as of words that are the n-grams joined, relative to all n-grams."""
    random = np.random.default_rng(8)
    names = "harbour court rights order judge union council minister lamp street".split()
    texts = [" ".join(random.choice(names, size=40)) + (" civil society" * 3 if i % 2 else "") for i in range(10)]
    sides = {"target": "state", "reference": "independent", "seed": 1}
    table = fr.keyness(encoded(*texts, cut=3, clean=False), unit="bigram", **sides)
    pairs = [zip(t.split()[:-1], t.split()[1:], strict=True) for t in texts]
    joined = [" ".join(f"{a}q{b}" for a, b in p) for p in pairs]
    words = fr.keyness(encoded(*joined, clean=False), **sides)
    assert (table["denominator"] == "all bigrams").all()
    assert table["item"][0] == "civil society"
    words["item"] = words["item"].str.replace("q", " ")
    words = words.assign(denominator="all bigrams").sort_values(["z", "item"], ascending=[False, True])
    pd.testing.assert_frame_equal(table, words.reset_index(drop=True), check_exact=True)
