"""What one version of a text has cut from another or added to it, sentence by sentence."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import numpy as np

from framing.corpus.tokens import SENTENCE, SKIPPED
from framing.errors import InputError, TableError, nearest
from framing.schema import DUPLICATES
from framing.schema_robust import VERSIONS

if TYPE_CHECKING:
    import pandas as pd

    from framing.corpus.tokens import Tokens

RUN = 3
"""Words of the runs by which a sentence is found again; a shorter sentence is one run by itself."""
ALIKE = 0.5
"""A sentence of whose runs so many stand in the other text has been changed there; with fewer it is not there."""


def compare_versions(
    tokens: Tokens,
    duplicates: pd.DataFrame,
    *,
    hits: pd.DataFrame | None = None,
    alike: float = ALIKE,
    run: int = RUN,
) -> pd.DataFrame:
    """Tell for each sentence of near-duplicates whether the other version kept, changed, cut or added it.

    Each document of a cluster is compared with the cluster's original, its earliest document. A sentence is looked for
    in the whole other text by its runs of words, so one that has only been moved counts as kept. It is `kept` where the
    other has a sentence with the same words (case and punctuation apart), `changed` where at least `alike` of its runs
    stand in the other; otherwise it was `cut`, if the earlier version has it, or `added`. Skipped passages are left
    out.

    Args:
        tokens: the encoded corpus.
        duplicates: DUPLICATES of it, as `framing.find_duplicates` returns it.
        hits: HITS; fills in which markers stand in a sentence.
        alike: from above 0 to 1. run: words of a run.

    Returns: VERSIONS, a row for each sentence of both texts of each pair, in the order of the text; the earlier version
        first.

    Raises: TableError where `duplicates` is of another corpus.
    """
    if not 0 < alike <= 1:
        raise InputError(f"alike must be above 0 and at most 1, it is {alike}")
    if run < 1:
        raise InputError(f"run must be at least 1 word, it is {run}")
    DUPLICATES.check(duplicates)
    row = {d: i for i, d in enumerate(tokens.documents["doc_id"].tolist())}
    strangers = sorted(set(duplicates["doc_id"].tolist()) - row.keys())
    if strangers:
        raise TableError(f"DUPLICATES: document {strangers[0]!r} is not in this corpus; {nearest(strangers[0], row)}")
    outlets = dict(zip(duplicates["doc_id"].tolist(), duplicates["outlet"].tolist(), strict=True))
    marked = _markers(hits)
    rows: list[dict[str, object]] = []
    pairs = zip(
        duplicates["cluster"].tolist(), duplicates["original"].tolist(), duplicates["doc_id"].tolist(), strict=True
    )
    for cluster, earlier, later in pairs:
        if earlier == later:
            continue
        first, second = (_Text.of(tokens, row[d], run) for d in (earlier, later))
        for version, own, other, doc, beside in (
            ("earlier", first, second, earlier, later),
            ("later", second, first, later, earlier),
        ):
            shared = {
                "cluster": cluster, "doc_id": doc, "outlet": outlets[doc], "other": beside,
                "other_outlet": outlets[beside], "version": version,
            }  # fmt: skip
            rows += [shared | r for r in _sentences(own, other, alike, version, marked.get(doc, []))]
    return VERSIONS.frame({name: [r[name] for r in rows] for name in VERSIONS.names})


@dataclass(frozen=True)
class _Sentence:
    """A sentence: its words as numbers of the vocabulary, its runs, and its place in code points and in words."""

    words: tuple[int, ...]
    runs: Counter[tuple[int, ...]]
    start: int
    end: int
    first: int


@dataclass(frozen=True)
class _Text:
    """The sentences of a document, and in which of them each run stands."""

    sentences: list[_Sentence]
    places: dict[tuple[int, ...], list[int]]

    @classmethod
    def of(cls, tokens: Tokens, row: int, run: int) -> _Text:
        """The document in this row of the documents table; words that are skipped or not counted are left out."""
        partition = next(p for p in reversed(tokens.partitions) if p.first_document <= row)
        at = row - partition.first_document
        here = slice(*partition.document_word[at : at + 2].tolist())
        word = tokens.vocabulary.word_of_form[partition.form[here]]
        live = tokens.vocabulary.counted[word] & ((partition.flags[here] & SKIPPED) == 0)
        number = np.cumsum((partition.flags[here] & SENTENCE) != 0)[live]
        words, start, end = (a[live].tolist() for a in (word, partition.start[here], partition.end[here]))
        cuts = [0, *(np.flatnonzero(np.diff(number)) + 1).tolist(), len(words)] if words else [0]
        sentences: list[_Sentence] = []
        places: dict[tuple[int, ...], list[int]] = {}
        for a, b in itertools.pairwise(cuts):
            own = tuple(words[a:b])
            width = min(run, len(own))
            runs = Counter(own[i : i + width] for i in range(len(own) - width + 1))
            for r in runs:
                places.setdefault(r, []).append(len(sentences))
            sentences.append(_Sentence(own, runs, start[a], end[b - 1], a))
        return cls(sentences, places)


def _sentences(
    own: _Text, other: _Text, alike: float, version: str, marked: list[tuple[int, str]]
) -> list[dict[str, object]]:
    """Rows of VERSIONS for the sentences of one text, without what they all share."""
    rows: list[dict[str, object]] = []
    for sentence in own.sentences:
        match, kind = _answer(sentence, other, alike), "cut" if version == "earlier" else "added"
        n_shared = 0
        if match is not None:
            kind = "kept" if match.words == sentence.words else "changed"
            blocks = SequenceMatcher(None, sentence.words, match.words, autojunk=False).get_matching_blocks()
            n_shared = sum(block.size for block in blocks)
        rows.append(
            {
                "kind": kind,
                "start": sentence.start,
                "end": sentence.end,
                "other_start": None if match is None else match.start,
                "other_end": None if match is None else match.end,
                "n_tokens": len(sentence.words),
                "n_shared": n_shared,
                "first_token": sentence.first,
                "markers": "; ".join(m for at, m in marked if sentence.start <= at < sentence.end),
            }
        )
    return rows


def _answer(sentence: _Sentence, other: _Text, alike: float) -> _Sentence | None:
    """The sentence of the other text that this one answers to: with the most runs in common, then the first."""
    there = {r: n for r, n in sentence.runs.items() if r in other.places}
    if sum(there.values()) < alike * sum(sentence.runs.values()):
        return None
    common: Counter[int] = Counter()
    for r, n in there.items():
        for place in other.places[r]:
            common[place] += min(n, other.sentences[place].runs[r])
    return other.sentences[min(common, key=lambda p: (-common[p], other.sentences[p].words != sentence.words, p))]


def _markers(hits: pd.DataFrame | None) -> dict[str, list[tuple[int, str]]]:
    """Document -> (start, marker) of its hits, in order."""
    out: dict[str, list[tuple[int, str]]] = {}
    if hits is not None:
        for doc, start, marker in zip(
            hits["doc_id"].tolist(), hits["start"].tolist(), hits["marker"].tolist(), strict=True
        ):
            out.setdefault(doc, []).append((start, marker))
    return {doc: sorted(places) for doc, places in out.items()}
