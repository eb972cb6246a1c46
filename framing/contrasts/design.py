"""Who is compared with whom: which documents are on which side, and what the independent draws are."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np
import numpy.typing as npt

from framing.corpus.language import same_language
from framing.errors import CorpusError, InputError, TooLittleError, UnknownNameError, nearest, together
from framing.stats.resample import permutation_floor

if TYPE_CHECKING:
    import pandas as pd

By = Literal["group", "outlet"]
Cluster = Literal["outlet", "document"]

ENOUGH_OUTLETS = 4
"""With at least so many outlets on each side, outlets are the clusters, otherwise documents."""

ALL_OTHERS = "all others"
"""As a reference: every document that is not in the target."""


@dataclass(frozen=True)
class Sides:
    """The documents of a comparison and their clusters.

    rows: rows of the documents table that take part, int64 (n,). is_target: bool (n,).
    cluster_of: index into `clusters` for each of them, int64 (n,). clusters: their names.
    cluster_is_target: bool (n_clusters,). n_documents: of the whole table.
    """

    target: str
    reference: str
    rows: npt.NDArray[np.int64]
    is_target: npt.NDArray[np.bool_]
    cluster: Cluster
    reason: str
    clusters: list[str]
    cluster_of: npt.NDArray[np.int64]
    cluster_is_target: npt.NDArray[np.bool_]
    n_outlets_target: int
    n_outlets_reference: int
    n_documents: int

    @property
    def n_clusters(self) -> tuple[int, int]:
        """Clusters in the target and in the reference."""
        n_target = int(self.cluster_is_target.sum())
        return n_target, len(self.clusters) - n_target

    def rows_of(self, target: bool) -> npt.NDArray[np.bool_]:
        """Whether each document of the corpus, is on the target's or the other side."""
        out = np.zeros(self.n_documents, bool)
        out[self.rows[self.is_target == target]] = True
        return out

    def floor(self, permutations: int | None = None) -> float:
        """The smallest p that so many clusters can give: by so many permutations, or by a test that draws none."""
        n_target, n_reference = self.n_clusters
        every = math.comb(n_target + n_reference, n_target)
        return permutation_floor(n_target, n_reference, every if permutations is None else permutations)

    def outlet_floor(self, permutations: int) -> float:
        """The smallest p if outlets were the clusters."""
        return permutation_floor(self.n_outlets_target, self.n_outlets_reference, permutations)

    def with_tokens(self, n: npt.NDArray[np.int64]) -> Sides:
        """The same sides without documents that have no tokens: these say nothing and are no draws.

        n: tokens of every document of the corpus, int64. Raises TooLittleError where a side has none left.
        """
        told = n[self.rows] > 0
        for name, side in ((self.target, self.is_target), (self.reference, ~self.is_target)):
            if not (told & side).any():
                raise TooLittleError(f"{name!r} has no tokens to count in; compare other sides or other voices")
        kept, cluster_of = np.unique(self.cluster_of[told], return_inverse=True)
        return replace(
            self,
            rows=self.rows[told],
            is_target=self.is_target[told],
            clusters=[self.clusters[i] for i in kept.tolist()],
            cluster_of=cluster_of.astype(np.int64),
            cluster_is_target=self.cluster_is_target[kept],
        )


