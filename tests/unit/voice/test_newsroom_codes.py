"""The hand codes of the newsroom articles fit the articles and keep to their labels."""

import csv
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

SEEDS = Path(__file__).parents[3] / "seeds"
LABELS = {
    "voice": {"own", "direct", "indirect"},
    "scare": {"0", "1"},
    "negated": {"0", "1"},
    "denied_by": {"", "outlet", "other"},
    "stance": {"assert", "deny", "relay"},
}


@pytest.fixture(scope="module", params=["newsroom", "newsroom_vi"])
def corpus(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def codes(corpus: str) -> list[dict[str, str]]:
    with (SEEDS / corpus / "codes" / "markers.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_articles_are_coded_and_each_place_is_where_it_says(corpus: str, codes: list[dict[str, str]]) -> None:
    texts = {path.name: path.read_bytes().decode("utf-8") for path in (SEEDS / corpus / "articles").iterdir()}
    coded = {row["file"] for row in codes}
    assert coded == set(texts) if corpus == "newsroom" else len(coded) == 4
    wrong = [row for row in codes if texts[row["file"]][int(row["start"]) : int(row["end"])] != row["surface"]]
    assert wrong == []


def test_places_are_in_order_and_do_not_overlap(codes: list[dict[str, str]]) -> None:
    places = [(row["file"], int(row["start"]), int(row["end"])) for row in codes]
    assert all(start < end for _, start, end in places)
    assert [(a, b) for a, b in pairwise(places) if a[0] > b[0] or (a[0] == b[0] and a[2] > b[1])] == []


def test_labels_are_of_the_allowed_sets(codes: list[dict[str, str]]) -> None:
    for column, allowed in LABELS.items():
        assert {row[column] for row in codes} == allowed, column


def test_labels_fit_each_other(codes: list[dict[str, str]]) -> None:
    for row in codes:
        assert (row["negated"] == "1") == (row["denied_by"] != ""), row
        assert (row["marker"] == "") == (row["category"] == ""), row
        if row["voice"] == "own":
            assert row["source"] == "", row
            assert row["stance"] != "relay", row
        else:
            assert row["stance"] != "assert", row


def test_there_are_enough_scare_quotes_and_denials_to_measure_on(corpus: str, codes: list[dict[str, str]]) -> None:
    if corpus == "newsroom_vi":
        pytest.skip("four articles are a check, no measurement")
    found = Counter(label for row in codes for label in ("scare", "negated") if row[label] == "1")
    assert min(found["scare"], found["negated"]) >= 70
