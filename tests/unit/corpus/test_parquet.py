import datetime
import decimal
import gzip
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from framing.corpus.read import Corpus, read_corpus
from framing.errors import CorpusError


def column(corpus: Corpus, name: str) -> list[Any]:
    return corpus.documents[name].tolist()


def put(path: Path, **columns: Any) -> Path:
    pq.write_table(pa.table(columns), path)
    return path


def refused(source: Path, **options: Any) -> str:
    with pytest.raises(CorpusError) as problem:
        read_corpus(source, **options)
    return str(problem.value)


def test_a_parquet_table_is_read_row_by_row(tmp_path: Path) -> None:
    n = 700  # more than a batch
    path = put(tmp_path / "a.parquet", text=[f"text {i}" for i in range(n)])
    corpus = read_corpus(path)
    assert corpus.texts.to_pylist() == [f"text {i}" for i in range(n)]
    assert column(corpus, "doc_id")[-1] == "row-000700"
    (tmp_path / "b.parquet.gz").write_bytes(gzip.compress(path.read_bytes()))
    assert read_corpus(tmp_path / "b.parquet.gz").documents.equals(corpus.documents)


@pytest.mark.parametrize(
    "kind", [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int32(), pa.string())]
)
def test_every_kind_of_string_is_a_text(tmp_path: Path, kind: pa.DataType) -> None:
    values = pa.array(["Thế lực", "b"])
    corpus = read_corpus(put(tmp_path / "a.parquet", text=values.cast(kind)))
    assert corpus.texts.to_pylist() == ["Thế lực", "b"]


def test_values_become_text_as_json_has_them(tmp_path: Path) -> None:
    noon = datetime.datetime(2014, 5, 31, 12, 0, 0)
    path = put(
        tmp_path / "a.parquet",
        text=["x", "y"],
        date=pa.array([noon, None], pa.timestamp("ns", "Asia/Tokyo")),
        id=pa.array([7, 8], pa.int64()),
        day=pa.array([noon.date(), None], pa.date32()),
        flag=[True, None],
        share=[0.5, float("nan")],
        price=pa.array([decimal.Decimal("1.50"), None]),
        tags=[["a", "é"], None],
        parts=[{"n": 1, "on": noon.date()}, None],
    )
    corpus = read_corpus(path)
    first, second = (corpus.documents.iloc[i] for i in (0, 1))
    assert list(first[["doc_id", "date", "day", "flag", "share"]]) == ["7", "2014-05-31", "2014-05-31", "true", "0.5"]
    assert list(first[["price", "tags", "parts"]]) == ["1.50", '["a", "é"]', '{"n": 1, "on": "2014-05-31"}']
    assert set(second[["date", "day", "flag", "share", "price", "tags", "parts"]]) == {""}


def test_what_pandas_adds_is_no_column(tmp_path: Path) -> None:
    frame = pd.DataFrame({"text": ["x", "y", "z"]})
    frame[frame["text"] != "y"].to_parquet(tmp_path / "a.parquet")
    corpus = read_corpus(tmp_path / "a.parquet")
    assert [c for c in corpus.documents if "index" in c] == []


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([["a"], ["b"]], "list<element: string>"),
        ([{"a": 1}], "struct<a: int64>"),
        ([1.5], "double"),
        ([b"abc"], "binary"),
    ],
)
def test_a_text_column_of_another_type_is_refused(tmp_path: Path, values: Any, kind: str) -> None:
    path = put(tmp_path / "a.parquet", text=values)
    assert refused(path) == f"{path}: column 'text' must hold the texts as strings, it holds {kind}"


def test_metadata_of_another_type_and_a_missing_text_are_named_with_their_row(tmp_path: Path) -> None:
    path = put(tmp_path / "a.parquet", text=["x", None], outlet=[["a"], None])
    said = refused(path)
    assert f"{path}, row 1: column 'outlet' must hold text or a number, it holds a list" in said
    assert f"{path}, row 2: column 'text' must hold the text as a string, it holds null" in said


def test_a_missing_column_is_named_with_the_nearest(tmp_path: Path) -> None:
    path = put(tmp_path / "a.parquet", body=["x"])
    assert "there is no column 'bodi' (asked for by text=); did you mean 'body'?" in refused(path, text="bodi")


@pytest.mark.parametrize("keep", [0, 3, 40, 0.5, 0.99])
@pytest.mark.parametrize("packed", [False, True])
def test_a_file_cut_short_is_named(tmp_path: Path, keep: float, packed: bool) -> None:
    path = put(tmp_path / "whole.parquet", text=[f"text {i} " * 50 for i in range(3000)])
    data = path.read_bytes()
    if packed:
        data = gzip.compress(data)
    short = tmp_path / ("a.parquet.gz" if packed else "a.parquet")
    short.write_bytes(data[: int(keep if keep > 1 or not keep else keep * len(data))])
    assert refused(short).startswith(f"{short}: can't be read as Parquet (")


def test_damaged_pages_are_named(tmp_path: Path) -> None:
    path = put(tmp_path / "a.parquet", text=[f"text {i * i} " * 20 for i in range(3000)])
    data = bytearray(path.read_bytes())
    data[200:1200] = bytes(1000)
    path.write_bytes(bytes(data))
    assert refused(path).startswith(f"{path}")


def test_a_text_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    bad = pa.array([b"caf\xe9"]).view(pa.string())
    path = put(tmp_path / "a.parquet", text=bad)
    assert refused(path).startswith(f"{path}: a text is not valid UTF-8")


def test_a_table_that_is_no_parquet_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    path.write_text("text,group\nx,y\n", encoding="utf-8")
    assert refused(path).startswith(f"{path}: can't be read as Parquet (")
