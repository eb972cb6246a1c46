"""Matched contrasts, versions and the multiverse of a small study, from articles and from features."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from study_example import change, write_study

import framing as fr
from framing.errors import InputError, StudyError
from framing.schema_robust import CHOICES, MATCHED, MULTIVERSE, VERSIONS
from framing.study.plan import STEPS, needs_text
from framing.study.robust import run_multiverse
from framing.study.run import run_study

NEWER = """[lexicon]
name = "small"
language = "en"
version = "2.0.0"
description = "One pattern more."
[categories.order]
label = "Order"
definition = "Order is named."
source = "None."
[categories.order.markers]
order = ["order", "lamp*"]
calm = ["calm"]
"""

ROBUST = """[contrast]
permutations = 99

[multiverse]
items = ["order"]
min_hits = [1]
lexicons = [["newer.toml"]]

[report]"""


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small study with five events, in each an article of either side, and everything asked for."""
    path = write_study(tmp_path / "study")
    documents = path.parent / "documents.csv"
    lines = documents.read_text(encoding="utf-8").splitlines()
    # file s0.txt, i0.txt ... -> event 0 ...; the last state article is of an event of its own
    events = ["event", *(("other" if row.startswith("s4") else row[1]) for row in lines[1:])]
    documents.write_text("\n".join(f"{a},{b}" for a, b in zip(lines, events, strict=True)) + "\n", encoding="utf-8")
    change(path, 'reference = "independent"', 'reference = "independent"\nmatch = "event"')
    change(path, "[report]", ROBUST)
    change(path, "k = 2\npasses = 2", 'method = "none"')
    (path.parent / "newer.toml").write_text(NEWER, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return path


def kept(step: str, name: str) -> pd.DataFrame:
    return pd.read_parquet(f".framing/small/{step}/{name}.parquet")


def test_a_study_matches_by_event_compares_versions_and_goes_through_choices(study: Path) -> None:
    folder = run_study(study).folder
    matched = pd.read_csv(folder / "tables" / "matched_markers.csv")
    assert list(matched) == MATCHED.names
    assert set(matched["n_events"]) == {4}
    assert set(matched["n_events_target_only"]) == set(matched["n_events_reference_only"]) == {1}
    versions = pd.read_csv(folder / "tables" / "versions.csv")
    assert list(versions) == [*VERSIONS.names, "text"]
    text = (study.parent / "articles" / "i1.txt").read_text(encoding="utf-8")
    row = versions[(versions["doc_id"] == "i1") & (versions["kind"] == "changed")].iloc[0]
    assert text[row.start : row.end] == row.text == text.split(".")[0]
    table = pd.read_csv(folder / "tables" / "multiverse.csv")
    assert list(table) == MULTIVERSE.names
    assert set(table["lexicon"]) == {"small 1.0.0+draft", "small 2.0.0"}
    assert set(table["cleaning"]) == {"on", "off"}
    assert set(table["duplicates"]) == {"keep", "drop", "originals"}
    own = table[table["main"]]
    assert len(own) == 1
    markers = pd.read_csv(folder / "tables" / "marker_contrast.csv").set_index("item")
    assert own["estimate"].item() == markers.loc["order", "log_ratio"]
    assert own["p"].item() == markers.loc["order", "p"]
    assert list(pd.read_csv(folder / "tables" / "multiverse_choices.csv")) == CHOICES.names
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert all(f'<h2 id="{part}">' in page for part in ("matched", "versions", "multiverse"))
    assert "Both sides cover 4 events, with 4 articles of state and 4 articles of independent." in page
    assert "1 event of state alone, 1 event of independent alone, and 0 articles of no known event." in page
    for name in ("matched", "versions", "multiverse"):
        assert (folder / "figures" / f"{name}.svg").is_file()


def test_other_choices_leave_the_encoded_corpus_as_it_is(study: Path) -> None:
    run_study(study, only="multiverse")
    change(study, "min_hits = [1]", "min_hits = [1, 2]")
    assert run_study(study, only="multiverse").made == ("multiverse",)
    change(study, 'items = ["order"]', 'items = ["order", "calm"]')
    assert run_study(study, only="multiverse").made == ("multiverse",)
    (study.parent / "newer.toml").write_text(NEWER.replace("2.0.0", "2.0.1"), encoding="utf-8")
    assert run_study(study, only="multiverse").made == ("multiverse",)
    change(study, "[multiverse]", "[multiverse]\ncleaning = [true]")
    assert run_study(study, only="multiverse").made == ("other_cleaning", "multiverse")
    assert set(kept("multiverse", "specifications")["cleaning"]) == {"on"}


def test_from_features_the_same_but_for_what_needs_text(study: Path, tmp_path: Path) -> None:
    run_study(study, only="multiverse")
    matched, whole = kept("contrasts", "matched_markers"), kept("multiverse", "specifications")
    tokens = fr.encode(fr.read_corpus(study.parent / "articles", documents=study.parent / "documents.csv"))
    found = fr.extract_features(tokens, [study.parent / "small.toml"], duplicates=fr.find_duplicates(tokens))
    fr.write_features(found, tmp_path / "features")
    change(study, 'source = "articles"', 'source = "../features"')
    plan = run_study(study, only="multiverse").plan
    pd.testing.assert_frame_equal(kept("contrasts", "matched_markers"), matched)
    whole = whole[(whole["cleaning"] == "on") & (whole["lexicon"] == "small 1.0.0+draft")]
    pd.testing.assert_frame_equal(
        kept("multiverse", "specifications").drop(columns="specification"),
        whole.drop(columns="specification").reset_index(drop=True),
    )
    assert not Path(".framing/small/versions/versions.parquet").exists()
    assert "cleaning and other lexicons in the multiverse" in needs_text(plan)
    ways = json.loads(Path(".framing/small/multiverse/one_way.json").read_bytes())
    assert "cleaning and other lexicons: these need the articles" in ways


def test_versions_are_matched_where_the_study_says_duplicates(study: Path) -> None:
    change(study, 'match = "event"', 'match = "duplicates"')
    run_study(study, only="contrasts")
    # each side repeats itself alone, so there is nothing to match
    assert "near-duplicates has articles of both" in Path(".framing/small/contrasts/no_match.txt").read_text()


def test_a_study_that_asks_for_none_of_it_has_none_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = write_study(tmp_path / "study")
    change(path, 'documents = "documents.csv"', 'documents = "documents.csv"\nnear_duplicates = "keep"')
    run_study(path, only="multiverse")
    made = {step: sorted(p.name for p in Path(f".framing/small/{step}").iterdir()) for step in STEPS[6:9]}
    assert all(files == ["parts.json"] for files in made.values())
    assert not list(Path(".framing/small/contrasts").glob("*match*"))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            'items = ["order"]',
            'items = ["ordre"]',
            r"study.toml:\d+: lexicon small has no marker 'ordre'; did you mean",
        ),
        ("min_hits = [1]", "min_hits = [0]", r"study.toml:\d+: multiverse.min_hits"),
        ("min_hits = [1]", "voices = []", "must name at least one way to choose"),
        ("min_hits = [1]", "min_hit = [1]", "there is no key 'multiverse.min_hit'; did you mean 'min_hits'"),
        ('match = "event"', 'match = "story"', "groups.match = 'story'"),
    ],
)
def test_what_can_not_be_asked_for_is_told_with_its_line(study: Path, old: str, new: str, message: str) -> None:
    change(study, old, new)
    with pytest.raises(StudyError, match=message):
        run_study(study)


