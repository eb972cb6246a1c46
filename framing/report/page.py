"""What the page shows, as plain texts and rows; the template only arranges it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from framing.report import concordance_words, notes, prose, robust_words, validation_words, voice_words, words
from framing.report.concordance import concordance, script_data
from framing.report.evidence import evidence
from framing.report.facts import readable
from framing.report.methods import methods
from framing.report.robust import matched_sentences, multiverse_sentences, versions_sentences
from framing.report.shifts import shift_content
from framing.report.validation import validation_sentences
from framing.report.voices import voice_sentences
from framing.tables.cells import Column, printed

if TYPE_CHECKING:
    from framing.report.exhibits import Exhibit
    from framing.report.facts import Facts
    from framing.report.results import Results

FEW_ROWS = 12
"""A longer table gets a box of its own height on screen (not on paper)."""


@dataclass(frozen=True)
class Cell:
    """A cell of a table as the page shows it."""

    text: str
    numeric: bool
    link: str


@dataclass(frozen=True)
class Shown:
    """A table as the page shows it."""

    name: str
    caption: str
    notes: str
    columns: list[Column]
    links: list[list[str]]
    """for each row and column the address of the lines behind it, or nothing"""

    @property
    def tall(self) -> bool:
        """Whether it scrolls in a box on screen."""
        return self.n_rows > FEW_ROWS

    @property
    def n_rows(self) -> int:
        """How many rows are shown."""
        return len(self.columns[0].cells)

    @property
    def rows(self) -> list[list[Cell]]:
        """Row by row."""
        return [
            [Cell(c.cells[i], c.numeric, links[k]) for k, c in enumerate(self.columns)]
            for i, links in enumerate(self.links)
        ]


@dataclass(frozen=True)
class Category:
    """A category of the lexicon with its markers."""

    label: str
    definition: str
    source: str
    markers: list[tuple[str, str]]


def shown_table(results: Results, exhibit: Exhibit) -> Shown:
    """The shown part of an exhibit as text, with links to the lines where the page has them."""
    table = exhibit.shown
    assert table is not None, "only exhibits with a shown table stand on the page"
    columns = printed(table, exhibit.columns, exhibit.digits)
    has_lines = shows_lines(results)
    links = evidence(results, exhibit) if has_lines else [[""] * len(columns) for _ in range(len(table))]
    return Shown(exhibit.name, exhibit.caption, exhibit.notes, columns, links)


def shows_lines(results: Results) -> bool:
    """Whether the page has a concordance: it tells of single articles."""
    return results.settings.shows_documents and not results.settings.counts_only and len(results.hits) > 0


def content(results: Results, facts: Facts, tables: Mapping[str, Exhibit]) -> dict[str, object]:
    """Everything that the template fills in, figures and files apart."""
    paragraphs, works = methods(results, facts)
    near = results.near
    there = {
        **dict.fromkeys(("markers", "lexicon", "lines"), not results.settings.counts_only),
        "not_run": bool(results.not_run),
        "around": near.around is not None or bool(near.silent),
        "actors": near.actor_contrast is not None,
        "matched": results.robust.matched_markers is not None or bool(results.robust.no_match),
        "versions": "versions" in tables,
        "multiverse": "multiverse" in tables,
    }
    return {
        "language": "en",
        "approximate": words.APPROXIMATE.format(reporting=words.reporting(results.settings.language))
        + f" {validation_words.UNCHECKED if results.validation is None else validation_words.CHECKED}",
        "validation_sentences": validation_sentences(results),
        "title": results.settings.title,
        "invented": results.settings.invented,
        "words": words,
        **shift_content(results),
        "voice_words": voice_words,
        "robust_words": robust_words,
        "matched_sentences": matched_sentences(results),
        "versions_sentences": versions_sentences(results),
        "multiverse_sentences": multiverse_sentences(results),
        "no_match": notes.why_none(robust_words.NO_MATCH, results.robust.no_match) if results.robust.no_match else "",
        "voice_sentences": voice_sentences(results),
        "h": words.HEADINGS,
        "parts_shown": [part for part in words.PARTS if there.get(part, True)],
        "counts_only": results.settings.counts_only,
        "about": prose.what_this_is(results, facts),
        "lead": prose.comparison_lead(results, facts),
        "balance": prose.balance(results, facts),
        "comparison": prose.comparison(results, facts),
        "certainty": prose.certainty(results, facts),
        "claims_possible": results.design.claims_possible,
        "no_claim": prose.no_claim(results, facts),
        "one_outlet": prose.one_outlet(results, facts),
        "corpus_note": words.COUNTS_NOTE if results.settings.counts_only else notes.corpus_note(facts),
        "selection_note": notes.selection_note(results.left_out),
        "words_lead": f"{words.UNITS[results.settings.keyness_unit]} {words.WORDS_LEAD}",
        "no_words": notes.why_none(words.NO_WORDS, results.no_words),
        "no_topics": notes.why_none(words.NO_TOPICS, results.no_topics),
        "no_own_words": notes.why_none(voice_words.NO_OWN_WORDS, results.voices.no_own_words)
        if results.voices.no_own_words
        else "",
        "topics_note": notes.topics_note(results),
        "tables": {name: shown_table(results, e) for name, e in tables.items() if e.shown is not None},
        "captions": {name: e.caption for name, e in tables.items()},
        "lexicon": lexicon_of(results),
        "lexicons": list(results.settings.lexicons),
        "lines_hidden": results.kwic is None,
        "documents_hidden": not results.settings.shows_documents,
        "concordance": concordance(results) if shows_lines(results) else None,
        "concordance_words": concordance_words,
        "page_words": script_data(concordance_words.SCRIPT),
        "not_run": list(results.not_run),
        "around_silent": list(near.silent),
        "methods": paragraphs,
        "works": works,
        "seed": results.settings.seed,
        "versions": list(results.settings.versions),
        "n_topics": facts.n_topics,
        "n_hits": facts.n_hits,
        "n_words": facts.n_words,
    }


def lexicon_of(results: Results) -> list[Category]:
    """The lexicon by category, in its own order."""
    made = []
    for _, own in results.lexicon.groupby("category", sort=False):
        first = own.iloc[0]
        markers = [(readable(str(m)), str(p)) for m, p in zip(own["marker"], own["patterns"], strict=True)]
        made.append(Category(str(first["label"]), str(first["definition"]), str(first["source"]), markers))
    return made
