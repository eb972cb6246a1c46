"""A ratchet: the figures of voice and stance on hand codes may rise and not fall. See voice_ratchet.toml."""

from __future__ import annotations

import gzip
import json
import os
import tomllib
from pathlib import Path
from typing import Any

import pytest

import framing as fr
from framing.files import sha256_of

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("FRAMING_SHARED", ROOT.parent / "shared"))
SETS: dict[str, Any] = tomllib.loads((Path(__file__).parent / "voice_ratchet.toml").read_text(encoding="utf-8"))["set"]


def place(pins: dict[str, Any], key: str) -> Path:
    return (ROOT if pins.get("project") else SHARED) / pins[key]


def articles(source: Path, codes: Path, tmp_path: Path) -> Path:
    """The source; of a packed table of articles those that are coded, so that the test stays quick."""
    if not source.name.endswith(".jsonl.gz"):
        return source
    wanted = set(fr.read_codes(codes)["doc"])
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        kept = [line for line in lines if json.loads(line)["id"] in wanted]
    few = tmp_path / "articles.jsonl"
    few.write_text("".join(kept), encoding="utf-8")
    return few


@pytest.mark.parametrize("name", SETS)
def test_figures_do_not_fall(name: str, tmp_path: Path) -> None:
    pins = SETS[name]
    codes = place(pins, "codes")
    if not codes.exists():
        pytest.skip(f"{codes} is not here; FRAMING_SHARED names where third-party material lies")
    assert sha256_of(codes) == pins["sha256"], f"{codes} has changed: pin the figures and its sha256 anew"
    documents = place(pins, "documents") if "documents" in pins else None
    source = articles(place(pins, "source"), codes, tmp_path)
    corpus = fr.read_corpus(source, documents=documents, language=pins.get("language", "en"))
    found = fr.validate(codes, fr.encode(corpus), replicates=1)
    scores = found.scores[found.scores["by"] == "all"].set_index(["variable", "measure", "label"])["value"]
    fallen = []
    for pin, least in pins["least"].items():
        variable, _, label = pin.partition(" ")
        value = float(scores[variable, "f1" if label else "accuracy", label])
        if value < least:
            fallen.append(f"{pin}: {value:.4f} < {least}")
    assert not fallen
