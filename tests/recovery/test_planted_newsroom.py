from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import framing as fr

NEWSROOM = Path(__file__).parents[2] / "seeds" / "newsroom"
TERMS: list[dict[str, Any]] = tomllib.loads((NEWSROOM / "planted.toml").read_text(encoding="utf-8"))["terms"]


@pytest.fixture(scope="module")
def counts(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    """COUNTS of the planted terms alone."""
    lines = [f"{t['id']} = {json.dumps(t['patterns'])}" for t in TERMS]
    path = tmp_path_factory.mktemp("planted") / "planted.toml"
    head = '[lexicon]\nname = "planted"\nlanguage = "en"\nversion = "1"\ndescription = "The planted terms."\n'
    category = '[categories.planted]\nlabel = "Planted"\ndefinition = "Planted."\nsource = "None."\n'
    path.write_text(f"{head}{category}[categories.planted.markers]\n" + "\n".join(lines) + "\n", encoding="utf-8")
    lexicon = fr.read_lexicon(path)
    tokens = fr.encode(fr.read_corpus(NEWSROOM / "articles", documents=NEWSROOM / "documents.csv"))
    return fr.count_markers(fr.find_markers(tokens, lexicon), tokens, lexicon)


def test_the_declarations() -> None:
    assert {t["direction"] for t in TERMS} == {"state", "independent", "none"}
    assert len({t["id"] for t in TERMS}) == len(TERMS) == 8


@pytest.mark.parametrize("cluster", ["outlet", "document"])
def test_planted_differences_are_found(counts: pd.DataFrame, cluster: Any) -> None:
    table = fr.compare(counts, target="state", reference="independent", seed=1, cluster=cluster).set_index("item")
    for term in TERMS:
        row = table.loc[term["id"]]
        if term["direction"] == "none":
            assert row["p"] >= 0.05, term["id"]
            assert row["ci_low"] <= 0 <= row["ci_high"], term["id"]
            continue
        sign = 1 if term["direction"] == "state" else -1
        assert sign * row["log_ratio"] > 0, term["id"]
        assert min(row["ci_low"] * sign, row["ci_high"] * sign) > 0, term["id"]
        # Four outlets against four can give no less than 2/70, and eight tests make more of that: see p_floor.
        assert row["q"] < 0.05 or row["p"] == row["p_floor"], term["id"]
        assert cluster == "outlet" or row["q"] < 0.01, term["id"]


def test_outlets_are_the_clusters_unless_told_otherwise(counts: pd.DataFrame) -> None:
    table = fr.compare(counts, target="state", reference="independent", seed=1)
    assert set(table["cluster"]) == {"outlet"}
    assert table["p_floor"].iloc[0] == pytest.approx(2 / 70)


def test_hostile_forces_are_the_states_own_words_more_than_quotations_of_it(counts: pd.DataFrame) -> None:
    """Planted so: independent outlets quote officials on hostile forces, state outlets also say it themselves."""
    own = counts[(counts["item"] == "hostile_forces") & (counts["voice"] == "own")]
    by_group = own.groupby("group")["n_hits"].sum()
    assert by_group["state"] > 5 * by_group["independent"]
