"""Matched rate ratios against hand calculations, brute force, planted topics and words, and data without either."""

from __future__ import annotations

import itertools
import math
from typing import Any

import numpy as np
import pytest
from scipy import sparse

from framing.stats.matched import Units, matched_floor, matched_log_ratio, matched_permutation_p
from framing.stats.resample import cluster_sums, clustered_log_ratio, permutation_p, rate_variance, welch_interval


def units(n: Any, target: Any, event: Any, cluster: Any = None) -> Units:
    names = [f"u{i:03d}" for i in range(len(n))]
    of_cluster: dict[str, Any] = {}
    if cluster is not None:
        cluster = np.array(cluster)
        sides = np.zeros(cluster.max() + 1, bool)
        sides[cluster[np.array(target, bool)]] = True
        of_cluster = {
            "cluster": cluster,
            "cluster_names": [f"c{i}" for i in range(len(sides))],
            "cluster_is_target": sides,
        }
    return Units(np.array(n, float), np.array(target, bool), np.array(event), names, **of_cluster)


# Two events, two units a side in each; the last unit's event has nobody else.
Y = np.array([[3.0], [1], [2], [4], [5], [1], [2], [9]])
U = units([100, 200, 300, 150, 250, 100, 120, 80], [1, 1, 0, 0, 1, 0, 0, 1], [0, 0, 0, 0, 1, 1, 1, 2])


def test_the_ratio_is_that_of_mantel_and_haenszel() -> None:
    got = matched_log_ratio(Y, U)
    a = 4 * 450 / 750 + 5 * 220 / 470
    b = 6 * 300 / 750 + 3 * 250 / 470
    weight = 300 * 450 / 750 + 250 * 220 / 470
    assert got.estimate == pytest.approx(math.log2(a / b))
    assert (got.target_rate[0], got.reference_rate[0]) == (pytest.approx(a / weight), pytest.approx(b / weight))
    # between events: a_k/a - b_k/b, which add up to 0
    share = np.array([4 * 450 / 750 / a - 6 * 300 / 750 / b, 5 * 220 / 470 / a - 3 * 250 / 470 / b])
    se = math.sqrt(2 * (share**2).sum()) / math.log(2)
    assert got.high - got.estimate == pytest.approx(12.7062047364 * se)  # t with one degree of freedom
    pooled = math.log2(18 / 630 / (9 / 670))
    assert got.choice == pytest.approx(pooled - math.log2(a / b))
    assert U.covered() == (2, 1, 0)


def test_with_one_event_and_clusters_it_is_the_pooled_clustered_ratio() -> None:
    random = np.random.default_rng(5)
    y, n = random.poisson(6, (9, 3)).astype(float), random.integers(80, 300, 9).astype(float)
    target = np.arange(9) < 4
    one = units(n, target, np.zeros(9, int), cluster=np.arange(9))
    sums = [cluster_sums(y[side], n[side]) for side in (target, ~target)]
    # The pooled interval goes to second order in the variance, the matched one to first.
    first = [rate_variance(s) * (s.n / s.y / math.log(2)) ** 2 for s in sums]
    estimate = clustered_log_ratio(*sums).estimate
    low, high = welch_interval(estimate, *first, 4, 5, 0.95)[3:5]
    got = matched_log_ratio(y, one)
    for mine, theirs in ((got.estimate, estimate), (got.low, low), (got.high, high)):
        np.testing.assert_allclose(mine, theirs)
    np.testing.assert_allclose(got.choice, 0, atol=1e-12)
    p, exact, floor = matched_permutation_p(y, one, seed=1)
    expected, _ = permutation_p(y, n, target, one.cluster_names, seed=1)
    assert exact
    assert floor == 1 / math.comb(9, 4)
    np.testing.assert_allclose(p, expected)


def test_an_outlets_style_in_all_its_events_widens_the_interval() -> None:
    y = np.array([[9.0], [2], [8], [1], [2], [2], [2], [3]])
    where = ([100] * 8, [1, 1, 1, 1, 0, 0, 0, 0], [0, 0, 1, 1, 0, 0, 1, 1])
    loose = matched_log_ratio(y, units(*where))
    tight = matched_log_ratio(y, units(*where, cluster=[0, 1, 0, 1, 2, 3, 2, 3]))
    assert tight.estimate == loose.estimate
    assert tight.high - tight.low > loose.high - loose.low


def test_swapping_the_sides_turns_signs_and_nothing_else() -> None:
    random = np.random.default_rng(3)
    y, n = random.poisson(4, (14, 4)).astype(float), random.integers(80, 300, 14)
    target, event = random.integers(0, 2, 14).astype(bool), np.repeat([0, 1, 2, 3], [4, 4, 3, 3])
    there, back = units(n, target, event), units(n, ~target, event)
    a, b = matched_log_ratio(y, there), matched_log_ratio(y, back)
    np.testing.assert_allclose(a.estimate, -b.estimate)
    np.testing.assert_allclose(a.low, -b.high)
    np.testing.assert_allclose(a.choice_high, -b.choice_low)
    for permutations in (99, 9999):
        np.testing.assert_array_equal(
            matched_permutation_p(y, there, seed=1, permutations=permutations)[0],
            matched_permutation_p(y, back, seed=1, permutations=permutations)[0],
        )


def test_sparse_counts_in_any_order_of_rows_give_the_same() -> None:
    order = np.array([3, 0, 7, 5, 1, 6, 2, 4])
    mixed = Units(U.n[order], U.is_target[order], U.event[order], [U.names[i] for i in order])
    a, b = matched_log_ratio(sparse.csr_array(Y), U), matched_log_ratio(Y[order], mixed)
    for name in ("estimate", "low", "high", "p", "choice", "choice_low", "target_rate"):
        np.testing.assert_allclose(getattr(a, name), getattr(b, name), rtol=1e-12)


