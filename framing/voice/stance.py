"""What the outlet does with what a marker conveys: assert, deny or relay.

Deny: the outlet negates it in its own voice, sets it in scare quotes, puts a word of denial before it, or
calls the report false. Relay: somebody else's words. Assert: the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from framing.voice.attribution import DIRECT, OWN, VOICES, find_voices
from framing.voice.cues import find_cues
from framing.voice.denial_rules import denial_rules_for
from framing.voice.negation import DENYING, cues_before, find_denied, find_rejected, find_scopes, is_one_of

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
    rules, forms = denial_rules_for(language), vocabulary.form_list
    word = vocabulary.word_of_form[partition.form]
    scopes = find_scopes(partition, vocabulary, word, rules)
    negations, negation = scopes.cues, find_denied(first, vocabulary, word, scopes, rules)
    denials = find_cues(partition, vocabulary, word, (rules.none, rules.denials)).of(1)
    topics = is_one_of(vocabulary, rules.topics)[word]
    denial = cues_before(partition, first, denials, rules.window, over=topics)
    rejected = voices.doubted | find_rejected(partition, vocabulary, word, voices.voice != OWN, rules)
    written = _Written(partition)
    stance, source, cue = [], [], []
    for i, at in enumerate(first.tolist()):
        own = voices.voice[at] == OWN
        who = int(voices.attribution[at])
        relays = not own or (negation[i] >= 0 and negations.group[negation[i]] == DENYING)  # "The minister denied it"
        denied = rejected[at] or (own and (denial[i] >= 0 or (negation[i] >= 0 and not relays)))
        denied |= denial[i] >= 0 and who >= 0 and voices.cues[who][1] == denials.stop[denial[i]]  # "what is called"
        denied |= voices.scare[at] and not voices.named[at] and (voices.voice[at] != DIRECT or denial[i] >= 0)
        stance.append("deny" if denied else "relay" if relays else "assert")
        source.append("" if own or who < 0 else written(*voices.sources[who]))
        near = [range(f.first[k[i]], f.stop[k[i]]) for f, k in ((negations, negation), (denials, denial)) if k[i] >= 0]
        if own and near:
            nearest = max(near, key=lambda words: words.stop)
            cue.append(" ".join(forms[partition.form[w]] for w in nearest))
        else:
            cue.append("" if own or who < 0 else written(*voices.cues[who]))
    voice = [VOICES[v] for v in voices.voice[first]]
    negated = (negation >= 0) | (voices.doubted[first] & (voices.voice[first] != OWN) & ~voices.scare[first])
    return Stances(voice, voices.scare[first], negated, stance, source, cue, voices.voice)


class _Written:
    """Words of a partition as written. The text of a document is read once while questions come in its order."""

    def __init__(self, partition: Partition) -> None:
        self._partition = partition
        self._read = -1, ""

    def __call__(self, first: int, stop: int) -> str:
        """Words first to stop - 1, runs of white space as one blank."""
        if stop <= first:
            return ""
        p = self._partition
        document = int(p.document_of_word[first])
        if document != self._read[0]:
            self._read = document, str(p.texts[document].as_py())
        return " ".join(self._read[1][p.start[first] : p.end[stop - 1]].split())
