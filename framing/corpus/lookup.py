"""Which distinct words belong to which small groups of words: one look-up for several groups."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import pyarrow as pa


def memberships(words: pa.Array, groups: Mapping[str, frozenset[str]]) -> dict[str, npt.NDArray[np.bool_]]:
    """For each group, by name, and each word whether the word is in the group.

    Args:
        words: distinct words as compared, Arrow large strings (n_words,).
        groups: sets of words as compared.
    Returns: bool of shape (n_words,) for each group.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    names = sorted(frozenset().union(*groups.values()))
    table = np.zeros((len(groups), len(names) + 1), bool)  # the last column is for words in no group
    for group, row in zip(groups.values(), table, strict=True):
        row[:-1] = [name in group for name in names]
    found = pc.index_in(words, value_set=pa.array(names, words.type))
    place = pc.fill_null(found, len(names)).to_numpy(zero_copy_only=False)
    return {name: row[place] for name, row in zip(groups, table, strict=True)}
