"""Fit a topic model to a corpus, and say how well each topic is found again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import numpy.typing as npt

from framing.corpus.features import Features
from framing.errors import InputError, TooLittleError, nearest
from framing.schema import TOPIC_TERMS, TOPIC_WEIGHTS
from framing.topics.anchor import Refinement, fit_anchors
from framing.topics.lda import fit_lda
from framing.topics.nmf import fit_nmf
from framing.topics.segments import Segment, SegmentCounts, count_segments
from framing.topics.stability import RELIABLE, RUNS, topic_reliability

if TYPE_CHECKING:
    import pandas as pd

    from framing.corpus.tokens import Tokens

Floats = npt.NDArray[np.float64]
Method = Literal["anchor", "lda", "nmf"]

METHODS = {"anchor": "lda-anchor", "lda": "lda-gensim", "nmf": "nmf-scikit-learn"}
"""Name of the method -> what reports call it."""

PASSES = {"anchor": 10, "lda": 30, "nmf": 200}
"""Passes over the corpus where none are asked for."""

TERMS = 20
"""How many terms of each topic the table of terms holds."""

DIGITS = 6
"""Decimal places that the fitted numbers are kept at, so that the last bits of a machine's arithmetic do not show."""

UNSTABLE = "unstable: "
"""What stands before the label of a topic that other draws of the documents do not give."""


@dataclass(frozen=True)
class TopicModel:
    """A fitted model.

    terms: TOPIC_TERMS, the `TERMS` most probable of each topic. weights: TOPIC_WEIGHTS.
    labels: the most telling words of each topic, from 1; of one that is not reliable they say so. sizes: tokens of each
    segment that the model saw, int64, in the order of the segments in `weights`. documents: doc_id, outlet, group, date
    and lang of the corpus. diagnostics: method, settings, n_segments, n_words, n_tokens.
    topics: topic by word probabilities (k, n_words), and words: what their columns are.
    reliability: of each topic, 0 to 1; empty where it was not measured.
    composed: whether `sizes` tell how sure the weights are, so that intervals can take it in.
    """

    terms: pd.DataFrame = field(repr=False)
    weights: pd.DataFrame = field(repr=False)
    labels: dict[int, str]
    sizes: npt.NDArray[np.int64] = field(repr=False)
    documents: pd.DataFrame = field(repr=False)
    diagnostics: dict[str, Any]
    topics: Floats | None = field(default=None, repr=False)
    words: list[str] = field(default_factory=list, repr=False)
    reliability: dict[int, float] = field(default_factory=dict)
    composed: bool = True

    @property
    def reliable(self) -> dict[int, bool]:
        """Whether each topic may carry a claim; empty where reliability was not measured."""
        return {topic: value >= RELIABLE for topic, value in self.reliability.items()}


