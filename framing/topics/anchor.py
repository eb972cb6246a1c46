"""Topics from anchor words: latent Dirichlet allocation that needs no lucky start, with arrays in and arrays out.

An anchor word stands for one topic alone. Seen as a point (which words share its documents), every other word is a
mixture of the anchors, so the anchors are the corners of the cloud of words, and the mixtures tell the topics (Arora,
Ge, Halpern, Mimno, Moitra, Sontag, Wu and Zhu 2013). From there a few passes of EM go to the nearest optimum.

Three things are our own. Points are compared in the metric of correspondence analysis (differences in a word's share
are divided by the root of how frequent that word is), so that a few frequent words don't decide. Of a word's squared
distance the part that comes about by the draw of documents alone is taken off `PENALTY` times, so that rare words, far
out by chance, are no corners: it is the share of pairs of a document with itself, known exactly. And no co-occurrence
matrix is formed: distances to the span of the anchors need products of the sparse counts with vectors only.

There is no chance in it and no order that a machine may choose: sums run over documents as they are given, blocks
depend on their number alone, and linear algebra is kept to one thread by whoever calls.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from framing.errors import TooLittleError

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

FLOOR = 0.03
"""An anchor stands in at least this share of the documents."""

PENALTY = 2.0
"""How often the part of a squared distance that chance alone makes is taken off; 1 takes the bias off."""

STEPS = 30
"""Steps of the projected gradient that writes words as mixtures of anchors; EM follows, so it need not converge."""

MIXED = 0.01
"""Share of the corpus's words in each topic before EM, so that no word is ruled out."""

MOST_PRIOR = 0.1
"""Of a topic's average count the prior adds at most so much: in a small corpus all topics would look alike."""

_BLOCKS = 8
_CELLS = 4_000_000  # of a dense block of co-occurrences


@dataclass(frozen=True)
class Refinement:
    """How EM goes on from the anchors.

    passes: over the corpus. inner: updates of a document's shares in each. topic_prior: added to the count of each word
    in each topic, a Dirichlet prior of 1 more, but never so much that it makes over `MOST_PRIOR` of what a topic counts
    on average. share_prior: added to the count of each topic in each document.
    """

    passes: int = 10
    inner: int = 2
    topic_prior: float = 1.0
    share_prior: float = 0.1


@dataclass(frozen=True)
class _Cooccurrence:
    """Rows of the co-occurrence matrix, each divided by its sum, as products of sparse matrices.

    words: word by document counts. weighted: document by word, each document over its pairs of tokens, columns in the
    metric. diagonal: what a token with itself adds. total: sums of the rows before division (n_words,).
    """

    words: Any
    weighted: Any
    diagonal: Floats
    total: Floats
    noise: Floats
    """what documents paired with themselves add to a row's squared length (n_words,)"""

    def rows(self, which: Integers) -> Floats:
        """Dense rows (len(which), n_words)."""
        out = np.asarray((self.words[which] @ self.weighted).toarray())
        out[np.arange(len(which)), which] -= self.diagonal[which]
        return out / self.total[which, None]

    def times(self, vectors: Floats) -> Floats:
        """All rows times vectors (n_words, m)."""
        product = self.words @ (self.weighted @ vectors) - self.diagonal[:, None] * vectors
        return np.asarray(product / np.where(self.total > 0, self.total, 1.0)[:, None])


def fit_anchors(
    counts: Any,
    k: int,
    *,
    weights: npt.ArrayLike | None = None,
    floor: float = FLOOR,
    refinement: Refinement | None = None,
) -> tuple[Floats, Floats, Integers]:
    """Topics of a document by word matrix, deterministic.

    Args:
        counts: scipy sparse, (n_documents, n_words), every word somewhere.
        k: number of topics. floor: share of documents that an anchor stands in.
        weights: how often each document counts (n_documents,), as for a bootstrap; None counts each once.
        refinement: of the EM that follows; defaults where None.

    Returns: topics by word probabilities (k, n_words); documents by shares (n_documents, k); the anchors' numbers.

    Raises: TooLittleError where there are fewer anchors to be told apart than topics.

    Source: Arora et al., A practical algorithm for topic modeling with provable guarantees (ICML 2013); Neal and
    Hinton, A view of the EM algorithm that justifies incremental, sparse, and other variants (1998).
    """
    from scipy import sparse

    counted: Any = sparse.csr_array(counts, dtype=np.float64)
    weighed = np.ones(counted.shape[0]) if weights is None else np.asarray(weights, float)
    seen = _cooccurrence(counted, weighed)
    anchors, corners = _find(counted, weighed, seen, k, floor)
    mixture = _mixtures(corners @ corners.T, seen.times(np.ascontiguousarray(corners.T)))
    phi = (mixture * seen.total[:, None]).T
    frequency = counted.T @ weighed
    phi = (1 - MIXED) * phi / phi.sum(axis=1, keepdims=True) + MIXED * frequency / frequency.sum()
    phi, theta = refine(counted, phi, weights=weighed, refinement=refinement)
    return phi, theta, anchors


