from __future__ import annotations

from collections import Counter
from itertools import pairwise

import numpy as np
import pytest
from made_corpus import encoded
from sklearn.feature_extraction.text import CountVectorizer

from framing.corpus.tokens import Tokens, without_documents
from framing.voice.ngrams import ngram_matrix

WORDS = "harbour court rights order judge union council minister lamp street calm trade school river road".split()


def lines(n_documents: int = 12, seed: int = 3) -> list[str]:
    """Texts of one sentence without punctuation, their words drawn unevenly, so that n-grams repeat."""
    random = np.random.default_rng(seed)
    share = random.dirichlet(np.full(len(WORDS), 0.5))
    return [" ".join(random.choice(WORDS, size=int(random.integers(5, 60)), p=share)) for _ in range(n_documents)]


def counted(tokens: Tokens, n: int, **options: object) -> list[dict[str, int]]:
    """The n-grams of each document."""
    matrix, _ = ngram_matrix(tokens, n=n, **options)  # type: ignore[arg-type]
    dense = matrix.counts.toarray()
    return [{matrix.words[j]: int(row[j]) for j in np.flatnonzero(row)} for row in dense]


@pytest.mark.parametrize("n", [1, 2, 3, 5])
@pytest.mark.parametrize("cut", [None, 1, 5])
def test_counts_are_those_of_scikit_learn(n: int, cut: int | None) -> None:
    texts = lines()
    peer = CountVectorizer(ngram_range=(n, n))
    expected = peer.fit_transform(texts)
    matrix, sizes = ngram_matrix(encoded(*texts, cut=cut, clean=False), n=n)
    assert matrix.words == peer.get_feature_names_out().tolist()
    np.testing.assert_array_equal(matrix.counts.toarray(), expected.toarray())
    np.testing.assert_array_equal(sizes, expected.toarray().sum(axis=1))


@pytest.mark.parametrize("n", [2, 3])
def test_rare_ones_are_dropped_and_the_sizes_stay(n: int) -> None:
    tokens = encoded(*lines(), cut=4, clean=False)
    whole, sizes = ngram_matrix(tokens, n=n)
    few, same = ngram_matrix(tokens, n=n, min_count=4)
    often = np.flatnonzero(whole.counts.sum(axis=0) >= 4)
    assert 0 < len(often) < len(whole.words)
    assert few.words == [whole.words[i] for i in often]
    np.testing.assert_array_equal(few.counts.toarray(), whole.counts[:, often].toarray())
    np.testing.assert_array_equal(same, sizes)


def test_no_ngram_spans_sentences_paragraphs_or_documents() -> None:
    tokens = encoded("The court sat. The judge spoke\n\nLamps burned", "Trade went on", clean=False)
    assert counted(tokens, 2) == [
        {"the court": 1, "court sat": 1, "the judge": 1, "judge spoke": 1, "lamps burned": 1},
        {"trade went": 1, "went on": 1},
    ]
    assert counted(tokens, 4) == [{}, {}]


def test_punctuation_and_a_possessive_do_not_break_but_a_change_of_voice_does() -> None:
    text = 'The court\'s judge, however, said on Monday that "we will rule for the dockers" and left.'
    grams = counted(encoded(text, clean=False), 2)[0]
    assert grams["court judge"] == grams["judge however"] == grams["we will"] == grams["the dockers"] == 1
    assert "dockers and" not in grams
    assert "that we" not in grams


def test_each_voice_has_its_own_ngrams() -> None:
    texts = ['The union said: "We want rights and rights for all." Nobody answered the union that day.', *lines(3)]
    tokens = encoded(*texts, clean=False)
    apart = Counter[str]()
    n = 0
    for voice in ("own", "direct", "indirect"):
        matrix, sizes = ngram_matrix(tokens, n=2, voices=[voice])
        apart.update(dict(zip(matrix.words, matrix.counts.sum(axis=0).tolist())))
        n += int(sizes.sum())
    together, sizes = ngram_matrix(tokens, n=2)
    assert apart == dict(zip(together.words, together.counts.sum(axis=0).tolist()))
    assert n == sizes.sum()
    assert "we want" in counted(tokens, 2, voices=["direct"])[0]
    assert "we want" not in counted(tokens, 2, voices=["own", "indirect"])[0]


def test_what_is_skipped_ends_a_run() -> None:
    text = "The court heard the dockers on Monday.\n\nShare this article\n\nThe union will appeal soon."
    assert "share this" in counted(encoded(text, clean=False), 2)[0]
    assert not {"share this", "this article", "monday the"} & counted(encoded(text), 2)[0].keys()


def test_documents_that_are_left_out_have_none() -> None:
    texts = lines(5)
    tokens = encoded(*texts, cut=2, clean=False)
    ngram_matrix(tokens, n=2)  # what was derived before does not show
    some, sizes = ngram_matrix(without_documents(tokens, {"d001", "d004"}), n=2)
    alone, _ = ngram_matrix(encoded(texts[0], texts[2], texts[3], clean=False), n=2)
    assert some.words == alone.words
    np.testing.assert_array_equal(some.counts[[0, 2, 3]].toarray(), alone.counts.toarray())
    assert sizes[[1, 4]].tolist() == [0, 0]
    assert without_documents(tokens, set()) is tokens


def test_vietnamese_syllables() -> None:
    text = "xã hội dân sự và xã hội dân sự"
    words = text.split()
    grams = counted(encoded(text, language="vi", clean=False), 2)[0]
    assert grams == Counter(" ".join(p) for p in pairwise(words))


def test_no_words_no_ngrams() -> None:
    matrix, sizes = ngram_matrix(encoded("...", "One", clean=False), n=2)
    assert matrix.words == []
    assert matrix.counts.shape == (2, 0)
    assert sizes.tolist() == [0, 0]
