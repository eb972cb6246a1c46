"""Which documents of a source belong to a study, and why the others do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from framing.corpus.dates import partial_date, period
from framing.corpus.where import Cell, Where, read_where
from framing.errors import CorpusError, nearest, together
from framing.schema import LEFT_OUT

if TYPE_CHECKING:
    import pandas as pd

    from framing.corpus.features import Features
    from framing.corpus.read import Corpus

WHY = {
    "where": "not meeting the condition",
    "where_unknown": "with an empty or coarse cell, of which the condition can't be told",
    "too_early": "from before the first date",
    "too_late": "from after the last date",
    "no_date": "without a date",
    "coarse_date": "with a date too coarse to tell",
    "too_short": "too short",
}
"""What each reason of LEFT_OUT says, after a number of documents."""


@dataclass(frozen=True)
class Selection:
    """What a document must meet; an empty date is no limit.

    date_from and date_to are inclusive; a year or a month alone is the whole of it.
    """

    where: Where | None = None
    date_from: str = ""
    date_to: str = ""

    def lacking(self, columns: Iterable[str]) -> list[str]:
        """A problem for each column that the condition names and that is not among these."""
        known = {*columns}
        where = self.where
        return (
            []
            if where is None
            else [
                f"there is no column {column!r} (asked for by where = {where.written!r}); {nearest(column, known)}"
                for column in where.columns
                if column not in known
            ]
        )

    def why_not(self, cell: Cell, date: str) -> tuple[str, str] | None:
        """Why a document does not belong, as reason and rule of LEFT_OUT; None if it does.

        Args:
            cell: gives its cell by the column's name.
            date: its date as `partial_date` gives it.
        """
        if self.where is not None and (held := self.where.holds(cell)) is not True:
            return "where" if held is False else "where_unknown", f"where: {self.where.written}"
        if not (self.date_from or self.date_to):
            return None
        rule = " and ".join(
            f"{name} = {value}" for name, value in (("date_from", self.date_from), ("date_to", self.date_to)) if value
        )
        if not date:
            return "no_date", rule
        first, last = period(date)
        low = period(self.date_from)[0] if self.date_from else ""
        high = period(self.date_to)[1] if self.date_to else "~"
        if last < low:
            return "too_early", f"date_from = {self.date_from}"
        if first > high:
            return "too_late", f"date_to = {self.date_to}"
        return None if low <= first and last <= high else ("coarse_date", rule)


def read_selection(
    *, where: str | None = None, date_from: str | None = None, date_to: str | None = None, date: str | None = None
) -> Selection | None:
    """What the options ask for; None where they ask for nothing.

    `date` names the column of dates, if it is not called so. Raises `CorpusError` where an option can't be read.
    """
    if where is None and not date_from and not date_to:
        return None
    limits = {}
    for name, value in (("date_from", date_from), ("date_to", date_to)):
        try:
            limits[name] = partial_date(value or "")
        except CorpusError as problem:
            raise CorpusError(f"{name} = {value!r}: {problem}") from problem
    if limits["date_from"] and limits["date_to"] and period(limits["date_from"])[0] > period(limits["date_to"])[1]:
        raise CorpusError(f"date_from = {date_from!r} lies after date_to = {date_to!r}; exchange them")
    condition = None if where is None else read_where(where, dates=frozenset({"date", date or "date"}))
    return Selection(condition, **limits)


def nothing_left_out() -> pd.DataFrame:
    """LEFT_OUT without a row."""
    return LEFT_OUT.frame({name: [] for name in LEFT_OUT.names})


def leave_out(documents: pd.DataFrame, why: list[tuple[str, str] | None]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The documents that stay, and LEFT_OUT with those that go.

    A document that repeated one that goes becomes the first of its kind.

    Args:
        documents: sorted by doc_id, with `duplicate_of`.
        why: for each, reason and rule, or None if it stays.
    """
    stays = [reason is None for reason in why]
    kept = documents[stays].reset_index(drop=True)
    first: dict[str, str] = {}
    ids, repeated = kept["doc_id"].tolist(), kept["duplicate_of"].tolist()
    originals = [first.setdefault(of or doc_id, doc_id) for doc_id, of in zip(ids, repeated)]
    kept["duplicate_of"] = ["" if o == doc_id else o for doc_id, o in zip(ids, originals)]
    kept["duplicate_of"] = kept["duplicate_of"].astype("str")
    gone = documents[[not s for s in stays]]
    reasons = [reason for reason in why if reason is not None]
    out = LEFT_OUT.frame(
        {
            **{name: gone[name].to_numpy() for name in ("doc_id", "outlet", "group", "date")},
            "reason": [reason for reason, _ in reasons],
            "rule": [rule for _, rule in reasons],
        }
    )
    return kept, out


