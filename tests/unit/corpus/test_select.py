import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import framing as fr
from framing.corpus.features import read_features, write_features
from framing.corpus.select import listed, read_selection, select_features
from framing.errors import CorpusError

ROWS = [
    {"id": "a", "text": "Civil society spoke at length of it.", "date": "2014-05-31", "short": False, "group": "x"},
    {"id": "b", "text": "Hostile forces.", "date": "2014-06", "short": True, "group": "y"},
    {"id": "c", "text": "Civil society spoke at length of it.", "date": "2014", "short": False, "group": "x"},
    {"id": "d", "text": "Hostile forces came and repression went.", "date": "", "short": None, "group": "y"},
    {"id": "e", "text": "Civil society spoke at length of it.", "date": "2015-01-01", "short": False, "group": "y"},
]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    return path


def kept(corpus: fr.Corpus) -> str:
    return "".join(corpus.documents["doc_id"])


def reasons(left_out: pd.DataFrame) -> dict[str, str]:
    return dict(zip(left_out["doc_id"], left_out["reason"], strict=True))


@pytest.mark.parametrize(
    ("options", "ids", "why"),
    [
        ({"where": "short == false"}, "ace", {"b": "where", "d": "where_unknown"}),
        ({"date_from": "2014"}, "abce", {"d": "no_date"}),
        ({"date_from": "2014-06"}, "be", {"a": "too_early", "c": "coarse_date", "d": "no_date"}),
        ({"date_to": "2014"}, "abc", {"d": "no_date", "e": "too_late"}),
        ({"date_to": "2014-05-31"}, "a", {"b": "too_late", "c": "coarse_date", "d": "no_date", "e": "too_late"}),
        (
            {"where": "group == 'y'", "date_from": "2014-06-01"},
            "be",
            {"a": "where", "c": "where", "d": "no_date"},
        ),
    ],
)
def test_documents_belong_or_are_counted_with_their_reason(
    source: Path, options: dict[str, str], ids: str, why: dict[str, str]
) -> None:
    corpus = fr.read_corpus(source, **options)
    assert kept(corpus) == ids
    assert reasons(corpus.left_out) == why
    assert len(corpus) + len(corpus.left_out) == len(ROWS)
    assert list(corpus.left_out.columns) == ["doc_id", "outlet", "group", "date", "reason", "rule"]


def test_a_month_ends_with_its_last_day(source: Path) -> None:
    assert "b" in kept(fr.read_corpus(source, date_from="2014-06-01", date_to="2014-06"))
    assert "b" in kept(fr.read_corpus(source, date_from="2014-06-01", date_to="2014-06-30"))


def test_a_repeat_of_what_is_left_out_becomes_the_first(source: Path) -> None:
    corpus = fr.read_corpus(source, where="id != 'a'")
    assert dict(zip(corpus.documents["doc_id"], corpus.documents["duplicate_of"], strict=True))["c"] == ""
    assert dict(zip(corpus.documents["doc_id"], corpus.documents["duplicate_of"], strict=True))["e"] == "c"


def test_a_document_that_does_not_belong_may_have_no_text(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "x", "open": true}\n{"text": null, "open": false}\n{"text": "", "open": false}\n')
    corpus = fr.read_corpus(path, where="open == true")
    assert kept(corpus) == "row-000001"
    assert list(corpus.left_out["doc_id"]) == ["row-000002", "row-000003"]


