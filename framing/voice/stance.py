"""What the outlet does with what a marker conveys: assert, deny or relay.

Deny: the outlet negates it in its own voice, sets it in scare quotes, puts a word of denial before it, or
calls the report false. Relay: somebody else's words. Assert: the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from framing.voice.attribution import OWN, VOICES, find_voices
from framing.voice.negation import DENIALS, NEGATIONS, words_before

if TYPE_CHECKING:
    from framing.corpus.tokens import Partition, Vocabulary
    from framing.corpus.words import Positions


@dataclass(frozen=True)
class Stances:
    """The voice columns of HITS for the markers of a partition; every list is as long as they are."""

    voice: list[str]
    scare_quoted: npt.NDArray[np.bool_]
    negated: npt.NDArray[np.bool_]
    stance: list[str]
    source: list[str]
    cue: list[str]
    word_voice: npt.NDArray[np.uint8]
    """voice of every word of the partition, for the counts by voice"""


def read_stances(partition: Partition, vocabulary: Vocabulary, first: Positions) -> Stances:
    """Voice, scare quotes, negation and stance of the markers that begin at these words."""
    voices = find_voices(partition, vocabulary)
    forms = vocabulary.form_list
    negation = words_before(partition, vocabulary, first, NEGATIONS)
    denial = words_before(partition, vocabulary, first, DENIALS)
    stance, source, cue = [], [], []
    for i, at in enumerate(first.tolist()):
        own = voices.voice[at] == OWN
        who = int(voices.attribution[at])
        denied = voices.scare[at] or (own and (negation[i] >= 0 or denial[i] >= 0)) or voices.doubted[at]
        stance.append("deny" if denied else "assert" if own else "relay")
        source.append("" if own or who < 0 else voices.sources[who])
        word = int(max(negation[i], denial[i])) if own else -1
        cue.append(forms[partition.form[word]] if word >= 0 else "" if own or who < 0 else voices.cues[who])
    voice = [VOICES[v] for v in voices.voice[first]]
    return Stances(voice, voices.scare[first], negation >= 0, stance, source, cue, voices.voice)
