import itertools
import unicodedata

import numpy as np
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from made_corpus import Word, encoded, same_columns, words_of

from framing.corpus.characters import classify
from framing.corpus.encode import normal_word
from framing.corpus.words import find_words

HOSTILE = (
    "aZzIİıßéĐđ\u0301\u0323\u094dक中𠮷𝒽x²Ⅷ5٣'’‘ʼ\"“”„«»‹›「」-‐‑–—.,;:!?…。()[]{}<>/\\@#&*_=+| \t"
    "\u00a0\u200b\u200c\u200d\u00ad\u200e\u200f\u202e\ufeff\u2060\n\r\v\f\x1c\x85\u2028\u2029🙂👩\U000e0101\U000e0041\U0010fffd\ufffd"
)
TEXT = st.one_of(
    st.text(st.sampled_from(HOSTILE), max_size=60),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40),
    st.lists(
        st.sampled_from(
            [
                "hostile",
                "Forces",
                "China's",
                "U.S.",
                "don't",
                "93,438",
                "No.",
                "Dr.",
                "said",
                "that",
                "so",
                "called",
                "according",
                "to",
                "falsely",
                ".",
                ",",
                "\n",
                "\r\n",
                "\n\n",
                '"',
                "“",
                "”",
                "'",
                " ",
                "Read more",
                "By Mira Talen",
                "là của và những",
                "function x(){",
                "}",
                "\u2028",
            ]
        ),
        max_size=30,
    ).map(" ".join),
)
TEXTS = st.lists(TEXT, min_size=1, max_size=6)
QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@QUICK
@given(TEXTS)
@example(['\u2028"a\u2028', "a\u200d\u200d", "A.\u0301B.C", "'" * 50])
def test_words_lie_in_the_text_in_order_and_hold_every_letter(texts: list[str]) -> None:
    for text, words in zip(texts, words_of(encoded(*texts)), strict=True):
        every_letter_is_held(text, words)


def every_letter_is_held(text: str, words: list[Word]) -> None:
    end = 0
    held = [0] * len(text)
    for w in words:
        assert end <= w.start < w.end <= len(text)
        assert text[w.start : w.end] == w.form
        assert not set(w.form) & set(' \t\n\r\u2028\u200b-"“”!?')
        for i in range(w.start, w.end):
            held[i] += 1
        end = w.end
    for character, n in zip(text, held, strict=True):
        letter = unicodedata.category(character)[0] in "LNM" and character != "ʼ"  # an apostrophe here
        assert n == 1 if letter else n <= 1, (character, n)
    if words:
        assert words[0].first
        assert not words[0].broken


@QUICK
@given(TEXTS, st.integers(1, 3), st.sampled_from([1, 2]))
def test_the_partitioning_and_the_threads_change_nothing(texts: list[str], cut: int, workers: int) -> None:
    same_columns(encoded(*texts), encoded(*texts, cut=cut, workers=workers))


@QUICK
@given(TEXTS)
def test_what_is_skipped_is_a_passage_of_the_text_and_its_words_are_masked(texts: list[str]) -> None:
    tokens = encoded(*texts)
    for doc_id, text, words in zip(tokens.documents["doc_id"], texts, words_of(tokens), strict=True):
        audit = tokens.audit[tokens.audit["doc_id"] == doc_id]
        spans = list(zip(audit["start"], audit["end"], strict=True))
        assert all(b <= c for (_, b), (c, _) in itertools.pairwise(spans))
        for start, end in spans:
            assert 0 <= start < end <= len(text)
            assert text[start:end] == text[start:end].strip()
        for w in words:
            assert w.skipped == any(a <= w.start and w.end <= b for a, b in spans)


@QUICK
@given(st.text(st.sampled_from(HOSTILE), max_size=60))
def test_composed_and_decomposed_text_has_the_same_words(text: str) -> None:
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    one, other = words_of(encoded(composed, decomposed, clean=False))
    assert [normal_word(w.form) for w in one] == [normal_word(w.form) for w in other]


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12))
def test_the_compared_form_is_stable_and_blind_to_case(form: str) -> None:
    once = normal_word(form)
    assert normal_word(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not any(unicodedata.category(c) == "Cf" for c in once)
    assert normal_word(unicodedata.normalize("NFD", form)) == once


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from(HOSTILE), max_size=40))
def test_loose_apostrophes_are_in_no_word(text: str) -> None:
    raw_text = text.encode()
    raw = np.frombuffer(raw_text, np.uint8)
    words = find_words(raw, classify(raw_text))
    for at in words.loose.tolist():
        assert not ((words.start <= at) & (at < words.end)).any()
