"""One corpus saved in every format: what is found in it is the same."""

from __future__ import annotations

import csv
import gzip
import html
import io
import json
import tempfile
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import framing as fr

WORDS = st.sampled_from(
    [
        *(
            "hostile forces",
            "civil society",
            "Human rights",
            "“plotted”",
            "he said that",
            "repression,",
            "it",
            "ended.",
        ),
        *(
            "thế lực",
            "the\u0323\u0302 lu\u031b\u0323c",
            "مجتمع",
            "\u200fcivil\u200f society",
            "repres\u200bsion",
            "=x",
            "\t",
            "\n",
            "\n\n",
            "\r\n",
        ),
        *('"quoted"', "a,b", "…", "🙂 rights", "'t", "“", "”"),
    ]
)
DOCUMENTS = st.lists(
    st.tuples(
        st.lists(WORDS, min_size=1, max_size=25).map(" ".join).filter(lambda text: text.strip() != ""),
        st.sampled_from(["state", "independent"]),
        st.sampled_from(["Báo", "Ba\u0301o", "Post, The", '"Daily"']),
        st.sampled_from(["2014", "2014-05", "2014-05-31", ""]),
        st.booleans(),
    ),
    min_size=1,
    max_size=6,
)
NAMES = ["id", "text", "group", "outlet", "date", "snippet", "title"]


def saved(folder: Path, rows: list[dict[str, object]]) -> list[Path]:
    """The rows in each format of tables, packed and not, and in two tables."""
    tables = {}
    for ending, separator in (("csv", ","), ("tsv", "\t")):
        out = io.StringIO(newline="")
        writer = csv.writer(out, delimiter=separator)
        writer.writerow(NAMES)
        # the apostrophe is what framing's own CSV puts before what a spreadsheet would run
        writer.writerows([guarded(row[n]) for n in NAMES] for row in rows)
        tables[ending] = out.getvalue().encode()
    tables["jsonl"] = "".join(json.dumps(row, ensure_ascii=i % 2 == 0) + "\n" for i, row in enumerate(rows)).encode()
    pq.write_table(pa.Table.from_pylist(rows), folder / "a.parquet")
    tables["parquet"] = (folder / "a.parquet").read_bytes()
    places = []
    for ending, data in tables.items():
        places += [folder / f"a.{ending}", folder / f"b.{ending}.gz"]
        places[-2].write_bytes(data)
        places[-1].write_bytes(gzip.compress(data))
    return places


def guarded(value: object) -> str:
    text = json.dumps(value) if isinstance(value, bool) else str(value)
    return "'" + text if text.lstrip("'")[:1] in ("=", "+", "-", "@", "\t", "\r") and text else text


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(DOCUMENTS)
def test_each_format_gives_the_same_hits_and_documents(documents: list[tuple[str, str, str, str, bool]]) -> None:
    rows = [
        dict(zip(NAMES, (f"d{i}.txt", text, group, outlet, date, snippet, f"Title {i}"), strict=True))
        for i, (text, group, outlet, date, snippet) in enumerate(documents)
    ]
    lexicon = fr.read_lexicon("framing.en")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        texts = folder / "texts"
        texts.mkdir()
        for row in rows:
            (texts / str(row["id"])).write_bytes(str(row["text"]).encode())
        first = None
        for place in saved(folder, rows):
            found = fr.encode(fr.read_corpus(place))
            hits = fr.find_markers(found, lexicon)
            text = dict(zip(found.documents["doc_id"], (found.text(i) for i in range(len(rows))), strict=True))
            assert [text[d][a:b] for d, a, b in zip(hits["doc_id"], hits["start"], hits["end"])] == hits[
                "surface"
            ].tolist()
            if first is None:
                first = (hits, found.documents)
            pd.testing.assert_frame_equal(hits, first[0])
            pd.testing.assert_frame_equal(found.documents, first[1])
        assert first is not None
        plain = fr.find_markers(fr.encode(fr.read_corpus(texts)), lexicon)
        where = ["doc_id", "start", "end", "marker", "voice", "surface"]
        pd.testing.assert_frame_equal(plain[where], first[0][where])


PARAGRAPHS = st.lists(
    st.sampled_from(
        [
            "The ministry said hostile forces & others had “plotted” against the state, and would not be moved.",
            "Civil society groups denied it < and said so again > in a statement about human rights in the country.",
            "Thế lực thù địch, the paper wrote; repression of the kind was not seen, and the public knew little.",
            "He said the crackdown would go on, as it had gone on before, and nobody in the room said a word.",
        ]
    ),
    min_size=2,
    max_size=4,
    unique=True,
)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PARAGRAPHS, min_size=1, max_size=3))
def test_a_page_gives_the_hits_of_its_article(documents: list[list[str]]) -> None:
    lexicon = fr.read_lexicon("framing.en")
    with tempfile.TemporaryDirectory() as name:
        pages, texts = Path(name, "pages"), Path(name, "texts")
        pages.mkdir()
        texts.mkdir()
        for i, paragraphs in enumerate(documents):
            body = "".join(f"<p>{html.escape(p)}</p>\n" for p in paragraphs)
            (pages / f"{i}.html").write_text(f"<html><body><article>{body}</article></body></html>", encoding="utf-8")
            (texts / f"{i}.txt").write_text("\n".join(paragraphs), encoding="utf-8")
        one, two = (fr.find_markers(fr.encode(fr.read_corpus(p)), lexicon) for p in (pages, texts))
        where = ["start", "end", "marker", "voice", "surface", "paragraph", "sentence"]
        pd.testing.assert_frame_equal(one[where], two[where])
        assert len(one) >= len(documents)
