"""The words that voice and stance go by, one table a language. A further language is a table, not code.

A cue is one word or several in a row. Where cues overlap the one that begins first counts, of those the longest; so a
cue that is named under `none` ("not only") keeps the shorter one in it ("not") from counting.
"""

from __future__ import annotations

from dataclasses import dataclass

from framing.corpus.sentences import STARTERS

Cue = tuple[str, ...]
Cues = frozenset[Cue]


def _cues(text: str) -> Cues:
    """Cues from text: each one word, or words joined by underscores."""
    return frozenset(tuple(cue.split("_")) for cue in text.split())


@dataclass(frozen=True)
class Rules:
    """The word lists of a language. Words are in small letters, NFC; what is empty is not looked for.

    saying: verbs of saying. They report what follows where the next word is one of `opens`.
    opens: words that begin what is reported; of these `links` (that, rằng) belong to the saying themselves, and `far`
        may stand up to `reach` words behind it.
    reporting: verbs of saying that report whatever follows, also after a comma, unless it is one of `aside`.
    hearsay: they report what follows and name no speaker.
    according: they make their sentence a report of whoever is named behind them ("according to"), unless the next
        word is one of `not_according`; with `according_begins` only where a clause begins.
    max_source: the most words of such a name. reach_name: the most words between a name and the verb behind it.
    no_name: words in capitals that are no name where a name begins. dated: words behind which a capital is a date.
    pronouns: words that right before a verb of saying are who speaks, also in small letters.
    name_goes_on: whether small words behind a name belong to it (Bộ Ngoại giao), unless they are among `no_part`.
    doubt: right before a cue they call the report false; doubting: cues that do so themselves.
    negations, denials: within `window` words before a marker they negate it or keep it at a distance.
    none: cues that mean none of this.
    scare_words: up to so many words in quotation marks without a verb of saying are scare quotes.
    dialogue: whether a paragraph that begins with a dash is speech, after one that ends in a colon.
    examples: cues to name where the rules are explained.
    """

    saying: Cues = frozenset()
    opens: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()
    far: frozenset[str] = frozenset()
    reach: int = 0
    reporting: Cues = frozenset()
    aside: frozenset[str] = frozenset()
    hearsay: Cues = frozenset()
    according: Cues = frozenset()
    not_according: frozenset[str] = frozenset()
    according_begins: bool = False
    max_source: int = 8
    reach_name: int = 3
    no_name: frozenset[str] = frozenset()
    dated: frozenset[str] = frozenset()
    pronouns: frozenset[str] = frozenset()
    name_goes_on: bool = False
    no_part: frozenset[str] = frozenset()
    doubt: frozenset[str] = frozenset()
    doubting: Cues = frozenset()
    negations: Cues = frozenset()
    denials: Cues = frozenset()
    window: int = 4
    none: Cues = frozenset()
    scare_words: int = 3
    dialogue: bool = False
    examples: tuple[str, ...] = ()


_ENGLISH = Rules(
    saying=_cues(
        "said says say saying stated states stating told tells added adds announced announces claimed claims claim"
        " argued argues alleged alleges accused accuses accuse affirmed affirms asserted asserts declared declares"
        " denied denies insisted insists maintained maintains noted notes observed replied replies reported reports"
        " responded revealed stressed stresses suggested suggests warned warns wrote writes believed believes thinks"
        " thought explained explains concluded concludes emphasised emphasized commented confirmed confirms continued"
        " asked complained acknowledged admitted conceded demanded urged predicted recalled remarked"
    ),
    opens=frozenset(
        "that the a an it they he she we there this these those his her its their our no all any some many most".split()
    ),
    links=frozenset({"that"}),
    according=_cues("according_to"),
    not_according=frozenset({"which"}),
    no_name=(STARTERS - frozenset("he she they i we you".split()))
    | frozenset(
        "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august"
        " september october november december".split()
    ),
    doubt=frozenset("falsely wrongly baselessly fabricated allegedly".split()),
    negations=_cues(
        "not no never neither nor cannot without none nothing nobody can't don't doesn't didn't isn't aren't wasn't"
        " weren't won't wouldn't shouldn't couldn't hasn't haven't hadn't"
    ),
    denials=_cues("falsely so_called disguised fabricated baseless pretext guise masquerading supposed pretended"),
    examples=("according to", "said that"),
)

