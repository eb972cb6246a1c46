import numpy as np
import pytest
from scipy import stats

from framing.stats import association as assoc

TABLES = [(52, 57, 50000, 75000), (12, 0, 10000, 20000), (3, 9, 700, 450), (1, 1, 8, 9), (0, 5, 40, 30)]
COUNTS = np.array(TABLES, float).T


@pytest.mark.parametrize("table", TABLES)
def test_four_cell_tests_agree_with_scipy(table):
    a, b, c, d = table
    cells = [[a, b], [c - a, d - b]]
    peers = [
        (assoc.log_likelihood(*table), stats.chi2_contingency(cells, correction=False, lambda_="log-likelihood")),
        (assoc.chi_squared(*table), stats.chi2_contingency(cells, correction=False)),
        (assoc.chi_squared(*table, yates=True), stats.chi2_contingency(cells, correction=True)),
    ]
    for ours, theirs in peers:
        assert ours == pytest.approx(theirs.statistic, rel=1e-9)
        assert assoc.g2_p(ours) == pytest.approx(theirs.pvalue, rel=1e-9)


def test_two_cell_g2_by_hand():
    expected = 2 * (12 * np.log(12 / 4) + 0)  # 12 of 12 where a third of the tokens is
    assert assoc.log_likelihood(12, 0, 10000, 20000, cells=2) == pytest.approx(expected)


def test_equal_rates_and_absent_items_show_no_association():
    for measure in (assoc.log_likelihood, assoc.chi_squared):
        assert measure(3, 6, 70, 140) == pytest.approx(0, abs=1e-12)
        assert measure(0, 0, 70, 140) == 0
    assert assoc.log_ratio(3, 6, 70, 140) == 0


def test_quanteda_corrects_only_small_expected_counts_and_large_differences():
    small = (7, 1, 40, 60)  # smallest expected count 3.2
    large = (52, 57, 50000, 75000)
    assert assoc.chi_squared(*small, yates="quanteda") == assoc.chi_squared(*small, yates=True)
    assert assoc.chi_squared(*large, yates="quanteda") == assoc.chi_squared(*large)
    near = (1, 1, 40, 60)  # |ad' - bc'| = 20, less than N/2: plain Yates gives 0, quanteda leaves it alone
    assert assoc.chi_squared(*near, yates=True) == 0
    assert assoc.chi_squared(*near, yates="quanteda") == assoc.chi_squared(*near) > 0


def test_tail_probabilities_do_not_underflow():
    assert assoc.g2_p(400.0) == pytest.approx(stats.chi2.sf(400, 1), rel=1e-10)
    assert assoc.g2_log_p(1e6) == pytest.approx(np.log(2) + stats.norm.logsf(1000), rel=1e-12)
    assert np.isfinite(assoc.g2_log_p(1e12))
    assert assoc.g2_p(0.0) == 1
    assert assoc.g2_log_p(0.0) == 0


def test_swapping_the_sides_flips_signs_exactly():
    a, b, c, d = COUNTS
    np.testing.assert_array_equal(assoc.log_ratio(a, b, c, d), -assoc.log_ratio(b, a, d, c))
    np.testing.assert_array_equal(assoc.log_ratio_conservative(a, b, c, d), -assoc.log_ratio_conservative(b, a, d, c))
    low, high = assoc.log_ratio_bounds(a, b, c, d)
    mirrored = assoc.log_ratio_bounds(b, a, d, c)
    np.testing.assert_array_equal(low, -mirrored[1])
    np.testing.assert_array_equal(high, -mirrored[0])
    np.testing.assert_array_equal(assoc.log_likelihood(a, b, c, d), assoc.log_likelihood(b, a, d, c))


def test_bounds_are_clopper_pearson():
    low, high = assoc.log_ratio_bounds(12, 30, 1000, 1000, alpha=0.1, tests=4)
    share = stats.binomtest(12, 42).proportion_ci(1 - 0.1 / 4, method="exact")
    assert 2.0**low == pytest.approx(share.low / (1 - share.low))
    assert 2.0**high == pytest.approx(share.high / (1 - share.high))
    assert assoc.log_ratio_conservative(12, 30, 1000, 1000) == assoc.log_ratio_bounds(12, 30, 1000, 1000)[1] < 0


def test_bounds_of_absent_counts_are_infinite_and_conservative_zero():
    assert assoc.log_ratio_bounds(0, 0, 10, 10) == (-np.inf, np.inf)
    assert assoc.log_ratio_conservative(0, 0, 10, 10) == 0
    assert assoc.log_ratio_bounds(12, 0, 10000, 20000)[1] == np.inf


