"""The encoded corpus: integer-coded words with offsets, in partitions on disk, memory-mapped."""

from __future__ import annotations

import tempfile
import weakref
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from framing.corpus.points import CodePoints
from framing.corpus.ranks import Positions, positions
from framing.corpus.select import nothing_left_out
from framing.errors import InputError

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

Ids = npt.NDArray[np.int32]

ATTRIBUTIONS = ("codebook", "wide")
"""What counts as somebody else's words: what they say ("codebook"), or also what the writer says that they want, feel
or seem ("wide")."""

BROKEN, SENTENCE, SKIPPED = 1, 2, 4
"""Flags of a word: punctuation stands before it; it begins a sentence; it is masked."""


@dataclass(frozen=True)
class Vocabulary:
    """The distinct words of a corpus, in code point order.

    forms: as written (Arrow strings); words: normalised (lower case, NFC, straight apostrophe, no format
    characters), sorted; word_of_form: index into `words` for each form, int32 (n_forms,).
    counted: bool (n_words,), False for a possessive 's, which is matched but not counted.
    """

    forms: pa.Array
    words: list[str]
    word_of_form: Ids
    counted: npt.NDArray[np.bool_]
    memo: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)
    """what a later stage derived from the words and every partition needs, made once"""

    @cached_property
    def form_list(self) -> list[str]:
        """The forms as Python strings."""
        return self.forms.to_pylist()  # type: ignore[no-any-return]

    @cached_property
    def number(self) -> dict[str, int]:
        """Index of each normalised word."""
        return {w: i for i, w in enumerate(self.words)}


@dataclass(frozen=True)
class Partition:
    """A run of whole documents. n = words, d = documents, p = paragraphs, m = quotation marks.

    first_document: row of its first document in the documents table.
    form: int32 (n,) into `Vocabulary.forms`. start, end: int32 (n,), code points in the document.
    flags: uint8 (n,), see BROKEN, SENTENCE, SKIPPED.
    document_word: int64 (d + 1,), first word of each document.
    paragraph_word: int64 (p + 1,), first word of each paragraph. zone: uint8 (p,).
    mark: int32 (m,), code points of quotation marks and loose apostrophes; mark_start: int32 (m,), offset in
    the document; mark_word: int64 (m,), the word that follows; mark_paragraph: int32 (m,), its paragraph,
    -1 on a line without words.
    texts: the documents as received, Arrow large strings (d,).
    attribution: which of `ATTRIBUTIONS` voices go by.
    """

    first_document: int
    form: Ids
    start: Ids
    end: Ids
    flags: npt.NDArray[np.uint8]
    document_word: Positions
    paragraph_word: Positions
    zone: npt.NDArray[np.uint8]
    mark: Ids
    mark_start: Ids
    mark_word: Positions
    mark_paragraph: Ids
    texts: Any
    attribution: str = "codebook"
    memo: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)
    """what a later stage derived from this partition and several of them need, made once"""

    @cached_property
    def sentence_word(self) -> Positions:
        """First word of each sentence, and one past the last: int64 (s + 1,)."""
        return np.append(positions((self.flags & SENTENCE) != 0), len(self.form))

    @cached_property
    def document_of_word(self) -> Ids:
        """Row in the partition of each word's document, int32 (n,)."""
        return np.repeat(np.arange(len(self.document_word) - 1, dtype=np.int32), np.diff(self.document_word))

    def passages(self, document: Positions, start: Ids, end: Ids) -> list[str]:
        """Passages of the texts, from these code points of these documents of the partition to those.

        Whole texts are not decoded for it, only the bytes that continue a character are counted.
        """
        _, bounds, data = self.texts.buffers()
        bound = np.frombuffer(bounds, np.int64)[self.texts.offset : self.texts.offset + len(self.texts) + 1]
        raw = memoryview(data)[bound[0] : bound[-1]]
        points = CodePoints(raw)
        origin = points.of(bound[:-1] - bound[0])[document]
        first, stop = points.bytes_before(origin + start), points.bytes_before(origin + end)
        return [str(raw[i:j], "utf-8") for i, j in zip(first.tolist(), stop.tolist(), strict=True)]


_FILES = {
    "forms": ("form",),
    "words": ("start", "end", "flags"),
    "documents": ("document_word",),
    "paragraphs": ("paragraph_word",),
    "zones": ("zone",),
    "marks": ("mark", "mark_start", "mark_word", "mark_paragraph"),
}


def write_columns(path: Path, columns: dict[str, Any]) -> None:
    """Write arrays of one length as an Arrow file that can be memory-mapped."""
    import pyarrow as pa

    table = pa.table(columns)
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table, max_chunksize=max(table.num_rows, 1))


def read_columns(path: Path) -> dict[str, Any]:
    """The arrays of such a file: numpy views into the mapped file for numbers, Arrow arrays for strings."""
    import pyarrow as pa

    with pa.memory_map(str(path)) as source:
        table = pa.ipc.open_file(source).read_all()
    out: dict[str, Any] = {}
    for name in table.column_names:
        column = table.column(name)
        chunk = column.chunk(0) if column.num_chunks else pa.array([], column.type)
        out[name] = chunk if pa.types.is_large_string(chunk.type) else chunk.to_numpy(zero_copy_only=True)
    return out


