"""Markers counted by document, as arrays: what every comparison of markers starts from."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import numpy.typing as npt

from framing.errors import InputError, nearest
from framing.schema import COUNTS
from framing.voice.attribution import check_voices

if TYPE_CHECKING:
    import pandas as pd

Integers = npt.NDArray[np.int64]
Level = Literal["marker", "category"]


@dataclass(frozen=True)
class MarkerCounts:
    """Hits of markers or categories in the voices that count.

    documents: doc_id, outlet, group, n_tokens (and lang where known), one row a document. n: tokens in these voices
    (n_documents,). items, categories: name and category of each column, in the order of the lexicon. y: hits
    (n_documents, n_items).
    """

    documents: pd.DataFrame
    n: Integers
    items: list[str]
    categories: list[str]
    y: Integers


def marker_counts(
    counts: pd.DataFrame, *, level: Level = "marker", voices: Collection[str] | None = None
) -> MarkerCounts:
    """COUNTS as arrays; raises TableError, or InputError for an unknown level or voice."""
    import pandas as pd

    COUNTS.check(counts)
    if level not in ("marker", "category"):
        raise InputError(f"level must be marker or category, not {level!r}; {nearest(level, ('marker', 'category'))}")
    check_voices(voices)
    if voices is not None:
        counts = counts[counts["voice"].isin(list(voices))]
    of_document = ["doc_id", *(c for c in counts.columns if c not in COUNTS.names), "outlet", "group", "n_tokens"]
    documents = counts.drop_duplicates("doc_id")[of_document].reset_index(drop=True)
    n = documents["n_tokens"].to_numpy(np.int64)
    if voices is not None:
        sizes = counts.drop_duplicates(["doc_id", "voice"]).groupby("doc_id", sort=False)["n_tokens_voice"].sum()
        n = sizes.reindex(documents["doc_id"]).to_numpy(np.int64)
    key = "item" if level == "marker" else "category"
    items = list(dict.fromkeys(counts[key].tolist()))
    kind = dict(zip(counts[key].tolist(), counts["category"].tolist(), strict=True))
    row = pd.Categorical(counts["doc_id"], categories=documents["doc_id"]).codes
    column = pd.Categorical(counts[key], categories=items).codes
    y = np.zeros((len(documents), len(items)), np.int64)
    np.add.at(y, (row, column), counts["n_hits"].to_numpy(np.int64))
    return MarkerCounts(documents, n, items, [kind[i] for i in items], y)
