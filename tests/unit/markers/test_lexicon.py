import re
from pathlib import Path

import pytest
from made_corpus import shared

from framing.corpus.encode import encode
from framing.corpus.read import read_corpus
from framing.errors import LexiconError
from framing.markers.find import find_markers
from framing.markers.grammar import parse_pattern
from framing.markers.lexicon import (
    Category,
    Lexicon,
    combine_lexicons,
    find_lexicon,
    read_lexicon,
    shipped_lexicons,
)

HEAD = '[lexicon]\nname = "x"\nlanguage = "en"\nversion = "1"\n'
CATEGORY = '[categories.a]\nlabel = "A"\ndefinition = "what a is"\n[categories.a.markers]\n'


def refused(tmp_path: Path, text: str | bytes) -> str:
    path = tmp_path / "l.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    with pytest.raises(LexiconError) as problem:
        read_lexicon(path)
    return str(problem.value).replace(str(path), "l.toml")


def test_a_lexicon_is_read_in_the_order_of_its_file(tmp_path: Path) -> None:
    path = tmp_path / "l.toml"
    path.write_text(
        HEAD
        + '[categories.b]\nlabel = "B"\ndefinition = "d"\nsource = "s"\n[categories.b.markers]\nz = ["z*"]\n'
        + CATEGORY
        + 'plot = { patterns = ["plot*"], except = ["plot of land"] }\n[categories.a.markers.deep]\npatterns = ["d"]\n',
        encoding="utf-8",
    )
    lexicon = read_lexicon(path)
    assert (lexicon.name, lexicon.language, lexicon.version, lexicon.description) == ("x", "en", "1", "")
    assert lexicon.categories[0] == Category("b", "B", "d", "s")
    assert [(m.id, m.category, m.patterns, m.exceptions) for m in lexicon.markers] == [
        ("z", "b", ("z*",), ()),
        ("plot", "a", ("plot*",), ("plot of land",)),
        ("deep", "a", ("d",), ()),
    ]
    assert lexicon.labels() == {"b": "B", "a": "A"}
    assert lexicon.table()["patterns"].tolist() == ["z*", "plot* (not in: plot of land)", "d"]
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert read_lexicon(path) == lexicon


@pytest.mark.parametrize(
    ("body", "line", "message"),
    [
        ("one = ['bad <']\n", 9, "marker 'one': pattern 'bad <'"),
        ('one = ["good",\n  "bad <"]\n', 10, "pattern 'bad <'"),
        ('one = ["caf\\u00e9,"]\n', 9, "pattern 'café,'"),
        ('one = ["*"]\n', 9, "can match the empty string"),
        ('one = [""]\n', 9, "is empty"),
        ('one = ["a <99> b"]\n', 9, "from 1 to 20"),
        ('one = ["a"]\ntwo = []\n', 10, "marker 'two' has no pattern"),
        ('one = "a"\n', 9, "patterns must be a list of texts"),
        ("one = [1]\n", 9, "patterns must be a list of texts"),
        ('one = { patterns = ["a"], except = "b" }\n', 9, "except must be a list of texts"),
        ('one = { patterns = ["a"], except = ["b,"] }\n', 9, "pattern 'b,'"),
        ('one = { patterns = ["a"], excep = ["b"] }\n', 9, "no key 'excep'; did you mean 'except'"),
        ('One = ["a"]\n', 9, "marker id 'One' must be small letters"),
        ('"a b" = ["a"]\n', 9, "marker id 'a b' must be small letters"),
        ('one = ["a"]\n[categories.aa]\nlabel = "AA"\n', 10, "category 'aa' needs definition"),
        ('one = ["a"]\n[categories.aa]\nlabel = ""\ndefinition = "d"\nmarkers = {}\n', 11, "category 'aa' needs label"),
        ('one = ["a"]\n[categories.aa]\nlable = "AA"\n', 11, "no key 'lable'; did you mean 'label'"),
        ('one = ["a"]\n[categories.Bb]\nlabel = "B"\ndefinition = "d"\nmarkers = {}\n', 10, "category id 'Bb'"),
        ('one = ["a"]\n[categories.aa]\nlabel = "B"\ndefinition = "d"\n', 10, "the markers of 'aa' is missing"),
        (
            'one = ["a"]\n[categories.aa]\nlabel = "B"\ndefinition = "d"\n[categories.aa.markers]\none = ["b"]\n',
            14,
            "marker 'one' stands in 'a' too",
        ),
        ('one = ["a"]\n[categoris]\n', 10, "no key 'categoris'; did you mean 'categories'"),
    ],
)
def test_each_problem_is_told_with_its_line(tmp_path: Path, body: str, line: int, message: str) -> None:
    text = refused(tmp_path, HEAD + CATEGORY + body)
    assert re.search(rf"l\.toml:{line}: .*{re.escape(message)}", text), text


