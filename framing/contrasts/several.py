"""More than two groups: each against the rest, or all pairs, with one correction over all that is tested."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from framing.contrasts.design import ALL_OTHERS, By
from framing.contrasts.inference import CORRECTIONS, MAX_T, Inference
from framing.errors import InputError, nearest
from framing.schema import CONTRAST

if TYPE_CHECKING:
    import pandas as pd

EACH = "each"
"""As a target: every group (or outlet) in turn."""

EACH_OTHER = "each other"
"""As a reference to each: every pair once, in the order of the names."""


def comparisons(documents: pd.DataFrame, target: str, reference: str, by: By) -> list[tuple[str, str]]:
    """Who is compared with whom: the pair itself, or what "each" stands for.

    Raises: InputError where "each" goes with another reference than "all others" or "each other", where a group has one
        of these names, or where there are fewer than two.
    """
    if target != EACH and reference != EACH_OTHER:
        return [(target, reference)]
    if target != EACH or reference not in (ALL_OTHERS, EACH_OTHER):
        raise InputError(
            f"target {EACH!r} goes with reference {ALL_OTHERS!r} or {EACH_OTHER!r}, got {target!r} and {reference!r};"
            f" {nearest(reference, [ALL_OTHERS, EACH_OTHER])}"
        )
    names = sorted({str(n) for n in documents[by].dropna() if n})
    taken = [n for n in (EACH, EACH_OTHER, ALL_OTHERS) if n in names]
    if taken:
        raise InputError(f"a {by} is called {taken[0]!r}, which as target or reference means something else; rename it")
    if len(names) < 2:
        raise InputError(f"there must be at least two {by}s to compare each of them; the documents have {len(names)}")
    if reference == ALL_OTHERS:
        return [(name, ALL_OTHERS) for name in names]
    return list(itertools.combinations(names, 2))


def check_several(inference: Inference, n_comparisons: int, *, matched: bool) -> None:
    """Raise `InputError` for what can't go over several comparisons."""
    if n_comparisons > 1 and matched:
        raise InputError("match goes with one comparison; name its target and reference")
    if n_comparisons > 1 and inference.correction == MAX_T:
        raise InputError(f'correction = "{MAX_T}" permutes the clusters of one comparison; over several take "holm"')


def together_corrected(tables: list[pd.DataFrame], inference: Inference) -> pd.DataFrame:
    """The tables one below the other, q over all of their p."""
    import pandas as pd

    if len(tables) == 1:
        return tables[0]
    table = pd.concat(tables, ignore_index=True)
    for p, q in (("p", "q"), ("p_equal", "q_equal")):
        if p in table:
            table[q] = CORRECTIONS[inference.correction](table[p].to_numpy(float))
    return CONTRAST.check(table)
