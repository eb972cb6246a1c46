"""The five articles that the project was made to analyse: their offsets, furniture and features.

The articles are third-party text and not carried here; the tests skip where they are absent. Nothing here quotes them.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import pytest
from made_corpus import shared

from framing.corpus.duplicates import find_duplicates
from framing.corpus.encode import encode
from framing.corpus.features import read_features, write_features
from framing.corpus.read import read_corpus
from framing.corpus.tokens import Tokens
from framing.markers.extract import extract_features
from framing.markers.find import find_markers
from framing.markers.kwic import kwic
from framing.markers.lexicon import read_lexicon

CARD = Path(__file__).parents[2] / "seeds" / "vietnam_rights"

FURNITURE = [
    ("vn-indep-cooperate", 7128, 7151, "credit"),
    ("vn-indep-cooperate", 7153, 7296, "furniture"),
    ("vn-indep-directive24", 5010, 5018, "byline"),
    ("vn-indep-directive24", 5020, 5044, "furniture"),
    ("vn-state-civicus", 10129, 10135, "furniture"),
    ("vn-state-civicus", 10142, 10153, "furniture"),
    ("vn-state-diplomacy", 11944, 12027, "related_links"),
    ("vn-state-diplomacy", 12028, 12118, "related_links"),
    ("vn-state-diplomacy", 12119, 12258, "related_links"),
    ("vn-state-diplomacy", 12259, 12329, "related_links"),
    ("vn-state-diplomacy", 12330, 12419, "related_links"),
    ("vn-state-diplomacy", 12420, 12444, "credit"),
    ("vn-state-diplomacy", 12445, 12469, "credit"),
]
CAPTIONS = {
    (495, 621): "7a9acc3ea59e666651d866cde3fcd245f45f74c8c437f623d3f61fd4a98fc6b5",
    (3474, 3619): "65ade265daeeaae680a5aafe9569b258b9620f34b70c2afaee1fdb178ab73e05",
    (7545, 7616): "b4a70a91367b1c1632ccf980e61c502c929635e4bc009564b3dc09c3eda01012",
}
"""The Vietnamese captions of the article in English: start and end -> SHA-256 of the passage in UTF-8."""


@cache
def tokens() -> Tokens:
    """The articles, encoded."""
    return encode(read_corpus(shared("seeds"), documents=CARD / "documents.csv"))


def texts() -> dict[str, str]:
    files = tokens().documents.set_index("doc_id")["file"]
    return {doc_id: shared("seeds", file).read_bytes().decode("utf-8") for doc_id, file in files.items()}


@pytest.mark.parametrize("overlap", ["longest", "all", "category"])
def test_every_hit_stands_in_the_file_where_it_says(overlap: str) -> None:
    received = texts()
    assert len(received) == 5
    hits = find_markers(tokens(), read_lexicon("framing.en"), overlap=overlap)  # type: ignore[arg-type]
    assert set(hits["doc_id"]) == set(received)
    for hit in hits.itertuples():
        assert received[hit.doc_id][hit.start : hit.end] == hit.surface
    for line in kwic(hits, tokens(), width=6).itertuples():
        squeezed = "".join((line.left + line.surface + line.right).split())
        assert squeezed in "".join(received[line.doc_id].split())


def test_the_furniture_is_skipped_and_nothing_else() -> None:
    audit = tokens().audit
    rest = audit[audit["reason"] != "other_language"]
    assert list(rest[["doc_id", "start", "end", "reason"]].itertuples(index=False, name=None)) == FURNITURE


def test_the_three_vietnamese_captions_are_skipped() -> None:
    audit = tokens().audit
    found = audit[audit["reason"] == "other_language"]
    assert set(found["rule"]) == {"vi"}
    assert set(found["doc_id"]) == {"vn-state-diplomacy"}
    text = texts()["vn-state-diplomacy"]
    spans = list(zip(found["start"], found["end"], strict=True))
    assert {s: hashlib.sha256(text[s[0] : s[1]].encode()).hexdigest() for s in spans} == CAPTIONS


def test_no_hit_touches_what_is_skipped() -> None:
    hits = find_markers(tokens(), read_lexicon("framing.en"), overlap="all")
    for gone in tokens().audit.itertuples():
        mine = hits[hits["doc_id"] == gone.doc_id]
        assert not ((mine["start"] < gone.end) & (mine["end"] > gone.start)).any()


def test_the_files_are_those_that_the_features_were_made_from() -> None:
    committed = read_features(CARD / "features").documents.set_index("doc_id")["sha256"]
    assert tokens().documents.set_index("doc_id")["sha256"].to_dict() == committed.to_dict()


@pytest.mark.parametrize("partition_bytes", [8_000_000, 1])
def test_features_from_the_text_equal_the_committed_ones_byte_for_byte(tmp_path: Path, partition_bytes: int) -> None:
    corpus = read_corpus(shared("seeds"), documents=CARD / "documents.csv", partition_bytes=partition_bytes)
    tokens = encode(corpus, workers=2)
    features = extract_features(tokens, duplicates=find_duplicates(tokens))
    write_features(features, tmp_path / "features")
    made, committed = (
        {p.name: p.read_bytes() for p in sorted(folder.iterdir())}
        for folder in (tmp_path / "features", CARD / "features")
    )
    assert made.keys() == committed.keys()
    for name, data in made.items():
        same = data == committed[name]
        assert same, (
            f"{name} differs from seeds/vietnam_rights/features: was the engine changed? make the features again"
        )


def test_the_committed_features_carry_no_running_text() -> None:
    features = read_features(CARD / "features")
    assert features.hits["surface"].str.split().str.len().max() <= 12
    keys = ["doc_id", "segment", "voice", "word"]
    assert not features.words.duplicated(keys).any()
    assert features.words[keys[:2]].equals(features.words.sort_values(keys[:2], kind="stable")[keys[:2]])
