"""Corpora of two sides whose articles a function writes."""

from __future__ import annotations

import random
from collections.abc import Callable

import pandas as pd
import pyarrow as pa

from framing.corpus.encode import encode
from framing.corpus.read import Corpus
from framing.corpus.tokens import Tokens

FILLERS = "stone tide harbour lamp road field winter market bridge letter".split()


def corpus_of(write: Callable[[random.Random, bool], str], *, outlets: int = 6, each: int = 6) -> Tokens:
    """A corpus of so many outlets a side, whose articles `write(draw, is_state)` writes."""
    rows, texts = [], []
    for state in (True, False):
        for o in range(outlets):
            for i in range(each):
                name = f"{'s' if state else 'i'}{o}{i}"
                rows.append((name, f"{'s' if state else 'i'}{o}", "state" if state else "independent"))
                texts.append(write(random.Random(name), state))
    documents = pd.DataFrame(rows, columns=["doc_id", "outlet", "group"])
    for column in ("date", "title", "url", "sha256", "duplicate_of", "encoding"):
        documents[column] = ""
    documents["lang"], documents["n_chars"] = "en", [len(t) for t in texts]
    order = documents["doc_id"].argsort().to_numpy()
    texts = [texts[k] for k in order]
    corpus = Corpus(
        documents.iloc[order].reset_index(drop=True), pa.chunked_array([pa.array(texts, pa.large_string())]), "en"
    )
    return encode(corpus, clean=False)
