"""new: a commented study file for somebody's own corpus."""

from __future__ import annotations

import argparse
import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.cli.options import COLUMNS, SOURCE, Commands, OneOrMore, add_columns, add_command, misuse
from framing.cli.output import note
from framing.cli.sources import (
    counts_given,
    features_given,
    read_articles,
    read_bags,
    select_documents,
    tell_left_out,
)
from framing.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

MEANING = {
    "study": "what the study is called, the seed of all chance, the language of the articles",
    "study.name": "letters, digits, _ and -: the report's folder",
    "study.title": "heading of the report; empty: the name",
    "study.seed": "a whole number; the same seed gives the same numbers",
    "study.language": "code of the articles' language; the lexicons must be in it",
    "corpus": "where the articles or their features lie; paths are relative to this file",
    "corpus.source": "texts (.txt, .html), tables (.csv, .tsv, .jsonl, .parquet), globs, a list; features; counts",
    "corpus.documents": "metadata for texts: a .csv or .tsv file joined on its column 'file'; for a matrix by row",
    "corpus.vocabulary": "words that counts number, one a line; unset: vocab.txt beside the source",
    "corpus.text": "column of the article's text (tables)",
    "corpus.outlet": "column of the publisher",
    "corpus.group": "column of the side that the publisher belongs to",
    "corpus.date": "column of the date: YYYY, YYYY-MM or YYYY-MM-DD",
    "corpus.title": "column of the headline",
    "corpus.id": "column of the identifier",
    "corpus.url": "column of the address",
    "corpus.event": "column of what the article is about",
    "corpus.where": 'a condition on the metadata, such as \'snippet == false and outlet in ["A", "B"]\'',
    "corpus.date_from": "the first date that belongs: YYYY-MM-DD, YYYY-MM or YYYY",
    "corpus.date_to": "the last date that belongs, inclusive",
    "corpus.min_tokens": "leave out documents with fewer words",
    "corpus.encoding": "encoding of the files, where it is not found out",
    "corpus.clean": "skip page furniture, credits and passages in other languages; all of it is listed",
    "corpus.attribution": "somebody else's words: what they say (codebook), or also want, feel or seem (wide)",
    "corpus.near_duplicates": "report them, drop an outlet's repeats of itself as well, or keep: don't look for them",
    "corpus.invented": "true where the articles are made up: the report says so",
    "corpus.origin": "where the articles come from: told in the report, and to who hasn't got them",
    "groups": "who is compared with whom",
    "groups.target": "the group in question",
    "groups.reference": "what it is compared with",
    "groups.by": "group or outlet: what target and reference name",
    "groups.cluster": "outlet or document; unset: outlet where each side has at least four",
    "groups.match": "event or duplicates: compare within what both sides write of as well",
    "markers": "what is looked for",
    "markers.lexicons": "lexicon files or names of shipped lexicons",
    "markers.overlap": "of overlapping markers count: longest, all, or category (the longest of each)",
    "markers.voices": "whose words count: own, direct and indirect quotation",
    "contrast": "intervals and tests of the comparisons",
    "contrast.level": "of the intervals",
    "contrast.interval": "t, or bootstrap (at least ten clusters a side)",
    "contrast.bootstrap": "resamples, where the interval is by bootstrap",
    "contrast.permutations": "of the test; where there are fewer arrangements all are gone through",
    "contrast.correction": "for many comparisons: bh, holm or none",
    "contrast.prior": "of the log-odds: corpus or uniform",
    "contrast.prior_size": "tokens that the prior weighs",
    "keyness": "which words are compared",
    "keyness.unit": "word, bigram or trigram (words in a row; needs text)",
    "keyness.count": "tokens; texts: in how many documents an item stands, however often",
    "keyness.min_count": "occurrences that an item needs",
    "keyness.min_docs": "documents that an item needs",
    "topics": "the topic model",
    "topics.method": "anchor: LDA from anchor words, without chance; lda: by gensim; nmf: by scikit-learn; none",
    "topics.k": "number of topics",
    "topics.segment": "one text of the model: paragraph (short ones joined) or document; unset: paragraph if known",
    "topics.passes": "over the corpus; unset: as the method needs",
    "topics.runs": "fits to other draws of the documents, by which it is told how reliably each topic is found",
    "around": "what stands around a marker; needs the articles",
    "around.markers": "ids of markers, such as human_rights; none: this part is left out",
    "around.window": "words before and after, in the same sentence",
    "around.lexicons": "of the words looked for there",
    "around.min_count": "times that a single word must be near",
    "around.min_docs": "documents in which it must be near",
    "actors": "names of the same actor; needs the articles",
    "multiverse": "contrasts that are run under every combination of choices",
    "multiverse.items": "ids of markers or categories, such as hostile_forces; none: this part is left out",
    "multiverse.level": "marker or category: what items names",
    "multiverse.voices": "whose words count, one list a way",
    "multiverse.duplicates": "keep; drop: no repeats in one outlet; originals: no copy at all",
    "multiverse.clusters": "outlet, document",
    "multiverse.priors": "none: the log ratio; corpus, uniform: the log-odds",
    "multiverse.min_hits": "hits that an item needs to be tested; moves q alone",
    "multiverse.cleaning": "whether page furniture is skipped; needs the articles",
    "multiverse.lexicons": "other lexicons, or other versions, one list a way; needs the articles",
    "validation": "how often voice and stance are right; needs the articles",
    "validation.codes": "files of hand codes of these articles, as framing validate reads them; none: left out",
    "validation.coders": "who made them: the report says so",
    "report": "what is written",
    "report.formats": "of the tables: html, latex, csv, markdown",
    "report.figures": "of the figures: pdf, png, svg",
    "report.lines": "show lines of the articles (only where the study runs from text)",
    "report.documents": "tell what single articles hold; false: sums alone, and no lines",
}
"""What each section and key of a study file means."""


