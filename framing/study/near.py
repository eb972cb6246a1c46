"""The step that needs word order: what stands around markers, and the names of actors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.contrasts.actors import actor_names
from framing.contrasts.around import around
from framing.corpus.tokens import open_tokens
from framing.errors import NothingNearError
from framing.files import write_text
from framing.study.analyses import keep
from framing.study.plan import Plan
from framing.study.steps import features_of

if TYPE_CHECKING:
    import pandas as pd

AROUND, SILENT = "around.parquet", "silent.json"
SHARES, CONTRAST = "actor_shares.parquet", "actor_contrast.parquet"


def make_near(plan: Plan, done: dict[str, Path], folder: Path) -> None:
    """Fill the step's folder; it stays empty where the study asks for nothing here, or has no text."""
    file = plan.study.file
    if plan.from_features or not (file.around.markers or file.actors):
        return
    tokens, features = open_tokens(done["corpus"]), features_of(plan, done)
    groups = file.groups
    shared: dict[str, Any] = {
        "target": groups.target,
        "reference": groups.reference,
        "by": groups.by,
        "cluster": groups.cluster,
        "voices": plan.voices,
        "seed": file.study.seed,
        "inference": plan.inference,
        "workers": plan.workers,
    }
    if file.around.markers:
        _keep_around(plan, features.hits, tokens, shared, folder)
    if file.actors:
        # A near-duplicate that the study drops is still among the tokens; the features are without it.
        names = actor_names(tokens, file.actors, doc_ids=features.documents["doc_id"], **shared)
        keep(names.shares, folder / SHARES)
        keep(names.contrast, folder / CONTRAST)


def _keep_around(plan: Plan, hits: pd.DataFrame, tokens: Any, shared: dict[str, Any], folder: Path) -> None:
    """A CONTRAST of each marker; of markers without one the reason, which the report tells."""
    import pandas as pd

    wanted = plan.study.file.around
    tables, silent = [], []
    for marker in wanted.markers:
        if not (hits["marker"] == marker).any():
            silent.append(f"{marker} is nowhere in the articles")
            continue
        options: dict[str, Any] = {"window": wanted.window, "min_count": wanted.min_count, "min_docs": wanted.min_docs}
        try:
            tables.append(around(hits, tokens, marker=marker, lexicon=plan.evaluation, **options, **shared))
        except NothingNearError as problem:
            silent.append(str(problem).partition(",")[0])
    if tables:
        keep(pd.concat(tables, ignore_index=True), folder / AROUND)
    write_text(folder / SILENT, json.dumps(silent))


def read_near(folder: Path) -> dict[str, Any]:
    """What the step kept: `around`, `actor_shares` and `actor_contrast` (tables or None), and `silent` (texts)."""
    import pandas as pd

    def table(name: str) -> pd.DataFrame | None:
        return pd.read_parquet(folder / name) if (folder / name).is_file() else None

    silent = json.loads((folder / SILENT).read_bytes()) if (folder / SILENT).is_file() else []
    return {
        "around": table(AROUND),
        "actor_shares": table(SHARES),
        "actor_contrast": table(CONTRAST),
        "silent": tuple(silent),
    }
