"""Voice, source, cue and stance by the Vietnamese table of rules. The names and sentences are invented."""

from typing import Any

import pytest
from made_corpus import encoded, lexicon

from framing.markers.find import find_markers
from framing.voice.denial_rules import DenialRules, denial_rules_for
from framing.voice.rules import Rules, rules_for


def read(text: str, *patterns: str, language: str = "vi") -> list[dict[str, Any]]:
    made = lexicon({"m": list(patterns) or ["đàn áp"]}, language=language)
    hits = find_markers(encoded(text, clean=False, language=language), made)
    return hits[["voice", "scare_quoted", "negated", "stance", "source", "cue"]].to_dict("records")


def test_the_outlets_own_words() -> None:
    assert read("Cuộc đàn áp đã bắt đầu.") == [
        {"voice": "own", "scare_quoted": False, "negated": False, "stance": "assert", "source": "", "cue": ""}
    ]


@pytest.mark.parametrize(
    ("text", "source", "cue"),
    [
        ("Theo ông Joren Vash, không có đàn áp.", "ông Joren Vash", "Theo"),
        ("Cuộc đàn áp kéo dài một năm, theo báo cáo của Rights Horizon.", "báo cáo của Rights Horizon", "theo"),
        ("Theo lời bà Brask, đàn áp đã bắt đầu.", "bà Brask", "Theo lời"),
        ("Ông Vash nói rằng không có đàn áp.", "Ông Vash", "nói"),
        ("Ông Vash khẳng định rằng không có đàn áp.", "Ông Vash", "khẳng định"),
        ("Joren Vash tuyên bố đây không phải đàn áp và tuyên bố tại Halden rằng đàn áp không có.", "Joren Vash", ""),
        ("Bà Norrin cho biết cuộc đàn áp bắt đầu từ lâu.", "Bà Norrin", "cho biết"),
        ("Bà Norrin cho biết, cuộc đàn áp bắt đầu từ lâu.", "Bà Norrin", "cho biết"),
        ("Bộ Ngoại giao cho rằng không có đàn áp.", "Bộ Ngoại giao", "cho rằng"),
        ("Phát ngôn viên Joren Vash ngày 14/2 cho biết không có đàn áp.", "Joren Vash", "cho biết"),
        ("Bà Norrin hôm thứ Hai nói rằng đàn áp đã bắt đầu.", "Bà Norrin", "nói"),
        ("Báo cáo ghi rằng đàn áp đã bắt đầu.", "Báo cáo", "ghi"),
        ("Không có đàn áp, ông Vash nhắc lại.", "Vash", "nhắc lại"),
        ("Một cuộc khảo sát năm ngoái cho thấy đàn áp đã bắt đầu.", "", "cho thấy"),
        ("Bộ Ngoại giao gọi đó là đàn áp.", "Bộ Ngoại giao", "gọi"),
        ("Đến tối, ông nói rằng không có đàn áp.", "ông", "nói"),
        ("Theo Thứ trưởng Anton Grell, không có đàn áp.", "Thứ trưởng Anton Grell", "Theo"),
        ("Bà Norrin cáo buộc chính quyền Port Ansel rằng họ đàn áp công đoàn.", "Bà Norrin", "cáo buộc"),
    ],
)
def test_reported_speech(text: str, source: str, cue: str) -> None:
    hit = read(text)[-1]
    assert (hit["voice"], hit["stance"], hit["source"]) == ("indirect", "relay", source)
    assert hit["cue"] == cue or not cue


@pytest.mark.parametrize(
    "text",
    [
        "Nhà nước hành động theo Hiến pháp, không đàn áp.",  # under the constitution, according to nobody
        "Điều này cho thấy đàn áp đã bắt đầu.",
        "Công an theo dõi và đàn áp họ.",
        "Theo quy định của pháp luật, đàn áp là phạm tội.",
        "Bà Norrin cho biết tại Halden. Đàn áp đã bắt đầu.",
        "Tiếng nói của họ bị đàn áp là điều đau lòng.",
        "Tuyên bố được đưa ra sau cuộc đàn áp.",
    ],
)
def test_what_only_looks_like_a_report(text: str) -> None:
    assert [hit["voice"] for hit in read(text)] == ["own"]


def test_hearsay_names_no_speaker() -> None:
    (hit,) = read("Ông Hane được cho là đã ra lệnh đàn áp.")
    assert (hit["voice"], hit["stance"], hit["source"], hit["cue"]) == ("indirect", "relay", "", "được cho là")


