"""The shipped lexicon of evaluative language."""

import re
from pathlib import Path

import pytest
from made_corpus import encoded, lexicon, shared

from framing.corpus.encode import encode
from framing.corpus.read import read_corpus
from framing.markers.find import find_markers
from framing.markers.grammar import parse_pattern
from framing.markers.lexicon import Category, combine_lexicons, read_lexicon, shipped_lexicons

STANCE = read_lexicon("stance.en")
FAMILIES = [
    "hedges",
    "boosters",
    "distance",
    "obligation",
    "positive_evaluation",
    "negative_evaluation",
    "importance",
    "affect",
    "self_mention",
    "concession",
]


def test_it_is_found_by_name_and_full() -> None:
    assert "stance.en" in shipped_lexicons()
    assert [c.id for c in STANCE.categories] == FAMILIES
    assert sum(len(m.patterns) for m in STANCE.markers) >= 120


def test_every_family_has_a_definition_a_source_and_markers() -> None:
    for category in STANCE.categories:
        assert len(category.definition.split()) >= 12, category.id
        assert re.search(r"\(\d{4}\)", category.source), category.id
        assert sum(m.category == category.id for m in STANCE.markers) >= 5, category.id


LOADED = "enemy regime puppet tyrant state-controlled propaganda western communist liberal lies liar traitor".split()


@pytest.mark.parametrize("category", STANCE.categories, ids=lambda c: c.id)
def test_labels_and_definitions_take_no_side(category: Category) -> None:
    words = set(re.findall(r"[\w-]+", f"{category.label} {category.definition}".lower()))
    assert not words & set(LOADED)


def test_every_pattern_can_match_and_none_stands_twice() -> None:
    every = [p for m in STANCE.markers for p in m.patterns]
    assert len(set(every)) == len(every)
    for marker in STANCE.markers:
        for pattern in (*marker.patterns, *marker.exceptions):
            assert parse_pattern(pattern)


def test_a_study_can_name_it_beside_the_lexicon_of_framing() -> None:
    both = combine_lexicons([read_lexicon("framing.en"), STANCE])
    assert len({m.id for m in both.markers}) == len(both.markers)


def test_every_marker_is_found_in_the_demonstration_or_in_real_articles() -> None:
    root = Path(__file__).parents[3]
    found = set()
    for source in (
        root / "seeds/newsroom/articles",
        shared("corpora", "chinadaily_nyt_2013_2014aug", "articles.jsonl.gz"),
    ):
        found |= set(find_markers(encode(read_corpus(source)), STANCE, overlap="all")["marker"])
    assert {m.id for m in STANCE.markers} - found == set()


@pytest.mark.parametrize(
    ("marker", "text", "surfaces"),
    [
        ("modal_may", "In May they may leave.", ["may"]),
        ("us_people", "The US told us.", ["us"]),
        ("certain", "There is no doubt that it is undeniable.", ["no doubt", "undeniable"]),
        ("yet", "Not yet, and yet he has yet to speak.", ["and yet"]),
        ("but", "Nothing but rain, but warm.", ["but"]),
        ("our_own_country", "Our beloved country, our poor old nation.", ["Our beloved country"]),
        ("good", "On Good Friday he did good.", ["good"]),
        ("time_to", "Let's go, let us go, it’s high time.", ["Let's", "let us", "high time"]),
    ],
)
def test_strangers_are_not_taken(marker: str, text: str, surfaces: list[str]) -> None:
    (known,) = [m for m in STANCE.markers if m.id == marker]
    assert read_one(known.patterns, known.exceptions, text) == surfaces


def read_one(patterns: tuple[str, ...], exceptions: tuple[str, ...], text: str) -> list[str]:
    tokens = encoded(text, clean=False)
    return find_markers(tokens, lexicon({"m": (list(patterns), list(exceptions))}))["surface"].tolist()  # type: ignore[no-any-return]
