import pytest

from framing.errors import LexiconError
from framing.markers.grammar import MAX_GAP, Pattern, WordPattern, parse_pattern


def word(*alternatives: str, cased: bool = False) -> WordPattern:
    return WordPattern(alternatives, cased)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plot*", [Pattern((word("plot*"),), (0,))]),
        ("hostile  force*|element*", [Pattern((word("hostile"), word("force*", "element*")), (0, 0))]),
        ("Well-Being", [Pattern((word("well"), word("being")), (0, 0))]),
        ("self‑evolution", [Pattern((word("self"), word("evolution")), (0, 0))]),
        ("threat* to <3> security", [Pattern((word("threat*"), word("to"), word("security")), (0, 0, 3))]),
        ("=NGO|NGOs", [Pattern((word("NGO", "NGOs", cased=True),), (0,))]),
        ("the =West", [Pattern((word("the"), word("West", cased=True)), (0, 0))]),
        ("people's will", [Pattern((word("people"), word("'s"), word("will")), (0, 0, 0))]),
        ("people’s", [Pattern((word("people"), word("'s")), (0, 0))]),
        ("of <1> people's", [Pattern((word("of"), word("people"), word("'s")), (0, 1, 0))]),
        ("workers' rights", [Pattern((word("workers"), word("rights")), (0, 0))]),
        ("'s", [Pattern((word("'s"),), (0,))]),
        ("thế lực thù địch", [Pattern((word("thế"), word("lực"), word("thù"), word("địch")), (0,) * 4)]),
        ("the\u0302\u0301", [Pattern((word("thế"),), (0,))]),
        ("u.s. law", [Pattern((word("u.s."), word("law")), (0, 0))]),
        ("o'clock", [Pattern((word("o'clock"),), (0,))]),
    ],
)
def test_patterns(text: str, expected: list[Pattern]) -> None:
    assert list(parse_pattern(text)) == expected


def test_a_possessive_among_alternatives_makes_a_second_sequence() -> None:
    plain, possessive = parse_pattern("party|party's leader*")
    assert [w.alternatives for w in plain.words] == [("party",), ("leader*",)]
    assert [w.alternatives for w in possessive.words] == [("party",), ("'s",), ("leader*",)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty"),
        ("   ", "is empty"),
        ("-", "is empty"),
        ("*", "empty string"),
        ("**", "empty string"),
        ("*'s", "empty string"),
        ("a|*", "empty string"),
        ("a|", "empty alternative"),
        ("|a", "empty alternative"),
        ("a||b", "empty alternative"),
        ("=", "empty alternative"),
        ("<2> a", "between two words"),
        ("a <2>", "not at the end"),
        ("a <1> <2> b", "between two words"),
        ("a <0> b", f"from 1 to {MAX_GAP}"),
        ("a <999> b", f"from 1 to {MAX_GAP}"),
        ("a <x> b", "not understood"),
        ("a<2>b", "not understood"),
        ("a=b", "not understood"),
        ("a|=b", "not understood"),
        ("hostile, forces", "',' in 'hostile,' is never part of a word"),
        ("state/party", "'/' in 'state/party' is never part of a word"),
        ("a_b", "never part of a word"),
        ("forces!", "never part of a word"),
        ("“so called”", "never part of a word"),
        ("'", "never part of a word"),
        ("cafe.", "never part of a word"),
    ],
)
def test_a_pattern_that_can_match_nothing_or_everything_is_an_error(text: str, message: str) -> None:
    with pytest.raises(LexiconError, match=message.replace("|", r"\|")) as problem:
        parse_pattern(text)
    assert repr(text)[1:-1] in str(problem.value)
