"""Suggestions of new patterns: what was planted near a category is suggested, what a marker takes is not."""

import random
import tomllib
from pathlib import Path

import pandas as pd
import pytest
from made_corpus import encoded, lexicon
from near_example import FILLERS, corpus_of

from framing.contrasts.suggest import suggest_patterns, toml_lines
from framing.corpus.tokens import Tokens
from framing.errors import InputError
from framing.markers.find import find_markers
from framing.markers.lexicon import read_lexicon
from framing.markers.near import Window, near_each, near_words, pairs_near_each
from framing.schema import SUGGESTIONS

LEXICON = lexicon({"rights.rights": ["human rights"], "order.order": ["order", "calm street*"]})


def article(draw: random.Random, state: bool) -> str:
    """Near rights stand dignity and "fair trials", near order stand patrols; the state side has harvests."""
    out = []
    for _ in range(8):
        a, b, c = (draw.choice(FILLERS) for _ in range(3))
        out += [
            f"The {a} of human rights, dignity and fair trials.",
            f"The order of patrols and calm streets by the {b}.",
        ]
        out += [f"One {c} {'harvest' if state else 'petition'} and the {a} there."]
    return " ".join(out)


@pytest.fixture(scope="module")
def tokens() -> Tokens:
    return corpus_of(article, outlets=3, each=4)


@pytest.fixture(scope="module")
def found(tokens: Tokens) -> pd.DataFrame:
    return suggest_patterns(tokens, LEXICON, target="state", reference="independent", top=4)


def patterns(table: pd.DataFrame, **where: str) -> list[str]:
    for column, value in where.items():
        table = table[table[column] == value]
    return table["pattern"].tolist()


def test_what_stands_near_a_category_is_suggested_for_it(found: pd.DataFrame) -> None:
    SUGGESTIONS.check(found)
    assert patterns(found, category="rights") == ["dignity", "fair", "trials", "fair trials"]
    assert patterns(found, category="order") == ["patrols"]
    row = found[found["pattern"] == "fair trials"].iloc[0]
    assert (row["n"], row["n_near"], row["n_documents"], row["examples"]) == (192, 192, 24, "fair trials")


def test_words_that_one_side_prefers_are_suggested_without_a_category(found: pd.DataFrame) -> None:
    assert patterns(found, side="state")[0] == "harvest"
    assert patterns(found, side="independent")[0] == "petition"
    assert set(found[found["found_by"] == "keyness"]["category"]) == {""}


def test_what_a_marker_takes_is_not_suggested(tokens: Tokens, found: pd.DataFrame) -> None:
    words = {w for p in found["pattern"] for w in p.split()}
    assert not words & {"human", "rights", "order", "calm", "streets", "the", "and"}
    wider = lexicon({"rights.rights": ["human rights", "dignit*"], "order.order": ["order", "calm street*"]})
    assert "dignity" not in patterns(suggest_patterns(tokens, wider), category="rights")
    assert "fair" in patterns(suggest_patterns(tokens, wider), category="rights")


def test_too_little_evidence_gives_no_suggestion(tokens: Tokens) -> None:
    assert not len(suggest_patterns(tokens, LEXICON, min_count=1000))
    assert not len(suggest_patterns(tokens, LEXICON, min_docs=25))
    assert len(suggest_patterns(tokens, LEXICON, top=1)) == 3
    assert toml_lines(suggest_patterns(tokens, LEXICON, min_count=1000)) == ""


def test_the_lines_make_a_lexicon_that_can_be_read(found: pd.DataFrame, tmp_path: Path) -> None:
    text = toml_lines(found)
    assert text.startswith("# [categories.rights.markers]\ndignity = ")
    assert "# no category yet: key words of state\nharvest = " in text
    head = '[lexicon]\nname = "x"\nlanguage = "en"\nversion = "1"\n[categories.a]\nlabel = "A"\ndefinition = "d"\n'
    (tmp_path / "new.toml").write_text(f"{head}[categories.a.markers]\n{text}", encoding="utf-8")
    assert [m.patterns[0] for m in read_lexicon(tmp_path / "new.toml").markers] == found["pattern"].tolist()


def test_ids_of_lines_are_plain_and_used_once() -> None:
    table = pd.DataFrame(
        [("a", p, "collocates", "", 9, 9, 3, 20.0, p) for p in ("dân chủ", "dân chủ", "新闻", "24 hours", "l'état")],
        columns=SUGGESTIONS.names,
    )
    assert list(tomllib.loads(toml_lines(table))) == ["dan_chu", "dan_chu_2", "new", "new_2", "l_etat"]


def test_pairs_are_neighbours_without_punctuation_between() -> None:
    tokens = encoded("A red sun, low moon. Low moon rose. Low moon-rose red sun.", clean=False)
    hits = find_markers(tokens, lexicon({"node": ["red sun"]}))
    (pairs,) = pairs_near_each(tokens, [hits], Window(4), taken=hits)
    total = dict(zip(pairs.words, pairs.every.sum(axis=0).tolist(), strict=True))
    near = dict(zip(pairs.words, pairs.near.sum(axis=0).tolist(), strict=True))
    assert total == {"low moon": 3, "moon rose": 2}
    assert near == {"low moon": 2, "moon rose": 1}


def test_groups_are_counted_as_each_alone(tokens: Tokens) -> None:
    hits = find_markers(tokens, LEXICON)
    rights = hits[hits["category"] == "rights"]
    one, both = near_each(tokens, [rights, hits], Window(3), taken=hits)
    assert (one.near.sum(axis=0) <= both.near.sum(axis=0)).all()
    assert (both.near != near_words(tokens, hits, Window(3)).near).nnz == 0


def test_options_that_cannot_be_are_refused(tokens: Tokens) -> None:
    with pytest.raises(InputError, match="top must be 1 or more, not 0"):
        suggest_patterns(tokens, LEXICON, top=0)
    with pytest.raises(InputError, match="both or not at all"):
        suggest_patterns(tokens, LEXICON, target="state")
