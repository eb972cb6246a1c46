"""Near-duplicates: articles most of which stands in another one too, such as wire stories and revised versions.

Two articles are alike by the runs of words that they share (Broder 1997): candidates are found by MinHash, and each
pair is then compared exactly, so that no claim rests on chance.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from framing.corpus.partitions import map_partitions
from framing.corpus.tokens import SKIPPED
from framing.errors import InputError
from framing.schema import DUPLICATES

if TYPE_CHECKING:
    import pandas as pd

    from framing.corpus.tokens import Partition, Tokens, Vocabulary

Codes = npt.NDArray[np.uint64]
Pairs = npt.NDArray[np.int64]

SIMILAR, RUN = 0.3, 5
"""By default documents with this similarity are near-duplicates, by their runs of so many words."""
MIN_WORDS = 20
"""A shorter document (a picture's caption, a line of news) is looked for only word for word."""
ROWS = 2
"""Values of MinHash in a band: two documents are candidates where all values of some band are the same."""
MISSED = 1e-4
"""The greatest chance that a pair just as alike as asked for is no candidate; it falls fast for pairs more alike."""
LEAST_BANDS = 64
MANY = 300
"""In a larger group of candidates each is compared with the first and the next only: that joins them as well."""
HALF = 0.5
"""The share of an article that must stand in an earlier one of its own outlet before it counts as its repeat."""

_TURN, _MIX = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9)


def find_duplicates(
    tokens: Tokens, *, min_similarity: float = SIMILAR, run: int = RUN, seed: int = 1, workers: int = 1
) -> pd.DataFrame:
    """Clusters of articles that are copies or versions of one another.

    Documents are compared by their distinct runs of words outside skipped passages. Similarity is the share of the
    runs of both that they have in common (Jaccard's index; Broder 1997 calls it resemblance), containment the share
    of the one document's runs that stand in the other. Pairs at least as alike as `min_similarity` are joined to
    clusters. The original is the earliest document of a cluster, then the first by doc_id; a date known to the month
    only comes after those of that month that are known to the day.

    With runs of five words, a text of which a part p is cut out keeps a similarity of 1 - p, and one in which every
    tenth word is another keeps 0.42.

    Args:
        tokens: the encoded corpus.
        min_similarity: from above 0 to 1.
        run: words of a run.
        seed: of MinHash, which only proposes pairs: at most one in 10,000 of those that are just alike enough stays
            unseen, whatever the seed.
        workers: threads to use; the result does not depend on it.

    Returns: DUPLICATES, a row for each document of each cluster, the original first; empty where nothing is repeated.

    Source: Broder, A. Z. (1997). On the resemblance and containment of documents. Compression and Complexity of
    Sequences, 21-29.
    """
    if not 0 < min_similarity <= 1:
        raise InputError(f"min_similarity must be above 0 and at most 1, it is {min_similarity}")
    if run < 1:
        raise InputError(f"run must be at least 1 word, it is {run}")
    words = _Words(tokens.vocabulary, run)
    n_bands = bands(min_similarity)
    sketches = map_partitions(_sketch, tokens.partitions, words, n_bands * ROWS, seed, workers=workers)
    whole = np.concatenate([s.whole for s in sketches])
    digest = np.concatenate([s.digest for s in sketches])
    long_enough = np.concatenate([s.n_words for s in sketches]) >= MIN_WORDS
    # Word for word the same: compared once, as the first of them.
    _, first, group = np.unique(whole, return_index=True, return_inverse=True)
    representative = first[group]
    same = np.flatnonzero((representative != np.arange(len(whole))) & (whole != 0))
    looked_at = np.flatnonzero((representative == np.arange(len(whole))) & long_enough)
    pairs = looked_at[candidates(digest[looked_at], n_bands, min_similarity)]
    runs = _runs_of(tokens, words, {*pairs.ravel().tolist(), *same.tolist(), *representative[same].tolist()})
    alike = [(a, b) for a, b in pairs.tolist() if _similarity(runs[a], runs[b])[0] >= min_similarity]
    alike += zip(representative[same].tolist(), same.tolist(), strict=True)
    return _table(tokens.documents, _clusters(alike), runs)


