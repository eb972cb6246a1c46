"""Questions about the words around one place of a partition: kind of word, sentence, clause, names, punctuation."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from framing.corpus.points import CodePoints
from framing.corpus.ranks import positions
from framing.corpus.sentences import TITLES
from framing.corpus.tokens import BROKEN, SENTENCE
from framing.voice.kinds import DATED, NO_NAME, NO_PART, PRONOUNS, kinds_of_words
from framing.voice.quotes import OPENERS, SHUT

if TYPE_CHECKING:
    from framing.corpus.tokens import Partition, Vocabulary
    from framing.voice.rules import Rules

_MAX_NAME = 8
_COLON, _SEMICOLON, _OPENS, _SHUTS = 1, 2, 4, 8
_SINGLE = 0x27
_OPENERS = (0x22, 0xFF02, *OPENERS)
_SHUTTERS = (0x22, 0xFF02, *SHUT)


class Reader:
    """The words of a partition, as rules about sentences ask for them.

    What is asked of many places is worked out for all words at once; a memoryview hands out single entries several
    times as fast as an array does. `kinds` has the sets of `framing.voice.kinds` that each word is in.
    """

    def __init__(self, partition: Partition, vocabulary: Vocabulary, word: npt.NDArray[np.int32], rules: Rules) -> None:
        self.partition, self.rules = partition, rules
        self._words = vocabulary.words
        self._word: Any = word.data
        n = len(word)
        capital = _capital(vocabulary)[partition.form]
        parted = (partition.flags & BROKEN) > 0
        parted[1:] &= ~_titles(vocabulary)[word[:-1]]
        parted[1:] &= ~(_initials(vocabulary)[partition.form[:-1]] & capital[1:])
        place = np.arange(n, dtype=np.int32)
        self.kinds: Any = kinds_of_words(vocabulary, rules)[word].data
        self._capital: Any = capital.data
        self._breaks: Any = (parted | ((partition.flags & SENTENCE) > 0)).data
        self._parted_before: Any = np.maximum.accumulate(np.where(parted, place, np.int32(-1))).data
        after = np.minimum.accumulate(np.where(parted, place, np.int32(n))[::-1])[::-1]
        self._parted_after: Any = np.append(after, np.int32(n)).data
        begins = partition.sentence_word.astype(np.int32)
        length = np.diff(begins)
        self._begins: Any = np.repeat(begins[:-1], length).data
        self._ends: Any = np.repeat(begins[1:], length).data
        signs = _signs(partition)
        self._signs: Any = signs.data
        self._semicolon_before: Any = np.maximum.accumulate(np.where(signs & _SEMICOLON, place, np.int32(-1))).data
        self._opened_before: Any = np.maximum.accumulate(np.where(signs & _OPENS, place, np.int32(-1))).data
        self._small: Any
        self._great: Any
        self._small, self._great = (x[partition.form].data for x in _of_titles(vocabulary))
        self._read = -1, ""

    def word(self, at: int) -> str:
        """A word as compared."""
        return str(self._words[self._word[at]])

    def capital(self, at: int) -> bool:
        """Whether a word begins with a capital."""
        return self._capital[at] is True

    def breaks(self, at: int) -> bool:
        """Whether punctuation or the beginning of a sentence parts this word from the one before.

        The dot of a title or an initial parts nothing, here and below.
        """
        return self._breaks[at] is True

    def sentence(self, at: int) -> tuple[int, int]:
        """First word of the sentence that holds a word, and one past its last."""
        return self._begins[at], self._ends[at]

    def clause_begins(self, at: int, first: int) -> int:
        """The last word at or before `at`, not before `first`, that punctuation parts from the one before it."""
        before = self._parted_before[at]
        return before if before > first else first

    def clause_ends(self, at: int, stop: int) -> int:
        """The first word from `at` on that punctuation parts from the one before it; `stop` if there is none."""
        if at >= stop:
            return stop
        after = self._parted_after[at]
        return after if after < stop else stop

    def part(self, at: int, first: int, stop: int) -> tuple[int, int]:
        """The part between semicolons that holds a word, of words first to stop - 1 of a sentence."""
        if self._semicolon_before[stop - 1] <= first:
            return first, stop
        begin, end = self.clause_begins(at, first), self.clause_ends(at + 1, stop)
        while begin > first and not self._signs[begin] & _SEMICOLON:
            begin = self.clause_begins(begin - 1, first)
        while end < stop and not self._signs[end] & _SEMICOLON:
            end = self.clause_ends(end + 1, stop)
        return begin, end

    def colon(self, at: int) -> bool:
        """Whether a colon stands between a word and the one before."""
        return bool(self._signs[at] & _COLON)

    def quote_opens(self, at: int) -> bool:
        """Whether a double quotation mark stands right before a word."""
        return at < len(self._signs) and bool(self._signs[at] & _OPENS)

    def quote_inside(self, first: int, stop: int) -> bool:
        """Whether a double quotation mark stands right before a word behind `first` and before `stop`."""
        return stop > first and self._opened_before[stop - 1] > first

    def quote_shuts(self, at: int) -> bool:
        """Whether a double quotation mark ends a quotation right before a word within its sentence."""
        return at < len(self._signs) and bool(self._signs[at] & _SHUTS)

    def _names(self, at: int, first: int) -> bool:
        """Whether a word can be part of a name: in capitals, and no day or month."""
        return self._capital[at] and not (at > first and self.kinds[at - 1] & DATED)

    def is_title(self, first: int, stop: int) -> bool:
        """Two or more words, all longer ones in capitals or with a number: a title or a name."""
        if stop - first < 2:
            return False
        long = 0
        for at in range(first, stop):
            if self._small[at]:
                return False
            long += self._great[at]
        return long > 1

    def speaker(self, verb: int, after: int) -> tuple[int, int]:
        """The run of capitalised words nearest before the verb in its sentence, or else right behind it."""
        rules, kinds = self.rules, self.kinds
        first, stop = self.sentence(verb)
        if verb > first and kinds[verb - 1] & PRONOUNS and not self.breaks(verb):
            return verb - 1, verb
        end = verb
        while end > first and not self._names(end - 1, first) and verb - end < rules.reach_name:
            end -= 1
        begin = end
        while begin > first and self._names(begin - 1, first) and end - begin < _MAX_NAME:
            begin -= 1
        while begin < end and kinds[begin] & NO_NAME:
            begin += 1
        if begin < end:
            while rules.name_goes_on and end < verb and not self.breaks(end) and not kinds[end] & NO_PART:
                end += 1
            return begin, end
        behind = self.speaker_behind(after, stop)
        if behind[0] < behind[1] or not rules.phrases_speak:
            return behind
        begin = self.clause_begins(verb, first) if verb > first else verb
        return (begin, verb) if verb - begin <= rules.max_source else (verb, verb)

    def speaker_behind(self, after: int, stop: int) -> tuple[int, int]:
        """The run of capitalised words that begins right at `after`, or what stands up to the next punctuation."""
        end = after
        while end < stop and self._names(end, after) and end - after < _MAX_NAME and not self.kinds[end] & NO_NAME:
            end += 1
        return after, end

    def between(self, at: int) -> str:
        """What stands between a word and the one before; empty at the beginning of a document."""
        p = self.partition
        document = self._document(at)
        if p.document_word[document] == at:
            return ""
        return self._text(document)[p.end[at - 1] : p.start[at]]

    def behind(self, at: int) -> str:
        """What stands between a word and the one after, or the end of its document."""
        p = self.partition
        document = self._document(at)
        text = self._text(document)
        last = at + 1 >= p.document_word[document + 1]
        return text[p.end[at] :] if last else text[p.end[at] : p.start[at + 1]]

    def _document(self, at: int) -> int:
        return int(np.searchsorted(self.partition.document_word, at, side="right")) - 1

    def _text(self, document: int) -> str:
        if document != self._read[0]:  # questions come in the order of the text
            self._read = document, str(self.partition.texts[document].as_py())
        return self._read[1]


def _signs(partition: Partition) -> npt.NDArray[np.uint8]:
    """Which signs stand between each word and the one before, as bits: colon, semicolon, double quotation marks."""
    out = np.zeros(len(partition.form) + 1, np.uint8)
    _, bounds, data = partition.texts.buffers()
    bound = np.frombuffer(bounds, np.int64)[partition.texts.offset : partition.texts.offset + len(partition.texts) + 1]
    raw = np.frombuffer(data, np.uint8)[bound[0] : bound[-1]] if data is not None else np.zeros(0, np.uint8)
    points = CodePoints(raw.data)
    origin = points.of(bound[:-1] - bound[0])
    start = partition.start + np.repeat(origin, np.diff(partition.document_word))
    for sign, bit in ((ord(":"), _COLON), (ord(";"), _SEMICOLON)):
        out[np.searchsorted(start, points.of(positions(raw == sign)))] |= bit
    out = out[:-1]
    if not len(out) or not len(partition.mark):
        return out
    opens, shuts = _sides_of_marks(partition)
    out[partition.mark_word[opens]] |= _OPENS
    out[partition.mark_word[shuts]] |= _SHUTS
    out[(partition.flags & SENTENCE) > 0] &= ~np.uint8(_SHUTS)
    return out


def _sides_of_marks(partition: Partition) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Of each quotation mark, whether it is a double one right before a word, and one right behind the word before.

    Two single straight marks in a row are a double one.
    """
    mark, at, word = partition.mark, partition.mark_start, partition.mark_word
    twin = np.zeros(len(mark) + 1, bool)
    twin[1:-1] = (mark[1:] == _SINGLE) & (mark[:-1] == _SINGLE) & (np.diff(at) == 1)
    inside = word < len(partition.form)
    here = np.where(inside, word, 0)
    opens = inside & (np.isin(mark, _OPENERS) | twin[:-1]) & (partition.start[here] == at + 1)
    behind = at - partition.end[here - 1]
    shuts = inside & (here > 0) & (np.isin(mark, _SHUTTERS) | twin[1:]) & (behind >= 0) & (behind <= 2) & ~opens
    return opens, shuts


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


def _of_titles(vocabulary: Vocabulary) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Of each form, whether it is a longer word in small letters, and a longer one in capitals or with a number."""

    def made() -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
        forms = vocabulary.form_list
        long = np.fromiter((len(f) > 3 or f[0].isdigit() for f in forms), bool)
        great = np.fromiter((f[0].isupper() or f[0].isdigit() for f in forms), bool)
        return long & ~great, long & great

    if "of_titles" not in vocabulary.memo:
        vocabulary.memo["of_titles"] = made()
    return vocabulary.memo["of_titles"]  # type: ignore[no-any-return]


def _once(vocabulary: Vocabulary, name: str, make: Callable[[], npt.NDArray[np.bool_]]) -> npt.NDArray[np.bool_]:
    if name not in vocabulary.memo:
        vocabulary.memo[name] = make()
    return vocabulary.memo[name]  # type: ignore[no-any-return]
