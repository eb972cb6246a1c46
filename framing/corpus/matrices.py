"""Document-term matrices: Matrix Market or scipy's .npz, with a vocabulary and metadata beside them."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.corpus.bags import MOST, Bag, fingerprint, first_bad, read_vocabulary, vocabulary_of
from framing.corpus.rows import csv_rows, open_table
from framing.corpus.sources import UNREADABLE, form_of, open_bytes
from framing.errors import CorpusError

if TYPE_CHECKING:
    from framing.corpus.intake import Intake
    from framing.corpus.problems import Problems

ENDINGS = (".mtx", ".npz")

_UNFIT = (*UNREADABLE, ValueError, TypeError, KeyError, OverflowError, MemoryError, zipfile.BadZipFile)
"""What scipy raises for a file that is no matrix."""


def is_matrix(path: Path) -> bool:
    """Whether the file's name is that of a matrix."""
    return path.name.lower().removesuffix(".gz").endswith(ENDINGS)


def take_matrix(
    path: Path, *, documents: Path | None, vocabulary: Path | None, intake: Intake, problems: Problems
) -> tuple[list[Bag], list[str]]:
    """Take in the rows of a matrix, with the rows of `documents`; returns the counts of each row, and the words."""
    matrix = _read(path)
    n_documents, n_words = matrix.shape
    vocabulary = vocabulary_of(path, vocabulary)
    words = read_vocabulary(vocabulary, problems)
    problems.stop()
    if len(words) != n_words:
        turned = " Is it turned? Documents must be its rows and words its columns." if len(words) == n_documents else ""
        problems.add(
            f"{path}: has {n_words:,} columns, and {vocabulary} {len(words):,} words; each column needs its word, in"
            f" the same order.{turned}"
        )
    rows = _rows(path, n_documents, documents, intake, problems)
    problems.stop()
    bad = first_bad(matrix.data)
    if bad is not None:
        row, column = int(matrix.row[bad]), int(matrix.col[bad])
        raise CorpusError(
            f"{path}: row {row + 1}, column {column + 1} ({words[column]!r}) holds {matrix.data[bad]}; a count is a"
            f" whole number from 0 to {MOST:,}"
        )
    matrix = matrix.tocsr()
    matrix.sum_duplicates()
    data, indices = matrix.data.astype(np.int64), matrix.indices.astype(np.int64)
    bags = []
    for (place, cells), a, b in zip(rows, matrix.indptr[:-1].tolist(), matrix.indptr[1:].tolist(), strict=True):
        found = data[a:b] > 0
        bags.append((indices[a:b][found], data[a:b][found]))
        intake.add_counts(fingerprint(bags[-1], place), cells, place=place)
    return bags, words


def _read(path: Path) -> Any:
    """The matrix with its entries as they stand; no pickled object is loaded."""
    from scipy import io, sparse

    try:
        if path.name.lower().removesuffix(".gz").endswith(".mtx"):
            with open_bytes(path) as file:
                matrix: Any = io.mmread(file)
        else:
            with open_bytes(path) as file:
                matrix = sparse.load_npz(file)
        entries: Any = sparse.coo_array(matrix)
    except _UNFIT as problem:
        said = " ".join(str(problem).split())[:200] or type(problem).__name__
        raise CorpusError(
            f"{path}: can't be read as a sparse matrix ({said}); write it with writeMM of R's Matrix, or with"
            " scipy.io.mmwrite or scipy.sparse.save_npz"
        ) from problem
    if entries.dtype.kind not in "iuf":
        raise CorpusError(f"{path}: must hold whole numbers, it holds {entries.dtype} values")
    return entries


def _rows(
    path: Path, n: int, documents: Path | None, intake: Intake, problems: Problems
) -> list[tuple[str, dict[str, Any]]]:
    """Place and metadata of each row of the matrix."""
    if documents is None:
        for option, column in intake.names.named().items():
            problems.add(f"{path}: has no column {column!r} ({option}=); give documents= with a table of metadata")
        return [(f"{path}: row {i}", {}) for i in range(1, n + 1)]
    form = form_of(documents)
    if form not in ("csv", "tsv"):
        raise CorpusError(
            f"{documents}: documents= must be a .csv or .tsv file with one row for each row of the matrix"
        )
    with open_table(documents, None) as (file, _):
        separator = "\t" if form == "tsv" else ","
        columns, found = csv_rows(file, name=str(documents), problems=problems, separator=separator)
        for problem in intake.names.lacking(columns, str(documents)):
            problems.add(problem)
        rows: list[tuple[str, dict[str, Any]]] = [(f"{documents}:{line}", cells) for line, cells in found]
    if len(rows) != n and not problems.count:
        problems.add(
            f"{documents}: has {len(rows):,} rows, and {path} {n:,}; each row of the matrix needs its row of metadata,"
            " in the same order"
        )
    return rows
