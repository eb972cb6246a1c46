"""A few words in quotation marks: scare quotes or quoting. All sentences are invented."""

from __future__ import annotations

import pytest
from made_corpus import encoded, lexicon

from framing.markers.find import find_markers


def read(text: str, marker: str) -> tuple[bool, str, str]:
    """Scare quotes, voice and stance of the one place of a marker."""
    (hit,) = find_markers(encoded(text, clean=False), lexicon({"m": [marker]})).to_dict("records")
    return bool(hit["scare_quoted"]), hit["voice"], hit["stance"]


@pytest.mark.parametrize(
    ("text", "marker"),
    [
        # own prose, of either side
        ("Two men in a rented room became “civil society” overnight.", "civil society"),
        ("The junta calls its tanks “order” and its prisons “rest homes”.", "order"),
        ("They came under the banner of “reform”.", "reform"),
        ("The clerk was invited for a “conversation” at midnight.", "conversation"),
        ("The page was at once called a “purge” on the far shore.", "purge"),
        ("What has the “League of Free Bakers' Union” to do with it?", "League"),
        ("They write of what the old mayor of Orm calls “harmony”.", "harmony"),
        ("They call themselves “friends of peace” on the radio.", "peace"),
        ("The “patriot” groups said that rain would come.", "patriot"),
    ],
)
def test_scare_quotes(text: str, marker: str) -> None:
    scare, _, stance = read(text, marker)
    assert (scare, stance) == (True, "deny")


@pytest.mark.parametrize(
    ("text", "marker"),
    [
        ("The ministry says such lists are made abroad to damage “stability”.", "stability"),
        ("The envoy said that thieves had been counted as “human rights defenders”.", "rights defenders"),
        ("Mira Talen said that 40 “activists” took the grant.", "activists"),
    ],
)
def test_what_sides_claim_for_themselves_is_at_a_distance_in_a_report(text: str, marker: str) -> None:
    scare, voice, stance = read(text, marker)
    assert (scare, voice, stance) == (True, "indirect", "deny")


@pytest.mark.parametrize(
    ("text", "marker", "voice"),
    [
        ("The rest are held “for their comfort”.", "comfort", "direct"),
        ("By evening the list was “invented in parts”.", "invented", "direct"),
        ("Under the heading “risks” stands a choir.", "risks", "indirect"),
        ("“Closed” is the only word on the card.", "closed", "indirect"),
        ("The card shows one word: “closed”.", "closed", "indirect"),
        ("The office says the talks were “preventive”.", "preventive", "indirect"),
        ("“Never again”, sing the dockers at the gate.", "never again", "direct"),
        ("He read the book “A Winter of Stability in Orm” at sea.", "stability", "own"),
    ],
)
def test_quoted_words_that_are_no_scare_quotes(text: str, marker: str, voice: str) -> None:
    assert read(text, marker)[:2] == (False, voice)


def test_a_term_that_is_introduced_is_marked_and_not_denied() -> None:
    assert read("The rule is known as “managed harmony” in the schools.", "harmony") == (True, "own", "assert")
    assert read("They like to be known as “managed harmony” folk.", "harmony") == (True, "own", "deny")


def test_a_noun_in_scare_quotes_denies_what_it_tells() -> None:
    assert read("He sold “reports” in which every shed was a prison.", "prison") == (False, "own", "deny")
    assert read("He sold reports in which every shed was a prison.", "prison") == (False, "own", "assert")


def test_scare_quotes_inside_speech_are_the_speakers() -> None:
    assert read("Mira Talen said: “They speak of a ‘purge’ whenever a gate is painted.”", "purge") == (
        True,
        "direct",
        "relay",
    )


def test_a_quotation_in_the_headline_is_that_of_the_article_below() -> None:
    below = "Mira Talen said on Monday that the order was a “river of salt” for the town and its old people."
    text = f"“River of salt” runs through the town\n\n{below}"
    hits = find_markers(encoded(text), lexicon({"m": ["river of salt"]}))
    assert hits["zone"].tolist()[0] == "headline"
    assert hits["voice"].tolist() == ["direct", "direct"]
    assert not hits["scare_quoted"].any()
