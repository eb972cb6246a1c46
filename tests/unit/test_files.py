from __future__ import annotations

import csv
import hashlib
import io
import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.errors import TableError
from framing.files import (
    csv_text,
    read_table,
    rounded,
    sha256_of,
    table_text,
    unguard,
    whole_file,
    whole_folder,
    write_table,
    write_text,
)
from framing.schema import Column, Contract

MADE = Contract(
    "MADE",
    (
        Column("name", "text", "", ""),
        Column("n", "integer", "", ""),
        Column("rate", "number", "", ""),
        Column("kept", "flag", "", ""),
    ),
)

# Every character that UTF-8 can carry, and those often that CSV and spreadsheets stumble over.
CELLS = st.text(st.one_of(st.sampled_from("=+-@\t\r\n'\",;\x00﻿ \x85"), st.characters(codec="utf-8")), max_size=12)


def made(**columns: Any) -> pd.DataFrame:
    return MADE.frame({"name": ["a"], "n": [1], "rate": [0.5], "kept": [True]} | columns)


@settings(deadline=None, max_examples=60)  # it writes files
@given(st.lists(st.tuples(CELLS, st.integers(-(2**62), 2**62), st.floats(allow_infinity=False), st.booleans())))
def test_a_table_comes_back_from_csv_as_it_was(tmp_path_factory: Any, rows: list[tuple[Any, ...]]) -> None:
    path = tmp_path_factory.getbasetemp() / "round_trip.csv"
    columns = list(zip(*rows, strict=True)) if rows else [(), (), (), ()]
    table = MADE.frame(dict(zip(MADE.names, map(list, columns), strict=True)))
    write_table(table, path)
    pd.testing.assert_frame_equal(read_table(path, MADE), table, check_exact=True)


@given(CELLS)
def test_no_cell_runs_as_a_formula(text: str) -> None:
    rows = list(csv.reader(io.StringIO(csv_text(made(name=[text])), newline=""), strict=True))
    assert rows[1][0][:1] not in tuple("=+-@\t\r")
    assert unguard(rows[1][0]) == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("'=1", "''=1"),
        ("''@x", "'''@x"),
        ("-5", "'-5"),
        ("'tis", "'tis"),
        ("a=b", "a=b"),
        ("'", "'"),
    ],
)
def test_the_guard_by_example(text: str, written: str) -> None:
    assert csv_text(pd.DataFrame({"a": [text]})) == f"a\n{written}\n"
    assert unguard(written) == text


def test_missing_values_are_empty_and_lines_end_in_one_character() -> None:
    table = pd.DataFrame({"a": [None, "x"], "b": [float("nan"), -0.0], "c": [1e20, 3.0], "d": ["a\rb", "a\nb"]})
    assert csv_text(table) == 'a,b,c,d\n,,1e+20,"a\rb"\nx,0,3,"a\nb"\n'
    assert [json.loads(line) for line in table_text(table, "jsonl").splitlines()] == [
        {"a": None, "b": None, "c": 1e20, "d": "a\rb"},
        {"a": "x", "b": 0.0, "c": 3.0, "d": "a\nb"},
    ]


def test_names_of_columns_are_made_harmless_too(tmp_path: Path) -> None:
    table = made().assign(**{"=cmd": ["x"]})
    write_table(table, tmp_path / "t.csv")
    assert csv_text(table).startswith("name,n,rate,kept,'=cmd\n")
    assert list(read_table(tmp_path / "t.csv", MADE).columns) == [*MADE.names, "=cmd"]


def test_only_known_forms_are_printed() -> None:
    with pytest.raises(TableError, match="csv or jsonl, not as 'xlsx'"):
        table_text(made(), "xlsx")


def test_parquet_keeps_everything(tmp_path: Path) -> None:
    table = made(name=["=a\r"], rate=[1 / 3])
    write_table(table, tmp_path / "t.parquet")
    pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / "t.parquet"), table)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_rounding_to_six_digits_is_stable(x: float) -> None:
    once = rounded(pd.DataFrame({"x": [x]}))
    assert once["x"][0] == pytest.approx(x, rel=5.1e-6, abs=1e-300)
    pd.testing.assert_frame_equal(rounded(once), once, check_exact=True)
    assert math.copysign(1, once["x"][0]) == 1 or once["x"][0] < 0  # no minus zero


