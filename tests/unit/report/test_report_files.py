from __future__ import annotations

import csv
import inspect
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
import report_example as example

from framing.errors import StudyError
from framing.files import read_table, rounded, sha256_of
from framing.report import Results, write_report
from framing.report.exhibits import MOST_ROWS, MOST_WORDS, exhibits, shortened
from framing.report.facts import facts_of
from framing.report.methods import STARTS, WORKS, methods
from framing.report.numbers import numbers, parts_of
from framing.schema import CONTRAST, DOCUMENTS, HITS
from framing.topics.fit import fit_topics


def hashes(folder: Path) -> dict[str, str]:
    return {str(f.relative_to(folder)): sha256_of(f) for f in sorted(folder.rglob("*")) if f.is_file()}


def test_same_results_give_the_same_bytes(small: tuple[Results, Path], tmp_path: Path) -> None:
    write_report(example.make_results(example.SMALL), tmp_path)
    assert hashes(tmp_path) == hashes(small[1])


def test_what_is_returned_is_what_is_there(tmp_path: Path) -> None:
    results = example.make_results(example.SMALL)
    settings = replace(results.settings, figure_formats=("svg",), table_formats=("csv",))
    written = write_report(replace(results, settings=settings), tmp_path)
    assert written == sorted(f for f in tmp_path.rglob("*") if f.is_file())
    names = {f.name for f in written}
    assert {"index.html", "methods.md", "hits.csv", "keyness.md", "keyness.svg", "keyness.txt"} <= names
    assert not {"appendix.tex", "numbers.tex", "keyness.tex", "keyness.pdf", "manifest.json"} & names


def test_a_report_of_sums_tells_of_no_single_article(tmp_path: Path) -> None:
    results = example.make_results(example.Names(suffix=" of the article"))
    results = replace(results, settings=replace(results.settings, shows_documents=False, origin="the town archive"))
    written = {f.relative_to(tmp_path).as_posix(): f.read_bytes() for f in write_report(results, tmp_path)}
    assert results.documents["doc_id"].str.fullmatch(r"d\d\d of the article").all()
    told = re.compile(rb"(?:d\d\d|A headline) of the article")
    assert [name for name, content in written.items() if told.search(content)] == []
    made = {f.partition(".")[0] for f in written}
    assert not {f"tables/{name}" for name in ("documents", "hits", "counts", "audit", "duplicates", "kwic")} & made
    assert {"tables/data", "tables/what_was_skipped", "tables/keyness", "tables/topic_contrast"} <= made
    assert "figures/positions" not in made  # a strip an article, with so few
    page = written["index.html"].decode()
    assert "This report gives sums over articles." in page
    assert "Where the articles come from: the town archive." in page
    assert "audit table" not in page
    assert "The articles come from: the town archive." in written["methods.md"].decode()


def test_unknown_format_is_refused(tmp_path: Path) -> None:
    results = example.make_results(example.SMALL)
    with pytest.raises(StudyError, match=r"html, latex or csv, not 'latx'; did you mean 'latex'\?"):
        write_report(replace(results, settings=replace(results.settings, table_formats=("latx",))), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_csv_tables_keep_their_contracts_whole(large: tuple[Results, Path]) -> None:
    results, folder = large
    assert len(read_table(folder / "tables/hits.csv", HITS)) == len(results.hits)
    assert len(read_table(folder / "tables/documents.csv", DOCUMENTS)) == len(results.documents)
    for name, table in (("keyness", results.words), ("marker_contrast", results.markers)):
        read = read_table(folder / f"tables/{name}.csv", CONTRAST)
        assert list(read.columns) == CONTRAST.names
        assert read["item"].tolist() == table["item"].tolist()
        assert read["log_ratio"].tolist() == rounded(table)["log_ratio"].tolist()


def test_csv_cells_do_not_run_as_formulas(hostile: tuple[Results, Path]) -> None:
    with (hostile[1] / "tables/documents.csv").open(encoding="utf-8", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert "'=cmd|' /C calc'!A0" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "@"))]


