from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from topic_example import write_articles

import framing as fr
from framing.errors import InputError, TableError, TooLittleError


@pytest.fixture(scope="module")
def tokens(tmp_path_factory: pytest.TempPathFactory) -> fr.Tokens:
    path = tmp_path_factory.mktemp("choice") / "articles.jsonl"
    write_articles(path, {"red": [0.4, 0.3, 0.2, 0.1], "blue": [0.1, 0.2, 0.3, 0.4]}, documents=12)
    return fr.encode(fr.read_corpus(path))


def test_the_planted_number_is_recommended_with_its_reason(tokens: fr.Tokens) -> None:
    choice = fr.choose_topics(tokens, ks=[12, 4, 2], seed=1, runs=3)
    assert choice.table["k"].tolist() == [2, 4, 12]
    assert choice.k == 4
    assert choice.reason.startswith("4 is the largest number tried at which nine topics in ten")
    assert not choice.table.isna().any().any()
    assert choice.table["heldout"].idxmax() > 0  # two topics foretell less than four
    figure = fr.plot_topic_choice(choice.table, k=choice.k)
    assert figure.framing_data["k"].tolist() == [2, 4, 12]  # type: ignore[attr-defined]


def test_a_number_too_large_is_an_empty_row(tokens: fr.Tokens) -> None:
    choice = fr.choose_topics(tokens, ks=[4, 5000], seed=1, runs=2)
    assert choice.k == 4
    assert np.isnan(choice.table["npmi"][1])
    with pytest.raises(TooLittleError, match="none of 4000, 5000 topics can be fitted: 5000 topics need as many"):
        fr.choose_topics(tokens, ks=[4000, 5000], seed=1)


@pytest.mark.parametrize(
    ("change", "message"),
    [({"ks": []}, "got none"), ({"ks": [1, 5]}, "got 1, 5"), ({"runs": 0}, "runs must be at least 1 to choose by")],
)
def test_what_can_not_be_chosen_by(tokens: fr.Tokens, change: dict[str, Any], message: str) -> None:
    given: dict[str, Any] = {"ks": [2, 3], "seed": 1} | change
    with pytest.raises(InputError, match=message):
        fr.choose_topics(tokens, **given)


def test_nothing_to_draw(tokens: fr.Tokens) -> None:
    table = fr.choose_topics(tokens, ks=[2], seed=1, runs=1).table
    with pytest.raises(TableError, match="needs a number of topics with measures"):
        fr.plot_topic_choice(table.assign(reliability=np.nan), k=2)
