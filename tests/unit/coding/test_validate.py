"""Scores against hand codes: counted by hand, and what is left out."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from coding_example import CODED, place, tokens, write_codes

import framing as fr
from framing.coding.validate import score
from framing.errors import TableError
from framing.schema_coding import JUDGED


def value(scores: pd.DataFrame, **where: str) -> pd.Series:
    kept = scores[np.logical_and.reduce([scores[k] == v for k, v in where.items()])]
    assert len(kept) == 1
    return kept.iloc[0]


def test_scores_are_those_counted_by_hand(tmp_path: Path) -> None:
    found = fr.validate(write_codes(tmp_path / "c.csv", CODED), tokens(tmp_path))
    assert found.left_out == {"skipped": 0, "no_marker": 1}
    cases = found.cases.set_index(["doc_id", "surface"])
    assert cases.loc[("north", "censorship"), "tool_voice"] == "direct"
    assert cases.loc[("south", "strike"), "tool_voice"] == "indirect"
    # One of six voices is wrong: the last union, which the coder calls indirect.
    assert found.accuracy("voice") == pytest.approx(5 / 6)
    everything = {"variable": "voice", "by": "all"}
    assert value(found.scores, **everything, measure="recall", label="indirect")["value"] == 0.5
    assert value(found.scores, **everything, measure="precision", label="own")["value"] == 0.75
    assert value(found.scores, **everything, measure="f1", label="own")["value"] == pytest.approx(6 / 7)
    assert value(found.scores, **everything, measure="precision", label="direct")["n"] == 1
    assert value(found.scores, variable="voice", by="group", unit="state", measure="accuracy")["value"] == 1
    assert value(found.scores, variable="voice", by="document", unit="west", measure="accuracy")["value"] == 0.5
    confusion = found.confusion
    assert value(confusion, **everything, gold="indirect", tool="own")["n"] == 1
    assert confusion[(confusion["variable"] == "voice") & (confusion["by"] == "all")]["n"].sum() == 6
    assert not (found.scores["variable"] == "negated").any()


def test_intervals_hold_the_value_and_say_how_they_were_made(tmp_path: Path) -> None:
    scores = fr.validate(write_codes(tmp_path / "c.csv", CODED), tokens(tmp_path)).scores
    known = scores[scores["value"].notna() & (scores["measure"] != "alpha")]
    assert ((known["ci_low"] <= known["value"] + 1e-12) & (known["value"] <= known["ci_high"] + 1e-12)).all()
    within = scores[(scores["by"] == "document") & (scores["n"] > 0)]
    assert set(within["method"]) == {"wilson, occurrences as independent"}


def test_skipped_text_is_counted_apart(tmp_path: Path) -> None:
    text = "Harbour news\n\nThe union marched on Monday.\n\nSource: Harbour Wire\n"
    (tmp_path / "t.txt").write_text(text, encoding="utf-8")
    encoded = fr.encode(fr.read_corpus(tmp_path / "t.txt"))
    assert len(encoded.audit), "the last line is page furniture"
    rows = [
        ("t.txt", text.index("union"), text.index("union") + 5, "union", "own", "assert"),
        ("t.txt", text.index("Wire"), text.index("Wire") + 4, "Wire", "indirect", "relay"),
    ]
    found = fr.validate(write_codes(tmp_path / "c.csv", rows, "file,start,end,surface,voice,stance"), encoded)
    assert found.left_out == {"skipped": 1, "no_marker": 0}
    assert found.accuracy("voice") == 1


def test_nothing_left_to_judge_is_an_error(tmp_path: Path) -> None:
    path = write_codes(tmp_path / "c.csv", [(*place("west", "talks"), "none", "none")])
    with pytest.raises(TableError, match="no place is left to judge"):
        fr.validate(path, tokens(tmp_path))


def test_a_variable_that_is_not_coded_has_no_accuracy(tmp_path: Path) -> None:
    found = fr.validate(write_codes(tmp_path / "c.csv", CODED), tokens(tmp_path))
    with pytest.raises(TableError, match="'negated' is not coded; coded are voice, stance"):
        found.accuracy("negated")


def test_the_order_of_rows_and_files_does_not_matter(tmp_path: Path) -> None:
    encoded = tokens(tmp_path)
    whole = fr.validate(write_codes(tmp_path / "c.csv", CODED), encoded)
    parts = [write_codes(tmp_path / "d.csv", CODED[4:][::-1]), write_codes(tmp_path / "e.csv", CODED[:4])]
    again = fr.validate(parts, encoded)
    pd.testing.assert_frame_equal(whole.cases, again.cases)
    pd.testing.assert_frame_equal(whole.scores, again.scores)


def judged(gold: list[str], tool: list[str], documents: list[str]) -> pd.DataFrame:
    """Cases of voice alone."""
    n = len(gold)
    data: dict[str, object] = {name: [""] * n for name in JUDGED.names}
    data |= {"doc_id": documents, "group": ["g"] * n, "start": list(range(n)), "end": list(range(1, n + 1))}
    data |= {"status": ["judged"] * n, "gold_voice": gold, "tool_voice": tool}
    return JUDGED.frame(data)


def test_a_tool_that_guesses_has_alpha_near_zero_and_one_that_knows_has_one() -> None:
    random = np.random.default_rng(8)
    gold = random.choice(["own", "direct", "indirect"], 2000).tolist()
    documents = [f"d{i % 40}" for i in range(2000)]
    guess = score(judged(gold, random.permutation(gold).tolist(), documents), replicates=200).scores
    alpha = value(guess, measure="alpha")
    assert alpha["ci_low"] < 0 < alpha["ci_high"]
    assert abs(alpha["value"]) < 0.06
    assert value(score(judged(gold, gold, documents), replicates=200).scores, measure="alpha")["value"] == 1
