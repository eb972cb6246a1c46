"""Tables, notes and figures of what stands around markers, and of the names of actors."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from framing.report import notes as said
from framing.report import words
from framing.report.exhibits import SHARE, Exhibit, Q, in_per_cent, made_contrast, made_exhibit
from framing.report.facts import LEVEL, readable
from framing.report.phrases import count, listed
from framing.report.prose import floor, unit_of

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from framing.report.results import Results

MOST_WORDS = 8
"""So many single words of each side are shown for a marker."""


def near_exhibits(results: Results) -> dict[str, Exhibit]:
    """The tables of this part by name; none where the study asks for nothing here or has no text."""
    near = results.near
    made = []
    if near.around is not None:
        made.append(_around(results, near.around))
    if near.actor_contrast is not None and near.actor_shares is not None:
        made += [_actors(results, near.actor_contrast), _outlets(near.actor_shares)]
    return {e.name: e for e in made}


def near_drawings(results: Results) -> dict[str, Callable[[], Figure]]:
    """The figures of this part by name, each as a call that draws it."""
    from framing import figures

    made: dict[str, Callable[[], Figure]] = {}
    kinds = _kinds(results)
    if kinds is not None and len(kinds):
        made["around"] = lambda: figures.plot_contrast(kinds, top=40)
    shares = results.near.actor_shares
    if shares is not None and (shares["n"] > 0).any():
        made["actor_names"] = lambda: figures.plot_actor_names(shares)
    return made


def _kinds(results: Results) -> pd.DataFrame | None:
    """CONTRAST of the kinds of words around all markers, each row named by marker and kind."""
    around = results.near.around
    if around is None:
        return None
    kinds = around[(around["kind"] != "word") & (around["target_n"] + around["reference_n"] > 0)]
    labels = results.near.labels
    names = [
        f"{readable(m)}: {labels.get(i, readable(i))}" for m, i in zip(kinds["around"], kinds["item"], strict=True)
    ]
    wide = f"words within {results.near.window} of the marker"
    voice = kinds["voice"].iloc[0] if len(kinds) else "all"
    return kinds.assign(item=names, denominator=wide if voice == "all" else f"{wide} in {voice} voice")


def _around(results: Results, table: pd.DataFrame) -> Exhibit:
    import pandas as pd

    parts = []
    for marker in dict.fromkeys(table["around"]):
        own = table[(table["around"] == marker) & (table["target_n"] + table["reference_n"] > 0)]
        kinds = own[own["kind"] != "word"].sort_values(["log_ratio", "item"], ascending=[False, True])
        single = own[own["kind"] == "word"].assign(size=lambda t: t["z"].abs())
        most = [single[single["z"] * sign > 0].nlargest(MOST_WORDS, "size", keep="first") for sign in (1, -1)]
        both = pd.concat(most).sort_values(["log_ratio", "item"], ascending=[False, True])
        parts += [kinds, both]
    labels = results.near.labels
    shown = pd.concat(parts)
    shown = shown.assign(
        near_marker=[readable(m) for m in shown["around"]],
        what=[
            f"\u201c{i}\u201d" if k == "word" else labels.get(i, readable(i))
            for i, k in zip(shown["item"], shown["kind"], strict=True)
        ],
    )
    first = words.heads(["near_marker", "what"])
    made = made_contrast("around", results, shown, first=first, note=around_note(results, table), spread=False)
    return made.with_table(table)


def around_note(results: Results, table: pd.DataFrame) -> str:
    """The note under the table of what stands around markers."""
    near, unit = results.near, unit_of(results)
    text = (
        f"Rates per {words.DENOMINATOR} words near the marker: up to {count(near.window, 'word')} before and after it,"
        f" in the same sentence. Kinds of words are those of the lexicon {near.lexicon}; of single words (in quotation"
        f" marks; at least {near.min_count} times in at least {count(near.min_docs, 'article')}) the {MOST_WORDS} that"
        f" tell each side apart best are shown. Log ratio: log2 of the ratio of rates, with a 95% interval over {unit}s"
        f" that have the marker."
    )
    floors = table["p_floor"].dropna()
    if len(floors) and floors.min() > LEVEL:
        return text + f" No p or q: the smallest possible p is {floor(float(floors.min()))}."
    how = said.CORRECTIONS.get(results.settings.correction, results.settings.correction)
    return text + f" q: p {how}, for the kinds and for the words of each marker by themselves."


def _actors(results: Results, table: pd.DataFrame) -> Exhibit:
    columns = words.actor_heads(results.design.target, results.design.reference)
    shown = in_per_cent(table, ["target_share", "reference_share", "difference", "ci_low", "ci_high"])
    shown = shown.assign(q=table["q"].where(table["p_floor"] <= LEVEL))
    if shown["q"].isna().all():
        del columns["q"]
    digits = dict.fromkeys(("target_share", "reference_share", "difference", "ci_low", "ci_high"), SHARE)
    return made_exhibit(
        "actor_names", table, shown, columns, digits | ({"q": Q} if "q" in columns else {}), actors_note(results, table)
    )


def actors_note(results: Results, table: pd.DataFrame) -> str:
    """The note under the table of actors' names."""
    unit = unit_of(results)
    text = (
        "Share: mentions under this name, in per cent of all mentions of the actor on that side. Difference in"
        f" percentage points: {results.design.target} minus {results.design.reference}, with a 95% interval over"
        f" {unit}s that mention the actor. Which names stand for one actor is decided by the study file."
    )
    floors = table["p_floor"].dropna()
    if len(floors) and (floors <= LEVEL).any():
        how = said.CORRECTIONS.get(results.settings.correction, results.settings.correction)
        return text + f" q: permutation p over {unit}s, {how} ({count(int(table['p'].notna().sum()), 'comparison')})."
    if len(floors):
        return text + f" No p or q: the smallest possible p is {floor(float(floors.min()))}."
    return text


def _outlets(shares: pd.DataFrame) -> Exhibit:
    outlets = shares[(shares["level"] == "outlet") & (shares["n_actor"] > 0)]
    columns = words.heads(["actor", "name_used", "outlet", "group", "n", "n_actor", "share", "ci_low", "ci_high"])
    shown = in_per_cent(outlets, ["share", "ci_low", "ci_high"]).rename(columns={"name": "name_used"})
    shown = shown[shown["n"] > 0].sort_values(["actor", "outlet", "n"], ascending=[True, True, False], kind="stable")
    return made_exhibit(
        "actor_shares", shares, shown, columns, dict.fromkeys(("share", "ci_low", "ci_high"), SHARE), words.SHARES_NOTE
    )


def near_methods(results: Results) -> list[str]:
    """Paragraphs of the methods, where this part was run."""
    near, unit = results.near, unit_of(results)
    made = []
    if near.around is not None:
        markers = listed([readable(m) for m in dict.fromkeys(near.around["around"])])
        made.append(
            f"What stands around a marker ({markers}) was compared over the words up to {count(near.window, 'word')}"
            f" before and after each hit in the same sentence, without the marker's own: kinds of words of the lexicon"
            f" {near.lexicon}, and single words, relative to all words there. Effect, interval and test are those named"
            f" above, over {unit}s that have the marker."
        )
    if near.actor_contrast is not None:
        made.append(
            "Names of actors were found by the alias table of the study file, the longest of overlapping names"
            " counting. Compared are shares of an actor's mentions, with t intervals on the linearised variance over"
            f" {unit}s that mention it, and p from permuting the sides over these."
        )
    return made