def fit_topics(
    source: Tokens | Features,
    *,
    k: int,
    seed: int,
    method: Method = "anchor",
    segment: Segment | None = None,
    min_segments: int = 3,
    max_share: float = 0.5,
    passes: int | None = None,
    iterations: int = 200,
    starts: int = 8,
    runs: int = RUNS,
) -> TopicModel:
    """Fit k topics, and `runs` more times to other draws of the documents.

    Segments go in by document id and place, words in code point order, so the result depends neither on the order of
    the rows nor on partitions, and on one thread. Topics are numbered by their share of the corpus.

    Args:
        source: the encoded corpus, or its features: both give the same model.
        k: number of topics.
        seed: of the resampled documents, and of the starts of lda.
        method: "anchor": latent Dirichlet allocation (Blei, Ng and Jordan 2003) from anchor words, in which there is
            no chance (`framing.topics.anchor`); "lda": the same model by gensim, from random starts
            (`framing.topics.lda`); "nmf": non-negative matrix factorisation by scikit-learn.
        segment: what a row of the model is: a document, or a paragraph (short ones joined to the next). By default a
            paragraph, and a document where the documents came as counts of words, of which no paragraphs are known.
        min_segments, max_share: a word must stand in at least so many segments, and in at most this share of them.
            Stop words (scikit-learn's English list), words under three letters and those with a digit are left out.
        passes: over the corpus; by default `PASSES` of the method.
        iterations, starts: of lda only: for each segment, and random starts.
        runs: fits to bootstrapped documents (of lda with other seeds too), by which `reliability` is measured; 0
            measures none.

    Raises: TooLittleError where no words are left, there are fewer segments than topics, or they can't be told apart;
        NeedsTextError where paragraphs are asked of counts of words.
    """
    check_method(method)
    passes = PASSES[method] if passes is None else passes
    if min(passes, iterations, starts) < 1:
        raise InputError(f"passes, iterations and starts must be at least 1; got {passes}, {iterations} and {starts}")
    if runs < 0:
        raise InputError(f"runs must be 0 or more, it is {runs}")
    segments = count_segments(source, segment=segment, min_segments=min_segments, max_share=max_share)
    if k < 2:
        raise InputError(f"k must be at least 2, it is {k}")
    if segments.counts.shape[0] < k:
        raise TooLittleError(
            f"{k} topics need at least as many segments with known words; there are {segments.counts.shape[0]}"
        )
    settings = Settings(method, k, seed, passes, iterations, starts)
    phi, theta = fit_segments(segments, settings)
    order = _topic_order(phi, theta, segments)
    phi, theta = phi[order], np.round(theta[:, order], DIGITS)
    reliability: dict[int, float] = {}
    if runs:
        measured = topic_reliability(
            segments, phi, lambda weights, run: refit(segments, settings, weights, run), runs=runs, seed=seed
        )
        reliability = {t + 1: round(float(r), DIGITS) for t, r in enumerate(measured)}
    frex = frex_scores(phi, np.asarray(segments.counts.sum(axis=0), float).ravel())
    words = segments.words
    telling = {t + 1: ", ".join(words[i] for i in _telling(phi[t], frex[t])) for t in range(k)}
    return TopicModel(
        terms=_terms(phi, frex, words),
        weights=TOPIC_WEIGHTS.frame(
            {
                "doc_id": np.repeat(segments.doc_id, k),
                "segment": np.repeat(segments.segment, k),
                "topic": np.tile(np.arange(1, k + 1), len(theta)),
                "weight": theta.ravel(),
            }
        ),
        labels={t: (UNSTABLE if reliability.get(t, 1) < RELIABLE else "") + name for t, name in telling.items()},
        sizes=segments.sizes,
        documents=source.documents[["doc_id", "outlet", "group", "date", "lang"]],
        diagnostics={
            "method": METHODS[method],
            "k": k,
            "seed": seed,
            "segment": segments.unit,
            "passes": passes,
            "runs": runs,
            "n_segments": len(theta),
            "n_words": len(words),
            "n_tokens": int(segments.counts.sum()),
        }
        | ({"starts": starts} if method == "lda" else {}),
        topics=phi,
        words=words,
        reliability=reliability,
    )


def check_method(method: str) -> None:
    """Raise `InputError` for a method that is not there."""
    if method not in METHODS:
        raise InputError(f"there is no method {method!r}; {nearest(method, METHODS)}")


@dataclass(frozen=True)
class Settings:
    """What a fit hangs on besides the segments."""

    method: Method
    k: int
    seed: int
    passes: int
    iterations: int = 200
    starts: int = 8


def fit_segments(
    segments: SegmentCounts, settings: Settings, weights: npt.NDArray[np.int64] | None = None
) -> tuple[Floats, Floats]:
    """Topics by word probabilities, rounded, and segments by shares, of segments that count `weights` times each.

    Where weights are given, the rows of the shares are of no meaning.
    """
    from threadpoolctl import threadpool_limits

    s = settings
    with threadpool_limits(limits=1):
        if s.method == "anchor":
            made = Refinement(passes=s.passes)
            phi, theta, _ = fit_anchors(segments.counts, s.k, weights=weights, refinement=made)
        else:
            counts = segments.counts
            counts = counts if weights is None else counts[np.repeat(np.arange(len(weights)), weights)]
            if counts.shape[0] < s.k:
                raise TooLittleError(f"{s.k} topics need at least as many segments; {counts.shape[0]} were drawn")
            if s.method == "lda":
                phi, theta, _ = fit_lda(counts, segments.words, s.k, s.seed, s.passes, s.iterations, s.starts)
            else:
                phi, theta = fit_nmf(counts, s.k, s.passes)
    return np.round(phi, DIGITS + 4), theta


def refit(segments: SegmentCounts, settings: Settings, weights: npt.NDArray[np.int64], run: int) -> Floats:
    """Topics of segments that count so often, with a seed of the run."""
    from dataclasses import replace

    again = replace(settings, seed=settings.seed + run + 1, starts=1)
    return fit_segments(segments, again, weights)[0]


def _topic_order(phi: Floats, theta: Floats, segments: SegmentCounts) -> npt.NDArray[np.int64]:
    share = np.round(theta.T @ segments.sizes.astype(float), 2)
    first = [segments.words[int(np.argmax(row))] for row in phi]
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
