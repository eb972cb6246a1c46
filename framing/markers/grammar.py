"""The pattern grammar: what a lexicon's author writes, compiled against a corpus's vocabulary.

Words stand in order, parted by blanks (a hyphen is a blank). In a word `*` is any run of letters, also
none, `?` one letter, `a|b` alternatives, a leading `=` makes case count. `<n>` lets up to n words stand
between.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product

import numpy as np
import numpy.typing as npt

from framing.corpus.characters import APOSTROPHES, classify
from framing.corpus.encode import normal_word, plain_word
from framing.corpus.syllables import newer_tone, older_tone
from framing.corpus.tokens import Vocabulary
from framing.corpus.words import find_words
from framing.errors import LexiconError

_GAP = re.compile(r"<(\d+)>")
MAX_GAP = 20


@dataclass(frozen=True)
class WordPattern:
    """One word of a pattern: its alternatives, and whether case counts."""

    alternatives: tuple[str, ...]
    cased: bool


@dataclass(frozen=True)
class Pattern:
    """A sequence of words to match, and the most words that may stand before each (0 for the first)."""

    words: tuple[WordPattern, ...]
    gaps: tuple[int, ...]


@lru_cache(maxsize=4096)
def parse_pattern(text: str) -> tuple[Pattern, ...]:
    """Parse one pattern into the sequences that it stands for: several where alternatives end in a possessive.

    Raises `LexiconError` saying what is wrong with it; the caller adds file and line.

    >>> [w.alternatives for w in parse_pattern("hostile force*|element*")[0].words]
    [('hostile',), ('force*', 'element*')]
    >>> [len(p.words) for p in parse_pattern("women's|minority right*")]
    [2, 3]
    """
    choices: list[list[list[WordPattern]]] = []
    gaps: list[int] = []
    gap = 0
    for piece in pieces(text):
        found = _GAP.fullmatch(piece)
        if found:
            if not choices or gap:
                raise LexiconError(f"pattern {text!r}: <n> stands between two words")
            gap = int(found[1])
            if not 1 <= gap <= MAX_GAP:
                raise LexiconError(f"pattern {text!r}: <n> takes a number from 1 to {MAX_GAP}")
            continue
        choices.append(_words(piece, text))
        gaps.append(gap)
        gap = 0
    if not choices:
        raise LexiconError(f"pattern {text!r} is empty: it needs at least one word")
    if gap:
        raise LexiconError(f"pattern {text!r}: <n> stands between two words, not at the end")
    out = []
    for chosen in product(*choices):
        words = tuple(w for sequence in chosen for w in sequence)
        before = tuple(g if k == 0 else 0 for sequence, g in zip(chosen, gaps) for k in range(len(sequence)))
        out.append(Pattern(words, before))
    return tuple(out)


def pieces(text: str) -> list[str]:
    """The words and gaps of a pattern as written; a hyphen is a blank."""
    for hyphen in "\u2010\u2011":
        text = text.replace(hyphen, "-")
    return text.replace("-", " ").split()


def _words(piece: str, text: str) -> list[list[WordPattern]]:
    """The sequences that one piece of a pattern stands for.

    All alternatives make one word; those that end in a possessive make a second sequence, of the word and its 's.
    """
    cased = piece.startswith("=")
    alternatives = [_same_apostrophe(unicodedata.normalize("NFC", a)) for a in piece.removeprefix("=").split("|")]
    if not all(alternatives):
        raise LexiconError(f"pattern {text!r}: an empty alternative in {piece!r} would match nothing")
    plain: list[str] = []
    possessive: list[str] = []
    for alternative in alternatives:
        stem = alternative if alternative.startswith("'") else alternative.rstrip("'")
        stems = plain
        if stem.lower().endswith("'s") and len(stem) > 2:
            stem, stems = stem[:-2], possessive
        if not stem.strip("*"):
            raise LexiconError(f"pattern {text!r}: {piece!r} can match the empty string; use <n> for any word")
        _check_word(stem, text)
        stems.append(plain_word(stem) if cased else normal_word(stem))
    out = [[WordPattern(tuple(plain), cased)]] if plain else []
    if possessive:
        out.append([WordPattern(tuple(possessive), cased), WordPattern(("'s",), False)])
    return out


def _same_apostrophe(text: str) -> str:
    return "".join("'" if c in APOSTROPHES else c for c in text)


def _check_word(stem: str, text: str) -> None:
    """Raise unless the stem, its wildcards read as letters, is one word to the tokeniser."""
    if any(c in stem for c in "<>="):
        raise LexiconError(f"pattern {text!r}: {stem!r} is not understood; = stands before a word, <n> alone")
    probe = stem.replace("*", "x").replace("?", "x")
    if probe.lower() == "'s":
        return
    raw = f"{probe} ".encode()
    words = find_words(np.frombuffer(raw, np.uint8), classify(raw))
    if len(words.start) != 1 or words.start[0] != 0 or words.end[0] != len(raw) - 1:
        odd = next((c for c in probe if not c.isalnum()), probe)
        raise LexiconError(
            f"pattern {text!r}: {odd!r} in {stem!r} is never part of a word, so this can match nothing;"
            " write the words it parts with a blank between them"
        )


@cache
def _letter() -> str:
    """A pattern of one letter or mark: a regular expression's letters lack the vowel signs that are marks."""
    marks = [c for c in range(0x300, 0x20000) if unicodedata.category(chr(c))[0] == "M"]
    begins = [c for c in marks if unicodedata.category(chr(c - 1))[0] != "M"]
    ends = [c for c in marks if unicodedata.category(chr(c + 1))[0] != "M"]
    return "(?:[^\\W\\d_]|[" + "".join(f"{chr(a)}-{chr(b)}" for a, b in zip(begins, ends, strict=True)) + "])"


