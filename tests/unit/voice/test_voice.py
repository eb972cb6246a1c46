"""Voice, source, cue, scare quotes, negation and stance of a marker in its sentence."""

from typing import Any

import pytest
from made_corpus import encoded, lexicon

from framing.markers.find import find_markers
from framing.voice.attribution import find_voices
from framing.voice.words import count_words


def read(text: str, *patterns: str) -> list[dict[str, Any]]:
    hits = find_markers(encoded(text, clean=False), lexicon({"m": list(patterns) or ["plot*"]}))
    return hits[["voice", "scare_quoted", "negated", "stance", "source", "cue"]].to_dict("records")


def voices(text: str) -> list[str]:
    return [hit["voice"] for hit in read(text)]


def test_the_outlets_own_words() -> None:
    assert read("The plot failed.") == [
        {"voice": "own", "scare_quoted": False, "negated": False, "stance": "assert", "source": "", "cue": ""}
    ]


@pytest.mark.parametrize(
    ("text", "source", "cue"),
    [
        ("According to Mira Talen, the plot failed.", "Mira Talen", "According to"),
        ("The plot failed, according to Mira Talen.", "Mira Talen", "according to"),
        ("The plot, according to the Harbour Union, failed.", "the Harbour Union", "according to"),
        ("Mira Talen said that the plot failed.", "Mira Talen", "said"),
        ("Mira Talen said the plot failed.", "Mira Talen", "said"),
        ("The minister Oren Vey warned that a plot was near.", "Oren Vey", "warned"),
        ("He says they plot.", "He", "says"),
    ],
)
def test_reported_speech(text: str, source: str, cue: str) -> None:
    (hit,) = read(text)
    assert (hit["voice"], hit["stance"], hit["source"], hit["cue"]) == ("indirect", "relay", source, cue)


def test_a_report_ends_with_its_sentence() -> None:
    assert voices("Mira Talen said that the plot failed. The plot stood.") == ["indirect", "own"]
    assert voices("According to Mira Talen, a plot failed. The plot stood.") == ["indirect", "own"]
    assert voices("The plot stood. Mira Talen said that the plot failed.") == ["own", "indirect"]


def test_what_stands_before_the_saying_is_the_outlets() -> None:
    assert voices("After the plot Mira Talen said that the plot failed.") == ["own", "indirect"]


def test_according_to_which_names_no_speaker() -> None:
    assert voices("A rule according to which the plot failed.") == ["own"]


@pytest.mark.parametrize(
    "text",
    [
        '"The plot failed, as we all know," said Mira Talen.',
        "“The plot failed, as we all know,” said Mira Talen.",
        "‘The plot failed, as we all know,’ said Mira Talen.",
        'Mira Talen said: "The plot failed, as we all know."',
        'Mira Talen told us "the plot failed" and left.',
    ],
)
def test_direct_quotation(text: str) -> None:
    (hit,) = read(text)
    assert (hit["voice"], hit["stance"], hit["source"]) == ("direct", "relay", "Mira Talen")
    assert hit["cue"] in ("said", "told")


def test_a_long_quotation_needs_no_verb_of_saying() -> None:
    (hit,) = read('It was clear. "The plot has failed and will not come back."')
    assert (hit["voice"], hit["stance"], hit["source"]) == ("direct", "relay", "")


def test_inner_marks_stay_inside_the_quotation() -> None:
    assert voices("Mira Talen said: “They call it ‘a plot’ to hide their plot.” A plot.") == ["direct", "direct", "own"]


@pytest.mark.parametrize(
    "text", ['The "plot" failed.', "The “plot” failed.", "The ‘plot’ failed.", 'A "grand old plot" it was.']
)
def test_scare_quotes(text: str) -> None:
    (hit,) = read(text)
    assert (hit["voice"], hit["scare_quoted"], hit["stance"]) == ("own", True, "deny")


def test_a_title_in_marks_is_neither_speech_nor_scare_quotes() -> None:
    (hit,) = read('He read "Great Plot" there.')
    assert (hit["voice"], hit["scare_quoted"], hit["stance"]) == ("own", False, "assert")


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("There was no plot.", "no"),
        ("It was not a plot.", "not"),
        ("They don't plot.", "don't"),
        ("They can’t plot.", "can’t"),
        ("Never did they plot.", "Never"),
        ("It went without a plot.", "without"),
    ],
)
def test_negation_in_the_outlets_voice_denies(text: str, cue: str) -> None:
    (hit,) = read(text)
    assert (hit["negated"], hit["stance"], hit["cue"]) == (True, "deny", cue)


@pytest.mark.parametrize(
    "text",
    [
        "He did not speak, a plot was found.",
        "He did not. A plot was found.",
        "Not long ago they all found some plot.",
        "He did not\n\nplot",
        "A plot, not a game.",
    ],
)
def test_a_negation_reaches_over_no_punctuation(text: str) -> None:
    (hit,) = read(text)
    assert (hit["negated"], hit["stance"]) == (False, "assert")


def test_negation_in_reported_words_is_the_speakers() -> None:
    (hit,) = read("Mira Talen said there was no plot.")
    assert (hit["voice"], hit["negated"], hit["stance"]) == ("indirect", True, "relay")


@pytest.mark.parametrize("text", ["The so-called plot failed.", "A so called plot.", "Their supposed plot failed."])
def test_words_of_denial(text: str) -> None:
    (hit,) = read(text)
    assert (hit["negated"], hit["stance"]) == (False, "deny")
    assert hit["cue"]


def test_so_and_called_are_one_word_of_denial_only_side_by_side() -> None:
    assert read("He said so. Called plot, it failed.")[0]["stance"] == "assert"
    assert read("He called it a plot.")[0]["stance"] == "relay"
    hits = find_markers(encoded("It was so", "called plot it failed", clean=False), lexicon({"m": ["plot"]}))
    assert hits["stance"].tolist() == ["assert"]


def test_a_report_that_the_outlet_calls_false_is_denied() -> None:
    (hit,) = read("Mira Talen falsely claimed that a plot failed.")
    assert (hit["voice"], hit["stance"], hit["source"], hit["cue"]) == ("indirect", "deny", "Mira Talen", "claimed")


def test_a_word_of_doubt_in_another_sentence_or_document_does_not_reach() -> None:
    made = lexicon({"m": ["plot"]})
    for tokens in (
        encoded("They spoke falsely", "According to Mira Talen, a plot failed.", clean=False),
        encoded("They spoke falsely.\n\nAccording to Mira Talen, a plot failed.", clean=False),
    ):
        assert find_markers(tokens, made)["stance"].tolist() == ["relay"]


def test_every_word_has_a_voice_and_the_counts_by_voice_follow_it() -> None:
    tokens = encoded('Mira Talen said: "We will win the day." She said that it rained.', clean=False)
    voice = find_voices(tokens.partitions[0], tokens.vocabulary, "en").voice
    assert voice.tolist() == [0, 0, 0, 1, 1, 1, 1, 1, 0, 0, 0, 2, 2]  # the "that" is the outlet's, as the verb is
    by_voice = count_words(tokens).groupby("voice")["n"].sum()
    assert by_voice.to_dict() == {"own": 6, "direct": 5, "indirect": 2}


@pytest.mark.parametrize(
    "text", ["", "...", '"', "'", '"""', "said", "according", "according to", "so called", "no", "said that"]
)
def test_texts_with_hardly_anything_raise_nothing(text: str) -> None:
    tokens = encoded(text, clean=False)
    voice = find_voices(tokens.partitions[0], tokens.vocabulary, "en")
    assert len(voice.voice) == len(tokens.partitions[0].form)
