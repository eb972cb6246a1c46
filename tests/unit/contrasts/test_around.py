"""What stands around a marker: planted differences are found, none where there are none."""

import random

import numpy as np
import pandas as pd
import pytest
from made_corpus import lexicon
from near_example import FILLERS, corpus_of

from framing.contrasts.around import around
from framing.contrasts.contrast import compare
from framing.corpus.tokens import Tokens
from framing.errors import InputError, UnknownNameError
from framing.figures import plot_contrast
from framing.markers.count import count_markers
from framing.markers.find import find_markers
from framing.schema import CONTRAST

MARKERS = lexicon({"rights": ["human rights"], "river": ["river"]})
STANCE = lexicon({"hedges.perhaps": ["perhaps", "may <1> be"], "praise.good": ["good"], "blame.bad": ["bad"]})
SIDES = {"target": "state", "reference": "independent", "seed": 3}


def sentences(draw: random.Random, near: list[str], far: list[str], *, n: int = 12) -> str:
    """Sentences with the marker between one word of `near`, and as many without it holding one of `far`."""
    out = []
    for _ in range(n):
        a, b, c, d = (draw.choice(FILLERS) for _ in range(4))
        out.append(f"The {a} {draw.choice(near)} human rights {b} here.")
        out.append(f"The {c} {draw.choice(far)} {d} there.")
    return " ".join(out)


def planted(draw: random.Random, state: bool) -> str:
    """The marker is as frequent on both sides, and so are good and bad; near the marker they are not."""
    kind, unkind = ["good"] * 6 + ["bad", "old", "old"], ["bad"] * 6 + ["good", "old", "old"]
    return sentences(draw, kind, unkind) if state else sentences(draw, unkind, kind)


def null(draw: random.Random, _state: bool) -> str:
    return sentences(draw, ["good", "bad", "old"], ["good", "bad", "old"])


def looked(tokens: Tokens, **options: object) -> pd.DataFrame:
    hits = find_markers(tokens, MARKERS)
    return around(hits, tokens, **{"marker": "rights", "lexicon": STANCE, "window": 4, **SIDES, **options})  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def found() -> tuple[Tokens, pd.DataFrame]:
    tokens = corpus_of(planted)
    return tokens, looked(tokens)


def test_a_planted_difference_around_a_marker_is_found(found: tuple[Tokens, pd.DataFrame]) -> None:
    _, table = found
    rows = table.set_index(["kind", "item"])
    for kind, praise, blame in (("category", "praise", "blame"), ("word", "good", "bad")):
        assert rows.loc[(kind, praise), "ci_low"] > 1
        assert rows.loc[(kind, blame), "ci_high"] < -1
        assert rows.loc[(kind, [praise, blame]), "q"].max() < 0.05
    assert table["item"][table["kind"] == "word"].tolist()[0] == "good"
    assert table["item"].tolist()[-1] == "bad"


def test_it_is_no_difference_of_the_whole_articles(found: tuple[Tokens, pd.DataFrame]) -> None:
    tokens, _ = found
    counts = count_markers(find_markers(tokens, STANCE), tokens, STANCE)
    whole = compare(counts, level="category", **SIDES).set_index("item")  # type: ignore[arg-type]
    assert abs(whole.loc["praise", "log_ratio"]) < 0.2
    assert whole["q"].min() > 0.05


def test_nothing_is_found_where_there_is_nothing() -> None:
    table = looked(corpus_of(null))
    assert not (table["q"] < 0.05).any()
    assert set(table["kind"]) == {"category", "word"}


