"""Which hits stand behind each cell of a table: what a link from the cell chooses in the concordance."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from framing.report import words

if TYPE_CHECKING:
    from framing.report.exhibits import Exhibit
    from framing.report.results import Results

VOICES, STANCES = ("own", "direct", "indirect"), ("assert", "deny", "relay")
_KIND = {**dict.fromkeys(VOICES, "voice"), **dict.fromkeys(STANCES, "stance")}
_OF_PROFILE = {
    "hits": {},
    **{v: {"voice": v} for v in VOICES},
    **{s: {"stance": s} for s in STANCES},
    "own_hits": {"voice": "own"},
    "own_deny": {"voice": "own", "stance": "deny"},
}
"""Columns of the profiles by outlet and by category -> what they count."""

Choice = Mapping[str, str]


def evidence(results: Results, exhibit: Exhibit) -> list[list[str]]:
    """For each shown row and column the address of the lines behind the cell, empty where it has none.

    Words and topics have none: the concordance holds marker hits.
    """
    assert exhibit.behind is not None, "only exhibits with shown rows have cells"
    rows = [{str(k): v for k, v in row.items()} for row in exhibit.behind.to_dict("records")]
    return [[_address(_choice(results, exhibit.name, row, column)) for column in exhibit.columns] for row in rows]


def _address(choice: Choice | None) -> str:
    return "" if choice is None else "#lines?" + urlencode(choice)


def _choice(results: Results, name: str, row: dict[str, Any], column: str) -> Choice | None:
    """What to choose for a cell; None where it tells of no hits."""
    by, sides = results.design.by, {"target": results.design.target, "reference": results.design.reference}
    side: Choice = {}
    for prefix, key in sides.items():
        if column.endswith(f"_{prefix}") or column.startswith(f"{prefix}_"):
            side = {by: key}
    level, _, own = name.partition("_contrast")
    if level in ("category", "marker") and own in ("", "_own"):
        return {level: row["item"], **({"voice": "own"} if own else {}), **side}
    if name == "outlet_contrast":
        if column.startswith("reference") or column.endswith("reference"):
            return None  # all other outlets, which no single choice names
        return {"category": row["item"], "outlet": row["target"]}
    if name == "voice_shares":
        if column.endswith("token_share"):
            return None
        value = next(v for v in _KIND if words.VOICES[v] == row["value"])
        return {_KIND[value]: value, **side}
    if name == "stance_profile":
        other = column.endswith("_other")
        both = column in ("counted", "value", "q") or column.startswith("difference")
        chosen = {_KIND[row["value"]]: row["value"]}
        chosen |= {"voice": "own"} if row["voices"] == "own" else {}
        return chosen if both else {**chosen, by: sides["reference" if other else "target"]}
    if name in ("stance_profile_outlets", "stance_profile_categories"):
        keys = ("outlet",) if name.endswith("outlets") else ("category", by)
        return {k: row[k] for k in keys} | _OF_PROFILE.get(column, {})
    if name == "quotations":
        voice = {"n_direct": {"voice": "direct"}, "n_indirect": {"voice": "indirect"}}.get(column, {})
        return {"source": row["source"], by: row[by], **voice} if row["source"] else None
    if name == "data" and column == "n_hits":
        return {by: row["group"]} if row["level"] == by else {"outlet": row["outlet"]}
    if name == "documents":
        return {"doc": row["doc_id"]}
    return None
