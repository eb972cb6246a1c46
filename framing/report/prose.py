"""The sentences about the results, in English. Another language needs this file, `notes` and `words` again.

The same templates serve both sides: a sentence names first the side where something stands more often, so swapping
target and reference changes signs only. Sentences are plain text; whoever writes them into a page escapes them.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from framing.report.facts import (
    LEVEL,
    Facts,
    Side,
    category_labels,
    documents_of,
    fewest_at_floor,
    n_tested,
    readable,
)
from framing.report.phrases import count, listed, number, probability
from framing.report.words import DENOMINATOR, UNIT_NOTES

if TYPE_CHECKING:
    import pandas as pd

    from framing.report.results import Results

MIN_HITS = 5
"""A difference between fewer hits than this (both sides together) is not put into a sentence."""
FEW_OUTLETS = 8
"""So many outlets are named in a sentence."""
MOST = 3
"""So many categories and markers are put into sentences."""


class Row(NamedTuple):
    """What a sentence needs of a row of a CONTRAST table; the field names are its columns."""

    item: str
    target: str
    reference: str
    target_n: int
    reference_n: int
    target_pm: float
    reference_pm: float
    target_docs: int
    reference_docs: int
    log_ratio: float
    ci_low: float
    ci_high: float
    q: float
    p_floor: float


class Ground(NamedTuple):
    """What a sentence on a contrast may rest on."""

    claims: bool
    """whether the design can give a p of 0.05 or less"""
    unit: str
    """what the intervals and tests take as one draw"""
    tested: int
    """items of the table that have a p"""
    corrected: bool
    """whether q is p corrected for them"""


def unit_of(results: Results) -> str:
    """What intervals and tests take as one draw, in the reader's word."""
    return unit_name(results.design.cluster)


def unit_name(cluster: str) -> str:
    """A kind of cluster in the reader's word.

    >>> unit_name("document"), unit_name("outlet")
    ('article', 'outlet')
    """
    return {"document": "article"}.get(cluster, cluster)


def item_of(results: Results) -> str:
    """What the comparison of words compares: word, bigram or trigram."""
    return results.settings.keyness_unit


def what_this_is(results: Results, facts: Facts) -> list[str]:
    """Who is compared with whom, over what."""
    sides = (facts.target, facts.reference)
    kind = " outlets" if results.design.by == "group" else ""
    first = f"This report compares how {sides[0].name} and {sides[1].name}{kind} write. " + " ".join(
        f"{side.name[:1].upper()}{side.name[1:]}: {count(side.n_documents, 'article')} "
        + f"({count(side.n_tokens, 'word')}) from {_outlets(results, side)}."
        for side in sides
    )
    if facts.first_date:
        one = f"{'on' if len(facts.first_date) == len('2024-01-31') else 'in'} {facts.first_date}"
        several = f"between {facts.first_date} and {facts.last_date}"
        first += f" They appeared {one if facts.first_date == facts.last_date else several}"
        first += f"; {count(facts.n_undated, 'article')} without a date." if facts.n_undated else "."
    first += _on_neither_side(results, facts)
    second = (
        f"It counts markers: {facts.n_markers:,} notions, each with its words and phrases, sorted into "
        + f"{count(facts.n_categories, 'category')}; {count(facts.n_hits, 'occurrence')} of "
        + f"{facts.n_markers_found:,} markers were found. It asks which side uses them more often, and does the same "
        + f"for {_asked(results, facts)}."
    )
    voice = ", in whose voice"
    if results.settings.counts_only:
        second = (
            "It works from counts of words, without running text, and asks which side uses which words more often"
            + (", and which topics." if facts.n_topics else ".")
            + " Markers of framing, whose words they stand in, and lines of the articles can't be told from counts."
        )
        voice = ""
    third = (
        f"A count tells how often something is written{voice}. It does not tell whether what is written is "
        + "true, or whether an outlet is right to write it; the same rules and sentences serve both sides."
    )
    texts = [first, second, third]
    if results.settings.language in UNIT_NOTES and not results.settings.counts_only:
        texts.append(UNIT_NOTES[results.settings.language])
    if results.settings.invented:
        texts.insert(
            0,
            "This is a demonstration with invented data: the outlets and articles do not exist. The numbers show how "
            + "the tool works and say nothing about any real medium.",
        )
    if results.settings.origin:
        texts.append(f"Where the articles come from: {results.settings.origin}.")
    if results.settings.from_features and not results.settings.counts_only:
        texts.append("The study ran from extracted features (counts and positions), without the articles' text.")
    return texts


