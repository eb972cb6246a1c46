"""Questions about the words around one place of a partition: sentence, clause, names, text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from framing.corpus.sentences import TITLES
from framing.corpus.tokens import BROKEN, SENTENCE

if TYPE_CHECKING:
    from framing.corpus.tokens import Partition, Vocabulary
    from framing.voice.rules import Rules

_MAX_NAME = 8


class Reader:
    """The words of a partition, as rules about sentences ask for them."""

    def __init__(self, partition: Partition, vocabulary: Vocabulary, word: npt.NDArray[np.int32], rules: Rules) -> None:
        self.partition, self.rules = partition, rules
        self._words, self._forms = vocabulary.words, vocabulary.form_list
        self._word, self._form, self._flags = word, partition.form, partition.flags
        self._sentences = partition.sentence_word
        self._texts: dict[int, str] = {}

    def word(self, at: int) -> str:
        """A word as compared."""
        return self._words[self._word[at]]

    def capital(self, at: int) -> bool:
        """Whether a word begins with a capital."""
        return self._forms[self._form[at]][:1].isupper()

    def breaks(self, at: int) -> bool:
        """Whether punctuation or the beginning of a sentence parts this word from the one before."""
        return bool(self._flags[at] & SENTENCE) or self._parted(at)

    def sentence(self, at: int) -> tuple[int, int]:
        """First word of the sentence that holds a word, and one past its last."""
        i = int(np.searchsorted(self._sentences, at, side="right"))
        return int(self._sentences[i - 1]), int(self._sentences[i])

    def clause_begins(self, at: int, first: int) -> int:
        """The last word at or before `at`, not before `first`, that punctuation parts from the one before it."""
        while at > first and not self._parted(at):
            at -= 1
        return at

    def clause_ends(self, at: int, stop: int) -> int:
        """The first word from `at` on that punctuation parts from the one before it; `stop` if there is none."""
        while at < stop and not self._parted(at):
            at += 1
        return at

    def _parted(self, at: int) -> bool:
        """Whether punctuation other than the dot of a title or an initial stands before a word."""
        if not self._flags[at] & BROKEN:
            return False
        before = self.word(at - 1)
        return before not in TITLES and not (len(before) == 1 and self.capital(at - 1) and self.capital(at))

    def _names(self, at: int, first: int) -> bool:
        """Whether a word can be part of a name: in capitals, and no day or month."""
        return self.capital(at) and not (at > first and self.word(at - 1) in self.rules.dated)

    def is_title(self, first: int, stop: int) -> bool:
        """Two or more words, all that are longer than three letters in capitals: a title or a name."""
        long = [i for i in range(first, stop) if len(self._forms[self._form[i]]) > 3]
        return stop - first > 1 and len(long) > 1 and all(map(self.capital, long))

    def speaker(self, verb: int, after: int) -> tuple[int, int]:
        """The run of capitalised words nearest before the verb in its sentence, or else right behind it."""
        rules = self.rules
        first, stop = self.sentence(verb)
        if verb > first and self.word(verb - 1) in rules.pronouns and not self.breaks(verb):
            return verb - 1, verb
        end = verb
        while end > first and not self._names(end - 1, first) and verb - end < rules.reach_name:
            end -= 1
        begin = end
        while begin > first and self._names(begin - 1, first) and end - begin < _MAX_NAME:
            begin -= 1
        while begin < end and self.word(begin) in rules.no_name:
            begin += 1
        if begin < end:
            while rules.name_goes_on and end < verb and not self.breaks(end) and self.word(end) not in rules.no_part:
                end += 1
            return begin, end
        behind = self.speaker_behind(after, stop)
        if behind[0] < behind[1] or not rules.phrases_speak:
            return behind
        begin = self.clause_begins(verb, first) if verb > first else verb
        return (begin, verb) if verb - begin <= rules.max_source else (verb, verb)

    def speaker_behind(self, after: int, stop: int) -> tuple[int, int]:
        """The run of capitalised words that begins right at `after`, or what stands up to the next punctuation."""
        rules = self.rules
        end = after
        while end < stop and self._names(end, after) and end - after < _MAX_NAME and self.word(end) not in rules.no_name:
            end += 1
        return after, end

    def text(self, first: int, stop: int) -> str:
        """The words first to stop - 1 as written."""
        if stop <= first:
            return ""
        text, p = self._text(first), self.partition
        return " ".join(text[p.start[first] : p.end[stop - 1]].split())

    def between(self, at: int) -> str:
        """What stands between a word and the one before; empty at the beginning of a document."""
        p = self.partition
        if at in p.document_word:
            return ""
        return self._text(at)[p.end[at - 1] : p.start[at]]

    def behind(self, at: int) -> str:
        """What stands between a word and the one after, or the end of its document."""
        p = self.partition
        text = self._text(at)
        last = at + 1 >= len(p.form) or at + 1 in p.document_word
        return text[p.end[at] :] if last else text[p.end[at] : p.start[at + 1]]

    def _text(self, at: int) -> str:
        """The text of the document that holds a word."""
        document = int(np.searchsorted(self.partition.document_word, at, side="right")) - 1
        if document not in self._texts:
            self._texts[document] = str(self.partition.texts[document].as_py())
        return self._texts[document]
