"""Vietnamese as it comes: composed, decomposed and mixed, its capitals, marks, numbers and abbreviations."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from made_corpus import encoded, forms, hits_of, lexicon, sentences, words_of

from framing.corpus.encode import encode, normal_word
from framing.corpus.read import read_corpus
from framing.markers.find import find_markers
from framing.voice.quotes import find_quotations

TEXT = "Đảng nói: “Các thế lực thù địch ở Đông Âu đe doạ hoà bình.” ĐỐI THOẠI, Ươm mầm, ưu tiên!"
FORMS = ("NFC", "NFD", "NFKC", "NFKD")


def normal(text: str) -> list[str]:
    return [normal_word(form) for form in forms(text, language="vi", clean=False)]


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same_words_at_its_own_offsets(form: str) -> None:
    text = unicodedata.normalize(form, TEXT)
    (words,) = words_of(encoded(text, language="vi", clean=False))
    assert [unicodedata.normalize("NFC", w.form) for w in words] == unicodedata.normalize("NFC", TEXT).translate(
        {ord(c): " " for c in ":“”.,!"}
    ).split()
    assert all(text[w.start : w.end] == w.form for w in words)


def test_forms_mixed_within_a_text_and_within_a_word_are_one_word() -> None:
    spelled = [
        "tiếng",
        unicodedata.normalize("NFD", "tiếng"),
        "tiê\u0301ng",
        "tie\u0301\u0302ng".replace("\u0301\u0302", "\u0302\u0301"),
    ]
    assert len(set(spelled)) == 3 + (spelled[1] != spelled[3])
    tokens = encoded(" ".join(spelled), language="vi", clean=False)
    assert tokens.vocabulary.words == ["tiếng"]
    assert hits_of(" ".join(spelled), "tiếng", language="vi") == spelled


def test_marks_below_and_above_in_either_order_are_one_word() -> None:
    assert normal("ho\u0323\u0302i ho\u0302\u0323i h\u1ed9i") == ["hội"] * 3


def test_the_horn_and_the_stroke() -> None:
    assert normal("ƯU ưu u\u031bu U\u031bu") == ["ưu"] * 4
    assert normal("Ơn ơn o\u031bn") == ["ơn"] * 3
    assert normal("Đảng ĐẢNG đảng đa\u0309ng") == ["đảng"] * 4


def test_letters_that_only_look_alike_are_other_words() -> None:
    """An eth for a d with stroke, as old fonts had it, is found by nobody: it is for the reader to mend."""
    assert hits_of("ðảng Ðảng đảng", "đảng", language="vi") == ["đảng"]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_markers_are_found_with_the_surface_as_written(form: str) -> None:
    text = unicodedata.normalize(form, "CÁC THẾ LỰC  THÙ ĐỊCH và “diễn biến hòa bình”.")
    made = lexicon({"a": ["thế lực thù địch"], "b": ["diễn biến hòa bình"]}, language="vi")
    hits = find_markers(encoded(text, language="vi", clean=False), made)
    assert [unicodedata.normalize("NFC", s) for s in hits["surface"]] == ["THẾ LỰC  THÙ ĐỊCH", "diễn biến hòa bình"]
    assert all(text[a:b] == s for a, b, s in hits[["start", "end", "surface"]].itertuples(index=False))


@pytest.mark.parametrize(
    "quoted",
    [
        "“Không có gì bí mật”",
        '"Không có gì bí mật"',
        "«Không có gì bí mật»",
        "« Không có gì bí mật »",
        "„Không có gì bí mật“",
    ],
)
def test_quotation_marks(quoted: str) -> None:
    tokens = encoded(f"Ông nói: {quoted}, rồi đi.", language="vi", clean=False)
    assert [(q.first, q.stop) for q in find_quotations(tokens.partitions[0])] == [(2, 7)]


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("GS. Owen Tarr đến TP. Port Ansel. Ông nói ít.", ["GS. Owen Tarr đến TP. Port Ansel.", "Ông nói ít."]),
        ("PGS.TS. Henrik Aldo đồng ý. Bà Orlo thì không.", ["PGS.TS. Henrik Aldo đồng ý.", "Bà Orlo thì không."]),
        ("ThS. Dina Orlo, TS. Ruth Amsel và BS. Jon Maresh.", ["ThS. Dina Orlo, TS. Ruth Amsel và BS. Jon Maresh."]),
        ("Họ ở TP.HCM và Tp. Huế. Ở đó có mưa.", ["Họ ở TP.HCM và Tp. Huế.", "Ở đó có mưa."]),
        ("Nạn nhân là chị A. Ông Vash im lặng.", ["Nạn nhân là chị A.", "Ông Vash im lặng."]),
        ("Có 1.000.000 người, tức 12,5%. Họ đi bộ.", ["Có 1.000.000 người, tức 12,5%.", "Họ đi bộ."]),
        (
            "Nghị định số 72/2013/NĐ-CP ngày 15/7/2013. Nó dài.",
            ["Nghị định số 72/2013/NĐ-CP ngày 15/7/2013.", "Nó dài."],
        ),
        ("Ông/bà có đơn, thư, v.v. thì gửi.", ["Ông/bà có đơn, thư, v.v. thì gửi."]),
        ("Bà hỏi: “Ai trả tiền?” Không ai đáp.", ["Bà hỏi: “Ai trả tiền?", "Không ai đáp."]),
        ("Đàn áp... Chữ ấy có mặt ở mọi trang.", ["Đàn áp...", "Chữ ấy có mặt ở mọi trang."]),
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_sentences(text: str, cut: list[str], form: str) -> None:
    found = sentences(unicodedata.normalize(form, text), language="vi", clean=False)
    assert found == [unicodedata.normalize(form, part) for part in cut]


def test_numbers_dates_and_decrees() -> None:
    text = "Ngày 20/11/2013, 1.000.000 người nhận Nghị định số 72/2013/NĐ-CP, tức 12,5%."
    assert forms(text, language="vi", clean=False) == (
        "Ngày 20 11 2013 1.000.000 người nhận Nghị định số 72 2013 NĐ CP tức 12,5".split()
    )
    assert hits_of(text, "nghị định số 72 2013 =NĐ =CP", language="vi") == []  # a slash parts words as a comma does
    assert hits_of(text, "=NĐ =CP", language="vi") == ["NĐ-CP"]


PLACED = [("hòa", "hoà"), ("khóa", "khoá"), ("khỏe", "khoẻ"), ("thúy", "thuý"), ("ủy", "uỷ"), ("họa", "hoạ")]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(("first", "second"), PLACED)
def test_a_tone_may_stand_on_either_vowel_of_an_open_syllable(first: str, second: str, form: str) -> None:
    text = unicodedata.normalize(form, f"{first} {second} {first.title()} {second.upper()}")
    for pattern in (first, second, f"x|{first}", f"x|{second}"):
        assert len(hits_of(text, pattern, language="vi")) == 4
    assert hits_of(text, f"={second.upper()}", language="vi") == [unicodedata.normalize(form, second.upper())]
    assert encoded(text, language="vi", clean=False).vocabulary.words == [first]


@pytest.mark.parametrize("word", ["quý", "quá", "hoàn", "hoàng", "thuyền", "oán", "của", "mía", "thuế", "loại", "xoáy"])
def test_other_syllables_have_one_spelling(word: str) -> None:
    assert encoded(word, language="vi", clean=False).vocabulary.words == [word]


def test_names_of_other_languages_keep_their_accents() -> None:
    assert encoded("Noé Zoé", language="fr", clean=False).vocabulary.words == ["noé", "zoé"]
    assert hits_of("Hòa hoà Noé", "hoà", language="en") == ["Hòa", "hoà"]


@pytest.mark.parametrize("encoding", ["cp1258", None])
def test_the_old_windows_encoding_named_or_found_out(tmp_path: Path, encoding: str | None) -> None:
    """Windows-1258 has vowels composed and most tones apart: neither NFC nor NFD, and the same words."""
    text = "Đảng nói các thế lực thù địch đe dọa hòa bình, và hội nghị bế mạc."
    apart = "".join(c if c in "àáâèéêùú" else _vowel_and_tone(c) for c in text)
    (tmp_path / "a.txt").write_bytes(apart.encode("cp1258"))
    corpus = read_corpus(tmp_path, language="vi", encoding=encoding)
    assert corpus.documents["encoding"].tolist() == ["cp1258"]
    assert corpus.texts[0].as_py() == apart
    assert encode(corpus).vocabulary.words == encoded(text, language="vi").vocabulary.words


def _vowel_and_tone(letter: str) -> str:
    marks = unicodedata.normalize("NFD", letter)
    tones = "".join(m for m in marks if m in "\u0300\u0301\u0303\u0309\u0323")
    return unicodedata.normalize("NFC", "".join(m for m in marks if m not in tones)) + tones
