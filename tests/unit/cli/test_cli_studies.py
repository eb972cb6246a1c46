"""new, check, run and explain: one study from its first file to its report."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import cli_corpus as made
import pytest

from framing.cli import main, new
from framing.study.config import StudyFile, read_study
from framing.study.plan import STEPS


def states(text: str) -> dict[str, str]:
    return dict(line.split(maxsplit=1) for line in text.splitlines())


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working directory in which the study was run once."""
    folder = tmp_path_factory.mktemp("finished")
    made.write_jsonl(folder / "articles.jsonl", made.rows())
    made.write_study(folder / "study.toml", source="articles.jsonl")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert main(["run", "study.toml"]) == 0
    return folder


@pytest.fixture
def there(finished: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(finished)
    return finished


def test_run_writes_the_report_and_names_its_page(there: Path, framing: Any) -> None:
    done = framing("run", "study.toml")
    assert done.code == 0
    assert done.out.splitlines()[-1] == "reports/harbour/index.html"
    assert (there / "reports/harbour/index.html").is_file()
    words = [line.split() for line in done.err.splitlines()]
    assert [w[:2] for w in words] == [[step, "skipped"] for step in STEPS]
    assert all(float(w[2]) >= 0 and w[3] == "s" for w in words)


def test_explain_says_that_all_is_fresh_after_a_run(there: Path, framing: Any) -> None:
    done = framing("explain", "study.toml")
    assert states(done.out) == dict.fromkeys(STEPS, "fresh")
    assert framing("explain", "study.toml", "topics").out == "topics  fresh\n"
    assert framing("explain", "study.toml", "report", "--out", "elsewhere").out == "report  never written here\n"


def test_explain_says_what_a_change_makes_stale(there: Path, framing: Any) -> None:
    text = (there / "study.toml").read_text()
    (there / "changed.toml").write_text(text.replace("min_count = 3", "min_count = 4"))
    found = states(framing("explain", "changed.toml").out)
    assert found["words"] == "changed: keyness"
    assert [found[s] for s in ("corpus", "marks", "contrasts", "topics")] == ["fresh"] * 4
    assert found["report"] == "changed: words"


def test_run_in_another_folder_with_force_and_only(articles: Path, here: Path, framing: Any) -> None:
    study = made.write_study(here / "study.toml", source="articles.jsonl")
    done = framing("run", study.name, "--only", "words")
    assert (done.code, done.out) == (0, ".framing/harbour/words\n")
    assert (here / done.out.strip()).is_dir()
    assert not (here / "reports").exists()
    assert [line.split()[:2] for line in framing("run", study.name, "--only", "marks").err.splitlines()] == [
        ["corpus", "skipped"],
        ["marks", "skipped"],
    ]
    forced = framing("run", study.name, "--only", "marks", "--force", "--workers", "2")
    assert [line.split()[1] for line in forced.err.splitlines()] == ["done", "done"]


def test_check_prints_the_plan_and_writes_nothing(articles: Path, here: Path, framing: Any) -> None:
    study = made.write_study(here / "study.toml", source="articles.jsonl")
    before = made.tree(here.parent)
    done = framing("check", study.name)
    assert (done.code, done.err) == (0, "")
    assert made.tree(here.parent) == before
    assert "24 documents" in done.out
    for outlet in (*made.STATE, *made.INDEPENDENT):
        assert any(line.split() == [*row, "3"] for line in done.out.splitlines() for row in [_row(outlet)])
    assert "state (12 documents) against independent (12 documents)" in done.out
    assert "clusters: 4 against 4 outlets. Outlets are the clusters, because each side has at least 4" in done.out
    assert "smallest possible p: 0.029.\n" in done.out  # 2 of the 70 arrangements of four against four
    assert "not run" not in done.out
    assert states(done.out.split("steps\n")[1])["topics"] == "never run"


def _row(outlet: str) -> list[str]:
    return ["state" if outlet in made.STATE else "independent", *outlet.split()]


def test_check_says_when_no_claim_is_possible(here: Path, framing: Any) -> None:
    rows = made.rows()
    few = [rows[0], rows[3], rows[12], rows[15], rows[18]]
    made.write_jsonl(here / "articles.jsonl", few)
    study = made.write_study(here / "study.toml", source="articles.jsonl")
    done = framing("check", study.name)
    assert "clusters: 2 against 3 documents. Documents are the clusters" in done.out
    assert "smallest possible p: 0.10. That is above 0.05: no claim of significance is possible" in done.out


def test_check_warns_that_few_outlets_speak_for_themselves_only(articles: Path, here: Path, framing: Any) -> None:
    rows = [r for r in made.rows() if r["paper"] in (*made.STATE[:2], *made.INDEPENDENT[:2])]
    made.write_jsonl(articles, rows)
    study = made.write_study(here / "study.toml", source="articles.jsonl")
    done = framing("check", study.name)
    assert "clusters: 6 against 6 documents" in done.out
    assert "0.33 if outlets were the clusters" in done.out


def test_check_of_features_says_what_needs_text(articles: Path, here: Path, framing: Any) -> None:
    framing("features", articles.name, *made.COLUMNS, "--out", "features")
    study = made.write_study(here / "study.toml", source="features", corpus="")
    done = framing("check", study.name)
    assert (done.code, done.err) == (0, "")
    assert "not run, needs the text of the articles: lines of the articles (key words in context)" in done.out
    study.write_text(study.read_text() + '\n[markers]\noverlap = "all"\n')
    refused = framing("check", study.name)
    assert refused.code == 1
    assert "run with --texts" in refused.err


def test_new_writes_a_study_that_can_run(articles: Path, here: Path, framing: Any) -> None:
    done = framing("new", "mine", "--source", articles.name, *made.COLUMNS, "--dir", "studies")
    assert (done.code, done.out) == (0, "studies/mine.toml\n")
    assert "24 documents, 8 outlets, 2 groups" in done.err
    study = read_study(here / "studies/mine.toml").file
    assert study.corpus.source == "../articles.jsonl"
    assert (study.corpus.text, study.corpus.group, study.corpus.url) == ("body", "side", None)
    assert (study.groups.target, study.groups.reference) == ("independent", "state")
    assert framing("check", "studies/mine.toml").code == 0


def test_new_spells_every_key_with_its_default_and_meaning(articles: Path, here: Path, framing: Any) -> None:
    framing("new", "mine", "--source", articles.name, *made.COLUMNS)
    text = (here / "mine.toml").read_text()
    sections = {s: m for s, m in StudyFile.model_fields.items() if s != "actors"}  # a table of free names
    keys = [f"{s}.{k}" for s, m in sections.items() for k in m.annotation.model_fields]  # type: ignore[union-attr]
    assert set(new.MEANING) == {*keys, *StudyFile.model_fields}
    for key in keys:
        assert f"  # {new.MEANING[key]}\n" in text
    spelled = StudyFile.model_validate(tomllib.loads(text))
    bare = StudyFile.model_validate(
        {s: v for s, v in tomllib.loads(text).items() if s in ("study", "corpus", "groups")}
    )
    assert spelled.model_copy(update={"topics": bare.topics}) == bare
    few = min(10, max(2, len(made.rows()) // 3))  # few articles, few topics
    assert spelled.topics == bare.topics.model_copy(update={"k": few})


def test_new_never_overwrites(articles: Path, here: Path, framing: Any) -> None:
    (here / "mine.toml").write_text("my own words")
    done = framing("new", "mine", "--source", articles.name, *made.COLUMNS)
    assert (done.code, done.out) == (1, "")
    assert "never overwritten" in done.err
    assert (here / "mine.toml").read_text() == "my own words"


def test_new_without_groups_leaves_placeholders_that_check_names(articles: Path, framing: Any) -> None:
    done = framing("new", "mine", "--source", articles.name, "--text", "body")
    assert done.code == 0
    assert "fewer than two groups" in done.err
    refused = framing("check", "mine.toml")
    assert refused.code == 1
    for key in ("target", "reference"):
        assert f"'groups.{key}' is missing" in refused.err


def test_new_takes_the_two_largest_groups_whatever_their_names(here: Path, framing: Any) -> None:
    names = ['say "no"\n[groups]', "b\x7f\\", "small"]
    rows = made.rows()
    for i, row in enumerate(rows):
        row["side"] = names[0] if i < 10 else names[1] if i < 20 else names[2] if i < 23 else ""
    made.write_jsonl(here / "articles.jsonl", rows)
    done = framing("new", "mine", "--source", "articles.jsonl", *made.COLUMNS)
    assert "1 documents have no group" in done.err
    groups = read_study(here / "mine.toml").file.groups
    assert [groups.target, groups.reference] == sorted(names[:2])


def test_a_scheduler_needs_the_package_distributed(
    articles: Path, here: Path, framing: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    study = made.write_study(here / "study.toml", source="articles.jsonl")
    done = framing("run", study.name, "--scheduler", "tcp://127.0.0.1:8786")
    assert (done.code, done.out) == (1, "")
    assert "pip install distributed" in done.err
    assert not (here / ".framing").exists()


def test_a_scheduler_is_opened_for_the_run_and_closed_after_it(
    articles: Path, here: Path, framing: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    events: list[str] = []

    class Client:
        def __init__(self, address: str) -> None:
            if address == "tcp://nobody":
                raise OSError("timed out")
            events.append(f"open {address}")

        def __enter__(self) -> Client:
            return self

        def __exit__(self, *_: object) -> None:
            events.append("closed")

    def no_client() -> None:
        raise ValueError("this stand-in computes nothing")

    module = ModuleType("distributed")
    module.__dict__.update(vars(SimpleNamespace(Client=Client, get_client=no_client)))
    monkeypatch.setitem(__import__("sys").modules, "distributed", module)
    study = made.write_study(here / "study.toml", source="articles.jsonl")
    done = framing("run", study.name, "--scheduler", "tcp://here", "--only", "corpus")
    assert done.code == 0, done.err
    assert events == ["open tcp://here", "closed"]
    done = framing("run", study.name, "--scheduler", "tcp://nobody")
    assert (done.code, done.out) == (1, "")
    assert "tcp://nobody: no scheduler answers there (timed out)" in done.err


def test_a_run_with_texts_keeps_apart_from_the_study_of_features(here: Path, framing: Any) -> None:
    (here / "texts").mkdir()
    lines = ["file,doc_id,outlet,group"]
    for row in made.rows():
        (here / f"texts/{row['key']}.txt").write_text(row["body"], encoding="utf-8")
        lines.append(f"{row['key']}.txt,{row['key']},{row['paper']},{row['side']}")
    (here / "documents.csv").write_text("\n".join(lines) + "\n")
    framing("features", "texts", "--documents", "documents.csv", "--out", "features")
    study = made.write_study(here / "study.toml", source="features", corpus='documents = "documents.csv"')
    assert framing("run", study.name, "--only", "contrasts").out == ".framing/harbour/contrasts\n"
    done = framing("run", study.name, "--texts", "texts", "--only", "contrasts")
    assert (done.code, done.out) == (0, ".framing/local-harbour/contrasts\n")
    assert states(framing("explain", study.name, "--texts", "texts").out)["contrasts"] == "fresh"
    checked = framing("check", study.name, "--texts", "texts")
    assert checked.code == 0
    assert "source: texts (articles), 24 documents" in checked.out
    card = json.loads((here / "features/features.json").read_text())
    assert card["overlap"] == "longest"
