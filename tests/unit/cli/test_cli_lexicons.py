"""lexicon convert, lint and diff on the command line."""

from pathlib import Path
from typing import Any

import cli_corpus as made
import pytest

import framing as fr
from framing.files import csv_text, rounded

HEAD = '[lexicon]\nname = "own"\nlanguage = "en"\nversion = "3"\n\n[categories.place]\nlabel = "Place"\n'
OWN = HEAD + 'definition = "Where."\n\n[categories.place.markers]\n'


def test_convert_prints_the_lexicon_and_says_the_rest_on_stderr(here: Path, framing: Any) -> None:
    (here / "own.toml").write_text(OWN + 'harbour = ["harbour*|quay", "old <2> port"]\n')
    done = framing("lexicon", "convert", "own.toml", "--to", "liwc")
    assert (done.code, done.out) == (0, "%\n1\tplace\n\t2\tharbour\n%\nharbour*\t1\t2\nquay\t1\t2\n")
    assert "own.toml:11: left out: marker 'harbour': pattern 'old <2> port': there are no gaps" in done.err
    filed = framing("lexicon", "convert", "own.toml", "--to", "liwc", "--out", "own.dic")
    assert (filed.out, (here / "own.dic").read_text()) == ("", done.out)
    assert "own.toml is in own.dic as liwc" in filed.err


def test_every_form_is_a_lexicon_to_every_command(articles: Path, here: Path, framing: Any) -> None:
    (here / "own.toml").write_text(OWN + 'harbour = ["harbour*", "square"]\n')
    mark = ("mark", articles.name, *made.COLUMNS)
    expected = framing(*mark, "--lexicon", "own.toml").out
    assert len(expected.splitlines()) > 10
    for name, form in (("q.yml", "quanteda"), ("l.dic", "liwc"), ("t.csv", "csv")):
        assert framing("lexicon", "convert", "own.toml", "--to", form, "--out", name).code == 0
        assert framing(*mark, "--lexicon", name).out == expected


def test_a_lexicon_that_does_not_say_its_language_has_that_of_the_articles(
    articles: Path, here: Path, framing: Any
) -> None:
    (here / "q.yml").write_text("place:\n  harbour: [harbour*]\n")
    mark = ("mark", articles.name, *made.COLUMNS, "--lexicon", "q.yml")
    assert framing(*mark, "--language", "de").code == 0
    done = framing("lexicon", "convert", "q.yml", "--to", "toml", "--language", "de")
    assert 'language = "de"' in done.out


def test_a_lexicon_with_constructs_that_framing_lacks_is_refused_but_converts(
    articles: Path, here: Path, framing: Any
) -> None:
    (here / "l.dic").write_text("%\n1\tplace\n%\nharbour*\t1\nlike\t(02 134)125/464 1\n")
    for argv in (("mark", articles.name, *made.COLUMNS, "--lexicon", "l.dic"), ("lexicon", "show", "l.dic")):
        done = framing(*argv)
        assert (done.code, done.out) == (1, "")
        assert "l.dic:5: 'like (02 134)125/464 1' is counted by the words beside it" in done.err
        assert "`framing lexicon convert l.dic --to toml --out FILE.toml`" in done.err
    assert framing("lexicon", "convert", "l.dic", "--to", "toml", "--out", "l.toml").code == 0
    assert [m.patterns for m in fr.read_lexicon(here / "l.toml").markers] == [("harbour*",)]


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (("own.toml",), "--to"),
        (("own.toml", "--to", "yaml"), "invalid choice"),
        (("own.toml", "--to", "liwc", "--out", "own.csv"), "ends in .dic"),
        (("own.toml", "--to", "toml", "--out", "own.toml"), "is what the command reads"),
        (("own.toml", "--to", "csv", "--out", "folder.csv"), "is a folder"),
        (("own.toml", "--to", "csv", "--language", "en"), "says its language itself"),
    ],
)
def test_misuse_of_convert(argv: tuple[str, ...], told: str, here: Path, framing: Any) -> None:
    (here / "own.toml").write_text(OWN + 'harbour = ["harbour*"]\n')
    (here / "folder.csv").mkdir()
    done = framing("lexicon", "convert", *argv)
    assert (done.code, done.out) == (2, "")
    assert told in done.err.splitlines()[-1]


LINTED = OWN + 'harbour = ["harbour*", "quay", "river *x"]\nmoon = ["moon"]\nsun = ["sun*"]\n'


def test_lint_prints_a_line_a_finding_with_its_place(articles: Path, here: Path, framing: Any) -> None:
    (here / "own.toml").write_text(LINTED)
    alone = framing("lexicon", "lint", "own.toml")
    assert alone.out.splitlines() == [
        "own 3 (en): 1 category, 3 markers, 5 patterns",
        "category  markers  patterns",
        "place           3         5",
        "own.toml:13: warning: broad: sun 'sun*': 'sun*': so few letters take many words; spell them out",
        "0 errors, 1 warning, 0 notes",
    ]
    done = framing("lexicon", "lint", "own.toml", "--against", articles.name, *made.COLUMNS)
    assert done.code == 0
    assert "articles.jsonl: 24 documents, never found: 2 markers\ncategory  marker\nplace     moon\n" in done.out
    assert "own.toml:11: note: takes: harbour 'harbour*': 'harbour*' takes 1 word: harbour (" in done.out
    assert "own.toml:11: note: dead: harbour 'quay': no match" in done.out
    assert done.out.splitlines()[-1] == "0 errors, 1 warning, 5 notes"


