"""What R's ca prints for the smoking habits of the staff of a firm (Greenacre 1984; Nenadić and Greenacre 2007)."""

import numpy as np

from framing.stats.correspondence import correspondence

SMOKE = [[4, 2, 3, 2], [4, 3, 7, 4], [25, 10, 12, 4], [18, 24, 33, 13], [10, 6, 7, 2]]
STANDARD_ROWS = [
    [-0.240539, -1.935708], [0.947105, -2.430958], [-1.391973, -0.106508], [0.851989, 0.576944], [-0.735456, 0.788435],
]  # fmt: skip
STANDARD_COLUMNS = [[-1.438471, -0.304659], [0.363746, 1.409433], [0.718017, 0.073528], [1.074445, -1.975960]]


def same_but_for_signs(ours, theirs):
    signs = np.sign((ours * theirs).sum(axis=0))
    np.testing.assert_allclose(ours * signs, theirs, atol=5.1e-6)


def test_masses_inertias_and_standard_coordinates():
    made = correspondence(SMOKE)
    np.testing.assert_allclose(made.inertia, [0.074759, 0.010017, 0.000414], atol=5.1e-7)
    np.testing.assert_allclose(made.row_mass, [0.056995, 0.093264, 0.264249, 0.455959, 0.129534], atol=5.1e-7)
    np.testing.assert_allclose(made.column_mass, [0.316062, 0.233161, 0.321244, 0.129534], atol=5.1e-7)
    root = np.sqrt(made.inertia[:2])
    same_but_for_signs(made.rows[:, :2] / root, np.array(STANDARD_ROWS))
    same_but_for_signs(made.columns[:, :2] / root, np.array(STANDARD_COLUMNS))
    distances = np.sqrt((made.rows**2).sum(axis=1))
    np.testing.assert_allclose(distances, [0.216559, 0.356921, 0.380779, 0.240025, 0.216169], atol=5.1e-7)
