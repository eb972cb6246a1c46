"""Character classes of UTF-8 text, for whole partitions at once.

Every byte gets the class of the character that it belongs to, so word, sentence and
paragraph boundaries are found by comparing arrays, without decoding the text.
"""

from __future__ import annotations

import unicodedata
from functools import cache

import numpy as np
import numpy.typing as npt

from framing.corpus.ranks import positions

Bytes = npt.NDArray[np.uint8]

# Classes in an order that makes the common questions one comparison:
# part of a word: < SPACE; may stand between the words of one marker: < APOSTROPHE.
LOWER, UPPER, LETTER, DIGIT = 0, 1, 2, 3
SPACE, NEWLINE, HYPHEN, FORMAT = 4, 5, 6, 7
APOSTROPHE, DOT, STOP, COMMA, QUOTE, CLOSER, OTHER = 8, 9, 10, 11, 12, 13, 14

APOSTROPHES = "'\u2018\u2019\u201a\u201b\u02bc\uff07"
QUOTES = '"\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a\uff02\u300c\u300d\u300e\u300f'
_HYPHENS = "-\u2010\u2011"
_STOPS = "!?\u2026\u3002\uff01\uff1f\u203c\u2047\u2048\u2049\u061f\u0964"
_NEWLINES = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_TABLE_END = 0x20000


_BY_CATEGORY = {"Ll": LOWER, "Lu": UPPER, "Lt": UPPER, "Cf": FORMAT, "Pe": CLOSER, "Pf": CLOSER}
_BY_KIND = {"L": LETTER, "M": LETTER, "N": DIGIT, "Z": SPACE}
_BY_CHARACTER = {
    **dict.fromkeys(_NEWLINES, NEWLINE),
    **dict.fromkeys(_HYPHENS, HYPHEN),
    **dict.fromkeys(APOSTROPHES, APOSTROPHE),
    **dict.fromkeys(QUOTES, QUOTE),
    **dict.fromkeys(_STOPS, STOP),
    ".": DOT,
    ",": COMMA,
    "\t": SPACE,
    "\u200b": SPACE,
}


def class_of(character: str) -> int:
    """The class of one character."""
    if character in _BY_CHARACTER:
        return _BY_CHARACTER[character]
    category = unicodedata.category(character)
    return _BY_CATEGORY.get(category, _BY_KIND.get(category[0], OTHER))


@cache
def _tables() -> tuple[bytes, Bytes]:
    """The class of each single byte below 128, and of each code point below `_TABLE_END`."""
    table = np.fromiter(map(class_of, map(chr, range(_TABLE_END))), np.uint8, _TABLE_END)
    ascii_table = bytes(table[:128].tolist()) + bytes([LETTER]) * 128
    return ascii_table, table


def classify(text: bytes) -> Bytes:
    """Classes of the bytes of valid UTF-8; every byte of a character has the character's class.

    Returns: uint8 array of the text's length in bytes, writable.
    """
    ascii_table, table = _tables()
    classes = np.frombuffer(bytearray(text.translate(ascii_table)), np.uint8)
    if text.isascii():
        return classes
    raw = np.frombuffer(text, np.uint8)
    lead = positions(raw >= 0xC0)
    first = raw[lead].astype(np.uint32)
    for low, high, mask, length in ((0xC0, 0xE0, 0x1F, 2), (0xE0, 0xF0, 0x0F, 3), (0xF0, 0x100, 0x07, 4)):
        chosen = (first >= low) & (first < high)
        at = lead[chosen]
        if not len(at):
            continue
        point = first[chosen] & mask
        for i in range(1, length):
            point = (point << 6) | (raw[at + i] & 0x3F)
        # Beyond the table lie rare letters (CJK extensions), and far above tags, private use and the variation
        # selectors, which are marks.
        letter = (point < 0x40000) | ((point >= 0xE0100) & (point <= 0xE01EF))
        kind = np.where(letter, LETTER, OTHER).astype(np.uint8)
        inside = point < _TABLE_END
        kind[inside] = table[point[inside]]
        for i in range(length):
            classes[at + i] = kind
    return classes
