r"""Conditions on metadata: `snippet == false and date >= 2014-05`, a language of our own, read and never evaluated as
program text.

::

    condition   = all { "or" all }
    all         = part { "and" part }
    part        = "not" part | "(" condition ")" | comparison
    comparison  = column ("==" | "!=" | "<" | "<=" | ">" | ">=") value
                | column ["not"] "in" "[" value { "," value } "]"
    column      = a name of letters, digits, _ and . | `any name in backquotes`
    value       = "text" | 'text' | number | true | false | date (2014-05-31, 2014-05)

Texts are equal if they are so in one Unicode form (NFC). Numbers and dates compare as such; a year or a month alone is
the whole of it, so a document of 2014 is not before and not after May 2014: that can't be told. Nor can anything but
equality with a text be told of an empty cell. What can't be told stays so through `and`, `or` and `not` (Kleene's
three values) where the rest does not settle it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NoReturn, TypeVar

from framing.corpus.dates import partial_date, period
from framing.errors import CorpusError

Cell = Callable[[str], str]
"""Gives a document's cell by the column's name."""

Value = str | float | bool

_DEEPEST = 50
_NUMBER = r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?"
_TOKEN = re.compile(
    rf"""\s*(?:
    (?P<date>\d{{4}}-\d\d(?:-\d\d)?(?![\w-]))
    |(?P<number>{_NUMBER}(?![\w.]))
    |(?P<text>'[^']*'|"[^"]*")
    |(?P<quoted>`[^`]+`)
    |(?P<word>[^\W\d][\w.]*)
    |(?P<sign>==|!=|<=|>=|<(?!>)|[>()\[\],])
    |(?P<end>\Z)
    )""",
    re.VERBOSE,
)
_DATE_LIKE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?", re.ASCII)
_KEYWORDS = ("and", "or", "not", "in", "true", "false")
_SLIPS = {"=": "==", "&": "and", "|": "or", "!": "not", "<>": "!="}


@dataclass(frozen=True)
class Literal:
    """A value of a condition and its kind: text, number, truth or date."""

    kind: str
    value: Value


@dataclass(frozen=True)
class Comparison:
    """A column against a value, or with `in` against several of one kind."""

    column: str
    sign: str
    values: tuple[Literal, ...]

    def holds(self, cell: Cell) -> bool | None:
        """Whether it holds of a document; None where that can't be told."""
        written = cell(self.column).strip()
        if self.sign == "in":
            return _any([_compared(written, "==", value, self.column) for value in self.values])
        return _compared(written, self.sign, self.values[0], self.column)

    def columns(self) -> Iterator[str]:
        """The columns that it names."""
        yield self.column


@dataclass(frozen=True)
class Not:
    """The contrary of a part; what can't be told of that can't be told."""

    part: Part

    def holds(self, cell: Cell) -> bool | None:
        """Whether it holds of a document; None where that can't be told."""
        return _denied(self.part.holds(cell))

    def columns(self) -> Iterator[str]:
        """The columns that it names."""
        return self.part.columns()


@dataclass(frozen=True)
class Junction:
    """Parts of which all (`and`) or any (`or`) must hold."""

    word: str
    parts: tuple[Part, ...]

    def holds(self, cell: Cell) -> bool | None:
        """Whether it holds of a document; None where that can't be told."""
        held = [part.holds(cell) for part in self.parts]
        if self.word == "or":
            return _any(held)
        return False if False in held else None if None in held else True

    def columns(self) -> Iterator[str]:
        """The columns that it names."""
        for part in self.parts:
            yield from part.columns()


Part = Comparison | Not | Junction


@dataclass(frozen=True)
class Where:
    """A condition as written, and as read."""

    written: str
    condition: Part

    def holds(self, cell: Cell) -> bool | None:
        """Whether it holds of a document; None where that can't be told.

        Raises `CorpusError` where a cell is not of the kind that the condition compares it with.
        """
        try:
            return self.condition.holds(cell)
        except CorpusError as problem:
            raise CorpusError(f"where: {problem}") from problem

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that it names, each once."""
        return tuple(dict.fromkeys(self.condition.columns()))


def read_where(written: str, *, dates: frozenset[str] = frozenset({"date"})) -> Where:
    """Read a condition.

    Args:
        written: the condition.
        dates: columns that hold dates: a year alone, or a date in quotation marks, is a date there.

    Raises:
        CorpusError: it is not one; the message says where, what must stand there, and what does.

    >>> where = read_where("snippet == false and outlet in ['A', 'B']")
    >>> where.holds({"snippet": "False", "outlet": "B"}.__getitem__)
    True
    >>> print(where.holds({"snippet": "", "outlet": "B"}.__getitem__))  # it can't be told
    None
    """
    return Where(written, _Reader(written, dates).condition())


class _Reader:
    """Reads a condition from left to right."""

    def __init__(self, written: str, dates: frozenset[str]) -> None:
        self.written = written
        self.dates = dates
        self.at = 0
        self.depth = 0
        self.kind, self.word = "", ""
        self.next()

    def next(self) -> None:
        """Go on to the next word or sign."""
        found = _TOKEN.match(self.written, self.at)
        if found is None:
            self.start = self.at + len(self.written[self.at :]) - len(self.written[self.at :].lstrip())
            rest = self.written[self.start :]
            slip = next((s for s in ("<>", "=", "&", "|", "!") if rest.startswith(s)), None)
            if slip:
                self.fail(f"write {_SLIPS[slip]!r}", rest[0])
            if rest[0] in "'\"`":
                self.fail(f"the {rest[0]} is never closed", rest[:20])
            self.fail(
                "no part of a condition begins so; a name with other signs than letters, digits, _ stands in ` `",
                rest.split()[0],
            )
        self.kind = str(found.lastgroup)
        self.word = found[self.kind]
        self.start, self.at = found.start(self.kind), found.end()

    def fail(self, wanted: str, got: str | None = None) -> NoReturn:
        """Raise, naming the place."""
        what = (got if got is not None else self.word) or "the end"
        raise CorpusError(f"where = {self.written!r}: character {self.start + 1}, at {what!r}: {wanted}")

    def take(self, word: str) -> bool:
        """Whether this word or sign stands next; then go past it."""
        if self.kind not in ("word", "sign") or self.word != word:
            return False
        self.next()
        return True

    def condition(self) -> Part:
        """The whole."""
        if self.kind == "end":
            self.fail("a condition is missing, such as snippet == false")
        found = self.either()
        if self.kind != "end":
            self.fail("here 'and', 'or' or the end must follow")
        return found

    def either(self) -> Part:
        """Parts joined by `or`."""
        self.depth += 1
        if self.depth > _DEEPEST:
            self.fail(f"parentheses and 'not' go deeper than {_DEEPEST}")
        parts = [self.all()]
        while self.take("or"):
            parts.append(self.all())
        self.depth -= 1
        return parts[0] if len(parts) == 1 else Junction("or", tuple(parts))

    def all(self) -> Part:
        """Parts joined by `and`."""
        parts = [self.part()]
        while self.take("and"):
            parts.append(self.part())
        return parts[0] if len(parts) == 1 else Junction("and", tuple(parts))

    def part(self) -> Part:
        """A comparison, or something in parentheses or denied."""
        if self.take("not"):
            self.depth += 1
            if self.depth > _DEEPEST:
                self.fail(f"parentheses and 'not' go deeper than {_DEEPEST}")
            denied = Not(self.part())
            self.depth -= 1
            return denied
        if self.take("("):
            found = self.either()
            if not self.take(")"):
                self.fail("here ')' or 'and' or 'or' must follow")
            return found
        return self.comparison()

    def comparison(self) -> Part:
        """A column and what it is compared with."""
        if self.kind not in ("word", "quoted") or self.word in _KEYWORDS:
            self.fail("here a column's name must stand; a name with blanks stands in ` `")
        column = self.word.strip("`") if self.kind == "quoted" else self.word
        self.next()
        denied = self.take("not")
        if self.take("in"):
            found: Part = Comparison(column, "in", self.several(column))
            return Not(found) if denied else found
        if denied:
            self.fail("after 'not' here 'in' must follow")
        sign = self.word
        if self.kind != "sign" or sign not in ("==", "!=", "<", "<=", ">", ">="):
            self.fail("after a column's name ==, !=, <, <=, >, >= or in must follow")
        self.next()
        place, value = self.start, self.value(column, ordered=sign not in ("==", "!="))
        if sign not in ("==", "!=") and value.kind not in ("number", "date"):
            self.start = place
            self.fail(f"{sign} compares numbers and dates", str(value.value))
        return Comparison(column, sign, (value,))

    def several(self, column: str) -> tuple[Literal, ...]:
        """A list of values."""
        if not self.take("["):
            self.fail("after 'in' a list must follow, such as ['a', 'b']")
        values = [self.value(column)]
        while self.take(","):
            values.append(self.value(column))
        if not self.take("]"):
            self.fail("here ',' or ']' must follow")
        if len({value.kind for value in values}) > 1:
            self.fail("the values of a list must be of one kind")
        return tuple(values)

    def value(self, column: str, *, ordered: bool = False) -> Literal:
        """A text, number, truth value or date."""
        kind, word = self.kind, self.word
        if kind == "word" and word.lower() in ("true", "false"):
            found = Literal("truth", word.lower() == "true")
        elif kind == "text" and (ordered or column in self.dates) and _DATE_LIKE.fullmatch(word[1:-1]):
            found = Literal("date", self.date(word[1:-1]))
        elif kind == "text":
            found = Literal("text", unicodedata.normalize("NFC", word[1:-1]))
        elif kind == "date" or (kind == "number" and column in self.dates and _DATE_LIKE.fullmatch(word)):
            found = Literal("date", self.date(word))
        elif kind == "number":
            found = Literal("number", float(word))
        else:
            self.fail("here a 'text', a number, true, false or a date must stand")
        self.next()
        return found

    def date(self, word: str) -> str:
        """The date, if a calendar has it."""
        try:
            return partial_date(word)
        except CorpusError as problem:
            self.fail(str(problem))


def _compared(cell: str, sign: str, literal: Literal, column: str) -> bool | None:
    """Whether a cell stands in this relation to a value; None where it can't be told."""
    if literal.kind == "text":
        same = unicodedata.normalize("NFC", cell) == str(literal.value).strip()
        return same if sign == "==" else not same
    if not cell:
        return None
    if literal.kind == "truth":
        if cell.lower() not in ("true", "false"):
            raise CorpusError(f"column {column!r} is compared with true or false, it holds {cell[:40]!r}")
        return ((cell.lower() == "true") == literal.value) is (sign == "==")
    if literal.kind == "number":
        if not re.fullmatch(_NUMBER, cell, re.ASCII):
            raise CorpusError(f"column {column!r} is compared with a number, it holds {cell[:40]!r}")
        return _ordered(sign, (float(cell),) * 2, (float(literal.value),) * 2)
    try:
        given = partial_date(cell)
    except CorpusError as problem:
        raise CorpusError(f"column {column!r} is compared with a date: {problem}") from problem
    return _ordered(sign, period(given), period(str(literal.value)))


Bound = TypeVar("Bound", str, float)


def _ordered(sign: str, given: tuple[Bound, Bound], wanted: tuple[Bound, Bound]) -> bool | None:
    """Whether a stretch from first to last stands in this relation to another; None where it can't be told."""
    (first, last), (low, high) = given, wanted
    if sign in ("==", "!="):
        same = True if low <= first and last <= high else False if last < low or first > high else None
        return _denied(same) if sign == "!=" else same
    if sign in ("<", ">="):
        before = True if last < low else False if first >= low else None
        return _denied(before) if sign == ">=" else before
    after = True if first > high else False if last <= high else None
    return _denied(after) if sign == "<=" else after


def _denied(held: bool | None) -> bool | None:
    return None if held is None else not held


def _any(held: list[bool | None]) -> bool | None:
    return True if True in held else None if None in held else False
