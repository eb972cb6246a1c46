"""The tables of a report: what each holds whole (CSV), and which columns a page or a paper shows."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from framing.corpus.select import WHY
from framing.report import notes as said
from framing.report import words
from framing.report.facts import LEVEL, category_labels, compared, date_span, readable
from framing.schema import COUNTS
from framing.topics.stability import RELIABLE

if TYPE_CHECKING:
    import pandas as pd

    from framing.report.results import Results

MOST_ROWS = 200
"""A page or a paper shows so many rows of a table at most; the CSV holds all."""
MOST_WORDS = 25
"""Words of each side in the shown keyness table."""
TERMS = 10
"""Terms of each topic in the shown table."""

PIECE = 32
"""Characters of text on each side of a marker in a line of the concordance on paper."""

NEED_TEXT = ("n_sentences", "n_hits")
"""Columns that are unknown where the corpus came as counts of words."""

RATE, RATIO, SHARE, Q = 1, 2, 1, 3
"""Decimal places of rates per 100,000; of log ratios, z and dispersion; of shares in per cent; of q."""


OF_DOCUMENTS = frozenset(["documents", "duplicates", "audit", "hits", "counts", "kwic", "versions"])
"""Tables that tell what single articles hold."""


@dataclass(frozen=True)
class Exhibit:
    """A table of the report.

    `table` is written whole as CSV. `shown` (None: CSV only) holds what page, TeX and Markdown show: `columns`
    (column -> head), `digits` (column -> decimal places). The first column of `shown` names the row.
    """

    name: str
    caption: str
    table: pd.DataFrame
    shown: pd.DataFrame | None = None
    columns: dict[str, str] = field(default_factory=dict)
    digits: dict[str, int] = field(default_factory=dict)
    notes: str = ""
    paper: Exhibit | None = None
    """What TeX and Markdown show in its place, where a sheet of paper is too narrow for `shown`."""
    behind: pd.DataFrame | None = None
    """The rows of `shown` with every column that they were made with."""

    @property
    def label(self) -> str:
        """The label that a paper refers to: letters only."""
        return "tab:framing-" + self.name.replace("_", "-")

    def with_table(self, table: pd.DataFrame) -> Exhibit:
        """The exhibit with the contract's own table as its CSV, without the helper columns of the shown one."""
        return replace(self, table=table)


def exhibits(results: Results) -> dict[str, Exhibit]:
    """All tables of the report by name, in the order of the report."""
    compared_words = [_keyness(results), _topic_terms(results), _prevalence(results), _topic_contrast(results)]
    left_out = [] if results.left_out is None or results.left_out.empty else [_left_out(results)]
    if results.settings.counts_only:
        return _permitted(results, [_data(results), *left_out, _documents(results), *compared_words])
    made = [
        _data(results),
        *left_out,
        _skipped(results),
        _documents(results),
        *([] if results.duplicates is None or results.duplicates.empty else [_duplicates(results, results.duplicates)]),
        _audit(results),
        Exhibit("hits", words.CAPTIONS["hits"], results.hits),
        Exhibit("counts", words.CAPTIONS["counts"], results.counts[COUNTS.names]),
        _categories(results),
        _markers(results),
        _outlets(results),
        _voices(results),
        *compared_words,
        _lexicon(results),
    ]
    if results.kwic is not None:
        made.append(_kwic(results.kwic))
    return _permitted(results, made)


def _permitted(results: Results, made: list[Exhibit]) -> dict[str, Exhibit]:
    """The exhibits by name; without those of single articles where the report may not tell of these."""
    return {e.name: e for e in made if results.settings.shows_documents or e.name not in OF_DOCUMENTS}


def _capped(shown: pd.DataFrame, notes: str = "") -> tuple[pd.DataFrame, str]:
    """At most `MOST_ROWS` rows, and a note where that leaves some out."""
    shown = shown.reset_index(drop=True)
    if len(shown) <= MOST_ROWS:
        return shown, notes
    return shown.head(MOST_ROWS), said.join(notes, said.rows_left_out(MOST_ROWS, len(shown)))


