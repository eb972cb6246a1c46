"""collocates, around: what stands near a marker, and what sides differ in there."""

from __future__ import annotations

import argparse

from framing.cli.options import Commands, add_command, add_lexicons, add_sides, add_source, add_voices, at_least
from framing.cli.output import add_output, note, put, sink_of
from framing.cli.sources import check_marker, find_hits, open_articles, read_lexicons
from framing.errors import UnknownNameError

MEASURES = ("log_likelihood", "pmi", "t_score", "dice")


def add_to(commands: Commands[argparse.ArgumentParser]) -> None:
    """Declare the commands."""
    parser = add_command(
        commands,
        "collocates",
        collocates,
        does="print the words near a marker, with their association: the COLLOCATES table",
        more="Near is within --window words in the same sentence; skipped words take no place. The measures are"
        " nltk's.",
        example="framing collocates articles.csv --marker human_rights --window 5 --by group --out collocates.csv",
    )
    add_source(parser)
    add_lexicons(parser)
    add_window(parser, default=5)
    parser.add_argument(
        "--measure", choices=MEASURES, default="log_likelihood", help="what sorts the table (default log_likelihood)"
    )
    parser.add_argument(
        "--min-count", type=at_least(1), default=3, metavar="N", help="times that a word must be near (default 3)"
    )
    parser.add_argument("--by", choices=("group", "outlet"), help="a table within each group or outlet")
    add_voices(parser)
    add_output(parser)

    parser = add_command(
        commands,
        "around",
        around,
        does="compare what two sides set near one marker: the CONTRAST table over evaluative words and single words",
        more="Rates are relative to the words near the marker. The column kind tells the categories of the lexicon from"
        " single words.",
        example="framing around articles.csv --marker human_rights --target state --reference independent --voice own",
    )
    add_source(parser)
    add_window(parser, default=10)
    add_sides(parser, required=True)
    parser.add_argument(
        "--lexicon",
        action="append",
        metavar="L",
        help="what is looked for near the marker: a lexicon file or the name of a shipped one, may be repeated"
        " (default stance.en)",
    )
    parser.add_argument(
        "--marker-lexicon",
        action="append",
        metavar="L",
        help="the lexicon that the marker stands in, may be repeated (default framing.en)",
    )
    parser.add_argument(
        "--level", choices=("category", "marker"), default="category", help="of the lexicon (default category)"
    )
    parser.add_argument(
        "--min-count", type=at_least(1), default=5, metavar="N", help="times that a word must be near (default 5)"
    )
    parser.add_argument(
        "--min-docs", type=at_least(1), default=2, metavar="N", help="documents in which it must be near (default 2)"
    )
    add_voices(parser)
    add_output(parser)


def add_window(parser: argparse.ArgumentParser, *, default: int) -> None:
    """Which marker, and how far around it."""
    parser.add_argument("--marker", metavar="M", required=True, help="the marker's id in the lexicon")
    parser.add_argument(
        "--window",
        type=at_least(1),
        default=default,
        metavar="N",
        help=f"words before and after, in the same sentence (default {default})",
    )
    parser.add_argument(
        "--side", choices=("both", "left", "right"), default="both", help="which side of the marker (default both)"
    )


def collocates(args: argparse.Namespace) -> None:
    """Print COLLOCATES."""
    from framing.markers.collocates import collocates as words_near
    from framing.schema import COLLOCATES

    sink = sink_of(args)
    lexicon = read_lexicons(args)
    check_marker(lexicon, args.marker)
    tokens = open_articles(args, "looking for collocates")
    hits = find_hits(tokens, lexicon, args)
    if not (hits["marker"] == args.marker).any():
        note(f"{args.marker} is nowhere in these articles")
        return put(COLLOCATES.frame({name: [] for name in COLLOCATES.names}), sink)
    table = words_near(
        hits,
        tokens,
        marker=args.marker,
        window=args.window,
        side=args.side,
        measure=args.measure,
        min_count=args.min_count,
        by=args.by,
        voices=args.voice,
        workers=args.workers,
    )
    if not len(table):
        note(f"no word stands near {args.marker} {args.min_count} times; lower --min-count or widen --window")
    put(table, sink)


def around(args: argparse.Namespace) -> None:
    """Print CONTRAST over what stands near a marker."""
    from framing.contrasts.around import EVALUATION
    from framing.contrasts.around import around as compare_around
    from framing.contrasts.design import choose_sides
    from framing.markers.lexicon import combine_lexicons, read_lexicon

    sink = sink_of(args)
    evaluation = combine_lexicons(read_lexicon(name) for name in args.lexicon or [EVALUATION])
    of_marker = argparse.Namespace(**vars(args) | {"lexicon": args.marker_lexicon, "overlap": "longest"})
    lexicon = read_lexicons(of_marker)
    try:
        check_marker(lexicon, args.marker)
    except UnknownNameError as problem:
        if args.marker in {m.id for m in evaluation.markers}:
            hint = f"it stands in {evaluation.name}: name that with --marker-lexicon"
            raise UnknownNameError(f"lexicon {lexicon.name} has no marker {args.marker!r}; {hint}") from problem
        raise
    tokens = open_articles(args, "looking around a marker")
    choose_sides(tokens.documents, target=args.target, reference=args.reference, by=args.by)
    table = compare_around(
        find_hits(tokens, lexicon, of_marker),
        tokens,
        marker=args.marker,
        target=args.target,
        reference=args.reference,
        by=args.by,
        seed=args.seed,
        lexicon=evaluation,
        level=args.level,
        window=args.window,
        side=args.side,
        min_count=args.min_count,
        min_docs=args.min_docs,
        voices=args.voice,
        workers=args.workers,
    )
    put(table, sink)
