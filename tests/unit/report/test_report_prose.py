from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
import report_example as example

from framing.report import Results, prose
from framing.report.exhibits import exhibits
from framing.report.facts import facts_of
from framing.tables.cells import printed

NUMBER = re.compile(r"−?\d[\d,]*(?:\.\d+)?")


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
    pattern = re.compile(r"log ratio (−?[\d.]+)(.*?)(?:, 95% interval (−?[\d.]+) to (−?[\d.]+))?, which")

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
    warning = "With one outlet on a side, group and outlet cannot be told apart."
    assert warning in prose.certainty(one, facts_of(one))
    two = example.make_results()
    assert warning not in prose.certainty(two, facts_of(two))


def test_naive_claims_are_counted() -> None:
    results = example.make_results()
    words = results.words
    naive = words["z"].abs() > 1.96
    lost = naive & ~(words["q"] < 0.05)
    assert 0 < lost.sum() < naive.sum()
    text = prose.naive(results, facts_of(results))
    assert f"would call {naive.sum()} of {len(words)} compared words" in text
    assert f"{lost.sum()} of these {naive.sum()} are not significant" in text


def test_an_item_on_one_side_only_is_said_so() -> None:
    results = example.make_results()
    row = prose.rows_of(results.markers)[0]._replace(
        target_n=9, reference_n=0, reference_docs=0, log_ratio=4.2, ci_low=float("nan"), ci_high=float("nan")
    )
    text = prose.difference(row, "Plot", facts_of(results), claims=True)
    assert text.startswith("Plot: in state only; 9 times")
    assert "log ratio 4.20 (0 taken as 0.5); no interval can be given" in text
    assert "q" not in text.split("log ratio")[1].replace("because", "")


def test_unstable_topics_are_warned_of() -> None:
    results = example.make_results()
    assert "unstable" in prose.topics_note(results)
    many = replace(results, settings=replace(results.settings, n_segments=5000))
    assert "unstable" not in prose.topics_note(many)
    assert "not measured" in prose.topics_note(many)


def test_the_tool_takes_no_side(large: tuple[Results, Path]) -> None:
    text = (large[1] / "index.html").read_text(encoding="utf-8").lower()
    for word in ("propaganda", "biased", "regime", "unfair", "honest", "manipulat"):
        assert word not in text
