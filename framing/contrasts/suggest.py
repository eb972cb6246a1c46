"""Suggestions for a lexicon: words and pairs of words that no marker takes yet, for a person to judge."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from framing.contrasts.contrast import Inference, contrast_table
from framing.contrasts.design import By, choose_sides
from framing.contrasts.keyness import frequent
from framing.errors import InputError
from framing.markers.find import find_markers
from framing.markers.near import NearWords, Window, near_each, pairs_near_each
from framing.schema import SUGGESTIONS
from framing.stats.collocation import collocation_scores

if TYPE_CHECKING:
    import pandas as pd

    from framing.corpus.tokens import Tokens
    from framing.markers.lexicon import Lexicon

Row = dict[str, Any]
EXAMPLES = 3
WEAKEST = 6.63
"""A log-likelihood ratio below says too little: what one word in a hundred reaches by chance (chi-squared, 1 df)."""


@dataclass(frozen=True)
class _Asked:
    """How much evidence a suggestion needs, and how many are wanted of each kind."""

    min_count: int
    min_docs: int
    top: int


def suggest_patterns(
    tokens: Tokens,
    lexicon: Lexicon,
    *,
    target: str | None = None,
    reference: str | None = None,
    by: By = "group",
    window: int = 5,
    min_count: int = 5,
    min_docs: int = 3,
    top: int = 10,
    workers: int = 1,
) -> pd.DataFrame:
    """Words and pairs of neighbouring words that may be missing in a lexicon. The lexicon itself is never changed.

    Two kinds of evidence: near the markers of a category a word stands more often than elsewhere (log-likelihood ratio,
    computed by nltk), and, where sides are named, one side uses it more often (log-odds z, token-level: a screening
    number, no test). Occurrences inside a hit of any marker are taken already and count nowhere. Function words are
    left out, and so are pairs with one of them.

    Args:
        tokens: the corpus to look in; features do not do, they have no order of words.
        target, reference, by: sides for the second kind of evidence; both or none.
        window: words before and after a hit of the category, in its sentence.
        min_count, min_docs: occurrences (for the first kind: near the category) and documents that are needed.
        top: so many words and so many pairs for each category and each side.
        workers: threads to use; the result does not depend on it.

    Returns: SUGGESTIONS: categories in the order of the lexicon, then the sides; within each by score.
    """
    for name, value in (("min_count", min_count), ("min_docs", min_docs), ("top", top)):
        if value < 1:
            raise InputError(f"{name} must be 1 or more, not {value}")
    if (target is None) != (reference is None):
        raise InputError("target and reference are named both or not at all")
    asked = _Asked(min_count, min_docs, top)
    hits = find_markers(tokens, lexicon, overlap="all", workers=workers)
    look = Window(window)
    groups = [hits[hits["category"] == c.id] for c in lexicon.categories]
    units = [count(tokens, groups, look, taken=hits, workers=workers) for count in (near_each, pairs_near_each)]
    rows: list[Row] = []
    for k, category in enumerate(lexicon.categories):
        for counted in units:
            rows += _collocates(counted[k], category.id, tokens, asked)
    if target is not None and reference is not None:
        for counted in units:
            rows += _key(counted[0], tokens, asked, target, reference, by)
        order = {target: 0, reference: 1}
        rows.sort(key=lambda row: order.get(row["side"], -1))
    return SUGGESTIONS.frame({name: [row[name] for row in rows] for name in SUGGESTIONS.names})


def _content(words: list[str], language: str) -> npt.NDArray[np.bool_]:
    """Which items are made of words with a letter that are no function words."""
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    stop = ENGLISH_STOP_WORDS if language == "en" else frozenset()
    good = (all(p not in stop and len(p) > 1 and any(c.isalpha() for c in p) for p in w.split(" ")) for w in words)
    return np.fromiter(good, bool, len(words))


def _collocates(counted: NearWords, category: str, tokens: Tokens, asked: _Asked) -> list[Row]:
    total, every = (np.asarray(m.sum(axis=0), np.int64).ravel() for m in (counted.near, counted.every))
    documents = np.asarray((counted.near > 0).sum(axis=0)).ravel()
    enough = np.flatnonzero((total >= asked.min_count) & (documents >= asked.min_docs))
    enough = enough[_content([counted.words[i] for i in enough.tolist()], tokens.language)]
    n_window, n_tokens = int(total.sum()), int(every.sum())
    score = collocation_scores(total[enough], n_window, every[enough], n_tokens, measure="log_likelihood")
    drawn = (total[enough] * n_tokens > every[enough] * n_window) & (score >= WEAKEST)
    chosen = _best(enough[drawn], score[drawn], counted.words, asked.top)
    return [
        {"category": category, "pattern": counted.words[i], "found_by": "collocates", "side": ""}
        | {"n": int(every[i]), "n_near": int(total[i]), "n_documents": int(documents[i])}
        | {"score": value, "examples": _examples(tokens, counted.words[i])}
        for i, value in chosen
    ]


def _key(counted: NearWords, tokens: Tokens, asked: _Asked, target: str, reference: str, by: By) -> list[Row]:
    n = np.asarray(counted.every.sum(axis=1), np.int64).ravel()
    sides = choose_sides(tokens.documents, target=target, reference=reference, by=by, cluster="document").with_tokens(n)
    enough = frequent(counted.every, counted.words, sides, min_count=asked.min_count, min_docs=asked.min_docs)
    enough = enough[_content([counted.words[i] for i in enough.tolist()], tokens.language)]
    if not len(enough):
        return []
    items = [counted.words[i] for i in enough.tolist()]
    table = contrast_table(
        counted.every[:, enough], n, sides, items=items, categories=[""] * len(items), voice=None, seed=0,
        inference=Inference(test="t"),
    )  # fmt: skip
    z = table["z"].fillna(0).to_numpy(float)
    rows: list[Row] = []
    for side, sign in ((target, 1), (reference, -1)):
        at = np.flatnonzero(z * sign > 0)
        for k, value in _best(at, np.abs(z[at]), items, asked.top):
            found = table.iloc[k]
            rows.append(
                {"category": "", "pattern": items[k], "found_by": "keyness", "side": side, "n_near": 0}
                | {"n": int(found["target_n"] + found["reference_n"])}
                | {"n_documents": int(found["target_docs"] + found["reference_docs"])}
                | {"score": value, "examples": _examples(tokens, items[k])}
            )
    return rows


def _best(items: Any, score: Any, words: list[str], top: int) -> list[tuple[int, float]]:
    order = sorted(zip(items.tolist(), score.tolist(), strict=True), key=lambda pair: (-pair[1], words[pair[0]]))
    return order[:top]


def _examples(tokens: Tokens, item: str) -> str:
    """How the words of an item are written in this corpus: capitals tell names from other words."""
    vocabulary = tokens.vocabulary
    forms = []
    for word in item.split(" "):
        of_word = np.flatnonzero(vocabulary.word_of_form == vocabulary.number[word])
        forms.append("/".join(vocabulary.form_list[i] for i in of_word[:EXAMPLES].tolist()))
    return " ".join(forms)


def toml_lines(suggestions: pd.DataFrame) -> str:
    """Lines for a lexicon file, under each category's head as a comment: for a person to read, weed and paste."""
    return "\n".join(_lines(suggestions)) + "\n" if len(suggestions) else ""


def _lines(suggestions: pd.DataFrame) -> Iterator[str]:
    head, taken = None, set[str]()
    columns = (suggestions[c].tolist() for c in ("category", "pattern", "side", "n", "n_near", "n_documents", "score"))
    for category, pattern, side, n, n_near, n_documents, score in zip(*columns, strict=True):
        place = f"[categories.{category}.markers]" if category else f"no category yet: key words of {side}"
        if place != head:
            yield from ([""] if head else [])
            yield "# " + " ".join(place.split())
            head = place
        plain = "".join(c for c in unicodedata.normalize("NFKD", pattern) if not unicodedata.combining(c))
        stem = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
        stem = name = stem if re.match(r"[a-z]", stem) else "new"
        number = 1
        while name in taken:
            number += 1
            name = f"{stem}_{number}"
        taken.add(name)
        near = f"{n_near} of {n} times near" if category else f"{n} times"
        measure = "log-likelihood" if category else "z"
        yield f'{name} = ["{pattern}"]  # {near}, {n_documents} documents, {measure} {score:.1f}'
