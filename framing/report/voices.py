"""Tables, figures and sentences on voices: stance profiles, own voice alone, quotations."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from framing.report import notes as said
from framing.report import voice_words, words
from framing.report.exhibits import SHARE, Exhibit, Q, in_per_cent, made_contrast, made_exhibit, shown_words
from framing.report.facts import LEVEL, category_labels, readable
from framing.report.phrases import count, number, probability
from framing.report.prose import floor, unit_name, unit_of
from framing.stats.resample import FEWEST_FOR_BOOTSTRAP

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from framing.report.results import Results

MOST_OUTLETS = 16
"""With more outlets than this, the figure shows groups alone."""
MOST_CATEGORIES = 24
"""So many rows of category and group are drawn."""
MOST_SOURCES = 12
"""So many sources of each side are shown."""
FEW_ARTICLES = 5
"""Where a report tells of sums alone, a source found in fewer articles is not named: that would tell of these."""


def voice_exhibits(results: Results) -> dict[str, Exhibit]:
    """The tables of this part by name; none where there are no voices to tell."""
    v = results.voices
    made: list[Exhibit] = []
    if v.profile is not None and len(v.profile):
        made.append(_profile(results, v.profile))
        parts = ["category"] if _several(_split(v.profile, "outlet")).empty else ["outlet", "category"]
        made += [_part(results, v.profile, part) for part in parts if len(_split(v.profile, part))]
        marked = _split(v.profile, "marker")
        made.append(Exhibit("stance_profile_markers", words.CAPTIONS["stance_profile_markers"], marked))
    made += _own(results)
    if v.quotations is not None and len(v.quotations):
        made += [_sources(results, v.quotations), _cues(results, v.quotations)]
    return {e.name: e for e in made}


def voice_drawings(results: Results) -> dict[str, Callable[[], Figure]]:
    """The figures of this part by name, each as a call that draws it."""
    from framing import figures

    v = results.voices
    made: dict[str, Callable[[], Figure]] = {}
    labels = category_labels(results)
    if v.profile is not None and len(v.profile):
        whole = _whole(v.profile)
        outlets = _split(v.profile, "outlet")
        many = outlets["outlet"].nunique() > MOST_OUTLETS
        drawn = whole if many or results.design.by == "outlet" else _joined(whole, _several(outlets))
        made["stance_profile"] = lambda: figures.plot_stance_profile(drawn)
        categories = _split(v.profile, "category")
        made["stance_profile_categories"] = lambda: figures.plot_stance_profile(
            categories, labels=labels, top=MOST_CATEGORIES
        )
    own = v.own_categories
    if own is not None and (own["target_n"] + own["reference_n"] > 0).any():
        found = own[own["target_n"] + own["reference_n"] > 0]
        made["category_contrast_own"] = lambda: figures.plot_contrast(found, labels=labels)
    own_words = v.own_words
    if own_words is not None and len(own_words):
        made["keyness_own"] = lambda: figures.plot_keyness(own_words)
    return made


def _joined(*tables: pd.DataFrame) -> pd.DataFrame:
    import pandas as pd

    return pd.concat(tables, ignore_index=True)


def _whole(profile: pd.DataFrame) -> pd.DataFrame:
    """The rows of the sides as a whole."""
    bare = (profile["category"] == "") & (profile["marker"] == "")
    return profile[bare & ((profile["group"] == "") | (profile["outlet"] == ""))].reset_index(drop=True)


def _split(profile: pd.DataFrame, part: str) -> pd.DataFrame:
    """The rows that tell apart outlets within their groups, categories or markers."""
    chosen = profile[part] != ""
    if part == "outlet":
        chosen &= (profile["group"] != "") & (profile["category"] == "") & (profile["marker"] == "")
    return profile[chosen].reset_index(drop=True)


def _several(outlets: pd.DataFrame) -> pd.DataFrame:
    """Without the outlet of a group that has but one: its shares are the group's, and stand there already."""
    return outlets[outlets.groupby("group")["outlet"].transform("nunique") > 1].reset_index(drop=True)