def test_lint_as_a_table_is_what_python_gives(articles: Path, here: Path, framing: Any) -> None:
    (here / "own.toml").write_text(LINTED)
    tokens = fr.encode(fr.read_corpus(articles, id="key", text="body", outlet="paper", group="side", date="day"))
    expected = csv_text(rounded(fr.lint_lexicon(fr.read_lexicon("own.toml"), tokens)))
    lint = ("lexicon", "lint", "own.toml", "--against", articles.name, *made.COLUMNS)
    assert framing(*lint, "--format", "csv").out == expected
    assert framing(*lint, "--out", "found.csv").code == 0
    assert (here / "found.csv").read_text() == expected


def test_lint_exits_with_1_where_a_pattern_can_never_count(here: Path, framing: Any) -> None:
    (here / "own.toml").write_text(OWN + 'harbour = { patterns = ["fog"], except = ["fog*"] }\n')
    done = framing("lexicon", "lint", "own.toml")
    assert done.code == 1
    assert "own.toml:11: error: dropped: harbour 'fog'" in done.out
    assert done.err == "framing: own.toml: 1 pattern can never count; the findings say which and why\n"
    assert framing("lexicon", "lint", "framing.en").code == 0


def test_lint_against_features_tells_the_markers_that_are_never_found(articles: Path, here: Path, framing: Any) -> None:
    assert framing("features", articles.name, *made.COLUMNS, "--out", "features").code == 0
    done = framing("lexicon", "lint", "framing.en", "--against", "features")
    hits = fr.find_markers(fr.encode(fr.read_corpus(articles, id="key", text="body")), fr.read_lexicon("framing.en"))
    n = len(fr.read_lexicon("framing.en").markers) - hits["marker"].nunique()
    assert f"features: 24 documents, never found: {n} markers" in done.out
    assert "what their patterns take is not" in done.err


def test_diff_prints_changes_hits_and_lines(articles: Path, here: Path, framing: Any) -> None:
    (here / "old.toml").write_text(OWN + 'harbour = ["harbour*", "quay"]\nsquare = ["square"]\n')
    (here / "new.toml").write_text(OWN + 'harbour = ["harbour works"]\nsquare = ["square", "quay"]\n')
    assert framing("lexicon", "diff", "old.toml", "old.toml").out == "the two say the same\n"
    changes = (
        "removed  pattern  place > harbour  'harbour*'\n"
        "moved    pattern  place > square   'quay'           harbour -> square\n"
        "added    pattern  place > harbour  'harbour works'\n"
    )
    diff = ("lexicon", "diff", "old.toml", "new.toml")
    assert framing(*diff).out == changes
    done = framing(*diff, "--against", articles.name, *made.COLUMNS, "--examples", 1)
    assert done.code == 0
    assert done.out.startswith(changes + "\narticles.jsonl: 24 documents, ")
    assert "marker   before  after  gained  lost  resized\nharbour" in done.out
    assert "\nharbour: resized " in done.out
    assert "The ministry said the  [harbour works]  would go on through winter" in done.out
    assert "\nharbour: lost " in done.out
    none = framing(*diff, "--against", articles.name, *made.COLUMNS, "--examples", 0)
    assert "harbour: lost" not in none.out
    same = framing("lexicon", "diff", "old.toml", "old.toml", "--against", articles.name, *made.COLUMNS)
    assert same.out.endswith("every hit is the same\n")
    table = framing(*diff, "--against", articles.name, *made.COLUMNS, "--format", "csv").out
    tokens = fr.encode(fr.read_corpus(articles, id="key", text="body", outlet="paper", group="side", date="day"))
    assert table == csv_text(fr.diff_lexicons(fr.read_lexicon("old.toml"), fr.read_lexicon("new.toml"), tokens))


def test_diff_needs_articles(articles: Path, here: Path, framing: Any) -> None:
    assert framing("features", articles.name, *made.COLUMNS, "--out", "features").code == 0
    done = framing("lexicon", "diff", "framing.en", "framing.en", "--against", "features")
    assert (done.code, done.out) == (1, "")
    assert "a comparison of hits needs the articles" in done.err


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (("lint",), "LEXICON"),
        (("lint", "own.toml", "--text", "body"), "--against SOURCE"),
        (("lint", "own.toml", "--out", "own.toml"), "ends in .csv"),
        (("lint", "own.csv", "--out", "own.csv"), "is what the command reads"),
        (("lint", "own.toml", "--format", "text", "--out", "a.csv"), "terminal"),
        (("diff", "own.toml"), "NEW"),
        (("diff", "own.toml", "own.toml", "--group", "x"), "--against SOURCE"),
    ],
)
def test_misuse_of_lint_and_diff(argv: tuple[str, ...], told: str, here: Path, framing: Any) -> None:
    (here / "own.toml").write_text(LINTED)
    (here / "own.csv").write_text("category,marker,pattern\na,b,c\n")
    done = framing("lexicon", *argv)
    assert (done.code, done.out) == (2, "")
    assert told in done.err.splitlines()[-1]
