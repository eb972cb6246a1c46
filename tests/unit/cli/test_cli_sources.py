"""Sources of every form on the command line, and which of their documents belong."""

from __future__ import annotations

import csv
import io
import json
import tomllib
from pathlib import Path

import cli_corpus as made
import pandas as pd
import pytest
from conftest import Command

COLUMNS = ("--id", "key", "--text", "body", "--outlet", "paper", "--group", "side", "--date", "day")


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_a_glob_and_what_a_shell_makes_of_it_give_the_same(here: Path, framing: Command) -> None:
    (here / "texts").mkdir()
    for i in range(3):
        (here / f"texts/{i}.txt").write_text("Civil society spoke. Hostile forces came.", encoding="utf-8")
    quoted = framing("mark", "texts/*.txt")
    assert quoted.code == 0
    assert len(rows_of(quoted.out)) == 6
    several = framing("mark", *sorted(Path("texts").glob("*.txt")))
    assert (several.code, several.out) == (0, quoted.out)
    assert framing("mark", "texts").out == quoted.out


@pytest.mark.parametrize("ending", ["csv", "tsv", "parquet", "jsonl.gz", "csv.gz"])
def test_every_table_gives_the_hits_of_the_jsonl(articles: Path, framing: Command, ending: str) -> None:
    table = pd.DataFrame([json.loads(line) for line in articles.read_text(encoding="utf-8").splitlines()])
    name = f"table.{ending}"
    if ending == "parquet":
        table.to_parquet(name, index=False)
    elif ending.startswith("jsonl"):
        table.to_json(name, orient="records", lines=True, force_ascii=False)
    else:
        table.to_csv(name, sep="\t" if ending == "tsv" else ",", index=False)
    wanted = framing("mark", articles, *COLUMNS)
    found = framing("mark", name, *COLUMNS)
    assert (found.code, found.out) == (0, wanted.out)
    assert len(rows_of(found.out)) > 5


def test_what_is_left_out_is_told_beside_the_result(articles: Path, framing: Command) -> None:
    sides = sorted({row["side"] for row in made.rows()})
    done = framing("mark", articles, *COLUMNS, "--where", f"side == '{sides[0]}'", "--min-tokens", 1)
    assert done.code == 0
    assert {row["group"] for row in rows_of(done.out)} == {sides[0]}
    assert "left out: " in done.err
    assert f"not meeting the condition (where: side == '{sides[0]}')" in done.err


def test_a_condition_that_is_none_is_the_inputs_fault(articles: Path, framing: Command) -> None:
    done = framing("mark", articles, *COLUMNS, "--where", "side = 'x'")
    assert (done.code, done.out) == (1, "")
    assert "character 6, at '=': write '=='" in done.err
    done = framing("mark", articles, *COLUMNS, "--where", "sides == 'x'")
    assert done.code == 1
    assert "there is no column 'sides' (asked for by where = " in done.err
    assert "did you mean 'side'?" in done.err


def test_features_and_counts_are_chosen_from_too(articles: Path, framing: Command) -> None:
    sides = sorted({row["side"] for row in made.rows()})
    assert framing("features", articles, *COLUMNS, "--out", "features").code == 0
    done = framing("mark", "features", "--where", f"group == '{sides[0]}'")
    assert {row["group"] for row in rows_of(done.out)} == {sides[0]}
    assert "left out: " in done.err
    bags = [{"id": str(i), "group": "ab"[i % 2], "counts": {"order": 3 + i, "calm": 5}} for i in range(8)]
    Path("bags.jsonl").write_text("".join(json.dumps(bag) + "\n" for bag in bags), encoding="utf-8")
    done = framing("keyness", "bags.jsonl", "--target", "a", "--reference", "b", "--min-tokens", 9, "--date-from", 2014)
    assert done.code == 1
    assert "no document of the features is left: 8 without a date" in done.err
    done = framing("keyness", "bags.jsonl", "--target", "a", "--reference", "b", "--min-tokens", 9)
    assert done.code == 0
    assert "left out: 1 too short (min_tokens = 9)" in done.err


