"""Commands on articles in another language than English."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing.cli import main

NEWSROOM = Path(__file__).parents[3] / "seeds" / "newsroom_vi"
SOURCE = [str(NEWSROOM / "articles"), "--documents", str(NEWSROOM / "documents.csv")]


def test_the_vietnamese_lexicon_is_found_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["mark", *SOURCE, "--language", "vi", "--lexicon", "framing.vi"]) == 0
    out, err = capsys.readouterr()
    assert "e1_i2" in out
    assert "civil_society" in out
    assert "another language" not in err


def test_articles_in_another_language_than_named_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["mark", *SOURCE]) == 0
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 1
    assert "of the text was skipped as being in another language than 'en', most of it in 'vi'" in err
    assert "name the language of the articles with --language" in err


def test_a_lexicon_of_another_language_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["mark", *SOURCE, "--language", "vi"]) == 1
    assert "name a lexicon of that language with --lexicon" in capsys.readouterr().err
