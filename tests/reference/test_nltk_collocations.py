"""Collocates of a one-word marker beside nltk's own finder of collocations.

nltk's finder takes the node's own tokens as part of the corpus, framing leaves them out (Evert 2007): the counts are
compared first, then the measures on nltk's counts.
"""

import random

import numpy as np
import pytest
from made_corpus import encoded, lexicon
from nltk.collocations import BigramCollocationFinder
from nltk.metrics.association import BigramAssocMeasures

from framing.markers.collocates import collocates
from framing.markers.find import find_markers
from framing.stats.collocation import MEASURES, collocation_scores

RANDOM = random.Random(20)
WORDS = [RANDOM.choice("node red red blue green yellow far far far near".split()) for _ in range(400)] + ["end"]
FINDER = BigramCollocationFinder.from_words(WORDS)
PAIRS = sorted(w for a, w in FINDER.ngram_fd if a == "node" and w != "node")


@pytest.fixture(scope="module")
def table() -> dict[str, dict[str, float]]:
    tokens = encoded(" ".join(WORDS), clean=False)
    hits = find_markers(tokens, lexicon({"node": ["node"]}))
    found = collocates(hits, tokens, marker="node", window=1, side="right", min_count=1)
    return found.set_index("word").to_dict("index")


def test_counts_of_adjacent_words_are_those_of_nltk(table: dict[str, dict[str, float]]) -> None:
    assert sorted(table) == PAIRS
    for word, row in table.items():
        assert row["n_near"] == FINDER.ngram_fd["node", word]
        assert row["n_total"] == FINDER.word_fd[word]
        assert row["n_tokens"] == FINDER.N - FINDER.word_fd["node"]


@pytest.mark.parametrize(("ours", "theirs"), MEASURES.items())
def test_measures_on_the_counts_of_nltk_are_those_of_nltk(ours: str, theirs: str) -> None:
    scores = collocation_scores(
        [FINDER.ngram_fd["node", w] for w in PAIRS],
        FINDER.word_fd["node"],
        [FINDER.word_fd[w] for w in PAIRS],
        FINDER.N,
        measure=ours,
    )
    measure = getattr(BigramAssocMeasures, theirs)
    assert scores.tolist() == [FINDER.score_ngram(measure, "node", w) for w in PAIRS]


def test_the_table_measures_its_own_counts(table: dict[str, dict[str, float]]) -> None:
    for row in table.values():
        near, total, window, tokens = (int(row[k]) for k in ("n_near", "n_total", "n_window", "n_tokens"))
        for ours, theirs in MEASURES.items():
            assert row[ours] == getattr(BigramAssocMeasures, theirs)(near, (window, total), tokens)
        assert row["expected"] == pytest.approx(window * total / tokens)


def test_published_numbers() -> None:
    # "most powerful" and "new companies": worked examples of Manning and Schuetze, sections 5.3.4 and 5.3.1, which
    # nltk names as its source
    ratio = collocation_scores([150], 12593, [932], 14307668, measure="log_likelihood")
    np.testing.assert_allclose(ratio, 1291.42, rtol=1e-4)
    np.testing.assert_allclose(collocation_scores([8], 15828, [4675], 14307668, measure="t_score"), 0.999932, rtol=1e-5)
