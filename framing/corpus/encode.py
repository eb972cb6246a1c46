"""Articles into integer-coded words: made once, then every question is array work."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from framing.corpus.characters import APOSTROPHES, QUOTE, character_offsets, classify
from framing.corpus.clean import SCRIPT, SHORT, Paragraph, furniture, zones
from framing.corpus.language import COMMON_WORDS, ENOUGH_COMMON, MIN_BYTES, MIN_WORDS, check_language, other_language
from framing.corpus.paragraphs import Paragraphs, find_paragraphs
from framing.corpus.partitions import map_partitions
from framing.corpus.sentences import sentence_starts, word_kinds
from framing.corpus.tokens import (
    BROKEN,
    SENTENCE,
    SKIPPED,
    TemporaryFolder,
    Tokens,
    Vocabulary,
    read_columns,
    read_partition,
    save_card,
    write_columns,
    write_partition,
)
from framing.corpus.words import Positions, Words, find_words
from framing.schema import AUDIT, DOCUMENTS

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from framing.corpus.read import Corpus

_SEPARATOR = b"\n\n"


def encode(corpus: Corpus, *, folder: Path | None = None, clean: bool = True, workers: int = 1) -> Tokens:
    """Encode a corpus: words, sentences, paragraphs, zones, quotation marks, and what to skip.

    Args:
        corpus: as `framing.read_corpus` gives it.
        folder: where to keep the encoded partitions, for `framing.open_tokens`; a temporary folder where none is named.
        clean: whether to look for page furniture and passages in other languages. What is found is
            encoded and masked, and stands in `Tokens.audit`; no text is changed.
        workers: threads to use. The result does not depend on it.

    Returns: `Tokens`, the same whatever the partitioning.
    """
    check_language(corpus.language)
    keep = None if folder else TemporaryFolder()
    where = folder or keep.path  # type: ignore[union-attr]
    where.mkdir(parents=True, exist_ok=True)
    chunks = list(corpus.texts.chunks)
    firsts = np.concatenate(([0], np.cumsum([len(c) for c in chunks]))).astype(int).tolist()
    jobs = [(chunk, where / f"part-{i:05d}", firsts[i]) for i, chunk in enumerate(chunks)]
    parts = map_partitions(encode_partition, jobs, corpus.language, clean, workers=workers)
    vocabulary = merge_vocabularies([p.forms for p in parts])
    map_partitions(_globalise, [(p.folder, p.forms) for p in parts], vocabulary.forms, workers=workers)
    partitions = tuple(read_partition(p.folder, p.first_document) for p in parts)
    rows = [row for p in parts for row in p.audit]
    ids = corpus.documents["doc_id"].tolist()
    audit = AUDIT.frame(
        {
            "doc_id": [ids[r[0]] for r in rows],
            **{name: [r[k] for r in rows] for k, name in enumerate(("start", "end", "reason", "rule"), 1)},
        }
    )
    tokens = Tokens(_documents(corpus, parts), audit, vocabulary, partitions, corpus.language, where, keep)
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


def encode_partition(job: tuple[pa.Array, Path, int], language: str, clean: bool) -> EncodedPart:
    """Encode one partition into its folder: a pure function of its texts."""
    texts, folder, first_document = job
    raw_text, document_start = _joined(texts)
    raw = np.frombuffer(raw_text, np.uint8)
    classes = classify(raw_text)
    words = find_words(raw, classes)
    paragraphs = find_paragraphs(raw, classes, words, document_start)
    forms, form = _dictionary(raw, words)
    starts = sentence_starts(raw, classes, words, paragraphs, word_kinds(forms, form))

    offsets = character_offsets(raw_text)
    document_word = np.append(words.number_before[document_start], len(words.start)).astype(np.int64)
    n_words = np.diff(document_word)
    origin = document_start if offsets is None else document_start - offsets[document_start]

    def in_document(at: Positions, document: npt.NDArray[Any]) -> npt.NDArray[np.int32]:
        points = at if offsets is None else at - offsets[at]
        return (points - origin[document]).astype(np.int32)

    document_of_word = np.repeat(np.arange(len(document_start)), n_words)
    start = in_document(words.start, document_of_word)
    end = in_document(words.end, document_of_word)
    paragraph_word = np.append(paragraphs.first_word, len(words.start))
    zone, skipped = _clean(raw_text, paragraphs, paragraph_word, forms, form, language, clean)

    flags = (words.broken * np.uint8(BROKEN)) | (starts * np.uint8(SENTENCE))
    for at, stop, _, _ in skipped:
        first, last = words.number_before[at], words.number_before[stop]
        flags[first:last] |= SKIPPED
    quotes = np.flatnonzero(classes == QUOTE)
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
            "mark_start": in_document(marks, mark_document),
            "mark_word": words.number_before[marks].astype(np.int64),
            "mark_paragraph": (np.searchsorted(paragraphs.start, marks, side="right") - 1).astype(np.int32),
            "texts": texts,
        },
    )
    counted = _is_counted(forms)[form] & ((flags & SKIPPED) == 0)
    per_document = np.bincount(document_of_word[counted], minlength=len(document_start))
    sentence = np.cumsum(starts) - 1
    live = np.unique(sentence[counted])
    sentence_document = document_of_word[np.flatnonzero(starts)]
    n_sentences = np.bincount(sentence_document[live], minlength=len(document_start))
    audit = []
    for at, stop, reason, rule in skipped:
        row = int(np.searchsorted(document_start, at, side="right") - 1)
        first_point, last_point = in_document(np.array([at, stop]), np.array([row, row])).tolist()
        audit.append((first_document + row, first_point, last_point, reason, rule))
    return EncodedPart(folder, first_document, forms, per_document, n_sentences, audit)


def _joined(texts: pa.Array) -> tuple[bytes, Positions]:
    """The texts of a partition as one buffer, and where each begins in it."""
    pieces = [t.as_buffer().to_pybytes() if t.is_valid else b"" for t in texts]
    length = np.fromiter((len(p) for p in pieces), np.int64, len(pieces))
    start = np.concatenate(([0], np.cumsum(length + len(_SEPARATOR))[:-1])).astype(np.int64)
    return _SEPARATOR.join(pieces) + _SEPARATOR, start


def _dictionary(raw: npt.NDArray[np.uint8], words: Words) -> tuple[pa.Array, npt.NDArray[np.int32]]:
    """The distinct words as written, and the index of each word into them."""
    import pyarrow as pa

    letters = raw[words.inside]
    bounds = np.concatenate(([0], np.cumsum(words.end - words.start))).astype(np.int64)
    array = pa.LargeStringArray.from_buffers(len(words.start), pa.py_buffer(bounds), pa.py_buffer(letters))
    coded = array.dictionary_encode()
    return coded.dictionary, coded.indices.to_numpy(zero_copy_only=False).astype(np.int32, copy=False)


def _code_points(raw: npt.NDArray[np.uint8], at: Positions) -> npt.NDArray[np.int32]:
    """The code points of the one- to three-byte characters that begin at these bytes."""
    first = raw[at].astype(np.int32)
    second = raw[np.minimum(at + 1, len(raw) - 1)].astype(np.int32) & 0x3F
    third = raw[np.minimum(at + 2, len(raw) - 1)].astype(np.int32) & 0x3F
    two, three = (first & 0x1F) << 6 | second, (first & 0x0F) << 12 | second << 6 | third
    return np.where(first < 0x80, first, np.where(first < 0xE0, two, three)).astype(np.int32)


def _clean(
    raw: bytes,
    paragraphs: Paragraphs,
    paragraph_word: Positions,
    forms: pa.Array,
    form: npt.NDArray[np.int32],
    language: str,
    clean: bool,
) -> tuple[npt.NDArray[np.uint8], list[tuple[int, int, str, str]]]:
    """Zones of the paragraphs, and the passages to skip as (first byte, one past the last, reason, rule)."""
    n = len(paragraphs.start)
    zone = np.zeros(n, np.uint8)
    n_words = np.diff(paragraph_word)
    length = paragraphs.end - paragraphs.start
    enough = (n_words >= MIN_WORDS) | (length >= MIN_BYTES)
    few_common = clean & enough & _few_common_words(paragraph_word, n_words, forms, form, language)
    short = length <= SHORT
    skipped: list[tuple[int, int, str, str]] = []
    begins = np.flatnonzero(np.diff(paragraphs.document, prepend=-1))
    for first, stop in zip(begins.tolist(), [*begins[1:].tolist(), n], strict=True):
        span = range(first, stop)
        views = [
            Paragraph(_strip(raw, paragraphs, i)[2] if short[i] else "", int(n_words[i]), bool(paragraphs.ends_open[i]))
            for i in span
        ]
        gone = furniture(views) if clean else {}
        for k, i in enumerate(span):
            if k not in gone and few_common[i]:
                found = other_language(_strip(raw, paragraphs, i)[2], language)
                if found:
                    gone[k] = ("other_language", found)
        zone[first:stop] = zones(views, set(gone))
        for k, (reason, rule) in sorted(gone.items()):
            at, end, _ = _strip(raw, paragraphs, first + k)
            skipped.append((at, end, reason, rule))
        if clean:
            skipped += _scripts(raw, paragraphs, [i for k, i in enumerate(span) if k not in gone])
    return zone, sorted(skipped)


def _strip(raw: bytes, paragraphs: Paragraphs, i: int) -> tuple[int, int, str]:
    """First byte, one past the last, and text of a paragraph without the white space around it."""
    start, end = int(paragraphs.start[i]), int(paragraphs.end[i])
    text = raw[start:end].decode("utf-8")
    left, right = len(text) - len(text.lstrip()), len(text) - len(text.rstrip())
    start += len(text[:left].encode())
    end -= len(text[len(text) - right :].encode())
    return start, end, text.strip()


def _scripts(raw: bytes, paragraphs: Paragraphs, which: list[int]) -> list[tuple[int, int, str, str]]:
    out = []
    for i in which:
        start, end = int(paragraphs.start[i]), int(paragraphs.end[i])
        if raw.find(b"{", start, end) < 0 and raw.find(b"</", start, end) < 0:
            continue
        text = raw[start:end].decode("utf-8")
        for match in SCRIPT.finditer(text):
            at = start + len(text[: match.start()].encode())
            out.append((at, at + len(match.group().encode()), "script", "program text"))
    return out


def _few_common_words(
    paragraph_word: Positions,
    n_words: npt.NDArray[np.int64],
    forms: pa.Array,
    form: npt.NDArray[np.int32],
    language: str,
) -> npt.NDArray[np.bool_]:
    """Paragraphs with so few common words of the study's language that the identifier must look."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if not len(n_words):
        return np.zeros(0, bool)
    common = COMMON_WORDS.get(language)
    if common is None:
        return np.ones(len(n_words), bool)
    lowered = pc.utf8_normalize(pc.utf8_lower(forms), "NFC")
    known = pc.is_in(lowered, value_set=pa.array(sorted(common), forms.type)).to_numpy(zero_copy_only=False)
    share = np.add.reduceat(known[form].astype(np.int64), paragraph_word[:-1]) / n_words
    return share < ENOUGH_COMMON  # type: ignore[no-any-return]


