"""Validation: how often the tool says what a hand coder says, by class, group, outlet and document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.coding.codes import VARIABLES, Variable, read_codes
from framing.coding.judge import judge
from framing.errors import TableError
from framing.schema_coding import CONFUSION, JUDGED, SCORES
from framing.stats.agreement import krippendorff_alpha
from framing.stats.proportions import clustered_proportion
from framing.stats.replicates import resampled_interval

if TYPE_CHECKING:
    import pandas as pd

    from framing.corpus.tokens import Tokens

BY = ("all", "group", "outlet", "document")


@dataclass(frozen=True)
class Validation:
    """Hand codes against the tool.

    cases: JUDGED, every place with both codes, and those left out. scores: SCORES. confusion: CONFUSION.
    """

    cases: pd.DataFrame
    scores: pd.DataFrame
    confusion: pd.DataFrame

    def accuracy(self, variable: str) -> float:
        """Share of the codes of a variable on which tool and hand agree, over everything."""
        s = self.scores
        row = s[(s["variable"] == variable) & (s["by"] == "all") & (s["measure"] == "accuracy")]
        if not len(row):
            raise TableError(f"{variable!r} is not coded; coded are {', '.join(s['variable'].unique())}")
        return float(row["value"].iloc[0])

    @property
    def left_out(self) -> dict[str, int]:
        """How many places are not judged, by reason: skipped text, and what the coder calls no marker."""
        counts = self.cases["status"].value_counts()
        return {reason: int(counts.get(reason, 0)) for reason in ("skipped", "no_marker")}


def validate(
    gold: pd.DataFrame | str | Path | Sequence[str | Path],
    tokens: Tokens,
    *,
    seed: int = 1,
    replicates: int = 2000,
    level: float = 0.95,
) -> Validation:
    """Judge voice, scare quotes, negation and stance at the places that a gold file gives, whatever the lexicon.

    Accuracy, precision, recall and F1 have Wilson intervals at the effective sample size of clusters, which are
    documents (`framing.stats.proportions`); within one document occurrences count as independent, which `method` says.
    That of F1 is the interval of the share right among the codes that have the class on either side, s, turned into
    2s / (1 + s). Krippendorff's alpha of tool and hand is resampled over documents.

    Args:
        gold: CODES, or the files to read them from.
        tokens: the encoded corpus that was coded.
        seed: of the resampling for alpha.
        replicates: bootstrap replicates.
        level: of the intervals.

    Raises: TableError for gold that can't be used, naming file and line.
    """
    if isinstance(gold, str | Path):
        gold = read_codes(gold)
    elif isinstance(gold, Sequence):
        gold = read_codes(*gold)
    return score(judge(gold, tokens), seed=seed, replicates=replicates, level=level)


def score(cases: pd.DataFrame, *, seed: int = 1, replicates: int = 2000, level: float = 0.95) -> Validation:
    """The scores of JUDGED cases, or of some rows of it."""
    JUDGED.check(cases)
    if not (cases["status"] == "judged").any():
        raise TableError("no place is left to judge: all are skipped text or coded as no marker, or there are none")
    scores: list[dict[str, Any]] = []
    confusion: list[dict[str, Any]] = []
    for variable in VARIABLES:
        coded = cases[(cases["status"] == "judged") & (cases[f"gold_{variable.name}"] != "")]
        for by, unit, rows in _units(coded):
            head = {"variable": variable.name, "by": by, "unit": unit}
            scores += [head | s for s in _scores(variable, rows, level)]
            if by == "all":
                scores.append(head | _alpha(variable, rows, seed, replicates, level))
            met = rows.groupby([f"gold_{variable.name}", f"tool_{variable.name}"]).size()
            confusion += [
                head | {"gold": g, "tool": t, "n": int(met.get((g, t), 0))}
                for g in variable.labels
                for t in variable.labels
            ]
    return Validation(
        cases,
        SCORES.frame({n: [s[n] for s in scores] for n in SCORES.names}),
        CONFUSION.frame({n: [c[n] for c in confusion] for n in CONFUSION.names}),
    )


def _units(rows: pd.DataFrame) -> Iterator[tuple[str, str, pd.DataFrame]]:
    """The rows as a whole, then of each group, outlet and document."""
    if len(rows):
        yield "all", "", rows
    for by, column in (("group", "group"), ("outlet", "outlet"), ("document", "doc_id")):
        for unit, part in rows.groupby(column, sort=True):
            if unit != "":
                yield by, str(unit), part


def _scores(variable: Variable, rows: pd.DataFrame, level: float) -> list[dict[str, Any]]:
    gold, tool = rows[f"gold_{variable.name}"].to_numpy(), rows[f"tool_{variable.name}"].to_numpy()
    document = np.unique(rows["doc_id"].to_numpy(), return_inverse=True)[1]
    every = np.ones(len(rows), bool)
    asked = [("", "accuracy", gold == tool, every)]
    for label in variable.labels:
        right = (gold == label) & (tool == label)
        asked += [
            (label, "precision", right, tool == label),
            (label, "recall", right, gold == label),
            (label, "f1", right, (gold == label) | (tool == label)),
        ]
    out = []
    for label, measure, right, among in asked:
        n = np.bincount(document[among], minlength=document.max() + 1)
        share = clustered_proportion(np.bincount(document[right & among], minlength=len(n)), n, level=level)
        values = [share.value, share.low, share.high]
        if measure == "f1":
            values = [2 * s / (1 + s) for s in values]
        clusters = int((n > 0).sum())
        method = "wilson, clustered by document" if clusters > 1 else "wilson, occurrences as independent"
        out.append(
            {
                "label": label,
                "measure": measure,
                **dict(zip(("value", "ci_low", "ci_high"), values, strict=True)),
                "n": int(among.sum()),
                "n_correct": int((right & among).sum()),
                "n_clusters": clusters,
                "method": method if clusters else "none: no such code",
            }
        )
    return out


def _alpha(variable: Variable, rows: pd.DataFrame, seed: int, replicates: int, level: float) -> dict[str, Any]:
    code = {label: i for i, label in enumerate(variable.labels)}
    pair = np.array([[code[c] for c in rows[f"{who}_{variable.name}"]] for who in ("gold", "tool")]).T
    interval = resampled_interval(
        lambda w: krippendorff_alpha(pair, weights=w),
        rows["doc_id"].to_numpy(),
        seed=seed,
        replicates=replicates,
        level=level,
        bounds=(-1, 1),
    )
    return {
        "label": "",
        "measure": "alpha",
        "value": float(krippendorff_alpha(pair)),
        "ci_low": float(interval.low),
        "ci_high": float(interval.high),
        "n": len(rows),
        "n_correct": int((pair[:, 0] == pair[:, 1]).sum()),
        "n_clusters": int(rows["doc_id"].nunique()),
        "method": interval.method,
    }
