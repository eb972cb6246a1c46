"""Fit a topic model: latent Dirichlet allocation by gensim, the same for the same corpus and seed."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import numpy.typing as npt

from framing.corpus.features import Features
from framing.corpus.language import COMMON_WORDS
from framing.errors import InputError, TooLittleError
from framing.schema import TOPIC_TERMS, TOPIC_WEIGHTS
from framing.voice.words import WordMatrix, word_matrix

if TYPE_CHECKING:
    import pandas as pd

    from framing.corpus.tokens import Tokens

Floats = npt.NDArray[np.float64]
Segment = Literal["document", "paragraph"]

TERMS = 20
"""How many terms of each topic the table of terms holds."""

TRIAL = 5
"""Updates of the topics, at least, by each random start before the best is chosen, in whole passes over the corpus."""

CHUNK = 256
"""After so many segments the topics are updated. A small corpus is one chunk, so that each pass is one update."""

DIGITS = 6
"""Decimal places that the fitted numbers are kept at, so that the last bits of a machine's arithmetic do not show."""


@dataclass(frozen=True)
class TopicModel:
    """A fitted model.

    terms: TOPIC_TERMS, the `TERMS` most probable of each topic. weights: TOPIC_WEIGHTS.
    labels: the most telling words of each topic, from 1. sizes: tokens of each segment that the model saw, int64,
    in the order of the segments in `weights`. documents: doc_id, outlet, group, date and lang of the corpus.
    diagnostics: n_segments, n_words, n_tokens, perplexity bound, settings.
    """

    terms: pd.DataFrame = field(repr=False)
    weights: pd.DataFrame = field(repr=False)
    labels: dict[int, str]
    sizes: npt.NDArray[np.int64] = field(repr=False)
    documents: pd.DataFrame = field(repr=False)
    diagnostics: dict[str, Any]


def fit_topics(
    source: Tokens | Features,
    *,
    k: int,
    seed: int,
    segment: Segment | None = None,
    min_segments: int = 3,
    max_share: float = 0.5,
    passes: int = 30,
    iterations: int = 200,
    starts: int = 8,
) -> TopicModel:
    """Fit k topics by LDA (Blei, Ng and Jordan 2003, variational Bayes as in gensim) on one thread.

    More than `CHUNK` segments are learned from chunk by chunk (online variational Bayes: Hoffman, Blei and Bach 2010),
    which needs far fewer passes; chunks are drawn by lot.
    Segments go in by document id and place, words in code point order, so the result depends neither on the order of
    the rows nor on partitions. Topics are numbered by their share of the corpus.

    Args:
        source: the encoded corpus, or its features: both give the same model.
        k: number of topics.
        seed: of the starts.
        segment: what a row of the model is: a document, or a paragraph (short ones joined to the next). By default a
            paragraph, and a document where the documents came as counts of words, of which no paragraphs are known.
        min_segments, max_share: a word must stand in at least so many segments, and in at most this share of them.
            Stop words (scikit-learn's English list), words under three letters and those with a digit are left out.
        passes, iterations: over the corpus, and for each segment.
        starts: random starts. LDA often ends in a local optimum that joins two topics and splits a third, so each
            start gets `TRIAL` updates, and the one with the best bound gets all passes.

    Raises: TooLittleError where no words are left, or there are fewer segments than topics; NeedsTextError where
        paragraphs are asked of counts of words.
    """
    if segment is None:
        segment = "document" if isinstance(source, Features) and source.counts_only else "paragraph"
    if segment not in ("document", "paragraph"):
        raise InputError(f"segment must be document or paragraph, not {segment!r}")
    matrix = word_matrix(source, unit="document" if segment == "document" else "segment")
    language = source.language
    counts, words, rows = _vocabulary(matrix, language, min_segments, max_share)
    if not len(words):
        raise TooLittleError(
            f"no word is left for topics: none stands in {min_segments} segments and at most {max_share:.0%} of them;"
            f" {matrix.counts.shape[0]} segments are too few or too alike for topics"
        )
    if k < 2:
        raise InputError(f"k must be at least 2, it is {k}")
    if len(rows) < k:
        raise TooLittleError(f"{k} topics need at least as many segments with known words; there are {len(rows)}")
    if min(passes, iterations, starts) < 1:
        raise InputError(f"passes, iterations and starts must be at least 1; got {passes}, {iterations} and {starts}")
    phi, theta, bound = _fit(counts, words, k, seed, passes, iterations, starts)
    order = _topic_order(phi, theta, counts, words)
    phi, theta = phi[order], theta[:, order]
    frex = frex_scores(phi, np.asarray(counts.sum(axis=0), float).ravel())
    ids = source.documents["doc_id"].to_numpy(object)[matrix.document[rows]]
    return TopicModel(
        terms=_terms(phi, frex, words),
        weights=TOPIC_WEIGHTS.frame(
            {
                "doc_id": np.repeat(ids, k),
                "segment": np.repeat(matrix.segment[rows], k),
                "topic": np.tile(np.arange(1, k + 1), len(rows)),
                "weight": theta.ravel(),
            }
        ),
        labels={t + 1: ", ".join(words[i] for i in _telling(phi[t], frex[t])) for t in range(k)},
        sizes=np.asarray(counts.sum(axis=1), np.int64).ravel(),
        documents=source.documents[["doc_id", "outlet", "group", "date", "lang"]],
        diagnostics={
            "method": "lda-gensim",
            "k": k,
            "seed": seed,
            "segment": segment,
            "passes": passes,
            "starts": starts,
            "n_segments": len(rows),
            "n_words": len(words),
            "n_tokens": int(counts.sum()),
            "log_bound_per_word": round(bound, 4),
        },
    )


