"""What to skip in a partition, and the zone of each paragraph.

Array work finds the few paragraphs that the rules and the language identifier must look at.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from framing.corpus.characters import APOSTROPHE, QUOTE, STOP, Bytes
from framing.corpus.clean import (
    ANY_WORDS,
    CAPTION,
    FEW_WORDS,
    FIRST_WORDS,
    SCRIPT,
    SENTENCE_WORDS,
    SHORT,
    ZONES,
    Paragraph,
    furniture,
    line_rule,
)
from framing.corpus.language import COMMON_WORDS, ENOUGH_COMMON, MIN_BYTES, MIN_WORDS, other_language
from framing.corpus.ranks import Ranks, positions
from framing.corpus.words import Words

if TYPE_CHECKING:
    from framing.corpus.paragraphs import Flags, Paragraphs

HEADLINE, LEAD, BODY, CAPTION_ZONE = (ZONES.index(z) for z in ("headline", "lead", "body", "caption"))
LEAD_WORDS = 12
"""The lead is the first paragraph after the headline with at least so many words."""
HEADLINE_WORDS = 30


class Skip(NamedTuple):
    """A passage to skip: first byte, one past the last, why, and by which rule."""

    start: int
    end: int
    reason: str
    rule: str


def groups(language: str) -> dict[str, frozenset[str]]:
    """The groups of words that `find_skips` must know."""
    return {"begins_rule": FIRST_WORDS, "in_rule": ANY_WORDS, "common": COMMON_WORDS.get(language, frozenset())}


def find_skips(
    raw: Bytes,
    classes: Bytes,
    words: Words,
    paragraphs: Paragraphs,
    known: Mapping[str, Flags],
    form: npt.NDArray[np.int32],
    *,
    language: str,
    clean: bool,
    recurring: Sequence[tuple[int, int, str]] = (),
) -> tuple[npt.NDArray[np.uint8], list[Skip]]:
    """Zones of the paragraphs, uint8 (n_paragraphs,) into `ZONES`, and the passages to skip in order.

    Args:
        raw, classes, words, paragraphs: of the partition.
        known: which of its distinct words are in each of `groups`. form: the index of each word into them.
        language: of the study. clean: whether anything is to be skipped at all.
        recurring: lines that recur in their outlet: first byte, one past the last, rule.
    """
    n = len(paragraphs.start)
    if not n:
        return np.zeros(0, np.uint8), []
    reader = _Reader(raw, words, paragraphs, form)
    n_in_rule, n_common = reader.count(known["in_rule"], known["common"])
    begins_rule = known["begins_rule"][form[reader.first_word]]
    candidates = _candidates(classes, words, paragraphs, reader, begins_rule, n_in_rule > 0)
    looked_at = np.flatnonzero(candidates)
    texts = {i: reader.text(i) for i in looked_at.tolist()}
    skipped: dict[int, tuple[str, str]] = {}
    if clean:
        skipped = _furniture(raw, paragraphs, reader, texts)
        for i in np.flatnonzero(_few_common_words(reader, n_common, language)).tolist():
            found = None if i in skipped else other_language(reader.text(i), language)
            if found:
                skipped[i] = ("other_language", found)
    whole, inside = _recurring(paragraphs, reader, recurring, skipped)
    skipped |= whole
    captions = [i for i, text in texts.items() if i not in skipped and CAPTION.fullmatch(text)]
    zone = _zones(classes, words, paragraphs, reader.n_words, captions, sorted(skipped), sorted(whole))
    skips = [Skip(*reader.stripped(i), *why) for i, why in skipped.items()] + inside
    if clean:
        skips += _scripts(raw, paragraphs, reader, skipped)
    return zone, sorted(skips)


class _Reader:
    """The words and the text of single paragraphs."""

    def __init__(self, raw: Bytes, words: Words, paragraphs: Paragraphs, form: npt.NDArray[np.int32]) -> None:

        self._raw, self._paragraphs = raw, paragraphs
        self._form = form
        self.first_word = paragraphs.first_word
        self._bounds = np.append(paragraphs.first_word, len(words))
        self.n_words = np.diff(self._bounds)
        self.last_word_end = words.end[self._bounds[1:] - 1]
        self.length = paragraphs.end - paragraphs.start

    def count(self, *members: Flags) -> list[npt.NDArray[np.int64]]:
        """For each of up to eight groups how many words of each paragraph are in it.

        Args:
            members: of the distinct words, whether they are in the group.
        """
        bits = np.zeros(len(members[0]), np.uint8)
        for i, member in enumerate(members):
            bits |= member.astype(np.uint8) << i
        of_word = bits[self._form]  # one look-up for all groups
        return [np.diff(Ranks((of_word & (1 << i)) > 0).before(self._bounds)) for i in range(len(members))]

    def text(self, i: int) -> str:
        """A paragraph without the white space around it, composed (NFC), as the rules are written."""
        return unicodedata.normalize("NFC", self._whole(i).strip())

    def stripped(self, i: int) -> tuple[int, int]:
        """First byte of that text, and one past its last."""
        text = self._whole(i)
        start = int(self._paragraphs.start[i]) + len(text[: len(text) - len(text.lstrip())].encode())
        return start, start + len(text.strip().encode())

    def _whole(self, i: int) -> str:
        return self._raw[self._paragraphs.start[i] : self._paragraphs.end[i]].tobytes().decode("utf-8")


def _candidates(
    classes: Bytes, words: Words, paragraphs: Paragraphs, reader: _Reader, first: Flags, any_word: Flags
) -> Flags:
    """Paragraphs that a line rule could match or that could be a caption."""
    begin = words.start[reader.first_word]
    lead = classes[np.maximum(begin - 1, 0)]  # a bracket or another sign; what begins with a quotation is prose
    sign = (begin > paragraphs.start) & (lead > APOSTROPHE) & (lead != QUOTE)
    first = first & (paragraphs.ends_open | (reader.n_words <= SENTENCE_WORDS))
    return (reader.length <= SHORT) & (sign | first | any_word | (reader.n_words <= FEW_WORDS))  # type: ignore[no-any-return]


def _furniture(
    raw: Bytes, paragraphs: Paragraphs, reader: _Reader, texts: dict[int, str]
) -> dict[int, tuple[str, str]]:
    """Apply the rules of `framing.corpus.clean` to the documents that have anything to apply them to."""
    n = len(paragraphs.start)
    first = np.flatnonzero(np.diff(paragraphs.document, prepend=-1))
    stop = np.append(first[1:], n)
    short = reader.length <= SHORT
    goes_on = _ends_with_comma(raw, paragraphs)
    rules = {i: rule for i, text in texts.items() if (rule := line_rule(text))}
    matched = np.zeros(n, bool)
    matched[list(rules)] = True
    wanted = (np.add.reduceat(matched, first) > 0) | (paragraphs.ends_open[stop - 1] & short[stop - 1])
    out: dict[int, tuple[str, str]] = {}
    for a, b in zip(first[wanted].tolist(), stop[wanted].tolist(), strict=True):
        views = [
            Paragraph(
                texts[i] if i in texts else reader.text(i) if short[i] and paragraphs.ends_open[i] else "",
                int(reader.n_words[i]),
                bool(paragraphs.ends_open[i]),
                bool(goes_on[i]),
                rules.get(i),
            )
            for i in range(a, b)
        ]
        out |= {a + k: why for k, why in furniture(views).items()}
    return out


def _ends_with_comma(raw: Bytes, paragraphs: Paragraphs) -> Flags:
    """Whether the last sign of each paragraph, white space aside, is a comma, a colon or a semicolon."""
    at = paragraphs.end - 1
    for _ in range(3):
        blank = (raw[at] == ord(" ")) | (raw[at] == ord("\t")) | (raw[at] == ord("\r"))
        at = np.where(blank & (at > paragraphs.start), at - 1, at)
    return np.isin(raw[at], np.frombuffer(b",:;", np.uint8))


def _few_common_words(reader: _Reader, n_common: npt.NDArray[np.int64], language: str) -> Flags:
    """Paragraphs with so few common words of the study's language that the identifier must look."""
    enough = (reader.n_words >= MIN_WORDS) | (reader.length >= MIN_BYTES)
    if language not in COMMON_WORDS:
        return enough
    return enough & (n_common < ENOUGH_COMMON * reader.n_words)


