"""Dates as far as they are known: a year, a month or a day."""

from __future__ import annotations

import calendar
import datetime
import functools
import re

from framing.errors import CorpusError

_CLOCK = r"(?:[01]\d|2[0-4])(?::?[0-5]\d(?::?[0-6]\d(?:[.,]\d+)?)?)?(?:Z|[+-]\d\d(?::?\d\d)?)?"
_DATE = re.compile(rf"(\d{{4}})(?:-(\d\d)(?:-(\d\d)(?:[T ]{_CLOCK})?)?)?", re.ASCII | re.IGNORECASE)


@functools.lru_cache(maxsize=4096)  # a corpus repeats its dates
def partial_date(text: str) -> str:
    """The date in ISO form, as exact as `text` gives it: YYYY, YYYY-MM or YYYY-MM-DD; empty stays empty.

    A longer ISO timestamp is cut to its date as written, without moving it to another time zone.
    Raises `CorpusError` for another form and for a date that no calendar has.

    >>> partial_date("2014"), partial_date("2014-05"), partial_date("2014-05-31T23:10:00Z")
    ('2014', '2014-05', '2014-05-31')
    """
    text = text.strip()
    if not text:
        return ""
    match = _DATE.fullmatch(text)
    if match is None:
        raise CorpusError(f"a date is written YYYY, YYYY-MM or YYYY-MM-DD, not {text[:40]!r}")
    year, month, day = match.groups()
    try:
        datetime.date(int(year), int(month or 1), int(day or 1))
    except ValueError as problem:
        raise CorpusError(
            f"{text[:40]!r} is no possible date ({problem}); a date is written YYYY, YYYY-MM or YYYY-MM-DD"
        ) from problem
    return "-".join(part for part in (year, month, day) if part)


def period(date: str) -> tuple[str, str]:
    """First and last day of what `partial_date` gives, in ISO form, which compares as the days do.

    >>> period("2014"), period("2014-05")
    (('2014-01-01', '2014-12-31'), ('2014-05-01', '2014-05-31'))
    """
    if len(date) == 10:
        return date, date
    month = date if len(date) == 7 else f"{date}-12"
    return f"{date}-01-01"[:10], f"{month}-{calendar.monthrange(int(month[:4]), int(month[5:]))[1]}"
