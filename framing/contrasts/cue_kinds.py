"""Words that report somebody else's words, by what they say of their truth. A further language is a table, not code.

The distinction is that of Thompson, G. and Ye, Y. (1991), Evaluation in the reporting verbs used in academic papers,
Applied Linguistics 12(4), 365-382: a writer who reports may present what is reported as true, as false, or leave it
open. The lists are our own. That "claim" keeps a distance and "point out" takes a side with what is said, also where
nothing else does, follows Recasens, M., Danescu-Niculescu-Mizil, C. and Jurafsky, D. (2013), Linguistic Models for
Analyzing and Detecting Biased Language.
"""

from __future__ import annotations

KINDS = ("neutral", "doubting", "endorsing", "other")
"""What a cue can be; other: no cue, or one that is in no list."""

_ENGLISH = {
    "doubting": """claim claims claimed claiming allege alleges alleged alleging allegedly purport purports purported
        purportedly pretend pretends pretended supposedly ostensibly rumoured rumored speculate speculates speculated
        falsely wrongly baselessly fabricate fabricates fabricated concoct concocted invent invented distort distorts
        distorted distorting slander slanders slandered smear smears smeared misrepresent misrepresents misrepresented
        so_called""",
    "endorsing": """acknowledge acknowledges acknowledged admit admits admitted concede concedes conceded confirm
        confirms confirmed confirming reveal reveals revealed revealing disclose discloses disclosed expose exposes
        exposed show shows showed shown prove proves proved proven demonstrate demonstrates demonstrated find finds
        found note notes noted noting point_out points_out pointed_out pointing_out recall recalls recalled remind
        reminds reminded recognise recognises recognised recognize recognizes recognized document documents documented
        rightly correctly""",
    "neutral": """say says said saying state states stated stating tell tells told telling add adds added adding
        announce announces announced report reports reported reporting write writes wrote written ask asks asked reply
        replies replied respond responds responded answer answers answered comment comments commented declare declares
        declared argue argues argued arguing believe believes believed think thinks thought suggest suggests suggested
        warn warns warned explain explains explained conclude concludes concluded emphasise emphasises emphasised
        emphasize emphasizes emphasized stress stresses stressed urge urges urged demand demands demanded predict
        predicts predicted remark remarks remarked insist insists insisted maintain maintains maintained assert asserts
        asserted affirm affirms affirmed observe observes observed accuse accuses accused accusing complain complains
        complained criticise criticises criticised criticize criticizes criticized condemn condemns condemned deny
        denies denied describe describes described call calls called continue continued according_to in_the_view_of""",
}
_VIETNAMESE = {
    "doubting": """vu_cáo vu_khống xuyên_tạc bịa_đặt rêu_rao tung_tin nghe_đồn nghe_nói được_cho_là bị_cho_là
        được_cho_rằng cái_gọi_là tự_xưng""",
    "endorsing": "xác_nhận thừa_nhận chỉ_ra tiết_lộ nêu_rõ nhắc_lại nhắc_nhở chứng_minh cho_thấy",
    "neutral": """nói nói_thêm phát_biểu tuyên_bố khẳng_định nhấn_mạnh giải_thích trả_lời đáp viết kể thuật_lại
        thông_báo cảnh_báo phủ_nhận bác_bỏ kết_luận bình_luận lập_luận lưu_ý bổ_sung cáo_buộc tố_cáo chỉ_trích lên_án
        kêu_gọi yêu_cầu đề_nghị dự_đoán dự_báo bày_tỏ chia_sẻ lên_tiếng hỏi tin_rằng cho_biết cho_hay cho_rằng
        nhận_định nhận_xét theo theo_lời""",
}
_LISTS = {
    language: {kind: tuple(word.replace("_", " ") for word in text.split()) for kind, text in lists.items()}
    for language, lists in (("en", _ENGLISH), ("vi", _VIETNAMESE))
}
ARTICLES = {"en": ("the ", "a ", "an ")}
"""Language -> words in front of a name that are no part of it."""


def has_kinds(language: str) -> bool:
    """Whether there are lists for a language; without them every cue is `other`."""
    return language in _LISTS


def kind_of(cue: str, language: str = "en") -> str:
    """Whether a cue is neutral, doubting or endorsing, or other where no list has it.

    Of several words in a cue a doubting one decides, then an endorsing one.

    >>> kind_of("said"), kind_of("falsely accuses"), kind_of("pointed out that"), kind_of("")
    ('neutral', 'doubting', 'endorsing', 'other')
    """
    padded = f" {' '.join(cue.casefold().replace('-', ' ').split())} "
    for kind in ("doubting", "endorsing", "neutral"):
        if any(f" {word} " in padded for word in _LISTS.get(language, {}).get(kind, ())):
            return kind
    return "other"
