"""Lines that recur over an outlet's articles: notices, page links, mastheads. They are learned from the corpus.

Every line is told by a sketch of its bytes, all of them at once; only the few that may be furniture are read.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from framing.corpus.partitions import map_partitions

if TYPE_CHECKING:
    import pyarrow as pa

    from framing.corpus.read import Corpus

Numbers = npt.NDArray[np.int64]
Codes = npt.NDArray[np.uint64]
Flags = npt.NDArray[np.bool_]

LONGEST = 400
"""Bytes; a longer line is no notice."""
SHORT = 60
"""Bytes; a longer line that does not recur is the article itself."""
MIN_ARTICLES = 5
"""An outlet's articles that a line must stand in; copies of one article are one."""
AROUND, AROUND_SHARE, BESIDE = 0.005, 0.9, 1
"""Furniture stands around the article: a line that nearly always has at most one line of the article before or behind
it needs to be in one of 200 of the outlet's documents only."""
INSIDE = 0.05
"""Elsewhere it must be in one of 20 and be no sentence: outlets repeat sentences of background, and they are theirs."""

_FOLD = bytes.maketrans(b"123456789", b"000000000")
"""Numbers differ from page to page: (page 7), 12/06/2013."""
_ODD = np.uint64(0x9E3779B97F4A7C15)
_BLANKS = 8
"""White space that is taken off either end of a line."""


class Recurring(NamedTuple):
    """A line to skip: its document in the partition, first byte in it, one past the last; and the rule in words."""

    row: int
    start: int
    end: int
    rule: str


class _Lines(NamedTuple):
    """The lines of a partition that hold anything, in order.

    row, start, end: int64 (n_lines,), the document and the bytes in it. sketch: uint64 (n_lines,), 0 for a long line.
    body: uint64 (n_lines,), a code of the longest line of the line's document: copies of an article have the same.
    """

    row: Numbers
    start: Numbers
    end: Numbers
    sketch: Codes
    body: Codes


def recurring_lines(corpus: Corpus, *, workers: int = 1) -> list[list[Recurring]]:
    """For each partition the lines that are furniture of their outlet, in order.

    A line is furniture if it stands, whatever its digits, in at least five articles of an outlet that are no copies of
    one another, has a letter, is not long, and either nearly always stands at the beginning or end of the text, or is
    no sentence and stands in very many documents. What is said of a document hangs on the documents of its outlet, not
    on their order or partitions.

    Args:
        corpus: as `framing.read_corpus` gives it; documents without an outlet count as one outlet.
        workers: threads to use; the result does not depend on it.
    """
    chunks = list(corpus.texts.chunks)
    if not chunks:
        return []
    parts = map_partitions(_lines, chunks, workers=workers)
    firsts = np.cumsum([0, *map(len, chunks)])
    document = np.concatenate([first + part.row for first, part in zip(firsts[:-1], parts, strict=True)])
    start, end, sketch, body = (np.concatenate(columns) for columns in list(zip(*parts, strict=True))[1:])
    outlets, outlet_of = np.unique(corpus.documents["outlet"].to_numpy(str), return_inverse=True)
    n_outlet = np.bincount(outlet_of, minlength=len(outlets))
    outlet = outlet_of[document]
    code = sketch + outlet.astype(np.uint64) * _ODD
    candidate = (sketch != 0) & (_n_different(code, body) >= MIN_ARTICLES)
    around = _beside(document, (end - start > SHORT) & ~candidate) <= BESIDE
    at = np.flatnonzero(candidate)
    _, group = np.unique(code[at], return_inverse=True)
    share = _n_different(code[at], document[at].astype(np.uint64)) / n_outlet[outlet[at]]
    at = at[_often_enough(share, (np.bincount(group, around[at]) / np.bincount(group))[group])]

    same: dict[tuple[int, bytes], list[int]] = {}
    texts = [_data(chunk) for chunk in chunks]
    bounds = np.concatenate([_bounds(chunk)[:-1] for chunk in chunks])[document[at]]
    part = np.searchsorted(firsts, document[at], side="right") - 1
    spans = zip((bounds + start[at]).tolist(), (bounds + end[at]).tolist(), strict=True)
    for i, p, o, (a, b) in zip(at.tolist(), part.tolist(), outlet[at].tolist(), spans, strict=True):
        same.setdefault((o, bytes(texts[p][a:b]).translate(_FOLD)), []).append(i)
    out: list[list[Recurring]] = [[] for _ in chunks]
    for (o, line), found in same.items():
        n, n_all = len(np.unique(document[found])), int(n_outlet[o])
        if len(np.unique(body[found])) < MIN_ARTICLES or not _is_furniture(
            line, n / n_all, float(around[found].mean())
        ):
            continue
        for i in found:
            p = int(np.searchsorted(firsts, document[i], side="right")) - 1
            out[p].append(
                Recurring(int(document[i] - firsts[p]), int(start[i]), int(end[i]), f"in {n} of {n_all} documents")
            )
    return [sorted(found) for found in out]


