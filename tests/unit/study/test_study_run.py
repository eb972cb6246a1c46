from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from study_example import change, contents, write_study

from framing.contrasts.contrast import Inference
from framing.errors import CorpusError, InputError
from framing.files import write_text
from framing.study import run as runs
from framing.study.cache import Cache
from framing.study.config import read_study
from framing.study.plan import STEPS, make_plan
from framing.study.run import StudyRun, report_state, run_study

OF_ARTICLES = tuple(step for step in STEPS if step not in ("other_cleaning", "multiverse", "validation"))
"""What hangs on the articles of a study without [multiverse] and [validation]."""


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A study, with a report that is quickly written in the place of the true one."""

    def quick(results: Any, folder: Path) -> list[Path]:
        write_text(folder / "index.html", f"{results.settings.title} {results.markers.to_csv()}")
        (folder / "tables").mkdir()
        write_text(folder / "tables" / "words.csv", results.words.to_csv())
        return []

    monkeypatch.setattr(runs, "write_report", quick)
    monkeypatch.chdir(tmp_path)
    return write_study(tmp_path / "study")


def made(path: Path, **options: Any) -> tuple[str, ...]:
    return run_study(path, **options).made


def test_the_second_run_skips_every_step(study: Path) -> None:
    heard: list[tuple[str, bool]] = []
    first = run_study(study, note=lambda step, new: heard.append((step, new)))
    assert first.made == STEPS
    assert heard == [(s, True) for s in STEPS]
    before = contents(first.folder)
    heard.clear()
    assert run_study(study, note=lambda step, new: heard.append((step, new))).made == ()
    assert heard == [(s, False) for s in STEPS]
    assert contents(first.folder) == before
    assert made(study, force=True) == STEPS
    assert contents(first.folder) == before


@pytest.mark.parametrize(
    ("file", "old", "new", "steps"),
    [
        ("small.toml", 'calm = ["calm"]', 'calm = ["calm", "calmly"]', ("marks", "contrasts", "versions", "report")),
        ("study.toml", "seed = 5", "seed = 6", ("contrasts", "words", "topics", "report")),
        ("study.toml", "k = 2", "k = 3", ("topics", "report")),
        ("study.toml", "min_count = 2", "min_count = 3", ("words", "report")),
        ("study.toml", '["svg"]', '["pdf"]', ("report",)),
        ("study.toml", "[groups]", "[groups]\ncluster = 'document'", ("contrasts", "words", "topics", "report")),
        ("study.toml", "[markers]", "[markers]\noverlap = 'all'", ("marks", "contrasts", "versions", "report")),
        ("study.toml", "# nothing", "# a comment", ()),
        ("documents.csv", "2024-01-01\ni1", "2024-02-01\ni1", OF_ARTICLES),
        ("articles/s0.txt", "first pier", "last pier", OF_ARTICLES),
    ],
)
def test_a_change_reruns_what_hangs_on_it(study: Path, file: str, old: str, new: str, steps: tuple[str, ...]) -> None:
    study.write_text(study.read_text(encoding="utf-8") + "# nothing\n", encoding="utf-8")
    run_study(study)
    change(study.parent / file, old, new)
    assert made(study) == steps
    assert made(study) == ()


def test_every_file_that_is_read_is_watched(study: Path) -> None:
    loud = study.parent / "articles" / "deep" / "S9.TXT"
    loud.parent.mkdir()
    loud.write_text("Order and calm on the pier, said the minister of the town.\n", encoding="utf-8")
    documents = study.parent / "documents.csv"
    documents.write_text(
        documents.read_text(encoding="utf-8") + "deep/S9.TXT,s9,,State 0,state,2024\n", encoding="utf-8"
    )
    plan = run_study(study).plan
    assert "articles deep/S9.TXT" in plan.inputs
    loud.write_text("No order and no calm on the pier, said the minister of the town.\n", encoding="utf-8")
    assert made(study) == OF_ARTICLES
    (study.parent / "articles" / "notes.md").write_text("not read", encoding="utf-8")
    assert made(study) == ()


def test_only_stops_after_a_step(study: Path) -> None:
    assert made(study, only="contrasts") == ("corpus", "marks", "contrasts")
    assert not Path("reports").exists()
    assert made(study, only="words") == ("words",)
    assert made(study, only="report") == (
        "topics",
        "around",
        "versions",
        "other_cleaning",
        "multiverse",
        "validation",
        "report",
    )
    with pytest.raises(InputError, match="there is no step 'topic'; did you mean 'topics'"):
        run_study(study, only="topic")


@pytest.mark.parametrize("damage", ["alter", "remove", "manifest"])
def test_an_altered_report_is_written_again(study: Path, damage: str) -> None:
    first = run_study(study)
    before = contents(first.folder)
    page = first.folder / "index.html"
    if damage == "alter":
        page.write_text("other", encoding="utf-8")
    elif damage == "remove":
        page.unlink()
    else:
        change(first.folder / "manifest.json", '"seed": 5,\n  "inputs"', '"seed": 4,\n  "inputs"')
    assert made(study) == ("report",)
    assert contents(first.folder) == before


def test_a_report_elsewhere_does_not_pass_for_this_one(study: Path) -> None:
    run_study(study, out="one")
    change(study, "seed = 5", "seed = 6")
    run_study(study, out="two")
    assert made(study, out="one") == ("report",)
    assert contents(Path("one")) == contents(Path("two"))


def test_a_folder_that_is_no_report_is_refused(study: Path) -> None:
    Path("mine").mkdir()
    Path("mine/thesis.txt").write_text("years of work", encoding="utf-8")
    with pytest.raises(InputError, match=r"mine is there and holds no report.*--out"):
        run_study(study, out="mine")
    assert contents(Path("mine")) == {"thesis.txt": b"years of work"}
    assert not Path(".framing").exists()
    Path("file").write_text("x", encoding="utf-8")
    with pytest.raises(InputError, match="holds no report"):
        run_study(study, out="file")
    Path("empty").mkdir()
    assert made(study, out="empty") == STEPS


def test_a_report_that_fails_leaves_the_old_one(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = run_study(study).folder
    before = contents(folder)

    def fails(_results: Any, beside: Path) -> list[Path]:
        write_text(beside / "index.html", "half")
        raise OSError("no space left on device")

    monkeypatch.setattr(runs, "write_report", fails)
    change(study, "seed = 5", "seed = 6")
    with pytest.raises(OSError, match="no space"):
        run_study(study)
    assert contents(folder) == before
    assert [p.name for p in folder.parent.iterdir()] == [folder.name]


def test_a_step_that_fails_leaves_nothing_half_made(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:

    def fail(*_: Any, **__: Any) -> None:
        raise InputError("no topics today")

    with monkeypatch.context() as patched:
        patched.setattr("framing.topics.fit.fit_topics", fail)
        with pytest.raises(InputError, match="no topics today"):
            run_study(study)
    kept = sorted(p.name for p in Path(".framing/small").iterdir())
    assert kept == ["contrasts", "corpus", "marks", "words"]
    assert not Path("reports").exists()
    assert made(study) == ("topics", "around", "versions", "other_cleaning", "multiverse", "validation", "report")


def test_the_manifest_lists_every_output_and_nothing_of_the_machine(study: Path) -> None:
    run: StudyRun = run_study(study)
    text = (run.folder / "manifest.json").read_text(encoding="utf-8")
    manifest = json.loads(text)
    files = contents(run.folder)
    del files["manifest.json"]
    assert manifest["outputs"] == {n: hashlib.sha256(b).hexdigest() for n, b in files.items()}
    assert manifest["seed"] == 5
    assert manifest["study"]["groups"]["target"] == "state"
    digests = {f"articles {p.name}": p for p in (study.parent / "articles").iterdir()}
    digests |= {"study study.toml": study, "lexicon small.toml": study.parent / "small.toml"}
    digests |= {"documents documents.csv": study.parent / "documents.csv"}
    assert manifest["inputs"] == {n: hashlib.sha256(p.read_bytes()).hexdigest() for n, p in digests.items()}
    assert set(manifest["versions"]) >= {"framing", "numpy", "gensim"}
    assert str(study.parent.parent) not in text
    assert "platform" not in text
    assert list(manifest) == ["framing", "study", "seed", "inputs", "outputs", "versions"]
    where = json.loads(Path(".framing/small/run.json").read_text(encoding="utf-8"))
    assert set(where) >= {"began", "seconds", "platform"}


def test_another_place_and_more_workers_give_the_same_bytes(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = run_study(study, out="here")
    there = study.parent.parent / "there"
    there.mkdir()
    shutil.copytree(study.parent, there / "copy")
    monkeypatch.chdir(there)
    run_study(there / "copy" / "study.toml", out="out", workers=2)
    assert contents(Path("out")) == contents(study.parent.parent / here.folder)


def test_from_features_the_same_tables_and_no_lines(study: Path) -> None:
    by_text = run_study(study)
    shutil.copytree(".framing/small/marks/features", study.parent / "features")
    change(study, 'source = "articles"', 'source = "features"')
    change(study, 'name = "small"', 'name = "shared"')
    by_features = run_study(study)
    for step, name in (
        *(("contrasts", "markers"), ("contrasts", "outlets"), ("words", "words"), ("topics", "weights")),
        *(("contrasts", "stance_profile"), ("contrasts", "quotations"), ("contrasts", "own_markers")),
        ("words", "own_words"),
    ):
        one, other = (pd.read_parquet(f".framing/{s}/{step}/{name}.parquet") for s in ("small", "shared"))
        pd.testing.assert_frame_equal(one, other, check_exact=True)
    assert by_features.plan.from_features
    assert made(study, texts=study.parent / "articles") == STEPS
    assert by_text.folder == Path("reports/small")
    assert Path("reports/local/shared").is_dir()
    change(study.parent / "small.toml", '["calm"]', '["calmer"]')
    with pytest.raises(InputError, match=r"made with lexicon small 1.0.0\+draft.*run with --texts"):
        run_study(study)


NEAR = """
[around]
markers = ["rights", "order", "calm"]
window = 4
min_count = 2

