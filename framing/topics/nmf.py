"""Non-negative matrix factorisation by scikit-learn, as a topic model."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def fit_nmf(counts: Any, k: int, passes: int) -> tuple[Floats, Floats]:
    """Topics by word probabilities (k, n_words) and documents by shares (n_documents, k), without chance.

    Minimises the Kullback-Leibler divergence by multiplicative updates from singular vectors (scikit-learn's nndsvda
    and mu); on one thread if the caller sees to it.
    """
    from sklearn.decomposition import NMF

    with np.errstate(all="ignore"):
        model = NMF(
            k, init="nndsvda", solver="mu", beta_loss="kullback-leibler", max_iter=passes, tol=0, random_state=0
        )
        weights = np.asarray(model.fit_transform(counts.astype(np.float64)), float)
    topics = np.asarray(model.components_, float)
    size = topics.sum(axis=1)
    # A topic that no document takes, or without a word, is spread evenly and not divided by nothing.
    topics = np.where(size[:, None] > 0, topics / np.where(size > 0, size, 1.0)[:, None], 1 / topics.shape[1])
    shares = weights * size
    total = shares.sum(axis=1)
    return topics, np.where(total[:, None] > 0, shares / np.where(total > 0, total, 1.0)[:, None], 1 / k)
