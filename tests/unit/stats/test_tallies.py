import numpy as np
import pytest
from scipy import sparse

from framing.stats.dispersion import gries_dp_norm
from framing.stats.linearised import cluster_sums
from framing.stats.tallies import tally_sides


@pytest.mark.parametrize("storage", [np.asarray, sparse.csr_array, sparse.csc_array])
def test_one_pass_gives_what_the_kernels_give_one_by_one(storage):
    rng = np.random.default_rng(1)
    y = rng.poisson(0.8, (30, 7))
    y[:, 3] = 0
    n = y.sum(axis=1) + 3
    target = np.arange(30) < 11
    reference = (np.arange(30) >= 11) & (np.arange(30) < 25)  # five documents are on no side
    for side, tally in zip((target, reference), tally_sides(storage(y), n, [target, reference])):
        sums = cluster_sums(y[side], n[side])
        for name in ("m", "y", "n", "y2", "yn", "n2"):
            np.testing.assert_array_equal(getattr(tally.sums, name), getattr(sums, name), err_msg=name)
        np.testing.assert_array_equal(tally.docs, (y[side] > 0).sum(axis=0))
        np.testing.assert_allclose(tally.dp_norm, gries_dp_norm(y[side], n[side]), rtol=1e-12)


def test_zeros_that_are_stored_are_no_documents_with_the_item():
    y = sparse.csr_array((np.array([2, 0, 1]), ([0, 1, 2], [0, 0, 0])), shape=(4, 1))
    tally = tally_sides(y, [5, 5, 5, 5], [np.array([True, True, True, False])])[0]
    assert tally.docs[0] == 2
    assert y.nnz == 3


def test_one_document_has_no_dispersion():
    tally = tally_sides([[1], [2]], [5, 5], [np.array([True, False])])[0]
    assert np.isnan(tally.dp_norm[0])
