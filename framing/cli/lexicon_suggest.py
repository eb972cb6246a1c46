"""lexicon suggest: what a lexicon may lack, with the evidence."""

from __future__ import annotations

import argparse
import sys

from framing.cli.options import (
    LEXICON,
    SOURCE,
    Commands,
    add_columns,
    add_command,
    add_sides,
    add_workers,
    at_least,
    misuse,
)
from framing.cli.output import add_output, note, put, sink_of
from framing.cli.sources import open_articles, source_name


def add_to(actions: Commands[argparse.ArgumentParser]) -> None:
    """Declare the action."""
    parser = add_command(
        actions,
        "suggest",
        suggest,
        does="print words and pairs of words that a lexicon may lack, with the evidence, for a person to judge",
        more="Looked at are words near the markers of each category, and with --target and --reference words that one"
        " side uses more often; what a marker takes already counts nowhere. The lexicon is never changed.",
        example="framing lexicon suggest my_lexicon.toml --against articles/ --toml",
    )
    parser.add_argument("lexicon", metavar="LEXICON", nargs=1, help=LEXICON)
    parser.add_argument("--against", dest="source", metavar="SOURCE", required=True, help=SOURCE)
    add_columns(parser)
    add_workers(parser)
    add_sides(parser, required=False)
    for option, default, meaning in (
        ("--window", 5, "words before and after a marker, in the same sentence"),
        ("--min-count", 5, "occurrences (near the category) that a suggestion needs"),
        ("--min-docs", 3, "documents that a suggestion needs"),
        ("--top", 10, "words, and pairs, of each category and side"),
    ):
        parser.add_argument(
            option, type=at_least(1), default=default, metavar="N", help=f"{meaning} (default {default})"
        )
    parser.add_argument("--toml", action="store_true", help="print lines to paste into a lexicon file, not a table")
    add_output(parser)


def suggest(args: argparse.Namespace) -> None:
    """Print SUGGESTIONS, or lines for a lexicon file."""
    from framing.contrasts.suggest import suggest_patterns, toml_lines
    from framing.markers.lexicon import check_language, read_lexicon

    if args.toml and (args.out is not None or args.format is not None):
        misuse(args, "--toml: prints lines to paste; leave --out and --format out")
    if (args.target is None) != (args.reference is None):
        misuse(args, "--target and --reference: name both or none")
    sink = sink_of(args)
    lexicon = read_lexicon(args.lexicon[0])
    tokens = open_articles(args, "looking for new patterns")
    check_language(lexicon, tokens.language, where=f"{source_name(args)}: the articles")
    found = suggest_patterns(
        tokens,
        lexicon,
        target=args.target,
        reference=args.reference,
        by=args.by,
        window=args.window,
        min_count=args.min_count,
        min_docs=args.min_docs,
        top=args.top,
        workers=args.workers,
    )
    if not len(found):
        note("nothing is frequent enough to be suggested; lower --min-count or --min-docs")
    if args.toml:
        sys.stdout.write(toml_lines(found))
    else:
        put(found, sink)
