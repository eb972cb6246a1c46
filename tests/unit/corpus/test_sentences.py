import pytest
from made_corpus import encoded, sentences, words_of


@pytest.mark.parametrize(
    "expected",
    [
        ["He left.", "She stayed!", "Why?", "Nobody knows…", "It rained."],
        ["Dr. Tran met Mr. Ho and Gen. Giap in St. Paul.", "They spoke."],
        ["J. K. Rowling and George W. Bush wrote.", "Then they read."],
        ["Decree No. 45/2010/ND-CP was issued.", "It took effect on Jan. 5.", "On Monday it lapsed."],
        ["The U.S. Congress voted.", "The U.S. Senate did not."],
        ["He moved to the U.S. The law forbade it."],
        ["They met at 5 p.m. Monday in Hanoi.", "They parted at 6 a.m. They slept."],
        ["Prices rose 3.5 percent to 1.20 dollars.", "Wages fell."],
        ["He paused ... and went on.", "Then silence."],
        ['"We will not stop."', "He left."],
        ["“We will not stop.”", "He left."],
        ["“Who is it?” he asked.", "Nobody spoke."],
        ['"Stop!" she cried.', "They did."],
        ["(He left.)", "She stayed."],
        ["Acme Inc. Chairman Bob Lee resigned.", "Shares fell."],
        ["It was Acme Inc. The chairman resigned."],
        ["It ended in China.", "Ethnic Kachin fled."],
        ["He lives on Nguyen St. in Hue.", "Others left."],
        ["Art. 88 and Sec. 4 apply.", "So does vol. 2."],
        ["He asked etc. and so on.", "Enough."],
        ["中国人民。", "外国势力。"],
    ],
)
def test_where_sentences_begin(expected: list[str]) -> None:
    if expected[0].startswith(("He moved", "It was Acme")):
        head, tail = expected[0].split(" The ")
        expected = [head, "The " + tail]
    if "a.m. They" in expected[-1]:
        head, tail = expected[-1].split(" They slept")
        expected = [*expected[:-1], head, "They slept" + tail]
    assert sentences(" ".join(expected), clean=False) == [s.strip('"“”()') for s in expected]


def test_glued_paragraphs_are_parted() -> None:
    assert sentences("It ended in China.Ethnic Kachin fled.", clean=False) == [
        "It ended in China.",
        "Ethnic Kachin fled.",
    ]
    assert sentences("I don't.I never did.", clean=False) == ["I don't.", "I never did."]


def test_a_dotted_name_is_not_parted() -> None:
    assert sentences("See vnexpress.net and Node.js today", clean=False) == ["See vnexpress.net and Node.js today"]


@pytest.mark.parametrize("number", ["1.", "12.", "a."])
def test_the_number_of_a_list_item_is_no_sentence(number: str) -> None:
    assert sentences(f"{number} The first point. Then more.", clean=False) == [
        f"{number} The first point.",
        "Then more.",
    ]


def test_a_line_without_a_stop_ends_its_sentence() -> None:
    assert sentences("A Headline Here\nThe text begins", clean=False) == ["A Headline Here", "The text begins"]


def test_vietnamese() -> None:
    text = "Ông sống ở TP. Hồ Chí Minh. Theo TS. Lê Văn Đức, điều đó đúng. Đó là tất cả."
    assert sentences(text, language="vi", clean=False) == [
        "Ông sống ở TP. Hồ Chí Minh.",
        "Theo TS. Lê Văn Đức, điều đó đúng.",
        "Đó là tất cả.",
    ]


def test_a_number_after_a_stop_begins_a_sentence_unless_an_abbreviation_numbers_it() -> None:
    assert sentences("They left. 500 stayed. See No. 5 here.", clean=False) == [
        "They left.",
        "500 stayed.",
        "See No. 5 here.",
    ]


@pytest.mark.parametrize("text", ["", " ", "...", "?!", '"', "no stop at all", "x", "."])
def test_texts_with_hardly_anything_have_at_most_one_sentence(text: str) -> None:
    for texts in ([text], [text, "Other words. Here."], ["Other words. Here.", text]):
        words = words_of(encoded(*texts, clean=False))
        assert sum(w.first for w in words[texts.index(text)]) == (1 if text.strip(' .?!"') else 0)
