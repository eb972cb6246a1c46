"""Near-duplicates planted in generated texts, and none where nothing was planted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from made_corpus import encoded, made_corpus

import framing as fr
from framing.corpus.duplicates import bands, candidates, find_duplicates, name_originals
from framing.corpus.tokens import Tokens
from framing.errors import InputError, NeedsTextError

NEWSROOM = Path(__file__).parents[3] / "seeds" / "newsroom"
VOCABULARY = np.array([f"word{i}" for i in range(4000)])
CHANCES = 1 / np.arange(3, 4003)  # as words of a language: few are frequent, most are rare


def prose(rng: np.random.Generator, n: int = 400) -> list[str]:
    return [str(w) for w in rng.choice(VOCABULARY, n, p=CHANCES / CHANCES.sum())]


def changed(words: list[str], rng: np.random.Generator, share: float) -> list[str]:
    """Other words in the places of this share of them, spread at random."""
    out = list(words)
    for i in rng.choice(len(words), round(share * len(words)), replace=False):
        out[i] = f"other{rng.integers(10_000)}"
    return out


def tokens_of(texts: list[str], *, cut: int | None = None, **columns: list[str]) -> Tokens:
    corpus = made_corpus(texts, cut=cut)
    return fr.encode(replace(corpus, documents=corpus.documents.assign(**columns)), clean=False)


def pairs(table: pd.DataFrame) -> set[tuple[str, str]]:
    copies = table[table["doc_id"] != table["original"]]
    return set(zip(copies["original"], copies["doc_id"], strict=True))


def planted(share: float, n: int = 120, copies: int = 40) -> tuple[list[str], set[tuple[str, str]]]:
    """n texts, the last of them copies of the first with a share of their words changed; and which copy which."""
    rng = np.random.default_rng(7)
    articles = [prose(rng) for _ in range(n - copies)]
    articles += [changed(articles[i], rng, share) for i in range(copies)]
    return [" ".join(a) for a in articles], {(f"d{i:03d}", f"d{n - copies + i:03d}") for i in range(copies)}


def test_every_copy_with_a_tenth_of_its_words_changed_is_found_and_nothing_else() -> None:
    texts, true = planted(0.1)
    found = find_duplicates(tokens_of(texts))
    assert pairs(found) == true
    copies = found[found["doc_id"] != found["original"]]
    # A run of five keeps its words with a chance of 0.9 ** 5 = 0.59, so the index is near 0.59 / (2 - 0.59).
    assert copies["similarity"].mean() == pytest.approx(0.42, abs=0.03)
    assert copies["containment"].mean() == pytest.approx(0.59, abs=0.03)


def test_three_words_in_ten_changed_at_random_leave_no_near_duplicate_unless_runs_are_shorter() -> None:
    texts, true = planted(0.3)
    assert find_duplicates(tokens_of(texts)).empty
    assert pairs(find_duplicates(tokens_of(texts), run=3, min_similarity=0.12)) == true


def test_no_pair_is_found_in_texts_that_share_their_vocabulary_only() -> None:
    rng = np.random.default_rng(3)
    assert find_duplicates(tokens_of([" ".join(prose(rng)) for _ in range(150)])).empty
    assert list(find_duplicates(encoded("One text alone."))) == fr.find_duplicates(encoded("", "")).columns.tolist()


def test_a_text_with_a_paragraph_less_keeps_what_is_left_of_it() -> None:
    rng = np.random.default_rng(5)
    parts = [" ".join(prose(rng, 100)) for _ in range(4)]
    table = find_duplicates(tokens_of(["\n\n".join(parts), "\n\n".join(parts[:3])])).set_index("doc_id")
    assert table.loc["d001", "similarity"] == pytest.approx(0.75, abs=0.01)
    assert table.loc["d001", "containment"] == pytest.approx(1, abs=0.001)


def test_similarity_and_containment_are_those_of_the_runs_themselves() -> None:
    rng = np.random.default_rng(11)
    a = prose(rng, 60)
    b = a[:45] + prose(rng, 40)
    table = find_duplicates(tokens_of([" ".join(a), " ".join(b)])).set_index("doc_id")
    runs = [{tuple(w[i : i + 5]) for i in range(len(w) - 4)} for w in (a, b)]
    shared = len(runs[0] & runs[1])
    assert table.loc["d001", "similarity"] == pytest.approx(shared / len(runs[0] | runs[1]))
    assert table.loc["d001", "containment"] == pytest.approx(shared / len(runs[1]))


def test_every_pair_that_a_comparison_of_all_with_all_finds_is_found() -> None:
    rng = np.random.default_rng(13)
    articles = [prose(rng, 120)]
    for _ in range(80):
        base = articles[rng.integers(len(articles))]
        articles.append(prose(rng, 120) if rng.random() < 0.4 else changed(base, rng, float(rng.uniform(0, 0.2))))
    runs = [{tuple(w[i : i + 5]) for i in range(len(w) - 4)} for w in articles]
    cluster = list(range(len(articles)))
    for i in range(len(articles)):
        for j in range(i):
            if len(runs[i] & runs[j]) / len(runs[i] | runs[j]) >= 0.3:
                cluster = [cluster[j] if c == cluster[i] else c for c in cluster]
    texts = [" ".join(a) for a in articles]
    found = find_duplicates(tokens_of(texts))
    true = {frozenset(k for k, c in enumerate(cluster) if c == name) for name in cluster}
    made = {frozenset(int(i[1:]) for i in part["doc_id"]) for _, part in found.groupby("cluster")}
    assert made == {part for part in true if len(part) > 1}
    for seed in (2, 3):
        pd.testing.assert_frame_equal(find_duplicates(tokens_of(texts), seed=seed), found)


def test_letter_case_punctuation_and_skipped_furniture_make_no_difference() -> None:
    rng = np.random.default_rng(17)
    words = prose(rng, 80)
    plain = "A headline of today\n\n" + " ".join(words) + ".\n"
    other = "A HEADLINE of today\n\n" + ", ".join(w.title() for w in words) + "!\n\nShare this article"
    table = find_duplicates(encoded(plain, other))
    assert table["similarity"].tolist() == [1, 1]


def test_short_texts_are_repeats_only_word_for_word() -> None:
    table = find_duplicates(
        encoded("Fog over the harbour", "Fog over the Harbour.", "Fog over the old harbour", "", "")
    )
    assert pairs(table) == {("d000", "d001")}
    assert table["similarity"].tolist() == [1, 1]


def test_the_original_is_the_earliest_and_a_coarse_date_is_not_taken_for_an_early_one() -> None:
    rng = np.random.default_rng(19)
    text = " ".join(prose(rng))
    for dates, first in {
        ("2024-03-02", "2024-03-01", "2024-03-03"): "d001",
        ("2024-03", "2024-03-09", ""): "d001",
        ("", "2024", "2023-12"): "d002",
        ("", "", ""): "d000",
    }.items():
        table = find_duplicates(tokens_of([text] * 3, date=list(dates)))
        assert table["original"].unique().tolist() == [first], dates
        assert table["doc_id"].iloc[0] == first


def test_an_outlets_own_repeats_are_told_from_copies_elsewhere() -> None:
    rng = np.random.default_rng(23)
    story = prose(rng, 300)
    longer = story + prose(rng, 400)  # most of it is new: no repeat of its outlet's first
    texts = [" ".join(w) for w in (story, story, changed(story, rng, 0.02), longer, story)]
    table = find_duplicates(
        tokens_of(texts, outlet=["A", "B", "A", "A", ""], date=[f"2024-01-0{i}" for i in range(1, 6)])
    ).set_index("doc_id")
    assert table["cluster"].tolist() == [1] * 5
    assert table["repeats"].to_dict() == {"d000": "", "d001": "", "d002": "d000", "d003": "", "d004": ""}


def test_a_large_group_of_the_same_is_one_cluster() -> None:
    rng = np.random.default_rng(29)
    story = prose(rng, 100)
    texts = [" ".join([*story, f"number{i}"]) for i in range(700)] + [" ".join(story)] * 300
    table = find_duplicates(tokens_of(texts))
    assert table["cluster"].tolist() == [1] * 1000


def test_partitions_threads_and_order_make_no_difference() -> None:
    texts, _ = planted(0.08, n=60, copies=20)
    tokens = tokens_of(texts)
    whole = find_duplicates(tokens)
    assert len(whole) == 40
    pd.testing.assert_frame_equal(find_duplicates(tokens_of(texts, cut=7), workers=3), whole)
    backwards = find_duplicates(tokens_of(texts[::-1], date=[f"{2000 + i}" for i in range(60, 0, -1)]))
    renamed = {f"d{59 - i:03d}": f"d{i:03d}" for i in range(60)}
    assert {tuple(renamed[i] for i in pair) for pair in pairs(backwards)} == pairs(whole)


def test_other_documents_beside_a_pair_do_not_change_what_is_said_of_it() -> None:
    texts, _ = planted(0.1, n=60, copies=20)
    alone = find_duplicates(tokens_of([texts[3], texts[43]]))
    beside = find_duplicates(tokens_of(texts)).set_index("doc_id").loc["d043"]
    assert alone["similarity"].iloc[1] == beside["similarity"]


def test_a_pair_just_alike_enough_is_overlooked_once_in_ten_thousand() -> None:
    for similarity in (0.1, 0.3, 0.5, 0.9):
        assert (1 - similarity**2) ** bands(similarity) <= 1.0001e-4


def test_no_documents_give_no_candidates() -> None:
    assert candidates(np.zeros((0, 128), np.uint32), 64, 0.3).shape == (0, 2)


@pytest.mark.parametrize("value", [0, -1, 1.01])
def test_a_similarity_out_of_range_is_an_error(value: float) -> None:
    with pytest.raises(InputError, match="min_similarity must be above 0 and at most 1, it is"):
        find_duplicates(encoded("One."), min_similarity=value)
    with pytest.raises(InputError, match="run must be at least 1 word"):
        find_duplicates(encoded("One."), run=0)


def test_originals_are_named_in_the_documents() -> None:
    rng = np.random.default_rng(31)
    text = " ".join(prose(rng))
    tokens = tokens_of(["Another text.", text, text + " end"], duplicate_of=["elsewhere", "", ""])
    named = name_originals(tokens.documents, find_duplicates(tokens))
    assert named["duplicate_of"].tolist() == ["elsewhere", "", "d001"]


def test_the_wire_story_of_the_newsroom_is_found_and_nothing_else() -> None:
    tokens = fr.encode(fr.read_corpus(NEWSROOM / "articles", documents=NEWSROOM / "documents.csv"))
    table = fr.find_duplicates(tokens)
    assert table["doc_id"].tolist() == ["e7_s1", "e7_s4"]
    assert table["original"].tolist() == ["e7_s1", "e7_s1"]
    assert table["repeats"].tolist() == ["", ""]  # two outlets: neither repeats itself
    assert fr.find_duplicates(tokens, min_similarity=0.05)["doc_id"].tolist() == ["e7_s1", "e7_s4"]


def test_dropping_leaves_out_an_outlets_repeats_and_says_so(tmp_path: Path) -> None:
    rng = np.random.default_rng(37)
    story = " ".join(prose(rng)) + " civil society."
    texts = [story, story, story, "Another text on civil society."]
    tokens = tokens_of(texts, outlet=["A", "A", "B", "A"])
    features = fr.extract_features(tokens, duplicates=fr.find_duplicates(tokens))
    fr.write_features(features, tmp_path / "f")
    again = fr.read_features(tmp_path / "f")
    assert again.duplicates is not None
    for kept in (fr.drop_duplicates(features), fr.drop_duplicates(again)):
        assert kept.documents["doc_id"].tolist() == ["d000", "d002", "d003"]
        assert kept.documents["duplicate_of"].tolist() == ["", "d000", ""]
        assert kept.hits["doc_id"].tolist() == ["d000", "d002", "d003"]
        assert set(kept.words["doc_id"]) == {"d000", "d002", "d003"}
        assert kept.audit.values.tolist() == [["d001", 0, len(story), "near_duplicate", "repeats d000"]]
    assert len(features.documents) == 4


def test_features_made_without_looking_can_not_be_freed_of_repeats(tmp_path: Path) -> None:
    features = fr.extract_features(encoded("One text.", "Another text."))
    fr.write_features(features, tmp_path / "f")
    assert not (tmp_path / "f" / "duplicates.csv").exists()
    with pytest.raises(NeedsTextError, match=r"made without looking for near-duplicates.*framing features"):
        fr.drop_duplicates(fr.read_features(tmp_path / "f"))
