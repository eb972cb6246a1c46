"""Furniture learned from the corpus: planted lines are found, the outlets' own sentences and wire copies stay."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest
from made_corpus import made_corpus, same_columns, words_of

from framing.corpus.clean import ZONES
from framing.corpus.encode import encode
from framing.corpus.read import Corpus
from framing.corpus.recurring import recurring_lines

NOUNS = "harbour council strike decree ferry budget teacher court river bridge winter market letter union".split()
VERBS = "questioned delayed praised rejected published debated opened closed measured forgot".split()


def prose(rng: np.random.Generator, n: int = 6) -> list[str]:
    """A headline and n paragraphs of sentences that nobody writes twice."""

    def sentence() -> str:
        a, b, c = rng.choice(NOUNS, 3)
        return f"The {a} of the {b} {rng.choice(VERBS)} the {c} on day {rng.integers(9)} with {rng.choice(NOUNS)} {a}."

    return ["How the " + " ".join(rng.choice(NOUNS, 4))] + [" ".join(sentence() for _ in range(3)) for _ in range(n)]


def corpus_of(texts: list[list[str]], *, outlets: list[str] | None = None, cut: int | None = None) -> Corpus:
    """A corpus of texts given as paragraphs, of one outlet unless told otherwise."""
    corpus = made_corpus(["\n\n".join(t) for t in texts], cut=cut)
    return replace(corpus, documents=corpus.documents.assign(outlet=outlets or ["Gazette"] * len(texts)))


def found(corpus: Corpus) -> list[tuple[str, str, str]]:
    """(doc_id, passage, rule) of what is skipped because it recurs."""
    tokens = encode(corpus)
    texts = dict(zip(corpus.documents["doc_id"], corpus.texts.to_pylist(), strict=True))
    audit = tokens.audit[tokens.audit["reason"] == "recurring_line"]
    rows = audit[["doc_id", "start", "end", "rule"]].itertuples(index=False, name=None)
    return [(doc, texts[doc][a:b], rule) for doc, a, b, rule in rows]


def articles(n: int, seed: int = 1) -> list[list[str]]:
    rng = np.random.default_rng(seed)
    return [prose(rng) for _ in range(n)]


NOTICE = "Pages of this paper are kept for readers at the old customs house."


def test_a_notice_at_the_end_of_five_articles_is_furniture() -> None:
    texts = [[*t, NOTICE] if i < 5 else t for i, t in enumerate(articles(20))]
    corpus = corpus_of(texts)
    assert found(corpus) == [(f"d{i:03d}", NOTICE, "in 5 of 20 documents") for i in range(5)]
    with_it, without = encode(corpus), encode(corpus, clean=False)
    fewer = without.documents["n_tokens"] - with_it.documents["n_tokens"]
    assert fewer.tolist() == [13] * 5 + [0] * 15
    assert (without.documents["n_sentences"] - with_it.documents["n_sentences"]).tolist() == [1] * 5 + [0] * 15
    assert sum(w.skipped for w in words_of(with_it)[0]) == 13
    assert without.audit.empty


def test_in_four_articles_it_is_not() -> None:
    assert found(corpus_of([[*t, NOTICE] if i < 4 else t for i, t in enumerate(articles(20))])) == []


def test_each_outlet_is_learned_by_itself() -> None:
    texts = [[*t, NOTICE] for t in articles(12)]
    assert found(corpus_of(texts, outlets=[f"o{i % 3}" for i in range(12)])) == []
    outlets = ["A"] * 8 + ["B"] * 4
    assert {doc for doc, _, _ in found(corpus_of(texts, outlets=outlets))} == {f"d{i:03d}" for i in range(8)}


def test_numbers_in_it_may_differ_but_a_line_without_a_letter_is_none() -> None:
    texts = [[*t[:3], "1 2 3", *t[3:], f"(Harbour Gazette 0{i}/1{i}/2031 page{i})"] for i, t in enumerate(articles(8))]
    lines = found(corpus_of(texts))
    assert [line for _, line, _ in lines] == [f"(Harbour Gazette 0{i}/1{i}/2031 page{i})" for i in range(8)]


def test_a_sentence_that_an_outlet_repeats_inside_its_articles_is_its_own() -> None:
    background = "The harbour has had no elected council since the year of the flood."
    texts = articles(30)
    for i in range(20):
        texts[i].insert(3 + i % 2, background)
    assert found(corpus_of(texts)) == []


def test_a_heading_inside_the_articles_is_furniture_only_where_many_have_it() -> None:
    for n, many in ((4, False), (5, True)):
        texts = articles(100)
        for i in range(n):
            texts[i].insert(3, "What the letters to the harbour say")
        assert bool(found(corpus_of(texts))) == many


def test_around_the_article_one_in_two_hundred_is_enough_and_fewer_are_not() -> None:
    for n, many in ((1000, True), (1001, False)):
        texts = [[*t, NOTICE] if i < 5 else t for i, t in enumerate(articles(n))]
        assert bool(found(corpus_of(texts))) == many


def test_the_lines_of_an_article_that_is_printed_again_and_again_stay() -> None:
    story = prose(np.random.default_rng(2))
    texts = articles(20) + [
        [*story[:-1], f"Edition {name}."] for name in "first second third fourth fifth sixth".split()
    ]
    assert found(corpus_of(texts)) == []
    assert found(corpus_of([story] * 9)) == []


def test_nothing_recurs_in_texts_that_share_their_words_only() -> None:
    assert found(corpus_of(articles(300))) == []


def test_a_masthead_is_no_headline_and_the_next_line_is() -> None:
    texts = [["OPINION OF THE DAY", *t] for t in articles(8)]
    tokens = encode(corpus_of(texts))
    assert [line for _, line, _ in found(corpus_of(texts))] == ["OPINION OF THE DAY"] * 8
    zones = [ZONES[z] for z in tokens.partitions[0].zone[:4]]
    assert zones == ["body", "headline", "lead", "body"]


def test_in_a_wrapped_paragraph_only_the_line_itself_is_skipped() -> None:
    rng = np.random.default_rng(4)
    texts = []
    for _ in range(8):
        words = " ".join(prose(rng)[1:]).replace(".", "").split()
        lines = [" ".join(words[i : i + 9]) for i in range(0, 90, 9)]
        texts.append(["\n".join([*lines, "this column stands in the gazette every week"])])
    assert [line for _, line, _ in found(corpus_of(texts))] == ["this column stands in the gazette every week"] * 8


def test_offsets_are_those_of_the_text_as_received() -> None:
    line = "“Gazette” — the café page, nº 7"
    texts = [[f"Café — “{NOUNS[i]}” on top…", *t, f" \t{line}\u00a0 "] for i, t in enumerate(articles(6))]
    corpus = corpus_of(texts)
    corpus = replace(
        corpus,
        texts=pa.chunked_array(
            [pa.array([t.replace("\n", "\r\n") for t in corpus.texts.to_pylist()], pa.large_string())]
        ),
    )
    assert [text.strip("\u00a0") for _, text, _ in found(corpus)] == [line] * 6


def test_what_a_rule_took_already_keeps_its_rule() -> None:
    texts = [[*t, "Share this article"] for t in articles(8)]
    assert found(corpus_of(texts)) == []
    assert encode(corpus_of(texts)).audit["rule"].tolist() == ["share"] * 8


def test_a_text_of_nothing_else_and_an_empty_one_do_no_harm() -> None:
    texts = [[*t, NOTICE] for t in articles(8)] + [[NOTICE], [""], ["\n \n"]]
    tokens = encode(corpus_of(texts))
    assert tokens.documents["n_tokens"].tolist()[8:] == [0, 0, 0]
    assert encode(corpus_of([[""], [" "]])).audit.empty


@pytest.mark.parametrize("cut", [1, 3, 7])
def test_partitions_and_threads_make_no_difference(cut: int) -> None:
    texts = [["THE GAZETTE", *t, NOTICE] if i % 2 else t for i, t in enumerate(articles(20))]
    whole, parts = corpus_of(texts), corpus_of(texts, cut=cut)
    assert len(found(whole)) == 20
    same_columns(encode(whole), encode(parts, workers=3))


def test_slices_of_an_arrow_array_are_read_as_what_they_are() -> None:
    texts = [[*t, NOTICE] for t in articles(9)]
    corpus = corpus_of(texts)
    whole = corpus.texts.chunk(0)
    sliced = replace(corpus, texts=pa.chunked_array([whole.slice(0, 4), whole.slice(4)]))
    split = recurring_lines(sliced)
    assert [len(part) for part in split] == [4, 5]
    joined = [*split[0], *(line._replace(row=line.row + 4) for line in split[1])]
    assert joined == recurring_lines(corpus)[0]
