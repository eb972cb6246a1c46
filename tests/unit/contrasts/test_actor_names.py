"""Names of the same actor: planted preferences are found, none where there are none."""

import random

import numpy as np
import pandas as pd
import pytest
from near_example import FILLERS, corpus_of

from framing.contrasts.actors import ActorNames, actor_names
from framing.corpus.features import Features
from framing.corpus.tokens import Tokens
from framing.errors import InputError, NeedsTextError
from framing.markers.actors import actor_lexicon
from framing.schema import ACTOR_CONTRAST, ACTOR_NAMES
from framing.stats.resample import cluster_sums, clustered_mean

ACTORS = {"government": ["the regime", "the government", "the cabinet"], "union": ["the union", "striker*"]}
SIDES = {"target": "state", "reference": "independent", "seed": 3}


def article(draw: random.Random, regime: float, *, union: bool = True) -> str:
    """Mentions of the government, with this chance as "the regime", and of the union under both names alike."""
    names = ["the regime" if draw.random() < regime else "the government" for _ in range(12)]
    if union:
        names += [draw.choice(["the union", "strikers", "a striker"]) for _ in range(8)]
    return " ".join(f"Then {draw.choice(FILLERS)} and {name} came." for name in names)


def planted(draw: random.Random, state: bool) -> str:
    return article(draw, 0.15 if state else 0.6)


def null(draw: random.Random, _state: bool) -> str:
    return article(draw, 0.4)


@pytest.fixture(scope="module")
def found() -> tuple[Tokens, ActorNames]:
    tokens = corpus_of(planted)
    return tokens, actor_names(tokens, ACTORS, **SIDES)  # type: ignore[arg-type]


def test_a_planted_preference_is_found_and_nothing_else(found: tuple[Tokens, ActorNames]) -> None:
    rows = found[1].contrast.set_index("name")
    assert rows.loc["the regime", "ci_high"] < -0.3
    assert rows.loc["the government", "ci_low"] > 0.3
    assert (rows.loc[["the regime", "the government"], "q"] < 0.05).all()
    assert (rows.loc[["the union", "striker*"], "q"] > 0.05).all()
    assert rows.loc["the regime", "difference"] == pytest.approx(-0.45, abs=0.1)


def test_nothing_is_found_where_there_is_nothing() -> None:
    table = actor_names(corpus_of(null), ACTORS, **SIDES).contrast  # type: ignore[arg-type]
    assert not (table["q"] < 0.05).any()


def test_the_tables_keep_their_contracts_and_shares_add_up(found: tuple[Tokens, ActorNames]) -> None:
    names = found[1]
    ACTOR_NAMES.check(names.shares)
    ACTOR_CONTRAST.check(names.contrast)
    assert names.contrast["name"].tolist() == [n for own in ACTORS.values() for n in own]
    total = names.shares.groupby(["actor", "level", "group", "outlet"])["share"].sum()
    assert np.allclose(total, 1)
    assert (names.contrast.groupby("actor")["difference"].sum().abs() < 1e-12).all()
    by_hit = names.hits.groupby(["marker", "group"]).size()
    for row in names.contrast.itertuples():
        assert row.target_n == by_hit.get((row.name, "state"), 0)
        assert row.reference_n == by_hit.get((row.name, "independent"), 0)
    assert names.contrast.set_index("name").loc["striker*", "surfaces"] in ("strikers, striker", "striker, strikers")


def test_a_name_that_nobody_uses_is_not_tested(found: tuple[Tokens, ActorNames]) -> None:
    row = found[1].contrast.set_index("name").loc["the cabinet"]
    assert row["target_share"] == row["reference_share"] == row["target_n"] == 0
    assert np.isnan([row["p"], row["q"]]).all()


def test_intervals_of_a_side_are_over_its_outlets_and_those_of_an_outlet_over_its_documents(
    found: tuple[Tokens, ActorNames],
) -> None:
    _, names = found
    shares = names.shares.set_index(["name", "group", "outlet"])
    whole = shares.loc[("the regime", "state", "")]
    assert (whole["cluster"], whole["n_clusters"]) == ("outlet", 6)
    own = names.hits[(names.hits["group"] == "state") & (names.hits["category"] == "government")]
    y = (own["marker"] == "the regime").groupby(own["outlet"]).sum().to_numpy()
    n = own.groupby("outlet").size().to_numpy()
    mean = clustered_mean(cluster_sums(y[:, None], n))
    assert (whole["ci_low"], whole["ci_high"]) == pytest.approx((mean.low[0], mean.high[0]))
    one = shares.loc[("the regime", "state", "s0")]
    assert (one["level"], one["cluster"], one["n_clusters"]) == ("outlet", "document", 6)


