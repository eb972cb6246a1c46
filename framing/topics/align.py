"""Which topic of one fit is which of another."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def topic_similarity(one: Floats, other: Floats) -> Floats:
    """1 - Jensen-Shannon divergence (base 2) of each topic with each of another fit over the same words.

    Args: topics by word probabilities, (k, n_words) and (m, n_words).
    Returns: (k, m), from 0 (no word in common) to 1 (the same).
    """
    from scipy.special import xlogy

    out = np.empty((len(one), len(other)))
    entropies = -xlogy(other, other).sum(axis=1)
    for t, topic in enumerate(one):  # topic by topic, so that memory grows with one fit and not with the product
        middle = (topic + other) / 2
        out[t] = -xlogy(middle, middle).sum(axis=1) - (entropies - xlogy(topic, topic).sum()) / 2
    return np.asarray(np.clip(1 - out / np.log(2), 0.0, 1.0))


def align_topics(one: Floats, other: Floats) -> tuple[npt.NDArray[np.int64], Floats]:
    """For each topic of `one` its partner in `other`, one to one with the largest sum of similarities, and how alike.

    Returns: number of the partner (k,), -1 where `other` has fewer topics; similarity to it (k,), 0 without one.
    """
    from scipy.optimize import linear_sum_assignment

    alike = topic_similarity(one, other)
    rows, columns = linear_sum_assignment(-np.round(alike, 12))
    partner, similarity = np.full(len(one), -1, np.int64), np.zeros(len(one))
    partner[rows] = columns
    similarity[rows] = alike[rows, columns]
    return partner, similarity
