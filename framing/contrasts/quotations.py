"""Who is quoted by whom: the sources of marker hits in somebody else's words, and how they are introduced."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from framing.contrasts.cue_kinds import ARTICLES, KINDS, kind_of
from framing.contrasts.design import By
from framing.errors import InputError, nearest
from framing.schema import HITS
from framing.schema_voice import QUOTATIONS

if TYPE_CHECKING:
    import pandas as pd

MOST_CUES = 5
"""So many cues are named, the most frequent ones."""
COLUMNS = ("doc_id", "source", "voice", "_kind", "cue", "marker")
"""What is told of a quoted hit, in the order of `_Quoted`."""
_EDGES = " \t\"'“”‘’«»()[].,;:-–—"


class _Quoted(NamedTuple):
    """A marker hit in somebody's words."""

    doc_id: str
    source: str
    voice: str
    kind: str
    cue: str
    marker: str


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
    found: dict[tuple[str, str, str], list[_Quoted]] = {}
    for group, outlet, key, *told in zip(
        *(quoted[name] for name in ("group", "outlet", "_key", *COLUMNS)), strict=True
    ):
        found.setdefault((str(group), str(outlet), key), []).append(_Quoted(*told))
    rows = [_row(group, outlet, own) for (group, outlet, _), own in sorted(found.items(), key=lambda item: item[0])]
    rows.sort(key=lambda row: (row["group"], row["outlet"], -row["n"], row["source"]))
    return QUOTATIONS.frame({name: [row[name] for row in rows] for name in QUOTATIONS.names})


def _row(group: str, outlet: str, own: list[_Quoted]) -> dict[str, Any]:
    kinds = Counter(hit.kind for hit in own)
    voices = Counter(hit.voice for hit in own)
    return (
        {"group": group, "outlet": outlet, "source": _most([hit.source for hit in own])[0]}
        | {"n": len(own), "n_direct": voices["direct"], "n_indirect": voices["indirect"]}
        | {"n_documents": len({hit.doc_id for hit in own})}
        | {f"n_{kind}": kinds[kind] for kind in KINDS}
        | {"cues": _listed([" ".join(hit.cue.casefold().split()) for hit in own if hit.cue])}
        | {"n_markers": len({hit.marker for hit in own})}
    )


def _most(texts: list[str]) -> list[str]:
    """Distinct texts, the most frequent first."""
    counted = Counter(" ".join(text.split()) for text in texts)
    return sorted(counted, key=lambda text: (-counted[text], text))


def _listed(cues: list[str]) -> str:
    counted = Counter(cues)
    ranked = _most(cues)
    return ", ".join(f"{c} ({counted[c]})" for c in ranked[:MOST_CUES]) + (", …" if len(ranked) > MOST_CUES else "")
