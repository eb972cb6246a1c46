"""mark, features, kwic, duplicates: what is taken out of articles."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from framing.cli.options import (
    Commands,
    add_command,
    add_lexicons,
    add_source,
    add_voices,
    at_least,
    folder_of,
    misuse,
)
from framing.cli.output import Sink, add_output, aligned, file_of, note, progress, put, sink_of
from framing.cli.sources import check_marker, find_hits, lexicons_of, open_articles, open_source, read_lexicons

if TYPE_CHECKING:
    import pandas as pd

    from framing.corpus.features import Features
    from framing.corpus.tokens import Tokens

LINE_FORMS = ("text", "csv", "jsonl", "parquet")


def add_to(commands: Commands[argparse.ArgumentParser]) -> None:
    """Declare the commands."""
    parser = add_command(
        commands,
        "mark",
        mark,
        does="find framing markers in articles and print the HITS table",
        more="Each hit has its place, its voice (own, direct or indirect) and its stance (assert, deny or relay).",
        example="framing mark articles.jsonl --text body --outlet source --out hits.csv --audit skipped.csv",
    )
    add_source(parser)
    add_lexicons(parser)
    add_output(parser)
    parser.add_argument("--audit", metavar="FILE", help="write the AUDIT table of skipped passages there")
    parser.add_argument("--left-out", metavar="FILE", help="write the LEFT_OUT table of documents left out there")
    parser.add_argument(
        "--save-texts",
        metavar="FILE",
        help="write doc_id and text there (.jsonl or .parquet): what start and end count in, of a page its extraction",
    )

    parser = add_command(
        commands,
        "features",
        features,
        does="write a corpus's extracted features, without its text",
        more="The folder holds documents, hits, what was skipped, and words by segment and voice without their order."
        " Prints the folder.",
        example="framing features articles/ --documents documents.csv --out features/",
    )
    add_source(parser)
    add_lexicons(parser)
    parser.add_argument("--out", metavar="DIR", required=True, help="folder to write")

    parser = add_command(
        commands,
        "kwic",
        kwic,
        does="print a marker's concordance: each hit with the words around it",
        example="framing kwic articles/ --marker foreign_forces --width 6 --sort right",
    )
    add_source(parser)
    add_lexicons(parser)
    parser.add_argument("--marker", metavar="M", required=True, help="the marker's id in the lexicon")
    parser.add_argument("--width", type=at_least(0), default=8, metavar="N", help="words on either side (default 8)")
    add_voices(parser)
    parser.add_argument(
        "--sort", choices=("left", "right", "doc"), default="doc", help="by the words beside, or by place (default doc)"
    )
    add_output(parser, forms=LINE_FORMS, default="text on a terminal, else csv")

    parser = add_command(
        commands,
        "duplicates",
        duplicates,
        does="find articles that repeat one another and print the DUPLICATES table",
        more="Wire copies, revised versions, an article with a paragraph less: each cluster begins with its earliest"
        " article. Similarity is the share of the runs of words of both that they have in common.",
        example="framing duplicates articles.jsonl --text body --outlet source --min-similarity 0.5",
    )
    add_source(parser)
    parser.add_argument(
        "--min-similarity", type=_share, default=0.3, metavar="S", help="above 0, at most 1 (default 0.3)"
    )
    parser.add_argument(
        "--run", type=at_least(1), dest="run_words", default=5, metavar="N", help="words of a run (default 5)"
    )
    add_output(parser)


def _share(text: str) -> float:
    """An argument type: above 0, at most 1."""
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value <= 1:
        raise argparse.ArgumentTypeError(f"must be a number above 0 and at most 1, not {text!r}")
    return value


def mark(args: argparse.Namespace) -> None:
    """Print HITS."""
    sink = sink_of(args)
    files = _files_beside(args)
    lexicon = read_lexicons(args)
    texts = files.get("--save-texts")
    source = open_source(args) if texts is None else open_articles(args, "saving texts")
    hits = find_hits(source, lexicon, args)
    for option, table in (("--audit", source.audit), ("--left-out", source.left_out)):
        if option in files:
            put(table, Sink(files[option].suffix[1:], files[option]))
    if texts is not None:
        put(_texts(source), Sink(texts.suffix[1:], texts))
    put(hits, sink)


def _files_beside(args: argparse.Namespace) -> dict[str, Path]:
    """The files to write beside HITS, by option; all different, and none that of --out."""
    named = {"--audit": args.audit, "--left-out": args.left_out, "--save-texts": args.save_texts}
    files = {option: file_of(args, option, name) for option, name in named.items() if name is not None}
    taken = {} if args.out is None else {Path(args.out).resolve(): "--out"}
    for option, path in files.items():
        if (other := taken.setdefault(path.resolve(), option)) != option:
            misuse(args, f"{option} {path}: is the file of {other}; name another")
    if "--save-texts" in files and files["--save-texts"].suffix == ".csv":
        misuse(
            args, "--save-texts: CSV changes texts that begin like formulas; name a file that ends in .jsonl, .parquet"
        )
    return files


def _texts(source: Tokens | Features) -> pd.DataFrame:
    """Columns doc_id, text: every text as it is searched."""
    import pandas as pd

    from framing.corpus.tokens import Tokens

    assert isinstance(source, Tokens), "texts are saved of articles only"
    texts = [text for partition in source.partitions for text in partition.texts.to_pylist()]
    return pd.DataFrame({"doc_id": source.documents["doc_id"], "text": pd.Series(texts, dtype="str")})


def features(args: argparse.Namespace) -> None:
    """Write a folder of features and print its name."""
    from framing.corpus.duplicates import find_duplicates
    from framing.corpus.features import check_features_folder, write_features
    from framing.markers.extract import extract_features

    out = folder_of(args, args.out)
    check_features_folder(out)
    read_lexicons(args)
    tokens = open_articles(args, "making features")
    with progress("comparing"):
        clusters = find_duplicates(tokens, workers=args.workers)
    with progress("marking"):
        found = extract_features(
            tokens, lexicons_of(args), overlap=args.overlap, duplicates=clusters, workers=args.workers
        )
    write_features(found, out)
    note(f"{len(found.documents):,} documents, {len(found.hits):,} hits; no running text")
    print(out)


def kwic(args: argparse.Namespace) -> None:
    """Print a concordance."""
    from framing.markers.kwic import kwic as lines_of

    if args.format == "text" and args.out is not None:
        misuse(args, "--format text: is for the terminal; a file takes csv, jsonl or parquet")
    sink = sink_of(args, default="text" if sys.stdout.isatty() else "csv")
    lexicon = read_lexicons(args)
    check_marker(lexicon, args.marker)
    tokens = open_articles(args, "a concordance")
    hits = find_hits(tokens, lexicon, args)
    hits = hits[hits["marker"] == args.marker]
    if args.voice:
        hits = hits[hits["voice"].isin(args.voice)]
    lines = lines_of(hits, tokens, width=args.width, sort=args.sort)
    if not len(lines):
        voices = f" in voice {' or '.join(args.voice)}" if args.voice else ""
        note(f"{args.marker} is nowhere in these articles{voices}")
    if sink.form == "text":
        columns = ("doc_id", "left", "surface", "right", "voice", "stance")
        rows = list(zip(*(lines[c].tolist() for c in columns), strict=True))
        sys.stdout.write(aligned(rows, right=(1,)))
    else:
        put(lines, sink)


def duplicates(args: argparse.Namespace) -> None:
    """Print DUPLICATES."""
    from framing.corpus.duplicates import find_duplicates

    sink = sink_of(args)
    tokens = open_articles(args, "finding near-duplicates")
    with progress("comparing"):
        found = find_duplicates(tokens, min_similarity=args.min_similarity, run=args.run_words, workers=args.workers)
    n = found["cluster"].nunique()
    note(f"{n:,} cluster{'' if n == 1 else 's'}, {len(found):,} of {len(tokens.documents):,} documents")
    put(found, sink)
