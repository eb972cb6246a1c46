r"""numbers.tex: one macro for every number that a paper may cite, so that no number is typed by hand.

`\framingNDocuments` and the like. TeX allows letters only in a macro's name; digits are spelled, accents dropped,
and names that would collide get a spelled number.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from framing.report.exhibits import RATE, RATIO, SHARE, Q
from framing.report.facts import Facts, Side, category_labels
from framing.report.prose import floor, rows_of
from framing.report.voices import side_pairs
from framing.tables import latex

if TYPE_CHECKING:
    import pandas as pd

    from framing.report.results import Results

DIGITS = ("Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")
NEED_TEXT = (
    *("n_hits", "n_markers", "n_markers_found", "n_categories", "n_skipped_spans", "n_skipped_chars", "n_sentences"),
)
"""Numbers that are unknown where the corpus came as counts of words."""
LETTERS = {"đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "Æ": "Ae", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ı": "i"}
"""Letters that Unicode does not take apart into a Latin letter and an accent."""


def macro_part(text: str) -> str:
    """Text as part of a macro's name: Latin letters only, each word capitalised, digits spelled; may be empty.

    >>> macro_part("hostile_forces 24"), macro_part("Báo Điện tử"), macro_part("../x"), macro_part("新闻")
    ('HostileForcesTwoFour', 'BaoDienTu', 'X', '')
    """
    plain = unicodedata.normalize("NFKD", "".join(LETTERS.get(c, c) for c in text))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    words: list[str] = []
    fresh = True
    for c in plain:
        if c.isascii() and c.isdigit():
            words.append(DIGITS[int(c)])
            fresh = True
        elif c.isascii() and c.isalpha():
            words.append(c.upper() if fresh else c)
            fresh = False
        else:
            fresh = True
    return "".join(words)


def spelled(n: int) -> str:
    """A number as digits in words.

    >>> spelled(12)
    'OneTwo'
    """
    return "".join(DIGITS[int(d)] for d in str(n))


def parts_of(names: list[str], kind: str) -> dict[str, str]:
    """Each of `names` with a part of a macro's name of its own; `kind` stands where no letter is left.

    >>> parts_of(["a b", "a-b", "新闻"], "Outlet")
    {'a b': 'AB', 'a-b': 'ABTwo', '新闻': 'Outlet'}
    """
    taken: set[str] = set()
    made = {}
    for name in names:
        part = stem = macro_part(name) or kind
        n = 1
        while part in taken:
            n += 1
            part = stem + spelled(n)
        taken.add(part)
        made[name] = part
    return made


def numbers(results: Results, facts: Facts) -> dict[str, str]:
    """Macro name (without backslash) -> its value as TeX, in the order of the file."""
    found: dict[str, str] = {}

    def add(name: str, value: str) -> None:
        """Keep names apart whatever the data call themselves."""
        unique, n = f"framing{name}", 1
        while unique in found:
            n += 1
            unique = f"framing{name}{spelled(n)}"
        found[unique] = value

    lacking = NEED_TEXT if results.settings.counts_only else ()
    for name in (
        *("n_documents", "n_outlets", "n_tokens", "n_hits", "n_markers", "n_markers_found", "n_categories"),
        *(
            "n_skipped_spans",
            "n_skipped_chars",
            "n_words",
            "n_words_naive",
            "n_words_significant",
            "n_words_lost",
            "n_topics",
        ),
    ):
        if name not in lacking:
            add(macro_part(name), whole(getattr(facts, name)))
    add("Seed", str(results.settings.seed))
    add("PFloor", floor(results.design.p_floor))
    add("OutletPFloor", floor(results.design.outlet_p_floor))
    _sides(add, facts, lacking)
    _outlets(add, results, lacking)
    _contrast(add, results)
    _voices(add, results)
    return found


def _sides(add: Callable[[str, str], None], facts: Facts, lacking: Collection[str]) -> None:
    sides: tuple[Side, ...] = (facts.target, facts.reference)
    parts = parts_of([side.name for side in sides], "Side")
    for role, side in zip(("Target", "Reference"), sides, strict=True):
        add(role, text_value(side.name))
        for name in ("n_documents", "n_outlets", "n_tokens", "n_sentences", "n_hits", "n_clusters"):
            if name not in lacking:
                add(macro_part(name) + "In" + parts[side.name], whole(getattr(side, name)))


def _outlets(add: Callable[[str, str], None], results: Results, lacking: Collection[str]) -> None:
    documents = results.documents
    outlets = sorted(documents["outlet"].unique())
    parts = parts_of(outlets, "Outlet")
    for outlet in outlets:
        own = documents[documents["outlet"] == outlet]
        end = "FromOutlet" + parts[outlet]
        add("NDocuments" + end, whole(len(own)))
        add("NTokens" + end, whole(int(own["n_tokens"].sum())))
        if "n_hits" not in lacking:
            add("NHits" + end, whole(int((results.hits["outlet"] == outlet).sum())))


def _contrast(add: Callable[[str, str], None], results: Results) -> None:
    """Counts, rates, log ratio and interval of every category and every marker found; q where it may be claimed."""
    labels = category_labels(results)
    design = results.design
    sides = parts_of([design.target, design.reference], "Side")
    tables: tuple[tuple[str, pd.DataFrame], ...] = (("Category", results.categories), ("Marker", results.markers))
    for kind, table in tables:
        rows = [row for row in rows_of(table) if row.target_n + row.reference_n > 0]
        names = {row.item: labels.get(row.item, row.item) if kind == "Category" else row.item for row in rows}
        parts = parts_of(sorted(names), kind)
        for row in rows:
            end = "Of" + kind + parts[row.item]
            add("N" + end + "In" + sides[design.target], whole(row.target_n))
            add("N" + end + "In" + sides[design.reference], whole(row.reference_n))
            add("Rate" + end + "In" + sides[design.target], signed(row.target_pm / 10, RATE))
            add("Rate" + end + "In" + sides[design.reference], signed(row.reference_pm / 10, RATE))
            add("LogRatio" + end, signed(row.log_ratio, RATIO))
            add("LogRatioLow" + end, signed(row.ci_low, RATIO))
            add("LogRatioHigh" + end, signed(row.ci_high, RATIO))
            if design.claims_possible and not math.isnan(row.q):
                add("Q" + end, "\\ensuremath{<0.001}" if row.q < 0.001 else f"{row.q:.{Q}f}")
    topics = results.topic_contrast
    for topic, value in zip(topics["topic"].tolist(), topics["difference"].tolist(), strict=True):
        add(f"DifferenceOfTopic{spelled(topic)}", signed(value * 100, SHARE))


def _voices(add: Callable[[str, str], None], results: Results) -> None:
    """Shares of voice and stance on each side in per cent, and their differences; those of own voice alone apart."""
    sides = parts_of([results.design.target, results.design.reference], "Side")
    for row in side_pairs(results).itertuples(index=False):
        end = f"ShareOf{str(row.value).capitalize()}" + ("" if row.voices == "all" else "InOwnVoice")
        for side, share in ((results.design.target, row.share), (results.design.reference, row.share_other)):
            add(f"{end}In{sides[side]}", signed(float(str(share)) * 100, SHARE))
        for name in ("difference", "difference_low", "difference_high"):
            add(macro_part(name) + "Of" + end, signed(float(str(getattr(row, name))) * 100, SHARE))


def whole(n: int) -> str:
    """A count with thousands apart.

    >>> whole(12345)
    '12,345'
    """
    return f"{n:,}"


def signed(value: float, digits: int) -> str:
    r"""A number as TeX; a true minus; an en dash where unknown.

    >>> signed(-1.234, 2), signed(2.5, 1), signed(float("nan"), 2)
    ('\\ensuremath{-1.23}', '2.5', '--')
    """
    if math.isnan(value):
        return "--"
    text = f"{value:,.{digits}f}"
    if not text.startswith("-"):
        return text
    return f"\\ensuremath{{{text}}}" if text.strip("-0.,") else text[1:]


def text_value(text: str) -> str:
    """Text from data as harmless TeX, on one line."""
    return latex.escape(" ".join(text.split()))


def numbers_tex(results: Results, facts: Facts) -> str:
    """The file numbers.tex."""
    head = (
        "% Numbers of this report as macros: \\input{numbers.tex} in a paper's preamble and write, for instance,\n"
        "% \\framingNDocuments. Rates are per 100,000 words, log ratios binary, differences of topics in percentage\n"
        "% points; -- means that no value can be given.\n"
        "% Names with Vietnamese letters need the preamble of appendix.tex.\n"
    )
    return head + "".join(f"\\newcommand{{\\{name}}}{{{value}}}\n" for name, value in numbers(results, facts).items())
