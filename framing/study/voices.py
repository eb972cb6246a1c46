"""What a study tells of voices: stance profiles, quotations, and the contrasts of own voice alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.contrasts.contrast import compare
from framing.contrasts.design import ALL_OTHERS, choose_sides
from framing.contrasts.profile import Part, stance_profile
from framing.contrasts.quotations import quotations
from framing.errors import TooLittleError
from framing.schema import CONTRAST
from framing.study.analyses import LEVELS, keep

if TYPE_CHECKING:
    import pandas as pd

    from framing.corpus.features import Features
    from framing.study.plan import Plan

PROFILES, QUOTED = "stance_profile.parquet", "quotations.parquet"
OWN = ["own"]
OWN_LEVELS = {level: f"own_{name}" for level, name in LEVELS.items()}
OWN_WORDS, OWN_WHY = "own_words.parquet", "own_why.txt"


def tells_own_apart(plan: Plan) -> bool:
    """Whether own voice alone is a table of its own: not where there are no voices, or where nothing else counts."""
    return not plan.counts and plan.voices != OWN


def make_voices(plan: Plan, features: Features, counts: pd.DataFrame, folder: Path) -> None:
    """Write the profiles and quotations, and the contrasts of own voice alone where the study counts other voices."""
    import pandas as pd

    groups = plan.study.file.groups
    by = groups.by
    sides = choose_sides(
        features.documents, target=groups.target, reference=groups.reference, by=by, cluster=groups.cluster
    )
    hits = features.hits
    if sides.reference != ALL_OTHERS:
        hits = hits[hits[by].isin([sides.target, sides.reference])].reset_index(drop=True)
    both = (hits[by] == sides.target).any() and (hits[by] != sides.target).any()
    named: dict[str, Any] = {"target": sides.target, "reference": sides.reference} if both else {}
    shared: dict[str, Any] = {
        "seed": plan.study.file.study.seed,
        "inference": replace(plan.inference, interval="bootstrap"),  # where there are clusters enough for it
    }
    tables = []
    for voices in (None, OWN):
        splits: tuple[tuple[Part, ...], ...] = ((by,), (by, "category"), (by, "marker"))
        for parts in splits:
            tables.append(stance_profile(hits, by=parts, voices=voices, cluster=sides.cluster, **named, **shared))
        if by == "group" and not (hits["outlet"].fillna("") == "").any():
            tables.append(stance_profile(hits, by=("group", "outlet"), voices=voices, **shared))
    keep(pd.concat(tables, ignore_index=True), folder / PROFILES)
    keep(quotations(hits, by=by, language=plan.study.file.study.language), folder / QUOTED)
    if not tells_own_apart(plan):
        return
    for level, name in OWN_LEVELS.items():
        try:
            table = compare(
                counts,
                target=groups.target,
                reference=groups.reference,
                by=groups.by,
                cluster=groups.cluster,
                level=level,  # type: ignore[arg-type]
                voices=OWN,
                seed=plan.study.file.study.seed,
                inference=plan.inference,
            )
        except TooLittleError:  # a side that never speaks in its own voice has no rate in it
            table = CONTRAST.frame({column: [] for column in CONTRAST.names})
        keep(table, folder / name)


def read_voices(contrasts: Path, words: Path) -> dict[str, Any]:
    """What the steps kept: tables by the names of `framing.report.results.Voices`, None where there is none."""
    import pandas as pd

    places = {
        "profile": contrasts / PROFILES,
        "quotations": contrasts / QUOTED,
        "own_markers": contrasts / OWN_LEVELS["marker"],
        "own_categories": contrasts / OWN_LEVELS["category"],
        "own_words": words / OWN_WORDS,
    }
    kept: dict[str, Any] = {n: pd.read_parquet(path) if path.is_file() else None for n, path in places.items()}
    why = words / OWN_WHY
    return kept | {"no_own_words": why.read_text(encoding="utf-8") if why.is_file() else ""}
