"""What a command prints or writes: a table, in the form asked for; and notes beside it."""

from __future__ import annotations

import argparse
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from framing.cli.options import misuse, same_file

if TYPE_CHECKING:
    import pandas as pd

FORMS = ("csv", "jsonl", "parquet")

WIDEST = 80
"""Characters; a column of the terminal is not padded further."""


@dataclass(frozen=True)
class Sink:
    """Where a table goes: a file, or stdout in a form."""

    form: str
    out: Path | None


def add_output(parser: argparse.ArgumentParser, *, forms: tuple[str, ...] = FORMS, default: str = "csv") -> None:
    """Options for where the table goes."""
    parser.add_argument("--format", choices=forms, help=f"form of the table (default {default}); parquet needs --out")
    parser.add_argument(
        "--out", metavar="FILE", help="write there instead of stdout; it ends in .csv, .jsonl or .parquet"
    )


def sink_of(args: argparse.Namespace, *, default: str = "csv") -> Sink:
    """Where the table goes; ends the command as misused where the options don't agree."""
    if args.out is None:
        form = args.format or default
        if form == "parquet":
            misuse(args, "--format parquet: parquet is no text; name a file with --out FILE.parquet")
        return Sink(form, None)
    out = file_of(args, "--out", args.out)
    form = out.suffix[1:]
    if args.format not in (None, form):
        misuse(
            args, f"--format {args.format} and --out {out}: name a file that ends in .{args.format}, or drop --format"
        )
    return Sink(form, out)


def file_of(args: argparse.Namespace, option: str, name: str) -> Path:
    """A file to write a table to: its ending is the form, and it is none that the command reads."""
    from framing.corpus.features import is_features

    path = Path(name)
    if path.suffix[1:] not in FORMS:
        misuse(args, f"{option} {name}: name a file that ends in {', '.join('.' + f for f in FORMS)}")
    if path.is_dir():
        misuse(args, f"{option} {name}: is a folder; name a file")
    source = getattr(args, "source", None) or []
    read = [source] if isinstance(source, str) else [*source]
    read += [getattr(args, name, None) for name in ("documents", "vocabulary")]
    read += getattr(args, "lexicon", None) or []
    if any(r is not None and same_file(r, path) for r in read):
        misuse(args, f"{option} {name}: is what the command reads; name another file")
    if is_features(path.parent):
        misuse(args, f"{option} {name}: lies in a folder of features, which is kept whole; name another place")
    return path


def put(table: pd.DataFrame, sink: Sink) -> None:
    """Print the table or write it whole, numbers at the digits that framing writes."""
    from framing.files import rounded, table_text, write_table

    table = rounded(table)
    if sink.out is None:
        sys.stdout.write(table_text(table, sink.form))
    else:
        write_table(table, sink.out)
        note(f"{len(table):,} rows in {sink.out}")


def note(text: str) -> None:
    """Say something that is no result."""
    print(text, file=sys.stderr)


@contextmanager
def progress(what: str) -> Iterator[None]:
    """A progress bar over partitions on stderr, where that is a terminal."""
    from tqdm.dask import TqdmCallback

    with TqdmCallback(desc=what, unit="part", file=sys.stderr, disable=None, leave=False):
        yield


def aligned(rows: Sequence[tuple[str, ...]], *, right: tuple[int, ...] = ()) -> str:
    """Rows as columns for the terminal; those numbered in `right` are set to the right.

    Control characters, which come from the articles, are shown as a replacement character.

    >>> print(aligned([("a", "long"), ("bcd", "x")], right=(0,)), end="")
      a  long
    bcd  x
    """
    cells = [["".join(c if c.isprintable() else "\ufffd" for c in cell) for cell in row] for row in rows]
    widths = [min(max(map(_width, column)), WIDEST) for column in zip(*cells, strict=True)]
    lines = []
    for row in cells:
        pads = [" " * max(0, width - _width(cell)) for cell, width in zip(row, widths, strict=True)]
        parts = [p + c if i in right else c + p for i, (c, p) in enumerate(zip(row, pads, strict=True))]
        lines.append("  ".join(parts).rstrip() + "\n")
    return "".join(lines)


def _width(text: str) -> int:
    """Columns that a text takes on a terminal."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
