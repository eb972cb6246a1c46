"""What a negation denies: the scope of its cue, and the words in it that are denied. All sentences are invented."""

from __future__ import annotations

import numpy as np
import pytest
from made_corpus import encoded, lexicon

from framing.markers.find import find_markers
from framing.voice.denial_rules import denial_rules_for
from framing.voice.negation import find_scopes


def negated(text: str, *markers: str, language: str = "en") -> list[bool]:
    """Whether each marker of a text, in its order, is negated."""
    tokens = encoded(text, clean=False, language=language)
    hits = find_markers(tokens, lexicon({m: [m] for m in markers}, language=language))
    assert len(hits) == len(markers)
    return hits["negated"].tolist()


def scope(text: str, language: str = "en") -> list[str]:
    """The words of a text that stand in the scope of a negation."""
    tokens = encoded(text, clean=False, language=language)
    partition, vocabulary = tokens.partitions[0], tokens.vocabulary
    word = vocabulary.word_of_form[partition.form]
    scopes = find_scopes(partition, vocabulary, word, denial_rules_for(language))
    inside = scopes.of(np.arange(len(word), dtype=np.int64)) >= 0
    return [vocabulary.words[w] for w in word[inside].tolist()]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They did not open the gate of the old yard.", "open the gate of the old yard"),
        ("They did not sing, they spoke.", "sing"),
        ("They did not sing but spoke.", "sing"),
        ("They did not sing and they left.", "sing"),
        ("It was no song or dance.", "song or dance"),
        ("It was not a “quiet” evening.", "a quiet evening"),
        ("He called it “not cheap” in May.", "cheap"),
        ("They left without a word (as ever).", "a word"),
        ("They came. Not one stayed.", "stayed"),
        ("It wasn’t cold.", "cold"),
        ("No doubt they came.", ""),
        ("They came.", ""),
        ("", ""),
    ],
)
def test_the_scope_goes_to_the_end_of_the_clause(text: str, words: str) -> None:
    assert scope(text) == words.split()


def test_vietnamese_scopes() -> None:
    assert scope("Họ không đóng cổng nhưng đã về.", language="vi") == ["đóng", "cổng"]
    assert scope("Không gian rất đẹp.", language="vi") == []


@pytest.mark.parametrize(
    ("text", "markers", "expected"),
    [
        # the predicate and what it brings about
        ("The guards did not start unrest.", ["start", "unrest"], [True, True]),
        ("The council never called for violence.", ["violence"], [True]),
        ("The rebels did not come with tanks.", ["tanks"], [True]),
        ("Nobody in the valley was detained for prayer.", ["detained", "prayer"], [True, False]),
        # what is there whatever is denied of it
        ("The mayor never feared his citizens.", ["citizens"], [False]),
        ("Article 7 does not punish criticism.", ["criticism"], [False]),
        ("They were told not to turn freedom against others.", ["freedom"], [False]),
        ("A decree is no licence to loot.", ["licence", "loot"], [True, False]),
        # a subject is denied only where it is said that there is none
        ("No fisherman was beaten.", ["fisherman", "beaten"], [False, True]),
        ("No crackdown exists.", ["crackdown"], [True]),
        ("There is no crackdown in the province.", ["crackdown", "province"], [True, False]),
        ("Such unrest must not arise.", ["unrest"], [True]),
        ("The report of torture is untrue.", ["torture"], [True]),
        # nouns of evidence pass the negation on
        ("The clerk found no evidence of torture.", ["evidence", "torture"], [True, True]),
        ("The note gives no reason for the arrest.", ["reason", "arrest"], [True, False]),
        ("There is no such thing as a purge.", ["purge"], [True]),
        # verbs that deny
        ("The ministry denied that a crackdown was planned.", ["crackdown"], [True]),
        ("The visa was denied after the protest.", ["protest"], [False]),
        ("The bureau falsely presents care as suspicion.", ["suspicion"], [True]),
        ("It is not true that a purge is near.", ["purge"], [True]),
        # no denial
        ("Not only farmers protest here.", ["protest"], [False]),
        ("Democracy cannot live without order.", ["democracy", "order"], [False, False]),
        ("They came not long ago to protest.", ["protest"], [False]),
    ],
)
def test_what_is_denied(text: str, markers: list[str], expected: list[bool]) -> None:
    assert negated(text, *markers) == expected


@pytest.mark.parametrize(
    ("text", "marker", "expected"),
    [
        ("Ở đây không hề có đàn áp.", "đàn áp", True),
        ("Không ai bị bắt ở cảng.", "bắt", True),
        ("Họ không hề kích động bạo loạn.", "bạo loạn", True),
        ("Họ không đến nhưng đàn áp vẫn còn.", "đàn áp", False),
        ("Tin đàn áp là bịa đặt.", "đàn áp", True),
    ],
)
def test_what_is_denied_in_vietnamese(text: str, marker: str, expected: bool) -> None:
    assert negated(text, marker, language="vi") == [expected]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Mira Talen says that a purge is near. The claim is false.", "deny"),
        ("Mira Talen wrote of “a purge in the yards of the port”. This is a lie.", "deny"),
        ("“A purge is near in the yards”, wrote Mira Talen; the claim is false.", "deny"),
        ("Mira Talen says that a purge is near. The bread is false.", "relay"),
        ("Mira Talen says that a purge is near.\n\nThe claim is false.", "relay"),
        ("Mira Talen says that a purge is near. Jon Marek says that the claim is false.", "relay"),
    ],
)
def test_a_report_that_the_outlet_rejects_in_its_next_sentence_is_denied(text: str, stance: str) -> None:
    hits = find_markers(encoded(text, clean=False), lexicon({"m": ["purge"]}))
    assert hits["stance"].tolist() == [stance]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Groundless talk of purges filled the page.", "deny"),
        ("They came under the guise of aid and purges.", "deny"),
        ("They spread fabricated news about purges.", "assert"),
        ("The minister denied purges.", "relay"),
        ("The minister rejected purges.", "relay"),
    ],
)
def test_denial_of_the_outlet_and_of_its_sources(text: str, stance: str) -> None:
    hits = find_markers(encoded(text, clean=False), lexicon({"m": ["purges"]}))
    assert hits["stance"].tolist() == [stance]