def side_pairs(results: Results) -> pd.DataFrame:
    """One row a kind and value with the shares of both sides, and their difference; none where a side has no hits."""
    import pandas as pd

    profile = results.voices.profile
    if profile is None:
        return pd.DataFrame({"voices": [], "value": []})
    by, keys = results.design.by, ["voices", "kind", "value"]
    whole = _whole(profile)
    target = whole[whole[by] == results.design.target]
    reference = whole[whole[by] == results.design.reference]
    wanted = ["n", "n_hits", "share", "ci_low", "ci_high"]
    return target.merge(reference[[*keys, *wanted]], on=keys, suffixes=("", "_other"))


def _profile(results: Results, profile: pd.DataFrame) -> Exhibit:
    t, r = words.short(results.design.target), words.short(results.design.reference)
    pairs = side_pairs(results)
    pairs = pairs[~((pairs["voices"] == "own") & (pairs["value"] == "relay"))]
    shown = pairs.assign(
        counted=[voice_words.COUNTED.get(v, v) for v in pairs["voices"]],
        q=pairs["q"].where(pairs["p_floor"] <= LEVEL),
        p=pairs["p"],
    )
    shares = ["share", "ci_low", "ci_high", "share_other", "ci_low_other", "ci_high_other"]
    shares += ["difference", "difference_low", "difference_high"]
    shown = in_per_cent(shown, shares)
    low, high = words.HEADS["ci_low"], words.HEADS["ci_high"]
    columns = words.heads(["counted", "value"]) | {
        "n": f"hits {t}", "share": f"% {t}", "ci_low": low, "ci_high": high,
        "n_other": f"hits {r}", "share_other": f"% {r}", "ci_low_other": low, "ci_high_other": high,
        "difference": "difference, points", "difference_low": low, "difference_high": high, "q": "q",
    }  # fmt: skip
    if not results.design.claims_possible or shown["q"].isna().all():
        del columns["q"]
    digits = dict.fromkeys(shares, SHARE) | ({"q": Q} if "q" in columns else {})
    note = profile_note(results, profile)
    made = made_exhibit("stance_profile", _whole(profile), shown, columns, digits, note)
    left_out = ("ci_low", "ci_high", "ci_low_other", "ci_high_other")
    narrow = {c: head for c, head in columns.items() if c not in left_out}
    paper = replace(made, columns=narrow, digits={c: d for c, d in digits.items() if c in narrow})
    return replace(made, paper=paper)


def profile_note(results: Results, profile: pd.DataFrame) -> str:
    """The note under the stance profile."""
    unit = unit_of(results)
    whole = _whole(profile)
    bootstrapped = whole["method"].str.contains("bootstrap").any()
    text = (
        "Shares in per cent of the hits counted; difference in percentage points: "
        f"{results.design.target} minus {results.design.reference}. 95% intervals over {unit}s with a hit, by the "
        + ("cluster bootstrap." if bootstrapped else "t interval, because there are too few for the bootstrap.")
        + " A cell is empty where the draws do not differ. Voice and stance are approximate."
    )
    floors = whole["p_floor"].dropna()
    if results.design.claims_possible and (floors <= LEVEL).any():
        how = said.CORRECTIONS.get(results.settings.correction, results.settings.correction)
        return text + f" q: permutation p over {unit}s, {how} within the hits of all voices and those in own voice."
    if len(floors):
        text += f" No p or q: the smallest possible p is {floor(float(floors.min()))}."
    return text


