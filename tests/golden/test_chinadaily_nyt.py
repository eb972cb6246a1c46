"""The study of China Daily and the New York Times on a part of its articles: it runs, and gives no text away."""

from __future__ import annotations

import gzip
import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from made_corpus import shared

from framing.errors import CorpusError
from framing.files import sha256_of
from framing.report.exhibits import OF_DOCUMENTS
from framing.study.config import read_study
from framing.study.plan import make_plan
from framing.study.run import run_study

ROOT = Path(__file__).parents[2]
STUDY = ROOT / "experiments" / "chinadaily_nyt.toml"
REPORT = ROOT / "reports" / "chinadaily_nyt"
RUN = 8
"""So many words in a row would be text of an article."""


def runs_of_words(text: str) -> set[str]:
    words = re.findall(r"[^\W_]+", text.lower())
    return {" ".join(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}


def texts_of(folder: Path) -> dict[str, str]:
    """The words of every file of a report that holds text; tags are no words."""
    files = [f for f in sorted(folder.rglob("*")) if f.suffix in (".html", ".csv", ".md", ".tex", ".txt", ".json")]
    return {f.name: re.sub(r"<[^>]*>", " ", f.read_text(encoding="utf-8")) for f in files}


@pytest.fixture(scope="module")
def articles() -> list[dict[str, Any]]:
    """Every twentieth article: 96, fragments among them."""
    path = shared("corpora", "chinadaily_nyt_2013_2014aug", "articles.jsonl.gz")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines][::20]


@pytest.fixture(scope="module")
def study(articles: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("study")
    text = "".join(json.dumps(article) + "\n" for article in articles)
    (folder / "articles.jsonl.gz").write_bytes(gzip.compress(text.encode(), mtime=0))
    said = STUDY.read_text(encoding="utf-8")
    for old, new in {
        r'source = ".*"': 'source = "articles.jsonl.gz"',
        r"k = 12": "k = 2",
        r"passes = 7": "passes = 2",
        r"permutations = 4999": "permutations = 199",
        r'\["png", "svg"\]': '["svg"]',
    }.items():
        said, n = re.subn(old, new, said)
        assert n == 1, old
    (folder / "study.toml").write_text(said, encoding="utf-8")
    return folder / "study.toml"


@pytest.fixture(scope="module")
def report(study: Path) -> Path:
    here = Path.cwd()
    os.chdir(study.parent)
    try:
        return run_study(study).folder.resolve()
    finally:
        os.chdir(here)


def test_fragments_are_left_out_and_told(report: Path, articles: list[dict[str, Any]]) -> None:
    n = sum(article["snippet"] for article in articles)
    assert n > 3
    page = (report / "index.html").read_text(encoding="utf-8")
    assert f"the study&#39;s own conditions keep out {n} articles" in page
    rows = (report / "tables/left_out.csv").read_text(encoding="utf-8").splitlines()
    assert len(rows) == 2
    assert rows[1].startswith("China Daily,")
    assert rows[1].endswith(f",{n}")


def test_the_report_says_that_a_side_is_one_outlet(report: Path) -> None:
    page = (report / "index.html").read_text(encoding="utf-8")
    assert "With one outlet on a side, group and outlet cannot be told apart: here state is China Daily" in page
    assert "GitHub waterknows/hwcfpp, commit caffca15" in page
    assert "Documents are the clusters, because a side has fewer than 4 outlets (1 against 1)" in page


def test_nothing_of_a_single_article_is_written(report: Path, articles: list[dict[str, Any]]) -> None:
    assert not {path.stem for path in (report / "tables").iterdir()} & OF_DOCUMENTS
    texts = texts_of(report)
    assert {"index.html", "appendix.tex", "keyness.csv", "manifest.json", "methods.md"} <= set(texts)
    own = {run for article in articles for run in runs_of_words(article["text"])}
    names = {str(article["id"]) for article in articles} | {a["title"] for a in articles if len(a["title"].split()) > 3}
    for name, text in texts.items():
        assert runs_of_words(text) & own == set(), name
        assert [n for n in names if n in text] == [], name


def test_who_lacks_the_articles_is_told_where_they_come_from(tmp_path: Path) -> None:
    study = tmp_path / "a" / "b" / STUDY.name
    study.parent.mkdir(parents=True)
    study.write_bytes(STUDY.read_bytes())
    with pytest.raises(CorpusError, match=r"no such file.*come from: .*GitHub waterknows/hwcfpp.*say --texts PATH"):
        make_plan(read_study(study))


def test_the_committed_report_is_of_this_study_and_whole() -> None:
    manifest = json.loads((REPORT / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["inputs"][f"study {STUDY.name}"] == sha256_of(STUDY), "run the study again"
    files = {f.relative_to(REPORT).as_posix(): sha256_of(f) for f in REPORT.rglob("*") if f.is_file()}
    del files["manifest.json"]
    assert files == manifest["outputs"]
    assert not {path.stem for path in (REPORT / "tables").iterdir()} & OF_DOCUMENTS


def test_nothing_of_the_articles_stands_in_the_committed_report() -> None:
    path = shared("corpora", "chinadaily_nyt_2013_2014aug", "articles.jsonl.gz")
    written = {run: name for name, text in texts_of(REPORT).items() for run in runs_of_words(text)}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        found = [
            (written[run], run) for line in lines for run in runs_of_words(json.loads(line)["text"]) if run in written
        ]
    assert found == []
