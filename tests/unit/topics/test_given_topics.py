from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

import framing as fr
from framing.errors import InputError

IDS = [f"d{i:02d}" for i in range(40)]
DOCUMENTS = pd.DataFrame({"doc_id": IDS, "outlet": ["A", "B"] * 20, "group": ["red", "blue"] * 20})


def shares() -> np.ndarray:
    first = np.random.default_rng(1).uniform(0.2, 0.4, 40) + np.array([0.3, 0.0] * 20)
    return np.column_stack([first, 1 - first])


def compared(model: Any) -> pd.DataFrame:
    return fr.compare_topics(model, target="red", reference="blue", seed=1, cluster="document")


def test_weights_of_another_tool_are_compared() -> None:
    table = compared(fr.given_topics(shares(), IDS, DOCUMENTS, labels=["war", "peace"]))
    assert table["label"].tolist() == ["war", "peace"]
    assert table["difference"][0] == pytest.approx(shares()[::2, 0].mean() - shares()[1::2, 0].mean())
    assert table["p"][0] < 0.001
    assert table["ci_low"][0] < table["difference"][0] < table["ci_high"][0]
    assert table["reliability"].isna().all()


def test_neither_the_order_of_rows_nor_their_scale_matters() -> None:
    turned = fr.given_topics(shares()[::-1] * 7, IDS[::-1], DOCUMENTS.sample(frac=1, random_state=1))
    pd.testing.assert_frame_equal(compared(fr.given_topics(shares(), IDS, DOCUMENTS)), compared(turned))


def test_tokens_tell_how_sure_the_weights_are() -> None:
    """Few words make the interval wider; with very many it is that between documents alone."""

    def width(n: int | None) -> float:
        sizes = None if n is None else np.full(40, n)
        table = compared(fr.given_topics(shares(), IDS, DOCUMENTS, n_tokens=sizes))
        return float(table["ci_high"][0] - table["ci_low"][0])

    assert width(5) > 1.3 * width(None)
    assert width(10**7) == pytest.approx(width(None), rel=1e-3)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"weights": shares()[:5]}, r"weights must have a row for each of doc_ids.*shape \(5, 2\), 40 doc_ids"),
        ({"weights": shares()[:, :1]}, "a column for each of two topics or more"),
        (
            {"weights": np.where(np.arange(40)[:, None] == 3, np.nan, shares())},
            r"row 3 \('d03'\): weights must be finite",
        ),
        ({"weights": np.where(np.arange(40)[:, None] < 2, 0.0, shares())}, r"weights: 2 problems\n  - row 0"),
        ({"doc_ids": ["x", *IDS[1:]]}, "every one of doc_ids must be in documents; 'x' is not"),
        ({"labels": ["one"]}, "labels must name each of the 2 topics, there are 1"),
        ({"n_tokens": [0] * 40}, "n_tokens must be a whole number above 0, it is 0"),
        ({"documents": DOCUMENTS.drop(columns="group")}, "group is missing"),
        ({"documents": pd.concat([DOCUMENTS, DOCUMENTS])}, "'d00' stands there twice"),
    ],
)
def test_what_does_not_fit(change: dict[str, Any], message: str) -> None:
    given: dict[str, Any] = {"weights": shares(), "doc_ids": IDS, "documents": DOCUMENTS} | change
    with pytest.raises(InputError, match=message):
        fr.given_topics(**given)
