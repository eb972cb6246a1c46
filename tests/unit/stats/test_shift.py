import itertools

import numpy as np
import pytest
from scipy import sparse

from framing.stats.divergence import jensen_shannon
from framing.stats.shift import shift_interval, shift_null


def clusters(m, effect, items=60, words=80, seed=1):
    """Counts of 2 m clusters with their words in bursts; the first m lean to some items by `effect`."""
    random = np.random.default_rng(seed)
    base = 1 / np.arange(1, items + 1)
    tilt = effect * random.normal(0, 1, items)
    shares = [base * np.exp(turn * tilt) for turn in (1, -1)]
    expected = [shares[i >= m] / shares[i >= m].sum() for i in range(2 * m)]
    y = np.array([random.multinomial(words, random.dirichlet(40 * p)) for p in expected])
    truth = float(jensen_shannon(*[s / s.sum() for s in shares]))
    return y, np.arange(2 * m) < m, [f"d{i}" for i in range(2 * m)], truth


def test_with_few_clusters_every_arrangement_counts():
    y, is_target, ids, _ = clusters(3, 0.5)
    made = shift_null(y, is_target, ids, permutations=999, seed=1)
    values = [
        float(jensen_shannon(y[list(some)].sum(axis=0), np.delete(y, list(some), axis=0).sum(axis=0)))
        for some in itertools.combinations(range(6), 3)
    ]
    observed = float(jensen_shannon(y[:3].sum(axis=0), y[3:].sum(axis=0)))
    assert made.exact
    assert made.mean == pytest.approx(np.mean(values))
    assert made.high == pytest.approx(np.quantile(values, 0.95))
    assert made.p == pytest.approx(np.mean([v >= observed - 1e-12 for v in values]))
    assert made.p_floor == pytest.approx(2 / 20)


def test_the_divergence_is_above_zero_without_a_difference_and_the_null_tells_how_far():
    y, is_target, ids, _ = clusters(15, 0.0)
    observed = float(jensen_shannon(y[is_target].sum(axis=0), y[~is_target].sum(axis=0)))
    made = shift_null(y, is_target, ids, permutations=199, seed=1)
    assert observed > 0.01
    assert made.mean == pytest.approx(observed, rel=0.35)
    assert observed < 1.2 * made.high


def test_a_planted_difference_is_found_and_its_size_too():
    y, is_target, ids, truth = clusters(30, 0.5, words=150)
    null = shift_null(y, is_target, ids, permutations=199, seed=1)
    low, high = shift_interval(y, is_target, ids, bias=null.mean, replicates=200, seed=1)
    assert null.p == pytest.approx(1 / 200)
    assert 0 < low < truth < high < 1
    raw = float(jensen_shannon(y[is_target].sum(axis=0), y[~is_target].sum(axis=0)))
    assert abs(raw - null.mean - truth) < abs(raw - truth)


def test_null_tests_reject_about_as_often_as_they_should():
    rejected = [
        shift_null(*clusters(8, 0.0, items=20, words=40, seed=s)[:3], permutations=99, seed=s).p <= 0.05
        for s in range(150)
    ]
    assert 0.0 < np.mean(rejected) < 0.11


def test_neither_order_nor_storage_nor_side_matters():
    y, is_target, ids, _ = clusters(12, 0.3)
    given = {"permutations": 50, "seed": 4}
    made = shift_null(y, is_target, ids, **given)
    interval = shift_interval(y, is_target, ids, bias=made.mean, replicates=50, seed=4)
    order = np.random.default_rng(2).permutation(len(ids))
    names = [ids[i] for i in order]
    again = shift_null(sparse.csr_array(y[order]), is_target[order], names, **given)
    assert (again.mean, again.high, again.p) == pytest.approx((made.mean, made.high, made.p), abs=1e-12)
    turned = shift_interval(y[order], ~is_target[order], names, bias=made.mean, replicates=50, seed=4)
    assert turned == pytest.approx(interval, abs=1e-12)
    assert shift_null(y, ~is_target, ids, **given).p == made.p


def test_few_clusters_have_no_interval_and_empty_ones_do_not_count():
    y, is_target, ids, _ = clusters(9, 0.3)
    assert np.isnan(shift_interval(y, is_target, ids, bias=0.0, seed=1)).all()
    with_empty = np.vstack([y, np.zeros((4, y.shape[1]), int)])
    sides = np.append(is_target, [True, True, False, False])
    names = [*ids, "e1", "e2", "e3", "e4"]
    assert np.isnan(shift_interval(with_empty, sides, names, bias=0.0, seed=1)).all()
    assert shift_null(with_empty, sides, names, seed=1) == shift_null(y, is_target, ids, seed=1)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda y, t, i: (y, t[:-1], i), "one value a cluster"),
        (lambda y, t, i: (y, np.ones_like(t), i), "reference must have a cluster"),
        (lambda y, t, i: (y, t, [i[0], *i[:-1]]), "comes more than once"),
    ],
)
def test_bad_input_is_said(change, message):
    y, is_target, ids, _ = clusters(3, 0.0)
    with pytest.raises(ValueError, match=message):
        shift_null(*change(y, is_target, ids), seed=1)