def write_partition(folder: Path, arrays: dict[str, Any]) -> None:
    """Write everything of a partition but its words' global ids."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, columns in _FILES.items():
        write_columns(folder / f"{name}.arrow", {c: arrays[c] for c in columns})
    write_columns(folder / "texts.arrow", {"text": arrays["texts"]})


def read_partition(folder: Path, first_document: int, attribution: str = "codebook") -> Partition:
    """A partition whose arrays are views into its files."""
    columns: dict[str, Any] = {}
    for name in _FILES:
        columns |= read_columns(folder / f"{name}.arrow")
    texts = read_columns(folder / "texts.arrow")["text"]
    return Partition(first_document=first_document, texts=texts, attribution=attribution, **columns)


def check_attribution(attribution: str) -> None:
    """Raise `InputError` unless this is one of `ATTRIBUTIONS`."""
    if attribution not in ATTRIBUTIONS:
        raise InputError(f"attribution must be {' or '.join(ATTRIBUTIONS)}, not {attribution!r}")


@dataclass(frozen=True)
class Tokens:
    """An encoded corpus.

    documents: DOCUMENTS, sorted by doc_id. audit: AUDIT, what was skipped and why. left_out: LEFT_OUT, documents of
    the source that are not among them, and why.
    partitions: the words, in the order of the documents.
    folder: where the partitions lie; a temporary one goes when the object does.
    attribution: which of `ATTRIBUTIONS` voices go by.
    """

    documents: pd.DataFrame
    audit: pd.DataFrame
    vocabulary: Vocabulary
    partitions: tuple[Partition, ...]
    language: str
    folder: Path
    _keep: Any = field(default=None, repr=False, compare=False)
    left_out: pd.DataFrame = field(default_factory=nothing_left_out, repr=False)
    attribution: str = "codebook"

    def text(self, row: int) -> str:
        """The text as received of the document in this row of the documents table."""
        for partition in self.partitions:
            if 0 <= row - partition.first_document < len(partition.texts):
                return str(partition.texts[row - partition.first_document].as_py())
        raise IndexError(f"there are {len(self.documents)} documents, none in row {row}")


def without_documents(tokens: Tokens, gone: Collection[str]) -> Tokens:
    """The same corpus with every word of these documents masked, as what is skipped is."""
    if not gone:
        return tokens
    masked = tokens.documents["doc_id"].isin(list(gone)).to_numpy(bool)
    partitions = []
    for p in tokens.partitions:
        here = masked[p.first_document : p.first_document + len(p.document_word) - 1][p.document_of_word]
        partitions.append(replace(p, flags=p.flags | np.where(here, SKIPPED, 0).astype(np.uint8), memo={}))
    return replace(tokens, partitions=tuple(partitions))


class TemporaryFolder:
    """A folder that is removed when this object is no longer used."""

    def __init__(self) -> None:
        directory = tempfile.TemporaryDirectory(prefix="framing-", ignore_cleanup_errors=True)
        self.path = Path(directory.name)
        self._finalizer = weakref.finalize(self, directory.cleanup)


def save_card(tokens: Tokens, folder: Path) -> None:
    """Write beside the partitions what is needed to open them again."""
    import json

    import pyarrow as pa

    tokens.documents.to_parquet(folder / "documents.parquet", index=False)
    tokens.audit.to_parquet(folder / "audit.parquet", index=False)
    tokens.left_out.to_parquet(folder / "left_out.parquet", index=False)
    write_columns(folder / "forms.arrow", {"form": tokens.vocabulary.forms})
    words = pa.array(tokens.vocabulary.words, pa.large_string())
    write_columns(folder / "vocabulary.arrow", {"word": words, "counted": tokens.vocabulary.counted.astype(np.uint8)})
    write_columns(folder / "word_of_form.arrow", {"word_of_form": tokens.vocabulary.word_of_form})
    card: dict[str, Any] = {"language": tokens.language, "attribution": tokens.attribution}
    card |= {"first_documents": [p.first_document for p in tokens.partitions]}
    (folder / "tokens.json").write_text(json.dumps(card), encoding="utf-8")


def open_tokens(folder: Path, *, attribution: str | None = None) -> Tokens:
    """Open an encoded corpus that `encode(corpus, folder=...)` wrote; its arrays are views into the files.

    Args:
        attribution: what voices go by, "codebook" or "wide"; None for what it was encoded with.
    """
    import json

    import pandas as pd

    card = json.loads((folder / "tokens.json").read_text(encoding="utf-8"))
    attribution = attribution or card.get("attribution", "codebook")
    check_attribution(attribution)
    vocabulary = read_columns(folder / "vocabulary.arrow")
    return Tokens(
        pd.read_parquet(folder / "documents.parquet"),
        pd.read_parquet(folder / "audit.parquet"),
        Vocabulary(
            read_columns(folder / "forms.arrow")["form"],
            vocabulary["word"].to_pylist(),
            read_columns(folder / "word_of_form.arrow")["word_of_form"],
            vocabulary["counted"].astype(bool),
        ),
        tuple(
            read_partition(folder / f"part-{i:05d}", first, attribution)
            for i, first in enumerate(card["first_documents"])
        ),
        card["language"],
        folder,
        left_out=pd.read_parquet(folder / "left_out.parquet"),
        attribution=attribution,
    )
