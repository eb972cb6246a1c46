"""Shares and divergences that shifterator gives; experiments/peers/word_shift.py made the file."""

from pathlib import Path

import pandas as pd
import pytest

from framing.stats.divergence import jensen_shannon, jensen_shannon_contributions

SHIFTS = pd.read_csv(Path(__file__).with_suffix("").with_name("word_shift.csv"))


@pytest.mark.parametrize("system", ["small", "made"])
def test_shares_and_divergence_of_shifterator(system):
    rows = SHIFTS[SHIFTS["system"] == system]
    parts = jensen_shannon_contributions(rows["target_n"], rows["reference_n"])
    assert len(rows) >= 4
    assert float(jensen_shannon(rows["target_n"], rows["reference_n"])) == pytest.approx(rows["divergence"].iloc[0])
    assert (parts / parts.sum()).tolist() == pytest.approx(rows["share"].tolist(), abs=1e-11)
