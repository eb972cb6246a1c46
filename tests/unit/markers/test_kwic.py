import pytest
from made_corpus import encoded, lexicon

from framing.errors import FramingError
from framing.markers.find import find_markers
from framing.markers.kwic import kwic

TEXT = 'Alpha beta, "gamma" plot-delta (epsilon).\n\nOn its own: plot!\r\n\r\nOne é two 🙂 three plot four.'
LEXICON = lexicon({"m": ["plot"], "long": ["two <1> plot"]})


def test_left_surface_and_right_reassemble_to_the_text() -> None:
    tokens = encoded("x plot y", TEXT, clean=False)
    hits = find_markers(tokens, LEXICON, overlap="all")
    lines = kwic(hits, tokens, width=50)
    assert len(lines) == 5
    for line in lines.itertuples():
        text = tokens.text(int(line.doc_id[1:]))
        paragraph = next(p for p in text.replace("\r\n", "\n").split("\n\n") if line.surface in p and line.left in p)
        squeezed = "".join((line.left + line.surface + line.right).split())
        whole = "".join(paragraph.split())
        assert squeezed in whole
        assert set(whole.replace(squeezed, "")) <= set(' ".!):')
        assert text[line.start : line.end] == line.surface


@pytest.mark.parametrize(
    ("width", "left", "right"), [(0, "", ""), (1, 'gamma"', "-delta"), (2, 'beta, "gamma"', "-delta (epsilon")]
)
def test_width_counts_words(width: int, left: str, right: str) -> None:
    tokens = encoded(TEXT, clean=False)
    line = kwic(find_markers(tokens, lexicon({"m": ["plot"]})), tokens, width=width).iloc[0]
    assert (line["left"], line["right"]) == (left, right)


def test_the_context_stays_in_the_paragraph_and_the_document() -> None:
    tokens = encoded("before", "plot", "after", clean=False)
    line = kwic(find_markers(tokens, LEXICON), tokens, width=5).iloc[0]
    assert (line["left"], line["right"]) == ("", "")


def test_sorting() -> None:
    tokens = encoded("b x plot q", "a y plot p", "c x plot R", cut=2, clean=False)
    hits = find_markers(tokens, LEXICON)
    assert kwic(hits, tokens)["doc_id"].tolist() == ["d000", "d001", "d002"]
    assert kwic(hits, tokens, sort="left")["doc_id"].tolist() == ["d000", "d002", "d001"]
    assert kwic(hits, tokens, sort="right")["doc_id"].tolist() == ["d001", "d000", "d002"]
    assert kwic(hits.iloc[[2, 0]], tokens, sort="doc")["doc_id"].tolist() == ["d000", "d002"]


def test_columns() -> None:
    tokens = encoded(TEXT)
    lines = kwic(find_markers(tokens, LEXICON).iloc[:0], tokens)
    assert list(lines) == [
        "doc_id",
        "outlet",
        "group",
        "marker",
        "category",
        "voice",
        "stance",
        "left",
        "surface",
        "right",
        "start",
        "end",
    ]


def test_bad_arguments_are_errors() -> None:
    tokens = encoded(TEXT)
    hits = find_markers(tokens, LEXICON)
    with pytest.raises(ValueError, match="sort must be left, right or doc, not 'middle'"):
        kwic(hits, tokens, sort="middle")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="width must be 0 or more, not -1"):
        kwic(hits, tokens, width=-1)
    with pytest.raises(FramingError, match="'d007' is not in this corpus; did you mean 'd000'"):
        kwic(hits.assign(doc_id="d007"), tokens)