def _cooccurrence(counts: Any, weights: Floats) -> _Cooccurrence:
    """Co-occurrence within documents, each document counting alike whatever its length."""
    from scipy import sparse

    length = np.asarray(counts.sum(axis=1)).ravel()
    each = weights / np.maximum(length * (length - 1), 1.0)
    diagonal = counts.T @ each
    total = np.maximum(counts.T @ (each * length) - diagonal, 0.0)
    metric = 1 / np.sqrt(np.maximum(total / max(total.sum(), 1e-300), 1e-12))
    weighted = sparse.csr_array(counts.multiply(each[:, None]).multiply(metric[None, :]))
    squares = counts.multiply(counts)
    noise = squares.T @ (each**2 * (squares @ metric**2))
    safe = np.where(total > 0, total, 1.0)
    return _Cooccurrence(sparse.csr_array(counts.T), weighted, diagonal * metric, total, noise / safe**2)


def _find(counts: Any, weights: Floats, seen: _Cooccurrence, k: int, floor: float) -> tuple[Integers, Floats]:
    """Numbers of k anchors, each the farthest from the span of those before it, and their rows (k, n_words)."""
    here = weights > 0
    stands_in = np.asarray((counts[here] > 0).sum(axis=0)).ravel()
    often = stands_in >= max(floor * here.sum(), 2)
    candidates = np.flatnonzero(often & (seen.total > 0)).astype(np.int64)
    length = np.empty(len(candidates))
    step = max(1, _CELLS // counts.shape[1])
    for i in range(0, len(candidates), step):
        block = seen.rows(candidates[i : i + step])
        length[i : i + step] = np.einsum("ij,ij->i", block, block)
    far, chance = length.copy(), PENALTY * seen.noise[candidates]
    anchors: list[int] = []
    corners, basis = np.empty((k, counts.shape[1])), np.empty((k, counts.shape[1]))
    for t in range(k):
        apart = far > 1e-9 * length
        if not apart.any():
            raise TooLittleError(
                f"{k} topics need {k} words that stand in different documents; only {t} can be told apart among the"
                f" {len(candidates)} words in at least {floor:.0%} of the segments: take fewer topics, or segments"
                " that differ more"
            )
        best = int(np.argmax(np.where(apart, far - chance, -np.inf)))
        anchors.append(int(candidates[best]))
        corners[t] = seen.rows(candidates[best : best + 1])[0]
        direction = corners[t].copy()
        for _ in range(2):  # twice, as once leaves rounding along the span
            direction -= basis[:t].T @ (basis[:t] @ direction)
        basis[t] = direction / np.sqrt(direction @ direction)
        far = far - seen.times(basis[t][:, None])[candidates, 0] ** 2
        far[best] = -np.inf
    return np.array(anchors, np.int64), corners


def _mixtures(corners: Floats, products: Floats) -> Floats:
    """The mixture of corners nearest to each word's row, (n_words, k), by accelerated projected gradient.

    Args: corners: products of the corners with one another (k, k). products: of the rows with the corners.
    """
    mixture = np.full(products.shape, 1 / len(corners))
    ahead, speed, bound = mixture, 1.0, np.abs(corners).sum(axis=1).max()
    for _ in range(STEPS):
        step = _on_simplex(ahead - (ahead @ corners - products) / bound)
        faster = (1 + np.sqrt(1 + 4 * speed**2)) / 2
        ahead = step + (speed - 1) / faster * (step - mixture)
        mixture, speed = step, faster
    return mixture


def _on_simplex(points: Floats) -> Floats:
    """The nearest point of the simplex to each row."""
    falling = -np.sort(-points, axis=1)
    excess = np.cumsum(falling, axis=1) - 1
    kept = (falling * np.arange(1, points.shape[1] + 1) > excess).sum(axis=1)
    return np.asarray(np.maximum(points - (excess[np.arange(len(points)), kept - 1] / kept)[:, None], 0))


def refine(
    counts: Any, phi: Floats, *, weights: Floats | None = None, refinement: Refinement | None = None
) -> tuple[Floats, Floats]:
    """Incremental EM from `phi`: the topics are updated after each of a few blocks of documents.

    Maximises the posterior of LDA under the priors of `refinement`. Blocks interleave the documents, so that a block is
    no single outlet. Returns topics (k, n_words) and shares (n_documents, k), rows that sum to 1.
    """
    set_up = refinement or Refinement()
    counted = counts.astype(np.float64)
    n, k = counts.shape[0], len(phi)
    weighed = np.ones(n) if weights is None else np.asarray(weights, float)
    which = [np.flatnonzero(weighed > 0)[b::_BLOCKS] for b in range(_BLOCKS)]
    blocks = [_Block(counted[rows], weighed[rows], k) for rows in which if len(rows)]
    parts = [np.zeros((counts.shape[1], k)) for _ in blocks]
    whole = np.zeros((counts.shape[1], k))
    topics = np.ascontiguousarray(phi.T)
    size = float(weighed @ np.asarray(counted.sum(axis=1)).ravel())
    prior = min(set_up.topic_prior, MOST_PRIOR * size / phi.size)
    for turn in range(set_up.passes):
        for b, block in enumerate(blocks):
            # The first look at a document starts from equal shares.
            for _ in range(set_up.inner + (4 if turn == 0 else 0)):
                block.update_shares(topics, set_up.share_prior)
            new = block.expected(topics)
            whole += new - parts[b]
            parts[b] = new
            if turn or b == len(blocks) - 1:
                topics = np.maximum(whole, 0) + prior
                topics /= topics.sum(axis=0)
    theta = np.full((n, k), 1 / k)
    for rows, block in zip([r for r in which if len(r)], blocks, strict=True):
        theta[rows] = block.shares
    return np.ascontiguousarray(topics.T), theta


def infer_shares(counts: Any, phi: Floats, *, share_prior: float = 0.1, iterations: int = 30) -> Floats:
    """Shares of given topics in documents, (n_documents, k); equal ones where a document has no word."""
    block = _Block(counts.astype(np.float64), np.ones(counts.shape[0]), len(phi))
    topics = np.ascontiguousarray(phi.T)
    for _ in range(iterations):
        block.update_shares(topics, share_prior)
    return block.shares


class _Block:
    """Some documents and their shares of the topics, which `update_shares` replaces."""

    def __init__(self, counts: Any, weights: Floats, k: int) -> None:
        self.counts = counts
        self.weights = weights
        self.row = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
        self.word = counts.indices.astype(np.intp)  # once: `take` would turn them each time
        self.shares = np.full((counts.shape[0], k), 1 / k)

    def update_shares(self, topics: Floats, prior: float) -> None:
        shares = self.shares * (self._over_expected(topics) @ topics) + prior
        self.shares = shares / shares.sum(axis=1, keepdims=True)

    def expected(self, topics: Floats) -> Floats:
        """Expected counts of words in topics (n_words, k)."""
        return np.asarray((self._over_expected(topics).T @ (self.shares * self.weights[:, None])) * topics)

    def _over_expected(self, topics: Floats) -> Any:
        """Each count over the probability of its word in its document, sparse."""
        from scipy import sparse

        expected = np.zeros(len(self.word))
        left, right = np.empty_like(expected), np.empty_like(expected)
        # Topic by topic: what is looked up then lies close together, and nothing of size (counts, k) is made.
        for shares, words in zip(np.ascontiguousarray(self.shares.T), np.ascontiguousarray(topics.T), strict=True):
            shares.take(self.row, out=left, mode="clip")  # with out, "raise" would copy; all are within bounds
            words.take(self.word, out=right, mode="clip")
            left *= right
            expected += left
        return sparse.csr_array(
            (self.counts.data / expected, self.counts.indices, self.counts.indptr), shape=self.counts.shape
        )
