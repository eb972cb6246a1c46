"""Planted faults must be found, and nothing in lexicons that have none."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_corpus import encoded
from made_corpus import lexicon as made

import framing as fr
from framing.markers.lint import _entries, _Heads
from framing.markers.relations import globs_meet

HEAD = (
    '[lexicon]\nname = "x"\nlanguage = "en"\nversion = "1"\n[categories.a]\nlabel = "A"\ndefinition = "d"\n'
    "[categories.a.markers]\n"
)
FIRST = 9
"""The line of the first marker."""


def lexicon(tmp_path: Path, *markers: str) -> fr.Lexicon:
    path = tmp_path / "l.toml"
    path.write_text(HEAD + "\n".join(markers) + "\n", encoding="utf-8")
    return fr.read_lexicon(path)


def told(findings: pd.DataFrame, *rules: str) -> list[tuple[int, str, str, str, str]]:
    rows = findings[findings["rule"].isin(rules)] if rules else findings
    return [(r.line - FIRST, r.severity, r.rule, r.marker, r.pattern) for r in rows.itertuples()]


@pytest.mark.parametrize("name", sorted(fr.shipped_lexicons()))
def test_shipped_lexicons_are_clean(name: str) -> None:
    findings = fr.lint_lexicon(fr.read_lexicon(name))
    assert findings[findings["severity"] != "note"].to_dict("records") == []


FAULTS: dict[str, tuple[tuple[str, ...], list[tuple[int, str, str, str, str]]]] = {
    "dropped by its own exception": (
        ('m = { patterns = ["ban", "plot*"], except = [', ' "ban*"] }'),
        [(0, "error", "dropped", "m", "ban")],
    ),
    "covered by a pattern of its marker": (
        ('m = ["secret polic*",', ' "secret police"]'),
        [(1, "warning", "covered", "m", "secret police")],
    ),
    "the same twice": (('m = ["fog", "fog"]',), [(0, "warning", "covered", "m", "fog")]),
    "shadowed by an earlier marker": (
        ('m = ["secret*"]', 'n = ["secret", "fog"]'),
        [(1, "warning", "shadowed", "n", "secret")],
    ),
    "shared with an earlier marker": (
        ('m = ["secret"]', 'n = ["secret*"]'),
        [(1, "warning", "overlap", "n", "secret*")],
    ),
    "shared where the earlier has exceptions": (
        ('m = { patterns = ["secret*"], except = ["secret police"] }', 'n = ["secret"]'),
        [(1, "warning", "overlap", "n", "secret")],
    ),
    "crossing wildcards": (
        ('m = ["anti*"]', 'n = ["*ism"]'),
        [
            (1, "warning", "broad", "n", "*ism"),
            (1, "warning", "overlap", "n", "*ism"),
        ],
    ),
    "few letters": (
        ('m = ["ngo*"]', 'n = ["lie|li*"]'),
        [
            (0, "warning", "broad", "m", "ngo*"),
            (1, "warning", "broad", "n", "lie|li*"),
            (1, "note", "idle", "n", "lie|li*"),
        ],
    ),
    "an exception that can't matter": (
        ('m = { patterns = ["clear"], except = ["unclear"] }',),
        [(0, "warning", "idle", "m", "unclear")],
    ),
    "an alternative that adds nothing": (('m = ["force|force*"]',), [(0, "note", "idle", "m", "force|force*")]),
    "nothing": (
        (
            'm = ["national security", "=NGO"]',
            'n = { patterns = ["security"], except = ["social security"] }',
            'o = ["free* <2> press", "law* of"]',
            'p = ["press"]',
        ),
        [],
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_planted_faults_are_found_with_their_line(fault: str, tmp_path: Path) -> None:
    markers, expected = FAULTS[fault]
    findings = fr.lint_lexicon(lexicon(tmp_path, *markers))
    assert told(findings) == expected
    assert findings["n_matches"].isna().all()
    assert set(findings["file"]) <= {str(tmp_path / "l.toml")}


TEXTS = [
    "Two NGOs met Ngoc in town. The NGO of Ngo Ngoc was small, said Ngoc. For Ngoc and Ngo it was new; then Ngo left.",
    "The secretary kept a secret. A secretary knows secrets, and this secretary secretly told one. Ngo was there.",
    "Free press reports came. They asked the free press. A plot of land is no plot.",
    "Marxist plans and the Marxist camp; a Marxist wrote of Marxism, and the old Marxism stood. She met a Marxist.",
    "The security forces and national security. Of national security they spoke, of security too.",
]


def test_a_corpus_tells_what_wildcards_take(tmp_path: Path) -> None:
    own = lexicon(
        tmp_path,
        'm = ["ngo*"]',
        'n = ["secret*"]',
        'o = ["marxis*", "unicorn", "plot*"]',
        'p = { patterns = ["town"], except = ["town hall*"] }',
        'q = ["free <1> press", "press report*"]',
    )
    findings = fr.lint_lexicon(own, encoded(*TEXTS, clean=False))
    by_rule = {r.rule: r for r in findings.itertuples() if r.severity == "warning" and r.rule != "broad"}
    assert set(by_rule) == {"names", "spread"}
    assert (by_rule["names"].marker, by_rule["names"].n_matches) == ("m", 8)
    assert by_rule["names"].message.endswith("as names do: Ngo (4), Ngoc (4)")
    assert (by_rule["spread"].marker, by_rule["spread"].n_matches) == ("n", 3)
    assert "50% of its matches: secretary (3)" in by_rule["spread"].message
    takes = {r.pattern: r.message for r in findings.itertuples() if r.rule == "takes"}
    assert takes["secret*"] == "'secret*' takes 4 words: secretary (3), secret (1), secretly (1), secrets (1)"
    assert takes["marxis*"] == "'marxis*' takes 2 words: marxist (4), marxism (2)"
    assert takes["press report*"] == "'report*' takes 1 word: reports (1)"
    assert told(findings, "dead") == [
        (2, "note", "dead", "o", "unicorn"),
        (3, "note", "dead", "p", "town hall*"),
    ]


def test_a_corpus_tells_who_takes_the_matches(tmp_path: Path) -> None:
    own = lexicon(
        tmp_path,
        'm = ["the security", "national security"]',
        'n = ["security forces", "security"]',
        'o = ["national"]',
        'p = { patterns = ["plot"], except = ["plot of land", "is no plot"] }',
    )
    findings = fr.lint_lexicon(own, encoded(*TEXTS, clean=False))
    rows = {(r.rule, r.pattern): (r.severity, r.n_matches, r.message) for r in findings.itertuples()}
    assert rows["shadowed", "security forces"] == ("note", 1, "none of 1 matches counts: m (1) take them")
    assert rows["shadowed", "national"] == ("note", 2, "none of 2 matches counts: m (2) take them")
    assert rows["dropped", "plot"] == ("note", 2, "all 2 matches lie inside exceptions")
    assert set(rows) == {("shadowed", "security forces"), ("shadowed", "national"), ("dropped", "plot")}


def test_findings_do_not_depend_on_partitions_or_workers(tmp_path: Path) -> None:
    own = lexicon(tmp_path, 'm = ["ngo*"]', 'n = ["secret*", "the <2> security"]', 'o = ["press"]')
    whole = fr.lint_lexicon(own, encoded(*TEXTS * 3, clean=False))
    cut = encoded(*TEXTS * 3, cut=2, clean=False)
    assert len(cut.partitions) > 3
    pd.testing.assert_frame_equal(fr.lint_lexicon(own, cut, workers=2), whole)


def test_an_empty_corpus_has_dead_patterns_only(tmp_path: Path) -> None:
    own = lexicon(tmp_path, 'm = ["secret*"]')
    findings = fr.lint_lexicon(own, encoded("Nothing of it stands here."))
    assert told(findings) == [(0, "note", "dead", "m", "secret*")]


@given(st.lists(st.text("ab*?", min_size=1, max_size=6).filter(lambda t: t.strip("*")), min_size=2, max_size=8))
@settings(max_examples=200, deadline=None)
def test_patterns_that_can_meet_are_compared(globs: list[str]) -> None:
    entries = list(_entries(made({f"m{i}": [glob] for i, glob in enumerate(globs)})))
    heads = _Heads(entries)
    for e in entries:
        alike = {o.number for o in heads.like(e)}
        assert {o.number for o in entries if globs_meet(e.text, o.text)} <= alike
