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
from framing.voice.cues import find_cues
from framing.voice.negation import cues_before
from framing.voice.rules import rules_for

if TYPE_CHECKING:
    from framing.corpus.ranks import Positions
    from framing.corpus.tokens import Partition, Vocabulary


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


def read_stances(partition: Partition, vocabulary: Vocabulary, first: Positions, language: str) -> Stances:
    """Voice, scare quotes, negation and stance of the markers that begin at these words."""
    voices = find_voices(partition, vocabulary, language)
    rules, forms = rules_for(language), vocabulary.form_list
    word = vocabulary.word_of_form[partition.form]
    cues = find_cues(partition, vocabulary, word, (rules.none, rules.negations, rules.denials))
    negations, denials = cues.of(1), cues.of(2)
    negation = cues_before(partition, first, negations, rules.window)
    denial = cues_before(partition, first, denials, rules.window)
    stance, source, cue = [], [], []
    for i, at in enumerate(first.tolist()):
        own = voices.voice[at] == OWN
        who = int(voices.attribution[at])
        denied = voices.doubted[at] or (own and (voices.scare[at] or negation[i] >= 0 or denial[i] >= 0))
        denied |= voices.scare[at] and denial[i] >= 0
        stance.append("deny" if denied else "assert" if own else "relay")
        source.append("" if own or who < 0 else _written(partition, *voices.sources[who]))
        near = [range(f.first[k[i]], f.stop[k[i]]) for f, k in ((negations, negation), (denials, denial)) if k[i] >= 0]
        if own and near:
            nearest = max(near, key=lambda words: words.stop)
            cue.append(" ".join(forms[partition.form[w]] for w in nearest))
        else:
            cue.append("" if own or who < 0 else _written(partition, *voices.cues[who]))
    voice = [VOICES[v] for v in voices.voice[first]]
    return Stances(voice, voices.scare[first], negation >= 0, stance, source, cue, voices.voice)


def _written(partition: Partition, first: int, stop: int) -> str:
    """Words first to stop - 1 of a partition as written, runs of white space as one blank."""
    if stop <= first:
        return ""
    document = int(np.searchsorted(partition.document_word, first, side="right")) - 1
    text = str(partition.texts[document].as_py())
    return " ".join(text[partition.start[first] : partition.end[stop - 1]].split())
