"""Which articles belong to a study: told by the plan, the report and the tables, with and without text."""

from __future__ import annotations

import gzip
from pathlib import Path

import pandas as pd
import pytest
from study_example import change, write_study

import framing as fr
from framing.cli import main
from framing.errors import StudyError
from framing.study.config import read_study

CONDITIONS = """where = 'doc_id not in ["s0"] and date < 2024-05'
date_from = 2024
date_to = "2024-04"
min_tokens = 5
"""


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return write_study(tmp_path / "study")


def conditions(study: Path, text: str = CONDITIONS) -> None:
    change(study, "[corpus]\n", f"[corpus]\n{text}")


def left_out(folder: Path) -> dict[str, str]:
    table = pd.read_csv(folder / "tables/left_out.csv")
    return dict(zip(table["doc_id"], table["reason"], strict=True))


def test_what_is_left_out_stands_in_the_report_with_its_reason(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    conditions(study)
    short = study.parent / "articles/i1.txt"
    short.write_text("Rights, again.", encoding="utf-8")
    assert main(["check", str(study)]) == 0
    plan = capsys.readouterr().out
    assert "left out: 3 not meeting the condition (where: doc_id not in" in plan
    assert "left out besides: documents with fewer than 5 words" in plan
    folder = fr.run_study(study).folder
    assert left_out(folder) == {"s0": "where", "s4": "where", "i4": "where", "i1": "too_short"}
    page = (folder / "index.html").read_text(encoding="utf-8")
    methods = (folder / "methods.md").read_text(encoding="utf-8")
    for text in (page, methods):
        assert "the study's own conditions keep out 4 articles: 3 not meeting the condition" in text.replace(
            "&#39;", "'"
        )
        assert "1 too short (min" in text
    assert "s0" not in set(pd.read_csv(folder / "tables/documents.csv")["doc_id"])


def test_a_study_without_conditions_says_nothing_of_them(study: Path) -> None:
    folder = fr.run_study(study).folder
    assert not (folder / "tables/left_out.csv").exists()
    assert "conditions keep out" not in (folder / "index.html").read_text(encoding="utf-8")


def test_features_give_the_tables_of_the_articles(study: Path) -> None:
    conditions(study)
    by_text = fr.run_study(study, out="by_text").folder
    corpus = fr.read_corpus(study.parent / "articles", documents=study.parent / "documents.csv")
    found = fr.extract_features(fr.encode(corpus), [study.parent / "small.toml"], duplicates=None)
    fr.write_features(found, study.parent / "features")
    change(study, 'source = "articles"', 'source = "features"\nnear_duplicates = "keep"')
    by_features = fr.run_study(study, out="by_features").folder
    for path in sorted((by_features / "tables").glob("*.csv")):
        if path.name not in ("documents.csv", "duplicates.csv"):  # documents: only one knows of near-duplicates
            assert path.read_bytes() == (by_text / "tables" / path.name).read_bytes(), path.name
    assert left_out(by_features)["s0"] == "where"


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("where = 'group = \"x\"'", "corpus.where = 'group = \"x\"': character 7, at '=': write '=='"),
        ("where = ''", "corpus.where = '': character 1, at 'the end': a condition is missing"),
        ("date_from = 'May'", "corpus.date_from = 'May': a date is written YYYY"),
        ("date_to = 2024.5", "corpus.date_to = 2024.5: "),
        ("min_tokens = -1", "corpus.min_tokens = -1: "),
        ("wher = ''", "there is no key 'corpus.wher'; did you mean 'where'?"),
    ],
)
def test_conditions_that_are_none_are_told_with_their_line(study: Path, line: str, problem: str) -> None:
    conditions(study, line + "\n")
    with pytest.raises(StudyError) as refusal:
        read_study(study)
    assert f"{study}:6: {problem}" in str(refusal.value)


def test_dates_of_toml_and_years_are_limits(study: Path) -> None:
    conditions(study, "date_from = 2024-02-01\ndate_to = 2025\n")
    corpus = read_study(study).file.corpus
    assert (corpus.date_from, corpus.date_to) == ("2024-02-01", "2025")


@pytest.mark.parametrize("source", ["5", "[]", "[1]", "true"])
def test_a_source_of_another_kind_is_refused(study: Path, source: str) -> None:
    change(study, 'source = "articles"', f"source = {source}")
    with pytest.raises(StudyError, match="must be a folder, a file or a glob, or a list of these"):
        read_study(study)


@pytest.mark.parametrize(
    "source", ['"articles/*.txt"', '["articles/s*", "articles/i*.txt"]', '"**/*.txt"', '"packed/*.gz"']
)
def test_globs_and_lists_give_the_same_tables(study: Path, source: str) -> None:
    whole = fr.run_study(study, out="whole").folder
    if "packed" in source:
        (study.parent / "packed").mkdir()
        for path in (study.parent / "articles").iterdir():
            (study.parent / "packed" / f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes()))
        rows = (study.parent / "documents.csv").read_text(encoding="utf-8").replace(".txt,", ".txt.gz,")
        (study.parent / "documents.csv").write_text(rows, encoding="utf-8")
    if "**" in source:
        rows = (study.parent / "documents.csv").read_text(encoding="utf-8").splitlines()
        moved = [rows[0], *(f"articles/{row}" for row in rows[1:])]
        (study.parent / "documents.csv").write_text("\n".join(moved) + "\n", encoding="utf-8")
    change(study, 'source = "articles"', f"source = {source}")
    assert main(["check", str(study)]) == 0
    other = fr.run_study(study, out="other").folder
    for name in ("hits", "counts", "audit"):
        assert (whole / f"tables/{name}.csv").read_bytes() == (other / f"tables/{name}.csv").read_bytes()
    assert (whole / "tables/hits.csv").stat().st_size > 1000


def test_texts_of_a_study_may_be_a_glob(study: Path) -> None:
    corpus = fr.read_corpus(study.parent / "articles", documents=study.parent / "documents.csv")
    fr.write_features(fr.extract_features(fr.encode(corpus), [study.parent / "small.toml"]), study.parent / "features")
    change(study, 'source = "articles"', 'source = "features"')
    run = fr.run_study(study, texts=study.parent / "articles/*.txt")
    assert (run.folder / "tables/hits.csv").is_file()
