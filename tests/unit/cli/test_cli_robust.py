"""versions, multiverse and keyness --match on the command line."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pandas as pd

NIGHT = "The flood took the old pier and two boats at night."
HURT = "Nobody was hurt in the town that night, said the guard."
ROWS = "id,outlet,group,event,text\n" + "".join(
    f'{i},{outlet},{group},{event},"{text}"\n'
    for i, outlet, group, event, text in (
        ("a1", "Agency", "state", "flood", f"{NIGHT} The guard kept order and spoke of human rights. {HURT}"),
        ("b1", "Banner", "state", "flood", f"{NIGHT} {HURT} Lamps were lit."),
        ("c1", "Wave", "independent", "flood", "Dockers carried stones and asked for human rights on the pier."),
        (
            "d1",
            "Docket",
            "independent",
            "trial",
            "A judge will hear the dockers. Lawyers filed the case in the spring.",
        ),
    )
)


def table(text: str) -> pd.DataFrame:
    return pd.read_csv(io.StringIO(text))


def test_versions_prints_what_was_cut_and_added(here: Path, framing: Any) -> None:
    (here / "articles.csv").write_text(ROWS, encoding="utf-8")
    done = framing("versions", "articles.csv", "--changes", "--figure", "pair.svg")
    assert done.code == 0
    got = table(done.out)
    assert got[["doc_id", "kind"]].values.tolist() == [["a1", "cut"], ["b1", "added"]]
    assert (here / "pair.svg").is_file()
    (here / "one.csv").write_text("\n".join(ROWS.splitlines()[:2]) + "\n", encoding="utf-8")
    done = framing("versions", "one.csv")
    assert (done.code, len(table(done.out))) == (0, 0)
    assert "no article repeats another" in done.err
    assert framing("versions", "articles.csv", "--figure", "pair.gif").code == 2


def test_keyness_matches_by_a_column_or_by_versions(here: Path, framing: Any) -> None:
    (here / "articles.csv").write_text(ROWS, encoding="utf-8")
    sides = ("--target", "state", "--reference", "independent", "--min-count", "1", "--min-docs", "1")
    got = table(framing("keyness", "articles.csv", *sides, "--match", "event").out)
    assert set(got["n_events"]) == {1}
    assert set(got["n_events_reference_only"]) == {1}
    done = framing("keyness", "articles.csv", *sides, "--match", "evnt")
    assert done.code == 1
    assert "the documents have no such column; did you mean 'event'?" in done.err
    done = framing("keyness", "articles.csv", *sides, "--match", "duplicates")
    assert done.code == 1
    assert "no cluster of near-duplicates has articles of both" in done.err


def test_multiverse_prints_specifications_or_choices(here: Path, framing: Any) -> None:
    (here / "articles.csv").write_text(ROWS, encoding="utf-8")
    (here / "study.toml").write_text(
        '[study]\nname = "harbour"\nseed = 1\n[corpus]\nsource = "articles.csv"\n'
        '[groups]\ntarget = "state"\nreference = "independent"\n[contrast]\npermutations = 99\n',
        encoding="utf-8",
    )
    done = framing("multiverse", "study.toml")
    assert done.code == 1
    assert "which contrast? Name markers or categories" in done.err
    done = framing("multiverse", "study.toml", "--item", "human_rihgts")
    assert done.code == 1
    assert "no marker 'human_rihgts'; did you mean 'human_rights'" in done.err
    done = framing("multiverse", "study.toml", "--item", "human_rights", "--figure", "curve.svg")
    assert done.code == 0
    assert set(table(done.out)["item"]) == {"human_rights"}
    assert "left out: lexicon: one way alone" in done.err
    assert (here / "curve.svg").is_file()
    done = framing("multiverse", "study.toml", "--level", "category", "--item", "rights_freedoms", "--what", "choices")
    assert set(table(done.out)["choice"]) >= {"voices", "prior"}
