"""From a web page to the text of its article, with the headline and date that the page gives."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from framing.corpus.encodings import MARKS, decode
from framing.errors import CorpusError

_DECLARED = re.compile(rb"""<(?:meta|\?xml)\b[^>]*?\b(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]+)""", re.I)
_HEAD = 4096
"""Bytes in which a page must declare its encoding; the standard asks for 1,024."""

_WIDER = {
    **dict.fromkeys(("ascii", "iso8859-1"), "cp1252"),
    **dict.fromkeys(("gb2312", "gbk"), "gb18030"),
    "euc_kr": "cp949",
    "shift_jis": "cp932",
}
"""What browsers read where a page declares the narrower encoding, which it often oversteps."""

_DATES = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}
"""The date of publication where the page marks it as such; never depending on the day of the run."""


@dataclass(frozen=True)
class Page:
    """A page's article as plain text, a paragraph a line, and the title and ISO date that the page gives, or ""."""

    text: str
    title: str
    date: str


def read_page(markup: str, *, name: str) -> Page:
    """Extract the article, with trafilatura: without navigation, advertisements and readers' comments.

    Args:
        markup: the page, decoded.
        name: how messages call it.

    Raises:
        CorpusError: there is no article text in the page, or it can't be taken apart.
    """
    from trafilatura import bare_extraction

    try:
        found = bare_extraction(markup, include_comments=False, with_metadata=True, date_extraction_params=_DATES)
    except Exception as problem:  # broken markup brings many kinds of failure out of parsers
        raise CorpusError(f"{name}: the page can't be taken apart ({type(problem).__name__}: {problem})") from problem
    assert not isinstance(found, dict), "only asked for with as_dict"
    text = "" if found is None else (found.text or "").strip()
    if found is None or not text:
        raise CorpusError(f"{name}: no article text was found in the page; save its text as .txt, or take the page out")
    return Page(text, found.title or "", found.date or "")


def decode_page(data: bytes, *, name: str, encoding: str | None) -> tuple[str, str]:
    """A page's markup and its encoding: as `encodings.decode` does, but what the page declares comes before a guess.

    UTF-8 comes before either: pages are often saved in it and go on declaring what they were.
    """
    if encoding is None and not data.startswith(tuple(mark for mark, _ in MARKS)):
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            encoding = _declared(data)
    return decode(data, name=name, encoding=encoding)


def _declared(data: bytes) -> str | None:
    """The encoding that a page declares, if it is one that Python knows and not UTF-8, which was tried."""
    found = _DECLARED.search(data[:_HEAD])
    if found is None:
        return None
    try:
        codec = codecs.lookup(found[1].decode("ascii")).name
    except LookupError:
        return None
    return None if codec.startswith(("utf-8", "utf-16", "utf-32")) else _WIDER.get(codec, codec)
