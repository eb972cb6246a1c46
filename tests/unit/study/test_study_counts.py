"""Studies without text or with too little of it: what can't be had is told in the report and does not stop it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from study_example import change, write_study

import framing as fr
from framing.cli.check import described, look_at
from framing.errors import InputError
from framing.study.run import run_study

COUNTS = """[study]
name = "bags"
seed = 5

[corpus]
source = "bags.jsonl"

[groups]
target = "state"
reference = "independent"

[keyness]
min_count = 2

[topics]
k = 2
passes = 2

[report]
formats = ["csv", "latex"]
figures = ["svg"]
"""


def write_bags(folder: Path) -> Path:
    """Counts of words of twelve documents of each side, with a vocabulary, and a study of them."""
    folder.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(2)
    names = [f"word{chr(97 + i)}" for i in range(20)] + ["flag", "court"]
    (folder / "vocab.txt").write_text("\n".join(names) + "\n", encoding="utf-8")
    lines = []
    for group, only in (("state", 20), ("independent", 21)):
        for i in range(12):
            some = sorted({*random.choice(20, 8, replace=False).tolist(), only})
            n = (random.poisson(4, len(some)) + 1).tolist()
            row = {"id": f"{group[0]}{i:02}", "outlet": f"{group} {i % 2}", "group": group, "date": "2008"}
            lines.append(json.dumps(row | {"vocab_index": some, "count": n}))
    (folder / "bags.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "bags.toml").write_text(COUNTS, encoding="utf-8")
    return folder / "bags.toml"


@pytest.fixture
def bags(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return write_bags(tmp_path / "study")


@pytest.fixture
def articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return write_study(tmp_path / "study")


def page_of(folder: Path) -> str:
    text = (folder / "index.html").read_text(encoding="utf-8")
    return re.sub(r"\s+", " ", re.sub(r"<style>.*?</style>|<svg.*?</svg>", "", text, flags=re.DOTALL))


def checked(study: Path) -> str:
    survey = look_at(study, None)
    assert survey.problems == []
    assert survey.plan is not None
    return described(survey.plan, survey.documents)


def test_a_study_of_counts_has_words_and_topics_and_no_markers(bags: Path) -> None:
    run = run_study(bags)
    page = page_of(run.folder)
    sections = re.findall(r'<h2 id="(\w+)"', page)
    assert {"about", "shows", "data", "words", "topics", "not_run", "methods"} <= set(sections)
    assert not {"markers", "lexicon", "lines"} & set(sections)
    assert re.findall(r'<a href="#(\w+)">', page) == sections
    assert "framing markers, their voice and stance" in page
    assert "“flag”: in state only" in page
    assert "sentences" not in page.split('id="data"')[1].split("</section>")[0].split("<thead>")[1]
    tables = {p.name for p in (run.folder / "tables").glob("*.csv")}
    assert tables == {
        *("data.csv", "documents.csv", "keyness.csv", "word_shift.csv"),
        *("topic_terms.csv", "topic_prevalence.csv", "topic_contrast.csv"),
    }
    numbers = (run.folder / "numbers.tex").read_text(encoding="utf-8")
    assert "framingNDocuments}{24}" in numbers
    assert not re.search("NHits|NSentences|NMarkers|NSkipped", numbers)
    methods = (run.folder / "methods.md").read_text(encoding="utf-8")
    assert "It came as counts of words" in methods
    assert "lexicon" not in methods
    inputs = json.loads((run.folder / "manifest.json").read_bytes())["inputs"]
    assert [*inputs] == ["study bags.toml", "counts bags.jsonl", "vocabulary vocab.txt"]
    sides = {"target": "state", "reference": "independent", "seed": 5, "min_count": 2}
    table = fr.keyness(fr.read_counts(bags.parent / "bags.jsonl"), **sides)
    assert pd.read_csv(run.folder / "tables" / "keyness.csv")["item"].tolist() == table["item"].tolist()


def test_check_says_what_counts_can_not_tell(bags: Path) -> None:
    text = checked(bags)
    assert "bags.jsonl (counts of words), 24 documents" in text
    assert "lexicon" not in text
    line = "not run, needs the text of the articles: framing markers, their voice and stance; lines of the articles"
    assert line in text
    change(bags, "min_count = 2", 'min_count = 2\nunit = "bigram"')
    change(bags, "k = 2", 'k = 2\nsegment = "paragraph"')
    assert "topics over paragraphs; keyness of bigrams; lines" in checked(bags)
    page = page_of(run_study(bags).folder)
    assert "No words were compared in this study: bigrams need the order of words" in page
    assert "No topics were fitted in this study: the source has counts of words" in page


def test_a_changed_vocabulary_is_noticed(bags: Path) -> None:
    run_study(bags)
    assert run_study(bags).made == ()
    change(bags.parent / "vocab.txt", "flag", "banner")
    assert "words" in run_study(bags).made


def test_what_only_counts_or_only_text_has_is_refused(bags: Path) -> None:
    text = bags.read_text(encoding="utf-8")
    for old, new, message in (
        (
            "[groups]",
            '[markers]\nvoices = ["own"]\n[groups]',
            r"\[markers\] voices: needs text, and 'bags.jsonl' holds",
        ),
        ('"bags.jsonl"', '"bags.jsonl"\nnear_duplicates = "drop"', 'near_duplicates = "drop": needs text'),
        ('"bags.jsonl"', '"bags.jsonl"\nvocabulary = "nowhere.txt"', r"there is no file .*nowhere.txt"),
        ('"bags.jsonl"', '"bags.jsonl"\ngroup = "grupe"', r"no column 'grupe' .*; did you mean 'group'"),
    ):
        bags.write_text(text.replace(old, new), encoding="utf-8")
        with pytest.raises(InputError, match=message):
            run_study(bags)
        assert look_at(bags, None).problems
    (bags.parent / "articles.jsonl").write_text('{"text": "Order.", "group": "state"}\n')
    bags.write_text(text.replace("bags.jsonl", 'articles.jsonl"\nvocabulary = "vocab.txt'), encoding="utf-8")
    with pytest.raises(InputError, match=r"\[corpus\] vocabulary: 'articles.jsonl' holds no counts"):
        run_study(bags)


def test_counts_need_no_lexicon_of_their_language(bags: Path) -> None:
    change(bags, "seed = 5", 'seed = 5\nlanguage = "vi"')
    assert run_study(bags, only="words").made == ("corpus", "marks", "contrasts", "words")


def test_topics_can_be_switched_off(articles: Path) -> None:
    change(articles, "k = 2", 'method = "none"')
    assert "topics: none, as the study says" in checked(articles)
    folder = run_study(articles).folder
    page = page_of(folder)
    assert "No topics were fitted in this study: the study file switches them off." in page
    assert "and does the same for single words." in page
    assert "topics were fitted (" not in (folder / "methods.md").read_text(encoding="utf-8")
    assert not list((folder / "figures").glob("topic*"))


def test_a_corpus_too_small_for_topics_and_words_is_reported(articles: Path) -> None:
    change(articles, "k = 2", "k = 90")
    change(articles, "min_count = 2", "min_count = 900")
    assert "topics: none, because k = 90 needs as many paragraphs" in checked(articles)
    folder = run_study(articles).folder
    page = page_of(folder)
    assert "No topics were fitted in this study: 90 topics need at least as many segments" in page
    assert "No words were compared in this study: no word occurs 900 times" in page
    assert "Words that occur" not in (folder / "methods.md").read_text(encoding="utf-8")
    assert 'id="markers"' in page


def test_ngrams_in_a_study_from_text_and_from_features(articles: Path) -> None:
    change(articles, "min_count = 2", 'min_count = 2\nunit = "bigram"')
    folder = run_study(articles).folder
    table = pd.read_csv(folder / "tables" / "keyness.csv")
    assert (table["item"].str.count(" ") == 1).all()
    assert set(table["denominator"]) == {"all bigrams"}
    page = page_of(folder)
    assert "two words in a row" in page
    assert "compared bigrams" in page
    assert "Rates per 100,000 bigrams." in page
    features = Path(".framing/small/marks/features")
    features.rename(articles.parent / "features")
    change(articles, 'source = "articles"', 'source = "features"')
    change(articles, 'documents = "documents.csv"\n', "")
    assert "articles: keyness of bigrams; lines of the articles" in checked(articles)
    page = page_of(run_study(articles, out="again").folder)
    assert "No words were compared in this study: bigrams need the order of words, and so text." in page
    assert "keyness of bigrams" in page