def made_exhibit(
    name: str, table: pd.DataFrame, shown: pd.DataFrame, columns: dict[str, str], digits: dict[str, int], notes: str
) -> Exhibit:
    """An exhibit with capped rows, `shown` cut to its columns in their order."""
    few, told = _capped(shown, notes)
    return Exhibit(name, words.CAPTIONS[name], table, few[list(columns)], columns, digits, told, behind=few)


def _data(results: Results) -> Exhibit:
    import pandas as pd

    rows = []
    design = results.design
    both = compared(results)
    for side in (design.target, design.reference):
        documents = both[both[design.by] == side]
        hits = results.hits[results.hits[design.by] == side]
        for outlet in sorted(documents["outlet"].unique()) if design.by == "group" else []:
            own = documents[documents["outlet"] == outlet]
            rows.append(("outlet", outlet, side, *_sums(own, int((hits["outlet"] == outlet).sum()))))
        rows.append((design.by, words.all_of(side), side, *_sums(documents, len(hits))))
    names = ["level", "outlet", "group", "n_documents", "n_tokens", "n_sentences", "n_hits", "first_date", "last_date"]
    table = pd.DataFrame(rows, columns=names)
    if results.settings.counts_only:
        names = [name for name in names if name not in NEED_TEXT]
        table = table[names]
    alone = table.groupby("group")["group"].transform("size") == 2
    shown = table[(table["level"] == "outlet") | ~alone] if design.by == "group" else table
    exact = {len(date) for date in both["date"] if date}
    return made_exhibit("data", table, shown, words.heads(names[1:]), {}, words.DATES_NOTE if len(exact) > 1 else "")


def _sums(documents: pd.DataFrame, n_hits: int) -> tuple[int, int, int, int, str, str]:
    first, last = date_span(documents["date"].tolist())
    return (
        len(documents),
        int(documents["n_tokens"].sum()),
        int(documents["n_sentences"].sum()),
        n_hits,
        first,
        last,
    )


def _left_out(results: Results) -> Exhibit:
    """How many documents of each outlet were left out, and why; the CSV names each, where it may."""
    left_out = results.left_out
    assert left_out is not None, "without a table there is no exhibit"
    shown = left_out.groupby(["reason", "rule", "outlet"], sort=True).size().reset_index(name="n_documents")
    shown["why"] = [WHY[reason] for reason in shown["reason"]]
    columns = words.heads(["outlet", "why", "rule", "n_documents"])
    whole = left_out if results.settings.shows_documents else shown[[*columns]]
    return made_exhibit("left_out", whole, shown, columns, {}, "")


def _skipped(results: Results) -> Exhibit:
    import pandas as pd

    known = [results.documents] if results.duplicates is None else [results.documents, results.duplicates]
    outlets = pd.concat([table[["doc_id", "outlet"]] for table in known]).drop_duplicates("doc_id")
    audit = results.audit.merge(outlets, on="doc_id", how="left").fillna({"outlet": ""})
    audit["n_chars"] = audit["end"] - audit["start"]
    table = (
        audit.groupby(["reason", "outlet"], sort=True)["n_chars"]
        .agg(["size", "sum"])
        .reset_index()
        .rename(columns={"size": "n_spans", "sum": "n_chars"})
    )
    shown = table.assign(reason=[words.REASONS.get(r, readable(r)) for r in table["reason"]])
    columns = words.heads(["reason", "outlet", "n_spans", "n_chars"])
    note = said.join(words.SKIPPED_NOTE, words.AUDITED if results.settings.shows_documents else "")
    return made_exhibit("what_was_skipped", table, shown, columns, {}, note)


def _documents(results: Results) -> Exhibit:
    columns = words.heads(["doc_id", "outlet", "group", "date", "n_tokens", "n_sentences"])
    if results.settings.counts_only:
        columns = {name: head for name, head in columns.items() if name not in NEED_TEXT}
    return made_exhibit("documents", results.documents, results.documents, columns, {}, "")


