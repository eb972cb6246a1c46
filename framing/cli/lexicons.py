"""lexicon show, lint and convert: what a lexicon says, what it finds, and other forms of it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from framing.cli.options import COLUMNS, SOURCE, Commands, add_columns, add_command, add_workers, misuse, same_file
from framing.cli.output import add_output, aligned, note, put, sink_of
from framing.cli.sources import find_hits, open_source, source_name

if TYPE_CHECKING:
    from framing.corpus.features import Features
    from framing.corpus.tokens import Tokens
    from framing.markers.lexicon import Lexicon

LEXICON = "a lexicon file (.toml, .yml, .dic or .csv), or the name of a shipped one such as framing.en"


def add_to(commands: Commands[argparse.ArgumentParser]) -> None:
    """Declare the commands."""
    parser = add_command(
        commands, "lexicon", None, does="show, check or convert a lexicon", example="framing lexicon show framing.en"
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

    parser = add_command(
        actions,
        "lint",
        lint,
        does="check that a lexicon can be used, and what it finds in a corpus",
        more="With --corpus it names the markers that are never found there, and the words that each wildcard takes.",
        example="framing lexicon lint my_lexicon.toml --corpus articles/",
    )
    parser.add_argument("lexicon", metavar="LEXICON", nargs=1, help=LEXICON)
    parser.add_argument("--corpus", dest="source", metavar="SOURCE", help=SOURCE)
    add_columns(parser)
    add_workers(parser)
    parser.set_defaults(overlap="longest")

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


def lint(args: argparse.Namespace) -> None:
    """Print what a lexicon holds, and with a corpus which markers are never found in it."""
    from framing.markers.lexicon import read_lexicon

    if args.source is None:
        stray = [n for n in (*COLUMNS, "documents", "encoding", "language") if getattr(args, n) is not None]
        if stray:
            misuse(args, f"--{stray[0]}: says how to read a corpus; name it with --corpus SOURCE")
    lexicon = read_lexicon(args.lexicon[0])
    lines = [_counts(lexicon)] if args.source is None else [_counts(lexicon), *_found(lexicon, args)]
    sys.stdout.write("".join(lines))


def _counts(lexicon: Lexicon) -> str:
    rows = [("category", "markers", "patterns")]
    for kind in lexicon.categories:
        own = [m for m in lexicon.markers if m.category == kind.id]
        rows.append((kind.id, str(len(own)), str(sum(len(m.patterns) for m in own))))
    head = (
        f"{lexicon.name} {lexicon.version} ({lexicon.language}): {len(lexicon.categories)} categories,"
        f" {len(lexicon.markers)} markers, {sum(len(m.patterns) for m in lexicon.markers)} patterns\n"
    )
    return head + aligned(rows, right=(1, 2))


def _found(lexicon: Lexicon, args: argparse.Namespace) -> list[str]:
    source = open_source(args)
    hits = find_hits(source, lexicon, args)
    found = set(hits["marker"].tolist())
    lost = [(m.category, m.id) for m in lexicon.markers if m.id not in found]
    head = f"{source_name(args)}: {len(source.documents):,} documents, {len(hits):,} hits of {len(found)} markers\n"
    missing = f"never found: {len(lost)} markers\n" + aligned([("category", "marker"), *lost])
    return [head, missing if lost else "every marker is found\n", _wildcards(lexicon, source)]


def _wildcards(lexicon: Lexicon, source: Tokens | Features) -> str:
    """The words of the corpus that each word pattern with a wildcard takes."""
    from framing.corpus.features import Features
    from framing.markers.grammar import FormIndex, parse_pattern

    if isinstance(source, Features):
        note("what the wildcards take can be told from articles, not from features")
        return ""
    index = FormIndex(source.vocabulary)
    known = source.vocabulary
    rows: dict[tuple[str, str, str], None] = {}
    for marker in lexicon.markers:
        for pattern in (p for text in (*marker.patterns, *marker.exceptions) for p in parse_pattern(text)):
            for word in pattern.words:
                if any(c in alternative for alternative in word.alternatives for c in "*?"):
                    written = ("=" if word.cased else "") + "|".join(word.alternatives)
                    forms = index.forms(word).tolist()
                    taken = sorted(
                        {known.form_list[i] if word.cased else known.words[known.word_of_form[i]] for i in forms}
                    )
                    rows[marker.id, written, ", ".join(taken) or "(nothing)"] = None
    return "wildcards\n" + aligned([("marker", "word", "takes"), *rows]) if rows else ""
