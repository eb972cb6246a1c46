"""Questions about the words around one place of a partition: sentence, clause, names, text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
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
    """The words of a partition, as rules about sentences ask for them.

    What is asked of many places is worked out for all words at once; a memoryview hands out single entries several
    times as fast as an array does.
    """

    def __init__(self, partition: Partition, vocabulary: Vocabulary, word: npt.NDArray[np.int32], rules: Rules) -> None:
        self.partition, self.rules = partition, rules
        self._words, self._forms = vocabulary.words, vocabulary.form_list
        self._word, self._form = word.data, np.ascontiguousarray(partition.form).data
        n = len(word)
        capital = _capital(vocabulary)[partition.form]
        parted = (partition.flags & BROKEN) > 0
        parted[1:] &= ~_titles(vocabulary)[word[:-1]]
        parted[1:] &= ~(_initials(vocabulary)[partition.form[:-1]] & capital[1:])
        place = np.arange(n, dtype=np.int32)
        self._capital = capital.data
        self._parted = parted.data
        self._breaks = (parted | ((partition.flags & SENTENCE) > 0)).data
        self._parted_before = np.maximum.accumulate(np.where(parted, place, -1)).data
        after = np.minimum.accumulate(np.where(parted, place, n)[::-1])[::-1]
        self._parted_after = np.append(after, n).astype(np.int32).data
        self._sentences = partition.sentence_word.tolist()
        self._documents = partition.document_word.tolist()
        self._read = -1, ""

    def word(self, at: int) -> str:
        """A word as compared."""
        return str(self._words[self._word[at]])

    def capital(self, at: int) -> bool:
        """Whether a word begins with a capital."""
        return bool(self._capital[at])

    def breaks(self, at: int) -> bool:
        """Whether punctuation or the beginning of a sentence parts this word from the one before.

        The dot of a title or an initial parts nothing, here and below.
        """
        return bool(self._breaks[at])

    def sentence(self, at: int) -> tuple[int, int]:
        """First word of the sentence that holds a word, and one past its last."""
        i = bisect_right(self._sentences, at)
        return self._sentences[i - 1], self._sentences[i]

    def clause_begins(self, at: int, first: int) -> int:
        """The last word at or before `at`, not before `first`, that punctuation parts from the one before it."""
        return max(self._parted_before[at], first)

    def clause_ends(self, at: int, stop: int) -> int:
        """The first word from `at` on that punctuation parts from the one before it; `stop` if there is none."""
        return min(self._parted_after[at], stop) if at < stop else stop

    def part(self, at: int, first: int, stop: int) -> tuple[int, int]:
        """The part between semicolons that holds a word, of words first to stop - 1 of a sentence."""
        text, p = self._text(first), self.partition
        if ";" not in text[p.start[first] : p.end[stop - 1]]:
            return first, stop
        begin, end = self.clause_begins(at, first), self.clause_ends(at + 1, stop)
        while begin > first and ";" not in self.between(begin):
            begin = self.clause_begins(begin - 1, first)
        while end < stop and ";" not in self.between(end):
            end = self.clause_ends(end + 1, stop)
        return begin, end

    def _names(self, at: int, first: int) -> bool:
        """Whether a word can be part of a name: in capitals, and no day or month."""
        return self.capital(at) and not (at > first and self.word(at - 1) in self.rules.dated)

    def is_title(self, first: int, stop: int) -> bool:
        """Two or more words, all longer ones in capitals or with a number: a title or a name."""
        long = 0
        for i in range(first, stop):
            w = self._forms[self._form[i]]
            if len(w) > 3 or w[0].isdigit():
                if not (w[0].isupper() or w[0].isdigit()):
                    return False
                long += 1
        return long > 1 and stop - first > 1

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
        while (
            end < stop and self._names(end, after) and end - after < _MAX_NAME and self.word(end) not in rules.no_name
        ):
            end += 1
        return after, end

    def between(self, at: int) -> str:
        """What stands between a word and the one before; empty at the beginning of a document."""
        p = self.partition
        if self._begins_document(at):
            return ""
        return self._text(at)[p.end[at - 1] : p.start[at]]

    def behind(self, at: int) -> str:
        """What stands between a word and the one after, or the end of its document."""
        p = self.partition
        text = self._text(at)
        last = at + 1 >= len(p.form) or self._begins_document(at + 1)
        return text[p.end[at] :] if last else text[p.end[at] : p.start[at + 1]]

    def _text(self, at: int) -> str:
        """The text of the document that holds a word."""
        document = bisect_right(self._documents, at) - 1
        if document != self._read[0]:  # questions come in the order of the text
            self._read = document, str(self.partition.texts[document].as_py())
        return self._read[1]

    def _begins_document(self, at: int) -> bool:
        i = bisect_left(self._documents, at)
        return i < len(self._documents) and self._documents[i] == at


def _capital(vocabulary: Vocabulary) -> npt.NDArray[np.bool_]:
    """Whether each form begins with a capital."""
    return _once(vocabulary, "capital", lambda: np.fromiter((f[:1].isupper() for f in vocabulary.form_list), bool))


def _initials(vocabulary: Vocabulary) -> npt.NDArray[np.bool_]:
    """Whether each form is a single capital."""
    forms = vocabulary.form_list
    return _once(vocabulary, "initial", lambda: np.fromiter((len(f) == 1 and f.isupper() for f in forms), bool))


def _titles(vocabulary: Vocabulary) -> npt.NDArray[np.bool_]:
    """Whether each word is a title (Mr, Dr)."""
    return _once(vocabulary, "title", lambda: np.fromiter((w in TITLES for w in vocabulary.words), bool))


def _once(vocabulary: Vocabulary, name: str, make: Callable[[], npt.NDArray[np.bool_]]) -> npt.NDArray[np.bool_]:
    if name not in vocabulary.memo:
        vocabulary.memo[name] = make()
    return vocabulary.memo[name]  # type: ignore[no-any-return]
