"""How much each side speaks of each topic, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from framing.contrasts.design import By, Cluster, Sides, choose_sides
from framing.contrasts.inference import Inference, corrected_p
from framing.schema import TOPIC_CONTRAST
from framing.stats.resample import cluster_sums, clustered_difference, clustered_mean, permutation_p

if TYPE_CHECKING:
    import pandas as pd

    from framing.topics.fit import TopicModel

Floats = npt.NDArray[np.float64]

_PREVALENCE = ["topic", "label", "level", "name", "group", "mean", "ci_low", "ci_high"]


@dataclass(frozen=True)
class _Shares:
    """Tokens that each document gives to each topic (n_documents, k), and in all (n_documents,)."""

    y: Floats
    n: Floats


def _shares(model: TopicModel) -> _Shares:
    k = len(model.labels)
    weight = model.weights["weight"].to_numpy(float).reshape(-1, k)
    place = {d: i for i, d in enumerate(model.documents["doc_id"].tolist())}
    row = np.array([place[d] for d in model.weights["doc_id"].tolist()[::k]], np.int64)
    y = np.zeros((len(place), k))
    np.add.at(y, row, weight * model.sizes[:, None])
    return _Shares(y, np.asarray(np.bincount(row, model.sizes, len(place)), float))


def compare_topics(
    model: TopicModel,
    *,
    target: str,
    reference: str,
    seed: int,
    by: By = "group",
    cluster: Cluster | None = None,
    inference: Inference | None = None,
) -> pd.DataFrame:
    """Compare the prevalence of each topic between two sides.

    Prevalence is the share of a side's modelled tokens that a topic takes: segment weights times segment tokens.
    The interval is a t interval on the linearised cluster variance; p permutes group labels over clusters. Both take
    the model as given: that another fit would give other topics is not in them.

    Returns: TOPIC_CONTRAST; `reliability` is empty, because one fit can't tell it.

    Raises: as `choose_sides`; InputError where the model saw no word of a side.
    """
    inference = inference or Inference()
    sides = _sides(model, target, reference, by, cluster)
    y, n = _clustered(model, sides.rows, sides.cluster_of, len(sides.clusters))
    side = sides.cluster_is_target
    result = clustered_difference(
        cluster_sums(y[side], n[side]), cluster_sums(y[~side], n[~side]), level=inference.level
    )
    p, _ = permutation_p(
        y, n, side, sides.clusters, statistic="difference", permutations=inference.permutations, seed=seed
    )
    k = len(model.labels)
    return TOPIC_CONTRAST.frame(
        {
            "topic": np.arange(1, k + 1),
            "label": [model.labels[t] for t in range(1, k + 1)],
            "target_mean": y[side].sum(axis=0) / n[side].sum(),
            "reference_mean": y[~side].sum(axis=0) / n[~side].sum(),
            "difference": result.estimate,
            "ci_low": result.low,
            "ci_high": result.high,
            "p": p,
            "q": corrected_p(inference, p),
            "reliability": np.full(k, np.nan),
        }
    )


def topic_prevalence(
    model: TopicModel,
    *,
    target: str,
    reference: str,
    by: By = "group",
    cluster: Cluster | None = None,
    level: float = 0.95,
) -> pd.DataFrame:
    """Prevalence of each topic on both sides and, where groups are compared, in each outlet.

    Intervals are there where there are clusters enough: for an outlet its documents.

    Returns: topic, label, level ("group" for the two sides, be they groups or outlets, "outlet" for the outlets of
        groups), name, group, mean, ci_low, ci_high.
    """
    import pandas as pd

    documents = model.documents.reset_index(drop=True)
    sides = _sides(model, target, reference, by, cluster)
    y, n = _clustered(model, sides.rows, sides.cluster_of, len(sides.clusters))
    rows: list[tuple[Any, ...]] = []
    for name, side in ((target, sides.cluster_is_target), (reference, ~sides.cluster_is_target)):
        rows += _rows(model, "group", name, name, y[side], n[side], level)
    if by == "outlet":
        return pd.DataFrame(rows, columns=_PREVALENCE)
    shares = _shares(model)
    compared = documents.iloc[sides.rows]
    for (group, outlet), part in compared.groupby(["group", "outlet"], sort=True):
        at = part.index.to_numpy()
        rows += _rows(model, "outlet", str(outlet), str(group), shares.y[at], shares.n[at], level)
    return pd.DataFrame(rows, columns=_PREVALENCE)


def no_prevalence() -> pd.DataFrame:
    """The table of `topic_prevalence` where there are no topics."""
    import pandas as pd

    return pd.DataFrame(columns=_PREVALENCE)


def _sides(model: TopicModel, target: str, reference: str, by: By, cluster: Cluster | None) -> Sides:
    """The sides without documents of which the model saw no word; InputError where a side has none left."""
    sides = choose_sides(model.documents, target=target, reference=reference, by=by, cluster=cluster)
    return sides.with_tokens(_shares(model).n.astype(np.int64))


def _clustered(
    model: TopicModel, rows: npt.NDArray[np.int64], cluster_of: npt.NDArray[np.int64], n_clusters: int
) -> tuple[Floats, Floats]:
    shares = _shares(model)
    y = np.zeros((n_clusters, shares.y.shape[1]))
    np.add.at(y, cluster_of, shares.y[rows])
    return y, np.asarray(np.bincount(cluster_of, shares.n[rows], n_clusters), float)


def _rows(
    model: TopicModel, kind: str, name: str, group: str, y: Floats, n: Floats, level: float
) -> list[tuple[Any, ...]]:
    mean = clustered_mean(cluster_sums(y, n), level=level)
    low, high = np.clip(mean.low, 0, 1), np.clip(mean.high, 0, 1)
    return [
        (t + 1, model.labels[t + 1], kind, name, group, mean.estimate[t], low[t], high[t]) for t in range(y.shape[1])
    ]
