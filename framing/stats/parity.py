"""Scores of keyness as other tools print them, from the same counts: for setting a result beside a published one.

Known bugs of the tools are not repeated (a chi-squared p beside pointwise mutual information, p that underflow).
Notation as in `framing.stats.association`. Tests of all these tools take tokens as independent draws.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from framing.stats import association as assoc

Floats = NDArray[np.float64]
Scores = dict[str, Floats]


def parity_scores(tool: str, a: ArrayLike, b: ArrayLike, c: float, d: float) -> Scores:
    """The columns that `tool` prints for items with counts a, b (items,) in corpora of c and d tokens; the lead first.

    - "ucrel": the log-likelihood and effect size calculator of UCREL: log-likelihood over two cells, with the sign of
      the difference, %DIFF, Bayes factor (BIC), effect size ELL, relative risk, log ratio, odds ratio.
    - "quanteda": `textstat_keyness` with its defaults: chi-squared with its own rule for Yates' correction, and the
      likelihood ratio, signed and with p; pointwise mutual information without one.
    - "evert": `keyness` of the R package corpora: LRC with the correction for all items, its one-sided
      counterpart, G2, log ratio and simple maths.
    - "monroe": the log-odds and z of Monroe, Colaresi and Quinn under a uniform prior of 0.1, as ConvoKit's
      FightingWords has it.
    - "tidylo": `bind_log_odds` for the target, against both sides pooled and under a prior of the pooled counts.
    - "scattertext": the scaled F-score, and z under the uniform prior 0.01.

    "ucrel" and "evert" use c and d; the others know the items alone and take these for the whole vocabulary.

    >>> parity_scores("ucrel", [52], [57], 50000, 75000)["ll"].round(5)
    array([2.65171])
    """
    if tool not in PARITIES:
        raise ValueError(f"parity must be one of {', '.join(PARITIES)}; got {tool!r}")
    x, y = np.asarray(a, float), np.asarray(b, float)
    return {name: np.asarray(values, float) for name, values in PARITIES[tool](x, y, float(c), float(d)).items()}


def _ucrel(a: Floats, b: Floats, c: float, d: float) -> Scores:
    with np.errstate(divide="ignore", invalid="ignore"):
        risk = (a / c) / (b / d)
    return {
        "ll": np.sign(a / c - b / d) * assoc.log_likelihood(a, b, c, d, cells=2),
        "percent_difference": assoc.percent_difference(a, b, c, d),
        "bic": assoc.bayes_factor_bic(a, b, c, d),
        "ell": assoc.effect_size_ell(a, b, c, d),
        "relative_risk": risk,
        "log_ratio": assoc.log_ratio(a, b, c, d),
        "odds_ratio": assoc.odds_ratio(a, b, c, d),
    }


def _quanteda(a: Floats, b: Floats, c: float, d: float) -> Scores:
    c, d = a.sum(), b.sum()
    expected = c * (a + b) / (c + d)
    sign = np.where(a > expected, 1.0, -1.0)
    chi2, lr = assoc.chi_squared(a, b, c, d, yates="quanteda"), assoc.log_likelihood(a, b, c, d)
    with np.errstate(divide="ignore"):
        pmi = np.log(a / expected)
    return {"chi2": sign * chi2, "chi2_p": assoc.g2_p(chi2), "lr": sign * lr, "lr_p": assoc.g2_p(lr), "pmi": pmi}


def _evert(a: Floats, b: Floats, c: float, d: float) -> Scores:
    lrc = assoc.log_ratio_conservative(a, b, c, d, tests=len(a))
    ratio = np.log2((a + 0.5) / (c + 0.5)) - np.log2((b + 0.5) / (d + 0.5))
    return {
        "lrc": lrc,
        # One-sided: the lower bound of an interval at twice the level.
        "positive_lrc": assoc.log_ratio_bounds(a, b, c, d, alpha=0.1, tests=len(a))[0],
        "g2": np.sign(a / c - b / d) * assoc.log_likelihood(a, b, c, d),
        "log_ratio": ratio,
        "simple_maths": assoc.simple_maths(a, b, c, d),
    }


def _monroe(a: Floats, b: Floats, c: float, d: float) -> Scores:
    delta, z = assoc.log_odds_dirichlet(a, b, a.sum(), b.sum(), 0.1)
    return {"z": z, "log_odds": delta}


def _tidylo(a: Floats, b: Floats, c: float, d: float) -> Scores:
    pooled = a + b
    one, every = a + pooled, 3 * pooled
    # A row that is not in the table has no prior there: the tool's side without the item lacks its pooled count too.
    every = np.where((a == 0) | (b == 0), 2 * pooled, every)
    size_one, size_every = (one * (a > 0)).sum(), every.sum()
    delta = np.log(one / (size_one - one)) - np.log(every / (size_every - every))
    score = delta / np.sqrt(1 / one + 1 / every)
    return {
        "log_odds_weighted": np.where(a > 0, score, np.nan),
        "log_odds": np.where(a > 0, delta, np.nan),
    }


def _scattertext(a: Floats, b: Floats, c: float, d: float) -> Scores:
    here, there = _f_scores(a, b), _f_scores(b, a)
    score = np.where(here > there, here, np.where(here < there, -there, 0.0))
    for side in (score > 0, score < 0):
        size = np.abs(score[side])
        if len(size):
            spread = np.ptp(size)
            score[side] = np.sign(score[side]) * ((size - size.min()) / spread if spread else 0.5)
    # The tool's variance has all four terms, of which Monroe, Colaresi and Quinn leave out the two small ones.
    x, y = a + 0.01, b + 0.01
    rest_x, rest_y = x.sum() - x, y.sum() - y
    z = (np.log(x / rest_x) - np.log(y / rest_y)) / np.sqrt(1 / x + 1 / rest_x + 1 / y + 1 / rest_y)
    return {"scaled_f_score": (score + 1) / 2, "z": z}


def _f_scores(a: Floats, b: Floats) -> Floats:
    """Harmonic mean of P(side | item) and P(item | side), each as its normal distribution function."""
    from scipy.special import ndtr

    scaled = []
    for share in (a / (a + b), a / a.sum()):
        spread = share.std()
        scaled.append(ndtr((share - share.mean()) / spread) if spread else np.full(len(a), 0.5))
    with np.errstate(invalid="ignore"):
        return np.asarray(np.nan_to_num(2 * scaled[0] * scaled[1] / (scaled[0] + scaled[1])))


PARITIES: dict[str, Callable[[Floats, Floats, float, float], Scores]] = {
    "ucrel": _ucrel,
    "quanteda": _quanteda,
    "evert": _evert,
    "monroe": _monroe,
    "tidylo": _tidylo,
    "scattertext": _scattertext,
}
"""Name of a tool -> its scores."""
