"""Write a report: the page, its figures and tables, and what a paper needs."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.errors import StudyError, nearest
from framing.files import rounded, write_table, write_text
from framing.report.appendix import appendix_tex
from framing.report.exhibits import Exhibit, exhibits, topic_labels
from framing.report.facts import category_labels, compared, facts_of, readable
from framing.report.html import render_page
from framing.report.methods import methods_markdown
from framing.report.near import near_drawings, near_exhibits
from framing.report.numbers import numbers_tex
from framing.report.robust import robust_drawings, robust_exhibits
from framing.report.shifts import shift_drawings, shift_exhibits
from framing.report.validation import validation_exhibits
from framing.report.voices import voice_drawings, voice_exhibits

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from framing.report.results import Results

TABLE_FORMATS = {"html": (), "latex": ("tex",), "tex": ("tex",), "csv": ("csv",), "md": ("md",), "markdown": ("md",)}
"""What a study may name in `[report] formats` -> endings of its tables. The page and Markdown are always written."""


def write_report(results: Results, folder: Path) -> list[Path]:
    """Fill `folder`, which is there and empty, with the report; return every file written, sorted.

    Writes index.html, methods.md, figures/ and tables/; appendix.tex and numbers.tex where LaTeX is asked for. The
    manifest is the study's. The same results give the same bytes. Raises `StudyError` for an unknown table format.
    """
    endings = table_endings(results.settings.table_formats)
    facts = facts_of(results)
    tables = exhibits(results) | shift_exhibits(results) | voice_exhibits(results) | near_exhibits(results)
    tables |= robust_exhibits(results) | validation_exhibits(results)
    files = _write_tables(tables, folder / "tables", endings)
    figures = _write_figures(results, folder / "figures")
    files |= {f"figures/{name}": list(results.settings.figure_formats) for name in figures}
    texts = {
        "index.html": render_page(results, facts, tables, figures, files),
        "methods.md": methods_markdown(results, facts),
    }
    if "tex" in endings:
        captions = {name: caption for name, (_, caption) in figures.items()}
        texts["appendix.tex"] = appendix_tex(results, facts, tables, captions)
        texts["numbers.tex"] = numbers_tex(results, facts)
    for name, text in texts.items():
        write_text(folder / name, text)
    written = [folder / name for name in texts]
    written += [folder / f"{stem}.{ending}" for stem, made in files.items() for ending in made]
    written += [folder / "figures" / f"{name}.txt" for name in figures]
    return sorted(written)


def table_endings(formats: tuple[str, ...]) -> list[str]:
    """Endings of the table files for the formats that a study names.

    >>> table_endings(("html", "latex", "csv"))
    ['csv', 'tex', 'md']
    """
    for name in formats:
        if name not in TABLE_FORMATS:
            raise StudyError(f"a report's format is html, latex or csv, not {name!r}; {nearest(name, TABLE_FORMATS)}")
    wanted = {ending for name in formats for ending in TABLE_FORMATS[name]} | {"md"}
    return [ending for ending in ("csv", "tex", "md") if ending in wanted]


def _write_tables(tables: Mapping[str, Exhibit], folder: Path, endings: list[str]) -> dict[str, list[str]]:
    """Write every table; "tables/NAME" -> endings written."""
    from framing.tables import to_latex, to_markdown

    made = {}
    for name, exhibit in tables.items():
        written = []
        paper = exhibit.paper or exhibit
        for ending in endings:
            path = folder / f"{name}.{ending}"
            if ending == "csv":
                write_table(rounded(exhibit.table), path)
            elif paper.shown is None:
                continue
            elif ending == "tex":
                write_text(path, to_latex(paper.shown, label=paper.label, **_said(paper)))
            else:
                write_text(path, to_markdown(paper.shown, **_said(paper)))
            written.append(ending)
        made[f"tables/{name}"] = written
    return made


def _said(exhibit: Exhibit) -> dict[str, Any]:
    return {
        "caption": exhibit.caption,
        "notes": exhibit.notes,
        "columns": exhibit.columns,
        "digits": exhibit.digits,
    }


def _write_figures(results: Results, folder: Path) -> dict[str, tuple[str, str]]:
    """Draw and save every figure that has something to show; name -> (SVG text, caption)."""
    from framing.figures import save_figure

    made = {}
    for name, draw in drawings(results).items():
        figure = draw()
        caption = str(vars(figure)["framing_caption"])
        save_figure(figure, folder, name, formats=results.settings.figure_formats)
        write_text(folder / f"{name}.txt", caption + "\n")
        with tempfile.TemporaryDirectory() as beside:  # the page needs the SVG whether or not it is asked for
            (svg,) = save_figure(figure, Path(beside), name, formats=("svg",))
            made[name] = (svg.read_text(encoding="utf-8"), caption)
    return made


def drawings(results: Results) -> dict[str, Callable[[], Figure]]:
    """The figures that the results allow, by name, each as a call that draws it."""
    from framing import figures
    from framing.figures.positions import has_strips

    both = compared(results)
    counts = results.counts[results.counts["doc_id"].isin(both["doc_id"])]
    hits = results.hits[results.hits["doc_id"].isin(both["doc_id"])]
    if results.design.by == "outlet":  # the sides are two outlets, of whatever group: each has its own mark
        counts, both = (table.assign(group=table["outlet"]) for table in (counts, both))
    categories = category_labels(results)
    markers = {str(m): readable(str(m)) for m in results.lexicon["marker"]}
    made: dict[str, Callable[[], Figure]] = {}
    if len(hits):
        found = results.categories[results.categories["target_n"] + results.categories["reference_n"] > 0]
        some = results.markers[results.markers["target_n"] + results.markers["reference_n"] > 0]
        own = results.voices.own_markers
        made["category_rates"] = lambda: figures.plot_rates(counts, by="outlet", level="category", labels=categories)
        made["category_contrast"] = lambda: figures.plot_contrast(found, labels=categories)
        made["marker_contrast"] = lambda: figures.plot_contrast(some, top=30, labels=markers, own=own)
        if results.settings.shows_documents or not has_strips(both):
            made["positions"] = lambda: figures.plot_positions(hits, both)
    if len(results.words):
        made["keyness"] = lambda: figures.plot_keyness(results.words)
    if len(results.topic_terms):
        labels = topic_labels(results)
        made["topic_terms"] = lambda: figures.plot_topic_terms(results.topic_terms, labels=labels)
        made["topic_prevalence"] = lambda: figures.plot_prevalence(results.topic_prevalence, results.topic_contrast)
    made |= shift_drawings(results) | voice_drawings(results) | near_drawings(results)
    return made | robust_drawings(results)