def add_to(commands: Commands[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = add_command(
        commands,
        "new",
        new,
        does="write a commented study file for your own corpus",
        more="Reads the source, takes its two largest groups as target and reference, and spells every default."
        " A file that is there is never overwritten. Prints the file's name.",
        example="framing new protests --source articles.jsonl --text body --outlet source --group ownership",
    )
    parser.add_argument("name", metavar="NAME", help="of the study: letters, digits, _ and -")
    parser.add_argument("--source", metavar="FILE", required=True, nargs="+", action=OneOrMore, help=SOURCE)
    parser.add_argument(
        "--dir", metavar="DIR", default=".", help="folder for NAME.toml (default: the working directory)"
    )
    add_columns(parser)


def new(args: argparse.Namespace) -> None:
    """Write NAME.toml and print its name."""
    from framing.corpus.features import read_features
    from framing.files import write_text
    from framing.study.config import NAME

    if not re.fullmatch(NAME, args.name):
        misuse(args, f"NAME {args.name!r}: must be letters, digits, _ and -: it names a folder")
    path = Path(args.dir) / f"{args.name}.toml"
    if path.exists():
        raise InputError(
            f"{path} is there already, and a study file is never overwritten; choose another name or --dir"
        )
    if features_given(args):
        features = select_documents(read_features(Path(args.source)), args)
        documents, language, attribution = features.documents, features.language, features.attribution
    else:
        if counts_given(args):
            documents = read_bags(args).documents
        else:
            corpus = read_articles(args)
            tell_left_out(corpus.left_out)
            documents = corpus.documents
        language, attribution = args.language or "en", args.attribution or "codebook"
    groups = _sizes(documents, "group")
    given: dict[str, Any] = {
        "study.name": args.name,
        "study.seed": 1,
        "study.language": language,
        "corpus.source": _relative(args.source, path.parent)
        if isinstance(args.source, str)
        else [_relative(name, path.parent) for name in args.source],
        "corpus.encoding": args.encoding,
        "corpus.attribution": attribution,
        **{f"corpus.{name}": getattr(args, name) for name in (*COLUMNS, "where", "date_from", "date_to", "min_tokens")},
    }
    for name in ("documents", "vocabulary"):
        if getattr(args, name) is not None:
            given[f"corpus.{name}"] = _relative(getattr(args, name), path.parent)
    given["topics.k"] = max(2, min(10, len(documents) // 3))
    if len(groups) > 1:
        given["groups.target"], given["groups.reference"] = sorted(list(groups)[:2])
    write_text(path, study_text(given, groups))
    _tell(path, documents, groups)
    print(path)


def study_text(given: dict[str, Any], groups: dict[str, int]) -> str:
    """A study file with every key: what is given, else the default, else a comment that shows how to set it."""
    from pydantic_core import PydanticUndefined

    from framing.study.config import StudyFile

    lines = [
        "# A study for framing. Every key is here; what is commented out is unset, the rest is the default or was",
        "# found in the source. `framing check` says whether it can run, `framing run` runs it.",
    ]
    for section, model in StudyFile.model_fields.items():
        lines += ["", f"[{section}]  # {MEANING[section]}"]
        if section == "groups":
            lines += _group_comments(groups)
        if section == "actors":
            lines.append('# "the union" = ["the union", "strikers"]  # an actor and its names, as in a lexicon')
            continue
        for key, known in model.annotation.model_fields.items():  # type: ignore[union-attr]
            name = f"{section}.{key}"
            value = given.get(name)
            if value is None and known.default is not PydanticUndefined:
                value = known.default
            if value is None:
                lines.append(f'# {key} = "..."  # {MEANING[name]}')
            else:
                lines.append(f"{key} = {toml_value(value)}  # {MEANING[name]}")
    return "\n".join(lines) + "\n"


def toml_value(value: Any) -> str:
    r"""A text, truth value, number or list as TOML writes it.

    >>> print(toml_value('say "a\\b"\n\x7f'), toml_value([1.5, True]))
    "say \"a\\b\"\n\u007f" [1.5, true]
    """
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(toml_value, value)) + "]"
    # JSON escapes what TOML must have escaped, except DEL.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _group_comments(groups: dict[str, int]) -> list[str]:
    if not groups:
        return [
            "# The source names no group of any article. Give it a column of groups (named by [corpus] group), or",
            '# compare two outlets (by = "outlet"); then set target and reference.',
        ]
    sizes = ", ".join(f"{toml_value(name)} ({n:,})" for name, n in groups.items())
    found = [f"# groups of the source, with their documents: {sizes}"]
    return found if len(groups) > 1 else [*found, "# A comparison needs two groups; set target and reference."]


def _sizes(documents: pd.DataFrame, column: str) -> dict[str, int]:
    """Documents of each group or outlet that has a name, the largest first, equal ones by name."""
    counts = documents[column][documents[column] != ""].value_counts()
    return dict(sorted(((str(k), int(n)) for k, n in counts.items()), key=lambda item: (-item[1], item[0])))


def _tell(path: Path, documents: pd.DataFrame, groups: dict[str, int]) -> None:
    outlets = _sizes(documents, "outlet")
    note(f"{len(documents):,} documents, {len(outlets):,} outlets, {len(groups):,} groups")
    bare = int((documents["group"] == "").sum())
    if len(groups) < 2:
        note("fewer than two groups are named in the source: set target and reference in [groups] yourself")
    elif bare:
        note(f"{bare:,} documents have no group: give them one, or leave them out of the source, before the study runs")
    note(f"next: framing check {path}")


def _relative(name: str, folder: Path) -> str:
    """A path as seen from the study file, with / between its parts."""
    return Path(os.path.relpath(name, folder)).as_posix()
