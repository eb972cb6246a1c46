"""A small version of experiments/calibration.py: the tests hold their level and the intervals their coverage."""

import importlib.util
import sys
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def sums():
    path = Path(__file__).parents[2] / "experiments/calibration.py"
    spec = importlib.util.spec_from_file_location("calibration", path)
    calibration = importlib.util.module_from_spec(spec)
    sys.modules["calibration"] = calibration  # its dataclass looks itself up
    spec.loader.exec_module(calibration)
    designs = (("document", 2, 2), ("document", 6, 6), ("document", 6, 20), ("outlet", 6, 6))
    table = calibration.pooled(calibration.calibrated(14, designs))
    return table.set_index(["cluster", "target_clusters", "reference_clusters"])


def test_without_a_difference_five_per_cent_are_rejected(sums):
    six = sums[sums.index.get_level_values("target_clusters") >= 6]
    assert six["rejected_t"].between(0.03, 0.08).all()
    assert six["rejected_permutation"].between(0.01, 0.09).all()
    assert (six["rejected_naive"] > 0.2).all()
    assert sums.loc[("document", 2, 2), "rejected_t"] == 0


def test_intervals_cover_the_truth(sums):
    assert sums[["coverage", "coverage_planted"]].min(axis=None) > 0.92
    assert sums[["coverage", "coverage_planted"]].max(axis=None) < 0.99


def test_what_is_planted_is_found_where_there_is_enough(sums):
    assert sums.loc[("outlet", 6, 6), "power"] > 0.75
