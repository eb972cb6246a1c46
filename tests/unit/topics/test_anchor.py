"""The kernel: anchors, recovery of planted topics, weights, and what it can't do."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy import sparse

from framing.errors import TooLittleError
from framing.topics.align import align_topics, topic_similarity
from framing.topics.anchor import fit_anchors, infer_shares


def generated(k: int, n: int, *, n_words: int = 400, seed: int = 1) -> tuple[Any, np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    zipf = 1 / np.arange(3, n_words + 3)
    topics = random.gamma(0.1, size=(k, n_words)) * zipf
    topics = 0.9 * topics / topics.sum(axis=1, keepdims=True) + 0.1 * zipf / zipf.sum()
    shares = random.dirichlet(np.full(k, 0.2), n)
    counts = np.array([random.multinomial(m, p) for m, p in zip(random.integers(80, 300, n), shares @ topics)])
    seen = (counts > 0).sum(axis=0) >= 3
    topics = topics[:, seen]
    return sparse.csr_array(counts[:, seen]), topics / topics.sum(axis=1, keepdims=True), shares


@pytest.mark.parametrize("k", [5, 12])
def test_planted_topics_and_shares_are_recovered(k: int) -> None:
    counts, topics, shares = generated(k, 500)
    phi, theta, anchors = fit_anchors(counts, k)
    partner, similarity = align_topics(topics, phi)
    assert (similarity >= 0.9).mean() >= 0.95
    assert len(set(anchors.tolist())) == k
    assert np.abs(theta[:, partner] - shares).mean() < 0.03
    np.testing.assert_allclose(phi.sum(axis=1), 1)
    np.testing.assert_allclose(theta.sum(axis=1), 1)


def test_rare_words_by_chance_are_no_anchors() -> None:
    """Words strewn at random over few documents lie far out; the planted topics are found all the same."""
    counts, topics, _ = generated(5, 400)
    random = np.random.default_rng(2)
    strewn = sparse.csr_array((random.random((400, 150)) < 0.04).astype(np.int64) * 3)
    phi, _, anchors = fit_anchors(sparse.csr_array(sparse.hstack([counts, strewn])), 5)
    n = counts.shape[1]
    assert (anchors < n).all()
    own = phi[:, :n] / phi[:, :n].sum(axis=1, keepdims=True)
    assert align_topics(topics, own)[1].min() > 0.9


def test_a_weight_is_so_many_copies_but_no_new_evidence() -> None:
    counts, _, _ = generated(3, 120)
    weights = np.random.default_rng(3).poisson(1, 120).astype(float)
    phi, _, _ = fit_anchors(counts, 3, weights=weights)
    left, _, _ = fit_anchors(counts[np.flatnonzero(weights)], 3, weights=weights[weights > 0])
    np.testing.assert_array_equal(phi, left)
    whole, _, _ = fit_anchors(counts, 3)
    np.testing.assert_array_equal(fit_anchors(counts, 3, weights=np.ones(120))[0], whole)
    assert np.abs(phi - whole).max() > 1e-4


def test_shares_of_given_topics() -> None:
    topics = np.array([[0.5, 0.5, 0.0, 0.0], [0.0, 0.0, 0.5, 0.5]]) * 0.99 + 0.0025
    counts = sparse.csr_array(np.array([[9, 11, 0, 0], [0, 0, 20, 20], [5, 5, 5, 5], [0, 0, 0, 0]]))
    shares = infer_shares(counts, topics)
    assert shares[0, 0] > 0.98
    assert shares[1, 1] > 0.98
    np.testing.assert_allclose(shares[2:], 0.5, atol=1e-6)


def test_words_of_single_documents_tell_no_topics() -> None:
    with pytest.raises(TooLittleError, match=r"2 topics need 2 words.* only 0 can be told apart among the 0 words"):
        fit_anchors(sparse.csr_array(np.eye(6, dtype=int) * 5), 2)


def test_a_document_of_one_word_and_an_empty_one_are_borne() -> None:
    counts, _, _ = generated(3, 100)
    more = sparse.csr_array(np.vstack([counts.toarray(), np.eye(1, counts.shape[1]), np.zeros((1, counts.shape[1]))]))
    phi, theta, _ = fit_anchors(more, 3)
    assert np.isfinite(phi).all()
    assert np.isfinite(theta).all()
    np.testing.assert_allclose(theta[-1], 1 / 3)


def test_similarity_and_alignment_by_hand() -> None:
    one = np.array([[1.0, 0.0, 0.0], [0.0, 0.5, 0.5]])
    np.testing.assert_allclose(topic_similarity(one, one), np.eye(2), atol=1e-12)
    # Half and half against all of one: JSD = H(.75, .25) - .5 bits.
    half = -0.75 * np.log2(0.75) - 0.25 * np.log2(0.25) - 0.5
    found = topic_similarity(np.array([[0.5, 0.5]]), np.array([[1.0, 0.0]]))[0, 0]
    assert found == pytest.approx(1 - half)
    partner, similarity = align_topics(one, one[::-1])
    assert partner.tolist() == [1, 0]
    np.testing.assert_allclose(similarity, 1)
    partner, similarity = align_topics(one, one[1:])
    assert partner.tolist() == [-1, 0]
    np.testing.assert_allclose(similarity, [0, 1])
