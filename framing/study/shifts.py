"""What a study tells of the distance between its sides: word shifts, and the map of its outlets."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.contrasts.outlets import outlet_map
from framing.contrasts.shift import word_shift
from framing.corpus.features import Features
from framing.errors import TooLittleError
from framing.files import write_text
from framing.schema_shift import OUTLET_MAP, WORD_SHIFT

if TYPE_CHECKING:
    import pandas as pd

    from framing.contract import Contract
    from framing.corpus.tokens import Tokens
    from framing.study.plan import Plan

MARKER_SHIFT, WORDS_SHIFT, MAP = "marker_shift", "word_shift", "outlet_map"
MOST_DRAWS = 999
"""Permutations and bootstrap draws of a divergence: each takes the whole vocabulary anew."""


def make_marker_shift(plan: Plan, counts: pd.DataFrame, folder: Path) -> None:
    """Write the shift of markers and the map of outlets, or why there is none."""
    try:
        table, why = word_shift(counts, unit="marker", **_asked(plan)), ""
    except TooLittleError as problem:
        table, why = _empty(WORD_SHIFT), str(problem)
    _keep(table, why, folder / MARKER_SHIFT)
    try:
        places, why = outlet_map(counts, voices=plan.voices, seed=plan.study.file.study.seed), ""
    except TooLittleError as problem:
        places, why = _empty(OUTLET_MAP), str(problem)
    _keep(places, why, folder / MAP)


def make_word_shift(plan: Plan, source: Tokens | Features, folder: Path) -> None:
    """Write the shift of words or n-grams, or why there is none; n-grams need tokens."""
    asked = plan.study.file.keyness
    table, why = _empty(WORD_SHIFT), ""
    if asked.unit != "word" and isinstance(source, Features):
        why = f"{asked.unit}s need the order of words, and so text"
    else:
        try:
            table = word_shift(
                source, unit=asked.unit, min_count=asked.min_count, min_docs=asked.min_docs, **_asked(plan)
            )
        except TooLittleError as problem:
            why = str(problem)
    _keep(table, why, folder / WORDS_SHIFT)


def read_shifts(contrasts: Path, words: Path) -> dict[str, Any]:
    """What the steps kept, by the names of `framing.report.results.Shifts`; None for tables without a row."""
    import pandas as pd

    kept: dict[str, Any] = {}
    for name, path in (("words", words / WORDS_SHIFT), ("markers", contrasts / MARKER_SHIFT), ("map", contrasts / MAP)):
        file = path.with_suffix(".parquet")
        table = pd.read_parquet(file) if file.is_file() else None
        kept[name] = table if table is not None and len(table) else None
        why = path.with_suffix(".txt")
        kept[f"no_{name}"] = why.read_text(encoding="utf-8") if why.is_file() else ""
    return kept


def _asked(plan: Plan) -> dict[str, Any]:
    groups, contrast = plan.study.file.groups, plan.inference
    return {
        "target": groups.target,
        "reference": groups.reference,
        "by": groups.by,
        "cluster": groups.cluster,
        "voices": plan.voices,
        "seed": plan.study.file.study.seed,
        "permutations": min(contrast.permutations, MOST_DRAWS),
        "bootstrap": min(contrast.bootstrap, MOST_DRAWS),
        "level": contrast.level,
    }


def _empty(contract: Contract) -> pd.DataFrame:
    return contract.frame({name: [] for name in contract.names})


def _keep(table: pd.DataFrame, why: str, path: Path) -> None:
    from framing.study.analyses import keep

    keep(table, path.with_suffix(".parquet"))
    write_text(path.with_suffix(".txt"), why)
