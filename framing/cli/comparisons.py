"""keyness and topics: comparisons without a study file."""

from __future__ import annotations

import argparse
from typing import Any

from framing.cli.options import (
    Commands,
    above_zero,
    add_command,
    add_lexicons,
    add_sides,
    add_source,
    add_voices,
    at_least,
    misuse,
)
from framing.cli.output import add_output, note, put, sink_of
from framing.cli.sources import find_hits, open_source, read_lexicons, tell_of_other_languages

EQUAL = 0.05
"""q_equal below which an item is called a lockword."""
WHAT = ("terms", "weights", "contrast")
UNITS = ("word", "bigram", "trigram", "marker", "category")
PARITY = ("ucrel", "quanteda", "evert", "monroe", "tidylo", "scattertext")


def add_to(commands: Commands[argparse.ArgumentParser]) -> None:
    """Declare the commands."""
    parser = add_command(
        commands,
        "keyness",
        keyness,
        does="print which words, n-grams or markers one side uses more often than the other: the CONTRAST table",
        more="p is by the clustered t (of markers by permutation), q is corrected over all items. Whole outlets are the"
        " clusters where each side has at least four, else whole documents. With more than two groups --target each"
        " --reference 'all others' compares each with the rest, --reference 'each other' all pairs, with one"
        " correction.",
        example="framing keyness articles.csv --target state --reference independent --min-docs 3 --out words.csv",
    )
    add_source(parser)
    add_sides(parser, required=True)
    parser.add_argument(
        "--unit",
        choices=UNITS,
        default="word",
        help="what is compared: words (default), two or three words in a row within a sentence, in one voice, or the"
        " markers or categories of --lexicon",
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
    parser.add_argument(
        "--count",
        choices=("tokens", "texts"),
        default="tokens",
        help="occurrences (default), or documents with the item: text dispersion keyness",
    )
    parser.add_argument(
        "--correction",
        choices=("bh", "holm", "max_t", "none"),
        default="bh",
        help="of p: Benjamini-Hochberg (default), Holm, max-T by permutation, none",
    )
    parser.add_argument(
        "--lockwords",
        type=above_zero,
        metavar="MARGIN",
        help="print the items that both sides use equally often: within MARGIN in log2 (0.5 is 41 per cent), by an"
        " equivalence test with q_equal < .05",
    )
    parser.add_argument(
        "--parity", choices=PARITY, help="add the scores that this tool would print, for words and n-grams"
    )
    add_lexicons(parser)
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
    number = parser.add_mutually_exclusive_group(required=True)
    number.add_argument("-k", type=at_least(2), metavar="N", help="number of topics")
    number.add_argument(
        "--choose",
        type=at_least(2),
        nargs="+",
        metavar="N",
        help="try these numbers of topics, print what each is worth, and say on stderr which is recommended and why",
    )
    parser.add_argument("--what", choices=WHAT, default="terms", help="the table to print (default terms)")
    parser.add_argument(
        "--segment",
        choices=("document", "paragraph"),
        help="what the model takes as one text (default paragraph, short ones joined; document for counts of words)",
    )
    parser.add_argument(
        "--method",
        choices=("anchor", "lda", "nmf"),
        default="anchor",
        help="anchor: LDA from anchor words, in which there is no chance (default); lda: by gensim, from random starts;"
        " nmf: by scikit-learn",
    )
    parser.add_argument(
        "--runs",
        type=at_least(0),
        default=20,
        metavar="N",
        help="fits to other draws of the documents, by which a topic's reliability is measured (default 20; 0: none)",
    )
    add_sides(parser, required=False)
    add_output(parser)


def keyness(args: argparse.Namespace) -> None:
    """Print CONTRAST over words, n-grams, markers or categories."""
    from framing.contrasts.inference import Inference
    from framing.contrasts.keyness import keyness as compare_words

    sink = sink_of(args)
    by_lexicon = args.unit in ("marker", "category")
    if by_lexicon and (args.count == "texts" or args.parity):
        misuse(args, f"--count texts and --parity: are for words and n-grams, not for --unit {args.unit}")
    if args.lexicon and not by_lexicon:
        misuse(args, "--lexicon: is for --unit marker or category")
    lexicon = read_lexicons(args) if by_lexicon else None
    source = open_source(args)
    sides = {"target": args.target, "reference": args.reference, "by": args.by, "seed": args.seed}
    inference = Inference(test="permutation" if by_lexicon else "t", correction=args.correction, margin=args.lockwords)
    if lexicon is not None:
        from framing.contrasts.contrast import compare
        from framing.markers.count import count_markers

        counts = count_markers(find_hits(source, lexicon, args), source, lexicon)
        table = compare(
            counts, **sides, level=args.unit, voices=args.voice, match=_match(args, source), inference=inference
        )
    else:
        tell_of_other_languages(source)
        table = compare_words(
            source,
            **sides,
            unit=args.unit,
            min_count=args.min_count,
            min_docs=args.min_docs,
            count=args.count,
            voices=args.voice,
            match=_match(args, source),
            inference=inference,
            parity=args.parity,
        )
    if args.lockwords is not None:
        floor = table["p_floor"].max()
        if floor >= EQUAL:
            note(
                f"no q_equal below {EQUAL} can be reached: with so few clusters the smallest possible p is {floor:.3g}"
            )
        table = table[table["q_equal"] < EQUAL].reset_index(drop=True)
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
    from framing.topics.choose import CHOOSING, choose_topics
    from framing.topics.fit import fit_topics
    from framing.topics.prevalence import compare_topics
    from framing.topics.stability import RELIABLE

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
    if args.choose:
        chosen = choose_topics(
            source,
            ks=args.choose,
            seed=args.seed,
            segment=args.segment,
            method=args.method,
            runs=min(args.runs, CHOOSING) or CHOOSING,
        )
        put(chosen.table, sink)
        note(f"recommended: {chosen.k} topics. {chosen.reason}")
        return
    model = fit_topics(source, k=args.k, seed=args.seed, segment=args.segment, method=args.method, runs=args.runs)
    unstable = [str(topic) for topic, good in model.reliable.items() if not good]
    if unstable:
        note(
            f"{len(unstable)} of {args.k} topics are not found again when the documents are drawn anew"
            f" (reliability below {RELIABLE:g}), and no claim should rest on them: {', '.join(unstable)}"
        )
    if args.what == "contrast":
        sides = {"target": args.target, "reference": args.reference, "by": args.by}
        put(compare_topics(model, seed=args.seed, **sides), sink)
    else:
        put(model.terms if args.what == "terms" else model.weights, sink)
