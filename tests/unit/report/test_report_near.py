"""What stands around markers and names of actors, in the report."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import report_example as example

from framing.report import Results, write_report
from framing.report.near import near_exhibits
from framing.report.results import Near
from framing.schema import ACTOR_CONTRAST, ACTOR_NAMES

HOSTILE = "<script>alert(1)</script> $x_1$ \\input{x}"


def actors(results: Results, *, actor: str = "the union") -> tuple[pd.DataFrame, pd.DataFrame]:
    sides = (results.design.target, results.design.reference)
    design = results.design
    shared = {"actor": actor, "target": sides[0], "reference": sides[1], "voice": "all", "cluster": design.cluster}
    shared |= {"n_clusters_target": 4, "n_clusters_reference": 4, "p_floor": 0.03, "method": "made"}
    counts = {"the union": (8, 2), "strikers": (2, 8)}
    rows = [
        {"name": name, "surfaces": name.title(), "target_n": a, "reference_n": b, "target_actor_n": 10}
        | {"reference_actor_n": 10, "target_share": a / 10, "reference_share": b / 10, "difference": (a - b) / 10}
        | {"ci_low": (a - b) / 10 - 0.2, "ci_high": (a - b) / 10 + 0.2, "p": 0.03, "q": 0.03}
        for name, (a, b) in counts.items()
    ]
    contrast = ACTOR_CONTRAST.frame({c: [(row | shared)[c] for row in rows] for c in ACTOR_CONTRAST.names})
    shares = [
        {"actor": actor, "name": name, "level": level, "group": side, "outlet": outlet, "n": n[k], "n_actor": 10}
        | {"share": n[k] / 10, "ci_low": np.nan, "ci_high": np.nan, "n_documents": 2, "cluster": "outlet"}
        | {"n_clusters": 4}
        for k, side in enumerate(sides)
        for level, outlet in (("group", ""), ("outlet", f"Gazette {k}"))
        for name, n in counts.items()
    ]
    return ACTOR_NAMES.frame({c: [row[c] for row in shares] for c in ACTOR_NAMES.names}), contrast


def with_near(results: Results, *, actor: str = "the union", label: str = "Hedges") -> Results:
    kinds = results.categories.assign(kind="category", around="human_rights")
    words = results.words.assign(kind="word", around="human_rights")
    shares, contrast = actors(results, actor=actor)
    labels = {str(kinds["item"].iloc[0]): label}
    near = Near(
        around=pd.concat([kinds, words], ignore_index=True),
        actor_shares=shares,
        actor_contrast=contrast,
        silent=("no word stands near 'order' in the documents of 'x'",),
        labels=labels,
        lexicon="stance-en 1.0.0",
        window=7,
        min_count=4,
        min_docs=2,
    )
    return replace(results, near=near)


def test_the_report_has_both_parts_with_their_figures_tables_and_methods(tmp_path: Path) -> None:
    results = with_near(example.make_results())
    write_report(results, tmp_path)
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    for anchor in ('id="around"', 'href="#around"', 'id="actors"', 'href="#actors"', 'id="table-actor-names"'):
        assert anchor in page
    assert "no word stands near &#39;order&#39; in the documents of &#39;x&#39;." in page
    for name in ("around", "actor_names"):
        assert (tmp_path / "figures" / f"{name}.svg").is_file()
    table = pd.read_csv(tmp_path / "tables" / "around.csv")
    assert len(table) == len(results.near.around)  # type: ignore[arg-type]
    assert list(table.columns[-2:]) == ["kind", "around"]
    assert len(pd.read_csv(tmp_path / "tables" / "actor_shares.csv")) == 8
    appendix = (tmp_path / "appendix.tex").read_text(encoding="utf-8")
    assert all(f"\\input{{tables/{name}.tex}}" in appendix for name in ("around", "actor_names", "actor_shares"))
    methods = (tmp_path / "methods.md").read_text(encoding="utf-8")
    assert "up to 7 words before and after each hit" in methods
    assert "alias table of the study file" in methods


def test_without_them_the_report_says_nothing_of_them(tmp_path: Path) -> None:
    write_report(example.make_results(), tmp_path)
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert 'id="around"' not in page
    assert 'id="actors"' not in page
    assert not list((tmp_path / "tables").glob("actor*"))
    assert "alias table" not in (tmp_path / "methods.md").read_text(encoding="utf-8")


def test_shares_are_shown_in_per_cent_and_kept_as_shares() -> None:
    made = near_exhibits(with_near(example.make_results()))
    shown = made["actor_names"].shown
    assert shown is not None
    assert shown["target_share"].tolist() == [80.0, 20.0]
    assert made["actor_names"].table["target_share"].tolist() == [0.8, 0.2]
    assert made["actor_shares"].shown is not None
    assert made["actor_shares"].shown["outlet"].tolist() == ["Gazette 0"] * 2 + ["Gazette 1"] * 2


def test_kinds_come_before_words_and_both_are_told_apart() -> None:
    shown = near_exhibits(with_near(example.make_results()))["around"].shown
    assert shown is not None
    words = shown["what"].str.startswith("\u201c")
    assert not words.iloc[0]
    assert words.iloc[-1]
    assert words.sum() <= 16
    assert "Hedges" in set(shown["what"])
    assert set(shown["near_marker"]) == {"human rights"}


def test_where_no_claim_is_possible_no_q_is_shown() -> None:
    results = with_near(example.make_results())
    near = results.near
    few = replace(near, around=near.around.assign(p_floor=0.2), actor_contrast=near.actor_contrast.assign(p_floor=0.2))  # type: ignore[union-attr]
    made = near_exhibits(replace(results, near=few))
    for name in ("around", "actor_names"):
        assert "q" not in made[name].columns
        assert "No p or q: the smallest possible p is 0.2" in made[name].notes


def test_names_from_a_study_file_stay_text(tmp_path: Path) -> None:
    write_report(with_near(example.make_results(), actor=HOSTILE, label=HOSTILE), tmp_path)
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "<script" not in example.without_scripts(page)
    assert "&lt;script&gt;alert(1)" in page
    for name in ("around", "actor_names"):
        tex = (tmp_path / "tables" / f"{name}.tex").read_text(encoding="utf-8")
        assert "\\input{x}" not in tex
        assert "$x_1$" not in tex
