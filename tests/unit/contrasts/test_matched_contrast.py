"""`match`: the same event in different outlets, for markers and words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from contrast_example import Document, make_counts, make_features

import framing as fr
from framing.contrasts.contrast import Inference
from framing.errors import TableError, TooLittleError
from framing.schema import CONTRAST
from framing.schema_robust import MATCHED

EVENTS = {"a1": "flood", "a2": "trial", "a3": "", "b1": "flood", "b2": "trial", "b3": "fair", "b4": "flood"}


def documents() -> list[Document]:
    tokens = {"a1": 100, "a2": 200, "a3": 150, "b1": 120, "b2": 180, "b3": 90, "b4": 60}
    hits = {"a1": 6, "a2": 5, "a3": 1, "b1": 2, "b2": 3, "b3": 8, "b4": 1}
    outlet = {"a1": "A", "a2": "A", "a3": "A", "b1": "B", "b2": "B", "b3": "C", "b4": "B"}
    return [
        Document(d, outlet[d], "red" if d[0] == "a" else "blue", (n, 0, 0), {"alpha": (hits[d], 0, 0)})
        for d, n in tokens.items()
    ]


def counts() -> pd.DataFrame:
    table = make_counts(documents())
    return table.assign(event=[EVENTS[d] for d in table["doc_id"]])


def matched(table: pd.DataFrame | None = None, **options: Any) -> pd.DataFrame:
    options = {"target": "red", "reference": "blue", "seed": 7, "match": "event"} | options
    return fr.compare(counts() if table is None else table, **options)


def test_the_pooled_numbers_stay_and_the_matched_ones_stand_behind() -> None:
    table = matched()
    assert list(table) == MATCHED.names
    plain = fr.compare(counts(), target="red", reference="blue", seed=7)
    pd.testing.assert_frame_equal(table[CONTRAST.names], plain)
    row = table.set_index("item").loc["alpha"]
    # flood: 6 of 100 against 3 of 180 (two articles of one outlet); trial: 5 of 200 against 3 of 180
    a, b = 6 * 180 / 280 + 5 * 180 / 380, 3 * 100 / 280 + 3 * 200 / 380
    assert row.matched_log_ratio == pytest.approx(np.log2(a / b))
    assert row.topic_choice == pytest.approx(row.log_ratio - row.matched_log_ratio)
    assert (row.n_events, row.n_events_target_only, row.n_events_reference_only) == (2, 0, 1)
    assert (row.matched_target_docs, row.matched_reference_docs, row.n_docs_without_event) == (2, 3, 1)
    assert row.matched_p_floor == 1 / 2  # one unit against one in each event: four arrangements, two mirror the others
    assert row.match == "event"


def test_the_order_of_rows_does_not_matter() -> None:
    table = counts()
    ids = [*dict.fromkeys(table["doc_id"])][::-1]
    turned = pd.concat([table[table["doc_id"] == d] for d in ids], ignore_index=True)
    pd.testing.assert_frame_equal(matched(), matched(turned))


def test_clusters_of_near_duplicates_are_events_too() -> None:
    clusters = pd.DataFrame({"doc_id": ["a1", "b1", "a2", "b3"], "cluster": [1, 1, 2, 2]})
    row = matched(match=clusters).set_index("item").loc["alpha"]
    assert (row.n_events, row.n_docs_without_event, row.match) == (2, 3, "near-duplicates")


def test_outlets_are_drawn_whole_where_they_are_the_clusters() -> None:
    random = np.random.default_rng(2)
    made = [
        Document(f"{g}{o}{e}", f"{g}{o}", g, (int(random.integers(80, 200)), 0, 0), {"alpha": (int(x), 0, 0)})
        for g, rate in (("red", 6), ("blue", 2))
        for o in range(4)
        for e, x in enumerate(random.poisson(rate, 3))
    ]
    table = make_counts(made)
    row = matched(table.assign(event=table["doc_id"].str[-1])).set_index("item").loc["alpha"]
    assert row.cluster == "outlet"
    assert row.matched_p == row.matched_p_floor == pytest.approx(2 / 70)
    assert "of outlets" in row.matched_method


def test_words_are_compared_within_events_as_well() -> None:
    words = {d: {"flood": h, "other": 20} for d, h in {"a1": 6, "a2": 5, "b1": 2, "b2": 3}.items()}
    features = make_features(words, {d: (d.upper(), "red" if d[0] == "a" else "blue") for d in words})
    features = replace(features, documents=features.documents.assign(event=[EVENTS[d] for d in sorted(words)]))
    table = fr.keyness(features, target="red", reference="blue", seed=1, min_docs=1, match="event")
    assert list(table) == MATCHED.names
    assert (table["n_events"] == 2).all()
    permuted = fr.keyness(
        features, target="red", reference="blue", seed=1, min_docs=1, match="event", inference=Inference()
    )
    assert permuted["matched_method"].str.contains("exact permutation within events").all()


def test_what_can_not_be_matched_is_told() -> None:
    with pytest.raises(TableError, match="match = 'evnt': the documents have no such column; did you mean 'event'"):
        matched(match="evnt")
    with pytest.raises(TableError, match="needs columns doc_id and cluster; it lacks 'cluster'"):
        matched(match=pd.DataFrame({"doc_id": ["a1"]}))
    with pytest.raises(TooLittleError, match="no event has articles of both 'red' and 'blue'"):
        matched(counts().assign(event=lambda t: t["doc_id"].str[0]))
