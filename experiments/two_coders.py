"""Two coders of the newsroom articles: how far they agree, and how the rules score against each and the adjudicated.

`validation.py` writes these tables. The rules are scored in events 5 to 8 alone, in totals and by class: no table of
their errors is made here, so that whoever writes rules doesn't fit them to these articles.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

import framing as fr
from framing.corpus.tokens import Tokens

CODERS = {"coder 1": "markers.csv", "coder 2": "model-2.csv", "adjudicated": "adjudicated.csv"}
SCORED_EVENTS = ("e5", "e6", "e7", "e8")


def coders_agree(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """AGREEMENT and CODER_CONFUSION of the two coders in all 64 articles; `folder` holds their files."""
    found = fr.agree(*(folder / CODERS[c] for c in ("coder 1", "coder 2")))
    return found.scores, found.confusion


def differing(folder: Path) -> int:
    """Number of places on which the two coders differ in at least one variable."""
    place, variables = ["doc", "start", "end"], ["voice", "scare_quoted", "negated", "stance"]
    first, second = (fr.read_codes(folder / CODERS[c]).set_index(place).sort_index() for c in ("coder 1", "coder 2"))
    return int((first[variables] != second[variables]).any(axis=1).sum())


def rules_by_coder(folder: Path, tokens: Tokens) -> pd.DataFrame:
    """SCORES over everything in the scored events, behind `codes`: whose codes the rules are judged against."""
    parts = []
    for name, file in CODERS.items():
        codes = fr.read_codes(folder / file)
        codes = codes[codes["doc"].str.startswith(SCORED_EVENTS)].reset_index(drop=True)
        scores = fr.validate(codes, tokens).scores
        whole = scores[(scores["by"] == "all") & scores["measure"].isin(["accuracy", "alpha", "f1"])]
        parts.append(whole.assign(codes=name)[["codes", *whole.columns]])
    return pd.concat(parts, ignore_index=True)
