import unicodedata

import numpy as np
import pandas as pd
import pytest
from made_corpus import encoded, hits_of, lexicon

from framing.errors import LexiconError, TableError
from framing.markers.count import count_markers
from framing.markers.find import find_markers
from framing.schema import HITS, PLACES


@pytest.mark.parametrize(
    ("text", "pattern", "found"),
    [
        ("Hostile forces and hostile FORCE.", "hostile force*", ["Hostile forces", "hostile FORCE"]),
        ("hostile-force; hostile\nforces", "hostile force*", ["hostile-force", "hostile\nforces"]),
        ("hostile \r\n - forces", "hostile force*", ["hostile \r\n - forces"]),
        ("hostile\u00a0forces hostile\u2011forces", "hostile-forces", ["hostile\u00a0forces", "hostile\u2011forces"]),
        ("hostile, forces", "hostile force*", []),
        ("hostile. Forces", "hostile force*", []),
        ("hostile\n\nforces", "hostile force*", []),
        ('hostile "forces"', "hostile force*", []),
        ("hostile (foreign) forces", "hostile forces", []),
        ("hostile (foreign) forces", "hostile <1> forces", ["hostile (foreign) forces"]),
        ("hostile, foreign, armed forces", "hostile <2> forces", ["hostile, foreign, armed forces"]),
        ("hostile, foreign, armed forces", "hostile <1> forces", []),
        ("hostile forces", "hostile <3> forces", ["hostile forces"]),
        ("hostile men. Foreign forces", "hostile <5> forces", []),
        ("hostile men\n\nforeign forces", "hostile <5> forces", []),
        ("plot plots plotter plot1 2plot", "plot*", ["plot", "plots", "plotter"]),
        ("man men min mn moon", "m?n", ["man", "men", "min"]),
        ("unionise unionize", "unioni?e", ["unionise", "unionize"]),
        ("NGO ngo NGOs Ngo", "=NGO|NGOs", ["NGO", "NGOs"]),
        ("China's people, China people", "china people", ["China people"]),
        ("the people's will, the people’s will", "people's will", ["people's will", "people’s will"]),
        ("workers' rights, workers’ rights", "workers' rights", ["workers' rights", "workers’ rights"]),
        ("workers rights", "workers' rights", ["workers rights"]),
        ("VIETNAM'S army", "vietnam", ["VIETNAM"]),
        ("n'est n’est", "n’est", ["n'est", "n’est"]),
        ("Người ta", "người", ["Người"]),
        ("सरकारों ने", "सरकार*", ["सरकारों"]),
        ("السلطات", "السلط*", ["السلطات"]),
        ("İstanbul ISTANBUL", "i?tanbul", ["ISTANBUL"]),
        ("İstanbul", "İstanbul", ["İstanbul"]),
        ("Straße", "STRAßE", ["Straße"]),
        ("hos\u00adtile for\u200dces", "hostile forces", ["hos\u00adtile for\u200dces"]),
        ("N\u00adGO", "=NGO", ["N\u00adGO"]),
        ("the U.S. law", "u.s. law", ["U.S. law"]),
    ],
)
def test_what_a_pattern_finds(text: str, pattern: str, found: list[str]) -> None:
    assert hits_of(text, pattern) == found


def test_decomposed_vietnamese_is_found_and_its_surface_is_as_written() -> None:
    text = unicodedata.normalize("NFD", "Các thế lực thù địch.")
    assert hits_of(text, "thế lực thù địch", language="vi") == [unicodedata.normalize("NFD", "thế lực thù địch")]


MARKERS = {
    "x.security": ["security"],
    "x.national_security": ["national security"],
    "y.nation": ["national"],
    "y.council": ["security council"],
    "y.again": ["national security"],
}


@pytest.mark.parametrize(
    ("overlap", "found"),
    [
        ("longest", ["national_security"]),
        ("category", ["national_security", "again"]),
        ("all", ["national_security", "again", "nation", "council", "security"]),
    ],
)
def test_overlap(overlap: str, found: list[str]) -> None:
    tokens = encoded("the national security council", clean=False)
    hits = find_markers(tokens, lexicon(MARKERS), overlap=overlap)  # type: ignore[arg-type]
    assert hits["marker"].tolist() == found


def test_leftmost_goes_before_longest_and_the_file_decides_between_equals() -> None:
    tokens = encoded("a b c d", clean=False)
    made = lexicon({"late": ["b c d"], "early": ["a b"], "same": ["a b"]})
    assert find_markers(tokens, made)["marker"].tolist() == ["early"]


def test_one_marker_is_hit_once_by_two_patterns_that_match_the_same_words() -> None:
    tokens = encoded("hostile forces", clean=False)
    assert len(find_markers(tokens, lexicon({"m": ["hostile force*", "hostile forces"]}), overlap="all")) == 1


