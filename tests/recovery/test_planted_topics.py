from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment
from topic_example import vocabulary, write_articles

import framing as fr
from framing.contrasts.contrast import Inference


def divergence(p: np.ndarray, q: np.ndarray) -> float:
    """Jensen-Shannon divergence in bits."""
    m = (p + q) / 2
    return sum(0.5 * float((x[x > 0] * np.log2(x[x > 0] / m[x > 0])).sum()) for x in (p, q))


@pytest.mark.parametrize("k", [3, 5])
def test_planted_topics_and_their_difference_are_found(k: int, tmp_path: Path) -> None:
    red = np.linspace(3, 1, k)
    red = red / red.sum()
    truth = write_articles(tmp_path / "a.jsonl", {"red": red.tolist(), "blue": red[::-1].tolist()}, documents=20)
    model = fr.fit_topics(fr.encode(fr.read_corpus(tmp_path / "a.jsonl")), k=k, seed=11, runs=4)
    words = sorted({w for t in range(k) for w in vocabulary(t)})
    share = 1 / np.arange(2, 27)
    planted = np.array([[dict(zip(vocabulary(t), share / share.sum())).get(w, 0.0) for w in words] for t in range(k)])
    table = model.terms.pivot(index="topic", columns="term", values="probability")
    found = table.reindex(columns=words).fillna(0).to_numpy()
    found = found / found.sum(axis=1, keepdims=True)
    distance = np.array([[divergence(p, q) for q in found] for p in planted])
    _, place = linear_sum_assignment(distance)
    assert distance[np.arange(k), place].max() < 0.1
    # Each paragraph is of one topic, and the model gives it to that one.
    weights = model.weights.pivot(index=["doc_id", "segment"], columns="topic", values="weight")
    best = weights.to_numpy().argmax(axis=1)
    expected = [place[t] for doc in sorted(truth) for t in truth[doc]]
    assert np.mean(best == expected) > 0.97
    contrast = fr.compare_topics(model, target="red", reference="blue", seed=1, cluster="document")
    difference = contrast["difference"].to_numpy()[place]
    real = [
        np.mean([t == topic for d in truth if d.startswith(group) for t in truth[d]])
        for group in ("red", "blue")
        for topic in range(k)
    ]
    np.testing.assert_allclose(difference, np.array(real[:k]) - np.array(real[k:]), atol=0.03)
    q = contrast["q"].to_numpy()[place]
    assert max(q[0], q[-1]) < 0.05


def test_without_a_difference_hardly_any_topic_is_called_different(tmp_path: Path) -> None:
    """Labels are dealt anew to one model's documents: p below .05 in at most about .05 of the tests."""
    from dataclasses import replace

    write_articles(tmp_path / "a.jsonl", {"red": [0.4, 0.3, 0.3], "blue": [0.4, 0.3, 0.3]}, documents=10)
    model = fr.fit_topics(fr.encode(fr.read_corpus(tmp_path / "a.jsonl")), k=3, seed=11, runs=0)
    random = np.random.default_rng(4)
    p = []
    for _ in range(120):
        dealt = replace(model, documents=model.documents.assign(group=random.permutation(["red", "blue"] * 10)))
        table = fr.compare_topics(
            dealt,
            target="red",
            reference="blue",
            seed=1,
            cluster="document",
            inference=Inference(permutations=199),
        )
        p.append(table["p"].to_numpy())
    rejected = np.mean(np.array(p) < 0.05, axis=0)
    # 120 draws at .05: 14 rejections have probability .003.
    assert rejected.max() < 14 / 120
    assert np.mean(np.array(p) < 0.5) > 0.3  # and p is not merely large
