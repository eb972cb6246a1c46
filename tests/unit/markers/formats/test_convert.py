"""Round trips through every form, and what is said of what a form does not carry."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

import framing as fr
from framing.errors import LexiconError
from framing.markers.formats import FORMS, load, write
from framing.markers.lexicon import Lexicon, read_lexicon

ENDING = {"toml": ".toml", "quanteda": ".yml", "liwc": ".dic", "csv": ".csv"}
HEAD = '[lexicon]\nname = "x"\nlanguage = "en"\nversion = "2"\ndescription = "of \\"tests\\"\\u007f"\n'
SMALL = (
    HEAD + '[categories.place]\nlabel = "Place"\ndefinition = "Where: \\\\ \\n it is."\nsource = "own"\n'
    '[categories.place.markers]\nquay = ["quay*", "old harbour|port|ports"]\nplace = ["square"]\n'
    '[categories.mood]\nlabel = "Mood"\ndefinition = "How."\n[categories.mood.markers]\n'
    'mood = ["gloom*", "self-pity"]\n'
)


def again(lexicon: Lexicon, form: str, folder: Path) -> Lexicon:
    text, _ = write(lexicon, form)
    path = folder / f"again{ENDING[form]}"
    path.write_text(text, encoding="utf-8", newline="")
    loaded = load(path, language=lexicon.language)
    assert not [r for r in loaded.remarks if r.kind != "changed"]
    return loaded.lexicon


def small(tmp_path: Path, text: str = SMALL) -> Lexicon:
    path = tmp_path / "small.toml"
    path.write_text(text, encoding="utf-8")
    return read_lexicon(path)


@pytest.fixture(scope="module")
def newsroom() -> fr.Tokens:
    return fr.encode(fr.read_corpus("seeds/newsroom/articles", documents="seeds/newsroom/documents.csv"))


@pytest.mark.parametrize("name", ["framing.en", "stance.en"])
def test_toml_carries_everything(name: str, tmp_path: Path) -> None:
    lexicon = read_lexicon(name)
    assert again(lexicon, "toml", tmp_path) == lexicon


def test_toml_carries_odd_texts_and_the_lines_are_where_patterns_stand(tmp_path: Path) -> None:
    lexicon = small(tmp_path)
    assert again(lexicon, "toml", tmp_path) == lexicon
    shipped = read_lexicon("framing.en")
    rows = Path(shipped.file).read_text(encoding="utf-8").split("\n")
    for marker in shipped.markers:
        patterns = (*marker.patterns, *marker.exceptions)
        assert all(f'"{p}"' in rows[line - 1] for p, line in zip(patterns, marker.lines, strict=True))


def test_csv_carries_every_marker_whole(tmp_path: Path) -> None:
    lexicon = read_lexicon("framing.en")
    assert again(lexicon, "csv", tmp_path).markers == lexicon.markers
    text, _ = write(lexicon, "csv")
    assert not any(cell.startswith("=") for row in text.splitlines() for cell in row.split(","))


@pytest.mark.parametrize("form", FORMS)
def test_a_second_round_trip_changes_nothing(form: str, tmp_path: Path) -> None:
    first = again(read_lexicon("framing.en"), form, tmp_path)
    second = again(first, form, tmp_path)
    assert second.markers == first.markers


@pytest.mark.parametrize("form", FORMS)
def test_what_is_carried_finds_the_same_hits(form: str, tmp_path: Path, newsroom: fr.Tokens) -> None:
    lexicon = read_lexicon("framing.en")
    lost = {"quanteda": r"[<=]", "liwc": r"[<=?]|\*[^|]|\*.* "}.get(form)  # .dic: * at the end only
    plain = replace(
        lexicon,
        markers=tuple(
            replace(m, patterns=kept, exceptions=() if lost else m.exceptions, lines=())
            for m in lexicon.markers
            if (kept := tuple(p for p in m.patterns if not (lost and re.search(lost, p))))
        ),
    )
    expected = fr.find_markers(newsroom, plain, overlap="all")
    found = fr.find_markers(newsroom, again(plain, form, tmp_path), overlap="all")
    assert len(expected) > 400
    # Words under several markers are one line of a .dic, so markers found at one place may change their order.
    keys = ["doc_id", "start", "end", "marker", "category", "surface", "voice"]
    assert found.sort_values(keys)[keys].values.tolist() == expected.sort_values(keys)[keys].values.tolist()


def test_alternatives_are_written_out_and_nests_come_back(tmp_path: Path) -> None:
    for form in ("quanteda", "liwc"):
        lexicon = again(small(tmp_path), form, tmp_path)
        assert [(m.id, m.category, m.patterns) for m in lexicon.markers] == [
            ("quay", "place", ("quay*", "old harbour", "old port", "old ports")),
            ("place", "place", ("square",)),
            ("mood", "mood", ("gloom*", "self pity")),
        ]
    text, _ = write(small(tmp_path), "liwc")
    assert text == (
        "%\n1\tplace\n\t2\tquay\n\t3\tplace\n4\tmood\n%\n"
        "quay*\t1\t2\nold harbour\t1\t2\nold port\t1\t2\nold ports\t1\t2\nsquare\t1\t3\ngloom*\t4\nself pity\t4\n"
    )


LOSSES = {
    "a <2> b": {"quanteda": "left out", "liwc": "left out"},
    "=Dock|Docks": {"quanteda": "loosened", "liwc": "loosened"},
    "organi?ation": {"liwc": "left out"},
    "*ness": {"liwc": "left out"},
    "plain|plainer words": {},
    " ".join(["a|b|c"] * 7): {"quanteda": "left out", "liwc": "left out"},
}


@pytest.mark.parametrize("form", FORMS)
def test_what_a_form_does_not_carry_is_named_with_its_line(form: str, tmp_path: Path) -> None:
    patterns = "".join(f'  "{p}",\n' for p in LOSSES)
    lexicon = small(tmp_path, SMALL + f"all = {{ patterns = [\n{patterns}], except = [\n  'plain speech'\n] }}\n")
    text, remarks = write(lexicon, form)
    told = {r.place.removeprefix(f"{lexicon.file}:"): r for r in remarks if r.place != lexicon.file}
    first = Path(lexicon.file).read_text().split("\n").index('  "a <2> b",') + 1
    expected = {str(first + i): kinds[form] for i, kinds in enumerate(LOSSES.values()) if form in kinds}
    if form in ("quanteda", "liwc"):
        expected[str(first + 1 + len(LOSSES))] = "loosened"
    assert {place: r.kind for place, r in told.items()} == expected
    assert "Docks" in text
    assert ("plain words" in text) == (form in ("quanteda", "liwc"))
    whole = " ".join(r.text for r in remarks if r.place == lexicon.file)
    assert ("definition and source" in whole) == (form != "toml")


def test_convert_lexicon_tells_the_remarks_of_both_ends(tmp_path: Path) -> None:
    path = tmp_path / "mood.yml"
    path.write_text('Mood:\n  - gloom*\n  - "*ness"\n  - ":("\n')
    done = fr.convert_lexicon(path, to="liwc")
    assert done.text == "%\n1\tmood\n%\ngloom*\t1\n"
    assert [r.removeprefix(str(path)) for r in done.remarks][:3] == [
        ":4: left out: 'Mood': pattern ':(': ':' in ':(' is never part of a word, so this can match nothing; write the"
        " words it parts with a blank between them",
        ": changed: an id has small letters, digits and _: 'Mood' is mood",
        ":3: left out: marker 'mood': '*ness': LIWC has * only at the end",
    ]
    toml = fr.convert_lexicon(path, to="toml", language="de")
    (tmp_path / "mood.toml").write_text(toml.text)
    assert read_lexicon(tmp_path / "mood.toml").language == "de"
    assert any("tells no version" in r for r in toml.remarks)


def test_where_nothing_is_left_it_is_an_error(tmp_path: Path) -> None:
    lexicon = small(tmp_path, SMALL.split("[categories.mood]")[0].replace('"quay*", ', "").replace("square", "*ness"))
    lexicon = replace(lexicon, markers=lexicon.markers[1:])
    with pytest.raises(
        LexiconError, match=r"small\.toml:12: left out: marker 'place'(.|\n)*none of its patterns is left"
    ):
        write(lexicon, "liwc")
    with pytest.raises(ValueError, match="to must be one of toml, quanteda, liwc, csv"):
        fr.convert_lexicon("framing.en", to="yaml")


def test_an_ending_that_is_no_lexicon(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    with pytest.raises(LexiconError, match=r"a\.txt: a lexicon's ending says what it is"):
        read_lexicon(tmp_path / "a.txt")
