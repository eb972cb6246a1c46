"""How sure a contrast is: the parameters of interval, test, correction and prior that all comparisons share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from framing.errors import InputError, nearest, together
from framing.stats.multiplicity import benjamini_hochberg, holm

Floats = npt.NDArray[np.float64]

CORRECTIONS: dict[str, Callable[[Floats], Floats]] = {"bh": benjamini_hochberg, "holm": holm, "none": np.asarray}

MAX_T = "max_t"
"""The correction that permutes all items at once, and so needs more than their p."""


@dataclass(frozen=True)
class Inference:
    """How sure a contrast is: the parameters that every CONTRAST table shares.

    interval: "t" on the linearised cluster variance, or "bootstrap" (percentile, at least ten clusters a side).
    test: "permutation" of group labels over clusters, or "t" (for whole vocabularies).
    correction: of p over all items: "bh" (Benjamini-Hochberg, holds the false discovery rate), "holm" (holds the chance
    of a single false finding), "max_t" (the same by permuting all items at once, which has more power where items go
    together) or "none".
    prior: of the log-odds: "corpus" (shaped like the pooled counts, `prior_size` tokens) or "uniform"
    (`prior_size` spread evenly over the items).
    margin: where given, items are also tested for being equally frequent on both sides, to within ±margin in log2: two
    columns more, `p_equal` of two one-sided clustered t tests (never below p_floor) and `q_equal`, corrected. Items
    with a small `q_equal` are lockwords.
    """

    level: float = 0.95
    interval: Literal["t", "bootstrap"] = "t"
    bootstrap: int = 2000
    test: Literal["permutation", "t"] = "permutation"
    permutations: int = 9999
    correction: Literal["bh", "holm", "max_t", "none"] = "bh"
    prior: Literal["corpus", "uniform"] = "corpus"
    prior_size: float = 1000.0
    margin: float | None = None

    def __post_init__(self) -> None:
        choices = {
            "interval": ("t", "bootstrap"),
            "test": ("permutation", "t"),
            "correction": (*CORRECTIONS, MAX_T),
            "prior": ("corpus", "uniform"),
        }
        problems = [
            f"{name} = {getattr(self, name)!r}; {nearest(str(getattr(self, name)), known)}"
            for name, known in choices.items()
            if getattr(self, name) not in known
        ]
        if not 0 < self.level < 1:
            problems.append(f"level, of the interval, must lie between 0 and 1; got {self.level!r}")
        for name in ("bootstrap", "permutations", "prior_size", *(["margin"] if self.margin is not None else [])):
            if not getattr(self, name) > 0:
                problems.append(f"{name} must be above 0; got {getattr(self, name)!r}")
        if problems:
            raise InputError(together(problems, "inference"))


def corrected_p(inference: Inference, p: Floats) -> Floats:
    """`p` corrected over all of them; raises `InputError` for max-T, which only CONTRAST tables have."""
    if inference.correction == MAX_T:
        raise InputError(
            f'correction = "{MAX_T}" is for contrasts of markers and words; here take "holm", "bh" or "none"'
        )
    return CORRECTIONS[inference.correction](p)
