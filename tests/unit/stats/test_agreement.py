"""Agreement against published examples, and what must hold of any coefficient of agreement."""

import numpy as np
import pytest

from framing.stats.agreement import cohen_kappa, confusion, krippendorff_alpha, percent_agreement, precision_recall_f1

# Four observers, twelve units, five values, some missing: Krippendorff's data "C", in the help of kripp.alpha in the R
# package irr. The values are those of the Python package krippendorff 0.9.0.
_OBSERVERS = [
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
]
CODES = np.array([[-1 if c == "." else int(c) - 1 for c in row.split()] for row in _OBSERVERS]).T


@pytest.mark.parametrize(
    ("level", "alpha"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_alpha_of_the_published_example(level: str, alpha: float) -> None:
    found = krippendorff_alpha(CODES, level=level, values=[1, 2, 3, 4, 5])  # type: ignore[arg-type]
    assert float(found) == pytest.approx(alpha, abs=5e-4)


def test_alpha_of_two_coders_by_its_formula_for_binary_data() -> None:
    # 10 units, 4 disagreements, 14 zeros and 6 ones: alpha = 1 - (N - 1) o01 / (n0 n1) with N = 20, o01 = 4.
    first = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
    second = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    ones = sum(first) + sum(second)
    unlike = sum(a != b for a, b in zip(first, second, strict=True))
    assert float(krippendorff_alpha(np.array([first, second]).T)) == pytest.approx(
        1 - 19 * unlike / (ones * (20 - ones))
    )


def test_alpha_is_one_where_all_agree_and_undefined_where_nothing_varies() -> None:
    assert float(krippendorff_alpha([[0, 0], [1, 1], [2, -1]])) == 1
    assert np.isnan(krippendorff_alpha([[0, 0], [0, 0]]))
    assert np.isnan(krippendorff_alpha([[0, -1], [1, -1]]))


def test_alpha_is_near_zero_for_codes_drawn_at_random() -> None:
    codes = np.random.default_rng(3).integers(0, 3, (4000, 3))
    assert abs(float(krippendorff_alpha(codes))) < 0.02


def test_weights_count_units_as_often_as_they_say() -> None:
    codes = CODES[:6]
    weights = np.array([[1, 2], [1, 0], [1, 1], [1, 3], [1, 1], [1, 1]])
    repeated = np.repeat(codes, weights[:, 1], axis=0)
    for statistic in (krippendorff_alpha, percent_agreement):
        both = statistic(codes, weights=weights)
        assert both.tolist() == pytest.approx([float(statistic(codes)), float(statistic(repeated))])
    pair = cohen_kappa(codes[:, 1], codes[:, 3], weights=weights)
    assert float(pair[1]) == pytest.approx(float(cohen_kappa(repeated[:, 1], repeated[:, 3])))


def test_kappa_and_percent_of_a_worked_table() -> None:
    # 50 units: both yes 20, only the first 5, only the second 10, neither 15. po = .7, pe = .5 * .6 + .5 * .4 = .5.
    first = [1] * 25 + [0] * 25
    second = [1] * 20 + [0] * 5 + [1] * 10 + [0] * 15
    assert float(cohen_kappa(first, second)) == pytest.approx(0.4)
    assert float(percent_agreement(np.array([first, second]).T)) == pytest.approx(0.7)
    assert confusion(first, second).tolist() == [[15, 10], [5, 20]]


def test_codes_that_are_missing_are_left_out_of_the_pair() -> None:
    assert float(cohen_kappa([0, 1, 0, -1], [0, 1, -1, 1])) == 1
    assert confusion([0, -1], [1, 1], n_classes=3).sum() == 1


def test_classes_that_never_come_have_no_precision_or_recall() -> None:
    precision, recall, f1 = precision_recall_f1([[5, 0, 0], [1, 0, 0], [0, 0, 0]])
    assert np.isnan(precision[1:]).all()
    assert recall[1] == 0
    assert np.isnan(recall[2])
    assert np.isnan(f1[2])


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="units x coders"):
        krippendorff_alpha([0, 1, 1])
    with pytest.raises(ValueError, match="level must be"):
        krippendorff_alpha(CODES, level="cardinal")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="5 codes, 2 values"):
        krippendorff_alpha(CODES, level="interval", values=[1, 2])
    with pytest.raises(ValueError, match="same units"):
        confusion([0, 1], [0])
    with pytest.raises(ValueError, match="each of the 12 units"):
        krippendorff_alpha(CODES, weights=[1, 1])
