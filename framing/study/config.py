"""The study file: what it may say, checked whole, every problem with its line."""

from __future__ import annotations

import datetime
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator, model_validator

from framing.corpus.dates import partial_date
from framing.corpus.select import Selection, read_selection
from framing.corpus.where import read_where
from framing.errors import CorpusError, StudyError, nearest, together
from framing.markers.actors import check_actors

NAME = r"^[A-Za-z0-9][A-Za-z0-9_-]*$"
LOCAL = "local"
"""The folder of reports that show text: no study may be called so."""

Voice = Literal["own", "direct", "indirect"]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class StudySection(_Section):
    """[study]: what it is called, the seed of all chance, the language of the articles."""

    name: str = Field(pattern=NAME)
    title: str = ""
    seed: int = Field(ge=0)
    language: str = "en"


def _as_text(value: Any) -> Any:
    """A date of TOML, or a year, as text."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value) if type(value) is int else value


Limit = Annotated[str, BeforeValidator(_as_text)]
"""A date, or a month or year alone."""


class CorpusSection(_Section):
    """[corpus]: where the articles or their features lie, and which columns mean what."""

    source: str | list[str]
    documents: str | None = None
    vocabulary: str | None = None
    text: str | None = None
    outlet: str | None = None
    group: str | None = None
    date: str | None = None
    title: str | None = None
    id: str | None = None
    url: str | None = None
    event: str | None = None
    where: str | None = None
    date_from: Limit | None = None
    date_to: Limit | None = None
    min_tokens: int = Field(default=0, ge=0)
    encoding: str | None = None
    clean: bool = True
    attribution: Literal["codebook", "wide"] = "codebook"
    near_duplicates: Literal["keep", "drop", "report"] = "report"
    invented: bool = False
    origin: str | None = None
    """where the articles come from: for the report, and for the message where they are absent"""

    @field_validator("source", mode="before")
    @classmethod
    def _places(cls, value: Any) -> Any:
        texts = value if isinstance(value, list) else [value]
        if not texts or not all(isinstance(text, str) for text in texts):
            raise ValueError("must be a folder, a file or a glob, or a list of these")
        return value

    @field_validator("where")
    @classmethod
    def _condition(cls, value: str | None) -> str | None:
        if value is not None:
            try:
                read_where(value)
            except CorpusError as problem:
                raise ValueError(str(problem).removeprefix(f"where = {value!r}: ")) from problem
        return value

    @field_validator("date_from", "date_to")
    @classmethod
    def _limit(cls, value: str | None) -> str | None:
        return None if value is None else partial_date(value) or None

    @property
    def limits(self) -> dict[str, str | None]:
        """Which documents belong, as `read_corpus` takes it."""
        return {"where": self.where, "date_from": self.date_from, "date_to": self.date_to}

    @property
    def selection(self) -> Selection | None:
        """Which documents belong."""
        return read_selection(**self.limits, date=self.date)


class GroupsSection(_Section):
    """[groups]: who is compared with whom, what the independent draws are, and what both sides write of."""

    target: str
    reference: str
    by: Literal["group", "outlet"] = "group"
    cluster: Literal["outlet", "document"] | None = None
    match: Literal["event", "duplicates"] | None = None


class MarkersSection(_Section):
    """[markers]: the lexicons, what to do where markers overlap, the voices to count."""

    lexicons: list[str] = Field(default=["framing.en"], min_length=1)
    overlap: Literal["longest", "all", "category"] = "longest"
    voices: list[Voice] = Field(default=["own", "direct", "indirect"], min_length=1)


class ContrastSection(_Section):
    """[contrast]: intervals, tests and prior of the comparisons."""

    level: float = Field(default=0.95, gt=0.5, lt=1)
    interval: Literal["t", "bootstrap"] = "t"
    bootstrap: int = Field(default=2000, ge=200)
    permutations: int = Field(default=9999, ge=99)
    correction: Literal["bh", "holm", "none"] = "bh"
    prior: Literal["corpus", "uniform"] = "corpus"
    prior_size: float = Field(default=1000.0, gt=0)


class KeynessSection(_Section):
    """[keyness]: which words or n-grams are tested."""

    unit: Literal["word", "bigram", "trigram"] = "word"
    min_count: int = Field(default=5, ge=1)
    min_docs: int = Field(default=2, ge=1)
    count: Literal["tokens", "texts"] = "tokens"


class TopicsSection(_Section):
    """[topics]: the topic model, or none."""

    method: Literal["anchor", "lda", "nmf", "none"] = "anchor"
    k: int = Field(default=10, ge=2)
    segment: Literal["document", "paragraph"] | None = None
    passes: int | None = Field(default=None, ge=1)
    runs: int = Field(default=20, ge=0)


class AroundSection(_Section):
    """[around]: markers whose surroundings are compared, how far to look, and what for."""

    markers: list[str] = []
    window: int = Field(default=10, ge=1)
    lexicons: list[str] = Field(default=["stance.en"], min_length=1)
    min_count: int = Field(default=5, ge=1)
    min_docs: int = Field(default=2, ge=1)


class MultiverseSection(_Section):
    """[multiverse]: the contrasts that are run under every reasonable choice, and the choices."""

    items: list[str] = []
    level: Literal["marker", "category"] = "marker"
    voices: list[Annotated[list[Voice], Field(min_length=1)]] = [
        ["own", "direct", "indirect"],
        ["own"],
        ["own", "indirect"],
    ]
    duplicates: list[Literal["keep", "drop", "originals"]] = ["keep", "drop", "originals"]
    clusters: list[Literal["outlet", "document"]] = ["outlet", "document"]
    priors: list[Literal["none", "corpus", "uniform"]] = ["none", "corpus", "uniform"]
    min_hits: list[Annotated[int, Field(ge=1)]] = [1, 5]
    cleaning: list[bool] = [True, False]
    lexicons: list[Annotated[list[str], Field(min_length=1)]] = []

    @field_validator("voices", "duplicates", "clusters", "priors", "min_hits", "cleaning")
    @classmethod
    def _something(cls, value: list[Any]) -> list[Any]:
        if not value:
            raise ValueError("must name at least one way to choose")
        return value


class ValidationSection(_Section):
    """[validation]: hand codes of voice, scare quotes, negation and stance in these articles, and whose they are."""

    codes: list[str] = []
    coders: str = ""

    @model_validator(mode="after")
    def _whose(self) -> ValidationSection:
        if self.codes and not self.coders.strip():
            raise ValueError("coders must say who made the codes, since the report names them; such as 'the author'")
        return self


class ReportSection(_Section):
    """[report]: what is written, and whether lines of the articles, and what single articles hold, may be shown."""

    formats: list[Literal["html", "latex", "csv", "markdown"]] = ["html", "latex", "csv", "markdown"]
    figures: list[Literal["pdf", "png", "svg"]] = ["pdf", "png", "svg"]
    lines: bool = True
    documents: bool = True


class StudyFile(_Section):
    """The whole file."""

    study: StudySection
    corpus: CorpusSection
    groups: GroupsSection
    markers: MarkersSection = MarkersSection()
    contrast: ContrastSection = ContrastSection()
    keyness: KeynessSection = KeynessSection()
    topics: TopicsSection = TopicsSection()
    around: AroundSection = AroundSection()
    actors: dict[str, list[str]] = {}
    multiverse: MultiverseSection = MultiverseSection()
    validation: ValidationSection = ValidationSection()
    report: ReportSection = ReportSection()


@dataclass(frozen=True)
class Study:
    """A study file as read, and where it lies: relative paths in it are relative to it."""

    path: Path
    file: StudyFile

    def place(self, name: str) -> Path:
        """A path named in the study file."""
        return (self.path.parent / name).resolve()

    @property
    def source(self) -> Path | list[Path]:
        """Where the articles or features lie."""
        named = self.file.corpus.source
        return self.place(named) if isinstance(named, str) else [self.place(name) for name in named]

    @property
    def lexicons(self) -> list[str]:
        """The lexicons of markers as files or shipped names."""
        return self._found(self.file.markers.lexicons)

    @property
    def evaluation(self) -> list[str]:
        """The lexicons of what is looked for around markers, as files or shipped names; none where none is asked."""
        return self._found(self.file.around.lexicons) if self.file.around.markers else []

    @property
    def other_lexicons(self) -> list[list[str]]:
        """The versions of the lexicons that the multiverse goes through beside the study's own."""
        return [self._found(names) for names in self.file.multiverse.lexicons]

    @property
    def codes(self) -> list[Path]:
        """The files of hand codes."""
        return [self.place(name) for name in self.file.validation.codes]

    def where(self, section: str, key: str) -> str:
        """File and line of a key, for a message."""
        return f"{self.path}:{_line(self.path.read_text(encoding='utf-8'), [section, key])}"

    def _found(self, names: list[str]) -> list[str]:
        out = []
        for name in names:
            beside = self.place(name)
            out.append(str(beside) if beside.is_file() else name)
        return out


