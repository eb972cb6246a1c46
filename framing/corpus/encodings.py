"""From bytes to text without loss and without guessing in silence.

A text keeps every character that its bytes hold: a byte-order mark stays as U+FEFF and line ends stay as they are,
so that positions count what was received.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from typing import BinaryIO

from framing.errors import CorpusError, nearest

MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with theirs
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte-order marks and the encodings that they tell. UTF-8 needs none: its mark is valid UTF-8."""

WESTERN = tuple(
    frozenset(letters)
    for letters in (
        "áàâäçéèêëíîïñóôöúûü",  # English, in names and loan words
        "àâæçéèêëîïôœùûüÿ",  # French
        "áéíñóúü",  # Spanish
        "áâãàçéêíóôõúü",  # Portuguese
        "äöüßéà",  # German
        "àèéìíîòóùú",  # Italian
        "áäçèéêëíïóöúü",  # Dutch
        "æøåéäö",  # Danish, Norwegian
        "åäöéü",  # Swedish, Finnish
        "áéíóúýæöþð",  # Icelandic
    )
)
"""Letters beyond ASCII that each Western language uses; text in windows-1252 keeps to one row."""

WESTERN_SIGNS = frozenset("\xa0“”‘’‚„–—…•«»‹›¡¿£€¥©®™°§·½¼×ªº")
WESTERN_SHARE = 0.25
"""Letters beyond ASCII are at most this share of all letters in a Western text."""

OTHERS = (*(f"cp125{i}" for i in range(9) if i != 2), "iso8859_2", "koi8_r", "koi8_u")
"""What else a guess may answer: alphabets of newsrooms and web archives. Chinese, Japanese and Korean encodings
are not among them: their letters are too many for frequencies to make an article's guess sure."""

MOST_CHAOS = 0.1
LEAST_COHERENCE = 0.5
MARGIN = 0.1
"""A guess is sure if its letters are as frequent as in some language, and no other reading comes near."""

_NOT_FOR_ARTICLES = frozenset(["idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7"])
_BLOCK = 1 << 20
_SPACES = frozenset("\t\n\v\f\r")
_CAPITAL_INSIDE = re.compile(r"[a-zß-ÿ][À-Þ]")


def decode(data: bytes, *, name: str, encoding: str | None = None) -> tuple[str, str]:
    """The text of `data`, and the encoding in which it was read.

    In this order: `encoding` if given; UTF-8; what a UTF-16 or UTF-32 byte-order mark tells; a guess that is sure.

    Args:
        data: the bytes of one file, unpacked.
        name: how messages call it.
        encoding: read it so and not otherwise; a Python codec name. `utf-16` and `utf-32` need a byte-order mark.

    Raises:
        CorpusError: the bytes are not in `encoding`; UTF-8 is damaged; no guess is sure; there is a NUL character.
    """
    codec = _codec(data[:4], name, encoding)
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as problem:
        if encoding is not None or codec != "utf-8":
            raise CorpusError(
                f"{_place(name, data, problem.start, codec)}: {_hex(data, problem.start, problem.end)} can't be read "
                f"as {codec}; repair the file or pass another encoding="
            ) from problem
        text, codec = _beyond_utf8(data, name, problem)
    if b"\0" in data and "\0" in text:  # in bytes it is found quickly
        offset = len(text[: text.index("\0")].encode(codec))
        raise CorpusError(
            f"{name}: byte {offset} begins a NUL character, which no text holds: is it a binary file, "
            "or UTF-16 without a byte-order mark (then pass encoding='utf-16-le')?"
        )
    return text, codec


def encoding_of(open_bytes: Callable[[], BinaryIO], *, name: str, encoding: str | None = None) -> str:
    """The encoding in which `decode` would read a whole file, found block by block.

    Args:
        open_bytes: opens the file at its beginning.
        name: how messages call it.
        encoding: as for `decode`.

    Raises:
        CorpusError: as `decode` does; reading the file in the answered encoding then can't fail.
    """
    with open_bytes() as file:
        head = file.read(4)
        codec = _codec(head, name, encoding)
        decoder = codecs.getincrementaldecoder(codec)()
        try:
            block = head
            while block:
                text = decoder.decode(block)
                if b"\0" in block and "\0" in text:  # in bytes it is found quickly
                    break
                block = file.read(_BLOCK)
            else:
                decoder.decode(b"", final=True)
                return codec
        except UnicodeDecodeError:
            pass  # the whole file tells more: what it is instead, or where exactly it is damaged
    with open_bytes() as file:
        return decode(file.read(), name=name, encoding=encoding)[1]