def test_names_of_the_source_and_of_framing_both_hold(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("body,source,when\nx,Post,2014\ny,Times,2015\n", encoding="utf-8")
    columns = {"text": "body", "outlet": "source", "date": "when"}
    for where in ("source == 'Post'", "outlet == 'Post'", "when == 2014", "date == 2014"):
        assert kept(fr.read_corpus(path, where=where, **columns)) == "row-000001"
    with pytest.raises(CorpusError, match=r"there is no column 'sorce' \(asked for by where .*did you mean 'source'"):
        fr.read_corpus(path, where="sorce == 'Post'", **columns)
    with pytest.raises(CorpusError, match="there is no column 'group'"):
        fr.read_corpus(path, where="group == 'x'", **columns)


def test_an_unknown_column_of_a_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    (tmp_path / "b.txt").write_text("y", encoding="utf-8")
    assert kept(fr.read_corpus(tmp_path, where="file == 'a.txt'")) == "a.txt"
    assert kept(fr.read_corpus(tmp_path, where="doc_id in ['b.txt']")) == "b.txt"
    with pytest.raises(CorpusError, match="there is no column 'outlet'"):
        fr.read_corpus(tmp_path, where="outlet == 'a'")


def test_a_cell_of_another_kind_is_named_with_its_line(source: Path) -> None:
    with pytest.raises(CorpusError, match=r"a.jsonl:1: where: column 'group' is compared with a number, it holds 'x'"):
        fr.read_corpus(source, where="group == 1")


def test_a_corpus_of_which_nothing_is_left_is_refused(source: Path) -> None:
    with pytest.raises(CorpusError) as problem:
        fr.read_corpus(source, where="group == 'z'")
    assert str(problem.value) == (f"{source}: no document is left: 5 not meeting the condition (where: group == 'z')")
    with pytest.raises(CorpusError, match=r"no document of the corpus is left: 5 too short \(min_tokens = 90\)"):
        fr.encode(fr.read_corpus(source), min_tokens=90)


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ({"date_from": "May 2014"}, "date_from = 'May 2014': a date is written YYYY"),
        ({"date_to": "2014-02-30"}, "date_to = '2014-02-30': '2014-02-30' is no possible date"),
        ({"date_from": "2015", "date_to": "2014"}, "date_from = '2015' lies after date_to = '2014'"),
    ],
)
def test_limits_that_are_none_are_refused(source: Path, options: dict[str, str], problem: str) -> None:
    with pytest.raises(CorpusError) as refusal:
        fr.read_corpus(source, **options)
    assert problem in str(refusal.value)


def same(one: Any, two: Any) -> None:
    for name in ("documents", "audit", "hits", "words", "left_out"):
        pd.testing.assert_frame_equal(getattr(one, name), getattr(two, name), obj=name)


def test_a_corpus_without_short_documents_is_as_if_they_had_never_been(source: Path, tmp_path: Path) -> None:
    corpus = fr.read_corpus(source, partition_bytes=40)
    tokens = fr.encode(corpus, min_tokens=3)
    assert reasons(tokens.left_out) == {"b": "too_short"}
    assert tokens.vocabulary.words == fr.encode(fr.read_corpus(source, where="id != 'b'")).vocabulary.words
    assert [tokens.text(i) for i in range(4)] == [str(r["text"]) for r in ROWS if r["id"] != "b"]
    fr.encode(corpus, min_tokens=3, folder=tmp_path / "kept")
    same_again = fr.open_tokens(tmp_path / "kept")
    pd.testing.assert_frame_equal(same_again.left_out, tokens.left_out)


def test_features_are_chosen_from_as_articles_are(source: Path, tmp_path: Path) -> None:
    whole = fr.extract_features(fr.encode(fr.read_corpus(source)))
    for options, least in (({"where": "short == false", "date_from": "2014"}, 0), ({"where": "group == 'y'"}, 3)):
        chosen = select_features(whole, read_selection(**options), least)
        same(chosen, fr.extract_features(fr.encode(fr.read_corpus(source, **options), min_tokens=least)))
        write_features(chosen, tmp_path / "features")
        same(read_features(tmp_path / "features"), chosen)
        assert listed(chosen.left_out)
    with pytest.raises(CorpusError, match="did you mean 'short'"):
        select_features(whole, read_selection(where="shrt == true"))
    with pytest.raises(CorpusError, match="no document of the features is left"):
        select_features(whole, read_selection(date_from="2020"))


def test_features_without_anything_left_out_have_no_file_for_it(source: Path, tmp_path: Path) -> None:
    write_features(fr.extract_features(fr.encode(fr.read_corpus(source))), tmp_path / "features")
    assert not (tmp_path / "features/left_out.csv").exists()