def _part(results: Results, profile: pd.DataFrame, part: str) -> Exhibit:
    """One row an outlet, or a category on each side: all shares beside each other."""
    import pandas as pd

    table = _split(profile, part)
    labels = category_labels(results)
    rows: list[dict[str, Any]] = []
    for (group, outlet, category), own in table.groupby(["group", "outlet", "category"], sort=True):
        both = {v: dict(zip(o["value"], o["share"], strict=True)) for v, o in own.groupby("voices")}
        hits = dict(zip(own["voices"], own["n_hits"], strict=True))
        row: dict[str, Any] = {"outlet": outlet, "group": group, "label": labels.get(str(category), str(category))}
        row["category"] = category
        row |= {"hits": hits.get("all", 0), "own_hits": hits.get("own", 0)}
        row |= {value: share * 100 for value, share in both.get("all", {}).items()}
        rows.append(row | {"own_deny": both.get("own", {}).get("deny", math.nan) * 100})
    side = "group" if results.design.by == "group" else "outlet"
    first = ["outlet", "group"] if part == "outlet" else ["label", side]
    shares = ["own", "direct", "indirect", "assert", "deny", "relay"]
    columns = words.heads([*first, "hits", *shares, "own_hits", "own_deny"])
    shown = pd.DataFrame(rows).sort_values(first[::-1] if part == "outlet" else first, kind="stable")
    digits = dict.fromkeys((*shares, "own_deny"), SHARE)
    name = {"outlet": "stance_profile_outlets", "category": "stance_profile_categories"}[part]
    units = " or ".join(sorted({unit_name(str(c)) + "s" for c in table["cluster"]}))
    note = f"Shares in per cent of the hits; intervals over {units} stand in the CSV. Voice and stance are approximate."
    return made_exhibit(name, table, shown, columns, digits, note)


def _own(results: Results) -> list[Exhibit]:
    """The contrasts of own voice alone."""
    v, labels = results.voices, category_labels(results)
    made: list[Exhibit] = []
    for name, table, head in (
        ("category_contrast_own", v.own_categories, "label"),
        ("marker_contrast_own", v.own_markers, "marker"),
    ):
        if table is None or not len(table):
            continue
        found = table[(table["target_n"] + table["reference_n"]) > 0]
        named = [labels.get(i, readable(i)) if head == "label" else readable(i) for i in found["item"]]
        shown = found.assign(**{head: named}).sort_values(["log_ratio", "item"], ascending=[False, True])
        note = said.join(
            "Only hits in own voice, relative to the words in own voice.",
            said.contrast_note(results, table, dispersion=False),
            said.never_found(len(table) - len(found)) if head == "marker" else "",
        )
        exhibit = made_contrast(name, results, shown, first=words.heads([head]), note=note, spread=False)
        made.append(exhibit.with_table(table))
    if v.own_words is not None and len(v.own_words):
        shown = shown_words(v.own_words)
        note = said.join("Only words in own voice.", said.keyness_note(results, v.own_words, len(shown)))
        first = {"word": results.settings.keyness_unit}
        exhibit = made_contrast("keyness_own", results, shown, first=first, extra=("log_odds", "z"), note=note)
        made.append(exhibit.with_table(v.own_words))
    return made


def _sources(results: Results, table: pd.DataFrame) -> Exhibit:
    by = results.design.by
    hidden = ""
    if not results.settings.shows_documents:
        table = table[table["n_documents"] >= FEW_ARTICLES].reset_index(drop=True)
        hidden = f"Sources found in fewer than {FEW_ARTICLES} articles are not named."
    few = table[table[by].isin([results.design.target, results.design.reference])].groupby(by, sort=True)
    shown = few.head(MOST_SOURCES)
    shown = shown.assign(quoting=shown[by], quoted=[s or voice_words.NOBODY for s in shown["source"]])
    names = ["quoted", "quoting", "n", "n_direct", "n_indirect", "n_documents", "cues"]
    columns = words.heads(names) | {"n": words.HEADS["hits"]}
    note = said.join(voice_words.SOURCES_NOTE, f"The first {MOST_SOURCES} of each side; all are in the CSV.", hidden)
    made = made_exhibit("quotations", table, shown, columns, {}, note)
    narrow = {c: head for c, head in columns.items() if c not in ("n_direct", "n_indirect", "n_documents")}
    return replace(made, paper=replace(made, columns=narrow))


