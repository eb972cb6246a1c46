from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from topic_example import vocabulary, write_articles

import framing as fr
from framing.errors import InputError
from framing.schema import TOPIC_TERMS, TOPIC_WEIGHTS
from framing.topics.fit import TERMS, TopicModel, frex_scores
from framing.topics.lda import CHUNK

QUICK: dict[str, Any] = {"k": 3, "seed": 4, "passes": 4, "runs": 2}
GENSIM: dict[str, Any] = {"k": 3, "seed": 4, "method": "lda", "passes": 4, "starts": 1, "runs": 0}


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("topics") / "articles.jsonl"
    write_articles(path, {"red": [0.6, 0.3, 0.1], "blue": [0.2, 0.3, 0.5]}, documents=6)
    return path


@pytest.fixture(scope="module")
def tokens(articles: Path) -> fr.Tokens:
    return fr.encode(fr.read_corpus(articles))


@pytest.fixture(scope="module")
def model(tokens: fr.Tokens) -> TopicModel:
    return fr.fit_topics(tokens, **QUICK)


def check_same(one: TopicModel, other: TopicModel) -> None:
    pd.testing.assert_frame_equal(one.terms, other.terms, check_exact=True)
    pd.testing.assert_frame_equal(one.weights, other.weights, check_exact=True)
    assert (one.labels, one.diagnostics, one.reliability) == (other.labels, other.diagnostics, other.reliability)
    np.testing.assert_array_equal(one.topics, other.topics)
    np.testing.assert_array_equal(one.sizes, other.sizes)


def test_tables_keep_their_contracts(model: TopicModel) -> None:
    TOPIC_TERMS.check(model.terms)
    TOPIC_WEIGHTS.check(model.weights)
    assert not model.terms.isna().any().any()
    assert not model.weights.isna().any().any()
    assert model.terms.groupby("topic").size().to_dict() == {1: TERMS, 2: TERMS, 3: TERMS}
    for _, topic in model.terms.groupby("topic"):
        assert topic["rank"].tolist() == list(range(1, TERMS + 1))
        assert topic["probability"].is_monotonic_decreasing
        assert topic["term"].is_unique
        assert topic["probability"].sum() <= 1 + 1e-9
    assert model.terms["frex"].between(0, 1).all()
    shares = model.weights.groupby(["doc_id", "segment"])["weight"].sum()
    assert shares.to_numpy() == pytest.approx(np.ones(len(shares)), abs=1e-5)
    assert len(shares) == model.diagnostics["n_segments"] == len(model.sizes)
    assert model.sizes.sum() == model.diagnostics["n_tokens"]


def test_topics_are_numbered_by_their_share(model: TopicModel) -> None:
    size = model.weights["weight"].to_numpy().reshape(-1, 3) * model.sizes[:, None]
    assert (np.diff(size.sum(axis=0)) <= 0.01).all()


def test_features_give_the_same_model(tokens: fr.Tokens, model: TopicModel) -> None:
    check_same(model, fr.fit_topics(fr.extract_features(tokens), **QUICK))


def test_neither_rows_nor_partitions_nor_workers_matter(articles: Path, model: TopicModel, tmp_path: Path) -> None:
    lines = articles.read_text(encoding="utf-8").splitlines(keepends=True)
    shuffled = tmp_path / "shuffled.jsonl"
    shuffled.write_text("".join(lines[i] for i in np.random.default_rng(8).permutation(len(lines))), encoding="utf-8")
    corpus = fr.read_corpus(shuffled, partition_bytes=5_000)
    assert corpus.texts.num_chunks > 2
    check_same(model, fr.fit_topics(fr.encode(corpus, workers=2), **QUICK))


def test_threads_and_hash_seeds_do_not_matter(articles: Path, model: TopicModel) -> None:
    program = (
        "import sys, hashlib, framing as fr\n"
        "m = fr.fit_topics(fr.encode(fr.read_corpus(sys.argv[1])), k=3, seed=4, passes=4, runs=2)\n"
        "print(m.weights.to_csv() + m.terms.to_csv())\n"
    )
    environment = {"OMP_NUM_THREADS": "2", "OPENBLAS_NUM_THREADS": "2", "PYTHONHASHSEED": "99", "LC_ALL": "C"}
    out = subprocess.run(
        [sys.executable, "-c", program, str(articles)], env=environment, capture_output=True, text=True, check=True
    ).stdout
    assert out.rstrip("\n") == (model.weights.to_csv() + model.terms.to_csv()).rstrip("\n")


def test_the_seed_is_the_only_chance(tokens: fr.Tokens, model: TopicModel) -> None:
    np.random.seed(1)  # noqa: NPY002 - the global state must not matter
    check_same(model, fr.fit_topics(tokens, **QUICK))
    other = fr.fit_topics(tokens, **(QUICK | {"seed": 5}))
    pd.testing.assert_frame_equal(model.weights, other.weights, check_exact=True)  # the seed draws documents anew only
    assert model.reliability != other.reliability
    one, again, another = (fr.fit_topics(tokens, **(GENSIM | {"seed": s})) for s in (4, 4, 5))
    check_same(one, again)
    assert not one.weights.equals(another.weights)


def test_documents_as_segments(tokens: fr.Tokens) -> None:
    model = fr.fit_topics(tokens, **QUICK, segment="document", max_share=1.0)
    assert model.weights["segment"].eq(0).all()
    assert model.diagnostics["n_segments"] == 12


