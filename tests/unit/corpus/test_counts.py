from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from made_corpus import encoded, shared
from scipy import io, sparse

import framing as fr
from framing.corpus.counts import is_counts
from framing.corpus.features import Features, write_features
from framing.errors import CorpusError, NeedsTextError
from framing.files import read_table, table_text, write_table
from framing.markers.extract import extract_features
from framing.schema import CONTRACTS, DOCUMENTS
from framing.voice.words import word_matrix

WORDS = ["border", "calm", "harbour", "rights", "xã"]
BAGS = {
    "d2": ({"rights": 3, "xã": 1}, "Lantern", "independent"),
    "d1": ({"border": 2, "calm": 1, "rights": 1}, "Gazette", "state"),
    "d3": ({}, "Gazette", "state"),
}
META = "doc_id,outlet,group,date\nd2,Lantern,independent,2024-02\nd1,Gazette,state,2024\nd3,Gazette,state,\n"


def write_lines(path: Path, rows: list[Any]) -> Path:
    data = "".join((r if isinstance(r, str) else json.dumps(r)) + "\n" for r in rows).encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def named(folder: Path) -> Path:
    rows = [{"id": d, "outlet": o, "group": g, "counts": c} for d, (c, o, g) in BAGS.items()]
    return write_lines(folder / "named.jsonl", rows)


def numbered(folder: Path) -> Path:
    (folder / "vocab.txt").write_text("\ufeff" + "\r\n".join(WORDS) + "\r\n", encoding="utf-8")
    rows = [
        {"doc_id": d, "outlet": o, "group": g, "vocab_index": [WORDS.index(w) for w in c], "count": list(c.values())}
        for d, (c, o, g) in BAGS.items()
    ]
    return write_lines(folder / "numbered.jsonl.gz", rows)


def dense() -> np.ndarray:
    return np.array([[c.get(w, 0) for w in WORDS] for c, _, _ in BAGS.values()])


def matrix(folder: Path, name: str, made: Any = None) -> dict[str, Any]:
    """The arguments of read_counts for a matrix written there."""
    numbered(folder)
    (folder / "meta.csv").write_text(META, encoding="utf-8")
    made = sparse.csr_array(dense()) if made is None else made
    path = folder / name
    if name.endswith(".npz"):
        sparse.save_npz(path, made)
    elif name.endswith(".gz"):
        with gzip.open(path, "wb") as file:
            io.mmwrite(file, made)
    else:
        io.mmwrite(path, made)
    return {"source": path, "documents": folder / "meta.csv"}


def bags_of(features: Features) -> dict[str, dict[str, int]]:
    """The words of each document, those without words too."""
    found: dict[str, dict[str, int]] = {d: {} for d in features.documents["doc_id"]}
    for row in features.words.itertuples():
        found[row.doc_id][row.word] = row.n
    return found


FORMS = ["named", "numbered", "m.mtx", "m.mtx.gz", "m.npz", "array.mtx", "float.npz"]


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same_features(tmp_path: Path, form: str) -> None:
    if form == "named":
        options: dict[str, Any] = {"source": named(tmp_path)}
    elif form == "numbered":
        options = {"source": numbered(tmp_path)}
    else:
        kinds = {"array.mtx": dense(), "float.npz": sparse.coo_array(dense().astype(float))}
        options = matrix(tmp_path, form, kinds.get(form))
    assert is_counts(options["source"])
    features = fr.read_counts(**options)
    assert bags_of(features) == {d: BAGS[d][0] for d in sorted(BAGS)}
    documents = features.documents
    assert documents["doc_id"].tolist() == ["d1", "d2", "d3"]
    assert documents["group"].tolist() == ["state", "independent", "state"]
    assert documents["n_tokens"].tolist() == [4, 4, 0]
    assert documents["n_chars"].isna().all()
    assert documents["n_sentences"].isna().all()
    assert features.counts_only
    assert len(features.hits) == len(features.audit) == 0
    by_name = {c.name: c for c in CONTRACTS}
    for name, table in (("DOCUMENTS", documents), ("HITS", features.hits), ("WORD_COUNTS", features.words)):
        by_name[name].check(table)
    keys = list(features.words[["doc_id", "word"]].itertuples(index=False, name=None))
    assert keys == sorted(keys)


def test_metadata_and_further_columns(tmp_path: Path) -> None:
    options = matrix(tmp_path, "m.mtx")
    documents = fr.read_counts(**options, language="vi").documents
    options["documents"] = tmp_path / "meta.tsv"
    options["documents"].write_text(META.replace(",", "\t"), encoding="utf-8")
    pd.testing.assert_frame_equal(fr.read_counts(**options, language="vi").documents, documents)
    assert documents["date"].tolist() == ["2024", "2024-02", ""]
    assert documents["lang"].tolist() == ["vi"] * 3
    rows = [{"paper": "A", "day": 3, "counts": {"a": 1}}, {"paper": "B", "day": 4, "counts": {"a": 1}}]
    documents = fr.read_counts(write_lines(tmp_path / "b.jsonl", rows), outlet="paper").documents
    assert documents["doc_id"].tolist() == ["row-000001", "row-000002"]
    assert documents["outlet"].tolist() == ["A", "B"]
    assert documents["day"].tolist() == ["3", "4"]
    assert documents["duplicate_of"].tolist() == ["", "row-000001"]


