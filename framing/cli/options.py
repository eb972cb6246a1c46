"""Options that commands share, and how a command is declared."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

Commands = argparse._SubParsersAction  # argparse gives the type of `add_subparsers` no public name

VOICES = ("own", "direct", "indirect")

COLUMNS = {
    "text": "the article's text (tables)",
    "outlet": "the publisher",
    "group": "the side that the publisher belongs to",
    "date": "the date",
    "id": "the identifier",
    "title": "the headline",
    "url": "the address",
    "event": "what the article is about",
}

SOURCE = (
    "a folder of .txt and .html files, one such file, a .csv, .tsv, .jsonl or .parquet file (each also .gz), several of"
    " these, a glob such as 'articles/**/*.html', a folder of extracted features, or counts of words (a .jsonl of bags"
    " of words, an .mtx or .npz matrix)"
)


class OneOrMore(argparse.Action):
    """Keeps one place as text and several, which a shell makes of a glob, as a list."""

    def __call__(  # noqa: D102 - argparse's
        self, parser: argparse.ArgumentParser, namespace: argparse.Namespace, values: Any, option: str | None = None
    ) -> None:
        setattr(namespace, self.dest, values[0] if len(values) == 1 else values)


LEXICON = "a lexicon file (.toml, .yml, .dic or .csv), or the name of a shipped one such as framing.en"


def common() -> argparse.ArgumentParser:
    """A parent parser with what every command takes."""
    parent = argparse.ArgumentParser(add_help=False)
    parent.add_argument(
        "--debug", action="store_true", default=argparse.SUPPRESS, help="show the traceback of an error"
    )
    return parent


def add_command(
    commands: Commands[argparse.ArgumentParser],
    name: str,
    run: Callable[[argparse.Namespace], None] | None,
    *,
    does: str,
    more: str = "",
    example: str,
) -> argparse.ArgumentParser:
    """Declare a command; `run` is called with the arguments, whose `parser` can refuse them."""
    parser = commands.add_parser(
        name,
        help=does,
        description=f"{does[:1].upper()}{does[1:]}. {more}".strip(),
        epilog=f"example:\n  {example}",
        formatter_class=_Help,
        parents=[common()],
        allow_abbrev=False,
    )
    parser.set_defaults(parser=parser, **({"run": run} if run else {}))
    return parser


class _Help(argparse.RawDescriptionHelpFormatter):
    """Examples keep their lines, descriptions are filled."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        if text.startswith("example:"):
            return super()._fill_text(text, width, indent)
        return argparse.HelpFormatter._fill_text(self, text, width, indent)


def add_columns(parser: argparse.ArgumentParser) -> None:
    """Options that say which column of a source means what."""
    columns = parser.add_argument_group("columns and files of the source")
    for name, meaning in COLUMNS.items():
        columns.add_argument(f"--{name}", metavar="COLUMN", help=f"column of {meaning}")
    columns.add_argument(
        "--documents", metavar="FILE.csv", help="metadata for texts, joined on 'file', or for a matrix, by row"
    )
    columns.add_argument(
        "--vocabulary",
        metavar="FILE",
        help="words that counts number, one a line (default vocab.txt beside the source)",
    )
    chosen = parser.add_argument_group("which documents belong")
    chosen.add_argument("--where", metavar="CONDITION", help='on the metadata, such as "snippet == false"')
    chosen.add_argument("--date-from", metavar="DATE", help="the first date: YYYY-MM-DD, YYYY-MM or YYYY")
    chosen.add_argument("--date-to", metavar="DATE", help="the last date, inclusive")
    chosen.add_argument("--min-tokens", type=at_least(0), default=0, metavar="N", help="leave out what has fewer words")
    columns.add_argument("--encoding", metavar="NAME", help="encoding of the source's files, where it is not found out")
    columns.add_argument("--language", metavar="CODE", help="language of the articles (default en)")
    columns.add_argument(
        "--attribution",
        choices=("codebook", "wide"),
        help="what is somebody else's words: what they say (codebook, the default), or also what they are said to want,"
        " feel or seem (wide)",
    )


def add_source(parser: argparse.ArgumentParser) -> None:
    """The SOURCE of a command and its options."""
    parser.add_argument("source", metavar="SOURCE", nargs="+", action=OneOrMore, help=SOURCE)
    add_columns(parser)
    add_workers(parser)


def add_workers(parser: argparse.ArgumentParser) -> None:
    """How many threads."""
    parser.add_argument(
        "--workers", type=at_least(1), default=1, metavar="N", help="threads to use; results do not depend on it"
    )


def add_lexicons(parser: argparse.ArgumentParser) -> None:
    """Which lexicons, and what to do where markers overlap."""
    parser.add_argument(
        "--lexicon",
        action="append",
        metavar="L",
        help="a lexicon file or the name of a shipped one, may be repeated (default framing.en)",
    )
    parser.add_argument(
        "--overlap",
        choices=("longest", "all", "category"),
        default="longest",
        help="which of overlapping markers count: the longest (default), all, or the longest of each category",
    )


def add_voices(parser: argparse.ArgumentParser) -> None:
    """Whose words."""
    parser.add_argument(
        "--voice", action="append", choices=VOICES, help="only words in this voice, may be repeated (default all)"
    )


def add_sides(parser: argparse.ArgumentParser, *, required: bool) -> None:
    """Who is compared with whom."""
    parser.add_argument("--target", metavar="G", required=required, help="the group or outlet in question")
    parser.add_argument(
        "--reference", metavar="G", required=required, help="what it is compared with; 'all others' is everything else"
    )
    parser.add_argument("--by", choices=("group", "outlet"), default="group", help="what G names (default group)")
    add_seed(parser)


def add_seed(parser: argparse.ArgumentParser) -> None:
    """The seed of all chance."""
    parser.add_argument("--seed", type=at_least(0), default=1, metavar="N", help="of everything drawn (default 1)")


def at_least(least: int) -> Callable[[str], int]:
    """An argument type: a whole number from `least`."""

    def number(text: str) -> int:
        try:
            value = int(text)
        except ValueError:
            value = least - 1
        if value < least:
            raise argparse.ArgumentTypeError(f"must be a whole number from {least}, not {text!r}")
        return value

    return number


def above_zero(text: str) -> float:
    """An argument type: a number above 0."""
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < float("inf"):
        raise argparse.ArgumentTypeError(f"must be a number above 0, not {text!r}")
    return value


def misuse(args: argparse.Namespace, message: str) -> NoReturn:
    """End the command as misused: exit code 2."""
    parser: argparse.ArgumentParser = args.parser
    parser.error(message)


def folder_of(args: argparse.Namespace, name: str) -> Path:
    """A folder that --out names, which must not be the working directory or one above it: it would be replaced."""
    path = Path(name)
    here = Path.cwd().resolve()
    if not path.name or path.resolve() in (here, *here.parents):
        misuse(args, f"--out {name}: a folder that is written is replaced whole; name one below the one you are in")
    return path


def same_file(a: str | Path, b: str | Path) -> bool:
    """Whether two paths lead to one existing file or folder."""
    try:
        return os.path.samefile(a, b)  # noqa: PTH121 - pathlib's needs one of them to be a Path that exists
    except OSError:
        return False
