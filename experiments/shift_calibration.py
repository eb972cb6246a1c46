"""How often the interval of a word shift's excess covers, how often its test rejects, and how often map ellipses cover.

    python experiments/shift_calibration.py            (about a minute of CPU time)

Documents are drawn with their words clustered (Dirichlet-multinomial), so the truth is known: the divergence between
the two sides' expected shares, and the places of the outlets' expected shares. Prints two tables.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from framing.stats.correspondence import correspondence, row_ellipses
from framing.stats.divergence import jensen_shannon
from framing.stats.shift import shift_interval, shift_null

Floats = NDArray[np.float64]

SHIFTS = (
    # documents a side, items, concentration, words a document, planted difference
    (10, 300, 100, 100, 0.0),
    (10, 300, 200, 100, 0.3),
    (20, 1000, 300, 200, 0.1),
    (40, 1000, 300, 200, 0.3),
    (40, 100, 20, 50, 0.5),
    (100, 300, 100, 100, 0.0),
    (15, 3000, 400, 300, 0.5),
)
MAPS = (
    # outlets, markers, documents an outlet, hits a document, concentration, planted difference
    (3, 20, 12, 60, 40, 0.6),
    (4, 20, 20, 60, 40, 0.6),
    (6, 40, 5, 40, 30, 0.6),
    (8, 30, 8, 40, 30, 0.2),
    (8, 30, 30, 40, 30, 0.6),
)
RUNS = 100


def documents(expected: Floats, concentration: float, size: float, random: np.random.Generator) -> Floats:
    """Counts of one document for each row of expected shares."""
    return np.array(
        [random.multinomial(random.poisson(size) + 1, random.dirichlet(concentration * p)) for p in expected]
    )


def shift_row(m: int, items: int, concentration: float, size: float, effect: float) -> tuple[float, ...]:
    """True divergence, mean observed one, mean excess, share of intervals that cover, share of p at most 0.05."""
    random = np.random.default_rng(3)
    base, tilt = 1 / np.arange(1, items + 1), random.normal(0, effect, items)
    p, q = (base * np.exp(turn * tilt) for turn in (1, -1))
    p, q = p / p.sum(), q / q.sum()
    true = float(jensen_shannon(p, q))
    is_target, ids = np.arange(2 * m) < m, [f"d{i}" for i in range(2 * m)]
    rows = []
    for run in range(RUNS):
        y = documents(np.array([p] * m + [q] * m), concentration, size, random)
        null = shift_null(y, is_target, ids, permutations=199, seed=run)
        low, high = shift_interval(y, is_target, ids, bias=null.mean, replicates=200, seed=run)
        observed = float(jensen_shannon(y[:m].sum(axis=0), y[m:].sum(axis=0)))
        rows.append((observed, observed - null.mean, low <= true <= high, null.p <= 0.05))
    return (true, *np.mean(rows, axis=0).tolist())


def map_row(outlets: int, markers: int, per_outlet: int, size: float, concentration: float, effect: float) -> float:
    """Share of ellipses that hold the outlet's true place, turned onto the observed map."""
    random = np.random.default_rng(1)
    half = np.where(np.arange(outlets) < outlets // 2, 1.0, -1.0)[:, None]
    tilt = half * random.normal(0, 1, markers) + 0.7 * random.normal(0, 1, (outlets, 1)) * random.normal(0, 1, markers)
    expected = random.dirichlet(np.ones(markers)) * np.exp(effect * tilt + random.normal(0, 0.15, (outlets, markers)))
    expected /= expected.sum(axis=1, keepdims=True)
    truth = correspondence(expected).rows[:, :2]
    row_of = np.repeat(np.arange(outlets), per_outlet)
    held = []
    for run in range(RUNS):
        y = documents(expected[row_of], concentration, size, random)
        y = y[:, y.sum(axis=0) > 0]
        hits = np.zeros((outlets, y.shape[1]))
        np.add.at(hits, row_of, y)
        observed = correspondence(hits)
        places = observed.rows[:, :2]
        made = row_ellipses(y, row_of, [f"d{i}" for i in range(len(y))], replicates=300, seed=run)
        u, _, v = np.linalg.svd((truth * observed.row_mass[:, None]).T @ places)
        off = truth @ (u @ v) - places
        turn = np.radians(made.angle)
        along = off[:, 0] * np.cos(turn) + off[:, 1] * np.sin(turn)
        across = off[:, 1] * np.cos(turn) - off[:, 0] * np.sin(turn)
        held.append((along / made.major) ** 2 + (across / made.minor) ** 2 <= 1)
    return float(np.mean(held))


def main() -> None:
    """Print both tables."""
    print("documents a side, items, concentration, words, difference: true, observed, excess, covers, rejects")
    for case in SHIFTS:
        print(*case, "|", *(f"{value:.3f}" for value in shift_row(*case)), flush=True)
    print("outlets, markers, documents, hits, concentration, difference: ellipses cover")
    for case in MAPS:
        print(*case, "|", f"{map_row(*case):.3f}", flush=True)


if __name__ == "__main__":
    main()