def test_words_are_taken_as_they_are_in_composed_form(tmp_path: Path) -> None:
    rows = [{"counts": {"NGO": 1, "ngo": 2, "xa\u0303": 1, "civil society": 1}}, {"counts": {"x\u00e3": 1, "none": 0}}]
    features = fr.read_counts(write_lines(tmp_path / "b.jsonl", rows))
    assert [*bags_of(features).values()] == [{"NGO": 1, "ngo": 2, "x\u00e3": 1, "civil society": 1}, {"x\u00e3": 1}]


def test_the_order_of_lines_does_not_matter(tmp_path: Path) -> None:
    path = named(tmp_path)
    turned = write_lines(tmp_path / "turned.jsonl", path.read_text().splitlines()[::-1])
    one, other = fr.read_counts(path), fr.read_counts(turned)
    pd.testing.assert_frame_equal(one.words, other.words)
    pd.testing.assert_frame_equal(one.documents, other.documents)


def test_counts_are_not_written_as_features_but_their_documents_as_a_table(tmp_path: Path) -> None:
    features = fr.read_counts(numbered(tmp_path))
    with pytest.raises(CorpusError, match="counts of words are no features"):
        write_features(features, tmp_path / "f")
    write_table(features.documents, tmp_path / "d.csv")
    assert "\nd1,Gazette,state,,en,,,,4,,,,,\n" in (tmp_path / "d.csv").read_text()
    pd.testing.assert_frame_equal(read_table(tmp_path / "d.csv", DOCUMENTS), features.documents)
    assert '"n_chars": null' in table_text(features.documents, "jsonl")


def test_a_bag_gives_what_its_text_gives(tmp_path: Path) -> None:
    """Keyness and topics of the counts are those of the articles that they were counted in."""
    random = np.random.default_rng(4)
    names = "harbour court rights order judge union council minister lamp street calm trade".split()
    texts = []
    for i in range(12):
        some = names[:7] if i % 3 else names[5:]
        texts.append(
            " ".join(random.choice(some, size=60, p=random.dirichlet(np.full(7, 1 + i % 2 * 6)))) + ". The end"
        )
    tokens = encoded(*texts, clean=False)
    matrix = word_matrix(tokens)
    rows = []
    for i, document in enumerate(tokens.documents.itertuples()):
        row = matrix.counts[[i]].toarray().ravel()
        counts = {matrix.words[j]: int(row[j]) for j in np.flatnonzero(row)}
        rows.append({"id": document.doc_id, "outlet": document.outlet, "group": document.group, "counts": counts})
    bags = fr.read_counts(write_lines(tmp_path / "bags.jsonl", rows[::-1]))
    sides = {"target": "state", "reference": "independent", "seed": 3}
    pd.testing.assert_frame_equal(fr.keyness(bags, **sides), fr.keyness(tokens, **sides), check_exact=True)
    one, other = (fr.fit_topics(s, k=2, seed=1, segment="document", passes=3) for s in (bags, tokens))
    pd.testing.assert_frame_equal(one.weights, other.weights, check_exact=True)
    assert fr.fit_topics(bags, k=2, seed=1, passes=3).diagnostics["segment"] == "document"


def test_what_needs_text_is_refused(tmp_path: Path) -> None:
    features = fr.read_counts(named(tmp_path))
    sides = {"target": "state", "reference": "independent", "seed": 3}
    lexicon = fr.read_lexicon("framing.en")
    for call in (
        lambda: fr.keyness(features, voices=["own"], **sides),
        lambda: fr.keyness(features, unit="bigram", **sides),
        lambda: fr.fit_topics(features, k=2, seed=1, segment="paragraph"),
        lambda: fr.count_markers(features.hits, features, lexicon),
    ):
        with pytest.raises(NeedsTextError, match="articles"):
            call()
    with pytest.raises(CorpusError, match=r"counts of words and no text; framing\.read_counts"):
        fr.read_corpus(tmp_path / "named.jsonl")


