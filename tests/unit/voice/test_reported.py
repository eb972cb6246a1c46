"""Attribution behind, amid and over sentences, and what is none."""

import random

import pytest
from made_corpus import encoded, lexicon

from framing.markers.find import find_markers


def told(text: str, pattern: str = "plot*") -> list[tuple[str, str]]:
    hits = find_markers(encoded(text, clean=False), lexicon({"m": [pattern]}))
    return list(zip(hits["voice"], hits["source"], strict=True))


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The plot failed, Mira Talen said.", "Mira Talen"),
        ("The plot failed, she added.", "she"),
        ("The plot failed, said Mira Talen, a lawyer from Halden.", "Mira Talen"),
        ("The plot, some activists said, had failed.", "some activists"),
        ("As the report said, the plot has failed.", "the report"),
        ("The plot failed, lawyer Mira Talen told Open Docket on Monday.", "Mira Talen"),
        ("Mira Talen told the Harbour Post that the plot failed.", "Mira Talen"),
        ("Mira Talen said in the foreword of the book that the plot failed.", "Mira Talen"),
        ("Mira Talen, a lawyer, said the plot failed.", "Mira Talen"),
        ("Officials accused Mr. Vey of a plot.", "Officials"),
        ("The ministry called the paper a plot.", "The ministry"),
        ("Police seized two radios, claiming they were part of a plot.", "Police"),
        ("Many fear that the plot will go on.", "Many"),
        ("The survey shows that the plot failed.", "The survey"),
        ("Mira Talen, of the Harbour Union, said the plot had failed.", "Harbour Union"),
        ("Mira Talen said supporters of the plot had left.", "Mira Talen"),
        ("Sources close to the ministry say the plot failed.", "Sources close to the ministry"),
        ("They also recall that the plot failed.", "They"),
        ("Mira Talen asked the union not to join a plot.", "Mira Talen"),
        ("There was no plot, he made clear.", "he"),
        ("There was no plot, she said: “We saw nothing of the kind there.”", "she"),
        ("The paper was published by the union, which says that it was a plot.", "which"),
        ("Stations were already speaking of a plot.", "Stations"),
    ],
)
def test_what_is_reported_and_by_whom(text: str, source: str) -> None:
    assert told(text) == [("indirect", source)]


@pytest.mark.parametrize(
    "text",
    [
        "It was allegedly a plot.",
        "He was accused of a plot.",
        "It is widely seen as a plot.",
        "There were reports of a plot.",
        "The possibility that it was a plot remained.",
    ],
)
def test_hearsay_names_nobody_or_somebody(text: str) -> None:
    assert [voice for voice, _ in told(text)] == ["indirect"]


@pytest.mark.parametrize(
    "text",
    [
        "They act according to the law in every plot.",
        "Nobody can deny that a plot is a plot.",
        "They seek to accuse the union of a plot.",
        "The rule, which stresses care, ended the plot.",
        "This shows that the plot failed.",
        "She wrote a book of the plot.",
        "The plot was denied.",
        "In swing states plots fail.",
        "In the plot year, she said: “We saw nothing of the kind there.”",
        "“We saw nothing of the kind there,” said Mira Talen, who knows the plot.",
        "“We saw nothing of the kind there,” Mira Talen, a plot expert, said.",
        "“We saw nothing of the kind there,” she said, leaving the plot.",
        "Editor's note on a plot.",
        "Thousands in the United States know the plot.",
    ],
)
def test_what_is_the_outlets_own(text: str) -> None:
    assert {voice for voice, _ in told(text)} == {"own"}


def test_what_the_outlet_goes_on_with_is_its_own() -> None:
    assert told("Mira Talen said the plot failed, while the city held another plot.")[1][0] == "own"
    assert told("Mira Talen said the plot failed, but is still a plot.")[1][0] == "indirect"
    assert told("Vey saw a plot; the other plot, Mira Talen said, failed.") == [("own", ""), ("indirect", "Mira Talen")]


def test_a_sentence_that_goes_on_with_a_report() -> None:
    assert [v for v, _ in told("According to the union, a plot failed. In addition, a plot stood.")] == ["indirect"] * 2
    assert [v for v, _ in told("The sun shone. In addition, a plot stood.")] == ["own"]


def test_points_of_a_document_are_its_own_words() -> None:
    text = "The directive has two points:\n\n1. Watch every plot.\n2. Report every plot.\n\nThe plot failed."
    assert [v for v, _ in told(text)] == ["indirect", "indirect", "own"]
    assert [v for v, _ in told("The town has two gates:\n\n1. The plot gate.\n2. The other.")] == ["own"]


def test_speech_over_paragraphs_and_with_a_mark_missing() -> None:
    over = "Mira Talen said: “The plot failed.\n\n“No plot of this kind lasts.”\n\nThe plot failed."
    assert [v for v, _ in told(over)] == ["direct", "direct", "own"]
    opens = "Mira Talen told us:\n\nThe plot failed. We saw no plot.”\n\nThe plot failed."
    assert [v for v, _ in told(opens)] == ["direct", "direct", "own"]
    closes = "“The plot failed, she knew.\n\nThe plot failed."
    assert [v for v, _ in told(closes)] == ["direct", "own"]


@pytest.mark.parametrize(
    ("text", "voice", "scare"),
    [
        ("According to the text, they guard against a “street plot”.", "direct", False),
        ("The ministry said that the plot was “closed”.", "indirect", False),
        ("The ministry said that the so-called “street plot” was closed.", "indirect", True),
        ("They sat in a “street plot” all day.", "own", True),
        ("She said: “They call it a ‘street plot’ today.”", "direct", True),
    ],
)
def test_few_words_in_marks(text: str, voice: str, scare: bool) -> None:
    hits = find_markers(encoded(text, clean=False), lexicon({"m": ["street plot|plots", "plot"]}))
    assert (hits["voice"][0], bool(hits["scare_quoted"][0])) == (voice, scare)


def test_broken_nested_missing_and_mixed_marks_lose_no_hit_and_end_with_their_paragraph() -> None:
    chance = random.Random(5)
    pieces = ["plot", "he said", "that", ",", ".", ":", "“", "”", '"', "'", "‘", "’", "«", "»", "according to", "\n\n"]
    pieces += ["Talen", "said", "1.", "-", "not", "so-called", ";"]
    for _ in range(300):
        body = " ".join(chance.choice(pieces) for _ in range(60))
        hits = find_markers(encoded(f"{body}\n\nThe calm plot stood.", clean=False), lexicon({"m": ["plot"]}))
        assert len(hits) == body.split().count("plot") + 1
        if ":" not in body.split("\n\n")[-1] and "1." not in body and "-" not in body:
            assert hits["voice"].iloc[-1] == "own", body
