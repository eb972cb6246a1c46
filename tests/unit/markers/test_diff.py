import pandas as pd
from made_corpus import encoded

import framing as fr
from framing.markers.diff import changed_hits
from framing.markers.find import find_markers
from framing.markers.lexicon import Category, Lexicon, Marker

A, B = Category("a", "A", "d", ""), Category("b", "B", "d", "")


def made(*markers: Marker, categories: tuple[Category, ...] = (A, B), version: str = "1") -> Lexicon:
    return Lexicon("x", "en", version, "", categories, markers)


OLD = made(
    Marker("police", "a", ("police",)),
    Marker("secret", "a", ("secret", "fog"), ("secret ballot",)),
    Marker("gone", "b", ("mist",)),
    Marker("roams", "a", ("rain",)),
)
NEW = made(
    Marker("police", "a", ("police", "secret police")),
    Marker("secret", "a", ("secret",), ("secret ballot*", "secret ballot")),
    Marker("roams", "b", ("rain", "fog")),
    Marker("fresh", "b", ("haze",)),
    version="2",
)
TEXTS = (
    "The secret police came in the fog. No secret was kept from the police. Haze lay there.",
    "A secret ballot in the rain, and mist. The police saw fog.",
)


def rows(table: pd.DataFrame, *columns: str) -> list[tuple[object, ...]]:
    return list(zip(*(table[c].tolist() for c in columns), strict=True))


def test_equal_lexicons_have_no_changes() -> None:
    assert len(fr.diff_lexicons(OLD, OLD)) == 0
    assert len(fr.diff_lexicons(OLD, OLD, encoded(*TEXTS))) == 0


def test_what_is_added_removed_moved_and_changed_is_told() -> None:
    changes = fr.diff_lexicons(OLD, NEW)
    assert rows(changes, "change", "what", "category", "marker", "item", "before", "after") == [
        ("changed", "lexicon", "", "", "version", "1", "2"),
        ("removed", "marker", "b", "gone", "", "", ""),
        ("moved", "marker", "b", "roams", "", "a", "b"),
        ("added", "marker", "b", "fresh", "", "", ""),
        ("moved", "pattern", "b", "roams", "fog", "secret", "roams"),
        ("removed", "pattern", "b", "gone", "mist", "", ""),
        ("added", "pattern", "a", "police", "secret police", "", ""),
        ("added", "pattern", "b", "fresh", "haze", "", ""),
        ("added", "except", "a", "secret", "secret ballot*", "", ""),
    ]
    assert changes[["gained", "lost", "resized"]].isna().all(axis=None)


def test_categories_are_told_with_the_field_that_changed() -> None:
    new = made(*OLD.markers, categories=(Category("a", "Alpha", "d", "s"), B, Category("c", "C", "d", "")))
    assert rows(fr.diff_lexicons(OLD, new), "change", "what", "category", "item", "before", "after") == [
        ("changed", "category", "a", "label", "A", "Alpha"),
        ("changed", "category", "a", "source", "", "s"),
        ("added", "category", "c", "", "", ""),
    ]
    assert fr.diff_lexicons(new, OLD)["change"].tolist() == ["changed", "changed", "removed"]


def test_the_hits_gained_and_lost_are_counted_by_marker() -> None:
    changes = fr.diff_lexicons(OLD, NEW, encoded(*TEXTS))
    hits = changes[changes["what"] == "hits"]
    assert rows(hits, "marker", "before", "after", "gained", "lost", "resized") == [
        ("police", "3", "3", 0, 0, 1),
        ("secret", "4", "1", 0, 3, 0),
        ("gone", "1", "0", 0, 1, 0),
        ("roams", "1", "3", 2, 0, 0),
        ("fresh", "0", "1", 1, 0, 0),
    ]
    # What one side has more, the other has less.
    back = fr.diff_lexicons(NEW, OLD, encoded(*TEXTS))
    assert rows(back[back["what"] == "hits"].sort_values("marker"), "marker", "gained", "lost") == rows(
        hits.sort_values("marker"), "marker", "lost", "gained"
    )


def test_each_changed_hit_says_which_marker_has_its_words() -> None:
    tokens = encoded(*TEXTS)
    before, after = find_markers(tokens, OLD), find_markers(tokens, NEW)
    changed = changed_hits(before, after)
    assert rows(changed, "doc_id", "surface", "marker", "change", "other") == [
        ("d000", "secret", "secret", "lost", "police"),
        ("d000", "secret police", "police", "resized", "secret"),
        ("d000", "fog", "roams", "gained", "secret"),
        ("d000", "fog", "secret", "lost", "roams"),
        ("d000", "Haze", "fresh", "gained", ""),
        ("d001", "mist", "gone", "lost", ""),
        ("d001", "fog", "roams", "gained", "secret"),
        ("d001", "fog", "secret", "lost", "roams"),
    ]
    # The changes lead from the old hits to the new ones.
    sums = changed["change"].value_counts()
    assert len(after) - len(before) == sums["gained"] - sums["lost"]
