"""What a study computes from its features: contrasts of markers, keyness of words, topics."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.contrasts.contrast import compare
from framing.contrasts.design import ALL_OTHERS
from framing.contrasts.keyness import keyness
from framing.corpus.features import Features
from framing.errors import TooLittleError
from framing.files import whole_file, write_text
from framing.schema import CONTRAST, COUNTS, TOPIC_CONTRAST, TOPIC_TERMS, TOPIC_WEIGHTS, Contract
from framing.topics.prevalence import compare_topics, no_prevalence, topic_prevalence

if TYPE_CHECKING:
    import pandas as pd

    from framing.corpus.tokens import Tokens
    from framing.study.plan import Plan

LEVELS = {"marker": "markers.parquet", "category": "categories.parquet"}

WHY = "why.txt"
"""Beside the tables of a step that may have none: why, or nothing."""


def make_contrasts(plan: Plan, features: Features, folder: Path) -> None:
    """Write the contrasts of markers, categories and outlets, and the counts: empty from counts of words."""
    from framing.markers.count import count_markers
    from framing.study.robust import make_matched
    from framing.study.shifts import make_marker_shift
    from framing.study.voices import make_voices

    if plan.counts:
        for name in (*LEVELS.values(), "outlets.parquet"):
            keep(_empty(CONTRAST), folder / name)
        keep(_empty(COUNTS), folder / "counts.parquet")
        return
    file = plan.study.file
    counts = count_markers(features.hits, features, plan.lexicon)
    shared: dict[str, Any] = {"voices": plan.voices, "seed": file.study.seed, "inference": plan.inference}
    sides = {"target": file.groups.target, "reference": file.groups.reference, "by": file.groups.by}
    for level in LEVELS:
        table = compare(counts, **sides, cluster=file.groups.cluster, level=level, **shared)  # type: ignore[arg-type]
        keep(table, folder / LEVELS[level])
    keep(_outlet_contrasts(counts, shared), folder / "outlets.parquet")
    keep(counts, folder / "counts.parquet")
    make_voices(plan, features, counts, folder)
    make_marker_shift(plan, counts, folder)
    make_matched(plan, features, counts, folder)


def _outlet_contrasts(counts: pd.DataFrame, shared: dict[str, Any]) -> pd.DataFrame:
    """Each outlet against all others, over categories, without documents of unknown outlet.

    Empty for two outlets too: one against the other is the study's comparison itself.
    """
    import pandas as pd

    known = counts[counts["outlet"] != ""]
    outlets = sorted(set(known["outlet"]))
    if len(outlets) < 3:
        return _empty(CONTRAST)
    tables = [compare(known, target=o, reference=ALL_OTHERS, by="outlet", level="category", **shared) for o in outlets]
    return pd.concat(tables, ignore_index=True)


def make_words(plan: Plan, source: Tokens | Features, folder: Path) -> None:
    """Write the keyness and the shift of words or n-grams, and why there is none; n-grams need tokens."""
    from framing.study.shifts import make_word_shift
    from framing.study.voices import OWN, OWN_WHY, OWN_WORDS, tells_own_apart

    asked = [(plan.voices, "words.parquet", WHY)]
    if tells_own_apart(plan):
        asked.append((OWN, OWN_WORDS, OWN_WHY))
    for voices, name, beside in asked:
        table, why = _words(plan, source, voices)
        keep(table, folder / name)
        write_text(folder / beside, why)
    make_word_shift(plan, source, folder)


def _words(plan: Plan, source: Tokens | Features, voices: list[str] | None) -> tuple[pd.DataFrame, str]:
    """The keyness of words or n-grams in these voices, and why there is none."""
    file = plan.study.file
    unit = file.keyness.unit
    table, why = _empty(CONTRAST), ""
    if unit != "word" and isinstance(source, Features):
        why = f"{unit}s need the order of words, and so text"
    else:
        try:
            table = keyness(
                source,
                target=file.groups.target,
                reference=file.groups.reference,
                by=file.groups.by,
                cluster=file.groups.cluster,
                unit=unit,
                min_count=file.keyness.min_count,
                min_docs=file.keyness.min_docs,
                count=file.keyness.count,
                voices=voices,
                seed=file.study.seed,
                inference=replace(plan.inference, test="t"),
            )
        except TooLittleError as problem:
            why = str(problem)
    return table, why


def make_topics(plan: Plan, features: Features, folder: Path) -> None:
    """Write the tables of the topics, and why there are none."""
    t = plan.study.file.topics
    if t.method == "none":
        why = "the study file switches them off"
    elif plan.counts and t.segment == "paragraph":
        why = "the source has counts of words, which know no paragraphs"
    else:
        try:
            tables, diagnostics = _topics(plan, features)
            why = ""
        except TooLittleError as problem:
            why = str(problem)
    if why:
        tables = {"terms": _empty(TOPIC_TERMS), "weights": _empty(TOPIC_WEIGHTS), "contrast": _empty(TOPIC_CONTRAST)}
        tables["prevalence"] = no_prevalence()
        diagnostics = {"method": t.method, "k": t.k, "segment": t.segment or "", "n_segments": 0}
    for name, table in tables.items():
        keep(table, folder / f"{name}.parquet")
    write_text(folder / "diagnostics.json", json.dumps(diagnostics, sort_keys=True))
    write_text(folder / WHY, why)


def _topics(plan: Plan, features: Features) -> tuple[dict[str, pd.DataFrame], dict[str, Any]]:
    """The tables of the topic model by the names that they are kept under, and its diagnostics."""
    from framing.topics.fit import fit_topics

    file = plan.study.file
    t = file.topics
    assert t.method != "none", "the caller sees to it"
    model = fit_topics(
        features, k=t.k, seed=file.study.seed, method=t.method, segment=t.segment, passes=t.passes, runs=t.runs
    )
    shared: dict[str, Any] = {
        "target": file.groups.target,
        "reference": file.groups.reference,
        "by": file.groups.by,
        "cluster": file.groups.cluster,
    }
    tables = {
        "terms": model.terms,
        "weights": model.weights,
        "contrast": compare_topics(model, seed=file.study.seed, inference=plan.inference, **shared),
        "prevalence": topic_prevalence(model, level=plan.inference.level, **shared),
    }
    return tables, model.diagnostics


def _empty(contract: Contract) -> pd.DataFrame:
    return contract.frame({name: [] for name in contract.names})


def keep(table: pd.DataFrame, path: Path) -> None:
    """Keep a table between steps, exactly."""
    with whole_file(path) as beside:
        table.to_parquet(beside, index=False)
