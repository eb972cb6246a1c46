import random
from collections import Counter

import numpy as np
import pandas as pd
import pytest
from made_corpus import Word, encoded, lexicon, words_of

from framing.corpus.tokens import Tokens
from framing.errors import InputError, TableError, UnknownNameError
from framing.markers.collocates import collocates
from framing.markers.find import find_markers
from framing.markers.near import Window, hits_near, near_words
from framing.schema import COLLOCATES, HITS

NODE = lexicon({"node": ["red sun"], "other": ["blue <1> moon", "green"]})


def table_of(*texts: str, **options: object) -> pd.DataFrame:
    tokens = encoded(*texts, clean=False)
    return collocates(find_markers(tokens, NODE), tokens, marker="node", **{"min_count": 1, **options})  # type: ignore[arg-type]


def near_of(*texts: str, **options: object) -> dict[str, int]:
    table = table_of(*texts, **options)
    return dict(zip(table["word"], table["n_near"], strict=True))


def test_words_up_to_the_window_are_near_and_the_markers_own_are_not() -> None:
    text = "a b c red sun d e f"
    assert near_of(text, window=2) == {"b": 1, "c": 1, "d": 1, "e": 1}
    assert near_of(text, window=2, side="left") == {"b": 1, "c": 1}
    assert near_of(text, window=1, side="right") == {"d": 1}


def test_a_window_ends_with_its_sentence() -> None:
    assert near_of("Far away. Then red sun came. Nobody saw it.") == {"then": 1, "came": 1}


def test_a_word_near_two_hits_counts_once() -> None:
    table = table_of("a red sun b red sun c", window=2)
    assert dict(zip(table["word"], table["n_near"], strict=True)) == {"a": 1, "b": 1, "c": 1}
    assert set(table["n_window"]) == {3}
    assert set(table["n_tokens"]) == {3}


def test_a_possessive_takes_no_place() -> None:
    assert near_of("red sun Kaldor's wide land", window=2) == {"kaldor": 1, "wide": 1}


def test_skipped_words_take_no_place_and_are_never_near() -> None:
    text = "A red sun rose over the hill.\n\nShare on Facebook\n"
    tokens = encoded(text)
    words = collocates(find_markers(tokens, NODE), tokens, marker="node", min_count=1, window=20)["word"].tolist()
    assert sorted(words) == ["a", "hill", "over", "rose", "the"]
    assert int(near_words(tokens, find_markers(tokens, NODE), Window(3)).every.sum()) == 5


def test_parts_are_counted_within_themselves() -> None:
    table = table_of("a red sun b", "c red sun b c", "b b b", by="group")  # documents 1 is state, 0 and 2 independent
    rows = {(r.group, r.word): (r.n_near, r.n_total, r.n_tokens) for r in table.itertuples()}
    assert rows == {
        ("independent", "a"): (1, 1, 5),
        ("independent", "b"): (1, 4, 5),
        ("state", "b"): (1, 1, 3),
        ("state", "c"): (2, 2, 3),
    }
    assert set(table_of("red sun a", by="outlet")["outlet"]) == {"o0"}


def test_documents_and_outlets_are_those_where_the_word_is_near() -> None:
    table = table_of("a red sun", "a red sun a", "b red sun", "x", "a red sun", min_count=2).set_index("word")
    assert table.loc["a", ["n_near", "n_documents", "n_outlets"]].tolist() == [4, 3, 2]


def test_only_hits_and_words_of_the_voice_are_taken() -> None:
    text = 'The red sun rose again. "The red sun sank low today over us all," Mira Stone said.'
    assert "sank" in near_of(text)
    assert "sank" not in near_of(text, voices=["own"])
    assert near_of(text, voices=["direct"], window=1) == {"the": 1, "sank": 1}


def test_attracted_words_come_first_and_words_kept_away_last() -> None:
    text = "kin red sun kin far. " * 30 + "far far far far. " * 60 + "mid red sun mid. mid."
    table = table_of(text, window=2)
    assert table["word"].iloc[0] == "kin"
    assert table["word"].iloc[-1] == "far"
    assert (table["n_near"] < table["expected"]).tolist() == [False, False, True]
    by_dice = table_of(text, window=2, measure="dice")["dice"].tolist()
    assert by_dice[:2] == sorted(by_dice[:2], reverse=True)


def test_rare_words_are_left_out() -> None:
    assert near_of("a red sun. a red sun. b red sun.", min_count=2) == {"a": 2}
    assert list(table_of("red sun", min_count=5).columns) == COLLOCATES.names


