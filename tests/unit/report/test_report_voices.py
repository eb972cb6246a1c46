"""Stance profiles, own voice and quotations in the report."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
import report_example as example

from framing.contrasts.profile import stance_profile
from framing.contrasts.quotations import quotations
from framing.files import rounded
from framing.report import Results, write_report
from framing.report.facts import facts_of
from framing.report.numbers import numbers
from framing.report.results import Voices
from framing.report.voices import FEW_ARTICLES, voice_drawings, voice_exhibits, voice_sentences

HOSTILE = "<script>alert(1)</script> $x_1$ \\input{x}"
OWN = ("category_contrast_own", "marker_contrast_own", "keyness_own")


def with_voices(results: Results, *, source: str = "The Watch") -> Results:
    """Results with profiles of their hits; every reported hit is said by `source`."""
    quoted = results.hits["voice"] != "own"
    hits = results.hits.assign(source=quoted.map({True: source, False: ""}), cue=quoted.map({True: "said", False: ""}))
    target, reference = results.design.target, results.design.reference
    tables = [
        stance_profile(hits, by=by, seed=1, voices=voices, cluster="document", **named)  # type: ignore[arg-type]
        for voices in (None, ["own"])
        for by, named in (
            ("group", {"target": target, "reference": reference}),
            (("group", "outlet"), {}),
            (("group", "category"), {}),
            (("group", "marker"), {}),
        )
    ]
    voices = Voices(
        profile=rounded(pd.concat(tables, ignore_index=True)),
        quotations=quotations(hits),
        own_markers=results.markers,
        own_categories=results.categories,
        own_words=results.words,
    )
    return replace(results, hits=hits, voices=voices)


def test_the_report_has_the_profile_own_voice_and_quotations(tmp_path: Path) -> None:
    results = with_voices(example.make_results())
    write_report(results, tmp_path)
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    appendix = (tmp_path / "appendix.tex").read_text(encoding="utf-8")
    tables = ("stance_profile", "stance_profile_outlets", "stance_profile_categories", "quotations", "quotation_cues")
    for name in (*tables, *OWN):
        assert f'id="table-{name.replace("_", "-")}"' in page, name
        assert f"\\input{{tables/{name}.tex}}" in appendix, name
    for name in ("stance_profile", "stance_profile_categories", "category_contrast_own", "keyness_own"):
        assert (tmp_path / "figures" / f"{name}.svg").is_file()
        assert f'id="figure-{name}"' in page
    assert "approximate" in page
    assert "Thompson and Ye 1991" in (tmp_path / "methods.md").read_text(encoding="utf-8")
    assert len(pd.read_csv(tmp_path / "tables" / "stance_profile_markers.csv"))


def test_the_only_outlet_of_a_group_is_not_shown_beside_it() -> None:
    one = with_voices(example.make_results(replace(example.SMALL, sides=(0, 1, 1, 1), per_outlet=(3, 3, 3, 3))))
    drawn = voice_drawings(one)["stance_profile"]().framing_data  # type: ignore[attr-defined]
    assert set(drawn["group"]) == {one.design.target, one.design.reference}
    assert set(drawn.loc[drawn["outlet"] != "", "group"]) == {one.design.reference}
    assert drawn.loc[drawn["outlet"] != "", "outlet"].nunique() == 3
    assert "stance_profile_outlets" in voice_exhibits(one)
    both = with_voices(
        example.make_results(replace(example.SMALL, outlets=("A", "B"), sides=(0, 1), per_outlet=(6, 6)))
    )
    assert set(voice_drawings(both)["stance_profile"]().framing_data["outlet"]) == {""}  # type: ignore[attr-defined]
    assert "stance_profile_outlets" not in voice_exhibits(both)


def test_a_report_of_sums_names_no_source_of_few_articles() -> None:
    results = with_voices(example.make_results())
    table = results.voices.quotations
    assert table is not None
    rare = table.assign(n_documents=[FEW_ARTICLES, *[FEW_ARTICLES - 1] * (len(table) - 1)])
    results = replace(results, voices=replace(results.voices, quotations=rare))
    assert len(voice_exhibits(results)["quotations"].table) == len(table) > 1
    hidden = voice_exhibits(replace(results, settings=replace(results.settings, shows_documents=False)))["quotations"]
    assert hidden.table["n_documents"].tolist() == [FEW_ARTICLES]
    assert "fewer than 5 articles are not named" in hidden.notes


def test_without_voices_the_report_says_nothing_of_them(tmp_path: Path) -> None:
    write_report(example.make_results(), tmp_path)
    assert not list((tmp_path / "tables").glob("*_own*"))
    assert not list((tmp_path / "tables").glob("stance_profile*"))
    assert "Thompson" not in (tmp_path / "methods.md").read_text(encoding="utf-8")


def test_shares_are_those_of_the_hits_in_table_macro_and_sentence() -> None:
    results = with_voices(example.make_results())
    shown = voice_exhibits(results)["stance_profile"].shown
    assert shown is not None
    row = shown[(shown["counted"] == "all hits") & (shown["value"] == "own")].iloc[0]
    state = results.hits[results.hits["group"] == "state"]
    share = (state["voice"] == "own").mean() * 100
    assert row["share"] == pytest.approx(share, abs=1e-3)
    assert numbers(results, facts_of(results))["framingShareOfOwnInState"] == f"{share:.1f}"
    assert f"{share:.1f} % of the {len(state)} hits in state" in voice_sentences(results)[0]
    assert shown["value"].tolist() == ["own", "direct", "indirect", "assert", "deny", "relay", "assert", "deny"]


def test_swapping_the_sides_changes_signs_only() -> None:
    results = example.make_results()
    there, back = with_voices(results), with_voices(example.swapped(results))
    one, other = (voice_exhibits(r)["stance_profile"].shown for r in (there, back))
    assert one is not None
    assert other is not None
    assert one["difference"].tolist() == pytest.approx((-other["difference"]).tolist())
    assert [s.split(";")[0] for s in voice_sentences(there)] == [s.split(";")[0] for s in voice_sentences(back)]


def test_two_against_three_articles_claim_nothing() -> None:
    results = with_voices(example.make_results(example.SMALL))
    made = voice_exhibits(results)
    assert "q" not in made["stance_profile"].columns
    assert "No p or q" in made["stance_profile"].notes
    assert "too few for the bootstrap" in made["stance_profile"].notes
    assert all("no claim can rest on it" in s or "no interval" in s for s in voice_sentences(results))


def test_sources_stay_text(tmp_path: Path) -> None:
    results = with_voices(example.make_results(example.SMALL), source=HOSTILE)
    write_report(results, tmp_path)
    assert "<script" not in example.without_scripts((tmp_path / "index.html").read_text(encoding="utf-8"))
    assert "\\input{x}" not in (tmp_path / "tables" / "quotations.tex").read_text(encoding="utf-8")


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="needs pdflatex")
def test_the_appendix_compiles(tmp_path: Path) -> None:
    write_report(with_voices(example.make_results(example.HOSTILE), source=HOSTILE), tmp_path)
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "appendix.tex"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, errors="replace", check=False)
    assert run.returncode == 0, run.stdout[-2000:]
