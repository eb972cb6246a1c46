from __future__ import annotations

import json
from pathlib import Path

import pytest
from study_example import change, contents, write_study

from framing.errors import InputError
from framing.files import sha256_of
from framing.study.run import run_study
from framing.study.verify import verify


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    study = write_study(tmp_path / "experiments")
    change(study, "k = 2\npasses = 2", 'method = "none"')
    monkeypatch.chdir(tmp_path)
    return run_study(study).folder


def test_a_report_comes_out_the_same_and_nothing_is_left_behind(report: Path, tmp_path: Path) -> None:
    before = contents(tmp_path)
    found = verify(report)
    assert found.holds
    assert set(found.same) == {p for p in contents(report) if p != "manifest.json"}
    assert found.versions == ()
    assert contents(tmp_path) == before


def test_a_file_that_comes_out_otherwise_is_named(report: Path) -> None:
    manifest = json.loads((report / "manifest.json").read_bytes())
    (report / "methods.md").write_text("Something else.", encoding="utf-8")
    with pytest.raises(InputError, match=r"methods\.md: altered or missing since"):
        verify(report)
    manifest["outputs"]["methods.md"] = sha256_of(report / "methods.md")
    manifest["versions"]["numpy"] = "0.1"
    (report / "extra.txt").write_text("x", encoding="utf-8")
    manifest["outputs"]["extra.txt"] = sha256_of(report / "extra.txt")
    (report / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    found = verify(report)
    assert (found.different, found.missing, found.new) == (("methods.md",), ("extra.txt",), ())
    assert not found.holds
    assert [v[:2] for v in found.versions] == [("numpy", "0.1")]


def test_other_inputs_are_refused_before_anything_runs(report: Path, tmp_path: Path) -> None:
    article = tmp_path / "experiments/articles/i0.txt"
    text = article.read_text(encoding="utf-8")
    article.write_text(text + "More.", encoding="utf-8")
    with pytest.raises(InputError, match=r"articles i0\.txt: is another here"):
        verify(report)
    article.write_text(text, encoding="utf-8")
    change(tmp_path / "experiments/study.toml", "seed = 5", "seed = 6")
    with pytest.raises(InputError, match="is not the study that made"):
        verify(report)
    (tmp_path / "experiments/study.toml").unlink()
    with pytest.raises(InputError, match=r"study file study\.toml is not found; name it with --study"):
        verify(report)


def test_a_folder_without_a_report_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no report of framing"):
        verify(tmp_path)
    (tmp_path / "manifest.json").write_text("[]", encoding="utf-8")
    with pytest.raises(InputError, match="no manifest of framing"):
        verify(tmp_path)
