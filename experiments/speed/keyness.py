"""Speed of keyness on counts: the whole CONTRAST row, and the bootstrap, beside the sparse products that they need.

    python experiments/speed/keyness.py

Writes reports/speed/keyness.csv and prints it. CPU seconds of one thread, the best of several runs that take turns. The
counts are made up: 35,000 words by Zipf's law in 13,000 documents.
"""

from __future__ import annotations

import os

for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"  # before numpy is loaded

import resource  # noqa: E402
import time  # noqa: E402
from collections.abc import Callable  # noqa: E402
from pathlib import Path  # noqa: E402

import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402
from scipy import sparse  # noqa: E402

from framing.contrasts.contrast import contrast_table  # noqa: E402
from framing.contrasts.design import choose_sides  # noqa: E402
from framing.contrasts.inference import Inference  # noqa: E402
from framing.files import whole_file  # noqa: E402
from framing.stats.bootstrap import bootstrap_log_ratio  # noqa: E402
from framing.tables import to_markdown  # noqa: E402

OUT = Path(__file__).resolve().parents[2] / "reports/speed/keyness.csv"
DOCUMENTS, WORDS, REPLICATES, RUNS = 13_000, 35_000, 1_000, 3
STATISTICS = 6
"""sums over the documents of each side that a row needs: y, documents with it, y², y n, and two for the dispersion"""


def made_counts() -> sparse.csr_array:
    """Documents by words."""
    rng = np.random.default_rng(1)
    share = 1 / np.arange(1, WORDS + 1)
    n = np.maximum(50, rng.lognormal(np.log(450), 0.6, DOCUMENTS)).astype(int)
    word = rng.choice(WORDS, size=n.sum(), p=share / share.sum())
    rows = np.repeat(np.arange(DOCUMENTS), n)
    counts = sparse.csr_array((np.ones(len(word), np.int64), (rows, word)), shape=(DOCUMENTS, WORDS))
    counts.sum_duplicates()
    return counts


def cpu(run: Callable[[], object]) -> float:
    """CPU seconds of one run."""
    begun = time.process_time()
    run()
    return time.process_time() - begun


def main() -> None:
    counts = made_counts()
    n = np.asarray(counts.sum(axis=1)).ravel()
    target = np.arange(DOCUMENTS) % 2 == 0
    documents = pd.DataFrame(
        {
            "doc_id": [f"d{i:05}" for i in range(DOCUMENTS)],
            "outlet": [f"o{i % 10}" for i in range(DOCUMENTS)],
            "group": np.where(target, "a", "b"),
        }
    )
    items = [f"w{i}" for i in range(WORDS)]
    side = sparse.csr_array(np.stack([target, ~target]).astype(float))
    real = counts.astype(float)
    halves = [(mask, real[mask]) for mask in (target, ~target)]

    def row(cluster: str) -> None:
        contrast_table(
            counts,
            n,
            choose_sides(documents, target="a", reference="b", cluster=cluster),
            items=items,
            categories=[""] * WORDS,
            voice=None,
            seed=1,
            inference=Inference(test="t"),
        )

    def products() -> None:
        for _ in range(STATISTICS):
            side @ real

    def replicates() -> None:
        bootstrap_log_ratio(counts, n, target, documents["doc_id"], replicates=REPLICATES, seed=1)

    weights = np.random.default_rng(2).poisson(1, (REPLICATES, DOCUMENTS)).astype(float)

    def batched() -> None:
        for start in range(0, REPLICATES, 250):
            a, b = (weights[start : start + 250, mask] @ part for mask, part in halves)
            c, d = a.sum(axis=1, keepdims=True), b.sum(axis=1, keepdims=True)
            np.log((a + 0.01) / (c - a)) - np.log((b + 0.01) / (d - b))

    contestants = {
        "row, documents as clusters": lambda: row("document"),
        "row, outlets as clusters": lambda: row("outlet"),
        f"{STATISTICS} sparse products": products,
        f"{REPLICATES:,} replicates": replicates,
        f"{REPLICATES:,} replicates by scipy, with log-odds": batched,
    }
    best = dict.fromkeys(contestants, np.inf)
    memory = {}
    for _ in range(RUNS):
        for name, run in contestants.items():
            best[name] = min(best[name], cpu(run))
            memory.setdefault(name, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6)
    names = list(contestants)
    against = {names[0]: names[2], names[1]: names[2], names[3]: names[4]}
    aim = {names[0]: 1.5, names[1]: 1.5, names[3]: 0.5}
    table = pd.DataFrame(
        {
            "contestant": names,
            "seconds": [best[x] for x in names],
            "times_the_peer": [best[x] / best[against[x]] if x in against else None for x in names],
            "aim": [aim.get(x) for x in names],
            "peak_gb_so_far": [memory[x] for x in names],
        }
    )
    OUT.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(OUT) as out:
        table.round(4).to_csv(out, index=False)
    print(f"{counts.nnz:,} cells, {n.sum():,} words")
    print(to_markdown(table, digits={"seconds": 3, "times_the_peer": 2, "aim": 1, "peak_gb_so_far": 2}))


if __name__ == "__main__":
    main()
