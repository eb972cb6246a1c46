"""Files of codes: what is read, and each way in which one can be unfit."""

from pathlib import Path

import pytest
from coding_example import CODED, place, tokens, write_codes

import framing as fr
from framing.errors import TableError

ROW = (*place("north", "union"), "own", "assert")


def test_columns_may_have_their_other_names_and_flags_their_other_spellings(tmp_path: Path) -> None:
    rows = [(*ROW[:4], "own", "TRUE", "x"), (*place("north", "square"), "Direct", "0", "y")]
    codes = fr.read_codes(write_codes(tmp_path / "c.csv", rows, "doc,start,end,surface,voice,scare,remark"))
    assert codes["scare_quoted"].tolist() == ["1", "0"]
    assert codes["voice"].tolist() == ["own", "direct"]
    assert codes["stance"].tolist() == ["", ""]
    assert codes["line"].tolist() == [2, 3]


def test_semicolons_and_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text("\ufefffile;start;end;surface;stance\nnorth;0;7;Harbour;deny\n", encoding="utf-8")
    assert fr.read_codes(path)["stance"].tolist() == ["deny"]


@pytest.mark.parametrize(
    ("head", "row", "message"),
    [
        ("doc_id,start,ende,surface,voice", ("north", 1, 2, "x", "own"), r"c.csv:1: .*'end'; did you mean 'ende'"),
        ("article,start,end,surface,voice", ("north", 1, 2, "x", "own"), r"'doc_id' \(or 'file' or 'doc'\)"),
        ("doc_id,start,end,surface", ("north", 1, 2, "x"), "nothing is coded"),
        ("doc_id,start,end,surface,voice,voice", ("north", 1, 2, "x", "own", "own"), "'voice' stands there twice"),
        ("doc_id,start,end,surface,voice", ("north", 1, 2, "x", "indrect"), "c.csv:2: voice 'indrect' .*'indirect'"),
        ("doc_id,start,end,surface,scare", ("north", 1, 2, "x", "2"), "c.csv:2: scare '2' is no label"),
        ("doc_id,start,end,surface,voice", ("north", -1, 2, "x", "own"), "c.csv:2: column 'start' .* '-1'"),
        ("doc_id,start,end,surface,voice", ("north", 1, "9" * 30, "x", "own"), "c.csv:2: column 'end'"),
        ("doc_id,start,end,surface,voice", ("north", 7, 7, "x", "own"), "start must come before end"),
        ("doc_id,start,end,surface,voice", ("", 1, 2, "x", "own"), "column 'doc_id' is empty"),
        ("doc_id,start,end,surface,voice", ("north", 1, 2, "x"), "4 cells where the head has 5"),
    ],
)
def test_what_is_unfit_is_told_with_its_line(tmp_path: Path, head: str, row: tuple[object, ...], message: str) -> None:
    with pytest.raises(TableError, match=message):
        fr.read_codes(write_codes(tmp_path / "c.csv", [row], head))


def test_all_problems_of_a_file_are_told_together(tmp_path: Path) -> None:
    rows = [(*ROW[:4], "mine", "assert"), (*ROW[:4], "own", "maybe")]
    with pytest.raises(TableError, match=r"2 problems\n.*:2: voice 'mine'.*\n.*:3: stance 'maybe'"):
        fr.read_codes(write_codes(tmp_path / "c.csv", rows))


def test_a_place_that_is_coded_twice_is_refused_under_either_name(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"north .* is coded at .*a.csv:2 and .*b.csv:2; code each place once"):
        fr.read_codes(write_codes(tmp_path / "a.csv", [ROW]), write_codes(tmp_path / "b.csv", [ROW]))
    corpus = tmp_path / "texts"
    corpus.mkdir()
    (corpus / "x.txt").write_text("The union marched.\n", encoding="utf-8")
    (tmp_path / "d.csv").write_text("file,doc_id\nx.txt,x\n", encoding="utf-8")
    encoded = fr.encode(fr.read_corpus(corpus, documents=tmp_path / "d.csv"))
    rows = [("x", 4, 9, "union", "own", "assert"), ("x.txt", 4, 9, "union", "own", "assert")]
    with pytest.raises(TableError, match=r"x 4-9 is coded at .*:2 and .*:3"):
        fr.validate(write_codes(tmp_path / "c.csv", rows), encoded)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (("nort", 14, 19, "union"), "c.csv:2: document 'nort' is not in the corpus; did you mean 'north'"),
        (("north", 14, 20, "union"), "c.csv:2: north 14-20 must hold 'union', the text has"),
        (("north", 14, 9000, "union"), "lies outside the text, which has"),
        (("north", 12, 14, "\n\n"), "holds no word"),
    ],
)
def test_places_that_do_not_fit_the_corpus(tmp_path: Path, row: tuple[object, ...], message: str) -> None:
    path = write_codes(tmp_path / "c.csv", [(*row, "own", "assert")])
    with pytest.raises(TableError, match=message):
        fr.validate(path, tokens(tmp_path))


def test_the_example_fits(tmp_path: Path) -> None:
    assert len(fr.read_codes(write_codes(tmp_path / "c.csv", CODED))) == 7
