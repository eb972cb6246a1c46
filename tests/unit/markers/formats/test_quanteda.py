"""Dictionaries in the manner of quanteda, made for these tests."""

import re
from pathlib import Path

import pytest

from framing.errors import LexiconError
from framing.markers.formats import load, write
from framing.markers.lexicon import read_lexicon

POLICY = """
ECONOMY:
  Growth Talk: [growth*, "boom", "united kingdom"]
  TAXES:
    - tax*
    - levy
place: [harbour, "quay?"]
mood:
  - no        # YAML would take this for a truth value
  - 2013
  - sunny: bright*
  - Down:
      deep: [gloom*]
"""


def written(tmp_path: Path, text: str | bytes, name: str = "d.yml") -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def refused(tmp_path: Path, text: str | bytes) -> str:
    path = written(tmp_path, text)
    with pytest.raises(LexiconError) as problem:
        load(path)
    return str(problem.value).replace(str(path), "d.yml")


def test_outer_keys_are_categories_and_inner_ones_markers(tmp_path: Path) -> None:
    path = written(tmp_path, POLICY)
    loaded = load(path, language="vi")
    lexicon = loaded.lexicon
    assert (lexicon.name, lexicon.language, lexicon.version) == ("d", "vi", "")
    assert [(c.id, c.label) for c in lexicon.categories] == [
        ("economy", "ECONOMY"), ("place", "place"), ("mood", "mood"),
    ]  # fmt: skip
    assert [(m.id, m.category, m.patterns, m.lines) for m in lexicon.markers] == [
        ("growth_talk", "economy", ("growth*", "boom", "united kingdom"), (3, 3, 3)),
        ("taxes", "economy", ("tax*", "levy"), (5, 6)),
        ("place", "place", ("harbour", "quay?"), (7, 7)),
        ("mood", "mood", ("no", "2013"), (9, 10)),
        ("sunny", "mood", ("bright*",), (11,)),
        ("down_deep", "mood", ("gloom*",), (13,)),
    ]
    said = "\n".join(map(str, loaded.remarks)).replace(str(path), "d.yml")
    assert "d.yml:13: changed: key 'mood > Down > deep' is a marker of 'mood'" in said
    assert "'ECONOMY' is economy" in said
    assert "'ECONOMY > Growth Talk' is growth_talk" in said
    assert all(r.kind == "changed" for r in loaded.remarks)
    assert read_lexicon(path, language="vi") == lexicon


def test_names_that_become_alike_are_told_apart(tmp_path: Path) -> None:
    lexicon = load(
        written(tmp_path, "A:\n  x: [one]\nB:\n  X: [two]\n  x!: [three]\n'1st': [a]\n民主: [民主]\n")
    ).lexicon
    assert [m.id for m in lexicon.markers] == ["x", "b_x", "b_x_2", "n_1st", "marker_5"]
    assert [c.id for c in lexicon.categories] == ["a", "b", "n_1st", "category_4"]


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ('"a|b"', "'|' stands for itself in quanteda"),
        ('"<3"', "'<' stands for itself in quanteda"),
        ('"=)"', "'=' stands for itself"),
        ('"a * b"', "can match the empty string; use <n>"),
        ('":("', "':' in ':(' is never part of a word"),
        ("united_kingdom", "'_' in 'united_kingdom' is never part of a word"),
        ('"-ism"', "a hyphen at the end of a word"),
        ('""', "is empty"),
    ],
)
def test_what_has_no_counterpart_is_named_and_refused_by_read_lexicon(
    tmp_path: Path, pattern: str, reason: str
) -> None:
    path = written(tmp_path, f"mood:\n  - fine\n  - {pattern}\n")
    loaded = load(path)
    assert loaded.lexicon.markers[0].patterns == ("fine",)
    (remark,) = loaded.remarks
    assert (remark.kind, remark.place) == ("left out", f"{path}:3")
    assert reason in remark.text
    with pytest.raises(LexiconError, match=rf"{re.escape(str(path))}:3: .*{re.escape(reason)}(.|\n)*--to toml"):
        read_lexicon(path)


def test_an_empty_key_is_left_out_and_told(tmp_path: Path) -> None:
    path = written(tmp_path, "mood: [fine]\nplace:\nshop: []\nday:\n  dusk:\n")
    loaded = load(path)
    assert [c.id for c in loaded.lexicon.categories] == ["mood"]
    said = [r.text for r in loaded.remarks]
    assert said == ["place: is empty", "shop: is empty", "day > dusk: is empty"]
    with pytest.raises(LexiconError, match="3 problems"):
        read_lexicon(path)


def test_a_pattern_under_two_keys_is_told(tmp_path: Path) -> None:
    loaded = load(written(tmp_path, "a: [fine, bad]\nb: [fine]\n"))
    (remark,) = loaded.remarks
    assert remark.kind == "changed"
    assert "several markers: 'fine'; with overlap \"longest\" the first" in remark.text


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a: [b\nc: d\n", 2, "not valid YAML"),
        ("a:\n  - *ism\n", 2, "such as *ism, is safest in quotation marks"),
        ("a: [b]\n\tc: d\n", 2, "not valid YAML"),
        ("a: [b]\n---\nc: [d]\n", 2, "not valid YAML"),
        ("", 1, "the file is empty"),
        ("# nothing\n", 1, "the file is empty"),
        ("- a\n- b\n", 1, "keys with lists of patterns"),
        ("growth\n", 1, "keys with lists of patterns"),
        ("a: [b]\na: [c]\n", 2, "key 'a' stands in line 1 too"),
        ("? [a, b]\n: [c]\n", 1, "a key must be a text"),
        ("a: !!python/object/apply:os.system ['true']\n", 1, "means nothing in a dictionary"),
        ("a: !mine b\n", 1, "means nothing in a dictionary"),
        ("a: &x [b]\nc: *x\n", 1, "an alias stands for another part of the file"),
        ("a: \x00\n", 1, "control character"),
        ("{" * 5000, 1, "deeper than"),
        (b"a: [caf\xe9]\n", 1, "save it as UTF-8"),
    ],
)
def test_a_broken_or_hostile_file_is_refused_with_its_line(
    tmp_path: Path, text: str | bytes, line: int, message: str
) -> None:
    said = refused(tmp_path, text)
    assert message in said
    assert said.startswith((f"d.yml:{line}: ", "d.yml: keys lie"))


def test_all_problems_are_told_together_and_aliases_do_not_multiply(tmp_path: Path) -> None:
    said = refused(tmp_path, "a: !x b\na: [c]\n")
    assert said.startswith("d.yml: 2 problems")
    bomb = "a: &a [x]\n" + "".join(f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi"))
    assert refused(tmp_path, bomb).startswith("d.yml: ")


def test_nothing_usable_is_an_error(tmp_path: Path) -> None:
    said = refused(tmp_path, 'a: [":)"]\nb:\n')
    assert "d.yml:1: left out: 'a': pattern ':)'" in said
    assert "b: is empty" in said


def test_words_that_yaml_reserves_come_back_as_keys(tmp_path: Path) -> None:
    lexicon = load(written(tmp_path, "'no':\n  'yes': [aye]\n")).lexicon
    text, _ = write(lexicon, "quanteda")
    assert '"no":' in text
    assert '  "yes":' in text
    assert load(written(tmp_path, text, "e.yml")).lexicon.markers == lexicon.markers
