"""Same event, different outlet: contrasts within events that both sides cover, beside the pooled ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from framing.contrasts.contrast import summed
from framing.contrasts.design import Sides
from framing.contrasts.inference import corrected_p
from framing.errors import TableError, TooLittleError, nearest
from framing.schema_robust import MATCHED
from framing.stats.matched import Units, matched_floor, matched_log_ratio, matched_permutation_p

if TYPE_CHECKING:
    import pandas as pd

    from framing.contrasts.contrast import Inference

Integers = npt.NDArray[np.int64]

DUPLICATE = "near-duplicates"
"""What documents are matched by where a table of clusters says which belong together."""


def events_of(documents: pd.DataFrame, match: str | pd.DataFrame) -> list[str]:
    """The event of each document, empty where it has none.

    Args:
        documents: a row a document, with doc_id and the columns that `match` may name.
        match: a column of `documents`, or a table with doc_id and cluster, such as DUPLICATES.

    Raises: TableError where there is no such column.
    """
    if isinstance(match, str):
        if match not in documents:
            known = [str(c) for c in documents.columns if c not in ("n_tokens", "lang")]
            raise TableError(
                f"match = {match!r}: the documents have no such column; {nearest(match, known)} Events come with the"
                " corpus (read_corpus(..., event=COLUMN))"
            )
        return [str(e) if isinstance(e, str) or e == e else "" for e in documents[match].tolist()]
    lacking = [c for c in ("doc_id", "cluster") if c not in match]
    if lacking:
        raise TableError(
            f"match: a table that tells what belongs together needs columns doc_id and cluster; it lacks {lacking[0]!r}"
        )
    cluster = dict(zip(match["doc_id"].tolist(), match["cluster"].tolist(), strict=True))
    return [str(cluster.get(d, "")) for d in documents["doc_id"].tolist()]


def matched_table(
    contrast: pd.DataFrame,
    y: Any,
    n: Integers,
    sides: Sides,
    documents: pd.DataFrame,
    *,
    match: str | pd.DataFrame,
    seed: int,
    inference: Inference,
) -> pd.DataFrame:
    """MATCHED: a CONTRAST table with the contrast within events beside it.

    Args:
        contrast: the CONTRAST of the same counts.
        y, n, sides: as for `framing.contrasts.contrast.contrast_table`.
        documents: a row a document, with doc_id and outlet.
        match: as for `events_of`.

    Raises: TableError as `events_of`; TooLittleError where no event is covered by both sides.
    """
    sides = sides.with_tokens(n)
    events = events_of(documents, match)
    name = match if isinstance(match, str) else DUPLICATE
    units, unit_of = _units(documents, [events[i] for i in sides.rows.tolist()], n, sides)
    both, target_only, reference_only = units.covered()
    if not both:
        what = "cluster of near-duplicates" if name == DUPLICATE else name
        raise TooLittleError(
            f"no {what} has articles of both {sides.target!r} and {sides.reference!r}: nothing can be compared within"
        )
    counts = summed(y[sides.rows], unit_of, len(units.n))
    ratio = matched_log_ratio(counts, units, level=inference.level)
    if inference.test == "permutation":
        p, exact, floor = matched_permutation_p(counts, units, permutations=inference.permutations, seed=seed)
    else:
        exact, floor = True, matched_floor(units)
        p = np.maximum(ratio.p, floor)
    alone = units.event < 0
    target_size, reference_size = units.sizes()
    used = (target_size > 0) & (reference_size > 0)
    matched_units = ~alone & used[np.where(alone, 0, units.event)]
    taken = matched_units[unit_of]
    count = len(contrast)
    columns: dict[str, object] = {c: contrast[c].to_numpy() for c in contrast.columns}
    columns |= {
        "matched_target_pm": ratio.target_rate * 1e6,
        "matched_reference_pm": ratio.reference_rate * 1e6,
        "matched_log_ratio": ratio.estimate,
        "matched_ci_low": ratio.low,
        "matched_ci_high": ratio.high,
        "matched_p": p,
        "matched_q": corrected_p(inference, p),
        "matched_p_floor": [floor] * count,
        "topic_choice": ratio.choice,
        "topic_choice_low": ratio.choice_low,
        "topic_choice_high": ratio.choice_high,
        "match": [name] * count,
        "n_events": [both] * count,
        "n_events_target_only": [target_only] * count,
        "n_events_reference_only": [reference_only] * count,
        "matched_target_docs": [int((taken & sides.is_target).sum())] * count,
        "matched_reference_docs": [int((taken & ~sides.is_target).sum())] * count,
        "n_docs_without_event": [int(alone[unit_of].sum())] * count,
        "matched_method": [_method(inference, sides, name, exact)] * count,
    }
    return MATCHED.frame(columns)


def _units(documents: pd.DataFrame, events: Sequence[str], n: Integers, sides: Sides) -> tuple[Units, Integers]:
    """What each outlet wrote of each event, and the unit of each document of the sides.

    A document of no known outlet is a unit by itself, and so is one of no known event.
    """
    ids = documents["doc_id"].tolist()
    outlets = documents["outlet"].fillna("").tolist()
    keys = []
    for row, event, ours in zip(sides.rows.tolist(), events, sides.is_target.tolist(), strict=True):
        own = f"outlet {outlets[row]}" if event and outlets[row] else f"document {ids[row]}"
        keys.append((event, own, ours))
    named: dict[tuple[str, str, bool], str] = {}
    for row, key in zip(sides.rows.tolist(), keys, strict=True):
        named[key] = min(named.get(key, ids[row]), ids[row])
    # A unit goes by the first of its documents, not by its side, so that swapping the sides changes nothing.
    order = sorted(named, key=lambda key: (key[0], named[key]))
    first_of = [named[key] for key in order]
    place = {key: i for i, key in enumerate(order)}
    unit_of = np.array([place[key] for key in keys], np.int64)
    names = sorted({event for event, _, _ in order if event})
    number = {event: i for i, event in enumerate(names)} | {"": -1}
    cluster = cluster_is_target = None
    if sides.cluster == "outlet":
        cluster = np.zeros(len(order), np.int64)
        cluster[unit_of] = sides.cluster_of
        cluster_is_target = sides.cluster_is_target
    units = Units(
        n=np.bincount(unit_of, n[sides.rows], len(order)).astype(float),
        is_target=np.array([ours for _, _, ours in order], bool),
        event=np.array([number[event] for event, _, _ in order], np.int64),
        names=first_of,
        cluster=cluster,
        cluster_names=sides.clusters if cluster is not None else (),
        cluster_is_target=cluster_is_target,
    )
    return units, unit_of


def _method(inference: Inference, sides: Sides, name: str, exact: bool) -> str:
    over = "events, or outlets where that is wider" if sides.cluster == "outlet" else "events"
    lots = "exact permutation" if exact else f"{inference.permutations} permutations"
    drawn = "of outlets" if sides.cluster == "outlet" else "within events"
    test = f"{lots} {drawn}" if inference.test == "permutation" else "that t"
    return f"Mantel-Haenszel rate ratio within {name}; {inference.level:.0%} t interval over {over}; p by {test}"
