"""Paragraphs of a partition: which line breaks end one, and which only wrap a line."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from framing.corpus.characters import DOT, LOWER, NEWLINE, STOP, Bytes
from framing.corpus.ranks import Positions, positions
from framing.corpus.words import Words

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Paragraphs:
    """Paragraphs with at least one word, in order.

    start, end: byte offsets of the first line's beginning and the last line's end, white space included.
    document: index of the document in the partition.
    first_word: index of the first word. All int64 of shape (n_paragraphs,).
    ends_open: whether no full stop, question or exclamation mark follows the last word.
    """

    start: Positions
    end: Positions
    document: Positions
    first_word: Positions
    ends_open: Flags


def find_paragraphs(raw: Bytes, classes: Bytes, words: Words, document_start: Positions) -> Paragraphs:
    """A line break ends a paragraph, unless the line was wrapped.

    A line goes on in the next one if no blank line stands between and either this one ends without a
    stop while the next begins with a small letter, or the document is wrapped at a fixed width (lines
    of middling length that mostly end without a stop). A line without words counts as blank.

    Args:
        raw, classes: the partition's bytes and their classes.
        words: its words.
        document_start: byte offset of each document, ascending; a line break stands before each but the first.
    """
    newline = positions(classes == NEWLINE)
    continuation = (raw[newline] & 0xC0) == 0x80
    after_return = (raw[newline] == 10) & (newline > 0) & (raw[newline - 1] == 13)
    breaks = newline[~continuation & ~after_return]
    width = 1 + (raw[breaks] >= 0xC0).astype(np.int64) + (raw[breaks] >= 0xE0)
    line_start = np.concatenate(([0], breaks + width)).astype(np.int64)
    line_end = np.concatenate((breaks, [len(raw)])).astype(np.int64)
    word_at_start, word_at_end = words.before(line_start), words.before(line_end)
    line = np.flatnonzero(word_at_end > word_at_start)
    start, end = line_start[line], line_end[line]
    first_word, last_word = word_at_start[line], word_at_end[line] - 1
    document = np.searchsorted(document_start, start, side="right") - 1

    kind = classes[words.signs]
    stops = words.signs[(kind == DOT) | (kind == STOP)]
    closes = np.searchsorted(stops, end) > np.searchsorted(stops, words.end[last_word] - 1)
    goes_on = np.zeros(len(line), bool)
    goes_on[1:] = (np.diff(line) == 1) & (document[1:] == document[:-1])
    small = classes[words.start[first_word]] == LOWER
    wrapped = _is_wrapped(end - start, document, ~closes, len(document_start))[document]
    goes_on[1:] &= (~closes[:-1] & small[1:]) | wrapped[1:]
    begins = np.flatnonzero(~goes_on)
    last = np.append(begins[1:], len(line)) - 1 if len(line) else begins
    return Paragraphs(start[begins], end[last], document[begins], first_word[begins], ~closes[last])


def _is_wrapped(length: Positions, document: Positions, ends_open: Flags, n_documents: int) -> Flags:
    """For each document whether its lines were cut at a fixed width."""
    lines = np.bincount(document, minlength=n_documents)
    mean = np.bincount(document, length, n_documents) / np.maximum(lines, 1)
    longest = np.zeros(n_documents, np.int64)
    np.maximum.at(longest, document, length)
    open_share = np.bincount(document, ends_open, n_documents) / np.maximum(lines, 1)
    return (lines >= 5) & (mean >= 40) & (longest <= 120) & (open_share > 0.6)
