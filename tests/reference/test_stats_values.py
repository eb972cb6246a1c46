"""Numbers that other tools give, to six digits.

Tools of the same formulas: UCREL's log-likelihood and effect size calculator (two cells, log ratio, %DIFF, BIC),
R corpora (bounds of the log ratio), scipy (four cells, chi-squared), ConvoKit (log odds under a uniform prior).
The counts of the dispersion measures are the worked example of Gries (2008).
"""

import numpy as np
import pytest

from framing.stats import association as assoc
from framing.stats import dispersion
from framing.stats.divergence import jensen_shannon

COMMON = (52, 57, 50000, 75000)
ABSENT = (12, 0, 10000, 20000)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (assoc.log_likelihood(*COMMON, cells=2), 2.65171),
        (assoc.log_likelihood(*COMMON), 2.654064),
        (assoc.chi_squared(*COMMON), 2.699602),
        (assoc.chi_squared(*COMMON, yates=True), 2.387786),
        (assoc.log_ratio(*COMMON), 0.452512),
        (assoc.percent_difference(*COMMON), 36.842105),
        (assoc.bayes_factor_bic(*COMMON), -9.084359),
        (assoc.log_ratio_bounds(*COMMON)[0], -0.118233),
        (assoc.log_ratio_bounds(*COMMON)[1], 1.020494),
        (assoc.log_ratio_conservative(*COMMON), 0),
        (assoc.log_likelihood(*ABSENT, cells=2), 26.366695),
        (assoc.log_ratio(*ABSENT), 5.584963),
        (assoc.percent_difference(*ABSENT), 4700),
    ],
)
def test_association(value, expected):
    assert value == pytest.approx(expected, abs=5.1e-7)


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        (dispersion.gries_dp, 0.18),
        (dispersion.gries_dp_norm, 0.219512),
        (dispersion.juilland_d, 0.785150),
        (dispersion.rosengren_s, 0.949816),
        (dispersion.kld, 0.136972),
    ],
)
def test_dispersion(measure, expected):
    value = measure(np.array([[1], [2], [3], [4], [5]]), [9, 10, 10, 10, 11])
    np.testing.assert_allclose(value, [expected], atol=5.1e-7)


def test_log_odds_and_divergence():
    y1, y2 = np.array([52, 10, 5, 0]), np.array([57, 2, 9, 4])
    z = assoc.log_odds_dirichlet(y1, y2, y1.sum(), y2.sum(), 0.1)[1]
    np.testing.assert_allclose(z, [-0.478307, 2.340484, -1.018017, -1.155662], atol=5.1e-7)
    assert jensen_shannon(y1, y2) == pytest.approx(0.0654964, abs=5.1e-8)