def test_a_hit_inside_an_exception_is_dropped_and_only_of_its_own_marker() -> None:
    tokens = encoded("A plot of land. A plot against him. Plot of lands.", clean=False)
    hits = find_markers(tokens, lexicon({"plot": (["plot*"], ["plot of land"]), "other": ["land*"]}))
    assert hits["surface"].tolist() == ["land", "plot", "Plot", "lands"]
    crossing = encoded("b a c", clean=False)
    kept = lexicon({"m": (["a c"], ["b a"])})
    assert find_markers(crossing, kept)["surface"].tolist() == ["a c"]  # not inside: it reaches beyond


def test_a_shorter_marker_takes_the_place_of_a_longer_one_that_is_excepted() -> None:
    tokens = encoded("national security council", clean=False)
    made = lexicon({"long": (["national security"], ["national security council"]), "short": ["security"]})
    assert find_markers(tokens, made)["marker"].tolist() == ["short"]


PROSE = "The ministry published the decree on Monday and the union asked for a debate in the assembly."


def test_skipped_text_gives_no_hit_and_a_match_that_touches_it_none() -> None:
    text = f"Headline\n\n{PROSE}\n\nRead more: hostile forces\n\n{PROSE} function a(){{ hostile }} forces"
    assert hits_of(text, "hostile forces", "hostile", clean=True) == []
    assert hits_of(text, "hostile forces", clean=False) == ["hostile forces"]
    assert hits_of(text, "forces", clean=True) == ["forces"]


def test_columns_say_where_the_hit_stands() -> None:
    text = f'Plot Foiled\n\n{PROSE} A plot.\n\nNo. A plot "plot".'
    tokens = encoded("A plot first.", text)
    hits = HITS.check(find_markers(tokens, lexicon({"c.plot": ["plot"]})))
    assert list(hits) == HITS.names
    assert hits["doc_id"].tolist() == ["d000"] + ["d001"] * 4
    assert hits["paragraph"].tolist() == [0, 0, 1, 2, 2]
    assert hits["sentence"].tolist() == [0, 0, 2, 4, 4]
    assert hits["zone"].tolist() == ["body", "headline", "lead", "body", "body"]
    for doc_id, start, end, surface in hits[["doc_id", "start", "end", "surface"]].itertuples(index=False):
        assert tokens.text(int(doc_id[1:]))[start:end] == surface


def test_no_hit_gives_an_empty_table_of_the_contract() -> None:
    for texts in (["nothing here"], ["..."], ["", ""]):
        hits = find_markers(encoded(*texts), lexicon({"m": ["plot"]}))
        assert len(hits) == 0
        assert list(hits) == HITS.names


def test_an_unknown_overlap_is_an_error() -> None:
    with pytest.raises(ValueError, match="overlap must be one of longest, all, category, not 'none'"):
        find_markers(encoded("x"), lexicon({"m": ["x"]}), overlap="none")  # type: ignore[arg-type]


def test_partitions_and_threads_change_nothing() -> None:
    texts = [f"He said {'so ' * (i % 3)}called plots. A plot of {i}." for i in range(9)]
    made = lexicon({"m": ["plot*"], "n": ["so called <1> plot*"]})
    expected = find_markers(encoded(*texts), made)
    assert len(expected) > 9
    for cut in (1, 2, 5):
        for workers in (1, 2):
            pd.testing.assert_frame_equal(find_markers(encoded(*texts, cut=cut), made, workers=workers), expected)


def test_many_marks_and_many_hits_stay_in_order() -> None:
    text = "plot, " * 3_000
    hits = find_markers(encoded(text), lexicon({"m": ["plot"]}))
    assert len(hits) == 3_000
    assert (np.diff(hits["start"]) > 0).all()


def test_a_lexicon_of_another_language_is_refused() -> None:
    with pytest.raises(LexiconError, match=r"the corpus is in 'vi' and lexicon 'test' in 'en'.*not compared across"):
        find_markers(encoded("Các thế lực.", language="vi"), lexicon({"m": ["plot"]}))


@pytest.mark.parametrize("cut", [1, 2])
def test_without_voice_the_other_columns_are_the_same(cut: int) -> None:
    texts = [
        "“Đảng” said hostile\u00a0forces left.",
        "Nothing here.",
        "",
        "He met «hostile» forces; the Đảng’s hostile-forces.",
    ]
    tokens = encoded(*texts, cut=cut)
    made = lexicon({"m0": ["hostile force*"], "m1": ["Đảng"], "m2": ["đảng's <2> forces"]})
    hits, places = find_markers(tokens, made, overlap="all"), find_markers(tokens, made, overlap="all", voice=False)
    assert places["surface"].tolist() == [
        "Đảng",
        "hostile\u00a0forces",
        "Đảng’s hostile-forces",
        "Đảng",
        "hostile-forces",
    ]
    pd.testing.assert_frame_equal(places, hits[PLACES.names])
    with pytest.raises(TableError, match="'voice' is missing"):
        count_markers(places, tokens, made)


def test_without_voice_and_without_hits_the_table_is_empty() -> None:
    tokens = encoded("Nothing here.")
    for patterns in ({}, {"m0": ["hostile forces"]}):
        places = find_markers(tokens, lexicon(patterns), voice=False)
        assert list(places.columns) == PLACES.names
        assert not len(PLACES.check(places))