def read_study(path: str | Path) -> Study:
    """Read and check a study file.

    Raises `StudyError` listing every problem with its line and, for an unknown name, the nearest known one.
    """
    path = Path(path)
    try:
        text = path.read_bytes().decode("utf-8")
    except FileNotFoundError as problem:
        beside = [p.name for p in path.parent.glob("*.toml")] if path.parent.is_dir() else []
        raise StudyError(f"there is no study file {path}; {nearest(path.name, beside)}") from problem
    except (OSError, UnicodeDecodeError) as problem:
        raise StudyError(f"{path}: can't be read as UTF-8 text ({problem})") from problem
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        line = re.search(r"line (\d+)", str(problem))
        hint = "" if path.suffix == ".toml" else "; a study is a .toml file: framing new NAME --source FILE writes one"
        raise StudyError(f"{path}:{line[1] if line else 1}: not valid TOML: {problem}{hint}") from problem
    try:
        study = Study(path.resolve(), StudyFile.model_validate(data))
    except ValidationError as problem:
        said = [_explained(path, text, dict(e)) for e in problem.errors()]
        raise StudyError(together(said, str(path))) from problem
    said = [
        f"{study.where('actors', actor)}: {problem}"
        for actor, names in study.file.actors.items()
        for problem in check_actors({actor: names})
    ]
    if not said and study.file.actors:
        said = [f"{path}:{_line(text, ['actors'])}: {problem}" for problem in check_actors(study.file.actors)]
    if said:
        raise StudyError(together(said, str(path)))
    if study.file.study.name.lower() == LOCAL:
        raise StudyError(
            f"{path}:{_line(text, ['study', 'name'])}: study.name = {study.file.study.name!r} is taken: reports/{LOCAL}"
            " holds the reports that show text; choose another name"
        )
    return study


