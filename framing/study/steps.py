"""The steps of a study: what each hangs on, and what it makes.

corpus -> marks -> contrasts, words, topics, around -> report. With extracted features as source the first two are the
features themselves. Each step is a function of the folders of the steps before it and of settings.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.contrasts.contrast import Inference, compare
from framing.contrasts.design import ALL_OTHERS, Sides, choose_sides
from framing.contrasts.keyness import keyness
from framing.corpus.features import Features, drop_duplicates, is_features, read_features, write_features
from framing.corpus.sources import find_source
from framing.errors import CorpusError, InputError, StudyError, together
from framing.files import sha256_of, whole_file, write_text
from framing.markers.lexicon import Lexicon, check_language, combine_lexicons, nearest_marker, read_lexicon
from framing.schema import CONTRAST
from framing.study.cache import Cache, Parts, code_digest, key_of, versions
from framing.study.config import Study

if TYPE_CHECKING:
    import pandas as pd

STEPS = ("corpus", "marks", "contrasts", "words", "topics", "around", "report")

CLUSTERS = "duplicates.parquet"
"""The clusters of near-duplicates, beside the encoded corpus."""

LEVELS = {"marker": "markers.parquet", "category": "categories.parquet"}

NEEDS_TEXT = ("lines of the articles (key words in context)",)
"""What a study from features can't do."""


def needs_text(plan: Plan) -> tuple[str, ...]:
    """What this study asks for and can't do from features; nothing where it has the articles."""
    if not plan.from_features:
        return ()
    file = plan.study.file
    around = [f"what stands around {', '.join(m.replace('_', ' ') for m in file.around.markers)}"]
    names = [f"names of the same actor ({', '.join(file.actors)})"]
    return (*NEEDS_TEXT, *(around if file.around.markers else []), *(names if file.actors else []))


@dataclass(frozen=True)
class Plan:
    """A study ready to run: its file, where its articles come from, and the digests of its inputs.

    source: where the articles or features lie: a folder, a file, a glob, or several of these.
    texts: file, folder or glob of articles that stands in for the features, or None.
    from_features: whether the study runs without text.
    inputs: digest of each input file, by name.
    """

    study: Study
    source: Path | list[Path]
    documents: Path | None
    texts: Path | None
    from_features: bool
    lexicon: Lexicon
    inputs: dict[str, str]
    workers: int = 1
    evaluation: Lexicon | None = None
    """what is looked for around markers, where that is asked for"""

    @property
    def inference(self) -> Inference:
        """The parameters of the comparisons of markers and topics."""
        c = self.study.file.contrast
        return Inference(
            level=c.level,
            interval=c.interval,
            bootstrap=c.bootstrap,
            permutations=c.permutations,
            correction=c.correction,
            prior=c.prior,
            prior_size=c.prior_size,
        )

    @property
    def voices(self) -> list[str] | None:
        """The voices to count; None where all are."""
        chosen = self.study.file.markers.voices
        return None if len(set(chosen)) == 3 else [*chosen]

    def parts(self, step: str) -> Parts:
        """Everything that a step hangs on."""
        file = self.study.file
        groups = file.groups.model_dump()
        base: Parts = {"code": code_digest(), "versions": dict(versions())}
        if step == "corpus":
            columns = file.corpus.model_dump(exclude={"source", "documents", "invented"})
            return base | {"articles": self.articles, "columns": columns, "language": file.study.language}
        if step == "marks":
            lexicons = {k: v for k, v in self.inputs.items() if k.startswith("lexicon ")}
            corpus = key_of(self.parts("corpus"))
            return base | {"corpus": corpus, "lexicons": lexicons, "overlap": file.markers.overlap}
        if step == "topics":
            # Topics know words and not markers, so a changed lexicon leaves them as they are.
            return base | {
                "corpus": key_of(self.parts("corpus")),
                "topics": file.topics.model_dump(),
                "groups": groups,
                "contrast": file.contrast.model_dump(),
                "seed": file.study.seed,
            }
        if step == "contrasts":
            return base | {
                "marks": key_of(self.parts("marks")),
                "groups": groups,
                "contrast": file.contrast.model_dump(),
                "voices": file.markers.voices,
                "seed": file.study.seed,
            }
        if step == "words":
            return base | {
                "corpus": key_of(self.parts("corpus")),
                "groups": groups,
                "contrast": file.contrast.model_dump(),
                "keyness": file.keyness.model_dump(),
                "voices": file.markers.voices,
                "seed": file.study.seed,
            }
        if step == "around":
            # Names are found in the text whatever the lexicon; without markers asked for, hits play no part.
            needed = "marks" if file.around.markers else "corpus"
            asked: Parts = base | {needed: key_of(self.parts(needed))}
            if not (file.around.markers or file.actors):
                return asked
            return asked | {
                "around": file.around.model_dump(),
                "evaluation": {k: v for k, v in self.inputs.items() if k.startswith("evaluation ")},
                "actors": file.actors,
                "groups": groups,
                "contrast": file.contrast.model_dump(),
                "voices": file.markers.voices,
                "seed": file.study.seed,
            }
        shown = {"study": file.study.model_dump(), "report": file.report.model_dump(), "invented": file.corpus.invented}
        return base | shown | {s: key_of(self.parts(s)) for s in STEPS[:-1]}

    @property
    def articles(self) -> dict[str, str]:
        """Digests of the inputs that are articles, features or their metadata."""
        return {k: v for k, v in self.inputs.items() if not k.startswith(("lexicon ", "evaluation ", "study "))}