_VIETNAMESE = Rules(
    saying=_cues(
        "nói nói_thêm phát_biểu tuyên_bố khẳng_định nhấn_mạnh nêu_rõ chỉ_ra giải_thích trả_lời đáp viết kể kể_lại"
        " thuật_lại thông_báo cảnh_báo thừa_nhận phủ_nhận bác_bỏ xác_nhận kết_luận bình_luận lập_luận lưu_ý nhắc_lại"
        " nhắc_nhở bổ_sung cáo_buộc tố_cáo chỉ_trích lên_án kêu_gọi yêu_cầu đề_nghị phàn_nàn tiết_lộ dự_đoán dự_báo"
        " bày_tỏ chia_sẻ lên_tiếng hỏi quả_quyết cam_kết tin_rằng vu_cáo vu_khống xuyên_tạc bịa_đặt rêu_rao tung_tin"
    ),
    opens=frozenset({"rằng", "là"}),
    links=frozenset({"rằng", "là"}),
    far=frozenset({"rằng"}),
    reach=12,
    reporting=_cues("cho_biết cho_hay cho_rằng nhận_định nhận_xét"),
    aside=frozenset("trong tại hôm ngày khi lúc qua với sau trước vào trên ở thêm như".split()),
    hearsay=_cues("được_cho_là bị_cho_là được_cho_rằng nghe_nói nghe_đồn có_tin"),
    according=_cues("theo theo_lời theo_như"),
    not_according=frozenset(
        "pháp luật quy qui hiến nghị thông điều đó đúng dõi đuổi chân sau hướng nguyên yêu lệnh kế chủ truyền kiểu"
        " cách nhu mẫu từng tỷ tỉ dạng kịp phong thói lẽ bước học nghĩa tiến trình tinh lịch".split()
    ),
    according_begins=True,
    max_source=16,
    reach_name=6,
    no_name=frozenset(
        "theo trong tại khi sau trước đến nhưng và vì do nếu tuy ngoài hôm ngày từ với về trên để còn đây đó chủ nhật"
        " hiện ở cũng những các một không".split()
    ),
    dated=frozenset({"thứ", "tháng"}),
    pronouns=frozenset("ông bà anh chị cô chú bác cha họ".split()),
    name_goes_on=True,
    no_part=frozenset(
        "hôm ngày cũng đã đang sẽ từng vừa mới khi lúc sau trước tối sáng chiều trưa tại thì còn lại luôn không chưa"
        " vẫn thường và nói là mà rồi ở trong với đều thêm chỉ hay có trên".split()
    ),
    doubting=_cues("vu_cáo vu_khống xuyên_tạc bịa_đặt rêu_rao tung_tin"),
    negations=_cues("không chưa chẳng chả không_phải không_hề chưa_hề chưa_từng chưa_bao_giờ không_có"),
    denials=_cues(
        "cái_gọi_là mệnh_danh_là tự_xưng tự_xưng_là giả_danh dưới_chiêu_bài dưới_vỏ_bọc núp_bóng đội_lốt mượn_cớ lấy_cớ"
        " viện_cớ"
    ),
    window=5,
    none=_cues(
        "tiếng_nói lời_nói giọng_nói nói_chung nói_riêng nói_dối nói_xấu không_chỉ không_những không_gian không_khí"
        " không_quân không_ngừng hàng_không chưa_kể kể_từ kể_cả câu_hỏi được_chia_sẻ"
    ),
    scare_words=6,
    dialogue=True,
    examples=("theo", "cho biết", "nói rằng"),
)

_RULES = {"en": _ENGLISH, "vi": _VIETNAMESE}
_MARKS_ALONE = Rules()


def rules_for(language: str) -> Rules:
    """The rules of a language; without any word list, so that quotation marks alone decide, where there is no table.

    >>> rules_for("vi").examples
    ('theo', 'cho biết', 'nói rằng')
    """
    return _RULES.get(language, _MARKS_ALONE)
