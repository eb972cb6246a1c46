"""Hand codes of occurrences, read from CSV files: the variables, their labels, and what a file must hold."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.errors import TableError, nearest, together
from framing.files import unguard
from framing.schema_coding import CODES

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

NOT_A_MARKER = "none"
_TRUE_FALSE = {"1": "1", "0": "0", "true": "1", "false": "0", "yes": "1", "no": "0"}


@dataclass(frozen=True)
class Variable:
    """Something that is coded: its column, other names that the column may have, and its labels."""

    name: str
    other_names: tuple[str, ...]
    labels: tuple[str, ...]


VARIABLES = (
    Variable("voice", (), ("own", "direct", "indirect")),
    Variable("scare_quoted", ("scare",), ("0", "1")),
    Variable("negated", (), ("0", "1")),
    Variable("stance", (), ("assert", "deny", "relay")),
)
"""What is coded. `none` as voice or stance says that the occurrence is no marker at all."""

DOCUMENT_COLUMNS = ("doc_id", "file", "doc")
_SHOWN = 20
_MOST_DIGITS = 9


def find_variable(name: str) -> Variable:
    """The variable of this name; `TableError` where there is none."""
    for v in VARIABLES:
        if name == v.name or name in v.other_names:
            return v
    raise TableError(f"there is no coded variable {name!r}; {nearest(name, [v.name for v in VARIABLES])}")


def read_codes(*files: str | Path) -> pd.DataFrame:
    """CODES from CSV files: a row for each occurrence that somebody coded.

    A file needs a head with the document (`doc_id`, `file` or `doc`: an id, or the name of its file), `start`, `end`,
    `surface`, and at least one of voice, scare_quoted (or scare), negated, stance. Further columns are passed over. An
    empty cell is not coded. Offsets count characters of the text as received. A place stands in all files together
    once.

    Raises: TableError naming file, line and remedy of all that does not fit.
    """
    import pandas as pd

    tables = [_read_file(Path(file)) for file in files]
    codes = pd.concat(tables, ignore_index=True) if tables else CODES.frame({n: [] for n in CODES.names})
    refuse_twice(codes, codes["doc"])
    return CODES.check(codes)


def _read_file(path: Path) -> pd.DataFrame:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise TableError(f"{path}: can't be read as UTF-8 text ({problem})") from problem
    # Excel's export in many countries; the head tells, as no column name holds a semicolon.
    head = text.split("\n", 1)[0]
    reader = csv.reader(
        io.StringIO(text, newline=""), strict=True, delimiter=";" if head.count(";") > head.count(",") else ","
    )
    try:
        columns = [unguard(c).strip() for c in next(reader, [])]
        rows = [(reader.line_num, row) for row in reader if row]
    except csv.Error as problem:
        raise TableError(f"{path}:{reader.line_num}: not valid CSV ({problem})") from problem
    document, found = _columns(path, columns)
    problems: list[str] = []
    data: dict[str, list[object]] = {name: [] for name in CODES.names}
    for line, row in rows:
        if len(row) != len(columns):
            problems.append(f"{path}:{line}: {len(row)} cells where the head has {len(columns)}")
            continue
        cells = {c: unguard(cell) for c, cell in zip(columns, row, strict=True)}
        wrong = _take_row(cells, document, found, data)
        problems += [f"{path}:{line}: {w}" for w in wrong]
        data["file"].append(str(path))
        data["line"].append(line)
    if problems:
        more = [f"and {len(problems) - _SHOWN} more"] if len(problems) > _SHOWN else []
        raise TableError(together(problems[:_SHOWN] + more, str(path)))
    return CODES.frame(dict(data))


def _columns(path: Path, columns: Sequence[str]) -> tuple[str, dict[str, str]]:
    """The column of the document and, for each coded variable, its column."""
    twice = sorted({c for c in columns if columns.count(c) > 1})
    if twice:
        raise TableError(f"{path}:1: column {twice[0]!r} stands there twice")
    document = next((c for c in DOCUMENT_COLUMNS if c in columns), None)
    lacking = [f"{c!r}; {nearest(c, columns)}" for c in ("start", "end", "surface") if c not in columns]
    if document is None:
        lacking.insert(0, f"'doc_id' (or 'file' or 'doc'); {nearest('doc_id', columns)}")
    if lacking:
        raise TableError(together([f"{path}:1: hand codes need column {c}" for c in lacking], str(path)))
    found = {v.name: c for v in VARIABLES for c in (v.name, *v.other_names) if c in columns}
    if not found:
        names = ", ".join(v.name for v in VARIABLES)
        raise TableError(f"{path}:1: nothing is coded: none of the columns {names} stands in the head")
    return str(document), found


def _take_row(cells: dict[str, str], document: str, found: dict[str, str], data: dict[str, list[object]]) -> list[str]:
    """Take a row into `data`; returns what is wrong with it."""
    wrong = []
    if not cells[document]:
        wrong.append(f"column {document!r} is empty")
    place = []
    for name in ("start", "end"):
        if not cells[name].strip().isdecimal() or len(cells[name].strip()) > _MOST_DIGITS:
            wrong.append(f"column {name!r} must hold whole numbers from 0, not {cells[name]!r}")
        else:
            place.append(int(cells[name]))
    if len(place) == 2 and place[0] >= place[1]:
        wrong.append(f"start must come before end; they are {place[0]} and {place[1]}")
    data["doc"].append(cells[document])
    data["start"].append(place[0] if len(place) == 2 else 0)
    data["end"].append(place[1] if len(place) == 2 else 0)
    data["surface"].append(cells["surface"])
    for v in VARIABLES:
        code = cells[found[v.name]].strip().lower() if v.name in found else ""
        code = _TRUE_FALSE.get(code, code) if v.labels == ("0", "1") else code
        allowed = (*v.labels, NOT_A_MARKER) if v.labels != ("0", "1") else v.labels
        if code and code not in allowed:
            wrong.append(f"{found[v.name]} {code!r} is no label; {nearest(code, allowed)} (empty where not coded)")
        data[v.name].append(code)
    return wrong


def refuse_twice(codes: pd.DataFrame, document: Sequence[Any] | pd.Series[Any] | npt.NDArray[Any]) -> None:
    """Raise `TableError` where a place is coded twice; `document` tells which document each row means."""
    place = codes.assign(document=document)
    keys = ["document", "start", "end"]
    twice = place[place.duplicated(keys, keep=False)]
    if not len(twice):
        return
    said = []
    for (_, start, end), rows in twice.groupby(keys, sort=True):
        places = " and ".join(f"{f}:{n}" for f, n in zip(rows["file"], rows["line"], strict=True))
        said.append(f"{rows['doc'].iloc[0]} {start}-{end} is coded at {places}")
    more = [f"and {len(said) - _SHOWN} more"] if len(said) > _SHOWN else []
    remedy = "code each place once; files of several coders are compared with framing agree"
    raise TableError(together(said[:_SHOWN] + more, "places that are coded twice") + f"; {remedy}")
