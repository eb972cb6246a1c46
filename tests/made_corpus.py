"""Corpora and lexicons made in a test, and their words read back as plain lists."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from framing.corpus.encode import encode
from framing.corpus.read import Corpus
from framing.corpus.tokens import BROKEN, SENTENCE, SKIPPED, Tokens
from framing.markers.find import find_markers
from framing.markers.lexicon import Category, Lexicon, Marker


class Word(NamedTuple):
    """A word as encoded, with what the flags say."""

    form: str
    start: int
    end: int
    broken: bool
    first: bool
    skipped: bool


def made_corpus(texts: Sequence[str], *, cut: int | None = None, language: str = "en") -> Corpus:
    """A corpus of these texts, `cut` documents a partition (all in one by default)."""
    n = len(texts)
    columns = {name: [""] * n for name in ("date", "title", "url", "sha256", "duplicate_of", "encoding")}
    documents = pd.DataFrame(
        {
            "doc_id": [f"d{i:03d}" for i in range(n)],
            "outlet": [f"o{i % 3}" for i in range(n)],
            "group": ["state" if i % 2 else "independent" for i in range(n)],
            "lang": [language] * n,
            "n_chars": [len(t) for t in texts],
            **columns,
        }
    )
    size = cut or max(n, 1)
    chunks = [pa.array(texts[i : i + size], pa.large_string()) for i in range(0, n, size)]
    return Corpus(documents, pa.chunked_array(chunks, pa.large_string()), language)


def encoded(*texts: str, cut: int | None = None, language: str = "en", **options: Any) -> Tokens:
    return encode(made_corpus(texts, cut=cut, language=language), **options)


def words_of(tokens: Tokens) -> list[list[Word]]:
    """The words of each document."""
    out = []
    for p in tokens.partitions:
        for i in range(len(p.texts)):
            here = range(int(p.document_word[i]), int(p.document_word[i + 1]))
            out.append(
                [
                    Word(
                        tokens.vocabulary.form_list[p.form[w]],
                        int(p.start[w]),
                        int(p.end[w]),
                        bool(p.flags[w] & BROKEN),
                        bool(p.flags[w] & SENTENCE),
                        bool(p.flags[w] & SKIPPED),
                    )
                    for w in here
                ]
            )
    return out


def forms(text: str, **options: Any) -> list[str]:
    """The words of one text as written."""
    return [w.form for w in words_of(encoded(text, **options))[0]]


def sentences(text: str, **options: Any) -> list[str]:
    """The text cut where sentences begin, without white space and marks of quotation at their ends."""
    begins = [w.start for w in words_of(encoded(text, **options))[0] if w.first]
    return [text[a:b].strip(' \n"“”()') for a, b in zip(begins, [*begins[1:], len(text)], strict=True)]


def lexicon(markers: Mapping[str, Any], *, language: str = "en") -> Lexicon:
    """A lexicon of `category.marker` (or `marker`, of category c) -> patterns, or (patterns, exceptions)."""
    made = []
    for name, value in markers.items():
        kind, _, marker = name.rpartition(".")
        patterns, exceptions = value if isinstance(value, tuple) else (value, [])
        made.append(Marker(marker, kind or "c", tuple(patterns), tuple(exceptions)))
    kinds = dict.fromkeys(m.category for m in made)
    return Lexicon("test", language, "1", "", tuple(Category(k, k, k, k) for k in kinds), tuple(made))


def hits_of(text: str, *patterns: str, clean: bool = False, **options: Any) -> list[str]:
    """The surfaces of one marker with these patterns in one text."""
    tokens = encoded(text, clean=clean, **options)
    return find_markers(tokens, lexicon({"m": list(patterns)}, language=tokens.language))["surface"].tolist()


def shared(*parts: str) -> Path:
    """A place in the shared material; skips the test where it is absent."""
    root = Path(os.environ.get("FRAMING_SHARED", Path(__file__).parents[2] / "shared"))
    path = root.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"needs the shared material: {path} is not there (set FRAMING_SHARED)")
    return path


def same_columns(a: Tokens, b: Tokens) -> None:
    """Assert that two encodings say the same, however they were partitioned."""
    assert words_of(a) == words_of(b)
    pd.testing.assert_frame_equal(a.documents, b.documents)
    pd.testing.assert_frame_equal(a.audit, b.audit)
    assert a.vocabulary.form_list == b.vocabulary.form_list
    assert a.vocabulary.words == b.vocabulary.words
    assert np.array_equal(a.vocabulary.word_of_form, b.vocabulary.word_of_form)
    for name in ("zone", "mark", "mark_start"):
        assert np.array_equal(
            np.concatenate([getattr(p, name) for p in a.partitions]),
            np.concatenate([getattr(p, name) for p in b.partitions]),
        )
