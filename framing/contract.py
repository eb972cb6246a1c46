"""What a table's contract is: its columns in order, each with kind, unit and meaning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from framing.errors import TableError, nearest, together

if TYPE_CHECKING:
    import pandas as pd

Kind = Literal["text", "integer", "number", "flag"]


@dataclass(frozen=True)
class Column:
    """A column: its name, kind, unit (empty where there is none) and meaning; whether a whole number may be unknown."""

    name: str
    kind: Kind
    unit: str
    meaning: str
    optional: bool = False

    def dtype(self, values: pd.Series[Any]) -> str:
        """The dtype that these values get: whole numbers of which some are unknown need pandas' own."""
        kind: str = _DTYPES[self.kind]
        return "Int64" if self.optional and bool(values.isna().any()) else kind


@dataclass(frozen=True)
class Contract:
    """The columns that a table of this name has, in order."""

    name: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> list[str]:
        """The column names in order."""
        return [c.name for c in self.columns]

    def frame(self, data: dict[str, object]) -> pd.DataFrame:
        """A table of this contract from columns; an empty one from empty columns.

        Raises `TableError` where a column is missing or of the wrong kind.
        """
        import pandas as pd

        missing = [n for n in self.names if n not in data]
        if missing:
            raise TableError(f"{self.name}: column {', '.join(map(repr, missing))} is missing")
        frame = pd.DataFrame({n: data[n] for n in [*self.names, *(k for k in data if k not in self.names)]})
        for c in self.columns:
            try:
                frame[c.name] = frame[c.name].astype(c.dtype(frame[c.name]))  # type: ignore[call-overload]
            except (TypeError, ValueError) as problem:
                raise TableError(f"{self.name}: column {c.name!r} must hold {c.kind} values ({problem})") from problem
        return frame

    def check(self, table: pd.DataFrame) -> pd.DataFrame:
        """`table` itself, if it keeps the contract; otherwise `TableError`."""
        import pandas as pd

        lacking = [n for n in self.names if n not in table.columns]
        if lacking:
            said = [f"{self.name}: column {n!r} is missing; {nearest(n, map(str, table.columns))}" for n in lacking]
            raise TableError(together(said, self.name))
        for c in self.columns:
            kind = table[c.name].dtype
            good = {
                "text": pd.api.types.is_string_dtype(kind),
                "integer": pd.api.types.is_integer_dtype(kind),
                "number": pd.api.types.is_float_dtype(kind),
                "flag": pd.api.types.is_bool_dtype(kind),
            }[c.kind]
            if len(table) and not good:
                raise TableError(f"{self.name}: column {c.name!r} must hold {c.kind} values, it holds {kind}")
        return table


_DTYPES: dict[str, Any] = {"text": "str", "integer": "int64", "number": "float64", "flag": "bool"}


def columns(text: str) -> tuple[Column, ...]:
    """Columns from lines `name | kind | unit | meaning`; `?` after the kind where a value may be unknown."""
    rows = [[f.strip() for f in line.split("|")] for line in text.strip().splitlines()]
    return tuple(Column(n, k.rstrip("?"), u, m, k.endswith("?")) for n, k, u, m in rows)  # type: ignore[arg-type]
