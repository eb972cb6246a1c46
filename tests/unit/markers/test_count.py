import pytest
from made_corpus import encoded, lexicon

from framing.errors import FramingError
from framing.markers.count import count_markers
from framing.markers.extract import extract_features
from framing.markers.find import find_markers
from framing.markers.lexicon import read_lexicon
from framing.schema import COUNTS

TEXTS = ['A plot. He said that the plot "was a plot of theirs" indeed.', "Nothing.", "Plots and plots, China's."]
LEXICON = lexicon({"x.plot": ["plot*"], "y.never": ["never"]})


def test_one_row_a_document_marker_and_voice_with_zeros_kept() -> None:
    tokens = encoded(*TEXTS)
    hits = find_markers(tokens, LEXICON)
    counts = COUNTS.check(count_markers(hits, tokens, LEXICON))
    assert list(counts) == [*COUNTS.names, "lang"]
    assert len(counts) == 3 * 2 * 3
    assert counts["doc_id"].tolist() == [d for d in tokens.documents["doc_id"] for _ in range(6)]
    assert counts["item"].tolist() == ["plot"] * 3 + ["never"] * 3 + (["plot"] * 3 + ["never"] * 3) * 2
    assert counts["voice"].tolist() == ["own", "direct", "indirect"] * 6
    assert counts["n_hits"].sum() == len(hits) == 5
    assert counts.loc[counts["item"] == "never", "n_hits"].eq(0).all()


def test_sizes_are_the_unskipped_words_of_the_document_and_add_up_over_voices() -> None:
    tokens = encoded(*TEXTS)
    counts = count_markers(find_markers(tokens, LEXICON), tokens, LEXICON)
    for doc_id, size in zip(tokens.documents["doc_id"], tokens.documents["n_tokens"], strict=True):
        mine = counts[(counts["doc_id"] == doc_id) & (counts["item"] == "plot")]
        assert mine["n_tokens"].eq(size).all()
        assert mine["n_tokens_voice"].sum() == size
    assert tokens.documents["n_tokens"].tolist() == [13, 1, 4]


def test_counts_by_voice_equal_the_hits() -> None:
    tokens = encoded(*TEXTS)
    hits = find_markers(tokens, LEXICON)
    counts = count_markers(hits, tokens, LEXICON)
    for voice, n in hits["voice"].value_counts().items():
        assert counts.loc[counts["voice"] == voice, "n_hits"].sum() == n


def test_the_same_from_features() -> None:
    tokens = encoded(*TEXTS)
    made = read_lexicon("framing.en")
    features = extract_features(tokens)
    assert count_markers(features.hits, features, made).equals(count_markers(features.hits, tokens, made))


def test_hits_of_another_corpus_are_refused() -> None:
    hits = find_markers(encoded(*TEXTS), LEXICON)
    with pytest.raises(FramingError, match="'d002'"):
        count_markers(hits, encoded("one", "two"), LEXICON)
