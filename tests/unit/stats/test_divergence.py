import numpy as np
import pytest
from scipy.spatial.distance import jensenshannon

from framing.stats.divergence import jensen_shannon, jensen_shannon_contributions

P = np.array([5.0, 0, 3, 2])
Q = np.array([1.0, 4, 0, 5])


def test_agrees_with_scipy_whose_distance_is_the_root():
    assert jensen_shannon(P, Q) == pytest.approx(jensenshannon(P, Q, base=2) ** 2)
    assert jensen_shannon(P, Q, base=np.e) == pytest.approx(jensenshannon(P, Q) ** 2)


def test_contributions_sum_to_the_divergence():
    shift = jensen_shannon_contributions(P, Q)
    assert shift.sum() == pytest.approx(jensen_shannon(P, Q))
    assert shift[1] == pytest.approx(0.2)  # half of q's 0.4: the item is in one distribution only


def test_extremes_and_symmetry():
    assert jensen_shannon(P, 3 * P) == 0
    assert jensen_shannon([1, 0], [0, 1]) == 1
    assert jensen_shannon(P, Q) == jensen_shannon(Q, P)


def test_rows_are_compared_one_by_one():
    both = jensen_shannon(np.stack([P, Q]), Q)
    np.testing.assert_array_equal(both, [jensen_shannon(P, Q), 0])


@pytest.mark.parametrize(
    ("p", "q", "base", "message"),
    [
        ([1, -1], [1, 1], 2, "p must hold finite values that are not negative"),
        ([1, 1], [1, np.nan], 2, "q must hold finite"),
        ([0, 0], [1, 1], 2, "p must not be empty"),
        ([1, 1], [1, 1, 1], 2, "same items; got 2 and 3"),
        ([1, 1], [1, 1], 1, "base, of the logarithm, must be above 1"),
    ],
)
def test_bad_arguments_are_named(p, q, base, message):
    with pytest.raises(ValueError, match=message):
        jensen_shannon(p, q, base=base)
