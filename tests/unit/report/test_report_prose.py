from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
import report_example as example
from scipy.stats import chi2

from framing.report import Results, notes, prose
from framing.report.exhibits import exhibits
from framing.report.facts import facts_of, fewest_at_floor, n_tested
from framing.stats.multiplicity import benjamini_hochberg
from framing.tables.cells import printed

NUMBER = re.compile(r"−?\d(?:,?\d)*(?:\.\d+)?")


def sentences(results: Results) -> list[str]:
    return [text for texts in prose.comparison(results, facts_of(results)).values() for text in texts]


def shown(results: Results, *names: str) -> set[str]:
    """Every number in the shown tables of these names."""
    cells: set[str] = set()
    for name in names:
        e = exhibits(results)[name]
        assert e.shown is not None
        for column in printed(e.shown, e.columns, e.digits):
            cells |= {found for cell in column.cells for found in NUMBER.findall(cell)}
    return cells


@pytest.mark.parametrize("names", [example.Names(), example.SMALL])
def test_numbers_in_the_comparison_stand_in_the_tables(names: example.Names) -> None:
    results = example.make_results(names)
    said = sentences(results)
    assert len(said) == 6
    allowed = shown(results, "category_contrast", "marker_contrast", "data") | {"0", "0.05", "95", "100,000", "0.5"}
    for table in (results.categories, results.markers):
        allowed |= {f"{2 ** abs(x):.1f}" for x in table["log_ratio"]}  # the log ratio said as a factor
        allowed |= {str(n) for n in [*table["target_docs"], *table["reference_docs"]]}
        allowed |= {str(table["p"].notna().sum())}  # comparisons
    for sentence in said:
        assert set(NUMBER.findall(sentence.replace("95%", "95 %"))) <= allowed, sentence


def test_numbers_of_the_introduction_stand_in_the_data_table() -> None:
    results = example.make_results()
    first = prose.what_this_is(results, facts_of(results))[1]
    numbers = set(NUMBER.findall(re.sub(r"\d{4}-\d\d-\d\d", "", first)))
    assert numbers == {"11", "3", "7,152", "6,185"}
    assert numbers <= shown(results, "data")


def test_largest_difference_comes_first_and_small_counts_are_left_out() -> None:
    results = example.make_results()
    table = results.markers
    enough = table[table["target_n"] + table["reference_n"] >= prose.MIN_HITS]
    best = enough.loc[enough["log_ratio"].abs().idxmax(), "item"]
    rows = prose.largest(table)
    assert rows[0].item == best
    rare = table.assign(target_n=2, reference_n=1)
    assert prose.largest(rare) == []


@pytest.mark.parametrize("names", [example.Names(), example.SMALL])
def test_swapping_the_sides_changes_signs_only(names: example.Names) -> None:
    results = example.make_results(names)
    other = example.swapped(results)
    pattern = re.compile(r"log ratio (−?[\d.]+)(.*?)(?:, 95% interval (−?[\d.]+) to (−?\d+\.\d+))?")

    def parts(sentence: str) -> tuple[str, float, tuple[float, ...]]:
        found = pattern.search(sentence)
        assert found, sentence
        value, _, low, high = found.groups()
        rest = sentence[: found.start()] + sentence[found.end() :]
        return rest, number(value), (number(low), number(high))

    def number(text: str) -> float:
        return float(text.replace("−", "-"))

    for a, b in zip(sentences(results), sentences(other), strict=True):
        (rest, value, (low, high)), (rest2, value2, (low2, high2)) = parts(a), parts(b)
        assert rest == rest2
        assert (value, low, high) == (-value2, -high2, -low2)
    assert any("−" in s for s in sentences(results))
    facts, facts2 = facts_of(results), facts_of(other)
    assert prose.balance(results, facts) == prose.balance(other, facts2)
    assert prose.naive(results, facts) == prose.naive(other, facts2)


