"""What can go wrong, as one small tree.

::

    FramingError
    ├── InputError (ValueError)            a corpus, table, lexicon or study is at fault
    │   ├── CorpusError                    files, columns, encodings, ids, groups
    │   ├── LexiconError                   a lexicon file or a pattern
    │   ├── StudyError                     a study file
    │   ├── TableError                     a table breaks its contract
    │   ├── NothingNearError               a side has no words near the marker in question
    │   └── TooLittleError                 too few documents or words for what is asked
    ├── UnknownNameError (KeyError)        a name that is not there; says the nearest one
    └── NeedsTextError (RuntimeError)      the corpus carries features only, and this needs word order

A message says what must hold, what came, where (file:line) and what to do.
Several problems of one file are reported together.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable


class FramingError(Exception):
    """Base of every error that framing raises on purpose."""


class InputError(FramingError, ValueError):
    """The input is at fault; the message names the place and the remedy."""


class CorpusError(InputError):
    """A corpus can't be read as it stands."""


class LexiconError(InputError):
    """A lexicon file or pattern can't be used."""


class StudyError(InputError):
    """A study file can't be used."""


class TableError(InputError):
    """A table breaks its contract in `framing.schema`."""


class NothingNearError(InputError):
    """A side has no words near the marker in question, so there is nothing to compare."""


class TooLittleError(InputError):
    """The corpus is too small for what is asked of it; a study reports that and goes on."""


class UnknownNameError(FramingError, KeyError):
    """A name that does not exist where it was looked up."""

    def __str__(self) -> str:
        return str(self.args[0])


class NeedsTextError(FramingError, RuntimeError):
    """Asked of extracted features for what only the text can tell."""


def nearest(name: str, known: Iterable[str]) -> str:
    """A clause that names the likeliest of `known`, or lists them: for the end of a message."""
    names = sorted(set(known))
    alike = [n for n in names if n != name and unicodedata.normalize("NFC", n) == unicodedata.normalize("NFC", name)]
    if alike:
        return f"did you mean {alike[0]!a}, which looks the same and is written in another Unicode form?"
    close = difflib.get_close_matches(name, names, n=1, cutoff=0.6)
    if close:
        return f"did you mean {close[0]!r}?"
    return "known: " + ", ".join(map(repr, names)) if names else "none is known"


def together(problems: list[str], heading: str) -> str:
    """One message for several problems of one input."""
    if len(problems) == 1:
        return problems[0]
    return f"{heading}: {len(problems)} problems\n" + "\n".join(f"  - {p}" for p in problems)