def _scripts(raw: Bytes, paragraphs: Paragraphs, reader: _Reader, skipped: dict[int, tuple[str, str]]) -> list[Skip]:
    """Program text inside paragraphs that are not skipped whole."""
    signs = positions((raw == ord("{")) | (raw == ord("<")))
    which = np.unique(np.searchsorted(paragraphs.start, signs, side="right") - 1)
    out = []
    for i in which[which >= 0].tolist():
        if i in skipped:
            continue
        start = int(paragraphs.start[i])
        text = raw[start : paragraphs.end[i]].tobytes().decode("utf-8")
        for match in SCRIPT.finditer(text):
            at = start + len(text[: match.start()].encode())
            out.append(Skip(at, at + len(match.group().encode()), "script", "program text"))
    return out


def _recurring(
    paragraphs: Paragraphs,
    reader: _Reader,
    lines: Sequence[tuple[int, int, str]],
    skipped: dict[int, tuple[str, str]],
) -> tuple[dict[int, tuple[str, str]], list[Skip]]:
    """Paragraphs that are one recurring line, and recurring lines inside wrapped ones; none of what is `skipped`."""
    whole: dict[int, tuple[str, str]] = {}
    inside = []
    at = np.searchsorted(paragraphs.start, [start for start, _, _ in lines], side="right") - 1
    for i, (start, end, rule) in zip(at.tolist(), lines, strict=True):
        if i < 0 or start >= paragraphs.end[i] or i in skipped:
            continue
        first, last = reader.stripped(i)
        if start <= first and last <= end:
            whole[i] = ("recurring_line", rule)
        else:
            inside.append(Skip(start, end, "recurring_line", rule))
    return whole, inside


