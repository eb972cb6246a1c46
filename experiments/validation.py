"""How often voice, scare quotes, negation and stance are right, and how that was measured.

    python experiments/validation.py                    # print the figures
    python experiments/validation.py --write            # and write reports/validation/
    python experiments/validation.py --wrong FILE.csv   # and the places where rule and hand code differ

Hand codes are judged by `framing.validate`. Third-party articles are found through FRAMING_SHARED (default ../shared);
figures are made of them, none of their text is written. What is measured on corpora that others annotated stands in
`annotated_corpora.py`; the two coders of the newsroom articles in `two_coders.py`.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from annotated_corpora import negation, polnear
from two_coders import coders_agree, differing, rules_by_coder

import framing as fr
from framing.files import rounded, sha256_of, write_table, write_text

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("FRAMING_SHARED", ROOT.parent / "shared"))


def gold_sets() -> dict[str, tuple[Path, Any]]:
    """Each hand-coded set: its codes and how to read its articles."""
    newsroom, papers = ROOT / "seeds" / "newsroom", SHARED / "corpora" / "chinadaily_nyt_2013_2014aug"
    vietnamese = ROOT / "seeds" / "newsroom_vi"
    sets: dict[str, tuple[Path, Any]] = {
        "newsroom": (
            newsroom / "codes" / "markers.csv",
            lambda: fr.read_corpus(newsroom / "articles", documents=newsroom / "documents.csv"),
        ),
        "newsroom_vi": (
            vietnamese / "codes" / "markers.csv",
            lambda: fr.read_corpus(vietnamese / "articles", documents=vietnamese / "documents.csv", language="vi"),
        ),
    }
    if SHARED.is_dir():
        sets["seeds"] = (
            SHARED / "gold" / "markers_002_003_004.csv",
            lambda: fr.read_corpus(SHARED / "seeds", documents=SHARED / "seeds" / "documents.csv"),
        )
        sets["papers"] = (
            SHARED / "gold" / "markers_papers.csv",
            lambda: _some(papers / "articles.jsonl.gz", SHARED / "gold" / "markers_papers.csv"),
        )
    return sets


def _some(table: Path, gold: Path) -> Any:
    """The coded articles of a table, through a file of those alone."""
    wanted = set(fr.read_codes(gold)["doc"])
    with tempfile.TemporaryDirectory() as folder, gzip.open(table, "rt", encoding="utf-8") as lines:
        part = Path(folder) / "articles.jsonl"
        part.write_text("".join(line for line in lines if json.loads(line)["id"] in wanted), encoding="utf-8")
        return fr.read_corpus(part)


def validate_gold() -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Scores, confusion, cases and what was left out, of every hand-coded set."""
    scores, confusion, cases, left = [], [], [], []
    for name, (codes, corpus) in gold_sets().items():
        found = fr.validate(codes, fr.encode(corpus()))
        for table, parts in ((found.scores, scores), (found.confusion, confusion), (found.cases, cases)):
            parts.append(table.assign(set=name)[["set", *table.columns]])
        n = found.cases["status"].value_counts()
        digest = sha256_of(codes)
        left.append(
            {"set": name, "places": len(found.cases), "judged": n["judged"], **found.left_out, "sha256": digest}
        )
    return pd.concat(scores), pd.concat(confusion), pd.concat(cases), pd.DataFrame(left)


# Corrected shares ----------------------------------------------------------------------------------------------------


def corrected() -> pd.DataFrame:
    """Shares of voice and stance by group in the invented newsroom articles, found and corrected."""
    codes, corpus = gold_sets()["newsroom"]
    tokens = fr.encode(corpus())
    hits = fr.find_markers(tokens, fr.read_lexicon("framing.en"))
    gold = fr.validate(codes, tokens)
    return pd.concat([fr.corrected_shares(hits, gold, variable=v, seed=1) for v in ("voice", "stance")])


