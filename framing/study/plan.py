"""A study ready to run: its steps and what each hangs on, where its articles come from, digests of its inputs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from framing.contrasts.contrast import Inference
from framing.corpus.counts import is_counts, vocabulary_file
from framing.corpus.features import is_features, tells_of_copies
from framing.corpus.sources import find_source
from framing.errors import CorpusError, InputError, StudyError, together
from framing.files import sha256_of
from framing.markers.lexicon import Lexicon, check_language, combine_lexicons, nearest_marker, read_lexicon
from framing.study.cache import Parts, code_digest, key_of, versions
from framing.study.config import Study

if TYPE_CHECKING:
    import pandas as pd

STEPS = (
    "corpus",
    "marks",
    "contrasts",
    "words",
    "topics",
    "around",
    "versions",
    "other_cleaning",
    "multiverse",
    "validation",
    "report",
)

NEEDS_TEXT = ("lines of the articles (key words in context)",)
"""What a study from features can't do."""

NEEDS_MORE_THAN_COUNTS = ("framing markers, their voice and stance",)
"""What a study from counts of words can't do either."""

NO_LEXICON = Lexicon("", "", "", "", (), ())
"""The lexicon of a study whose source has no text to look for markers in."""


def needs_text(plan: Plan) -> tuple[str, ...]:
    """What this study asks for and can't do from features; nothing where it has the articles."""
    if not plan.from_features:
        return ()
    file = plan.study.file
    choices = ["cleaning and other lexicons in the multiverse"] if file.multiverse.items and not plan.counts else []
    if file.corpus.near_duplicates != "keep" and isinstance(plan.source, Path) and tells_of_copies(plan.source):
        choices.insert(0, "what versions of one article cut and added")
    if file.validation.codes:
        choices.append("how often voice and stance are right at hand-coded places")
    around = [f"what stands around {', '.join(m.replace('_', ' ') for m in file.around.markers)}"]
    names = [f"names of the same actor ({', '.join(file.actors)})"]
    ngrams = () if file.keyness.unit == "word" else (f"keyness of {file.keyness.unit}s",)
    asked = (*ngrams, *NEEDS_TEXT, *(around if file.around.markers else []), *(names if file.actors else []), *choices)
    if not plan.counts:
        return asked
    return (
        *NEEDS_MORE_THAN_COUNTS,
        *(("topics over paragraphs",) if file.topics.segment == "paragraph" else ()),
        *asked,
    )


@dataclass(frozen=True)
class Plan:
    """A study ready to run: its file, where its articles come from, and the digests of its inputs.

    source: where the articles or features lie: a folder, a file, a glob, or several of these.
    texts: file, folder or glob of articles that stands in for the features, or None.
    from_features: whether the study runs without text. counts: whether its source holds counts of words and nothing
    else; then it runs without text too.
    inputs: digest of each input file, by name.
    """

    study: Study
    source: Path | list[Path]
    documents: Path | None
    texts: Path | None
    from_features: bool
    counts: bool
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
            columns = file.corpus.model_dump(exclude={"source", "documents", "vocabulary", "invented"})
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
        if step in ("versions", "other_cleaning", "multiverse"):
            return base | self._robust(step)
        if step == "validation":
            codes = {k: v for k, v in self.inputs.items() if k.startswith("codes ")}
            if not codes or self.from_features:
                return base
            return base | {"corpus": key_of(self.parts("corpus")), **codes, "seed": file.study.seed}
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
        shown: Parts = {"study": file.study.model_dump(), "report": file.report.model_dump()}
        shown |= {"invented": file.corpus.invented, "origin": file.corpus.origin}
        return base | shown | {s: key_of(self.parts(s)) for s in STEPS[:-1]}

    def _robust(self, step: str) -> Parts:
        """What versions and the multiverse hang on; nothing where they are not asked for or can't be made."""
        file = self.study.file
        if step == "versions":
            looked = not self.from_features and file.corpus.near_duplicates != "keep"
            return {"marks": key_of(self.parts("marks"))} if looked else {}
        if not file.multiverse.items or self.counts:
            return {}
        if step == "other_cleaning":
            if self.from_features or (not file.corpus.clean) not in file.multiverse.cleaning:
                return {}
            corpus = self.parts("corpus")
            return {"articles": self.articles, "columns": corpus["columns"], "language": corpus["language"]}
        return {
            "marks": key_of(self.parts("marks")),
            "other_cleaning": key_of(self.parts("other_cleaning")),
            "other_lexicons": {k: v for k, v in self.inputs.items() if k.startswith("other lexicon ")},
            "multiverse": file.multiverse.model_dump(),
            "groups": file.groups.model_dump(),
            "contrast": file.contrast.model_dump(),
            "voices": file.markers.voices,
            "seed": file.study.seed,
        }

    @property
    def articles(self) -> dict[str, str]:
        """Digests of the inputs that are articles, features or their metadata."""
        other = ("lexicon ", "other lexicon ", "evaluation ", "study ", "codes ")
        return {k: v for k, v in self.inputs.items() if not k.startswith(other)}


