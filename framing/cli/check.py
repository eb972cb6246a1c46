"""check: is a study ready to run? Every problem at once, or the plan. Runs nothing, writes nothing."""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.cli.options import COLUMNS, Commands, add_command
from framing.cli.output import aligned
from framing.cli.studies import STUDY, add_texts, states
from framing.corpus.language import same_language
from framing.errors import CorpusError, FramingError, StudyError, together

if TYPE_CHECKING:
    import pandas as pd

    from framing.corpus.features import Features
    from framing.study.config import Study
    from framing.study.plan import Plan

LEVEL = 0.05
"""A design whose smallest possible p lies above can make no claim of significance."""


def add_to(commands: Commands[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = add_command(
        commands,
        "check",
        check,
        does="check a study with its lexicons and corpus and print the plan; runs and writes nothing",
        more="Lists every problem at once.",
        example="framing check experiments/newsroom.toml",
    )
    parser.add_argument("study", metavar="STUDY.toml", help=STUDY)
    add_texts(parser)


def check(args: argparse.Namespace) -> None:
    """Print the plan, or raise `StudyError` with every problem of study, lexicons, corpus and groups."""
    survey = look_at(Path(args.study), Path(args.texts) if args.texts else None)
    if survey.problems or survey.plan is None or survey.documents is None:
        raise StudyError(together(survey.problems, f"{args.study} can't run as it stands"))
    sys.stdout.write(described(survey.plan, survey.documents, survey.left_out))


@dataclass
class Survey:
    """What was found out about a study: the plan and the documents as far as they could be had, and every problem."""

    plan: Plan | None = None
    documents: pd.DataFrame | None = None
    left_out: pd.DataFrame | None = None
    problems: list[str] = field(default_factory=list)

    def add(self, problem: FramingError) -> None:
        """Note a problem once; a message that lists several is taken apart, so that lists don't nest."""
        lines = str(problem).splitlines()
        items = [line.strip().removeprefix("- ") for line in lines[1:]]
        listed = len(lines) > 1 and all(line.startswith("  ") for line in lines[1:])
        self.problems += [p for p in (items if listed else [" ".join(lines)]) if p not in self.problems]


def look_at(path: Path, texts: Path | None) -> Survey:
    """Read everything that a study names, going on after each problem as far as there is sense in it."""
    from framing.study.config import read_study
    from framing.study.plan import make_plan
    from framing.study.steps import features_of

    survey = Survey()
    study = None
    try:
        study = read_study(path)
    except StudyError as problem:
        survey.add(problem)
    said = _Said(path, study.file.model_dump() if study else _raw(path))
    if not _counts(said, texts):
        _check_lexicons(said, survey)
    survey.documents = _read_documents(said, study, texts, survey)
    _check_groups(said, study, survey)
    if study is not None and not survey.problems:
        try:
            survey.plan = make_plan(study, texts=texts)
            if survey.plan.from_features:
                features_of(survey.plan, {})
        except FramingError as problem:
            survey.add(problem)
    return survey


@dataclass(frozen=True)
class _Said:
    """What a study file says, also where it is not valid as a whole."""

    path: Path
    data: dict[str, Any]

    def text(self, section: str, key: str) -> str | None:
        """A text that the file gives; None where it gives none or something else."""
        value = self._section(section).get(key)
        return value if isinstance(value, str) else None

    def texts(self, section: str, key: str) -> list[str] | None:
        """A list of texts that the file gives."""
        value = self._section(section).get(key)
        return [v for v in value if isinstance(v, str)] if isinstance(value, list | tuple) else None

    def place(self, name: str) -> Path:
        """A path that the file names."""
        return (self.path.resolve().parent / name).resolve()

    def _section(self, name: str) -> dict[str, Any]:
        section = self.data.get(name)
        return section if isinstance(section, dict) else {}


def _raw(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8"))
    except (OSError, ValueError):
        return {}  # the study's own problem, which is told already


def _counts(said: _Said, texts: Path | None) -> bool:
    """Whether the study would work on counts of words, in which no marker can be looked for."""
    from framing.corpus.counts import is_counts

    source = said.text("corpus", "source")
    return texts is None and source is not None and is_counts(said.place(source), text=said.text("corpus", "text"))


def _check_lexicons(said: _Said, survey: Survey) -> None:
    """Read every lexicon that the study names, and see whether they go together and with the study's language."""
    from framing.markers.lexicon import check_language, combine_lexicons, read_lexicon

    lexicons = []
    language = said.text("study", "language") or "en"
    names = said.texts("markers", "lexicons") or []
    for name in names:
        beside = said.place(name)
        try:
            lexicons.append(read_lexicon(beside if beside.is_file() else name, language=language))
        except FramingError as problem:
            survey.add(problem)
    if not names or len(lexicons) < len(names):
        return
    try:
        check_language(combine_lexicons(lexicons), language, where=f"{said.path}: the study")
    except FramingError as problem:
        survey.add(problem)


def _read_documents(said: _Said, study: Study | None, texts: Path | None, survey: Survey) -> pd.DataFrame | None:
    """The documents that the study would work on, read whole; None after a problem.

    Which of them belong only a valid study can say; otherwise all are read.
    """
    from framing.corpus.counts import read_counts
    from framing.corpus.features import is_features, read_features
    from framing.corpus.language import check_language
    from framing.corpus.read import read_corpus
    from framing.corpus.sources import find_source
    from framing.study.plan import whence

    language = said.text("study", "language") or "en"
    try:
        check_language(language)
    except FramingError as problem:
        survey.add(problem)
    name, documents = said.text("corpus", "source"), said.text("corpus", "documents")
    names = said.texts("corpus", "source") if name is None else [name]
    if not names:
        return None
    places = [texts] if texts else [said.place(name) for name in names]
    try:
        if len(places) == 1 and is_features(places[0]):
            return _belonging(read_features(places[0]), study, survey)
        options: dict[str, Any] = {column: said.text("corpus", column) for column in COLUMNS}
        options |= {"encoding": said.text("corpus", "encoding"), "language": language}
        given = said.place(documents) if documents is not None else None
        if _counts(said, texts):
            del options["text"]
            words = said.text("corpus", "vocabulary")
            options["vocabulary"] = said.place(words) if words else None
            return _belonging(read_counts(places[0], documents=given, **options), study, survey)
        source = places[0] if len(places) == 1 else places
        if texts and find_source(source).tables:
            given = None
        options |= study.file.corpus.limits if study is not None else {}
        corpus = read_corpus(source, documents=given, **options)
        survey.left_out = corpus.left_out
        return corpus.documents
    except FramingError as problem:
        absent = texts is None and not any(place.exists() for place in places)
        survey.add(CorpusError(f"{problem}{whence(said.text('corpus', 'origin'))}") if absent else problem)
        return None


def _belonging(features: Features, study: Study | None, survey: Survey) -> pd.DataFrame:
    """The documents of features, or counts, that the study asks for."""
    from framing.corpus.select import select_features

    if study is not None:
        features = select_features(features, study.file.corpus.selection, study.file.corpus.min_tokens)
    survey.left_out = features.left_out
    return features.documents


def _check_groups(said: _Said, study: Study | None, survey: Survey) -> None:
    from framing.contrasts.design import choose_sides
    from framing.study.plan import check_event

    target, reference = said.text("groups", "target"), said.text("groups", "reference")
    if survey.documents is None or target is None or reference is None:
        return
    by, cluster = said.text("groups", "by") or "group", said.text("groups", "cluster")
    if by not in ("group", "outlet") or cluster not in (None, "outlet", "document"):
        return  # told with the study's problems
    language = said.text("study", "language") or "en"
    documents = survey.documents[[same_language(code, language) for code in survey.documents["lang"]]]
    try:
        if study is not None:
            check_event(study, documents)
        choose_sides(documents, target=target, reference=reference, by=by, cluster=cluster)  # type: ignore[arg-type]
    except FramingError as problem:
        survey.add(problem)


def described(plan: Plan, documents: pd.DataFrame, left_out: pd.DataFrame | None = None) -> str:
    """The plan in words: documents, comparison, clusters, the smallest p, what needs text, steps."""
    from framing.corpus.select import listed
    from framing.study.plan import needs_text

    file = plan.study.file
    named = file.corpus.source if plan.texts is None else str(plan.texts)
    source = named if isinstance(named, str) else ", ".join(named)
    what = "counts of words" if plan.counts else "extracted features" if plan.from_features else "articles"
    repeats = int((documents["duplicate_of"] != "").sum())
    other = [code for code in documents["lang"].tolist() if not same_language(code, file.study.language)]
    told = ", ".join(f"{code} {n:,}" for code, n in sorted(Counter(other).items()))
    head = [
        f"study {file.study.name}: ready to run",
        f"source: {source} ({what}), {_count(len(documents), 'document')}"
        + (f", {repeats:,} of them word for word the same as another" if repeats else "")
        + (f"; left out, in another language than {file.study.language}: {len(other):,} ({told})" if other else ""),
    ]
    if left_out is not None and len(left_out):
        head.append(f"left out: {listed(left_out)}")
    if file.corpus.min_tokens and not plan.from_features:
        head.append(f"left out besides: documents with fewer than {_count(file.corpus.min_tokens, 'word')}")
    if not plan.counts:
        markers = _count(len(plan.lexicon.markers), "marker")
        head.append(f"lexicon: {plan.lexicon.name} {plan.lexicon.version}, {markers}")
    head += _topics(plan, documents)
    sizes = Counter(zip(documents["group"].tolist(), documents["outlet"].tolist(), strict=True))
    rows = [("group", "outlet", "documents")]
    rows += [(group or "(none)", outlet or "(none)", f"{sizes[group, outlet]:,}") for group, outlet in sorted(sizes)]
    blocks = ["\n".join(head) + "\n", aligned(rows, right=(2,)), _comparison(plan, documents)]
    if needs_text(plan):
        blocks.append(f"not run, needs the text of the articles: {'; '.join(needs_text(plan))}\n")
    blocks.append("steps\n" + aligned([("  " + step, state) for step, state in states(plan)]))
    return "\n".join(blocks)


def _topics(plan: Plan, documents: pd.DataFrame) -> list[str]:
    """That there will be no topics, where that can be told: a segment has twenty words, or is a short document."""
    topics, n = plan.study.file.topics, len(documents)
    if topics.method == "none":
        return ["topics: none, as the study says"]
    whole = topics.segment == "document" or plan.counts
    most = n if whole else n + int(documents["n_chars"].sum()) // 60
    if topics.k <= most:
        return []
    segments = "documents" if whole else "paragraphs"
    return [f"topics: none, because k = {topics.k} needs as many {segments}, and {most:,} is the most; lower k"]


def _comparison(plan: Plan, documents: pd.DataFrame) -> str:
    from framing.report.prose import floor
    from framing.study.steps import sides_of

    sides = sides_of(plan, documents)
    n_target, n_reference = sides.n_clusters
    smallest = sides.floor(plan.inference.permutations)
    out = len(documents) - len(sides.rows)
    text = (
        f"comparison: {sides.target} ({_count(int(sides.is_target.sum()), 'document')}) against {sides.reference}"
        f" ({_count(int((~sides.is_target).sum()), 'document')})"
        + (f"; {_count(out, 'document')} on neither side" if out else "")
        + f"\nclusters: {n_target:,} against {_count(n_reference, sides.cluster)}. {sides.reason}\n"
        f"smallest possible p: {floor(smallest)}"
    )
    if smallest > LEVEL:
        text += f". That is above {LEVEL}: no claim of significance is possible with so few clusters"
    elif sides.cluster == "document" and sides.outlet_floor(plan.inference.permutations) > LEVEL:
        text += (
            f"; {floor(sides.outlet_floor(plan.inference.permutations))} if outlets were the clusters, so a significant"
            " difference would hold for the articles of these outlets and not for others of their kind"
        )
    return text + ".\n" + _robust(plan)


def _robust(plan: Plan) -> str:
    """What is compared within events, and which contrasts are run under every choice."""
    file, lines = plan.study.file, []
    if file.groups.match is not None and not plan.counts:
        within = {"event": "the same event", "duplicates": "versions of one article"}[file.groups.match]
        lines.append(f"compared within {within} as well")
    if file.multiverse.items and not plan.counts:
        lines.append(f"multiverse: {', '.join(file.multiverse.items)}, under every combination of choices")
    return "".join(f"{line}\n" for line in lines)


def _count(n: int, unit: str) -> str:
    return f"{n:,} {unit}" + ("" if n == 1 else "s")