def test_articles_and_features_are_no_counts(tmp_path: Path) -> None:
    assert not is_counts(tmp_path)
    assert not is_counts(tmp_path / "nowhere.jsonl")
    rows = [{"text": "Calm", "counts": {"calm": 1}}]
    assert not is_counts(write_lines(tmp_path / "articles.jsonl", rows))
    assert not is_counts(write_lines(tmp_path / "broken.jsonl", ['{"counts": {']))
    assert not is_counts(write_lines(tmp_path / "list.jsonl", [[1, 2]]))
    named(tmp_path)
    assert not is_counts(tmp_path / "named.jsonl", text="counts")
    assert extract_features(encoded("Calm.")).counts_only is False


BAD_LINES = [
    ({"vocab_index": [0, 5], "count": [1, 1]}, r"bad.jsonl:2: 'vocab_index' holds 5, and .*vocab.txt has 5 words"),
    (
        {"vocab_index": [0, -1], "count": [1, 1]},
        r":2: entry 2 of 'vocab_index' must be a whole number from 0.*it is -1",
    ),
    ({"vocab_index": [0], "count": [-2]}, r":2: entry 1 of 'count' must be a whole number from 0 .*it is -2"),
    ({"vocab_index": [0], "count": [1.5]}, r":2: entry 1 of 'count' must be .*it is 1.5"),
    ({"vocab_index": [0], "count": ["3"]}, r":2: entry 1 of 'count' must be .*it is a string"),
    ({"vocab_index": [0], "count": [True]}, r":2: entry 1 of 'count' must be .*it is true or false"),
    ({"vocab_index": [0], "count": [10**400]}, r":2: entry 1 of 'count' must be .* to 1,000,000,000, it is 1000"),
    ({"vocab_index": [0], "count": [[1]]}, r":2: entry 1 of 'count' must be .*it is a list"),
    ({"vocab_index": [0, 1], "count": [1]}, r":2: 'vocab_index' has 2 entries and 'count' 1"),
    ({"vocab_index": [3, 3], "count": [1, 1]}, r":2: 'vocab_index' holds 3 twice"),
    ({"vocab_index": 3, "count": [1]}, r":2: 'vocab_index' must hold a list of whole numbers, it holds a number"),
    ({"vocab_index": [3]}, r":2: 'count' must hold a list of whole numbers, it holds nothing"),
    ({"counts": {"a": 1}}, r":2: 'vocab_index' must hold a list of whole numbers, it holds nothing"),
    ('{"vocab_index": [1', r":2: not valid JSON"),
    (
        {"id": "a", "vocab_index": [1], "count": [1]},
        r":2: id 'a' stands already at .*bad.jsonl:1; an id must be unique",
    ),
    ({"id": "b", "date": "1/2/24", "vocab_index": [1], "count": [1]}, r":2: a date is written YYYY"),
]


@pytest.mark.parametrize(("row", "message"), BAD_LINES)
def test_a_bad_line_of_numbered_words(tmp_path: Path, row: Any, message: str) -> None:
    numbered(tmp_path)
    good = {"id": "a", "vocab_index": [0], "count": [1]}
    if isinstance(row, dict):
        row = {"id": "z"} | row
    with pytest.raises(CorpusError, match=message):
        fr.read_counts(write_lines(tmp_path / "bad.jsonl", [good, row]))


@pytest.mark.parametrize(
    ("counts", "message"),
    [
        ({"a": -1}, r":2: 'counts' of 'a' must be a whole number from 0"),
        ({"a": 1, "b": None}, r":2: 'counts' of 'b' must be a whole number from 0, it is null"),
        ({" ": 1}, r":2: a word of 'counts' is empty"),
        ({"a\u0000": 1}, r":2: a word of 'counts' holds a control character"),
        ({"x\u00e3": 1, "xa\u0303": 1}, r":2: 'counts' names a word twice, in two Unicode forms"),
        ([1], r":2: 'counts' must hold an object of words and their counts, it holds a list"),
    ],
)
def test_a_bad_line_of_named_words(tmp_path: Path, counts: Any, message: str) -> None:
    with pytest.raises(CorpusError, match=message):
        fr.read_counts(write_lines(tmp_path / "bad.jsonl", [{"counts": {"a": 1}}, {"counts": counts}]))


def test_all_problems_are_told_together(tmp_path: Path) -> None:
    rows = [{"counts": {"a": 1}}, {"counts": {"a": -1}}, {"counts": 3}]
    with pytest.raises(CorpusError, match="3 problems") as problem:
        fr.read_counts(write_lines(tmp_path / "bad.jsonl", rows), group="sides")
    assert "there is no column 'sides' (asked for by group=)" in str(problem.value)


