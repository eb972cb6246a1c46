"""Word shifts: what each word, n-gram or marker adds to the distance between two sides."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import numpy.typing as npt

from framing.contrasts.contrast import by_cluster, voice_name
from framing.contrasts.counted import marker_counts
from framing.contrasts.design import By, Cluster, Sides, choose_sides
from framing.contrasts.keyness import UNITS, count_items, frequent
from framing.errors import InputError, TooLittleError, nearest
from framing.schema_shift import WORD_SHIFT
from framing.stats.divergence import jensen_shannon_contributions
from framing.stats.resample import FEWEST_FOR_BOOTSTRAP
from framing.stats.shift import ShiftNull, shift_interval, shift_null

if TYPE_CHECKING:
    import pandas as pd

    from framing.corpus.features import Features
    from framing.corpus.tokens import Tokens

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Unit = Literal["word", "bigram", "trigram", "marker", "category"]

LEVELS = ("marker", "category")


@dataclass(frozen=True)
class _Counted:
    """The items that enter the shift. y: counts (n_documents, n_items), dense or sparse; sides: who is where."""

    items: list[str]
    categories: list[str]
    y: Any
    sides: Sides


def word_shift(
    source: Tokens | Features | pd.DataFrame,
    *,
    target: str,
    reference: str,
    seed: int,
    by: By = "group",
    unit: Unit = "word",
    min_count: int | None = None,
    min_docs: int | None = None,
    voices: Collection[str] | None = None,
    cluster: Cluster | None = None,
    permutations: int = 999,
    bootstrap: int = 1000,
    level: float = 0.95,
) -> pd.DataFrame:
    """What each item adds to the Jensen-Shannon divergence between the items of two sides.

    The divergence is 0 where both sides divide their text among the items alike, and 1 bit where they share none. It
    is above 0 also where nothing differs, so the table gives beside it what the same documents (or outlets) give when
    they are dealt to the sides by lot, the excess over that, and a permutation p of the divergence as a whole. The
    interval of the excess is a bootstrap over clusters; there is none with fewer than ten of them on a side.

    Args:
        source: the encoded corpus or its features for words and n-grams; COUNTS for markers and categories.
        target, reference, by, cluster: as in `framing.compare`.
        seed: of permutations and bootstrap.
        unit: "word", "bigram", "trigram", "marker" or "category".
        min_count, min_docs: items with fewer occurrences, or in fewer documents of both sides, are left out, and so
            are words without a letter; by default 5 and 2, and for markers and categories 1 and 1. Shares are
            relative to the items that are left.
        voices: count only these voices (own, direct, indirect); None counts all.

    Returns: WORD_SHIFT, the largest contribution first. Columns from `divergence` to `p` are the same in every row.

    Raises: InputError where the sides can't be made or the source does not fit the unit, NeedsTextError for n-grams of
        features, TooLittleError where a side has none of the items.

    Source: Gallagher et al., Generalized word shift graphs (2021), table 1.
    """
    voice = voice_name(voices)
    given = {"target": target, "reference": reference, "by": by, "cluster": cluster}
    few = (1, 1) if unit in LEVELS else (5, 2)
    least = (few[0] if min_count is None else min_count, few[1] if min_docs is None else min_docs)
    counted = _counted(source, unit, least, voices, given)
    sides = counted.sides
    a = _sum(counted.y, sides.rows[sides.is_target])
    b = _sum(counted.y, sides.rows[~sides.is_target])
    for name, hits in ((sides.target, a), (sides.reference, b)):
        if not hits.sum():
            raise TooLittleError(f"{name!r} has none of the {len(a)} {unit}s of this comparison; there is no shift")
    clustered = by_cluster(counted.y[sides.rows], sides)
    drawn: dict[str, Any] = {"y": clustered, "is_target": sides.cluster_is_target, "ids": sides.clusters, "seed": seed}
    null = shift_null(**drawn, permutations=permutations)
    interval = shift_interval(**drawn, bias=null.mean, replicates=bootstrap, level=level)
    told = np.asarray(clustered.sum(axis=1)).ravel() > 0
    n_clusters = [int((told & side).sum()) for side in (sides.cluster_is_target, ~sides.cluster_is_target)]
    table = _table(counted, a, b, null, interval)
    n = len(table)
    return WORD_SHIFT.frame(
        {
            **{str(c): table[c] for c in table},
            "voice": [voice or "all"] * n,
            "denominator": [f"{'all ' if voice is None else ''}{_plural(unit)} counted"
                            + (f" in {voice} voice" if voice else "")] * n,
            "cluster": [sides.cluster] * n,
            "n_clusters_target": [n_clusters[0]] * n,
            "n_clusters_reference": [n_clusters[1]] * n,
            "p_floor": [null.p_floor] * n,
            "method": [_method(null, sides.cluster, min(n_clusters), permutations, bootstrap, level)] * n,
        }
    )  # fmt: skip


def _plural(unit: str) -> str:
    return "categories" if unit == "category" else f"{unit}s"


def _sum(y: Any, rows: Integers) -> Integers:
    return np.asarray(y[rows].sum(axis=0), np.int64).ravel()


def _counted(
    source: Any, unit: Unit, least: tuple[int, int], voices: Collection[str] | None, given: dict[str, Any]
) -> _Counted:
    """The items that are frequent enough, counted by document."""
    known = (*UNITS, *LEVELS)
    if unit not in known:
        raise InputError(f"unit must be one of {', '.join(known)}, not {unit!r}; {nearest(str(unit), known)}")
    table = not hasattr(source, "documents")
    if table != (unit in LEVELS):
        wanted = "COUNTS, the table of `count_markers`" if unit in LEVELS else "the encoded corpus or its features"
        raise InputError(f"a shift of {_plural(unit)} needs {wanted}; got {type(source).__name__}")
    min_count, min_docs = least
    if unit == "marker" or unit == "category":
        markers = marker_counts(source, level=unit, voices=voices)
        sides = choose_sides(markers.documents, **given).with_tokens(markers.n)
        compared = markers.y[sides.rows]
        n, documents = compared.sum(axis=0), (compared > 0).sum(axis=0)
        chosen = np.flatnonzero((n >= max(min_count, 1)) & (documents >= min_docs))
        items, categories, y = markers.items, markers.categories, markers.y
    else:
        matrix, size = count_items(source, unit, min_count, voices)
        sides = choose_sides(source.documents, **given).with_tokens(size)
        chosen = frequent(matrix.counts, matrix.words, sides, min_count=min_count, min_docs=min_docs)
        items, categories, y = matrix.words, [""] * len(matrix.words), matrix.counts
    if not len(chosen):
        raise TooLittleError(
            f"no {unit} occurs {min_count} times and in {min_docs} documents of both sides; lower min_count or min_docs"
        )
    kept = chosen.tolist()
    return _Counted([items[i] for i in kept], [categories[i] for i in kept], y[:, chosen], sides)


def _table(counted: _Counted, a: Integers, b: Integers, null: ShiftNull, interval: tuple[float, float]) -> pd.DataFrame:
    """The items in the order of what they contribute; equal contributions in that of their names."""
    import pandas as pd

    sides = counted.sides
    p, q = a / a.sum(), b / b.sum()
    parts = jensen_shannon_contributions(a, b)
    whole = float(np.clip(parts.sum(), 0.0, 1.0))
    table = pd.DataFrame(
        {
            "item": counted.items,
            "category": counted.categories,
            "target": sides.target,
            "reference": sides.reference,
            "target_n": a,
            "reference_n": b,
            "target_total": int(a.sum()),
            "reference_total": int(b.sum()),
            "target_share": p,
            "reference_share": q,
            "contribution": parts,
            # whole numbers, so that rounding can't call equal shares different
            "_lean": np.sign(a.astype(object) * int(b.sum()) - b.astype(object) * int(a.sum())).astype(int),
        }
    )
    # sums of logarithms differ in the last bit: equal contributions must not hang on it
    order = table.assign(_size=-table["contribution"].round(12)).sort_values(["_size", "item"], kind="stable")
    table = order.reset_index(drop=True)
    lean = table["_lean"].to_numpy()
    table["contribution"] = np.where(lean == 0, 0.0, table["contribution"])
    share = table["contribution"] / whole if whole > 0 else table["contribution"] * np.nan
    return table.assign(
        rank=np.arange(1, len(table) + 1),
        share=share,
        direction=np.select([lean > 0, lean < 0], [sides.target, sides.reference], ""),
        cumulative=share.cumsum().clip(upper=1.0),
        divergence=whole,
        null_mean=null.mean,
        null_high=null.high,
        excess=max(whole - null.mean, 0.0),
        ci_low=interval[0],
        ci_high=interval[1],
        p=null.p,
    ).drop(columns=["_lean", "_size"])


def _method(null: ShiftNull, cluster: str, fewest: int, permutations: int, bootstrap: int, level: float) -> str:
    test = "exact permutation" if null.exact else f"{permutations} permutations"
    interval = (
        f"no interval, as a side has fewer than {FEWEST_FOR_BOOTSTRAP} {cluster}s"
        if fewest < FEWEST_FOR_BOOTSTRAP
        else f"{level:.0%} interval of the excess by {bootstrap} bootstrap draws of {cluster}s"
    )
    return f"{interval}; p and null by {test} over {cluster}s"
