import os
import subprocess
import sys
from itertools import combinations

import numpy as np
import pytest
from scipy import sparse, stats

from framing.stats import permutation
from framing.stats.resample import (
    cluster_sums,
    clustered_difference,
    max_t_p,
    permutation_floor,
    permutation_p,
    poisson_weights,
)


def null_clusters(seed, clusters, items, effect=1.0):
    """Overdispersed counts of clusters, half of them target, whose rates differ by `effect`."""
    rng = np.random.default_rng(seed)
    n = rng.integers(300, 900, clusters)
    mask = np.arange(clusters) < clusters // 2
    mean = n[:, None] * 0.02 * np.where(mask, effect, 1.0)[:, None] * np.ones(items)
    y = rng.poisson(mean * rng.gamma(2, 0.5, mean.shape))
    return y, n, mask, [f"outlet {i}" for i in range(clusters)]


def test_floors():
    assert permutation_floor(2, 3, 9999) == pytest.approx(0.1)
    assert permutation_floor(2, 2, 9999) == pytest.approx(1 / 3)
    assert permutation_floor(4, 4, 9999) == pytest.approx(2 / 70)
    assert permutation_floor(20, 20, 9999) == 1e-4
    assert permutation_floor(8, 8, 9999) == 2 / 12870  # more than 1/10000: the exact floor holds
    assert [permutation_floor(*m, 9999) for m in ((0, 0), (1, 0), (0, 4), (1, 1))] == [1, 1, 1, 1]


def test_exact_p_by_enumeration():
    y, n, mask, ids = null_clusters(1, 7, 4)
    p, exact = permutation_p(y, n, mask, ids, seed=1)
    assert exact
    values = []
    for chosen in combinations(range(7), 3):
        side = np.isin(np.arange(7), chosen)
        values.append(np.abs(np.log2(y[side].sum(0) / n[side].sum() / (y[~side].sum(0) / n[~side].sum()))))
    np.testing.assert_allclose(p, (np.array(values) >= values[0] * (1 - 1e-9)).mean(axis=0))


def test_difference_agrees_with_scipy_for_equal_sizes():
    y, _, mask, ids = null_clusters(2, 9, 3)
    p, exact = permutation_p(y, np.ones(9) * 50, mask, ids, statistic="difference", seed=1)
    peer = stats.permutation_test(
        (y[mask], y[~mask]), lambda a, b, axis: abs(a.mean(axis) - b.mean(axis)), alternative="greater", axis=0
    )
    assert exact
    np.testing.assert_allclose(p, peer.pvalue)


def test_drawn_p_is_near_the_exact_one():
    y, n, mask, ids = null_clusters(3, 12, 30)
    exact_p, exact = permutation_p(y, n, mask, ids, seed=1)
    drawn_p, drawn_exact = permutation_p(y, n, mask, ids, seed=1, permutations=900)
    assert exact
    assert not drawn_exact
    np.testing.assert_allclose(drawn_p, exact_p, atol=0.07)  # four standard errors at p = 1/2
    assert np.mean(drawn_p - exact_p) == pytest.approx(0, abs=0.02)


@pytest.mark.parametrize("permutations", [9999, 500])
@pytest.mark.parametrize("targets", [5, 6, 8])
def test_neither_order_nor_sides_nor_storage_matter(permutations, targets):
    y, n, _, ids = null_clusters(4, 12, 5)
    mask = np.arange(12) < targets
    p, _ = permutation_p(y, n, mask, ids, seed=9, permutations=permutations)
    order = np.random.default_rng(0).permutation(12)
    mixed = [ids[i] for i in order]
    for other in (
        permutation_p(y, n, ~mask, ids, seed=9, permutations=permutations),
        permutation_p(y[order], n[order], mask[order], mixed, seed=9, permutations=permutations),
        permutation_p(sparse.csc_array(y), n, mask, ids, seed=9, permutations=permutations),
        permutation_p(y, np.tile(n[:, None], (1, 5)), mask, ids, seed=9, permutations=permutations),
    ):
        np.testing.assert_array_equal(other[0], p)


def test_block_size_does_not_matter(monkeypatch):
    y, n, mask, ids = null_clusters(5, 16, 3)
    whole, _ = permutation_p(y, n, mask, ids, seed=2, permutations=700)
    monkeypatch.setattr(permutation, "_BLOCK", 20_000)
    blocks, _ = permutation_p(y, n, mask, ids, seed=2, permutations=700)
    np.testing.assert_array_equal(blocks, whole)


