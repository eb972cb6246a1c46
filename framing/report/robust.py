"""Tables, figures and sentences on how far results hold: within events, between versions, over all choices."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from framing.report import notes as said
from framing.report import robust_words, words
from framing.report.exhibits import RATIO, SHARE, Exhibit, Q, in_per_cent, made_exhibit, shortened
from framing.report.facts import LEVEL, category_labels, readable
from framing.report.phrases import count, listed, number, probability
from framing.report.prose import floor, unit_of

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from framing.report.results import Results

MOST_PAIRS = 20
"""So many pairs of versions have a sentence of their own."""
PIECE = 90
"""Characters of a sentence that paper shows."""


def robust_exhibits(results: Results) -> dict[str, Exhibit]:
    """The tables of these parts by name; none where the study asks for nothing here."""
    robust = results.robust
    made = []
    if robust.matched_categories is not None and robust.matched_markers is not None:
        made += [
            _matched(results, "matched_categories", robust.matched_categories, category_labels(results)),
            _matched(results, "matched_markers", robust.matched_markers, {}),
        ]
    if _shows_versions(results):
        assert robust.versions is not None
        made.append(_versions(results, robust.versions))
    if robust.specifications is not None and robust.choices is not None:
        # The curve shows every specification; their table, long and wide, is for the CSV.
        whole = Exhibit("multiverse", words.CAPTIONS["multiverse"], robust.specifications)
        made += [_choices(results, robust.choices), whole]
    return {e.name: e for e in made}


def robust_drawings(results: Results) -> dict[str, Callable[[], Figure]]:
    """The figures of these parts by name, each as a call that draws it."""
    from framing import figures

    robust = results.robust
    made: dict[str, Callable[[], Figure]] = {}
    matched = robust.matched_markers
    if matched is not None and matched["matched_log_ratio"].notna().any():
        made["matched"] = lambda: figures.plot_matched(matched, labels=_labels(results))
    versions = robust.versions
    if versions is not None and _shows_versions(results):
        made["versions"] = lambda: figures.plot_versions(versions)
    table = robust.specifications
    if table is not None:
        for i, item in enumerate(_items(table), 1):
            if table.loc[table["item"] == item, "estimate"].notna().any():
                name = "multiverse" if i == 1 else f"multiverse_item{i}"
                made[name] = lambda item=item: figures.plot_specifications(table, item=item, labels=_labels(results))  # type: ignore[misc]
    return made


def _shows_versions(results: Results) -> bool:
    """Whether there are versions and the report may tell of single articles."""
    versions = results.robust.versions
    return versions is not None and len(versions) > 0 and results.settings.shows_documents


def _items(table: pd.DataFrame) -> list[str]:
    return list(dict.fromkeys(str(i) for i in table["item"]))


def _labels(results: Results) -> dict[str, str]:
    """What items of the lexicon are called."""
    return category_labels(results) | {str(m): readable(str(m)) for m in results.lexicon["marker"]}


def _matched(results: Results, name: str, table: pd.DataFrame, labels: dict[str, str]) -> Exhibit:
    found = table[(table["target_n"] + table["reference_n"]) > 0]
    head = "label" if labels else "marker"
    shown = found.assign(**{head: [labels.get(i, readable(i)) for i in found["item"]]})
    shown = shown.assign(
        q=shown["q"].where(shown["p_floor"] <= LEVEL),
        matched_q=shown["matched_q"].where(shown["matched_p_floor"] <= LEVEL),
    ).sort_values(["matched_log_ratio", "item"], ascending=[False, True])
    low, high = words.HEADS["ci_low"], words.HEADS["ci_high"]
    t, r = words.short(results.design.target), words.short(results.design.reference)
    columns = words.heads([head]) | {
        "target_n": f"hits {t}", "reference_n": f"hits {r}",
        "log_ratio": "pooled log ratio", "ci_low": low, "ci_high": high, "q": "q",
        "matched_log_ratio": "matched log ratio", "matched_ci_low": low, "matched_ci_high": high, "matched_q": "q",
        "topic_choice": "pooled \N{MINUS SIGN} matched", "topic_choice_low": low, "topic_choice_high": high,
    }  # fmt: skip
    for q in ("q", "matched_q"):
        if not results.design.claims_possible or shown[q].isna().all():
            del columns[q]
    first = (head, "target_n", "reference_n")
    digits = {c: Q if c.endswith("q") else RATIO for c in columns if c not in first}
    never = said.never_found(len(table) - len(found)) if head == "marker" else ""
    made = made_exhibit(name, table, shown, columns, digits, said.join(_matched_note(results, table), never))
    narrow = {c: h for c, h in columns.items() if not c.startswith("topic_choice_")}
    return replace(made, paper=replace(made, columns=narrow, digits={c: d for c, d in digits.items() if c in narrow}))


def _matched_note(results: Results, table: pd.DataFrame) -> str:
    row, unit = table.iloc[0], unit_of(results)
    text = (
        "Pooled: all articles, as in the table of markers. Matched: ratio of rates within events, each event weighted"
        f" alike for both sides (Mantel and Haenszel). 95% intervals: pooled over {unit}s, matched over events"
        + (", or outlets where that is wider." if row["cluster"] == "outlet" else ".")
        + " Pooled \N{MINUS SIGN} matched: what comes with the choice of events."
    )
    if results.design.claims_possible and row["matched_p_floor"] <= LEVEL:
        how = said.CORRECTIONS.get(results.settings.correction, results.settings.correction)
        drawn = "over outlets" if row["cluster"] == "outlet" else "within events"
        return text + f" q: p from drawing the sides by lot ({unit}s pooled, {drawn} matched), {how}."
    return text + f" No q for matched rates: the smallest possible p is {floor(float(row['matched_p_floor']))}."


def matched_sentences(results: Results) -> list[str]:
    """What was compared within, what was left out, and how far pooled and matched agree."""
    table = results.robust.matched_markers
    if table is None or not len(table):
        return []
    design, row = results.design, table.iloc[0]
    n, t, r = (int(row[f"n_events{part}"]) for part in ("", "_target_only", "_reference_only"))
    what = "cluster of near-duplicates" if row["match"] == "near-duplicates" else str(row["match"])
    text = (
        f"Both sides cover {count(n, what)}, with {count(int(row['matched_target_docs']), 'article')} of"
        f" {design.target} and {count(int(row['matched_reference_docs']), 'article')} of {design.reference}. Left out"
        f" of the matched numbers: {count(t, what)} of {design.target} alone, {count(r, what)} of {design.reference}"
        f" alone, and {count(int(row['n_docs_without_event']), 'article')} of no known {what}."
    )
    both = table[table["log_ratio"].notna() & table["matched_log_ratio"].notna()]
    both = both[(both["target_n"] + both["reference_n"]) >= 5]
    if not len(both):
        return [text]
    turned = both[(both["log_ratio"] * both["matched_log_ratio"]) < 0]
    most = both.assign(size=both["topic_choice"].abs()).sort_values(["size", "item"], ascending=[False, True]).iloc[0]
    more = (
        f"Of {count(len(both), 'marker')} with at least 5 hits, those that change sides when matched: {len(turned)}."
        f" Choice of events moves most: {readable(str(most['item']))}, pooled {number(most['log_ratio'], 2)}, matched"
        f" {number(most['matched_log_ratio'], 2)}."
    )
    return [text, more]


def _versions(results: Results, table: pd.DataFrame) -> Exhibit:
    has_text = "text" in table
    shown = table[table["kind"] != "kept"]
    # A changed sentence stands in both versions; the later one is shown.
    shown = shown[~((shown["kind"] == "changed") & (shown["version"] == "earlier"))]
    earlier = shown["version"] == "earlier"
    shown = shown.assign(
        earlier=shown["doc_id"].where(earlier, shown["other"]),
        later=shown["other"].where(earlier, shown["doc_id"]),
        kind_of=[robust_words.KINDS[k] for k in shown["kind"]],
        markers_in=[readable(m) for m in shown["markers"]],
        n_words=shown["n_tokens"],
    )
    names = ["earlier", "later", "kind_of", "start", "end", "n_words", "markers_in"]
    if has_text:
        shown = shown.assign(sentence=shown["text"])
        names.append("sentence")
    note = "start, end: the sentence's place in the article that has it, in characters; for changed ones in the later."
    made = made_exhibit("versions", table, shown, words.heads(names), {}, note)
    if not has_text or made.shown is None:
        return made
    few = made.shown.assign(sentence=[shortened(text, most=PIECE) for text in made.shown["sentence"]])
    narrow = words.heads(["earlier", "later", "kind_of", "n_words", "sentence"])
    notes = said.join(note, said.pieces_cut())
    return replace(made, paper=replace(made, shown=few[list(narrow)], columns=narrow, notes=notes))


def versions_sentences(results: Results) -> list[str]:
    """One sentence a pair of versions: what the later one cut, added and changed."""
    table = results.robust.versions
    if table is None or not _shows_versions(results):
        return []
    made = []
    outlets = dict(zip(table["doc_id"], table["outlet"], strict=True))
    pairs = table[table["version"] == "later"].drop_duplicates(["other", "doc_id"])
    for first, second in zip(pairs["other"].tolist(), pairs["doc_id"].tolist(), strict=True):
        rows = table[table["doc_id"].isin([first, second]) & table["other"].isin([first, second])]
        told = []
        for kind, version in (("cut", "earlier"), ("added", "later"), ("changed", "later")):
            some = rows[(rows["kind"] == kind) & (rows["version"] == version)]
            text = f"{kind} {count(len(some), 'sentence')} ({count(int(some['n_tokens'].sum()), 'word')}"
            found = sorted({readable(m) for cell in some["markers"] for m in str(cell).split("; ") if m})
            told.append(text + (f"; markers: {', '.join(found)})" if found and kind != "changed" else ")"))
        who = f"{second} ({outlets[second]})" if outlets[second] else str(second)
        whom = f"{first} ({outlets[first]})" if outlets[first] else str(first)
        made.append(f"{who} against {whom}: {listed(told)}.")
    more = len(made) - MOST_PAIRS
    return made[:MOST_PAIRS] + ([f"{count(more, 'further pair')}: in the CSV."] if more > 0 else [])


def _choices(results: Results, table: pd.DataFrame) -> Exhibit:
    labels = _labels(results)
    shown = table.assign(
        item_of=[labels.get(i, readable(i)) for i in table["item"]],
        choice=[robust_words.CHOICES[c] for c in table["choice"]],
        way=table["value"], mean_estimate=table["mean"], median_q=table["q"],
        order=table["variance_share"].fillna(0.0),
    )  # fmt: skip
    place = {item: i for i, item in enumerate(_items(table))}
    shown = shown.assign(at=[place[i] for i in shown["item"]]).sort_values(
        ["at", "order"], ascending=[True, False], kind="stable"
    )
    names = ["item_of", "choice", "way", "n_specifications", "mean_estimate", "low", "high", "width", "median_q"]
    names += ["share_p", "range", "variance_share"]
    digits = dict.fromkeys(("mean_estimate", "low", "high", "width", "range"), RATIO)
    digits |= {"median_q": Q, "share_p": SHARE, "variance_share": SHARE}
    shown = in_per_cent(shown, ["share_p", "variance_share"])
    note = (
        "Share of variance: how much of the variance of the estimates lies between the ways of one choice; what they"
        " leave over comes from choices that act together. Clusters move intervals and p, hits needed moves q alone, so"
        " their range is 0. Share with p of at most .05: of the specifications that can give such a p."
    )
    if ways := results.robust.one_way:
        note += f" Not varied: {'; '.join(ways)}."
    made = made_exhibit("multiverse_choices", table, shown, words.heads(names), digits, note)
    narrow = {c: h for c, h in words.heads(names).items() if c not in ("n_specifications", "low", "high")}
    return replace(made, paper=replace(made, columns=narrow, digits={c: d for c, d in digits.items() if c in narrow}))


def multiverse_sentences(results: Results) -> list[str]:
    """One sentence an item: how far the estimate moves, and with which choice most."""
    table, choices = results.robust.specifications, results.robust.choices
    if table is None or choices is None:
        return []
    labels = _labels(results)
    made = []
    for item in _items(table):
        own = table[(table["item"] == item) & table["estimate"].notna()]
        name = labels.get(item, readable(item))
        if own.empty:
            made.append(f"{name}: no specification has an estimate, because neither side has a hit.")
            continue
        made.append(f"{name}: {_moved(results, own)}{_mover(choices[choices['item'] == item])}")
    return made


def _moved(results: Results, own: pd.DataFrame) -> str:
    design = results.design
    low, high = float(own["estimate"].min()), float(own["estimate"].max())
    main = own[own["main"]]
    reported = f" (reported: {number(float(main['estimate'].iloc[0]), 2)})" if len(main) else ""
    text = f"over {count(len(own), 'specification')} the log ratio runs from {number(low, 2)} to {number(high, 2)}"
    text += reported
    if low > 0 or high < 0:
        text += f" and is always on the side of {design.target if low > 0 else design.reference}"
    else:
        text += f"; {int((own['estimate'] > 0).sum())} are on the side of {design.target}"
    able = own[(own["p_floor"] <= LEVEL) & own["p"].notna()]
    if len(able):
        floors = sorted({floor(float(f)) for f in able["p_floor"]})
        text += (
            f". Of {len(able):,} whose design can give a p of {LEVEL} or less (the smallest possible:"
            f" {' or '.join(floors)}), {int((able['p'] <= LEVEL).sum()):,} do"
        )
    else:
        text += f". No specification can give a p of {LEVEL} or less"
    return text + "."


def _mover(own: pd.DataFrame) -> str:
    """Which choice moves the estimate most."""
    ranked = own.drop_duplicates("choice").sort_values(["range", "choice"], ascending=[False, True])
    if not len(ranked) or not ranked["range"].iloc[0] > 0:
        return " No choice moves it."
    most: Any = ranked.iloc[0]
    ways = own[own["choice"] == most["choice"]]
    means = listed([f"{v}: {number(m, 2)}" for v, m in zip(ways["value"], ways["mean"], strict=True)])
    return (
        f" The choice that moves it most: {robust_words.CHOICES[most['choice']]} (mean {means};"
        f" {number(most['variance_share'] * 100, 0)} % of the variance)."
    )


def robust_methods(results: Results) -> list[tuple[str, tuple[str, ...]]]:
    """Paragraphs of the methods with the works that they cite, where these parts were run."""
    robust, s = results.robust, results.settings
    made: list[tuple[str, tuple[str, ...]]] = []
    if robust.matched_markers is not None and len(robust.matched_markers):
        made.append((_matched_methods(robust.matched_markers.iloc[0]), ("greenland", "mantel", "phipson")))
    if _shows_versions(results):
        made.append(
            (
                "Near-duplicates were compared with the earliest article of their cluster, sentence by sentence: a"
                " sentence was kept where the other text has one with the same words, changed where at least half of"
                " its runs of three words stand there, and otherwise cut or added.",
                (),
            )
        )
    if robust.specifications is not None and len(robust.specifications):
        items = [readable(i) for i in _items(robust.specifications)]
        n = int(robust.specifications.groupby("item").size().max())
        made.append(
            (
                f"The contrast of {listed(items)} was run under {count(n, 'combination')} of choices (Steegen et al."
                " 2016) and is shown as a specification curve (Simonsohn, Simmons and Nelson 2020), without their"
                " joint test. Under a prior the estimate is the log-odds in log2 units (prior size"
                f" {number(s.prior_size)}), its interval from the same linearised variance. p-values permute the"
                " sides over the clusters of each specification. A choice's share of variance is the variance"
                " between the means of its ways over that of all estimates.",
                ("simonsohn", "steegen"),
            )
        )
    return made


def _matched_methods(row: Any) -> str:
    outlets = row["cluster"] == "outlet"
    match = "clusters of near-duplicates" if row["match"] == "near-duplicates" else f"the same {row['match']}"
    text = (
        f"To tell choice of topic from choice of words, sides were compared within {match} as well: by the ratio of"
        " rates of Mantel and Haenszel (1959; for rates Greenland and Robins 1985), the articles of one outlet on"
        " one event taken together. Its interval is a t interval on the linearised variance between events"
        + (", or between outlets over all events where that is wider" if outlets else "")
        + "; its p draws the sides by lot "
        + ("over outlets, each with all that it wrote" if outlets else "among the outlets of each event")
    )
    kind = "all arrangements" if "exact" in row["matched_method"] else "drawn arrangements"
    return text + f" ({kind}; Phipson and Smyth 2010). {probability_floor(float(row['matched_p_floor']))}"


def probability_floor(value: float) -> str:
    """The smallest possible p, as a sentence.

    >>> probability_floor(0.1)
    'The smallest p that is possible so is 0.100.'
    """
    return f"The smallest p that is possible so is {probability(value)}."