def make_plan(study: Study, *, texts: Path | None = None, workers: int = 1) -> Plan:
    """Find a study's inputs and digest them; raises InputError where one is missing or unfit."""
    file = study.file
    source = study.source
    documents = study.place(file.corpus.documents) if file.corpus.documents else None
    from_features = texts is None and isinstance(source, Path) and is_features(source)
    try:
        digests = _digests(texts or source, from_features)
    except CorpusError as problem:
        where = f"{study.path}: [corpus] source" if texts is None else "--texts"
        raise CorpusError(f"{where}: {problem}") from problem
    if texts is not None and find_source(texts).tables:
        documents = None  # a table of articles brings its own metadata
    lexicon = combine_lexicons(read_lexicon(name, language=file.study.language) for name in study.lexicons)
    check_language(lexicon, file.study.language, where=f"{study.path}: the study")
    inputs = {f"study {study.path.name}": sha256_of(study.path)}
    for name, path in zip(file.markers.lexicons, study.lexicons, strict=True):
        inputs[f"lexicon {name}"] = sha256_of(_lexicon_file(path))
    inputs |= digests
    if documents and not from_features:
        inputs[f"documents {documents.name}"] = sha256_of(documents) if documents.is_file() else ""
    evaluation = _evaluation(study, lexicon)
    for path in study.evaluation:
        inputs[f"evaluation {Path(path).name}"] = sha256_of(_lexicon_file(path))
    return Plan(study, texts or source, documents, texts, from_features, lexicon, inputs, workers, evaluation)


def _evaluation(study: Study, lexicon: Lexicon) -> Lexicon | None:
    """What is looked for around the markers of [around], None where it names none; StudyError for an unknown one."""
    known = [m.id for m in lexicon.markers]
    unknown = [m for m in study.file.around.markers if m not in known]
    if unknown:
        place = study.where("around", "markers")
        said = [f"{place}: lexicon {lexicon.name} has no marker {m!r}; {nearest_marker(m, known)}" for m in unknown]
        raise StudyError(together(said, str(study.path)))
    if not study.file.around.markers:
        return None
    language = study.file.study.language
    evaluation = combine_lexicons(read_lexicon(name, language=language) for name in study.evaluation)
    check_language(evaluation, language, where=f"{study.where('around', 'lexicons')}: the study")
    return evaluation


