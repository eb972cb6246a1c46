"""Made counts and features for the tests of contrasts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from framing.corpus.features import Features
from framing.schema import AUDIT, COUNTS, DOCUMENTS, HITS, WORD_COUNTS

VOICES = ("own", "direct", "indirect")


@dataclass(frozen=True)
class Document:
    """A document with its tokens and hits in the three voices."""

    doc_id: str
    outlet: str
    group: str
    tokens: tuple[int, int, int]
    hits: dict[str, tuple[int, int, int]]


CATEGORY = {"alpha": "first", "beta": "first", "gamma": "second", "absent": "second"}


def make_counts(documents: list[Document], category: dict[str, str] | None = None) -> pd.DataFrame:
    """COUNTS with a row for each document, item and voice."""
    category = category or CATEGORY
    rows = [
        (d.doc_id, d.outlet, d.group, item, category[item], voice, d.hits.get(item, (0, 0, 0))[v], sum(d.tokens), n)
        for d in documents
        for item in category
        for v, (voice, n) in enumerate(zip(VOICES, d.tokens, strict=True))
    ]
    return COUNTS.frame({name: [row[i] for row in rows] for i, name in enumerate(COUNTS.names)})


def some_documents(n_target: int, n_reference: int, outlets: int = 2, seed: int = 1) -> list[Document]:
    """Documents of two sides with random sizes and hits; item `absent` never occurs."""
    random = np.random.default_rng(seed)
    out = []
    for group, n in (("red", n_target), ("blue", n_reference)):
        for i in range(n):
            tokens: Any = tuple(int(x) for x in random.integers(50, 200, 3))
            hits: Any = {m: tuple(int(x) for x in random.poisson(2, 3)) for m in ("alpha", "beta", "gamma")}
            out.append(Document(f"{group}-{i:02d}", f"{group} outlet {i % outlets}", group, tokens, hits))
    return out


def make_features(words: dict[str, dict[str, int]], outlets: dict[str, tuple[str, str]]) -> Features:
    """Features of documents given as word counts (own voice), one segment each; outlets: outlet and group of each."""
    ids = sorted(words)
    filled: dict[str, object] = {n: [""] * len(ids) for n in DOCUMENTS.names}
    filled |= {n: [0] * len(ids) for n in ("n_chars", "n_sentences")}
    filled |= {
        "doc_id": ids,
        "outlet": [outlets[i][0] for i in ids],
        "group": [outlets[i][1] for i in ids],
        "n_tokens": [sum(words[i].values()) for i in ids],
    }
    cells = [(i, w, words[i][w]) for i in ids for w in sorted(words[i]) if words[i][w]]
    table = WORD_COUNTS.frame(
        {
            "doc_id": [c[0] for c in cells],
            "segment": [0] * len(cells),
            "voice": ["own"] * len(cells),
            "word": [c[1] for c in cells],
            "n": [c[2] for c in cells],
        }
    )
    return Features(
        DOCUMENTS.frame(filled),
        AUDIT.frame({n: [] for n in AUDIT.names}),
        HITS.frame({n: [] for n in HITS.names}),
        table,
        "en",
        (),
        "longest",
    )


ANTISYMMETRIC = ("log_ratio", "log_odds", "z", "z_clustered", "lrc")
SWAPPED = (
    ("target", "reference"),
    ("target_n", "reference_n"),
    ("target_tokens", "reference_tokens"),
    ("target_pm", "reference_pm"),
    ("target_docs", "reference_docs"),
    ("dispersion_target", "dispersion_reference"),
    ("n_clusters_target", "n_clusters_reference"),
)
UNCHANGED = ("item", "category", "p", "q", "voice", "denominator", "cluster", "p_floor", "method")


def check_mirrored(one: pd.DataFrame, other: pd.DataFrame) -> None:
    """`other` is the contrast with target and reference swapped: to the last bit, but for g2, a sum of four cells."""
    one, other = (t.sort_values("item", ignore_index=True) for t in (one, other))
    for name in ANTISYMMETRIC:
        np.testing.assert_array_equal(one[name], -other[name], err_msg=name)
    np.testing.assert_array_equal(one["ci_low"], -other["ci_high"])
    np.testing.assert_array_equal(one["ci_high"], -other["ci_low"])
    for left, right in SWAPPED:
        pd.testing.assert_series_equal(one[left], other[right], check_names=False, check_exact=True)
        pd.testing.assert_series_equal(one[right], other[left], check_names=False, check_exact=True)
    for name in UNCHANGED:
        pd.testing.assert_series_equal(one[name], other[name], check_exact=True)
    np.testing.assert_allclose(one["g2"], other["g2"], rtol=1e-12, atol=1e-12)
    known = {*ANTISYMMETRIC, *UNCHANGED, "ci_low", "ci_high", "g2", *(n for pair in SWAPPED for n in pair)}
    assert known == set(one.columns)
