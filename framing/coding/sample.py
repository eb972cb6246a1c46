"""Drawing hits to code by hand: stratified, seeded, and without the tool's own codes in the coder's sheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from framing.coding.codes import VARIABLES
from framing.errors import InputError, TableError, nearest
from framing.schema import HITS
from framing.stats.draws import id_keys, mixed, replicate_keys

if TYPE_CHECKING:
    import pandas as pd

    from framing.corpus.tokens import Tokens

STRATA = ("group", "category", "voice")


def sample_hits(hits: pd.DataFrame, *, n: int, seed: int, strata: Sequence[str] = STRATA) -> pd.DataFrame:
    """Draw `n` hits, from each stratum in proportion to its size (largest remainders), in the order of the text.

    Being proportional, the sample speaks for all hits without weights. Which hits of a stratum are drawn depends on the
    seed and on their places alone.

    Args:
        hits: HITS.
        n: how many.
        seed: of the draw.
        strata: columns of HITS that make the strata.

    Returns: the rows of HITS that were drawn, with `stratum_hits` and `stratum_drawn` behind: the sizes of a hit's
        stratum and of the part of it that was drawn. They hold the tool's codes: for the key, not for coders.

    Raises: InputError where there are fewer hits than `n`.
    """
    HITS.check(hits)
    strange = [s for s in strata if s not in hits.columns]
    if strange:
        raise TableError(f"HITS have no column {strange[0]!r} to stratify by; {nearest(strange[0], HITS.names)}")
    if n < 1:
        raise ValueError(f"n must be at least 1, not {n}")
    if n > len(hits):
        raise InputError(f"{n} hits were asked for and there are {len(hits)}; ask for fewer, or all of them")
    names = [f"{d} {a} {b} {m}" for d, a, b, m in zip(*(hits[c] for c in ("doc_id", "start", "end", "marker")))]
    rank = mixed(id_keys(names) ^ replicate_keys("sample", seed, 0, 1))
    cells = hits.groupby(list(strata), sort=True).ngroup().to_numpy() if strata else np.zeros(len(hits), np.int64)
    size = np.bincount(cells)
    drawn = _allocate(size, n)
    order = np.lexsort((rank, cells))
    place = np.empty(len(hits), np.int64)
    place[order] = np.arange(len(hits)) - np.repeat(np.cumsum(size) - size, size)
    chosen = place < drawn[cells]
    out = hits[chosen].copy()
    out["stratum_hits"], out["stratum_drawn"] = size[cells[chosen]], drawn[cells[chosen]]
    return out.sort_values(["doc_id", "start", "end", "marker"], kind="stable", ignore_index=True)


def _allocate(size: np.ndarray[tuple[int], np.dtype[np.int64]], n: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """How many of each stratum, in proportion; the largest remainders get what is left, the first of equals first."""
    total = int(size.sum())
    drawn: np.ndarray[tuple[int], np.dtype[np.int64]] = size * n // total
    left = n - int(drawn.sum())
    drawn[np.argsort(-(size * n % total), kind="stable")[:left]] += 1
    return drawn


def coding_sheet(sample: pd.DataFrame, tokens: Tokens | None = None, *, width: int = 30) -> pd.DataFrame:
    """What a coder gets: places and words, empty columns for the codes, and nothing that the tool says of voice.

    Args:
        sample: as `sample_hits` gives it.
        tokens: the encoded corpus, for `left` and `right`; without it they are empty and the coder needs the articles.
        width: words of context on either side, within the paragraph. Coders should read the article all the same.

    Returns: doc_id, start, end, surface, marker, category, left, right, the variables to code, note.
    """
    from framing.markers.kwic import kwic

    sheet = sample[["doc_id", "start", "end", "surface", "marker", "category"]].copy()
    if tokens is not None:
        # Strata are sorted as kwic sorts: by document and place.
        lines = kwic(sample, tokens, width=width)
        sheet["left"], sheet["right"] = lines["left"].to_numpy(), lines["right"].to_numpy()
    else:
        sheet["left"] = sheet["right"] = ""
    for name in (*(v.name for v in VARIABLES), "note"):
        sheet[name] = ""
    return sheet
