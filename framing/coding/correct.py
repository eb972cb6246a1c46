"""Shares corrected for the tool's measured errors: what hand coders would have found, had they coded every hit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import numpy.typing as npt

from framing.coding.codes import Variable, find_variable
from framing.coding.validate import Validation
from framing.errors import TableError
from framing.schema import HITS
from framing.schema_coding import CORRECTED_SHARES
from framing.stats.replicates import Resampled, resampled_interval
from framing.stats.resample import FEWEST_FOR_BOOTSTRAP, poisson_weights

if TYPE_CHECKING:
    import pandas as pd

Floats = npt.NDArray[np.float64]
Form = Literal["misclassification", "calibration"]
Gold = Literal["all", "unit"]

_BLOCK = 4_000_000  # weights alive at a time

WORST_CONDITION = 10.0
"""Above this condition number the matrix is nearly singular: errors of the hand codes are blown up tenfold."""


@dataclass(frozen=True)
class _Counts:
    """What is counted of one unit: hits (documents x classes), gold (documents x gold class x tool class).

    absent: classes that neither coders nor framing ever give; they stay out of the correction.
    """

    hits: Floats
    hit_documents: list[str]
    gold: Floats
    gold_documents: list[str]
    absent: npt.NDArray[np.bool_]


def corrected_shares(
    hits: pd.DataFrame,
    validation: Validation,
    *,
    variable: str = "voice",
    by: Literal["all", "group", "outlet"] = "group",
    gold: Gold = "all",
    form: Form = "misclassification",
    seed: int,
    replicates: int = 2000,
    level: float = 0.95,
) -> pd.DataFrame:
    """Shares of a variable's classes among the hits, as framing finds them and corrected for its errors.

    "misclassification" solves q = M' x for the true shares x, with the found shares q and M = P(tool | hand code). It
    holds where framing errs as often on these articles as on the hand-coded ones, however the classes are mixed there.
    "calibration" takes x = C' q with C = P(hand code | tool), which is steadier and holds only where the hand-coded
    hits are a fair sample of these hits, as `sample_hits` draws them. A solution outside 0 to 1 is brought to the
    nearest shares that are possible, and the row says so.

    Intervals resample documents, of the hits and of the hand codes together, so they are wider than the uncorrected
    ones, which stand beside them. With fewer than ten documents on either side the bootstrap gives way to t intervals
    on the jackknife, with one degree of freedom less than documents on the smaller side. `method` says which.

    Args:
        hits: HITS of the study.
        validation: from `framing.validate`. Skipped text and what is coded as no marker take no part.
        variable: voice, scare_quoted, negated or stance.
        by: whose shares: of each group, of each outlet, or of all hits.
        gold: measure the errors on "all" hand codes, or on those of the same "unit".
        form: how to correct.
        seed, replicates, level: of the intervals.

    Returns: CORRECTED_SHARES. `condition` tells how far the correction multiplies uncertainty; above 10 `note` warns.

    Raises: TableError where a class has no hand codes to measure the errors on.

    Source: the two forms are compared in Tzavidis and Lin, Estimating from cross-sectional categorical data subject to
    misclassification and double sampling (2006); why a high accuracy is not enough for shares, in Hopkins and King, A
    method of automated nonparametric content analysis for social science (2010).
    """
    coded = find_variable(variable)
    HITS.check(hits)
    if by not in ("all", "group", "outlet") or gold not in ("all", "unit"):
        raise ValueError(f"by must be all, group or outlet and gold all or unit; got {by!r} and {gold!r}")
    if form not in ("misclassification", "calibration"):
        raise ValueError(f"form must be misclassification or calibration, not {form!r}")
    if not len(hits):
        raise TableError("there are no hits whose shares could be corrected")
    cases = validation.cases
    cases = cases[(cases["status"] == "judged") & (cases[f"gold_{coded.name}"] != "")]
    units = [""] if by == "all" else sorted(u for u in hits[by].unique() if u != "")
    rows: list[dict[str, Any]] = []
    for unit in units:
        mine = hits if by == "all" else hits[hits[by] == unit]
        judged = cases if by == "all" or gold == "all" else cases[cases[by] == unit]
        counts = _count(coded, mine, judged)
        head = {"variable": coded.name, "by": by, "unit": unit, "gold": "all" if by == "all" or gold == "all" else unit}
        rows += [head | row for row in _unit_rows(coded, counts, head["gold"], form, seed, replicates, level)]
    return CORRECTED_SHARES.frame({n: [r[n] for r in rows] for n in CORRECTED_SHARES.names})


def _count(coded: Variable, hits: pd.DataFrame, cases: pd.DataFrame) -> _Counts:
    code = {label: i for i, label in enumerate(coded.labels)}
    found = hits[coded.name]
    if coded.labels == ("0", "1"):
        found = found.map({True: "1", False: "0"})
    k = len(code)
    of_hit, hit_documents = _numbered(hits)
    of_case, gold_documents = _numbered(cases)
    counted, gold = np.zeros((len(hit_documents), k)), np.zeros((len(gold_documents), k, k))
    np.add.at(counted, (of_hit, found.map(code).to_numpy(np.int64)), 1)
    pair = [cases[f"{who}_{coded.name}"].map(code).to_numpy(np.int64) for who in ("gold", "tool")]
    np.add.at(gold, (of_case, *pair), 1)
    absent = counted.sum(axis=0) + gold.sum(axis=(0, 1)) + gold.sum(axis=(0, 2)) == 0
    return _Counts(counted, hit_documents, gold, gold_documents, absent)


def _numbered(table: pd.DataFrame) -> tuple[npt.NDArray[np.intp], list[str]]:
    names, number = np.unique(table["doc_id"].to_numpy(dtype=object), return_inverse=True)
    return number, names.tolist()


def _unit_rows(
    coded: Variable, counts: _Counts, whose: str, form: Form, seed: int, replicates: int, level: float
) -> list[dict[str, Any]]:
    ones = np.ones((len(counts.hit_documents), 1)), np.ones((len(counts.gold_documents), 1))
    total = counts.gold.sum(axis=0)
    n_gold = int(total.sum())
    total[counts.absent, counts.absent] = 1
    given = total.sum(axis=1 if form == "misclassification" else 0)
    needed = counts.hits.sum(axis=0) > 0 if form == "calibration" else np.ones(len(given), bool)
    lacking = [label for label, n, need in zip(coded.labels, given, needed, strict=True) if need and not n]
    if lacking:
        what = "that coders call" if form == "misclassification" else "that framing calls"
        raise TableError(
            f"{coded.name}: among the hand codes{'' if whose == 'all' else f' of {whose}'} there is none {what}"
            f" {' or '.join(lacking)}, so framing's errors on it can't be measured: code more articles"
            + ("" if whose == "all" else ', or measure the errors on all hand codes (gold="all")')
        )
    raw = _solve(counts, *ones, form)[0]
    with np.errstate(invalid="ignore"):
        matrix = total / total.sum(axis=1, keepdims=True)
    condition = float(np.linalg.cond(matrix)) if form == "misclassification" else 1.0
    corrected = _possible(raw[None, :])[0]
    naive = resampled_interval(
        lambda w: _shares(w.T @ counts.hits),
        counts.hit_documents,
        seed=seed,
        replicates=replicates,
        level=level,
        bounds=(0, 1),
    )
    wide = _interval(counts, lambda a, b: _possible(_solve(counts, a, b, form)), seed, replicates, level)
    notes = []
    if condition > WORST_CONDITION:
        notes.append(
            f"the matrix is nearly singular (condition {condition:.0f}): framing hardly tells the classes apart here;"
            " report the uncorrected shares with the accuracy instead"
        )
    if np.abs(corrected - raw).max() > 1e-9:
        notes.append("the solution lay outside 0 to 1 and was brought to the nearest possible shares")
    share = _shares(counts.hits.sum(axis=0))
    return [
        {
            "label": label,
            "n_hits": int(counts.hits.sum()),
            "n_documents": len(counts.hit_documents),
            "share": share[i],
            "ci_low": naive.low[i],
            "ci_high": naive.high[i],
            "corrected": corrected[i],
            "corrected_low": wide.low[i],
            "corrected_high": wide.high[i],
            "n_gold": n_gold,
            "n_gold_docs": len(counts.gold_documents),
            "condition": condition,
            "method": f"{form}; {wide.method}",
            "note": "; ".join(notes),
        }
        for i, label in enumerate(coded.labels)
    ]


def _shares(counts: Floats) -> Floats:
    with np.errstate(invalid="ignore"):
        out: Floats = counts / counts.sum(axis=-1, keepdims=True)
    return out


def _solve(counts: _Counts, hit_weights: Floats, gold_weights: Floats, form: Form) -> Floats:
    """Shares under weights (documents x replicates): (replicates x classes), nan where they can't be had."""
    found = _shares(hit_weights.T @ counts.hits)
    k = found.shape[1]
    table = (gold_weights.T @ counts.gold.reshape(len(counts.gold), -1)).reshape(-1, k, k)
    table[:, counts.absent, counts.absent] = 1
    with np.errstate(invalid="ignore"):
        if form == "calibration":
            chances = table / table.sum(axis=1, keepdims=True)
            out: Floats = np.nansum(np.where(found[:, None, :] > 0, chances * found[:, None, :], 0), axis=2)
            lost = ((found > 0) & (table.sum(axis=1) == 0)).any(axis=1)
            out[lost | ~np.isfinite(found).all(axis=1)] = np.nan
            return out
        matrix = table / table.sum(axis=2, keepdims=True)
    out = np.full(found.shape, np.nan)
    good = np.isfinite(matrix).all(axis=(1, 2)) & np.isfinite(found).all(axis=1)
    good[good] &= np.linalg.cond(matrix[good]) < 1e8
    if good.any():
        out[good] = np.linalg.solve(matrix[good].transpose(0, 2, 1), found[good][:, :, None])[:, :, 0]
    return out


