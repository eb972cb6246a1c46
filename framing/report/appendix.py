"""appendix.tex: a complete LaTeX document that sets all tables and figures of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.report import words
from framing.report.methods import methods
from framing.report.numbers import text_value
from framing.report.prose import certainty, comparison, comparison_lead, what_this_is

if TYPE_CHECKING:
    from collections.abc import Mapping

    from framing.report.exhibits import Exhibit
    from framing.report.facts import Facts
    from framing.report.results import Results

SECTIONS: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("data", (), ("data", "left_out", "what_was_skipped", "documents", "duplicates")),
    (
        "markers",
        ("category_rates", "category_contrast", "marker_contrast", "positions", "dispersion"),
        ("category_contrast", "marker_contrast", "outlet_contrast"),
    ),
    (
        "voices",
        ("stance_profile", "stance_profile_categories"),
        ("voice_shares", "stance_profile", "stance_profile_outlets", "stance_profile_categories"),
    ),
    ("validation", (), ("validation", "validation_units")),
    ("own_voice", ("category_contrast_own",), ("category_contrast_own", "marker_contrast_own")),
    ("quotations", (), ("quotation_cues", "quotations")),
    ("marker_shift", ("marker_shift",), ("marker_shift",)),
    ("outlet_map", ("outlet_map",), ("outlet_map",)),
    ("words", ("keyness", "keyness_funnel", "keyness_own"), ("keyness", "keyness_own")),
    ("word_shift", ("word_shift",), ("word_shift",)),
    ("topics", ("topic_terms", "topic_prevalence"), ("topic_terms", "topic_prevalence", "topic_contrast")),
    ("around", ("around",), ("around",)),
    ("actors", ("actor_names",), ("actor_names", "actor_shares")),
    ("matched", ("matched",), ("matched_categories", "matched_markers")),
    ("versions", ("versions",), ("versions",)),
    ("multiverse", ("multiverse",), ("multiverse_choices",)),
    ("lexicon", (), ("lexicon",)),
    ("lines", (), ("kwic",)),
)
"""Heading, its figures, its tables; the audit is for the CSV and page, not for paper."""


def appendix_tex(results: Results, facts: Facts, tables: Mapping[str, Exhibit], captions: Mapping[str, str]) -> str:
    r"""The document; it \input's tables/NAME.tex and includes figures/NAME.pdf (or .png) beside it.

    `captions`: name -> caption of the figures that were drawn. Compiles with pdflatex in the report's folder.
    """
    from framing.tables import PREAMBLE

    form = next((f for f in ("pdf", "png") if f in results.settings.figure_formats), None)
    body = [*_lead(results, facts)]
    for heading, figures, exhibits in SECTIONS:
        drawn = [name for stem in figures for name in captions if name == stem or name.startswith(f"{stem}_item")]
        parts = [_figure(name, captions[name], form) for name in drawn if form]
        parts += [f"\\input{{tables/{name}.tex}}" for name in exhibits if _has_rows(tables.get(name))]
        if parts:
            body += [f"\\section{{{text_value(words.HEADINGS[heading])}}}", *parts, "\\clearpage"]
    paragraphs, works = methods(results, facts)
    body += [f"\\section{{{text_value(words.HEADINGS['methods'])}}}", *(text_value(p) + "\n" for p in paragraphs)]
    body += [f"\\subsection*{{{text_value(words.HEADINGS['works'])}}}", "\\begin{itemize}"]
    body += [f"\\item {text_value(work)}" for work in works] + ["\\end{itemize}"]
    return "\n".join([*_head(results, PREAMBLE), *body, "\\end{document}", ""])


def _has_rows(exhibit: Exhibit | None) -> bool:
    return exhibit is not None and exhibit.shown is not None and len(exhibit.shown) > 0


def _head(results: Results, preamble: str) -> list[str]:
    # no date: the same results give the same bytes and the same paper
    return [
        "% Compile with pdflatex in the folder of this file.",
        "\\documentclass[11pt,a4paper]{article}",
        "\\usepackage[margin=1.8cm]{geometry}",
        "\\usepackage{graphicx}",
        preamble.strip(),
        "\\input{numbers.tex}",
        "\\setlength{\\parindent}{0pt}\\setlength{\\parskip}{0.6em}",
        f"\\title{{{text_value(results.settings.title)}}}",
        "\\author{}\\date{}",
        "\\begin{document}",
        "\\maketitle",
    ]


def _lead(results: Results, facts: Facts) -> list[str]:
    lines = [f"\\section*{{{text_value(words.HEADINGS['about'])}}}"]
    lines += [text_value(text) + "\n" for text in what_this_is(results, facts)]
    lines += [
        f"\\section*{{{text_value(words.HEADINGS['shows'])}}}",
        text_value(comparison_lead(results, facts)) + "\n",
    ]
    for heading, sentences in comparison(results, facts).items():
        lines += [f"\\textbf{{{text_value(heading)}}}", "\\begin{itemize}"]
        lines += [f"\\item {text_value(sentence)}" for sentence in sentences] + ["\\end{itemize}"]
    lines += [f"\\section*{{{text_value(words.HEADINGS['sure'])}}}"]
    lines += [text_value(text) + "\n" for text in certainty(results, facts)]
    return [*lines, "\\clearpage"]


def _figure(name: str, caption: str, form: str) -> str:
    return "\n".join(
        [
            "\\begin{figure}[htbp]",
            "\\centering",
            f"\\includegraphics[width=\\linewidth,height=0.8\\textheight,keepaspectratio]{{figures/{name}.{form}}}",
            f"\\caption{{{text_value(caption)}}}",
            f"\\label{{fig:framing-{name.replace('_', '-')}}}",
            "\\end{figure}",
        ]
    )
