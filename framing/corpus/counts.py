"""Documents that come as counts of words, without text: bags of words and document-term matrices."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np

from framing.corpus.bags import Bag, is_bag, names_words, take_bags, vocabulary_of
from framing.corpus.features import Features
from framing.corpus.intake import ColumnNames, Intake
from framing.corpus.matrices import is_matrix, take_matrix
from framing.corpus.problems import Problems
from framing.corpus.sources import NO_FILE, form_of
from framing.errors import CorpusError
from framing.schema import AUDIT, DOCUMENTS, HITS, WORD_COUNTS


def is_counts(source: str | os.PathLike[str], *, text: str | None = None) -> bool:
    """Whether a source holds counts of words: a matrix by its name, JSON Lines by what the first line holds.

    text: the column of the text, where the caller named one: JSON Lines are articles then.
    """
    path = Path(source)
    try:
        if not path.is_file():
            return False
    except OSError:
        return False
    lines = path.name.lower().removesuffix(".gz").endswith((".jsonl", ".ndjson"))
    return is_matrix(path) or (text is None and lines and is_bag(path))


def vocabulary_file(source: Path, vocabulary: Path | None) -> Path | None:
    """The vocabulary that a source of counts needs, named or beside it; None where its lines name their words.

    Raises `CorpusError` if it is not there.
    """
    if vocabulary is None and not is_matrix(source) and names_words(source):
        return None
    return vocabulary_of(source, vocabulary)


def read_counts(
    source: str | os.PathLike[str],
    *,
    documents: str | os.PathLike[str] | None = None,
    vocabulary: str | os.PathLike[str] | None = None,
    outlet: str | None = None,
    group: str | None = None,
    date: str | None = None,
    id: str | None = None,
    title: str | None = None,
    url: str | None = None,
    event: str | None = None,
    language: str = "en",
    encoding: str | None = None,
) -> Features:
    """Read documents that come as counts of words: keyness of words and topics work from them.

    `source` is one of these, each (but .npz) also packed (.gz):

    - .jsonl or .ndjson, one document a line, with its metadata and either `counts`, an object {word: n}, or two lists
      of one length, `vocab_index` and `count`; an index numbers the lines of the vocabulary from 0.
    - .mtx (Matrix Market) or .npz (scipy.sparse.save_npz), a row a document and a column a word, with a vocabulary
      and with metadata in `documents`, a row for each row of the matrix in the same order.

    Words are taken as they are, in composed Unicode form (NFC): what was lower-cased, stemmed or left out upstream
    stays so. Columns are named as in `framing.read_corpus`.

    Args:
        source: the file.
        documents: a .csv or .tsv file with metadata for a matrix.
        vocabulary: a text file with one word a line; by default vocab.txt beside the source.
        outlet, group, date, id, title, url, event: columns of the metadata.
        language: code of the language of the study.
        encoding: of JSON Lines, where it is not UTF-8 or told by a byte-order mark.

    Returns: features without hits and audit; `n_tokens` is the sum of a document's counts; text, voices and
        paragraphs are unknown.

    Raises: CorpusError: the source can't be read as it stands. One message tells all its problems, each with its place.
    """
    if not language:
        raise CorpusError("language must be a code such as 'en', it is empty")
    path = Path(source)
    names = ColumnNames(outlet=outlet, group=group, date=date, id=id, title=title, url=url, event=event)
    problems = Problems(str(path))
    intake = Intake(names, language=language, problems=problems)
    place = None if vocabulary is None else Path(vocabulary)
    if is_matrix(path):
        if not path.is_file():
            raise CorpusError(f"{path}: {NO_FILE if path.exists() else 'there is no such file'}")
        table = None if documents is None else Path(documents)
        bags, words = take_matrix(path, documents=table, vocabulary=place, intake=intake, problems=problems)
    elif form_of(path) == "jsonl":
        if documents is not None:
            raise CorpusError(
                f"{documents}: documents= gives metadata for a matrix; the lines of {path} bring their own"
            )
        bags, words = take_bags(path, vocabulary=place, encoding=encoding, intake=intake, problems=problems)
    else:
        raise CorpusError(f"{path}: counts of words are read from .jsonl, .ndjson, .mtx (each also .gz) and .npz files")
    return _features(intake, bags, words, language)


def _features(intake: Intake, bags: list[Bag], words: list[str], language: str) -> Features:
    """The documents in canonical order with their words in code point order."""
    table, _ = intake.finish(partition_bytes=2**62)
    bags = [bags[i] for i in intake.order]
    document = np.repeat(np.arange(len(bags)), [len(word) for word, _ in bags])
    word = np.concatenate([np.zeros(0, np.int64), *(w for w, _ in bags)])
    n = np.concatenate([np.zeros(0, np.int64), *(n for _, n in bags)])
    by_name = sorted(range(len(words)), key=words.__getitem__)
    rank = np.zeros(len(words), np.int64)
    rank[by_name] = np.arange(len(words))
    order = np.lexsort((rank[word], document))
    document, word, n = document[order], word[order], n[order]
    data: dict[str, object] = {name: table[name] for name in table.columns}
    data["n_tokens"] = np.bincount(document, n, len(bags)).astype(np.int64)
    data["n_sentences"] = [None] * len(bags)
    return Features(
        DOCUMENTS.frame(data),
        AUDIT.frame({name: [] for name in AUDIT.names}),
        HITS.frame({name: [] for name in HITS.names}),
        WORD_COUNTS.frame(
            {
                "doc_id": table["doc_id"].to_numpy(object)[document],
                "segment": np.zeros(len(n), np.int64),
                "voice": [""] * len(n),
                "word": np.array(words, object)[word],
                "n": n,
            }
        ),
        language=language,
        lexicons=(),
        overlap="",
        counts_only=True,
    )
