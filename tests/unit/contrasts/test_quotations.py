"""Who is quoted by whom: counted by hand."""

import pandas as pd
import pytest

from framing.contrasts.cue_kinds import KINDS, kind_of
from framing.contrasts.quotations import quotations, source_key
from framing.errors import InputError
from framing.schema import HITS
from framing.schema_voice import QUOTATIONS

ROWS = [
    ("s1", "Gazette", "state", "direct", "The BBC", "falsely claims"),
    ("s1", "Gazette", "state", "indirect", "BBC", "said"),
    ("s2", "Herald", "state", "indirect", "the BBC’s", "alleged"),
    ("s2", "Herald", "state", "own", "", "not"),
    ("s2", "Herald", "state", "direct", "", ""),
    ("i1", "Lantern", "independent", "indirect", "BBC", "According to"),
    ("i1", "Lantern", "independent", "direct", "Minister Selk", "claimed"),
    ("i2", "Lantern", "independent", "indirect", "Minister Selk", "pointed out"),
]


@pytest.fixture(scope="module")
def hits() -> pd.DataFrame:
    rows = [
        (d, o, g, "2024", "body", 0, 0, i, i + 1, "x", "alpha", "alphas", v, False, False, "relay", source, cue)
        for i, (d, o, g, v, source, cue) in enumerate(ROWS)
    ]
    return HITS.frame({name: [row[i] for row in rows] for i, name in enumerate(HITS.names)})


def test_sources_are_counted_by_group(hits: pd.DataFrame) -> None:
    table = quotations(hits)
    QUOTATIONS.check(table)
    assert table["n"].sum() == 7
    bbc = table.set_index(["group", "source"]).loc[("state", "BBC")]
    assert bbc[["n", "n_direct", "n_indirect", "n_documents"]].tolist() == [3, 1, 2, 2]
    assert bbc[["n_neutral", "n_doubting", "n_endorsing", "n_other"]].tolist() == [1, 2, 0, 0]
    assert bbc["cues"] == "alleged (1), falsely claims (1), said (1)"
    assert (table[[f"n_{k}" for k in KINDS]].sum(axis=1) == table["n"]).all()
    unnamed = table[table["source"] == ""]
    assert unnamed[["group", "n", "n_other"]].values.tolist() == [["state", 1, 1]]


def test_by_outlet_the_same_source_is_a_row_each(hits: pd.DataFrame) -> None:
    table = quotations(hits, by="outlet")
    bbc = table[table["source"].str.contains("BBC")]
    assert bbc[["outlet", "n"]].values.tolist() == [["Lantern", 1], ["Gazette", 2], ["Herald", 1]]


def test_the_lists_do_not_overlap_and_a_verb_is_of_one_kind_whoever_says_it() -> None:
    from framing.contrasts.cue_kinds import _LISTS

    for lists in _LISTS.values():
        words = [word for kind in lists.values() for word in kind]
        assert len(words) == len(set(words))
        assert all(kind_of(word, "en") == kind for kind, own in _LISTS["en"].items() for word in own)
    assert kind_of("vu cáo", "vi") == "doubting"
    assert kind_of("said", "xx") == "other"


def test_different_names_stay_apart() -> None:
    assert len({source_key(s) for s in ("Mr Lam", "To Lam", "the minister", "Ministers")}) == 4
    assert source_key("«An Ninh»", "vi") == "an ninh"


def test_another_split_is_refused(hits: pd.DataFrame) -> None:
    with pytest.raises(InputError, match="by must be group or outlet, not 'marker'"):
        quotations(hits, by="marker")  # type: ignore[arg-type]
    assert quotations(hits.iloc[:0]).empty