def test_the_exact_p_counts_every_arrangement_within_events() -> None:
    def size(target: list[int]) -> float:
        return abs(float(matched_log_ratio(Y, units(U.n, target, U.event)).estimate[0]))

    observed = size([1, 1, 0, 0, 1, 0, 0, 1])
    every = [
        size([int(i in first) for i in range(4)] + [int(i == second) for i in range(4, 7)] + [1])
        for first in itertools.combinations(range(4), 2)
        for second in range(4, 7)
    ]
    p, exact, floor = matched_permutation_p(Y, U, seed=1)
    assert exact
    assert len(every) == 18
    assert p == pytest.approx(sum(s >= observed * (1 - 1e-9) for s in every) / 18)
    assert floor == matched_floor(U) == 1 / 18
    drawn, exact, floor = matched_permutation_p(Y, U, seed=1, permutations=17)
    assert not exact
    assert floor == 1 / 18
    assert abs(drawn[0] - p[0]) < 0.35


def test_events_with_even_sides_have_a_mirror_image_and_twice_the_floor() -> None:
    even = units([10] * 8, [1, 1, 0, 0] * 2, [0] * 4 + [1] * 4)
    assert matched_floor(even) == 2 / 36
    far = np.array([[9.0], [9], [1], [1]] * 2)
    assert matched_permutation_p(far, even, seed=1)[0] == pytest.approx(2 / 36)


def test_what_can_not_be_known_is_missing() -> None:
    apart = units([10, 10, 10, 10], [1, 1, 0, 0], [0, 0, 1, 1])
    got = matched_log_ratio(np.ones((4, 1)), apart)
    assert np.isnan([got.estimate[0], got.low[0], got.target_rate[0], got.choice[0]]).all()
    assert np.isnan(matched_permutation_p(np.ones((4, 1)), apart, seed=1)[0]).all()
    one_sided = matched_log_ratio(np.array([[2.0], [1], [0], [0]]), units([10] * 4, [1, 1, 0, 0], [0, 1, 0, 1]))
    assert one_sided.estimate == pytest.approx(math.log2(3 / 0.5))  # 0 counts as half a hit in all
    assert np.isnan(one_sided.low).all()
    with pytest.raises(ValueError, match="level, of the interval"):
        matched_log_ratio(Y, U, level=1.0)
    with pytest.raises(ValueError, match="permutations must be at least 1"):
        matched_permutation_p(Y, U, permutations=0, seed=1)


def made(random: Any, *, topic: bool, words: float, events: int = 24, each: int = 3) -> tuple[Any, Units]:
    """Counts with a random rate in each event; the target prefers events with a high one, or uses the item more."""
    rate = np.exp(random.normal(-4.0, 0.8, events))
    rank = np.argsort(np.argsort(rate))
    n, target, event, y = [], [], [], []
    for k in range(events):
        for side in (1, 0):
            liked = side == 1 and topic and rank[k] >= events / 2
            for _ in range(each * (4 if liked else 1)):
                size = int(random.integers(200, 600))
                spread = random.gamma(4.0, 0.25) * (words if side else 1.0)
                n.append(size)
                target.append(side)
                event.append(k)
                y.append([float(random.poisson(size * rate[k] * spread))])
    return np.array(y), units(n, target, event)


def test_choice_of_topic_and_choice_of_words_come_apart() -> None:
    random = np.random.default_rng(11)
    topic = [matched_log_ratio(*made(random, topic=True, words=1.0)) for _ in range(60)]
    words = [matched_log_ratio(*made(random, topic=False, words=2.0)) for _ in range(60)]
    assert np.mean([t.choice[0] for t in topic]) > 0.4  # pooled, the target writes it more often
    assert abs(np.mean([t.estimate[0] for t in topic])) < 0.1  # within events it does not
    assert np.mean([t.choice_low[0] > 0 for t in topic]) > 0.7
    assert np.mean([w.estimate[0] for w in words]) == pytest.approx(1.0, abs=0.1)
    assert abs(np.mean([w.choice[0] for w in words])) < 0.1
    assert np.mean([w.low[0] > 0 for w in words]) > 0.95
    covered = [t.low[0] <= 0 <= t.high[0] for t in topic] + [w.low[0] <= 1 <= w.high[0] for w in words]
    assert 0.88 <= np.mean(covered) <= 1.0


def test_without_a_difference_the_permutation_rarely_claims_one() -> None:
    random = np.random.default_rng(7)
    found = [
        matched_permutation_p(*made(random, topic=True, words=1.0, events=8, each=1), permutations=99, seed=i)[0][0]
        for i in range(160)
    ]
    assert 0.02 <= np.mean(np.array(found) <= 0.05) <= 0.09


def test_one_hit_is_no_evidence_however_short_the_documents_of_its_side() -> None:
    random = np.random.default_rng(5)
    target = [True, True, False, False] * 12
    event = [i // 4 for i in range(48)]
    n = np.where(target, random.integers(300, 600, 48), random.integers(900, 1500, 48))
    units = Units(n.astype(float), np.array(target), np.array(event), [f"d{i:02}" for i in range(48)])
    y = np.eye(48)[:, np.array(target)] * 5.0
    p, _, floor = matched_permutation_p(y, units, permutations=999, seed=1)
    assert floor < 0.01
    assert p.min() > 0.4
