"""What versions of one text cut, added and changed."""

from __future__ import annotations

import pandas as pd
import pytest
from made_corpus import encoded, lexicon

import framing as fr
from framing.errors import InputError, TableError
from framing.schema_robust import VERSIONS

FIRST = (
    "The harbour council met on Monday evening. Dockers had asked for new lamps on the pier since spring. "
    "The minister spoke of hostile forces behind the strike. A court will hear the case of the union in May. "
    "Nobody was hurt."
)
SECOND = (
    "A court will hear the case of the union in May. The harbour council met on Tuesday evening. "
    "Dockers had asked for new lamps on the pier since spring. Union members called the talks a farce without end. "
    "Nobody was hurt."
)


def clusters(n: int = 2) -> pd.DataFrame:
    ids = [f"d{i:03d}" for i in range(n)]
    columns: dict[str, object] = {
        "cluster": [1] * n, "doc_id": ids, "outlet": [f"o{i % 3}" for i in range(n)],
        "group": ["independent", "state", "independent"][:n], "date": [""] * n, "n_tokens": [0] * n,
        "original": ["d000"] * n, "similarity": [1.0] * n, "containment": [1.0] * n, "repeats": [""] * n,
    }  # fmt: skip
    return pd.DataFrame(columns)


def told(table: pd.DataFrame, texts: dict[str, str]) -> list[tuple[str, str, str]]:
    return [
        (str(r.doc_id), str(r.kind), texts[str(r.doc_id)][r.start : r.end])
        for r in table.itertuples()  # type: ignore[misc]
    ]


def test_each_sentence_is_kept_changed_cut_or_added_and_offsets_are_exact() -> None:
    tokens = encoded(FIRST, SECOND, clean=False)
    hits = fr.find_markers(tokens, lexicon({"hostile_forces": ["hostile forces"], "union": ["union"]}))
    table = fr.compare_versions(tokens, clusters(), hits=hits)
    VERSIONS.check(table)
    texts = {"d000": FIRST, "d001": SECOND}
    assert told(table, texts) == [
        ("d000", "changed", "The harbour council met on Monday evening"),
        ("d000", "kept", "Dockers had asked for new lamps on the pier since spring"),
        ("d000", "cut", "The minister spoke of hostile forces behind the strike"),
        ("d000", "kept", "A court will hear the case of the union in May"),  # moved, so not cut
        ("d000", "kept", "Nobody was hurt"),
        ("d001", "kept", "A court will hear the case of the union in May"),
        ("d001", "changed", "The harbour council met on Tuesday evening"),
        ("d001", "kept", "Dockers had asked for new lamps on the pier since spring"),
        ("d001", "added", "Union members called the talks a farce without end"),
        ("d001", "kept", "Nobody was hurt"),
    ]
    # what a sentence answers to, by its offsets in the other text
    for row in table.itertuples():
        if row.kind in ("kept", "changed"):
            other = texts[str(row.other)][int(row.other_start) : int(row.other_end)]  # type: ignore[arg-type]
            own = texts[str(row.doc_id)][row.start : row.end]  # type: ignore[misc]
            assert (other == own) is (row.kind == "kept")
        else:
            assert pd.isna(row.other_start)
            assert pd.isna(row.other_end)
    assert table["n_shared"].tolist() == [6, 11, 0, 11, 3, 11, 6, 11, 0, 3]
    assert table.loc[table["kind"] == "cut", "markers"].tolist() == ["hostile_forces"]
    assert table.loc[table["kind"] == "added", "markers"].tolist() == ["union"]
    for doc, own in table.groupby("doc_id"):
        assert own["n_tokens"].sum() == len(texts[str(doc)].split())
        assert own["first_token"].tolist() == [0, *own["n_tokens"].cumsum()[:-1]]


def test_case_and_punctuation_do_not_count_as_a_change() -> None:
    one = "Nobody knew when the last boat would come back to the pier."
    other = "NOBODY knew, when the last boat would come back to the pier!"
    assert set(fr.compare_versions(encoded(one, other, clean=False), clusters())["kind"]) == {"kept"}


def test_skipped_passages_take_no_part() -> None:
    tail = "\n\nShare on Facebook\n"
    tokens = encoded(FIRST + tail, FIRST)
    table = fr.compare_versions(tokens, clusters())
    assert set(table["kind"]) == {"kept"}


def test_later_versions_are_each_compared_with_the_earliest() -> None:
    table = fr.compare_versions(encoded(FIRST, SECOND, FIRST, clean=False), clusters(3))
    pairs = table[table["version"] == "later"][["other", "doc_id"]].drop_duplicates()
    assert pairs.values.tolist() == [["d000", "d001"], ["d000", "d002"]]
    assert set(table.loc[table["other"] == "d002", "kind"]) == {"kept"}


def test_partitions_do_not_matter() -> None:
    pd.testing.assert_frame_equal(
        fr.compare_versions(encoded(FIRST, SECOND, FIRST, clean=False), clusters(3)),
        fr.compare_versions(encoded(FIRST, SECOND, FIRST, clean=False, cut=1), clusters(3)),
    )


def test_a_stricter_measure_finds_fewer_sentences_again() -> None:
    tokens = encoded(FIRST, SECOND, clean=False)
    strict = fr.compare_versions(tokens, clusters(), alike=1.0)
    assert "changed" not in set(strict["kind"])
    with pytest.raises(InputError, match="alike must be above 0 and at most 1"):
        fr.compare_versions(tokens, clusters(), alike=0)
    with pytest.raises(InputError, match="run must be at least 1 word"):
        fr.compare_versions(tokens, clusters(), run=0)


def test_clusters_of_another_corpus_are_refused() -> None:
    with pytest.raises(TableError, match="document 'd002' is not in this corpus"):
        fr.compare_versions(encoded(FIRST, SECOND), clusters(3))


def test_without_near_duplicates_the_table_is_empty() -> None:
    table = fr.compare_versions(encoded(FIRST, SECOND), clusters().head(0))
    assert list(table) == VERSIONS.names
    assert table.empty