def test_rounding_leaves_the_table_and_other_columns_alone() -> None:
    table = pd.DataFrame({"x": [1.23456789, np.nan], "n": [1234567890, 2], "t": ["1.23456789", ""]})
    before = table.copy()
    out = rounded(table)
    assert out["x"][0] == 1.23457
    assert np.isnan(out["x"][1])
    pd.testing.assert_frame_equal(out[["n", "t"]], before[["n", "t"]])
    pd.testing.assert_frame_equal(table, before)
    assert rounded(table.iloc[:0]).dtypes.equals(table.dtypes)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name,n,rate\na,1,2\n", "t.csv:1: MADE needs column 'kept'; it has name, n, rate"),
        ("", "t.csv:1: MADE needs column 'name', 'n', 'rate', 'kept'; it has "),
        ("name,n,rate,kept\na,1,2,True\nb,1,2\n", "t.csv:3: 3 cells where the head has 4"),
        ("name,n,rate,kept\na,1,2,True\n\n", "t.csv:3: 0 cells where the head has 4"),
        ("name,n,rate,kept\na,x,2,True\n", "t.csv:2: column 'n' must hold whole numbers, not 'x'"),
        ("name,n,rate,kept\na,,2,True\n", "t.csv:2: column 'n' must hold whole numbers, not ''"),
        ("name,n,rate,kept\na,1.5,2,True\n", "t.csv:2: column 'n' must hold whole numbers, not '1.5'"),
        ("name,n,rate,kept\na,1,None,True\n", "t.csv:2: column 'rate' must hold numbers, not 'None'"),
        (
            'name,n,rate,kept\n"a\nb",1,2,True\nc,1,2,true\n',
            "t.csv:4: column 'kept' must hold True or False, not 'true'",
        ),
        ("name,n,rate,kept,n\na,1,2,True,3\n", "t.csv:1: column 'n' stands there twice"),
    ],
)
def test_a_bad_table_is_told_with_file_and_line(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    with pytest.raises(TableError) as problem:
        read_table(tmp_path / "t.csv", MADE)
    assert message in str(problem.value)


def test_a_cell_beyond_the_limit_of_csv(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("name,n,rate,kept\n" + "a" * 2000 + ",1,2,True\n", encoding="utf-8")
    before = csv.field_size_limit(1000)
    try:
        with pytest.raises(TableError, match=r"t.csv:2: not CSV as framing writes it \(field larger"):
            read_table(tmp_path / "t.csv", MADE)
    finally:
        csv.field_size_limit(before)


def test_all_problems_of_a_table_are_told_together(tmp_path: Path) -> None:
    rows = "".join(f"a,x{i},2,True\n" for i in range(30))
    (tmp_path / "t.csv").write_text("name,n,rate,kept\n" + rows, encoding="utf-8")
    with pytest.raises(TableError) as problem:
        read_table(tmp_path / "t.csv", MADE)
    assert "t.csv:2: " in str(problem.value)
    assert "t.csv:21: " in str(problem.value)
    assert "and 10 more" in str(problem.value)


def test_a_table_that_can_not_be_read(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"none.csv: can't be read"):
        read_table(tmp_path / "none.csv", MADE)
    (tmp_path / "latin.csv").write_bytes(b"name\ncaf\xe9\n")
    with pytest.raises(TableError, match=r"latin.csv: can't be read as UTF-8"):
        read_table(tmp_path / "latin.csv", MADE)


def test_a_byte_order_mark_is_no_part_of_the_first_name(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(b"\xef\xbb\xbfname,n,rate,kept\r\na,1,,False\r\n")
    table = read_table(tmp_path / "t.csv", MADE)
    assert table.loc[0, "name"] == "a"
    assert np.isnan(table.loc[0, "rate"])


def test_digests(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"abc")
    assert sha256_of(b"abc") == sha256_of(tmp_path / "f") == hashlib.sha256(b"abc").hexdigest()


def test_text_is_written_as_it_is(tmp_path: Path) -> None:
    write_text(tmp_path / "deep" / "f.txt", "ä\r\n\n")
    assert (tmp_path / "deep" / "f.txt").read_bytes() == b"\xc3\xa4\r\n\n"
    assert (tmp_path / "deep" / "f.txt").stat().st_mode & 0o777 == 0o644


def fail_in(manager: Any) -> None:
    def half(beside: Path) -> None:
        (beside / "f" if beside.is_dir() else beside).write_text("half", encoding="utf-8")
        raise RuntimeError("halfway")

    with pytest.raises(RuntimeError, match="halfway"), manager as beside:
        half(beside)


@pytest.mark.parametrize("there", [True, False])
def test_a_file_that_fails_leaves_all_as_it_was(tmp_path: Path, there: bool) -> None:
    path = tmp_path / "f.txt"
    if there:
        path.write_text("old", encoding="utf-8")
    fail_in(whole_file(path))
    assert [p.name for p in tmp_path.iterdir()] == (["f.txt"] if there else [])
    assert not there or path.read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize("there", [True, False])
def test_a_folder_that_fails_leaves_all_as_it_was(tmp_path: Path, there: bool) -> None:
    path = tmp_path / "out"
    if there:
        path.mkdir()
        (path / "old").write_text("old", encoding="utf-8")
    fail_in(whole_folder(path))
    assert [p.name for p in tmp_path.iterdir()] == (["out"] if there else [])
    assert not there or [p.name for p in path.iterdir()] == ["old"]


def test_a_folder_takes_the_place_of_the_old_one_whole(tmp_path: Path) -> None:
    path = tmp_path / "out"
    for name in ("first", "second"):
        with whole_folder(path) as beside:
            assert list(beside.iterdir()) == []
            (beside / name).write_text(name, encoding="utf-8")
        assert [p.name for p in path.iterdir()] == [name]
    assert [p.name for p in tmp_path.iterdir()] == ["out"]
    assert path.stat().st_mode & 0o777 == 0o755


def test_the_old_folder_comes_back_where_the_new_one_can_not_take_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out"
    path.mkdir()
    (path / "old").write_text("old", encoding="utf-8")
    true = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if self.name.startswith(".out.") and not self.name.endswith(".old"):
            raise PermissionError("not allowed")
        return true(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(PermissionError), whole_folder(path):
        pass
    assert [p.name for p in tmp_path.iterdir()] == ["out"]
    assert (path / "old").read_text(encoding="utf-8") == "old"


def test_a_linked_folder_is_filled_where_it_lies(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with whole_folder(tmp_path / "link") as beside:
        (beside / "f").write_text("x", encoding="utf-8")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / "f").is_file()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["link", "real"]


def test_the_working_directory_itself_can_be_filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    with whole_folder(Path()) as beside:
        (beside / "f").write_text("x", encoding="utf-8")
    assert (tmp_path / "here" / "f").is_file()
