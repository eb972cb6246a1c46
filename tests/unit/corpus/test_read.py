import csv
import gzip
import hashlib
import io
import json
import os
from pathlib import Path
from typing import Any

import pytest

from framing.corpus.intake import COLUMNS
from framing.corpus.read import Corpus, read_corpus
from framing.errors import CorpusError


def texts(corpus: Corpus) -> list[str]:
    return corpus.texts.to_pylist()


def column(corpus: Corpus, name: str) -> list[Any]:
    return corpus.documents[name].tolist()


def put(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    data = content.encode() if isinstance(content, str) else content
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def table(path: Path, head: list[str], *rows: list[str]) -> Path:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([head, *rows])
    return put(path, out.getvalue())


def lines(path: Path, *objects: object) -> Path:
    return put(path, "".join(json.dumps(o, ensure_ascii=False) + "\n" for o in objects))


def refused(source: Path, **options: Any) -> str:
    with pytest.raises(CorpusError) as problem:
        read_corpus(source, **options)
    return str(problem.value)


# folders


def test_a_folder_gives_a_document_for_each_text_in_code_point_order(tmp_path: Path) -> None:
    put(tmp_path / "b.txt", "second")
    put(tmp_path / "a/z.TXT", "in a folder")
    put(tmp_path / "B.text", "capitals first")
    put(tmp_path / "c.txt.gz", "packed")
    put(tmp_path / "README.md", "no document")
    put(tmp_path / ".hidden.txt", "no document")
    put(tmp_path / ".git/x.txt", "no document")
    corpus = read_corpus(tmp_path, language="fr")
    assert column(corpus, "doc_id") == column(corpus, "file") == ["B.text", "a/z.TXT", "b.txt", "c.txt.gz"]
    assert texts(corpus) == ["capitals first", "in a folder", "second", "packed"]
    assert list(corpus.documents.columns) == list(COLUMNS)
    assert column(corpus, "lang") == ["fr"] * 4
    assert column(corpus, "outlet") == column(corpus, "group") == column(corpus, "date") == [""] * 4
    assert column(corpus, "n_chars") == [14, 11, 6, 6]
    assert corpus.documents["n_chars"].dtype == "int64"
    assert column(corpus, "sha256")[3] == hashlib.sha256(b"packed").hexdigest()
    assert len(corpus) == 4
    assert corpus.language == "fr"


def test_a_text_is_kept_as_received(tmp_path: Path) -> None:
    kept = {
        "bom.txt": "\ufeffA",
        "crlf.txt": "a\r\nb\rc\n\n",
        "nfd.txt": "Vie\u0323\u0302t",
        "odd.txt": " \u2028\x0b\x85x\t",
    }
    for name, text in kept.items():
        put(tmp_path / name, text)
    put(tmp_path / "utf16.txt", "\ufeffthế".encode("utf-16-be"))
    put(tmp_path / "west.txt", "the café is closed".encode("cp1252"))
    corpus = read_corpus(tmp_path)
    assert texts(corpus) == [*kept.values(), "\ufeffthế", "the café is closed"]
    assert column(corpus, "encoding") == ["utf-8"] * 4 + ["utf-16-be", "cp1252"]
    assert column(corpus, "n_chars") == [len(t) for t in texts(corpus)]


def test_one_text_is_a_corpus_of_one(tmp_path: Path) -> None:
    put(tmp_path / "other.txt", "not asked for")
    corpus = read_corpus(str(put(tmp_path / "a.txt", "alone")))
    assert (column(corpus, "doc_id"), texts(corpus)) == (["a.txt"], ["alone"])


def test_exact_repeats_are_kept_and_named(tmp_path: Path) -> None:
    for name, text in {"a": "one", "b": "two", "c": "one", "d": "one", "e": "one "}.items():
        put(tmp_path / f"{name}.txt", text)
    assert column(read_corpus(tmp_path), "duplicate_of") == ["", "", "a.txt", "a.txt", ""]


def test_a_repeat_in_another_encoding_is_a_repeat_of_the_text(tmp_path: Path) -> None:
    put(tmp_path / "a.txt", "\ufeffthế".encode("utf-16-le"))
    put(tmp_path / "b.txt", "\ufeffthế")
    assert column(read_corpus(tmp_path), "duplicate_of") == ["", "a.txt"]


def test_metadata_come_from_the_documents_file(tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    put(folder / "x.txt", "X")
    put(folder / "sub/y.txt.gz", "Y")
    digest = hashlib.sha256(b"Y").hexdigest().upper()
    head = ["file", "doc_id", "outlet", "side", "date", "title", "url", "lang", "sha256", "event"]
    rows = table(
        tmp_path / "documents.csv",
        head,
        ["./x.txt", "n2", "Post", "state", "2020-01-02T10:00Z", "'=T", "u", "", "", "e1"],
        ["sub/y.txt.gz", "n1", "", "", "", "", "", "vi", digest, ""],
    )
    corpus = read_corpus(folder, documents=rows, group="side")
    assert column(corpus, "doc_id") == ["n1", "n2"]
    assert column(corpus, "file") == ["sub/y.txt.gz", "x.txt"]
    assert corpus.documents.iloc[1][["outlet", "group", "date", "title", "url", "lang", "event"]].tolist() == [
        *("Post", "state", "2020-01-02", "=T", "u", "en", "e1")
    ]
    assert column(corpus, "lang") == ["vi", "en"]
    assert list(corpus.documents.columns) == [*COLUMNS, "event"]


def test_files_and_rows_that_do_not_meet_are_all_named(tmp_path: Path) -> None:
    for name in "abc":
        put(tmp_path / f"{name}.txt", name)
    rows = table(tmp_path / "d.csv", ["file"], ["a.txt"], ["x.txt"], ["a.txt"], ["y.txt"])
    message = refused(tmp_path, documents=rows)
    assert message.splitlines() == [
        f"{tmp_path}: 3 problems",
        f"  - {rows}:4: file 'a.txt' stands already at {rows}:2; give each text one row",
        f"  - {rows}: rows without a file in {tmp_path}: 'x.txt' (line 3), 'y.txt' (line 5); "
        "add the files or drop the rows",
        f"  - {rows}: files of {tmp_path} without a row: 'b.txt', 'c.txt'; add rows, or move the files away",
    ]


def test_a_file_that_is_not_the_recorded_one_is_refused(tmp_path: Path) -> None:
    put(tmp_path / "a.txt", "changed")
    put(tmp_path / "b.txt", "changed too")
    wanted = hashlib.sha256(b"recorded").hexdigest()
    rows = table(tmp_path / "d.csv", ["file", "sha256"], ["a.txt", wanted], ["b.txt", "abc"])
    message = refused(tmp_path, documents=rows)
    assert f"{tmp_path / 'a.txt'}: its SHA-256 begins {hashlib.sha256(b'changed').hexdigest()[:12]}" in message
    assert f"{rows}:2 says {wanted[:12]}; fetch the file again as it was recorded, or correct" in message
    assert f"{rows}:3 says abc;" in message


def test_a_documents_file_must_name_the_files(tmp_path: Path) -> None:
    put(tmp_path / "a.txt", "a")
    rows = table(tmp_path / "d.csv", ["files", "outlet"], ["a.txt", "o"])
    assert refused(tmp_path, documents=rows) == (
        f"{rows}: there is no column 'file', which must hold each text's name in the folder; did you mean 'files'?"
    )
    assert "there is no column 'outlets' (asked for by outlet=); did you mean 'outlet'?" in refused(
        tmp_path, documents=rows, outlet="outlets"
    )


def test_documents_belong_to_a_folder_and_are_csv(tmp_path: Path) -> None:
    text = put(tmp_path / "a.txt", "a")
    rows = table(tmp_path / "d.csv", ["file"], ["a.txt"])
    assert column(read_corpus(text, documents=rows), "doc_id") == ["a.txt"]
    assert "documents= gives metadata for a folder of texts" in refused(rows, documents=rows)
    assert "documents= must be a .csv or .tsv file with one row a text" in refused(tmp_path, documents=text)
    assert f"did you mean {str(rows)!r}?" in refused(tmp_path, documents=tmp_path / "dd.csv")


def test_a_column_named_for_bare_texts_is_refused(tmp_path: Path) -> None:
    put(tmp_path / "a.txt", "a")
    assert refused(tmp_path, outlet="source") == (
        f"{tmp_path}: texts have no column 'source' (outlet=); give documents= with a .csv file"
    )


def test_a_text_column_is_refused_where_files_are_the_texts(tmp_path: Path) -> None:
    put(tmp_path / "a.txt", "a")
    rows = table(tmp_path / "d.csv", ["file", "body"], ["a.txt", "b"])
    assert "text= is for tables" in refused(tmp_path, documents=rows, text="body")


def test_a_folder_without_texts_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path) == f"{tmp_path}: the folder holds no .txt, .text, .html or .htm file"
    rows = table(tmp_path / "d.csv", ["text"], ["a"])
    assert refused(tmp_path).endswith(f"; name a table itself as the source, such as {rows}")


def test_a_missing_source_is_named_with_its_nearest_sibling(tmp_path: Path) -> None:
    put(tmp_path / "articles/a.txt", "a")
    wanted = tmp_path / "article/a.txt"
    assert refused(wanted) == (
        f"{wanted}: there is no such file or folder; did you mean {str(tmp_path / 'articles')!r}?"
    )
    assert refused(tmp_path / "zzz") == f"{tmp_path / 'zzz'}: there is no such file or folder"


def test_what_is_no_file_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.csv")
    assert refused(tmp_path / "a.csv").endswith("is not a file that can be read, but a broken link, a pipe or a device")
    assert "can't be a source (File name too long)" in refused(Path("words of an article " * 100))


def test_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    path = put(tmp_path / "a.docx", "a")
    assert refused(path) == (
        f"{path}: a source is a folder of .txt or .html files, or a file that ends in .txt, .text, .html, .htm, .csv,"
        " .tsv, .jsonl, .ndjson, .parquet, or one of these with .gz after it"
    )


def test_all_bad_texts_of_a_folder_are_reported_together(tmp_path: Path) -> None:
    put(tmp_path / "binary.txt", b"a\0b")
    put(tmp_path / "bom.txt", "\ufeff\r\n")
    put(tmp_path / "damaged.txt", "é".encode() + b"\xff")
    put(tmp_path / "empty.txt", b"")
    put(tmp_path / "fine.txt", "fine")
    (tmp_path / "link.txt").symlink_to(tmp_path / "nowhere")
    put(tmp_path / "packed.txt.gz", "x" * 100)
    packed = (tmp_path / "packed.txt.gz").read_bytes()
    (tmp_path / "packed.txt.gz").write_bytes(packed[:-9])
    (tmp_path / "unpacked.txt.gz").write_bytes(b"plain")
    message = refused(tmp_path)
    found = [line.removeprefix(f"  - {tmp_path}{os.sep}") for line in message.splitlines()[1:]]
    assert message.startswith(f"{tmp_path}: 7 problems\n")
    assert [line.split(":")[0] for line in found] == [
        *("binary.txt", "bom.txt", "damaged.txt", "empty.txt", "link.txt", "packed.txt.gz", "unpacked.txt.gz")
    ]
    assert "byte 1 begins a NUL character" in found[0]
    assert "the text holds nothing but white space" in found[1]
    assert "byte 2: 0xFF is no valid UTF-8" in found[2]
    assert "the text is empty" in found[3]
    assert "a broken link" in found[4]
    assert "can't be read (" in found[5]
    assert "Not a gzipped file" in found[6]


def test_a_file_name_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    put(Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt")), "x")
    assert refused(tmp_path) == f"{tmp_path}: the file name '\\udcff.txt' is not valid UTF-8; rename the file"


def test_of_many_problems_twenty_are_shown(tmp_path: Path) -> None:
    for i in range(23):
        put(tmp_path / f"{i:02}.txt", "")
    message = refused(tmp_path)
    assert message.startswith(f"{tmp_path}: 23 problems\n")
    assert message.endswith("\n  and 3 more")
    assert message.count("the text is empty") == 20


def test_a_text_that_is_too_long_is_refused(tmp_path: Path) -> None:
    put(tmp_path / "a.txt", b"x" * 20_000_000)
    assert column(read_corpus(tmp_path), "n_chars") == [20_000_000]
    put(tmp_path / "a.txt", b"x" * 20_000_001)
    assert refused(tmp_path) == (
        f"{tmp_path / 'a.txt'}: has more than 20,000,000 bytes; "
        "an article is not that long: is it several articles in one, or a binary file?"
    )


# tables


def test_csv_and_jsonl_of_the_same_articles_give_the_same_corpus(tmp_path: Path) -> None:
    head = ["doc_id", "text", "outlet", "group", "date", "title", "url", "event"]
    rows = [
        ["b", 'He said "no",\r\nand left.', "Post", "state", "2020", "T, one", "u1", "e1"],
        ["a", "thế lực", "", "", "", "", "", ""],
    ]
    one = read_corpus(table(tmp_path / "a.csv", head, *rows))
    objects = [{k: v or None for k, v in zip(head, row, strict=True)} for row in rows]
    two = read_corpus(lines(tmp_path / "a.jsonl", *objects))
    packed = read_corpus(lines(tmp_path / "a.ndjson.gz", *objects))
    assert texts(one) == texts(two) == texts(packed) == ["thế lực", 'He said "no",\r\nand left.']
    assert one.documents.equals(two.documents)
    assert one.documents.equals(packed.documents)
    assert column(one, "sha256") == column(one, "file") == ["", ""]
    assert list(one.documents.columns) == [*COLUMNS, "event"]


def test_the_order_of_rows_does_not_matter(tmp_path: Path) -> None:
    rows = [{"id": i, "text": t, "k" + i: 1} for i, t in zip("cabd", ["x", "y", "x", "x"], strict=True)]
    one = read_corpus(lines(tmp_path / "a.jsonl", *rows), partition_bytes=2)
    two = read_corpus(lines(tmp_path / "b.jsonl", *rows[::-1]), partition_bytes=2)
    assert column(one, "doc_id") == ["a", "b", "c", "d"]
    assert column(one, "duplicate_of") == ["", "", "b", "b"]
    assert one.documents.equals(two.documents)
    assert one.texts.equals(two.texts)
    assert [c.to_pylist() for c in one.texts.chunks] == [c.to_pylist() for c in two.texts.chunks]


def test_partitions_hold_whole_documents_up_to_their_size(tmp_path: Path) -> None:
    rows = [{"text": t} for t in ["aa", "é", "bbbbb", "c", "d", "e", "f"]]
    corpus = read_corpus(lines(tmp_path / "a.jsonl", *rows), partition_bytes=4)
    assert [c.to_pylist() for c in corpus.texts.chunks] == [["aa", "é"], ["bbbbb"], ["c", "d", "e", "f"]]
    assert str(corpus.texts.type) == "large_string"
    assert refused(tmp_path / "a.jsonl", partition_bytes=0) == "partition_bytes must be at least 1, it is 0"


def test_rows_without_ids_are_numbered(tmp_path: Path) -> None:
    corpus = read_corpus(table(tmp_path / "a.csv", ["text"], ["x"], ["y"]))
    assert column(corpus, "doc_id") == ["row-000001", "row-000002"]


def test_columns_can_be_named(tmp_path: Path) -> None:
    row = {"body": "x", "source": "Post", "date": "scraped", "when": "2020", "key": 7, "id": "i", "text": "teaser"}
    path = lines(tmp_path / "a.jsonl", row)
    corpus = read_corpus(path, text="body", outlet="source", group="source", date="when", id="key")
    assert texts(corpus) == ["x"]
    assert corpus.documents.iloc[0][["doc_id", "outlet", "group", "date"]].tolist() == ["7", "Post", "Post", "2020"]
    further = corpus.documents.iloc[0][list(corpus.documents.columns[len(COLUMNS) :])].to_dict()
    assert further == {"date_in_source": "scraped", "id": "i", "text": "teaser"}


def test_json_values_become_text(tmp_path: Path) -> None:
    row = {
        "text": "x",
        "id": 12,
        "date": 2020,
        "n": 1.5,
        "snippet": False,
        "tags": ["é", 1],
        "none": None,
        "n_chars": 9,
    }
    corpus = read_corpus(lines(tmp_path / "a.jsonl", row))
    got = corpus.documents.iloc[0]
    assert got[["doc_id", "date", "n", "snippet", "tags", "none", "n_chars_in_source"]].tolist() == [
        *("12", "2020", "1.5", "false", '["é", 1]', "", "9")
    ]


def test_a_byte_order_mark_before_the_head_is_no_part_of_it(tmp_path: Path) -> None:
    assert texts(read_corpus(put(tmp_path / "a.csv", '\ufeff"text",id\r\n\ufeffx,1\r\n'))) == ["\ufeffx"]
    assert texts(read_corpus(put(tmp_path / "a.jsonl", '\ufeff{"text": "\ufeffx"}\r\n\r\n'))) == ["\ufeffx"]
    corpus = read_corpus(put(tmp_path / "b.csv", "\ufefftext\nthế\n".encode("utf-16-le")))
    assert (texts(corpus), column(corpus, "encoding")) == (["thế"], ["utf-16-le"])


def test_a_cell_longer_than_the_csv_module_allows_is_read(tmp_path: Path) -> None:
    assert texts(read_corpus(table(tmp_path / "a.csv", ["text"], ["x" * 200_000]))) == ["x" * 200_000]


def test_a_cell_that_was_made_harmless_is_as_it_was(tmp_path: Path) -> None:
    corpus = read_corpus(table(tmp_path / "a.csv", ["text", "title"], ["'-30-", "'quoted'"]))
    assert (texts(corpus), column(corpus, "title")) == (["-30-"], ["'quoted'"])
    assert texts(read_corpus(lines(tmp_path / "a.jsonl", {"text": "'-30-"}))) == ["'-30-"]


def test_a_table_must_have_the_text(tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv", ["id", "texts"], ["1", "x"])
    want = "there is no column 'text', which must hold the text; did you mean 'texts'? "
    want += "name another with --text COLUMN (text= in Python and in a study)"
    assert refused(path) == f"{path}: {want}"
    path = lines(tmp_path / "a.jsonl", *[{"id": str(i), "texts": "x"} for i in range(30)])
    assert refused(path) == f"{path}: {want}"
    assert "known: 'body', 'id'" in refused(table(tmp_path / "b.csv", ["id", "body"], ["1", "x"]))


def test_a_named_column_must_exist(tmp_path: Path) -> None:
    row = {"text": "x", "publisher": "p"}
    want = "there is no column 'publishers' (asked for by outlet=); did you mean 'publisher'?"
    for path in (table(tmp_path / "a.csv", list(row), list(row.values())), lines(tmp_path / "a.jsonl", row)):
        assert refused(path, outlet="publishers") == f"{path}: {want}"
        assert "there is no column 'uid' (asked for by id=)" in refused(path, id="uid")


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('{"text": "x"', "not valid JSON (Expecting ',' delimiter at column 13)"),
        ('["x"]', "a line must be one JSON object, it is a list"),
        ('"x"', "a line must be one JSON object, it is a string"),
        ("null", "a line must be one JSON object, it is null"),
        ('{"text": 7}', "column 'text' must hold the text as a string, it holds a number"),
        ('{"text": null}', "column 'text' must hold the text as a string, it holds null"),
        ('{"text": true}', "column 'text' must hold the text as a string, it holds true or false"),
        ('{"body": "x"}', "the object has no 'text', which must hold the text"),
        ('{"text": "a\\ud800b"}', "character 1 of the text is half a surrogate pair; repair it"),
        ('{"text": "ab\\u0000"}', "character 2 of the text is NUL, which no text holds"),
        ('{"text": "x", "title": "\\udfff"}', "column 'title' holds half a surrogate pair; repair it"),
        ('{"text": "x", "note": "\\u0000"}', "column 'note' holds a NUL character; take it out"),
        ('{"text": "x", "outlet": ["a"]}', "column 'outlet' must hold text or a number, it holds a list"),
        ('{"text": "x", "n": NaN}', "not valid JSON (NaN is no JSON value; write null where a value is missing)"),
        ('{"text": "x", "text": "y"}', "not valid JSON (key 'text' stands twice in an object)"),
        ('{"text": "x", "n": ' + "[" * 100_000 + "}", "not valid JSON (maximum recursion depth exceeded"),
        ('{"text": "x", "n": ' + "1" * 5000 + "}", "not valid JSON (Exceeds the limit"),
        ('{"text": " \\n\\u3000"}', "the text holds nothing but white space"),
        ('{"text": ""}', "the text is empty; take the document out or give its text"),
        ('{"text": "x", "date": "5 May"}', "a date is written YYYY, YYYY-MM or YYYY-MM-DD, not '5 May'"),
        ('{"text": "x", "date": "2021-02-30"}', "'2021-02-30' is no possible date"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str, problem: str) -> None:
    path = put(tmp_path / "a.jsonl", f'{{"text": "fine"}}\n\n{line}\n{{"text": "fine too"}}\n')
    message = refused(path)
    assert message.startswith(f"{path}:3: {problem}")
    assert "\n" not in message


def test_a_name_that_can_not_be_written_is_refused(tmp_path: Path) -> None:
    path = put(tmp_path / "a.jsonl", '{"text": "x", "\\ud800": 1}\n')
    assert refused(path) == (
        f"{path}: the name '\\ud800' holds half a surrogate pair or a NUL character; rename the column"
    )


def test_ids_are_unique_and_all_or_none(tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", {"id": "a", "text": "x"}, {"id": "b", "text": "y"}, {"id": "a", "text": "z"})
    assert refused(path) == f"{path}:3: id 'a' stands already at {path}:1; an id must be unique"
    path = lines(tmp_path / "b.jsonl", {"id": "a", "text": "x"}, {"text": "y"})
    assert refused(path) == f"{path}:2: the row has no id where other rows have one; give every row one"
    path = table(tmp_path / "c.csv", ["id", "text"], ["a", "x"], [" ", "y"])
    assert refused(path).startswith(f"{path}:3: the id in column 'id' is empty")


def test_rows_of_the_wrong_width_are_named_with_the_line_where_they_begin(tmp_path: Path) -> None:
    path = put(tmp_path / "a.csv", 'id,text\n1,"two\nlines"\n\n2\n3,a,b\n4,x\n')
    message = refused(path)
    assert f"{path}:5: the row has 1 cells where the head has 2" in message
    assert f"{path}:6: the row has 3 cells where the head has 2" in message


@pytest.mark.parametrize("row", ['2,"never closed\n3,x\n', '2,"closed" too soon\n'])
def test_broken_quotation_marks_are_named(tmp_path: Path, row: str) -> None:
    path = put(tmp_path / "a.csv", 'id,text\n1,"two\nlines"\n' + row)
    assert refused(path).startswith(f"{path}:4: not valid CSV (")


def test_a_cell_or_line_that_is_too_long_is_refused(tmp_path: Path) -> None:
    path = put(tmp_path / "a.csv", 'text\n"' + "x" * 20_000_001)
    assert refused(path).startswith(f"{path}:2: a cell has more than 20,000,000 characters")
    path = put(tmp_path / "a.jsonl", '{"text": "x"}\n{"text": "' + "x" * 20_000_000 + '"}\n7\n')
    message = refused(path)
    assert f"{path}:2: the line has more than 20,000,000 characters; an article is not that long" in message
    assert f"{path}:3: a line must be one JSON object, it is a number" in message
    path = put(tmp_path / "b.jsonl", '{"text": "' + "é" * 10_000_001 + '"}\n')
    assert refused(path).startswith(f"{path}:1: the text has 20,000,002 bytes, more than 20,000,000; an article")


def test_a_head_must_name_each_column_once(tmp_path: Path) -> None:
    path = put(tmp_path / "a.csv", "text,id,text\nx,1,y\n")
    assert refused(path) == f"{path}:1: column 'text' stands twice in the head; give each column its own name"
    corpus = read_corpus(put(tmp_path / "b.csv", ",text\n0,x\n"))
    assert column(corpus, "column_1") == ["0"]


@pytest.mark.parametrize(
    ("name", "head", "remedy"),
    [
        ("a.csv", "text;id", "save the table with commas"),
        ("a.csv", "text\tid", "call the file .tsv"),
        ("a.tsv", "text,id", "call the file .csv"),
        ("a.tsv.gz", "text;id", "save the table with commas, as .csv"),
    ],
)
def test_another_separator_is_recognised_and_named(tmp_path: Path, name: str, head: str, remedy: str) -> None:
    path = put(tmp_path / name, f"{head}\nx\n")
    assert refused(path) == f"{path}: the head seems to be separated by {head[4]!r}; {remedy}"


def test_a_table_without_documents_is_refused(tmp_path: Path) -> None:
    path = put(tmp_path / "a.csv", "")
    assert refused(path) == f"{path}: the file is empty; its first line must name the columns"
    for path in (put(tmp_path / "b.csv", "text\n"), put(tmp_path / "a.jsonl", "\n\n"), put(tmp_path / "b.jsonl", "")):
        assert refused(path) == f"{path}: holds no document; a corpus needs at least one"


def test_a_table_in_another_encoding_says_so_in_each_row(tmp_path: Path) -> None:
    path = put(tmp_path / "a.csv", "text,title\nthe café,Noël\n".encode("cp1252"))
    corpus = read_corpus(path)
    assert (texts(corpus), column(corpus, "title"), column(corpus, "encoding")) == (["the café"], ["Noël"], ["cp1252"])
    path = put(tmp_path / "a.jsonl", '{"text": "日本"}\n'.encode("shift_jis"))
    assert texts(read_corpus(path, encoding="shift_jis")) == ["日本"]


def test_a_damaged_table_is_named(tmp_path: Path) -> None:
    path = put(tmp_path / "a.jsonl", '{"text": "é"}\n'.encode() + b'{"text": "\xff"}\n')
    assert refused(path).startswith(f"{path}:2: byte 25: 0xFF is no valid UTF-8")
    (tmp_path / "a.csv.gz").write_bytes(b"plain")
    assert "can't be read (Not a gzipped file" in refused(tmp_path / "a.csv.gz")


def test_a_language_is_needed(tmp_path: Path) -> None:
    assert refused(tmp_path, language="") == "language must be a code such as 'en', it is empty"
