"""How far hand coders agree with each other, place by place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from framing.coding.codes import NOT_A_MARKER, VARIABLES, Variable, read_codes
from framing.errors import TableError
from framing.schema_coding import AGREEMENT, CODER_CONFUSION
from framing.stats.agreement import cohen_kappa, confusion, krippendorff_alpha, percent_agreement
from framing.stats.replicates import resampled_interval

if TYPE_CHECKING:
    import pandas as pd

_PLACE = ["doc", "start", "end"]
_SHOWN = 5


@dataclass(frozen=True)
class Agreement:
    """Agreement of coders. scores: AGREEMENT. confusion: CODER_CONFUSION, a table for each pair."""

    scores: pd.DataFrame
    confusion: pd.DataFrame


def agree(*files: str | Path, seed: int = 1, replicates: int = 2000, level: float = 0.95) -> Agreement:
    """Percent agreement, Cohen's kappa of each pair, and Krippendorff's alpha of several coders of the same places.

    Alpha and kappa are nominal; "none" (not a marker) is a code of voice and stance like any other. Empty cells are
    missing codes. Intervals resample documents (`framing.stats.replicates`). A coder goes by the file's name.

    Args:
        files: two or more files of codes, see `framing.read_codes`; each must hold the same places.
        seed, replicates, level: of the intervals.

    Raises: TableError for files that can't be used, or whose places differ.
    """
    if len(files) < 2:
        raise TableError(f"agreement needs the files of two coders or more, got {len(files)}")
    paths = [Path(f) for f in files]
    stems = [p.stem for p in paths]
    names = stems if len(set(stems)) == len(stems) else [str(p) for p in paths]
    if len(set(names)) < len(names):
        twice = next(n for n in names if names.count(n) > 1)
        raise TableError(f"{twice} is given twice; give each coder's file once")
    tables = [read_codes(p).sort_values(_PLACE, ignore_index=True) for p in paths]
    _refuse_other_places(paths, tables)
    scores: list[dict[str, Any]] = []
    met: list[dict[str, Any]] = []
    documents = tables[0]["doc"].to_numpy()
    for v in VARIABLES:
        labels = _labels(v)
        codes = np.array([[labels.get(c, -1) for c in t[v.name]] for t in tables]).T
        pairs = list(combinations(range(len(names)), 2))
        for members in [tuple(range(len(names))), *(pairs if len(names) > 2 else [])]:
            scores += _scores(v, codes[:, members], members, names, documents, seed, replicates, level)
        for a, b in pairs:
            table = confusion(codes[:, a], codes[:, b], n_classes=len(labels))
            met += [
                {"variable": v.name, "first": names[a], "second": names[b], "first_code": x, "second_code": y, "n": n}
                for i, x in enumerate(labels)
                for j, y in enumerate(labels)
                if (n := int(table[i, j]))
            ]
    if not scores:
        raise TableError("no place is coded by two coders: every pair of codes has an empty one; fill in the columns")
    return Agreement(
        AGREEMENT.frame({n: [s[n] for s in scores] for n in AGREEMENT.names}),
        CODER_CONFUSION.frame({n: [m[n] for m in met] for n in CODER_CONFUSION.names}),
    )


def _labels(variable: Variable) -> dict[str, int]:
    extra = () if variable.labels == ("0", "1") else (NOT_A_MARKER,)
    return {label: i for i, label in enumerate((*variable.labels, *extra))}


def _scores(
    variable: Variable,
    codes: npt.NDArray[np.int64],
    members: tuple[int, ...],
    names: list[str],
    documents: npt.NDArray[Any],
    seed: int,
    replicates: int,
    level: float,
) -> list[dict[str, Any]]:
    """Each measure for these coders, (units x coders) of them; nothing where no place has two codes."""
    both = (codes >= 0).sum(axis=1) > 1
    if not both.any():
        return []
    codes, where = codes[both], documents[both]
    measures: dict[str, tuple[Callable[..., Any], tuple[float, float]]] = {
        "agreement": (lambda w: percent_agreement(codes, weights=w), (0, 1)),
        "alpha": (lambda w: krippendorff_alpha(codes, weights=w), (-1, 1)),
    }
    if len(members) == 2:
        measures["kappa"] = (lambda w: cohen_kappa(codes[:, 0], codes[:, 1], weights=w), (-1, 1))
    out = []
    for measure, (statistic, bounds) in measures.items():
        interval = resampled_interval(statistic, where, seed=seed, replicates=replicates, level=level, bounds=bounds)
        out.append(
            {
                "variable": variable.name,
                "coders": "all" if len(members) == len(names) > 2 else ", ".join(names[m] for m in members),
                "measure": measure,
                "value": float(statistic(None)),
                "ci_low": float(interval.low),
                "ci_high": float(interval.high),
                "n": len(codes),
                "n_clusters": len(set(where.tolist())),
                "method": interval.method,
            }
        )
    return out


def _refuse_other_places(paths: list[Path], tables: list[pd.DataFrame]) -> None:
    """Raise `TableError` unless all files hold the same places with the same words."""
    first = _places(tables[0])
    for path, table in zip(paths[1:], tables[1:], strict=True):
        here = _places(table)
        only = ((paths[0], sorted(first.keys() - here.keys())), (path, sorted(here.keys() - first.keys())))
        said = [f"{len(places)} only in {p} ({_some(places)})" for p, places in only if places]
        if said:
            raise TableError(
                f"{paths[0]} and {path} must code the same places; there are {' and '.join(said)}: give every coder the"
                " same sheet, and leave the codes empty where somebody coded nothing"
            )
        for (doc, start, end), (words, line) in here.items():
            others, at = first[doc, start, end]
            if words != others:
                raise TableError(
                    f"{path}:{line}: {doc} {start}-{end} is {words[:60]!r} here and {others[:60]!r} at {paths[0]}:{at};"
                    " the files must be of the same texts"
                )


def _places(table: pd.DataFrame) -> dict[tuple[str, int, int], tuple[str, int]]:
    """Words and line of each place."""
    doc, start, end, words, line = (table[c].tolist() for c in (*_PLACE, "surface", "line"))
    return dict(zip(zip(doc, start, end, strict=True), zip(words, line, strict=True), strict=True))


def _some(places: list[tuple[str, int, int]]) -> str:
    shown = ", ".join(f"{doc} {start}-{end}" for doc, start, end in places[:_SHOWN])
    return shown + (", ..." if len(places) > _SHOWN else "")
