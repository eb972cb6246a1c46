import numpy as np
import pytest
from scipy import sparse

from framing.stats import dispersion

SIZES = np.array([100.0, 300.0, 50.0, 550.0])
# even, in the smallest part only, in two parts, absent
COUNTS = np.array([[2, 0, 3, 0], [6, 0, 0, 0], [1, 7, 0, 0], [11, 0, 5, 0]])
MEASURES = [
    dispersion.gries_dp,
    dispersion.gries_dp_norm,
    dispersion.juilland_d,
    dispersion.rosengren_s,
    dispersion.kld,
]


def test_an_even_item_and_a_concentrated_one():
    even, one = (0, 0, 1, 1, 0), (0.95, 1, 0, 0.05, np.log2(20))
    for measure, expected_even, expected_one in zip(MEASURES, even, one, strict=True):
        value = measure(COUNTS, SIZES)
        assert value[0] == pytest.approx(expected_even, abs=1e-12), measure.__name__
        assert value[1] == pytest.approx(expected_one, abs=1e-12), measure.__name__


def test_deviation_of_proportions_by_hand():
    share = SIZES / SIZES.sum()
    item = np.array([3, 0, 0, 5]) / 8
    assert dispersion.gries_dp(COUNTS, SIZES)[2] == pytest.approx(np.abs(item - share).sum() / 2)


@pytest.mark.parametrize("measure", MEASURES)
def test_an_item_that_does_not_occur_gives_nan(measure):
    assert np.isnan(measure(COUNTS, SIZES)[3])
    assert np.isfinite(measure(COUNTS, SIZES)[:3]).all()


@pytest.mark.parametrize("kind", [sparse.csr_array, sparse.csc_array, sparse.coo_matrix])
@pytest.mark.parametrize("measure", MEASURES)
def test_sparse_counts_give_the_same(measure, kind):
    np.testing.assert_array_equal(measure(kind(COUNTS), SIZES), measure(COUNTS, SIZES))


def test_sparse_counts_are_neither_densified_nor_changed():
    # As a dense array these would be 80 GB.
    parts, items = 100_000, 100_000
    v = sparse.csr_array(([2, 3, 0], ([0, 5, 7], [1, 1, 2])), shape=(parts, items))
    value = dispersion.gries_dp(v, np.ones(parts))
    assert value[1] == pytest.approx(1 - 2 / parts)
    assert np.isnan(value[2])
    assert v.nnz == 3


def test_repeated_and_explicit_zero_cells():
    v = sparse.coo_array(([1, 1, 0], ([0, 0, 1], [0, 0, 0])), shape=(2, 1))
    np.testing.assert_array_equal(dispersion.part_range(v), [1])
    np.testing.assert_array_equal(dispersion.kld(v, [1, 1]), [1.0])


def test_range_counts_parts():
    np.testing.assert_array_equal(dispersion.part_range(COUNTS), [4, 1, 2, 0])


def test_one_part_has_no_normalised_dispersion():
    assert np.isnan(dispersion.gries_dp_norm([[3]], [10])).all()
    assert np.isnan(dispersion.juilland_d([[3]], [10])).all()
    np.testing.assert_array_equal(dispersion.gries_dp([[3]], [10]), [0.0])


@pytest.mark.parametrize(
    ("v", "s", "message"),
    [
        ([[1], [2]], [10], "one size for each of the 2 parts"),
        ([[1], [2]], [10, 0], "sizes above 0; leave out empty parts; got 0"),
        ([[1], [-2]], [10, 10], "not negative; got -2"),
        ([[1], [np.nan]], [10, 10], "finite counts"),
        (np.ones((2, 2, 2)), [10, 10], "two dimensions, parts x items; got 3"),
    ],
)
def test_bad_arguments_are_named(v, s, message):
    with pytest.raises(ValueError, match=message):
        dispersion.gries_dp(v, s)