[actors]
ministry = ["the ministry", "minister*"]
union = ["dockers", "the union"]
"""


def kept(name: str, study: str = "small") -> pd.DataFrame:
    return pd.read_parquet(f".framing/{study}/around/{name}.parquet")


def test_what_stands_around_markers_and_the_names_of_actors(study: Path) -> None:
    study.write_text(study.read_text(encoding="utf-8") + NEAR, encoding="utf-8")
    run_study(study)
    around = kept("around")
    assert set(around["around"]) == {"order"}  # both sides write it; the other two stand on one side only
    assert set(around["denominator"]) == {"all words within 4 of order"}
    silent = json.loads(Path(".framing/small/around/silent.json").read_bytes())
    assert silent == [
        "no word stands near 'rights' in the documents of 'state'",
        "no word stands near 'calm' in the documents of 'independent'",
    ]
    contrast = kept("actor_contrast").set_index("name")
    assert contrast.loc["minister*", ["target_n", "reference_n"]].tolist() == [10, 0]
    assert contrast.loc["the union", ["target_n", "reference_n"]].tolist() == [0, 5]
    assert set(kept("actor_shares")["actor"]) == {"ministry", "union"}
    change(study, "window = 4", "window = 3")
    assert made(study) == ("around", "report")
    change(study, '"minister*"', '"ministers"')
    assert made(study) == ("around", "report")
    change(study.parent / "small.toml", '["calm"]', '["calmer"]')
    assert made(study) == ("marks", "contrasts", "around", "versions", "report")
    silent = json.loads(Path(".framing/small/around/silent.json").read_bytes())
    assert "calm is nowhere in the articles" in silent


def test_names_alone_do_not_hang_on_the_lexicon(study: Path) -> None:
    study.write_text(study.read_text(encoding="utf-8") + NEAR[NEAR.index("[actors]") :], encoding="utf-8")
    run_study(study)
    change(study.parent / "small.toml", '["calm"]', '["calmer"]')
    assert made(study) == ("marks", "contrasts", "versions", "report")
    assert not Path(".framing/small/around/around.parquet").exists()


def test_from_features_what_needs_text_is_named(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    study.write_text(study.read_text(encoding="utf-8") + NEAR, encoding="utf-8")
    run_study(study)
    shutil.copytree(".framing/small/marks/features", study.parent / "features")
    change(study, 'source = "articles"', 'source = "features"')
    change(study, 'name = "small"', 'name = "shared"')
    told: list[Any] = []
    monkeypatch.setattr(runs, "write_report", lambda results, folder: told.append(results) or [])
    run_study(study)
    (results,) = told
    assert results.not_run[1:] == (
        "what stands around rights, order, calm",
        "names of the same actor (ministry, union)",
        "what versions of one article cut and added",
    )
    assert results.near.around is results.near.actor_contrast is None
    assert not list(Path(".framing/shared/around").glob("*.parquet"))


def test_an_unknown_marker_to_look_around_is_told_with_its_line(study: Path) -> None:
    study.write_text(study.read_text(encoding="utf-8") + NEAR.replace('"order"', '"ordre"'), encoding="utf-8")
    line = study.read_text(encoding="utf-8").splitlines().index('markers = ["rights", "ordre", "calm"]') + 1
    with pytest.raises(InputError) as problem:
        run_study(study)
    assert str(problem.value) == (f"{study}:{line}: lexicon small has no marker 'ordre'; did you mean 'order'?")
    change(study, '"ordre"', '"order"')
    change(study, "window = 4", 'window = 4\nlexicons = ["stanse.en"]')
    with pytest.raises(InputError, match=r"did you mean 'stance\.en'"):
        run_study(study)


def test_inputs_that_are_missing_or_unfit(study: Path) -> None:
    with pytest.raises(CorpusError, match="--texts: nowhere: there is no such file or folder"):
        run_study(study, texts="nowhere")
    change(study, "[markers]", "[contrast]\ninterval = 'bootstrap'\n[markers]")
    with pytest.raises(InputError, match="percentile bootstrap needs at least 10 clusters"):
        run_study(study)
    change(study, "seed = 5", 'seed = 5\nlanguage = "vi"')
    with pytest.raises(InputError, match="the study is in 'vi' and lexicon 'small' in 'en'"):
        run_study(study)
    change(study, 'source = "articles"', 'source = "artikles"')
    with pytest.raises(
        CorpusError, match=r"\[corpus\] source: .*artikles: there is no such file or folder; did you mean"
    ):
        run_study(study)


def test_metadata_for_a_table_is_not_passed_over(study: Path) -> None:
    table = study.parent / "articles.csv"
    table.write_text("text,group,outlet\nOrder and calm in the town.,state,A\n", encoding="utf-8")
    change(study, 'source = "articles"', 'source = "articles.csv"')
    with pytest.raises(CorpusError, match="gives metadata for a folder of texts"):
        run_study(study)


def test_documents_of_unknown_outlet_are_compared_by_group(study: Path) -> None:
    documents = study.parent / "documents.csv"
    documents.write_text(documents.read_text(encoding="utf-8").replace("State 1", ""), encoding="utf-8")
    run_study(study)
    outlets = pd.read_parquet(".framing/small/contrasts/outlets.parquet")
    assert set(outlets["target"]) == {"State 0", "Independent 0", "Independent 1"}
    markers = pd.read_parquet(".framing/small/contrasts/markers.parquet")
    assert markers["n_clusters_target"][0] == 5


def test_the_state_of_a_step_says_why(study: Path) -> None:
    plan, cache = make_plan(read_study(study)), Cache(Path(".framing/small"))
    assert {cache.state(s, plan.parts(s)) for s in STEPS[:-1]} == {"never run"}
    assert report_state(plan, cache, Path("reports/small")) == "never written here"
    run_study(study)
    assert {cache.state(s, plan.parts(s)) for s in STEPS[:-1]} == {"fresh"}
    assert report_state(plan, cache, Path("reports/small")) == "fresh"
    change(study, "seed = 5", "seed = 6")
    later = make_plan(read_study(study))
    assert cache.state("corpus", later.parts("corpus")) == "fresh"
    assert cache.state("contrasts", later.parts("contrasts")) == "changed: seed"
    assert "changed: " in report_state(later, cache, Path("reports/small"))
    change(study.parent / "small.toml", '["calm"]', '["calmer"]')
    assert cache.state("marks", make_plan(read_study(study)).parts("marks")) == "changed: lexicons"
    (Path(".framing/small/words/parts.json")).write_text("{", encoding="utf-8")
    assert cache.state("words", plan.parts("words")) == "never run"
    cache.clear()
    assert not Path(".framing/small").exists()


def test_the_plan_passes_the_settings_on(study: Path) -> None:
    change(study, "[keyness]", '[contrast]\npermutations = 500\ncorrection = "holm"\nlevel = 0.9\n[keyness]')
    change(study, 'lexicons = ["small.toml"]', 'lexicons = ["small.toml"]\nvoices = ["own"]')
    plan = make_plan(read_study(study))
    assert plan.inference == Inference(level=0.9, permutations=500, correction="holm")
    assert plan.voices == ["own"]
    run_study(study)
    assert set(pd.read_parquet(".framing/small/contrasts/markers.parquet")["voice"]) == {"own"}
    assert set(pd.read_parquet(".framing/small/words/words.parquet")["voice"]) == {"own"}