def test_more_tests_widen_the_bounds():
    one = assoc.log_ratio_bounds(52, 20, 50000, 75000)
    many = assoc.log_ratio_bounds(52, 20, 50000, 75000, tests=1000)
    assert many[0] < one[0] < one[1] < many[1]


def test_effect_sizes_by_hand():
    assert assoc.odds_ratio(20, 10, 100, 100) == pytest.approx((20 / 80) / (10 / 90))
    assert assoc.odds_ratio(20, 0, 100, 100) == np.inf
    assert np.isnan(assoc.odds_ratio(0, 0, 100, 100))
    assert assoc.simple_maths(20, 10, 1e6, 1e6, n=10) == pytest.approx(30 / 20)
    assert assoc.percent_difference(0, 5, 100, 100) == -100
    g2 = assoc.log_likelihood(52, 57, 50000, 75000, cells=2)
    assert assoc.effect_size_ell(52, 57, 50000, 75000) == pytest.approx(g2 / (125000 * np.log(109 * 0.4)))
    assert np.isnan(assoc.effect_size_ell(1, 1, 10, 1000))


def test_an_item_on_neither_side_has_no_ratio():
    assert np.isnan(assoc.log_ratio(0, 0, 10, 20))
    assert np.isnan(assoc.percent_difference(0, 0, 10, 20))


def test_zero_replaces_counts_of_zero_only():
    assert assoc.log_ratio(4, 0, 10, 10, zero=1) == 2
    assert assoc.log_ratio(4, 2, 10, 10, zero=1) == 1


def test_arguments_broadcast():
    assert assoc.log_likelihood([1, 2, 3], 4, 100, 200).shape == (3,)
    assert assoc.log_ratio(np.ones((2, 1)), [1, 2, 3], 10, 10).shape == (2, 3)


def test_log_odds_by_hand_with_informative_prior():
    prior = assoc.informative_prior([8, 2], 5)
    delta, z = assoc.log_odds_dirichlet([6, 1], [2, 1], 7, 3, prior)
    expected = np.log(10 / 2) - np.log(6 / 2)
    assert delta[0] == pytest.approx(expected)
    assert z[0] == pytest.approx(expected / np.sqrt(1 / 10 + 1 / 6))


def test_part_of_a_vocabulary_needs_the_whole_priors_total():
    whole = assoc.log_odds_dirichlet([52, 10, 5, 0], [57, 2, 9, 4], 67, 72, 0.1)
    part = assoc.log_odds_dirichlet([52, 10], [57, 2], 67, 72, 0.1, prior_total=0.4)
    np.testing.assert_allclose(part[1], whole[1][:2])


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: assoc.log_likelihood(1, 1, 10, 10, cells=3), "cells must be 2"),
        (lambda: assoc.log_likelihood(11, 1, 10, 10), "a must not exceed c; got 11 of 10"),
        (lambda: assoc.chi_squared([1, 1], [2, 30], 10, 20), "b must not exceed d; got 30 of 20"),
        (lambda: assoc.chi_squared(1, 1, 10, 10, yates="R"), "yates must be"),
        (lambda: assoc.log_ratio(-1, 1, 10, 10), "a, a count, must not be negative; got -1"),
        (lambda: assoc.log_ratio(1, np.nan, 10, 10), "b must be finite"),
        (lambda: assoc.log_ratio(1, 1, 0, 10), "c, a size in tokens, must be above 0; got 0"),
        (lambda: assoc.log_ratio([1, 2], [1, 2, 3], 10, 10), r"must broadcast to one shape; got \(2,\), \(3,\)"),
        (lambda: assoc.log_ratio(1, 1, 10, 10, zero=0), "zero, which replaces"),
        (lambda: assoc.log_ratio_bounds(1, 1, 10, 10, alpha=1), "alpha must lie between 0 and 1; got 1"),
        (lambda: assoc.log_ratio_bounds(1, 1, 10, 10, tests=0), "tests must be at least 1"),
        (lambda: assoc.simple_maths(1, 1, 10, 10, n=0), "must be above 0; got 0"),
        (lambda: assoc.log_odds_dirichlet([1, 2], [1, 2], 3, 3, 0), "prior must be finite and above 0"),
        (lambda: assoc.log_odds_dirichlet([1, 2], [1, 2], 3, 3, [1, 1, 1]), "one number or one for each item"),
        (lambda: assoc.log_odds_dirichlet(3, 3, 3, 3, 0.1), "need other items"),
        (lambda: assoc.informative_prior([1, 0], 5), "leave out items that never occur"),
        (lambda: assoc.informative_prior([1, 1], 0), "prior_size must be"),
        (lambda: assoc.g2_p(-1.0), "g2 must not be negative"),
    ],
)
def test_bad_arguments_are_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
