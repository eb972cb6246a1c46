import numpy as np
import pytest
from scipy.stats import false_discovery_control

from framing.stats.multiplicity import benjamini_hochberg, holm

P = np.array([0.001, 0.2, 0.04, 0.04, 0.9, 0.012, 1.0, 0.0])


def test_benjamini_hochberg_agrees_with_scipy():
    np.testing.assert_allclose(benjamini_hochberg(P), false_discovery_control(P, method="bh"), rtol=1e-14)


def test_holm_by_hand():
    np.testing.assert_allclose(holm([0.01, 0.04, 0.03, 0.005]), [0.03, 0.06, 0.06, 0.02])
    np.testing.assert_array_equal(holm([0.5, 0.6, 0.7]), [1, 1, 1])


@pytest.mark.parametrize("adjust", [benjamini_hochberg, holm])
def test_missing_values_stay_and_are_not_counted(adjust):
    holed = np.insert(P, [0, 3, 8], np.nan)
    result = adjust(holed)
    np.testing.assert_array_equal(np.isnan(result), np.isnan(holed))
    np.testing.assert_array_equal(result[~np.isnan(holed)], adjust(P))


@pytest.mark.parametrize("adjust", [benjamini_hochberg, holm])
def test_shapes_and_empty_input(adjust):
    assert adjust([]).shape == (0,)
    assert np.isnan(adjust([np.nan])).all()
    np.testing.assert_array_equal(adjust(P.reshape(2, 4)), adjust(P).reshape(2, 4))


@pytest.mark.parametrize("adjust", [benjamini_hochberg, holm])
def test_values_outside_the_range_are_refused(adjust):
    with pytest.raises(ValueError, match=r"between 0 and 1; got 1\.5"):
        adjust([0.1, 1.5])


def test_null_families_are_rarely_rejected_and_planted_effects_are_found():
    rng = np.random.default_rng(3)
    null = rng.uniform(size=(400, 50))
    assert (np.array([holm(p).min() for p in null]) <= 0.05).mean() <= 0.08
    assert (np.array([benjamini_hochberg(p).min() for p in null]) <= 0.05).mean() <= 0.08
    null[:, :5] /= 10_000
    assert np.mean([(benjamini_hochberg(p)[:5] <= 0.05).mean() for p in null]) > 0.99
