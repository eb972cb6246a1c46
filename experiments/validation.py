"""How often voice, scare quotes, negation and stance are right, and how that was measured.

    python experiments/validation.py                    # print the figures
    python experiments/validation.py --write            # and write reports/validation/
    python experiments/validation.py --wrong FILE.csv   # and the places where rule and hand code differ

Hand codes are judged by `framing.validate`. Third-party articles are found through FRAMING_SHARED (default ../shared);
figures are made of them, none of their text is written. The rules are fixed by hand: nothing is fitted here, so each
outlet's figure is what the rules reach on an outlet that no parameter was fitted on; which articles the rules' author
had read is told in reports/validation.

PolNeAR counts as attributed also what the writer ascribes to somebody (attitudes, intentions), which the codebook of
the hand codes leaves with the outlet: figures on it are lower for that, whatever the rules. Its articles fall into two
folds by the SHA-256 of their id: those that begin with 0 to 3 are for measuring, and nobody reads them; the rest may
be read.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

import framing as fr
from framing.corpus.tokens import Partition, Tokens
from framing.files import rounded, write_table
from framing.voice.attribution import DIRECT, OWN, find_voices
from framing.voice.quotes import find_quotations

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("FRAMING_SHARED", ROOT.parent / "shared"))
OPENERS, CLOSERS = "\"“«'‘", "\"”»'’"


def gold_sets() -> dict[str, tuple[Path, Any]]:
    """Each hand-coded set: its codes and how to read its articles."""
    newsroom, papers = ROOT / "seeds" / "newsroom", SHARED / "corpora" / "chinadaily_nyt_2013_2014aug"
    sets: dict[str, tuple[Path, Any]] = {
        "newsroom": (
            newsroom / "codes" / "markers.csv",
            lambda: fr.read_corpus(newsroom / "articles", documents=newsroom / "documents.csv"),
        )
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
    import tempfile

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
        digest = hashlib.sha256(codes.read_bytes()).hexdigest()
        left.append(
            {"set": name, "places": len(found.cases), "judged": n["judged"], **found.left_out, "sha256": digest}
        )
    return pd.concat(scores), pd.concat(confusion), pd.concat(cases), pd.DataFrame(left)


# PolNeAR -------------------------------------------------------------------------------------------------------------


def polnear() -> pd.DataFrame:
    """Attributed against own by characters, and direct quotations found, by fold and outlet, with two baselines."""
    source = SHARED / "corpora" / "polnear_train" / "train.jsonl.gz"
    if not source.is_file():
        return pd.DataFrame()
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        articles = {a["id"]: a for a in map(json.loads, lines)}
    tokens = fr.encode(_plain_corpus(articles), clean=False)
    rows = []
    for partition in tokens.partitions:
        ids = tokens.documents["doc_id"].tolist()[partition.first_document :]
        rows += [_polnear_article(articles[ids[i]], *sides) for i, sides in enumerate(_attributed(partition, tokens))]
    return _polnear_table(pd.DataFrame(rows))


def _plain_corpus(articles: dict[str, Any]) -> Any:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        part = Path(folder) / "articles.jsonl"
        lines = [json.dumps({k: a[k] for k in ("id", "outlet", "text")}) for a in articles.values()]
        part.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return fr.read_corpus(part)


def _attributed(partition: Partition, tokens: Tokens) -> list[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """For each document its characters: not own, direct, and between quotation marks; bool (n_chars,) each.

    A run of words of one kind takes the characters between them along.
    """
    voice = find_voices(partition, tokens.vocabulary, tokens.language).voice
    quoted = np.zeros(len(voice), bool)
    for q in find_quotations(partition):
        quoted[q.first : q.stop] = True
    out = []
    for i, text in enumerate(partition.texts.to_pylist()):
        words = slice(int(partition.document_word[i]), int(partition.document_word[i + 1]))
        start, end = partition.start[words], partition.end[words]
        sides = (voice[words] != OWN, voice[words] == DIRECT, quoted[words])
        out.append(tuple(_characters(side, start, end, len(text)) for side in sides))
    return out


def _characters(side: np.ndarray, start: np.ndarray, end: np.ndarray, n: int) -> np.ndarray:
    out = np.zeros(n, bool)
    steps = np.diff(np.concatenate(([0], side.astype(np.int8), [0])))
    for first, stop in zip(np.flatnonzero(steps == 1), np.flatnonzero(steps == -1), strict=True):
        out[start[first] : end[stop - 1]] = True
    return out


def _polnear_article(article: dict[str, Any], said: np.ndarray, direct: np.ndarray, quoted: np.ndarray) -> dict:
    text = article["text"]
    gold, gold_direct = np.zeros(len(text), bool), np.zeros(len(text), bool)
    for a in article["attributions"]:
        for start, end in a["content"]:
            gold[start:end] = True
            if text[start] in OPENERS and text[end - 1] in CLOSERS and end - start > 2:
                gold_direct[start + 1 : end - 1] = True
    gold_direct &= np.array([c.isalnum() for c in text], bool)
    row: dict[str, Any] = {
        "fold": "measuring" if hashlib.sha256(article["id"].encode()).hexdigest()[0] in "0123" else "development",
        "outlet": article["outlet"],
        "characters": len(text),
        "gold": int(gold.sum()),
        "gold_direct": int(gold_direct.sum()),
        "direct": int((direct & gold_direct).sum()),
    }
    for name, side in (("framing", said), ("marks", quoted), ("everything", np.ones(len(text), bool))):
        row |= {f"{name}_given": int(side.sum()), f"{name}_right": int((side & gold).sum())}
    return row


def _polnear_table(articles: pd.DataFrame) -> pd.DataFrame:
    """F1 of each system and the recall of direct quotations, by fold, over all outlets and for each."""
    parts = [("all", part, fold) for fold, part in articles.groupby("fold")]
    parts += [(outlet, part, fold) for (fold, outlet), part in articles.groupby(["fold", "outlet"])]
    rows = []
    for outlet, part, fold in parts:
        total = part.drop(columns=["fold", "outlet"]).sum()
        row = {"fold": fold, "outlet": outlet, "articles": len(part), "characters": total["characters"]}
        for name in ("framing", "marks", "everything"):
            right, given = total[f"{name}_right"], total[f"{name}_given"]
            row |= {f"{name}_f1": 2 * right / (given + total["gold"])}
            if name == "framing":
                row |= {"precision": right / given, "recall": right / total["gold"]}
        rows.append(row | {"direct_recall": total["direct"] / total["gold_direct"]})
    return pd.DataFrame(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", action="store_true", help="write the tables to reports/validation/")
    parser.add_argument("--wrong", metavar="FILE.csv", type=Path, help="write the places judged otherwise there")
    args = parser.parse_args()
    scores, confusion, cases, left = validate_gold()
    sentences = polnear()
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
    outlets = scores[(scores["by"] == "outlet") & (scores["measure"] == "accuracy")]
    print("\naccuracy by outlet\n", outlets.pivot(index=["set", "unit"], columns="variable", values="value").round(3))
    if len(sentences):
        print("\nPolNeAR, attributed against own by characters\n", sentences.round(3).to_string(index=False))
    if args.wrong:
        names = [c.removeprefix("gold_") for c in cases.columns if c.startswith("gold_")]
        wrong = [(cases[f"gold_{n}"] != "") & (cases[f"gold_{n}"] != cases[f"tool_{n}"]) for n in names]
        kept = cases[(cases["status"] == "judged") & np.logical_or.reduce(wrong)]
        write_table(kept, args.wrong)
        print(f"{len(kept)} places in {args.wrong}", file=sys.stderr)
    if args.write:
        folder = ROOT / "reports" / "validation"
        for name, table in (("scores", scores), ("confusion", confusion), ("sets", left), ("polnear", sentences)):
            write_table(rounded(table), folder / f"{name}.csv")


if __name__ == "__main__":
    main()
