"""The counts that a topic model sees: which segments of text, and which words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import numpy.typing as npt

from framing.corpus.features import Features
from framing.corpus.language import COMMON_WORDS
from framing.errors import InputError, TooLittleError
from framing.voice.words import WordMatrix, word_matrix

if TYPE_CHECKING:
    from framing.corpus.tokens import Tokens

Segment = Literal["document", "paragraph"]


@dataclass(frozen=True)
class SegmentCounts:
    """Segments with known words, by document id and place, and words in code point order.

    counts: scipy CSR array of int64 (n_segments, n_words). doc_id: of each segment (n_segments,), object. segment:
    number of each in its document (n_segments,), int64. unit: what a segment is.
    """

    counts: Any
    words: list[str]
    doc_id: npt.NDArray[np.object_]
    segment: npt.NDArray[np.int64]
    unit: Segment

    @property
    def sizes(self) -> npt.NDArray[np.int64]:
        """Tokens of each segment."""
        return np.asarray(self.counts.sum(axis=1), np.int64).ravel()


def count_segments(
    source: Tokens | Features, *, segment: Segment | None = None, min_segments: int = 3, max_share: float = 0.5
) -> SegmentCounts:
    """Count words in segments; arguments and errors as `framing.topics.fit.fit_topics` says."""
    if segment is None:
        segment = "document" if isinstance(source, Features) and source.counts_only else "paragraph"
    if segment not in ("document", "paragraph"):
        raise InputError(f"segment must be document or paragraph, not {segment!r}")
    matrix = word_matrix(source, unit="document" if segment == "document" else "segment")
    counts, words, rows = _vocabulary(matrix, source.language, min_segments, max_share)
    if not len(words):
        raise TooLittleError(
            f"no word is left for topics: none stands in {min_segments} segments and at most {max_share:.0%} of them;"
            f" {matrix.counts.shape[0]} segments are too few or too alike for topics"
        )
    if _all_alike(counts):
        raise TooLittleError(
            f"all {counts.shape[0]} segments hold the same words equally often: there are no topics in them"
        )
    ids = source.documents["doc_id"].to_numpy(object)[matrix.document[rows]]
    place = matrix.segment[rows]
    order = np.array(sorted(range(len(rows)), key=lambda i: (ids[i], place[i])), np.int64)
    return SegmentCounts(counts[order], words, ids[order], place[order], segment)


def _vocabulary(matrix: WordMatrix, language: str, min_segments: int, max_share: float) -> tuple[Any, list[str], Any]:
    stop = set(COMMON_WORDS.get(language, frozenset()))
    if language == "en":
        from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

        stop |= set(ENGLISH_STOP_WORDS)
    segments = np.asarray((matrix.counts > 0).sum(axis=0)).ravel()
    plain = np.array([w.isalpha() and len(w) >= 3 and w not in stop for w in matrix.words], bool)
    often = (segments >= min_segments) & (segments <= max_share * matrix.counts.shape[0])
    chosen = np.flatnonzero(plain & often)
    counts = matrix.counts[:, chosen]
    rows = np.flatnonzero(np.asarray(counts.sum(axis=1)).ravel() > 0)
    return counts[rows], [matrix.words[i] for i in chosen.tolist()], rows


def _all_alike(counts: Any) -> bool:
    """Whether every row is like the first."""
    n = counts.shape[0]
    if (np.diff(counts.indptr) != counts.indptr[1]).any():
        return False
    words, times = counts.indices.reshape(n, -1), counts.data.reshape(n, -1)
    return bool((words == words[0]).all() and (times == times[0]).all())
