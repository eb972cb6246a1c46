"""Stance profiles: planted shares are found, nothing where there is nothing, and intervals cover."""

import numpy as np
import pandas as pd
import pytest
from profile_example import make_hits

from framing.contrasts.contrast import Inference
from framing.contrasts.profile import stance_profile
from framing.errors import CorpusError, InputError, UnknownNameError
from framing.schema_voice import STANCE_PROFILE

PLANTED = {"state": (0.7, 0.1, 0.2), "independent": (0.3, 0.4, 0.3)}
NULL = dict.fromkeys(PLANTED, (0.5, 0.3, 0.2))
SIDES = {"target": "state", "reference": "independent"}
QUICK = Inference(interval="bootstrap", bootstrap=400, permutations=499)


def rows_of(table: pd.DataFrame, **where: str) -> pd.DataFrame:
    for column, value in where.items():
        table = table[table[column] == value]
    return table.set_index("value")


def test_planted_shares_are_found_and_their_difference() -> None:
    table = stance_profile(make_hits(PLANTED), seed=7, **SIDES)
    STANCE_PROFILE.check(table)
    for group, wanted in PLANTED.items():
        own = rows_of(table, group=group, kind="voice")
        assert own["share"].tolist() == pytest.approx(wanted, abs=0.1)
        assert own["share"].sum() == pytest.approx(1)
        assert ((own["ci_low"] < own["share"]) & (own["share"] < own["ci_high"])).all()
    target = rows_of(table, group="state", kind="voice")
    assert target.loc["own", "difference_low"] > 0.2
    assert target.loc["direct", "difference_high"] < -0.1
    assert (target.loc[["own", "direct"], "q"] < 0.05).all()
    assert table.loc[table["group"] == "independent", ["difference", "p"]].isna().all(axis=None)


def test_swapping_the_sides_turns_signs_and_nothing_else() -> None:
    hits = make_hits(PLANTED, documents=12)
    there = rows_of(stance_profile(hits, seed=7, inference=QUICK, **SIDES), group="state", kind="voice")
    back = rows_of(
        stance_profile(hits, seed=7, inference=QUICK, target="independent", reference="state"),
        group="independent",
        kind="voice",
    )
    np.testing.assert_allclose(there["difference"], -back["difference"])
    np.testing.assert_allclose(there["difference_low"], -back["difference_high"])
    np.testing.assert_allclose(there["p"], back["p"])


def test_nothing_is_found_where_there_is_nothing() -> None:
    found = [
        stance_profile(make_hits(NULL, documents=12, seed=seed), seed=seed, inference=QUICK, **SIDES)
        for seed in range(24)
    ]
    claimed = [bool((table["q"] < 0.05).any()) for table in found]
    assert np.mean(claimed) <= 0.125  # at most 3 of 24 where 1 is expected
    p = np.concatenate([t.loc[(t["kind"] == "voice") & t["p"].notna(), "p"].to_numpy() for t in found])
    assert 0.4 < p.mean() < 0.6


@pytest.mark.parametrize("documents", [6, 25], ids=["t interval", "bootstrap"])
def test_intervals_cover_the_planted_share(documents: int) -> None:
    covered = []
    for seed in range(50):
        hits = make_hits({"state": PLANTED["state"]}, documents=documents, seed=seed)
        row = rows_of(stance_profile(hits, seed=seed, inference=QUICK), kind="voice").loc["own"]
        covered.append(row["ci_low"] <= 0.7 <= row["ci_high"])
    assert 0.85 <= np.mean(covered) <= 1.0
    assert not np.all(covered) or documents < 10


def test_few_clusters_have_a_t_interval_and_say_so() -> None:
    few = stance_profile(make_hits(PLANTED, documents=3), seed=7)
    many = stance_profile(make_hits(PLANTED), seed=7)
    assert few["method"].str.contains("cluster t interval").all()
    assert many["method"].str.contains("bootstrap").all()
    asked = stance_profile(make_hits(PLANTED), seed=7, inference=Inference(interval="t"))
    assert asked["method"].str.contains("cluster t interval").all()


