"""lexicon show and convert: what a lexicon says, and other forms of it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from framing.cli import lexicon_checks, lexicon_suggest
from framing.cli.options import LEXICON, Commands, add_command, misuse, same_file
from framing.cli.output import add_output, note, put, sink_of


def add_to(commands: Commands[argparse.ArgumentParser]) -> None:
    """Declare the commands."""
    parser = add_command(
        commands,
        "lexicon",
        None,
        does="show, check, compare or convert a lexicon",
        example="framing lexicon show framing.en",
    )
    actions = parser.add_subparsers(title="actions", metavar="ACTION")

    parser = add_command(
        actions,
        "show",
        show,
        does="print a lexicon's markers with category, definition, source and patterns",
        example="framing lexicon show framing.en --format jsonl",
    )
    parser.add_argument("source", metavar="LEXICON", help=LEXICON)
    add_output(parser)

    lexicon_checks.add_to(actions)

    parser = add_command(
        actions,
        "convert",
        convert,
        does="write a lexicon in another form: TOML, a dictionary of quanteda or LIWC, CSV",
        more="What the other form has no place for is left out or loosened, and named on stderr with file and line."
        " It reads the same forms; the file's ending says which.",
        example="framing lexicon convert policy.yml --to toml --out policy.toml",
    )
    parser.add_argument("source", metavar="LEXICON", help=LEXICON)
    parser.add_argument("--to", choices=tuple(_ENDINGS), required=True, help="the form to write")
    parser.add_argument("--out", metavar="FILE", help="write there instead of stdout")
    parser.add_argument(
        "--language", metavar="CODE", help="language of a lexicon whose file does not say it (default en)"
    )

    lexicon_suggest.add_to(actions)


_ENDINGS = {"toml": (".toml",), "quanteda": (".yml", ".yaml"), "liwc": (".dic",), "csv": (".csv",)}


def convert(args: argparse.Namespace) -> None:
    """Print or write the lexicon in another form; what is not carried over goes to stderr."""
    from framing.files import write_text
    from framing.markers.formats import convert_lexicon
    from framing.markers.lexicon import find_lexicon

    path = find_lexicon(args.source)
    out = _lexicon_out(args, path)
    if args.language is not None and path.suffix.lower() == ".toml":
        misuse(args, f"--language: {args.source} says its language itself; leave it out")
    done = convert_lexicon(path, to=args.to, language=args.language or "en")
    for remark in done.remarks:
        note(remark)
    if out is None:
        sys.stdout.write(done.text)
    else:
        write_text(out, done.text)
        note(f"{args.source} is in {out} as {args.to}")


def _lexicon_out(args: argparse.Namespace, read: Path) -> Path | None:
    """The file to write a lexicon to; its ending is that of the form, and it is not the one that is read."""
    if args.out is None:
        return None
    out = Path(args.out)
    endings = _ENDINGS[args.to]
    if out.suffix.lower() not in endings:
        misuse(args, f"--out {out}: a lexicon as {args.to} ends in {' or '.join(endings)}")
    if out.is_dir():
        misuse(args, f"--out {out}: is a folder; name a file")
    if same_file(out, read):
        misuse(args, f"--out {out}: is what the command reads; name another file")
    return out


def show(args: argparse.Namespace) -> None:
    """Print a lexicon as a table."""
    from framing.markers.lexicon import read_lexicon

    sink = sink_of(args)
    put(read_lexicon(args.source).table(), sink)