def test_data_table_adds_up() -> None:
    results = example.make_results()
    table = exhibits(results)["data"].table
    outlets, sides = table[table["level"] == "outlet"], table[table["level"] == "group"]
    for column in ("n_documents", "n_tokens", "n_sentences", "n_hits"):
        assert outlets[column].sum() == sides[column].sum() > 0
    assert sides["n_tokens"].sum() == results.documents["n_tokens"].sum()
    assert sides["n_hits"].sum() == len(results.hits)
    assert sides["group"].tolist() == ["state", "independent"]


def test_skipped_table_adds_up() -> None:
    results = example.make_results()
    table = exhibits(results)["what_was_skipped"].table
    assert table["n_spans"].sum() == len(results.audit)
    assert table["n_chars"].sum() == (results.audit["end"] - results.audit["start"]).sum()


def test_voice_shares_add_up() -> None:
    table = exhibits(example.make_results())["voice_shares"].table
    for kind in ("voice", "stance"):
        assert table.loc[table["kind"] == kind, "target_share"].sum() == pytest.approx(1, abs=1e-5)
    assert table["target_token_share"].notna().sum() == 3


def test_shares_are_shown_in_per_cent_and_kept_as_shares_in_csv() -> None:
    made = exhibits(example.make_results())
    for name, columns in (
        ("voice_shares", ["target_share", "reference_share", "target_token_share"]),
        ("topic_prevalence", ["mean", "ci_low", "ci_high"]),
        ("topic_contrast", ["target_mean", "reference_mean", "difference", "ci_low"]),
    ):
        shown, table = made[name].shown, made[name].table
        assert shown is not None
        for column in columns:
            assert sorted(shown[column].dropna()) == pytest.approx(sorted(table[column].dropna() * 100))
            assert table[column].abs().max() <= 1


