"""The newsroom's report, byte for byte the same wherever and however it is run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

STUDY = """[study]
name = "newsroom"
seed = 20240930
[corpus]
source = "articles"
documents = "documents.csv"
[groups]
target = "state"
reference = "independent"
cluster = "document"
[markers]
lexicons = ["small.toml"]
[contrast]
permutations = 200
[keyness]
min_count = 10
[topics]
k = 3
passes = 2
[report]
formats = ["csv", "latex"]
figures = ["svg"]
"""

LEXICON = """[lexicon]
name = "small"
language = "en"
version = "1"
description = "A few markers."
[categories.order]
label = "Order"
definition = "Order is named."
source = "None."
[categories.order.markers]
stability = ["stability"]
hostile_forces = ["hostile forces"]
[categories.rights]
label = "Rights"
definition = "Rights are named."
source = "None."
[categories.rights.markers]
human_rights = ["human rights"]
crackdown = ["crackdown*"]
"""

HERE = {"PYTHONHASHSEED": "1", "TZ": "UTC", "OMP_NUM_THREADS": "1", "LC_ALL": "C.UTF-8"}
ELSEWHERE = {
    "PYTHONHASHSEED": "4711",
    "TZ": "Asia/Ho_Chi_Minh",
    "OMP_NUM_THREADS": "2",
    "OPENBLAS_NUM_THREADS": "2",
    "OPENBLAS_CORETYPE": "Haswell",
    "LC_ALL": "C",
}


def write_study(folder: Path) -> Path:
    """The newsroom's first two events alone, with a small lexicon: the whole takes much longer."""
    (folder / "articles").mkdir()
    newsroom = ROOT / "seeds" / "newsroom"
    head, *rows = (newsroom / "documents.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    rows = [row for row in rows if row.startswith(("e1_", "e2_"))]
    assert len(rows) == 16
    for row in rows:
        name = row.split(",")[0]
        (folder / "articles" / name).write_bytes((newsroom / "articles" / name).read_bytes())
    (folder / "documents.csv").write_text("".join([head, *rows]), encoding="utf-8")
    (folder / "small.toml").write_text(LEXICON, encoding="utf-8")
    (folder / "study.toml").write_text(STUDY, encoding="utf-8")
    return folder / "study.toml"


def start(study: Path, folder: Path, workers: int, environment: dict[str, str]) -> subprocess.Popen[str]:
    folder.mkdir()
    program = f"from framing.study.run import run_study; run_study({str(study)!r}, out='report', workers={workers})"
    keep = {k: os.environ[k] for k in ("PATH", "HOME") if k in os.environ}
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", program],
        cwd=folder,
        env=keep | {"PYTHONPATH": str(ROOT)} | environment,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_the_report_does_not_depend_on_place_time_threads_or_hashes(tmp_path: Path) -> None:
    study = write_study(tmp_path)
    runs = [
        start(study, tmp_path / "here", 1, HERE),
        start(study, tmp_path / "else where", 2, ELSEWHERE),
    ]
    for run in runs:
        _, said = run.communicate(timeout=300)
        assert run.returncode == 0, said
    one, other = (
        {p.relative_to(f): p.read_bytes() for p in sorted((f / "report").rglob("*")) if p.is_file()}
        for f in (tmp_path / "here", tmp_path / "else where")
    )
    one, other = (
        {name.relative_to("report").as_posix(): data for name, data in files.items()} for files in (one, other)
    )
    assert list(one) == list(other)
    assert [name for name in one if one[name] != other[name]] == []
    assert {"index.html", "manifest.json", "tables/marker_contrast.csv", "numbers.tex"} <= set(one)
    manifest = json.loads(one["manifest.json"])
    assert set(manifest["outputs"]) == set(one) - {"manifest.json"}
    for name, data in one.items():
        assert str(tmp_path).encode() not in data, name


@pytest.mark.parametrize("name", ["vietnam_rights"])
def test_features_and_text_give_the_same_tables(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the articles, where they are at hand, and from the features that the repository carries."""
    import pandas as pd

    from framing.files import rounded
    from framing.study.cache import Cache
    from framing.study.config import read_study
    from framing.study.plan import make_plan
    from framing.study.steps import run_steps

    shared = Path(os.environ.get("FRAMING_SHARED", ROOT.parent / "shared")) / "seeds"
    if not shared.is_dir():
        pytest.skip(f"the articles are third-party text and are not in the repository; there is no {shared}")
    monkeypatch.chdir(tmp_path)
    study = read_study(ROOT / "experiments" / f"{name}.toml")
    done = [
        run_steps(make_plan(study, texts=texts), Cache(Path(kind)), note=lambda *_: None)
        for kind, texts in (("features", None), ("text", shared))
    ]
    for step, table in (
        ("contrasts", "markers"),
        ("contrasts", "categories"),
        ("contrasts", "outlets"),
        ("contrasts", "counts"),
        ("words", "words"),
        ("topics", "terms"),
        ("topics", "weights"),
        ("topics", "contrast"),
        ("topics", "prevalence"),
    ):
        by_features, by_text = (rounded(pd.read_parquet(d[step] / f"{table}.parquet")) for d in done)
        pd.testing.assert_frame_equal(by_features, by_text, check_exact=True)
        assert len(by_text) > 0
