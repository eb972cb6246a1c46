"""Measures of association between an item and the target corpus: tests and effect sizes of keyness.

Notation throughout: `a`, `b` are the counts of an item in target and reference, `c`, `d` the sizes of the
two in tokens, N = c + d; expected counts are E1 = c (a + b) / N and E2 = d (a + b) / N. All arguments are
arrays that broadcast against each other; results have the common shape. A positive effect size means
that the item is more frequent in the target. Tests here take tokens as independent draws, which words are not:
`framing.stats.resample` has the inference over documents or outlets.

Counts and sizes must be finite and not negative, sizes above 0; anything else raises ValueError.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def log_likelihood(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike, *, cells: int = 4) -> Floats:
    """Log-likelihood ratio G2 = 2 Σ O ln(O/E), not negative, without sign; 0 ln 0 = 0.

    `cells=4` sums over the whole two-by-two table, `cells=2` over the two counts of the item only, which is the
    form of the UCREL calculator. The four-cell form needs a <= c and b <= d.

    Source: Rayson and Garside, Comparing corpora using frequency profiling (2000), for two cells; Dunning (1993)
    for four.

    >>> log_likelihood(52, 57, 50000, 75000).round(6)
    np.float64(2.654064)
    """
    if cells not in (2, 4):
        raise ValueError(f"cells must be 2 (the item's own) or 4 (the whole table); got {cells!r}")
    a, b, c, d = _table(a, b, c, d, whole=cells == 4)
    share = (a + b) / (c + d)
    total = _surprise(a, c * share) + _surprise(b, d * share)
    if cells == 4:
        rest = ((c - a) + (d - b)) / (c + d)
        total = total + (_surprise(c - a, c * rest) + _surprise(d - b, d * rest))
    # Equal rates leave a rounding error of either sign where the true value is 0.
    return np.asarray(np.maximum(2 * total, 0.0))[()]


def chi_squared(
    a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike, *, yates: bool | Literal["quanteda"] = False
) -> Floats:
    """Pearson's chi-squared of the two-by-two table, without sign; 0 where a margin is empty.

    With c' = c - a and d' = d - b it is N (ad' - bc')² / ((a+b)(c'+d') c d). `yates=True` takes N/2 off |ad' - bc'|,
    but not below 0; `yates="quanteda"` does so only where |ad' - bc'| >= N/2 and some expected count is below 5,
    the rule of quanteda.textstats. Needs a <= c and b <= d.

    >>> chi_squared(52, 57, 50000, 75000, yates=True).round(6)
    np.float64(2.387786)
    """
    if not (yates is True or yates is False or yates == "quanteda"):
        raise ValueError(f"yates must be False, True or 'quanteda'; got {yates!r}")
    a, b, c, d = _table(a, b, c, d, whole=True)
    total = c + d
    item, rest = a + b, (c - a) + (d - b)
    cross = np.abs(a * (d - b) - b * (c - a))
    corrected = np.maximum(cross - total / 2, 0.0)
    if yates == "quanteda":
        smallest = np.minimum(item, rest) * np.minimum(c, d) / total
        cross = np.where((cross >= total / 2) & (smallest < 5), corrected, cross)
    elif yates:
        cross = corrected
    margins = item * rest * c * d
    with np.errstate(invalid="ignore", divide="ignore"):
        value = total * cross**2 / margins
    return np.asarray(np.where(margins > 0, value, 0.0))[()]


def g2_p(g2: ArrayLike) -> Floats:
    """Upper tail of chi-squared with one degree of freedom: the p-value of G2 or chi-squared.

    Computed as a tail, so that it underflows only below 1e-300; see `g2_log_p` beyond.

    >>> g2_p(3.841458820694124).round(9)
    np.float64(0.05)
    """
    from scipy.special import erfc

    return np.asarray(erfc(np.sqrt(_not_negative(g2, "g2") / 2)))[()]


def g2_log_p(g2: ArrayLike) -> Floats:
    """Natural logarithm of `g2_p`, finite for every finite statistic.

    >>> g2_log_p(5000.0).round(3)
    np.float64(-2504.485)
    """
    from scipy.special import log_ndtr

    # Two tails of the normal distribution of the signed root; at 0 the sum may exceed 0 by rounding.
    return np.asarray(np.minimum(log_ndtr(-np.sqrt(_not_negative(g2, "g2"))) + np.log(2.0), 0.0))[()]


def log_ratio(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike, *, zero: float = 0.5) -> Floats:
    """Binary logarithm of the ratio of relative frequencies; nan where the item occurs on neither side.

    A count of 0 is replaced by `zero` where the other side has the item. Swapping the sides flips the sign exactly.

    Source: Hardie, Log Ratio - an informal introduction (2014).

    >>> log_ratio(12, 0, 10000, 20000).round(6)
    np.float64(5.584963)
    """
    a, b, c, d = _table(a, b, c, d)
    absent = (a == 0) & (b == 0)
    a, b = _without_zero(a, zero), _without_zero(b, zero)
    # A difference of logarithms, not the logarithm of a quotient: that one does not flip its sign exactly.
    return np.asarray(np.where(absent, np.nan, np.log2(a / c) - np.log2(b / d)))[()]


def log_ratio_bounds(
    a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike, *, alpha: float = 0.05, tests: float = 1
) -> tuple[Floats, Floats]:
    """Confidence bounds (low, high) of the log ratio that take tokens as independent draws.

    Clopper-Pearson bounds of the share p of `a` in a + b at level 1 - alpha/tests (`tests`: the size of the family,
    a Bonferroni correction), turned into log2((d/c) p / (1 - p)). Infinite on the side where the count is 0.

    Source: the conservative log ratio of `keyness` in the R package corpora.

    >>> [float(x.round(6)) for x in log_ratio_bounds(52, 57, 50000, 75000)]
    [-0.118233, 1.020494]
    """
    _check_bounds(alpha, tests)
    a, b, c, d = _table(a, b, c, d)
    tail = alpha / tests / 2
    return _lower_bound(a, b, c, d, tail)[()], (-_lower_bound(b, a, d, c, tail))[()]


def log_ratio_conservative(
    a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike, *, alpha: float = 0.05, tests: float = 1
) -> Floats:
    """The bound of `log_ratio_bounds` that is nearer 0, and 0 where the bounds straddle it.

    >>> log_ratio_conservative([52, 12], [57, 0], [50000, 10000], [75000, 20000]).round(4)
    array([0.    , 2.4744])
    """
    over = log_ratio(a, b, c, d) >= 0
    # The bound nearer 0 is the lower one of the side that has more; the other need not be found.
    a, b, c, d = _table(a, b, c, d)
    more, less, own, other = (np.where(over, x, y) for x, y in ((a, b), (b, a), (c, d), (d, c)))
    _check_bounds(alpha, tests)
    bound = np.maximum(_lower_bound(more, less, own, other, alpha / tests / 2), 0.0)
    return np.asarray(np.where(over, bound, 0.0 - bound))[()]


def percent_difference(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike, *, zero: float = 0.5) -> Floats:
    """%DIFF: the difference of relative frequencies in percent of the reference's; nan where the item is on neither.

    A reference count of 0 is replaced by `zero`; a target count of 0 gives -100.

    Source: Gabrielatos and Marchi, Keyness: Appropriate metrics and practical issues (2012).

    >>> percent_difference(52, 57, 50000, 75000).round(6)
    np.float64(36.842105)
    """
    a, b, c, d = _table(a, b, c, d)
    base = _without_zero(b, zero) / d
    return np.asarray(np.where((a == 0) & (b == 0), np.nan, 100 * (a / c - base) / base))[()]


def bayes_factor_bic(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike) -> Floats:
    """Approximate Bayes factor on the scale of the BIC: two-cell G2 minus ln N. Above 10: very strong evidence.

    Source: Wilson, Embracing Bayes factors for key item analysis in corpus linguistics (2013).

    >>> bayes_factor_bic(52, 57, 50000, 75000).round(6)
    np.float64(-9.084359)
    """
    g2 = log_likelihood(a, b, c, d, cells=2)
    return np.asarray(g2 - np.log(np.asarray(c, float) + np.asarray(d, float)))[()]


def effect_size_ell(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike) -> Floats:
    """ELL, the effect size of log-likelihood: two-cell G2 / (N ln E) with E the smaller expected count.

    nan where E <= 1: the logarithm is not positive there and the measure has no meaning.

    Source: Johnston, Berry and Mielke, Measures of effect size for chi-squared and likelihood-ratio goodness-of-fit
    tests (2006), in the form of the UCREL calculator.
    """
    g2 = log_likelihood(a, b, c, d, cells=2)
    a, b, c, d = _table(a, b, c, d)
    expected = np.minimum(c, d) * (a + b) / (c + d)
    usable = expected > 1
    return np.asarray(np.where(usable, g2 / ((c + d) * np.log(np.where(usable, expected, np.e))), np.nan))[()]


def odds_ratio(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike) -> Floats:
    """Odds of the item in the target over its odds in the reference, a (d - b) / (b (c - a)); needs a <= c and b <= d.

    Infinite where only the divisor is 0, nan where both are.
    """
    a, b, c, d = _table(a, b, c, d, whole=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray((a * (d - b)) / (b * (c - a)))[()]


def simple_maths(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike, *, n: float = 1) -> Floats:
    """Ratio of frequencies per million tokens after adding `n` to both; a larger `n` favours more frequent items.

    Source: Kilgarriff, Simple maths for keywords (2009).

    >>> simple_maths(12, 0, 10000, 20000)
    np.float64(1201.0)
    """
    if not n > 0:
        raise ValueError(f"n, added to frequencies per million, must be above 0; got {n!r}")
    a, b, c, d = _table(a, b, c, d)
    return np.asarray((1e6 * a / c + n) / (1e6 * b / d + n))[()]


def log_odds_dirichlet(
    a: ArrayLike,
    b: ArrayLike,
    c: ArrayLike,
    d: ArrayLike,
    prior: ArrayLike,
    *,
    prior_total: float | None = None,
) -> tuple[Floats, Floats]:
    """Log-odds ratio under a Dirichlet prior, and its z: a pair (delta, z).

    delta = ln[(a+α) / (c+α0-a-α)] - ln[(b+α) / (d+α0-b-α)], variance 1/(a+α) + 1/(b+α), z = delta / √variance.
    `prior` is α: one number for every item, or an array with a value per item (`informative_prior`). α0 is the sum of
    α over the items given; where these are a part of the vocabulary, pass the sum over all of it as `prior_total`.

    Source: Monroe, Colaresi and Quinn, Fightin' Words: Lexical Feature Selection and Evaluation for Identifying the
    Content of Political Conflict (2008).

    >>> log_odds_dirichlet([52, 10, 5, 0], [57, 2, 9, 4], 67, 72, 0.1)[1].round(6)
    array([-0.478307,  2.340484, -1.018017, -1.155662])
    """
    a, b, c, d = _table(a, b, c, d, whole=True)
    alpha = np.asarray(prior, float)
    if not (np.isfinite(alpha).all() and (alpha > 0).all()):
        raise ValueError("prior must be finite and above 0 for every item")
    if alpha.ndim and alpha.shape != a.shape:
        raise ValueError(f"prior must be one number or one for each item: shape {a.shape}, got {alpha.shape}")
    total = float(np.broadcast_to(alpha, a.shape).sum()) if prior_total is None else float(prior_total)
    # In this order an item that is the whole vocabulary leaves exactly 0.
    target, reference = (c - a) + (total - alpha), (d - b) + (total - alpha)
    if not ((target > 0).all() and (reference > 0).all()):
        raise ValueError(
            "log odds need other items beside each one: give the whole vocabulary, or its sum of priors as prior_total"
        )
    delta = np.log((a + alpha) / target) - np.log((b + alpha) / reference)
    z = delta / np.sqrt(1 / (a + alpha) + 1 / (b + alpha))
    return np.asarray(delta)[()], np.asarray(z)[()]


def informative_prior(pooled_counts: ArrayLike, prior_size: float) -> Floats:
    """A Dirichlet prior shaped like the pooled counts (items,), scaled so that it sums to `prior_size` tokens.

    Every pooled count must be above 0: an item that never occurs has no place in the prior.

    Source: Monroe, Colaresi and Quinn (2008).

    >>> informative_prior([6, 3, 1], 5)
    array([3. , 1.5, 0.5])
    """
    counts = np.asarray(pooled_counts, float)
    if not (counts.size and np.isfinite(counts).all() and (counts > 0).all()):
        raise ValueError("pooled_counts must be finite and above 0; leave out items that never occur")
    if not (np.isfinite(prior_size) and prior_size > 0):
        raise ValueError(f"prior_size must be a number of tokens above 0; got {prior_size!r}")
    return np.asarray(counts * (prior_size / counts.sum()))


def _table(
    a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike, *, whole: bool = False
) -> tuple[Floats, Floats, Floats, Floats]:
    """The four arguments as checked float arrays of one shape; `whole`: counts may not exceed sizes."""
    given = [np.asarray(x, float) for x in (a, b, c, d)]
    try:
        a_, b_, c_, d_ = np.broadcast_arrays(*given)
    except ValueError:
        shapes = ", ".join(str(x.shape) for x in given)
        raise ValueError(f"a, b, c and d must broadcast to one shape; got {shapes}") from None
    for name, x in (("a", a_), ("b", b_), ("c", c_), ("d", d_)):
        if not np.isfinite(x).all():
            raise ValueError(f"{name} must be finite; got nan or infinity")
        smallest = x.min(initial=np.inf)
        if name in "ab" and smallest < 0:
            raise ValueError(f"{name}, a count, must not be negative; got {smallest:g}")
        if name in "cd" and smallest <= 0:
            raise ValueError(f"{name}, a size in tokens, must be above 0; got {smallest:g}")
    if whole:
        for count, size, x, n in (("a", "c", a_, c_), ("b", "d", b_, d_)):
            if (x > n).any():
                i = np.flatnonzero(np.ravel(x > n))[0]
                raise ValueError(f"{count} must not exceed {size}; got {x.flat[i]:g} of {n.flat[i]:g}")
    return a_, b_, c_, d_


def _surprise(observed: Floats, expected: Floats) -> Floats:
    """O ln(O/E), 0 where O is 0."""
    seen = observed > 0
    return observed * np.log(np.where(seen, observed, 1.0) / np.where(seen, expected, 1.0))


def _without_zero(count: Floats, zero: float) -> Floats:
    if not zero > 0:
        raise ValueError(f"zero, which replaces a count of 0, must be above 0; got {zero!r}")
    return np.where(count == 0, zero, count)


def _lower_bound(a: Floats, b: Floats, c: Floats, d: Floats, tail: float) -> Floats:
    """log2((d/c) p/(1-p)) at the lower Clopper-Pearson bound p of a in a+b; the upper bound is minus its mirror."""
    from scipy.special import betainccinv, betaincinv

    some = np.where(a > 0, a, 1.0)
    p = betaincinv(some, b + 1, tail)
    # The complement from its own quantile: 1 - p would lose its digits where p is close to 1.
    q = betainccinv(b + 1, some, tail)
    with np.errstate(divide="ignore"):
        bound = (np.log2(p) - np.log2(q)) + (np.log2(d) - np.log2(c))
    return np.where(a > 0, bound, -np.inf)


def _check_bounds(alpha: float, tests: float) -> None:
    if not 0 < alpha < 1:
        raise ValueError(f"alpha must lie between 0 and 1; got {alpha!r}")
    if not tests >= 1:
        raise ValueError(f"tests must be at least 1, the number of items tested; got {tests!r}")


def _not_negative(x: ArrayLike, name: str) -> Floats:
    values = np.asarray(x, float)
    if (values < 0).any():
        raise ValueError(f"{name} must not be negative; got {np.nanmin(values):g}")
    return values