def naive_near(words: list[Word], hits: list[tuple[int, int]], width: int) -> tuple[Counter[str], Counter[str]]:
    sentence, places = 0, []
    for w in words:
        sentence += w.first
        if not w.skipped and w.form != "'s":
            places.append((w, sentence))
    own = {i for i, (w, _) in enumerate(places) if any(a <= w.start < b for a, b in hits)}
    near = set()
    for a, b in hits:
        inside = [i for i, (w, _) in enumerate(places) if a <= w.start < b]
        for i in (*range(inside[0] - width, inside[0]), *range(inside[-1] + 1, inside[-1] + 1 + width)):
            if 0 <= i < len(places) and places[i][1] == places[inside[0]][1] and i not in own:
                near.add(i)
    return (
        Counter(places[i][0].form.lower() for i in near),
        Counter(w.form.lower() for i, (w, _) in enumerate(places) if i not in own),
    )


def random_corpus(seed: int, cut: int | None = None) -> Tokens:
    draw = random.Random(seed)
    words = [
        "red sun",
        "red",
        "sun",
        "tide",
        "Tide's",
        "blue",
        "moon",
        "green",
        "stone",
        "stone.\n\nHill",
        "quay. Salt",
    ]
    return encoded(*(" ".join(draw.choices(words, k=draw.randint(1, 60))) for _ in range(9)), cut=cut, clean=False)


@pytest.mark.parametrize("seed", range(6))
def test_windows_are_those_of_a_plain_walk_through_the_words(seed: int) -> None:
    tokens = random_corpus(seed)
    hits = find_markers(tokens, NODE)
    hits = hits[hits["marker"] == "node"]
    counted = near_words(tokens, hits, Window(3))
    for row, words in enumerate(words_of(tokens)):
        own = hits[hits["doc_id"] == tokens.documents["doc_id"][row]]
        expected = naive_near(words, list(zip(own["start"], own["end"], strict=True)), 3)
        for table, counts in zip((counted.near, counted.every), expected, strict=True):
            line = table[[row]].toarray().ravel()
            assert {counted.words[i]: int(line[i]) for i in np.flatnonzero(line)} == dict(counts)


@pytest.mark.parametrize("cut", [1, 4])
def test_partitions_and_threads_change_nothing(cut: int) -> None:
    whole, parts = random_corpus(3), random_corpus(3, cut)
    tables = [
        collocates(find_markers(t, NODE), t, marker="node", min_count=1, by="outlet", workers=w)
        for t, w in ((whole, 1), (parts, 2))
    ]
    pd.testing.assert_frame_equal(*tables)
    shuffled = find_markers(whole, NODE).sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(
        collocates(shuffled, whole, marker="node", min_count=1),
        collocates(find_markers(whole, NODE), whole, marker="node", min_count=1),
    )


def test_other_hits_are_near_if_all_of_them_is() -> None:
    tokens = encoded("green a red sun b green c blue x moon", "green. Red sun", "blue sun moon red sun", clean=False)
    hits = find_markers(tokens, NODE, overlap="all")
    others = hits[hits["marker"] == "other"]
    found = others[hits_near(tokens, hits[hits["marker"] == "node"], others, Window(3))]
    assert found[["doc_id", "surface"]].values.tolist() == [
        ["d000", "green"],
        ["d000", "green"],
        ["d002", "blue sun moon"],
    ]
    found = others[hits_near(tokens, hits[hits["marker"] == "node"], others, Window(6, "right"))]
    assert found["surface"].tolist() == ["green", "blue x moon"]


def test_what_does_not_fit_is_refused_with_its_remedy() -> None:
    tokens = encoded("a red sun b green", clean=False)
    hits = find_markers(tokens, NODE)
    with pytest.raises(UnknownNameError, match="marker 'nodes' has no hit here; did you mean 'node'"):
        collocates(hits, tokens, marker="nodes")
    for options, message in (
        ({"measure": "log_likelyhood"}, "did you mean 'log_likelihood'"),
        ({"window": 0}, "window must be 1 or more words, not 0"),
        ({"side": "lefft"}, "did you mean 'left'"),
        ({"by": "city"}, "by must be group, outlet or None, not 'city'"),
        ({"min_count": 0}, "min_count must be 1 or more"),
        ({"voices": "own"}, "voices must be a list of own, direct, indirect"),
    ):
        with pytest.raises(InputError, match=message):
            collocates(hits, tokens, marker="node", **options)  # type: ignore[arg-type]
    stranger = HITS.frame({c: hits[c].replace("d000", "d001") if c == "doc_id" else hits[c] for c in HITS.names})
    with pytest.raises(TableError, match="document 'd001' is not in this corpus; did you mean 'd000'"):
        collocates(stranger, tokens, marker="node")
