"""Properties of Vietnamese words in any Unicode form and with their tones on either vowel."""

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st
from made_corpus import encoded, words_of

from framing.corpus.encode import normal_word
from framing.corpus.syllables import newer_tone, older_tone

LETTERS = "".join(
    unicodedata.normalize("NFC", letter + tone)
    for letter in "aăâeêioôơuưyđAĂƠƯĐbcghnt"
    for tone in ("", "\u0300", "\u0323")
    if not tone or letter in "aăâeêioôơuưyAĂƠƯ"
)
WORDS = st.lists(st.text(LETTERS, min_size=1, max_size=7), min_size=1, max_size=12)


@settings(deadline=None, max_examples=50)
@given(WORDS)
def test_words_are_the_same_composed_and_decomposed_and_each_at_its_offsets(words: list[str]) -> None:
    composed, decomposed = " ".join(words), unicodedata.normalize("NFD", " ".join(words))
    one, other = (words_of(encoded(text, language="vi", clean=False))[0] for text in (composed, decomposed))
    assert [w.form for w in one] == words
    assert [unicodedata.normalize("NFC", w.form) for w in other] == words
    assert all(decomposed[w.start : w.end] == w.form for w in other)


@settings(deadline=None)
@given(st.text(LETTERS, min_size=1, max_size=7))
def test_moving_a_tone_and_moving_it_back_changes_nothing_more(word: str) -> None:
    older, newer = older_tone(word), newer_tone(word)
    assert word in (older, newer) or older == newer == word
    assert older_tone(older) == older_tone(newer) == older
    assert newer_tone(older) == newer_tone(newer) == newer
    assert normal_word(older_tone(word)) == older_tone(normal_word(word))
