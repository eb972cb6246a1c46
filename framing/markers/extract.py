"""Extract the features of a corpus: what its study needs, without its text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from framing.corpus.duplicates import name_originals
from framing.corpus.features import Features
from framing.files import sha256_of
from framing.markers.find import find_markers
from framing.markers.lexicon import combine_lexicons, find_lexicon, read_lexicon
from framing.voice.words import count_words

if TYPE_CHECKING:
    import pandas as pd

    from framing.corpus.tokens import Tokens
    from framing.markers.match import Overlap


def extract_features(
    tokens: Tokens,
    lexicons: Sequence[str | Path] = ("framing.en",),
    *,
    overlap: Overlap = "longest",
    duplicates: pd.DataFrame | None = None,
    workers: int = 1,
) -> Features:
    """Documents, what was skipped, hits, and words by segment and voice.

    Args:
        tokens: the encoded corpus.
        lexicons: files, or names of shipped lexicons.
        overlap, workers: as in `framing.find_markers`.
        duplicates: what `framing.find_duplicates` found in them, if anybody looked; fills in `duplicate_of`.
    """
    lexicon = combine_lexicons(read_lexicon(name, language=tokens.language) for name in lexicons)
    hits = find_markers(tokens, lexicon, overlap=overlap, workers=workers)
    return Features(
        tokens.documents if duplicates is None else name_originals(tokens.documents, duplicates),
        tokens.audit,
        hits,
        count_words(tokens),
        tokens.language,
        lexicon_cards(lexicons),
        overlap,
        duplicates,
        left_out=tokens.left_out,
        attribution=tokens.attribution,
    )


def lexicon_cards(lexicons: Sequence[str | Path]) -> tuple[tuple[str, str, str], ...]:
    """(name, version, sha256 of the file) of each lexicon."""
    out = []
    for name in lexicons:
        path = find_lexicon(name)
        lexicon = read_lexicon(path)
        out.append((lexicon.name, lexicon.version, sha256_of(path)))
    return tuple(out)