def test_clusters_are_outlets_where_each_side_has_four() -> None:
    hits = make_hits(PLANTED, outlets=4)
    for options in ({}, SIDES):
        table = stance_profile(hits, seed=7, **options)
        assert set(table["cluster"]) == {"outlet"}
        assert set(table["n_clusters"]) == {4}
    assert set(stance_profile(make_hits(PLANTED, outlets=3), seed=7)["cluster"]) == {"document"}
    assert set(stance_profile(hits, by="outlet", seed=7)["cluster"]) == {"document"}
    assert set(stance_profile(hits, by="category", seed=7)["cluster"]) == {"outlet"}
    assert set(stance_profile(hits, seed=7, cluster="document")["n_clusters"]) == {30}
    quoted_by_few = hits[(hits["voice"] != "own") | hits["outlet"].isin(["state outlet 0", "independent outlet 0"])]
    assert set(stance_profile(quoted_by_few, seed=7, voices=["own"], **SIDES)["cluster"]) == {"outlet"}


def test_own_voice_alone_tells_the_stance_without_quoted_words() -> None:
    hits = make_hits(PLANTED, denied=0.25)
    table = stance_profile(hits, seed=7, voices=["own"], **SIDES)
    assert set(table["kind"]) == {"stance"}
    assert set(table["voices"]) == {"own"}
    assert rows_of(table, group="state").loc["deny", "share"] == pytest.approx(0.25, abs=0.08)
    assert rows_of(table, group="state").loc["relay", "n"] == 0
    assert np.isnan(rows_of(table, group="state").loc["relay", "p"])
    assert table["n_hits"].iloc[0] == (hits[hits["group"] == "independent"]["voice"] == "own").sum()


def test_a_profile_by_several_parts_compares_in_each() -> None:
    hits = make_hits(PLANTED)
    table = stance_profile(hits, by=["marker", "group"], seed=7, inference=QUICK, **SIDES)
    assert set(table["marker"]) == {"alpha", "beta"}
    assert table["n"][table["kind"] == "stance"].sum() == len(hits)
    assert table["reference"][table["group"] == "state"].eq("independent").all()
    alone = stance_profile(hits[hits["marker"] == "alpha"], seed=7, inference=QUICK, **SIDES)
    columns = ["value", "share", "ci_low", "ci_high", "difference", "difference_low", "p"]
    within = table[table["marker"] == "alpha"].reset_index(drop=True)
    pd.testing.assert_frame_equal(within[columns], alone[columns])


def test_a_marker_that_one_side_lacks_is_not_compared() -> None:
    hits = make_hits(PLANTED)
    hits = hits[(hits["group"] == "state") | (hits["marker"] == "alpha")]
    table = stance_profile(hits, by=["group", "marker"], seed=7, inference=QUICK, **SIDES)
    lacking = table[(table["marker"] == "beta") & (table["group"] == "state")]
    assert lacking[["difference", "p", "p_floor"]].isna().all(axis=None)
    assert (lacking["n_clusters_reference"] == 0).all()


def test_the_order_of_the_hits_plays_no_part() -> None:
    hits = make_hits(PLANTED, documents=12)
    shuffled = hits.sample(frac=1, random_state=3)
    pd.testing.assert_frame_equal(
        stance_profile(hits, seed=7, inference=QUICK, **SIDES),
        stance_profile(shuffled, seed=7, inference=QUICK, **SIDES),
    )


def test_what_cannot_be_asked_is_said() -> None:
    hits = make_hits(PLANTED, documents=3)
    with pytest.raises(InputError, match=r"not 'grup'; did you mean 'group'"):
        stance_profile(hits, by="grup", seed=7)  # type: ignore[arg-type]
    with pytest.raises(InputError, match="names nothing"):
        stance_profile(hits, by=[], seed=7)
    with pytest.raises(InputError, match="both target and reference"):
        stance_profile(hits, seed=7, target="state")
    with pytest.raises(InputError, match="must name one of the two"):
        stance_profile(hits, by="marker", seed=7, **SIDES)
    with pytest.raises(UnknownNameError, match="state"):
        stance_profile(hits, seed=7, target="stat", reference="independent")
    with pytest.raises(CorpusError, match="has none"):
        stance_profile(hits.assign(group=""), seed=7)


def test_no_hits_give_an_empty_table() -> None:
    assert stance_profile(make_hits(PLANTED).iloc[:0], seed=7).empty
