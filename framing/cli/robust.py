"""versions and multiverse: what versions of one text differ in, and how far a result hangs on choices."""

from __future__ import annotations

import argparse
from pathlib import Path

from framing.cli.options import Commands, add_command, add_lexicons, add_source, add_workers, misuse
from framing.cli.output import add_output, note, put, sink_of
from framing.cli.sources import find_hits, open_articles, read_lexicons
from framing.cli.studies import STUDY, add_texts


def add_to(commands: Commands[argparse.ArgumentParser]) -> None:
    """Declare the commands."""
    parser = add_command(
        commands,
        "versions",
        versions,
        does="print what versions of one article cut, added and changed, sentence by sentence: the VERSIONS table",
        more="Near-duplicates are found first; each is compared with the earliest article of its cluster. Offsets point"
        " into the text as received; markers are those of the lexicon that stand in the sentence.",
        example="framing versions articles.csv --text body --outlet source --out versions.csv --figure versions.png",
    )
    add_source(parser)
    add_lexicons(parser)
    parser.add_argument("--changes", action="store_true", help="leave out sentences that were kept word for word")
    _add_figure(parser)
    add_output(parser)

    parser = add_command(
        commands,
        "multiverse",
        multiverse,
        does="run a study's contrast under every reasonable choice: the MULTIVERSE table, and the specification curve",
        more="The choices are those of [multiverse] in the study file: voices, near-duplicates, clusters, prior, hits"
        " that a marker needs, cleaning, lexicons. --what choices prints which of them moves the result most"
        " (CHOICES).",
        example="framing multiverse experiments/newsroom.toml --item hostile_forces --figure curve.pdf",
    )
    parser.add_argument("study", metavar="STUDY.toml", help=STUDY)
    parser.add_argument(
        "--item", action="append", metavar="M", help="a marker, may be repeated (default those that the study names)"
    )
    parser.add_argument("--level", choices=("marker", "category"), help="what --item names (default marker)")
    parser.add_argument(
        "--what", choices=("specifications", "choices"), default="specifications", help="the table to print"
    )
    add_texts(parser)
    _add_figure(parser)
    add_workers(parser)
    add_output(parser)


def _add_figure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--figure", metavar="FILE", help="draw it too, to a file that ends in .pdf, .png or .svg")


def versions(args: argparse.Namespace) -> None:
    """Print VERSIONS."""
    from framing.corpus.duplicates import find_duplicates
    from framing.corpus.versions import compare_versions

    sink, figure = sink_of(args), _figure_of(args)
    lexicon = read_lexicons(args)
    tokens = open_articles(args, "comparing versions")
    hits = find_hits(tokens, lexicon, args)
    table = compare_versions(tokens, find_duplicates(tokens, workers=args.workers), hits=hits)
    if not len(table):
        note("no article repeats another: there is nothing to compare")
    put(table[table["kind"] != "kept"] if args.changes else table, sink)
    if figure is not None and len(table):
        from framing.figures import plot_versions, save_figure

        save_figure(plot_versions(table), figure.parent, figure.stem, formats=(figure.suffix[1:],))


def multiverse(args: argparse.Namespace) -> None:
    """Print MULTIVERSE or CHOICES."""
    from framing.study.robust import run_multiverse

    sink, figure = sink_of(args), _figure_of(args)
    made = run_multiverse(args.study, items=args.item, level=args.level, texts=args.texts, workers=args.workers)
    for what in made.left_out:
        note(f"left out: {what}")
    put(made.specifications if args.what == "specifications" else made.choices, sink)
    if figure is None:
        return
    from framing.figures import plot_specifications, save_figure

    items = list(dict.fromkeys(made.specifications["item"].tolist()))
    for item in items:
        name = figure.stem if len(items) == 1 else f"{figure.stem}_{item}"
        drawn = plot_specifications(made.specifications, item=item)
        save_figure(drawn, figure.parent, name, formats=(figure.suffix[1:],))


def _figure_of(args: argparse.Namespace) -> Path | None:
    if args.figure is None:
        return None
    path = Path(args.figure)
    if path.suffix not in (".pdf", ".png", ".svg"):
        misuse(args, f"--figure {args.figure}: name a file that ends in .pdf, .png or .svg")
    return path
