"""Samples to code: proportional, seeded, blind, and ready for annotation tools."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from coding_example import tokens

import framing as fr
from framing.coding.annotation import doccano_lines, inception_documents
from framing.errors import InputError, TableError
from framing.schema import HITS


def made_hits(sizes: dict[tuple[str, str, str], int]) -> pd.DataFrame:
    """HITS of strata (group, category, voice) of these sizes."""
    rows = [key for key, n in sizes.items() for _ in range(n)]
    n = len(rows)
    data: dict[str, object] = {name: [""] * n for name in HITS.names}
    data |= {name: [0] * n for name in ("paragraph", "sentence")}
    data |= {"start": list(range(n)), "end": list(range(3, n + 3)), "marker": ["m"] * n, "doc_id": ["d"] * n}
    data |= {"scare_quoted": [False] * n, "negated": [False] * n}
    data |= {name: [r[i] for r in rows] for i, name in enumerate(("group", "category", "voice"))}
    return HITS.frame(data)


SIZES = {("state", "a", "own"): 600, ("state", "b", "own"): 300, ("other", "a", "direct"): 97, ("other", "a", "own"): 3}


def test_strata_are_drawn_in_proportion() -> None:
    drawn = fr.sample_hits(made_hits(SIZES), n=100, seed=1)
    counts = drawn.groupby(["group", "category", "voice"]).size().to_dict()
    assert counts == {("state", "a", "own"): 60, ("state", "b", "own"): 30, ("other", "a", "direct"): 10}
    assert (drawn["stratum_drawn"] == [counts[k] for k in zip(drawn["group"], drawn["category"], drawn["voice"])]).all()


def test_the_draw_hangs_on_the_seed_and_not_on_the_order() -> None:
    hits = made_hits(SIZES)
    first = fr.sample_hits(hits, n=50, seed=1)
    shuffled = hits.sample(frac=1, random_state=2)
    pd.testing.assert_frame_equal(first, fr.sample_hits(shuffled, n=50, seed=1))
    assert set(first["start"]) != set(fr.sample_hits(hits, n=50, seed=2)["start"])


def test_every_hit_of_a_stratum_is_as_likely() -> None:
    hits = made_hits({("g", "c", "own"): 20})
    times = np.zeros(20)
    for seed in range(100):
        times[fr.sample_hits(hits, n=5, seed=seed)["start"]] += 1
    assert times.min() > 8
    assert times.max() < 45


def test_more_than_there_are_and_strange_strata_are_refused() -> None:
    hits = made_hits({("g", "c", "own"): 3})
    with pytest.raises(InputError, match="4 hits were asked for and there are 3"):
        fr.sample_hits(hits, n=4, seed=1)
    with pytest.raises(TableError, match=r"no column 'voices' .* did you mean 'voice'"):
        fr.sample_hits(hits, n=1, seed=1, strata=["voices"])
    assert len(fr.sample_hits(hits, n=3, seed=1)) == 3


@pytest.fixture
def drawn(tmp_path: Path) -> tuple[pd.DataFrame, fr.Tokens]:
    path = tmp_path / "l.toml"
    path.write_text(
        '[lexicon]\nname = "l"\nlanguage = "en"\nversion = "1"\ndescription = "d"\n[categories.c]\nlabel = "C"\n'
        'definition = "d"\nsource = "own"\n[categories.c.markers]\nunion = ["union"]\nreform = ["reform"]\n',
        encoding="utf-8",
    )
    encoded = tokens(tmp_path)
    return fr.sample_hits(fr.find_markers(encoded, fr.read_lexicon(path)), n=4, seed=1), encoded


def test_the_sheet_tells_nothing_of_what_framing_says(drawn: tuple[pd.DataFrame, fr.Tokens], tmp_path: Path) -> None:
    sheet = fr.coding_sheet(*drawn)
    for name in ("voice", "scare_quoted", "negated", "stance", "note"):
        assert set(sheet[name]) == {""}
    assert not {"source", "cue", "group", "outlet"} & set(sheet.columns)
    first = sheet.iloc[0]
    assert (first["left"], first["surface"], first["right"][:7]) == ("The", "union", "marched")
    assert set(fr.coding_sheet(drawn[0])["left"]) == {""}
    sheet["voice"] = "own"
    path = tmp_path / "codes.csv"
    sheet.to_csv(path, index=False)
    assert len(fr.validate(path, drawn[1]).cases) == 4


def test_doccano_gets_a_document_a_line_with_the_places_as_spans(drawn: tuple[pd.DataFrame, fr.Tokens]) -> None:
    lines = [json.loads(line) for _, line in doccano_lines(*drawn)]
    assert [line["doc_id"] for line in lines] == ["north", "south", "west"]
    spans = [line["text"][a:b] for line in lines for a, b, label in line["label"] if label == "marker"]
    assert sorted(spans) == ["reform", "reform", "union", "union"]


def test_inception_gets_uima_json_with_utf16_offsets(tmp_path: Path) -> None:
    text = "\U0001f40b\U0001f40b The union marched.\n"
    (tmp_path / "t.txt").write_text(text, encoding="utf-8")
    encoded = fr.encode(fr.read_corpus(tmp_path / "t.txt"))
    sample = pd.DataFrame({"doc_id": ["t.txt"], "start": [7], "end": [12]})
    assert text[7:12] == "union"
    ((_, line),) = inception_documents(sample, encoded)
    cas = json.loads(line)
    span = next(s for s in cas["%FEATURE_STRUCTURES"] if s["%TYPE"] == "webanno.custom.Framing")
    raw = text.encode("utf-16-le")
    assert raw[2 * span["begin"] : 2 * span["end"]].decode("utf-16-le") == "union"
    assert span["%ID"] in cas["%VIEWS"]["_InitialView"]["%MEMBERS"]
