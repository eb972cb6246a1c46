"""Intervals of clustered shares: reference values, and that they cover."""

import numpy as np
import pytest

from framing.stats.proportions import clustered_proportion
from framing.stats.replicates import resampled_interval


def test_one_cluster_gives_the_wilson_interval() -> None:
    # scipy.stats.binomtest(8, 10).proportion_ci(method="wilson")
    found = clustered_proportion([8], [10])
    assert (found.low, found.high) == pytest.approx((0.4901624715, 0.9433178485))


def test_clusters_that_differ_are_worth_fewer_draws() -> None:
    even, uneven = clustered_proportion([8] * 20, [10] * 20), clustered_proportion([10, 6] * 10, [10] * 20)
    assert even.value == uneven.value == 0.8
    assert uneven.n_effective < even.n_effective <= 200
    assert uneven.low < even.low


def test_all_right_in_few_clusters_is_no_certainty() -> None:
    found = clustered_proportion([50, 50, 50], [50, 50, 50])
    assert found.value == found.high == 1
    assert 0.8 < found.low < 0.95


def test_nothing_to_go_by_is_unknown() -> None:
    assert np.isnan(clustered_proportion([0, 0], [0, 0]).value)


@pytest.mark.parametrize(("y", "n"), [([2], [1]), ([-1], [1]), ([1, 1], [1])])
def test_counts_must_fit(y: list[int], n: list[int]) -> None:
    with pytest.raises(ValueError, match="count from 0 to its size"):
        clustered_proportion(y, n)


@pytest.mark.parametrize("m", [4, 12])
def test_intervals_cover_the_truth(m: int) -> None:
    random = np.random.default_rng(5)
    covered = 0
    for _ in range(400):
        n = random.integers(5, 40, m)
        y = random.binomial(n, random.beta(8, 2, m))
        found = clustered_proportion(y, n)
        covered += found.low <= 0.8 <= found.high
    assert covered / 400 > 0.9


def _mean(x: np.ndarray):  # type: ignore[no-untyped-def,type-arg]
    return lambda w: (x @ w) / w.sum(axis=0)


@pytest.mark.parametrize(("m", "method"), [(5, "jackknife"), (15, "bootstrap")])
def test_resampled_intervals_cover_the_truth(m: int, method: str) -> None:
    random = np.random.default_rng(2)
    covered = 0
    for i in range(150):
        x = np.repeat(random.normal(0, 1, m), 4) + random.normal(0, 0.3, 4 * m)
        found = resampled_interval(_mean(x), np.repeat(np.arange(m), 4), seed=i, replicates=300)
        assert method in found.method
        covered += bool(found.low <= 0 <= found.high)
    assert covered / 150 > 0.85


def test_resampling_depends_on_names_and_seed_alone() -> None:
    x, clusters = np.arange(30.0), [f"d{i % 12}" for i in range(30)]
    order = np.random.default_rng(1).permutation(30)
    first = resampled_interval(_mean(x), clusters, seed=4, replicates=200)
    again = resampled_interval(_mean(x[order]), [clusters[i] for i in order], seed=4, replicates=200)
    assert (float(first.low), float(first.high)) == pytest.approx((float(again.low), float(again.high)))
    other = resampled_interval(_mean(x), clusters, seed=5, replicates=200)
    assert float(other.low) != float(first.low)


def test_one_cluster_has_no_resampled_interval() -> None:
    found = resampled_interval(_mean(np.arange(3.0)), ["a"] * 3, seed=1)
    assert np.isnan(found.low)
    assert found.method == "none: one document"
