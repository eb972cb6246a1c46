"""The forms in which a lexicon can be read and written: TOML, quanteda YAML, LIWC `.dic`, CSV."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from framing.errors import LexiconError
from framing.markers.formats import liwc, quanteda, table, toml
from framing.markers.formats.gather import Loaded, Remark
from framing.markers.lexicon import find_lexicon

if TYPE_CHECKING:
    from framing.markers.lexicon import Lexicon

ENDINGS = {".toml": "toml", ".yml": "quanteda", ".yaml": "quanteda", ".dic": "liwc", ".csv": "csv"}
"""A file's ending -> its form."""

FORMS = tuple(dict.fromkeys(ENDINGS.values()))

_READERS = {"quanteda": quanteda.read, "liwc": liwc.read, "csv": table.read}

LONGEST = 20_000_000
"""Bytes that a lexicon may have."""


@dataclass(frozen=True)
class Conversion:
    """A lexicon in another form, and what that form does not carry as it was: texts that begin with file:line."""

    text: str
    remarks: tuple[str, ...]


def load(path: Path, *, language: str = "en") -> Loaded:
    """Read a lexicon in any form, after the file's ending, and say what has no counterpart here.

    Raises `LexiconError` listing every problem with its line.
    """
    form = ENDINGS.get(path.suffix.lower())
    if form is None:
        raise LexiconError(
            f"{path}: a lexicon's ending says what it is: .toml, .yml or .yaml (quanteda), .dic (LIWC) or .csv"
        )
    data = path.read_bytes()
    if len(data) > LONGEST:
        raise LexiconError(f"{path}: has more than {LONGEST:,} bytes; a lexicon is not that long")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data[: problem.start].count(b"\n") + 1
        raise LexiconError(f"{path}:{line}: a lexicon is UTF-8 text, and this is not; save it as UTF-8") from problem
    if form == "toml":
        return Loaded(toml.read(path, text))
    return _READERS[form](path, text.replace("\r\n", "\n").replace("\r", "\n"), language)


def convert_lexicon(source: str | Path, *, to: str, language: str = "en") -> Conversion:
    """A lexicon written in another form, and everything that is left out, loosened or changed on the way.

    A pattern is carried as it is or left out; what only narrows it (case, exceptions) is dropped where the form has
    no place for it, and the remark says "loosened".

    Args:
        source: a lexicon file in any form, or the name of a shipped lexicon.
        to: toml, quanteda, liwc or csv.
        language: the language of a lexicon whose file does not say it.

    Raises `LexiconError` where the file has problems or nothing of it can be carried.
    """
    if to not in FORMS:
        raise ValueError(f"to must be one of {', '.join(FORMS)}, not {to!r}")
    loaded = load(find_lexicon(source), language=language)
    text, remarks = write(loaded.lexicon, to)
    return Conversion(text, tuple(map(str, (*loaded.remarks, *remarks))))


def write(lexicon: Lexicon, to: str) -> tuple[str, list[Remark]]:
    """The lexicon in a form, and what that form can't carry; raises `LexiconError` where nothing is left."""
    if to == "toml":
        if lexicon.version:
            return toml.write(lexicon), []
        told = Remark("changed", lexicon.file or lexicon.name, 'the file tells no version; it is set to "1"')
        return toml.write(replace(lexicon, version="1")), [told]
    return {"quanteda": quanteda.write, "liwc": liwc.write, "csv": table.write}[to](lexicon)
