import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from framing.corpus.read import Corpus, read_corpus
from framing.corpus.sources import find_source
from framing.errors import CorpusError


def put(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())
    return path


def column(corpus: Corpus, name: str) -> list[Any]:
    return corpus.documents[name].tolist()


def refused(source: Any, **options: Any) -> str:
    with pytest.raises(CorpusError) as problem:
        read_corpus(source, **options)
    return str(problem.value)


def test_a_glob_takes_files_of_our_kinds_and_names_them_from_its_fixed_part(tmp_path: Path) -> None:
    for name in ("a/x.txt", "a/deep/er/y.txt.gz", "b/z.text", "a/no.md", "a/.hidden.txt", "a/.git/q.txt"):
        put(tmp_path / name, name)
    (tmp_path / "a/loop").symlink_to(tmp_path)
    assert column(read_corpus(tmp_path / "*/x.txt"), "doc_id") == ["a/x.txt"]
    assert column(read_corpus(f"{tmp_path}/a/**/*"), "doc_id") == ["deep/er/y.txt.gz", "x.txt"]
    assert column(read_corpus(tmp_path / "[ab]/*.t?xt"), "doc_id") == ["b/z.text"]


def test_a_glob_is_relative_to_where_one_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "a/x.txt", "x")
    monkeypatch.chdir(tmp_path)
    assert column(read_corpus("**/*.txt"), "doc_id") == ["a/x.txt"]
    assert column(read_corpus("a/*.txt"), "doc_id") == ["x.txt"]


def test_a_file_whose_name_looks_like_a_glob_is_meant_itself(tmp_path: Path) -> None:
    put(tmp_path / "a[1].txt", "itself")
    put(tmp_path / "a1.txt", "not this")
    assert read_corpus(tmp_path / "a[1].txt").texts.to_pylist() == ["itself"]


