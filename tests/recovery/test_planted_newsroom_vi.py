"""What was planted in the Vietnamese newsroom is found, whatever the Unicode form of its articles."""

from __future__ import annotations

import json
import tomllib
import unicodedata
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import framing as fr

NEWSROOM = Path(__file__).parents[2] / "seeds" / "newsroom_vi"
TERMS: list[dict[str, Any]] = tomllib.loads((NEWSROOM / "planted.toml").read_text(encoding="utf-8"))["terms"]


@pytest.fixture(scope="module")
def tokens() -> fr.Tokens:
    return fr.encode(
        fr.read_corpus(NEWSROOM / "articles", documents=NEWSROOM / "documents.csv", language="vi"),
    )


@pytest.fixture(scope="module")
def table(tokens: fr.Tokens, tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    """CONTRAST of the planted terms alone."""
    lines = [f"{t['id']} = {json.dumps(t['patterns'], ensure_ascii=False)}" for t in TERMS]
    path = tmp_path_factory.mktemp("planted") / "planted.toml"
    head = '[lexicon]\nname = "planted"\nlanguage = "vi"\nversion = "1"\ndescription = "The planted terms."\n'
    category = '[categories.planted]\nlabel = "Planted"\ndefinition = "Planted."\nsource = "None."\n'
    path.write_text(f"{head}{category}[categories.planted.markers]\n" + "\n".join(lines) + "\n", encoding="utf-8")
    lexicon = fr.read_lexicon(path)
    counts = fr.count_markers(fr.find_markers(tokens, lexicon), tokens, lexicon)
    return fr.compare(counts, target="state", reference="independent", seed=1).set_index("item")


def test_the_declarations() -> None:
    known = {m.id for m in fr.read_lexicon("framing.vi").markers}
    assert {t["id"] for t in TERMS} <= known
    assert [t["direction"] for t in TERMS] == ["state", "state", "independent", "independent", "none", "none"]


@pytest.mark.parametrize("term", TERMS, ids=[t["id"] for t in TERMS])
def test_planted_differences_are_found_and_no_others(table: pd.DataFrame, term: dict[str, Any]) -> None:
    row = table.loc[term["id"]]
    if term["direction"] == "none":
        assert row["p"] >= 0.05
        assert row["ci_low"] <= 0 <= row["ci_high"]
    else:
        sign = 1 if term["direction"] == "state" else -1
        assert row["log_ratio"] * sign > 0
        assert row["q"] < 0.05  # of the permutation; with eight articles a side some intervals just reach 0


def test_the_articles_are_in_the_forms_that_the_table_declares(tokens: fr.Tokens) -> None:
    for row, declared in enumerate(tokens.documents["unicode"]):
        text = tokens.text(row)
        forms = {form for form in ("NFC", "NFD") if unicodedata.is_normalized(form, text)}
        assert forms == ({declared} if declared != "mixed" else set()), tokens.documents["doc_id"][row]
    assert set(tokens.documents["unicode"]) == {"NFC", "NFD", "mixed"}


def test_the_same_hits_are_found_in_every_form(tmp_path: Path, tokens: fr.Tokens) -> None:
    lexicon = fr.read_lexicon("framing.vi")
    columns = ["doc_id", "paragraph", "sentence", "zone", "marker", "voice", "scare_quoted", "negated", "stance"]
    given = fr.find_markers(tokens, lexicon)
    for form in ("NFC", "NFD"):
        for file in sorted((NEWSROOM / "articles").iterdir()):
            text = unicodedata.normalize(form, file.read_text(encoding="utf-8"))
            (tmp_path / file.name).write_bytes(text.encode())
        same = fr.encode(fr.read_corpus(tmp_path, documents=NEWSROOM / "documents.csv", language="vi"))
        hits = fr.find_markers(same, lexicon)
        pd.testing.assert_frame_equal(hits[columns], given[columns])
        assert same.documents["n_tokens"].tolist() == tokens.documents["n_tokens"].tolist()
        assert same.audit[["doc_id", "reason", "rule"]].equals(tokens.audit[["doc_id", "reason", "rule"]])
        assert [p.zone.tolist() for p in same.partitions] == [p.zone.tolist() for p in tokens.partitions]
        row = {d: i for i, d in enumerate(same.documents["doc_id"])}
        for hit in hits.itertuples():
            assert same.text(row[hit.doc_id])[hit.start : hit.end] == hit.surface
