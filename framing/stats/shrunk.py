"""Log-odds under a Dirichlet prior as an effect with a clustered interval, in the units of a log ratio.

A prior draws the log ratio of a rare item towards 0. `framing.stats.association.log_odds_dirichlet` gives the estimate
in natural logarithms with its token-level z; here the variance is that between clusters.

Source: Monroe, Colaresi and Quinn, Fightin' Words: Lexical Feature Selection and Evaluation for Identifying the Content
of Political Conflict (2008).
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from framing.stats.resample import ClusterSums, LogRatio, relative_variance, welch_interval

Floats = NDArray[np.float64]


def shrunk_log_ratio(y1: Floats, n1: Floats, y2: Floats, n2: Floats, prior: ArrayLike, *, prior_total: float) -> Floats:
    """Difference of log-odds under a prior, in log2 units; nan where it has no value. Arrays broadcast.

    >>> shrunk_log_ratio(np.array([12.0]), np.array(1000.0), np.array([3.0]), np.array(1000.0), 2.0, prior_total=100.0)
    array([1.4973...])
    """
    alpha = np.asarray(prior, float)
    with np.errstate(divide="ignore", invalid="ignore"):
        sides = [(y + alpha) / (n + prior_total - y - alpha) for y, n in ((y1, n1), (y2, n2))]
        value = np.log2(sides[0] / sides[1])
    there = np.isfinite(value) & (np.minimum(n1, n2) > 0)
    return np.where(there, value, np.nan)


def clustered_log_odds(
    target: ClusterSums, reference: ClusterSums, prior: ArrayLike, *, prior_total: float, level: float = 0.95
) -> LogRatio:
    """`shrunk_log_ratio` with a t interval on the linearised variance between clusters.

    With counts y, sizes n, prior a and its total A, ln[(y + a) / (n + A - y - a)] moves with ln y, the size held fixed,
    by y/(y + a) + y/(n + A - y - a); ln(y/n) has the variance that `framing.stats.resample.clustered_log_ratio` takes.
    Nothing but the estimate is known where a side has fewer than two clusters or a count of 0, or where nothing varies.
    """
    alpha = np.asarray(prior, float)
    estimate = shrunk_log_ratio(target.y, target.n, reference.y, reference.n, alpha, prior_total=prior_total)
    variances = []
    with np.errstate(divide="ignore", invalid="ignore"):
        for s in (target, reference):
            slope = s.y / (s.y + alpha) + s.y / (s.n + prior_total - s.y - alpha)
            variances.append(relative_variance(s) * (slope / math.log(2)) ** 2)
    return LogRatio(*welch_interval(estimate, variances[0], variances[1], target.m, reference.m, level))