def _asked(results: Results, facts: Facts) -> str:
    """What is compared besides markers."""
    items = {"word": "single words"}.get(item_of(results), f"{item_of(results)}s")
    return f"{items} and for topics" if facts.n_topics else items


def _on_neither_side(results: Results, facts: Facts) -> str:
    """How many articles of third groups or outlets the corpus has, and where they count; empty where it has none."""
    n = facts.n_on_neither_side
    if not n:
        return ""
    documents, design = results.documents, results.design
    others = documents[design.by][~documents[design.by].isin([design.target, design.reference])]
    names = sorted(set(others) - {""})
    which = f" ({listed(names)})" if names and len(names) <= FEW_OUTLETS else ""
    counted = ["the topics were fitted over them too"] if facts.n_topics else []
    counted += ["the table of single outlets counts them"] if len(results.outlets) else []
    return (
        f" {count(n, 'more article')} of the corpus{which} {'stands' if n == 1 else 'stand'} on neither side and "
        + f"{'is' if n == 1 else 'are'} left out of the comparison"
        + (f"; {listed(counted)}." if counted else ".")
    )


def _outlets(results: Results, side: Side) -> str:
    """How many outlets, and which, if they are few."""
    names = sorted(documents_of(results, side.name)["outlet"].unique())
    said = count(side.n_outlets, "outlet")
    return f"{said} ({listed(names)})" if results.design.by == "group" and len(names) <= FEW_OUTLETS else said


def rows_of(table: pd.DataFrame) -> list[Row]:
    """The table's rows as sentences need them."""
    return [Row(*values) for values in table[list(Row._fields)].itertuples(index=False, name=None)]


def largest(table: pd.DataFrame) -> list[Row]:
    """The largest differences among items with enough hits, whichever side has more."""
    rows = [row for row in rows_of(table) if row.target_n + row.reference_n >= MIN_HITS]
    return sorted(rows, key=lambda row: (-abs(row.log_ratio), row.item))[:MOST]


def difference(row: Row, label: str, facts: Facts, ground: Ground) -> str:
    """One sentence on one contrast: who more often, how often each, how large, how sure."""
    sides = [
        (row.target, row.target_n, row.target_pm / 10, _spread(row.target_docs, facts.target)),
        (row.reference, row.reference_n, row.reference_pm / 10, _spread(row.reference_docs, facts.reference)),
    ]
    if row.log_ratio < 0 or (row.log_ratio == 0 and row.reference < row.target):
        sides.reverse()
    (more, n, rate, spread), (less, m, low, other_spread) = sides
    if row.log_ratio == 0:
        head = f"{label}: as often in {more} as in {less}"
    elif m == 0:
        head = f"{label}: in {more} only"
    else:
        head = f"{label}: {number(2 ** abs(row.log_ratio), 1)} times as often in {more} as in {less}"
    counts = (
        f"{count(n, 'time')} ({number(rate, 1)} per {DENOMINATOR} words, in {spread}) against "
        + f"{count(m, 'time')} ({number(low, 1)}, in {other_spread})"
    )
    taken = " (0 taken as 0.5)" if m == 0 and row.log_ratio else ""
    return f"{head}; {counts}; log ratio {number(row.log_ratio, 2)}{taken}{_surety(row, ground)}."


def _spread(documents: int, side: Side) -> str:
    return f"{documents:,} of {count(side.n_documents, 'article')}"


def _surety(row: Row, ground: Ground) -> str:
    """How sure the difference is: the interval, and what q leaves of it."""
    known = not (math.isnan(row.ci_low) or math.isnan(row.ci_high))
    inside = known and row.ci_low <= 0 <= row.ci_high
    if known:
        text = f", 95% interval {number(row.ci_low, 2)} to {number(row.ci_high, 2)}"
        text += ", which includes 0: the data also fit no difference at all" if inside else ""
    else:
        text = "; no interval can be given, because a side has too few articles or none with a hit"
    if not ground.claims or row.p_floor > LEVEL:
        return text + f"; with so few {ground.unit}s no claim can rest on it"
    if math.isnan(row.q):
        return text + "; it was not tested"
    q = f"q {probability(row.q)}" if row.q < 0.001 else f"q = {probability(row.q)}"
    several = f"corrected for {ground.tested:,} comparisons" if ground.corrected and ground.tested > 1 else "as tested"
    if row.q < LEVEL:
        but = f", although the interval includes 0: {q} by the test" if inside else f"; {q}"
        return text + f"{but}, {several}"
    if known and not inside:
        return text + f"; the interval leaves out 0, but {several} ({q}) it may be chance"
    return text + f"; {several} ({q}) it may be chance"


