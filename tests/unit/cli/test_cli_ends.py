"""How commands begin and end: help, misuse, interruption, our own faults, closed pipes, locales."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import cli_corpus as made
import pytest

import framing as fr
from framing.cli import extracts

COMMANDS = (
    "run",
    "check",
    "explain",
    "new",
    "mark",
    "features",
    "kwic",
    "collocates",
    "around",
    "versions",
    "multiverse",
    "keyness",
    "topics",
    "sample",
    "agree",
    "validate",
    "verify",
    "lexicon",
)


def python(*argv: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    place = {"PYTHONPATH": str(Path(fr.__file__).parent.parent)}
    env = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "PYTHON"))} | place | environment
    return subprocess.run([sys.executable, *argv], cwd=folder, env=env, capture_output=True, check=False)


@pytest.mark.parametrize(
    "command", [*((c,) for c in COMMANDS), *(("lexicon", a) for a in ("show", "lint", "diff", "convert"))]
)
def test_every_command_has_help_with_an_example(command: tuple[str, ...], framing: Any) -> None:
    done = framing(*command, "--help")
    assert (done.code, done.err) == (0, "")
    assert f"example:\n  framing {command[0]}" in done.out
    assert "--debug" in done.out


def test_help_and_version(framing: Any) -> None:
    assert framing("--version").out == f"framing {fr.__version__}\n"
    shown = framing("--help").out
    assert all(f"\n    {c}" in shown for c in COMMANDS)


@pytest.mark.parametrize("argv", [(), ("lexicon",)])
def test_no_command_prints_help_and_is_misuse(argv: tuple[str, ...], framing: Any) -> None:
    done = framing(*argv)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("usage: framing")
    assert "example" in done.err


MISUSES: dict[str, tuple[tuple[object, ...], str]] = {
    "an unknown command": (("marks",), "invalid choice"),
    "an unknown option": (("mark", "a.jsonl", "--textt", "x"), "--textt"),
    "a shortened option": (("mark", "a.jsonl", "--outl", "x"), "--outl"),
    "an unknown form": (("mark", "a.jsonl", "--format", "xml"), "xml"),
    "parquet on stdout": (("mark", "a.jsonl", "--format", "parquet"), "--out FILE.parquet"),
    "an ending that is no form": (("mark", "a.jsonl", "--out", "hits.xlsx"), ".csv, .jsonl, .parquet"),
    "a form against the ending": (("mark", "a.jsonl", "--out", "hits.csv", "--format", "jsonl"), "ends in .jsonl"),
    "the source as output": (("mark", "a.jsonl", "--out", "a.jsonl"), "is what the command reads"),
    "the lexicon as output": (("mark", "a.jsonl", "--lexicon", "l.csv", "--out", "l.csv"), "is what the command reads"),
    "a folder as output": (("mark", "a.jsonl", "--out", "folder.csv"), "is a folder"),
    "two tables in one file": (("mark", "a.jsonl", "--out", "h.csv", "--audit", "./h.csv"), "--audit"),
    "a file among features": (("mark", "a.jsonl", "--out", "features/hits.csv"), "folder of features"),
    "features into the working directory": (("features", "a.jsonl", "--out", "."), "replaced whole"),
    "a report into a folder above": (("run", "s.toml", "--out", ".."), "replaced whole"),
    "a file of text lines": (("kwic", "a.jsonl", "--marker", "m", "--format", "text", "--out", "k.csv"), "terminal"),
    "a width that is no number": (("kwic", "a.jsonl", "--marker", "m", "--width", "wide"), "whole number from 0"),
    "a negative width": (("kwic", "a.jsonl", "--marker", "m", "--width", "-1"), "whole number from 0"),
    "no marker": (("kwic", "a.jsonl"), "--marker"),
    "an unknown voice": (("kwic", "a.jsonl", "--marker", "m", "--voice", "loud"), "loud"),
    "keyness without sides": (("keyness", "a.jsonl", "--target", "state"), "--reference"),
    "one topic": (("topics", "a.jsonl", "-k", "1"), "whole number from 2"),
    "a contrast of topics without sides": (("topics", "a.jsonl", "-k", "2", "--what", "contrast"), "--target"),
    "sides without a contrast": (("topics", "a.jsonl", "-k", "2", "--target", "x"), "--what contrast"),
    "no workers": (("mark", "a.jsonl", "--workers", "0"), "whole number from 1"),
    "an unknown step to run": (("run", "s.toml", "--only", "topcs"), "did you mean 'topics'?"),
    "an unknown step to explain": (("explain", "s.toml", "word"), "did you mean 'words'?"),
    "a study's name that is a path": (("new", "../x", "--source", "a.jsonl"), "letters, digits"),
    "columns of features": (("mark", "features", "--text", "body"), "leave it out"),
    "a language of features": (
        ("keyness", "features", "--target", "a", "--reference", "b", "--language", "en"),
        "leave",
    ),
    "columns of no corpus": (("lexicon", "lint", "framing.en", "--text", "body"), "--against SOURCE"),
}


@pytest.mark.parametrize("case", MISUSES)
def test_misuse_ends_with_2_and_touches_nothing(case: str, here: Path, framing: Any) -> None:
    (here / "folder.csv").mkdir()
    (here / "features").mkdir()
    (here / "features/features.json").write_text("{}")
    (here / "a.jsonl").write_text('{"text": "One line."}\n')
    (here / "l.csv").write_text("")
    before = made.tree(here.parent)
    argv, told = MISUSES[case]
    done = framing(*argv)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("usage: framing")
    assert told in done.err.splitlines()[-1]
    assert made.tree(here.parent) == before


@pytest.mark.parametrize("place", [0, 2], ids=["before the command", "after it"])
def test_debug_adds_the_traceback(place: int, here: Path, framing: Any) -> None:
    argv = ["mark", "nowhere.txt"]
    argv.insert(place, "--debug")
    done = framing(*argv)
    assert (done.code, done.out) == (1, "")
    assert "Traceback" in done.err
    assert done.err.splitlines()[-1].startswith("framing: nowhere.txt: there is no such file")


def failing(monkeypatch: pytest.MonkeyPatch, problem: BaseException) -> None:
    def fail(_: object) -> None:
        raise problem

    monkeypatch.setattr(extracts, "read_lexicons", fail)


def test_a_fault_of_ours_is_called_so_and_shown(here: Path, framing: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, ZeroDivisionError("no excuse"))
    done = framing("mark", "a.txt")
    assert (done.code, done.out) == (3, "")
    assert "ZeroDivisionError: no excuse" in done.err
    assert "this is a fault in framing" in done.err.splitlines()[-1]


def test_an_interruption_ends_with_130(here: Path, framing: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, KeyboardInterrupt())
    done = framing("mark", "a.txt")
    assert (done.code, done.out, done.err) == (130, "", "framing: interrupted\n")


def test_nothing_heavy_is_imported_before_a_command_runs(tmp_path: Path) -> None:
    heavy = ("numpy", "pandas", "pyarrow", "scipy", "sklearn", "gensim", "matplotlib", "pydantic", "dask", "tqdm")
    code = f"import sys, framing.cli; framing.cli.make_parser(); print([m for m in {heavy} if m in sys.modules])"
    assert python("-c", code, folder=tmp_path).stdout == b"[]\n"


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    env = os.environ | {"PYTHONPATH": str(Path(fr.__file__).parent.parent)}
    argv = [sys.executable, "-m", "framing", "lexicon", "show", "framing.en"]
    with subprocess.Popen(argv, cwd=tmp_path, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
    assert (process.returncode, said) == (0, b"")


def test_results_do_not_depend_on_locale_hash_seed_folder_or_workers(tmp_path: Path) -> None:
    made.write_jsonl(tmp_path / "articles.jsonl", made.rows())
    (tmp_path / "below").mkdir()
    mark = ("-m", "framing", "mark")
    one = python(*mark, "articles.jsonl", *made.COLUMNS, folder=tmp_path, LC_ALL="C", PYTHONHASHSEED="1")
    two = python(
        *(*mark, "../articles.jsonl", *made.COLUMNS, "--workers", "3"),
        folder=tmp_path / "below",
        PYTHONIOENCODING="latin-1",
        PYTHONHASHSEED="2",
        TZ="Asia/Ho_Chi_Minh",
    )
    assert one.returncode == two.returncode == 0
    assert one.stderr == two.stderr == b""
    assert one.stdout == two.stdout
    assert "hostile_forces" in one.stdout.decode("utf-8")
