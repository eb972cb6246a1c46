import numpy as np
import pytest
from scipy.stats import chi2_contingency

from framing.stats.correspondence import FEWEST_FOR_ELLIPSE, correspondence, inertia_null, row_ellipses

TABLE = np.array([[12, 3, 5, 0], [9, 4, 6, 1], [2, 11, 3, 9], [1, 13, 2, 8], [6, 6, 6, 6]])


def made_units(per_row=12, rows=4, items=8, effect=1.0, seed=1):
    """Counts of documents whose first and last half of rows lean to different items."""
    random = np.random.default_rng(seed)
    row_of = np.repeat(np.arange(rows), per_row)
    tilt = np.where(np.arange(items) < items // 2, effect, -effect)
    expected = np.exp(np.where(row_of[:, None] < rows // 2, tilt, -tilt))
    shares = expected / expected.sum(axis=1, keepdims=True)
    y = np.array([random.multinomial(40, random.dirichlet(30 * p)) for p in shares])
    return y, row_of, [f"d{i}" for i in range(len(row_of))]


def test_the_inertia_is_chi_squared_over_the_total():
    made = correspondence(TABLE)
    assert made.inertia.sum() == pytest.approx(chi2_contingency(TABLE).statistic / TABLE.sum())
    assert (np.diff(made.inertia) <= 0).all()


def test_distances_in_the_map_are_chi_squared_distances():
    made = correspondence(TABLE)
    profiles = TABLE / TABLE.sum(axis=1, keepdims=True)
    for i, j in [(0, 1), (0, 3), (2, 4)]:
        expected = np.sqrt(((profiles[i] - profiles[j]) ** 2 / made.column_mass).sum())
        assert np.linalg.norm(made.rows[i] - made.rows[j]) == pytest.approx(expected)


def test_contributions_add_up_to_one_and_the_centre_is_the_mean():
    made = correspondence(TABLE)
    np.testing.assert_allclose(made.row_contributions.sum(axis=0), 1)
    np.testing.assert_allclose(made.column_contributions.sum(axis=0), 1)
    np.testing.assert_allclose(made.row_mass @ made.rows, 0, atol=1e-12)


def test_signs_do_not_hang_on_the_order_of_rows_and_point_to_the_greatest_contribution():
    made = correspondence(TABLE)
    order = np.array([3, 1, 4, 0, 2])
    turned = correspondence(TABLE[order])
    np.testing.assert_allclose(turned.rows, made.rows[order], atol=1e-10)
    np.testing.assert_allclose(turned.columns, made.columns, atol=1e-10)
    first = made.column_contributions.argmax(axis=0)
    assert (made.columns[first, np.arange(len(first))] > 0).all()


def test_a_planted_division_is_the_first_axis():
    y, row_of, ids = made_units()
    table = np.array([y[row_of == i].sum(axis=0) for i in range(4)])
    made = correspondence(table)
    assert made.inertia[0] / made.inertia.sum() > 0.9
    assert len(set(np.sign(made.rows[:2, 0]))) == 1
    assert set(np.sign(made.rows[2:, 0])) == {-np.sign(made.rows[0, 0])}
    ellipses = row_ellipses(y, row_of, ids, replicates=200, seed=1)
    # surely apart: no ellipse reaches the middle
    assert (ellipses.major < np.abs(made.rows[:, 0])).all()
    assert made.inertia.sum() > 3 * inertia_null(y, row_of, ids, permutations=50, seed=1)


def test_with_no_difference_the_inertia_is_what_chance_gives():
    y, row_of, ids = made_units(effect=0.0, per_row=30)
    made = correspondence(np.array([y[row_of == i].sum(axis=0) for i in range(4)]))
    null = inertia_null(y, row_of, ids, permutations=100, seed=1)
    assert 0.4 * null < made.inertia.sum() < 2 * null
    ellipses = row_ellipses(y, row_of, ids, replicates=200, seed=1)
    # every ellipse holds the middle, where all outlets lie in truth
    turn = np.radians(ellipses.angle)
    x, upward = made.rows[:, 0], made.rows[:, 1]
    along, across = x * np.cos(turn) + upward * np.sin(turn), upward * np.cos(turn) - x * np.sin(turn)
    assert ((along / ellipses.major) ** 2 + (across / ellipses.minor) ** 2 <= 1).sum() >= 3


def test_ellipses_shrink_with_more_units_and_do_not_hang_on_their_order():
    few, many = made_units(per_row=8), made_units(per_row=60)
    small, large = (row_ellipses(*units, replicates=200, seed=3) for units in (few, many))
    assert (large.major < 0.7 * small.major).all()
    assert (small.minor <= small.major).all()
    assert ((small.angle > -90) & (small.angle <= 90)).all()
    y, row_of, ids = few
    order = np.random.default_rng(1).permutation(len(ids))
    again = row_ellipses(y[order], row_of[order], [ids[i] for i in order], replicates=200, seed=3)
    np.testing.assert_allclose(again.major, small.major)
    np.testing.assert_allclose(again.angle, small.angle)
    assert inertia_null(y[order], row_of[order], [ids[i] for i in order], seed=2) == pytest.approx(
        inertia_null(y, row_of, ids, seed=2)
    )


def test_a_row_with_few_units_has_no_ellipse():
    y, row_of, ids = made_units(per_row=8)
    kept = np.ones(len(ids), bool)
    kept[FEWEST_FOR_ELLIPSE - 1 : 8] = False
    made = row_ellipses(y[kept], row_of[kept], np.array(ids)[kept], replicates=100, seed=1)
    assert np.isnan(made.major).tolist() == [True, False, False, False]


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ([[1, -1], [1, 1]], "not negative"),
        ([[1, 0], [2, 0]], "no empty row and no empty column"),
        ([[1, 2], [2, 4]], "rows that differ"),
    ],
)
def test_what_cannot_be_analysed_is_said(table, message):
    with pytest.raises(ValueError, match=message):
        correspondence(table)
