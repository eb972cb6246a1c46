import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst
from scipy import sparse

from framing.stats import association, dispersion
from framing.stats.divergence import jensen_shannon, jensen_shannon_contributions
from framing.stats.multiplicity import benjamini_hochberg, holm
from framing.stats.resample import cluster_sums, clustered_log_ratio, permutation_floor, permutation_p

settings.register_profile("stats", max_examples=60, deadline=None, derandomize=True)
quick = settings.get_profile("stats")

tables = st.tuples(st.integers(0, 500), st.integers(0, 500), st.integers(500, 10**7), st.integers(500, 10**7))
parts = st.tuples(st.integers(2, 8), st.integers(1, 4)).flatmap(
    lambda shape: st.tuples(
        npst.arrays(np.int64, shape, elements=st.integers(0, 30)),
        npst.arrays(np.int64, shape[0], elements=st.integers(1, 5000)),
    )
)
p_values = npst.arrays(np.float64, st.integers(1, 30), elements=st.floats(0, 1) | st.just(np.nan))


@quick
@given(tables)
def test_association_is_antisymmetric_and_tests_are_not_negative(table):
    a, b, c, d = table
    assert association.log_likelihood(a, b, c, d) >= 0
    assert association.chi_squared(a, b, c, d) >= association.chi_squared(a, b, c, d, yates=True) >= 0
    ratio, mirrored = association.log_ratio(a, b, c, d), association.log_ratio(b, a, d, c)
    assert ratio == -mirrored or (np.isnan(ratio) and np.isnan(mirrored))
    low, high = association.log_ratio_bounds(a, b, c, d)
    assert low < high
    if a and b:
        assert low <= ratio <= high
        conservative = association.log_ratio_conservative(a, b, c, d)
        assert abs(conservative) <= abs(ratio)


@quick
@given(parts)
def test_dispersion_keeps_its_range_and_ignores_scale_and_storage(case):
    v, s = case
    occurs = v.sum(axis=0) > 0
    for measure in (dispersion.gries_dp, dispersion.gries_dp_norm, dispersion.rosengren_s, dispersion.juilland_d):
        value = measure(v, s)
        np.testing.assert_array_equal(np.isnan(value), ~occurs)
        assert ((value[occurs] >= -1e-12) & (value[occurs] <= 1 + 1e-12)).all()
        np.testing.assert_allclose(measure(v, 7 * s), value, atol=1e-12)
        np.testing.assert_array_equal(measure(sparse.csr_array(v), s), value)
    assert (dispersion.kld(v, s)[occurs] >= 0).all()
    assert (dispersion.gries_dp(v, s)[occurs] <= dispersion.gries_dp_norm(v, s)[occurs]).all()


@quick
@given(npst.arrays(np.float64, (2, 6), elements=st.floats(0, 1e6)).filter(lambda x: (x.sum(axis=1) > 1e-3).all()))
def test_jensen_shannon_lies_between_0_and_1_and_is_symmetric(pq):
    p, q = pq
    assert 0 <= jensen_shannon(p, q) <= 1
    assert jensen_shannon(p, q) == jensen_shannon(q, p)
    assert (jensen_shannon_contributions(p, q) >= 0).all()


@quick
@given(p_values)
def test_adjusted_p_values_are_monotone_and_never_smaller(p):
    known = ~np.isnan(p)
    for adjust in (benjamini_hochberg, holm):
        q = adjust(p)
        np.testing.assert_array_equal(np.isnan(q), ~known)
        assert (q[known] <= 1).all()
        assert (q[known] >= p[known] * (1 - 1e-12)).all()
        assert (np.diff(q[known][np.argsort(p[known])]) >= 0).all()
    assert (benjamini_hochberg(p)[known] <= holm(p)[known] * (1 + 1e-12)).all()


@quick
@given(parts, st.integers(1, 7), st.integers(1, 300), st.integers(0, 2**40))
def test_permutation_p_respects_its_floor_and_its_symmetries(case, targets, permutations, seed):
    v, s = case
    m = len(s)
    mask = np.arange(m) < min(targets, m - 1)
    ids = [f"c{i}" for i in range(m)]
    p, _ = permutation_p(v, s + v.max(), mask, ids, permutations=permutations, seed=seed)
    floor = permutation_floor(int(mask.sum()), int((~mask).sum()), permutations)
    known = ~np.isnan(p)
    assert (p[known] >= floor).all()
    assert (p[known] <= 1).all()
    back, _ = permutation_p(v[::-1], (s + v.max())[::-1], ~mask[::-1], ids[::-1], permutations=permutations, seed=seed)
    np.testing.assert_array_equal(back, p)


@quick
@given(parts, st.integers(1, 7))
def test_merged_sums_and_swapped_sides(case, cut):
    v, s = case
    cut = min(cut, len(s) - 1)
    whole, merged = cluster_sums(v, s), cluster_sums(v[cut:], s[cut:]) + cluster_sums(v[:cut], s[:cut])
    assert whole.m == merged.m
    for name in ("y", "n", "y2", "yn", "n2"):
        np.testing.assert_array_equal(getattr(whole, name), getattr(merged, name))
    left, right = cluster_sums(v[:cut], s[:cut]), cluster_sums(v[cut:], s[cut:])
    there, back = clustered_log_ratio(left, right), clustered_log_ratio(right, left)
    np.testing.assert_array_equal(there.low, -back.high)
    np.testing.assert_array_equal(there.estimate, -back.estimate)
    np.testing.assert_array_equal(there.p, back.p)
