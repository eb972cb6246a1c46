"""Articles into integer-coded words: made once, then every question is array work."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from framing.corpus import sentences, skips
from framing.corpus.characters import APOSTROPHES, QUOTE, classify
from framing.corpus.language import check_language, same_language
from framing.corpus.lookup import memberships
from framing.corpus.paragraphs import Paragraphs, find_paragraphs
from framing.corpus.partitions import map_partitions
from framing.corpus.points import CodePoints
from framing.corpus.ranks import Positions, Ranks
from framing.corpus.recurring import Recurring, recurring_lines
from framing.corpus.select import leave_out_short
from framing.corpus.syllables import older_tone
from framing.corpus.tokens import (
    BROKEN,
    SENTENCE,
    SKIPPED,
    TemporaryFolder,
    Tokens,
    Vocabulary,
    check_attribution,
    read_columns,
    read_partition,
    save_card,
    write_columns,
    write_partition,
)
from framing.corpus.words import Words, find_words
from framing.schema import AUDIT, DOCUMENTS

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from framing.corpus.read import Corpus

_POSSESSIVE = frozenset(["'s"])
"""Matched, but not counted as a word."""
_SEPARATOR = b"\n\n"
_PADDING = b"\n" * 8  # so that the eight bytes after any place can be read


def encode(
    corpus: Corpus,
    *,
    folder: Path | None = None,
    clean: bool = True,
    min_tokens: int = 0,
    attribution: str = "codebook",
    workers: int = 1,
) -> Tokens:
    """Encode a corpus: words, sentences, paragraphs, zones, quotation marks, and what to skip.

    Args:
        corpus: as `framing.read_corpus` gives it.
        folder: where to keep the encoded partitions, for `framing.open_tokens`; a temporary folder where none is named.
        clean: whether to look for page furniture, lines that recur in an outlet and passages in other
            languages. What is found is encoded and masked, and stands in `Tokens.audit`; no text is changed.
        min_tokens: leave out documents with fewer words outside skipped passages; they stand in `Tokens.left_out`.
        attribution: what counts as somebody else's words wherever voices are told: "codebook", what is said; "wide",
            also attitudes, intentions and appearances that the writer ascribes ("wants to", "seems").
        workers: threads to use. The result does not depend on it.

    Returns: `Tokens`, the same whatever the partitioning.
    """
    check_language(corpus.language)
    check_attribution(attribution)
    if min_tokens > 0:  # the corpus is encoded as if they had never been in it, so it is counted first
        counted = encode(corpus, clean=clean, workers=workers).documents["n_tokens"].tolist()
        corpus = leave_out_short(corpus, counted, min_tokens)
    keep = None if folder else TemporaryFolder()
    where = folder or keep.path  # type: ignore[union-attr]
    where.mkdir(parents=True, exist_ok=True)
    chunks = list(corpus.texts.chunks)
    firsts = np.concatenate(([0], np.cumsum([len(c) for c in chunks]))).astype(int).tolist()
    recurring = recurring_lines(corpus, workers=workers) if clean else [[] for _ in chunks]
    jobs = [(chunk, where / f"part-{i:05d}", firsts[i], recurring[i]) for i, chunk in enumerate(chunks)]
    parts = map_partitions(encode_partition, jobs, corpus.language, clean, workers=workers)
    vocabulary, places = merge_vocabularies([p.forms for p in parts], corpus.language)
    jobs_left = [(p.folder, place) for p, place in zip(parts, places, strict=True)]
    map_partitions(_globalise, jobs_left, workers=workers)
    partitions = tuple(read_partition(p.folder, p.first_document, attribution) for p in parts)
    rows = [row for p in parts for row in p.audit]
    ids = corpus.documents["doc_id"].tolist()
    audit = AUDIT.frame(
        {
            "doc_id": [ids[r[0]] for r in rows],
            **{name: [r[k] for r in rows] for k, name in enumerate(("start", "end", "reason", "rule"), 1)},
        }
    )
    tokens = Tokens(
        _documents(corpus, parts),
        audit,
        vocabulary,
        partitions,
        corpus.language,
        where,
        keep,
        corpus.left_out,
        attribution,
    )
    if folder:
        save_card(tokens, folder)
    return tokens


def _documents(corpus: Corpus, parts: Any) -> pd.DataFrame:
    data: dict[str, object] = {str(n): corpus.documents[n].to_numpy() for n in corpus.documents.columns}
    data["n_tokens"] = np.concatenate([p.n_tokens for p in parts])
    data["n_sentences"] = np.concatenate([p.n_sentences for p in parts])
    return DOCUMENTS.frame(data)


@dataclass(frozen=True)
class EncodedPart:
    """What a partition hands back: its place on disk, its vocabulary and its small tables."""

    folder: Path
    first_document: int
    forms: pa.Array
    n_tokens: npt.NDArray[np.int64]
    n_sentences: npt.NDArray[np.int64]
    audit: list[tuple[int, int, int, str, str]]


def encode_partition(job: tuple[pa.Array, Path, int, list[Recurring]], language: str, clean: bool) -> EncodedPart:
    """Encode one partition into its folder: a pure function of its texts and of the lines that recur in its outlets."""
    texts, folder, first_document, recurring = job
    raw_text, document_start = _joined(texts)
    raw = np.frombuffer(raw_text, np.uint8)
    classes = classify(raw_text)
    words = find_words(raw, classes)
    paragraphs = find_paragraphs(raw, classes, words, document_start)
    forms, form = _dictionary(raw, words)
    groups = sentences.groups(language) | skips.groups(language) | {"possessive": _POSSESSIVE}
    known = memberships(normalise(forms, language), groups)
    starts = sentences.sentence_starts(raw, classes, words, paragraphs, known, form)

    document_word = np.append(words.before(document_start), len(words))
    n_words = np.diff(document_word)
    points = CodePoints(raw_text)
    origin = points.of(document_start)
    origin_of_word = np.repeat(origin.astype(np.int32), n_words)
    start, end = (at - origin_of_word for at in points.of_words(words))
    paragraph_word = np.append(paragraphs.first_word, len(words))
    lines = [(int(document_start[r.row]) + r.start, int(document_start[r.row]) + r.end, r.rule) for r in recurring]
    zone, skipped = skips.find_skips(
        raw, classes, words, paragraphs, known, form, language=language, clean=clean, recurring=lines
    )

    broken = words.broken.copy()
    broken[document_word[:-1][n_words > 0]] = False  # what stands before it belongs to another document
    flags = (broken * np.uint8(BROKEN)) | (starts * np.uint8(SENTENCE))
    for skip in skipped:
        first, last = words.before(np.array([skip.start, skip.end])).tolist()
        flags[first:last] |= SKIPPED
    quotes = words.signs[classes[words.signs] == QUOTE]
    marks = np.sort(np.concatenate((quotes[(raw[quotes] & 0xC0) != 0x80], words.loose)))
    mark_document = np.searchsorted(document_start, marks, side="right") - 1
    write_partition(
        folder,
        {
            "form": form,
            "start": start,
            "end": end,
            "flags": flags,
            "document_word": document_word,
            "paragraph_word": paragraph_word,
            "zone": zone,
            "mark": _code_points(raw, marks),
            "mark_start": (points.of(marks) - origin[mark_document]).astype(np.int32),
            "mark_word": words.before(marks),
            "mark_paragraph": _paragraph_of(marks, paragraphs),
            "texts": texts,
        },
    )
    counted = ~known["possessive"][form] & ((flags & SKIPPED) == 0)
    counted_before = Ranks(counted).before
    per_document = np.diff(counted_before(document_word))
    sentence_word = np.flatnonzero(starts)
    live = np.diff(counted_before(np.append(sentence_word, len(starts)))) > 0
    n_sentences = np.diff(Ranks(live).before(np.searchsorted(sentence_word, document_word)))
    audit = []
    for skip in skipped:
        row = int(np.searchsorted(document_start, skip.start, side="right") - 1)
        first_point, last_point = (points.of(np.array([skip.start, skip.end])) - origin[row]).tolist()
        audit.append((first_document + row, first_point, last_point, skip.reason, skip.rule))
    return EncodedPart(folder, first_document, forms, per_document, n_sentences, audit)


def _paragraph_of(at: Positions, paragraphs: Paragraphs) -> npt.NDArray[np.int32]:
    """The paragraph that holds each byte, -1 on a line without words: that belongs to none."""
    if not len(paragraphs.start):
        return np.full(len(at), -1, np.int32)
    found = np.searchsorted(paragraphs.start, at, side="right") - 1
    return np.where(at < paragraphs.end[found], found, -1).astype(np.int32)


def _joined(texts: pa.Array) -> tuple[bytes, Positions]:
    """The texts of a partition as one buffer, and where each begins in it."""
    _, bounds, data = texts.buffers()
    bound = np.frombuffer(bounds, np.int64)[texts.offset : texts.offset + len(texts) + 1]
    length, view = np.diff(bound), memoryview(data)
    pieces = [view[a:b] for a, b in zip(bound[:-1].tolist(), bound[1:].tolist(), strict=True)]
    start = np.concatenate(([0], np.cumsum(length + len(_SEPARATOR))[:-1])).astype(np.int64)
    return _SEPARATOR.join(pieces) + _PADDING, start


_LONG = np.uint64(0xFF << 56)
"""No UTF-8 holds the byte FF, so no short word makes an integer with this bit pattern on top."""


def _dictionary(raw: npt.NDArray[np.uint8], words: Words) -> tuple[pa.Array, npt.NDArray[np.int32]]:
    """The distinct words as written (Arrow large strings), and the index of each word into them.

    A word of up to eight bytes is coded as the integer that its bytes make, which is several times as fast as
    coding strings; only longer ones are coded as strings. `raw` goes on for at least eight bytes after the last word.
    """
    import pandas as pd
    import pyarrow as pa

    if not len(words):
        return pa.array([], pa.large_string()), np.zeros(0, np.int32)
    length = words.end - words.start
    long = np.flatnonzero(length > 8)
    # Words and the gaps between them make one array without copying; every second entry is a word.
    every = pa.LargeStringArray.from_buffers(2 * len(words) - 1, pa.py_buffer(words.bounds), pa.py_buffer(raw))
    strings = every.take(pa.array(2 * long)).dictionary_encode()
    eight = np.ndarray((len(raw) - 7,), "<u8", buffer=raw, strides=(1,))  # the eight bytes from each byte on
    keep = ~np.uint64(0) >> (np.uint64(8) * (8 - np.arange(9, dtype=np.uint64)).clip(0, 7))
    key = eight[words.start]
    key &= keep.take(length, mode="clip")
    key[long] = strings.indices.to_numpy(zero_copy_only=False).astype(np.uint64) | _LONG
    form, keys = pd.factorize(key)
    is_long = keys >= _LONG
    letters = keys[~is_long].astype("<u8").view(np.uint8).reshape(-1, 8)
    ends = np.concatenate(([0], np.cumsum((letters > 0).sum(axis=1))))  # no word holds the byte 0
    short = pa.LargeStringArray.from_buffers(len(letters), pa.py_buffer(ends), pa.py_buffer(letters[letters > 0]))
    place = np.cumsum(~is_long) - 1
    place[is_long] = len(short) + (keys[is_long] & ~_LONG).astype(np.int64)
    return pa.concat_arrays([short, strings.dictionary]), place.astype(np.int32)[form]


def _code_points(raw: npt.NDArray[np.uint8], at: Positions) -> npt.NDArray[np.int32]:
    """The code points of the one- to three-byte characters that begin at these bytes."""
    first = raw[at].astype(np.int32)
    second = raw[np.minimum(at + 1, len(raw) - 1)].astype(np.int32) & 0x3F
    third = raw[np.minimum(at + 2, len(raw) - 1)].astype(np.int32) & 0x3F
    two, three = (first & 0x1F) << 6 | second, (first & 0x0F) << 12 | second << 6 | third
    return np.where(first < 0x80, first, np.where(first < 0xE0, two, three)).astype(np.int32)


def merge_vocabularies(parts: list[pa.Array], language: str) -> tuple[Vocabulary, list[npt.NDArray[np.int32]]]:
    """The union of the partitions' forms in code point order, and for each partition where its forms stand in it."""
    import pyarrow as pa
    import pyarrow.compute as pc

    every = pa.chunked_array(parts, pa.large_string()).combine_chunks().dictionary_encode()
    order = pc.array_sort_indices(every.dictionary)
    forms = every.dictionary.take(order)
    rank = np.empty(len(forms), np.int32)
    rank[order.to_numpy()] = np.arange(len(forms), dtype=np.int32)
    places = np.split(rank[every.indices.to_numpy()], np.cumsum([len(p) for p in parts])[:-1])
    normal = normalise(forms, language)
    words = pc.unique(normal)
    words = words.take(pc.array_sort_indices(words))
    word_of_form = pc.index_in(normal, value_set=words).to_numpy(zero_copy_only=False).astype(np.int32)
    counted = ~memberships(words, {"possessive": _POSSESSIVE})["possessive"]
    return Vocabulary(forms, words.to_pylist(), word_of_form, counted), places


