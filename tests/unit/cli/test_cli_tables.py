"""mark, features, kwic, keyness, topics, lexicon: what they print is what the Python functions give."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import cli_corpus as made
import pandas as pd
import pytest

import framing as fr
from framing.files import csv_text, read_table, rounded
from framing.schema import AUDIT, CONTRAST, DUPLICATES, HITS, TOPIC_CONTRAST, TOPIC_TERMS, TOPIC_WEIGHTS

SIDES = ("--target", "state", "--reference", "independent")


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def tokens_of(path: Path) -> fr.Tokens:
    return fr.encode(fr.read_corpus(path, id="key", text="body", outlet="paper", group="side", date="day"))


@pytest.fixture
def features(articles: Path, framing: Any) -> Path:
    done = framing("features", articles.name, *made.COLUMNS, "--out", "made/features")
    assert (done.code, done.out) == (0, "made/features\n")
    return Path("made/features")


def test_mark_prints_the_hits_of_the_shipped_lexicon(articles: Path, framing: Any) -> None:
    done = framing("mark", articles.name, *made.COLUMNS)
    hits = fr.find_markers(tokens_of(articles), fr.read_lexicon("framing.en"))
    assert (done.code, done.out, done.err) == (0, csv_text(hits), "")
    texts = {row["key"]: row["body"] for row in made.rows()}
    found = rows_of(done.out)
    assert {row["marker"] for row in found} >= {"hostile_forces", "human_rights"}
    for row in found:
        assert texts[row["doc_id"]][int(row["start"]) : int(row["end"])] == row["surface"]


def test_mark_prints_json_lines_and_writes_each_form_whole(articles: Path, here: Path, framing: Any) -> None:
    printed = framing("mark", articles.name, *made.COLUMNS, "--format", "jsonl").out
    plain = [json.loads(line) for line in printed.splitlines()]
    assert list(plain[0]) == HITS.names
    for form in ("csv", "jsonl", "parquet"):
        done = framing("mark", articles.name, *made.COLUMNS, "--out", f"deep/{form}/hits.{form}")
        assert (done.code, done.out) == (0, "")
        assert f"{len(plain)} rows in deep/{form}/hits.{form}" in done.err
    assert (here / "deep/jsonl/hits.jsonl").read_text() == printed
    for table in (
        read_table(here / "deep/csv/hits.csv", HITS),
        pd.read_parquet(here / "deep/parquet/hits.parquet"),
    ):
        assert table.to_dict("records") == plain


def test_mark_writes_what_was_skipped_on_request(here: Path, framing: Any) -> None:
    rows = made.rows()
    rows[0]["body"] += "\nShare on Facebook\n\nRead more: A dry autumn\n"
    made.write_csv(here / "articles.csv", rows)
    done = framing("mark", "articles.csv", *made.COLUMNS, "--audit", "audit.csv")
    audit = read_table(here / "audit.csv", AUDIT)
    skipped = {rows[0]["body"][a:b].strip() for a, b in zip(audit["start"], audit["end"], strict=True)}
    assert skipped == {"Share on Facebook", "Read more: A dry autumn"}
    assert rows_of(done.out)[0]["doc_id"] == "i00"


def test_a_folder_of_texts_takes_its_metadata_from_documents(here: Path, framing: Any) -> None:
    (here / "texts").mkdir()
    (here / "texts/a.txt").write_text("Hostile forces spoke. The rest of the morning was calm.")
    (here / "documents.csv").write_text("file,paper,group,date\na.txt,Lantern,independent,2031-05\n")
    done = framing("mark", "texts", "--documents", "documents.csv", "--outlet", "paper")
    (hit,) = rows_of(done.out)
    assert [hit[n] for n in ("doc_id", "outlet", "group", "date", "surface")] == [
        *("a.txt", "Lantern", "independent", "2031-05", "Hostile forces")
    ]


def test_overlap_and_own_lexicons_are_followed(articles: Path, here: Path, framing: Any) -> None:
    (here / "own.toml").write_text(
        '[lexicon]\nname = "own"\nlanguage = "en"\nversion = "1"\n\n[categories.place]\nlabel = "Place"\n'
        'definition = "Where."\n\n[categories.place.markers]\n'
        'harbour_works = ["harbour works"]\nharbour = ["harbour"]\n'
    )
    mark = ("mark", articles.name, *made.COLUMNS, "--lexicon", "own.toml")
    longest, everything = rows_of(framing(*mark).out), rows_of(framing(*mark, "--overlap", "all").out)
    works = sum(row["marker"] == "harbour_works" for row in longest)
    assert works > 0
    assert len(everything) == len(longest) + works
    both = rows_of(framing(*mark, "--lexicon", "framing.en").out)
    assert {"harbour_works", "human_rights"} <= {row["marker"] for row in both}


def test_features_give_the_hits_words_and_topics_that_the_articles_give(
    articles: Path, features: Path, framing: Any
) -> None:
    source = (articles.name, *made.COLUMNS)
    for command in (
        ("mark",),
        ("keyness", *SIDES, "--min-count", "2"),
        ("topics", "-k", "2", "--segment", "document"),
    ):
        name, *options = command
        from_text, from_features = framing(name, *source, *options), framing(name, features, *options)
        assert from_text.code == from_features.code == 0
        assert len(from_text.out.splitlines()) > 5
        assert from_text.out == from_features.out


def test_ngrams_are_compared_from_articles_and_refused_without_them(
    articles: Path, features: Path, framing: Any
) -> None:
    done = framing("keyness", articles.name, *made.COLUMNS, *SIDES, "--unit", "bigram", "--min-count", "2")
    assert done.code == 0
    rows = rows_of(done.out)
    assert all(len(row["item"].split()) == 2 for row in rows)
    assert {row["denominator"] for row in rows} == {"all bigrams"}
    refused = framing("keyness", features, *SIDES, "--unit", "trigram")
    assert refused.code == 1
    assert "trigrams need the order of words" in refused.err


def test_features_hold_no_running_text_and_can_be_written_again(articles: Path, features: Path, framing: Any) -> None:
    before = made.tree(features)
    assert set(before) == {"documents.csv", "audit.csv", "hits.csv", "words.csv", "duplicates.csv", "features.json"}
    assert not any(b"asked the council" in (data or b"") for data in before.values())
    assert framing("features", articles.name, *made.COLUMNS, "--out", features).code == 0
    assert made.tree(features) == before


def test_features_say_what_needs_the_articles(features: Path, here: Path, framing: Any) -> None:
    (here / "own.toml").write_text(
        '[lexicon]\nname = "own"\nlanguage = "en"\nversion = "1"\n\n[categories.place]\nlabel = "Place"\n'
        'definition = "Where."\n\n[categories.place.markers]\nharbour = ["harbour"]\n'
    )
    for argv in (
        ("kwic", features, "--marker", "human_rights"),
        ("collocates", features, "--marker", "human_rights"),
        ("around", features, "--marker", "human_rights", *SIDES),
        ("features", features, "--out", "again"),
        ("mark", features, "--lexicon", "own.toml"),
        ("mark", features, "--overlap", "all"),
        ("lexicon", "lint", "own.toml", "--against", features),
    ):
        done = framing(*argv)
        assert (done.code, done.out) == (1, "")
        assert "needs the articles: name their folder or file as SOURCE" in done.err
    assert not (here / "again").exists()


def test_kwic_prints_each_hit_with_its_neighbours(articles: Path, framing: Any) -> None:
    kwic = ("kwic", articles.name, *made.COLUMNS, "--marker", "human_rights", "--width", "2")
    lines = rows_of(framing(*kwic).out)  # csv where stdout is no terminal
    assert [(r["left"], r["surface"], r["right"]) for r in lines] == [
        *[("For", "human rights", "the square")] * 4,
        *[("so-called “", "human rights", "” of the")] * 4,
    ]
    direct = rows_of(framing(*kwic, "--voice", "direct").out)
    own = rows_of(framing(*kwic, "--voice", "own", "--voice", "indirect").out)
    assert len(direct) + len(own) == 8


def test_kwic_sorts_by_the_words_beside(articles: Path, framing: Any) -> None:
    kwic = ("kwic", articles.name, *made.COLUMNS, "--marker", "hostile_forces", "--format", "jsonl")
    for side in ("left", "right"):
        lines = [json.loads(line) for line in framing(*kwic, "--sort", side).out.splitlines()]
        words = [line[side].lower().split() for line in lines]
        assert len({tuple(w) for w in words}) > 1
        keys = [w[::-1] for w in words] if side == "left" else words
        assert keys == sorted(keys)


def test_kwic_on_a_terminal_is_aligned_and_harmless(here: Path, framing: Any) -> None:
    texts = ["Long before that the hostile forces \x1b[31mleft.", "The hostile forces came by night."]
    made.write_jsonl(here / "a.jsonl", [{"text": t, "id": str(i)} for i, t in enumerate(texts)])
    done = framing("kwic", "a.jsonl", "--marker", "hostile_forces", "--format", "text")
    first, second = done.out.splitlines()
    assert first.index("hostile forces") == second.index("hostile forces")
    assert "\x1b" not in done.out


def test_an_unknown_marker_is_answered_with_the_nearest(articles: Path, framing: Any) -> None:
    done = framing("kwic", articles.name, *made.COLUMNS, "--marker", "human_right")
    assert (done.code, done.out) == (1, "")
    assert "did you mean 'human_rights'?" in done.err


def test_a_marker_without_a_hit_gives_an_empty_table_and_a_note(articles: Path, framing: Any) -> None:
    done = framing("kwic", articles.name, *made.COLUMNS, "--marker", "imperialism")
    assert (done.code, rows_of(done.out)) == (0, [])
    assert done.out.startswith("doc_id,")
    assert "imperialism is nowhere in these articles" in done.err


def test_keyness_prints_the_contrast_over_words(articles: Path, framing: Any) -> None:
    options = ("--min-count", "2", "--min-docs", "3", "--voice", "own", "--voice", "indirect", "--seed", "5")
    done = framing("keyness", articles.name, *made.COLUMNS, *SIDES, *options)
    table = fr.keyness(
        tokens_of(articles),
        target="state",
        reference="independent",
        seed=5,
        min_count=2,
        min_docs=3,
        voices=["own", "indirect"],
    )
    assert done.out == csv_text(rounded(table))
    assert list(rows_of(done.out)[0]) == CONTRAST.names
    assert {row["voice"] for row in rows_of(done.out)} == {"own+indirect"}


def test_keyness_compares_outlets_and_all_others(articles: Path, framing: Any) -> None:
    sides = ("--target", "Lantern", "--reference", "all others", "--by", "outlet")
    done = framing("keyness", articles.name, *made.COLUMNS, *sides, "--min-count", "2")
    assert {(row["target"], row["n_clusters_target"]) for row in rows_of(done.out)} == {("Lantern", "3")}


def test_topics_prints_the_table_asked_for(articles: Path, framing: Any) -> None:
    topics = ("topics", articles.name, *made.COLUMNS, "-k", "3", "--segment", "document", "--seed", "4")
    model = fr.fit_topics(tokens_of(articles), k=3, seed=4, segment="document")
    contrast = fr.compare_topics(model, target="state", reference="independent", seed=4)
    for argv, table, contract in (
        (topics, model.terms, TOPIC_TERMS),
        ((*topics, "--what", "weights"), model.weights, TOPIC_WEIGHTS),
        ((*topics, "--what", "contrast", *SIDES), contrast, TOPIC_CONTRAST),
    ):
        done = framing(*argv)
        assert done.out == csv_text(rounded(table))
        assert done.out.splitlines()[0] == ",".join(contract.names)


def test_lexicon_show_prints_every_marker(framing: Any) -> None:
    lexicon = fr.read_lexicon("framing.en")
    done = framing("lexicon", "show", "framing.en", "--format", "jsonl")
    shown = [json.loads(line) for line in done.out.splitlines()]
    assert [(r["marker"], r["category"]) for r in shown] == [(m.id, m.category) for m in lexicon.markers]


def test_collocates_prints_what_the_function_gives(articles: Path, framing: Any) -> None:
    options = ("--marker", "human_rights", "--window", "4", "--by", "group", "--min-count", "2")
    done = framing("collocates", articles.name, *made.COLUMNS, *options)
    tokens = tokens_of(articles)
    hits = fr.find_markers(tokens, fr.read_lexicon("framing.en"))
    table = fr.collocates(hits, tokens, marker="human_rights", window=4, by="group", min_count=2)
    assert (done.code, done.out, done.err) == (0, csv_text(rounded(table)), "")
    assert set(table["group"]) == {"state", "independent"}


def test_collocates_that_are_none_are_an_empty_table_and_a_note(articles: Path, framing: Any) -> None:
    for options, said in (
        (("--marker", "wrong_views"), "wrong_views is nowhere in these articles"),
        (("--marker", "human_rights", "--min-count", "99"), "no word stands near human_rights 99 times"),
    ):
        done = framing("collocates", articles.name, *made.COLUMNS, *options)
        assert done.code == 0
        assert rows_of(done.out) == []
        assert said in done.err
    done = framing("collocates", articles.name, *made.COLUMNS, "--marker", "human_right")
    assert (done.code, "did you mean 'human_rights'?" in done.err) == (1, True)


def test_around_prints_what_the_function_gives(articles: Path, framing: Any) -> None:
    options = ("--marker", "human_rights", "--window", "4", "--min-count", "2", "--seed", "5")
    done = framing("around", articles.name, *made.COLUMNS, *SIDES, *options)
    tokens = tokens_of(articles)
    hits = fr.find_markers(tokens, fr.read_lexicon("framing.en"))
    sides = {"target": "state", "reference": "independent", "seed": 5}
    table = fr.around(hits, tokens, marker="human_rights", window=4, min_count=2, **sides)
    assert (done.code, done.out, done.err) == (0, csv_text(rounded(table)), "")
    assert set(table["kind"]) == {"category", "word"}


def test_around_names_the_lexicon_that_a_marker_stands_in(articles: Path, framing: Any) -> None:
    around = ("around", articles.name, *made.COLUMNS, *SIDES, "--marker")
    assert "no marker 'human_right'; did you mean 'human_rights'?" in framing(*around, "human_right").err
    assert "'modal_must'; it stands in stance-en: name that with --marker-lexicon" in framing(*around, "modal_must").err
    done = framing(*around, "modal_must", "--marker-lexicon", "stance.en", "--lexicon", "framing.en")
    assert done.code == 1  # only the state side writes it
    assert "no word stands near 'modal_must' in the documents of 'independent'" in done.err


def test_duplicates_prints_the_clusters(here: Path, framing: Any) -> None:
    rows = made.rows()
    copy = {**rows[0], "key": "copy", "paper": "Lantern", "day": "2031-09-01", "body": rows[0]["body"] + "And more.\n"}
    done = framing("duplicates", made.write_jsonl(here / "a.jsonl", [*rows, copy]), *made.COLUMNS)
    assert done.code == 0
    table = pd.read_csv(io.StringIO(done.out), keep_default_na=False)
    assert list(table) == DUPLICATES.names
    first = table[table["cluster"] == table.set_index("doc_id").loc["copy", "cluster"]]
    assert rows[0]["key"] in first["doc_id"].tolist()
    strict = framing("duplicates", here / "a.jsonl", *made.COLUMNS, "--min-similarity", "0.9", "--run", "3")
    assert pd.read_csv(io.StringIO(strict.out))["doc_id"].tolist() == [rows[0]["key"], "copy"]
    assert "1 cluster, 2 of 25 documents" in strict.err


def test_duplicates_refuses_what_it_can_not_do(articles: Path, features: Path, framing: Any) -> None:
    done = framing("duplicates", articles, *made.COLUMNS, "--min-similarity", "0")
    assert done.code == 2
    assert "must be a number above 0 and at most 1, not '0'" in done.err
    done = framing("duplicates", features)
    assert done.code == 1
    assert "finding near-duplicates needs the articles" in done.err


def test_lexicon_suggest_prints_evidence_or_lines_to_paste(articles: Path, framing: Any) -> None:
    suggest = ("lexicon", "suggest", "framing.en", "--against", articles.name, *made.COLUMNS, "--min-count", "3")
    done = framing(*suggest, *SIDES, "--top", "2")
    options = {"target": "state", "reference": "independent", "min_count": 3, "top": 2}
    table = fr.suggest_patterns(tokens_of(articles), fr.read_lexicon("framing.en"), **options)
    assert (done.code, done.out, done.err) == (0, csv_text(rounded(table)), "")
    assert len(table)
    lines = framing(*suggest, "--toml").out
    assert lines.startswith("# [categories.")
    assert framing(*suggest, "--toml", "--format", "csv").code == 2
    assert framing(*suggest, "--target", "state").code == 2
    nothing = framing(*suggest, "--min-docs", "99")
    assert (nothing.code, rows_of(nothing.out)) == (0, [])
    assert "nothing is frequent enough" in nothing.err
