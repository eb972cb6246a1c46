"""What patterns have to do with each other, told from the patterns alone: one covers another, two can meet."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from framing.markers.grammar import Pattern, WordPattern


def covers(wide: Pattern, narrow: Pattern) -> bool:
    """Whether every match of `narrow` is a match of `wide` with the same first and last word.

    A gap of `wide` may take words of `narrow`.

    >>> from framing.markers.grammar import parse_pattern
    >>> of = lambda text: parse_pattern(text)[0]
    >>> covers(of("right* <1> speech"), of("right|rights to speech"))
    True
    >>> covers(of("rights"), of("human rights"))
    False
    """
    return _aligned(wide, narrow, 0, 0)


def _aligned(wide: Pattern, narrow: Pattern, i: int, j: int) -> bool:
    """Whether the words of `wide` from i on take those of `narrow` from j on, word i taking word j."""
    if not _word_covers(wide.words[i], narrow.words[j]):
        return False
    if i + 1 == len(wide.words):
        return j + 1 == len(narrow.words)
    between = 0
    for k in range(j + 1, len(narrow.words)):
        between += narrow.gaps[k]
        if between > wide.gaps[i + 1]:
            return False
        if _aligned(wide, narrow, i + 1, k):
            return True
        between += 1
    return False


def inside(small: Pattern, large: Pattern) -> bool:
    """Whether `small` can match words within a match of `large`; gaps of either may hold anything."""
    if any(large.gaps) or any(small.gaps):
        return any(_words_meet(s, w) for s in small.words for w in large.words) or any(large.gaps)
    n = len(small.words)
    return any(
        all(_words_meet(s, w) for s, w in zip(small.words, large.words[k : k + n], strict=True))
        for k in range(len(large.words) - n + 1)
    )


def meet(a: Pattern, b: Pattern) -> bool:
    """Whether both can match the same words; told for patterns without gaps, no for others."""
    return (
        len(a.words) == len(b.words)
        and not any(a.gaps)
        and not any(b.gaps)
        and all(_words_meet(x, y) for x, y in zip(a.words, b.words, strict=True))
    )


def idle_alternatives(word: WordPattern) -> list[tuple[str, str]]:
    """Alternatives of a word that another one of it covers, each with that one."""
    out = []
    for i, narrow in enumerate(word.alternatives):
        for j, wide in enumerate(word.alternatives):
            # Of two that cover each other the later one is idle.
            if i != j and glob_covers(wide, narrow) and (j < i or not glob_covers(narrow, wide)):
                out.append((narrow, wide))
                break
    return out


def _word_covers(wide: WordPattern, narrow: WordPattern) -> bool:
    if wide.cased and not narrow.cased:
        return False
    lower = narrow.cased and not wide.cased
    return all(any(glob_covers(w, n.lower() if lower else n) for w in wide.alternatives) for n in narrow.alternatives)


def _words_meet(a: WordPattern, b: WordPattern) -> bool:
    cased = a.cased and b.cased
    return any(
        globs_meet(*((x, y) if cased else (x.lower(), y.lower()))) for x in a.alternatives for y in b.alternatives
    )


@lru_cache(maxsize=65536)
def glob_covers(wide: str, narrow: str) -> bool:
    """Whether every word that the glob `narrow` takes is taken by `wide`.

    >>> glob_covers("secret*", "secret?"), glob_covers("secret?", "secret*"), glob_covers("no*", "no-one")
    (True, False, False)
    """
    if not wide:
        return not narrow
    if wide[0] == "*":
        return glob_covers(wide[1:], narrow) or (_letters(narrow[:1]) and glob_covers(wide, narrow[1:]))
    if not narrow or narrow[0] == "*":
        return False
    if wide[0] == "?":
        return _letters(narrow[0]) and glob_covers(wide[1:], narrow[1:])
    return wide[0] == narrow[0] and glob_covers(wide[1:], narrow[1:])


@lru_cache(maxsize=65536)
def globs_meet(a: str, b: str) -> bool:
    """Whether some word is taken by both globs.

    >>> globs_meet("*ism", "real*"), globs_meet("plot?", "plotted")
    (True, False)
    """
    if not a or not b:
        return not (a + b).strip("*")
    if a[0] == "*":
        return globs_meet(a[1:], b) or (_letters(b[0]) and globs_meet(a, b[1:]))
    if b[0] == "*":
        return globs_meet(b, a)
    if "?" in (a[0], b[0]):
        return _letters(a[0]) and _letters(b[0]) and globs_meet(a[1:], b[1:])
    return a[0] == b[0] and globs_meet(a[1:], b[1:])


def _letters(sign: str) -> bool:
    """Whether a wildcard takes this sign of a glob: a letter or mark, or a wildcard itself."""
    return bool(sign) and (sign in "*?" or unicodedata.category(sign)[0] in "LM")
