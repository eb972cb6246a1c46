"""The plain numbers that the report's sentences may speak of, taken once from the tables."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from framing.contrasts.inference import CORRECTIONS
from framing.corpus.features import OTHER_LANGUAGE

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

    from framing.report.results import Results

NAIVE_Z = 1.96
"""|z| beyond which a word would be called significant at 0.05 if every word were an independent draw"""
LEVEL = 0.05
FEW_SEGMENTS = 100
"""Below so many segments a topic model is called unstable: far fewer than any study that reports stable topics."""


@dataclass(frozen=True)
class Side:
    """What one side of the comparison consists of."""

    name: str
    n_documents: int
    n_outlets: int
    n_tokens: int
    n_sentences: int
    n_hits: int
    n_clusters: int


@dataclass(frozen=True)
class Facts:
    """What the page, the numbers and the methods paragraph say about the data."""

    target: Side
    reference: Side
    first_date: str
    last_date: str
    n_undated: int
    n_on_neither_side: int
    """documents of the corpus that the comparison leaves out: of a third group or outlet"""
    n_repeats: int
    """documents that repeat another one, of those that are counted"""
    n_repeats_elsewhere: int
    """those of them whose original stands in another outlet"""
    n_left_out: int
    """documents left out because they repeat an earlier one of their own outlet"""
    n_other_language: int
    """documents of either side or none left out because they are in another language than the study's"""
    n_markers: int
    n_markers_found: int
    n_categories: int
    n_skipped_spans: int
    n_skipped_chars: int
    n_words: int
    n_words_naive: int
    """words whose G2 has q below 0.05: every word an independent draw"""
    n_words_significant: int
    """words with q below 0.05: documents or outlets are the draws"""
    n_words_lost: int
    """those of the naive test that are not among them"""
    n_topics: int

    @property
    def n_documents(self) -> int:
        """Documents of both sides."""
        return self.target.n_documents + self.reference.n_documents

    @property
    def n_outlets(self) -> int:
        """Outlets of both sides."""
        return self.target.n_outlets + self.reference.n_outlets

    @property
    def n_tokens(self) -> int:
        """Tokens of both sides."""
        return self.target.n_tokens + self.reference.n_tokens

    @property
    def n_hits(self) -> int:
        """Hits of both sides."""
        return self.target.n_hits + self.reference.n_hits


def documents_of(results: Results, name: str) -> pd.DataFrame:
    """The documents of one side, in their order."""
    return results.documents[results.documents[results.design.by] == name]


def compared(results: Results) -> pd.DataFrame:
    """The documents of both sides."""
    design = results.design
    return results.documents[results.documents[design.by].isin([design.target, design.reference])]


def facts_of(results: Results) -> Facts:
    """The numbers of `results`."""
    design = results.design
    both = compared(results)
    first_date, last_date = date_span(both["date"].tolist())
    skipped = results.audit[results.audit["doc_id"].isin(both["doc_id"])]
    words = results.words
    n_elsewhere, n_left_out = _repeats(results)
    naive, sure = _naive_q(results) < LEVEL, (words["q"] < LEVEL).to_numpy(bool)
    return Facts(
        target=_side(results, design.target, design.n_clusters_target),
        reference=_side(results, design.reference, design.n_clusters_reference),
        first_date=first_date,
        last_date=last_date,
        n_undated=sum(not d for d in both["date"]),
        n_on_neither_side=len(results.documents) - len(both),
        n_repeats=int((both["duplicate_of"].fillna("") != "").sum()),
        n_repeats_elsewhere=n_elsewhere,
        n_left_out=n_left_out,
        n_other_language=int((results.audit["reason"] == OTHER_LANGUAGE).sum()),
        n_markers=len(results.lexicon),
        n_markers_found=int(results.hits["marker"].nunique()),
        n_categories=int(results.lexicon["category"].nunique()),
        n_skipped_spans=len(skipped),
        n_skipped_chars=int((skipped["end"] - skipped["start"]).sum()),
        n_words=len(words),
        n_words_naive=int(naive.sum()),
        n_words_significant=int(sure.sum()),
        n_words_lost=int((naive & ~sure).sum()),
        n_topics=int(results.topic_terms["topic"].nunique()),
    )


def _naive_q(results: Results) -> npt.NDArray[np.float64]:
    """Q (words,) of the log-likelihood test, corrected as the study's own; its p by chi-square with one degree."""
    g2 = np.maximum(results.words["g2"].to_numpy(float), 0)
    p = np.array([math.erfc(math.sqrt(g / 2)) for g in g2.tolist()])
    return np.asarray(CORRECTIONS[results.settings.correction](p), float)


def _repeats(results: Results) -> tuple[int, int]:
    """Documents of both sides that repeat one of another outlet and are counted; those that were left out."""
    design, table = results.design, results.duplicates
    if table is None:
        return 0, 0
    of_outlet = dict(zip(table["doc_id"], table["outlet"], strict=True))
    both = table[table[design.by].isin([design.target, design.reference])]
    counted = both["doc_id"].isin(results.documents["doc_id"])
    elsewhere = both["original"].map(of_outlet) != both["outlet"]
    return int((counted & elsewhere).sum()), int((~counted).sum())


def date_span(dates: list[str]) -> tuple[str, str]:
    """First and last of ISO dates, both cut to the coarsest of them; empty where there are none.

    Where one article is known by its year alone, nobody knows which day of that year was the first or the last.

    >>> date_span(["2024-03", "2021-04-22", "", "2024-03-01"]), date_span(["2024", "2024-02-01"]), date_span([""])
    (('2021-04', '2024-03'), ('2024', '2024'), ('', ''))
    """
    known = [d for d in dates if d]
    exact = min(map(len, known), default=0)
    cut = sorted(d[:exact] for d in known)
    return (cut[0], cut[-1]) if cut else ("", "")


def n_tested(table: pd.DataFrame) -> int:
    """How many rows have a p: an item that neither side has is not tested."""
    return int(table["p"].notna().sum())


def fewest_at_floor(p_floor: float, n_tested: int, correction: str) -> int:
    """How many of the items tested must have the smallest p before any q is below 0.05; more than all: none can.

    Benjamini and Hochberg (1995): the k smallest of m p-values at the floor have q = floor m / k, so k must be above
    floor m / 0.05. Holm (1979): the smallest q is floor m, however many are there.

    >>> fewest_at_floor(1 / 35, 134, "bh"), fewest_at_floor(0.001, 20, "bh"), fewest_at_floor(0.01, 20, "holm")
    (77, 1, 21)
    """
    needed = math.floor(round(p_floor * n_tested / LEVEL, 4)) + 1  # tables are rounded to six digits
    if correction == "bh":
        return needed
    if correction == "holm":
        return 1 if needed == 1 else n_tested + 1
    return 1


def _side(results: Results, name: str, n_clusters: int) -> Side:
    documents = documents_of(results, name)
    return Side(
        name=name,
        n_documents=len(documents),
        n_outlets=int(documents["outlet"].nunique()),
        n_tokens=int(documents["n_tokens"].sum()),
        n_sentences=int(documents["n_sentences"].sum()),
        n_hits=int((results.hits[results.design.by] == name).sum()),
        n_clusters=n_clusters,
    )


def category_labels(results: Results) -> dict[str, str]:
    """Category id -> label, as the lexicon gives it."""
    pairs = zip(results.lexicon["category"], results.lexicon["label"], strict=True)
    return {str(category): str(label) or readable(str(category)) for category, label in pairs}


def readable(name: str) -> str:
    """An id as words.

    >>> readable("hostile_forces")
    'hostile forces'
    """
    return name.replace("_", " ")
