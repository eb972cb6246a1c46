"""keyness and topics: comparisons without a study file."""

from __future__ import annotations

import argparse
from typing import Any

from framing.cli.options import Commands, add_command, add_sides, add_source, add_voices, at_least, misuse
from framing.cli.output import add_output, put, sink_of
from framing.cli.sources import open_source, tell_of_other_languages

WHAT = ("terms", "weights", "contrast")
UNITS = ("word", "bigram", "trigram")


def add_to(commands: Commands[argparse.ArgumentParser]) -> None:
    """Declare the commands."""
    parser = add_command(
        commands,
        "keyness",
        keyness,
        does="print which words one side uses more often than the other: the CONTRAST table over words or n-grams",
        more="p is by the clustered t, q is corrected over all words. Whole outlets are the clusters where each side"
        " has at least four, else whole documents.",
        example="framing keyness articles.csv --target state --reference independent --min-docs 3 --out words.csv",
    )
    add_source(parser)
    add_sides(parser, required=True)
    parser.add_argument(
        "--unit",
        choices=UNITS,
        default="word",
        help="what is compared: words (default), or two or three words in a row within a sentence, in one voice",
    )
    parser.add_argument(
        "--min-count", type=at_least(1), default=5, metavar="N", help="occurrences that an item needs (default 5)"
    )
    parser.add_argument(
        "--min-docs", type=at_least(1), default=2, metavar="N", help="documents that an item needs (default 2)"
    )
    parser.add_argument(
        "--match",
        metavar="COLUMN",
        help="compare within what both sides write of as well: a column of the metadata such as event, or 'duplicates'"
        " for versions of one article; the table gets the matched numbers behind the pooled ones (MATCHED)",
    )
    add_voices(parser)
    add_output(parser)

    parser = add_command(
        commands,
        "topics",
        topics,
        does="fit topics and print their terms, their weights or their prevalence by side",
        more="One table is printed: --what terms (TOPIC_TERMS, the default), weights (TOPIC_WEIGHTS, a row for each"
        " segment and topic) or contrast (TOPIC_CONTRAST, which needs --target and --reference).",
        example="framing topics articles/ --documents documents.csv -k 8 --what contrast --target state"
        " --reference independent",
    )
    add_source(parser)
    parser.add_argument("-k", type=at_least(2), required=True, metavar="N", help="number of topics")
    parser.add_argument("--what", choices=WHAT, default="terms", help="the table to print (default terms)")
    parser.add_argument(
        "--segment",
        choices=("document", "paragraph"),
        help="what the model takes as one text (default paragraph, short ones joined; document for counts of words)",
    )
    add_sides(parser, required=False)
    add_output(parser)


def keyness(args: argparse.Namespace) -> None:
    """Print CONTRAST over words or n-grams."""
    from framing.contrasts.keyness import keyness as compare_words

    sink = sink_of(args)
    source = open_source(args)
    tell_of_other_languages(source)
    table = compare_words(
        source,
        target=args.target,
        reference=args.reference,
        by=args.by,
        unit=args.unit,
        seed=args.seed,
        min_count=args.min_count,
        min_docs=args.min_docs,
        voices=args.voice,
        match=_match(args, source),
    )
    put(table, sink)


def _match(args: argparse.Namespace, source: Any) -> Any:
    """What documents are matched by: a column, or the clusters of near-duplicates."""
    if args.match != "duplicates":
        return args.match
    from framing.corpus.duplicates import find_duplicates
    from framing.corpus.features import Features
    from framing.errors import NeedsTextError

    if not isinstance(source, Features):
        return find_duplicates(source, workers=args.workers)
    if source.duplicates is None:
        raise NeedsTextError("--match duplicates: these features were made without looking for near-duplicates")
    return source.duplicates


def topics(args: argparse.Namespace) -> None:
    """Print one table of a topic model."""
    from framing.contrasts.design import choose_sides
    from framing.topics.fit import fit_topics
    from framing.topics.prevalence import compare_topics

    sink = sink_of(args)
    named = args.target is not None and args.reference is not None
    if args.what == "contrast" and not named:
        misuse(args, "--what contrast: needs --target and --reference")
    if args.what != "contrast" and (args.target is not None or args.reference is not None):
        misuse(args, f"--target and --reference: are for --what contrast, not for {args.what}")
    source = open_source(args)
    tell_of_other_languages(source)
    if named:  # before the fit, which takes long
        choose_sides(source.documents, target=args.target, reference=args.reference, by=args.by)
    model = fit_topics(source, k=args.k, seed=args.seed, segment=args.segment)
    if args.what == "contrast":
        sides = {"target": args.target, "reference": args.reference, "by": args.by}
        put(compare_topics(model, seed=args.seed, **sides), sink)
    else:
        put(model.terms if args.what == "terms" else model.weights, sink)
