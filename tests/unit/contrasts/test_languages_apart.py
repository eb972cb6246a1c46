"""Rates are never compared across languages: every way there is refused, and a study leaves strangers out."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from made_corpus import encoded, lexicon, made_corpus

import framing as fr
from framing.contrasts.design import choose_sides
from framing.corpus.encode import encode
from framing.errors import InputError, LexiconError

TEXTS = ["The plot failed on the pier.", "A plot was found in the town."] * 4


def mixed() -> fr.Tokens:
    corpus = made_corpus(TEXTS)
    corpus.documents.loc[0, "lang"] = "vi"
    return encode(corpus)


SAID = r"not compared across languages, and of these documents 7 in 'en', 1 in 'vi': compare those of one language"


def test_words_of_documents_in_two_languages_are_not_compared() -> None:
    tokens = mixed()
    with pytest.raises(InputError, match=SAID):
        fr.keyness(tokens, target="state", reference="independent", seed=1, min_count=1)


def test_nor_are_topics() -> None:
    model = fr.fit_topics(mixed(), k=2, seed=1, segment="document", min_segments=1, max_share=1.0)
    with pytest.raises(InputError, match=SAID):
        fr.compare_topics(model, target="state", reference="independent", seed=1)


def test_counts_of_two_languages_are_not_compared_though_their_ids_are_the_same() -> None:
    parts = []
    for language, text, pattern in (("en", "The plot failed.", "plot"), ("vi", "Có một âm mưu.", "âm mưu")):
        made = lexicon({"plot": [pattern]}, language=language)
        tokens = encoded(text, text, language=language)
        counts = fr.count_markers(fr.find_markers(tokens, made), tokens, made)
        assert set(counts["lang"]) == {language}
        parts.append(counts.assign(doc_id=language + counts["doc_id"], group=language))
    with pytest.raises(InputError, match=r"not compared across languages.*2 in 'vi'"):
        fr.compare(pd.concat(parts, ignore_index=True), target="en", reference="vi", seed=1)


def test_a_lexicon_of_another_language_counts_nothing() -> None:
    tokens = encoded(*TEXTS)
    hits = fr.find_markers(tokens, lexicon({"plot": ["plot"]}))
    with pytest.raises(LexiconError, match="the corpus is in 'en' and lexicon 'test' in 'vi'"):
        fr.count_markers(hits, tokens, lexicon({"plot": ["plot"]}, language="vi"))


def test_countries_are_no_languages_and_strangers_that_take_no_part_are_no_trouble() -> None:
    documents = made_corpus(TEXTS).documents
    documents["lang"] = ["en-GB", "en_US", "EN", "en"] * 2
    assert len(choose_sides(documents, target="state", reference="independent").rows) == 8
    documents.loc[0, ["lang", "group"]] = ["vi", "elsewhere"]
    assert len(choose_sides(documents, target="state", reference="independent").rows) == 7


def test_the_command_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from framing.cli import main

    rows = ["text,outlet,group,lang"]
    rows += [f"{t},{'ab'[i % 2]},{'ab'[i % 2]},{'vi' if i == 0 else 'en'}" for i, t in enumerate(TEXTS)]
    (tmp_path / "c.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert main(["keyness", str(tmp_path / "c.csv"), "--target", "a", "--reference", "b"]) == 1
    assert "rates are not compared across languages" in capsys.readouterr().err