@pytest.mark.parametrize(
    ("low", "high", "q", "claims", "end"),
    [
        (1.04, 4.55, 0.4, False, "95% interval 1.04 to 4.55; with so few articles no claim can rest on it."),
        (-1.0, 4.0, 0.4, False, "fit no difference at all; with so few articles no claim can rest on it."),
        (
            1.0,
            4.0,
            0.2,
            True,
            "the interval leaves out 0, but corrected for 9 comparisons (q = 0.200) it may be chance.",
        ),
        (1.0, 4.0, 0.05, True, "leaves out 0, but corrected for 9 comparisons (q = 0.050) it may be chance."),
        (1.0, 4.0, 0.049, True, "95% interval 1.00 to 4.00; q = 0.049, corrected for 9 comparisons."),
        (-1.0, 4.0, 0.2, True, "fit no difference at all; corrected for 9 comparisons (q = 0.200) it may be chance."),
        (
            -1.0,
            4.0,
            0.01,
            True,
            "although the interval includes 0: q = 0.010 by the test, corrected for 9 comparisons.",
        ),
    ],
)
def test_an_interval_is_no_claim_where_q_is_none(low: float, high: float, q: float, claims: bool, end: str) -> None:
    results = example.make_results()
    row = prose.rows_of(results.categories)[0]._replace(ci_low=low, ci_high=high, q=q, p_floor=0.01)
    ground = prose.Ground(claims=claims, unit="article", tested=9, corrected=True)
    text = prose.difference(row, "Plot", facts_of(results), ground)
    assert text.endswith(end)
    assert claims or "leaves out" not in text


def test_no_interval_speaks_for_a_claim_where_none_is_possible() -> None:
    results = example.make_results(example.SMALL)
    said = sentences(results)
    assert said
    assert all(text.endswith("with so few articles no claim can rest on it.") for text in said)
    for note in (
        notes.contrast_note(results, results.categories),
        notes.keyness_note(results, results.words, 50),
        notes.topic_contrast_note(results),
    ):
        assert "no claim can rest on an interval from so few articles" in note
        assert "comparisons" not in note
    assert "|z| > 1.96 is no evidence here" in notes.keyness_note(results, results.words, 50)


@pytest.mark.parametrize(
    ("p_floor", "m", "correction", "k"),
    [
        (1 / 35, 134, "bh", 77),
        (1 / 35, 16, "bh", 10),
        (0.0285714, 7, "bh", 5),  # four would be 0.05 but for the rounding of the table
        (0.02, 5, "bh", 3),  # two of five at the floor have q = 0.05, which is not below it
        (0.0001, 100, "bh", 1),
        (0.01, 4, "holm", 1),
        (0.01, 5, "holm", 6),
        (0.04, 500, "none", 1),
    ],
)
def test_fewest_items_at_the_smallest_p(p_floor: float, m: int, correction: str, k: int) -> None:
    assert fewest_at_floor(p_floor, m, correction) == k
    if correction == "bh":
        assert p_floor * m / k < 0.05
        assert k == 1 or p_floor * m / (k - 1) >= 0.05 - 1e-6


def test_how_many_must_reach_the_smallest_p_is_said_where_claims_are_possible() -> None:
    results = example.make_results()
    high = replace(
        results,
        design=replace(results.design, p_floor=0.04),
        **{name: getattr(results, name).assign(p_floor=0.04) for name in ("markers", "categories", "words")},
    )
    m = n_tested(high.categories)
    k = fewest_at_floor(0.04, m, "bh")
    assert 1 < k <= m
    assert f"{k} of the {m} categories" in " ".join(prose.certainty(high, facts_of(high)))
    note = notes.contrast_note(high, high.categories)
    assert f"({m} comparisons). q below 0.05 needs at least {k} of them at the smallest possible p, 0.040." in note
    low = replace(
        results,
        design=replace(results.design, p_floor=0.00001),
        **{name: getattr(results, name).assign(p_floor=0.00001) for name in ("markers", "categories", "words")},
    )
    assert prose.company(low) == ""
    assert "needs at least" not in notes.contrast_note(low, low.categories)
    small = example.make_results(example.SMALL)
    assert "would have to stand at" not in " ".join(prose.certainty(small, facts_of(small)))