def _often_enough(share: npt.NDArray[np.float64], around: npt.NDArray[np.float64]) -> Flags:
    """Whether lines in this share of an outlet's documents, so often around the article, may be furniture."""
    return np.where(around >= AROUND_SHARE, share >= AROUND, share >= INSIDE)


def _is_furniture(line: bytes, share: float, around: float) -> bool:
    text = line.decode("utf-8")
    sentence = text.rstrip("\"'”’»)]").endswith((".", "!", "?", "…"))
    may_be = bool(_often_enough(np.array([share]), np.array([around]))[0])
    return may_be and any(c.isalpha() for c in text) and (around >= AROUND_SHARE or not sentence)


def _bounds(texts: pa.Array) -> Numbers:
    """First byte of each text in the data of an array of large strings, and one past the last."""
    return np.frombuffer(texts.buffers()[1], np.int64)[texts.offset : texts.offset + len(texts) + 1]


def _data(texts: pa.Array) -> memoryview:
    return memoryview(texts.buffers()[2] or b"")


def _lines(texts: pa.Array) -> _Lines:
    bounds = _bounds(texts)
    data = _data(texts)
    raw = np.frombuffer(data, np.uint8)[: bounds[-1]]
    breaks = np.flatnonzero((raw == 10) | (raw == 13))
    breaks = breaks[breaks >= bounds[0]]
    start = np.sort(np.concatenate((bounds[:-1], breaks + 1)))
    end = np.sort(np.concatenate((breaks, bounds[1:])))
    some = start < end
    start, end = start[some], end[some]
    for _ in range(_BLANKS):
        start += (start < end) & (raw[np.minimum(start, end - 1)] <= 32)
        end -= (start < end) & (raw[end - 1] <= 32)
    some = start < end
    start, end = start[some], end[some]
    row = np.searchsorted(bounds, start, side="right") - 1
    longest = np.lexsort((start, start - end, row))[np.flatnonzero(np.diff(row, prepend=-1))]
    body = np.zeros(len(texts), np.uint64)
    for i in longest.tolist():
        digest = blake2b(data[start[i] : end[i]], digest_size=8).digest()
        body[row[i]] = int.from_bytes(digest, "little")
    return _Lines(row, start - bounds[row], end - bounds[row], _sketch(raw, start, end), body[row])


def _sketch(raw: npt.NDArray[np.uint8], start: Numbers, end: Numbers) -> Codes:
    """A code of the length of each line and of the bytes at its beginning, middle and end, whatever its digits."""
    folded = raw.tobytes().translate(_FOLD) + bytes(8)
    eight = np.ndarray((len(raw) + 1,), "<u8", buffer=folded, strides=(1,))  # the eight bytes from each byte on
    length = end - start
    sketch = length.astype(np.uint64)
    keep = ~np.uint64(0) >> (np.uint64(8) * (8 - np.arange(9, dtype=np.uint64)).clip(0, 7))
    for at in (start, (start + end) // 2 - 4, end - 8):
        sketch *= _ODD
        sketch ^= eight[np.maximum(at, start)] & keep[np.minimum(length, 8)]
        sketch ^= sketch >> np.uint64(29)
    return np.where(length <= LONGEST, sketch | np.uint64(1), np.uint64(0))


def _n_different(code: Codes, value: Codes) -> Numbers:
    """For each place how many different values stand beside its code."""
    n = len(code)
    order = np.lexsort((value, code))
    code, value = code[order], value[order]
    begins = np.ones(n, bool)
    begins[1:] = code[1:] != code[:-1]
    new = begins.copy()
    new[1:] |= value[1:] != value[:-1]
    first = np.flatnonzero(begins)
    out = np.zeros(n, np.int64)
    if n:
        out[order] = np.repeat(np.add.reduceat(new, first, dtype=np.int64), np.diff(np.append(first, n)))
    return out


def _beside(document: Numbers, own: Flags) -> Numbers:
    """How many lines of the article itself (`own`) stand between each line and the nearer end of its document."""
    before = np.concatenate(([0], np.cumsum(own)))
    first = np.searchsorted(document, document, side="left")
    last = np.searchsorted(document, document, side="right")
    at = np.arange(len(document))
    beside: Numbers = np.minimum(before[at] - before[first], before[last] - before[at + 1])
    return beside
