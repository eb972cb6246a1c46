from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import report_example as example
from opened_page import ROOT, Opened

from framing.report import write_report

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HITS = pd.read_csv(ROOT / "reports/newsroom/tables/hits.csv", keep_default_na=False)


def test_opens_from_disk_without_network_or_complaint(opened: Opened) -> None:
    assert opened.requests == [(ROOT / "reports/newsroom/index.html").as_uri()]
    assert opened.complaints == []
    assert opened.shown == f"{len(HITS):,} of {len(HITS):,} lines"
    assert opened.page.locator("table.lines tbody tr").count() == 50


def test_choosing_agrees_with_the_table_of_hits(opened: Opened) -> None:
    page, form = opened.page, "#concordance form "
    page.select_option(form + "[name=voice]", "direct")
    page.select_option(form + "[name=group]", "state")
    chosen = HITS[(HITS["voice"] == "direct") & (HITS["group"] == "state")]
    assert opened.shown == f"{len(chosen):,} of {len(HITS):,} lines"
    page.check(form + "[name=scare]")
    scare = chosen[chosen["scare_quoted"]]
    assert 0 < len(scare) < len(chosen)
    assert opened.shown == f"{len(scare):,} of {len(HITS):,} lines"
    page.click(form + "[type=reset]")
    page.wait_for_function("n => document.querySelector('.count').textContent.startsWith(n)", arg=f"{len(HITS):,} ")
    page.fill(form + "[name=q]", "no such words anywhere")
    assert "No line fits" in opened.shown


def test_search_has_no_case_and_takes_the_words_around(opened: Opened) -> None:
    opened.page.fill("#concordance [name=q]", "HOSTILE forces")
    rows = opened.page.locator("table.lines tbody tr").all_inner_texts()
    assert rows
    assert all("hostile forces" in " ".join(row.split()).lower() for row in rows)


def test_pages_turn(opened: Opened) -> None:
    page = opened.page
    first = page.inner_text("table.lines tbody tr:first-child")
    page.click(".pages button:last-child")
    assert "51" in page.inner_text(".pages")
    assert page.inner_text("table.lines tbody tr:first-child") != first
    page.click(".pages button:first-child")
    assert page.inner_text("table.lines tbody tr:first-child") == first


def test_each_line_has_an_address_that_leads_back_to_it(opened: Opened) -> None:
    page = opened.page
    hit = HITS.iloc[700]
    page.evaluate(f"location.hash = '#line?doc={hit.doc_id}&start={hit.start}&marker={hit.marker}'")
    page.wait_for_selector("table.lines tr.here")
    row = page.inner_text("table.lines tr.here")
    assert hit.doc_id in row
    assert hit.surface in row


def test_a_cell_leads_to_its_lines(opened: Opened) -> None:
    cell = opened.page.locator("#table-marker-contrast tbody tr:first-child a.behind").nth(1)
    n = int(cell.inner_text())
    assert n > 0
    cell.click()
    opened.page.wait_for_function("n => document.querySelector('.count').textContent.startsWith(n + ' of')", arg=str(n))
    assert opened.page.locator("table.lines tbody tr").count() == min(n, 50)


def test_article_shows_its_markers_and_what_was_skipped(opened: Opened) -> None:
    page = opened.page
    page.locator("table.lines button.link").first.focus()
    page.keyboard.press("Enter")
    dialog = page.locator("dialog[open]")
    doc = HITS.iloc[0]["doc_id"]
    marks = dialog.locator(".text mark").all_inner_texts()
    assert marks == HITS[HITS["doc_id"] == doc]["surface"].tolist()
    assert "skipped: byline" in dialog.inner_text()
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0


def test_tables_sort_and_filter(opened: Opened) -> None:
    page = opened.page
    table = "#table-marker-contrast table"
    column = next(
        i for i, head in enumerate(page.locator(table + " thead th").all_inner_texts(), 1) if "log ratio" in head
    )
    cells = f"{table} tbody tr > :nth-child({column})"

    def values() -> list[float]:
        texts = page.locator(cells).all_inner_texts()
        return [float(t.replace("\u2212", "-")) for t in texts if t.strip()]

    page.click(f"{table} thead th:nth-child({column}) button")
    assert values() == sorted(values(), reverse=True)
    page.click(f"{table} thead th:nth-child({column}) button")
    assert values() == sorted(values())
    assert page.get_attribute(f"{table} thead th:nth-child({column})", "aria-sort") == "ascending"
    page.fill("#table-marker-contrast .filter input", "hostile forces")
    assert page.locator(f"{table} tbody tr:visible").count() == 1


def test_dark_and_light_switch(opened: Opened) -> None:
    page = opened.page
    colour = "getComputedStyle(document.body).backgroundColor"
    before = page.evaluate(colour)
    page.click("#theme")
    assert page.evaluate(colour) != before
    page.click("#theme")
    assert page.evaluate(colour) == before


def test_prints(opened: Opened, tmp_path: Path) -> None:
    opened.page.pdf(path=tmp_path / "page.pdf")
    assert (tmp_path / "page.pdf").read_bytes()[:5] == b"%PDF-"
    opened.page.emulate_media(media="print")
    assert not opened.page.is_visible("#concordance form")
    assert opened.page.is_visible("table.lines")


def test_saved_lines_are_those_chosen(opened: Opened, tmp_path: Path) -> None:
    page = opened.page
    page.select_option("#concordance [name=stance]", "deny")
    with page.expect_download() as waiting:
        page.click("#concordance [name=save]")
    waiting.value.save_as(tmp_path / "lines.csv")
    with (tmp_path / "lines.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    denied = HITS[HITS["stance"] == "deny"]
    assert [(r["doc_id"], r["start"], r["marker"]) for r in rows] == [
        (h.doc_id, str(h.start), h.marker) for h in denied.itertuples()
    ]


def test_no_serious_finding_of_axe(browser: Browser) -> None:
    from axe_playwright_python.sync_playwright import Axe

    for scheme in ("light", "dark"):
        page = browser.new_page(bypass_csp=True, color_scheme=scheme, reduced_motion="reduce")
        Opened(page, ROOT / "reports/newsroom/index.html")
        found = Axe().run(page).response["violations"]
        page.close()
        bad = {v["id"]: v["nodes"][0]["html"] for v in found if v["impact"] in ("serious", "critical")}
        assert bad == {}


def test_hostile_names_and_texts_are_shown_and_never_run(browser: Browser, tmp_path: Path) -> None:
    results = example.make_results(example.HOSTILE, text=True)
    (tmp_path / "report").mkdir()
    write_report(results, tmp_path / "report")
    page = browser.new_page()
    opened = Opened(page, tmp_path / "report/index.html")
    page.locator("table.lines button.link").first.click()
    assert example.HOSTILE.suffix.strip() in page.inner_text("dialog[open] .text")
    assert len(opened.requests) == 1
    assert opened.complaints == []
    page.close()