def _cues(results: Results, table: pd.DataFrame) -> Exhibit:
    by = results.design.by
    kinds = ["n_neutral", "n_doubting", "n_endorsing", "n_other"]
    sums = table.groupby(by, sort=True)[["n", *kinds, "n_direct", "n_indirect"]].sum().reset_index()
    shown = sums.assign(quoting=sums[by])
    columns = words.heads(["quoting", "n", *kinds, "n_direct", "n_indirect"]) | {"n": words.HEADS["hits"]}
    return made_exhibit("quotation_cues", sums, shown, columns, {}, voice_words.CUES_NOTE)


def voice_sentences(results: Results) -> list[str]:
    """One sentence each on own words, on denial, and on denial in own voice; the side with more comes first."""
    profile = results.voices.profile
    if profile is None or not len(profile):
        return []
    wanted = {
        ("all", "own"): "In the outlets' own words",
        ("all", "deny"): "Denied or kept at a distance",
        ("own", "deny"): "Denied or kept at a distance in own voice, without quoted and reported words",
    }
    pairs = side_pairs(results)
    return [
        _sentence(results, row, wanted[str(row.voices), str(row.value)])
        for row in pairs.itertuples(index=False)
        if (str(row.voices), str(row.value)) in wanted
    ]


def _sentence(results: Results, row: Any, head: str) -> str:
    sides = [
        (row.share, f"{number(row.share * 100, 1)} % of the {count(row.n_hits, 'hit')} in {results.design.target}"),
        (
            row.share_other,
            f"{number(row.share_other * 100, 1)} % of the {count(row.n_hits_other, 'hit')} in"
            f" {results.design.reference}",
        ),
    ]
    sides.sort(key=lambda side: (-side[0], side[1]))
    text = f"{head}: {sides[0][1]} against {sides[1][1]}"
    if math.isnan(row.difference_low):
        return text + "; no interval can be given for the difference."
    turn = 1 if row.difference >= 0 else -1
    low, high = sorted((row.difference_low * turn * 100, row.difference_high * turn * 100))
    text += f"; difference {number(abs(row.difference) * 100, 1)} points, 95% interval {number(low, 1)} to "
    text += number(high, 1)
    if low <= 0 <= high:
        text += ", which includes 0: the data also fit no difference at all"
    if not results.design.claims_possible or row.p_floor > LEVEL:
        return text + f"; with so few {unit_of(results)}s no claim can rest on it."
    if math.isnan(row.q):
        return text + "."
    q = f"q {probability(row.q)}" if row.q < 0.001 else f"q = {probability(row.q)}"
    return text + (f"; {q}." if row.q < LEVEL else f"; it may be chance ({q}).")


def voice_methods(results: Results) -> str:
    """The paragraph of the methods on profiles, own voice and quotations."""
    unit = unit_of(results)
    few = f"with fewer than {FEWEST_FOR_BOOTSTRAP} {unit}s with a hit on a side t intervals on the linearised variance"
    text = (
        "The stance profile gives the shares of voice (own, direct, indirect) and stance (assert, deny, relay) among "
        "the hits of each side, outlet, category and marker, for all hits and for those in own voice alone. Intervals "
        f"of shares and of their differences are percentile intervals of the bootstrap over {unit}s, or {few}; p "
        f"permutes the sides over {unit}s with a hit. "
    )
    if results.voices.own_markers is not None:
        text += "Markers and words were compared once more in own voice alone, relative to the words in own voice. "
    return text + (
        "Cues that introduce quoted words were sorted into neutral, doubting and endorsing ones by a list of our own, "
        "after the distinction of whether a writer presents what is reported as true (Thompson and Ye 1991)."
    )
