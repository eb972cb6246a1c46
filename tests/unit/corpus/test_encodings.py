import codecs
import io

import pytest

from framing.corpus.encodings import decode, encoding_of
from framing.errors import CorpusError

WESTERN = "The minister, José Peña, said “we won’t go” – and left the café at once.\r\n"
RUSSIAN = "Министр заявил в пятницу, что переговоры продолжатся на следующей неделе в столице страны.\n"


def both(data: bytes, encoding: str | None = None) -> tuple[str, str]:
    """What `decode` answers, once `encoding_of` is seen to agree."""
    text, codec = decode(data, name="a.txt", encoding=encoding)
    assert encoding_of(lambda: io.BytesIO(data), name="a.txt", encoding=encoding) == codec
    return text, codec


def refused(data: bytes, encoding: str | None = None) -> str:
    """The message, the same from both."""
    with pytest.raises(CorpusError) as one:
        decode(data, name="a.txt", encoding=encoding)
    with pytest.raises(CorpusError) as two:
        encoding_of(lambda: io.BytesIO(data), name="a.txt", encoding=encoding)
    assert str(one.value) == str(two.value)
    return str(one.value)


@pytest.mark.parametrize(
    "text", ["", "plain", "\ufeffmark kept", "a\r\nb\rc\n", "e\u0301 stays NFD", "thế lực thù địch", "😀"]
)
def test_utf8_is_read_as_it_is(text: str) -> None:
    assert both(text.encode()) == (text, "utf-8")


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_a_byte_order_mark_tells_the_encoding_and_stays(codec: str) -> None:
    text = "\ufeff" + WESTERN + "😀"
    assert both(text.encode(codec)) == (text, codec)
    assert both(text.encode(codec), codec[:6]) == (text, codec)


@pytest.mark.parametrize(
    "text", [WESTERN, "Le café est fermé à Noël, où l’été “déjà” fini… Ça suffit : cœur brisé.", "café"]
)
def test_western_text_in_windows_1252_is_recognised(text: str) -> None:
    assert both(text.encode("cp1252")) == (text, "cp1252")


@pytest.mark.parametrize("codec", ["cp1251", "koi8-r"])
def test_russian_is_recognised(codec: str) -> None:
    assert both(RUSSIAN.encode(codec)) == (RUSSIAN, codec)


@pytest.mark.parametrize(
    "data",
    [
        "Ministr zahraničí v pátek řekl, že jednání budou pokračovat.".encode("iso8859-2"),
        "Dışişleri Bakanı cuma günü yaptığı açıklamada görüşmelerin süreceğini söyledi.".encode("cp1254"),
        "The minister said “we won’t go” — and left.".encode("gb18030"),
        "The minister said “we won’t go” — and left.".encode("mac_roman"),
        bytes(range(128, 256)),
    ],
)
def test_what_is_not_certain_is_refused_and_never_misread(data: bytes) -> None:
    message = refused(data)
    assert message.startswith("a.txt:1: byte ")
    assert "is no valid UTF-8, and" in message
    assert "pass encoding= with the right one" in message


def test_damaged_utf8_is_named_with_line_byte_and_bytes() -> None:
    data = "línea una\nlínea ".encode() + b"\xe2\x80" + b" dos\n"
    assert refused(data) == (
        "a.txt:2: byte 18: 0xE2 0x80 is no valid UTF-8, though other characters of the file are: "
        "it is damaged; repair it, or pass encoding= if it is in another encoding"
    )


def test_damage_beyond_the_first_block_is_found() -> None:
    data = b"x" * (1 << 20) + "é".encode() + b"\xff"
    assert f"byte {(1 << 20) + 2}: 0xFF" in refused(data)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_seen_by_its_nuls(codec: str) -> None:
    message = refused("plain".encode(codec))
    assert f"byte {1 if codec == 'utf-16-le' else 0} begins a NUL character" in message
    assert "pass encoding='utf-16-le'" in message
    assert both("plain".encode(codec), codec) == ("plain", codec)


def test_the_offset_of_a_nul_counts_bytes() -> None:
    assert "byte 4 begins a NUL" in refused("éa\n\0".encode())
    assert "byte 4 begins a NUL" in refused(codecs.BOM_UTF16_LE + "a\0".encode("utf-16-le"))


def test_a_letter_whose_utf16_holds_a_zero_byte_is_no_nul() -> None:
    text = "\ufeff\u0100\u0200"
    assert both(text.encode("utf-16-le")) == (text, "utf-16-le")


def test_a_given_encoding_is_obeyed() -> None:
    assert both("é".encode(), "windows-1252") == ("Ã©", "cp1252")
    assert both("\ufeffé".encode(), "utf-8-sig") == ("\ufeffé", "utf-8")
    assert both("日本".encode("shift_jis"), "shift-jis") == ("日本", "shift_jis")


def test_bytes_that_a_given_encoding_has_not_are_refused() -> None:
    assert refused(b"a\nb\x81", "cp1252") == (
        "a.txt:2: byte 3: 0x81 can't be read as cp1252; repair the file or pass another encoding="
    )
    assert "byte 2: 0x00 0xD8 can't be read as utf-16-le" in refused(b"\xff\xfe\x00\xd8a\x00")


def test_an_unknown_encoding_is_named_with_the_nearest() -> None:
    assert refused(b"a", "window-1252") == "encoding 'window-1252' is not known here; did you mean 'windows-1252'?"
    for name in ("hex", "idna", "unicode_escape", "utf-7"):
        assert f"encoding {name!r} is not known here" in refused(b"61", name)


def test_utf16_asked_for_needs_its_mark() -> None:
    assert refused(b"a\0", "utf-16") == (
        "a.txt: utf-16 needs a byte-order mark; say encoding='utf-16-le' or 'utf-16-be'"
    )