def _duplicates(results: Results, table: pd.DataFrame) -> Exhibit:
    counted = table["doc_id"].isin(results.documents["doc_id"])
    shown = table.assign(fate=[words.COUNTED if c else words.LEFT_OUT for c in counted])
    columns = words.heads(["doc_id", "cluster", "outlet", "date", "n_tokens", "similarity", "containment", "fate"])
    return made_exhibit("duplicates", table, shown, columns, {"similarity": 2, "containment": 2}, words.DUPLICATES_NOTE)


def _audit(results: Results) -> Exhibit:
    names = ["doc_id", "start", "end", "reason", "rule"]
    return made_exhibit("audit", results.audit, results.audit, words.heads(names), {}, words.AUDIT_NOTE)


def made_contrast(
    name: str,
    results: Results,
    table: pd.DataFrame,
    *,
    first: dict[str, str],
    extra: tuple[str, ...] = (),
    note: str,
    spread: bool = True,
) -> Exhibit:
    """A CONTRAST table: counts, rates, log ratio with interval, dispersion if `spread`, q where claims are possible."""
    shown = table.assign(
        target_rate=table["target_pm"] / 10,
        reference_rate=table["reference_pm"] / 10,
        q=table["q"].where(table["p_floor"] <= LEVEL),
    )
    target, reference = results.design.target, results.design.reference
    if name == "outlet_contrast":
        target, reference = words.THE_OUTLET, words.ALL_OTHERS
    columns = first | words.contrast_heads(target, reference)
    for column in ("log_odds", "z"):
        if column not in extra:
            del columns[column]
    if "z" in extra or not spread:  # a table of words is wide already; how they spread stands in the CSV
        del columns["dispersion_target"], columns["dispersion_reference"]
    if not results.design.claims_possible or shown["q"].isna().all():
        del columns["q"]
    digits = dict.fromkeys(("target_rate", "reference_rate"), RATE)
    digits |= dict.fromkeys(("log_ratio", "ci_low", "ci_high", "log_odds", "z"), RATIO)
    digits |= dict.fromkeys(("dispersion_target", "dispersion_reference"), RATIO) | {"q": Q}
    digits = {c: d for c, d in digits.items() if c in columns}
    return made_exhibit(name, table, shown, columns, digits, note)


def _categories(results: Results) -> Exhibit:
    labels = category_labels(results)
    table = results.categories.assign(label=[labels.get(c, readable(c)) for c in results.categories["item"]])
    table = table.sort_values(["log_ratio", "item"], ascending=[False, True])
    note = said.contrast_note(results, results.categories)
    made = made_contrast("category_contrast", results, table, first=words.heads(["label"]), note=note)
    return made.with_table(results.categories)


def _markers(results: Results) -> Exhibit:
    found = results.markers[(results.markers["target_n"] + results.markers["reference_n"]) > 0]
    table = found.assign(marker=[readable(m) for m in found["item"]])
    table = table.sort_values(["log_ratio", "item"], ascending=[False, True])
    never = said.never_found(len(results.markers) - len(found))
    note = said.join(said.contrast_note(results, results.markers), never)
    made = made_contrast("marker_contrast", results, table, first=words.heads(["marker"]), note=note)
    narrow = said.join(said.contrast_note(results, results.markers, dispersion=False), never)
    return _without_dispersion(made.with_table(results.markers), narrow, len(table))


def _outlets(results: Results) -> Exhibit:
    labels = category_labels(results)
    table = results.outlets.assign(
        the_outlet=results.outlets["target"],
        label=[labels.get(c, readable(c)) for c in results.outlets["item"]],
    ).sort_values(["target", "log_ratio", "item"], ascending=[True, False, True])
    note = said.join(words.OUTLETS_NOTE, said.contrast_note(results, results.outlets))
    made = made_contrast("outlet_contrast", results, table, first=words.heads(["the_outlet", "label"]), note=note)
    narrow = said.join(words.OUTLETS_NOTE, said.contrast_note(results, results.outlets, dispersion=False))
    return _without_dispersion(made.with_table(results.outlets), narrow, len(table))


