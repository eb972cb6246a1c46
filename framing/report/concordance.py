"""The concordance of the page: every hit with its line, as data that the page's own script shows and filters."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from framing.report import concordance_words, words
from framing.report.facts import category_labels, readable

if TYPE_CHECKING:
    import pandas as pd
    from markupsafe import Markup

    from framing.report.results import Results

MOST_TEXT = 5_000_000
"""Characters of articles that a page carries; of a larger corpus it shows lines alone."""

_UNSAFE = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}
_FIELDS = ("category", "marker", "group", "outlet", "voice", "stance")


@dataclass(frozen=True)
class Concordance:
    """What the concordance shows, as JSON that may stand in a script element, and what is not shown and why."""

    data: Markup
    why: str


def script_data(content: Any) -> Markup:
    """JSON that may stand in a script element, whatever is in its strings.

    >>> "<" in script_data(["</script>"])
    False
    """
    from markupsafe import Markup

    return Markup(json.dumps(content, ensure_ascii=False, separators=(",", ":")).translate(_UNSAFE))


def concordance(results: Results) -> Concordance:
    """The concordance of a study's hits.

    One entry a hit in each list of `hits`; fields with few values are numbers into `names`. `at` and `to` are places in
    the article's text as JavaScript counts, `start` and `end` as the tables do. Lines and texts are null where they may
    not be shown, texts also where they would be too large for a page.
    """
    hits = results.hits
    lines = None if results.kwic is None else _lines_of(hits, results.kwic)
    of_document = {d: i for i, d in enumerate(results.documents["doc_id"].tolist())}
    document = [of_document[d] for d in hits["doc_id"].tolist()]
    texts, why = _texts(results)
    names, coded = _named(results)
    columns: dict[str, Any] = {
        "document": document,
        "start": hits["start"].tolist(),
        "end": hits["end"].tolist(),
        **coded,
        "scare": hits["scare_quoted"].astype(int).tolist(),
        "negated": hits["negated"].astype(int).tolist(),
        **{name: hits[name].tolist() for name in ("surface", "source", "cue")},
        "left": None if lines is None else lines["left"].tolist(),
        "right": None if lines is None else lines["right"].tolist(),
    }
    skips: list[list[list[Any]]] = [[] for _ in of_document]
    if texts is not None:
        columns |= {"at": [], "to": []}
        for i, start, end in zip(document, columns["start"], columns["end"], strict=True):
            for key, place in (("at", start), ("to", end)):
                columns[key].append(_utf16(texts[i], place))
        audit = results.audit
        for d, *span, reason in zip(*(audit[c].tolist() for c in ("doc_id", "start", "end", "reason")), strict=True):
            if d in of_document:
                text = texts[of_document[d]]
                skips[of_document[d]].append(
                    [*(_utf16(text, place) for place in span), words.REASONS.get(reason, reason)]
                )
    documents = {c: results.documents[c].tolist() for c in ("doc_id", "outlet", "group", "date", "title")}
    content = {
        "words": concordance_words.SCRIPT,
        "documents": documents,
        "names": names,
        "hits": columns,
        "texts": texts,
        "skips": skips if texts is not None else None,
    }
    return Concordance(script_data(content), why)


def _texts(results: Results) -> tuple[list[str] | None, str]:
    """The articles' texts in the order of the documents, or why they are not on the page."""
    if results.kwic is None:
        return None, concordance_words.LINES_HIDDEN
    if results.texts is None or sum(map(len, results.texts.values())) > MOST_TEXT:
        return None, concordance_words.TEXTS_LEFT_OUT
    return [results.texts[d] for d in results.documents["doc_id"].tolist()], ""


def _lines_of(hits: pd.DataFrame, lines: pd.DataFrame) -> pd.DataFrame:
    """The words on either side of each hit, in the order of the hits."""
    key = ["doc_id", "start", "end", "marker"]
    return hits[key].merge(lines[[*key, "left", "right"]], on=key, how="left", validate="one_to_one")


def _named(results: Results) -> tuple[dict[str, list[list[str]]], dict[str, list[int]]]:
    """For each field its values with their names, in order, and the number of its value for each hit."""
    labels: dict[str, Mapping[str, str]] = {
        "category": category_labels(results),
        "marker": {m: readable(m) for m in results.lexicon["marker"].tolist()},
    }
    order: dict[str, Iterable[str]] = {
        "category": results.lexicon["category"].drop_duplicates().tolist(),
        "marker": results.lexicon["marker"].tolist(),
        "voice": ("own", "indirect", "direct"),
        "stance": ("assert", "deny", "relay"),
    }
    names, coded = {}, {}
    for field in _FIELDS:
        values = results.hits[field].tolist()
        there = set(values)
        known = [v for v in order.get(field, ()) if v in there]
        known += sorted(there.difference(known))
        number = {v: i for i, v in enumerate(known)}
        names[field] = [[v, labels.get(field, {}).get(v, v)] for v in known]
        coded[field] = [number[v] for v in values]
    return names, coded


def _utf16(text: str, place: int) -> int:
    """A place in code points as a place in UTF-16 units.

    >>> _utf16("a\U0001f642b", 2)
    3
    """
    return place if text.isascii() else len(text[:place].encode("utf-16-le")) // 2
