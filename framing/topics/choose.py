"""Choosing the number of topics: several are tried, measured alike, and one is recommended with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from framing.corpus.features import Features
from framing.errors import InputError, TooLittleError
from framing.stats.resample import poisson_weights
from framing.topics.fit import PASSES, Method, Settings, check_method, fit_segments, refit
from framing.topics.quality import completion_likelihood, exclusivity, npmi_coherence
from framing.topics.segments import Segment, count_segments
from framing.topics.stability import RELIABLE, topic_reliability

if TYPE_CHECKING:
    import pandas as pd

    from framing.corpus.tokens import Tokens

CHOOSING = 5
"""Fits to resampled documents for each number of topics."""


@dataclass(frozen=True)
class TopicChoice:
    """What was tried and what is recommended.

    table: one row a number of topics: k, npmi, exclusivity, heldout (log likelihood of a token, in nats), reliability
    (mean over topics), n_stable (topics found again); empty measures where so many topics can't be fitted.
    k: the number recommended. reason: why, as a sentence.
    """

    table: pd.DataFrame = field(repr=False)
    k: int
    reason: str


def choose_topics(
    source: Tokens | Features,
    *,
    ks: Sequence[int],
    seed: int,
    method: Method = "anchor",
    segment: Segment | None = None,
    min_segments: int = 3,
    max_share: float = 0.5,
    runs: int = CHOOSING,
) -> TopicChoice:
    """Fit each number of topics in `ks` and recommend one: the largest all but a tenth of whose topics are found again.

    Where no number reaches that, the one with the highest mean reliability is recommended, and the reason says so. The
    other measures stand beside for the reader: coherence and exclusivity favour small topics, held-out likelihood many.

    Args:
        ks: numbers of topics. seed: of the draws. runs: fits to bootstrapped documents for each number.
        others: as `framing.topics.fit.fit_topics`.

    Raises: InputError where `ks` or `runs` do not do; TooLittleError where none of the numbers can be fitted.
    """
    import pandas as pd

    tried = sorted(set(ks))
    if not tried or min(tried) < 2:
        raise InputError(f"ks must be numbers of topics from 2 up, got {', '.join(map(str, ks)) or 'none'}")
    if runs < 1:
        raise InputError(f"runs must be at least 1 to choose by, it is {runs}")
    check_method(method)
    segments = count_segments(source, segment=segment, min_segments=min_segments, max_share=max_share)
    documents, document = np.unique(segments.doc_id.astype(str), return_inverse=True)
    # Held out by a draw that hangs on seed and id alone: Poisson(1) is 3 or more in one document of twelve.
    held = (poisson_weights(seed, documents.tolist(), 1, first=1_000_000)[:, 0] >= 3)[document]
    rows = []
    why = ""
    for k in tried:
        settings = Settings(method, k, seed, PASSES[method])
        try:
            if segments.counts.shape[0] < k:
                raise TooLittleError(f"{k} topics need as many segments; there are {segments.counts.shape[0]}")
            phi, _ = fit_segments(segments, settings)
            found = topic_reliability(segments, phi, partial(refit, segments, settings), runs=runs, seed=seed)
            heldout = float("nan")
            if 0 < held.sum() < len(held):
                blind, _ = fit_segments(segments, settings, (~held).astype(np.int64))
                heldout = completion_likelihood(np.maximum(blind, 1e-12), segments.counts[np.flatnonzero(held)])
        except TooLittleError as problem:
            why = str(problem)
            rows.append((k, *[float("nan")] * 4, 0))
            continue
        coherence, own = npmi_coherence(phi, segments.counts).mean(), exclusivity(np.maximum(phi, 1e-12)).mean()
        rows.append((k, coherence, own, heldout, found.mean(), int((found >= RELIABLE).sum())))
    table = pd.DataFrame(rows, columns=["k", "npmi", "exclusivity", "heldout", "reliability", "n_stable"])
    fitted = table[table["reliability"].notna()]
    if not len(fitted):
        raise TooLittleError(f"none of {', '.join(map(str, tried))} topics can be fitted: {why}")
    k, reason = _recommended(fitted)
    return TopicChoice(table, k, reason)


def _recommended(table: pd.DataFrame) -> tuple[int, str]:
    sound = table[table["n_stable"] >= 0.9 * table["k"]]
    if len(sound):
        best = sound.iloc[-1]
        tail = "" if len(sound) == len(table) else "; larger numbers, or others tried, cut topics up by chance"
        return int(best["k"]), (
            f"{int(best['k'])} is the largest number tried at which nine topics in ten or more are found again in other"
            f" draws of the documents ({int(best['n_stable'])} of {int(best['k'])}){tail}."
        )
    best = table.iloc[int(np.argmax(table["reliability"].round(6)))]
    return int(best["k"]), (
        f"At none of the numbers tried are nine topics in ten found again in other draws of the documents; at"
        f" {int(best['k'])} reliability is highest ({best['reliability']:.2f} on average,"
        f" {int(best['n_stable'])} of {int(best['k'])} found again). Claims should rest on the stable topics only."
    )
