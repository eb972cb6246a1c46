"""What a study tells of how far its results hold: within events, between versions of a text, over all choices."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from framing.contrasts.contrast import compare, voice_name
from framing.contrasts.multiverse import Choices, Multiverse, Variant, multiverse
from framing.corpus.language import same_language
from framing.corpus.tokens import open_tokens
from framing.errors import InputError, TooLittleError
from framing.files import write_text
from framing.study.analyses import LEVELS, keep
from framing.study.plan import Plan, make_plan
from framing.study.steps import run_steps, sides_of, whole_features

if TYPE_CHECKING:
    import pandas as pd

    from framing.corpus.features import Features
    from framing.corpus.tokens import Tokens
    from framing.markers.lexicon import Lexicon

MATCHED_LEVELS = {level: f"matched_{name}" for level, name in LEVELS.items()}
NO_MATCH = "no_match.txt"
VERSIONS = "versions.parquet"
SPECIFICATIONS, CHOICES, ONE_WAY = "specifications.parquet", "choices.parquet", "one_way.json"


def make_matched(plan: Plan, features: Features, counts: pd.DataFrame, folder: Path) -> None:
    """Write the contrasts within events, or why there are none; nothing where the study asks for none."""
    file = plan.study.file
    groups = file.groups
    if groups.match is None:
        return
    match: Any = groups.match
    if match == "duplicates":
        match = features.duplicates
        if match is None:
            write_text(folder / NO_MATCH, "nobody looked for near-duplicates")
            return
    try:
        for level, name in MATCHED_LEVELS.items():
            table = compare(
                counts,
                target=groups.target,
                reference=groups.reference,
                by=groups.by,
                cluster=groups.cluster,
                level=level,  # type: ignore[arg-type]
                voices=plan.voices,
                seed=file.study.seed,
                inference=plan.inference,
                match=match,
            )
            keep(table, folder / name)
    except TooLittleError as problem:
        write_text(folder / NO_MATCH, str(problem))


def make_versions(plan: Plan, done: dict[str, Path], folder: Path) -> None:
    """Write what versions of one text cut, added and changed; nothing where nobody looked for them."""
    if "marks" not in plan.parts("versions"):
        return
    from framing.corpus.versions import compare_versions

    features = whole_features(plan, done)
    assert features.duplicates is not None, "the study looks for near-duplicates"
    keep(compare_versions(open_tokens(done["corpus"]), features.duplicates, hits=features.hits), folder / VERSIONS)


def with_text(versions: pd.DataFrame, corpus: Path) -> pd.DataFrame:
    """VERSIONS with the sentences themselves, in a column `text` behind the others."""
    tokens = open_tokens(corpus)
    row = {d: i for i, d in enumerate(tokens.documents["doc_id"].tolist())}
    texts = {d: tokens.text(row[d]) for d in set(versions["doc_id"].tolist())}
    places = zip(versions["doc_id"], versions["start"], versions["end"], strict=True)
    return versions.assign(text=[" ".join(texts[d][a:b].split()) for d, a, b in places])


def make_multiverse(plan: Plan, done: dict[str, Path], folder: Path) -> None:
    """Write the study's contrasts under every choice; nothing where it names none."""
    if not plan.study.file.multiverse.items or plan.counts:
        return
    made = study_multiverse(plan, done)
    keep(made.specifications, folder / SPECIFICATIONS)
    keep(made.choices, folder / CHOICES)
    write_text(folder / ONE_WAY, json.dumps(made.left_out, ensure_ascii=False))


def study_multiverse(plan: Plan, done: dict[str, Path]) -> Multiverse:
    """The contrasts that the study names, under every choice; the encoded corpus is used again for each."""
    file = plan.study.file
    features = whole_features(plan, done)
    duplicates = features.duplicates
    if duplicates is None and not plan.from_features:
        from framing.corpus.duplicates import find_duplicates

        duplicates = find_duplicates(open_tokens(done["corpus"]), workers=plan.workers)
    variants = _variants(plan, done, features)
    cluster = sides_of(plan, features.documents).cluster
    main: dict[str, object] = {
        "duplicates": "drop" if file.corpus.near_duplicates == "drop" else "keep",
        "voices": voice_name(plan.voices) or "all",
        "cluster": cluster,
        "prior": "none",
    }
    made = multiverse(
        variants,
        items=list(dict.fromkeys(file.multiverse.items)),
        target=file.groups.target,
        reference=file.groups.reference,
        by=file.groups.by,
        level=file.multiverse.level,
        seed=file.study.seed,
        duplicates=duplicates,
        choices=_choices(plan, cluster),
        main=main,
        inference=plan.inference,
    )
    told = []
    if plan.from_features:
        told.append("cleaning and other lexicons: these need the articles")
    if duplicates is None:
        told.append("duplicates: nobody looked for copies when the features were made")
    return replace(made, left_out=(*told, *made.left_out))


