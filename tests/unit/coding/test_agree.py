"""Agreement of coders' files."""

from pathlib import Path

import pytest
from coding_example import CODED, write_codes

import framing as fr
from framing.errors import TableError


def changed(row: int, voice: str) -> list[tuple[object, ...]]:
    return [(*r[:4], voice, r[5]) if i == row else r for i, r in enumerate(CODED)]


def test_two_coders_who_differ_once(tmp_path: Path) -> None:
    first = write_codes(tmp_path / "ann.csv", CODED)
    second = write_codes(tmp_path / "ben.csv", changed(0, "direct")[::-1])
    found = fr.agree(first, second, replicates=100)
    scores = found.scores.set_index(["variable", "coders", "measure"])["value"]
    assert scores["voice", "ann, ben", "agreement"] == pytest.approx(6 / 7)
    assert scores["stance", "ann, ben", "alpha"] == 1
    met = found.confusion[(found.confusion["variable"] == "voice") & (found.confusion["n"] > 0)]
    assert met[met["first_code"] != met["second_code"]][["first_code", "second_code", "n"]].values.tolist() == [
        ["own", "direct", 1]
    ]


def test_three_coders_one_of_whom_left_cells_empty(tmp_path: Path) -> None:
    files = [write_codes(tmp_path / f"{n}.csv", rows) for n, rows in zip("abc", (CODED, changed(0, ""), CODED))]
    scores = fr.agree(*files, replicates=100).scores.set_index(["variable", "coders", "measure"])
    assert scores.loc[("voice", "all", "alpha"), "value"] == 1
    assert scores.loc[("voice", "all", "alpha"), "n"] == 7
    assert scores.loc[("voice", "a, b", "kappa"), "n"] == 6
    assert ("voice", "all", "kappa") not in scores.index


def test_files_of_other_places_or_other_words_are_refused(tmp_path: Path) -> None:
    first = write_codes(tmp_path / "ann.csv", CODED)
    with pytest.raises(TableError, match=r"there are 2 only in .*ann.csv \(north 18-23, north 48-58\): give every"):
        fr.agree(first, write_codes(tmp_path / "ben.csv", CODED[2:]))
    other = [(*CODED[0][:3], "onion", "own", "assert"), *CODED[1:]]
    with pytest.raises(TableError, match=r"ben.csv:2: north .* is 'onion' here and 'union' at .*ann.csv:2"):
        fr.agree(first, write_codes(tmp_path / "ben.csv", other))


def test_one_file_or_the_same_twice_is_refused(tmp_path: Path) -> None:
    first = write_codes(tmp_path / "ann.csv", CODED)
    with pytest.raises(TableError, match="two coders or more, got 1"):
        fr.agree(first)
    with pytest.raises(TableError, match="is given twice"):
        fr.agree(first, first)


def test_coders_who_never_coded_the_same_place(tmp_path: Path) -> None:
    empty = [(*r[:4], "", "") for r in CODED]
    with pytest.raises(TableError, match="no place is coded by two coders"):
        fr.agree(write_codes(tmp_path / "a.csv", CODED), write_codes(tmp_path / "b.csv", empty))