def test_comparisons_are_the_rows_with_a_p() -> None:
    results = example.make_results()
    table = results.markers.assign(p=[float("nan"), *results.markers["p"].tolist()[1:]])
    n = int(table["p"].notna().sum())
    assert n < len(table)
    assert f"({n} comparisons)" in notes.contrast_note(results, table)
    of_each = results.outlets.groupby("target")["p"].count()
    assert len(of_each) > 1
    least, most = of_each.min(), of_each.max()
    said = str(least) if least == most else f"{least} to {most}"
    assert f"({said} comparisons for each outlet)" in notes.contrast_note(results, results.outlets)


def test_dates_are_as_exact_as_the_least_exact() -> None:
    results = example.make_results(example.SMALL)
    dates = ["2024-03", "2024-02-01", "2024-03-01", "2021-04-22", ""]
    months = replace(results, documents=results.documents.assign(date=dates))
    text = " ".join(prose.what_this_is(months, facts_of(months)))
    assert "between 2021-04 and 2024-03; 1 article without a date." in text
    years = replace(results, documents=results.documents.assign(date=["2024", *dates[1:3], "2024-09", "2024"]))
    assert "They appeared in 2024." in " ".join(prose.what_this_is(years, facts_of(years)))
    table = exhibits(years)["data"]
    assert "as exact as the least exact date" in table.notes
    row = table.table.set_index("outlet").loc["all of state"]
    assert (row["first_date"], row["last_date"]) == ("2024", "2024")
    assert exhibits(results)["data"].notes == ""


def test_balance_says_for_how_many_a_claim_stands() -> None:
    results = example.make_results()
    facts = facts_of(results)
    for q, said in ((0.5, "for none of them is q below 0.05: each"), (0.01, "for all of them q is below 0.05.")):
        assert said in prose.balance(replace(results, categories=results.categories.assign(q=q)), facts)


def test_few_clusters_are_told_in_words() -> None:
    results = example.make_results(example.SMALL)
    text = " ".join(prose.certainty(results, facts_of(results)))
    assert (
        "With 2 state and 3 independent articles (2 against 2 outlets) the smallest p that any permutation test can "
        "give is 0.10 (0.33 with outlets as clusters): no significance claim is possible with so few clusters."
    ) in text
    assert "supports none of these claims" in text
    assert "called significant" not in text


def test_outlets_as_clusters_are_named() -> None:
    results = example.make_results(example.SMALL)
    design = replace(results.design, cluster="outlet", n_clusters_target=2, n_clusters_reference=2, p_floor=1 / 3)
    results = replace(results, design=design)
    text = prose.no_claim(results, facts_of(results))
    assert text.startswith("With 2 state and 2 independent outlets the smallest p that any permutation test can give")
    assert "is 0.33: no" in text


def test_one_outlet_on_a_side_is_warned_of() -> None:
    one = example.make_results(replace(example.SMALL, sides=(0, 1, 1, 1), per_outlet=(3, 3, 3, 3)))
    warning = prose.one_outlet(one, facts_of(one))
    assert warning.startswith(
        "With one outlet on a side, group and outlet cannot be told apart: here state is Morning Star alone. "
    )
    assert warning in prose.certainty(one, facts_of(one))
    two = example.make_results()
    assert prose.one_outlet(two, facts_of(two)) == ""
    by_outlet = replace(one, design=replace(one.design, by="outlet"))
    assert prose.one_outlet(by_outlet, facts_of(one)) == ""


def test_a_side_of_one_outlet_has_one_row_in_the_shown_table_of_data() -> None:
    one = exhibits(example.make_results(replace(example.SMALL, sides=(0, 1, 1, 1), per_outlet=(3, 3, 3, 3))))["data"]
    assert one.shown is not None
    assert one.shown["outlet"].tolist()[:1] == ["Morning Star"]
    assert len(one.shown) == 1 + 3 + 1
    assert one.table["level"].tolist().count("group") == 2


