"""How good topics are: do their words go together, are they theirs alone, do they foretell words not seen."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from framing.topics.anchor import infer_shares

Floats = npt.NDArray[np.float64]

TOP = 10
"""Words of a topic that coherence and exclusivity look at."""


def top_words(phi: Floats, top: int = TOP) -> npt.NDArray[np.int64]:
    """Numbers of the `top` most probable words of each topic (k, top); the first word where two are alike."""
    return np.argsort(-phi, axis=1, kind="stable")[:, :top].astype(np.int64)


def npmi_coherence(phi: Floats, counts: Any, *, top: int = TOP) -> Floats:
    """Mean normalised pointwise mutual information of the pairs of each topic's top words, over documents, (k,).

    -1 for a pair that never stands in one document, 0 for chance, 1 where they only stand together.

    Args: phi: topics by word probabilities. counts: scipy sparse, documents by words.
    """
    there = (counts > 0).astype(np.float64).tocsc()
    n = there.shape[0]
    out = np.empty(len(phi))
    for t, best in enumerate(top_words(phi, top)):
        own = there[:, best]
        together = np.asarray((own.T @ own).toarray()) / n
        single = np.diag(together)
        i, j = np.triu_indices(len(best), 1)
        pair = together[i, j]
        with np.errstate(divide="ignore", invalid="ignore"):
            value = np.log(pair / single[i] / single[j]) / -np.log(pair)
        out[t] = np.where(pair == 0, -1.0, np.where(pair == 1, 1.0, value)).mean()
    return out


def exclusivity(phi: Floats, *, top: int = TOP, weight: float = 0.7) -> Floats:
    """Sum of the FREX scores of each topic's top words (k,), at most `top`: the measure of the R package stm.

    Args: weight: of exclusivity against frequency.
    """
    from scipy.stats import rankdata

    n = phi.shape[1]
    exclusive = rankdata(phi / phi.sum(axis=0), axis=1) / n
    scores = 1 / (weight / exclusive + (1 - weight) / (rankdata(phi, axis=1) / n))
    return np.asarray(np.take_along_axis(scores, top_words(phi, top), axis=1).sum(axis=1))


def completion_likelihood(phi: Floats, counts: Any) -> float:
    """Mean log likelihood of a token by document completion, in nats.

    Of each document every second token, in the order of the vocabulary, tells its shares, and the others are foretold.
    Use documents that the topics were not fitted to. nan where there is no token to foretell.
    """
    from scipy import sparse

    counted: Any = sparse.csr_array(counts)
    if not counted.nnz:
        return float("nan")
    # Every second token whatever the word: odd counts alternate between being rounded up and down along a document.
    before = np.cumsum(counted.data) - counted.data
    starts = np.repeat(before[counted.indptr[:-1].clip(max=len(before) - 1)], np.diff(counted.indptr))
    place = before - starts
    seen = (place + counted.data + 1) // 2 - (place + 1) // 2
    known = sparse.csr_array((seen, counted.indices, counted.indptr), shape=counted.shape)
    shares = infer_shares(known, phi)
    row = np.repeat(np.arange(counted.shape[0]), np.diff(counted.indptr))
    hidden, total = counted.data - seen, np.zeros(len(row))
    for own, words in zip(shares.T, phi, strict=True):
        total += own[row] * words[counted.indices]
    kept = hidden > 0
    if not kept.any():
        return float("nan")
    return float((hidden[kept] * np.log(np.maximum(total[kept], 1e-300))).sum() / hidden[kept].sum())
