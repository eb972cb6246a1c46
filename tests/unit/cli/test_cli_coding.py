"""sample, agree and validate as a user meets them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import cli_corpus as made
import pytest
from conftest import Command


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture
def study(articles: Path, here: Path) -> Path:
    return made.write_study(here / "harbour.toml", source=articles.name)


def coded(sheet: Path, to: Path, **codes: str) -> Path:
    """A sheet as a coder hands it back."""
    rows = table(sheet.read_text(encoding="utf-8"))
    with to.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, list(rows[0]))
        out.writeheader()
        out.writerows(row | codes for row in rows)
    return to


def test_a_sample_is_coded_compared_and_judged(framing: Command, study: Path, here: Path, articles: Path) -> None:
    drawn = framing("sample", study, "-n", 12, "--out", "codes.csv")
    assert (drawn.code, drawn.out) == (0, "codes.csv\n")
    assert "what framing says: codes.key.csv" in drawn.err
    sheet = table((here / "codes.csv").read_text(encoding="utf-8"))
    key = table((here / "codes.key.csv").read_text(encoding="utf-8"))
    assert len(sheet) == len(key) == 12
    assert {row["voice"] for row in sheet} == {""}
    assert {row["voice"] for row in key} <= {"own", "direct", "indirect"}
    ann = coded(here / "codes.csv", here / "ann.csv", voice="own", stance="assert")
    ben = coded(here / "codes.csv", here / "ben.csv", voice="own", stance="deny")
    agreement = table(framing("agree", ann, ben).out)
    shares = {(r["variable"], r["measure"]): r["value"] for r in agreement}
    assert (shares["voice", "agreement"], shares["stance", "agreement"]) == ("1", "0")
    judged = framing("validate", ann, "--source", articles, *made.COLUMNS)
    assert judged.code == 0
    assert "12 places: 12 judged, 0 in skipped text, 0 coded as no marker" in judged.err
    accuracy = next(r for r in table(judged.out) if r["variable"] == "voice" and r["measure"] == "accuracy")
    own = sum(row["voice"] == "own" for row in key)
    assert accuracy["n_correct"] == str(own)


def test_the_tables_that_can_be_asked_for(framing: Command, study: Path, here: Path, articles: Path) -> None:
    framing("sample", study, "-n", 24, "--out", "codes.csv")
    keyed = {(r["doc_id"], r["start"]): r for r in table((here / "codes.key.csv").read_text(encoding="utf-8"))}
    rows = table((here / "codes.csv").read_text(encoding="utf-8"))
    with (here / "gold.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, list(rows[0]))
        out.writeheader()
        out.writerows(row | {"stance": keyed[row["doc_id"], row["start"]]["stance"]} for row in rows)
    source = ("--source", articles, *made.COLUMNS)
    assert len(table(framing("validate", "gold.csv", *source, "--what", "cases").out)) == 24
    confusion = table(framing("validate", "gold.csv", *source, "--what", "confusion").out)
    assert {r["n"] for r in confusion if r["gold"] != r["tool"]} == {"0"}
    corrected = framing("validate", "gold.csv", *source, "--what", "corrected")
    shares = table(corrected.out)
    assert {r["unit"] for r in shares} == {"state", "independent"}
    assert all(r["share"] == r["corrected"] for r in shares)
    text = framing("validate", "gold.csv", *source, "--format", "text").out
    assert text.startswith("variable  measure")
    assert "gold" in text


def test_samples_for_annotation_tools(framing: Command, study: Path, here: Path) -> None:
    assert framing("sample", study, "-n", 5, "--format", "doccano", "--out", "d.jsonl").code == 0
    lines = [json.loads(line) for line in (here / "d.jsonl").read_text(encoding="utf-8").splitlines()]
    assert sum(len(line["label"]) for line in lines) == 5
    assert framing("sample", study, "-n", 5, "--format", "inception", "--out", "inception").code == 0
    files = sorted((here / "inception").iterdir())
    assert len(files) == len(lines)
    assert all("%FEATURE_STRUCTURES" in json.loads(f.read_text(encoding="utf-8")) for f in files)
    assert framing("sample", study, "-n", 5, "--format", "inception", "--out", "i.jsonl").code == 0
    assert len((here / "i.jsonl").read_text(encoding="utf-8").splitlines()) == len(files)
    again = framing("sample", study, "-n", 5, "--format", "inception", "--out", "inception")
    assert again.code == 2
    assert "is there already" in again.err


def test_the_same_seed_gives_the_same_bytes(framing: Command, study: Path, here: Path) -> None:
    framing("sample", study, "-n", 9, "--out", "a.csv", "--seed", 4)
    framing("sample", study, "-n", 9, "--out", "b.csv", "--seed", 4, "--workers", 2)
    framing("sample", study, "-n", 9, "--out", "c.csv", "--seed", 5)
    a, b, c = ((here / f"{name}.csv").read_bytes() for name in "abc")
    assert a == b
    assert a != c


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("sample", "harbour.toml", "-n", "5", "--out", "x.txt"), 2, "name a file that ends in .csv"),
        (("sample", "harbour.toml", "-n", "5", "--format", "doccano", "--out", "x.csv"), 2, "ends in .jsonl"),
        (("sample", "harbour.toml", "-n", "0", "--out", "x.csv"), 2, "whole number from 1"),
        (("sample", "harbour.toml", "-n", "99999", "--out", "x.csv"), 1, "hits were asked for and there are"),
        (("sample", "nowhere.toml", "-n", "5", "--out", "x.csv"), 1, "nowhere.toml"),
        (("agree", "one.csv"), 2, "two coders or more"),
        (("agree", "one.csv", "two.csv"), 1, "one.csv: can't be read"),
        (("validate", "one.csv"), 2, "--source"),
        (("validate", "one.csv", "--source", "articles.jsonl"), 1, "one.csv: can't be read"),
    ],
)
def test_refusals(framing: Command, study: Path, here: Path, words: tuple[str, ...], code: int, message: str) -> None:
    before = made.tree(here)
    ended = framing(*words)
    assert ended.code == code
    assert message in ended.err
    assert ended.out == ""
    left = {k for k in made.tree(here) if not k.startswith(".framing")}
    assert left == {k for k in before if not k.startswith(".framing")}


def test_the_gold_file_is_not_written_over(framing: Command, articles: Path, here: Path) -> None:
    (here / "gold.csv").write_text("doc_id,start,end,surface,voice\n", encoding="utf-8")
    ended = framing("validate", "gold.csv", "--source", articles, *made.COLUMNS, "--out", "gold.csv")
    assert ended.code == 2
    assert "is what the command reads" in ended.err


def test_features_can_not_be_judged(framing: Command, articles: Path, here: Path) -> None:
    framing("features", articles, *made.COLUMNS, "--out", "features")
    (here / "gold.csv").write_text("doc_id,start,end,surface,voice\ns00,0,4,News,own\n", encoding="utf-8")
    ended = framing("validate", "gold.csv", "--source", "features")
    assert ended.code == 1
    assert "judging hand codes needs the articles" in ended.err