def test_seeds_matter_for_drawn_arrangements_only():
    y, n, mask, ids = null_clusters(6, 16, 20)
    one, two = (permutation_p(y, n, mask, ids, seed=s, permutations=400)[0] for s in (1, 2))
    assert (one != two).any()
    y, n, mask, ids = null_clusters(6, 8, 20)
    one, two = (permutation_p(y, n, mask, ids, seed=s)[0] for s in (1, 2))
    np.testing.assert_array_equal(one, two)


@pytest.mark.parametrize("statistic", ["log_ratio", "difference"])
def test_one_hit_is_no_evidence_however_short_the_documents_of_its_side(statistic):
    rng = np.random.default_rng(11)
    n = np.concatenate((rng.integers(300, 900, 50), rng.integers(800, 1500, 50)))
    mask = np.arange(100) < 50
    single = np.eye(100)[:, :50]  # each item in one document of the target
    burst = 8 * single
    two = single + np.roll(single, 1, axis=0) * mask[:, None]
    for y, least in ((single, 0.5), (burst, 0.5), (two, 0.2)):
        p, _ = permutation_p(y, n, mask, [f"d{i}" for i in range(100)], seed=3, permutations=999, statistic=statistic)
        assert p.min() >= least
        swapped, _ = permutation_p(
            y, n, ~mask, [f"d{i}" for i in range(100)], seed=3, permutations=999, statistic=statistic
        )
        np.testing.assert_array_equal(swapped, p)


@pytest.mark.parametrize("statistic", ["log_ratio", "difference"])
def test_under_no_difference_rare_items_of_unequal_documents_are_rejected_no_more_often(statistic):
    rng = np.random.default_rng(12)
    n = np.concatenate((rng.integers(300, 900, 30), rng.integers(800, 1500, 30)))
    mask = np.arange(60) < 30
    y = rng.poisson(n[:, None] * 4e-5 * rng.gamma(0.5, 2, (60, 800)))
    y = y[:, y.sum(axis=0) > 0]
    p, _ = permutation_p(y, n, mask, [f"d{i}" for i in range(60)], seed=3, permutations=799, statistic=statistic)
    assert y.shape[1] > 500
    assert (p <= 0.05).mean() <= 0.07
    assert (p <= 0.002).mean() <= 0.01


@pytest.mark.parametrize("statistic", ["log_ratio", "difference"])
def test_under_the_null_p_rejects_as_often_as_it_says(statistic):
    y, n, mask, ids = null_clusters(7, 20, 500)
    p, exact = permutation_p(y, n, mask, ids, seed=3, permutations=799, statistic=statistic)
    assert not exact
    assert (p <= 0.05).mean() <= 0.07
    assert stats.kstest(p, "uniform").pvalue > 0.01


def test_a_planted_effect_is_found_and_p_respects_its_floor():
    y, n, mask, ids = null_clusters(8, 20, 100, effect=6.0)
    p, _ = permutation_p(y, n, mask, ids, seed=3, permutations=799)
    assert (p <= 0.05).mean() > 0.95
    assert p.min() == 1 / 800
    few, exact = permutation_p([[90], [80], [1], [2]], [100] * 4, [True, True, False, False], ids[:4], seed=3)
    assert exact
    np.testing.assert_allclose(few, 1 / 3)


def test_ties_count_as_reached():
    y = np.array([[3], [6], [9], [12], [15]])
    n = np.array([7, 14, 21, 28, 35])
    mask = np.array([True, True, False, False, False])
    for statistic in ("log_ratio", "difference"):
        p, _ = permutation_p(y, n, mask, list("abcde"), statistic=statistic, seed=1)
        np.testing.assert_array_equal(p, [1])
        p, _ = permutation_p(y / 3 * 0.1, n, mask, list("abcde"), statistic=statistic, seed=1)
        np.testing.assert_array_equal(p, [1])


def test_undefined_statistics_give_nan():
    mask = np.array([True, True, False, False])
    y = np.array([[0, 1], [0, 0], [0, 2], [0, 3]])
    p, _ = permutation_p(y, np.full(4, 10), mask, list("abcd"), seed=1)
    assert np.isnan(p[0])
    assert np.isfinite(p[1])
    p, _ = permutation_p(y * [[0], [0], [1], [1]], [0, 0, 10, 10], mask, list("abcd"), seed=1)
    assert np.isnan(p).all()


