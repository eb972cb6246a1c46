"""Corrected shares: planted error is taken out, intervals cover, and what can't be corrected is refused or noted."""

import numpy as np
import pandas as pd
import pytest

import framing as fr
from framing.coding.correct import _possible
from framing.coding.validate import Validation, score
from framing.errors import TableError
from framing.schema import HITS
from framing.schema_coding import JUDGED

VOICES = ["own", "direct", "indirect"]
ERRORS = np.array([[0.9, 0.02, 0.08], [0.05, 0.9, 0.05], [0.3, 0.1, 0.6]])
"""P(tool | hand code) that is planted."""
TRUTH = {"state": [0.7, 0.1, 0.2], "other": [0.3, 0.3, 0.4]}


def draw(random: np.random.Generator, group: str, documents: int, per: int) -> tuple[list[str], list[str], list[str]]:
    """True voice, voice found and document of occurrences; shares differ between documents."""
    truth, found, names = [], [], []
    for d in range(documents):
        shares = random.dirichlet(20 * np.array(TRUTH[group]))
        for t in random.choice(3, per, p=shares):
            truth.append(VOICES[t])
            found.append(VOICES[random.choice(3, p=ERRORS[t])])
            names.append(f"{group} {d}")
    return truth, found, names


def made_hits(found: list[str], names: list[str]) -> pd.DataFrame:
    n = len(found)
    data: dict[str, object] = {c: [""] * n for c in HITS.names}
    data |= {c: [0] * n for c in ("paragraph", "sentence", "start", "end")}
    data |= {"voice": found, "doc_id": names, "group": [d.split()[0] for d in names]}
    return HITS.frame(data | {"scare_quoted": [False] * n, "negated": [False] * n})


def made_gold(truth: list[str], found: list[str], names: list[str]) -> Validation:
    n = len(truth)
    data: dict[str, object] = {c: [""] * n for c in JUDGED.names}
    data |= {"doc_id": [f"gold {d}" for d in names], "group": [d.split()[0] for d in names]}
    data |= {"start": list(range(n)), "end": list(range(n)), "status": ["judged"] * n}
    return score(JUDGED.frame(data | {"gold_voice": truth, "tool_voice": found}), replicates=50)


def made(seed: int, documents: int = 30, gold_documents: int = 20) -> tuple[pd.DataFrame, Validation]:
    random = np.random.default_rng(seed)
    state, other = (draw(random, g, documents, 30) for g in TRUTH)
    gold = [a + b for a, b in zip(*(draw(random, g, gold_documents, 30) for g in TRUTH))]
    return made_hits(state[1] + other[1], state[2] + other[2]), made_gold(*gold)


@pytest.mark.parametrize("documents", [30, 6])
def test_planted_errors_are_taken_out_and_intervals_cover(documents: int) -> None:
    covered, naive, wider, runs = 0, 0, 0, 16
    for seed in range(runs):
        hits, gold = made(seed, documents, documents)
        rows = fr.corrected_shares(hits, gold, seed=seed, replicates=200)
        for r in rows.itertuples():
            true = TRUTH[r.unit][VOICES.index(r.label)]
            covered += r.corrected_low <= true <= r.corrected_high
            naive += r.ci_low <= true <= r.ci_high
            wider += r.corrected_high - r.corrected_low > r.ci_high - r.ci_low
    assert covered / (6 * runs) > 0.87
    assert naive < covered - runs // 2
    assert wider / (6 * runs) > 0.9


def test_without_error_nothing_changes() -> None:
    random = np.random.default_rng(1)
    truth, _, names = draw(random, "state", 12, 20)
    for form in ("misclassification", "calibration"):
        rows = fr.corrected_shares(
            made_hits(truth, names),
            made_gold(truth, truth, names),
            form=form,  # type: ignore[arg-type]
            seed=1,
            replicates=50,
        )
        assert rows["corrected"].tolist() == pytest.approx(rows["share"].tolist())
        assert rows["condition"].tolist() == pytest.approx([1, 1, 1])
        assert set(rows["note"]) == {""}


