"""From a command's SOURCE to tokens or features, and to the hits of its lexicons."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.cli.options import COLUMNS, misuse
from framing.cli.output import note, progress
from framing.errors import InputError, NeedsTextError, UnknownNameError

if TYPE_CHECKING:
    import pandas as pd

    from framing.corpus.features import Features
    from framing.corpus.read import Corpus
    from framing.corpus.tokens import Tokens
    from framing.markers.lexicon import Lexicon


def read_articles(args: argparse.Namespace) -> Corpus:
    """The corpus that SOURCE names."""
    from framing.corpus.read import read_corpus

    if args.vocabulary is not None:
        misuse(args, f"--vocabulary: is for counts of words, and {source_name(args)} holds articles; leave it out")
    options: dict[str, Any] = {name: getattr(args, name) for name in (*COLUMNS, "where", "date_from", "date_to")}
    return read_corpus(
        args.source,
        documents=args.documents,
        encoding=args.encoding,
        language=args.language if args.language is not None else "en",
        **options,
    )


def tell_left_out(left_out: pd.DataFrame) -> None:
    """Note how many documents were left out, and why."""
    from framing.corpus.select import listed

    if len(left_out):
        note(f"left out: {listed(left_out)}")


def select_documents(features: Features, args: argparse.Namespace) -> Features:
    """The features of the documents that the options ask for."""
    from framing.corpus.select import read_selection, select_features

    selection = read_selection(where=args.where, date_from=args.date_from, date_to=args.date_to, date=args.date)
    features = select_features(features, selection, args.min_tokens)
    tell_left_out(features.left_out)
    return features


def encode_articles(args: argparse.Namespace) -> Tokens:
    """The encoded corpus that SOURCE names."""
    from framing.corpus.encode import encode

    corpus = read_articles(args)
    with progress("encoding"):
        attribution = args.attribution or "codebook"
        tokens = encode(corpus, min_tokens=args.min_tokens, attribution=attribution, workers=args.workers)
    tell_left_out(tokens.left_out)
    return tokens


def tell_of_other_languages(source: Tokens | Features) -> None:
    """A note where most of the text is in another language: the articles are hardly in the one that was named."""
    audit = source.audit[source.audit["reason"] == "other_language"]
    skipped = int((audit["end"] - audit["start"]).sum())
    if skipped and 2 * skipped > (every := int(source.documents["n_chars"].sum())):
        found = audit["rule"].mode()[0]
        note(
            f"{skipped / every:.0%} of the text was skipped as being in another language than {source.language!r}, most"
            f" of it in {found!r}; name the language of the articles with --language"
        )


def source_name(args: argparse.Namespace) -> str:
    """SOURCE as messages call it."""
    return args.source if isinstance(args.source, str) else f"{args.source[0]} and {len(args.source) - 1} more"


def features_given(args: argparse.Namespace) -> bool:
    """Whether SOURCE is a folder of features; options that only articles can follow are misuse then."""
    from framing.corpus.features import is_features

    if not isinstance(args.source, str) or not is_features(Path(args.source)):
        return False
    for name in (*COLUMNS, "documents", "vocabulary", "encoding", "language", "attribution"):
        if getattr(args, name) is not None:
            misuse(args, f"--{name}: {args.source} holds extracted features, whose columns are settled; leave it out")
    return True


def counts_given(args: argparse.Namespace) -> bool:
    """Whether SOURCE holds counts of words; what only articles can follow is misuse then."""
    from framing.corpus.counts import is_counts

    if not isinstance(args.source, str) or not is_counts(args.source, text=args.text):
        return False
    for name in ("text", "attribution"):
        if getattr(args, name) is not None:
            misuse(args, f"--{name}: {args.source} holds counts of words and no text; leave it out")
    return True


def read_bags(args: argparse.Namespace) -> Features:
    """The documents that SOURCE holds as counts of words."""
    from framing.corpus.counts import read_counts

    options: dict[str, Any] = {name: getattr(args, name) for name in COLUMNS if name != "text"}
    features = read_counts(
        args.source,
        documents=args.documents,
        vocabulary=args.vocabulary,
        encoding=args.encoding,
        language=args.language if args.language is not None else "en",
        **options,
    )
    return select_documents(features, args)


def open_source(args: argparse.Namespace) -> Tokens | Features:
    """Tokens or features, whichever SOURCE is; counts of words are features."""
    from framing.corpus.features import read_features

    if features_given(args):
        return select_documents(read_features(Path(args.source)), args)
    return read_bags(args) if counts_given(args) else encode_articles(args)


def open_articles(args: argparse.Namespace, what: str) -> Tokens:
    """Tokens; raises `NeedsTextError` where SOURCE is a folder of features or holds counts of words."""
    if counts_given(args):
        raise NeedsTextError(
            f"{args.source}: holds counts of words without text; {what} needs the articles: name their folder or file"
            " as SOURCE"
        )
    if features_given(args):
        raise NeedsTextError(
            f"{args.source}: holds extracted features, which do not have the order of words; {what} needs the articles:"
            " name their folder or file as SOURCE"
        )
    return encode_articles(args)


def lexicons_of(args: argparse.Namespace) -> list[str]:
    """The lexicons as files or shipped names."""
    return args.lexicon or ["framing.en"]


def read_lexicons(args: argparse.Namespace) -> Lexicon:
    """The lexicons as one."""
    from framing.markers.lexicon import combine_lexicons, read_lexicon

    return combine_lexicons(read_lexicon(name, language=args.language or "en") for name in lexicons_of(args))


def check_marker(lexicon: Lexicon, name: str) -> None:
    """Raise `UnknownNameError` unless the lexicon has this marker."""
    from framing.markers.lexicon import nearest_marker

    known = [m.id for m in lexicon.markers]
    if name not in known:
        raise UnknownNameError(f"lexicon {lexicon.name} has no marker {name!r}; {nearest_marker(name, known)}")


def find_hits(source: Tokens | Features, lexicon: Lexicon, args: argparse.Namespace) -> pd.DataFrame:
    """HITS of the lexicons: found in tokens; those of features as they are, if they were found in the same way.

    Raises: InputError where the languages differ; NeedsTextError where the features hold other hits.
    """
    from framing.corpus.features import Features
    from framing.markers.extract import lexicon_cards
    from framing.markers.find import find_markers

    if isinstance(source, Features) and source.counts_only:
        raise NeedsTextError(
            f"{args.source}: holds counts of words without text; finding markers needs the articles: name their folder"
            " or file as SOURCE"
        )
    if lexicon.language != source.language:
        raise InputError(
            f"{source_name(args)}: the articles are in {source.language!r} and lexicon {lexicon.name!r} in"
            f" {lexicon.language!r}: markers are found in the language that they were written for; name a lexicon of"
            " that language with --lexicon, or the language of the articles with --language"
        )
    tell_of_other_languages(source)
    if not isinstance(source, Features):
        with progress("marking"):
            return find_markers(source, lexicon, overlap=args.overlap, workers=args.workers)
    asked = sorted(digest for _, _, digest in lexicon_cards(lexicons_of(args)))
    if asked != sorted(digest for _, _, digest in source.lexicons) or args.overlap != source.overlap:
        made = ", ".join(f"{name} {version}" for name, version, _ in source.lexicons)
        raise NeedsTextError(
            f"{args.source}: these features were made with lexicon {made} and overlap {source.overlap!r}, not with the"
            f" {lexicon.name} {lexicon.version} at hand and overlap {args.overlap!r}; finding other markers needs the"
            " articles: name their folder or file as SOURCE"
        )
    return source.hits