def test_all_problems_of_a_file_are_told_together(tmp_path: Path) -> None:
    text = refused(tmp_path, HEAD.replace('version = "1"', "") + CATEGORY + 'one = ["*"]\ntwo = ["a|"]\n')
    assert text.startswith("l.toml: 3 problems")
    assert [int(n) for n in re.findall(r"l\.toml:(\d+):", text)] == [1, 9, 10]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("", 1, "[lexicon] is missing"),
        (HEAD, 1, "there is no category"),
        (HEAD + "x = [1\n", 6, "not valid TOML"),
        (HEAD + "x = = 1\n", 5, "not valid TOML"),
        (HEAD.encode() + b'description = "\xff"\n', 5, "save it as UTF-8"),
        ("categories = 1\n" + HEAD, 1, "[categories] must be a table"),
    ],
)
def test_a_file_that_is_no_lexicon_is_refused_with_its_line(
    tmp_path: Path, text: str | bytes, line: int, message: str
) -> None:
    said = refused(tmp_path, text)
    assert re.search(rf"l\.toml:{line}: .*{re.escape(message)}", said), said


def test_an_unknown_lexicon_names_the_nearest() -> None:
    with pytest.raises(LexiconError, match=r"none of that name is shipped; did you mean 'framing\.en'"):
        find_lexicon("framing.eng")


def test_lexicons_combine_where_they_agree() -> None:
    one = Lexicon("one", "en", "1", "first", (Category("a", "A", "d", ""),), read_lexicon("framing.en").markers[:1])
    two = Lexicon("two", "en", "2", "second", (Category("a", "A", "d", ""),), read_lexicon("framing.en").markers[1:2])
    both = combine_lexicons([one, two])
    assert (both.name, both.version) == ("one+two", "1+2")
    assert len(both.categories) == 1
    assert both.markers == one.markers + two.markers
    assert combine_lexicons([one]) is one


def test_lexicons_that_disagree_are_refused() -> None:
    kind = Category("a", "A", "d", "")
    one = Lexicon("one", "en", "1", "", (kind,), ())
    with pytest.raises(LexiconError, match="at least one"):
        combine_lexicons([])
    with pytest.raises(LexiconError, match="'two' is in 'vi', 'one' in 'en'"):
        combine_lexicons([one, Lexicon("two", "vi", "1", "", (), ())])
    with pytest.raises(LexiconError, match="category 'a' is defined differently in 'two'"):
        combine_lexicons([one, Lexicon("two", "en", "1", "", (Category("a", "B", "d", ""),), ())])
    shipped = read_lexicon("framing.en")
    with pytest.raises(LexiconError, match="marker 'hostile_forces' stands in two lexicons"):
        combine_lexicons([shipped, shipped])


# the shipped lexicon

SHIPPED = read_lexicon("framing.en")


def test_the_shipped_lexicon_is_found_by_name_and_full() -> None:
    assert "framing.en" in shipped_lexicons()
    assert len(SHIPPED.categories) >= 10
    assert len(SHIPPED.markers) >= 150
    assert {"hostile_forces", "civil_society", "repression"} <= {m.id for m in SHIPPED.markers}
    assert len({m.id for m in SHIPPED.markers}) == len(SHIPPED.markers)


def test_every_category_has_a_definition_a_source_and_markers() -> None:
    for category in SHIPPED.categories:
        assert len(category.definition.split()) >= 12, category.id
        assert len(category.source.split()) >= 3, category.id
        assert sum(m.category == category.id for m in SHIPPED.markers) >= 5, category.id


LOADED = (
    "evil brutal heroic glorious shameful vicious barbaric noble wicked puppet stooge traitor tyrant thug despicable"
    " disgraceful rightly wrongly obviously clearly unfortunately so-called regime truth-telling freedom-loving"
    " propaganda lackey cynical sinister ruthless enlightened backward corrupt honest courageous cowardly lies liars"
).split()


@pytest.mark.parametrize("category", SHIPPED.categories, ids=lambda c: c.id)
def test_labels_and_definitions_take_no_side(category: Category) -> None:
    words = set(re.findall(r"[\w-]+", f"{category.label} {category.definition}".lower()))
    assert not words & set(LOADED)


def test_every_pattern_can_match_and_none_stands_twice_in_its_marker() -> None:
    for marker in SHIPPED.markers:
        assert len(set(marker.patterns)) == len(marker.patterns), marker.id
        for pattern in (*marker.patterns, *marker.exceptions):
            assert parse_pattern(pattern)


def test_every_marker_is_found_in_the_demonstration_or_in_real_articles() -> None:
    root = Path(__file__).parents[3]
    found = set()
    for source in (
        root / "seeds/newsroom/articles",
        shared("corpora", "chinadaily_nyt_2013_2014aug", "articles.jsonl.gz"),
    ):
        hits = find_markers(encode(read_corpus(source)), SHIPPED, overlap="all")
        found |= set(hits["marker"])
    assert {m.id for m in SHIPPED.markers} - found == set()