def test_new_writes_several_sources_and_conditions(here: Path, framing: Command) -> None:
    for name in ("a", "b"):
        rows = [{"text": f"Order {i} came.", "group": "xy"[i % 2], "outlet": f"o{i}"} for i in range(6)]
        (here / f"{name}.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    done = framing("new", "two", "--source", "a.jsonl", "b.jsonl", "--where", "outlet != 'o0'", "--language", "en")
    assert done.code == 0
    assert "left out: 2 not meeting the condition" in done.err
    assert "10 documents" in done.err
    study = tomllib.loads((here / "two.toml").read_text(encoding="utf-8"))
    assert study["corpus"]["source"] == ["a.jsonl", "b.jsonl"]
    assert study["corpus"]["where"] == "outlet != 'o0'"
    assert framing("check", "two.toml").code == 0
    done = framing("new", "one", "--source", "*.jsonl")
    assert tomllib.loads((here / "one.toml").read_text(encoding="utf-8"))["corpus"]["source"] == "*.jsonl"


def test_the_texts_that_offsets_count_can_be_had(here: Path, framing: Command) -> None:
    (here / "pages").mkdir()
    page = "<html><body><article><p>Civil society spoke.</p><p>So it was.</p></article>"
    (here / "pages/a.html").write_text(page, encoding="utf-8")
    (here / "pages/b.txt").write_text("Hostile forces.", encoding="utf-8")
    options = ("--where", "file != 'b.txt'", "--save-texts", "texts.jsonl", "--left-out", "left.csv")
    done = framing("mark", "pages", *options)
    assert done.code == 0
    texts = {row["doc_id"]: row["text"] for row in map(json.loads, Path("texts.jsonl").read_text().splitlines())}
    assert texts == {"a.html": "Civil society spoke.\nSo it was."}
    (hit,) = rows_of(done.out)
    assert texts[hit["doc_id"]][int(hit["start"]) : int(hit["end"])] == hit["surface"] == "Civil society"
    assert [row["doc_id"] for row in rows_of(Path("left.csv").read_text())] == ["b.txt"]
    assert rows_of(framing("mark", "texts.jsonl").out)[0]["start"] == hit["start"]


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (("--save-texts", "a.csv"), "CSV changes texts that begin like formulas"),
        (("--save-texts", "a.jsonl", "--left-out", "./a.jsonl"), "is the file of --left-out; name another"),
        (("--out", "a.csv", "--left-out", "a.csv"), "is the file of --out; name another"),
        (("--left-out", "a.txt"), "name a file that ends in .csv"),
    ],
)
def test_files_beside_the_result_are_their_own(
    articles: Path, framing: Command, options: tuple[str, ...], problem: str
) -> None:
    done = framing("mark", articles, *COLUMNS, *options)
    assert (done.code, done.out) == (2, "")
    assert problem in done.err
    assert not Path("a.jsonl").exists()


def test_several_sources_can_be_written_to_a_file_that_is_none_of_them(here: Path, framing: Command) -> None:
    names = []
    for i in range(2):
        names.append(f"{i}.csv")
        Path(names[-1]).write_text(f"id,text\nd{i},Civil society spoke.\n", encoding="utf-8")
    assert framing("mark", *names, "--out", "hits.csv").code == 0
    assert len(rows_of(Path("hits.csv").read_text(encoding="utf-8"))) == 2
    refused = framing("mark", *names, "--out", names[1])
    assert (refused.code, "is what the command reads" in refused.err) == (2, True)
    assert Path(names[1]).read_text(encoding="utf-8").startswith("id,text")


def test_metadata_that_names_no_file_says_what_to_write(here: Path, framing: Command) -> None:
    (here / "all/texts").mkdir(parents=True)
    for i in range(30):
        (here / f"all/texts/{i:02}.txt").write_text("Civil society spoke.", encoding="utf-8")
    (here / "all/documents.csv").write_text("file\n" + "".join(f"{i:02}.txt\n" for i in range(30)), encoding="utf-8")
    found = framing("mark", "all", "--documents", "all/documents.csv")
    assert found.code == 1
    assert "such as 'texts/00.txt'" in found.err
    assert "'09.txt' (line 11) and 20 more" in found.err
    assert "29.txt" not in found.err


def test_a_column_that_lacks_is_named_with_the_option_for_it(here: Path, framing: Command) -> None:
    Path("a.csv").write_text("id,body\nd,Civil society spoke.\n", encoding="utf-8")
    found = framing("mark", "a.csv")
    assert found.code == 1
    assert "known: 'body', 'id'; name another with --text COLUMN" in found.err


def test_a_corpus_is_no_study(articles: Path, framing: Command) -> None:
    found = framing("check", articles)
    assert found.code == 1
    assert "a study is a .toml file: framing new NAME" in found.err
