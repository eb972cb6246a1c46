"""What a study does with articles that repeat one another: the ten of the example are two texts over and over."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from study_example import change, contents, write_study

from framing.corpus.features import read_features, write_features
from framing.errors import NeedsTextError
from framing.study.run import run_study


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return write_study(tmp_path / "study")


def choose(study: Path, mode: str) -> None:
    change(study, 'documents = "documents.csv"', f'documents = "documents.csv"\nnear_duplicates = "{mode}"')


def table(folder: Path, name: str) -> pd.DataFrame:
    return pd.read_csv(folder / "tables" / f"{name}.csv", keep_default_na=False)


def page(folder: Path) -> str:
    return (folder / "index.html").read_text(encoding="utf-8")


def test_by_default_they_are_reported_and_counted(study: Path) -> None:
    folder = run_study(study).folder
    found = table(folder, "duplicates")
    assert found["cluster"].max() == 2
    assert len(found) == 10
    assert len(table(folder, "documents")) == 10
    assert set(table(folder, "documents")["duplicate_of"]) == {"", "s0", "i0"}
    # Of each five the second and the fourth stand in another outlet than the first.
    assert "Much the same as an earlier one, and counted: 8 articles (from another outlet: 4)." in page(folder)
    assert "near-duplicate" in (folder / "methods.md").read_text(encoding="utf-8").lower()


def test_dropping_leaves_the_first_of_each_outlet(study: Path) -> None:
    choose(study, "drop")
    folder = run_study(study).folder
    assert table(folder, "documents")["doc_id"].tolist() == ["i0", "i1", "s0", "s1"]
    assert table(folder, "data")["n_documents"].tolist() == [1, 1, 2, 1, 1, 2]
    audit = table(folder, "audit")
    assert audit[audit["reason"] == "near_duplicate"]["doc_id"].tolist() == ["i2", "i3", "i4", "s2", "s3", "s4"]
    skipped = table(folder, "what_was_skipped")
    assert skipped[skipped["reason"] == "near_duplicate"]["n_spans"].tolist() == [2, 1, 2, 1]
    assert set(table(folder, "hits")["doc_id"]) == set(table(folder, "kwic")["doc_id"]) == {"i0", "i1", "s0", "s1"}
    assert len(table(folder, "duplicates")) == 10
    said = "because most of it stands in an earlier article of the same outlet: 6 articles."
    assert said in page(folder)


def test_keeping_does_not_look_for_them(study: Path) -> None:
    choose(study, "keep")
    folder = run_study(study).folder
    assert not (folder / "tables" / "duplicates.csv").exists()
    assert set(table(folder, "documents")["duplicate_of"]) == {""}
    assert "Much the same" not in page(folder)


@pytest.mark.parametrize("mode", ["report", "drop"])
def test_features_give_the_same_tables_as_the_articles(study: Path, mode: str) -> None:
    choose(study, mode)
    first = run_study(study)
    features = read_features(Path(".framing/small/marks/features"))
    write_features(features, study.parent / "features")
    change(study, 'source = "articles"', 'source = "features"')
    text_alone = ("tables/kwic", "tables/versions")
    before = {
        k: v for k, v in contents(first.folder).items() if k.startswith("tables/") and not k.startswith(text_alone)
    }
    again = run_study(study, out="again")
    assert {k: v for k, v in contents(again.folder).items() if k.startswith("tables/")} == before


def test_features_made_without_looking_can_be_reported_but_not_dropped_from(study: Path) -> None:
    choose(study, "keep")
    run_study(study, only="marks")
    write_features(read_features(Path(".framing/small/marks/features")), study.parent / "features")
    change(study, 'source = "articles"', 'source = "features"')
    change(study, '"keep"', '"report"')
    run_study(study)
    change(study, '"report"', '"drop"')
    with pytest.raises(NeedsTextError, match="made without looking for near-duplicates"):
        run_study(study)
