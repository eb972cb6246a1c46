import csv
import io
import json
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from framing.corpus.encodings import decode
from framing.corpus.read import read_corpus
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