def _codec(head: bytes, name: str, encoding: str | None) -> str:
    """The codec to try first: the one asked for, else the mark's, else UTF-8; none that eats a mark."""
    marked = next((codec for mark, codec in MARKS if head.startswith(mark)), "utf-8")
    if encoding is None:
        return marked
    try:
        codec = codecs.lookup(encoding).name
        if codec in _NOT_FOR_ARTICLES:
            raise LookupError(f"{codec} is a notation, not an encoding")
        b" ".decode(codec)  # a codec that is not for text says so
    except UnicodeDecodeError:
        pass  # one blank is no whole character in it
    except LookupError as problem:
        known = ["utf-8", "utf-16", "windows-1250", "windows-1251", "windows-1252", "latin-1", "gb18030", "koi8-r"]
        raise CorpusError(f"encoding {encoding!r} is not known here; {nearest(encoding, known)}") from problem
    if codec == "utf-8-sig":
        return "utf-8"
    if codec in ("utf-16", "utf-32"):
        if not marked.startswith(codec):
            raise CorpusError(f"{name}: {codec} needs a byte-order mark; say encoding='{codec}-le' or '{codec}-be'")
        return marked
    return codec


def _beyond_utf8(data: bytes, name: str, problem: UnicodeDecodeError) -> tuple[str, str]:
    """Text and encoding of bytes that are not UTF-8."""
    place = _place(name, data, problem.start, "utf-8")
    found = _hex(data, problem.start, problem.end)
    if not data.decode("utf-8", "ignore").isascii():
        raise CorpusError(
            f"{place}: {found} is no valid UTF-8, though other characters of the file are: "
            "it is damaged; repair it, or pass encoding= if it is in another encoding"
        ) from problem
    western = _western(data)
    if western is not None:
        return western, "cp1252"
    likely = _guesses(data)
    if len(likely) == 1:
        return next((text, codec) for codec, text in likely.items())
    rivals = f"it could be {' or '.join(likely)}" if likely else "no other encoding is certain"
    raise CorpusError(f"{place}: {found} is no valid UTF-8, and {rivals}; pass encoding= with the right one")


def _western(data: bytes) -> str | None:
    """The text if it is certainly windows-1252, which holds what Latin-1 does; otherwise None.

    It is if the characters beyond ASCII are letters of one Western language and usual signs, few, and no capital
    follows a small letter, as it does where quotation marks of another encoding are read.
    """
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    beyond = {c for c in text if c > "\x7f"}
    letters = {c for c in beyond if c not in WESTERN_SIGNS}
    small = {c.lower() for c in letters}
    n_letters = sum(map(str.isalpha, text))
    n_beyond = sum(map(text.count, letters))
    if (
        any(small <= alphabet for alphabet in WESTERN)
        and n_beyond <= WESTERN_SHARE * n_letters
        and not _CAPITAL_INSIDE.search(text)
        and not _has_controls(text)
    ):
        return text
    return None


def _guesses(data: bytes) -> dict[str, str]:
    """Likely encodings and what each reads; of several that read the same, one."""
    from charset_normalizer import from_bytes

    found = from_bytes(data, cp_isolation=list(OTHERS), preemptive_behaviour=False)
    matches = [m for m in found if m.coherence >= LEAST_COHERENCE and not _has_controls(str(m))]
    chaos = min([MOST_CHAOS, *(m.chaos + MARGIN for m in matches)])
    coherence = max((m.coherence for m in matches), default=0.0) - MARGIN
    return {codecs.lookup(m.encoding).name: str(m) for m in matches if m.chaos <= chaos and m.coherence >= coherence}


def _has_controls(text: str) -> bool:
    return any((c < " " or "\x7f" <= c <= "\x9f") and c not in _SPACES for c in set(text))


def _place(name: str, data: bytes, offset: int, codec: str) -> str:
    """`name:line` and the byte offset; lines are counted where a line feed is one byte."""
    if codec.startswith(("utf-16", "utf-32")):
        return f"{name}: byte {offset}"
    return f"{name}:{data.count(10, 0, offset) + 1}: byte {offset}"


def _hex(data: bytes, start: int, end: int) -> str:
    return " ".join(f"0x{byte:02X}" for byte in data[start : min(max(end, start + 1), start + 4)])