def test_documents_without_the_actor_are_no_draws() -> None:
    tokens = corpus_of(lambda draw, state: article(draw, 0.4, union=draw.random() < 0.5))
    table = actor_names(tokens, ACTORS, cluster="document", **SIDES)  # type: ignore[arg-type]
    n = table.hits[table.hits["category"] == "union"].drop_duplicates("doc_id")["group"].value_counts()
    row = table.contrast.set_index("name").loc["the union"]
    assert (row["n_clusters_target"], row["n_clusters_reference"]) == (n["state"], n["independent"])


def test_an_actor_that_one_side_never_mentions_has_shares_and_no_difference() -> None:
    tokens = corpus_of(lambda draw, state: article(draw, 0.4, union=state))
    rows = actor_names(tokens, ACTORS, **SIDES).contrast.set_index("name")  # type: ignore[arg-type]
    union = rows.loc["the union"]
    assert union["target_share"] > 0
    assert np.isnan([union["reference_share"], union["difference"], union["p"], union["q"], union["p_floor"]]).all()
    assert np.isfinite(rows.loc["the regime", "q"])


def test_outlets_can_be_compared_and_a_voice_chosen(found: tuple[Tokens, ActorNames]) -> None:
    tokens, _ = found
    names = actor_names(tokens, ACTORS, target="s0", reference="i0", by="outlet", seed=1, voices=["own"])
    assert set(names.shares["level"]) == {"outlet"}
    assert set(names.shares["outlet"]) == {"s0", "i0"}
    assert set(names.contrast["voice"]) == {"own"}
    assert set(names.hits["voice"]) == {"own"}


def test_only_the_documents_asked_for_count(found: tuple[Tokens, ActorNames]) -> None:
    tokens, names = found
    some = tokens.documents["doc_id"][::2]
    half = actor_names(tokens, ACTORS, doc_ids=some, **SIDES)  # type: ignore[arg-type]
    assert set(half.hits["doc_id"]) == set(some)
    assert half.contrast["target_n"].sum() == names.hits["doc_id"][names.hits["group"] == "state"].isin(some).sum()


def test_swapped_sides_change_signs_only(found: tuple[Tokens, ActorNames]) -> None:
    tokens, names = found
    other = actor_names(tokens, ACTORS, target="independent", reference="state", seed=3)
    assert np.allclose(other.contrast["difference"], -names.contrast["difference"])
    pd.testing.assert_series_equal(other.contrast["p"], names.contrast["p"])


def test_the_longest_name_counts() -> None:
    lexicon = actor_lexicon({"a": ["the union", "the free union"], "b": ["union hall"]}, "en")
    assert [(m.id, m.category, m.patterns) for m in lexicon.markers] == [
        ("the union", "a", ("the union",)),
        ("the free union", "a", ("the free union",)),
        ("union hall", "b", ("union hall",)),
    ]


@pytest.mark.parametrize(
    ("actors", "message"),
    [
        ({}, "no actor is named"),
        ({"a": []}, "actor 'a' needs a list of names"),
        ({"a": "the union"}, "actor 'a' needs a list of names"),
        ({" ": ["x"]}, "an actor needs a name"),
        ({"a": ["x,"]}, "actor 'a': pattern 'x,'"),
        ({"a": ["x"], "b": [" X"]}, "actor 'b': ' X' stands for 'a' already; a name can stand for one actor only"),
        ({"a": ["x", "x"]}, "actor 'a': 'x' stands twice"),
        ({"a": ["x", "x"], "b": []}, "actors: 2 problems"),
    ],
)
def test_a_table_that_cannot_be_is_refused(actors: dict[str, list[str]], message: str) -> None:
    with pytest.raises(InputError) as problem:
        actor_lexicon(actors, "en")
    assert message in str(problem.value)


def test_features_have_no_names() -> None:
    features = Features(*[pd.DataFrame()] * 4, language="en", lexicons=(), overlap="longest")
    with pytest.raises(NeedsTextError, match="extracted features hold markers only"):
        actor_names(features, ACTORS, **SIDES)  # type: ignore[arg-type]
