"""Bad input: exit code 1, one paragraph on stderr that names place and remedy, and nothing else comes of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cli_corpus as made
import pytest

ARTICLE = "The ministry said the harbour works would go on through winter.\n"
LEXICON = '[lexicon]\nname = "small"\nlanguage = "en"\nversion = "1"\n\n[categories.threat]\n'
LEXICON += 'label = "Threat"\ndefinition = "Danger."\n\n[categories.threat.markers]\nforces = ["hostile force*"]\n'


def refused(framing: Any, here: Path, *argv: object) -> str:
    """The paragraph with which a command refuses; nothing else may come of it."""
    before = made.tree(here.parent)
    done = framing(*argv)
    assert (done.code, done.out) == (1, ""), done
    assert made.tree(here.parent) == before
    assert done.err.startswith("framing: ")
    assert done.err.endswith("\n")
    assert "\n\n" not in done.err
    assert "Traceback" not in done.err
    return str(done.err)


def undecodable(here: Path) -> Path:
    (here / "bad.txt").write_bytes(b"\x81\x8d\x8f\x90\x9d \xff\xfe\x00 \x81\x8d" * 3)
    return here / "bad.txt"


def empty_file(here: Path) -> Path:
    (here / "empty.txt").write_bytes(b"")
    return here / "empty.txt"


def empty_folder(here: Path) -> Path:
    (here / "texts").mkdir()
    return here / "texts"


def nul(here: Path) -> Path:
    (here / "nul.txt").write_bytes(b"one\ntwo \x00 three\n")
    return here / "nul.txt"


def one_long_line(here: Path) -> Path:
    (here / "long.txt").write_bytes(b"word " * 4_200_000)
    return here / "long.txt"


SOURCES: dict[str, tuple[Callable[[Path], Path], tuple[str, ...]]] = {
    "undecodable bytes": (undecodable, ("bad.txt",)),
    "an empty file": (empty_file, ("empty.txt", "is empty")),
    "an empty folder": (empty_folder, ("texts", "no .txt")),
    "a NUL": (nul, ("nul.txt", "NUL")),
    "one line of 21 MB": (one_long_line, ("long.txt", "20,000,000 bytes")),
}


@pytest.mark.parametrize("fault", SOURCES)
@pytest.mark.parametrize("command", ["mark", "features", "kwic", "keyness", "topics", "lint", "new", "check", "run"])
def test_a_source_that_can_not_be_read(fault: str, command: str, here: Path, framing: Any) -> None:
    make, told = SOURCES[fault]
    source = make(here)
    groups = ("--target", "a", "--reference", "b")
    study = made.write_study(here / "study.toml", source=source.name, corpus="")
    argv: dict[str, tuple[object, ...]] = {
        "mark": ("mark", source.name, "--out", "deep/hits.csv", "--audit", "audit.csv"),
        "features": ("features", source.name, "--out", "deep/features"),
        "kwic": ("kwic", source.name, "--marker", "human_rights"),
        "keyness": ("keyness", source.name, *groups, "--out", "words.parquet"),
        "topics": ("topics", source.name, "-k", 2, "--out", "terms.csv"),
        "lint": ("lexicon", "lint", "framing.en", "--against", source.name),
        "new": ("new", "harbour", "--source", source.name, "--dir", "deep"),
        "check": ("check", study.name),
        "run": ("run", study.name, "--out", "deep/report"),
    }
    message = refused(framing, here, *argv[command])
    for words in told:
        assert words in message


def test_a_missing_column_is_named_with_the_nearest(here: Path, framing: Any) -> None:
    made.write_csv(here / "articles.csv", made.rows())
    message = refused(framing, here, "mark", "articles.csv", "--text", "bodi", "--outlet", "paper")
    assert "'bodi'" in message
    assert "did you mean 'body'?" in message
    study = made.write_study(here / "study.toml", source="articles.csv", corpus='text = "bodi"')
    for command in ("check", "run"):
        assert "did you mean 'body'?" in refused(framing, here, command, study.name)


def test_an_id_that_stands_twice_is_named_with_both_lines(here: Path, framing: Any) -> None:
    rows = made.rows()
    rows[4]["key"] = rows[1]["key"]
    made.write_jsonl(here / "articles.jsonl", rows)
    study = made.write_study(here / "study.toml", source="articles.jsonl")
    for argv in (("mark", "articles.jsonl", *made.COLUMNS), ("check", study.name), ("run", study.name)):
        message = refused(framing, here, *argv)
        assert "articles.jsonl:5" in message
        assert "articles.jsonl:2" in message
        assert "'s01'" in message


def test_a_digest_that_differs(here: Path, framing: Any) -> None:
    (here / "texts").mkdir()
    (here / "texts/a.txt").write_text(ARTICLE)
    digest = hashlib.sha256(b"another text").hexdigest()
    (here / "documents.csv").write_text(f"file,group,sha256\na.txt,state,{digest}\n")
    corpus = 'documents = "documents.csv"'
    study = made.write_study(here / "study.toml", source="texts", corpus=corpus)
    mark = ("mark", "texts", "--documents", "documents.csv", "--out", "hits.csv")
    for argv in (mark, ("check", study.name), ("run", study.name)):
        message = refused(framing, here, *argv)
        assert digest[:12] in message
        assert hashlib.sha256(ARTICLE.encode()).hexdigest()[:12] in message
        assert "documents.csv:2" in message


def test_documents_without_a_group_are_named_where_groups_are_compared(here: Path, framing: Any) -> None:
    rows = made.rows()
    rows[2]["side"] = ""
    made.write_jsonl(here / "articles.jsonl", rows)
    study = made.write_study(here / "study.toml", source="articles.jsonl")
    sides = ("--target", "state", "--reference", "independent")
    for argv in (
        ("keyness", "articles.jsonl", *made.COLUMNS, *sides, "--out", "words.csv"),
        ("topics", "articles.jsonl", *made.COLUMNS, "-k", "2", "--what", "contrast", *sides),
        ("check", study.name),
        ("run", study.name),
    ):
        message = refused(framing, here, *argv)
        assert "1 of 24 documents have no group ('s02')" in message
    assert framing("mark", "articles.jsonl", *made.COLUMNS).code == 0  # nothing is compared


def test_a_group_that_no_document_has(articles: Path, here: Path, framing: Any) -> None:
    groups = 'target = "stat"\nreference = "independant"\n'
    study = made.write_study(here / "study.toml", source="articles.jsonl", groups=groups)
    sides = ("--target", "stat", "--reference", "independant")
    for argv in (
        ("keyness", "articles.jsonl", *made.COLUMNS, *sides, "--out", "words.csv"),
        ("topics", "articles.jsonl", *made.COLUMNS, "-k", "2", "--what", "contrast", *sides),
        ("check", study.name),
        ("run", study.name),
        ("run", study.name, "--only", "corpus"),
    ):
        message = refused(framing, here, *argv)
        assert "no document has group 'stat'; did you mean 'state'?" in message
        assert "no document has group 'independant'; did you mean 'independent'?" in message


@pytest.mark.parametrize("command", ["check", "run", "explain"])
def test_a_study_that_is_no_toml_or_breaks_the_rules(command: str, articles: Path, here: Path, framing: Any) -> None:
    (here / "broken.toml").write_text('[study]\nname = "harbour"\nseed = seven\n')
    assert "broken.toml:3" in refused(framing, here, command, "broken.toml")
    study = made.write_study(here / "study.toml", source="articles.jsonl", more="linez = true\n")
    lines = study.read_text().splitlines()
    message = refused(framing, here, command, study.name)
    assert f"study.toml:{lines.index('linez = true') + 1}" in message
    assert "did you mean 'lines'?" in message
    assert "study.toml" in refused(framing, here, command, "studdy.toml")  # the nearest file


def test_a_lexicon_that_is_no_toml_or_breaks_the_rules(articles: Path, here: Path, framing: Any) -> None:
    bad = LEXICON + 'empty = []\nodd = ["free, speech"]\n'
    (here / "bad.toml").write_text(bad)
    (here / "broken.toml").write_text("[lexicon\n")
    study = made.write_study(
        here / "study.toml", source="articles.jsonl", more='\n[markers]\nlexicons = ["bad.toml"]\n'
    )
    n = len(LEXICON.splitlines())
    for argv in (
        ("mark", "articles.jsonl", *made.COLUMNS, "--lexicon", "bad.toml", "--out", "hits.csv"),
        ("kwic", "articles.jsonl", *made.COLUMNS, "--lexicon", "bad.toml", "--marker", "forces"),
        ("features", "articles.jsonl", *made.COLUMNS, "--lexicon", "bad.toml", "--out", "features"),
        ("lexicon", "show", "bad.toml"),
        ("lexicon", "lint", "bad.toml"),
        ("check", study.name),
        ("run", study.name),
    ):
        message = refused(framing, here, *argv)
        assert f"bad.toml:{n + 1}" in message
        assert f"bad.toml:{n + 2}" in message
    for action in ("show", "lint"):
        assert "broken.toml:1" in refused(framing, here, "lexicon", action, "broken.toml")
    assert "did you mean 'framing.en'?" in refused(framing, here, "lexicon", "show", "framing.enn")


def test_check_tells_the_problems_of_study_lexicon_and_corpus_at_once(here: Path, framing: Any) -> None:
    rows = made.rows()
    rows[4]["key"] = rows[1]["key"]
    rows[7]["day"] = "May 2031"
    made.write_jsonl(here / "articles.jsonl", rows)
    (here / "bad.toml").write_text(LEXICON + "empty = []\n")
    more = 'linez = true\n\n[markers]\nlexicons = ["bad.toml", "framing.enn"]\noverlap = "short"\n'
    study = made.write_study(here / "study.toml", source="articles.jsonl", more=more)
    message = refused(framing, here, "check", study.name)
    for words in ("linez", "overlap", "bad.toml:", "framing.enn", "articles.jsonl:5", "May 2031"):
        assert words in message
    assert message.count("\n  - ") == 6


def test_check_tells_an_unknown_group_beside_faults_of_study_and_lexicon(
    articles: Path, here: Path, framing: Any
) -> None:
    more = '\n[markers]\nlexicons = ["framing.enn"]\n\n[contrst]\nlevel = 0.9\n'
    groups = 'target = "stat"\nreference = "independent"\n'
    study = made.write_study(here / "study.toml", source="articles.jsonl", groups=groups, more=more)
    message = refused(framing, here, "check", study.name)
    for words in ("framing.enn", "did you mean 'contrast'?", "no document has group 'stat'; did you mean 'state'?"):
        assert words in message


def test_a_lexicon_in_another_language_than_the_articles(articles: Path, here: Path, framing: Any) -> None:
    message = refused(framing, here, "mark", "articles.jsonl", *made.COLUMNS, "--language", "vi")
    assert "'vi'" in message
    assert "'en'" in message
    study = made.write_study(here / "study.toml", source="articles.jsonl")
    study.write_text(study.read_text().replace("seed = 7", 'seed = 7\nlanguage = "vi"'))
    for command in ("check", "run"):
        assert "the study is in 'vi'" in refused(framing, here, command, study.name)


def test_control_characters_of_a_name_do_not_reach_the_terminal(articles: Path, here: Path, framing: Any) -> None:
    message = refused(framing, here, "mark", "articles\x1b[31m.jsonl\n\nx")
    assert "\x1b" not in message


def test_an_output_that_the_system_refuses(articles: Path, here: Path, framing: Any) -> None:
    (here / "file").write_text("in the way")
    message = refused(framing, here, "mark", "articles.jsonl", *made.COLUMNS, "--out", "file/hits.csv")
    assert "file" in message
    assert "name another place" in message


def test_features_never_replace_a_folder_of_something_else(articles: Path, here: Path, framing: Any) -> None:
    (here / "mine").mkdir()
    (here / "mine/thesis.txt").write_text("years of work")
    message = refused(framing, here, "features", "articles.jsonl", *made.COLUMNS, "--out", "mine")
    assert "no folder of features" in message
    study = made.write_study(here / "study.toml", source="articles.jsonl")
    assert "no report" in refused(framing, here, "run", study.name, "--out", "mine")
