"""Vietnamese syllables: on which vowel a tone is written.

In an open syllable that ends in oa, oe or uy the tone stands on the first vowel by the older habit (hòa, khỏe, thúy)
and on the second by the newer one (hoà, khoẻ, thuý). Both are right, both are common, and they mean the same.
"""

from __future__ import annotations

import re
import unicodedata

_BEGIN = r"((?:[bcdđghklmnprstvx]|ch|gh|kh|ng|ngh|nh|ph|th|tr)?)"
_TONE = "([\u0300\u0301\u0303\u0309\u0323])"
_OLDER = re.compile(rf"{_BEGIN}(?:(o){_TONE}([ae])|(u){_TONE}(y))", re.IGNORECASE)
_NEWER = re.compile(rf"{_BEGIN}(?:(o)([ae]){_TONE}|(u)(y){_TONE})", re.IGNORECASE)


def older_tone(word: str) -> str:
    """The word with its tone where the older habit has it; any other word as it is, composed (NFC).

    >>> [older_tone(w) for w in ("hoà", "THUỶ", "quý", "hoàn")]
    ['hòa', 'THỦY', 'quý', 'hoàn']
    """
    return _moved(word, _NEWER, r"\1\2\4\3\5\7\6")


def newer_tone(word: str) -> str:
    """The same for the newer habit.

    >>> newer_tone("khỏe")
    'khoẻ'
    """
    return _moved(word, _OLDER, r"\1\2\4\3\5\7\6")


def _moved(word: str, spelling: re.Pattern[str], order: str) -> str:
    found = spelling.fullmatch(unicodedata.normalize("NFD", word))
    return unicodedata.normalize("NFC", found.expand(order) if found else word)
