from __future__ import annotations

from pathlib import Path

import pytest
from study_example import STUDY, change, write_study

from framing.errors import StudyError
from framing.study.config import read_study


def refused(tmp_path: Path, text: str) -> str:
    path = tmp_path / "study.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(StudyError) as problem:
        read_study(path)
    return str(problem.value).replace(str(path), "study.toml")


def test_a_study_is_read_with_its_defaults(tmp_path: Path) -> None:
    study = read_study(write_study(tmp_path))
    assert study.file.study.seed == 5
    assert study.file.contrast.permutations == 9999
    assert study.file.groups.cluster is None
    assert study.path.is_absolute()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("passes = 2", "pases = 2", "study.toml:21: there is no key 'topics.pases'; did you mean 'passes'?"),
        ("[keyness]", "[keynes]", "study.toml:16: there is no section 'keynes'; did you mean 'keyness'?"),
        ("k = 2", 'k = "2"', "study.toml:20: topics.k = '2': Input should be a valid integer"),
        ("k = 2", "k = 1", "study.toml:20: topics.k = 1: Input should be greater than or equal to 2"),
        ("k = 2", "k = true", "study.toml:20: topics.k = True: Input should be a valid integer"),
        ("seed = 5", "seed = -1", "study.toml:3: study.seed = -1: Input should be greater than or equal to 0"),
        ("seed = 5", "", "study.toml:1: 'study.seed' is missing; a study needs it"),
        (
            'name = "small"',
            'name = "../small"',
            "study.toml:2: study.name = '../small' must be letters, digits, _ and -",
        ),
        ('name = "small"', 'name = "Local"', "study.toml:2: study.name = 'Local' is taken: reports/local holds"),
        ('name = "small"', 'name = ""', "must be letters, digits, _ and -"),
        ('name = "small"', 'name = "a\\n"', "must be letters, digits, _ and -"),
        ("[groups]", "[groups]\nby = 'outlets'", "study.toml:10: groups.by = 'outlets': Input should be 'group' or"),
        ('["svg"]', '["svg", "gif"]', "study.toml:25: report.figures.1 = 'gif': Input should be 'pdf', 'png' or 'svg'"),
        ('["small.toml"]', "[]", "study.toml:14: markers.lexicons = []: List should have at least 1 item"),
        ("k = 2", "k = ", "study.toml:20: not valid TOML: "),
        (
            "[report]",
            "[around]\nwindows = 3\n[report]",
            "study.toml:24: there is no key 'around.windows'; did you mean",
        ),
        ("[report]", "[around]\nwindow = 0\n[report]", "study.toml:24: around.window = 0: Input should be greater"),
        (
            "[report]",
            "[actors]\nunion = 'x'\n[report]",
            "study.toml:24: actors.union = 'x': Input should be a valid list",
        ),
        ("[report]", "[actors]\na = ['x']\nunion = []\n[report]", "study.toml:25: actor 'union' needs a list of names"),
        ("[report]", "[actors]\n'a b' = ['x,']\n[report]", "study.toml:24: actor 'a b': pattern 'x,'"),
        (
            "[report]",
            "[actors]\na = ['x']\nb = ['X']\n[report]",
            "study.toml:23: actor 'b': 'X' stands for 'a' already",
        ),
        ("[study]", "topics = 3\n[study]", "topics must be a section [topics] with keys, not 3"),
    ],
)
def test_a_problem_is_told_with_its_line(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert STUDY.count(old) == 1
    text = STUDY.replace(old, new)
    if message.startswith("topics must"):
        text = text.replace("[topics]\nk = 2\npasses = 2\n", "")
    assert message in refused(tmp_path, text)


def test_a_missing_section_is_named(tmp_path: Path) -> None:
    text = STUDY.replace('[groups]\ntarget = "state"\nreference = "independent"\n', "")
    assert "'groups' is missing; a study needs it" in refused(tmp_path, text)


def test_all_problems_are_told_together(tmp_path: Path) -> None:
    message = refused(tmp_path, STUDY.replace("k = 2", "kk = 2").replace("seed = 5", "seed = 'x'"))
    assert "2 problems" in message
    assert "study.toml:3" in message
    assert "study.toml:20" in message


def test_a_file_that_is_not_there_or_no_text(tmp_path: Path) -> None:
    write_study(tmp_path)
    with pytest.raises(StudyError, match=r"there is no study file .*stuty.toml; did you mean 'study.toml'"):
        read_study(tmp_path / "stuty.toml")
    with pytest.raises(StudyError, match="can't be read"):
        read_study(tmp_path)
    (tmp_path / "latin.toml").write_bytes(b'[study]\nname = "caf\xe9"\n')
    with pytest.raises(StudyError, match="UTF-8"):
        read_study(tmp_path / "latin.toml")


def test_paths_are_relative_to_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_study(tmp_path / "deep")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    study = read_study("../deep/study.toml")
    assert study.place("articles") == tmp_path / "deep" / "articles"
    assert study.lexicons == [str(tmp_path / "deep" / "small.toml")]
    change(tmp_path / "deep" / "study.toml", '"small.toml"', '"framing.en"')
    assert read_study("../deep/study.toml").lexicons == ["framing.en"]
