"""Keyness: which words or n-grams one side uses more often than the other."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from framing.contrasts.contrast import Inference, contrast_table, voice_name
from framing.contrasts.design import By, Cluster, Sides, choose_sides
from framing.corpus.features import Features
from framing.errors import InputError, NeedsTextError, TooLittleError, nearest
from framing.voice.ngrams import ngram_matrix
from framing.voice.words import WordMatrix, word_matrix

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

    from framing.corpus.tokens import Tokens

Unit = Literal["word", "bigram", "trigram"]

UNITS: dict[str, int] = {"word": 1, "bigram": 2, "trigram": 3}
"""Unit of keyness -> words in a row."""


def keyness(
    source: Tokens | Features,
    *,
    target: str,
    reference: str,
    seed: int,
    by: By = "group",
    unit: Unit = "word",
    min_count: int = 5,
    min_docs: int = 2,
    voices: Collection[str] | None = None,
    cluster: Cluster | None = None,
    match: str | pd.DataFrame | None = None,
    inference: Inference | None = None,
) -> pd.DataFrame:
    """Compare how often two sides use each word, bigram or trigram.

    Args:
        source: the encoded corpus, or its features: both give the same table of words.
        target, reference, by, cluster: as in `framing.compare`.
        seed: of permutations or the bootstrap, where they are asked for.
        unit: "word", or "bigram" or "trigram": two or three words in a row, as in
            `framing.voice.ngrams.ngram_matrix`, relative to all of that length.
        min_count, min_docs: items with fewer occurrences, or in fewer documents, are not tested. Those
            without a letter are not either.
        voices: count only words in these voices, relative to the tokens in them; None counts all.
        match: compare within events as well, as in `framing.compare`; here any column of DOCUMENTS may be named.
        inference: by default p by the clustered t, corrected over all items.

    Returns: CONTRAST over words or n-grams, sorted by `z`, the target's first; with `match` MATCHED.

    Raises: NeedsTextError where n-grams, or voices, are asked of what does not have them; InputError where the sides
        can't be made, TooLittleError where no item is frequent enough.
    """
    voice = voice_name(voices)
    matrix, n = count_items(source, unit, min_count, voices)
    sides = choose_sides(source.documents, target=target, reference=reference, by=by, cluster=cluster)
    sides = sides.with_tokens(n)
    chosen = frequent(matrix.counts, matrix.words, sides, min_count=min_count, min_docs=min_docs)
    if not len(chosen):
        raise TooLittleError(
            f"no {unit} occurs {min_count} times and in {min_docs} documents; lower min_count or min_docs"
        )
    words = [matrix.words[i] for i in chosen.tolist()]
    inference = inference or replace(Inference(), test="t")
    counts = matrix.counts[:, chosen]
    table = contrast_table(
        counts,
        n,
        sides,
        items=words,
        categories=[""] * len(words),
        voice=voice,
        counted="tokens" if unit == "word" else f"{unit}s",
        seed=seed,
        inference=inference,
    )
    if match is not None:
        from framing.contrasts.matched import matched_table

        table = matched_table(table, counts, n, sides, source.documents, match=match, seed=seed, inference=inference)
    return table.sort_values(["z", "item"], ascending=[False, True], kind="stable").reset_index(drop=True)


def frequent(counts: Any, words: list[str], sides: Sides, *, min_count: int, min_docs: int) -> npt.NDArray[np.int64]:
    """Columns of the words that are tested: with a letter, and in the compared documents frequent enough.

    counts: scipy CSR array of int64, shape (n_documents, n_words).
    """
    compared = counts[sides.rows]
    total = np.asarray(compared.sum(axis=0)).ravel()
    documents = np.asarray((compared > 0).sum(axis=0)).ravel()
    lettered = np.array([any(ch.isalpha() for ch in w) for w in words], bool)
    return np.flatnonzero((total >= min_count) & (documents >= min_docs) & lettered)


def count_items(
    source: Tokens | Features, unit: Unit, min_count: int, voices: Collection[str] | None
) -> tuple[WordMatrix, npt.NDArray[np.int64]]:
    """The counts of words or n-grams, and how many there are in each document in all.

    Raises: NeedsTextError where n-grams, or voices, are asked of what does not have them.
    """
    if unit not in UNITS:
        raise InputError(f"unit must be word, bigram or trigram, not {unit!r}; {nearest(str(unit), UNITS)}")
    if unit == "word":
        matrix = word_matrix(source, voices=voices)
        return matrix, np.asarray(matrix.counts.sum(axis=1), np.int64).ravel()
    if isinstance(source, Features):
        raise NeedsTextError(
            f"{unit}s need the order of words, which extracted features and counts of words do not have: give the"
            ' articles, or compare words (unit = "word")'
        )
    return ngram_matrix(source, n=UNITS[unit], min_count=min_count, voices=voices)