@cache
def _letters() -> Callable[[str, int], object]:
    """Whether a word has only letters from a place on: what most patterns with `*` ask, so it is compiled once."""
    return re.compile(f"{_letter()}*").fullmatch


class FormIndex:
    """Looks up which written forms of a vocabulary a word pattern takes."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        order = np.argsort(vocabulary.word_of_form, kind="stable").astype(np.int32)
        self._form_of = order
        self._first = np.searchsorted(vocabulary.word_of_form[order], np.arange(len(vocabulary.words) + 1))
        self._cased: list[str] | None = None

    def forms(self, word: WordPattern) -> npt.NDArray[np.int32]:
        """Sorted ids of the forms that the word pattern takes, int32."""
        if word.cased:
            if self._cased is None:
                self._cased = [plain_word(f) for f in self._vocabulary.form_list]
            test = _test(tuple(a for given in word.alternatives for a in _spellings(given)))
            return np.array([i for i, form in enumerate(self._cased) if test(form)], np.int32)
        numbers = sorted({n for given in word.alternatives for a in _spellings(given) for n in self._numbers(a)})
        parts = [self._form_of[self._first[n] : self._first[n + 1]] for n in numbers]
        return np.sort(np.concatenate(parts)) if parts else np.zeros(0, np.int32)

    def _numbers(self, alternative: str) -> list[int]:
        words = self._vocabulary.words
        wild = min((alternative.find(c) for c in "*?" if c in alternative), default=-1)
        if wild < 0:
            number = bisect_left(words, alternative)
            return [number] if words[number : number + 1] == [alternative] else []
        prefix = alternative[:wild]
        low = bisect_left(words, prefix)
        high = bisect_left(words, prefix + "\U0010ffff", low) if prefix else len(words)
        if wild == len(alternative) - 1 and alternative[-1] == "*":
            letters = _letters()
            return [i for i in range(low, high) if letters(words[i], wild)]
        test = _test((alternative,))
        return [i for i in range(low, high) if test(words[i])]


def _spellings(alternative: str) -> set[str]:
    """The word itself and, of a Vietnamese syllable, the other way to write its tone: whichever the corpus has."""
    return {alternative} if alternative.isascii() else {alternative, older_tone(alternative), newer_tone(alternative)}


def _test(alternatives: tuple[str, ...]) -> Callable[[str], object]:
    wild = {"*": f"{_letter()}*", "?": _letter()}
    parts = ["".join(wild.get(c) or re.escape(c) for c in alternative) for alternative in alternatives]
    return re.compile("|".join(f"(?:{p})" for p in parts)).fullmatch
