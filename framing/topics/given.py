"""Weights of another tool's topics (stm, BERTopic, ...), to be compared like those of a model of our own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from framing.errors import InputError, together
from framing.schema import TOPIC_TERMS, TOPIC_WEIGHTS
from framing.topics.fit import TopicModel

if TYPE_CHECKING:
    import pandas as pd

_SHOWN = 5


def given_topics(
    weights: npt.ArrayLike,
    doc_ids: Sequence[str],
    documents: pd.DataFrame,
    *,
    labels: Sequence[str] | None = None,
    n_tokens: npt.ArrayLike | None = None,
) -> TopicModel:
    """A model from weights alone, for `compare_topics`, `topic_prevalence` and their figures.

    Args:
        weights: rows by topics, not negative; rows are divided by their sums.
        doc_ids: the document of each row; one that stands there several times has as many segments.
        documents: doc_id, outlet and group of each document, and of others if need be.
        labels: of the topics; "topic 1" and so on where None.
        n_tokens: of each row, by which rows count and by which it is known how sure their weights are. Without it rows
            count alike, and intervals hold variation between documents only.

    Raises: InputError naming every row that does not fit.
    """
    values = np.asarray(weights, float)
    ids = [str(d) for d in doc_ids]
    sizes = np.ones(len(ids)) if n_tokens is None else np.asarray(n_tokens, float)
    if (
        values.ndim != 2
        or values.shape != (len(ids), values.shape[-1])
        or values.shape[1] < 2
        or len(sizes) != len(ids)
    ):
        raise InputError(
            "weights must have a row for each of doc_ids (and of n_tokens) and a column for each of two topics or more;"
            f" got weights of shape {values.shape}, {len(ids)} doc_ids and {len(sizes)} n_tokens"
        )
    _check_documents(documents, ids)
    with np.errstate(invalid="ignore"):
        fit = np.isfinite(values).all(axis=1) & (values >= 0).all(axis=1) & (values.sum(axis=1) > 0)
    bad = [
        f"row {i} ({ids[i]!r}): weights must be finite, none negative and not all 0, they are {_few(values[i])}"
        for i in np.flatnonzero(~fit).tolist()
    ]
    wrong = ~(np.isfinite(sizes) & (sizes > 0) & (sizes == np.round(sizes)))
    bad += [
        f"row {i} ({ids[i]!r}): n_tokens must be a whole number above 0, it is {sizes[i]:g}"
        for i in np.flatnonzero(wrong).tolist()
    ]
    if bad:
        raise InputError(
            together(bad[:_SHOWN] + ([f"and {len(bad) - _SHOWN} more"] if len(bad) > _SHOWN else []), "weights")
        )
    k = values.shape[1]
    names = [f"topic {t}" for t in range(1, k + 1)] if labels is None else [str(name) for name in labels]
    if len(names) != k:
        raise InputError(f"labels must name each of the {k} topics, there are {len(names)}")
    order = np.array(sorted(range(len(ids)), key=lambda i: (ids[i], i)), np.int64)
    places: list[int] = []
    for before, i in zip([None, *order.tolist()], order.tolist()):
        places.append(places[-1] + 1 if before is not None and ids[before] == ids[i] else 0)
    shares = (values / values.sum(axis=1, keepdims=True))[order]
    known: dict[str, Any] = {name: documents.get(name, "") for name in ("date", "lang")}
    return TopicModel(
        terms=TOPIC_TERMS.frame({name: [] for name in TOPIC_TERMS.names}),
        weights=TOPIC_WEIGHTS.frame(
            {
                "doc_id": np.repeat(np.array(ids, object)[order], k),
                "segment": np.repeat(places, k),
                "topic": np.tile(np.arange(1, k + 1), len(ids)),
                "weight": shares.ravel(),
            }
        ),
        labels=dict(enumerate(names, 1)),
        sizes=sizes[order].astype(np.int64),
        documents=documents[["doc_id", "outlet", "group"]].assign(**known),
        diagnostics={"method": "given", "k": k, "n_segments": len(ids)},
        composed=n_tokens is not None,
    )


def _check_documents(documents: pd.DataFrame, ids: list[str]) -> None:
    lacking = [name for name in ("doc_id", "outlet", "group") if name not in documents]
    if lacking:
        raise InputError(f"documents must have columns doc_id, outlet and group; {', '.join(lacking)} is missing")
    known = documents["doc_id"].astype(str)
    if known.duplicated().any():
        raise InputError(
            f"documents must hold each doc_id once; {known[known.duplicated()].iloc[0]!r} stands there twice"
        )
    strange = sorted(set(ids) - set(known))
    if strange:
        more = f" and {len(strange) - 1} more" if len(strange) > 1 else ""
        raise InputError(f"every one of doc_ids must be in documents; {strange[0]!r}{more} is not")


def _few(values: npt.NDArray[np.float64]) -> str:
    return ", ".join(f"{x:g}" for x in values[:_SHOWN].tolist()) + (" ..." if len(values) > _SHOWN else "")