def test_clusters_without_size_take_no_part():
    y, n, mask, ids = null_clusters(9, 7, 3)
    p, _ = permutation_p(y, n, mask, ids, seed=1)
    more = permutation_p(np.vstack([y, y[:1] * 0]), [*n, 0], [*mask, True], [*ids, "empty"], seed=1)
    np.testing.assert_array_equal(more[0], p)


def test_poisson_weights_have_the_moments_of_poisson_and_stay_with_their_id():
    weights = poisson_weights(1, [f"d{i}" for i in range(200)], 500)
    assert weights.mean() == pytest.approx(1, abs=0.01)
    assert weights.var() == pytest.approx(1, abs=0.02)
    assert (weights == 0).mean() == pytest.approx(np.exp(-1), abs=0.005)
    assert abs(np.corrcoef(weights[:50])[np.triu_indices(50, 1)]).mean() < 0.05
    np.testing.assert_array_equal(poisson_weights(1, ["d7", "x"], 500)[0], weights[7])
    np.testing.assert_array_equal(poisson_weights(1, ["d7"], 100, first=400), weights[7:8, 400:])
    assert (poisson_weights(2, ["d7"], 500) != weights[7]).any()


def test_draws_are_pinned_and_free_of_the_hash_seed():
    script = (
        "from framing.stats.resample import poisson_weights, permutation_p\n"
        "print(poisson_weights(7, ['a', 'b', '\\u1ed1'], 8).tolist())\n"
        "y = [[i * i % 7 + 1] for i in range(16)]\n"
        "print(permutation_p(y, [10] * 16, [i < 7 for i in range(16)], [str(i) for i in range(16)], seed=5,\n"
        "                    permutations=99)[0].tolist())\n"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1")
    }
    weights = "[[2, 1, 0, 2, 0, 1, 0, 1], [0, 2, 2, 1, 1, 1, 3, 1], [2, 2, 1, 1, 0, 0, 2, 1]]"
    assert {" ".join(output.split("\n")) for output in outputs} == {f"{weights} [0.71] "}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"ids": ["a", "a", "b", "c"]}, "'a' comes more than once"),
        ({"ids": ["a", "b", "c"]}, "one value for each of the 4 clusters"),
        ({"is_target": [1, 1, 0, 0]}, "is_target"),
        ({"statistic": "ratio"}, "statistic must be 'log_ratio' or 'difference'; got 'ratio'"),
        ({"permutations": 0}, "permutations must be at least 1; got 0"),
        ({"y": [[1], [-2], [3], [4]]}, "use statistic='difference'"),
        ({"zero": 0}, "zero, which replaces"),
    ],
)
def test_bad_arguments_are_named(change, message):
    given = {"y": [[1], [2], [3], [4]], "n": [9] * 4, "is_target": [True, True, False, False], "ids": list("abcd")}
    with pytest.raises(ValueError, match=message):
        permutation_p(**{**given, "seed": 1, **change})


def test_bad_replicates_are_named():
    with pytest.raises(ValueError, match="replicates must be at least 1"):
        poisson_weights(1, ["a"], 0)
    with pytest.raises(ValueError, match="must not be negative; got -1"):
        permutation_floor(-1, 2, 99)


def test_max_t_by_hand_and_in_any_order():
    y, n, mask, ids = null_clusters(3, 8, 4, effect=1.5)
    p, exact = max_t_p(y, n, mask, ids, seed=1)
    assert exact

    def size(chosen):
        t = np.isin(np.arange(8), chosen)
        return np.abs(clustered_difference(cluster_sums(y[t], n[t]), cluster_sums(y[~t], n[~t])).t)

    every = np.array([size(chosen) for chosen in combinations(range(8), 4)])
    observed = size(np.flatnonzero(mask))
    order = np.argsort(-observed)
    steps = [(every[:, order[i:]].max(axis=1) >= observed[order[i]] - 1e-9).mean() for i in range(4)]
    expected = np.empty(4)
    expected[order] = np.maximum.accumulate(steps)
    np.testing.assert_allclose(p, expected)
    shuffled = np.random.default_rng(0).permutation(8)
    again, _ = max_t_p(sparse.csr_array(y[shuffled]), n[shuffled], mask[shuffled], [ids[i] for i in shuffled], seed=1)
    np.testing.assert_allclose(again, p)


def test_max_t_rejects_nothing_in_most_families_without_an_effect():
    wrong = [
        bool((max_t_p(*null_clusters(seed, 12, 15), permutations=199, seed=seed)[0] < 0.05).any()) for seed in range(40)
    ]
    assert np.mean(wrong) <= 0.15
