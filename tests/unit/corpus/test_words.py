import numpy as np
import pytest
from made_corpus import encoded, forms, words_of

from framing.corpus.characters import (
    APOSTROPHE,
    DIGIT,
    FORMAT,
    HYPHEN,
    LETTER,
    LOWER,
    NEWLINE,
    OTHER,
    QUOTE,
    SPACE,
    STOP,
    UPPER,
    class_of,
    classify,
)
from framing.corpus.encode import normal_word
from framing.corpus.points import CodePoints
from framing.corpus.words import find_words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hostile forces plot", ["Hostile", "forces", "plot"]),
        ("well-being and state‐run non‑state", ["well", "being", "and", "state", "run", "non", "state"]),
        ("o'clock n’est l'été", ["o'clock", "n’est", "l'été"]),
        ("Vietnam's law, VIETNAM’S LAW", ["Vietnam", "'s", "law", "VIETNAM", "’S", "LAW"]),
        ("workers' rights, workers’ rights", ["workers", "rights", "workers", "rights"]),
        ("93,438 people, 3.5 percent", ["93,438", "people", "3.5", "percent"]),
        ("1,000. Then 5, 6", ["1,000", "Then", "5", "6"]),
        ("the U.S. and the U.N agree", ["the", "U.S.", "and", "the", "U.N", "agree"]),
        ("J. Smith of e.g. Hanoi", ["J", "Smith", "of", "e.g.", "Hanoi"]),
        ("don't.I say", ["don't", "I", "say"]),
        ("China.Ethnic Kachin", ["China", "Ethnic", "Kachin"]),
        ("end.Next and 3.The", ["end", "Next", "and", "3", "The"]),
        (
            "soft\u00adhyphen and zero\u200dwidth\u200cjoined",
            ["soft\u00adhyphen", "and", "zero\u200dwidth\u200cjoined"],
        ),
        ("a\u200b\u00ad b", ["a", "b"]),
        ("\u200e\u200fالحقوق\u200f \u202eabc\u202c", ["الحقوق", "abc"]),
        ("trailing\u00ad \u00adleading", ["trailing", "leading"]),
        ("run\u00ad\u200d\u00adning", ["run\u00ad\u200d\u00adning"]),
        ("Việt Nam Vie\u0302\u0323t", ["Việt", "Nam", "Vie\u0302\u0323t"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("葛\U000e0100城", ["葛\U000e0100城"]),
        ("𠮷野家 𝒽𝑒𝓎", ["𠮷野家", "𝒽𝑒𝓎"]),
        ("İstanbul straße ΟΔΟΣ", ["İstanbul", "straße", "ΟΔΟΣ"]),
        ("🙂 hi👨\u200d👩\u200d👧there 🙂🙂", ["hi", "there"]),
        ("H₂O, x² and Ⅷ", ["H₂O", "x²", "and", "Ⅷ"]),
        ("rock'n'roll ''quoted'' 'tis", ["rock'n'roll", "quoted", "tis"]),
        ("'''''", []),
        ("…?!—“”", []),
        ("a_b@c.d", ["a", "b", "c.d"]),
        ("x", ["x"]),
        ("7", ["7"]),
    ],
)
def test_what_is_a_word(text: str, expected: list[str]) -> None:
    assert forms(text, clean=False) == expected
    for before, after in (("", ""), ("Other words. ", " and more."), ("é ", " é"), ("\r\n", "\r")):
        inner = forms(before + text + after, clean=False)
        first = len(forms(before, clean=False))
        assert inner[first : first + len(expected)] == expected


def test_a_very_long_word_is_one_word() -> None:
    assert forms("é" * 70_000 + " end") == ["é" * 70_000, "end"]
    assert forms("a'" * 5_000 + "b") == ["a'" * 5_000 + "b"]


@pytest.mark.parametrize(
    ("between", "broken"),
    [
        (" ", False),
        ("\n", False),
        ("-", False),
        (" - ", False),
        ("\u00a0", False),
        ("\u200b", False),
        (" \u00ad", False),
        ("' ", False),
        ("’ ", False),
        (", ", True),
        ("; ", True),
        (" (", True),
        (") ", True),
        (' "', True),
        ("” ", True),
        (" – ", True),
        ("/", True),
        (" 🙂 ", True),
        (" & ", True),
    ],
)
def test_what_breaks_the_row_of_words(between: str, broken: bool) -> None:
    one, two = words_of(encoded(f"human{between}rights", clean=False))[0]
    assert (one.form, two.form) == ("human", "rights")
    assert two.broken is broken


def test_character_classes_of_text_agree_with_those_of_characters() -> None:
    text = "aÉ中9² \n\r\u2028-\u00ad'’.!…,\"“)»☺é\u0301\u200b\ufeff𠮷🙂\U000e0101"
    raw = text.encode()
    classes = classify(raw)
    at = 0
    for character in text:
        size = len(character.encode())
        known = LETTER if ord(character) > 0xE0000 else class_of(character)
        assert set(classes[at : at + size].tolist()) == {known}, character
        at += size
    assert [class_of(c) for c in "aA中9 \n-\u00ad'\"!☺"] == [
        LOWER,
        UPPER,
        LETTER,
        DIGIT,
        SPACE,
        NEWLINE,
        HYPHEN,
        FORMAT,
        APOSTROPHE,
        QUOTE,
        STOP,
        OTHER,
    ]


@pytest.mark.parametrize("text", ["plain words", "é中🙂x", "“Đổi mới”, người’s", "’", "\u0301a b", "x🙂" * 70])
def test_code_points_are_counted_before_bytes_and_before_words(text: str) -> None:
    data = (text + "\n" * 8).encode()
    points = CodePoints(data)
    at = np.cumsum([0] + [len(c.encode()) for c in text])
    assert points.of(at).tolist() == list(range(len(text) + 1))
    words = find_words(np.frombuffer(data, np.uint8), classify(data))
    start, end = points.of_words(words)
    assert start.tolist() == [len(data[:b].decode()) for b in words.start.tolist()]
    assert end.tolist() == [len(data[:b].decode()) for b in words.end.tolist()]


@pytest.mark.parametrize(
    ("form", "normal"),
    [
        ("Rights", "rights"),
        ("Rock’n", "rock'n"),
        ("n‘est", "n'est"),
        ("soft\u00adhyphen", "softhyphen"),
        ("e\u200d\u0301t", "ét"),
        ("VIE\u0302\u0323T", "việt"),
        ("STRASSE", "strasse"),
        ("ẞ", "ß"),
        ("İ", "i\u0307"),
        ("\u212a", "k"),
    ],
)
def test_the_form_that_is_compared(form: str, normal: str) -> None:
    assert normal_word(form) == normal
    assert normal_word(normal) == normal
    tokens = encoded(form + " end", clean=False)
    assert tokens.vocabulary.words[tokens.vocabulary.word_of_form[tokens.partitions[0].form[0]]] == normal
