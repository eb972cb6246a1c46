"""The steps of a study: what each hangs on, and what it makes.

corpus -> marks -> contrasts, words, topics, around, versions, multiverse, validation -> report. With extracted features
as source the first two are the features themselves. Each step is a function of settings and of the folders of steps
before it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.contrasts.design import Sides, choose_sides
from framing.corpus.counts import read_counts
from framing.corpus.features import (
    Features,
    drop_duplicates,
    drop_other_languages,
    read_features,
    write_features,
)
from framing.corpus.language import same_language
from framing.corpus.select import select_features
from framing.errors import InputError
from framing.study.analyses import keep, make_contrasts, make_topics, make_words
from framing.study.cache import Cache
from framing.study.plan import STEPS, Plan, check_event, vocabulary_of

if TYPE_CHECKING:
    import pandas as pd

    from framing.corpus.tokens import Tokens

SCORES = "scores.parquet"
"""How often voice and stance are right at hand-coded places."""
CLUSTERS = "duplicates.parquet"
"""The clusters of near-duplicates, beside the encoded corpus."""


def run_steps(
    plan: Plan,
    cache: Cache,
    *,
    steps: Collection[str] = STEPS,
    force: bool = False,
    note: Callable[[str, bool], None],
) -> dict[str, Path]:
    """Bring `steps` up to date, the report apart; `note(step, made)` hears of each. Returns the folder of each."""
    done: dict[str, Path] = {}
    for step in (s for s in STEPS[:-1] if s in steps):
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

    tokens = encoded_articles(plan, folder, clean=plan.study.file.corpus.clean)
    if plan.study.file.corpus.near_duplicates != "keep":
        keep(find_duplicates(tokens, workers=plan.workers), folder / CLUSTERS)


def encoded_articles(plan: Plan, folder: Path, *, clean: bool) -> Tokens:
    """The study's articles, read and encoded into a folder."""
    from framing.corpus.encode import encode
    from framing.corpus.read import read_corpus

    c = plan.study.file.corpus
    columns = {k: getattr(c, k) for k in ("text", "outlet", "group", "date", "title", "id", "url", "event", "encoding")}
    columns |= c.limits
    corpus = read_corpus(
        plan.source,
        documents=plan.documents,
        language=plan.study.file.study.language,
        **columns,
    )
    sides_of(plan, corpus.documents)  # fails before the long work and before anything is kept
    options: dict[str, Any] = {"clean": clean, "min_tokens": c.min_tokens, "attribution": c.attribution}
    return encode(corpus, folder=folder, workers=plan.workers, **options)


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
    features = whole_features(plan, done)
    if mode == "drop" and not plan.counts:
        return drop_duplicates(features)
    return replace(features, duplicates=None) if mode == "keep" else features


def whole_features(plan: Plan, done: dict[str, Path]) -> Features:
    """The features of every document in the study's language, near-duplicates among them."""
    if plan.counts:
        return drop_other_languages(_given_counts(plan))
    features = _given_features(plan) if plan.from_features else read_features(done["marks"] / "features")
    return drop_other_languages(features)


def _given_counts(plan: Plan) -> Features:
    """The documents that the study's source holds as counts of words."""
    assert isinstance(plan.source, Path), "counts are one file"
    c = plan.study.file.corpus
    columns = {k: getattr(c, k) for k in ("outlet", "group", "date", "title", "id", "url", "event", "encoding")}
    features = read_counts(
        plan.source,
        documents=plan.documents,
        vocabulary=vocabulary_of(plan.study),
        language=plan.study.file.study.language,
        **columns,
    )
    return select_features(features, c.selection, c.min_tokens)


