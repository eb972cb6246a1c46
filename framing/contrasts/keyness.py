"""Keyness: which words one side uses more often than the other."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from framing.contrasts.contrast import Inference, contrast_table, voice_name
from framing.contrasts.design import By, Cluster, choose_sides
from framing.corpus.features import Features
from framing.errors import InputError
from framing.voice.words import word_matrix

if TYPE_CHECKING:
    import pandas as pd

    from framing.corpus.tokens import Tokens


def keyness(
    source: Tokens | Features,
    *,
    target: str,
    reference: str,
    seed: int,
    by: By = "group",
    min_count: int = 5,
    min_docs: int = 2,
    voices: Collection[str] | None = None,
    cluster: Cluster | None = None,
    inference: Inference | None = None,
) -> pd.DataFrame:
    """Compare how often two sides use each word.

    Args:
        source: the encoded corpus, or its features: both give the same table.
        target, reference, by, cluster: as in `framing.compare`.
        seed: of permutations or the bootstrap, where they are asked for.
        min_count, min_docs: words with fewer occurrences, or in fewer documents, are not tested. Words
            without a letter are not either.
        voices: count only words in these voices, relative to the tokens in them; None counts all.
        inference: by default p by the clustered t, corrected over all words.

    Returns: CONTRAST over words, sorted by `z`, the target's words first.
    """
    voice = voice_name(voices)
    matrix = word_matrix(source, voices=voices)
    n = np.asarray(matrix.counts.sum(axis=1), np.int64).ravel()
    sides = choose_sides(source.documents, target=target, reference=reference, by=by, cluster=cluster)
    sides = sides.with_tokens(n)
    compared = matrix.counts[sides.rows]
    total = np.asarray(compared.sum(axis=0)).ravel()
    documents = np.asarray((compared > 0).sum(axis=0)).ravel()
    lettered = np.array([any(ch.isalpha() for ch in w) for w in matrix.words], bool)
    chosen = np.flatnonzero((total >= min_count) & (documents >= min_docs) & lettered)
    if not len(chosen):
        raise InputError(f"no word occurs {min_count} times and in {min_docs} documents; lower min_count or min_docs")
    words = [matrix.words[i] for i in chosen.tolist()]
    table = contrast_table(
        matrix.counts[:, chosen],
        n,
        sides,
        items=words,
        categories=[""] * len(words),
        voice=voice,
        seed=seed,
        inference=inference or replace(Inference(), test="t"),
    )
    return table.sort_values(["z", "item"], ascending=[False, True], kind="stable").reset_index(drop=True)
