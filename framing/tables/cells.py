"""Cells of printed tables: one formatter for every form, so that LaTeX and Markdown show the same numbers.

A cell is first formatted as plain text here; escaping is the business of the form.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from framing.errors import TableError, nearest

if TYPE_CHECKING:
    import pandas as pd

MINUS = "\N{MINUS SIGN}"
PROBABILITIES = ("p", "q", "p_floor")
"""Columns shown with three decimal places, and as "< 0.001" below that."""
MOST_DIGITS = 4
"""Decimal places of a number column where none are given, at most; fewer where the numbers need none."""


@dataclass(frozen=True)
class Column:
    """A column as printed: its head, whether it is numeric, and its cells as plain text (empty where missing)."""

    name: str
    head: str
    numeric: bool
    cells: tuple[str, ...]


def printed(
    table: pd.DataFrame, columns: Mapping[str, str] | None = None, digits: Mapping[str, int] | None = None
) -> list[Column]:
    """The table's columns as plain text.

    `columns` maps the columns to print, in order, to their heads; without it all are printed under their own names.
    `digits` gives decimal places by column; otherwise whole numbers have none, p and q three, and other numbers as
    many as they need, at most four. In a column of numbers the places are the same in every row.

    Raises `TableError` for columns that the table lacks, all of them together, and for a table without columns.
    """
    import pandas as pd

    heads = dict(columns) if columns is not None else {str(c): str(c) for c in table.columns}
    names = [str(c) for c in table.columns]
    if len(set(names)) < len(names):
        double = next(n for n in names if names.count(n) > 1)
        raise TableError(f"a table to print needs distinct column names, {double!r} stands more than once")
    unknown = [n for n in [*heads, *(digits or {})] if n not in names]
    if unknown:
        listed = "; ".join(f"{n!r}: {nearest(n, names)}" for n in dict.fromkeys(unknown))
        raise TableError(f"columns to print must be in the table, these are not: {listed}")
    if not heads:
        raise TableError("a table to print needs at least one column, it has none")
    wrong = [n for n, d in (digits or {}).items() if d < 0]
    if wrong:
        raise TableError(f"digits must be 0 or more, for {wrong[0]!r} they are {(digits or {})[wrong[0]]}")
    result = []
    for name, head in heads.items():
        values = table[name].tolist()
        kind = table[name].dtype
        numeric = bool(pd.api.types.is_numeric_dtype(kind) and not pd.api.types.is_bool_dtype(kind))
        places = (digits or {}).get(name)
        cells = _numbers(name, values, places) if numeric else [_text(v) for v in values]
        result.append(Column(name, clean(head), numeric, tuple(cells)))
    return result


def _numbers(name: str, values: list[Any], places: int | None) -> list[str]:
    if places is None:
        places = 3 if name in PROBABILITIES else _places_needed(values)
    return ["" if _missing(v) else number(float(v), places, probability=name in PROBABILITIES) for v in values]


def _places_needed(values: list[Any]) -> int:
    """The fewest decimal places, at most four, that show every number of the column as it is."""
    shown = [f"{float(v):.{MOST_DIGITS}f}" for v in values if not _missing(v) and math.isfinite(v)]
    return max((len(s.rstrip("0").partition(".")[2]) for s in shown), default=0)


def number(value: float, places: int, *, probability: bool = False) -> str:
    """A number with fixed decimal places, thousands apart, a true minus sign and no minus before zero.

    >>> number(-1234.5, 2), number(-0.0004, 2), number(0.0004, 3, probability=True)
    ('−1,234.50', '0.00', '< 0.001')
    """
    if math.isinf(value):
        return "∞" if value > 0 else f"{MINUS}∞"
    least = 10.0**-places
    if probability and 0 <= value < least:
        return f"< {least:.{places}f}"
    text = f"{value:,.{places}f}"
    if not text.strip("-0.,"):
        text = text.lstrip("-")
    return text.replace("-", MINUS)


def _text(value: Any) -> str:
    if _missing(value):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return clean(str(value))


def _missing(value: Any) -> bool:
    import pandas as pd

    return bool(value is None or value is pd.NA or value != value)


def clean(text: str) -> str:
    r"""Text without control, format and surrogate characters, composed (NFC); line breaks stay as `\n`."""
    breaks = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    kept = "".join(c for c in breaks if c == "\n" or unicodedata.category(c) not in ("Cc", "Cf", "Cs"))
    return unicodedata.normalize("NFC", kept).strip()