def _given_features(plan: Plan) -> Features:
    """The features that are the study's source; raises `InputError` where they were made for another lexicon."""
    assert isinstance(plan.source, Path), "features are one folder"
    features = read_features(plan.source)
    language = plan.study.file.study.language
    if features.language != language:
        raise InputError(
            f"{plan.study.path}: the study is in {language!r} and the features of {plan.source} in"
            f" {features.language!r}: rates are not compared across languages"
        )
    attribution = plan.study.file.corpus.attribution
    if features.attribution != attribution:
        raise InputError(
            f"{plan.study.path}: the study asks for attribution = {attribution!r} and the voices in {plan.source} go by"
            f" {features.attribution!r}; name that one, or make the features again from the articles"
        )
    wanted = sorted(v for k, v in plan.inputs.items() if k.startswith("lexicon "))
    if sorted(s for _, _, s in features.lexicons) != wanted or features.overlap != plan.study.file.markers.overlap:
        made = ", ".join(f"{n} {v}" for n, v, _ in features.lexicons)
        raise InputError(
            f"{plan.source}: these features were made with lexicon {made} and overlap {features.overlap!r}, not with"
            f" what {plan.study.path.name} names. Finding other markers needs the articles: run with --texts, or make"
            " the features again with `framing features`."
        )
    c = plan.study.file.corpus
    return select_features(features, c.selection, c.min_tokens)


def _make_contrasts(plan: Plan, done: dict[str, Path], folder: Path) -> None:
    make_contrasts(plan, features_of(plan, done), folder)


def _make_words(plan: Plan, done: dict[str, Path], folder: Path) -> None:
    from framing.corpus.tokens import open_tokens, without_documents

    features = features_of(plan, done)
    if plan.study.file.keyness.unit == "word" or plan.from_features:
        make_words(plan, features, folder)
        return
    tokens = open_tokens(done["corpus"])
    dropped = set(tokens.documents["doc_id"]) - set(features.documents["doc_id"])
    make_words(plan, without_documents(tokens, dropped), folder)


def _make_topics(plan: Plan, done: dict[str, Path], folder: Path) -> None:
    make_topics(plan, features_of(plan, done), folder)


def _make_around(plan: Plan, done: dict[str, Path], folder: Path) -> None:
    from framing.study.near import make_near

    make_near(plan, done, folder)


def _make_versions(plan: Plan, done: dict[str, Path], folder: Path) -> None:
    from framing.study.robust import make_versions

    make_versions(plan, done, folder)


def _make_other_cleaning(plan: Plan, _done: dict[str, Path], folder: Path) -> None:
    if "articles" in plan.parts("other_cleaning"):
        encoded_articles(plan, folder, clean=not plan.study.file.corpus.clean)


def _make_validation(plan: Plan, done: dict[str, Path], folder: Path) -> None:
    if not plan.study.codes or plan.from_features:
        return
    from framing.coding.validate import validate
    from framing.corpus.tokens import open_tokens

    checked = validate(plan.study.codes, open_tokens(done["corpus"]), seed=plan.study.file.study.seed)
    keep(checked.scores, folder / SCORES)


def _make_multiverse(plan: Plan, done: dict[str, Path], folder: Path) -> None:
    from framing.study.robust import make_multiverse

    make_multiverse(plan, done, folder)


_MAKERS: dict[str, Callable[[Plan, dict[str, Path], Path], None]] = {
    "corpus": _make_corpus,
    "marks": _make_marks,
    "contrasts": _make_contrasts,
    "words": _make_words,
    "topics": _make_topics,
    "around": _make_around,
    "versions": _make_versions,
    "other_cleaning": _make_other_cleaning,
    "multiverse": _make_multiverse,
    "validation": _make_validation,
}


def sides_of(plan: Plan, documents: pd.DataFrame) -> Sides:
    """The sides of the study's main comparison, among the documents in its language.

    Raises `StudyError` too where the study matches by event and its documents have none.
    """
    g = plan.study.file.groups
    check_event(plan.study, documents)
    documents = documents[[same_language(code, plan.study.file.study.language) for code in documents["lang"]]]
    return choose_sides(documents, target=g.target, reference=g.reference, by=g.by, cluster=g.cluster)