def _lexicon_file(name: str) -> Path:
    from framing.markers.lexicon import find_lexicon

    return find_lexicon(name)


def _digests(place: Path | list[Path], features: bool) -> dict[str, str]:
    if features:
        assert isinstance(place, Path), "features are one folder"
        files = sorted(p for p in place.glob("*") if p.suffix in (".csv", ".json"))
        return {f"features {p.name}": sha256_of(p) for p in files}
    source = find_source(place)
    return {f"articles {name}": sha256_of(source.root / name) for name in source.files}


def run_steps(
    plan: Plan, cache: Cache, *, until: str = "around", force: bool = False, note: Callable[[str, bool], None]
) -> dict[str, Path]:
    """Bring the steps up to `until` up to date; `note(step, made)` hears of each. Returns the folder of each."""
    done: dict[str, Path] = {}
    for step in STEPS[: STEPS.index(until) + 1]:
        if step == "report":
            break
        make = _MAKERS[step]
        done[step], made = cache.get(step, plan.parts(step), lambda f, m=make: m(plan, done, f), force=force)  # type: ignore[misc]
        note(step, made)
    return done


def _make_corpus(plan: Plan, _done: dict[str, Path], folder: Path) -> None:
    if plan.from_features:
        # The features are the corpus; they are read where they lie. They must suit the study before anything is kept.
        sides_of(plan, features_of(plan, _done).documents)
        return
    from framing.corpus.duplicates import find_duplicates
    from framing.corpus.encode import encode
    from framing.corpus.read import read_corpus

    c = plan.study.file.corpus
    columns = {k: getattr(c, k) for k in ("text", "outlet", "group", "date", "title", "id", "url", "event", "encoding")}
    corpus = read_corpus(
        plan.source,
        documents=plan.documents,
        language=plan.study.file.study.language,
        **columns,
    )
    sides_of(plan, corpus.documents)  # fails before the long work and before anything is kept
    tokens = encode(corpus, folder=folder, clean=c.clean, workers=plan.workers)
    if c.near_duplicates != "keep":
        keep(find_duplicates(tokens, workers=plan.workers), folder / CLUSTERS)


def _make_marks(plan: Plan, done: dict[str, Path], folder: Path) -> None:
    if plan.from_features:
        return
    import pandas as pd

    from framing.corpus.tokens import open_tokens
    from framing.markers.extract import extract_features

    clusters = done["corpus"] / CLUSTERS
    found = extract_features(
        open_tokens(done["corpus"]),
        plan.study.lexicons,
        overlap=plan.study.file.markers.overlap,
        duplicates=pd.read_parquet(clusters) if clusters.exists() else None,
        workers=plan.workers,
    )
    write_features(found, folder / "features")


def features_of(plan: Plan, done: dict[str, Path]) -> Features:
    """The features that everything after the marks works from, whether they came with the study or from text.

    Near-duplicates are left out of them, or not spoken of, as the study says.
    """
    mode = plan.study.file.corpus.near_duplicates
    features = _given_features(plan) if plan.from_features else read_features(done["marks"] / "features")
    if mode == "drop":
        return drop_duplicates(features)
    return replace(features, duplicates=None) if mode == "keep" else features


def _given_features(plan: Plan) -> Features:
    """The features that are the study's source; raises `InputError` where they were made for another lexicon."""
    assert isinstance(plan.source, Path), "features are one folder"
    features = read_features(plan.source)
    wanted = sorted(v for k, v in plan.inputs.items() if k.startswith("lexicon "))
    if sorted(s for _, _, s in features.lexicons) != wanted or features.overlap != plan.study.file.markers.overlap:
        made = ", ".join(f"{n} {v}" for n, v, _ in features.lexicons)
        raise InputError(
            f"{plan.source}: these features were made with lexicon {made} and overlap {features.overlap!r}, not with"
            f" what {plan.study.path.name} names. Finding other markers needs the articles: run with --texts, or make"
            " the features again with `framing features`."
        )
    return features


