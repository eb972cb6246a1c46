"""Two sides compared within events that both cover, so that choice of topic and choice of words come apart.

Units are what one outlet wrote of one event: counts `y` (units x items; dense, or scipy sparse) and sizes `n` (units,).
Within event k let y1, n1 be counts and sizes of the target, y0, n0 those of the reference and N = n1 + n0. The rates
that are compared weight each event by w = n1 n0 / N, the same for both sides: Σ w y1/n1 / Σw against Σ w y0/n0 / Σw.
Their ratio is the Mantel-Haenszel rate ratio. An event that one side alone covers has no weight.

Source: Mantel and Haenszel, Statistical aspects of the analysis of data from retrospective studies of disease (1959);
Greenland and Robins, Estimation of a common effect parameter from sparse follow-up data (1985), for rates. The variance
is linearised and taken between events, and between clusters that go through events, as `framing.stats.resample` does it
for pooled rates.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.stats.draws import all_labels, drawn_labels, id_keys
from framing.stats.resample import permutation_floor

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

_BLOCK = 4_000_000  # cells of (units x items), or of (arrangements x items), alive at a time
_ROUNDING = 1e-13  # share of the squared terms below which a residual is rounding error


@dataclass(frozen=True)
class Units:
    """What was counted: one row for each outlet (or document) in each event, sorted by event and name.

    n: sizes (units,), above 0. is_target: bool (units,). event: int64 (units,), -1 for a unit of no known event.
    names: names of the units, each once. cluster: int64 (units,), the cluster that goes through events (an outlet),
    or None where a unit stands for itself. cluster_is_target: bool (clusters,).
    """

    n: Floats
    is_target: NDArray[np.bool_]
    event: Integers
    names: Sequence[str]
    cluster: Integers | None = None
    cluster_names: Sequence[str] = ()
    cluster_is_target: NDArray[np.bool_] | None = None

    @property
    def n_events(self) -> int:
        """One more than the last event's number."""
        return int(self.event.max(initial=-1)) + 1

    def sizes(self) -> tuple[Floats, Floats]:
        """Sizes of target and reference in each event."""
        known = self.event >= 0
        both = []
        for side in (self.is_target, ~self.is_target):
            here = known & side
            both.append(np.bincount(self.event[here], self.n[here], self.n_events).astype(np.float64))
        return both[0], both[1]

    def covered(self) -> tuple[int, int, int]:
        """Events that both sides cover, that the target alone covers, and that the reference alone covers."""
        target, reference = self.sizes()
        both = (target > 0) & (reference > 0)
        return int(both.sum()), int(((target > 0) & ~both).sum()), int(((reference > 0) & ~both).sum())


@dataclass(frozen=True)
class MatchedRatio:
    """The matched log ratio and what the pooled one owes to the choice of events; arrays (items,).

    estimate, low, high: log2 of the matched rate ratio with its t interval; t: over its standard error, df and
    two-sided p with it. target_rate, reference_rate: the two rates, events weighted alike.
    choice, choice_low, choice_high: pooled log ratio minus the matched one.
    """

    estimate: Floats
    low: Floats
    high: Floats
    p: Floats
    target_rate: Floats
    reference_rate: Floats
    choice: Floats
    choice_low: Floats
    choice_high: Floats


