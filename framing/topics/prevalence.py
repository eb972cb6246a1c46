"""How much each side speaks of each topic, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from framing.contrasts.design import By, Cluster, Sides, choose_sides
from framing.contrasts.inference import Inference, corrected_p
from framing.schema import TOPIC_CONTRAST
from framing.stats.resample import ClusterSums, cluster_sums, clustered_difference, clustered_mean, permutation_p

if TYPE_CHECKING:
    import pandas as pd

    from framing.topics.fit import TopicModel

Floats = npt.NDArray[np.float64]

_PREVALENCE = ["topic", "label", "level", "name", "group", "mean", "ci_low", "ci_high"]


SHARE_PRIOR = 0.1
"""What each topic has of its own in a segment before its words are seen, in tokens."""


@dataclass(frozen=True)
class _Shares:
    """Tokens that each document gives to each topic (n_documents, k), and in all (n_documents,).

    unsure: variance of y, because a segment of a few words tells its shares but roughly.
    """

    y: Floats
    n: Floats
    unsure: Floats


def _shares(model: TopicModel) -> _Shares:
    k = len(model.labels)
    weight = model.weights["weight"].to_numpy(float).reshape(-1, k)
    place = {d: i for i, d in enumerate(model.documents["doc_id"].tolist())}
    row = np.array([place[d] for d in model.weights["doc_id"].tolist()[::k]], np.int64)
    y = np.zeros((len(place), k))
    np.add.at(y, row, weight * model.sizes[:, None])
    size = model.sizes[:, None].astype(float)
    unsure = np.zeros_like(y)
    if model.composed:
        np.add.at(unsure, row, size**2 * weight * (1 - weight) / (size + SHARE_PRIOR * k + 1))
    return _Shares(y, np.asarray(np.bincount(row, model.sizes, len(place)), float), unsure)


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
    The interval is a t interval on the linearised cluster variance, to which the variance of the shares themselves is
    added: the method of composition (as in R's stm) with its draws integrated out. A segment's shares are taken to be
    Dirichlet, `SHARE_PRIOR` plus its tokens times its weights; as prevalence is linear in them, the variance over draws
    is known exactly. p permutes group labels over clusters. That another fit would give other topics is in neither: see
    `reliability`.

    Returns: TOPIC_CONTRAST; `reliability` is empty where the model did not measure it.

    Raises: as `choose_sides`; InputError where the model saw no word of a side.
    """
    inference = inference or Inference()
    sides = _sides(model, target, reference, by, cluster)
    y, n, unsure = _clustered(model, sides.rows, sides.cluster_of, len(sides.clusters))
    side = sides.cluster_is_target
    result = clustered_difference(
        _sums(y[side], n[side], unsure[side]), _sums(y[~side], n[~side], unsure[~side]), level=inference.level
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
            "reliability": [model.reliability.get(t, np.nan) for t in range(1, k + 1)],
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
    y, n, unsure = _clustered(model, sides.rows, sides.cluster_of, len(sides.clusters))
    rows: list[tuple[Any, ...]] = []
    for name, side in ((target, sides.cluster_is_target), (reference, ~sides.cluster_is_target)):
        rows += _rows(model, "group", name, name, _sums(y[side], n[side], unsure[side]), level)
    if by == "outlet":
        return pd.DataFrame(rows, columns=_PREVALENCE)
    shares = _shares(model)
    compared = documents.iloc[sides.rows]
    for (group, outlet), part in compared.groupby(["group", "outlet"], sort=True):
        at = part.index.to_numpy()
        sums = _sums(shares.y[at], shares.n[at], shares.unsure[at])
        rows += _rows(model, "outlet", str(outlet), str(group), sums, level)
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
) -> tuple[Floats, Floats, Floats]:
    shares = _shares(model)
    y, unsure = np.zeros((n_clusters, shares.y.shape[1])), np.zeros((n_clusters, shares.y.shape[1]))
    np.add.at(y, cluster_of, shares.y[rows])
    np.add.at(unsure, cluster_of, shares.unsure[rows])
    return y, np.asarray(np.bincount(cluster_of, shares.n[rows], n_clusters), float), unsure


def _sums(y: Floats, n: Floats, unsure: Floats) -> ClusterSums:
    """Sums over clusters whose variance of the rate is that between clusters and that of the shares together."""
    sums = cluster_sums(y, n)
    # The variance between clusters is m / (m - 1) times what stands in the squares.
    return replace(sums, y2=sums.y2 + unsure.sum(axis=0) * (sums.m - 1) / max(sums.m, 1))


def _rows(
    model: TopicModel, kind: str, name: str, group: str, sums: ClusterSums, level: float
) -> list[tuple[Any, ...]]:
    mean = clustered_mean(sums, level=level)
    low, high = np.clip(mean.low, 0, 1), np.clip(mean.high, 0, 1)
    return [
        (t, model.labels[t], kind, name, group, mean.estimate[t - 1], low[t - 1], high[t - 1])
        for t in sorted(model.labels)
    ]