def _make_contrasts(plan: Plan, done: dict[str, Path], folder: Path) -> None:
    from framing.markers.count import count_markers

    features = features_of(plan, done)
    file = plan.study.file
    counts = count_markers(features.hits, features, plan.lexicon)
    shared: dict[str, Any] = {"voices": plan.voices, "seed": file.study.seed, "inference": plan.inference}
    sides = {"target": file.groups.target, "reference": file.groups.reference, "by": file.groups.by}
    for level in LEVELS:
        table = compare(counts, **sides, cluster=file.groups.cluster, level=level, **shared)  # type: ignore[arg-type]
        keep(table, folder / LEVELS[level])
    keep(_outlet_contrasts(counts, shared), folder / "outlets.parquet")
    keep(counts, folder / "counts.parquet")


def _outlet_contrasts(counts: pd.DataFrame, shared: dict[str, Any]) -> pd.DataFrame:
    """Each outlet against all others, over categories; without documents of unknown outlet, empty for one outlet."""
    import pandas as pd

    known = counts[counts["outlet"] != ""]
    outlets = sorted(set(known["outlet"]))
    if len(outlets) < 2:
        return CONTRAST.frame({name: [] for name in CONTRAST.names})
    tables = [compare(known, target=o, reference=ALL_OTHERS, by="outlet", level="category", **shared) for o in outlets]
    return pd.concat(tables, ignore_index=True)


def _make_words(plan: Plan, done: dict[str, Path], folder: Path) -> None:
    file = plan.study.file
    table = keyness(
        features_of(plan, done),
        target=file.groups.target,
        reference=file.groups.reference,
        by=file.groups.by,
        cluster=file.groups.cluster,
        min_count=file.keyness.min_count,
        min_docs=file.keyness.min_docs,
        voices=plan.voices,
        seed=file.study.seed,
        inference=replace(plan.inference, test="t"),
    )
    keep(table, folder / "words.parquet")


def _make_topics(plan: Plan, done: dict[str, Path], folder: Path) -> None:
    from framing.topics.fit import fit_topics
    from framing.topics.prevalence import compare_topics, topic_prevalence

    file = plan.study.file
    t = file.topics
    model = fit_topics(features_of(plan, done), k=t.k, seed=file.study.seed, segment=t.segment, passes=t.passes)
    shared: dict[str, Any] = {
        "target": file.groups.target,
        "reference": file.groups.reference,
        "by": file.groups.by,
        "cluster": file.groups.cluster,
    }
    keep(model.terms, folder / "terms.parquet")
    keep(model.weights, folder / "weights.parquet")
    keep(compare_topics(model, seed=file.study.seed, inference=plan.inference, **shared), folder / "contrast.parquet")
    keep(topic_prevalence(model, level=plan.inference.level, **shared), folder / "prevalence.parquet")
    write_text(folder / "diagnostics.json", json.dumps(model.diagnostics, sort_keys=True))


def _make_around(plan: Plan, done: dict[str, Path], folder: Path) -> None:
    from framing.study.near import make_near

    make_near(plan, done, folder)


_MAKERS: dict[str, Callable[[Plan, dict[str, Path], Path], None]] = {
    "corpus": _make_corpus,
    "marks": _make_marks,
    "contrasts": _make_contrasts,
    "words": _make_words,
    "topics": _make_topics,
    "around": _make_around,
}


def keep(table: pd.DataFrame, path: Path) -> None:
    """Keep a table between steps, exactly."""
    with whole_file(path) as beside:
        table.to_parquet(beside, index=False)


def sides_of(plan: Plan, documents: pd.DataFrame) -> Sides:
    """The sides of the study's main comparison."""
    g = plan.study.file.groups
    return choose_sides(documents, target=g.target, reference=g.reference, by=g.by, cluster=g.cluster)
