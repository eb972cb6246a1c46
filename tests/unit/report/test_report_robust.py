"""Matched contrasts, versions and the multiverse in the report."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import report_example as example

from framing.report import Results, write_report
from framing.report.results import Robust
from framing.report.robust import (
    matched_sentences,
    multiverse_sentences,
    robust_exhibits,
    robust_methods,
    versions_sentences,
)
from framing.schema_robust import CHOICES, MATCHED, MULTIVERSE, VERSIONS

HOSTILE = "<script>alert(1)</script> $x_1$ \\input{x}"


def filled(contract: Any, rows: list[dict[str, Any]]) -> pd.DataFrame:
    empty = {"text": "", "integer": 0, "number": 0.5, "flag": False}
    return contract.frame({c.name: [r.get(c.name, empty[c.kind]) for r in rows] for c in contract.columns})


def with_robust(results: Results, *, text: str | None = None, floor: float = 0.01) -> Results:
    def matched(table: pd.DataFrame) -> pd.DataFrame:
        more = {
            "matched_log_ratio": -table["log_ratio"], "matched_ci_low": -table["ci_high"],
            "matched_ci_high": -table["ci_low"], "topic_choice": 2 * table["log_ratio"], "match": "event",
            "n_events": 6, "n_events_target_only": 2, "n_events_reference_only": 1, "matched_target_docs": 9,
            "matched_reference_docs": 8, "n_docs_without_event": 3, "matched_p_floor": floor,
            "matched_method": "exact permutation", "matched_q": table["q"],
        }  # fmt: skip
        made = table.assign(**more)
        return made.assign(**{c: made.get(c, 0.25) for c in MATCHED.names})[MATCHED.names]

    item = str(results.markers["item"].iloc[0])
    outlet = str(results.documents["outlet"].iloc[0])
    pair = {"cluster": 1, "n_tokens": 7, "other_start": None, "other_end": None}
    rows = [
        pair | {"doc_id": "a", "outlet": outlet, "other": "b", "other_outlet": "", "version": "earlier", "kind": "cut"}
        | {"markers": item},
        pair | {"doc_id": "b", "outlet": "", "other": "a", "other_outlet": outlet, "version": "later", "kind": "added"},
        pair | {"doc_id": "b", "outlet": "", "other": "a", "other_outlet": outlet, "version": "later", "kind": "kept"},
    ]  # fmt: skip
    versions = filled(VERSIONS, rows)
    ways = [("all", 1.0, True), ("own", 2.0, False)]
    specifications = filled(
        MULTIVERSE,
        [
            {"item": item, "specification": i, "voices": v, "estimate": e, "main": m, "p": 0.02, "p_floor": floor}
            | {"target": results.design.target, "reference": results.design.reference}
            for i, (v, e, m) in enumerate(ways, 1)
        ],
    )
    choices = filled(
        CHOICES,
        [
            {"item": item, "choice": "voices", "value": v, "mean": e, "range": 1.0, "variance_share": 1.0}
            for v, e, _ in ways
        ],
    )
    robust = Robust(
        matched_markers=matched(results.markers),
        matched_categories=matched(results.categories),
        versions=versions if text is None else versions.assign(text=text),
        specifications=specifications,
        choices=choices,
        one_way=("cleaning: one way alone (on)",),
    )
    return replace(results, robust=robust)


def test_the_parts_stand_in_page_appendix_and_files(tmp_path: Path) -> None:
    results = with_robust(example.make_results(example.HOSTILE, text=True), text=HOSTILE)
    results = replace(results, settings=replace(results.settings, figure_formats=("svg",)))
    write_report(results, tmp_path)
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    for part in ("matched", "versions", "multiverse"):
        assert f'id="{part}"' in page
        assert f'href="#{part}"' in page
        assert (tmp_path / "figures" / f"{part}.svg").is_file()
        assert (tmp_path / "figures" / f"{part}.txt").is_file()
    assert "<script" not in example.without_scripts(page)
    assert "&lt;script&gt;" in page
    appendix = (tmp_path / "appendix.tex").read_text(encoding="utf-8")
    for name in ("matched_categories", "matched_markers", "versions", "multiverse_choices"):
        assert f"\\input{{tables/{name}.tex}}" in appendix
        assert "\\input{x}" not in (tmp_path / "tables" / f"{name}.tex").read_text(encoding="utf-8")
    assert "tables/multiverse.tex" not in appendix
    assert len(pd.read_csv(tmp_path / "tables" / "multiverse.csv")) == 2
    works = (tmp_path / "methods.md").read_text(encoding="utf-8")
    assert all(name in works for name in ("Greenland", "Mantel", "Simonsohn", "Steegen"))


def test_nothing_of_it_where_nothing_was_asked_for(small: tuple[Results, Path]) -> None:
    results, folder = small
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert not any(f'href="#{part}"' in page for part in ("matched", "versions", "multiverse"))
    assert robust_exhibits(results) == {}
    assert robust_methods(results) == []
    assert matched_sentences(results) == versions_sentences(results) == multiverse_sentences(results) == []
    assert "Simonsohn" not in page


def test_the_sentences_say_what_the_tables_hold() -> None:
    results = with_robust(example.make_results())
    first, second = matched_sentences(results)
    target, reference = results.design.target, results.design.reference
    assert f"Both sides cover 6 events, with 9 articles of {target} and 8 articles of {reference}" in first
    assert f"2 events of {target} alone, 1 event of {reference} alone, and 3 articles of no known event" in first
    both = results.markers[(results.markers["target_n"] + results.markers["reference_n"]) >= 5]
    changed = int((both["log_ratio"] != 0).sum())
    assert f"those that change sides when matched: {changed}." in second
    (pair,) = versions_sentences(results)
    assert "cut 1 sentence (7 words; markers: " in pair
    assert "added 1 sentence (7 words) and changed 0 sentences (0 words)" in pair
    (told,) = multiverse_sentences(results)
    assert "over 2 specifications the log ratio runs from 1.00 to 2.00 (reported: 1.00)" in told
    assert f"always on the side of {target}. Of 2 whose design can give a p of 0.05 or less" in told
    assert "voices counted (mean all: 1.00 and own: 2.00; 100 % of the variance)" in told


def test_where_no_claim_is_possible_there_is_no_q() -> None:
    results = with_robust(example.make_results(example.SMALL), floor=0.2)
    made = robust_exhibits(results)
    assert not {"q", "matched_q"} & set(made["matched_markers"].columns)
    assert "No q for matched rates: the smallest possible p is 0.2" in made["matched_markers"].notes
    assert "No specification can give a p of 0.05 or less" in multiverse_sentences(results)[0]


def test_text_is_shown_only_where_it_may_be() -> None:
    hidden = robust_exhibits(with_robust(example.make_results()))["versions"]
    assert "sentence" not in hidden.columns
    assert "text" not in hidden.table
    shown = robust_exhibits(with_robust(example.make_results(), text="word " * 60))["versions"]
    assert shown.shown is not None
    assert len(shown.shown) == 2  # what was kept is in the CSV alone
    assert shown.paper is not None
    assert shown.paper.shown is not None
    assert shown.paper.shown["sentence"].str.len().max() <= 90


def test_a_report_of_sums_alone_tells_of_no_version() -> None:
    results = with_robust(example.make_results(), text="word")
    sums = replace(results, settings=replace(results.settings, shows_documents=False))
    assert "versions" not in robust_exhibits(sums)
    assert versions_sentences(sums) == []
    assert set(robust_exhibits(sums)) == set(robust_exhibits(results)) - {"versions"}


def test_an_item_that_nobody_writes_is_told() -> None:
    results = with_robust(example.make_results())
    table = results.robust.specifications
    assert table is not None
    silent = replace(results, robust=replace(results.robust, specifications=table.assign(estimate=np.nan)))
    assert "no specification has an estimate" in multiverse_sentences(silent)[0]
