"""Passages in another language than the study's.

Common little words tell at once that a paragraph is in the study's language; only a paragraph that has
hardly any of them is put before a language identifier (py3langid, which carries its model).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Any

from framing.errors import InputError, nearest

COMMON_WORDS = {
    "en": frozenset(
        "the of and to is that for it as with by not his but at are this have from or they which one you were she"
        " there would their him been has when who more if out said what its about than into them can only other"
        " some could these two may then any my now such our".split()
    ),
    "vi": frozenset(
        "là của và các những được trong cho với không có một đã này khi để từ theo về người ở tại ra cũng như đến"
        " trên sẽ nhiều việc phải nhưng vì đó lại vào do bị năm mà còn nên đang rất sau hai nước ông bà tôi".split()
    ),
}
"""Frequent words of each language that framing ships word lists for (own lists), without those that are common in
another language too (a, on, in, was)."""

ENOUGH_COMMON = 0.08
"""A paragraph with at least this share of common words is in the study's language."""

MIN_WORDS, MIN_BYTES = 6, 60
"""A paragraph shorter than both is left alone: too little to tell. (Some scripts part no words by blanks.)"""

SURE = 0.5
DOUBTFUL = 0.05
"""Measured on 9,655 paragraphs of China Daily and the New York Times: 5 % had few common English words, and the
identifier called 6 of them another language, all of which were Chinese."""

_CREDIT = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\.?\s*$")


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def check_language(code: str) -> str:
    """`code` itself, if the identifier knows it; otherwise `InputError`."""
    if code not in COMMON_WORDS and code not in _identifier().labels:
        raise InputError(f"language {code!r} is no code the language identifier knows; {nearest(code, COMMON_WORDS)}")
    return code


def same_language(a: str, b: str) -> bool:
    """Whether two codes name one language, whatever the country or script behind it; an empty one may be any.

    >>> same_language("en-GB", "en_US"), same_language("vi", "en"), same_language("", "en")
    (True, False, True)
    """
    one, other = (re.split(r"[-_]", code.strip().lower())[0] for code in (a, b))
    return one == other or not one or not other


@lru_cache(maxsize=20_000)  # what recurs on every page of an outlet is looked at once
def other_language(text: str, language: str) -> str | None:
    """The language of a passage, where it is surely not `language`; otherwise None.

    Sure means that the identifier gives another language a probability of at least `SURE` and the study's
    at most `DOUBTFUL`. A credit in brackets at the end is not looked at: it names people and agencies.

    >>> other_language("Le gouvernement a rejeté les accusations de la presse étrangère.", "en")
    'fr'
    >>> other_language("Facts disprove false claims.", "en") is None
    True
    """
    text = unicodedata.normalize("NFC", _CREDIT.sub("", text) or text)
    best, probability = _identifier().classify(text)
    if best == language or float(probability) < SURE:
        return None
    others = dict(_identifier().rank(text))
    return None if float(others.get(language, 0.0)) > DOUBTFUL else str(best)
