import itertools

import pytest
from made_corpus import encoded


def paragraphs(text: str) -> list[list[str]]:
    tokens = encoded(text, clean=False)
    p = tokens.partitions[0]
    forms = [tokens.vocabulary.form_list[i] for i in p.form]
    bounds = p.paragraph_word.tolist()
    return [forms[a:b] for a, b in itertools.pairwise(bounds)]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x85", "\v", "\f"])
def test_every_kind_of_line_break_ends_a_paragraph(newline: str) -> None:
    text = newline.join(["One stop.", "Two é stop.", "", "Three"]) + newline
    assert paragraphs(text) == [["One", "stop"], ["Two", "é", "stop"], ["Three"]]


def test_a_line_that_begins_small_after_one_without_a_stop_goes_on() -> None:
    assert paragraphs("Hostile\nforces met.\nThen left") == [["Hostile", "forces", "met"], ["Then", "left"]]


def test_a_blank_line_or_a_line_without_words_ends_a_paragraph() -> None:
    assert paragraphs("hostile\n\nforces") == [["hostile"], ["forces"]]
    assert paragraphs("hostile\n* * *\nforces") == [["hostile"], ["forces"]]
    assert paragraphs("hostile.\nforces") == [["hostile"], ["forces"]]


def test_text_wrapped_at_a_fixed_width_is_unwrapped() -> None:
    line = "Words that fill a line of middling length without any"
    text = "\n".join([line] * 6 + ["Stop."]) + "\n\n" + "\n".join([line] * 3)
    assert [len(p) for p in paragraphs(text)] == [6 * 10 + 1, 3 * 10]


def test_short_lines_are_not_taken_for_wrapped_text() -> None:
    assert len(paragraphs("\n".join(["Short Line"] * 8))) == 8


def test_nothing_but_white_space_or_marks_has_no_paragraph() -> None:
    assert paragraphs("\n \r\n\t") == []
    assert paragraphs('"\n\n...\n"') == []


def test_paragraphs_never_span_documents() -> None:
    tokens = encoded("ends open", "begins small", "\n\rand this", clean=False)
    p = tokens.partitions[0]
    assert set(p.document_word.tolist()) <= set(p.paragraph_word.tolist())