def test_vocabularies(tmp_path: Path) -> None:
    path = numbered(tmp_path)
    place = tmp_path / "vocab.txt"
    place.write_text("a\n\nb\na\nc\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"vocab.txt:2: is empty.*\n.*vocab.txt:4: 'a' stands already in line 1"):
        fr.read_counts(path)
    place.write_text("", encoding="utf-8")
    with pytest.raises(CorpusError, match="holds no word"):
        fr.read_counts(path)
    place.rename(tmp_path / "vocabs.txt")
    with pytest.raises(CorpusError, match=r"there is no file .*vocab.txt; did you mean 'vocabs.txt'"):
        fr.read_counts(path)
    (tmp_path / "other").write_text("\n".join(WORDS), encoding="utf-8")
    assert len(fr.read_counts(path, vocabulary=tmp_path / "other").words) == 5
    with pytest.raises(CorpusError, match="its lines name their words in 'counts'"):
        fr.read_counts(named(tmp_path), vocabulary=tmp_path / "other")


def test_a_matrix_that_does_not_fit(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"has 4 columns, and .*vocab.txt 5 words.*same order.$"):
        fr.read_counts(**matrix(tmp_path, "m.mtx", sparse.csr_array(dense()[:, :4])))
    with pytest.raises(CorpusError, match=r"has 3 columns, and .*vocab.txt 5 words.*Is it turned\?"):
        fr.read_counts(**matrix(tmp_path, "m.mtx", sparse.csr_array(dense().T)))
    with pytest.raises(CorpusError, match=r"meta.csv: has 3 rows, and .*m.mtx 2; each row of the matrix"):
        fr.read_counts(**matrix(tmp_path, "m.mtx", sparse.csr_array(dense()[:2])))
    options = matrix(tmp_path, "m.mtx")
    with pytest.raises(CorpusError, match=r"there is no column 'grupo' .*group=.*; did you mean 'group'"):
        fr.read_counts(**options, group="grupo")
    with pytest.raises(CorpusError, match=r"has no column 'group' \(group=\); give documents="):
        fr.read_counts(options["source"], group="group")
    with pytest.raises(CorpusError, match=r"documents= must be a .csv or .tsv file"):
        fr.read_counts(options["source"], documents=tmp_path / "vocab.txt")
    with pytest.raises(CorpusError, match="bring their own"):
        fr.read_counts(numbered(tmp_path), documents=tmp_path / "meta.csv")
    assert fr.read_counts(options["source"]).documents["doc_id"].tolist() == ["row-000001", "row-000002", "row-000003"]


@pytest.mark.parametrize("value", [-1.0, 0.5, np.nan, np.inf])
@pytest.mark.parametrize("name", ["m.mtx", "m.npz"])
def test_a_value_that_is_no_count(tmp_path: Path, name: str, value: float) -> None:
    made = dense().astype(float)
    made[1, 2] = value
    with pytest.raises(CorpusError, match=rf"row 2, column 3 \('harbour'\) holds {value}; a count is a whole number"):
        fr.read_counts(**matrix(tmp_path, name, sparse.csr_array(made)))


def test_files_that_are_no_matrix(tmp_path: Path) -> None:
    numbered(tmp_path)
    for name, data in (
        ("a.mtx", b"%%MatrixMarket matrix coordinate integer general\n2 5 3\n1 1 1\n"),
        ("b.mtx", b"1,2,3\n"),
        ("c.mtx", b""),
        ("d.npz", b"PK"),
        ("e.mtx.gz", b"no gzip"),
    ):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(CorpusError, match=rf"{name}: can't be read as a sparse matrix"):
            fr.read_counts(tmp_path / name)
    np.savez(tmp_path / "f.npz", a=np.arange(3))
    with pytest.raises(CorpusError, match=r"f.npz: can't be read as a sparse matrix"):
        fr.read_counts(tmp_path / "f.npz")
    np.savez(tmp_path / "g.npz", format=np.array("csr"), shape=np.array([1, 1]), data=np.array([{}], dtype=object))
    with pytest.raises(CorpusError, match=r"g.npz: can't be read as a sparse matrix"):  # a pickle is not loaded
        fr.read_counts(tmp_path / "g.npz")
    sparse.save_npz(tmp_path / "h.npz", sparse.csr_array(dense() * 1j))
    with pytest.raises(CorpusError, match="must hold whole numbers, it holds complex128"):
        fr.read_counts(tmp_path / "h.npz")


def test_other_sources(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="there is no such file"):
        fr.read_counts(tmp_path / "m.mtx")
    (tmp_path / "a.csv").write_text("a\n1\n")
    with pytest.raises(CorpusError, match=r"counts of words are read from .jsonl"):
        fr.read_counts(tmp_path / "a.csv")
    with pytest.raises(CorpusError, match="holds no document"):
        fr.read_counts(write_lines(tmp_path / "none.jsonl", []))


def test_political_blogs() -> None:
    features = fr.read_counts(shared("corpora", "poliblog5k", "docs_bow.jsonl.gz"))
    assert len(features.documents) == 5000
    assert features.documents["n_tokens"].sum() == 1_005_745
    assert features.words["word"].nunique() == 2632
    assert features.documents["group"].value_counts().to_dict() == {"Conservative": 2853, "Liberal": 2147}
