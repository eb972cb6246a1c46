from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

import pytest
import report_example as example

from framing.report import Results, write_report
from framing.report.concordance import concordance
from framing.report.html import inline_svg

VOID = {"meta", "link", "br", "hr", "img", "input", "wbr", "col"}
TAGS = {
    *("html", "head", "meta", "title", "style", "body", "a", "header", "nav", "main", "footer", "section"),
    *("h1", "h2", "h3", "p", "div", "ul", "li", "dl", "dt", "dd", "code", "strong", "figure", "figcaption"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td"),
    *("script", "button", "form", "label", "input", "select", "option", "span", "dialog", "article"),
    *("svg", "g", "path", "use", "defs", "clippath", "rect", "circle", "line", "polyline", "polygon"),
}


class Page(HTMLParser):
    """A page taken apart: tags, attributes, text; complains about unbalanced tags."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.inside: list[tuple[str, str]] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {k: v or "" for k, v in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> at {self.getpos()}"

    def handle_data(self, data: str) -> None:
        if self.open and data.strip():
            self.inside.append((self.open[-1], data.strip()))

    def text(self, tag: str = "") -> str:
        return " ".join(
            " ".join(
                t for inside, t in self.inside if inside not in ("style", "script") and tag in ("", inside)
            ).split()
        )

    def of(self, *tags: str) -> list[dict[str, str]]:
        return [attributes for tag, attributes in self.tags if tag in tags]


@pytest.fixture(params=["large", "small", "hostile"])
def report(request: pytest.FixtureRequest) -> tuple[Results, Path]:
    return request.getfixturevalue(request.param)  # type: ignore[no-any-return]


def page_of(report: tuple[Results, Path]) -> Page:
    return Page((report[1] / "index.html").read_text(encoding="utf-8"))


def test_page_is_balanced_and_holds_known_elements_only(report: tuple[Results, Path]) -> None:
    page = page_of(report)
    assert {tag for tag, _ in page.tags} <= TAGS
    attributes = {name for _, attrs in page.tags for name in attrs}
    assert not [name for name in attributes if name.startswith("on") or name in ("src", "srcset", "action", "data")]


def test_nothing_is_loaded_from_elsewhere_and_every_link_leads_somewhere(report: tuple[Results, Path]) -> None:
    page, folder = page_of(report), report[1]
    ids = Counter(attributes["id"] for _, attributes in page.tags if "id" in attributes)
    assert max(ids.values()) == 1
    links = [a["href"] for a in page.of("a", "use", "link") if "href" in a]
    assert len(links) > 60
    for link in links:
        if link.startswith("#"):
            assert link[1:].split("?")[0] in ids, link
        else:
            assert re.fullmatch(r"(tables|figures)/[a-z_]+\.[a-z]+", link), link
            assert (folder / unquote(link)).is_file(), link
    style = (folder / "index.html").read_text(encoding="utf-8").split("</style>")[0]
    assert "url(" not in style
    assert "@import" not in style


def test_every_figure_and_table_is_linked(large: tuple[Results, Path]) -> None:
    links = {a["href"] for a in page_of(large).of("a")}
    files = {f"{f.parent.name}/{f.name}" for f in large[1].glob("*/*") if f.suffix != ".txt"}
    assert files <= links
    assert len(files) == 16 * 3 - 4 + 9 * 3  # hits and counts as CSV alone


def test_page_is_accessible(report: tuple[Results, Path]) -> None:
    page = page_of(report)
    headings = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert headings[0] == 1
    assert headings.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(headings))
    assert len(page.of("caption")) == len(page.of("table"))
    assert all(th.get("scope") in ("col", "row") for th in page.of("th"))
    assert all(svg["role"] == "img" and svg["aria-label"] for svg in page.of("svg"))
    assert len(page.of("svg")) == len(page.of("figure")) == len(page.of("figcaption")) == 9
    assert page.of("html")[0]["lang"] == "en"
    assert page.of("a")[0]["href"] == "#content"


def test_page_has_its_sections_in_order(large: tuple[Results, Path]) -> None:
    headings = [text for tag, text in page_of(large).inside if tag == "h2"]
    assert headings == [
        "What this is", "What the comparison shows", "How sure can one be", "Terms", "Data", "Markers", "Words",
        "Topics", "Lexicon", "Lines", "Methods", "How to make this again",
    ]  # fmt: skip


def test_hostile_strings_stand_as_text(hostile: tuple[Results, Path]) -> None:
    page = page_of(hostile)
    assert page.text("h1") == example.HOSTILE.title
    assert example.HOSTILE.target in page.text("p")
    assert example.HOSTILE.suffix.strip() in page.text("dd") + page.text("li")
    assert "{{ 7*7 }}" in page.text("p")
    raw = (hostile[1] / "index.html").read_text(encoding="utf-8")
    assert "<script" not in example.without_scripts(raw)
    assert "<svg/onload" not in raw
    assert "<img" not in raw


def test_file_names_do_not_come_from_data(hostile: tuple[Results, Path], large: tuple[Results, Path]) -> None:
    names = {str(f.relative_to(hostile[1])) for f in hostile[1].rglob("*") if f.is_file()}
    others = {str(f.relative_to(large[1])) for f in large[1].rglob("*") if f.is_file()}
    assert names == {n for n in others if not n.startswith("figures/") or n.endswith((".svg", ".txt"))}
    assert [f.name for f in hostile[1].parent.iterdir()] == ["report"]


def test_no_p_where_no_claim_is_possible(small: tuple[Results, Path], large: tuple[Results, Path]) -> None:
    page, folder = page_of(small), small[1]
    assert "no significance claim is possible with so few clusters" in page.text("p")
    assert "smallest p that any permutation test can give is 0.10 (0.33 with outlets as clusters)" in page.text("p")
    assert not {"p", "q"} & {text for tag, text in page.inside if tag == "th"}
    assert not re.search(r"\bq (=|<) 0", page.text("li"))
    for name in ("category_contrast", "marker_contrast", "outlet_contrast", "keyness", "topic_contrast"):
        assert not re.search(r"(&|\}) *q *(&|\\)", (folder / f"tables/{name}.tex").read_text(encoding="utf-8"))
        assert "| q |" not in (folder / f"tables/{name}.md").read_text(encoding="utf-8")
        assert ",p,q," in (folder / f"tables/{name}.csv").read_text(encoding="utf-8").splitlines()[0]
    assert "framingQOf" not in (folder / "numbers.tex").read_text(encoding="utf-8")
    # the same places do show q where a claim is possible
    assert "q" in {text for tag, text in page_of(large).inside if tag == "th"}
    assert re.search(r"\bq (=|<) 0", page_of(large).text("li"))
    assert "| q |" in (large[1] / "tables/keyness.md").read_text(encoding="utf-8")
    assert re.search(r"& *q *(&|\\)", (large[1] / "tables/keyness.tex").read_text(encoding="utf-8"))


def test_lines_only_where_text_may_be_shown(small: tuple[Results, Path], large: tuple[Results, Path]) -> None:
    assert "licence does not allow it" in page_of(small).text("p")
    assert not (small[1] / "tables/kwic.csv").exists()
    assert "before it" in page_of(large).text("td")
    assert (large[1] / "tables/kwic.csv").exists()


def test_invented_data_and_what_was_not_run_are_said(small: tuple[Results, Path], large: tuple[Results, Path]) -> None:
    assert "invented data" in page_of(small).text("p")
    assert "Lines of text (concordance)" in page_of(small).text("li")
    assert "#not_run" in {a["href"] for a in page_of(small).of("a")}
    assert "Not run" not in page_of(large).text("h2")
    assert "#not_run" not in {a["href"] for a in page_of(large).of("a")}


def test_page_without_anything_found_says_so(tmp_path: Path) -> None:
    results = example.make_results(example.SMALL)
    zeros = {"target_n": 0, "reference_n": 0}
    nothing = replace(
        results,
        audit=results.audit.iloc[:0],
        hits=results.hits.iloc[:0],
        counts=results.counts.assign(n_hits=0),
        markers=results.markers.assign(**zeros),
        categories=results.categories.assign(**zeros),
        outlets=results.outlets.assign(**zeros),
        words=results.words.iloc[:0],
        topic_terms=results.topic_terms.iloc[:0],
        topic_prevalence=results.topic_prevalence.iloc[:0],
        topic_contrast=results.topic_contrast.iloc[:0],
    )
    write_report(nothing, tmp_path)
    page = page_of((nothing, tmp_path))
    text = page.text("p")
    assert "there is no difference to describe" in text
    assert "No marker of the lexicon was found" in text
    assert "No words were compared in this study." in text
    assert "No topics were fitted" in text
    assert page.of("figure") == []
    assert "nan" not in page.text().lower().split()


def test_svg_loses_what_is_not_drawing() -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9pt" onload="x()">'
        "<!-- <script> --><metadata>m</metadata><style>*{}</style><script>alert(1)</script>"
        '<g id="a" style="fill: url(http://evil.example)"><path d="M0 0" clip-path="url(#c)"/>'
        '<use xlink:href="#a"/><use xlink:href="http://evil.example/#a"/></g><a href="http://evil.example"><g/></a></svg>'
    )
    cleaned = str(inline_svg("keyness", svg))
    assert "script" not in cleaned
    assert "evil" not in cleaned
    assert "onload" not in cleaned
    assert "<style" not in cleaned
    assert 'id="keyness-a"' in cleaned
    assert 'href="#keyness-a"' in cleaned
    assert "url(#keyness-c)" in cleaned


def test_concordance_counts_as_javascript_does() -> None:
    results = example.make_results(text=True)
    assert results.texts is not None
    doc = results.hits["doc_id"].iloc[0]
    texts = results.texts | {doc: "\U0001f642" * 3 + results.texts[doc]}
    content = json.loads(str(concordance(replace(results, texts=texts)).data))
    hits = content["hits"]
    first = [i for i, d in enumerate(results.hits["doc_id"]) if d == doc]
    assert [hits["at"][i] - hits["start"][i] for i in first] == [min(3, hits["start"][i]) for i in first]


def test_texts_too_large_for_a_page_stay_out(monkeypatch: pytest.MonkeyPatch) -> None:
    results = example.make_results(text=True)
    shown = concordance(results)
    assert json.loads(str(shown.data))["texts"] == list(results.texts.values())  # type: ignore[union-attr]
    assert shown.why == ""
    monkeypatch.setattr("framing.report.concordance.MOST_TEXT", 100)
    shown = concordance(results)
    assert json.loads(str(shown.data))["texts"] is None
    assert "too long" in shown.why
    hidden = concordance(example.make_results())
    assert json.loads(str(hidden.data))["hits"]["left"] is None
    assert "may not be shown" in hidden.why