def _without_dispersion(exhibit: Exhibit, notes: str, n_rows: int) -> Exhibit:
    """On paper without dispersion, which stands in the CSV: a sheet has no room for it beside long names and q."""
    columns = {c: head for c, head in exhibit.columns.items() if not c.startswith("dispersion")}
    digits = {c: d for c, d in exhibit.digits.items() if c in columns}
    told = said.join(notes, said.rows_left_out(MOST_ROWS, n_rows) if n_rows > MOST_ROWS else "")
    return replace(exhibit, paper=replace(exhibit, columns=columns, digits=digits, notes=told))


def _keyness(results: Results) -> Exhibit:
    table = results.words
    shown = shown_words(table)
    note = said.keyness_note(results, table, len(shown))
    first = {"word": results.settings.keyness_unit}
    made = made_contrast("keyness", results, shown, first=first, extra=("log_odds", "z"), note=note)
    return made.with_table(table)


def shown_words(table: pd.DataFrame) -> pd.DataFrame:
    """The words of a CONTRAST table with the largest |z| of each side, in the order of their log-odds."""
    sides = []
    for sign in (1, -1):
        side = table[table["log_odds"] * sign > 0]
        order = side.assign(size=side["z"].abs()).sort_values(["size", "item"], ascending=[False, True])
        sides.append(order.head(MOST_WORDS))
    import pandas as pd

    shown = pd.concat(sides).sort_values(["log_odds", "item"], ascending=[False, True])
    return shown.assign(word=shown["item"])