def _zones(
    classes: Bytes,
    words: Words,
    paragraphs: Paragraphs,
    n_words: npt.NDArray[np.int64],
    captions: list[int],
    skipped: list[int],
    recurring: list[int],
) -> npt.NDArray[np.uint8]:
    """The headline is a first paragraph that ends without a full stop; the lead the first longer one after it.

    A caption ends in a picture credit, or is a sentence of its own between headline and lead. What recurs in the outlet
    is no headline: the next paragraph may be.
    """
    n = len(n_words)
    zone = np.full(n, BODY, np.uint8)
    zone[captions] = CAPTION_ZONE
    article = np.delete(np.arange(n), recurring)
    first = article[np.flatnonzero(np.diff(paragraphs.document[article], prepend=-1))]
    stop = np.searchsorted(paragraphs.document, paragraphs.document[first], side="right")
    last_word_end = words.end[np.append(paragraphs.first_word[1:], len(words))[first] - 1]
    asks = classes[np.minimum(last_word_end, len(classes) - 1)] == STOP
    head = (stop - first > 1) & (paragraphs.ends_open[first] | asks) & (n_words[first] <= HEADLINE_WORDS)
    head &= zone[first] == BODY
    zone[first[head]] = HEADLINE
    text = zone == BODY
    text[skipped] = False
    long = np.flatnonzero(text & (n_words >= LEAD_WORDS))
    if not len(long):
        return zone
    found = np.searchsorted(long, first)
    lead = long[np.minimum(found, len(long) - 1)]
    has_lead = (found < len(long)) & (lead < stop)
    zone[lead[has_lead]] = LEAD
    for a, b in zip(first[head & has_lead].tolist(), lead[head & has_lead].tolist(), strict=True):
        for i in range(a + 1, b):
            if text[i] and not paragraphs.ends_open[i]:
                zone[i] = CAPTION_ZONE
    return zone
