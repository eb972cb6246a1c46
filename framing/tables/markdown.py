"""Tables as GitHub-flavoured Markdown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from framing.tables.cells import Column, clean, printed

if TYPE_CHECKING:
    import pandas as pd

_SPECIAL = re.compile(r"[\\`*_\[\]|~$]")
_LINKS = (("://", "&#58;//"), ("@", "&#64;"), ("www.", "www&#46;"))
"""What GitHub would make a link or a mention, and how it stands so that it does not."""


def to_markdown(
    table: pd.DataFrame,
    *,
    caption: str = "",
    notes: str = "",
    columns: Mapping[str, str] | None = None,
    digits: Mapping[str, int] | None = None,
) -> str:
    r"""The table as a pipe table, with the caption in bold above it and the notes below.

    `columns` and `digits` as in `framing.tables.cells.printed`. Missing values are empty cells. Nothing in the data
    acts as Markdown or HTML: every character that could is escaped, and line breaks become blanks.

    >>> import pandas as pd
    >>> print(to_markdown(pd.DataFrame({"word": ["a|b"], "n": [1200]})), end="")
    | word | n |
    | :--- | ---: |
    | a\|b | 1,200 |
    """
    printed_columns = printed(table, columns, digits)
    lines = []
    if caption:
        lines += [f"**{escape(caption)}**", ""]
    lines.append(_row([escape(c.head) for c in printed_columns]))
    lines.append(_row(["---:" if c.numeric else ":---" for c in printed_columns]))
    lines += [_row([_cell(c, i) for c in printed_columns]) for i in range(len(table))]
    if notes:
        lines += ["", escape(notes)]
    return "\n".join(lines) + "\n"


def escape(text: str) -> str:
    """Text in which nothing acts as Markdown or HTML, on one line."""
    line = " ".join(clean(text).split())
    line = line.replace("&", "&amp;").replace("<", "&lt;")
    line = _SPECIAL.sub(r"\\\g<0>", line)
    for acting, harmless in _LINKS:
        line = line.replace(acting, harmless)
    # at the start of a line these would begin a heading, a quotation or a list
    return re.sub(r"^(\d+(?=[.)])|(?=[-+#>=]))", r"\1\\", line)


def _cell(column: Column, row: int) -> str:
    # a formatted number is digits, commas, a point and signs: only "<" of a small probability needs care
    return column.cells[row].replace("<", "&lt;") if column.numeric else escape(column.cells[row])


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"
