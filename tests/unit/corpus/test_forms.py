"""One invented corpus in every form that a source may have: the same HITS and the same CONTRAST."""

from __future__ import annotations

import csv
import gzip
import html
import io
import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

import framing as fr

SENTENCES = [
    "Hostile forces plotted again, the harbour office said, and the café on the quay stayed shut all week.",
    "“Civil society has no part in this”, the mayor told the Gazette, before the ferry left for the islands.",
    "Human rights were respected, according to the ministry, while dockers waited – as ever – for their pay.",
    "The crackdown went on; nobody at the naïve little protest had expected that the police would come so soon.",
    "Nothing happened on the quay that day, and the gulls had the whole of the fish market to themselves.",
]
FIELDS = ["id", "outlet", "group", "date", "title", "text"]
ROWS = [
    {
        "id": f"d{i:02}",
        "outlet": ("Harbour News", "The Crier", "Post, The")[i % 3],
        "group": ("state", "independent", "third")[i % 3],
        "date": ("2024", "2024-05", "2024-05-31", "")[i % 4],
        "title": f"Item {i}",
        "text": "\n\n".join(SENTENCES[(i + k * (1 + i // 5)) % 5] for k in range(3)),
    }
    for i in range(15)
]


def written(ending: str) -> bytes:
    """The rows as a table of this kind."""
    if ending == "jsonl":
        return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS).encode()
    out = io.StringIO(newline="")
    writer = csv.DictWriter(
        out, FIELDS, delimiter="\t" if ending == "tsv" else ",", lineterminator="\r\n" if ending == "excel" else "\n"
    )
    writer.writeheader()
    writer.writerows(ROWS)
    return out.getvalue().encode("utf-8-sig" if ending == "excel" else "utf-8")


def csv_for_excel(folder: Path) -> fr.Corpus:
    (folder / "a.csv").write_bytes(written("excel"))
    return fr.read_corpus(folder / "a.csv")


def tsv_packed(folder: Path) -> fr.Corpus:
    (folder / "a.tsv.gz").write_bytes(gzip.compress(written("tsv")))
    return fr.read_corpus(folder / "a.tsv.gz")


def parquet(folder: Path) -> fr.Corpus:
    pd.DataFrame(ROWS).to_parquet(folder / "a.parquet", index=False)
    return fr.read_corpus(folder / "a.parquet")


def columns_by_other_names(folder: Path) -> fr.Corpus:
    named = {"id": "nr", "outlet": "paper", "group": "side", "date": "day", "title": "head", "text": "body"}
    rows = [{named[k]: v for k, v in row.items()} for row in ROWS]
    (folder / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return fr.read_corpus(folder / "a.jsonl", **named)


def several_tables(folder: Path) -> fr.Corpus:
    """One of each kind, in another order than the rows'."""
    frame = pd.DataFrame(ROWS)
    frame.iloc[10:].to_csv(folder / "a.csv", index=False)
    frame.iloc[:5].to_parquet(folder / "b.parquet", index=False)
    frame.iloc[5:10].to_json(folder / "c.jsonl.gz", orient="records", lines=True)
    return fr.read_corpus([folder / "b.parquet", folder / "c.jsonl.gz", folder / "a.csv"])


def glob(folder: Path) -> fr.Corpus:
    for name, part in pd.DataFrame(ROWS).groupby("outlet"):
        (folder / "parts" / str(name)).mkdir(parents=True)
        part.to_csv(folder / "parts" / str(name) / "a.csv", index=False)
    return fr.read_corpus(str(folder / "parts/**/*.csv"))


def texts(folder: Path, *, packed: bool = False, pages: bool = False) -> fr.Corpus:
    """Files with a table of metadata; of the texts one is in cp1252 and one in UTF-16."""
    place = folder / "articles"
    place.mkdir()
    ending = (".html" if pages else ".txt") + (".gz" if packed else "")
    for i, row in enumerate(ROWS):
        text = row["text"]
        if pages:
            body = "".join(f"<p>{html.escape(p)}</p>" for p in text.split("\n\n"))
            data = f"<html><head><meta charset='utf-8'></head><body><article>{body}</article></body></html>".encode()
        else:
            data = text.encode({3: "cp1252", 7: "utf-16"}.get(i, "utf-8"))
        (place / f"{i:02}{ending}").write_bytes(gzip.compress(data) if packed else data)
    table = pd.DataFrame([{"file": f"{i:02}{ending}"} | row for i, row in enumerate(ROWS)]).drop(columns="text")
    table.to_csv(folder / "documents.csv", index=False)
    return fr.read_corpus(place, documents=folder / "documents.csv")


FORMS: dict[str, Callable[[Path], fr.Corpus]] = {
    "CSV with a byte-order mark and CRLF": csv_for_excel,
    "TSV, packed": tsv_packed,
    "Parquet": parquet,
    "other names of columns": columns_by_other_names,
    "several tables": several_tables,
    "glob": glob,
    "texts": texts,
    "texts, packed": lambda folder: texts(folder, packed=True),
    "pages": lambda folder: texts(folder, pages=True),
}


def found_in(corpus: fr.Corpus) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """HITS, CONTRAST of markers and CONTRAST of words."""
    tokens, lexicon = fr.encode(corpus), fr.read_lexicon("framing.en")
    hits = fr.find_markers(tokens, lexicon)
    counts = fr.count_markers(hits, tokens, lexicon)
    sides = {"target": "state", "reference": "independent", "seed": 1}
    return hits, fr.compare(counts, level="category", **sides), fr.keyness(tokens, min_count=2, **sides)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """What is found in the rows as JSON Lines."""
    place = tmp_path_factory.mktemp("plain") / "a.jsonl"
    place.write_bytes(written("jsonl"))
    return found_in(fr.read_corpus(place))


def test_there_is_something_to_find(plain: tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]) -> None:
    hits, categories, words = plain
    assert set(hits["voice"]) == {"own", "direct", "indirect"}
    assert hits["doc_id"].nunique() > 10
    assert (categories["target_n"] + categories["reference_n"]).sum() > 10
    assert len(words) > 10


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same_hits_and_contrasts(
    form: str, plain: tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame], tmp_path: Path
) -> None:
    hits, *contrasts = found_in(FORMS[form](tmp_path))
    wanted, *wanted_contrasts = plain
    for table, other in zip(contrasts, wanted_contrasts, strict=True):
        pd.testing.assert_frame_equal(table, other)
    if form.startswith("texts"):  # the byte-order mark of the UTF-16 file is a character of it
        marked = hits["doc_id"] == "d07"
        assert marked.any()
        hits = hits.assign(start=hits["start"] - marked, end=hits["end"] - marked)
    if form == "pages":  # the extraction has one line break between paragraphs, where the rows have two
        assert len(hits) == len(wanted)
        hits = hits.assign(start=wanted["start"], end=wanted["end"])
    pd.testing.assert_frame_equal(hits, wanted)
