import pytest
from made_corpus import encoded

from framing.corpus.language import check_language, other_language
from framing.errors import InputError

ENGLISH = "The minister said that the law was not to be changed, and that nobody had been asked about it before."
VIETNAMESE = "Bộ Ngoại giao cho biết các nước đã đồng ý về việc hợp tác trong lĩnh vực này vào năm tới."
FRENCH = "Le ministre a déclaré que la loi ne serait pas modifiée et que personne n'avait été consulté."


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        (FRENCH, "en", "fr"),
        (VIETNAMESE, "en", "vi"),
        (ENGLISH, "en", None),
        (VIETNAMESE, "vi", None),
        (ENGLISH, "vi", "en"),
        ("Nguyen Phu Trong, Pham Minh Chinh, Vo Van Thuong", "en", None),
        ("Facts disprove false claims.", "en", None),
        ("(KPA)", "en", None),
    ],
)
def test_which_passages_are_in_another_language(text: str, language: str, found: str | None) -> None:
    assert other_language(text, language) == found


def test_decomposed_letters_are_read_as_composed_ones() -> None:
    import unicodedata

    assert other_language(unicodedata.normalize("NFD", VIETNAMESE), "en") == "vi"


def test_a_passage_in_another_language_is_skipped_with_its_language_as_rule() -> None:
    text = f"{ENGLISH}\n\n{VIETNAMESE}\n\n{ENGLISH}"
    tokens = encoded(text)
    row = tokens.audit.iloc[0]
    assert (row["reason"], row["rule"]) == ("other_language", "vi")
    assert text[row["start"] : row["end"]] == VIETNAMESE
    assert len(tokens.audit) == 1


def test_the_study_language_decides() -> None:
    text = f"{ENGLISH}\n\n{VIETNAMESE}"
    audit = encoded(text, language="vi").audit
    assert audit["rule"].tolist() == ["en"]
    assert (audit["start"].iloc[0], audit["end"].iloc[0]) == (0, len(ENGLISH))


def test_a_short_passage_and_names_are_left_alone() -> None:
    assert len(encoded(f"{ENGLISH}\n\nCirque du Soleil\n\n{ENGLISH}").audit) == 0


def test_scripts_without_blanks_are_judged_by_their_length() -> None:
    text = f"{ENGLISH}\n\n中国共产党第十八届中央委员会第三次全体会议在北京举行全会听取和讨论了工作报告"
    assert encoded(text).audit["reason"].tolist() == ["other_language"]


@pytest.mark.parametrize("code", ["en", "vi", "fr", "zh"])
def test_known_codes_pass(code: str) -> None:
    assert check_language(code) == code


@pytest.mark.parametrize("code", ["english", "EN", "", "xx"])
def test_an_unknown_code_is_an_error_that_says_so(code: str) -> None:
    with pytest.raises(InputError, match=f"language {code!r} is no code"):
        check_language(code)
    with pytest.raises(InputError, match="is no code"):
        encoded("text", language=code)
