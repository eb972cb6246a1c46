"""The notes beside the tables, in English: method, number of comparisons, interval, and how far to trust them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.corpus.select import listed
from framing.report.facts import FEW_SEGMENTS, LEVEL, NAIVE_Z, Facts, fewest_at_floor, n_tested
from framing.report.phrases import count
from framing.report.prose import floor, floor_of, item_of, unit_name, unit_of
from framing.report.words import DENOMINATOR
from framing.topics.stability import RELIABLE

if TYPE_CHECKING:
    import pandas as pd

    from framing.report.results import Results


def corpus_note(facts: Facts) -> str:
    """What the data tables cover."""
    text = (
        f"Left out of every count: {count(facts.n_skipped_spans, 'passage')} "
        + f"({count(facts.n_skipped_chars, 'character')}) that are not the article's own text, or not in the language "
        + "of the study."
    )
    if facts.n_left_out:
        text += (
            f" Left out whole, because most of it stands in an earlier article of the same outlet: "
            f"{count(facts.n_left_out, 'article')}."
        )
    if facts.n_other_language:
        text += (
            " Left out whole, because rates are not compared across languages: "
            f"{count(facts.n_other_language, 'article')} in another language."
        )
    if facts.n_repeats:
        text += f" Much the same as an earlier one, and counted: {count(facts.n_repeats, 'article')}"
        text += f" (from another outlet: {facts.n_repeats_elsewhere:,})." if facts.n_repeats_elsewhere else "."
    return text


def selection_note(left_out: pd.DataFrame | None) -> str:
    """Which articles of the source are not in the corpus, and why; empty where all are."""
    if left_out is None or left_out.empty:
        return ""
    return f"Of the source, the study's own conditions keep out {count(len(left_out), 'article')}: {listed(left_out)}."


def contrast_note(results: Results, table: pd.DataFrame, *, dispersion: bool = True) -> str:
    """The note under a CONTRAST table; `dispersion`: whether it is among the columns."""
    design, settings = results.design, results.settings
    kinds = sorted({unit_name(str(c)) for c in table["cluster"]}) or [unit_of(results)]
    unit = " or ".join(kinds)
    clusters = table[["n_clusters_target", "n_clusters_reference"]].drop_duplicates()
    text = f"Rates per {DENOMINATOR}; log ratio: log2 of the ratio of rates"
    text += " (a count of 0 taken as 0.5), with a 95% interval over"
    if len(clusters) == 1:
        t, r = (int(n) for n in clusters.iloc[0])
        text += f" {t} against {r} {unit}s."
    else:
        text += f" {unit}s."
    floors = table["p_floor"]
    if design.claims_possible and (floors <= LEVEL).any():
        text += f" q: p {CORRECTIONS.get(settings.correction, settings.correction)} ({_comparisons(table)})"
        text += f"; empty where so few {unit}s can't give a p of {LEVEL}." if (floors > LEVEL).any() else "."
        text += company_note(results, table)
    else:
        text += (
            f" No p or q: the smallest possible p is {floor(floors.min() if len(floors) else design.p_floor)}, and no "
            + f"claim can rest on an interval from so few {unit}s."
        )
    return text + (" DP: 0 evenly spread over articles, 1 all in one." if dispersion else "")


def _comparisons(table: pd.DataFrame) -> str:
    """How many rows have a p: only these were tested, and each target's were corrected by themselves."""
    sizes = sorted({n_tested(own) for _, own in table.groupby("target", sort=True)})
    if table["target"].nunique() < 2:
        return count(sizes[0] if sizes else 0, "comparison")
    return f"{sizes[0]:,}{f' to {sizes[-1]:,}' if len(sizes) > 1 else ''} comparisons for each outlet"


def company_note(results: Results, table: pd.DataFrame) -> str:
    """That one item alone at the smallest p is not enough for a q below 0.05, where it is not."""
    if "target" in table.columns and table["target"].nunique() > 1:
        return ""
    m, least = n_tested(table), floor_of(results, table)
    k = fewest_at_floor(least, m, results.settings.correction)
    if m == 0 or k == 1:
        return ""
    if k > m:
        return f" With a smallest possible p of {floor(least)} no q below {LEVEL} can be reached."
    return f" q below {LEVEL} needs at least {k:,} of them at the smallest possible p, {floor(least)}."


