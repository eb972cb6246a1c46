"""Run a study: bring its steps up to date, write the report and its manifest."""

from __future__ import annotations

import json
import platform
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.errors import InputError, nearest
from framing.files import rounded, sha256_of, whole_folder, write_text
from framing.markers.lexicon import read_lexicon
from framing.report.results import Design, Near, Results, Robust, Settings, Shifts, Voices
from framing.report.write import write_report
from framing.study.analyses import LEVELS, WHY
from framing.study.cache import Cache, versions
from framing.study.config import LOCAL, Study, read_study
from framing.study.near import read_near
from framing.study.plan import STEPS, Plan, make_plan, needs_text
from framing.study.robust import read_robust, with_text
from framing.study.shifts import read_shifts
from framing.study.steps import SCORES, features_of, run_steps, sides_of
from framing.study.voices import read_voices

if TYPE_CHECKING:
    import pandas as pd

    from framing.corpus.features import Features

MANIFEST = "manifest.json"


@dataclass(frozen=True)
class StudyRun:
    """Where the report lies, and which steps had to be computed."""

    folder: Path
    made: tuple[str, ...]
    plan: Plan


def run_study(
    path: str | Path,
    *,
    out: str | Path | None = None,
    texts: str | Path | None = None,
    only: str | None = None,
    force: bool = False,
    workers: int = 1,
    cache: Cache | None = None,
    note: Callable[[str, bool], None] | None = None,
) -> StudyRun:
    """Run a study, skipping what is up to date.

    Args:
        path: the study file.
        out: the report's folder; by default `reports/NAME` in the working directory, with `texts`
            `reports/local/NAME`. A folder that holds something else than a report is not touched.
        texts: file or folder of the articles, for a study that carries only their features.
        only: stop after this step (one of `framing.study.steps.STEPS`).
        force: compute every step again.
        workers: threads to use; the results do not depend on it.
        cache: where the steps are kept; by default `.framing` in the working directory.
        note: hears of each step and whether it had to be computed.
    """
    if only is not None and only not in STEPS:
        raise InputError(f"there is no step {only!r}; {nearest(only, STEPS)}")
    begun = time.time()
    study = read_study(path)
    plan = make_plan(study, texts=Path(texts) if texts else None, workers=workers)
    folder = Path(out) if out else report_folder(study, local=texts is not None)
    _check_folder(folder)
    cache = cache or cache_of(study, local=texts is not None)
    made: list[str] = []

    def hear(step: str, new: bool) -> None:
        if new:
            made.append(step)
        if note:
            note(step, new)

    steps = STEPS if only is None else STEPS[: STEPS.index(only) + 1]
    done = run_steps(plan, cache, steps=steps, force=force, note=hear)
    if only in (None, "report"):
        if force or report_state(plan, cache, folder) != "fresh":
            results = collect(plan, done)
            with whole_folder(folder) as beside:
                write_report(results, beside)
                write_text(beside / MANIFEST, manifest(plan, beside))
            cache.note("report", {"parts": plan.parts("report"), "manifest": sha256_of(folder / MANIFEST)})
            hear("report", True)
        else:
            hear("report", False)
    cache.note(
        "run",
        {
            "began": begun,
            "seconds": time.time() - begun,
            "python": platform.python_version(),
            "platform": platform.platform(),
            "made": made,
        },
    )
    return StudyRun(folder, tuple(made), plan)


def report_folder(study: Study, *, local: bool) -> Path:
    """Where a study's report goes unless told otherwise."""
    return Path("reports", *([LOCAL] if local else []), study.file.study.name)


def cache_of(study: Study, *, local: bool) -> Cache:
    """The cache of a study, in the working directory."""
    return Cache(Path(".framing", (f"{LOCAL}-" if local else "") + study.file.study.name))


def report_state(plan: Plan, cache: Cache, folder: Path) -> str:
    """What a report is: "fresh", or why it is stale."""
    try:
        kept = json.loads((cache.folder / "report.json").read_bytes())
        # The note may be of a report elsewhere, and this one older than that.
        if sha256_of(folder / MANIFEST) != kept["manifest"]:
            return f"altered or of another run: {MANIFEST}"
        outputs = json.loads((folder / MANIFEST).read_bytes())["outputs"]
    except (OSError, ValueError, KeyError):
        return "never written here"
    parts = json.loads(json.dumps(plan.parts("report")))
    if kept.get("parts") != parts:
        changed = sorted(k for k in parts if kept.get("parts", {}).get(k) != parts[k])
        return "changed: " + ", ".join(changed)
    for name, digest in outputs.items():
        if not (folder / name).is_file() or sha256_of(folder / name) != digest:
            return f"altered or missing: {name}"
    return "fresh"


