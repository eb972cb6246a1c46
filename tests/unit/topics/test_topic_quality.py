from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from framing.topics.quality import completion_likelihood, exclusivity, npmi_coherence


def test_npmi_by_hand() -> None:
    # Words 0 and 1 always together, 2 and 3 never; 0 and 4 in 2 of 8, each in 4: log(.25/.25)/-log(.25) = 0.
    there = np.zeros((8, 5), int)
    there[:4, [0, 1]] = 1
    there[:4, 2] = 1
    there[4:, 3] = 1
    there[[0, 1, 4, 5], 4] = 1
    phi = np.array([[0.4, 0.4, 0.1, 0.06, 0.04], [0.1, 0.1, 0.4, 0.36, 0.04], [0.4, 0.05, 0.06, 0.09, 0.4]])
    np.testing.assert_allclose(npmi_coherence(phi, sparse.csr_array(there), top=2), [1.0, -1.0, 0.0], atol=1e-12)


def test_exclusivity_by_hand() -> None:
    phi = np.array([[0.6, 0.3, 0.1], [0.1, 0.3, 0.6]])
    np.testing.assert_allclose(exclusivity(phi, top=1), [1.0, 1.0])  # top word: ranks 3 of 3 in both
    np.testing.assert_allclose(exclusivity(phi, top=2), [1 + 2 / 3, 1 + 2 / 3])


def test_completion_prefers_the_true_topics() -> None:
    random = np.random.default_rng(1)
    topics = np.array([[0.4, 0.4, 0.1, 0.1], [0.1, 0.1, 0.4, 0.4]])
    counts = sparse.csr_array(np.array([random.multinomial(60, topics[i % 2]) for i in range(40)]))
    true, blind = completion_likelihood(topics, counts), completion_likelihood(np.full((2, 4), 0.25), counts)
    assert blind == pytest.approx(np.log(0.25))
    assert true > blind + 0.1
    assert np.isnan(completion_likelihood(topics, sparse.csr_array((3, 4))))
