"""Hand codes in a study: the check stands in its report, whose codes they are must be told."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from study_example import change, write_study

from framing.errors import InputError, StudyError
from framing.schema_coding import SCORES
from framing.study.plan import make_plan, needs_text
from framing.study.run import run_study

ASKED = '[validation]\ncodes = ["codes.csv"]\ncoders = "the author of this test"\n\n[report]'


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small study with two places coded in each article of the independent side: one rightly, one wrongly."""
    path = write_study(tmp_path / "study")
    change(path, "[report]", ASKED)
    change(path, "k = 2\npasses = 2", 'method = "none"')
    rows = ["file,start,end,surface,voice,stance"]
    for i in range(5):
        text = (path.parent / f"articles/i{i}.txt").read_text(encoding="utf-8")
        own, quoted = text.index("rights"), text.rindex("rights, not order")
        rows.append(f"i{i}.txt,{own},{own + 6},rights,indirect,relay")  # "asked for their rights": the outlet's own
        rows.append(f"i{i}.txt,{quoted},{quoted + 6},rights,direct,relay")
    (path.parent / "codes.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return path


def test_the_report_tells_how_often_voice_is_right(study: Path) -> None:
    folder = run_study(study).folder
    scores = pd.read_csv(folder / "tables/validation.csv", keep_default_na=False)
    assert list(scores) == SCORES.names
    voice = scores[(scores["variable"] == "voice") & (scores["by"] == "all") & (scores["measure"] == "accuracy")]
    assert voice["n"].item() == 10
    assert voice["n_correct"].item() == 5
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert "10 places in 5 articles" in page
    assert "the author of this test" in page
    assert run_study(study).made == ()
    change(study.parent / "codes.csv", "i0.txt,24,30,rights,indirect,relay", "i0.txt,24,30,rights,own,assert")
    assert set(run_study(study).made) == {"validation", "report"}


def test_codes_that_are_missing_or_nobodys_are_refused(study: Path) -> None:
    (study.parent / "codes.csv").rename(study.parent / "other.csv")
    with pytest.raises(InputError, match=r"study\.toml:\d+: there is no file .*codes\.csv"):
        make_plan_of(study)
    change(study, 'coders = "the author of this test"\n', "")
    with pytest.raises(StudyError, match="coders must say who made the codes"):
        make_plan_of(study)


def make_plan_of(study: Path) -> None:
    from framing.study.config import read_study

    assert not needs_text(make_plan(read_study(study)))
