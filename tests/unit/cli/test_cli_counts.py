"""Counts of words as SOURCE of the commands."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

SIDES = ("--target", "state", "--reference", "independent")


@pytest.fixture
def bags(here: Path) -> Path:
    """Eight documents of counts; each side has words of its own."""
    words = ["harbour", "court", "calm", "rights", "lamp", "river"]
    (here / "words.txt").write_text("\n".join(words) + "\n", encoding="utf-8")
    rows = [
        {
            "id": f"d{i}",
            "paper": f"P{i % 4}",
            "side": side,
            "vocab_index": [0, 1, own, 4 + i % 2],
            "count": [3, 2, 4, 1],
        }
        for i, (side, own) in enumerate([("state", 2), ("independent", 3)] * 4)
    ]
    path = here / "bags.jsonl"
    path.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    return path


OPTIONS = ("bags.jsonl", "--outlet", "paper", "--group", "side", "--vocabulary", "words.txt")


def test_keyness_and_topics_run_on_counts(bags: Path, framing: Any) -> None:
    done = framing("keyness", *OPTIONS, *SIDES)
    assert done.code == 0
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert (rows[0]["item"], rows[-1]["item"]) == ("calm", "rights")
    done = framing("topics", *OPTIONS, "-k", "2", "--what", "weights")
    assert done.code == 0
    assert {row["segment"] for row in csv.DictReader(io.StringIO(done.out))} == {"0"}


def test_new_writes_a_study_of_counts_that_checks(bags: Path, here: Path, framing: Any) -> None:
    assert framing("new", "mine", "--source", *OPTIONS).code == 0
    assert 'vocabulary = "words.txt"' in (here / "mine.toml").read_text()
    done = framing("check", "mine.toml")
    assert done.code == 0
    assert "bags.jsonl (counts of words), 8 documents" in done.out


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("kwic", *OPTIONS, "--marker", "repression"), 1, "a concordance needs the articles"),
        (("mark", *OPTIONS), 1, "finding markers needs the articles"),
        (("features", *OPTIONS, "--out", "f"), 1, "making features needs the articles"),
        (("keyness", *OPTIONS, *SIDES, "--unit", "bigram"), 1, "bigrams need the order of words"),
        (("keyness", *OPTIONS, *SIDES, "--voice", "own"), 1, "know no voices"),
        (("topics", *OPTIONS, "-k", "2", "--segment", "paragraph"), 1, "know no paragraphs"),
        (("keyness", "bags.jsonl", *SIDES), 1, "there is no file vocab.txt; known: 'words.txt'"),
        (("keyness", *OPTIONS, *SIDES, "--out", "words.txt"), 2, "name a file that ends in"),
    ],
)
def test_what_counts_can_not_give(bags: Path, framing: Any, words: tuple[str, ...], code: int, message: str) -> None:
    done = framing(*words)
    assert done.code == code
    assert message in done.err


def test_a_vocabulary_is_for_counts(here: Path, framing: Any) -> None:
    (here / "a.csv").write_text("text,group\nCalm.,state\n", encoding="utf-8")
    done = framing("keyness", "a.csv", "--vocabulary", "words.txt", *SIDES)
    assert done.code == 2
    assert "--vocabulary: is for counts of words, and a.csv holds articles" in done.err