def _choices(plan: Plan, cluster: Literal["outlet", "document"]) -> Choices:
    """The choices that the study names, its own ways first."""
    wanted = plan.study.file.multiverse
    own_voices = None if plan.voices is None else tuple(plan.voices)
    voices = [None if len(set(v)) == 3 else tuple(v) for v in wanted.voices]
    own_mode: Literal["keep", "drop"] = "drop" if plan.study.file.corpus.near_duplicates == "drop" else "keep"
    return Choices(
        voices=tuple(dict.fromkeys([own_voices, *voices])),
        duplicates=tuple(dict.fromkeys([own_mode, *wanted.duplicates])),
        clusters=tuple(dict.fromkeys([cluster, *wanted.clusters])),
        priors=tuple(dict.fromkeys(["none", *wanted.priors])),
        min_hits=tuple(dict.fromkeys(wanted.min_hits)),
    )


def _variants(plan: Plan, done: dict[str, Path], features: Features) -> list[Variant]:
    """COUNTS under each cleaning and lexicon, the study's own first."""
    from framing.markers.count import count_markers
    from framing.markers.find import find_markers
    from framing.markers.lexicon import check_language, combine_lexicons, read_lexicon

    language = plan.study.file.study.language
    own = count_markers(features.hits, features, plan.lexicon)
    clean = plan.study.file.corpus.clean
    cleaning = {True: "on", False: "off"}
    if plan.from_features:
        return [Variant(own, cleaning[clean], _label(plan.study.lexicons, language))]
    texts = [(cleaning[clean], open_tokens(done["corpus"]))]
    if "articles" in plan.parts("other_cleaning"):
        texts.append((cleaning[not clean], open_tokens(done["other_cleaning"])))
    versions: list[tuple[str, Lexicon]] = [(_label(plan.study.lexicons, language), plan.lexicon)]
    for names in plan.study.other_lexicons:
        lexicon = combine_lexicons(read_lexicon(name, language=language) for name in names)
        check_language(lexicon, language, where=f"{plan.study.where('multiverse', 'lexicons')}: the study")
        versions.append((_label(names, language), lexicon))

    def counted(tokens: Tokens, lexicon: Lexicon) -> pd.DataFrame:
        hits = find_markers(tokens, lexicon, overlap=plan.study.file.markers.overlap, workers=plan.workers)
        counts = count_markers(hits, tokens, lexicon)
        return counts[[same_language(code, language) for code in counts["lang"]]].reset_index(drop=True)

    made = [Variant(own, texts[0][0], versions[0][0])]
    for how, tokens in texts:
        for label, lexicon in versions:
            if (how, label) != (texts[0][0], versions[0][0]):
                made.append(Variant(counted(tokens, lexicon), how, label))
    return made


def _label(names: Sequence[str], language: str) -> str:
    from framing.markers.lexicon import read_lexicon

    return " + ".join(f"{lx.name} {lx.version}" for lx in (read_lexicon(n, language=language) for n in names))


def read_robust(done: dict[str, Path]) -> dict[str, Any]:
    """What the steps kept, by the names of `framing.report.results.Robust`; None where there is none."""
    import pandas as pd

    places = {
        "matched_markers": done["contrasts"] / MATCHED_LEVELS["marker"],
        "matched_categories": done["contrasts"] / MATCHED_LEVELS["category"],
        "versions": done["versions"] / VERSIONS,
        "specifications": done["multiverse"] / SPECIFICATIONS,
        "choices": done["multiverse"] / CHOICES,
    }
    kept: dict[str, Any] = {n: pd.read_parquet(path) if path.is_file() else None for n, path in places.items()}
    why, ways = done["contrasts"] / NO_MATCH, done["multiverse"] / ONE_WAY
    kept["no_match"] = why.read_text(encoding="utf-8") if why.is_file() else ""
    kept["one_way"] = tuple(json.loads(ways.read_bytes())) if ways.is_file() else ()
    return kept


def run_multiverse(
    path: str | Path,
    *,
    items: Sequence[str] | None = None,
    level: Literal["marker", "category"] | None = None,
    texts: str | Path | None = None,
    workers: int = 1,
) -> Multiverse:
    """Run a study's contrasts under every choice, without its report; steps that are up to date are not run again.

    Args:
        path: the study file. items, level: markers or categories in the place of those that it names.
        texts: file or folder of the articles, for a study that carries only their features.
        workers: threads to use; the results do not depend on it.

    Raises: InputError where neither `items` nor the study names one, or the study has counts of words alone.
    """
    from framing.study.config import read_study
    from framing.study.run import cache_of

    study = read_study(path)
    asked = study.file.multiverse
    changed = asked.model_copy(update={"items": list(items) if items else asked.items, "level": level or asked.level})
    study = replace(study, file=study.file.model_copy(update={"multiverse": changed}))
    if not changed.items:
        raise InputError(
            f"{study.path}: which contrast? Name markers or categories: [multiverse] items = [...], or --item"
        )
    plan = make_plan(study, texts=Path(texts) if texts else None, workers=workers)
    if plan.counts:
        raise InputError(f"{study.path}: a multiverse compares markers, and the source holds counts of words")
    cache = cache_of(study, local=texts is not None)
    done = run_steps(plan, cache, steps=("corpus", "marks", "other_cleaning"), note=lambda _step, _made: None)
    return study_multiverse(plan, done)
