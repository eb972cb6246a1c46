"""Kinds of words as bits, so that a rule asks of a word in one step whether it is in any of several lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from framing.corpus.tokens import Vocabulary
    from framing.voice.rules import Rules

LISTS = tuple(
    "opens links far base plural passive relative who takes_objects addresses addressees contrast adverbs verbal"
    " including evidence directives inverts subjects appositive as_one_says speakers no_speakers lists aside"
    " not_according no_name dated pronouns no_part doubt days joins plain asks nouns finite certain modal mixed".split()
)
"""The lists of single words in `framing.voice.rules.Rules`, each with a bit."""

(
    OPENS, LINKS, FAR, BASE, PLURAL, PASSIVE, RELATIVE, WHO, TAKES_OBJECTS, ADDRESSES, ADDRESSEES, CONTRAST, ADVERBS,
    VERBAL, INCLUDING, EVIDENCE, DIRECTIVES, INVERTS, SUBJECTS, APPOSITIVE, AS_ONE_SAYS, SPEAKERS, NO_SPEAKERS, POINTS,
    ASIDE, NOT_ACCORDING, NO_NAME, DATED, PRONOUNS, NO_PART, DOUBT, DAYS, JOINS, PLAIN, ASKS, NOUNS, FINITE, CERTAIN,
    MODAL, MIXED,
) = (1 << i for i in range(len(LISTS)))  # fmt: skip
PARTICIPLE, PLURAL_NOUN, IN_LY = (1 << i for i in range(len(LISTS), len(LISTS) + 3))
"""Words by their ending: -ing, -s, -ly."""


def kinds_of_words(vocabulary: Vocabulary, rules: Rules) -> npt.NDArray[np.int64]:
    """The lists that each word of the vocabulary is in, as bits; int64 (n_words,)."""
    out = np.zeros(len(vocabulary.words), np.int64)
    number = vocabulary.number
    for i, name in enumerate(LISTS):
        known = [number[w] for w in getattr(rules, name) if w in number]
        out[known] |= 1 << i
    if rules.participle:
        out |= _endings(vocabulary)
    return out


def _endings(vocabulary: Vocabulary) -> npt.NDArray[np.int64]:
    if "endings" not in vocabulary.memo:
        of = ((PARTICIPLE, "ing"), (IN_LY, "ly"))
        made = np.zeros(len(vocabulary.words), np.int64)
        for bit, ending in of:
            made |= bit * np.fromiter((w.endswith(ending) for w in vocabulary.words), np.int64, len(made))
        few = frozenset("'s this his its was is as us does has yes".split())
        plurals = (w.endswith("s") and not w.endswith("ss") and w not in few for w in vocabulary.words)
        made |= PLURAL_NOUN * np.fromiter(plurals, np.int64, len(made))
        vocabulary.memo["endings"] = made
    return vocabulary.memo["endings"]  # type: ignore[no-any-return]
