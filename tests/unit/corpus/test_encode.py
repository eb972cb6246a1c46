from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from made_corpus import encoded, forms, made_corpus, same_columns, words_of
from made_corpus import lexicon as made_lexicon

from framing.corpus.clean import ZONES
from framing.corpus.encode import encode
from framing.corpus.tokens import open_tokens
from framing.markers.find import find_markers
from framing.markers.lexicon import read_lexicon
from framing.schema import AUDIT, DOCUMENTS

ODD_ENDS = [
    'He said "hostile forces',
    "\"\n\nNobody spoke. ' x",
    "ends with a return\r",
    "\nbegins with one and U.S",
    ".\n",
    "falsely",
    "According to Mira Talen, peace came. So",
    "called peace broke.\u2028",
    "\u0301 mark first",
    "x",
    "…",
    "’s law. 'open",
    "\ufeffBOM, and a soft\u00ad",
    "\u00adhyphen\r\n",
    "12,",
    "500 people",
    "İ 🙂\u200d",
    "\u200d🙂",
    "don't.",
    "I won’t\u2029",
]


def test_documents_of_odd_ends_do_not_touch_each_other() -> None:
    whole = encoded(*ODD_ENDS)
    for cut in (1, 2, 3, 7):
        same_columns(whole, encoded(*ODD_ENDS, cut=cut))
    same_columns(whole, encoded(*ODD_ENDS, cut=2, workers=2))
    alone = [w for text in ODD_ENDS for w in words_of(encoded(text))]
    assert words_of(whole) == alone


def test_hits_and_their_voices_do_not_depend_on_what_stands_beside_a_document() -> None:
    lexicon = made_lexicon({"peace": ["peace|law|marker"], "people": ["people", "hostile force*"], "any": ["no*|i|x"]})
    expected = find_markers(encoded(*ODD_ENDS), lexicon)
    assert len(expected) >= 6
    for cut in (1, 2, 3):
        for workers in (1, 2):
            pd.testing.assert_frame_equal(find_markers(encoded(*ODD_ENDS, cut=cut), lexicon, workers=workers), expected)


def test_contracts_and_sizes() -> None:
    tokens = encoded("Two sentences. Here they are.", "", "China's law")
    DOCUMENTS.check(tokens.documents)
    AUDIT.check(tokens.audit)
    assert list(tokens.documents)[: len(DOCUMENTS.names)] == DOCUMENTS.names
    assert tokens.documents["n_tokens"].tolist() == [5, 0, 2]  # a possessive is no word of its own in counts
    assert tokens.documents["n_sentences"].tolist() == [2, 0, 1]


def test_offsets_are_code_points_of_the_text_as_received() -> None:
    text = "\ufeffÉtat 🙂 «người»\r\n\tđã\r𠮷 end"
    words = words_of(encoded(text, clean=False))[0]
    assert [text[w.start : w.end] for w in words] == [w.form for w in words]
    assert [w.form for w in words] == ["État", "người", "đã", "𠮷", "end"]


def test_texts_come_back_by_row_and_no_other_row_exists() -> None:
    tokens = encoded("one", "two", "three", cut=2)
    assert [tokens.text(i) for i in range(3)] == ["one", "two", "three"]
    for row in (-1, 3):
        with pytest.raises(IndexError, match="3 documents"):
            tokens.text(row)


def test_an_encoded_corpus_can_be_opened_again(tmp_path: Path) -> None:
    made = encode(made_corpus(ODD_ENDS, cut=3), folder=tmp_path / "tokens")
    opened = open_tokens(tmp_path / "tokens")
    same_columns(made, opened)
    assert opened.language == "en"
    assert np.array_equal(made.vocabulary.counted, opened.vocabulary.counted)
    lexicon = read_lexicon("framing.en")
    pd.testing.assert_frame_equal(find_markers(opened, lexicon), find_markers(made, lexicon))


def test_the_vocabulary_is_sorted_by_code_point_and_holds_each_word_once() -> None:
    tokens = encoded("b B a é É z 𠮷 ！ ﬁ Z", "e\u0301 a", cut=1)
    forms_, words = tokens.vocabulary.form_list, tokens.vocabulary.words
    assert forms_ == sorted(set(forms_))
    assert words == sorted(set(words))
    assert [words[i] for i in tokens.vocabulary.word_of_form] == [
        "z" if f == "Z" else f for f in words_as_compared(forms_)
    ]


def words_as_compared(names: list[str]) -> list[str]:
    return [{"B": "b", "Z": "z", "É": "é", "e\u0301": "é"}.get(name, name) for name in names]


def zones(text: str) -> list[str]:
    return [ZONES[z] for z in encoded(text).partitions[0].zone]


LEAD = "The harbour was closed on Monday after workers walked out over pay and safety."


def test_zones_of_an_article() -> None:
    text = f"Harbour Closed\n\nWorkers at the gate on Monday.\n\n{LEAD}\n\nIt stays closed.\n\nThe gate (Photo: KPA)"
    assert zones(text) == ["headline", "caption", "lead", "body", "caption"]


def test_an_article_without_headline_begins_with_its_lead() -> None:
    assert zones(f"{LEAD}\n\nIt stays closed.") == ["lead", "body"]


def test_a_question_may_be_a_headline_and_a_single_line_is_none() -> None:
    assert zones(f"Who Closed the Harbour?\n\n{LEAD}") == ["headline", "lead"]
    assert zones("Harbour Closed") == ["body"]


def test_zones_begin_anew_in_each_document() -> None:
    tokens = encoded(f"Harbour Closed\n\n{LEAD}", "Short one.", f"{LEAD}")
    assert [ZONES[z] for z in tokens.partitions[0].zone] == ["headline", "lead", "body", "lead"]


def test_no_change_to_the_corpus() -> None:
    corpus = made_corpus(["Some text."])
    before = corpus.documents.copy(deep=True)
    encode(corpus)
    pd.testing.assert_frame_equal(corpus.documents, before)


def test_composed_and_decomposed_letters_are_one_word() -> None:
    tokens = encoded("người ngu\u031bo\u031b\u0300i NGƯỜI", clean=False)
    assert tokens.vocabulary.words == ["người"]
    assert len(forms("người ngu\u031bo\u031b\u0300i", clean=False)) == 2
