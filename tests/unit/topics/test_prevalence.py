from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

import framing as fr
from framing.errors import InputError, UnknownNameError
from framing.schema import TOPIC_CONTRAST, TOPIC_WEIGHTS
from framing.topics.fit import TopicModel

NAMES = ["a", "b", "c", "d", "e"]


def made_model(outlets: list[str] | None = None) -> TopicModel:
    """Five documents of two segments each, two topics; topic 1 fills the reds."""
    first = [0.9, 0.8, 0.7, 0.9, 0.2, 0.1, 0.3, 0.2, 0.2, 0.4]
    documents = pd.DataFrame(
        {
            "doc_id": NAMES,
            "outlet": outlets or ["A", "B", "C", "C", "D"],
            "group": ["red", "red", "blue", "blue", "blue"],
            "date": [""] * 5,
        }
    )
    weights = TOPIC_WEIGHTS.frame(
        {
            "doc_id": np.repeat(NAMES, 4),
            "segment": np.tile([0, 0, 1, 1], 5),
            "topic": np.tile([1, 2], 10),
            "weight": np.array([[w, 1 - w] for w in first]).ravel(),
        }
    )
    sizes = np.array([10, 20, 30, 10, 10, 10, 20, 10, 40, 10])
    return TopicModel(pd.DataFrame(), weights, {1: "one", 2: "two"}, sizes, documents, {})


def compared(model: TopicModel, **options: Any) -> pd.DataFrame:
    return fr.compare_topics(model, **({"target": "red", "reference": "blue", "seed": 1} | options))


def test_prevalence_is_the_share_of_tokens() -> None:
    table = compared(made_model())
    TOPIC_CONTRAST.check(table)
    red = (9 + 16 + 21 + 9) / 70
    blue = (2 + 1 + 6 + 2 + 8 + 4) / 100
    assert table["target_mean"][0] == pytest.approx(red)
    assert table["reference_mean"][0] == pytest.approx(blue)
    assert table["difference"].to_numpy() == pytest.approx([red - blue, blue - red])
    assert table["p"].to_numpy() == pytest.approx([0.1, 0.1])
    assert table["q"].to_numpy() == pytest.approx([0.1, 0.1])
    assert table["target_mean"].sum() == pytest.approx(1)
    assert table["reference_mean"].sum() == pytest.approx(1)
    assert table["reliability"].isna().all()
    assert not table.drop(columns="reliability").isna().any().any()


def test_swapping_the_sides_turns_the_signs() -> None:
    one, other = compared(made_model()), compared(made_model(), target="blue", reference="red")
    for name in ("difference", "p", "q"):
        np.testing.assert_array_equal(one[name], -other[name] if name == "difference" else other[name])
    np.testing.assert_array_equal(one["ci_low"], -other["ci_high"])
    np.testing.assert_array_equal(one["ci_high"], -other["ci_low"])
    np.testing.assert_array_equal(one["target_mean"], other["reference_mean"])
    np.testing.assert_array_equal(one["reference_mean"], other["target_mean"])


def test_the_table_of_prevalence() -> None:
    model = made_model()
    table = fr.topic_prevalence(model, target="red", reference="blue")
    assert list(table.columns) == ["topic", "label", "level", "name", "group", "mean", "ci_low", "ci_high"]
    sums = table.groupby(["level", "name"])["mean"].sum()
    assert sums.to_numpy() == pytest.approx(np.ones(len(sums)))
    assert table["ci_low"].dropna().between(0, 1).all()
    outlet = table[(table["name"] == "C") & (table["topic"] == 1)].iloc[0]
    assert outlet["mean"] == pytest.approx((2 + 1 + 6 + 2) / 50)
    assert (outlet["level"], outlet["group"]) == ("outlet", "blue")
    alone = table[table["name"] == "D"]
    assert alone[["ci_low", "ci_high"]].isna().all().all()  # one document tells no spread
    assert (table["ci_low"].isna() | (table["ci_low"] <= table["mean"])).all()


def test_labels_of_the_documents_rows_do_not_matter() -> None:
    model = made_model()
    odd = replace(model, documents=model.documents.set_axis([7, 3, 9, 0, 1]))
    pd.testing.assert_frame_equal(
        fr.topic_prevalence(model, target="red", reference="blue"),
        fr.topic_prevalence(odd, target="red", reference="blue"),
    )
    pd.testing.assert_frame_equal(compared(model), compared(odd))


def test_by_outlet_there_are_no_outlets_within() -> None:
    table = fr.topic_prevalence(made_model(), target="C", reference="all others", by="outlet")
    assert set(table["level"]) == {"group"}  # the sides
    assert set(table["name"]) == {"C", "all others"}


def test_a_document_that_the_model_has_not_seen_is_no_draw() -> None:
    model = made_model()
    unseen = pd.DataFrame({"doc_id": ["f"], "outlet": ["B"], "group": ["red"], "date": [""]})
    wider = replace(model, documents=pd.concat([model.documents, unseen], ignore_index=True))
    pd.testing.assert_frame_equal(compared(model), compared(wider))


def test_a_side_that_the_model_has_not_seen_is_refused() -> None:
    model = made_model()
    documents = model.documents.assign(group=["blue"] * 5)
    unseen = pd.DataFrame({"doc_id": ["f"], "outlet": ["B"], "group": ["red"], "date": [""]})
    blind = replace(model, documents=pd.concat([documents, unseen], ignore_index=True))
    with pytest.raises(InputError, match="'red' has no tokens"):
        compared(blind)
    with pytest.raises(InputError, match="'red' has no tokens"):
        fr.topic_prevalence(blind, target="red", reference="blue")


def test_one_group_only() -> None:
    model = made_model()
    one = replace(model, documents=model.documents.assign(group="red"))
    with pytest.raises(UnknownNameError, match="no document has group 'blue'"):
        compared(one)
    with pytest.raises(InputError, match="every document is in 'red'"):
        compared(one, reference="all others")