def test_naive_claims_are_counted() -> None:
    results = example.make_results()
    words = results.words
    naive = benjamini_hochberg(chi2.sf(words["g2"], 1)) < 0.05
    sure = words["q"] < 0.05
    lost = naive & ~sure
    assert 0 < lost.sum() < naive.sum()
    text = prose.naive(results, facts_of(results))
    assert f"would call {naive.sum()} of {len(words)} compared words" in text
    assert f"(q < 0.05) calls {sure.sum()} significant; {lost.sum()} of the {naive.sum()} are not among them" in text
    uncorrected = replace(results, settings=replace(results.settings, correction="none"))
    naive = chi2.sf(words["g2"], 1) < 0.05
    assert f"(log-likelihood ratio, p < 0.05) would call {naive.sum()} of" in prose.naive(
        uncorrected, facts_of(uncorrected)
    )


def test_an_item_on_one_side_only_is_said_so() -> None:
    results = example.make_results()
    row = prose.rows_of(results.markers)[0]._replace(
        target_n=9, reference_n=0, reference_docs=0, log_ratio=4.2, ci_low=float("nan"), ci_high=float("nan")
    )
    ground = prose.Ground(claims=True, unit="article", tested=4, corrected=True)
    text = prose.difference(row._replace(q=float("nan")), "Plot", facts_of(results), ground)
    assert text.startswith("Plot: in state only; 9 times")
    assert "log ratio 4.20 (0 taken as 0.5); no interval can be given" in text
    assert text.endswith("none with a hit; it was not tested.")
    text = prose.difference(row._replace(q=0.3), "Plot", facts_of(results), ground)
    assert text.endswith("none with a hit; corrected for 4 comparisons (q = 0.300) it may be chance.")


def test_unstable_topics_are_warned_of() -> None:
    results = example.make_results()
    assert "unstable" in notes.topics_note(results)
    many = replace(results, settings=replace(results.settings, n_segments=5000))
    assert "unstable" not in notes.topics_note(many)
    assert "not measured" in notes.topics_note(many)


def test_how_many_topics_are_found_again_is_told() -> None:
    results = example.make_results()
    settings = replace(results.settings, n_segments=5000, topics_runs=20)
    table = results.topic_contrast
    measured = replace(
        results, settings=settings, topic_contrast=table.assign(reliability=[0.9, 0.2, 0.5][: len(table)])
    )
    text = notes.topics_note(measured)
    assert "2 of the 3 topics are found again when the documents are drawn anew 20 times" in text
    assert "marked unstable, and no claim should rest on them" in text
    sound = replace(measured, topic_contrast=table.assign(reliability=0.9))
    assert "All of the 3 topics are found again" in notes.topics_note(sound)
    assert "marked unstable" not in notes.topics_note(sound)


def test_the_tool_takes_no_side(large: tuple[Results, Path]) -> None:
    text = (large[1] / "index.html").read_text(encoding="utf-8").lower()
    for word in ("propaganda", "biased", "regime", "unfair", "honest", "manipulat"):
        assert word not in text


def test_articles_on_neither_side_are_told() -> None:
    results = example.make_results()
    assert "neither side" not in " ".join(prose.what_this_is(results, facts_of(results)))
    third = results.documents.iloc[[0]].assign(doc_id="other", outlet="The Third", group="third")
    results = replace(results, documents=pd.concat([results.documents, third], ignore_index=True))
    said = " ".join(prose.what_this_is(results, facts_of(results)))
    assert "1 more article of the corpus (third) stands on neither side and is left out of the comparison; " in said


def test_the_note_on_words_counts_the_tests_of_its_own_table() -> None:
    results = example.make_results()
    some = results.words.assign(p=results.words["p"].where(results.words.index < 7))
    assert "(7 comparisons)" in notes.keyness_note(results, some, 5)
    assert f"5 of {len(some):,} words" in notes.keyness_note(results, some, 5)
