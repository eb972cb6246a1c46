from functools import reduce
from operator import add

import numpy as np
import pytest
from scipy import sparse, stats

from framing.stats.resample import (
    ClusterSums,
    bootstrap_log_ratio,
    cluster_sums,
    clustered_difference,
    clustered_log_ratio,
    clustered_mean,
    equivalence_p,
)


def documents(rng, clusters, rates, *, spread=2.0, size=800):
    """Overdispersed documents: negative-binomial counts of items with the given rates per token, and sizes."""
    n = rng.integers(size // 2, 3 * size // 2, clusters)
    mean = n[:, None] * np.asarray(rates)
    return rng.poisson(mean * rng.gamma(spread, 1 / spread, mean.shape)), n


@pytest.fixture
def two_sides():
    rng = np.random.default_rng(11)
    return documents(rng, 8, [0.01, 0.02, 0.005]), documents(rng, 13, [0.02, 0.02, 0.004])


def equal_sums(left: ClusterSums, right: ClusterSums) -> None:
    assert left.m == right.m
    for name in ("y", "n", "y2", "yn", "n2"):
        np.testing.assert_array_equal(getattr(left, name), getattr(right, name), err_msg=name)


def test_sums_by_hand():
    sums = cluster_sums([[1, 0], [3, 2]], [10, 20])
    assert sums.m == 2
    np.testing.assert_array_equal(sums.y, [4, 2])
    np.testing.assert_array_equal(sums.n, [30, 30])
    np.testing.assert_array_equal(sums.y2, [10, 4])
    np.testing.assert_array_equal(sums.yn, [70, 40])
    np.testing.assert_array_equal(sums.n2, [500, 500])


def test_sums_of_partitions_merge_to_the_whole(two_sides):
    y, n = two_sides[1]
    parts = [cluster_sums(y[i::3], n[i::3]) for i in range(3)]
    equal_sums(reduce(add, parts), cluster_sums(y, n))
    equal_sums(reduce(add, parts[::-1]), cluster_sums(y, n))


@pytest.mark.parametrize("kind", [sparse.csr_array, sparse.csc_array, sparse.csr_matrix])
def test_sparse_counts_and_sizes_per_item_give_the_same(two_sides, kind):
    y, n = two_sides[0]
    equal_sums(cluster_sums(kind(y), n), cluster_sums(y, n))
    per_item = np.tile(n[:, None], (1, 3))
    equal_sums(cluster_sums(y, per_item), cluster_sums(y, n))
    equal_sums(cluster_sums(kind(y), per_item), cluster_sums(y, n))


def test_sparse_counts_are_not_densified():
    y = sparse.csr_array(([4, 2], ([0, 9], [5, 5])), shape=(100_000, 100_000))
    sums = cluster_sums(y, np.full(100_000, 10))
    assert (sums.y[5], sums.y2[5], sums.yn[5]) == (6, 20, 60)


def test_clusters_without_size_are_not_counted():
    equal_sums(cluster_sums([[1], [0], [2]], [10, 0, 20]), cluster_sums([[1], [2]], [10, 20]))


def test_equal_sizes_reduce_to_the_welch_t_test():
    rng = np.random.default_rng(4)
    y1, y2 = rng.poisson(9, (6, 5)), rng.poisson(14, (9, 5))
    ours = clustered_difference(cluster_sums(y1, np.full(6, 100)), cluster_sums(y2, np.full(9, 100)), level=0.9)
    theirs = stats.ttest_ind(y1 / 100, y2 / 100, equal_var=False)
    interval = theirs.confidence_interval(0.9)
    np.testing.assert_allclose(ours.t, theirs.statistic, rtol=1e-9)
    np.testing.assert_allclose(ours.df, theirs.df, rtol=1e-9)
    np.testing.assert_allclose(ours.p, theirs.pvalue, rtol=1e-8)
    np.testing.assert_allclose([ours.low, ours.high], [interval.low, interval.high], rtol=1e-8)


def test_log_ratio_by_hand():
    y, n = np.array([[2], [7], [6]]), np.array([100, 200, 150])
    z, o = np.array([[9], [4]]), np.array([120, 90])
    r, q = 15 / 450, 13 / 210
    v = 3 / 2 * ((y[:, 0] - r * n) ** 2).sum() / 450**2 / r**2
    w = 2 / 1 * ((z[:, 0] - q * o) ** 2).sum() / 210**2 / q**2
    result = clustered_log_ratio(cluster_sums(y, n), cluster_sums(z, o))
    v, w = v + 1.5 * v**2, w + 1.5 * w**2
    df = (v + w) ** 2 / (v**2 / 2 + w**2 / 1)
    se = np.sqrt(v + w) / np.log(2)
    assert result.estimate == pytest.approx(np.log2(r / q))
    assert result.se == pytest.approx(se)
    assert result.df == pytest.approx(df)
    assert result.high == pytest.approx(np.log2(r / q) + stats.t.ppf(0.975, df) * se)
    assert result.p == pytest.approx(2 * stats.t.sf(abs(np.log2(r / q)) / se, df))


@pytest.mark.parametrize("contrast", [clustered_log_ratio, clustered_difference])
def test_swapping_the_sides_flips_signs_exactly(two_sides, contrast):
    target, reference = (cluster_sums(*side) for side in two_sides)
    there, back = contrast(target, reference), contrast(reference, target)
    for name, mirrored in (("estimate", "estimate"), ("t", "t"), ("low", "high"), ("high", "low")):
        np.testing.assert_array_equal(getattr(there, name), -getattr(back, mirrored), err_msg=name)
    for name in ("se", "df", "p"):
        np.testing.assert_array_equal(getattr(there, name), getattr(back, name), err_msg=name)


def missing(result) -> list[bool]:
    return [bool(np.isnan(getattr(result, name)).all()) for name in ("se", "df", "low", "high", "t", "p")]


def test_one_cluster_a_side_has_an_estimate_and_no_interval():
    result = clustered_log_ratio(cluster_sums([[4]], [100]), cluster_sums([[1], [2]], [100, 50]))
    assert result.estimate == pytest.approx(1)
    assert all(missing(result))


def test_a_side_without_the_item():
    none, some = cluster_sums([[0], [0]], [50, 50]), cluster_sums([[3], [5]], [50, 50])
    ratio = clustered_log_ratio(none, some)
    assert ratio.estimate == pytest.approx(np.log2(0.5 / 8))
    assert all(missing(ratio)[:-1])
    # The pooled rate is 8 / 200, so 4 are expected on each side; the other side varies less than independent draws.
    assert ratio.p == pytest.approx(2 * stats.t.sf(2 / np.sqrt(1 / 4 + 1 / 4), 1))
    difference = clustered_difference(none, some)
    assert difference.estimate == pytest.approx(-0.08)
    assert not any(missing(difference))
    assert difference.df == pytest.approx(1)
    assert np.isnan(clustered_log_ratio(none, none).estimate).all()
    assert all(missing(clustered_difference(none, none)))


def test_a_word_of_one_side_alone_is_no_evidence_where_it_stands_in_few_clusters():
    size = np.full(20, 1000.0)
    none, spread, bunched = np.zeros((20, 1)), np.full((20, 1), 2), np.zeros((20, 1))
    bunched[:2] = 20
    found, doubtful = (
        clustered_log_ratio(cluster_sums(y, size), cluster_sums(none, size)).p for y in (spread, bunched)
    )
    assert found < 0.001
    assert doubtful > 0.1
    back = clustered_log_ratio(cluster_sums(none, size), cluster_sums(spread, size)).p
    np.testing.assert_array_equal(back, found)


@pytest.mark.parametrize("margin", [0.5, 1.0])
def test_equivalence_agrees_with_two_one_sided_tests_on_the_interval(two_sides, margin):
    effect = clustered_log_ratio(*(cluster_sums(*side) for side in two_sides), level=0.9)
    inside = (effect.low > -margin) & (effect.high < margin)
    np.testing.assert_array_equal(equivalence_p(effect, margin) < 0.05, inside)
    with pytest.raises(ValueError, match="margin, in log2"):
        equivalence_p(effect, 0)


@pytest.mark.parametrize("contrast", [clustered_log_ratio, clustered_difference])
def test_a_side_without_clusters_has_no_estimate(contrast):
    result = contrast(cluster_sums(np.zeros((0, 1)), np.zeros(0)), cluster_sums([[3], [5]], [50, 50]))
    assert np.isnan(result.estimate).all()
    assert all(missing(result))


def test_clusters_that_do_not_vary_give_no_certainty():
    # 3/7 is no binary fraction, so the sums cancel only up to rounding.
    target = cluster_sums([[3], [6], [9], [3000]], [7, 14, 21, 7000])
    reference = cluster_sums([[1], [5]], [9, 45])
    assert all(missing(clustered_log_ratio(target, reference)))
    assert np.isnan(clustered_mean(target).se).all()


def test_a_rate_alone_agrees_with_the_one_sample_t_interval():
    y = np.array([[3], [8], [5], [4]])
    rate = clustered_mean(cluster_sums(y, np.ones(4)), level=0.9)
    interval = stats.ttest_1samp(y[:, 0], 0).confidence_interval(0.9)
    assert rate.estimate == pytest.approx(5)
    assert rate.df == pytest.approx(3)
    assert (rate.low[0], rate.high[0]) == pytest.approx((interval.low, interval.high))


def test_coverage_under_overdispersion():
    rng = np.random.default_rng(1)
    rates = np.full(400, 0.01)
    covered = []
    for _ in range(5):
        sides = [cluster_sums(*documents(rng, 6, rates)) for _ in range(2)]
        result = clustered_log_ratio(*sides)
        covered.append((result.low <= 0) & (result.high >= 0))
    assert 0.90 <= np.mean(covered) <= 0.99


def test_a_planted_effect_is_found():
    rng = np.random.default_rng(2)
    target, reference = documents(rng, 12, np.full(50, 0.04)), documents(rng, 12, np.full(50, 0.01))
    result = clustered_log_ratio(cluster_sums(*target), cluster_sums(*reference))
    assert (result.p < 0.05).mean() > 0.9
    assert np.mean(result.estimate) == pytest.approx(2, abs=0.15)


def pooled(two, clusters=12):
    rng = np.random.default_rng(two)
    (y1, n1), (y2, n2) = documents(rng, clusters, [0.02, 0.01]), documents(rng, clusters, [0.01, 0.01])
    mask = np.repeat([True, False], clusters)
    return np.vstack([y1, y2]), np.concatenate([n1, n2]), mask, [f"d{i}" for i in range(2 * clusters)]


def test_bootstrap_interval_is_near_the_t_interval_and_ignores_order_and_storage():
    y, n, mask, ids = pooled(5, clusters=40)
    result = bootstrap_log_ratio(y, n, mask, ids, seed=3)
    t = clustered_log_ratio(cluster_sums(y[mask], n[mask]), cluster_sums(y[~mask], n[~mask]))
    np.testing.assert_array_equal(result.estimate, t.estimate)
    np.testing.assert_allclose(result.high - result.low, t.high - t.low, rtol=0.2)
    np.testing.assert_array_equal(result.empty, 0)
    order = np.random.default_rng(0).permutation(len(ids))
    again = bootstrap_log_ratio(sparse.csr_array(y[order]), n[order], mask[order], [ids[i] for i in order], seed=3)
    np.testing.assert_array_equal(again.low, result.low)
    assert (bootstrap_log_ratio(y, n, mask, ids, seed=4).low != result.low).all()


def test_bootstrap_counts_empty_replicates():
    y, n, mask, ids = pooled(6)
    sizes = np.tile(n[:, None], (1, 2))
    alone = np.arange(len(ids)) != 0
    sizes[alone & mask, 1] = 0  # one cluster alone carries the target's second item
    counts = np.where(sizes > 0, y + 1, 0)
    result = bootstrap_log_ratio(counts, sizes, mask, ids, replicates=1000, seed=1)
    assert result.empty[0] == 0
    assert result.empty[1] / 1000 == pytest.approx(np.exp(-1), abs=0.05)
    assert np.isfinite(result.low).all()


def test_bootstrap_of_a_side_without_the_item_has_no_interval():
    y, n, mask, ids = pooled(7)
    y[mask, 0] = 0
    result = bootstrap_log_ratio(y, n, mask, ids, replicates=100, seed=1)
    assert np.isnan([result.low[0], result.high[0]]).all()
    assert result.low[1] < result.estimate[1] < result.high[1]


def test_bootstrap_is_refused_with_few_clusters():
    y, n, mask, ids = pooled(8, clusters=9)
    with pytest.raises(ValueError, match=r"at least 10 clusters on each side, the target has 9.*t interval"):
        bootstrap_log_ratio(y, n, mask, ids, seed=1)


@pytest.mark.parametrize(
    ("y", "n", "message"),
    [
        ([1, 2], [10, 20], "y must be clusters x items"),
        ([[1], [2]], [10], "y must be clusters x items"),
        ([[1], [np.inf]], [10, 20], "must be finite"),
        ([[1], [2]], [10, -20], "must not be negative; got -20"),
        ([[1], [2]], [10, 0], "count where n, the size of the cluster, is 0"),
        (sparse.csr_array([[1], [2]]), [10, 0], "count where n, the size of the cluster, is 0"),
    ],
)
def test_bad_counts_are_named(y, n, message):
    with pytest.raises(ValueError, match=message):
        cluster_sums(y, n)


def test_other_bad_arguments_are_named():
    one, two = cluster_sums([[1], [2]], [10, 20]), cluster_sums([[1, 1], [2, 2]], [10, 20])
    negative = cluster_sums([[-1], [-2]], [10, 20])
    for call, message in [
        (lambda: one + two, "same items; got 1 and 2"),
        (lambda: clustered_log_ratio(one, one, level=1), "level, of the interval"),
        (lambda: clustered_log_ratio(one, one, zero=0), "zero, which replaces"),
        (lambda: clustered_log_ratio(one, negative), "use clustered_difference"),
    ]:
        with pytest.raises(ValueError, match=message):
            call()
