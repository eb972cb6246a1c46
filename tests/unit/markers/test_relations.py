import re
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.markers.grammar import Pattern, parse_pattern
from framing.markers.relations import covers, glob_covers, globs_meet, idle_alternatives, inside, meet

GLOBS = st.text("ab*?", min_size=1, max_size=5)
WORDS = ["".join(w) for n in range(6) for w in product("ab", repeat=n)]


def only(text: str) -> Pattern:
    (pattern,) = parse_pattern(text)
    return pattern


def taken(glob: str) -> set[str]:
    test = re.compile(glob.replace("*", "[ab]*").replace("?", "[ab]")).fullmatch
    return {w for w in WORDS if test(w)}


@given(GLOBS, GLOBS)
@settings(max_examples=300, deadline=None)
def test_globs_relate_as_the_words_that_they_take(a: str, b: str) -> None:
    if glob_covers(a, b):
        assert taken(b) <= taken(a)
    if taken(a) & taken(b):
        assert globs_meet(a, b)
    if not globs_meet(a, b):
        assert not taken(a) & taken(b)


@pytest.mark.parametrize(
    ("wide", "narrow", "expected"),
    [
        ("right*", "rights", True),
        ("right|rights", "rights|right", True),
        ("right", "rights", False),
        ("free press", "press", False),
        ("press", "free press", False),
        ("free <2> press", "free press", True),
        ("free press", "free <1> press", False),
        ("free <2> press", "free <1> press", True),
        ("free <1> press", "free and open press", False),
        ("free <2> press", "free and open press", True),
        ("vi|xâm phạm <2> quyền", "vi phạm <1> nhân quyền", True),
        ("vi|xâm phạm <1> quyền", "vi phạm <1> nhân quyền", False),
        ("ngo*", "=NGO", True),
        ("=NGO*", "ngo", False),
        ("=NGO*", "=NGOs", True),
        ("co*", "co2", False),
        ("self-*ation", "self determination", True),
    ],
)
def test_one_pattern_covers_another(wide: str, narrow: str, expected: bool) -> None:
    assert covers(only(wide), only(narrow)) is expected


def test_patterns_that_can_meet() -> None:
    assert meet(only("secret polic*"), only("secre* police"))
    assert not meet(only("secret polic*"), only("secret service"))
    assert not meet(only("police"), only("secret police"))
    assert meet(only("=NGO"), only("ngo*"))
    assert not meet(only("=Ban"), only("=ban"))


def test_a_pattern_can_lie_inside_an_exception() -> None:
    assert inside(only("plot*"), only("plot of land"))
    assert inside(only("the =West"), only("the West Bank|Wing"))
    assert not inside(only("clear"), only("unclear"))
    assert not inside(only("plot of land"), only("plot"))
    assert inside(only("clear"), only("all <2> fine"))


def test_alternatives_that_add_nothing() -> None:
    assert idle_alternatives(only("force|forces|force*").words[0]) == [("force", "force*"), ("forces", "force*")]
    assert idle_alternatives(only("workers|workers'").words[0]) == [("workers", "workers")]
    assert idle_alternatives(only("force|forces").words[0]) == []