def bands(min_similarity: float) -> int:
    """So many bands that a pair of this similarity is overlooked by a chance of at most `MISSED`.

    >>> bands(0.3), bands(0.9)
    (98, 64)
    """
    hit = min_similarity**ROWS
    return max(LEAST_BANDS, math.ceil(math.log(MISSED) / math.log1p(-hit))) if hit < 1 else LEAST_BANDS


class _Words:
    """The words of a corpus as codes that hang on nothing but the words."""

    def __init__(self, vocabulary: Vocabulary, run: int) -> None:
        import pandas as pd

        codes = pd.util.hash_array(np.array([*vocabulary.words, ""], object), categorize=False)[:-1]
        self.of_form = codes[vocabulary.word_of_form]
        self.counted = vocabulary.counted[vocabulary.word_of_form]
        self.run = run

    def of(self, partition: Partition, row: int) -> Codes:
        """Codes of the words of one document that count, in order."""
        here = slice(*partition.document_word[row : row + 2].tolist())
        form = partition.form[here]
        live: Codes = self.of_form[form[self.counted[form] & ((partition.flags[here] & SKIPPED) == 0)]]
        return live

    def runs(self, codes: Codes) -> Codes:
        """The distinct runs of words, sorted; a text shorter than a run is one by itself."""
        width = min(self.run, len(codes))
        if not width:
            return codes
        out = np.zeros(len(codes) - width + 1, np.uint64)
        for k in range(width):
            out *= _TURN
            out += codes[k : len(codes) - width + 1 + k]
        return np.unique(_mixed(out))


def _mixed(codes: Codes) -> Codes:
    """Codes whose every bit hangs on every bit of the sum that they come from."""
    codes = (codes ^ (codes >> np.uint64(30))) * _MIX
    return codes ^ (codes >> np.uint64(31))


@dataclass(frozen=True)
class _Sketch:
    """Of each document of a partition: its MinHash, uint32 (d, n_values); how many words count, int64 (d,); a code
    of all of them in order, uint64 (d,), 0 where there are none.
    """

    digest: npt.NDArray[np.uint32]
    n_words: npt.NDArray[np.int64]
    whole: Codes


def _sketch(partition: Partition, words: _Words, n_values: int, seed: int) -> _Sketch:
    from rensa import RMinHash

    codes = [words.of(partition, row) for row in range(len(partition.document_word) - 1)]
    runs = [words.runs(c) for c in codes]
    bounds = np.concatenate(([0], np.cumsum([len(r) for r in runs]))).astype(np.uint64)
    every = np.concatenate([*runs, np.zeros(0, np.uint64)])
    digest = RMinHash.digest_matrix_from_flat_token_hashes(every, bounds, n_values, seed).to_rows()
    power = np.cumprod(np.full(max(map(len, codes), default=0), _TURN))
    whole = np.array([int((c * power[: len(c)]).sum(dtype=np.uint64)) if len(c) else 0 for c in codes], np.uint64)
    return _Sketch(
        np.array(digest, np.uint32).reshape(len(codes), n_values),
        np.array([len(c) for c in codes], np.int64),
        _mixed(whole),
    )


