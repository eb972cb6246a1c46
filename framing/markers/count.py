"""Marker counts: one row a document, marker and voice, zeros kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from framing.corpus.features import Features
from framing.errors import TableError, nearest
from framing.markers.lexicon import check_language
from framing.schema import COUNTS, HITS
from framing.voice.attribution import VOICES
from framing.voice.words import voice_tokens

if TYPE_CHECKING:
    import pandas as pd

    from framing.corpus.tokens import Tokens
    from framing.markers.lexicon import Lexicon


def count_markers(hits: pd.DataFrame, source: Tokens | Features, lexicon: Lexicon) -> pd.DataFrame:
    """Count hits by document, marker and voice.

    Args:
        hits: HITS of the corpus.
        source: the encoded corpus, or its extracted features: the documents and their sizes.
        lexicon: its markers are the items; one without a hit is counted as 0 everywhere.

    Returns: COUNTS, sorted as documents, markers of the lexicon, voices (own, direct, indirect); behind its columns
        `lang`, so that counts of two languages are not compared by mistake, and `event` where the corpus tells it, so
        that sides can be compared within events.

    Raises: LexiconError where the lexicon is in another language than the corpus.
    """
    HITS.check(hits)
    check_language(lexicon, source.language, where="the corpus")
    documents = source.documents
    ids = documents["doc_id"].tolist()
    n_d, n_m, n_v = len(ids), len(lexicon.markers), len(VOICES)
    row = {d: i for i, d in enumerate(ids)}
    item = {m.id: i for i, m in enumerate(lexicon.markers)}
    voice = {v: i for i, v in enumerate(VOICES)}
    cell = np.zeros((n_d, n_m, n_v), np.int64)
    strangers = sorted(set(hits["doc_id"].tolist()) - row.keys())
    if strangers:
        raise TableError(f"HITS: document {strangers[0]!r} is not in this corpus; {nearest(strangers[0], row)}")
    known = hits["marker"].isin(item)
    at = [
        column[known].map(table).to_numpy(dtype=np.int64)
        for column, table in ((hits["doc_id"], row), (hits["marker"], item), (hits["voice"], voice))
    ]
    np.add.at(cell, tuple(at), 1)
    sizes = voice_tokens(source)
    repeat = n_m * n_v
    data: dict[str, object] = {n: np.repeat(documents[n].to_numpy(), repeat) for n in ("doc_id", "outlet", "group")}
    data["item"] = np.tile(np.repeat(np.array([m.id for m in lexicon.markers], object), n_v), n_d)
    data["category"] = np.tile(np.repeat(np.array([m.category for m in lexicon.markers], object), n_v), n_d)
    data["voice"] = np.tile(np.array(VOICES, object), n_d * n_m)
    data["n_hits"] = cell.ravel()
    data["n_tokens"] = np.repeat(documents["n_tokens"].to_numpy(), repeat)
    data["n_tokens_voice"] = np.repeat(sizes[:, None, :], n_m, axis=1).ravel()
    for name in ("lang", *(["event"] if "event" in documents else [])):
        data[name] = np.repeat(documents[name].to_numpy(), repeat)
    return COUNTS.frame(data)
