"""A study leaves out articles in another language than its own, counts them and says so."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from study_example import change, write_study

from framing.cli import main
from framing.errors import InputError
from framing.study.run import run_study


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example, in which two articles say that they are in Vietnamese and one that it is in British English."""
    monkeypatch.chdir(tmp_path)
    path = write_study(tmp_path / "study")
    documents = pd.read_csv(path.parent / "documents.csv", keep_default_na=False)
    documents["lang"] = documents["doc_id"].map({"s4": "vi", "i4": "vi", "s0": "en-GB"}).fillna("en")
    documents.to_csv(path.parent / "documents.csv", index=False)
    change(path, 'documents = "documents.csv"', 'documents = "documents.csv"\nnear_duplicates = "keep"')
    return path


def test_they_are_in_no_table_but_the_audit(study: Path) -> None:
    folder = run_study(study).folder
    tables = {p.stem: pd.read_csv(p, keep_default_na=False) for p in (folder / "tables").glob("*.csv")}
    assert len(tables["documents"]) == 8
    for name in ("documents", "hits", "counts", "kwic"):
        assert not set(tables[name]["doc_id"]) & {"s4", "i4"}, name
    audit = tables["audit"]
    assert audit[audit["reason"] == "article_language"][["doc_id", "start", "rule"]].to_numpy().tolist() == [
        ["i4", 0, "lang vi"],
        ["s4", 0, "lang vi"],
    ]
    skipped = tables["what_was_skipped"]
    assert skipped[skipped["reason"] == "article_language"]["n_spans"].tolist() == [2]
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert "because rates are not compared across languages: 2 articles in another language." in page
    assert list(tables["counts"])[-1] == "n_tokens_voice"


def test_check_tells_how_many(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(study)]) == 0
    out = capsys.readouterr().out
    assert "10 documents; left out, in another language than en: 2 (vi 2)" in " ".join(out.split())
    assert "state (4 documents) against independent (4 documents)" in out


def test_a_study_in_another_language_than_its_lexicon_does_not_run(study: Path) -> None:
    change(study, "seed = 5", 'seed = 5\nlanguage = "vi"')
    with pytest.raises(InputError, match=r"the study is in 'vi' and lexicon 'small' in 'en'"):
        run_study(study)


def test_nor_one_with_features_in_another_language(study: Path) -> None:
    features = study.parent / "features"
    arguments = ["features", str(study.parent / "articles"), "--documents", str(study.parent / "documents.csv")]
    assert main([*arguments, "--lexicon", str(study.parent / "small.toml"), "--out", str(features)]) == 0
    change(study, 'source = "articles"', 'source = "features"')
    assert len(pd.read_csv(run_study(study).folder / "tables" / "documents.csv")) == 8
    card = features / "features.json"
    card.write_text(card.read_text(encoding="utf-8").replace('"language": "en"', '"language": "fr"'), encoding="utf-8")
    with pytest.raises(InputError, match=r"the study is in 'en' and the features of .* in 'fr'"):
        run_study(study)