def test_calibration_on_a_fair_sample_gives_the_gold_shares() -> None:
    truth, found, names = draw(np.random.default_rng(2), "state", 15, 40)
    gold = made_gold(truth, found, names)
    rows = fr.corrected_shares(made_hits(found, names), gold, form="calibration", seed=1, replicates=100)
    assert rows["corrected"].tolist() == pytest.approx([truth.count(v) / len(truth) for v in VOICES])


def test_errors_may_be_those_of_each_group_alone() -> None:
    hits, gold = made(3)
    rows = fr.corrected_shares(hits, gold, gold="unit", seed=1, replicates=50)
    assert rows["gold"].tolist() == ["other"] * 3 + ["state"] * 3
    assert rows["n_gold"].tolist() == [600] * 6
    pooled = fr.corrected_shares(hits, gold, by="all", seed=1, replicates=50)
    assert pooled["unit"].tolist() == [""] * 3
    assert pooled["corrected"].sum() == pytest.approx(1)


def test_a_tool_that_hardly_tells_the_classes_apart_is_noted() -> None:
    random = np.random.default_rng(4)
    truth, _, names = draw(random, "state", 20, 40)
    guess = random.permutation(truth).tolist()
    rows = fr.corrected_shares(made_hits(guess, names), made_gold(truth, guess, names), seed=1, replicates=100)
    assert (rows["condition"] > 10).all()
    assert rows["note"].str.contains("nearly singular").all()


def test_few_documents_take_the_jackknife_and_one_takes_none() -> None:
    hits, gold = made(5, documents=4, gold_documents=4)
    rows = fr.corrected_shares(hits, gold, seed=1)
    assert set(rows["method"]) == {"misclassification; jackknife t over 4 documents of hits and 8 of hand codes"}
    one = fr.corrected_shares(hits[hits["doc_id"] == "state 0"], gold, seed=1)
    assert one["corrected_low"].isna().all()
    assert one["corrected"].notna().all()


def test_a_class_without_hand_codes_is_refused_unless_it_never_comes() -> None:
    truth = ["own"] * 30 + ["direct"] * 30
    names = [f"state {i % 12}" for i in range(60)]
    gold = made_gold(truth, truth, names)
    with pytest.raises(TableError, match=r"none that coders call indirect.*code more articles"):
        fr.corrected_shares(made_hits([*truth[:-1], "indirect"], names), gold, seed=1)
    with pytest.raises(TableError, match=r"none that framing calls indirect.*code more articles"):
        fr.corrected_shares(made_hits([*truth[:-1], "indirect"], names), gold, form="calibration", seed=1)
    rows = fr.corrected_shares(made_hits(truth, names), gold, seed=1, replicates=50)
    assert rows["corrected"].tolist() == pytest.approx([0.5, 0.5, 0])


def test_shares_outside_are_brought_to_the_nearest_that_are_possible() -> None:
    assert _possible(np.array([[1.2, -0.2, 0.0]])).tolist() == [[1.0, 0.0, 0.0]]
    assert _possible(np.array([[0.6, 0.6, -0.2]]))[0].tolist() == pytest.approx([0.5, 0.5, 0])
    inside = np.array([[0.2, 0.3, 0.5]])
    assert _possible(inside)[0].tolist() == pytest.approx(inside[0].tolist())


def test_unknown_words_are_refused() -> None:
    hits, gold = made(6, 10, 10)
    with pytest.raises(TableError, match="no coded variable 'voices'; did you mean 'voice'"):
        fr.corrected_shares(hits, gold, variable="voices", seed=1)
    with pytest.raises(ValueError, match="form must be"):
        fr.corrected_shares(hits, gold, form="guess", seed=1)  # type: ignore[arg-type]
    with pytest.raises(TableError, match="no hits"):
        fr.corrected_shares(hits[:0], gold, seed=1)
