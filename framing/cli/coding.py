"""sample, agree, validate: hits to code by hand, agreement of coders, the tool against hand codes."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from framing.cli.options import (
    SOURCE,
    Commands,
    OneOrMore,
    add_columns,
    add_command,
    add_lexicons,
    add_seed,
    add_workers,
    at_least,
    misuse,
    same_file,
)
from framing.cli.output import Sink, add_output, aligned, note, put, sink_of
from framing.cli.sources import find_hits, open_articles, read_lexicons
from framing.cli.studies import STUDY, add_texts
from framing.errors import InputError, NeedsTextError

if TYPE_CHECKING:
    import pandas as pd

    from framing.coding.validate import Validation
    from framing.corpus.tokens import Tokens

FORMS = ("text", "csv", "jsonl", "parquet")
TEXT = "text on a terminal, else csv"
CODES = "a CSV file of codes: doc_id (or file), start, end, surface, and voice, scare_quoted, negated or stance"


def add_to(commands: Commands[argparse.ArgumentParser]) -> None:
    """Declare the commands."""
    parser = add_command(
        commands,
        "sample",
        sample,
        does="draw hits of a study to code by hand",
        more="The sample is stratified by group, category and voice, in proportion, and hangs on the seed alone. The"
        " sheet holds places and empty columns; what framing itself says goes to a key beside it, which coders should"
        " not see. With --format doccano or inception the articles' text goes along: think of its licence.",
        example="framing sample experiments/newsroom.toml -n 200 --out codes.csv",
    )
    parser.add_argument("study", metavar="STUDY.toml", help=STUDY)
    parser.add_argument("-n", type=at_least(1), required=True, metavar="N", help="how many hits")
    add_texts(parser)
    parser.add_argument(
        "--format",
        choices=("csv", "doccano", "inception"),
        default="csv",
        help="csv: a sheet (default). doccano: JSON Lines, a document each. inception: UIMA CAS JSON, a document each:"
        " lines of a file that ends in .jsonl, else a folder of files, which INCEpTION imports",
    )
    parser.add_argument("--out", metavar="FILE", required=True, help="the sheet; the key is written as FILE.key.csv")
    add_seed(parser)
    add_workers(parser)

    parser = add_command(
        commands,
        "agree",
        agree,
        does="print how far coders agree: percent, Krippendorff's alpha, Cohen's kappa, confusion",
        more="The files must hold the same places; a cell left empty is a missing code. Intervals resample documents.",
        example="framing agree first_coder.csv second_coder.csv",
    )
    parser.add_argument("files", metavar="FILE", nargs="+", help=CODES)
    parser.add_argument("--what", choices=("scores", "confusion"), help="the table to print (default scores)")
    add_seed(parser)
    add_output(parser, forms=FORMS, default=TEXT)

    parser = add_command(
        commands,
        "validate",
        validate,
        does="judge framing's voice, scare quotes, negation and stance against hand codes",
        more="The places of the gold files are judged whatever the lexicon finds. --what scores (the default) prints"
        " accuracy, Krippendorff's alpha, precision, recall and F1, over all and by group, outlet and document;"
        " confusion, what was taken for what; cases, every place with both codes; corrected, the shares of voice and"
        " stance among the lexicon's hits in these articles, corrected for the errors measured on the gold files.",
        example="framing validate seeds/newsroom/codes/markers.csv --source seeds/newsroom/articles"
        " --documents seeds/newsroom/documents.csv",
    )
    parser.add_argument("gold", metavar="GOLD.csv", nargs="+", help=CODES)
    parser.add_argument("--source", metavar="SOURCE", nargs="+", action=OneOrMore, required=True, help=SOURCE)
    parser.add_argument("--what", choices=("scores", "confusion", "cases", "corrected"), help="the table to print")
    parser.add_argument(
        "--by", choices=("all", "group", "outlet"), default="group", help="whose corrected shares (default group)"
    )
    add_columns(parser)
    add_lexicons(parser)
    add_seed(parser)
    add_workers(parser)
    add_output(parser, forms=FORMS, default=TEXT)


def sample(args: argparse.Namespace) -> None:
    """Write a sheet and its key; print the sheet's name."""
    from framing.coding.sample import coding_sheet, sample_hits
    from framing.files import write_table

    out = Path(args.out)
    if args.format == "csv" and out.suffix != ".csv":
        misuse(args, f"--out {out}: name a file that ends in .csv")
    if args.format == "doccano" and out.suffix != ".jsonl":
        misuse(args, f"--out {out}: name a file that ends in .jsonl")
    hits, tokens = _study_hits(args)
    if tokens is None and args.format != "csv":
        raise NeedsTextError(
            f"--format {args.format}: carries the articles' text, and {args.study} has their features only; name the"
            " articles with --texts, or write a sheet with --format csv"
        )
    drawn = sample_hits(hits, n=args.n, seed=args.seed)
    key = out.with_name(f"{out.stem if out.suffix in ('.csv', '.jsonl') else out.name}.key.csv")
    if args.format == "csv":
        write_table(coding_sheet(drawn, tokens), out)
    elif tokens is not None:
        _write_annotations(args, drawn, tokens, out)
    write_table(drawn, key)
    note(f"{len(drawn):,} of {len(hits):,} hits in {drawn['doc_id'].nunique():,} documents; what framing says: {key}")
    print(out)