def normalise(forms: pa.Array, language: str) -> pa.Array:
    """Lower case, NFC, straight apostrophes, no format characters; what patterns and counts compare.

    In Vietnamese the two ways to write a tone are one word (`framing.corpus.syllables`).
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    plain = pc.string_is_ascii(forms).to_numpy(zero_copy_only=False)
    lowered = pc.ascii_lower(forms)
    odd = np.flatnonzero(~plain)
    if not len(odd):
        return lowered
    words = [normal_word(f) for f in forms.take(pa.array(odd)).to_pylist()]
    mended = pa.array([older_tone(w) for w in words] if same_language(language, "vi") else words, forms.type)
    return pc.replace_with_mask(lowered, pa.array(~plain), mended)


def normal_word(form: str) -> str:
    """One word as patterns compare it.

    >>> normal_word("Peoples\u2019")
    "peoples'"
    """
    return unicodedata.normalize("NFC", plain_word(form).lower())


def plain_word(form: str) -> str:
    """One word with its case, otherwise as `normal_word` has it."""
    if form.isascii():
        return form
    # Composed last, since taking a format character out may bring a letter and its mark together.
    plain = "".join("'" if c in APOSTROPHES else c for c in form if unicodedata.category(c) != "Cf")
    return unicodedata.normalize("NFC", plain)


def _globalise(part: tuple[Path, npt.NDArray[np.int32]]) -> None:
    """Put the corpus's form ids in the place of the partition's own."""
    folder, place = part
    form = read_columns(folder / "forms.arrow")["form"]
    write_columns(folder / "forms.arrow.new", {"form": place[form]})
    (folder / "forms.arrow.new").replace(folder / "forms.arrow")
