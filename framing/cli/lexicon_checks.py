"""lexicon lint and lexicon diff: what is doubtful in a lexicon, and what a new version of it changes."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from framing.cli.options import (
    COLUMNS,
    LEXICON,
    SOURCE,
    Commands,
    add_columns,
    add_command,
    add_workers,
    at_least,
    misuse,
)
from framing.cli.output import FORMS, add_output, aligned, note, progress, put, sink_of
from framing.cli.sources import find_hits, open_articles, open_source, source_name
from framing.errors import LexiconError

if TYPE_CHECKING:
    import pandas as pd

    from framing.cli.output import Sink
    from framing.corpus.tokens import Tokens
    from framing.markers.lexicon import Lexicon

EXAMPLES = 3
"""So many lines are shown of the hits that a marker gained, and of those that it lost."""

WIDTH = 6
"""Words on either side in such a line."""


def add_to(actions: Commands[argparse.ArgumentParser]) -> None:
    """Declare the commands."""
    parser = add_command(
        actions,
        "lint",
        lint,
        does="find what is wrong or doubtful in a lexicon",
        more="From the patterns alone it tells those that never count, share words with others, or are too short."
        " With --against it tries them on a corpus too: which have no match, what each wildcard takes, and what of"
        " that looks like a name or a stranger. It exits with 1 where there is an error.",
        example="framing lexicon lint my_lexicon.toml --against articles/",
    )
    parser.add_argument("lexicon", metavar="LEXICON", nargs=1, help=LEXICON)
    _add_corpus(parser)

    parser = add_command(
        actions,
        "diff",
        diff,
        does="say what a new version of a lexicon adds, removes and moves",
        more="With --against it also tells the hits that each marker gains and loses in a corpus, with some lines.",
        example="framing lexicon diff old.toml new.toml --against articles/",
    )
    parser.add_argument("old", metavar="OLD", help=LEXICON)
    parser.add_argument("new", metavar="NEW", help="the same")
    _add_corpus(parser)
    parser.add_argument(
        "--examples",
        type=at_least(0),
        default=EXAMPLES,
        metavar="N",
        help=f"lines shown of the hits that a marker gained, and of those it lost (default {EXAMPLES})",
    )


def _add_corpus(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--against", dest="source", metavar="SOURCE", help=f"a corpus to try it on: {SOURCE}")
    add_columns(parser)
    add_workers(parser)
    add_output(parser, forms=("text", *FORMS), default="text")
    parser.set_defaults(overlap="longest")


def _sink(args: argparse.Namespace) -> Sink:
    if args.source is None:
        stray = [n for n in (*COLUMNS, "documents", "encoding", "language") if getattr(args, n) is not None]
        if stray:
            misuse(args, f"--{stray[0]}: says how to read a corpus; name it with --against SOURCE")
    if args.format == "text" and args.out is not None:
        misuse(args, "--format text: is for the terminal; a file takes csv, jsonl or parquet")
    return sink_of(args, default="text")


def _read(args: argparse.Namespace) -> list[Lexicon]:
    from framing.markers.lexicon import read_lexicon

    return [read_lexicon(name, language=args.language or "en") for name in args.lexicon]


def lint(args: argparse.Namespace) -> None:
    """Print the findings; raise `LexiconError` where one is an error."""
    from framing.corpus.features import Features
    from framing.markers.lexicon import check_language
    from framing.markers.lint import lint_lexicon

    sink = _sink(args)
    (lexicon,) = _read(args)
    said = [_counts(lexicon)]
    tokens: Tokens | None = None
    if args.source is not None:
        source = open_source(args)
        if isinstance(source, Features):
            hits = find_hits(source, lexicon, args)
            found = set(hits["marker"].tolist())
            note(f"{args.source} holds features: which markers are found is told, what their patterns take is not")
        else:
            check_language(lexicon, source.language, where=f"{source_name(args)}: the corpus")
            tokens = source
    with progress("trying patterns"):
        findings = lint_lexicon(lexicon, tokens, workers=args.workers)
    if args.source is not None:
        if tokens is not None:
            found = _markers_found(lexicon, findings)
        said.append(_never_found(lexicon, found, f"{source_name(args)}: {len(source.documents):,} documents"))
    if sink.form == "text":
        sys.stdout.write("".join(said) + _lines(findings))
    else:
        put(findings, sink)
    errors = int((findings["severity"] == "error").sum())
    if errors:
        raise LexiconError(
            f"{args.lexicon[0]}: {errors} pattern{'s' * (errors != 1)} can never count; the findings say which and why"
        )


def _many(n: int, one: str, several: str = "") -> str:
    return f"{n} {one if n == 1 else several or one + 's'}"


def _counts(lexicon: Lexicon) -> str:
    rows = [("category", "markers", "patterns")]
    for kind in lexicon.categories:
        own = [m for m in lexicon.markers if m.category == kind.id]
        rows.append((kind.id, str(len(own)), str(sum(len(m.patterns) for m in own))))
    named = " ".join(part for part in (lexicon.name, lexicon.version) if part)
    head = (
        f"{named} ({lexicon.language}): {_many(len(lexicon.categories), 'category', 'categories')},"
        f" {_many(len(lexicon.markers), 'marker')}, {_many(sum(len(m.patterns) for m in lexicon.markers), 'pattern')}\n"
    )
    return head + aligned(rows, right=(1, 2))


def _markers_found(lexicon: Lexicon, findings: pd.DataFrame) -> set[str]:
    dead = findings[findings["rule"] == "dead"]
    lost = set(zip(dead["marker"], dead["pattern"], strict=True))
    return {m.id for m in lexicon.markers if any((m.id, p) not in lost for p in m.patterns)}


def _never_found(lexicon: Lexicon, found: set[str], head: str) -> str:
    lost = [(m.category, m.id) for m in lexicon.markers if m.id not in found]
    if not lost:
        return f"{head}, every marker is found\n"
    return f"{head}, never found: {_many(len(lost), 'marker')}\n" + aligned([("category", "marker"), *lost])


def _lines(findings: pd.DataFrame) -> str:
    """A line a finding, as compilers write them, and how many there are."""
    rows = [
        (f"{r['file']}:{r['line']}: {r['severity']}: {r['rule']}: {r['marker']} {r['pattern']!r}: {r['message']}",)
        for r in findings.to_dict("records")
    ]
    counts = {s: int((findings["severity"] == s).sum()) for s in ("error", "warning", "note")}
    numbers = [f"{n:,} {s}{'s' * (n != 1)}" for s, n in counts.items()]
    return (aligned(rows) if rows else "") + ", ".join(numbers) + "\n"


def diff(args: argparse.Namespace) -> None:
    """Print what has changed between two versions, and the hits gained and lost."""
    from framing.markers.diff import changed_hits, changes_of

    args.lexicon = [args.old, args.new]
    sink = _sink(args)
    old, new = _read(args)
    if args.source is None:
        changes, lines = changes_of(old, new), ""
    else:
        tokens = open_articles(args, "a comparison of hits")
        before, after = (find_hits(tokens, lexicon, args) for lexicon in (old, new))
        changed = changed_hits(before, after)
        changes = changes_of(old, new, before, after, changed)
        said = f"{source_name(args)}: {len(tokens.documents):,} documents"
        lines = f"\n{said}, {len(before):,} hits before and {len(after):,} after\n"
        lines += _gains(changes) + _examples(changed, tokens, args.examples) if sink.form == "text" else ""
    if sink.form == "text":
        sys.stdout.write(_changes(changes) + lines)
    else:
        put(changes, sink)


def _changes(changes: pd.DataFrame) -> str:
    rows = []
    for r in changes[changes["what"] != "hits"].to_dict("records"):
        place = " > ".join(part for part in (r["category"], r["marker"]) if part)
        which = repr(r["item"]) if r["what"] in ("pattern", "except") else r["item"]
        way = f"{r['before']} -> {r['after']}" if r["before"] or r["after"] else ""
        rows.append((r["change"], r["what"], place, which, way))
    return aligned(rows) if rows else "the two say the same\n"


def _gains(changes: pd.DataFrame) -> str:
    hits = changes[changes["what"] == "hits"]
    rows = [
        (r["marker"], r["before"], r["after"], *(str(int(r[way])) for way in ("gained", "lost", "resized")))
        for r in hits.to_dict("records")
    ]
    if not rows:
        return "every hit is the same\n"
    return aligned([("marker", "before", "after", "gained", "lost", "resized"), *rows], right=(1, 2, 3, 4, 5))


def _examples(changed: pd.DataFrame, tokens: Tokens, most: int) -> str:
    """Some lines of each marker's changed hits, spread over the corpus."""
    from framing.markers.kwic import kwic

    out = []
    for (marker, way), own in changed.groupby(["marker", "change"], sort=True):
        n = min(len(own), most)
        some = own.iloc[[i * len(own) // n for i in range(n)]]
        if not len(some):
            continue
        lines = kwic(some, tokens, width=WIDTH)
        others = {(r["doc_id"], r["start"], r["end"]): r["other"] for r in some.to_dict("records")}
        rows = []
        for r in lines.to_dict("records"):
            other = others[r["doc_id"], r["start"], r["end"]]
            beside = f"({'now' if way == 'lost' else 'was'} {other})" if other else ""
            rows.append((r["doc_id"], r["left"], f"[{r['surface']}]", r["right"], beside))
        out.append(f"\n{marker}: {way} {len(own):,}\n" + aligned(rows, right=(1,)))
    return "".join(out)
