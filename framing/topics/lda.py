"""Latent Dirichlet allocation by gensim, the same for the same segments and seed."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

TRIAL = 5
"""Updates of the topics, at least, by each random start before the best is chosen, in whole passes over the corpus."""

CHUNK = 256
"""After so many segments the topics are updated. A small corpus is one chunk, so that each pass is one update."""


def fit_lda(
    counts: Any, words: list[str], k: int, seed: int, passes: int, iterations: int, starts: int
) -> tuple[Floats, Floats, float]:
    """Topic by word probabilities (k, n_words), segment by topic shares (n_segments, k), and the bound per word.

    More than `CHUNK` segments are learned from chunk by chunk (online variational Bayes: Hoffman, Blei and Bach 2010),
    which needs far fewer passes; chunks are drawn by lot. LDA often ends in a local optimum that joins two topics and
    splits a third, so each of `starts` random starts gets `TRIAL` updates, and the one with the best bound all passes.
    """
    from gensim.models.ldamodel import LdaModel
    from threadpoolctl import threadpool_limits

    n = counts.shape[0]
    rows = [
        list(zip(counts.indices[a:b].tolist(), counts.data[a:b].tolist(), strict=True))
        for a, b in zip(counts.indptr[:-1], counts.indptr[1:], strict=True)
    ]
    # By document id they would come outlet by outlet, and the last chunks would be those of one outlet.
    lot = np.random.RandomState([seed % 2**32, seed // 2**32]).permutation(n)
    learned = rows if n <= CHUNK else [rows[i] for i in lot.tolist()]

    def started(start: int, n_passes: int) -> LdaModel:
        return LdaModel(
            corpus=learned,
            id2word=dict(enumerate(words)),
            num_topics=k,
            passes=n_passes,
            iterations=iterations,
            chunksize=min(n, CHUNK),
            eval_every=None,
            random_state=np.random.RandomState([seed % 2**32, seed // 2**32, start]),
            dtype=np.float64,
        )

    trial = trial_passes(n)
    with threadpool_limits(limits=1):
        # Rounded, so that the last bits of a machine's arithmetic do not choose the start.
        tried = (
            [round(float(started(i, trial).log_perplexity(rows)), 3) for i in range(starts)] if starts > 1 else [0.0]
        )
        model = started(tried.index(max(tried)), passes)
        gamma, _ = model.inference(rows)
        bound = float(model.log_perplexity(rows))
    theta = gamma / gamma.sum(axis=1, keepdims=True)
    return np.asarray(model.get_topics()), np.asarray(theta), bound


def trial_passes(n_segments: int) -> int:
    """Passes over so many segments that make `TRIAL` updates or more.

    >>> trial_passes(60), trial_passes(600), trial_passes(6000)
    (5, 2, 1)
    """
    return math.ceil(TRIAL / math.ceil(n_segments / CHUNK))
