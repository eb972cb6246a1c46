"""The shipped Vietnamese lexicon: the ids of the English one, and every pattern of it finds what it spells."""

from __future__ import annotations

import unicodedata
from itertools import product

import pytest
from made_corpus import encoded

from framing.errors import LexiconError
from framing.markers.find import find_markers
from framing.markers.grammar import parse_pattern
from framing.markers.lexicon import combine_lexicons, read_lexicon

VI, EN = read_lexicon("framing.vi"), read_lexicon("framing.en")


def test_its_markers_are_those_of_the_english_lexicon_in_the_same_categories() -> None:
    english = {m.id: m.category for m in EN.markers}
    assert len(VI.markers) >= 200
    assert all(english[m.id] == m.category for m in VI.markers)
    assert [c.id for c in VI.categories] == [c.id for c in EN.categories]
    assert [c.source for c in VI.categories] == [c.source for c in EN.categories]
    assert {"hostile_forces", "civil_society", "repression"} <= {m.id for m in VI.markers}


def test_labels_and_definitions_are_vietnamese() -> None:
    for vietnamese, english in zip(VI.categories, EN.categories, strict=True):
        assert vietnamese.label != english.label
        assert any(ord(c) > 0x1E9F for c in vietnamese.definition), vietnamese.id


def spelled(pattern: str) -> list[str]:
    """Every text that a pattern without gaps or wildcards stands for."""
    return [
        " ".join(words)
        for sequence in parse_pattern(pattern)
        for words in product(*(w.alternatives for w in sequence.words))
    ]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_every_pattern_finds_what_it_spells(form: str) -> None:
    wanted = [(m.id, text) for m in VI.markers for pattern in m.patterns for text in spelled(pattern)]
    assert not any(c in text for _, text in wanted for c in "*?")
    texts = [unicodedata.normalize(form, f"Ở đó {text} ư") for _, text in wanted]
    hits = find_markers(encoded(*texts, language="vi", clean=False), VI, overlap="all")
    found = set(zip(hits["doc_id"], hits["marker"], hits["surface"], strict=True))
    for i, (marker, text) in enumerate(wanted):
        assert (f"d{i:03d}", marker, unicodedata.normalize(form, text)) in found, (marker, text)


def test_it_does_not_go_together_with_the_english_one() -> None:
    with pytest.raises(LexiconError, match="rates are not compared across languages"):
        combine_lexicons([EN, VI])
