"""Numbers and lists as sentences say them, in English."""

from __future__ import annotations

import math

from framing.report.words import NOUNS
from framing.tables import cells


def number(value: float, digits: int = 0) -> str:
    """A number as the tables show it, nothing where unknown.

    >>> number(-1234.5, 1), number(float("nan"))
    ('−1,234.5', '')
    """
    return "" if math.isnan(value) else cells.number(value, digits)


def probability(value: float) -> str:
    """A p or q as the tables show it.

    >>> probability(0.0002), probability(0.0312)
    ('< 0.001', '0.031')
    """
    return "" if math.isnan(value) else cells.number(value, 3, probability=True)


def count(n: int, noun: str) -> str:
    """A number with its noun.

    >>> count(1, "article"), count(1200, "article")
    ('1 article', '1,200 articles')
    """
    return f"{n:,} {noun if n == 1 else NOUNS.get(noun, noun + 's')}"


def listed(names: list[str]) -> str:
    """Names in a row.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1] if names else ""
