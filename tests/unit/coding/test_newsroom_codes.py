"""The files of codes of the newsroom articles: two coders and what was decided between them."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import pytest

import framing as fr

NEWSROOM = Path(__file__).resolve().parents[3] / "seeds" / "newsroom"
FILES = ("markers", "model-2", "adjudicated")
VARIABLES = ["voice", "scare_quoted", "negated", "stance"]


@pytest.fixture(scope="module")
def codes() -> dict[str, pd.DataFrame]:
    read = {name: fr.read_codes(NEWSROOM / "codes" / f"{name}.csv") for name in FILES}
    return {name: table.sort_values(["doc", "start", "end"], ignore_index=True) for name, table in read.items()}


@pytest.mark.parametrize("name", FILES)
def test_every_place_is_coded_in_full_and_stands_in_its_article(codes: dict[str, pd.DataFrame], name: str) -> None:
    table = codes[name]
    assert len(table) == 1280
    assert not (table[VARIABLES] == "").any(axis=None)
    texts = {doc: (NEWSROOM / "articles" / doc).read_bytes().decode() for doc in table["doc"].unique()}
    assert len(texts) == 64
    for doc, start, end, surface in table[["doc", "start", "end", "surface"]].itertuples(index=False):
        assert texts[doc][start:end] == surface


def test_what_was_decided_is_one_of_the_two_codes_and_has_a_reason_where_they_differ(
    codes: dict[str, pd.DataFrame],
) -> None:
    first, second, decided = (codes[name] for name in FILES)
    for other in (second, decided):
        assert first[["doc", "start", "end"]].equals(other[["doc", "start", "end"]])
    assert ((decided[VARIABLES] == first[VARIABLES]) | (decided[VARIABLES] == second[VARIABLES])).all(axis=None)
    differ = (first[VARIABLES] != second[VARIABLES]).any(axis=1)
    with (NEWSROOM / "codes" / "adjudicated.csv").open(encoding="utf-8", newline="") as file:
        reasons = {(r["file"], int(r["start"]), int(r["end"])) for r in csv.DictReader(file) if r["reason"]}
    place = zip(*(decided.loc[differ, c].tolist() for c in ("doc", "start", "end")), strict=True)
    assert reasons == set(place)
