import csv
import io
import json
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from framing.corpus.encodings import decode
from framing.corpus.read import read_corpus
from framing.corpus.rows import _plain_object
from framing.errors import CorpusError
from framing.files import unguard

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1).filter(
    lambda text: text.strip("\ufeff").strip() != ""
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_any_text_comes_back_unchanged_from_every_kind_of_source(texts: list[str]) -> None:
    # an apostrophe before a sign like = is what framing's own CSV puts there, and is taken off again
    assume(all(unguard(text) == text for text in texts))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for i, text in enumerate(texts):
            (folder / f"{i}.txt").write_bytes(text.encode())
        out = io.StringIO()
        csv.writer(out, quoting=csv.QUOTE_ALL).writerows([["text"], *([text] for text in texts)])
        (folder / "a.csv").write_bytes(out.getvalue().encode())
        rows = "".join(json.dumps({"text": text}, ensure_ascii=i % 2 == 0) + "\n" for i, text in enumerate(texts))
        (folder / "a.jsonl").write_bytes(rows.encode())
        for source in (folder, folder / "a.csv", folder / "a.jsonl"):
            corpus = read_corpus(source, partition_bytes=5)
            assert corpus.texts.to_pylist() == texts
            assert corpus.documents["n_chars"].tolist() == [len(text) for text in texts]


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_without_loss_or_refused(data: bytes) -> None:
    try:
        text, codec = decode(data, name="a.txt")
    except CorpusError:
        return
    assert text.encode(codec) == data
    assert "\0" not in text


def unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    assert len(dict(pairs)) == len(pairs)
    return dict(pairs)


SIGNS = st.text(st.sampled_from('"\\:, {}[]a1\nđ\u2028'), max_size=6)
VALUES = st.one_of(
    SIGNS, st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.lists(SIGNS, max_size=2)
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(SIGNS, VALUES), max_size=5), st.booleans(), st.sampled_from([(",", ":"), (" , ", "\t: ")]))
def test_the_quick_reader_of_json_lines_is_exact_or_stands_back(
    pairs: list[tuple[str, object]], ascii_only: bool, separators: tuple[str, str]
) -> None:
    comma, colon = separators
    cells = [(json.dumps(k, ensure_ascii=ascii_only), json.dumps(v, ensure_ascii=ascii_only)) for k, v in pairs]
    line = "{" + comma.join(k + colon + v for k, v in cells) + "}"
    row = _plain_object(line.encode())
    if row is not None:  # a key that stands twice fails in `unique`
        assert row == json.loads(line, object_pairs_hook=unique)


def test_the_quick_reader_reads_what_corpora_hold_and_no_more() -> None:
    assert _plain_object(b'{"id": 7, "text": "She said: \\"no\\".\\n\\u0111"}\n') is not None
    for line in (
        '{"a": 1, "a": 2}',
        '{"a" : 1, "a": "b\\\\"}',
        '{"n": 123456789012345678901}',
        "[1]",
        '{"a": NaN}',
        "{",
    ):
        assert _plain_object(line.encode()) is None, line
