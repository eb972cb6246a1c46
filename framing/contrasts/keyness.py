"""Keyness: which words or n-grams one side uses more often than the other."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from framing.contrasts.contrast import Inference, contrast_table, voice_name
from framing.contrasts.design import By, Cluster, Sides, choose_sides
from framing.contrasts.several import check_several, comparisons, together_corrected
from framing.corpus.features import Features
from framing.errors import InputError, NeedsTextError, TooLittleError, nearest, together
from framing.stats.parity import PARITIES, parity_scores
from framing.voice.ngrams import ngram_matrix
from framing.voice.words import WordMatrix, word_matrix

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

    from framing.corpus.tokens import Tokens

Unit = Literal["word", "bigram", "trigram"]

Count = Literal["tokens", "texts"]

COUNTED = ("tokens", "texts")

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
    count: Count = "tokens",
    voices: Collection[str] | None = None,
    cluster: Cluster | None = None,
    match: str | pd.DataFrame | None = None,
    inference: Inference | None = None,
    parity: str | None = None,
) -> pd.DataFrame:
    """Compare how often two sides use each word, bigram or trigram.

    Args:
        source: the encoded corpus, or its features: both give the same table of words.
        target, reference, by, cluster: as in `framing.compare`; "each" too.
        seed: of permutations or the bootstrap, where they are asked for.
        unit: "word", or "bigram" or "trigram": two or three words in a row, as in
            `framing.voice.ngrams.ngram_matrix`, relative to all of that length.
        min_count, min_docs: items with fewer occurrences, or in fewer documents, are not tested. Those
            without a letter are not either.
        count: "tokens", or "texts": in how many documents an item occurs at all, relative to all documents, so that one
            document can't make a key word. `g2` is then text dispersion keyness.
        voices: count only words in these voices, relative to the tokens in them; None counts all.
        match: compare within events as well, as in `framing.compare`; here any column of DOCUMENTS may be named.
        inference: by default p by the clustered t, corrected over all items.
        parity: the name of a tool (`framing.stats.parity`) whose scores are given beside, in columns `TOOL_SCORE`
            behind those of CONTRAST.

    Returns: CONTRAST over words or n-grams, sorted by `z`, the target's first, comparison after comparison;
        with `match` MATCHED.

    Source of text dispersion keyness: Egbert and Biber, Incorporating text dispersion into keyword analyses (2019).

    Raises: NeedsTextError where n-grams, or voices, are asked of what does not have them; InputError where the sides
        can't be made, TooLittleError where no item is frequent enough.
    """
    _check(str(unit), str(count), parity)
    voice = voice_name(voices)
    matrix, n = count_items(source, unit, min_count, voices)
    inference = inference or replace(Inference(), test="t")
    pairs = comparisons(source.documents, target, reference, by)
    check_several(inference, len(pairs), matched=match is not None)
    asked = []
    for t, r in pairs:
        sides = choose_sides(source.documents, target=t, reference=r, by=by, cluster=cluster).with_tokens(n)
        chosen = frequent(matrix.counts, matrix.words, sides, min_count=min_count, min_docs=min_docs)
        if not len(chosen):
            raise TooLittleError(
                f"no {unit} occurs {min_count} times and in {min_docs} documents; lower min_count or min_docs"
            )
        asked.append((sides, chosen))
    counted = "tokens" if unit == "word" else f"{unit}s"
    if count == "texts":
        matrix, n, counted = replace(matrix, counts=(matrix.counts > 0).astype(np.int64)), np.minimum(n, 1), "texts"
    tables = []
    for sides, chosen in asked:
        words = [matrix.words[i] for i in chosen.tolist()]
        whole = len(chosen) == matrix.counts.shape[1]
        counts = matrix.counts if whole else matrix.counts[:, chosen]
        table = contrast_table(
            counts,
            n,
            sides,
            items=words,
            categories=[""] * len(words),
            voice=voice,
            counted=counted,
            seed=seed,
            inference=inference,
            tests=sum(len(c) for _, c in asked),
        )
        if match is not None:
            from framing.contrasts.matched import matched_table

            shared: Any = {"match": match, "seed": seed, "inference": inference}
            table = matched_table(table, counts, n, sides, source.documents, **shared)
        if parity is not None:
            sizes = (float(table[f"{side}_tokens"].iloc[0]) for side in ("target", "reference"))
            scores = parity_scores(parity, table["target_n"], table["reference_n"], *sizes)
            table = table.assign(**{f"{parity}_{name}": values for name, values in scores.items()})
        by_z = table.sort_values(["z", "item"], ascending=[False, True], kind="stable")
        tables.append(by_z.reset_index(drop=True))
    return together_corrected(tables, inference)


def _check(unit: str, count: str, parity: str | None) -> None:
    """Raise `InputError` for a name that is not known."""
    asked = {"unit": (unit, UNITS), "count": (count, COUNTED)}
    if parity is not None:
        asked["parity"] = (parity, PARITIES)
    problems = [
        f"{name} must be {', '.join([*known][:-1])} or {[*known][-1]}, not {value!r}; {nearest(value, known)}"
        for name, (value, known) in asked.items()
        if value not in known
    ]
    if problems:
        raise InputError(together(problems, "keyness"))


def frequent(counts: Any, words: list[str], sides: Sides, *, min_count: int, min_docs: int) -> npt.NDArray[np.int64]:
    """Columns of the words that are tested: with a letter, and in the compared documents frequent enough.

    counts: scipy CSR array of int64, shape (n_documents, n_words).
    """
    chosen = np.zeros(counts.shape[0])
    chosen[sides.rows] = 1.0
    total = counts.T @ chosen
    documents = (counts > 0).T @ chosen
    lettered = np.array([any(ch.isalpha() for ch in w) for w in words], bool)
    return np.flatnonzero((total >= min_count) & (documents >= min_docs) & lettered)


def count_items(
    source: Tokens | Features, unit: Unit, min_count: int, voices: Collection[str] | None
) -> tuple[WordMatrix, npt.NDArray[np.int64]]:
    """The counts of words or n-grams, and how many there are in each document in all.

    Raises: NeedsTextError where n-grams, or voices, are asked of what does not have them.
    """
    _check(str(unit), "tokens", None)
    if unit == "word":
        matrix = word_matrix(source, voices=voices)
        return matrix, np.asarray(matrix.counts.sum(axis=1), np.int64).ravel()
    if isinstance(source, Features):
        raise NeedsTextError(
            f"{unit}s need the order of words, which extracted features and counts of words do not have: give the"
            ' articles, or compare words (unit = "word")'
        )
    return ngram_matrix(source, n=UNITS[unit], min_count=min_count, voices=voices)