def ground_of(results: Results, table: pd.DataFrame) -> Ground:
    """What sentences on rows of `table` may rest on."""
    corrected = results.settings.correction != "none"
    return Ground(results.design.claims_possible, unit_of(results), n_tested(table), corrected)


def comparison(results: Results, facts: Facts) -> dict[str, list[str]]:
    """The largest differences: heading -> sentences."""
    labels = category_labels(results)
    found = {
        "Categories": [
            difference(r, labels.get(r.item, readable(r.item)), facts, ground_of(results, results.categories))
            for r in largest(results.categories)
        ],
        "Markers": [
            difference(r, readable(r.item), facts, ground_of(results, results.markers))
            for r in largest(results.markers)
        ],
    }
    if results.settings.counts_only:
        strong = results.words.sort_values("z", key=abs, ascending=False, kind="stable")
        ground = ground_of(results, results.words)
        found["Words"] = [difference(r, f"\u201c{r.item}\u201d", facts, ground) for r in rows_of(strong.head(MOST))]
    return {heading: sentences for heading, sentences in found.items() if sentences}


def comparison_lead(results: Results, facts: Facts) -> str:
    """What the sentences of `comparison` were chosen by."""
    if results.settings.counts_only:
        return (
            f"The words with the largest |z| of their log-odds, up to {MOST}. Large is not the same as sure: each "
            + "sentence ends with what the data can bear; the whole table stands below."
            if comparison(results, facts)
            else "No words were compared, so there is no difference to describe."
        )
    if not comparison(results, facts):
        return f"No category and no marker was found {MIN_HITS} times or more, so there is no difference to describe."
    return (
        f"The largest differences, up to {MOST} of each kind, among what was found at least {MIN_HITS} times. "
        + "Large is not the same as sure: each sentence ends with what the data can bear."
    )


def balance(results: Results, facts: Facts) -> str:
    """How many categories stand more often on each side."""
    design = results.design
    table = results.categories
    found = table[table["target_n"] + table["reference_n"] > 0]
    more = int((found["log_ratio"] > 0).sum())
    less = int((found["log_ratio"] < 0).sum())
    pairs = sorted([(design.target, more), (design.reference, less)])
    sides = [f"{n} stand{'s' if n == 1 else ''} more often in {name}" for name, n in pairs]
    text = f"Of {count(len(found), 'category')} with any hit, {listed(sides)}"
    if not design.claims_possible:
        return text + "."
    sure = int((found["q"] < LEVEL).sum())
    if sure == len(found):
        return text + f"; for all of them q is below {LEVEL}."
    if sure == 0:
        return text + f"; for none of them is q below {LEVEL}: each difference may be chance."
    return text + f"; for {sure} of them q is below {LEVEL}, the rest may be chance."


def certainty(results: Results, facts: Facts) -> list[str]:
    """How sure one can be: the design, in words."""
    design = results.design
    t, r = facts.target, facts.reference
    unit = unit_of(results)
    texts = [
        f"Words are not independent of each other: they come in articles, and articles in outlets. So {unit}s "
        + f"are the units of the intervals and tests, {t.n_clusters:,} of {t.name} against {r.n_clusters:,} of "
        + f"{r.name}. {design.cluster_reason}"
    ]
    if design.claims_possible:
        texts.append(
            f"The smallest p that this design can give is {floor(design.p_floor)}; q is p corrected for "
            + f"the number of comparisons, and a difference with q below {LEVEL} is called significant here."
        )
        texts.append(company(results))
        if design.cluster == "document" and design.outlet_p_floor > LEVEL:
            texts.append(
                f"With outlets as clusters ({t.n_outlets} against {r.n_outlets}) the smallest p would be "
                + f"{floor(design.outlet_p_floor)}. So a significant difference holds for the articles of these "
                + "outlets; whether it holds for other outlets of the same kind can't be told from so few."
            )
    else:
        texts.append(
            no_claim(results, facts)
            + " What can be said: how often each side wrote what (counts, rates), how large the difference is and "
            + f"how it is spread over {unit}s; intervals show how little so few {unit}s pin it down."
        )
    texts.append(one_outlet(results, facts))
    texts.append(naive(results, facts))
    return [text for text in texts if text]


