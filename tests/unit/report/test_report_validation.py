from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import report_example as example

from framing.coding.validate import score
from framing.report import Results, write_report
from framing.report.validation import validation_exhibits, validation_sentences
from framing.schema_coding import JUDGED

HOSTILE = "<script>alert(1)</script> $x_1$ \\input{x}"


def checked(results: Results) -> Results:
    """Twenty places in five articles, of which the rules get the voice of fifteen right and the stance of all."""
    import pandas as pd

    rows = []
    for i in range(20):
        row = dict.fromkeys(JUDGED.names, "") | {"doc_id": f"d{i % 5}", "start": 10 * i, "end": 10 * i + 5}
        row |= {"outlet": f"o{i % 2}", "group": ("state", "independent")[i % 2], "status": "judged"}
        row |= {"gold_voice": "own", "tool_voice": "own" if i % 4 else "direct"}
        row |= {"gold_stance": "assert", "tool_stance": "assert"}
        rows.append(row)
    cases = pd.DataFrame(rows)[list(JUDGED.names)]
    return replace(
        results, validation=score(cases).scores, settings=replace(results.settings, coders=f"the author {HOSTILE}")
    )


def test_the_check_stands_in_page_appendix_and_tables(tmp_path: Path) -> None:
    results = checked(example.make_results(text=True))
    write_report(results, tmp_path)
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert 'id="validation"' in page
    assert "voice 75.0% (95% interval" in page
    assert "<script" not in example.without_scripts(page)
    assert "No hand-coded check" not in page
    assert "\\input{tables/validation.tex}" in (tmp_path / "appendix.tex").read_text(encoding="utf-8")
    table = (tmp_path / "tables/validation.md").read_text(encoding="utf-8")
    assert "| voice | own | 20 | 1.00 | 0.75 | 0.86 |" in table


def test_without_codes_the_report_says_so(tmp_path: Path) -> None:
    results = example.make_results()
    assert validation_exhibits(results) == {}
    assert validation_sentences(results) == []
    write_report(results, tmp_path)
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "No hand-coded check of them is part of this report" in page


def test_whose_codes_they_are_is_told(tmp_path: Path) -> None:
    first, second = validation_sentences(checked(example.make_results()))
    assert "20 places in 5 articles" in first
    assert HOSTILE in first
    assert "stance 100.0%" in second


@pytest.mark.parametrize("by", ["group", "outlet"])
def test_units_stand_beside_the_whole(by: str) -> None:
    shown = validation_exhibits(checked(example.make_results()))["validation_units"].shown
    assert shown is not None
    assert {"all articles", *({"group": ("state", "independent"), "outlet": ("o0", "o1")}[by])} <= set(shown["unit"])
