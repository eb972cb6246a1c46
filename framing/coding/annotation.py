"""Samples for annotation tools: doccano (JSON Lines) and INCEpTION (UIMA CAS JSON, a document each)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from framing.coding.codes import VARIABLES

if TYPE_CHECKING:
    import pandas as pd

    from framing.corpus.tokens import Tokens

LAYER = "webanno.custom.Framing"
"""The span layer that an INCEpTION project needs, with the coded variables as string features."""


def doccano_lines(sample: pd.DataFrame, tokens: Tokens) -> Iterator[tuple[str, str]]:
    """(doc_id, line) for each document with a drawn hit: its text and the hits as spans labelled "marker".

    For a project of sequence labelling with overlapping spans: coders put the labels own, direct, indirect, assert,
    deny, relay, scare_quoted, negated and none on the same spans.
    """
    for doc_id, text, spans in _documents(sample, tokens):
        line = {"text": text, "label": [[start, end, "marker"] for start, end in spans], "doc_id": doc_id}
        yield doc_id, json.dumps(line, ensure_ascii=False)


def inception_documents(sample: pd.DataFrame, tokens: Tokens) -> Iterator[tuple[str, str]]:
    """(doc_id, UIMA CAS JSON) for each document with a drawn hit: spans of the layer `Framing` without codes.

    Offsets count UTF-16 code units, as that format does.
    """
    features = {v.name: {"%NAME": v.name, "%RANGE": "uima.cas.String"} for v in VARIABLES}
    layer = {"%NAME": LAYER, "%SUPER_TYPE": "uima.tcas.Annotation", **features}
    for doc_id, text, spans in _documents(sample, tokens):
        sofa = {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView", "mimeType": "text"}
        structures: list[dict[str, Any]] = [sofa | {"sofaString": text}]
        places = [("uima.tcas.DocumentAnnotation", 0, len(text)), *((LAYER, start, end) for start, end in spans)]
        for kind, start, end in places:
            a, b = (_utf16(text, at) for at in (start, end))
            span = {"%ID": len(structures) + 1, "%TYPE": kind, "@sofa": 1, "begin": a, "end": b}
            structures.append(span | ({"language": tokens.language} if kind != LAYER else {}))
        view = {"%SOFA": 1, "%MEMBERS": [s["%ID"] for s in structures[1:]]}
        cas = {"%TYPES": {LAYER: layer}, "%FEATURE_STRUCTURES": structures, "%VIEWS": {"_InitialView": view}}
        yield doc_id, json.dumps(cas, ensure_ascii=False)


def _documents(sample: pd.DataFrame, tokens: Tokens) -> Iterator[tuple[str, str, list[tuple[int, int]]]]:
    """Each document's id and text, and the places drawn from it, each once."""
    row = {d: i for i, d in enumerate(tokens.documents["doc_id"].tolist())}
    for doc_id, part in sample.groupby("doc_id", sort=True):
        spans = sorted(set(zip(part["start"].tolist(), part["end"].tolist(), strict=True)))
        yield str(doc_id), tokens.text(row[doc_id]), spans


def _utf16(text: str, at: int) -> int:
    """Code units before code point `at`."""
    return at + sum(c > "\uffff" for c in text[:at])
