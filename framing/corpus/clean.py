"""Page furniture: which paragraphs are not the article. Nothing is cut; passages are marked to be skipped.

A rule looks at one short paragraph, or at the tail of an article. Each skipped passage keeps the name of
the rule that decided, and stands in the AUDIT table.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

ZONES = ("headline", "lead", "body", "caption")
"""The zones, in the order of their codes."""

SHORT = 200
"""Bytes; only a paragraph no longer than this is looked at by the line rules."""

TAIL = 14
"""The most paragraphs that the tail of an article may have."""


@dataclass(frozen=True)
class LineRule:
    """A pattern that a whole short paragraph must match, and what that makes it."""

    reason: str
    name: str
    pattern: str


_NETWORK = (
    r"(?:facebook|twitter|x|whats ?app|telegram|linked ?in|reddit|viber|zalo|messenger|line|weibo|wechat|pinterest)"
)
_SHARE = rf"(?:share|tweet|print|e-?mail|pin(?: it)?|save|like|copy link|listen|bookmark|{_NETWORK})"
_SHARE_VI = r"(?:chia sẻ|lưu(?: bài)?|in(?: bài)?|gửi (?:bài|e-?mail)|thích|sao chép liên kết|nghe(?: bài)?)"
_NAME = r"(?:[A-Z][\w.'’-]*|de|van|von|bin|al|da|del)"
_NAMES = rf"(?:[\s,;/&]+(?:{_NAME}|(?i:and|by|from|the|of|for|via)\b))+"
_NO_STOP = r"(?<![.!?…\"”’])"
"""What ends as a sentence does is prose, whatever it begins with."""
_OURS = "(?:work|journalism|reporting|newsroom|site|channels?|newsletters?|mailing list|community|groups?|pages?|apps?)"

_UPPER = "A-ZĐ" + "".join(
    unicodedata.normalize("NFC", letter + tone)
    for letter in "AĂÂEÊIOÔƠUƯY"
    for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    if letter + tone not in "AEIOUY"
)
"""The capitals of Vietnamese, for a set of letters in an expression."""

_RELATED = "articles?|stories|story|news|topics?|links?|content|coverage|posts?|reading"

LINE_RULES = (
    LineRule(
        "furniture",
        "share",
        rf"(?i:{_SHARE}(?: (?:this|on|via|to|with|by|article|story|page|{_NETWORK}))*"
        rf"(?:[\s|/·•,;:+-]+{_SHARE}(?: (?:this|on|via|to|with|article|story|{_NETWORK}))*)*)!?",
    ),
    LineRule(
        "furniture",
        "comments",
        r"(?i:(?:(?:leave|post|add|view|show|read|all|write)\s+(?:a |an |all |the )?)?"
        r"(?:comments?|reply|replies)\s*:?\s*(?:\(?\d*\)?)"
        r"|no comments(?: yet)?|\d+ comments?|comments? (?:are )?(?:closed|off|disabled))\.?",
    ),
    LineRule(
        "furniture",
        "source",
        r"(?i:\(?(?:source|sources|via|originally published (?:in|on|by))\s*(?::\s*\S.{0,150})?\)?)",
    ),
    LineRule(
        "related_links",
        "read more",
        rf"(?i:(?:read (?:more|also|next|on)|see also|also read|related(?: (?:{_RELATED}))?"
        rf"|more (?:on this|from|news|stories|about)\b.{{0,60}}{_NO_STOP}|recommended(?: for you)?"
        r"|you (?:may|might) also like|most (?:read|popular|viewed)|latest (?:news|stories)|don['’]t miss"
        r"|in other news|tags?|keywords?|topics?)"
        r"\s*(?::.{0,180})?)",
    ),
    LineRule(
        "furniture",
        "subscribe",
        rf"(?i:(?:please )?(?:subscribe|sign up|log in|follow us|click here|advertise with us|contact us"
        rf"|(?:support|join|download) (?:us|our (?:\w+ )?{_OURS})|back to (?:top|home))\b.{{0,120}}"
        rf"|(?:skip to|view (?:all|more)|load more|donate)\b.{{0,60}}{_NO_STOP}"
        r"|(?:advertisement|loading|donate)\W*|home(?:\s*[>»›|/].{0,120})?)",
    ),
    LineRule(
        "furniture",
        "page links",
        r"(?i:(?:\d{1,3}\s+)*(?:(?:next|prev|previous) page)(?:\s+\d{1,3})*)",
    ),
    LineRule(
        "furniture",
        "copyright",
        r"(?:©|(?i:copyright)\s*(?:©|\(c\)|:|(?i:by)\b|\d{4})|\(c\)\s*(?:(?i:copyright)|\d{4})).{0,160}"
        r"|(?i:copyright)(?:\s+[A-Z0-9][^\s,]*)+|.{0,80}(?i:all rights reserved)\.?",
    ),
    LineRule(
        "credit",
        "translator",
        r"\(?(?i:translated|translation|edited|compiled|adapted|narrated)(?i: and (?:edited|translated|adapted))?"
        rf"(?:(?i: by| from){_NAMES}|(?i: by| from)?\s*:.{{0,100}})\)?\.?|.{{1,60}}\((?i:translated)\)\.?",
    ),
    LineRule(
        "credit",
        "picture credit",
        r"\(?(?i:photos?|pictures?|images?|video|graphics?|illustrations?)"
        rf"(?:\s*(?i:by|courtesy of){_NAMES}|\s*[:/][^()]{{1,60}})\)?",
    ),
    LineRule(
        "byline",
        "by-line",
        rf"(?:By|BY)\s+{_NAME}(?:[\s,]+(?:and\s+|in\s+)?{_NAME}){{0,7}}(?:\s*[|,–—-].{{0,60}}{_NO_STOP})?",
    ),
    LineRule("byline", "signature", rf"{_NAME}(?:\s+{_NAME}){{0,3}}\s*[–—-]+"),
    # The same in Vietnamese, composed (NFC)
    LineRule(
        "furniture",
        "share",
        rf"(?i:{_SHARE_VI}(?: (?:trên|qua|lên|tới|bài|viết|này|{_NETWORK}))*"
        rf"(?:[\s|/·•,;:+-]+(?:{_SHARE_VI}|{_SHARE})(?: (?:trên|qua|lên|tới|bài|viết|này|{_NETWORK}))*)*)!?",
    ),
    LineRule(
        "furniture",
        "comments",
        r"(?i:(?:(?:gửi|viết|xem|đọc|tất cả)\s+)*(?:bình luận|ý kiến(?: bạn đọc| của bạn)?|phản hồi)\s*:?\s*\(?\d*\)?"
        r"|\d+ (?:bình luận|ý kiến)|chưa có bình luận(?: nào)?)\.?",
    ),
    LineRule(
        "furniture",
        "source",
        rf"(?i:\(?nguồn(?: tin| bài)?\s*(?::\s*\S.{{0,150}})?\)?)|\((?:Theo|THEO) [{_UPPER}][^()]{{1,60}}\)",
    ),
    LineRule(
        "related_links",
        "read more",
        r"(?i:(?:(?:xem|đọc) (?:thêm|tiếp|ngay)|(?:các )?(?:tin|bài)(?: tức| bài| viết)?"
        r" (?:liên quan|cùng chuyên mục|khác|mới nhất|nổi bật|đọc nhiều|xem nhiều)|(?:có thể )?bạn (?:có thể )?quan tâm"
        r"|mời (?:bạn|quý vị|độc giả) (?:đọc|xem|đón xem|đón đọc)(?: thêm| tiếp)?|đừng bỏ lỡ|tin nóng|chủ đề"
        r"|từ kh(?:óa|oá))\s*(?::.{0,180})?)",
    ),
    LineRule(
        "furniture",
        "subscribe",
        rf"(?i:(?:đăng ký (?:nhận|theo dõi|kênh|bản tin)|theo dõi (?:chúng tôi|kênh|fanpage)"
        rf"|(?:ủng hộ|liên hệ) (?:chúng tôi|quảng cáo|t(?:òa|oà) soạn)|tải ứng dụng|đăng nhập)\b.{{0,80}}{_NO_STOP}"
        r"|quảng cáo|đang tải\W*|(?:về|lên) đầu trang|(?:về )?trang chủ(?:\s*[>»›|/].{0,120})?)",
    ),
    LineRule(
        "furniture",
        "copyright",
        r"(?i:bản quyền (?:thuộc|của|©|\d{4}).{0,120}|.{0,80}(?:mọi quyền được bảo lưu|giữ bản quyền)\b.{0,60}"
        rf"|(?:(?:đề nghị|vui lòng|xin|phải) )?ghi rõ nguồn\b.{{0,80}}{_NO_STOP})",
    ),
    LineRule(
        "credit",
        "translator",
        rf"\(?(?i:người dịch|biên dịch|lược dịch|hiệu đính|biên tập)\s*:\s*[{_UPPER}].{{0,100}}\)?",
    ),
    LineRule(
        "credit",
        "picture credit",
        r"\(?(?i:(?:nguồn )?ảnh|hình(?: ảnh)?|clip|đồ h(?:ọa|oạ)|minh h(?:ọa|oạ))(?i: minh h(?:ọa|oạ)| tư liệu)?"
        r"\s*[:/][^()]{1,60}\)?",
    ),
    LineRule(
        "byline",
        "by-line",
        rf"(?i:tác giả|bài|bài viết|bài và ảnh|tin(?: và|,) ảnh)\s*:\s*[{_UPPER}].{{0,60}}{_NO_STOP}",
    ),
)
"""Rules for one paragraph, tried in this order."""

CAPTION = re.compile(
    r"(?is)(?:photo|caption|pictured|file photo|chú thích(?: ảnh)?)\s*[:|].{12,}"
    r"|[(\[](?:photos?|ảnh)\s*:[^()]*[)\]].{8,}"
    r"|.*\S\s*[(\[](?:file )?(?:photo|image|picture|illustration|graphic|ảnh|hình|nguồn|source|credit|courtesy)"
    r"\s*[:/|–-]?[^()]*[)\]]\.?|.{12,}[.\s]\s*(?:nguồn )?ảnh(?: minh h(?:ọa|oạ)| tư liệu)?\s*:\s*[^:()]{2,50}"
)
"""A paragraph that ends in a picture credit, or begins as a caption does."""

SCRIPT = re.compile(
    r"function\s*\w*\s*\([^)]{0,200}\)\s*\{.{0,20000}\}|<(script|style)\b(?:(?!<(?:script|style)\b).)*?</\1\s*>",
    re.S | re.I,
)
"""Program text left in the article by a scraper. Each beginning looks a bounded way ahead, so that a text of nothing
but beginnings costs no more than another."""

FIRST_WORDS = frozenset(
    "share tweet print email e pin save like copy listen bookmark facebook twitter x whats whatsapp telegram linked"
    " linkedin reddit viber zalo messenger line weibo wechat pinterest leave post add view show read no all write"
    " source sources via originally see also related more recommended you most latest don't don’t in tags tag keywords"
    " keyword topics topic please subscribe sign log follow join download click advertisement advertise back skip"
    " loading load support donate contact home copyright c translated translation edited compiled adapted narrated"
    " photo photos picture pictures image images video graphic graphics illustration illustrations by caption pictured"
    " file comment comments reply replies"
    " chia lưu in gửi thích sao nghe đăng bình ý phản viết xem đọc tất chưa nguồn các tin bài có bạn mời đừng chủ từ"
    " theo ủng liên tải quảng đang về lên trang bản người biên lược hiệu ảnh hình clip đồ minh tác chú".split()
)
ANY_WORDS = frozenset(
    "comments comment translated reserved photo image picture illustration graphic ảnh hình nguồn quyền source credit"
    " courtesy page".split()
)
"""A paragraph can match a rule, or be a caption, only if it is short and begins with a sign or one of `FIRST_WORDS`
(and then has no full stop or at most `SENTENCE_WORDS` words), holds one of `ANY_WORDS`, or has at most `FEW_WORDS`
words: so most are never looked at."""

FEW_WORDS, SENTENCE_WORDS = 4, 10

_RULES = tuple((rule, re.compile(rule.pattern)) for rule in LINE_RULES)
_ANY_RULE = re.compile("|".join(f"(?:{rule.pattern})" for rule in LINE_RULES))
_LINK = re.compile(rf"[\W_]*[{_UPPER}0-9\"“‘'].*")
_CREDITED = re.compile(r".*[.!?]\W?\s+(?:[^/.!?]{2,50}\s/\s[^/.!?]{2,40}|Provided to .{2,40})")
"""A sentence and a picture agency behind it: a caption, not a link."""
_LIST_ITEM = re.compile(r"\s*(?:\(?\d{1,3}[.)]|\(?[a-z][.)]\s|[-•*·–—])")


class Paragraph(NamedTuple):
    """What the rules see of a paragraph: stripped text (empty where too long to look at), size, how it ends."""

    text: str
    n_words: int
    ends_open: bool
    goes_on: bool = False
    """it ends with a comma, a colon or a semicolon: what follows belongs to it, as the lines of a poem do"""
    rule: LineRule | None = None
    """the line rule that it matches"""


def line_rule(text: str) -> LineRule | None:
    """The first rule that the whole of a stripped short paragraph, composed (NFC), matches.

    >>> line_rule("Comment (0)").name
    'comments'
    >>> line_rule("Comment on the decree was refused.") is None
    True
    """
    if not _ANY_RULE.fullmatch(text):  # most match none, and are done with in one go
        return None
    return next(rule for rule, pattern in _RULES if pattern.fullmatch(text))


def furniture(paragraphs: Sequence[Paragraph]) -> dict[int, tuple[str, str]]:
    """Which paragraphs of one article to skip: index -> (reason, rule).

    Beside the line rules, the tail: headline-like lines at the end of an article, two or more of them or
    together with lines that a rule matched, after a paragraph of prose.
    """
    skipped: dict[int, tuple[str, str]] = {}
    for i, paragraph in enumerate(paragraphs):
        rule = paragraph.rule
        if rule and i and (rule.name != "signature" or i >= len(paragraphs) - 4):
            skipped[i] = (rule.reason, rule.name)
    skipped.update(_tail(paragraphs, skipped))
    return skipped


def _tail(paragraphs: Sequence[Paragraph], matched: dict[int, tuple[str, str]]) -> dict[int, tuple[str, str]]:
    n = len(paragraphs)
    begin = n
    while begin > 1 and n - begin < TAIL and (begin - 1 in matched or _is_link(paragraphs[begin - 1])):
        begin -= 1
    unmatched = [i for i in range(begin, n) if i not in matched]
    prose = begin >= 1 and any(not p.ends_open for p in paragraphs[:begin])
    words = sum(p.n_words for p in paragraphs)
    small = sum(paragraphs[i].n_words for i in unmatched) <= 0.3 * words
    enough = len(unmatched) >= 2 or len(unmatched) < n - begin
    introduced = begin > 0 and paragraphs[begin - 1].goes_on
    if not (unmatched and prose and small and enough) or introduced:
        return {}
    return {i: ("related_links" if paragraphs[i].n_words > 3 else "furniture", "tail") for i in unmatched}


def _is_link(paragraph: Paragraph) -> bool:
    text = paragraph.text
    return bool(
        text
        and paragraph.ends_open
        and paragraph.n_words <= 30
        and text[-1] not in ":;,"
        and _LINK.match(text)
        and not _LIST_ITEM.match(text)
        and not CAPTION.fullmatch(text)
        and not _CREDITED.fullmatch(text)
    )
