"""lexicon show and lexicon lint: what a lexicon says, and what it finds."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from framing.cli.options import COLUMNS, SOURCE, Commands, add_columns, add_command, add_workers, misuse
from framing.cli.output import add_output, aligned, note, put, sink_of
from framing.cli.sources import find_hits, open_source

if TYPE_CHECKING:
    from framing.corpus.features import Features
    from framing.corpus.tokens import Tokens
    from framing.markers.lexicon import Lexicon

LEXICON = "a lexicon file, or the name of a shipped one such as framing.en"


def add_to(commands: Commands[argparse.ArgumentParser]) -> None:
    """Declare the commands."""
    parser = add_command(
        commands, "lexicon", None, does="show or check a lexicon", example="framing lexicon show framing.en"
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
    head = f"{args.source}: {len(source.documents):,} documents, {len(hits):,} hits of {len(found)} markers\n"
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
