from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from contrast_example import Document, make_counts

import framing as fr
from framing.contrasts.contrast import Inference

ITEMS = {**{f"planted_{i}": "planted" for i in range(4)}, **{f"null_{i}": "null" for i in range(16)}}


def drawn_counts(seed: int, *, n: int, outlets: int, effect: float, between: float = 0.2) -> pd.DataFrame:
    """Negative-binomial hits in documents of outlets with habits of their own; the planted markers favour the reds."""
    random = np.random.default_rng(seed)
    documents = []
    for group in ("red", "blue"):
        habits = np.exp(random.normal(0, between, (outlets, len(ITEMS))))
        for i in range(n):
            tokens = int(random.integers(300, 900))
            rate = np.full(len(ITEMS), 0.006) * habits[i % outlets]
            if group == "red":
                rate[:4] *= effect
            # A gamma-mixed Poisson: the documents of an outlet differ too.
            hits = random.poisson(random.gamma(3, rate / 3) * tokens)
            voiced: Any = {m: (int(h), 0, 0) for m, h in zip(ITEMS, hits, strict=True)}
            documents.append(Document(f"{group}{i:03d}", f"{group} {i % outlets}", group, (tokens, 0, 0), voiced))
    return make_counts(documents, ITEMS)


def test_planted_markers_are_found_and_the_others_are_not() -> None:
    table = fr.compare(drawn_counts(3, n=60, outlets=6, effect=3.0), target="red", reference="blue", seed=1).set_index(
        "item"
    )
    assert set(table["cluster"]) == {"outlet"}
    planted, null = table[table["category"] == "planted"], table[table["category"] == "null"]
    assert (planted["q"] < 0.05).all()
    assert (planted["log_ratio"] > 0.8).all()
    # Four intervals at .95 may miss the truth once (probability .19), hardly twice (.01).
    assert planted["ci_low"].lt(np.log2(3)).eq(planted["ci_high"].gt(np.log2(3))).sum() >= 3
    assert (null["q"] >= 0.05).sum() >= 15
    # Words are not independent draws: the naive test calls more of the null markers different.
    assert (null["z"].abs() > 1.96).sum() > (null["p"] < 0.05).sum()


def test_without_a_difference_p_keeps_its_level_and_intervals_cover() -> None:
    p, t, covered = [], [], []
    for seed in range(30):
        counts = drawn_counts(100 + seed, n=10, outlets=10, effect=1.0)
        options: dict[str, Any] = {"target": "red", "reference": "blue", "seed": 1}
        table = fr.compare(counts, **options, inference=Inference(permutations=199))
        p.append(table["p"].to_numpy())
        covered.append(((table["ci_low"] <= 0) & (table["ci_high"] >= 0)).to_numpy())
        t.append(fr.compare(counts, **options, inference=Inference(test="t"))["p"].to_numpy())
    # 600 tests: .05 give 30 +- 5.3; four standard errors either way.
    for values in (p, t):
        assert 0.015 < np.mean(np.array(values) <= 0.05) < 0.086
    assert 0.914 < np.mean(covered) < 0.985
