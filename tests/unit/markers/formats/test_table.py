from pathlib import Path

import pytest

from framing.errors import LexiconError
from framing.markers.formats import load
from framing.markers.lexicon import read_lexicon

HEAD = "category,marker,pattern,except\n"


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "d.csv"
    path.write_text(text, encoding="utf-8", newline="")
    return path


def test_rows_gather_under_their_markers(tmp_path: Path) -> None:
    text = (
        HEAD + "housing,rents,rent|rents,\nplace,quay,quay*,\nhousing,estates,estate*,real estate agent*\n"
        "housing,rents,cost* of <2> housing,\nplace,quay,,=Quay\nplace,quay,'=Dock|dock,\n"
    )
    path = written(tmp_path, text)
    lexicon = read_lexicon(path, language="fr")
    assert lexicon.language == "fr"
    assert [(m.id, m.category, m.patterns, m.exceptions, m.lines) for m in lexicon.markers] == [
        ("rents", "housing", ("rent|rents", "cost* of <2> housing"), (), (2, 5)),
        ("estates", "housing", ("estate*",), ("real estate agent*",), (4, 4)),
        ("quay", "place", ("quay*", "=Dock|dock"), ("=Quay",), (3, 7, 6)),
    ]
    assert load(written(tmp_path, "\ufeff" + text.replace("\n", "\r\n")), language="fr").lexicon == lexicon
    assert [m.id for m in load(written(tmp_path, "marker,pattern,category\nm,a b,c\n")).lexicon.markers] == ["m"]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("", 1, "there is no column 'category'"),
        ("category,marker,patern\na,b,c\n", 1, "column 'patern' means nothing here; did you mean 'pattern'"),
        ("category;marker;pattern\na;b;c\n", 1, "there is no column 'pattern'"),
        ("category,marker,pattern,pattern\n", 1, "column 'pattern' stands there twice"),
        (HEAD + "a,b,c\n", 2, "3 cells where the head has 4"),
        (HEAD + ",b,c,\n", 2, "the category is empty"),
        (HEAD + "a,,c,\n", 2, "the marker is empty"),
        (HEAD + "a,b,,\n", 2, "the row has no pattern"),
        (HEAD + "a,b,c,\nd,b,c,\n", 3, "marker 'b' stands in 'a' too"),
        (HEAD + 'a,b,"c,"\n', 2, "3 cells"),
        (HEAD + 'a,b,"c,",\n', 2, "is never part of a word"),
        (HEAD + "\na,b,c <,\n", 3, "'b'"),
        (HEAD + 'a,b,"c"d,\n', 2, "not valid CSV"),
        (HEAD, 0, "holds no pattern"),
        (HEAD + "a,b,,c\n", 0, "b: is empty, and its exceptions with it"),
    ],
)
def test_each_problem_is_told_with_its_line(tmp_path: Path, text: str, line: int, message: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(LexiconError) as problem:
        load(path)
    said = str(problem.value).replace(str(path), "d.csv")
    assert (f"d.csv:{line}: " if line else "d.csv: ") in said
    assert message in said
