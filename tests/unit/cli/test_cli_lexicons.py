"""lexicon convert, lint and diff on the command line."""

from pathlib import Path
from typing import Any

import cli_corpus as made
import pytest

import framing as fr

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