def test_the_table_is_a_contrast_of_the_words_near_the_marker(found: tuple[Tokens, pd.DataFrame]) -> None:
    _, table = found
    CONTRAST.check(table)
    assert list(table.columns) == [*CONTRAST.names, "kind", "around"]
    assert table["item"].tolist()[:3] == ["hedges", "praise", "blame"]
    # 6 outlets of 6 articles of 12 sentences, each with five words about the marker: the, two fillers, the word, here
    assert set(table["target_tokens"]) == set(table["reference_tokens"]) == {6 * 6 * 12 * 5}
    assert set(table["denominator"]) == {"all words within 4 of rights"}
    assert set(table["cluster"]) == {"outlet"}
    assert set(table["around"]) == {"rights"}
    first = table.set_index(["kind", "item"])
    assert (
        first.loc[("category", "praise"), ["target_n", "reference_n"]]
        == first.loc[("word", "good"), ["target_n", "reference_n"]]
    ).all()
    figure = plot_contrast(table[table["kind"] == "category"])
    assert "Rates are relative to all words within 4 of rights." in vars(figure)["framing_caption"]


def test_markers_of_the_lexicon_can_be_the_kinds(found: tuple[Tokens, pd.DataFrame]) -> None:
    tokens, table = found
    fine = looked(tokens, level="marker")
    assert fine["item"].tolist()[:3] == ["perhaps", "good", "bad"]
    assert fine["category"].tolist()[:3] == ["hedges", "praise", "blame"]
    shared = ["target_n", "reference_n", "log_ratio", "p"]
    pd.testing.assert_frame_equal(fine[shared][:3], table[shared][:3])


def test_one_side_of_the_marker_and_one_voice() -> None:
    def write(draw: random.Random, state: bool) -> str:
        said = "good" if state else "bad"
        return (
            f'The bad human rights good. "Here {said} human rights go on for us all today," Mira Stone said. '
            * draw.randint(2, 4)
        )

    tokens = corpus_of(write)
    left = looked(tokens, side="left", window=1, voices=["own"]).set_index("item")
    assert left.loc["blame", "target_tokens"] == left.loc["blame", "target_n"]
    assert left.loc["praise", "target_n"] == left.loc["praise", "reference_n"] == 0
    assert set(left["voice"]) == {"own"}
    assert set(left["denominator"]) == {"words within 1 before rights in own voice"}
    direct = looked(tokens, side="left", window=1, voices=["direct"]).set_index("item")
    assert direct.loc["praise", "reference_n"] == direct.loc["blame", "target_n"] == 0
    assert direct.loc["praise", "target_n"] == direct.loc["praise", "target_tokens"] > 0


def test_documents_without_the_marker_are_no_draws() -> None:
    tokens = corpus_of(lambda draw, state: planted(draw, state) if draw.random() < 0.5 else "The road is long. ")
    table = looked(tokens, cluster="document")
    n = find_markers(tokens, MARKERS).drop_duplicates("doc_id")["group"].value_counts()
    assert set(table["n_clusters_target"]) == {n["state"]}
    assert set(table["n_clusters_reference"]) == {n["independent"]}


def test_swapping_the_sides_changes_signs_only(found: tuple[Tokens, pd.DataFrame]) -> None:
    tokens, table = found
    other = looked(tokens, target="independent", reference="state")
    a, b = (t.set_index(["kind", "item"]).sort_index() for t in (table, other))
    np.testing.assert_allclose(a["log_ratio"], -b["log_ratio"])
    np.testing.assert_allclose(a["p"], b["p"])


def test_what_does_not_fit_is_refused_with_its_remedy(found: tuple[Tokens, pd.DataFrame]) -> None:
    tokens, _ = found
    with pytest.raises(UnknownNameError, match="marker 'right' has no hit here; did you mean 'rights'"):
        looked(tokens, marker="right")
    with pytest.raises(UnknownNameError, match="no document has group 'sate'; did you mean 'state'"):
        looked(tokens, target="sate")
    with pytest.raises(InputError, match="level must be category or marker"):
        looked(tokens, level="kategory")
    with pytest.raises(InputError, match="the articles are in 'en' and lexicon 'test' in 'vi'"):
        looked(tokens, lexicon=lexicon({"a": ["b"]}, language="vi"))
    with pytest.raises(InputError, match="no word stands near 'rights' in direct voice in the documents of 'state'"):
        looked(tokens, voices=["direct"])
    one_sided = corpus_of(lambda draw, state: "A long river ran here." if state else "No water.")
    with pytest.raises(InputError, match="no word stands near 'river' in the documents of 'independent'"):
        looked(one_sided, marker="river")
