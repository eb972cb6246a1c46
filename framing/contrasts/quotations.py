"""Who is quoted by whom: the sources of marker hits in somebody else's words, and how they are introduced."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Any

from framing.contrasts.cue_kinds import ARTICLES, KINDS, kind_of
from framing.contrasts.design import By
from framing.errors import InputError, nearest
from framing.schema import HITS
from framing.schema_voice import QUOTATIONS

if TYPE_CHECKING:
    import pandas as pd

MOST_CUES = 5
"""So many cues are named, the most frequent ones."""
_EDGES = " \t\"'“”‘’«»()[].,;:-–—"


def source_key(source: str, language: str = "en") -> str:
    """What sources as written are grouped by: letter case, punctuation around and an article in front do not matter.

    Nothing else is done: "Mr Lam", "To Lam" and "the minister" stay three sources.

    >>> source_key("The  BBC’s"), source_key("BBC")
    ('bbc', 'bbc')
    """
    key = " ".join(unicodedata.normalize("NFC", source).casefold().split()).strip(_EDGES)
    key = key.removesuffix("'s").removesuffix("’s").strip(_EDGES)
    for article in ARTICLES.get(language, ()):
        if key.startswith(article):
            return key.removeprefix(article).strip(_EDGES)
    return key


def quotations(hits: pd.DataFrame, *, by: By = "group", language: str = "en") -> pd.DataFrame:
    """The sources in whose words markers stand, how often, where, and with which cues.

    It knows only quotations that a marker stands in, so it tells whose words the outlets take the framing from, not
    everybody they quote. A source is what stands in the text beside the cue, found by rules; it may be cut or wrong.

    Args:
        hits: HITS; those in own voice play no part.
        by: count for each "group" or each "outlet".
        language: of the articles, for the lists of cues; without a list every cue is of kind other.

    Returns: QUOTATIONS, one row a group (or outlet) and source, the most frequent first. Hits without a named source
        are a row with an empty source.

    Raises: InputError for another `by`.
    """
    HITS.check(hits)
    if by not in ("group", "outlet"):
        raise InputError(f"by must be group or outlet, not {by!r}; {nearest(str(by), ('group', 'outlet'))}")
    quoted = hits[hits["voice"] != "own"]
    quoted = quoted.assign(
        source=quoted["source"].fillna(""),
        cue=quoted["cue"].fillna(""),
        outlet=quoted["outlet"] if by == "outlet" else "",
    )
    quoted = quoted.assign(
        _key=[source_key(s, language) for s in quoted["source"]],
        _kind=[kind_of(c, language) for c in quoted["cue"]],
    )
    rows = [
        _row(str(group), str(outlet), own)
        for (group, outlet, _), own in quoted.groupby(["group", "outlet", "_key"], sort=True)
    ]
    rows.sort(key=lambda row: (row["group"], row["outlet"], -row["n"], row["source"]))
    return QUOTATIONS.frame({name: [row[name] for row in rows] for name in QUOTATIONS.names})


def _row(group: str, outlet: str, own: pd.DataFrame) -> dict[str, Any]:
    kinds = Counter(own["_kind"].tolist())
    return (
        {"group": group, "outlet": outlet, "source": _most(own["source"].tolist())[0]}
        | {"n": len(own), "n_direct": int((own["voice"] == "direct").sum())}
        | {"n_indirect": int((own["voice"] == "indirect").sum()), "n_documents": int(own["doc_id"].nunique())}
        | {f"n_{kind}": kinds[kind] for kind in KINDS}
        | {"cues": _listed([" ".join(c.casefold().split()) for c in own["cue"] if c])}
        | {"n_markers": int(own["marker"].nunique())}
    )


def _most(texts: list[str]) -> list[str]:
    """Distinct texts, the most frequent first."""
    counted = Counter(" ".join(text.split()) for text in texts)
    return sorted(counted, key=lambda text: (-counted[text], text))


def _listed(cues: list[str]) -> str:
    counted = Counter(cues)
    ranked = _most(cues)
    return ", ".join(f"{c} ({counted[c]})" for c in ranked[:MOST_CUES]) + (", …" if len(ranked) > MOST_CUES else "")
