"""How well each topic is found again: the model is fitted anew to other draws of the documents."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from framing.errors import TooLittleError
from framing.stats.resample import poisson_weights
from framing.topics.align import align_topics, topic_similarity

if TYPE_CHECKING:
    from framing.topics.segments import SegmentCounts

Floats = npt.NDArray[np.float64]

RUNS = 20
"""Fits to resampled documents."""

RELIABLE = 0.5
"""Below it a topic is marked and no claim rests on it: not half of what tells it from the nearest is found again."""

Refit = Callable[[npt.NDArray[np.int64], int], Floats]
"""How often each segment counts, and the number of the run -> topics by word probabilities."""


def topic_reliability(segments: SegmentCounts, topics: Floats, refit: Refit, *, runs: int, seed: int) -> Floats:
    """How far fits to bootstrapped documents give each topic again: 1 exactly, 0 no better than any other topic.

    Documents are resampled whole, by weights that hang on seed and id alone, and topics are aligned one to one. With s
    the similarity (1 - Jensen-Shannon divergence) of a topic with its partner, and o that with the nearest other topic
    of the full fit, a run counts as (s - o) / (1 - o), not below 0 (own). Without o, smooth topics, which all look
    alike, and one topic cut in two would seem to be found again. A run whose documents are too few for the model counts
    as 0.

    Args:
        topics: of the full fit (k, n_words). refit: fits the same model to segments that count so often (n_segments,).
        runs: number of fits.

    Returns: (k,), from 0 to 1.
    """
    documents, document = np.unique(segments.doc_id.astype(str), return_inverse=True)
    weights = poisson_weights(seed, documents.tolist(), runs)
    alike = topic_similarity(topics, topics)
    np.fill_diagonal(alike, 0)
    others = alike.max(axis=1)
    total = np.zeros(len(topics))
    for run in range(runs):
        try:
            found = refit(weights[document, run], run)
        except TooLittleError:
            continue
        total += np.maximum((align_topics(topics, found)[1] - others) / np.maximum(1 - others, 1e-12), 0)
    return total / runs
