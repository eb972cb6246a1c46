import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.tables import to_markdown
from framing.tables.markdown import escape


def test_a_table_whole():
    table = pd.DataFrame({"word": ["a|b", "c"], "ratio": [-1.5, float("nan")], "q": [0.0004, 1.0]})
    assert to_markdown(table, caption="Words", notes="Empty: unknown.", columns={"word": "Word", "q": "q"}) == (
        "**Words**\n\n| Word | q |\n| :--- | ---: |\n| a\\|b | &lt; 0.001 |\n| c | 1.000 |\n\nEmpty: unknown.\n"
    )
    assert "| a\\|b | −1.5 |" in to_markdown(table, columns={"word": "Word", "ratio": "r"})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a|b", r"a\|b"),
        ("back\\slash", r"back\\slash"),
        ("`code`", r"\`code\`"),
        ("<script>", "&lt;script>"),
        ("a & b", "a &amp; b"),
        ("&lt;", "&amp;lt;"),
        ("two\nlines\r\nthree", "two lines three"),
        ("*a* _b_ [c](d)", r"\*a\* \_b\_ \[c\](d)"),
        ("$x$ ~y~", r"\$x\$ \~y\~"),
        ("https://a.b www.c.d @e", "https&#58;//a.b www&#46;c.d &#64;e"),
        ("# head", r"\# head"),
        ("- item", r"\- item"),
        ("1. item", r"1\. item"),
        ("thế lực 中", "thế lực 中"),
    ],
)
def test_nothing_acts_as_markdown_or_html(text, expected):
    assert escape(text) == expected


@given(st.lists(st.text(max_size=20), min_size=1, max_size=4))
def test_every_row_has_the_same_number_of_cells_whatever_is_in_them(cells):
    text = to_markdown(pd.DataFrame({"a": cells, "b": cells}))
    lines = text.rstrip("\n").split("\n")
    assert len(lines) == 2 + len(cells)
    bare = [re.sub(r"\\.", "", line) for line in lines]
    assert all(line.count("|") == 3 for line in bare)
    assert "<" not in text
