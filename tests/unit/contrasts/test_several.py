from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from contrast_example import make_features
from test_keyness_words import some_features, table_of

import framing as fr
from framing.contrasts.inference import Inference
from framing.corpus.features import Features
from framing.errors import InputError
from framing.schema import CONTRAST
from framing.stats.association import log_likelihood
from framing.stats.multiplicity import benjamini_hochberg


def three_groups() -> Features:
    features = some_features(6)
    words = {d: dict(zip(t["word"], t["n"], strict=True)) for d, t in features.words.groupby("doc_id")}
    outlets = {d: (o, g) for d, o, g in features.documents[["doc_id", "outlet", "group"]].itertuples(index=False)}
    third = {f"green{i}": dict(words[f"blue{i}"]) for i in range(6)}
    return make_features(words | third, outlets | dict.fromkeys(third, ("G", "green")))


def each(reference: str, **options: Any) -> pd.DataFrame:
    return fr.keyness(three_groups(), target="each", reference=reference, seed=1, **options)


def test_each_against_the_rest_is_what_single_comparisons_are_but_for_q_and_lrc() -> None:
    table = each("all others")
    CONTRAST.check(table)
    assert list(dict.fromkeys(table["target"])) == ["blue", "green", "red"]
    assert set(table["reference"]) == {"all others"}
    alone = fr.keyness(three_groups(), target="red", reference="all others", seed=1)
    mine = table[table["target"] == "red"].reset_index(drop=True)
    same = [c for c in CONTRAST.names if c not in ("q", "lrc")]
    pd.testing.assert_frame_equal(mine[same], alone[same], check_exact=True)
    np.testing.assert_array_equal(table["q"], benjamini_hochberg(table["p"]))
    assert (mine["lrc"].abs() <= alone["lrc"].abs()).all()


def test_all_pairs() -> None:
    table = each("each other", inference=Inference(test="t", correction="holm"))
    pairs = table[["target", "reference"]].drop_duplicates().itertuples(index=False, name=None)
    assert list(pairs) == [("blue", "green"), ("blue", "red"), ("green", "red")]
    alike = table[table["target"].eq("blue") & table["reference"].eq("green")]
    np.testing.assert_array_equal(alike["log_ratio"], 0.0)


def test_each_of_the_markers() -> None:
    from contrast_example import make_counts
    from test_compare import some_documents

    counts = make_counts(some_documents(5, 6))
    table = fr.compare(counts, target="each", reference="all others", by="outlet", seed=1)
    CONTRAST.check(table)
    assert set(table["target"]) == set(counts["outlet"])
    np.testing.assert_array_equal(table["q"], benjamini_hochberg(table["p"]))


@pytest.mark.parametrize(
    ("target", "reference", "options", "message"),
    [
        ("each", "blue", {}, "target 'each' goes with reference 'all others' or 'each other'"),
        ("red", "each other", {}, "target 'each' goes with"),
        ("each", "each other", {"inference": Inference(test="t", correction="max_t")}, 'over several take "holm"'),
    ],
)
def test_bad_choices(target: str, reference: str, options: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        fr.keyness(three_groups(), target=target, reference=reference, seed=1, **options)


def test_counted_by_texts_one_document_makes_no_key_word() -> None:
    features = some_features(8)
    words = {d: dict(zip(t["word"], t["n"], strict=True)) for d, t in features.words.groupby("doc_id")}
    words["red0"]["bunch"], words["red1"]["bunch"] = 60, 1
    outlets = {d: (o, g) for d, o, g in features.documents[["doc_id", "outlet", "group"]].itertuples(index=False)}
    table = table_of(make_features(words, outlets), count="texts").set_index("item")
    row = table.loc["bunch"]
    assert (row["target_n"], row["reference_n"], row["target_tokens"], row["reference_tokens"]) == (2, 0, 8, 8)
    # Text dispersion keyness of Egbert and Biber: the log-likelihood ratio of numbers of texts.
    assert row["g2"] == pytest.approx(float(log_likelihood(2, 0, 8, 8)))
    assert row["denominator"] == "all texts"
    assert row["p"] > 0.05


def test_lockwords_are_told_from_words_that_are_merely_not_different() -> None:
    random = np.random.default_rng(4)
    words, outlets = {}, {}
    for group in ("red", "blue"):
        for i in range(14):
            rare = int(random.poisson(0.7))
            words[f"{group}{i:02}"] = {"steady": 40, "other": 160 + i, **({"rare": rare} if rare else {})}
            outlets[f"{group}{i:02}"] = (f"{group} {i}", group)
    options = {"inference": Inference(test="t", margin=0.5), "cluster": "document"}
    table = table_of(make_features(words, outlets), **options).set_index("item")
    assert table.loc["steady", "q_equal"] < 0.05
    assert table.loc["rare", "p"] > 0.05
    assert table.loc["rare", "q_equal"] > 0.05
    assert "equal within 0.5" in table.loc["steady", "method"]


def test_scores_of_another_tool_stand_behind_the_row() -> None:
    table = table_of(some_features(), parity="ucrel")
    assert list(table.columns[: len(CONTRAST.names)]) == CONTRAST.names
    a, b, c, d = (table[x] for x in ("target_n", "reference_n", "target_tokens", "reference_tokens"))
    np.testing.assert_allclose(table["ucrel_ll"].abs(), log_likelihood(a, b, c, d, cells=2))
    with pytest.raises(InputError, match=r"parity must be ucrel.*did you mean 'ucrel'"):
        table_of(some_features(), parity="urcel")


def test_max_t_holds_the_family_and_finds_what_is_planted() -> None:
    table = table_of(some_features(8), inference=Inference(test="t", correction="max_t", permutations=999))
    found = set(table["item"][table["q"] < 0.05])
    assert found == {"flag"}
