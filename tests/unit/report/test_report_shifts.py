"""Word shifts and the map of outlets in a report."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import report_example as example

from framing.contrasts.outlets import outlet_map
from framing.contrasts.shift import word_shift
from framing.report import Results, write_report
from framing.report.results import Shifts
from framing.report.shifts import shift_drawings, shift_exhibits, shift_methods, shift_sentence
from framing.tables import to_latex


def with_shifts(results: Results) -> Results:
    sides = {"target": results.design.target, "reference": results.design.reference, "seed": 1}
    shift = word_shift(results.counts, unit="marker", permutations=99, bootstrap=50, **sides)
    places = outlet_map(results.counts, seed=1, replicates=50, permutations=9)
    return replace(results, shifts=Shifts(markers=shift, map=places, no_words="no word is frequent enough"))


@pytest.fixture(scope="module")
def results() -> Results:
    return with_shifts(example.make_results())


def test_a_report_shows_shift_and_map_and_says_what_is_missing(results: Results, tmp_path: Path) -> None:
    results = replace(results, settings=replace(results.settings, figure_formats=("svg",)))
    folder = tmp_path / "report"
    folder.mkdir()
    write_report(results, folder)
    page = (folder / "index.html").read_text(encoding="utf-8")
    for name in ("marker_shift", "outlet_map"):
        assert (folder / "tables" / f"{name}.csv").is_file()
        assert (folder / "figures" / f"{name}.svg").is_file()
        assert f"tables/{name}.tex" in (folder / "appendix.tex").read_text(encoding="utf-8")
    for name in ("keyness_funnel", "dispersion"):
        assert (folder / "figures" / f"{name}.svg").is_file()
    assert "No word shift: no word is frequent enough." in page
    assert ">Map of outlets<" in page
    assert "Ringrose" in (folder / "methods.md").read_text(encoding="utf-8")


def test_the_shown_part_is_in_the_order_of_the_shares(results: Results) -> None:
    shown = shift_exhibits(results)["marker_shift"].shown
    assert shown is not None
    assert shown["part"].is_monotonic_decreasing
    assert shown["part"].max() > 1  # per cent
    assert set(shown["direction"]) <= {"state", "independent"}


def test_the_sentence_gives_chance_beside_the_divergence(results: Results) -> None:
    table = results.shifts.markers
    assert table is not None
    text = shift_sentence(table)
    first = table.iloc[0]
    assert f"{first['divergence']:.3f} bits" in text
    assert f"{first['null_mean']:.3f} on average" in text
    assert "p = " in text or "p < " in text


def test_with_too_few_articles_no_claim_is_made() -> None:
    small = with_shifts(example.make_results(example.SMALL))
    assert small.shifts.markers is not None
    text = shift_sentence(small.shifts.markers)
    assert "no claim can rest on it" in text
    assert " p " not in text
    assert "interval" not in text


def test_nothing_is_shown_where_there_is_nothing() -> None:
    bare = example.make_results()
    assert not shift_exhibits(bare)
    assert set(shift_drawings(bare)) == {"dispersion", "keyness_funnel"}
    assert not shift_methods(bare)


def test_hostile_names_pass_through_the_tables() -> None:
    for exhibit in shift_exhibits(with_shifts(example.make_results(example.HOSTILE))).values():
        assert exhibit.shown is not None
        given = {"caption": exhibit.caption, "notes": exhibit.notes, "columns": exhibit.columns}
        tex = to_latex(exhibit.shown, label=exhibit.label, digits=exhibit.digits, **given)
        assert "\\input{/etc/passwd}" not in tex
        assert "\\write18{ls}" not in tex
        assert "$a_b$" not in tex