def test_several_places_are_named_from_the_folder_that_they_share(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("n/a/x.txt", "n/a/y.txt", "n/b/x.txt"):
        put(tmp_path / name, name)
    wanted = ["a/x.txt", "a/y.txt", "b/x.txt"]
    assert column(read_corpus([tmp_path / "n/b", tmp_path / "n/a"]), "doc_id") == wanted
    twice = [tmp_path / "n/a/*.txt", tmp_path / "n/a/x.txt", tmp_path / "n/b/x.txt"]
    assert column(read_corpus(twice), "doc_id") == wanted
    monkeypatch.chdir(tmp_path / "n")
    assert column(read_corpus(["a", Path("b/x.txt").absolute()]), "doc_id") == wanted
    assert column(read_corpus(["a/x.txt"]), "doc_id") == ["x.txt"]


def test_tables_with_the_same_columns_make_one_corpus(tmp_path: Path) -> None:
    put(tmp_path / "a.csv", "id,text,group\n2,two,x\n1,one,y\n")
    put(tmp_path / "b.csv.gz", "text,group,id\nthree,x,3\n")
    corpus = read_corpus(tmp_path / "*.csv*")
    assert column(corpus, "doc_id") == ["1", "2", "3"]
    assert corpus.texts.to_pylist() == ["one", "two", "three"]
    assert column(corpus, "file") == ["a.csv", "a.csv", "b.csv.gz"]


def test_rows_of_several_tables_are_called_by_their_table(tmp_path: Path) -> None:
    put(tmp_path / "b.csv", "text\nx\ny\n")
    put(tmp_path / "a.jsonl", '{"text": "z"}\n')
    corpus = read_corpus([tmp_path / "b.csv", tmp_path / "a.jsonl"])
    assert column(corpus, "doc_id") == ["a.jsonl:row-000001", "b.csv:row-000001", "b.csv:row-000002"]


def test_an_id_is_unique_over_all_tables_and_both_places_are_told(tmp_path: Path) -> None:
    a, b = put(tmp_path / "a.csv", "id,text\n1,x\n2,y\n"), put(tmp_path / "b.csv", "id,text\n3,x\n2,y\n")
    assert refused([a, b]) == f"{b}:3: id '2' stands already at {a}:3; an id must be unique"


def test_tables_of_different_columns_are_refused(tmp_path: Path) -> None:
    a, b = put(tmp_path / "a.csv", "id,text,side\n1,x,s\n"), put(tmp_path / "b.csv", "id,text,sides\n2,x,s\n")
    assert refused([a, b]) == (
        f"{b}: its columns are not those of {a}: it lacks 'side', and only it has 'sides';"
        " tables that make one corpus must have the same columns"
    )
    assert "there is no column 'text'" in refused([a, put(tmp_path / "c.jsonl", '{"id": 4, "body": "x"}\n')])


def test_texts_and_tables_do_not_mix(tmp_path: Path) -> None:
    a, b = put(tmp_path / "a.txt", "x"), put(tmp_path / "b.csv", "text\nx\n")
    assert refused(tmp_path / "*") == refused([a, b])
    assert refused([a, b]).startswith(f"{a} is a text and {b} a table; a source is either texts or tables")


def test_a_glob_that_finds_nothing_says_so(tmp_path: Path) -> None:
    put(tmp_path / "a/x.md", "x")
    assert refused(tmp_path / "a/*.csv").startswith(
        f"{tmp_path}/a/*.csv: matches no file; it must match files that end"
    )
    assert f"{tmp_path}/a/*: matches 1 file, which does not end in .txt" in refused(tmp_path / "a/*")
    assert refused(tmp_path / "aa/*.csv") == (
        f"{tmp_path}/aa/*.csv: there is no folder {tmp_path}/aa; did you mean {str(tmp_path / 'a')!r}?"
    )
    assert "must name at least one" in refused([])


def test_metadata_for_chosen_texts_may_hold_rows_for_others(tmp_path: Path) -> None:
    for name in ("a1.txt", "a2.txt", "b.txt"):
        put(tmp_path / "texts" / name, name)
    rows = put(tmp_path / "d.tsv", "file\tgroup\na1.txt\tx\na2.txt\ty\nb.txt\tz\nc.txt\tz\n")
    corpus = read_corpus(tmp_path / "texts/a*", documents=rows)
    assert column(corpus, "group") == ["x", "y"]
    assert "rows without a file" in refused(tmp_path / "texts", documents=rows)


def test_metadata_find_a_file_in_another_unicode_form(tmp_path: Path) -> None:
    put(tmp_path / "texts/Vie\u0323\u0302t.txt", "x")  # as some file systems write it
    rows = put(tmp_path / "d.csv", "file,outlet,group\nViệt.txt,Ba\u0301o,a\n")
    corpus = read_corpus(tmp_path / "texts", documents=rows)
    assert column(corpus, "file") == ["Vie\u0323\u0302t.txt"]
    assert column(corpus, "outlet") == ["Báo"]


def test_one_outlet_in_two_unicode_forms_is_one_outlet(tmp_path: Path) -> None:
    rows = [{"text": "x", "outlet": "Báo", "event": "lũ"}, {"text": "y", "outlet": "Ba\u0301o", "event": "lu\u0303"}]
    corpus = read_corpus(put(tmp_path / "a.jsonl", "".join(json.dumps(r) + "\n" for r in rows)))
    assert column(corpus, "outlet") == ["Báo", "Báo"]
    assert column(corpus, "event") == ["lũ", "lũ"]


def test_a_quotation_mark_out_of_place_in_tsv_is_named(tmp_path: Path) -> None:
    path = put(tmp_path / "a.tsv", 'text\tid\ninner "marks" are fine\t1\n"He said" he came\t2\n')
    assert refused(path).startswith(f"{path}:3: not valid TSV (a tab expected after '\"'); is a quotation mark opened")


def test_a_json_line_broken_in_the_middle_is_named(tmp_path: Path) -> None:
    path = put(tmp_path / "a.jsonl", '{"text": "x"}\n{"text": "Civil soc\n{"text": "z"}\n')
    assert refused(path) == (
        f"{path}:2: not valid JSON (Unterminated string starting at column 10); each line must be one whole JSON object"
    )


def test_a_column_in_another_unicode_form_is_spelt_out(tmp_path: Path) -> None:
    path = put(tmp_path / "a.csv", "ba\u0301o,text\nx,y\n")
    assert "did you mean 'ba\\u0301o', which looks the same" in refused(path, outlet="báo")


def test_an_event_column_can_be_named(tmp_path: Path) -> None:
    path = put(tmp_path / "a.tsv", 'text\tstorm\tevent\n"a\tb"\tLan\told\n')
    corpus = read_corpus(path, event="storm")
    assert corpus.texts.to_pylist() == ["a\tb"]
    assert (column(corpus, "event"), column(corpus, "event_in_source")) == (["Lan"], ["old"])
    assert "event" not in read_corpus(put(tmp_path / "b.csv", "text\nx\n")).documents


def test_the_order_in_which_files_are_named_does_not_matter(tmp_path: Path) -> None:
    a, b = put(tmp_path / "a.jsonl", '{"text": "x"}\n'), put(tmp_path / "b.jsonl", '{"text": "y"}\n')
    assert find_source([a, b]).files == find_source([b, a]).files
