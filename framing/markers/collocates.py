"""Collocates: the words that stand near a marker more often than chance would have it."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from framing.errors import InputError, UnknownNameError, nearest
from framing.markers.near import NearWords, Side, Window, near_words
from framing.schema import COLLOCATES, HITS
from framing.stats.collocation import MEASURES, collocation_scores
from framing.voice.attribution import check_voices

if TYPE_CHECKING:
    import pandas as pd

    from framing.corpus.tokens import Tokens

Measure = Literal["log_likelihood", "pmi", "t_score", "dice"]
WIDTH = 5
"""Words on either side, as corpus tools commonly take."""
FEWEST = 3
"""A word that is near a marker less often is not listed: its association rests on nothing."""


def collocates(
    hits: pd.DataFrame,
    tokens: Tokens,
    *,
    marker: str,
    window: int = WIDTH,
    side: Side = "both",
    measure: Measure = "log_likelihood",
    min_count: int = FEWEST,
    by: Literal["group", "outlet"] | None = None,
    voices: Collection[str] | None = None,
    workers: int = 1,
) -> pd.DataFrame:
    """Words near a marker, with their association (computed by nltk).

    A word is near if it stands at most `window` words before or after a hit in its sentence; skipped words take no
    place, and a word near two hits counts once. The marker's own words belong neither to the window nor to the rest
    it is compared with, as Evert (2007, Corpora and collocations, surface cooccurrence) counts.

    Args:
        hits: HITS. tokens: the corpus in which they were found; features do not do, they have no order of words.
        marker: one of the markers that have hits.
        window, side: how far to look, and whether before ("left"), after ("right") or "both".
        measure: what sorts the table: log_likelihood, pmi, t_score or dice.
        min_count: a word that is near less often is left out.
        by: a table within each "group" or "outlet"; None pools all documents.
        voices: only hits and words in these voices (own, direct, indirect); None takes all.
        workers: threads to use; the result does not depend on it.

    Returns: COLLOCATES, within each part by `measure`, words that are near less often than expected last.

    Raises: UnknownNameError for a marker without a hit; InputError for other options that do not exist.
    """
    HITS.check(hits)
    hits = hits_of_marker(hits, marker, voices)
    if measure not in MEASURES:
        raise InputError(f"measure must be one of {', '.join(MEASURES)}; {nearest(str(measure), MEASURES)}")
    if by not in (None, "group", "outlet"):
        raise InputError(f"by must be group, outlet or None, not {by!r}")
    if min_count < 1:
        raise InputError(f"min_count must be 1 or more, not {min_count}")
    voices = None if voices is None else tuple(voices)
    counted = near_words(tokens, hits, Window(window, side, voices), workers=workers)
    documents = tokens.documents
    names = [""] * len(documents) if by is None else documents[by].fillna("").tolist()
    parts = sorted(set(names))
    made = [_part(counted, documents, np.array([n == p for n in names], bool), measure, min_count) for p in parts]
    data: dict[str, Any] = {k: np.concatenate([m[k] for m in made]) if made else [] for k in _COUNTED}
    sizes = [len(m["word"]) for m in made]
    data["marker"] = np.repeat(np.array([marker], object), sum(sizes))
    for level in ("group", "outlet"):
        data[level] = np.repeat(np.array(parts if by == level else [""] * len(parts), object), sizes)
    return COLLOCATES.frame({name: data[name] for name in COLLOCATES.names})


_COUNTED = ("word", "n_near", "n_total", "expected", *MEASURES, "n_documents", "n_outlets", "n_window", "n_tokens")


def hits_of_marker(hits: pd.DataFrame, marker: str, voices: Collection[str] | None = None) -> pd.DataFrame:
    """The hits of one marker in these voices; UnknownNameError, naming the nearest, where it has none at all."""
    check_voices(voices)
    found = hits[hits["marker"] == marker]
    if not len(found):
        raise UnknownNameError(f"marker {marker!r} has no hit here; {nearest(marker, hits['marker'].tolist())}")
    return found if voices is None else found[found["voice"].isin(list(voices))]


def _part(counted: NearWords, documents: pd.DataFrame, chosen: Any, measure: str, min_count: int) -> dict[str, Any]:
    """Columns of COLLOCATES for the chosen documents, sorted."""
    near, every = counted.near[chosen], counted.every[chosen]
    total = np.asarray(near.sum(axis=0), np.int64).ravel()
    word = np.flatnonzero(total >= min_count)
    n_near, n_total = total[word], np.asarray(every.sum(axis=0), np.int64).ravel()[word]
    n_window, n_tokens = int(near.sum()), int(every.sum())
    expected = n_total * (n_window / max(n_tokens, 1))
    scores = {m: collocation_scores(n_near, n_window, n_total, n_tokens, measure=m) for m in MEASURES}
    present = (near[:, word] > 0).tocoo()
    outlets, outlet = np.unique(documents["outlet"].fillna("").to_numpy(str)[chosen], return_inverse=True)
    spread = np.zeros((len(outlets), len(word)), bool)
    spread[outlet[present.row], present.col] = True
    # The log-likelihood ratio has no sign, so words that keep away from the marker would stand among the first.
    rank = np.where(n_near > expected, scores[measure], -np.abs(scores[measure]))
    names = np.array(counted.words, object)[word]
    order = np.lexsort((names.astype(str), -n_near, -rank))
    columns = {
        "word": names,
        "n_near": n_near,
        "n_total": n_total,
        "expected": expected,
        **scores,
        "n_documents": np.bincount(present.col, minlength=len(word)),
        "n_outlets": spread.sum(axis=0),
        "n_window": np.full(len(word), n_window),
        "n_tokens": np.full(len(word), n_tokens),
    }
    return {name: values[order] for name, values in columns.items()}
