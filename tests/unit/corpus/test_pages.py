import gzip
import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from framing.corpus.encode import encode
from framing.corpus.pages import read_page
from framing.corpus.read import Corpus, read_corpus
from framing.errors import CorpusError
from framing.markers.find import find_markers
from framing.markers.lexicon import read_lexicon

PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Parade held - The Daily</title>
<meta property="article:published_time" content="2014-05-31T10:00:00Z"></head>
<body><nav><a href="/">Home</a> <a href="/news">News about hostile forces</a></nav>
<article><h1>Parade held in the capital</h1>
<p>The ministry said hostile forces &amp; others had “plotted” against the state.</p>
<p>It was denied. Civil society groups said so in a statement,<br>and repeated it the day after.</p></article>
<aside>Read more: ten pictures</aside><footer>Copyright The Daily</footer></body></html>
"""

TEXT = (
    "Parade held in the capital\n"
    "The ministry said hostile forces & others had “plotted” against the state.\n"
    "It was denied. Civil society groups said so in a statement,\n"
    "and repeated it the day after."
)


def column(corpus: Corpus, name: str) -> list[Any]:
    return corpus.documents[name].tolist()


def refused(source: Path, **options: Any) -> str:
    with pytest.raises(CorpusError) as problem:
        read_corpus(source, **options)
    return str(problem.value)


def test_the_extraction_is_the_text_and_the_digest_is_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(PAGE, encoding="utf-8")
    corpus = read_corpus(path)
    assert corpus.texts.to_pylist() == [TEXT]
    assert column(corpus, "n_chars") == [len(TEXT)]
    assert column(corpus, "sha256") == [hashlib.sha256(PAGE.encode()).hexdigest()]
    assert (column(corpus, "title"), column(corpus, "date")) == (["Parade held in the capital"], ["2014-05-31"])


def test_offsets_run_into_the_extraction(tmp_path: Path) -> None:
    (tmp_path / "a.htm.gz").write_bytes(gzip.compress(PAGE.encode()))
    (tmp_path / "b.txt").write_text("Civil society spoke.", encoding="utf-8")
    corpus = read_corpus(tmp_path)
    hits = find_markers(encode(corpus), read_lexicon("framing.en"))
    text = dict(zip(column(corpus, "doc_id"), corpus.texts.to_pylist(), strict=True))
    assert set(hits["doc_id"]) == {"a.htm.gz", "b.txt"}
    assert {"hostile_forces", "civil_society"} <= set(hits["marker"])
    for hit in hits.itertuples():
        assert text[hit.doc_id][hit.start : hit.end] == hit.surface


def test_metadata_come_before_what_the_page_says(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.html").write_text(PAGE, encoding="utf-8")
    rows = tmp_path / "d.csv"
    rows.write_text("file,headline,date\na.html,Ours,2013\nb.html, ,\n", encoding="utf-8")
    corpus = read_corpus(tmp_path, documents=rows, title="headline")
    assert column(corpus, "title") == ["Ours", "Parade held in the capital"]
    assert column(corpus, "date") == ["2013", "2014-05-31"]


@pytest.mark.parametrize(
    ("declared", "written", "codec"),
    [
        ("iso-8859-1", "cp1252", "cp1252"),  # as browsers read it: curly quotation marks are in it
        ("windows-1252", "utf-8", "utf-8"),  # saved anew, and the declaration forgotten
        ("utf-8", "utf-16", "utf-16-le"),
        ("no-such-thing", "utf-8", "utf-8"),
    ],
)
def test_a_page_is_read_as_it_declares_unless_it_is_utf8(
    tmp_path: Path, declared: str, written: str, codec: str
) -> None:
    (tmp_path / "a.html").write_bytes(PAGE.replace('charset="utf-8"', f"charset={declared}").encode(written))
    corpus = read_corpus(tmp_path)
    assert column(corpus, "encoding") == [codec]
    assert corpus.texts.to_pylist() == [TEXT]


def test_a_chinese_page_is_read_as_it_declares(tmp_path: Path) -> None:
    words = "外交部发言人说,敌对势力的阴谋不会得逞。" * 20
    page = f"<html><head><meta http-equiv=Content-Type content='text/html; charset=gb2312'></head><body><p>{words}</p>"
    (tmp_path / "a.html").write_bytes(f"{page}<p>镕</p></body></html>".encode("gb18030"))  # a letter gb2312 lacks
    corpus = read_corpus(tmp_path)
    assert column(corpus, "encoding") == ["gb18030"]
    assert corpus.texts.to_pylist() == [f"{words}\n镕"]


@pytest.mark.parametrize(
    "page",
    [
        "",
        "<html>",
        "<html><body><script>var a = 'hostile forces';</script></body></html>",
        "<!-- hostile forces",
        "<" * 1000,
    ],
)
def test_a_page_without_an_article_is_named(tmp_path: Path, page: str) -> None:
    path = tmp_path / "a.html"
    path.write_text(page, encoding="utf-8")
    assert refused(path).startswith(f"{path}: no article text was found in the page; save its text as .txt")


@pytest.mark.parametrize(
    "page",
    [
        "<html><body><p>Unclosed <b>bold<p>second</i> paragraph",
        "<p>Unclosed <b>bold</p></div></div><p>second paragraph",
        "<html><html><body><body><p>Unclosed bold</p><p>second paragraph",
    ],
)
def test_markup_out_of_order_is_put_right(page: str) -> None:
    assert read_page(page, name="a.html").text == "Unclosed bold\nsecond paragraph"


def test_a_page_nested_beyond_reason_is_read_or_named() -> None:
    page = "<html><body>" + "<div>" * 50_000 + "<p>Civil society spoke at length.</p>" + "</div>" * 50_000
    try:
        assert "Civil society" in read_page(page, name="a.html").text
    except CorpusError as problem:
        assert str(problem).startswith("a.html: ")  # noqa: PT017 - either end is good


def test_a_page_that_is_a_picture_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0")
    assert refused(path).startswith(f"{path}:")


def test_an_extraction_does_not_depend_on_where_and_when_it_is_made(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE.replace("2014-05-31T10:00:00Z", "2031-12-31T23:30:00Z"), encoding="utf-8")
    program = (
        "import framing as fr, sys; c = fr.read_corpus(sys.argv[1]);"
        " print(repr(c.texts.to_pylist()), c.documents['date'].tolist(), c.documents['title'].tolist())"
    )
    seen = set()
    for zone, seed in (("UTC", "1"), ("Asia/Tokyo", "2"), ("America/Los_Angeles", "3")):
        done = subprocess.run(
            [sys.executable, "-c", program, str(tmp_path)],
            env={**os.environ, "TZ": zone, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        seen.add(done.stdout)
        assert done.stderr == ""
    assert len(seen) == 1
    assert "['2031-12-31']" in seen.pop()