def test_a_report_that_its_own_verb_calls_false_is_denied() -> None:
    (hit,) = read("Ông Maresh vu cáo rằng nhà nước đàn áp công nhân.")
    assert (hit["voice"], hit["stance"], hit["source"], hit["cue"]) == ("indirect", "deny", "Ông Maresh", "vu cáo")


@pytest.mark.parametrize(
    "text",
    [
        "“Đàn áp không bắt đầu bằng xe tăng”, bà Norrin nói.",
        '"Đàn áp không bắt đầu bằng xe tăng", bà Norrin nói.',
        "«Đàn áp không bắt đầu bằng xe tăng», bà Norrin nói.",
        "Bà Norrin nói: “Đàn áp không bắt đầu bằng xe tăng.”",
        "Bà Norrin khẳng định: “Họ gọi đó là ‘đàn áp’ và họ đúng.”",
    ],
)
def test_direct_quotation(text: str) -> None:
    (hit,) = read(text)
    assert (hit["voice"], hit["stance"], hit["source"].lower()) == (
        "direct",
        "relay",
        "norrin" if text[0] in '“"«' else "bà norrin",
    )


def test_an_answer_behind_a_dash_is_speech_where_a_verb_of_saying_and_a_colon_lead_to_it() -> None:
    text = "Ông Revik nói với phóng viên:\n\n– Cuộc đàn áp có số rồi.\n\n– Ai đàn áp?\n\nKhông ai biết về đàn áp."
    hits = read(text)
    assert [h["voice"] for h in hits] == ["direct", "direct", "own"]
    assert [h["source"] for h in hits] == ["Ông Revik", "", ""]
    listed = "Nghị định gồm:\n\n- Cấm đàn áp.\n\n- Cấm phá hoại."
    assert [h["voice"] for h in read(listed)] == ["own"]
    assert [h["voice"] for h in read("Mira Talen said:\n\n– A plot.", "plot", language="en")] == ["indirect"]


@pytest.mark.parametrize("text", ["Cuộc “đàn áp” đã hết.", "Họ đọc về “cuộc đàn áp ở cảng”."])
def test_scare_quotes(text: str) -> None:
    (hit,) = read(text)
    assert (hit["voice"], hit["scare_quoted"], hit["stance"]) == ("own", True, "deny")


@pytest.mark.parametrize(
    ("text", "negated", "cue"),
    [
        ("Đó không phải là đàn áp.", True, "không phải"),
        ("Ở đây không có đàn áp.", True, "không có"),
        ("Họ chưa bao giờ đàn áp ai.", True, "chưa bao giờ"),
        ("Họ chẳng đàn áp ai.", True, "chẳng"),
        ("Đó là cái gọi là đàn áp.", False, "cái gọi là"),
    ],
)
def test_negation_and_words_of_denial(text: str, negated: bool, cue: str) -> None:
    (hit,) = read(text)
    assert (hit["voice"], hit["negated"], hit["stance"], hit["cue"]) == ("own", negated, "deny", cue)


@pytest.mark.parametrize("text", ["Họ không chỉ đàn áp mà còn cấm.", "Không gian đàn áp.", "Họ không đến, đàn áp đến."])
def test_what_only_looks_like_a_negation(text: str) -> None:
    (hit,) = read(text)
    assert (hit["negated"], hit["stance"]) == (False, "assert")


def test_a_language_without_a_table_has_its_quotation_marks_alone() -> None:
    assert rules_for("fr") == Rules()
    assert denial_rules_for("fr") == DenialRules()
    text = "Selon Mira Talen, le complot existe. « Le complot existe bel et bien », dit-elle. Pas de complot."
    hits = read(text, "complot", language="fr")
    assert [h["voice"] for h in hits] == ["own", "direct", "own"]
    assert [h["stance"] for h in hits] == ["assert", "relay", "assert"]


def test_every_cue_is_written_as_words_are_compared() -> None:
    import unicodedata

    for language in ("en", "vi"):
        rules = rules_for(language)
        for table in (rules, denial_rules_for(language)):
            for name, value in vars(table).items():
                for cue in value if isinstance(value, frozenset) else ():
                    words = (cue,) if isinstance(cue, str) else cue
                    assert all(w and w == unicodedata.normalize("NFC", w.lower()) for w in words), (name, cue)
        assert rules.links <= rules.opens
        assert rules.far <= rules.links
        assert rules.doubting <= rules.saying | rules.reporting