def candidates(digest: npt.NDArray[np.uint32], n_bands: int, min_similarity: float) -> Pairs:
    """Pairs of rows that may be alike enough, int64 (n_pairs, 2), the lower row first, in order.

    digest: MinHash of each document, uint32 (n, n_bands * ROWS). A pair that agrees in a band but in less than half of
    the values that its similarity lets expect is left out.
    """
    n = len(digest)
    found = [np.zeros(0, np.int64)]
    for band in range(n_bands):
        values = digest[:, ROWS * band : ROWS * (band + 1)].astype(np.uint64)
        key = (values[:, 0] << np.uint64(32)) | values[:, 1]
        order = np.argsort(key, kind="stable")
        begins = np.flatnonzero(np.append(True, np.diff(key[order]) != 0)) if n else np.zeros(0, np.int64)
        size = np.diff(np.append(begins, n))
        for start, many in zip(begins[size > 1].tolist(), size[size > 1].tolist(), strict=True):
            rows = order[start : start + many]
            if many <= MANY:
                a, b = np.triu_indices(many, 1)
                found.append(rows[a] * n + rows[b])
            else:
                found += [rows[0] * n + rows[1:], rows[:-1] * n + rows[1:]]
    pair = np.unique(np.concatenate(found))
    pairs = np.stack((pair // n, pair % n), axis=1) if n else np.zeros((0, 2), np.int64)
    kept = [np.zeros((0, 2), np.int64)]
    for some in (pairs[i : i + 50_000] for i in range(0, len(pairs), 50_000)):
        shared = (digest[some[:, 0]] == digest[some[:, 1]]).mean(axis=1)
        kept.append(some[shared >= min_similarity / 2])
    return np.concatenate(kept)


def _runs_of(tokens: Tokens, words: _Words, rows: Iterable[int]) -> dict[int, Codes]:
    """The runs of these documents, by their row in the documents table."""
    firsts = [p.first_document for p in tokens.partitions]
    out = {}
    for row in sorted(rows):
        partition = tokens.partitions[int(np.searchsorted(firsts, row, side="right")) - 1]
        out[row] = words.runs(words.of(partition, row - partition.first_document))
    return out


def _similarity(a: Codes, b: Codes) -> tuple[float, float]:
    """Share of the runs of both that they have in common, and the share of a's that stand in b."""
    shared = len(a) + len(b) - len(np.union1d(a, b))
    return shared / (len(a) + len(b) - shared), shared / len(a)


def _clusters(pairs: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Rows that pairs join, each cluster in order."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    if not pairs:
        return []
    rows, place = np.unique(np.array(pairs, np.int64), return_inverse=True)
    a, b = place.reshape(-1, 2).T
    joined = coo_array((np.ones(len(a), np.int8), (a, b)), shape=(len(rows), len(rows)))
    _, label = connected_components(joined, directed=False)
    order = np.argsort(label, kind="stable")
    cuts = np.flatnonzero(np.diff(label[order])) + 1
    return [part.tolist() for part in np.split(rows[order], cuts)]


def _table(documents: pd.DataFrame, clusters: list[list[int]], runs: dict[int, Codes]) -> pd.DataFrame:
    ids, outlets, dates = (documents[name].to_numpy(object) for name in ("doc_id", "outlet", "date"))

    def age(row: int) -> tuple[str, str]:
        return (dates[row] or "") + "~", ids[row]  # "~" stands behind every sign of a date

    ordered = sorted((sorted(cluster, key=age) for cluster in clusters), key=lambda cluster: ids[cluster[0]])
    rows = [row for cluster in ordered for row in cluster]
    original = [cluster[0] for cluster in ordered for _ in cluster]
    alike = [_similarity(runs[row], runs[first]) for row, first in zip(rows, original, strict=True)]
    repeats = {row: first for cluster in ordered for row, first in _own_repeats(cluster, outlets, runs).items()}
    return DUPLICATES.frame(
        {
            "cluster": [number for number, cluster in enumerate(ordered, 1) for _ in cluster],
            **{name: documents[name].to_numpy()[rows] for name in ("doc_id", "outlet", "group", "date", "n_tokens")},
            "original": ids[original],
            "similarity": [similarity for similarity, _ in alike],
            "containment": [containment for _, containment in alike],
            "repeats": [ids[repeats[row]] if row in repeats else "" for row in rows],
        }
    )


def _own_repeats(cluster: list[int], outlets: npt.NDArray[np.object_], runs: dict[int, Codes]) -> dict[int, int]:
    """Documents of a cluster, oldest first, of which half stands in an earlier one of their outlet -> that one."""
    kept: dict[str, list[int]] = {}
    out = {}
    for row in cluster:
        own = kept.setdefault(outlets[row], [])
        shares = [(_similarity(runs[row], runs[earlier])[1], -i) for i, earlier in enumerate(own)]
        share, place = max(shares, default=(0.0, 0))
        if share >= HALF and outlets[row]:
            out[row] = own[-place]
        else:
            own.append(row)
    return out


def name_originals(documents: pd.DataFrame, duplicates: pd.DataFrame) -> pd.DataFrame:
    """DOCUMENTS with `duplicate_of` filled in from DUPLICATES; what is in no cluster stays as it is."""
    original = dict(zip(duplicates["doc_id"], duplicates["original"], strict=True))
    ids, before = documents["doc_id"].tolist(), documents["duplicate_of"].tolist()
    named = [original.get(i, b) for i, b in zip(ids, before, strict=True)]
    return documents.assign(duplicate_of=[n if n != i else "" for i, n in zip(ids, named, strict=True)])
