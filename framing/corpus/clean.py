"""Page furniture: which paragraphs are not the article. Nothing is cut; passages are marked to be skipped.

A rule looks at one short paragraph, or at the tail of an article. Each skipped passage keeps the name of
the rule that decided, and stands in the AUDIT table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

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
_NAME = r"(?:[A-Z][\w.'’-]*|de|van|von|bin|al|da|del)"

LINE_RULES = (
    LineRule("furniture", "share", rf"(?i:{_SHARE}(?: (?:this|on|via|to|with|by|article|story|page|{_NETWORK}))*(?:[\s|/·•,;:+-]+{_SHARE}(?: (?:this|on|via|to|with|article|story|{_NETWORK}))*)*)[.!]?"),
    LineRule("furniture", "comments", r"(?i:(?:(?:leave|post|add|view|show|read|no|all|write)\s+(?:a |an |all |the )?)?(?:comments?|reply|replies)\s*:?\s*(?:\(?\d*\)?)|\d+ comments?|comments? (?:are )?(?:closed|off|disabled))\.?"),
    LineRule("furniture", "source", r"(?i:\(?(?:source|sources|via|originally published (?:in|on|by))\s*(?::\s*\S.{0,150})?\)?)"),
    LineRule("related_links", "read more", r"(?i:(?:read (?:more|also|next|on)|see also|also read|related(?: (?:articles?|stories|story|news|topics?|links?|content|coverage|posts?|reading))?|more (?:on this|from|news|stories|about)\b.{0,60}|recommended(?: for you)?|you (?:may|might) also like|most (?:read|popular|viewed)|latest (?:news|stories)|don['’]t miss|in other news|tags?|keywords?|topics?)\s*(?::.{0,180})?)"),
    LineRule("furniture", "subscribe", r"(?i:(?:please )?(?:subscribe|sign up|log in|follow us|join our|download our|click here|advertisement|advertise with us|back to (?:top|home)|skip to|loading|view (?:all|more)|load more|support (?:our|us)|donate|contact us|home)\b.{0,120})"),
    LineRule("furniture", "copyright", r"(?i:(?:copyright|©|\(c\))\s.{0,160}|.{0,80}all rights reserved\.?)"),
    LineRule("credit", "translator", r"(?i:\(?(?:translated|translation|edited|compiled|adapted|narrated)(?: and (?:edited|translated|adapted))?(?: (?:by|from)\b|\s*:).{0,100}|.{1,60}\(translated\))\.?"),
    LineRule("credit", "picture credit", r"(?i:\(?(?:photos?|pictures?|images?|video|graphics?|illustrations?)\s*(?:by\b|:|/|courtesy of\b)[^()]{1,60}\)?)"),
    LineRule("byline", "by-line", rf"(?:By|BY)\s+{_NAME}(?:[\s,]+(?:and\s+|in\s+)?{_NAME}){{0,7}}(?:\s*[|,–—-].{{0,60}})?"),
    LineRule("byline", "signature", rf"{_NAME}(?:\s+{_NAME}){{0,3}}\s*[–—-]+"),
)  # fmt: skip
"""Rules for one paragraph, tried in this order."""

CAPTION = re.compile(
    r"(?is)(?:photo|caption|pictured|file photo)\s*[:|].{12,}|[(\[]photos?\s*:[^()]*[)\]].{8,}"
    r"|.*\S\s*[(\[](?:file )?(?:photo|image|picture|illustration|graphic|ảnh|nguồn|source|credit|courtesy)\s*[:/|–-]?[^()]*[)\]]\.?"
)
"""A paragraph that ends in a picture credit, or begins as a caption does."""

SCRIPT = re.compile(r"function\s*\w*\s*\([^)]{0,200}\)\s*\{.*\}|<(script|style)\b.*?</\1\s*>", re.S | re.I)
"""Program text left in the article by a scraper."""

_RULES = tuple((rule, re.compile(rule.pattern)) for rule in LINE_RULES)
_LINK = re.compile(r"[\W_]*[A-Z0-9\"“‘'].*")
_LIST_ITEM = re.compile(r"\s*(?:\(?\d{1,3}[.)]|\(?[a-z][.)]\s|[-•*·–—])")


@dataclass(frozen=True)
class Paragraph:
    """What the rules see of a paragraph: stripped text (empty where too long to look at), size, how it ends."""

    text: str
    n_words: int
    ends_open: bool


def line_rule(text: str) -> LineRule | None:
    """The first rule that the whole of a stripped short paragraph matches.

    >>> line_rule("Comment (0)").name
    'comments'
    >>> line_rule("Comment on the decree was refused.") is None
    True
    """
    for rule, pattern in _RULES:
        if pattern.fullmatch(text):
            return rule
    return None


def furniture(paragraphs: Sequence[Paragraph]) -> dict[int, tuple[str, str]]:
    """Which paragraphs of one article to skip: index -> (reason, rule).

    Beside the line rules, the tail: headline-like lines at the end of an article, two or more of them or
    together with lines that a rule matched, after a paragraph of prose.
    """
    skipped: dict[int, tuple[str, str]] = {}
    for i, paragraph in enumerate(paragraphs):
        rule = line_rule(paragraph.text) if paragraph.text and i else None
        if rule and (rule.name != "signature" or i >= len(paragraphs) - 4):
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
    if not (unmatched and prose and small and enough):
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
    )


def zones(paragraphs: Sequence[Paragraph], skipped: set[int]) -> list[int]:
    """The zone of each paragraph of one article, as an index into `ZONES`.

    The headline is a first paragraph without a full stop; the lead the first paragraph after it of at least
    twelve words; a caption ends in a picture credit, or is a short line between headline and lead.
    """
    headline, lead, body, caption = range(len(ZONES))
    out = [body] * len(paragraphs)
    at = 0
    first = paragraphs[0] if paragraphs else None
    if (
        first
        and len(paragraphs) > 1
        and first.text
        and (first.ends_open or first.text[-1] in "?!")
        and first.n_words <= 30
    ):
        out[0] = headline
        at = 1
    leading = False
    for i in range(at, len(paragraphs)):
        if i in skipped:
            continue
        if paragraphs[i].text and CAPTION.fullmatch(paragraphs[i].text):
            out[i] = caption
        elif not leading and paragraphs[i].n_words >= 12:
            out[i] = lead
            leading = True
        elif not leading and at == 1 and out[0] == headline and not paragraphs[i].ends_open:
            out[i] = caption
    return out