def _possible(shares: Floats) -> Floats:
    """The nearest points at which all shares are 0 or more and add up to 1; rows of nan stay."""
    down = -np.sort(-shares, axis=1)
    over = (np.cumsum(down, axis=1) - 1) / np.arange(1, shares.shape[1] + 1)
    last = np.maximum((down > over).sum(axis=1) - 1, 0)
    return np.maximum(shares - np.take_along_axis(over, last[:, None], axis=1), 0)


def _interval(
    counts: _Counts, statistic: Callable[[Floats, Floats], Floats], seed: int, replicates: int, level: float
) -> Resampled:
    """Interval under resampling of the documents of the hits and of those of the hand codes."""
    n_hit, n_gold = len(counts.hit_documents), len(counts.gold_documents)
    said = f"{n_hit} documents of hits and {n_gold} of hand codes"
    if min(n_hit, n_gold) >= FEWEST_FOR_BOOTSTRAP:
        # A document's weight hangs on its name, so one that is in both is drawn in both.
        names, width = (counts.hit_documents, counts.gold_documents), max(1, _BLOCK // (n_hit + n_gold))
        values = np.concatenate(
            [
                statistic(*(poisson_weights(seed, d, min(width, replicates - r), first=r).astype(float) for d in names))
                for r in range(0, replicates, width)
            ]
        )
        values = values[np.isfinite(values).all(axis=1)]
        if 2 * len(values) < replicates:
            nothing = np.full(counts.hits.shape[1], np.nan)
            return Resampled(nothing, nothing, f"none: undefined in most bootstrap replicates of {said}")
        low, high = np.quantile(values, [(1 - level) / 2, (1 + level) / 2], axis=0)
        return Resampled(low, high, f"percentile bootstrap of {said}")
    return _jackknife(statistic, n_hit, n_gold, level, said)


def _jackknife(
    statistic: Callable[[Floats, Floats], Floats], n_hit: int, n_gold: int, level: float, said: str
) -> Resampled:
    from scipy import special

    whole = statistic(np.ones((n_hit, 1)), np.ones((n_gold, 1)))[0]
    nothing = np.full(whole.shape, np.nan)
    if min(n_hit, n_gold) < 2:
        return Resampled(nothing, nothing, f"none: {said}")
    left_out = (
        statistic(1 - np.eye(n_hit), np.ones((n_gold, n_hit))),
        statistic(np.ones((n_hit, n_gold)), 1 - np.eye(n_gold)),
    )
    variances = [(len(v) - 1) / len(v) * ((v - v.mean(axis=0)) ** 2).sum(axis=0) for v in left_out]
    if not all(np.isfinite(v).all() for v in variances):
        return Resampled(nothing, nothing, f"none: a class hangs on one document among {said}")
    total = variances[0] + variances[1]
    # As few degrees of freedom as the smaller side has: never narrower than the uncorrected interval for want of hits.
    reach = float(special.stdtrit(min(n_hit, n_gold) - 1, (1 + level) / 2)) * np.sqrt(total)
    return Resampled(np.clip(whole - reach, 0, 1), np.clip(whole + reach, 0, 1), f"jackknife t over {said}")