def _explained(path: Path, text: str, error: dict[str, Any]) -> str:
    place = [str(p) for p in error["loc"]]
    where = f"{path}:{_line(text, place)}"
    name = ".".join(place)
    if error["type"] == "extra_forbidden":
        known: Any = StudyFile.model_fields
        if len(place) > 1:
            known = known[place[0]].annotation.model_fields
        kind = "section" if len(place) == 1 else "key"
        return f"{where}: there is no {kind} {name!r}; {nearest(place[-1], known)}"
    if error["type"] == "missing":
        return f"{where}: {name!r} is missing; a study needs it"
    if error["type"] == "model_type":
        return f"{where}: {name} must be a section [{name}] with keys, not {error['input']!r}"
    if error["type"] == "string_pattern_mismatch":
        return f"{where}: {name} = {error['input']!r} must be letters, digits, _ and -: it names a folder"
    return f"{where}: {name} = {error['input']!r}: {error['msg'].removeprefix('Value error, ')}"


def _line(text: str, place: list[str]) -> int:
    """The line of a key, or else of its section, or else the first."""
    section, found = "", 1
    for number, line in enumerate(text.splitlines(), 1):
        head = re.match(r"\s*\[([^\]]+)\]", line)
        if head:
            section = head[1].strip()
            if section == place[0]:
                found = number
                if len(place) == 1:
                    return number
        elif section == place[0] and len(place) > 1 and re.match(rf"\s*[\"']?{re.escape(place[1])}[\"']?\s*=", line):
            return number
    return found