@pytest.mark.parametrize("method", ["anchor", "lda"])
def test_many_segments_are_learned_whatever_the_order_of_rows(method: str, tmp_path: Path) -> None:
    path, turned = tmp_path / "articles.jsonl", tmp_path / "turned.jsonl"
    truth = write_articles(path, {"red": [0.7, 0.2, 0.1], "blue": [0.1, 0.2, 0.7]}, documents=40)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    turned.write_text("".join(reversed(lines)), encoding="utf-8")
    once: dict[str, Any] = {"k": 3, "seed": 4, "method": method, "passes": 3, "starts": 3, "runs": 0}
    model = fr.fit_topics(fr.encode(fr.read_corpus(path)), **once)
    assert model.diagnostics["n_segments"] == 400 > CHUNK
    planted = {word: topic for topic in range(3) for word in vocabulary(topic)}
    found = {
        topic: [planted[w] for w in own["term"].head(10)]  # type: ignore[index]
        for topic, own in model.terms.groupby("topic")
    }
    assert all(len(set(topics)) == 1 for topics in found.values())
    assert {topics[0] for topics in found.values()} == {0, 1, 2}
    best = model.weights.loc[model.weights.groupby(["doc_id", "segment"])["weight"].idxmax()]
    right = [found[t][0] == truth[d][s] for d, s, t in best[["doc_id", "segment", "topic"]].itertuples(index=False)]
    assert np.mean(right) > 0.97
    check_same(model, fr.fit_topics(fr.encode(fr.read_corpus(turned)), **once))


def test_stop_words_short_words_and_numbers_are_left_out(model: TopicModel) -> None:
    assert not set(model.terms["term"]) & {"the", "and", "that"}
    assert model.terms["term"].str.fullmatch(r"[a-z]{3,}").all()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"k": 10_000}, r"10000 topics need at least as many segments.*there are 60"),
        ({"k": 1}, "k must be at least 2"),
        ({"k": 0}, "k must be at least 2"),
        ({"starts": 0}, "passes, iterations and starts must be at least 1; got 4, 200 and 0"),
        ({"runs": -1}, "runs must be 0 or more, it is -1"),
        ({"method": "anchr"}, "there is no method 'anchr'; did you mean 'anchor'"),
        ({"segment": "sentence"}, "segment must be document or paragraph, not 'sentence'"),
        ({"min_segments": 1_000}, "no word is left for topics: none stands in 1000 segments"),
        ({"max_share": 0.0}, "no word is left for topics"),
    ],
)
def test_what_can_not_be_fitted(tokens: fr.Tokens, options: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        fr.fit_topics(tokens, **(QUICK | options))


def test_a_corpus_of_stop_words_has_no_topics(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The of and to in. It was on that.\n", encoding="utf-8")
    with pytest.raises(InputError, match="no word is left"):
        fr.fit_topics(fr.encode(fr.read_corpus(tmp_path)), k=2, seed=1)


def test_documents_that_are_all_alike_have_no_topics(tmp_path: Path) -> None:
    for i in range(6):
        (tmp_path / f"{i}.txt").write_text("Harbour workers struck again near the harbour wall.\n", encoding="utf-8")
    tokens = fr.encode(fr.read_corpus(tmp_path))
    with pytest.raises(InputError, match="all 6 segments hold the same words equally often"):
        fr.fit_topics(tokens, k=2, seed=1, segment="document", max_share=1.0)


def test_reliability_tells_planted_topics_from_noise(tokens: fr.Tokens) -> None:
    """Three topics were planted: each is found again. Asked for nine, the model cuts them up by chance."""
    planted = fr.fit_topics(tokens, k=3, seed=4, runs=6)
    assert min(planted.reliability.values()) > 0.8
    assert all(planted.reliable.values())
    cut_up = fr.fit_topics(tokens, k=9, seed=4, runs=6)
    unstable = [t for t, good in cut_up.reliable.items() if not good]
    assert unstable
    assert all(cut_up.labels[t].startswith("unstable: ") for t in unstable)
    assert not any(cut_up.labels[t].startswith("unstable: ") for t in set(cut_up.labels) - set(unstable))
    table = fr.compare_topics(cut_up, target="red", reference="blue", seed=1, cluster="document")
    assert table["reliability"].tolist() == list(cut_up.reliability.values())


@pytest.mark.parametrize("method", ["lda", "nmf"])
def test_the_other_methods_have_reliability_too(tokens: fr.Tokens, method: str) -> None:
    model = fr.fit_topics(tokens, k=3, seed=4, method=method, passes=3, starts=1, runs=2)  # type: ignore[arg-type]
    TOPIC_WEIGHTS.check(model.weights)
    assert not model.weights.isna().any().any()
    assert set(model.reliability) == {1, 2, 3}
    assert all(0 <= r <= 1 for r in model.reliability.values())


def test_frex_by_hand() -> None:
    phi = np.array([[0.6, 0.3, 0.1], [0.1, 0.3, 0.6]])
    # Topic 1: exclusivity 6/7, 1/2, 1/7, so ranks 3, 2, 1 of 3, and so are its frequencies.
    expected = [[1.0, 2 / 3, 1 / 3], [1 / 3, 2 / 3, 1.0]]
    np.testing.assert_allclose(frex_scores(phi, np.array([10.0, 10, 10])), expected)
    assert frex_scores(np.array([[0.0, 1.0], [0.0, 1.0]]), np.array([1.0, 9.0])).min() > 0