def _is_counted(forms: pa.Array) -> npt.NDArray[np.bool_]:
    """Whether each form is a word to count: all but the possessive."""
    import pyarrow as pa
    import pyarrow.compute as pc

    possessive = [a + s for a in APOSTROPHES for s in "sS"]
    return ~pc.is_in(forms, value_set=pa.array(possessive, forms.type)).to_numpy(zero_copy_only=False)  # type: ignore[no-any-return]


def merge_vocabularies(parts: list[pa.Array]) -> Vocabulary:
    """The union of the partitions' words in code point order, with their normalised forms."""
    import pyarrow as pa
    import pyarrow.compute as pc

    merged = pc.unique(pa.chunked_array(parts)) if parts else pa.array([], pa.large_string())
    forms = merged.take(pc.array_sort_indices(merged))
    normal = normalise(forms)
    words = pc.unique(normal)
    words = words.take(pc.array_sort_indices(words))
    word_of_form = pc.index_in(normal, value_set=words).to_numpy(zero_copy_only=False).astype(np.int32)
    return Vocabulary(forms, words.to_pylist(), word_of_form, _is_counted(words))


def normalise(forms: pa.Array) -> pa.Array:
    """Lower case, NFC, straight apostrophes, no format characters; what patterns and counts compare."""
    import pyarrow as pa
    import pyarrow.compute as pc

    plain = pc.string_is_ascii(forms).to_numpy(zero_copy_only=False)
    lowered = pc.ascii_lower(forms)
    odd = np.flatnonzero(~plain)
    if not len(odd):
        return lowered
    mended = pa.array([normal_word(f) for f in forms.take(pa.array(odd)).to_pylist()], forms.type)
    return pc.replace_with_mask(lowered, pa.array(~plain), mended)


def normal_word(form: str) -> str:
    """One word as patterns compare it.

    >>> normal_word("Peoples\u2019")
    "peoples'"
    """
    form = unicodedata.normalize("NFC", unicodedata.normalize("NFC", form).lower())
    if not form.isascii():
        form = "".join("'" if c in APOSTROPHES else c for c in form if unicodedata.category(c) != "Cf")
    return form


def _globalise(part: tuple[Path, pa.Array], forms: pa.Array) -> None:
    """Put the corpus's word ids in the place of the partition's own."""
    import pyarrow.compute as pc

    folder, local = part
    to_global = pc.index_in(local, value_set=forms).to_numpy(zero_copy_only=False).astype(np.int32)
    columns = {name: np.array(values) for name, values in read_columns(folder / "words.arrow").items()}
    columns["form"] = to_global[columns["form"]] if len(to_global) else columns["form"]
    write_columns(folder / "words.arrow.new", columns)
    (folder / "words.arrow.new").replace(folder / "words.arrow")