def _vocabulary(matrix: WordMatrix, language: str, min_segments: int, max_share: float) -> tuple[Any, list[str], Any]:
    stop = set(COMMON_WORDS.get(language, frozenset()))
    if language == "en":
        from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

        stop |= set(ENGLISH_STOP_WORDS)
    segments = np.asarray((matrix.counts > 0).sum(axis=0)).ravel()
    plain = np.array([w.isalpha() and len(w) >= 3 and w not in stop for w in matrix.words], bool)
    often = (segments >= min_segments) & (segments <= max_share * matrix.counts.shape[0])
    chosen = np.flatnonzero(plain & often)
    counts = matrix.counts[:, chosen]
    rows = np.flatnonzero(np.asarray(counts.sum(axis=1)).ravel() > 0)
    return counts[rows], [matrix.words[i] for i in chosen.tolist()], rows


def _fit(
    counts: Any, words: list[str], k: int, seed: int, passes: int, iterations: int, starts: int
) -> tuple[Floats, Floats, float]:
    """Topic by word probabilities, segment by topic shares, and the bound per word."""
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
    return np.round(model.get_topics(), DIGITS + 4), np.round(theta, DIGITS), bound


def trial_passes(n_segments: int) -> int:
    """Passes over so many segments that make `TRIAL` updates or more.

    >>> trial_passes(60), trial_passes(600), trial_passes(6000)
    (5, 2, 1)
    """
    return math.ceil(TRIAL / math.ceil(n_segments / CHUNK))


def _topic_order(phi: Floats, theta: Floats, counts: Any, words: list[str]) -> npt.NDArray[np.int64]:
    share = np.round(theta.T @ np.asarray(counts.sum(axis=1), float).ravel(), 2)
    first = [words[int(np.argmax(row))] for row in phi]
    return np.array(sorted(range(len(phi)), key=lambda t: (-share[t], first[t])), np.int64)


def frex_scores(phi: Floats, frequency: Floats, weight: float = 0.5) -> Floats:
    """FREX: harmonic mean of the ranks of exclusivity and of frequency within each topic (Bischof and Airoldi 2012).

    Args:
        phi: topic by word probabilities (k, n_words). frequency: corpus counts (n_words,), for ties.
        weight: of exclusivity.
    Returns: (k, n_words), from 0 to 1.
    """
    from scipy.stats import rankdata

    phi = phi + 1e-12 * frequency / frequency.sum()
    n = phi.shape[1]
    exclusive = rankdata(np.round(phi / phi.sum(axis=0), DIGITS), axis=1) / n
    frequent = rankdata(np.round(phi, DIGITS + 4), axis=1) / n
    return np.asarray(1 / (weight / exclusive + (1 - weight) / frequent))


def _terms(phi: Floats, frex: Floats, words: list[str]) -> pd.DataFrame:
    topic, rank, term, probability, score = [], [], [], [], []
    for t in range(len(phi)):
        best = sorted(range(len(words)), key=lambda i: (-phi[t, i], words[i]))[:TERMS]
        for r, i in enumerate(best, 1):
            topic.append(t + 1)
            rank.append(r)
            term.append(words[i])
            probability.append(float(phi[t, i]))
            score.append(float(frex[t, i]))
    return TOPIC_TERMS.frame({"topic": topic, "rank": rank, "term": term, "probability": probability, "frex": score})


def _telling(phi: Floats, frex: Floats, n: int = 4) -> list[int]:
    """The words that tell a topic best: highest FREX among the twenty most probable."""
    best = np.argsort(-phi, kind="stable")[:TERMS]
    return [int(i) for i in best[np.argsort(-frex[best], kind="stable")][:n]]