def choose_sides(
    documents: pd.DataFrame, *, target: str, reference: str, by: By = "group", cluster: Cluster | None = None
) -> Sides:
    """Sort documents into target and reference, and choose the clusters.

    Args:
        documents: doc_id, outlet and group of each document.
        target, reference: two groups (or outlets); the reference may be "all others".
        by: what they are names of.
        cluster: "outlet" or "document"; by default outlet where each side has at least four, else document.

    Raises:
        UnknownNameError: no document has this group or outlet; names the nearest.
        CorpusError: a document has no group where groups are compared, or no outlet where outlets are.
        InputError: the documents are in several languages, where `documents` has a column `lang`.
    """
    if by not in ("group", "outlet"):
        raise InputError(f"by must be group or outlet, not {by!r}")
    if target == reference:
        raise InputError(f"target and reference are both {target!r}; compare two different {by}s")
    names = documents[by].fillna("").to_numpy(object)
    bare = documents["doc_id"].to_numpy(object)[names == ""]
    if len(bare):
        some = ", ".join(map(repr, bare[:5])) + (f" and {len(bare) - 5} more" if len(bare) > 5 else "")
        raise CorpusError(
            f"{len(bare)} of {len(documents)} documents have no {by} ({some}), and the comparison is by {by}: fill the"
            f" column {by!r} for them or leave them out"
            + (', or compare two outlets (by = "outlet", --by outlet)' if by == "group" else "")
        )
    known = sorted(set(names.tolist()))
    unknown = [n for n in (target, reference) if n not in known and not (n == ALL_OTHERS and n is reference)]
    if unknown:
        said = [f"no document has {by} {n!r}; {nearest(n, known)}" for n in unknown]
        raise UnknownNameError(together(said, f"{by}s to compare"))
    chosen = np.ones(len(names), bool) if reference == ALL_OTHERS else np.isin(names, [target, reference])
    rows = np.flatnonzero(chosen)
    is_target = names[rows] == target
    if is_target.all():
        raise InputError(f"every document is in {target!r}: there is nothing to compare it with")
    if "lang" in documents:
        check_one_language(documents["lang"].to_numpy(object)[rows].tolist())
    outlets = documents["outlet"].fillna("").to_numpy(object)[rows]
    n_target, n_reference = len(set(outlets[is_target])), len(set(outlets[~is_target]))
    kind, reason = _choose_cluster(cluster, by, outlets, is_target, n_target, n_reference)
    ids = outlets if kind == "outlet" else documents["doc_id"].to_numpy(object)[rows]
    clusters = sorted(set(ids.tolist()))
    place = {c: i for i, c in enumerate(clusters)}
    cluster_of = np.array([place[i] for i in ids.tolist()], np.int64)
    cluster_is_target = np.zeros(len(clusters), bool)
    cluster_is_target[cluster_of[is_target]] = True
    return Sides(
        target,
        reference,
        rows,
        is_target,
        kind,
        reason,
        clusters,
        cluster_of,
        cluster_is_target,
        n_target,
        n_reference,
        len(names),
    )


def check_one_language(codes: list[str]) -> None:
    """Raise `InputError` where documents that are to be compared are in several languages."""
    languages = [code for code in sorted(set(codes)) if code]
    if any(not same_language(code, languages[0]) for code in languages[1:]):
        told = ", ".join(f"{codes.count(code):,} in {code!r}" for code in languages)
        raise InputError(
            f"rates are not compared across languages, and of these documents {told}: compare those of one language"
            " (column 'lang')"
        )


def _choose_cluster(
    cluster: Cluster | None,
    by: By,
    outlets: npt.NDArray[np.object_],
    is_target: npt.NDArray[np.bool_],
    n_target: int,
    n_reference: int,
) -> tuple[Cluster, str]:
    shared = set(outlets[is_target]) & set(outlets[~is_target])
    if cluster == "outlet":
        if shared:
            raise InputError(f"outlet {min(shared)!r} is on both sides, so outlets can't be the clusters; use document")
        return "outlet", "Outlets are the clusters, as the study asks."
    if cluster == "document":
        return "document", "Documents are the clusters, as the study asks."
    if cluster is not None:
        raise InputError(f"cluster must be outlet or document, not {cluster!r}")
    if by == "outlet":
        return "document", "Documents are the clusters, because single outlets are compared."
    if not shared and "" not in outlets and min(n_target, n_reference) >= ENOUGH_OUTLETS:
        return "outlet", f"Outlets are the clusters, because each side has at least {ENOUGH_OUTLETS} of them."
    return "document", (
        f"Documents are the clusters, because a side has fewer than {ENOUGH_OUTLETS} outlets"
        f" ({n_target} against {n_reference}); documents of one outlet are then taken as independent,"
        " which makes intervals too narrow where an outlet has a style of its own."
    )
