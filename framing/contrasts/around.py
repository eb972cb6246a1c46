"""Around one marker: which words, and which kinds of evaluative words, one side sets near it more often."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from framing.contrasts.contrast import Inference, contrast_table, voice_name
from framing.contrasts.design import By, Cluster, Sides, choose_sides
from framing.contrasts.keyness import frequent
from framing.errors import InputError, NothingNearError, nearest
from framing.markers.collocates import hits_of_marker
from framing.markers.find import find_markers
from framing.markers.lexicon import Lexicon, read_lexicon
from framing.markers.near import Side, Window, hits_near, near_words
from framing.schema import CONTRAST, HITS

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

    from framing.corpus.tokens import Tokens

Level = Literal["category", "marker"]
EVALUATION = "stance.en"
"""The shipped lexicon of evaluative language."""
WIDTH = 10
"""Words on either side: about the clause that a marker stands in."""


def around(
    hits: pd.DataFrame,
    tokens: Tokens,
    *,
    marker: str,
    target: str,
    reference: str,
    seed: int,
    lexicon: Lexicon | None = None,
    level: Level = "category",
    window: int = WIDTH,
    side: Side = "both",
    by: By = "group",
    min_count: int = 5,
    min_docs: int = 2,
    voices: Collection[str] | None = None,
    cluster: Cluster | None = None,
    inference: Inference | None = None,
    workers: int = 1,
) -> pd.DataFrame:
    """Compare what two sides set near one marker: kinds of evaluative words, and single words.

    Both sides may write a marker equally often and differ in what stands around it. Counted are the words within
    `window` words of a hit, in its sentence, without the marker's own; rates are relative to these, and documents
    without the marker are no draws. Intervals and p are those of `framing.compare` for the kinds, those of
    `framing.keyness` for the words; each has its own correction for many comparisons.

    Args:
        hits: HITS. tokens: the corpus in which they were found; features do not do, they have no order of words.
        marker: one of the markers that have hits.
        target, reference, by, cluster: as in `framing.compare`.
        seed: of permutations, where there are too many to go through all.
        lexicon: what is looked for near the marker; by default the shipped "stance.en". Of overlapping matches the
            longest counts. A match counts if all its words are near and none belongs to the marker.
        level: "category", or "marker": the kinds are the lexicon's categories or its markers.
        window, side: how far to look, and whether before ("left"), after ("right") or "both".
        min_count, min_docs: words with fewer occurrences near the marker, or in fewer documents, are not tested.
        voices: only hits, words and matches in these voices (own, direct, indirect); None takes all.
        inference: interval, test, correction, prior; by default as in the functions named above.
        workers: threads to use; the result does not depend on it.

    Returns: CONTRAST with two columns more: `kind` ("category" or "marker", and "word") and `around` (the marker).
        Kinds in the order of the lexicon, then words sorted by `z`, the target's first.

    Raises: UnknownNameError for a marker without a hit or an unknown side; NothingNearError where a side has no words
        near the marker; InputError where the lexicon is in another language.
    """
    import pandas as pd

    HITS.check(hits)
    voice = voice_name(voices)
    hits = hits_of_marker(hits, marker, voices)
    if level not in ("category", "marker"):
        raise InputError(f"level must be category or marker, not {level!r}; {nearest(level, ('category', 'marker'))}")
    lexicon = lexicon or read_lexicon(EVALUATION)
    if lexicon.language != tokens.language:
        raise InputError(
            f"the articles are in {tokens.language!r} and lexicon {lexicon.name!r} in {lexicon.language!r}: name one of"
            " their language as lexicon"
        )
    look = Window(window, side, None if voices is None else tuple(voices))
    sides = choose_sides(tokens.documents, target=target, reference=reference, by=by, cluster=cluster)
    words = near_words(tokens, hits, look, workers=workers)
    n = np.asarray(words.near.sum(axis=1), np.int64).ravel()
    _check_sides(sides, n, marker, voice)
    sides = sides.with_tokens(n)
    found = find_markers(tokens, lexicon, workers=workers)
    found = found[hits_near(tokens, hits, found, look, workers=workers)]
    items, categories = _items(lexicon, level)
    counted = f"words within {window} {_SIDES[side]}{marker}"
    shared: dict[str, Any] = {"voice": voice, "counted": counted, "seed": seed}
    kinds = contrast_table(
        _counts(tokens, found[level], items, found["doc_id"]),
        n,
        sides,
        items=items,
        categories=categories,
        inference=inference or Inference(),
        **shared,
    )
    tables = [kinds.assign(kind=level)]
    chosen = frequent(words.near, words.words, sides, min_count=min_count, min_docs=min_docs)
    if len(chosen):
        single = contrast_table(
            words.near[:, chosen],
            n,
            sides,
            items=[words.words[i] for i in chosen.tolist()],
            categories=[""] * len(chosen),
            inference=replace(inference or Inference(), test="t"),
            **shared,
        )
        tables.append(single.sort_values(["z", "item"], ascending=[False, True], kind="stable").assign(kind="word"))
    return CONTRAST.check(pd.concat(tables, ignore_index=True).assign(around=marker))


_SIDES = {"both": "of ", "left": "before ", "right": "after "}


def _check_sides(sides: Sides, n: npt.NDArray[np.int64], marker: str, voice: str | None) -> None:
    for name, chosen in ((sides.target, sides.is_target), (sides.reference, ~sides.is_target)):
        if not n[sides.rows[chosen]].any():
            where = f" in {voice} voice" if voice else ""
            raise NothingNearError(
                f"no word stands near {marker!r}{where} in the documents of {name!r}, so there is nothing to compare;"
                " take another marker, or a wider window"
            )


def _items(lexicon: Lexicon, level: Level) -> tuple[list[str], list[str]]:
    """The items of the lexicon at this level, and the category of each."""
    if level == "marker":
        return [m.id for m in lexicon.markers], [m.category for m in lexicon.markers]
    names = [c.id for c in lexicon.categories]
    return names, names


def _counts(tokens: Tokens, item: pd.Series, items: list[str], doc_id: pd.Series) -> npt.NDArray[np.int64]:
    """How often each item is found in each document, int64 (n_documents, n_items)."""
    import pandas as pd

    counts = np.zeros((len(tokens.documents), len(items)), np.int64)
    row = pd.Index(tokens.documents["doc_id"]).get_indexer(pd.Index(doc_id))
    np.add.at(counts, (row, pd.Index(items).get_indexer(pd.Index(item))), 1)
    return counts