def test_matching_by_an_event_that_no_column_tells_is_refused_before_the_work(study: Path) -> None:
    documents = study.parent / "documents.csv"
    documents.write_text(documents.read_text(encoding="utf-8").replace(",event", ",story"), encoding="utf-8")
    with pytest.raises(StudyError, match=r"study.toml:\d+: groups.match = 'event', and the documents have no column"):
        run_study(study)
    assert not Path(".framing/small/corpus").exists()
    change(study, 'documents = "documents.csv"', 'documents = "documents.csv"\nevent = "story"')
    assert run_study(study, only="corpus").made == ("corpus",)


def test_the_multiverse_alone_needs_no_other_step(study: Path) -> None:
    made = run_multiverse(study, items=["rights", "order"])
    assert sorted(p.name for p in Path(".framing/small").iterdir()) == ["corpus", "marks", "other_cleaning"]
    assert set(made.specifications["item"]) == {"rights", "order"}
    category = run_multiverse(study, items=["order"], level="category")
    assert (category.specifications["target_n"] >= category.specifications["reference_n"]).any()
    change(study, 'items = ["order"]', "items = []")
    with pytest.raises(InputError, match=r"which contrast\? Name markers or categories"):
        run_multiverse(study)


def test_the_main_specification_follows_the_study(study: Path) -> None:
    change(study, 'lexicons = ["small.toml"]', 'lexicons = ["small.toml"]\nvoices = ["own"]')
    change(study, 'documents = "documents.csv"', 'documents = "documents.csv"\nnear_duplicates = "drop"')
    run_study(study, only="multiverse")
    table = kept("multiverse", "specifications")
    own = table[table["main"]].iloc[0]
    assert (own.voices, own.duplicates, own.prior, own.cluster) == ("own", "drop", "none", "document")
    markers = kept("contrasts", "markers").set_index("item")
    assert own.estimate == markers.loc["order", "log_ratio"]
    ways = json.loads(Path(".framing/small/multiverse/one_way.json").read_bytes())
    assert any(why.startswith("min_hits") for why in ways)
