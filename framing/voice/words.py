"""Words counted by document or segment, and by voice: from the encoded corpus or from its features."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import numpy.typing as npt

from framing.corpus.features import Features
from framing.corpus.tokens import SKIPPED, Partition, Tokens, Vocabulary
from framing.errors import NeedsTextError
from framing.schema import WORD_COUNTS
from framing.voice.attribution import VOICES, find_voices

if TYPE_CHECKING:
    import pandas as pd

Unit = Literal["document", "segment"]
Integers = npt.NDArray[np.int64]

MIN_SEGMENT = 20
"""A paragraph with fewer counted words is joined to the next."""


@dataclass(frozen=True)
class WordMatrix:
    """Counts of words in units of text.

    counts: scipy CSR array of int64, shape (n_units, n_words). words: sorted, those that occur.
    document: row of each unit's document in the documents table, int64 (n_units,). segment: number of the
    unit in its document, int64 (n_units,); 0 where units are documents.
    """

    counts: Any
    words: list[str]
    document: Integers
    segment: Integers


@dataclass(frozen=True)
class _Cells:
    """Sparse counts: document row, segment, voice, word number and count; int64 each, sorted."""

    document: Integers
    segment: Integers
    voice: Integers
    word: Integers
    n: Integers


def count_words(tokens: Tokens) -> pd.DataFrame:
    """WORD_COUNTS of an encoded corpus, sorted by document, segment, voice and word."""
    cells = _tokens_cells(tokens)
    words = np.array(tokens.vocabulary.words, object)
    return WORD_COUNTS.frame(
        {
            "doc_id": tokens.documents["doc_id"].to_numpy()[cells.document],
            "segment": cells.segment,
            "voice": np.array(VOICES, object)[cells.voice],
            "word": words[cells.word] if len(words) else [],
            "n": cells.n,
        }
    )


def word_matrix(
    source: Tokens | Features, *, unit: Unit = "document", voices: Collection[str] | None = None
) -> WordMatrix:
    """Unit by word counts, from tokens or features alike.

    Args:
        unit: "document", or "segment": a paragraph, those under `MIN_SEGMENT` words joined to the next.
        voices: count only words in these voices (own, direct, indirect); None counts all.

    Raises: NeedsTextError where voices or segments are asked of documents that came as counts of words.
    """
    from scipy import sparse

    if voices is not None:
        _need_text(source, "voices")
    if unit == "segment":
        _need_text(source, "paragraphs")
    cells, words = _cells(source, by_voice=voices is not None, by_segment=unit == "segment")
    if voices is not None:
        wanted = np.isin(cells.voice, [VOICES.index(v) for v in voices])
        cells = _Cells(*(getattr(cells, f)[wanted] for f in ("document", "segment", "voice", "word", "n")))
    n_documents = len(source.documents)
    if unit == "document":
        row, document = cells.document, np.arange(n_documents, dtype=np.int64)
        segment = np.zeros(n_documents, np.int64)
    else:
        wide = int(cells.segment.max(initial=0)) + 1
        keys, row = np.unique(cells.document * wide + cells.segment, return_inverse=True)
        document, segment = keys // wide, keys % wide
    occurs = np.zeros(len(words), bool)
    occurs[cells.word] = True
    present, column = np.flatnonzero(occurs), (np.cumsum(occurs) - 1)[cells.word]
    shape = (len(document), len(present))
    csr_array: Any = sparse.csr_array  # its stubs know numbers with a fraction only
    counts = csr_array((cells.n, (row.ravel(), column)), shape=shape, dtype=np.int64)
    counts.sum_duplicates()
    return WordMatrix(counts, [words[i] for i in present.tolist()], document, segment)


def voice_tokens(source: Tokens | Features) -> Integers:
    """Counted words of each document in each voice, int64 (n_documents, 3).

    Raises: NeedsTextError for documents that came as counts of words.
    """
    _need_text(source, "voices")
    cells, _ = _cells(source)
    out = np.zeros((len(source.documents), len(VOICES)), np.int64)
    np.add.at(out, (cells.document, cells.voice), cells.n)
    return out


def _need_text(source: Tokens | Features, what: str) -> None:
    if isinstance(source, Features) and source.counts_only:
        raise NeedsTextError(f"these documents came as counts of words, which know no {what}: that needs the articles")


def _cells(source: Tokens | Features, *, by_voice: bool = True, by_segment: bool = True) -> tuple[_Cells, list[str]]:
    """The cells and the words that they number; whoever adds voices or segments up need not have them told apart."""
    if isinstance(source, Tokens):
        return _tokens_cells(source, by_voice=by_voice, by_segment=by_segment), source.vocabulary.words
    table = source.words
    words = sorted(set(table["word"].tolist()))
    number = {w: i for i, w in enumerate(words)}
    row = {d: i for i, d in enumerate(source.documents["doc_id"].tolist())}
    voice = {"": -1} | {v: i for i, v in enumerate(VOICES)}

    def coded(column: str, codes: dict[str, int]) -> Integers:
        return np.array([codes[x] for x in table[column].tolist()], np.int64)

    cells = _Cells(
        coded("doc_id", row),
        table["segment"].to_numpy(np.int64),
        coded("voice", voice),
        coded("word", number),
        table["n"].to_numpy(np.int64),
    )
    return cells, words


def _tokens_cells(tokens: Tokens, *, by_voice: bool = True, by_segment: bool = True) -> _Cells:
    parts = []
    for partition in tokens.partitions:
        made = partition.memo.get("word_cells")
        if made is None:
            made = _partition_cells(partition, tokens.vocabulary, tokens.language if by_voice else None, by_segment)
        if by_voice and by_segment:
            partition.memo["word_cells"] = made
        parts.append(made)
    fields = ("document", "segment", "voice", "word", "n")
    none = [np.zeros(0, np.int64)]
    return _Cells(*(np.concatenate(none + [getattr(p, f) for p in parts]) for f in fields))


def _partition_cells(partition: Partition, vocabulary: Vocabulary, language: str | None, by_segment: bool) -> _Cells:
    """The cells of a partition; what is not told apart (voice without a language, segment) is 0 for nobody to read."""
    word = vocabulary.word_of_form[partition.form].astype(np.int64)
    counted = vocabulary.counted[word] & ((partition.flags & SKIPPED) == 0)
    document = partition.document_of_word[counted].astype(np.int64)
    segment, voice = np.zeros(len(document), np.int64), np.zeros(len(document), np.int64)
    if by_segment:
        segment = np.repeat(_segments(partition, counted), np.diff(partition.paragraph_word))[counted]
    if language is not None:
        voice = find_voices(partition, vocabulary, language).voice[counted].astype(np.int64)
    word = word[counted]
    # One integer for each cell, so that counting is sorting: document, segment, voice, word.
    n_words, wide = len(vocabulary.words), int(segment.max(initial=0)) + 1
    key = ((document * wide + segment) * len(VOICES) + voice) * n_words + word
    key, n = np.unique(key, return_counts=True)
    rest, word = np.divmod(key, max(n_words, 1))
    rest, voice = np.divmod(rest, len(VOICES))
    document, segment = np.divmod(rest, wide)
    return _Cells(document + partition.first_document, segment, voice, word, n.astype(np.int64))


def _segments(partition: Partition, counted: npt.NDArray[np.bool_]) -> Integers:
    """The segment of each paragraph: a short paragraph is joined to the next, the last one to the one before."""
    out = np.zeros(len(partition.zone), np.int64)
    if not len(out):
        return out
    begins = partition.paragraph_word[:-1]
    n_words = np.add.reduceat(counted.astype(np.int64), begins).tolist()
    document = partition.document_of_word[begins].tolist()
    here, segment, size, begin = -1, 0, 0, 0
    for i, n in enumerate(n_words):
        if document[i] != here:
            if size and segment:
                out[begin:i] = segment - 1
            here, segment, size, begin = document[i], 0, 0, i
        out[i] = segment
        size += n
        if size >= MIN_SEGMENT:
            segment, size, begin = segment + 1, 0, i + 1
    if size and segment:
        out[begin:] = segment - 1
    return out
