"""Page furniture of Vietnamese pages, composed and decomposed."""

import unicodedata

import pytest
from made_corpus import encoded

from framing.corpus.clean import line_rule

PROSE = (
    "Bộ công bố nghị định hôm thứ Hai và công đoàn yêu cầu tranh luận tại Quốc hội, điều mà các đoàn viên đã mong đợi"
    " nhiều năm."
)
FURNITURE = {
    "share": ["Chia sẻ", "Chia sẻ trên Facebook", "Chia sẻ bài viết này", "Chia sẻ | In bài | Gửi email", "Lưu bài"],
    "comments": ["Bình luận", "Bình luận (12)", "3 bình luận", "Chưa có bình luận nào", "Ý kiến bạn đọc (4)"],
    "source": ["Nguồn: Sóng Tự Do", "(Nguồn: TTXK)", "(Theo Tin Bến Cảng)", "Nguồn tin: Ngọn Cờ Ngày"],
    "read more": [
        "Xem thêm",
        "Xem thêm: Toàn văn nghị định",
        "Đọc tiếp",
        "Tin liên quan",
        "Các bài khác",
        "Có thể bạn quan tâm",
        "Mời bạn đọc thêm: Chín điểm",
        "Từ khóa: nghị định, công đoàn",
        "Từ khoá: nghị định",
        "Đừng bỏ lỡ: Mười bức ảnh bến cảng",
    ],
    "subscribe": ["Đăng ký nhận bản tin", "Theo dõi chúng tôi trên Facebook", "Quảng cáo", "Về trang chủ", "Đăng nhập"],
    "copyright": ["Bản quyền thuộc về Tin Bến Cảng", "Đề nghị ghi rõ nguồn khi đăng lại", "Mọi quyền được bảo lưu."],
    "translator": ["Người dịch: E. Sorel", "Biên dịch: Mira Talen"],
    "picture credit": ["Ảnh: TTXK", "Ảnh minh họa: TTXK", "Đồ hoạ: Mira Talen"],
    "by-line": ["Tác giả: Mira Talen", "Bài và ảnh: Mira Talen", "Tin, ảnh: Đỗ Ánh"],
}


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(("rule", "line"), [(r, line) for r, lines in FURNITURE.items() for line in lines])
def test_each_rule_takes_its_lines_and_nothing_around_them(rule: str, line: str, form: str) -> None:
    text = unicodedata.normalize(form, f"Một đầu đề\n\n{PROSE}\n\n{line}\n\n{PROSE}")
    audit = encoded(text, language="vi").audit
    taken = [(text[a:b], u) for a, b, u in audit[["start", "end", "rule"]].itertuples(index=False)]
    assert taken == [(unicodedata.normalize(form, line), rule)]


@pytest.mark.parametrize(
    "line",
    [
        "Chia sẻ nỗi đau với gia đình các nạn nhân.",
        "Bình luận về nghị định, ông Vash không nói gì thêm.",
        "Nguồn tài trợ nước ngoài phải được phê duyệt.",
        "Theo ông Vash, không có gì bí mật.",
        "Xem thêm những gì đã xảy ra là điều không ai muốn",
        "Tin đồn lan nhanh trong cảng",
        "Bài học của bến cảng",
        "Bản quyền không phải là đề tài của buổi họp.",
        "Ảnh hưởng của nghị định: chín mươi ngày lo lắng cho các nhóm nhỏ ở Port Ansel và vùng châu thổ Lowen.",
        "Hình sự hóa: một từ mới",
        "Thích hay không, họ phải đăng ký.",
        "Tác giả: ai?",
    ],
)
def test_prose_that_begins_like_furniture_stays(line: str) -> None:
    assert line_rule(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "Họp báo thường kỳ tại Bộ Ngoại giao, ngày 14/2. (Ảnh: TTXK)",
        "Họp báo thường kỳ tại Bộ Ngoại giao. Ảnh: TTXK",
        "Chú thích ảnh: Một tàu dỡ hàng tại cầu số 9",
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_captions_are_a_zone_of_their_own(line: str, form: str) -> None:
    text = unicodedata.normalize(form, f"Một đầu đề\n\n{PROSE}\n\n{line}\n\n{PROSE}")
    tokens = encoded(text, language="vi")
    assert tokens.audit.empty
    assert tokens.partitions[0].zone.tolist() == [0, 1, 3, 2]


def test_a_caption_in_another_language_is_skipped() -> None:
    line = "Dockers devant le portail du quai 4 à Port Ansel, le matin du retour au travail. (Photo : Free Wave)"
    audit = encoded(f"Một đầu đề\n\n{PROSE}\n\n{line}\n\n{PROSE}", language="vi").audit
    assert audit[["reason", "rule"]].to_numpy().tolist() == [["other_language", "fr"]]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_headlines_behind_the_article_are_its_tail(form: str) -> None:
    links = ["Đại hội công đoàn khai mạc", "Ủy ban mới họp phiên đầu"]
    text = unicodedata.normalize(form, "\n\n".join(["Một đầu đề", PROSE, PROSE, *links]))
    audit = encoded(text, language="vi").audit
    assert [text[a:b] for a, b in audit[["start", "end"]].itertuples(index=False)] == [
        unicodedata.normalize(form, link) for link in links
    ]
