"""Voice and negation against corpora that others annotated: PolNeAR (attribution) and the SFU reviews (negation).

PolNeAR counts as attributed also what the writer ascribes to somebody (attitudes, intentions), which the codebook of
the hand codes leaves with the outlet; `attribution="wide"` does as PolNeAR does. Both are measured. The SFU
reviews are no news. The documents of both fall into two folds by the SHA-256 of their id: those that begin with 0 to 3
are for measuring, and nobody reads them; the rest may be read.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

import framing as fr
from framing.corpus.tokens import Partition, Tokens
from framing.stats.proportions import clustered_proportion
from framing.voice.attribution import DIRECT, OWN, find_voices
from framing.voice.denial_rules import denial_rules_for
from framing.voice.negation import find_scopes
from framing.voice.quotes import find_quotations

OPENERS, CLOSERS = "\"“«'‘", "\"”»'’"

# PolNeAR -------------------------------------------------------------------------------------------------------------


def polnear(shared: Path) -> pd.DataFrame:
    """Attributed against own by characters, and direct quotations found, by fold and outlet, with two baselines.

    `codebook` and `wide` are framing's rules for the two definitions.
    """
    source = shared / "corpora" / "polnear_train" / "train.jsonl.gz"
    if not source.is_file():
        return pd.DataFrame()
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        articles = {a["id"]: a for a in map(json.loads, lines)}
    tokens = fr.encode(_plain_corpus(list(articles.values())), clean=False)
    rows = []
    for partition in tokens.partitions:
        ids = tokens.documents["doc_id"].tolist()[partition.first_document :]
        rows += [_polnear_article(articles[ids[i]], *sides) for i, sides in enumerate(_attributed(partition, tokens))]
    return _polnear_table(pd.DataFrame(rows))


def fold_of(name: str) -> str:
    """Which fold a document is in."""
    return "measuring" if hashlib.sha256(name.encode()).hexdigest()[0] in "0123" else "development"


def _plain_corpus(articles: list[dict[str, Any]]) -> Any:
    with tempfile.TemporaryDirectory() as folder:
        part = Path(folder) / "articles.jsonl"
        lines = [json.dumps({k: a[k] for k in ("id", "outlet", "text")}) for a in articles]
        part.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return fr.read_corpus(part)


def _attributed(partition: Partition, tokens: Tokens) -> list[tuple[np.ndarray, ...]]:
    """For each document its characters: not own by the codebook, direct, between quotation marks, not own in the wide
    sense; bool (n_chars,) each.

    A run of words of one kind takes the characters between them along.
    """
    voice = find_voices(partition, tokens.vocabulary, tokens.language).voice
    wide = find_voices(partition, tokens.vocabulary, tokens.language, "wide").voice
    quoted = np.zeros(len(voice), bool)
    for q in find_quotations(partition):
        quoted[q.first : q.stop] = True
    out = []
    for i, text in enumerate(partition.texts.to_pylist()):
        words = slice(int(partition.document_word[i]), int(partition.document_word[i + 1]))
        start, end = partition.start[words], partition.end[words]
        sides = (voice[words] != OWN, voice[words] == DIRECT, quoted[words], wide[words] != OWN)
        out.append(tuple(_characters(side, start, end, len(text)) for side in sides))
    return out


def _characters(side: np.ndarray, start: np.ndarray, end: np.ndarray, n: int) -> np.ndarray:
    out = np.zeros(n, bool)
    steps = np.diff(np.concatenate(([0], side.astype(np.int8), [0])))
    for first, stop in zip(np.flatnonzero(steps == 1), np.flatnonzero(steps == -1), strict=True):
        out[start[first] : end[stop - 1]] = True
    return out


def _polnear_article(
    article: dict[str, Any], said: np.ndarray, direct: np.ndarray, quoted: np.ndarray, wide: np.ndarray
) -> dict[str, Any]:
    text = article["text"]
    gold, gold_direct = np.zeros(len(text), bool), np.zeros(len(text), bool)
    for a in article["attributions"]:
        for start, end in a["content"]:
            gold[start:end] = True
            if text[start] in OPENERS and text[end - 1] in CLOSERS and end - start > 2:
                gold_direct[start + 1 : end - 1] = True
    gold_direct &= np.array([c.isalnum() for c in text], bool)
    row: dict[str, Any] = {
        "fold": fold_of(article["id"]),
        "outlet": article["outlet"],
        "characters": len(text),
        "gold": int(gold.sum()),
        "gold_direct": int(gold_direct.sum()),
        "direct": int((direct & gold_direct).sum()),
    }
    sides = {"codebook": said, "wide": wide, "marks": quoted, "everything": np.ones(len(text), bool)}
    for name, side in sides.items():
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
        for name in ("codebook", "wide", "marks", "everything"):
            right, given = total[f"{name}_right"], total[f"{name}_given"]
            row |= {f"{name}_f1": 2 * right / (given + total["gold"])}
            if name in ("codebook", "wide"):
                row |= {f"{name}_precision": right / given, f"{name}_recall": right / total["gold"]}
                low, high = _f1_interval(part[f"{name}_right"], part[f"{name}_given"] + part["gold"])
                row |= {f"{name}_low": low, f"{name}_high": high}
        rows.append(row | {"direct_recall": total["direct"] / total["gold_direct"]})
    return pd.DataFrame(rows)


def _f1_interval(right: pd.Series, given_and_there: pd.Series) -> tuple[float, float]:
    """Interval of F1 between documents, by that of the share right of all that is given or there."""
    share = clustered_proportion(right, given_and_there - right)
    return 2 * share.low / (1 + share.low), 2 * share.high / (1 + share.high)


# Negation in reviews -------------------------------------------------------------------------------------------------


def negation(shared: Path) -> pd.DataFrame:
    """Words in the scope of a negation, by fold; cues left out.

    About a quarter of the negations are not annotated, some of them as speculation instead ("could not"), so beside
    the figure over all words there is one at the annotated cues (`f1_at_cues`), as scopes are mostly measured.
    """
    source = shared / "corpora" / "sfu_negation" / "sentences.jsonl.gz"
    if not source.is_file():
        return pd.DataFrame()
    reviews: dict[str, dict[str, Any]] = {}
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        for sentence in map(json.loads, lines):
            name = sentence["id"].rpartition("/")[0]
            review = reviews.setdefault(name, {"id": name, "outlet": "", "text": "", "scope": [], "cue": []})
            at = len(review["text"])
            for a in sentence["annotations"]:
                if a["type"] == "negation":
                    review["scope"] += [(at + s, at + e) for s, e in a["scope"]]
                    review["cue"] += [(at + s, at + e) for s, e in a["cue"]]
            review["text"] += sentence["text"].replace("\x92", "’") + "\n\n"  # apostrophes of another encoding
    tokens = fr.encode(_plain_corpus(list(reviews.values())), clean=False)
    rows = []
    for partition in tokens.partitions:
        words = tokens.vocabulary.words
        word = tokens.vocabulary.word_of_form[partition.form]
        scopes = find_scopes(partition, tokens.vocabulary, word, denial_rules_for(tokens.language))
        cues = [words[word[first]] for first in scopes.cues.first.tolist()]
        negates = np.array([w in _NEGATORS or w.endswith("n't") for w in cues] + [False])
        nearest = scopes.of(np.arange(len(word), dtype=np.int64))
        for i in range(len(partition.texts)):
            review = reviews[tokens.documents["doc_id"].iloc[partition.first_document + i]]
            a, b = int(partition.document_word[i]), int(partition.document_word[i + 1])
            gold, cue = (_touched(review[k], partition.start[a:b], partition.end[a:b]) for k in ("scope", "cue"))
            known = np.array([cue[max(x - a, 0) : y - a].any() for x, y, _ in scopes.cues.rows()] + [False])
            gold &= ~cue
            row: dict[str, Any] = {"fold": fold_of(review["id"]), "there": int(gold.sum())}
            for name, counted in (("", negates), ("cues_", known)):
                given = counted[nearest[a:b]] & ~cue
                row |= {f"{name}given": int(given.sum()), f"{name}right": int((given & gold).sum())}
            rows.append(row)
    table = []
    for fold, part in pd.DataFrame(rows).groupby("fold"):
        total = part.drop(columns="fold").sum()
        row = {"fold": fold, "reviews": len(part), "words_in_scope": total["there"]}
        row |= {"precision": total["right"] / total["given"], "recall": total["right"] / total["there"]}
        row |= {"f1": 2 * total["right"] / (total["given"] + total["there"])}
        low, high = _f1_interval(part["right"], part["given"] + part["there"])
        row |= {"f1_low": low, "f1_high": high}
        row |= {"f1_at_cues": 2 * total["cues_right"] / (total["cues_given"] + total["there"])}
        table.append(row)
    return pd.DataFrame(table)


_NEGATORS = frozenset("not never no without nothing nobody nowhere none neither nor cannot".split())
"""What the reviews annotate, and nouns and verbs of denying ("lack of", "refuses to") they don't."""


def _touched(spans: list[tuple[int, int]], start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Which words share a character with a span."""
    out = np.zeros(len(start), bool)
    for a, b in spans:
        out[np.searchsorted(end, a, side="right") : np.searchsorted(start, b)] = True
    return out
