from __future__ import annotations

from urllib.parse import parse_qsl

import pandas as pd
import pytest
import report_example as example

from framing.report import Results
from framing.report.evidence import evidence
from framing.report.exhibits import exhibits


def chosen(results: Results, address: str) -> pd.DataFrame:
    """The hits that the page chooses at an address."""
    place, _, query = address.partition("?")
    assert place == "#lines"
    hits = results.hits
    for field, value in parse_qsl(query, strict_parsing=True):
        hits = hits[hits["doc_id" if field == "doc" else field] == value]
    return hits


@pytest.mark.parametrize("names", [example.Names(), example.HOSTILE])
def test_as_many_lines_stand_behind_a_count_as_it_says(names: example.Names) -> None:
    results = example.make_results(names, text=True)
    made = exhibits(results)
    counts = {"category_contrast": 10, "marker_contrast": 30, "voice_shares": 10, "data": 7}
    for name, least in counts.items():
        exhibit = made[name]
        assert exhibit.shown is not None
        compared = 0
        for row, links in zip(exhibit.shown.to_dict("records"), evidence(results, exhibit), strict=True):
            for column, link in zip(exhibit.columns, links, strict=True):
                if column in ("target_n", "reference_n", "n_hits"):
                    assert len(chosen(results, link)) == row[column]
                    compared += 1
        assert compared >= least


def test_each_article_leads_to_its_lines() -> None:
    results = example.make_results(text=True)
    links = evidence(results, exhibits(results)["documents"])
    assert sum(len(chosen(results, row[0])) for row in links) == len(results.hits)


def test_what_tells_of_no_hits_has_no_lines() -> None:
    results = example.make_results(text=True)
    made = exhibits(results)
    for name in ("keyness", "topic_terms", "topic_contrast", "lexicon"):
        assert not any(link for row in evidence(results, made[name]) for link in row)
    outlets = made["outlet_contrast"]
    behind = dict(zip(outlets.columns, evidence(results, outlets)[0], strict=True))
    assert behind["target_n"]
    assert not behind["reference_n"]  # all other outlets together, which is no single choice
