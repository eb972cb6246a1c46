"""How strongly a word is drawn to the words around it: the association measures of nltk, over arrays."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

MEASURES = {"log_likelihood": "likelihood_ratio", "pmi": "pmi", "t_score": "student_t", "dice": "dice"}
"""Our names of the measures, and nltk's in `BigramAssocMeasures`."""


def collocation_scores(
    near: npt.ArrayLike, window: npt.ArrayLike, word: npt.ArrayLike, tokens: npt.ArrayLike, *, measure: str
) -> Floats:
    """Association of words with a window, computed by nltk.

    Args:
        near: occurrences of each word in the window, whole numbers above 0.
        window: words in the window. word: occurrences of each word. tokens: words in all. They broadcast.
        measure: one of `MEASURES`: the log-likelihood ratio over four cells (Dunning 1993), which has no sign;
            pointwise mutual information in bits (Church and Hanks 1990); the t-score; Dice's coefficient.

    Raises ValueError for counts that make no table of four cells, and for an unknown measure.

    >>> collocation_scores([20], 42, [20], 14307668, measure="pmi").round(3)
    array([18.378])
    """
    if measure not in MEASURES:
        raise ValueError(f"measure must be one of {', '.join(MEASURES)}; got {measure!r}")
    arrays = np.broadcast_arrays(*(np.atleast_1d(np.asarray(a, np.int64)) for a in (near, window, word, tokens)))
    n_ii, n_ix, n_xi, n_xx = (a.ravel() for a in arrays)
    if ((n_ii < 1) | (n_ii > n_ix) | (n_ii > n_xi) | (n_ix + n_xi - n_ii > n_xx)).any():
        raise ValueError("each word must be near at least once, and in no part more often than in the whole")
    from nltk.metrics.association import BigramAssocMeasures

    score = getattr(BigramAssocMeasures, MEASURES[measure])
    rows = zip(n_ii.tolist(), n_ix.tolist(), n_xi.tolist(), n_xx.tolist(), strict=True)
    return np.array([score(a, (b, c), d) for a, b, c, d in rows], float).reshape(arrays[0].shape)