def _check_folder(folder: Path) -> None:
    """Refuse to replace a folder that is no report."""
    if folder.exists() and (not folder.is_dir() or (any(folder.iterdir()) and not (folder / MANIFEST).is_file())):
        raise InputError(
            f"{folder} is there and holds no report of framing ({MANIFEST} is missing); a report replaces the whole"
            " folder, so name another one with --out or empty it yourself"
        )


def collect(plan: Plan, done: dict[str, Path]) -> Results:
    """Everything that the report speaks of, with numbers at the digits that are written."""
    import pandas as pd

    features = features_of(plan, done)
    tables = {
        f"{step}/{name}": rounded(pd.read_parquet(done[step] / f"{name}.parquet"))
        for step, names in {
            "contrasts": ("markers", "categories", "outlets", "counts"),
            "words": ("words",),
            "topics": ("terms", "prevalence", "contrast"),
        }.items()
        for name in names
    }
    diagnostics = json.loads((done["topics"] / "diagnostics.json").read_bytes())
    lines, texts = _lines(plan, done, features)
    return Results(
        settings=_settings(plan, diagnostics, shows_text=lines is not None),
        design=_design(plan, features.documents, pd.read_parquet(done["contrasts"] / LEVELS["marker"])),
        documents=features.documents,
        audit=features.audit,
        hits=features.hits,
        counts=tables["contrasts/counts"],
        lexicon=plan.lexicon.table(),
        markers=tables["contrasts/markers"],
        categories=tables["contrasts/categories"],
        outlets=tables["contrasts/outlets"],
        words=tables["words/words"],
        topic_terms=tables["topics/terms"],
        topic_prevalence=tables["topics/prevalence"],
        topic_contrast=tables["topics/contrast"],
        kwic=lines,
        texts=texts,
        left_out=features.left_out,
        duplicates=None if features.duplicates is None else rounded(features.duplicates),
        not_run=needs_text(plan),
        no_words=(done["words"] / WHY).read_text(encoding="utf-8"),
        no_topics=(done["topics"] / WHY).read_text(encoding="utf-8"),
        near=_near(plan, done["around"]),
        voices=_voices(done),
        shifts=_shifts(done),
        validation=_validation(done),
        robust=_robust(plan, done, shows_text=lines is not None),
    )


def _lines(
    plan: Plan, done: dict[str, Path], features: Features
) -> tuple[pd.DataFrame, dict[str, str]] | tuple[None, None]:
    """Key words in context and the texts, where there is text and the study lets lines be shown."""
    shown = plan.study.file.report
    if plan.from_features or not shown.lines or not shown.documents:
        return None, None
    from framing.corpus.tokens import open_tokens
    from framing.markers.kwic import kwic

    tokens = open_tokens(done["corpus"])
    texts = {d: tokens.text(i) for i, d in enumerate(tokens.documents["doc_id"].tolist())}
    return kwic(features.hits, tokens), texts


def _voices(done: dict[str, Path]) -> Voices:
    """What the steps kept on voices, with numbers at the digits that are written."""
    kept = read_voices(done["contrasts"], done["words"])
    made: dict[str, Any] = {n: v if v is None or isinstance(v, str) else rounded(v) for n, v in kept.items()}
    return Voices(**made)


def _shifts(done: dict[str, Path]) -> Shifts:
    """What the steps kept on word shifts and the map of outlets, with numbers at the digits that are written."""
    kept = read_shifts(done["contrasts"], done["words"])
    made: dict[str, Any] = {n: v if v is None or isinstance(v, str) else rounded(v) for n, v in kept.items()}
    return Shifts(**made)


def _validation(done: dict[str, Path]) -> pd.DataFrame | None:
    """SCORES at the hand-coded places; None where there are none, or no text."""
    import pandas as pd

    path = done["validation"] / SCORES
    return rounded(pd.read_parquet(path)) if path.exists() else None


