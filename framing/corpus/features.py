"""Extracted features: what may be shared of a corpus whose text may not.

A folder with documents.csv, audit.csv, hits.csv and words.csv (unigram counts by document, segment and
voice, without the order of words), duplicates.csv where copies were looked for, left_out.csv where documents of
the source were left out, and features.json, which says how they were made.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from framing.corpus.language import same_language
from framing.corpus.select import nothing_left_out
from framing.errors import CorpusError, NeedsTextError
from framing.files import read_table, rounded, sha256_of, whole_folder, write_table, write_text
from framing.schema import AUDIT, DOCUMENTS, DUPLICATES, HITS, LEFT_OUT, WORD_COUNTS

if TYPE_CHECKING:
    import pandas as pd

FORMAT = 1
CARD = "features.json"
_TABLES = {"documents": DOCUMENTS, "audit": AUDIT, "hits": HITS, "words": WORD_COUNTS}
_FILES = tuple(f"{name}.csv" for name in _TABLES)
_DUPLICATES, _LEFT_OUT = "duplicates.csv", "left_out.csv"
OTHER_LANGUAGE = "article_language"
"""The reason in AUDIT of an article that is left out whole because it is in another language."""


@dataclass(frozen=True)
class Features:
    """Features of a corpus: its documents, what was skipped, its hits and its words by segment and voice.

    lexicons: (name, version, sha256 of the file) of each lexicon that the hits were found with.
    duplicates: DUPLICATES, None where nobody looked for copies.
    left_out: LEFT_OUT, documents of the source that are not in the corpus.
    attribution: what the voices go by, as in `framing.encode`.
    counts_only: the documents came as counts of words, without text: no marker was looked for, and of the words
    neither voice (empty) nor segment (0) is known.
    """

    documents: pd.DataFrame
    audit: pd.DataFrame
    hits: pd.DataFrame
    words: pd.DataFrame
    language: str
    lexicons: tuple[tuple[str, str, str], ...]
    overlap: str
    duplicates: pd.DataFrame | None = None
    counts_only: bool = False
    left_out: pd.DataFrame = field(default_factory=nothing_left_out)
    attribution: str = "codebook"


def is_features(path: Path) -> bool:
    """Whether this is a folder of extracted features."""
    return (path / CARD).is_file()


def tells_of_copies(folder: Path) -> bool:
    """Whether these features name near-duplicates."""
    path = folder / _DUPLICATES
    return path.is_file() and path.read_bytes().count(b"\n") > 1


def check_features_folder(folder: Path) -> None:
    """Raise `CorpusError` where writing features would replace a folder that holds something else, or a file."""
    own = {CARD, _DUPLICATES, _LEFT_OUT, *_FILES}
    if folder.exists() and (not folder.is_dir() or {p.name for p in folder.iterdir()} - own):
        raise CorpusError(
            f"{folder} is there and is no folder of features; features replace the whole folder, so name another one or"
            " empty it yourself"
        )


def write_features(features: Features, folder: Path) -> None:
    """Write the folder, whole or not at all; the same features give the same bytes.

    Raises `CorpusError` where the folder is there and holds something else, and for documents that came as counts.
    """
    if features.counts_only:
        raise CorpusError("counts of words are no features of articles; name the file that they came from as source")
    check_features_folder(folder)
    card = {
        "format": FORMAT,
        "language": features.language,
        "overlap": features.overlap,
        "attribution": features.attribution,
        "lexicons": [{"name": n, "version": v, "sha256": s} for n, v, s in features.lexicons],
    }
    with whole_folder(folder) as beside:
        for name in _TABLES:
            write_table(rounded(getattr(features, name)), beside / f"{name}.csv")
        written = [*_FILES]
        if features.duplicates is not None:
            write_table(rounded(features.duplicates), beside / _DUPLICATES)
            written.append(_DUPLICATES)
        if len(features.left_out):
            write_table(features.left_out, beside / _LEFT_OUT)
            written.append(_LEFT_OUT)
        card["sha256"] = {name: sha256_of(beside / name) for name in written}
        write_text(beside / CARD, json.dumps(card, indent=2, ensure_ascii=False) + "\n")


def read_features(folder: Path) -> Features:
    """Read such a folder.

    Raises `CorpusError` where a file is missing, altered, or of another format.
    """
    card_file = folder / CARD
    try:
        card = json.loads(card_file.read_bytes())
        version, digests = card["format"], card["sha256"]
        lexicons = tuple((lx["name"], lx["version"], lx["sha256"]) for lx in card["lexicons"])
        language, overlap, attribution = card["language"], card["overlap"], card.get("attribution", "codebook")
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise CorpusError(f"{card_file}: not a card of extracted features ({problem!r}); make them again") from problem
    if version != FORMAT:
        raise CorpusError(f"{card_file}: format {version}, this framing reads format {FORMAT}; make the features again")
    wanted = [*_FILES, *(name for name in (_DUPLICATES, _LEFT_OUT) if name in digests)]
    for path in (folder / name for name in wanted):
        if not path.is_file():
            raise CorpusError(f"{path}: missing; a folder of features holds {', '.join(wanted)}")
        if sha256_of(path) != digests.get(path.name):
            raise CorpusError(
                f"{path}: its contents are not those that {CARD} was written for; make the features again"
            )
    documents, audit, hits, words = (read_table(folder / f"{name}.csv", _TABLES[name]) for name in _TABLES)
    duplicates = read_table(folder / _DUPLICATES, DUPLICATES) if _DUPLICATES in wanted else None
    left_out = read_table(folder / _LEFT_OUT, LEFT_OUT) if _LEFT_OUT in wanted else nothing_left_out()
    return Features(
        documents,
        audit,
        hits,
        words,
        language,
        lexicons,
        overlap,
        duplicates,
        left_out=left_out,
        attribution=attribution,
    )


def drop_duplicates(features: Features) -> Features:
    """Features without the articles that repeat an earlier one of their own outlet (column `repeats` of DUPLICATES).

    A copy in another outlet stays: what an outlet prints is its choice, wherever it comes from. Each article left out
    keeps its row in DUPLICATES and has one in AUDIT.

    Raises `NeedsTextError` where nobody looked for copies when the features were made.
    """
    if features.duplicates is None:
        raise NeedsTextError(
            "these features were made without looking for near-duplicates, and that needs the order of words: make them"
            " again from the articles with `framing features`, or keep near-duplicates in"
        )
    repeats = features.duplicates[features.duplicates["repeats"] != ""]
    gone = zip(repeats["doc_id"], repeats["repeats"], strict=True)
    return _without(features, {d: f"repeats {first}" for d, first in gone}, "near_duplicate")


def drop_other_languages(features: Features) -> Features:
    """Features without the articles whose column `lang` names another language; each has a row in AUDIT."""
    lang = zip(features.documents["doc_id"], features.documents["lang"], strict=True)
    gone = {d: f"lang {code}" for d, code in lang if not same_language(code, features.language)}
    return _without(features, gone, OTHER_LANGUAGE) if gone else features


def _without(features: Features, gone: dict[str, str], reason: str) -> Features:
    """Features without some articles, each of which gets a row in AUDIT with its rule."""
    import pandas as pd

    documents, audit, hits, words = (
        table[~table["doc_id"].isin(gone)].reset_index(drop=True)
        for table in (features.documents, features.audit, features.hits, features.words)
    )
    out = features.documents[features.documents["doc_id"].isin(gone)]
    ids = out["doc_id"].tolist()
    rows = AUDIT.frame(
        {
            "doc_id": ids,
            "start": [0] * len(ids),
            "end": out["n_chars"].tolist(),
            "reason": [reason] * len(ids),
            "rule": [gone[i] for i in ids],
        }
    )
    audit = pd.concat([audit, rows]).sort_values(["doc_id", "start"], kind="stable", ignore_index=True)
    return replace(features, documents=documents, audit=audit, hits=hits, words=words)