def matched_log_ratio(y: Any, units: Units, *, level: float = 0.95, zero: float = 0.5) -> MatchedRatio:
    """Compare two sides within events.

    Args:
        y: counts (units, items), dense or scipy sparse.
        units: what was counted.
        level: of the t intervals. Their variance is that between events. Where units belong to clusters that go
            through events (outlets), an outlet's own style is in all of its events, so the interval between clusters is
            made too, and the wider of the two is given.
        zero: stands for a count of 0 in the estimate.

    The estimate is nan where no event is covered by both sides, or neither has the item there. Intervals are nan where
    a side has no count, with fewer than two events, or where nothing varies.
    """
    if not 0 < level < 1:
        raise ValueError(f"level, of the interval, must lie between 0 and 1; got {level!r}")
    items = y.shape[1]
    parts = [
        _matched(_dense(y[:, i : i + width]), units, level, zero)
        for width in [max(1, _BLOCK // max(len(units.n), 1))]
        for i in range(0, items, width)
    ]
    if not parts:
        return MatchedRatio(*(np.zeros(0) for _ in range(9)))
    return MatchedRatio(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def _dense(y: Any) -> Floats:
    return np.asarray(y.toarray() if hasattr(y, "toarray") else y, np.float64)


def _matched(y: Floats, units: Units, level: float, zero: float) -> tuple[Floats, ...]:
    n1, n0 = units.sizes()
    both = (n1 > 0) & (n0 > 0)
    total = np.where(both, n1 + n0, 1.0)
    known = units.event >= 0
    place = np.where(known, units.event, 0)
    used = known & both[place] if len(both) else np.zeros(len(units.n), bool)
    w1, w0 = np.where(both, n1 / total, 0.0), np.where(both, n0 / total, 0.0)
    y1, y0 = (_by(y, units.event, used & side, units.n_events) for side in (units.is_target, ~units.is_target))
    a, b = (w0[:, None] * y1).sum(axis=0), (w1[:, None] * y0).sum(axis=0)
    weight = float((w1 * n0).sum())
    with np.errstate(divide="ignore", invalid="ignore"):
        estimate = _log_ratio(a, b, weight, n1[both].sum(), n0[both].sum(), zero)
        # A unit's share in the linearised logarithms of the two sums, both of which hang on both sides' sizes.
        size = (units.n / total[place])[:, None]
        own = units.is_target[:, None]
        in_a = np.where(own, w0[place][:, None] * (y - y1[place] * size), w1[place][:, None] * y1[place] * size) / a
        in_b = np.where(own, w0[place][:, None] * y0[place] * size, w1[place][:, None] * (y - y0[place] * size)) / b
        share = np.where(used[:, None], in_a - in_b, 0.0)
        all1, all0 = y[units.is_target].sum(axis=0), y[~units.is_target].sum(axis=0)
        s1, s0 = units.n[units.is_target].sum(), units.n[~units.is_target].sum()
        pooled = np.where(own, y / all1 - (units.n / s1)[:, None], (units.n / s0)[:, None] - y / all0)
        choice = _log_ratio(all1, all0, 1.0, s1, s0, zero, per=(s1, s0)) - estimate
        reach, p = _reach(share[used], units, used, estimate, level)
        wide, _ = _reach(pooled - share, units, np.ones(len(used), bool), choice, level)
        none = np.full(len(a), np.nan)
        rates = (a / weight, b / weight) if weight else (none, none)
    return (estimate, estimate - reach, estimate + reach, p, *rates, choice, choice - wide, choice + wide)


def _by(y: Floats, group: Integers, rows: NDArray[np.bool_], count: int) -> Floats:
    """Rows of `y` added up by their group, (count, items)."""
    out = np.zeros((count, y.shape[1]))
    np.add.at(out, group[rows], y[rows])
    return out


def _log_ratio(
    a: Floats, b: Floats, weight: float, n1: Any, n0: Any, zero: float, *, per: tuple[Any, Any] | None = None
) -> Floats:
    """log2 of two weighted sums (or rates `per` sizes); 0 as if `zero` had been counted in all; nan where both are."""
    d1, d0 = per or (1.0, 1.0)
    first = np.where(a == 0, zero / n1 * weight, a / d1)
    second = np.where(b == 0, zero / n0 * weight, b / d0)
    return np.where(((a == 0) & (b == 0)) | (weight == 0), np.nan, np.log2(first / second))


def _reach(
    share: Floats, units: Units, rows: NDArray[np.bool_], estimate: Floats, level: float
) -> tuple[Floats, Floats]:
    """Half the width of the interval in log2 units, the wider of events and clusters, and the p that goes with it."""
    from scipy.special import stdtr, stdtrit

    event = units.event[rows]
    lone = np.flatnonzero(event < 0)
    event = event.copy()
    event[lone] = units.n_events + np.arange(len(lone))  # of no known event: a draw by itself
    ways = [_between(share, event, np.zeros(len(event), np.int64))]
    if units.cluster is not None:
        ways.append(_between(share, units.cluster[rows], (~units.is_target[rows]).astype(np.int64)))
    reach, p = np.full(share.shape[1], np.nan), np.full(share.shape[1], np.nan)
    for variance, df in ways:
        se = np.sqrt(variance) / math.log(2)
        wide = stdtrit(df, (1 + level) / 2) * se
        wider = np.isnan(reach) | (wide > reach)
        reach = np.where(wider, wide, reach)
        p = np.where(wider, 2 * stdtr(df, -np.abs(estimate / se)), p)
    return reach, p


def _between(share: Floats, group: Integers, side: Integers) -> tuple[Floats, Floats]:
    """Variance of the sum of the shares between groups on each side, and Welch's degrees of freedom."""
    variance, spread = np.zeros(share.shape[1]), np.zeros(share.shape[1])
    for s in np.unique(side).tolist():
        here = side == s
        names, place = np.unique(group[here], return_inverse=True)
        m = len(names)
        if m < 2:
            nothing = np.full(share.shape[1], np.nan)
            return nothing, nothing
        sums = np.zeros((m, share.shape[1]))
        np.add.at(sums, place, share[here])
        residual = ((sums - sums.mean(axis=0)) ** 2).sum(axis=0)
        residual = np.where(residual <= _ROUNDING * (share[here] ** 2).sum(axis=0), 0.0, residual)
        v = m / (m - 1) * residual
        variance += v
        spread += v**2 / (m - 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(variance > 0, variance, np.nan), variance**2 / spread


def matched_permutation_p(
    y: Any, units: Units, *, permutations: int = 9999, seed: int, zero: float = 0.5
) -> tuple[Floats, bool, float]:
    """Two-sided p (items,) of the matched log ratio, whether it is exact, and the smallest p that is possible.

    Without clusters the sides are drawn by lot among the units of each event, as many to a side as there are. With
    clusters these are given to the sides, each with all that it wrote: a cluster's units share a style, and drawn one
    by one they would pass for many. All arrangements are gone through where there are at most `permutations`;
    otherwise that many are drawn, and p = (k + 1) / (permutations + 1). Of an item that one side lacks an arrangement
    counts also where the mean rates differ as much, as in `framing.stats.resample.permutation_p`.

    Source: Phipson and Smyth, Permutation p-values should never be zero.
    """
    if permutations < 1:
        raise ValueError(f"permutations must be at least 1; got {permutations!r}")
    lots = _lots(units)
    floor = lots.floor(permutations)
    exact = lots.arrangements <= permutations
    items = y.shape[1]
    p = np.full(items, np.nan)
    width = max(1, _BLOCK // max(len(units.n), 1))
    for i in range(0, items, width):
        part = _dense(y[:, i : i + width])
        totals = [part[b].sum(axis=0) for b in lots.blocks]
        as_it_is = [units.is_target[b][None, :].astype(float) for b in lots.blocks]
        observed = lots.statistic(as_it_is, part, totals, zero)[0]
        threshold = observed * (1 - 1e-9) - 1e-12
        # Of an item that one side lacks the ratio tells how large the sides are, so its rates are asked too.
        lacking = np.flatnonzero(lots.of_one_side(part) & ~np.isnan(observed))
        rates = part[:, lacking] / np.maximum(units.n, 1)[:, None]
        least = lots.mean_differences(as_it_is, rates)[0] * (1 - 1e-9)
        reached = np.zeros(part.shape[1])
        for labels in lots.draws(permutations, exact, seed, max(1, _BLOCK // (8 * max(part.shape[1], 1)))):
            # Undefined for an arrangement counts as reached: the cautious side.
            beyond = ~(lots.statistic(labels, part, totals, zero) < threshold)
            beyond[:, lacking] |= lots.mean_differences(labels, rates) >= least
            reached += beyond.sum(axis=0)
        value = reached / lots.arrangements if exact else (reached + 1) / (permutations + 1)
        p[i : i + width] = np.where(np.isnan(observed), np.nan, np.maximum(value, floor))
    return p, exact, floor


def matched_floor(units: Units) -> float:
    """The smallest two-sided p that so many units can give by a test that draws none."""
    lots = _lots(units)
    return lots.floor(lots.arrangements)


def _lots(units: Units) -> _Lots:
    blocks = [np.flatnonzero(units.event == k) for k in range(units.n_events)]
    if units.cluster is not None:
        return _Whole(blocks, units)
    return _Within([b for b in blocks if units.is_target[b].any() and not units.is_target[b].all()], units)


class _Lots(ABC):
    """Ways to give units to the sides, each as one matrix of 0 and 1 an event (arrangements x units of the event)."""

    def __init__(self, blocks: list[Integers], units: Units) -> None:
        self.blocks, self.units = blocks, units
        self.sizes = [units.n[b] for b in blocks]
        self.arrangements = 1

    @abstractmethod
    def floor(self, permutations: int) -> float:
        """The smallest p that so many arrangements can give."""

    @abstractmethod
    def draws(self, permutations: int, exact: bool, seed: int, rows: int) -> Iterator[list[Floats]]:
        """The arrangements, at most `rows` at a time."""

    def of_one_side(self, y: Floats) -> NDArray[np.bool_]:
        """Whether an item stands on one side alone, over all events (items,)."""
        units = np.concatenate(self.blocks) if self.blocks else np.zeros(0, np.intp)
        target = self.units.is_target[units]
        found = [y[units[side]].sum(axis=0) > 0 for side in (target, ~target)]
        return np.asarray(found[0] != found[1])

    def mean_differences(self, labels: list[Floats], rates: Floats) -> Floats:
        """Size of the differences of the units' mean rates, summed over events, (arrangements, items)."""
        total = np.zeros((len(labels[0]) if labels else 1, rates.shape[1]))
        for block, own in zip(self.blocks, labels, strict=True):
            k = own.sum(axis=1)[:, None]
            both = (k > 0) & (k < len(block))
            means = own @ rates[block] / np.maximum(k, 1), (1 - own) @ rates[block] / np.maximum(len(block) - k, 1)
            total += np.where(both, means[0] - means[1], 0.0)
        return np.abs(total)

    def statistic(self, labels: list[Floats], y: Floats, totals: list[Floats], zero: float) -> Floats:
        """Size of the matched log ratio for each arrangement, (arrangements, items)."""
        rows = len(labels[0]) if labels else 1
        a, b = np.zeros((rows, y.shape[1])), np.zeros((rows, y.shape[1]))
        weight, s1, s0 = np.zeros((rows, 1)), np.zeros((rows, 1)), np.zeros((rows, 1))
        for block, own, n, total in zip(self.blocks, labels, self.sizes, totals, strict=True):
            n1 = (own @ n)[:, None]
            n0 = n.sum() - n1
            both = (n1 > 0) & (n0 > 0)
            y1 = own @ y[block]  # whole numbers: the other side is the rest, to the bit
            a += np.where(both, n0 / n.sum(), 0.0) * y1
            b += np.where(both, n1 / n.sum(), 0.0) * (total - y1)
            weight += np.where(both, n1 * n0 / n.sum(), 0.0)
            s1 += np.where(both, n1, 0.0)
            s0 += np.where(both, n0, 0.0)
        with np.errstate(divide="ignore", invalid="ignore"):
            first = np.where(a == 0, zero / s1 * weight, a)
            second = np.where(b == 0, zero / s0 * weight, b)
            value = np.abs(np.log2(first / second))
        return np.where(((a == 0) & (b == 0)) | (weight == 0), np.nan, value)


class _Within(_Lots):
    """Units drawn by lot within each event that both sides cover."""

    def __init__(self, blocks: list[Integers], units: Units) -> None:
        super().__init__(blocks, units)
        # Which side's places are drawn hangs on names alone, so that swapping the sides changes nothing.
        first = bool(blocks and units.is_target[blocks[0][0]])
        self.ours = [int((units.is_target[b] == first).sum()) for b in blocks]
        self.ways = [math.comb(len(b), k) for b, k in zip(blocks, self.ours, strict=True)]
        self.arrangements = math.prod(self.ways)

    def floor(self, permutations: int) -> float:
        # The mirror image of an arrangement is as extreme, and among them where all events have equal sides.
        even = all(2 * k == len(b) for b, k in zip(self.blocks, self.ours, strict=True))
        exact = min(1.0, (2 if even else 1) / self.arrangements)
        return exact if self.arrangements <= permutations else max(exact, 1 / (permutations + 1))

    def draws(self, permutations: int, exact: bool, seed: int, rows: int) -> Iterator[list[Floats]]:
        if exact:
            every = [next(all_labels(len(b), k, w)) for b, k, w in zip(self.blocks, self.ours, self.ways, strict=True)]
            for first in range(0, self.arrangements, rows):
                number = np.arange(first, min(first + rows, self.arrangements))
                chosen = np.unravel_index(number, self.ways) if self.ways else ()
                yield [labels[c] for labels, c in zip(every, chosen, strict=True)]
            return
        keys = [id_keys([self.units.names[i] for i in b.tolist()]) for b in self.blocks]
        streams = [drawn_labels(key, k, permutations, rows, seed) for key, k in zip(keys, self.ours, strict=True)]
        for together in zip(*streams, strict=True):
            yield list(together)


class _Whole(_Lots):
    """Clusters drawn by lot, each with all of its units."""

    def __init__(self, blocks: list[Integers], units: Units) -> None:
        super().__init__(blocks, units)
        assert units.cluster is not None, "whole clusters are drawn where units belong to clusters"
        assert units.cluster_is_target is not None, "the side of each cluster is known"
        self.cluster = units.cluster
        self.m = len(units.cluster_names)
        ours = int(units.cluster_is_target.sum())
        self.ours = min(ours, self.m - ours)  # the smaller side is drawn, so that swapping the sides changes nothing
        self.arrangements = math.comb(self.m, self.ours)

    def floor(self, permutations: int) -> float:
        return permutation_floor(self.ours, self.m - self.ours, permutations)

    def draws(self, permutations: int, exact: bool, seed: int, rows: int) -> Iterator[list[Floats]]:
        keys = id_keys(list(self.units.cluster_names))
        every = all_labels(self.m, self.ours, rows)
        for labels in every if exact else drawn_labels(keys, self.ours, permutations, rows, seed):
            yield [labels[:, self.cluster[b]] for b in self.blocks]
