import random

import pandas as pd
import pytest
from made_corpus import encoded, lexicon

from framing.markers.find import find_markers
from framing.voice.quotes import find_quotations


def quoted(text: str) -> list[tuple[str, int]]:
    """What stands between marks, and how deep."""
    tokens = encoded(text, clean=False)
    p = tokens.partitions[0]
    return [(text[p.start[q.first] : p.end[q.stop - 1]], q.depth) for q in find_quotations(p)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('He said "one two" then.', [("one two", 1)]),
        ("He said “one two” then.", [("one two", 1)]),
        ("Er sagte „eins zwei“ dann.", [("eins zwei", 1)]),
        ("Il dit «un deux» puis.", [("un deux", 1)]),
        ("He said ‹one› then.", [("one", 1)]),
        ("他说「一 二」。", [("一 二", 1)]),
        ("He said ‘one two’ then.", [("one two", 1)]),
        ("He said 'one two' then.", [("one two", 1)]),
        ('“one two" then', [("one two", 1)]),
        ('"one two” then', [("one two", 1)]),
        ("“one ‘two three’ four”", [("one ‘two three’ four", 1), ("two three", 2)]),
        ("\"one 'two three' four\"", [("one 'two three' four", 1), ("two three", 2)]),
        ('"one" and "two"', [("one", 1), ("two", 1)]),
        ('"" and ""', []),
        ('"one two three', []),
        ("one two” three", []),
        ("workers' rights and union's and 'tis", []),
        ("don't and won’t", []),
        ('the 6" gun', []),
        ('"one\ntwo" three', [("one\ntwo", 1)]),
        ('"One two.\n\nThree" four', []),
        ('"One.\n\n"Two."\n\nThree "four"', [("Two", 1), ("four", 1)]),
        ('"\n\nOne two\n\n"', []),
        ("“one “two three”", [("two three", 2)]),
    ],
)
def test_which_marks_belong_together(text: str, found: list[tuple[str, int]]) -> None:
    assert quoted(text) == found


def test_marks_on_lines_without_words_bind_nothing_over_documents() -> None:
    tokens = encoded('first\n\n"', "second words here\n\n'", '"\n\nthird', clean=False)
    assert find_quotations(tokens.partitions[0]) == []


def test_very_many_open_marks_are_no_trouble() -> None:
    text = "“a " * 3_000 + "b”"
    assert [q.depth for q in find_quotations(encoded(text, clean=False).partitions[0])] == [3_000]


WORDS = "plot scheme he said that Mira Talen according to the law was not so called falsely claimed, and. It".split()
PAIRS = [('"', '"'), ("“", "”"), ("‘", "’"), ("'", "'"), ("«", "»"), ("„", "“"), ('"', "”"), ("“", '"')]
ODD = ['"', "“", "”", "‘", "’", "'", "«", "»", "„", "‹", "「", "」", "‚", "‟"]
LEXICON = lexicon({"plot": ["plot"], "scheme": ["scheme"]})


def paragraph(chance: random.Random, *, odd: int) -> str:
    words = [chance.choice(WORDS) for _ in range(chance.randint(5, 25))]
    for _ in range(chance.randint(0, 2)):
        opens, closes = chance.choice(PAIRS)
        a, b = sorted(chance.sample(range(len(words)), 2))
        words[a], words[b] = opens + words[a], words[b] + closes
    for _ in range(odd):
        at = chance.randrange(len(words))
        mark = chance.choice(ODD)
        words[at] = chance.choice([mark + words[at], words[at] + mark, mark, words[at] + " " + mark])
    return " ".join(words) + "."


def read(texts: list[str]) -> pd.DataFrame:
    hits = find_markers(encoded(*texts, clean=False), LEXICON)
    return hits[["doc_id", "paragraph", "surface", "voice", "scare_quoted", "negated", "stance", "source", "cue"]]


def test_no_hit_is_lost_whatever_the_marks() -> None:
    chance = random.Random(7)
    texts = ["\n\n".join(paragraph(chance, odd=chance.randint(0, 4)) for _ in range(3)) for _ in range(300)]
    hits = read(texts)
    for doc_id, text in zip([f"d{i:03d}" for i in range(300)], texts, strict=True):
        bare = text
        for mark in ODD:
            bare = bare.replace(mark, " ")
        expected = sum(w in ("plot", "scheme") for w in bare.replace(".", " ").replace(",", " ").split())
        assert (hits["doc_id"] == doc_id).sum() == expected, text


def test_the_damage_of_one_odd_mark_ends_with_its_paragraph() -> None:
    chance = random.Random(8)
    sound, damaged, hurt = [], [], []
    for _ in range(150):
        parts = [paragraph(chance, odd=0) for _ in range(4)]
        at = chance.randrange(4)
        words = parts[at].split(" ")
        k = chance.randrange(len(words))
        words[k] = chance.choice([chance.choice(ODD) + words[k], words[k] + chance.choice(ODD)])
        sound.append("\n\n".join(parts))
        damaged.append("\n\n".join([*parts[:at], " ".join(words), *parts[at + 1 :]]))
        hurt.append(at)
    before, after = read(sound), read(damaged)
    changed = False
    for i, at in enumerate(hurt):
        a, b = (t[(t["doc_id"] == f"d{i:03d}")] for t in (before, after))
        changed |= not a.reset_index(drop=True).equals(b.reset_index(drop=True))
        a, b = (t[t["paragraph"] != at].reset_index(drop=True) for t in (a, b))
        pd.testing.assert_frame_equal(a, b)
    assert changed  # otherwise nothing was damaged and the test shows nothing
