"""The two definitions of attribution: what is said, and also what is wanted, felt or seems."""

from pathlib import Path

import pytest
from made_corpus import encoded, lexicon

from framing.corpus.tokens import Tokens, open_tokens
from framing.errors import InputError
from framing.markers.extract import extract_features
from framing.markers.find import find_markers


def voices(tokens: Tokens) -> list[str]:
    hits = find_markers(tokens, lexicon({"m": ["plot*"]}))
    return [str(v) for v in hits["voice"]]


@pytest.mark.parametrize(
    "text",
    [
        "Mira Talen wants to end the plot.",
        "The ministry is willing to forget the plot.",
        "The plot seems to have failed.",
        "A plot is expected to follow.",
        "Officials refused to discuss a plot.",
        "He sees a plot everywhere.",
    ],
)
def test_attitudes_and_appearances_are_attributed_in_the_wide_sense_alone(text: str) -> None:
    assert voices(encoded(text, clean=False)) == ["own"]
    assert voices(encoded(text, clean=False, attribution="wide")) == ["indirect"]


@pytest.mark.parametrize("attribution", ["codebook", "wide"])
def test_both_take_what_is_said_and_leave_plain_narration(attribution: str) -> None:
    text = "The plot failed. Mira Talen said that the plot failed. “The plot failed, as we know,” she added."
    assert voices(encoded(text, clean=False, attribution=attribution)) == ["own", "indirect", "direct"]


def test_an_encoded_corpus_is_read_by_either_definition(tmp_path: Path) -> None:
    encoded("Mira Talen hopes for a plot.", clean=False, folder=tmp_path / "kept")
    assert voices(open_tokens(tmp_path / "kept")) == ["own"]
    wide = open_tokens(tmp_path / "kept", attribution="wide")
    assert voices(wide) == ["indirect"]
    assert extract_features(wide).attribution == "wide"


def test_other_definitions_and_languages_are_refused() -> None:
    with pytest.raises(InputError, match="attribution must be codebook or wide, not 'broad'"):
        encoded("A plot.", attribution="broad")
    with pytest.raises(InputError, match="tables for English"):
        find_markers(encoded("Một âm mưu.", language="vi", attribution="wide"), lexicon({"m": ["mưu"]}, language="vi"))
