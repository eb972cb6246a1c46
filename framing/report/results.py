"""What a study hands to its report: every table and setting that the report may speak of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Design:
    """Who is compared with whom, and what was resampled."""

    target: str
    reference: str
    by: str
    """group or outlet"""
    cluster: str
    """document or outlet: what is resampled"""
    cluster_reason: str
    """one sentence: why these clusters"""
    n_clusters_target: int
    n_clusters_reference: int
    p_floor: float
    """the smallest p that this design can give"""
    n_outlets_target: int
    n_outlets_reference: int
    outlet_p_floor: float
    """the smallest p if outlets were the clusters"""

    @property
    def claims_possible(self) -> bool:
        """Whether the design can give a p of 0.05 or less at all."""
        return self.p_floor <= 0.05


@dataclass(frozen=True)
class Settings:
    """How the study was run, for the methods paragraph."""

    name: str
    title: str
    seed: int
    language: str
    source: str
    """corpus source as named in the study file"""
    from_features: bool
    """run from extracted features, without article text"""
    shows_text: bool
    """whether the report may show lines of text"""
    invented: bool
    """whether the corpus is invented demo data; the report says so"""
    lexicons: tuple[tuple[str, str], ...]
    """(name, version) of each lexicon"""
    overlap: str
    voices: tuple[str, ...]
    permutations: int
    interval: str
    correction: str
    prior: str
    prior_size: float
    keyness_min_count: int
    keyness_min_docs: int
    topics_method: str
    topics_k: int
    topics_segment: str
    n_segments: int
    versions: tuple[tuple[str, str], ...]
    """(package, version) of what computed the numbers"""
    table_formats: tuple[str, ...]
    figure_formats: tuple[str, ...]
    shows_documents: bool = True
    """whether the report may tell what single articles hold"""
    origin: str = ""
    """where the articles come from, as the study says"""
    coders: str = ""
    """who coded by hand, where the report tells how often voice is right"""
    keyness_unit: str = "word"
    attribution: str = "codebook"
    topics_runs: int = 0
    """fits to resampled documents by which the topics' reliability was measured"""
    counts_only: bool = False
    """the corpus came as counts of words: no markers, voices, sentences or lines"""


@dataclass(frozen=True)
class Near:
    """What needs word order: what stands around markers, and names of actors; None where it was not asked for."""

    around: pd.DataFrame | None = None
    """CONTRAST of `framing.around`, marker after marker"""
    actor_shares: pd.DataFrame | None = None
    """ACTOR_NAMES"""
    actor_contrast: pd.DataFrame | None = None
    """ACTOR_CONTRAST"""
    silent: tuple[str, ...] = ()
    """why a marker asked for has no rows in `around`"""
    labels: dict[str, str] = field(default_factory=dict)
    """category of the evaluative lexicon -> its label"""
    lexicon: str = ""
    """name and version of that lexicon"""
    window: int = 0
    min_count: int = 0
    min_docs: int = 0


@dataclass(frozen=True)
class Voices:
    """Whose words markers stand in; None where that is not known, or where own voice alone is all that was counted."""

    profile: pd.DataFrame | None = None
    """STANCE_PROFILE of the sides, and by outlet, category and marker, for all hits and in own voice"""
    quotations: pd.DataFrame | None = None
    """QUOTATIONS of the sides"""
    own_markers: pd.DataFrame | None = None
    """CONTRAST over markers in own voice"""
    own_categories: pd.DataFrame | None = None
    """CONTRAST over categories in own voice"""
    own_words: pd.DataFrame | None = None
    """CONTRAST over words in own voice"""
    no_own_words: str = ""
    """why no words in own voice were compared; empty where they were"""


@dataclass(frozen=True)
class Shifts:
    """What makes the distance between the sides, and where outlets lie; None where there is nothing, and why."""

    words: pd.DataFrame | None = None
    """WORD_SHIFT of words or n-grams"""
    markers: pd.DataFrame | None = None
    """WORD_SHIFT of markers"""
    map: pd.DataFrame | None = None
    """OUTLET_MAP"""
    no_words: str = ""
    no_markers: str = ""
    no_map: str = ""


@dataclass(frozen=True)
class Robust:
    """How far results hold: within events, between versions of one text, over all choices; None where not made."""

    matched_markers: pd.DataFrame | None = None
    """MATCHED over markers"""
    matched_categories: pd.DataFrame | None = None
    """MATCHED over categories"""
    no_match: str = ""
    """why nothing was compared within events though the study asks for it"""
    versions: pd.DataFrame | None = None
    """VERSIONS; with a column `text` behind where the report may show text"""
    specifications: pd.DataFrame | None = None
    """MULTIVERSE"""
    choices: pd.DataFrame | None = None
    """CHOICES"""
    one_way: tuple[str, ...] = ()
    """choices of the multiverse that could be taken in one way alone, or change nothing"""


@dataclass(frozen=True)
class Results:
    """All tables of a run. Contracts are in `framing.schema`; numbers are already rounded."""

    settings: Settings
    design: Design
    documents: pd.DataFrame
    audit: pd.DataFrame
    hits: pd.DataFrame
    counts: pd.DataFrame
    lexicon: pd.DataFrame
    """columns marker, category, label, definition, source, patterns: one row a marker"""
    markers: pd.DataFrame
    """CONTRAST over markers, target against reference"""
    categories: pd.DataFrame
    """CONTRAST over categories"""
    outlets: pd.DataFrame
    """CONTRAST over categories, each outlet against all others"""
    words: pd.DataFrame
    """CONTRAST over words (keyness)"""
    topic_terms: pd.DataFrame
    topic_prevalence: pd.DataFrame
    """columns topic, label, level (group or outlet), name, mean, ci_low, ci_high: prevalence of each topic"""
    topic_contrast: pd.DataFrame
    kwic: pd.DataFrame | None
    """columns doc_id, outlet, marker, voice, left, surface, right; None where the text may not be shown"""
    texts: dict[str, str] | None = None
    """article texts by doc_id, as received; None where they may not be shown"""
    left_out: pd.DataFrame | None = None
    """LEFT_OUT; None or empty where every document of the source belongs"""
    duplicates: pd.DataFrame | None = None
    """DUPLICATES; None where nobody looked for them"""
    not_run: tuple[str, ...] = field(default=())
    """what was left out because it needs text"""
    near: Near = field(default_factory=Near)
    voices: Voices = field(default_factory=Voices)
    shifts: Shifts = field(default_factory=Shifts)
    robust: Robust = field(default_factory=Robust)
    validation: pd.DataFrame | None = None
    """SCORES at hand-coded places of these articles; None where there are none"""
    no_words: str = ""
    """why no words were compared; empty where they were"""
    no_topics: str = ""
    """why no topics were fitted; empty where they were"""
