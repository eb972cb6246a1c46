"""150 patterns for the made-up corpus, and what the peers are given in their place.

80 are single made-up words, from common to rare; 40 are the beginning of one and `*`; 20 are two or three words, some
with `*`; 10 are stems of English that the corpus lacks, as most patterns of a dictionary are missing in most articles.
"""

from __future__ import annotations

import json
import re
from itertools import product
from pathlib import Path

import numpy as np
from generate import COMMON, VOCABULARY, words

ABSENT = "repress* harmon* sovereign* crackdown* interfer* dissident* propagand* censor* hostil* separatis*".split()
PHRASES = [
    "government* of the",
    "rights of the",
    "law of",
    "people* in",
    "state in",
    "the people",
    "new government*",
    "their right*",
    "no law*",
    "of state",
]


def patterns(seed: int = 1) -> list[str]:
    """The patterns: the same for the same seed of the corpus."""
    vocabulary = words(np.random.default_rng(seed))
    taken: set[str] = set(COMMON)

    def spread(n: int, low: int, high: int, letters: int) -> list[str]:
        """Take n words of at least so many letters, at ranks evenly spaced on a logarithmic scale."""
        out = []
        for rank in np.geomspace(low, high, n).astype(int).tolist():
            while len(vocabulary[rank]) < letters or vocabulary[rank] in taken:
                rank += 1
            taken.add(vocabulary[rank])
            out.append(vocabulary[rank])
        return out

    single = spread(80, 300, VOCABULARY - 2000, 4)
    stems = [w[:5] + "*" for w in spread(40, 300, VOCABULARY - 2000, 6)]
    pairs = [f"the {w}" for w in spread(10, 100, 3000, 3)]
    out = single + stems + PHRASES + pairs + ABSENT
    assert len(out) == len(set(out)) == 150
    return out


def write_lexicon(path: Path, chosen: list[str]) -> None:
    """The patterns as a lexicon of framing: a marker each, ten to a category."""
    lines = ['[lexicon]\nname = "speed"\nlanguage = "en"\nversion = "1.0.0"\ndescription = "made up"\n']
    for i, pattern in enumerate(chosen):
        if i % 10 == 0:
            c = i // 10
            lines.append(f'[categories.c{c}]\nlabel = "C{c}"\ndefinition = "made up"\nsource = "own"')
            lines.append(f"[categories.c{c}.markers]")
        lines.append(f"m{i} = [{json.dumps(pattern)}]")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def expression(pattern: str) -> str:
    """The pattern as a regular expression: words parted by white space or hyphens, case of no account."""
    parts = [re.escape(w).replace(r"\*", "[a-z]*") for w in pattern.split()]
    return r"\b" + r"[\s-]+".join(parts) + r"\b"


def phrases(pattern: str, known: set[str]) -> list[str]:
    """What the pattern matches in this vocabulary, for a matcher that knows no wildcards."""
    choices = [
        sorted(w for w in known if w.startswith(piece[:-1])) if piece.endswith("*") else [piece]
        for piece in pattern.split()
    ]
    return [" ".join(chosen) for chosen in product(*choices)]


def vocabulary(seed: int = 1) -> set[str]:
    """The words that the made-up corpus is made of."""
    return set(words(np.random.default_rng(seed)))