def make_plan(study: Study, *, texts: Path | None = None, workers: int = 1) -> Plan:
    """Find a study's inputs and digest them; raises InputError where one is missing or unfit."""
    file = study.file
    source = study.source
    documents = study.place(file.corpus.documents) if file.corpus.documents else None
    one = source if texts is None and isinstance(source, Path) else None
    counts = one is not None and is_counts(one, text=file.corpus.text)
    from_features = one is not None and (counts or is_features(one))
    if texts is None:
        _check_counts(study, counts=counts)
    try:
        digests = _digests(texts or source, features=from_features and not counts, counts=counts)
    except CorpusError as problem:
        where = f"{study.path}: [corpus] source" if texts is None else "--texts"
        raise CorpusError(f"{where}: {problem}{whence(file.corpus.origin) if texts is None else ''}") from problem
    if texts is not None and find_source(texts).tables:
        documents = None  # a table of articles brings its own metadata
    inputs = {f"study {study.path.name}": sha256_of(study.path)}
    lexicon = NO_LEXICON
    if not counts:
        lexicon = combine_lexicons(read_lexicon(name, language=file.study.language) for name in study.lexicons)
        check_language(lexicon, file.study.language, where=f"{study.path}: the study")
        for name, path in zip(file.markers.lexicons, study.lexicons, strict=True):
            inputs[f"lexicon {name}"] = sha256_of(_lexicon_file(path))
    inputs |= digests
    if one is not None and counts and (words := vocabulary_file(one, vocabulary_of(study))):
        inputs[f"vocabulary {words.name}"] = sha256_of(words)
    if documents and (counts or not from_features):
        inputs[f"documents {documents.name}"] = sha256_of(documents) if documents.is_file() else ""
    evaluation = None if counts else _evaluation(study, lexicon)
    for path in [] if counts else study.evaluation:
        inputs[f"evaluation {Path(path).name}"] = sha256_of(_lexicon_file(path))
    for codes in study.codes:
        if not codes.is_file():
            place = study.where("validation", "codes")
            raise InputError(f"{place}: there is no file {codes}; name one, or leave it out")
        inputs[f"codes {codes.name}"] = sha256_of(codes)
    if file.multiverse.items and not counts:
        _check_multiverse(study, lexicon)
        for path in [] if from_features else [p for names in study.other_lexicons for p in names]:
            inputs[f"other lexicon {Path(path).name}"] = sha256_of(_lexicon_file(path))
    return Plan(study, texts or source, documents, texts, from_features, counts, lexicon, inputs, workers, evaluation)


def whence(origin: str | None) -> str:
    """Where the articles that can't be found come from, to add to a message; empty where the study doesn't say.

    >>> whence("the archive of the Gazette")
    '. The study says where its articles come from: the archive of the Gazette. If you have them, say --texts PATH'
    """
    return (
        f". The study says where its articles come from: {origin}. If you have them, say --texts PATH" if origin else ""
    )


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


def _check_multiverse(study: Study, lexicon: Lexicon) -> None:
    """Raise `StudyError` where [multiverse] names an item that the lexicon does not have."""
    wanted = study.file.multiverse
    known = [m.id for m in lexicon.markers] if wanted.level == "marker" else [c.id for c in lexicon.categories]
    unknown = [i for i in wanted.items if i not in known]
    if unknown:
        place = study.where("multiverse", "items")
        said = [
            f"{place}: lexicon {lexicon.name} has no {wanted.level} {i!r}; {nearest_marker(i, known)}" for i in unknown
        ]
        raise StudyError(together(said, str(study.path)))


def check_event(study: Study, documents: pd.DataFrame) -> None:
    """Raise `StudyError` where the study matches by event and its documents have no such column."""
    if study.file.groups.match == "event" and "event" not in documents:
        raise StudyError(
            f"{study.where('groups', 'match')}: groups.match = 'event', and the documents have no column event; name it"
            " ([corpus] event = COLUMN) or leave match out"
        )


def vocabulary_of(study: Study) -> Path | None:
    """The vocabulary that the study names for its counts."""
    name = study.file.corpus.vocabulary
    return study.place(name) if name else None


def _check_counts(study: Study, *, counts: bool) -> None:
    """Raise `InputError` where the study asks of its source what only counts of words have, or only text has."""
    corpus = study.file.corpus
    if not counts:
        if corpus.vocabulary is not None:
            raise InputError(
                f"{study.path}: [corpus] vocabulary: {corpus.source!r} holds no counts that number words; leave it out"
            )
        return
    asked = {
        "[corpus] text": corpus.text is not None,
        '[corpus] near_duplicates = "drop"': corpus.near_duplicates == "drop",
        "[markers] voices": len(set(study.file.markers.voices)) < 3,
    }
    for key in (key for key, is_asked in asked.items() if is_asked):
        raise InputError(f"{study.path}: {key}: needs text, and {corpus.source!r} holds counts of words; leave it out")


def _lexicon_file(name: str) -> Path:
    from framing.markers.lexicon import find_lexicon

    return find_lexicon(name)


def _digests(place: Path | list[Path], *, features: bool, counts: bool) -> dict[str, str]:
    if counts:
        assert isinstance(place, Path), "counts are one file"
        return {f"counts {place.name}": sha256_of(place)}
    if features:
        assert isinstance(place, Path), "features are one folder"
        files = sorted(p for p in place.glob("*") if p.suffix in (".csv", ".json"))
        return {f"features {p.name}": sha256_of(p) for p in files}
    source = find_source(place)
    return {f"articles {name}": sha256_of(source.root / name) for name in source.files}
