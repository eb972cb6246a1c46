from collections import Counter
from pathlib import Path

import pandas as pd
import pytest
from made_corpus import encoded, words_of

from framing.corpus.features import Features, is_features, read_features, write_features
from framing.errors import CorpusError
from framing.markers.extract import extract_features
from framing.voice.words import MIN_SEGMENT, count_words, voice_tokens, word_matrix

TEXTS = [
    'Headline of the day\n\nThe so-called "civil society" groups of China\'s west met; hostile\rforces, he said, met'
    " too.\n\nShare this article",
    '=SUM(1) human\r\nrights and "quoted, words" here.\n\n@handle -minus \'quote',
    "Ông Lê nói: không có gì. According to Mira Talen, the hostile forces lied.",
    "...",
]


def made() -> Features:
    return extract_features(encoded(*TEXTS))


def test_features_come_back_as_they_were_written(tmp_path: Path) -> None:
    features = made()
    assert not is_features(tmp_path / "f")
    write_features(features, tmp_path / "f")
    assert is_features(tmp_path / "f")
    again = read_features(tmp_path / "f")
    for name in ("documents", "audit", "hits", "words"):
        pd.testing.assert_frame_equal(getattr(again, name), getattr(features, name))
    assert (again.language, again.lexicons, again.overlap) == (features.language, features.lexicons, features.overlap)
    assert any("\r" in s for s in again.hits["surface"])


def test_the_same_features_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_features(made(), tmp_path / name)
    write_features(read_features(tmp_path / "a"), tmp_path / "c")
    for file in sorted((tmp_path / "a").iterdir()):
        assert file.read_bytes() == (tmp_path / "b" / file.name).read_bytes()
        assert file.read_bytes() == (tmp_path / "c" / file.name).read_bytes()


@pytest.mark.parametrize("name", ["documents.csv", "audit.csv", "hits.csv", "words.csv"])
def test_an_altered_or_missing_file_is_an_error_that_names_it(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "f"
    write_features(made(), folder)
    with (folder / name).open("ab") as file:
        file.write(b"\n")
    with pytest.raises(CorpusError, match=f"{name}.*make the features again"):
        read_features(folder)
    (folder / name).unlink()
    with pytest.raises(CorpusError, match=f"{name}: missing"):
        read_features(folder)


@pytest.mark.parametrize(
    "card", [b"", b"[]", b'{"format": 1}', b"\xff", b'{"format": 99, "sha256": {}, "lexicons": []}']
)
def test_a_card_that_is_none_is_an_error(tmp_path: Path, card: bytes) -> None:
    write_features(made(), tmp_path / "f")
    (tmp_path / "f" / "features.json").write_bytes(card)
    with pytest.raises(CorpusError, match=r"features\.json"):
        read_features(tmp_path / "f")


def test_features_hold_no_order_of_words() -> None:
    words = made().words
    assert list(words) == ["doc_id", "segment", "voice", "word", "n"]
    keys = list(words[["doc_id", "segment", "word"]].itertuples(index=False, name=None))
    order = {"own": 0, "direct": 1, "indirect": 2}
    assert [(d, s, order[v], w) for (d, s, w), v in zip(keys, words["voice"])] == sorted(
        (d, s, order[v], w) for (d, s, w), v in zip(keys, words["voice"])
    )


def test_words_equal_a_recount_from_the_words_as_written() -> None:
    tokens = encoded(*TEXTS)
    expected: Counter[tuple[str, str]] = Counter()
    for doc_id, words in zip(tokens.documents["doc_id"], words_of(tokens)):
        for w in words:
            if not w.skipped and w.form.lower() not in ("'s", "’s"):
                expected[doc_id, w.form.lower().replace("’", "'")] += 1
    table = count_words(tokens).groupby(["doc_id", "word"])["n"].sum()
    assert table.to_dict() == dict(expected)
    sizes = voice_tokens(tokens)
    assert sizes.sum(axis=1).tolist() == tokens.documents["n_tokens"].tolist()


def test_a_recount_from_the_text_itself() -> None:
    text = "Peace and trade, trade and peace: PEACE.\n\n" + "War or peace? " * 10
    table = count_words(encoded(text)).groupby("word")["n"].sum().to_dict()
    lowered = text.lower()
    for mark in ",:.?\n":
        lowered = lowered.replace(mark, " ")
    assert table == dict(Counter(lowered.split()))


def segments(text: str) -> list[int]:
    words = count_words(encoded(text, clean=False))
    return words.groupby("segment")["n"].sum().tolist()


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ([25, 25], [25, 25]),
        ([5, 25], [30]),
        ([5, 15, 25], [20, 25]),
        ([25, 5], [30]),
        ([25, 5, 5, 30, 3], [25, 43]),
        ([3], [3]),
        ([3, 4], [7]),
        ([19, 19, 19], [57 - 19 + 19]),
        ([20, 20, 20], [20, 20, 20]),
    ],
)
def test_short_paragraphs_join_the_next_and_the_last_joins_the_one_before(
    sizes: list[int], expected: list[int]
) -> None:
    assert MIN_SEGMENT == 20
    assert segments("\n\n".join(" ".join(["word"] * n) + "." for n in sizes)) == expected


def test_segments_never_span_documents() -> None:
    words = count_words(encoded("short one.", "short two.", "word " * 30))
    assert words.groupby("doc_id")["segment"].nunique().tolist() == [1, 1, 1]
    assert words["segment"].tolist() == [0] * len(words)


def test_the_matrix_is_the_same_from_text_and_from_features() -> None:
    known = encoded(*TEXTS, cut=2)
    features = extract_features(known)  # after which the counts of each voice are known
    for unit in ("document", "segment"):
        for voices in (None, ["own"], ["direct", "indirect"]):
            c = word_matrix(known, unit=unit, voices=voices)
            tokens = encoded(*TEXTS, cut=2)
            a, b = (word_matrix(s, unit=unit, voices=voices) for s in (tokens, features))
            assert a.words == b.words
            assert (a.counts != b.counts).nnz == (a.counts != c.counts).nnz == 0
            assert a.document.tolist() == b.document.tolist()
            assert a.segment.tolist() == b.segment.tolist()