def coders() -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Agreement and confusion of the two coders of the newsroom articles, and the rules' scores against each."""
    codes, corpus = gold_sets()["newsroom"]
    return *coders_agree(codes.parent), rules_by_coder(codes.parent, fr.encode(corpus()))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", action="store_true", help="write the tables to reports/validation/")
    parser.add_argument("--wrong", metavar="FILE.csv", type=Path, help="write the places judged otherwise there")
    args = parser.parse_args()
    scores, confusion, cases, left = validate_gold()
    characters, words, shares = polnear(SHARED), negation(SHARED), corrected()
    agreement, met, by_coder = coders()
    pd.set_option("display.width", 200, "display.max_rows", 500)
    print("hand-coded by language models, by no human yet; newsroom is an invented corpus\n")
    print(left.to_string(index=False))
    main_scores = scores[(scores["by"] == "all") & scores["measure"].isin(["accuracy", "alpha", "f1"])]
    for variable, rows in main_scores.groupby("variable", sort=False):
        measure = rows["measure"] + " " + rows["label"]
        print(
            f"\n{variable}\n",
            rows.assign(measure=measure).pivot(index="measure", columns="set", values="value").round(3),
        )
    print("\naccuracy by outlet\n", _by_outlet(scores).round(3))
    for title, table in (
        ("PolNeAR, attributed against own by characters", characters),
        ("SFU reviews, words in the scope of a negation", words),
        ("newsroom, shares found and corrected", shares[[*_SHARES]]),
        ("newsroom, two coders", agreement[[*_AGREEMENT]]),
        ("newsroom, events 5 to 8: the rules against each coder", by_coder[["codes", "variable", "measure", *_SCORE]]),
    ):
        if len(table):
            print(f"\n{title}\n", table.round(3).to_string(index=False))
    if args.wrong:
        names = [c.removeprefix("gold_") for c in cases.columns if c.startswith("gold_")]
        wrong = [(cases[f"gold_{n}"] != "") & (cases[f"gold_{n}"] != cases[f"tool_{n}"]) for n in names]
        kept = cases[(cases["status"] == "judged") & np.logical_or.reduce(wrong)]
        write_table(kept, args.wrong)
        print(f"{len(kept)} places in {args.wrong}", file=sys.stderr)
    if args.write:
        folder = ROOT / "reports" / "validation"
        tables = {
            "sets": left,
            "scores": scores,
            "confusion": confusion,
            "polnear": characters,
            "negation": words,
            "corrected": shares,
            "coders_agreement": agreement,
            "coders_confusion": met,
            "coders_rules": by_coder,
        }
        tables |= {k: tables[k][tables[k]["by"] != "document"] for k in ("scores", "confusion")}
        for name, table in tables.items():
            if len(table):
                write_table(rounded(table), folder / f"{name}.csv")
        write_text(folder / "README.md", report(scores, left, characters, words, shares, (agreement, met, by_coder)))


_SHARES = ("variable", "unit", "label", "share", "ci_low", "ci_high", "corrected", "corrected_low", "corrected_high")
_AGREEMENT = ("variable", "measure", "value", "ci_low", "ci_high", "n", "n_clusters")
_SCORE = ("label", "value", "ci_low", "ci_high", "n")

_REPORT = """# How often voice and stance are right

Made by `experiments/validation.py`; the tables beside this page hold everything, with intervals. Figures only: no
article's text is here. What the words mean: `framing/schema_coding.py`; intervals: `framing/stats/proportions.py`.

**Whose codes.** All hand codes are by language models that read each article whole; no human has coded these places
yet. `newsroom` is an invented corpus, coded before any rule was run on it, here by the first of its two coders (see
"Two coders"). `seeds` are three articles of the Vietnamese study, `papers` ten articles of China Daily and the New York
Times. All three were at hand while the rules were written: figures of articles that nobody had looked at are those of
the measuring folds below. The rules are written by hand and no parameter is fitted, so there is no model to fit anew
without an outlet; the figures by outlet are of the same rules throughout. Seeds and papers are thin on scare quotes and
denial (`n` below): what they say of these is no result.

{sets}

## Voice, scare quotes, negation and stance at the coded places

{accuracy}

By class, F1:

{classes}

By outlet, accuracy:

{outlets}
"""

