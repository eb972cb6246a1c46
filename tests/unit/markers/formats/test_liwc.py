"""Dictionaries in the manner of LIWC, made for these tests."""

from pathlib import Path

import pytest

from framing.errors import LexiconError
from framing.markers.formats import load
from framing.markers.lexicon import read_lexicon

FLAT = "%\n1\tHarbour\n02\tsad mood\n%\nquay*\t1\nfog\t1\t2\ngrey sky\t02\n"
NESTED = (
    "%\n1\tfeeling (Feelings)\n\t2\tgood\n\t3\tbad\n\t\t4\tangry\n5\tplace\n%\n"
    "glad\t1\t2\nsulk*\t1\t3\nfury\t1 3 4\nwell\t1\nquay\t5\n"
)


def written(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "d.dic"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def refused(tmp_path: Path, text: str) -> str:
    path = written(tmp_path, text)
    with pytest.raises(LexiconError) as problem:
        load(path)
    return str(problem.value).replace(str(path), "d.dic")


@pytest.mark.parametrize("layout", [FLAT, FLAT.replace("\n", "\r\n"), "\ufeff" + FLAT, FLAT.replace("\t", "   ")])
def test_a_flat_dictionary_has_a_marker_a_category(tmp_path: Path, layout: str) -> None:
    loaded = load(written(tmp_path, layout))
    assert [(m.id, m.category, m.patterns, m.lines) for m in loaded.lexicon.markers] == [
        ("harbour", "harbour", ("quay*", "fog"), (5, 6)),
        ("sad_mood", "sad_mood", ("fog", "grey sky"), (6, 7)),
    ]
    assert [c.label for c in loaded.lexicon.categories] == ["Harbour", "sad mood"]
    assert any("several markers: 'fog'" in r.text and 'overlap "all"' in r.text for r in loaded.remarks)
    assert read_lexicon(written(tmp_path, layout)) == loaded.lexicon


def test_categories_set_in_below_others_are_their_markers(tmp_path: Path) -> None:
    loaded = load(written(tmp_path, NESTED))
    assert [(m.id, m.category, m.patterns) for m in loaded.lexicon.markers] == [
        ("good", "feeling_feelings", ("glad",)),
        ("bad_angry", "feeling_feelings", ("fury",)),
        ("bad", "feeling_feelings", ("sulk*",)),
        ("feeling_feelings", "feeling_feelings", ("well",)),
        ("place", "place", ("quay",)),
    ]
    assert any("'feeling (Feelings) > bad > angry' is a marker" in r.text for r in loaded.remarks)


@pytest.mark.parametrize(
    "line",
    [
        "like\t(1 2)1/2 2",
        "kind\t<of>1/2",
        "(1)like\t2",
        "<more>less\t2",
        ":)\t1",
        "and/or\t1",
        "wh?t\t1",
        "*ness\t1",
        "a* b\t1",
    ],
)
def test_what_has_no_counterpart_is_left_out_and_named(tmp_path: Path, line: str) -> None:
    path = written(tmp_path, FLAT + line + "\n")
    loaded = load(path)
    assert [m.patterns for m in loaded.lexicon.markers] == [("quay*", "fog"), ("fog", "grey sky")]
    lost = [r for r in loaded.remarks if r.kind == "left out"]
    assert [r.place for r in lost] == [f"{path}:8"]
    with pytest.raises(LexiconError, match=r"d\.dic:8: (.|\n)*--to toml"):
        read_lexicon(path)


def test_a_category_without_words_is_told(tmp_path: Path) -> None:
    loaded = load(written(tmp_path, "%\n1\ta\n2\tb\n%\nfog\t1\n"))
    assert [r.text for r in loaded.remarks if r.kind == "left out"] == ["b: is empty"]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("1\ta\nfog\t1\n", 1, "no such line is here"),
        ("%\n1\ta\nfog\t1\n", 1, "only one such line"),
        ("", 1, "no such line"),
        ("a word\n%\n1\ta\n%\nfog\t1\n", 1, "'a word' stands before the first %"),
        ("%\none\ta\n1\tb\n%\nfog\t1\n", 2, "a category is a number and a name, not 'one\\ta'"),
        ("%\n1\ta\n1\tb\n%\nfog\t1\n", 3, "category number 1 stands twice, for 'a' and 'b'"),
        ("%\n1\ta\n2\ta\n%\nfog\t1\n", 3, "category 'a' stands twice"),
        ("%\n1\ta\n%\nfog\t7\n", 4, "there is no category 7; known: '1'"),
        ("%\n1\ta\n%\nfog\n", 4, "a word has the numbers of its categories"),
        ("%\n1\ta\n%\nfog\tx\n", 4, "'x' is no number of a category"),
        ("%\n%\nfog\t1\n", 2, "no category stands between"),
    ],
)
def test_each_problem_is_told_with_its_line(tmp_path: Path, text: str, line: int, message: str) -> None:
    said = refused(tmp_path, text)
    assert f"d.dic:{line}: " in said
    assert message in said


def test_all_problems_are_told_together(tmp_path: Path) -> None:
    said = refused(tmp_path, "%\n1\ta\nx\n%\nfog\t1\nmist\t2\nhaze\n")
    assert said.startswith("d.dic: 3 problems")
