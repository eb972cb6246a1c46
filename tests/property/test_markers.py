"""The engine's matches against those of a slow matcher that reads the same words one after another."""

import re
import unicodedata
from typing import NamedTuple

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_corpus import Word, encoded, lexicon, words_of

from framing.markers.find import find_markers

QUICK = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])

WORDS = st.sampled_from(
    [
        "a",
        "A",
        "ab",
        "AB",
        "Ab",
        "abc",
        "abd",
        "b",
        "B's",
        "b’s",
        "ab's",
        "c",
        "cab",
        "é",
        "E\u0301",
        "É",
        "workers'",
        "workers’",
        "NGO",
        "ngo",
        "ngos",
        "a1",
        "o'c",
        "O’C",
        "ng\u01b0\u1eddi",
        "ngu\u031bo\u031b\u0300i",
    ]
)
BETWEEN = st.sampled_from(
    [" "] * 10 + ["-", "\n", " \r\n ", ", ", "; ", ' "', "” ", ". Z ", "! ", "\n\n", "' ", " (", "\u200b"]
)
TEXTS = st.lists(st.tuples(WORDS, BETWEEN), max_size=25).map(lambda parts: "".join(w + s for w, s in parts))

ONE = st.sampled_from(
    [
        "a",
        "ab",
        "ab*",
        "a*",
        "*b",
        "a?",
        "?",
        "??",
        "a|c",
        "ab*|c",
        "=A",
        "=AB|Ab",
        "=NGO|ngos",
        "=N*",
        "b's",
        "a*'s",
        "b|b's",
        "workers'",
        "workers'|a",
        "'s",
        "é",
        "É*",
        "o'c",
        "o’c",
        "*c",
        "người",
        "ng*i",
        "c*b",
        "a1",
    ]
)
LINK = st.sampled_from([" "] * 6 + ["-", " <1> ", " <2> ", " <3> "])


@st.composite
def patterns(draw: st.DrawFn) -> str:
    out = draw(ONE)
    for _ in range(draw(st.integers(0, 2))):
        out += draw(LINK) + draw(ONE)
    return out


class Span(NamedTuple):
    first: int
    last: int


def same(form: str, pattern: str, cased: bool) -> bool:
    form, pattern = (unicodedata.normalize("NFC", s).replace("’", "'") for s in (form, pattern))
    if not cased:
        form, pattern = form.lower(), pattern.lower()
    wild = "".join({"*": r"[^\W\d_]*", "?": r"[^\W\d_]"}.get(c, re.escape(c)) for c in pattern)
    return re.fullmatch(wild, form) is not None


def ends_of(words: list[Word], at: int, piece: str) -> set[int]:
    """The last words of what one piece of a pattern matches from a word on."""
    out = set()
    cased = piece.startswith("=")
    for alternative in piece.removeprefix("=").split("|"):
        alternative = alternative.replace("’", "'")
        stem, possessive = alternative, False
        if alternative.endswith("'s") and alternative != "'s":
            stem, possessive = alternative[:-2], True
        elif alternative != "'s":
            stem = alternative.rstrip("'")
        if not same(words[at].form, stem, cased):
            continue
        if not possessive:
            out.add(at)
        elif at + 1 < len(words) and words[at + 1].form.lower() in ("'s", "’s"):
            out.add(at + 1)
    return out


def matches(words: list[Word], pattern: str) -> set[Span]:
    pieces = re.split(r"[\s-]+", pattern)

    def go_on(at: int, k: int) -> set[int]:
        """Ends of matches of the pieces from k on, the first of them at this word."""
        ends = ends_of(words, at, pieces[k])
        k += 1
        if k == len(pieces):
            return ends
        gap = 0
        if pieces[k].startswith("<"):
            gap, k = int(pieces[k][1:-1]), k + 1
        out = set()
        for end in ends:
            for later in range(end + 1, min(end + gap + 2, len(words))):
                if words[later].first or (not gap and words[later].broken):
                    break
                out |= go_on(later, k)
        return out

    return {Span(i, j) for i in range(len(words)) for j in go_on(i, 0)}


def expected(words: list[Word], markers: list[tuple[list[str], list[str]]], kinds: list[str], overlap: str):  # type: ignore[no-untyped-def]
    found = []
    for number, (wanted, exceptions) in enumerate(markers):
        spans = set().union(*(matches(words, p) for p in wanted))
        shields = set().union(*(matches(words, p) for p in exceptions)) if exceptions else set()
        for s in spans:
            if not any(x.first <= s.first and s.last <= x.last for x in shields):
                found.append((s.first, -s.last, number))
    found.sort()
    if overlap == "all":
        return [(a, -b, n) for a, b, n in found]
    kept: list[tuple[int, int, int]] = []
    for a, minus_b, n in found:
        rivals = [k for k in kept if overlap == "longest" or kinds[k[2]] == kinds[n]]
        if all(k[1] < a for k in rivals):
            kept.append((a, -minus_b, n))
    return kept


@QUICK
@given(
    st.lists(TEXTS, min_size=1, max_size=3),
    st.lists(
        st.tuples(
            st.lists(patterns(), min_size=1, max_size=2), st.lists(patterns(), max_size=1), st.sampled_from("xy")
        ),
        min_size=1,
        max_size=4,
    ),
    st.sampled_from(["longest", "all", "category"]),
    st.integers(1, 3),
)
def test_the_engine_finds_what_a_slow_matcher_finds(
    texts: list[str], made: list[tuple[list[str], list[str], str]], overlap: str, cut: int
) -> None:
    tokens = encoded(*texts, cut=cut, clean=False)
    kinds = [kind for _, _, kind in made]
    lex = lexicon({f"{kind}.m{i}": (p, x) for i, (p, x, kind) in enumerate(made)})
    hits = find_markers(tokens, lex, overlap=overlap)  # type: ignore[arg-type]
    wanted = []
    for doc_id, text, words in zip(tokens.documents["doc_id"], texts, words_of(tokens), strict=True):
        for a, b, n in expected(words, [(p, x) for p, x, _ in made], kinds, overlap):
            start, end = words[a].start, words[b].end
            wanted.append((doc_id, start, end, text[start:end], f"m{n}"))
    got = list(hits[["doc_id", "start", "end", "surface", "marker"]].itertuples(index=False, name=None))
    assert got == wanted


@QUICK
@given(TEXTS, patterns())
def test_letter_form_and_apostrophe_change_no_match(text: str, pattern: str) -> None:
    text = " ".join(text.split())  # case does tell whether a line goes on in the next
    texts = [text, unicodedata.normalize("NFD", text), text.replace("’", "'"), text.replace("'", "’")]
    written = [pattern, unicodedata.normalize("NFD", pattern), pattern.replace("'", "’")]
    if "=" not in pattern:
        written += [pattern.upper()]
        if not set(text) & set(".!?…"):  # case does tell, too, whether a sentence ends at a stop
            texts += [text.upper(), text.lower()]
    tokens = encoded(*texts, clean=False)
    hits = find_markers(tokens, lexicon({f"m{i}": [p] for i, p in enumerate(written)}), overlap="all")
    places = set()
    for doc_id, words in zip(tokens.documents["doc_id"], words_of(tokens), strict=True):
        first, last = {w.start: i for i, w in enumerate(words)}, {w.end: i for i, w in enumerate(words)}
        for i in range(len(written)):
            mine = hits[(hits["doc_id"] == doc_id) & (hits["marker"] == f"m{i}")]
            places.add(tuple((first[a], last[b]) for a, b in zip(mine["start"], mine["end"], strict=True)))
    assert len(places) == 1