def select_features(features: Features, selection: Selection | None, min_tokens: int = 0) -> Features:
    """Features of the documents that belong; the others are added to their LEFT_OUT.

    A condition names columns of DOCUMENTS. What was skipped stays as it was found in the whole.
    Raises `CorpusError` where a column is not there, and where no document is left.
    """
    if selection is None and not min_tokens:
        return features
    documents = features.documents
    if selection is not None and (problems := selection.lacking(map(str, documents.columns))):
        raise CorpusError(together(problems, "where"))
    rows = documents.astype("str").to_dict("records")
    why = [None if selection is None else selection.why_not(row.__getitem__, row["date"]) for row in rows]
    why = [w or _too_short(n, min_tokens) for w, n in zip(why, documents["n_tokens"].tolist())]
    kept, out = leave_out(documents, why)
    gone = set(out["doc_id"])
    audit, hits, words = (
        table[~table["doc_id"].isin(gone)].reset_index(drop=True)
        for table in (features.audit, features.hits, features.words)
    )
    left_out = both_left_out(features.left_out, out)
    if not len(kept):
        raise CorpusError(f"no document of the features is left: {listed(left_out)}")
    copies = features.duplicates
    if copies is not None:
        copies = copies[~copies["doc_id"].isin(gone)].reset_index(drop=True)
        copies["repeats"] = copies["repeats"].where(~copies["repeats"].isin(gone), "")
    return replace(features, documents=kept, audit=audit, hits=hits, words=words, duplicates=copies, left_out=left_out)


def leave_out_short(corpus: Corpus, n_tokens: list[int], min_tokens: int) -> Corpus:
    """The corpus without documents of fewer than `min_tokens` words; `n_tokens` counts them for each.

    Raises `CorpusError` where none is left.
    """
    import pyarrow as pa

    why = [_too_short(n, min_tokens) for n in n_tokens]
    kept, out = leave_out(corpus.documents, why)
    left_out = both_left_out(corpus.left_out, out)
    if not len(kept):
        raise CorpusError(f"no document of the corpus is left: {listed(left_out)}")
    stays, first, chunks = pa.array([w is None for w in why]), 0, []
    for chunk in corpus.texts.chunks:
        chunks.append(chunk.filter(stays[first : first + len(chunk)]))
        first += len(chunk)
    texts = pa.chunked_array([c for c in chunks if len(c)], corpus.texts.type)
    return replace(corpus, documents=kept, texts=texts, left_out=left_out)


def _too_short(n_tokens: int, min_tokens: int) -> tuple[str, str] | None:
    return ("too_short", f"min_tokens = {min_tokens}") if n_tokens < min_tokens else None


def both_left_out(one: pd.DataFrame, two: pd.DataFrame) -> pd.DataFrame:
    """Two tables of LEFT_OUT as one, in order of doc_id."""
    import pandas as pd

    if not len(one) or not len(two):
        return one if len(one) else two
    return pd.concat([one, two], ignore_index=True).sort_values("doc_id", kind="stable", ignore_index=True)


def listed(left_out: pd.DataFrame) -> str:
    """What was left out, in a row of clauses."""
    return ", ".join(told(left_out))


def told(left_out: pd.DataFrame) -> list[str]:
    """A clause for each reason and rule: how many documents were left out, and why.

    "163 not meeting the condition (where: snippet == false)", for instance.

    >>> told(nothing_left_out())
    []
    """
    sizes = Counter(zip(left_out["reason"].tolist(), left_out["rule"].tolist()))
    order = list(WHY)
    found = sorted(sizes.items(), key=lambda item: (order.index(item[0][0]), item[0][1]))
    return [f"{n:,} {WHY[reason]} ({rule})" for (reason, rule), n in found]
