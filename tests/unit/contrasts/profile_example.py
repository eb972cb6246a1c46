"""Made HITS with planted shares of voice and stance."""

from __future__ import annotations

import numpy as np
import pandas as pd

from framing.schema import HITS

Shares = dict[str, tuple[float, float, float]]
"""Group -> shares of own, direct and indirect."""


def make_hits(
    shares: Shares, *, documents: int = 30, hits: int = 12, outlets: int = 3, denied: float = 0.2, seed: int = 1
) -> pd.DataFrame:
    """Hits of so many documents a group; each document leans by itself, so that documents differ more than hits do."""
    random = np.random.default_rng(seed)
    rows = []
    for group, wanted in shares.items():
        for d in range(documents):
            own = random.dirichlet(np.array(wanted) * 8 + 1e-9)
            for h in range(hits):
                voice = random.choice(["own", "direct", "indirect"], p=own)
                stance = ("deny" if random.random() < denied else "assert") if voice == "own" else "relay"
                marker = "alpha" if h % 2 else "beta"
                place = (f"{group}-{d:02d}", f"{group} outlet {d % outlets}", group, "2024", "body", 0, 0, h, h + 1)
                said = ("", "") if voice == "own" else ("Somebody", "said")
                rows.append((*place, "x", marker, f"{marker}s", voice, False, stance == "deny", stance, *said))
    return HITS.frame({name: [row[i] for row in rows] for i, name in enumerate(HITS.names)})