CORRECTIONS = {
    "bh": "corrected after Benjamini and Hochberg",
    "holm": "corrected after Holm",
    "none": "not corrected",
}


def keyness_note(results: Results, words: pd.DataFrame, shown: int) -> str:
    """The note under a table that shows so many of the compared `words`: a CONTRAST table of all or of one voice."""
    s = results.settings
    text = (
        f"{shown} of {len(words):,} {item_of(results)}s that occur at least {s.keyness_min_count} times in at least "
        + f"{s.keyness_min_docs} {'article' if s.keyness_min_docs == 1 else 'articles'}: those with the largest |z| of "
        + "each side, ordered by log-odds. z is token-level and too sure of itself; the interval is over "
        + f"{unit_of(results)}s."
    )
    if s.keyness_unit != "word":
        text += f" Rates per {DENOMINATOR} {s.keyness_unit}s."
    if results.design.claims_possible:
        correction = CORRECTIONS.get(s.correction, s.correction)
        text += f" q: p of a t test over {unit_of(results)}s, {correction} ({_comparisons(words)})."
        return text + company_note(results, words)
    return text + (
        f" No p or q: the smallest possible p is {floor(results.design.p_floor)}; |z| > {NAIVE_Z} is no evidence here, "
        + f"and no claim can rest on an interval from so few {unit_of(results)}s."
    )


def why_none(what: str, why: str) -> str:
    """That there is nothing, and why.

    >>> why_none("No topics", "they are switched off"), why_none("No topics", "")
    ('No topics: they are switched off.', 'No topics.')
    """
    return f"{what}: {why.rstrip('.')}." if why else f"{what}."


def topics_note(results: Results) -> str:
    """How far topics can be trusted."""
    s = results.settings
    text = f"{s.topics_k} topics over {count(s.n_segments, 'segment')} ({s.topics_segment}s), method {s.topics_method}."
    if s.n_segments < FEW_SEGMENTS:
        text += " With so few segments topics are unstable. Read them as a sketch."
    reliability = results.topic_contrast["reliability"]
    if reliability.isna().all():
        return text + " How reliably each topic is found again was not measured."
    good = int((reliability >= RELIABLE).sum())
    text += (
        f" {'All' if good == len(reliability) else good or 'None'} of the {len(reliability)} topics"
        + f" {'is' if good == 1 else 'are'} found again when the documents are drawn anew {s.topics_runs} times"
        + f" (reliability of at least {RELIABLE:g}; 1: exactly, 0: no nearer than another topic is)."
    )
    if good < len(reliability):
        text += " The others are marked unstable, and no claim should rest on them."
    return text


def topic_contrast_note(results: Results) -> str:
    """The note under the topic contrast."""
    design = results.design
    unit = unit_of(results)
    text = (
        "Mean shares of a side's text, in per cent; difference in percentage points: "
        + f"{design.target} minus {design.reference}, with a 95% interval over {unit}s."
    )
    if design.claims_possible:
        table = results.topic_contrast
        how = CORRECTIONS.get(results.settings.correction, results.settings.correction)
        text += f" q: permutation p over {unit}s, {how} ({count(n_tested(table), 'comparison')})."
        return text + company_note(results, table)
    return text + (
        f" No p or q: the smallest possible p is {floor(design.p_floor)}, and no claim can rest on an interval from so "
        + f"few {unit}s."
    )


def never_found(n: int) -> str:
    """That markers without a hit stand in the CSV only."""
    return f"{count(n, 'marker')} without any hit: only in the CSV." if n else ""


def rows_left_out(shown: int, of: int) -> str:
    """That a table is cut."""
    return f"The first {shown} of {of:,} rows; all are in the CSV."


def pieces_cut() -> str:
    """That the lines of a concordance are cut for paper."""
    return "Lines are shortened; whole ones, with outlet and voice, are in the CSV."


def join(*texts: str) -> str:
    """Sentences to one text, empty ones left out."""
    return " ".join(text for text in texts if text)
