"""The numbers of other tools on one table of counts, as experiments/peers/peers.py wrote them to peers.csv.

ConvoKit, scattertext, shifterator and R ran there; scipy and nltk run here.
"""

import csv
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from framing.stats import association as assoc
from framing.stats.divergence import jensen_shannon
from framing.stats.multiplicity import benjamini_hochberg, holm
from framing.stats.parity import PARITIES, parity_scores

HERE = Path(__file__).parent
SIZES = (50_000, 75_000)


def rows(path):
    with path.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


COUNTS = rows(HERE.parents[1] / "experiments/peers/counts.csv")
A, B = (np.array([int(r[side]) for r in COUNTS]) for side in ("target", "reference"))


def of(tool, measure):
    values = [float(r["value"]) for r in rows(HERE / "peers.csv") if (r["tool"], r["measure"]) == (tool, measure)]
    assert values
    return values


@pytest.mark.parametrize(
    ("tool", "measure", "ours"),
    [
        ("convokit", "z", parity_scores("monroe", A, B, *SIZES)["z"]),
        ("scattertext", "z", parity_scores("scattertext", A, B, *SIZES)["z"]),
        ("scattertext", "scaled_f_score", parity_scores("scattertext", A, B, *SIZES)["scaled_f_score"]),
        ("scattertext", "lrc", parity_scores("evert", A, B, *SIZES)["lrc"]),
        ("shifterator", "jsd", jensen_shannon(A, B)),
        ("R", "chi2", assoc.chi_squared(A, B, *SIZES)),
        ("R", "chi2_yates", assoc.chi_squared(A, B, *SIZES, yates=True)),
        ("R", "g2", assoc.log_likelihood(A, B, *SIZES)),
        ("R", "log_ratio_low", assoc.log_ratio_bounds(A, B, *SIZES)[0]),
        ("R", "log_ratio_high", assoc.log_ratio_bounds(A, B, *SIZES)[1]),
        ("R", "bh", benjamini_hochberg([0.01, 0.04, 0.03, 0.2, 0.005, 0.9]) @ np.arange(1, 7)),
        ("R", "holm", holm([0.01, 0.04, 0.03, 0.2, 0.005, 0.9]) @ np.arange(1, 7)),
    ],
)
def test_as_the_peer_has_it(tool, measure, ours):
    np.testing.assert_allclose(np.atleast_1d(ours), of(tool, measure), rtol=1e-6, atol=1e-9)


def test_as_scipy_has_it():
    for a, b in zip(A, B):
        table = [[a, b], [SIZES[0] - a, SIZES[1] - b]]
        g2 = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood")
        assert assoc.log_likelihood(a, b, *SIZES) == pytest.approx(g2.statistic, rel=1e-9)
        assert assoc.g2_p(g2.statistic) == pytest.approx(g2.pvalue, rel=1e-9)
        expected = np.array(SIZES) * (a + b) / sum(SIZES)
        two_cells = stats.power_divergence([a, b], expected, lambda_="log-likelihood").statistic
        assert parity_scores("ucrel", [a], [b], *SIZES)["ll"][0] == pytest.approx(
            np.sign(a / SIZES[0] - b / SIZES[1]) * two_cells, rel=1e-9, abs=1e-12
        )


def test_as_nltk_has_it():
    from nltk.metrics.association import BigramAssocMeasures

    for a, b in zip(A.tolist(), B.tolist()):
        margins = (a, (a + b, SIZES[0]), sum(SIZES))
        # nltk adds a tiny number to each cell; its chi-squared is that of Pearson.
        assert BigramAssocMeasures.likelihood_ratio(*margins) == pytest.approx(
            assoc.log_likelihood(a, b, *SIZES), rel=1e-6, abs=1e-6
        )
        assert BigramAssocMeasures.chi_sq(*margins) == pytest.approx(assoc.chi_squared(a, b, *SIZES), rel=1e-6)


def test_tidylo_by_its_formula_row_by_row():
    """A row for each side with the item, prior the pooled count, against all rows: R/bind_log_odds.R, version 0.2."""
    long = [(i, side, n) for i, pair in enumerate(zip(A, B)) for side, n in enumerate(pair) if n]
    pseudo = {(i, side): n + A[i] + B[i] for i, side, n in long}
    everything = sum(pseudo.values())
    for (i, side), y in pseudo.items():
        if side:
            continue
        word = sum(v for (j, _), v in pseudo.items() if j == i)
        group = sum(v for (_, s), v in pseudo.items() if s == 0)
        delta = np.log(y / (group - y)) - np.log(word / (everything - word))
        scores = parity_scores("tidylo", A, B, *SIZES)
        assert scores["log_odds"][i] == pytest.approx(delta)
        assert scores["log_odds_weighted"][i] == pytest.approx(delta / np.sqrt(1 / y + 1 / word))


def test_quanteda_corrects_as_it_says_and_signs():
    # tests/testthat/test-textstat_keyness.R compares with chisq.test(correct = TRUE): 7 of 10 against 2 of 9.
    scores = parity_scores("quanteda", [7, 3], [2, 7], 10, 9)
    expected = stats.chi2_contingency([[7, 2], [3, 7]], correction=True).statistic
    np.testing.assert_allclose(scores["chi2"], [expected, -expected], rtol=1e-9)
    np.testing.assert_allclose(scores["pmi"], np.log([7 / (10 * 9 / 19), 3 / (10 * 10 / 19)]))


def test_an_unknown_tool_is_named():
    with pytest.raises(ValueError, match="parity must be one of ucrel, quanteda"):
        parity_scores("antconc", A, B, *SIZES)
    assert len(PARITIES) == 6