def one_outlet(results: Results, facts: Facts) -> str:
    """That a group of one outlet can't be told from that outlet; empty where each side has several."""
    alone = [side for side in (facts.target, facts.reference) if side.n_outlets == 1]
    if not alone or results.design.by != "group":
        return ""
    names = [f"{side.name} is {listed(sorted(documents_of(results, side.name)['outlet'].unique()))}" for side in alone]
    return (
        f"With one outlet on a side, group and outlet cannot be told apart: here {listed(names)} alone. What sets the "
        + "sides apart may come from ownership, or from what these outlets write about, for whom and in which style."
    )


COMPARED = (("markers", "marker"), ("categories", "category"), ("words", ""), ("topic_contrast", "topic"))
"""Table of the results -> what its rows are; those of words are what the study compares."""


def company(results: Results) -> str:
    """How many items must reach the smallest p before any q is below 0.05; empty where one alone can.

    By Benjamini and Hochberg (1995) the i-th smallest of m p-values passes where it is below 0.05 i / m; by Holm
    (1979) the smallest must be below 0.05 / m.
    """
    design, correction = results.design, results.settings.correction
    several, never = [], []
    for name, noun in COMPARED:
        table = getattr(results, name)
        m = n_tested(table)
        k = fewest_at_floor(floor_of(results, table), m, correction)
        items = count(m, noun or item_of(results))
        if m and k > m:
            never.append(f"the {items}")
        elif m and k > 1:
            several.append(f"{k:,} of the {items}")
    text = ""
    if several:
        text = (
            f"With so many comparisons one item alone at this smallest p cannot reach a q below {LEVEL}: at least "
            + f"{listed(several)} tested would have to stand at {floor(design.p_floor)}."
        )
    if never:
        text += f"{' ' if text else ''}For {listed(never)} tested no q below {LEVEL} can be reached at all."
    return text


def floor_of(results: Results, table: pd.DataFrame) -> float:
    """The smallest p that `table` can hold."""
    if "p_floor" in table.columns and len(table):
        return float(table["p_floor"].min())
    return results.design.p_floor


def floor(p: float) -> str:
    """The smallest p that a design can give.

    >>> floor(1 / 3), floor(0.1), floor(1 / 35), floor(0.0001)
    ('0.33', '0.10', '0.029', '0.0001')
    """
    if p < 0.01:
        return f"{p:.1g}" if p >= 1e-4 else "below 0.0001"
    return f"{p:.2f}" if p >= 0.1 else f"{p:.3f}"


def no_claim(results: Results, facts: Facts) -> str:
    """That no significance claim is possible, and why."""
    design = results.design
    unit = unit_of(results)
    t, r = facts.target, facts.reference
    clusters = f"With {t.n_clusters} {t.name} and {r.n_clusters} {r.name} {unit}s"
    beside = ""
    if design.cluster == "document":
        clusters += f" ({t.n_outlets} against {r.n_outlets} outlets)"
        beside = f" ({floor(design.outlet_p_floor)} with outlets as clusters)"
    return (
        f"{clusters} the smallest p that any permutation test can give is {floor(design.p_floor)}{beside}: "
        + "no significance claim is possible with so few clusters."
    )


def naive(results: Results, facts: Facts) -> str:
    """What a token-level test would have claimed."""
    if not facts.n_words:
        return ""
    q = "p" if results.settings.correction == "none" else "q"
    head = (
        f"A test that takes every {item_of(results)} as an independent draw (log-likelihood ratio, {q} < {LEVEL}) "
        + f"would call {facts.n_words_naive:,} of {facts.n_words:,} compared {item_of(results)}s significant. "
    )
    if not results.design.claims_possible:
        return head + "This design supports none of these claims."
    unit = unit_of(results)
    return head + (
        f"With {unit}s as the units, the test this report uses ({q} < {LEVEL}) calls {facts.n_words_significant:,} "
        + f"significant; {facts.n_words_lost:,} of the {facts.n_words_naive:,} are not among them."
    )