def _robust(plan: Plan, done: dict[str, Path], *, shows_text: bool) -> Robust:
    """What the steps kept on how far results hold, with numbers at the digits that are written."""
    kept = read_robust(done)
    for name in ("matched_markers", "matched_categories", "versions", "specifications", "choices"):
        kept[name] = None if kept[name] is None else rounded(kept[name])
    versions = kept["versions"]
    if versions is not None and shows_text:
        kept["versions"] = with_text(versions, done["corpus"])
    return Robust(**kept)


def _near(plan: Plan, folder: Path) -> Near:
    """What the step around kept, and how it was asked for."""
    kept = read_near(folder)
    asked = plan.study.file.around
    tables = {name: None if kept[name] is None else rounded(kept[name]) for name in ("around", *ACTOR_TABLES)}
    return Near(
        **tables,
        silent=kept["silent"],
        labels=plan.evaluation.labels() if plan.evaluation else {},
        lexicon=f"{plan.evaluation.name} {plan.evaluation.version}" if plan.evaluation else "",
        window=asked.window,
        min_count=asked.min_count,
        min_docs=asked.min_docs,
    )


ACTOR_TABLES = ("actor_shares", "actor_contrast")


def _design(plan: Plan, documents: pd.DataFrame, markers: pd.DataFrame) -> Design:
    """The design of the main comparison; `markers`, its CONTRAST, knows which clusters have words to count in."""
    sides = sides_of(plan, documents)
    if len(markers):
        n_target, n_reference, p_floor = markers.iloc[0][["n_clusters_target", "n_clusters_reference", "p_floor"]]
    else:
        told = sides.with_tokens(documents["n_tokens"].to_numpy())
        (n_target, n_reference), p_floor = told.n_clusters, told.floor(plan.inference.permutations)
    return Design(
        target=sides.target,
        reference=sides.reference,
        by=plan.study.file.groups.by,
        cluster=sides.cluster,
        cluster_reason=sides.reason,
        n_clusters_target=int(n_target),
        n_clusters_reference=int(n_reference),
        p_floor=float(p_floor),
        n_outlets_target=sides.n_outlets_target,
        n_outlets_reference=sides.n_outlets_reference,
        outlet_p_floor=sides.outlet_floor(plan.inference.permutations),
    )


def _settings(plan: Plan, topics: dict[str, object], *, shows_text: bool) -> Settings:
    file = plan.study.file
    source = file.corpus.source
    return Settings(
        name=file.study.name,
        title=file.study.title or file.study.name,
        seed=file.study.seed,
        language=file.study.language,
        source=source if isinstance(source, str) else ", ".join(source),
        from_features=plan.from_features,
        shows_text=shows_text,
        shows_documents=file.report.documents,
        invented=file.corpus.invented,
        origin=file.corpus.origin or "",
        lexicons=() if plan.counts else tuple((lx.name, lx.version) for lx in map(read_lexicon, plan.study.lexicons)),
        overlap=file.markers.overlap,
        attribution=file.corpus.attribution,
        voices=tuple(file.markers.voices),
        permutations=file.contrast.permutations,
        interval=file.contrast.interval,
        correction=file.contrast.correction,
        prior=file.contrast.prior,
        prior_size=file.contrast.prior_size,
        keyness_min_count=file.keyness.min_count,
        keyness_min_docs=file.keyness.min_docs,
        topics_method=str(topics["method"]),
        topics_k=int(str(topics["k"])),
        topics_segment=str(topics["segment"]),
        n_segments=int(str(topics["n_segments"])),
        versions=versions(),
        table_formats=tuple(file.report.formats),
        figure_formats=tuple(file.report.figures),
        keyness_unit=file.keyness.unit,
        topics_runs=int(str(topics.get("runs", 0))),
        counts_only=plan.counts,
        coders=file.validation.coders,
    )


def manifest(plan: Plan, folder: Path) -> str:
    """The manifest: the study as read, digests of inputs and outputs, versions. The same for equal runs."""
    files = sorted(p for p in folder.rglob("*") if p.is_file())
    content = {
        "framing": metadata.version("framing"),
        "study": plan.study.file.model_dump(),
        "seed": plan.study.file.study.seed,
        "inputs": plan.inputs,
        "outputs": {p.relative_to(folder).as_posix(): sha256_of(p) for p in files},
        "versions": dict(versions()),
    }
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"