def test_paper_shows_lines_short_and_csv_whole(tmp_path: Path) -> None:
    results = example.make_results(text=True)
    assert results.kwic is not None
    long = "to the very end of a long sentence that goes on and on"
    results = replace(results, kwic=results.kwic.assign(left=long, right=long))
    e = exhibits(results)["kwic"]
    assert e.shown is not None
    assert e.shown["left"].iloc[0] == long
    assert e.paper is not None
    assert e.paper.shown is not None
    assert list(e.paper.columns) == ["doc_id", "left", "surface", "right"]
    assert e.paper.shown["left"].iloc[0] == "… sentence that goes on and on"
    assert e.paper.shown["right"].iloc[0] == "to the very end of a long …"
    write_report(results, tmp_path)
    assert long not in (tmp_path / "tables/kwic.md").read_text(encoding="utf-8")
    assert long in (tmp_path / "tables/kwic.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("at_start", [True, False])
@pytest.mark.parametrize("text", ["", "short", "one two three four five six seven eight", "x" * 80, "a " * 40])
def test_shortened_text_keeps_the_end_beside_the_marker(text: str, at_start: bool) -> None:
    cut = shortened(text, at_start=at_start)
    assert len(cut) <= 32
    line = " ".join(text.split())
    kept = cut.removeprefix("… ").removesuffix(" …")
    assert (line.endswith if at_start else line.startswith)(kept)
    assert ("…" in cut) == (len(line) > 32)
    if " " in line:  # cut between words
        assert set(kept.split()) <= set(line.split())


def test_keyness_shows_the_top_of_each_side() -> None:
    results = example.make_results()
    shown = exhibits(results)["keyness"].shown
    assert shown is not None
    assert shown["log_odds"].is_monotonic_decreasing
    words = results.words
    for sign in (1, -1):
        side = words[words["log_odds"] * sign > 0]
        best = set(side.loc[side["z"].abs().sort_values(ascending=False).index[:MOST_WORDS], "item"])
        assert set(shown.loc[shown["log_odds"] * sign > 0, "word"]) == best


def test_q_is_left_out_row_by_row_where_clusters_are_too_few() -> None:
    results = example.make_results()
    some = results.outlets["target"] == "Gazette"
    mixed = replace(results, outlets=results.outlets.assign(p_floor=[0.2 if x else 0.01 for x in some]))
    e = exhibits(mixed)["outlet_contrast"]
    assert e.shown is not None
    assert e.shown.loc[e.shown["the_outlet"] == "Gazette", "q"].isna().all()
    assert e.shown.loc[e.shown["the_outlet"] != "Gazette", "q"].notna().any()
    assert "empty where so few articles can't give a p of 0.05" in e.notes
    none = exhibits(replace(results, outlets=results.outlets.assign(p_floor=0.2)))["outlet_contrast"]
    assert "q" not in none.columns
    assert "No p or q: the smallest possible p is 0.20" in none.notes


def test_long_tables_are_cut_with_a_note_and_whole_in_csv() -> None:
    results = example.make_results(replace(example.SMALL, per_outlet=(80, 80, 80, 80)))
    e = exhibits(replace(results, documents=results.documents.assign(date="2024-01-01")))["documents"]
    assert e.shown is not None
    assert len(e.table) == 320
    assert len(e.shown) == MOST_ROWS
    assert "The first 200 of 320 rows" in e.notes


def test_numbers_are_macros_of_letters_with_the_tables_values(hostile: tuple[Results, Path]) -> None:
    lines = (hostile[1] / "numbers.tex").read_text(encoding="utf-8").splitlines()
    macros = [re.fullmatch(r"\\newcommand\{\\(framing[A-Za-z]+)\}\{(.*)\}", line) for line in lines if line[0] != "%"]
    assert all(macros)
    names = [m[1] for m in macros if m]
    assert len(set(names)) == len(names) > 100
    results = example.make_results()
    found = numbers(results, facts_of(results))
    row = results.categories.set_index("item").loc["external_threat"]
    assert found["framingNOfCategoryExternalThreatInState"] == str(row["target_n"])
    assert found["framingRateOfCategoryExternalThreatInIndependent"] == f"{row['reference_pm'] / 10:,.1f}"
    assert found["framingLogRatioOfCategoryExternalThreat"] == f"\\ensuremath{{{row['log_ratio']:.2f}}}"
    assert found["framingNTokensFromOutletBaoDienTu"] == "2,395"


def test_macro_names_stay_apart() -> None:
    made = parts_of(["A-1", "a 1", "新闻", "مرحبا", "a_One"], "Outlet")
    assert len(set(made.values())) == 5
    assert all(re.fullmatch(r"[A-Za-z]+", part) for part in made.values())


def test_methods_say_what_was_run_and_cite_it() -> None:
    results = example.make_results()
    paragraphs, works = methods(results, facts_of(results))
    text = " ".join(paragraphs)
    assert "false discovery rate" in text
    assert "numpy 2.1.0" in text
    assert "8 short random starts" in text
    assert inspect.signature(fit_topics).parameters["starts"].default == STARTS == 8
    assert "never given below the smallest p" in text
    assert "Seed 7" in text
    assert WORKS["benjamini"] in works
    assert WORKS["holm"] not in works
    for work in works:
        author, year = work.split(",")[0], re.search(r"\((\d{4})\)", work)
        assert year
        assert re.search(rf"{author}[^.]*{year[1]}", text), work
    plain = replace(results, settings=replace(results.settings, correction="none", interval="bootstrap"))
    paragraphs, works = methods(plain, facts_of(plain))
    assert "p was not corrected" in " ".join(paragraphs)
    assert "percentile bootstrap" in " ".join(paragraphs)
    assert not {WORKS["benjamini"], WORKS["welch"]} & set(works)


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="needs pdflatex")
@pytest.mark.parametrize("which", ["large", "small", "hostile"])
def test_appendix_compiles(which: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    folder = tmp_path / "report"
    shutil.copytree(request.getfixturevalue(which)[1], folder)
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "appendix.tex"]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, errors="replace", check=False)
    assert run.returncode == 0, run.stdout[-2000:]
    # a long table is set by widths that the run before has left, so the second run counts
    subprocess.run(command, cwd=folder, capture_output=True, check=True)
    log = (folder / "appendix.log").read_text(encoding="utf-8", errors="replace")
    too_wide = [float(x) for x in re.findall(r"Overfull \\hbox \(([\d.]+)pt too wide\) in alignment", log)]
    assert max(too_wide, default=0) <= 5
    assert (folder / "appendix.pdf").stat().st_size > 20_000
