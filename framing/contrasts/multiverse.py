"""One contrast under every reasonable choice: how far a result hangs on what could as well have been done otherwise.

Sources: Steegen, Tuerlinckx, Gelman and Vanpaemel, Increasing transparency through a multiverse analysis (2016);
Simonsohn, Simmons and Nelson, Specification curve analysis (2020).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import numpy.typing as npt

from framing.contrasts.contrast import summed, voice_name
from framing.contrasts.design import By, Sides, choose_sides
from framing.contrasts.inference import Inference, corrected_p
from framing.errors import InputError, TooLittleError, UnknownNameError, nearest, together
from framing.schema import COUNTS
from framing.schema_robust import CHOICES, MULTIVERSE
from framing.stats.resample import cluster_sums, clustered_log_ratio, permutation_floor, permutation_p
from framing.stats.shrunk import clustered_log_odds, shrunk_log_ratio
from framing.voice.attribution import VOICES

if TYPE_CHECKING:
    import pandas as pd

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Prior = Literal["none", "corpus", "uniform"]
Duplicates = Literal["keep", "drop", "originals"]

LEVEL = 0.05
NAMES = ("cleaning", "lexicon", "duplicates", "voices", "cluster", "prior", "min_hits")
"""The choices, as columns of MULTIVERSE."""
_KNOWN: dict[str, tuple[str, ...]] = {
    "duplicates": ("keep", "drop", "originals"),
    "clusters": ("outlet", "document"),
    "priors": ("none", "corpus", "uniform"),
}


@dataclass(frozen=True)
class Choices:
    """The ways to choose that are gone through, each set of them with each other.

    voices: which are counted; None stands for all. duplicates: "keep" all documents, "drop" those that repeat one of
    their own outlet, or leave in "originals" alone. clusters: what is resampled. priors: "none" (the log ratio), or
    that of the log-odds. min_hits: markers with fewer hits are not tested, which moves q alone.
    """

    voices: tuple[tuple[str, ...] | None, ...] = (None, ("own",), ("own", "indirect"))
    duplicates: tuple[Duplicates, ...] = ("keep", "drop", "originals")
    clusters: tuple[Literal["outlet", "document"], ...] = ("outlet", "document")
    priors: tuple[Prior, ...] = ("none", "corpus", "uniform")
    min_hits: tuple[int, ...] = (1, 5)

    def __post_init__(self) -> None:
        problems = [f"{name}: nothing to choose from" for name in vars(self) if not getattr(self, name)]
        for name, known in _KNOWN.items():
            problems += [f"{name}: {v!r}; {nearest(str(v), known)}" for v in getattr(self, name) if v not in known]
        problems += [f"min_hits: {v!r} must be 1 or more" for v in self.min_hits if not v >= 1]
        if problems:
            raise InputError(together(problems, "choices"))
        for voices in self.voices:
            voice_name(voices)


@dataclass(frozen=True)
class Variant:
    """COUNTS of the corpus as one cleaning and one lexicon give them."""

    counts: pd.DataFrame
    cleaning: str = "on"
    lexicon: str = ""


@dataclass(frozen=True)
class Multiverse:
    """The result: MULTIVERSE (a row a specification) and CHOICES (a row a way to choose), and what was left out.

    left_out: choices of which one way alone could be taken, or which change nothing here, each with the reason.
    """

    specifications: pd.DataFrame
    choices: pd.DataFrame
    left_out: tuple[str, ...] = ()


def multiverse(
    counts: pd.DataFrame | Sequence[Variant],
    *,
    items: Sequence[str],
    target: str,
    reference: str,
    seed: int,
    by: By = "group",
    level: Literal["marker", "category"] = "marker",
    duplicates: pd.DataFrame | None = None,
    choices: Choices | None = None,
    main: dict[str, object] | None = None,
    inference: Inference | None = None,
) -> Multiverse:
    """Compare how often two sides use an item, under every combination of choices.

    Args:
        counts: COUNTS of the whole corpus, or a `Variant` for each cleaning and lexicon; the first is the study's own.
        items: markers or categories, as `level` says.
        target, reference, by: as in `framing.compare`.
        seed: of permutations, where there are too many to go through all.
        duplicates: DUPLICATES; without them all documents are kept.
        choices: what is gone through.
        main: which choices the study itself makes, by the names of the columns of MULTIVERSE; those not named are the
            first ones of `choices`.
        inference: level, permutations, correction and prior size; interval and test are the clustered t and
            permutation throughout.

    A choice that can't be made (outlets as clusters with one outlet a side) or changes nothing (no document repeats
    another) is left out and named in `left_out`. Specifications share their data, so the curve is no test: it shows how
    far the estimate moves.

    Returns: `Multiverse`, whose rows are sorted by item and estimate.

    Raises: InputError and UnknownNameError for items and sides that are not there.
    """
    import pandas as pd

    variants = [Variant(counts)] if isinstance(counts, pd.DataFrame) else list(counts)
    if not variants:
        raise InputError("a multiverse needs counts to start from")
    if level not in ("marker", "category"):
        raise InputError(f"level must be marker or category, not {level!r}")
    column = "item" if level == "marker" else "category"
    known = list(dict.fromkeys(variants[0].counts[column].tolist()))
    unknown = [i for i in items if i not in known]
    if unknown or not len(items):
        said = [f"there is no {level} {i!r}; {nearest(i, known)}" for i in unknown]
        raise UnknownNameError(together(said or [f"name at least one {level}"], f"{level}s"))
    choices, inference = choices or Choices(), inference or Inference()
    rows: list[dict[str, object]] = []
    left_out: dict[str, None] = {}
    for variant in variants:
        COUNTS.check(variant.counts)
        for cell in _cells(variant, column, choices, duplicates, left_out):
            try:
                made = _specifications(cell, list(items), choices, inference, target, reference, by, seed, left_out)
            except TooLittleError as problem:
                left_out[f"{_named(cell.chosen)}: {problem}"] = None
                continue
            rows += made
    if not rows:
        raise TooLittleError("no specification can be computed: " + "; ".join(left_out))
    table = _ranked(pd.DataFrame(rows), list(items), main or {})
    for name in NAMES:
        if table[name].nunique() == 1 and name not in " ".join(left_out):
            left_out[f"{name}: one way alone ({table[name].iloc[0]})"] = None
    return Multiverse(table, _choices(table, list(items)), tuple(left_out))


@dataclass(frozen=True)
class _Cell:
    """Counts under choices that change the counts: documents, items, y (documents x items) and n (documents)."""

    documents: pd.DataFrame
    items: list[str]
    y: Integers
    n: Integers
    chosen: dict[str, object] = field(default_factory=dict)


def _cells(
    variant: Variant, column: str, choices: Choices, duplicates: pd.DataFrame | None, left_out: dict[str, None]
) -> Iterator[_Cell]:
    import pandas as pd

    counts = variant.counts
    of_document = ["doc_id", *(c for c in counts.columns if c not in COUNTS.names), "outlet", "group", "n_tokens"]
    documents = counts.drop_duplicates("doc_id")[of_document].reset_index(drop=True)
    items = list(dict.fromkeys(counts[column].tolist()))
    row = pd.Categorical(counts["doc_id"], categories=documents["doc_id"]).codes
    place = pd.Categorical(counts[column], categories=items).codes
    voice = pd.Categorical(counts["voice"], categories=list(VOICES)).codes
    y = np.zeros((len(VOICES), len(documents), len(items)), np.int64)
    np.add.at(y, (voice, row, place), counts["n_hits"].to_numpy(np.int64))
    sizes = np.zeros((len(VOICES), len(documents)), np.int64)
    sizes[voice, row] = counts["n_tokens_voice"].to_numpy(np.int64)
    for (mode, kept), voices in itertools.product(
        _kept(documents["doc_id"].tolist(), choices, duplicates, left_out), choices.voices
    ):
        chosen = [VOICES.index(v) for v in (VOICES if voices is None else voices)]
        # relative to all tokens where all voices count, as in `compare`
        n = documents["n_tokens"].to_numpy(np.int64) if voices is None else sizes[chosen].sum(axis=0)
        yield _Cell(
            documents[kept].reset_index(drop=True),
            items,
            y[chosen].sum(axis=0)[kept],
            n[kept],
            {
                "cleaning": variant.cleaning,
                "lexicon": variant.lexicon,
                "duplicates": mode,
                "voices": voice_name(voices) or "all",
            },
        )


def _kept(
    ids: list[str], choices: Choices, duplicates: pd.DataFrame | None, left_out: dict[str, None]
) -> list[tuple[str, npt.NDArray[np.bool_]]]:
    """Which documents each way with near-duplicates keeps; ways that keep the same ones count once."""
    out: list[tuple[str, npt.NDArray[np.bool_]]] = []
    for mode in choices.duplicates:
        gone: set[str] = set()
        if duplicates is not None and mode == "drop":
            gone = set(duplicates.loc[duplicates["repeats"] != "", "doc_id"])
        if duplicates is not None and mode == "originals":
            gone = set(duplicates.loc[duplicates["doc_id"] != duplicates["original"], "doc_id"])
        kept = np.array([i not in gone for i in ids], bool)
        same = next((m for m, k in out if np.array_equal(k, kept)), None)
        if same is None:
            out.append((mode, kept))
        else:
            left_out[f"duplicates = {mode}: the same documents as {same}"] = None
    return out


def _specifications(
    cell: _Cell,
    wanted: list[str],
    choices: Choices,
    inference: Inference,
    target: str,
    reference: str,
    by: By,
    seed: int,
    left_out: dict[str, None],
) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for cluster in choices.clusters:
        try:
            sides = choose_sides(cell.documents, target=target, reference=reference, by=by, cluster=cluster)
        except InputError as problem:
            if cluster == "document":
                raise
            left_out[f"cluster = {cluster}: {problem}"] = None
            continue
        if cluster == "outlet" and min(sides.n_outlets_target, sides.n_outlets_reference) < 2:
            left_out["cluster = outlet: a side has one outlet alone"] = None
            continue
        sides = sides.with_tokens(cell.n)
        for prior in choices.priors:
            rows += _tested(cell, wanted, sides, prior, choices, inference, seed)
    return rows


def _tested(
    cell: _Cell, wanted: list[str], sides: Sides, prior: Prior, choices: Choices, inference: Inference, seed: int
) -> list[dict[str, object]]:
    y, n = cell.y[sides.rows], cell.n[sides.rows]
    a, b = y[sides.is_target].sum(axis=0), y[~sides.is_target].sum(axis=0)
    least = min(choices.min_hits)
    place = {item: i for i, item in enumerate(cell.items)}
    asked = [place[item] for item in wanted if item in place]
    some = np.array(sorted({*np.flatnonzero(a + b >= least).tolist(), *asked}), np.int64)
    clustered = summed(y[:, some], sides.cluster_of, len(sides.clusters))
    size = np.bincount(sides.cluster_of, n, len(sides.clusters))
    ours, theirs = (cluster_sums(clustered[s], size[s]) for s in (sides.cluster_is_target, ~sides.cluster_is_target))
    statistic: Any = "log_ratio"
    if prior == "none":
        effect = clustered_log_ratio(ours, theirs, level=inference.level)
    else:
        total = inference.prior_size
        pooled = (a + b)[some] * (total / float(n.sum()))
        alpha = pooled if prior == "corpus" else np.full(len(some), total / len(cell.items))
        effect = clustered_log_odds(ours, theirs, alpha, prior_total=total, level=inference.level)
        statistic = partial(shrunk_log_ratio, prior=alpha, prior_total=total)
    p, _ = permutation_p(
        clustered, size, sides.cluster_is_target, sides.clusters,
        statistic=statistic, permutations=inference.permutations, seed=seed,
    )  # fmt: skip
    floor = permutation_floor(*sides.n_clusters, inference.permutations)
    rows: list[dict[str, object]] = []
    for fewest in choices.min_hits:
        tested = (a + b)[some] >= fewest
        q = corrected_p(inference, np.where(tested, p, np.nan))
        for item, at in ((item, int(np.searchsorted(some, place[item]))) for item in wanted if item in place):
            rows.append(
                cell.chosen
                | {
                    "item": item,
                    "cluster": sides.cluster,
                    "prior": prior,
                    "min_hits": fewest,
                    "estimate": effect.estimate[at],
                    "ci_low": effect.low[at],
                    "ci_high": effect.high[at],
                    "p": p[at] if tested[at] else np.nan,
                    "q": q[at],
                    "p_floor": floor,
                    "n_tested": int((tested & ~np.isnan(p)).sum()),
                    "target_n": int(a[some[at]]),
                    "reference_n": int(b[some[at]]),
                    "target": sides.target,
                    "reference": sides.reference,
                    "n_clusters_target": sides.n_clusters[0],
                    "n_clusters_reference": sides.n_clusters[1],
                }
            )
    return rows


def _ranked(table: pd.DataFrame, items: list[str], main: dict[str, object]) -> pd.DataFrame:
    """MULTIVERSE in order, with ranks and the study's own choices marked."""
    order = {item: i for i, item in enumerate(items)}
    first = {name: main.get(name, table[name].iloc[0]) for name in NAMES}
    table["main"] = np.logical_and.reduce([(table[name] == first[name]).to_numpy(bool) for name in NAMES])
    table["at"] = table["item"].map(order)
    table["made"] = np.arange(len(table))
    table = table.sort_values(["at", "estimate", "made"], na_position="last").reset_index(drop=True)
    table["specification"] = table.groupby("at").cumcount() + 1
    return MULTIVERSE.frame({name: table[name] for name in MULTIVERSE.names})