def _write_annotations(args: argparse.Namespace, drawn: pd.DataFrame, tokens: Tokens, out: Path) -> None:
    from framing.coding.annotation import doccano_lines, inception_documents
    from framing.files import whole_folder, write_text

    documents = (doccano_lines if args.format == "doccano" else inception_documents)(drawn, tokens)
    if out.suffix == ".jsonl":
        write_text(out, "".join(line + "\n" for _, line in documents))
        return
    if out.exists():
        misuse(args, f"--out {out}: is there already; name a new folder, or a file that ends in .jsonl")
    with whole_folder(out) as beside:
        for i, (doc_id, line) in enumerate(documents, 1):
            name = "".join(c if c.isalnum() or c in "-_" else "_" for c in doc_id)[:80]
            write_text(beside / f"{i:04d}_{name}.json", line + "\n")


def _study_hits(args: argparse.Namespace) -> tuple[pd.DataFrame, Tokens | None]:
    """The hits of a study, and its encoded articles where it has them."""
    from framing.corpus.tokens import open_tokens
    from framing.study.config import read_study
    from framing.study.plan import make_plan
    from framing.study.run import cache_of
    from framing.study.steps import features_of, run_steps

    texts = Path(args.texts) if args.texts else None
    plan = make_plan(read_study(args.study), texts=texts, workers=args.workers)
    if plan.counts:
        raise NeedsTextError(f"{args.study}: its source holds counts of words, in which no markers are found")
    cache = cache_of(plan.study, local=texts is not None)
    done = run_steps(plan, cache, steps=("corpus", "marks"), note=lambda _step, _made: None)
    return features_of(plan, done).hits, None if plan.from_features else open_tokens(done["corpus"])


def agree(args: argparse.Namespace) -> None:
    """Print AGREEMENT or CODER_CONFUSION."""
    from framing.coding.agree import agree as agreement_of

    sink = _sink(args, args.files)
    if len(args.files) < 2:
        misuse(args, "FILE FILE...: agreement needs the files of two coders or more")
    found = agreement_of(*args.files, seed=args.seed)
    if sink.form == "text":
        if args.what != "confusion":
            _print_table(found.scores.drop(columns="method"))
        if args.what != "scores":
            _print_table(found.confusion)
    else:
        put(found.confusion if args.what == "confusion" else found.scores, sink)


def validate(args: argparse.Namespace) -> None:
    """Print SCORES, CONFUSION, JUDGED or CORRECTED_SHARES."""
    import pandas as pd

    from framing.coding.codes import read_codes
    from framing.coding.correct import corrected_shares
    from framing.coding.validate import validate as validate_codes

    sink = _sink(args, args.gold)
    codes = read_codes(*args.gold)
    lexicon = read_lexicons(args) if args.what == "corrected" else None
    tokens = open_articles(args, "judging hand codes")
    found = validate_codes(codes, tokens, seed=args.seed)
    _note_cases(found)
    if lexicon is not None:
        hits = find_hits(tokens, lexicon, args)
        coded = [v for v in ("voice", "stance") if (found.cases[f"gold_{v}"] != "").any()]
        if not coded:
            raise InputError("--what corrected: neither voice nor stance is coded in the gold files")
        table = pd.concat(
            [corrected_shares(hits, found, variable=v, by=args.by, seed=args.seed) for v in coded], ignore_index=True
        )
        for remark in sorted({n for n in table["note"] if n}):
            note(remark)
    else:
        table = {"confusion": found.confusion, "cases": found.cases}.get(args.what, found.scores)
    if sink.form != "text":
        put(table, sink)
    elif args.what is None:
        for rows in _summary(found):
            _print_table(rows)
    else:
        _print_table(table.drop(columns="method", errors="ignore"))


def _note_cases(found: Validation) -> None:
    left = found.left_out
    judged = len(found.cases) - sum(left.values())
    note(
        f"{len(found.cases):,} places: {judged:,} judged, {left['skipped']:,} in skipped text, {left['no_marker']:,}"
        " coded as no marker"
    )


def _summary(found: Validation) -> Iterator[pd.DataFrame]:
    """What a reader wants first: scores over all, accuracy by group and outlet, confusion."""
    s, c = found.scores, found.confusion
    columns = ["variable", "measure", "label", "value", "ci_low", "ci_high", "n", "n_clusters"]
    yield s[s["by"] == "all"][columns].rename(columns={"n_clusters": "documents"})
    parts = s[s["by"].isin(["group", "outlet"]) & (s["measure"] == "accuracy")]
    if len(parts):
        yield parts[["variable", "by", "unit", "value", "ci_low", "ci_high", "n"]].rename(columns={"value": "accuracy"})
    yield c[(c["by"] == "all") & (c["n"] > 0)][["variable", "gold", "tool", "n"]]


def _sink(args: argparse.Namespace, read: list[str]) -> Sink:
    if args.format == "text" and args.out is not None:
        misuse(args, "--format text: is for the terminal; a file takes csv, jsonl or parquet")
    sink = sink_of(args, default="text" if sys.stdout.isatty() else "csv")
    if sink.out is not None and any(same_file(r, sink.out) for r in read):
        misuse(args, f"--out {sink.out}: is what the command reads; name another file")
    return sink


def _print_table(table: pd.DataFrame) -> None:
    """A table for the terminal: numbers at three places and to the right."""
    numbers = tuple(i for i, c in enumerate(table.columns) if table[c].dtype.kind in "if")
    rows = [tuple(map(str, table.columns))]
    rows += [tuple(_shown(x) for x in row) for row in table.itertuples(index=False, name=None)]
    sys.stdout.write(aligned(rows, right=numbers) + "\n")


def _shown(value: object) -> str:
    if isinstance(value, float):
        return "" if value != value else f"{value:.3f}"
    return str(value)