_REPORT_CODERS = """
## Two coders

A second coder coded all places of the newsroom articles, and saw none of the first one's labels before all was coded.
Both coders are language models, perhaps of one family, and the second had the first one's written rules: agreement
says how far codebook and rules are unambiguous to such readers, and is no reliability among people, who will agree
less. Above it a rule's figure means little: to be right more often than the coders agree is to follow one of them.
Intervals resample articles.

{agreement}

Where they met, and where not ({n_differ} of {n_places} places differ in at least one variable):

{met}

Each place on which they differ was decided by the second coder after reading it again with the codebook, one reason a
place (`seeds/newsroom/codes/adjudicated.csv`); of two readings one was always taken. Rules were not run for that.

The rules against each, in the articles of events 5 to 8 (`e7_s4` copies much of `e7_s1`):

{rules}
"""

_REPORT_POLNEAR = """
## Attributed against own words in PolNeAR

By characters; 814 articles on the US election campaign of 2016. PolNeAR's definition of attribution is wider than
the codebook's: it takes in attitudes and intentions that the writer ascribes ("Trump wants ..."), which the codebook
leaves with the outlet. `codebook`: framing's default, whose recall is bounded by that here; `wide`: `attribution =
"wide"`, rules written on the development fold for what PolNeAR counts; `marks`: quotation marks alone; `everything`:
every character attributed. `direct_recall`: characters of quotations in marks that are found as
direct. Articles of the measuring fold (SHA-256 of the id begins with 0 to 3) were read by nobody.

{polnear}
"""

_REPORT_NEGATION = """
## Scope of negation in the SFU reviews

Words, without the cues; consumer reviews, not news. About a quarter of the negations are not annotated there;
`f1_at_cues` is that of the scopes of annotated cues.

{negation}
"""

_REPORT_SHARES = """
## Shares found, and corrected for these errors

The invented newsroom articles, by group: what `framing.corrected_shares` makes of the error above. On articles of other
outlets the errors may differ: code a sample of your own (`framing sample`).

{shares}
"""


def report(
    scores: pd.DataFrame,
    sets: pd.DataFrame,
    characters: pd.DataFrame,
    words: pd.DataFrame,
    shares: pd.DataFrame,
    coding: tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame],
) -> str:
    """The page that says what was measured and how."""
    whole = scores[scores["by"] == "all"]
    text = [
        _REPORT.format(
            sets=_markdown(sets.assign(sha256=sets["sha256"].str[:12])),
            accuracy=_wide(whole[whole["measure"].isin(["accuracy", "alpha"])], ["variable", "measure"]),
            classes=_wide(whole[whole["measure"] == "f1"], ["variable", "label"]),
            outlets=_markdown(_by_outlet(scores).reset_index()),
        )
    ]
    agreement, met, by_coder = coding
    text.append(
        _REPORT_CODERS.format(
            agreement=_wide(agreement, ["variable"], across="measure"),
            met=_markdown(met.drop(columns=["first", "second"])),
            n_places=agreement["n"].max(),
            n_differ=differing(gold_sets()["newsroom"][0].parent),
            rules=_wide(by_coder, ["variable", "measure", "label"], across="codes"),
        )
    )
    if len(characters):
        text.append(_REPORT_POLNEAR.format(polnear=_markdown(characters)))
    if len(words):
        text.append(_REPORT_NEGATION.format(negation=_markdown(words)))
    text.append(_REPORT_SHARES.format(shares=_markdown(shares[[*_SHARES]])))
    return "".join(text)


def _by_outlet(scores: pd.DataFrame) -> pd.DataFrame:
    rows = scores[(scores["by"] == "outlet") & (scores["measure"] == "accuracy")]
    return rows.pivot(index=["set", "unit"], columns="variable", values="value")


def _wide(rows: pd.DataFrame, index: list[str], across: str = "set") -> str:
    """A row a measure, a column a set (or whatever is `across`): value, interval, and what it is a share of."""
    cells = [f"{v:.3f} [{a:.3f}, {b:.3f}], n {n}" for v, a, b, n in zip(*(rows[c] for c in _CELL)) if v == v]
    kept = rows[rows["value"].notna()].assign(cell=cells)
    return _markdown(kept.pivot(index=index, columns=across, values="cell").fillna("").reset_index())


_CELL = ("value", "ci_low", "ci_high", "n")


def _markdown(table: pd.DataFrame) -> str:
    shown = table.copy()
    for name in shown.columns:
        if shown[name].dtype.kind == "f":
            shown[name] = ["" if x != x else f"{x:.3f}" for x in shown[name]]
    return fr.to_markdown(shown).strip()


if __name__ == "__main__":
    main()