def in_per_cent(table: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Shares as they are shown; the CSV keeps them as shares of 1."""
    return table.assign(**{c: table[c] * 100 for c in columns})


def _voices(results: Results) -> Exhibit:
    """Shares of voice and stance among each side's hits, and of voice among its tokens."""
    import pandas as pd

    design = results.design
    rows = []
    for kind, values in (("voice", ("own", "direct", "indirect")), ("stance", ("assert", "deny", "relay"))):
        for value in values:
            row: list[object] = [kind, value]
            for side in (design.target, design.reference):
                hits = results.hits[results.hits[design.by] == side]
                n = int((hits[kind] == value).sum())
                row += [n, n / len(hits) if len(hits) else float("nan"), _token_share(results, side, kind, value)]
            rows.append(row)
    names = ["kind", "value"]
    for side in ("target", "reference"):
        names += [f"{side}_n", f"{side}_share", f"{side}_token_share"]
    from framing.files import rounded

    table = rounded(pd.DataFrame(rows, columns=names))
    shown = table.assign(value=[words.VOICES[v] for v in table["value"]])
    columns = words.voice_heads(design.target, design.reference)
    shown = in_per_cent(shown, [c for c in columns if c.endswith("share")])
    digits = {c: SHARE for c in columns if c.endswith("share")}
    note = words.VOICES_NOTE.format(reporting=words.reporting(results.settings.language, "and"))
    return made_exhibit("voice_shares", table, shown, columns, digits, note)


def _token_share(results: Results, side: str, kind: str, value: str) -> float:
    """Share of a side's tokens that stand in this voice; NaN for a stance, which tokens don't have."""
    if kind != "voice":
        return float("nan")
    counts = results.counts[results.counts[results.design.by] == side].drop_duplicates(["doc_id", "voice"])
    n_tokens = int(counts.drop_duplicates("doc_id")["n_tokens"].sum())
    n = int(counts.loc[counts["voice"] == value, "n_tokens_voice"].sum())
    return n / n_tokens if n_tokens else float("nan")


def topic_labels(results: Results) -> dict[int, str]:
    """Topic -> its label."""
    return {int(t): str(name) for t, name in zip(results.topic_contrast["topic"], results.topic_contrast["label"])}


def _topic_terms(results: Results) -> Exhibit:
    import pandas as pd

    terms = results.topic_terms.sort_values(["topic", "rank"])
    rows = [(topic, ", ".join(own["term"].head(TERMS))) for topic, own in terms.groupby("topic", sort=True)]
    shown = pd.DataFrame(rows, columns=["topic", "terms"])
    columns = words.heads(["topic", "terms"])
    contrast = results.topic_contrast
    if contrast["reliability"].isna().all():
        return made_exhibit("topic_terms", results.topic_terms, shown, columns, {}, said.topics_note(results))
    shown["reliability"] = shown["topic"].map(dict(zip(contrast["topic"], contrast["reliability"])))
    shown["stable"] = ["yes" if r >= RELIABLE else "unstable" for r in shown["reliability"]]
    columns |= {"reliability": "reliability", "stable": "found again"}
    digits = {"reliability": RATIO}
    return made_exhibit("topic_terms", results.topic_terms, shown, columns, digits, said.topics_note(results))


def _prevalence(results: Results) -> Exhibit:
    table = results.topic_prevalence
    columns = words.heads(["topic", "topic_label", "level", "name", "mean", "ci_low", "ci_high"])
    digits = dict.fromkeys(("mean", "ci_low", "ci_high"), SHARE)
    shown = in_per_cent(table.rename(columns={"label": "topic_label"}), list(digits))
    return made_exhibit("topic_prevalence", table, shown, columns, digits, words.PREVALENCE_NOTE)


def _topic_contrast(results: Results) -> Exhibit:
    table = results.topic_contrast
    columns = words.topic_heads(results.design.target, results.design.reference)
    if not results.design.claims_possible or table["q"].isna().all():
        del columns["q"]
    if table["reliability"].isna().all():
        del columns["reliability"]
    digits = {c: SHARE for c in columns if c not in ("topic", "topic_label")}
    digits |= {"q": Q} if "q" in columns else {}
    digits |= {"reliability": RATIO} if "reliability" in columns else {}
    shown = table.rename(columns={"label": "topic_label"}).sort_values(["difference", "topic"], ascending=[False, True])
    shown = in_per_cent(shown, ["target_mean", "reference_mean", "difference", "ci_low", "ci_high"])
    return made_exhibit("topic_contrast", table, shown, columns, digits, said.topic_contrast_note(results))


def _lexicon(results: Results) -> Exhibit:
    table = results.lexicon
    shown = table.assign(marker=[readable(m) for m in table["marker"]])
    columns = words.heads(["marker", "label", "patterns"])
    return made_exhibit("lexicon", table, shown, columns, {}, words.LEXICON_NOTE)


def _kwic(lines: pd.DataFrame) -> Exhibit:
    shown = lines.assign(marker=[readable(m) for m in lines["marker"]])
    columns = words.heads(["doc_id", "outlet", "marker", "voice", "left", "surface", "right"])
    made = made_exhibit("kwic", lines, shown, columns, {}, "")
    assert made.shown is not None, "the lines are shown"
    few = made.shown.assign(
        left=[shortened(text, at_start=True) for text in made.shown["left"]],
        right=[shortened(text) for text in made.shown["right"]],
    )
    narrow = words.heads(["doc_id", "left", "surface", "right"])
    paper = replace(made, shown=few, columns=narrow, notes=said.join(made.notes, said.pieces_cut()))
    return replace(made, paper=paper)


def shortened(text: str, *, at_start: bool = False, most: int = PIECE) -> str:
    """Text cut to at most `most` characters between words, with an ellipsis for what is left out.

    >>> shortened("the quick brown fox", most=12), shortened("the quick brown fox", most=12, at_start=True)
    ('the quick …', '… brown fox')
    """
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    room = most - 2
    if at_start:
        cut = line[-room:] if line[-room - 1] == " " else line[-room:].partition(" ")[2]
        return f"… {cut or line[-room:]}"
    cut = line[:room] if line[room] == " " else line[:room].rpartition(" ")[0]
    return f"{(cut or line[:room]).rstrip()} …"
