"""The numbers of other tools on counts.csv, as CSV on stdout: python peers.py > ../../tests/reference/peers.csv

Needs the Python packages of peers.txt and R (base alone). A tool that is not there is told on stderr and left out.
"""

from __future__ import annotations

import collections
import collections.abc
import contextlib
import csv
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
Rows = Iterator[tuple[str, str, str, str, float]]


def counts() -> tuple[list[str], np.ndarray, np.ndarray]:
    """Items and their counts in target and reference."""
    with (HERE / "counts.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    return [r["item"] for r in rows], *(np.array([int(r[c]) for r in rows]) for c in ("target", "reference"))


def convokit() -> Rows:
    from convokit import Corpus, FightingWords, Speaker, Utterance
    from sklearn.feature_extraction.text import CountVectorizer

    items, a, b = counts()
    speaker = Speaker(id="somebody")
    corpus = Corpus(
        utterances=[
            Utterance(id=name, text=" ".join(np.repeat(items, n)), speaker=speaker, conversation_id=name)
            for name, n in (("target", a), ("reference", b))
        ]
    )
    words = FightingWords(cv=CountVectorizer(), prior=0.1)
    words.fit(corpus, class1_func=lambda u: u.id == "target", class2_func=lambda u: u.id == "reference")
    scores = words.get_ngram_zscores(class1_name="target", class2_name="reference")
    for item in items:
        yield "convokit", version("convokit"), "z", item, float(scores.loc[item, "z-score"])


def scattertext() -> Rows:
    from scattertext.termscoring.lrc import lrc
    from scattertext.termscoring.ScaledFScore import ScaledFScore
    from scattertext.termsignificance.LogOddsRatioUninformativeDirichletPrior import (
        LogOddsRatioUninformativeDirichletPrior,
    )

    items, a, b = counts()
    made = {
        "scaled_f_score": ScaledFScore.get_scores(a, b, scaler_algo="normcdf", beta=1),
        "z": LogOddsRatioUninformativeDirichletPrior(0.01).get_zeta_i_j_given_separate_counts(a, b),
        "lrc": lrc(a.astype(float), b.astype(float), 50000, 75000),
    }
    for measure, values in made.items():
        for item, value in zip(items, values):
            yield "scattertext", version("scattertext"), measure, item, float(value)


def shifterator() -> Rows:
    # It was written for a Python whose collections still had these names.
    collections.Mapping = collections.abc.Mapping  # type: ignore[attr-defined]
    from shifterator import JSDivergenceShift

    items, a, b = counts()
    shift = JSDivergenceShift(
        dict(zip(items, a.tolist())), dict(zip(items, b.tolist())), weight_1=0.5, weight_2=0.5, base=2, alpha=1
    )
    yield "shifterator", version("shifterator"), "jsd", "", float(shift.diff)


def r() -> Rows:
    found = subprocess.run(["Rscript", "peers.R"], cwd=HERE, check=True, capture_output=True, text=True).stdout
    for line in csv.reader(found.splitlines()):
        yield "R", line[0], line[1], line[2], float(line[3])


def main() -> None:
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["tool", "version", "measure", "item", "value"])
    tools: tuple[Callable[[], Rows], ...] = (convokit, scattertext, shifterator, r)
    for tool in tools:
        try:
            with contextlib.redirect_stdout(sys.stderr):  # what a tool prints is no number
                rows = list(tool())
        except (ImportError, OSError) as problem:
            print(f"{tool.__name__}: not here ({problem})", file=sys.stderr)
            continue
        out.writerows([*row[:4], f"{row[4]:.12g}"] for row in rows)


if __name__ == "__main__":
    main()
