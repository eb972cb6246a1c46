"""Log-odds under a prior with clustered intervals."""

from __future__ import annotations

import math

import numpy as np
import pytest

from framing.stats.association import log_odds_dirichlet
from framing.stats.resample import cluster_sums, clustered_log_ratio, permutation_p
from framing.stats.shrunk import clustered_log_odds, shrunk_log_ratio

Y1, N1 = np.array([[6.0, 1], [9, 0], [4, 2]]), np.array([900.0, 1200, 700])
Y0, N0 = np.array([[2.0, 1], [3, 3], [1, 0], [4, 1]]), np.array([800.0, 1000, 600, 900])


def test_the_estimate_is_that_of_monroe_and_others_over_ln_2() -> None:
    prior = np.array([3.0, 1.5])
    got = clustered_log_odds(cluster_sums(Y1, N1), cluster_sums(Y0, N0), prior, prior_total=100)
    delta, _ = log_odds_dirichlet(Y1.sum(0), Y0.sum(0), N1.sum(), N0.sum(), prior, prior_total=100)
    np.testing.assert_allclose(got.estimate, delta / math.log(2))


def test_a_vanishing_prior_leaves_the_clustered_log_ratio_of_a_rare_item() -> None:
    pair = cluster_sums(Y1, N1 * 1e4), cluster_sums(Y0, N0 * 1e4)
    shrunk, plain = clustered_log_odds(*pair, 1e-9, prior_total=1e-6), clustered_log_ratio(*pair)
    for name in ("estimate", "low", "high", "df"):
        np.testing.assert_allclose(getattr(shrunk, name), getattr(plain, name), rtol=1e-5)


def test_the_interval_is_the_delta_method_of_the_estimate() -> None:
    # each side's count moved by a small share: the slope of the estimate in ln y
    alpha, total = 5.0, 200.0
    y, n = Y1.sum(0)[0], N1.sum()
    there = shrunk_log_ratio(np.array(y * 1.0001), n, np.array(10.0), N0.sum(), alpha, prior_total=total)
    here = shrunk_log_ratio(np.array(y), n, np.array(10.0), N0.sum(), alpha, prior_total=total)
    slope = (there - here) / math.log(1.0001) * math.log(2)
    assert slope == pytest.approx(y / (y + alpha) + y / (n + total - y - alpha), rel=1e-4)


def test_what_has_no_value_is_missing() -> None:
    zero = cluster_sums(Y1 * 0, N1)
    got = clustered_log_odds(zero, cluster_sums(Y0, N0), 1.0, prior_total=50)
    assert np.isfinite(got.estimate).all()  # the prior stands in for the count
    assert np.isnan(got.low).all()
    assert np.isnan(shrunk_log_ratio(np.array(0.0), np.array(9.0), np.array(0.0), np.array(9.0), 0.0, prior_total=9))


def test_any_statistic_can_be_permuted() -> None:
    y, n = np.concatenate([Y1, Y0]), np.concatenate([N1, N0])
    target, ids = np.arange(7) < 3, list("abcdefg")

    def ratio(y1, n1, y2, n2):  # type: ignore[no-untyped-def]
        return np.log2((np.where(y1 == 0, 0.5, y1) / n1) / (np.where(y2 == 0, 0.5, y2) / n2))

    own, _ = permutation_p(y, n, target, ids, statistic=ratio, seed=1)
    named, _ = permutation_p(y, n, target, ids, seed=1)
    np.testing.assert_array_equal(own, named)