def _choices(table: pd.DataFrame, items: list[str]) -> pd.DataFrame:
    """CHOICES: what each way to choose gives, and how far a choice moves the estimate."""
    rows: list[dict[str, object]] = []
    for item in items:
        own = table[(table["item"] == item) & table["estimate"].notna()]
        if own.empty:
            continue
        spread = float(own["estimate"].var(ddof=0))
        for name in NAMES:
            if table[name].nunique() < 2:
                continue
            groups = [(value, own[own[name] == value]) for value in dict.fromkeys(table[name].tolist())]
            groups = [(value, part) for value, part in groups if len(part)]
            means = np.array([part["estimate"].mean() for _, part in groups])
            sizes = np.array([len(part) for _, part in groups])
            between = float((sizes * (means - own["estimate"].mean()) ** 2).sum() / sizes.sum())
            for value, part in groups:
                able = part[(part["p_floor"] <= LEVEL) & part["p"].notna()]
                rows.append(
                    {
                        "item": item,
                        "choice": name,
                        "value": str(value),
                        "n_specifications": len(part),
                        "mean": part["estimate"].mean(),
                        "low": part["estimate"].min(),
                        "high": part["estimate"].max(),
                        "width": (part["ci_high"] - part["ci_low"]).mean(),
                        "q": part["q"].median(),
                        "share_p": float((able["p"] <= LEVEL).mean()) if len(able) else np.nan,
                        "range": float(np.ptp(means)),
                        "variance_share": between / spread if spread > 1e-24 else np.nan,
                    }
                )
    return CHOICES.frame({name: [row[name] for row in rows] for name in CHOICES.names})


def _named(chosen: dict[str, object]) -> str:
    return ", ".join(f"{name} = {value}" for name, value in chosen.items() if value)
