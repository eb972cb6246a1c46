"""Find a lexicon's markers in an encoded corpus: array work on word ids, no pass over the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

import numpy as np
import numpy.typing as npt

from framing.corpus.clean import ZONES
from framing.corpus.partitions import map_partitions
from framing.corpus.ranks import Ranks
from framing.corpus.tokens import SENTENCE, Partition, Tokens
from framing.markers.lexicon import check_language
from framing.markers.match import Matcher, Overlap, Spans
from framing.schema import HITS, PLACES
from framing.voice.stance import read_stances

if TYPE_CHECKING:
    import pandas as pd

    from framing.corpus.tokens import Vocabulary
    from framing.markers.lexicon import Lexicon


def find_markers(
    tokens: Tokens, lexicon: Lexicon, *, overlap: Overlap = "longest", voice: bool = True, workers: int = 1
) -> pd.DataFrame:
    """Every occurrence of the lexicon's markers outside skipped text.

    Args:
        tokens: the encoded corpus.
        lexicon: as `framing.read_lexicon` gives it.
        overlap: "longest" keeps of overlapping matches the leftmost, of those the longest, of those the
            first in the file; "category" does so within each category; "all" keeps every match.
        voice: False leaves out the columns from `voice` to `cue` and is several times as fast. Counts and
            comparisons need those columns.
        workers: threads to use; the result does not depend on it.

    Returns: HITS, in the order of the documents and of the text; PLACES where the voice is left out.
    `text[start:end] == surface` always.

    Raises: LexiconError where the lexicon is in another language than the corpus.
    """
    check_language(lexicon, tokens.language, where="the corpus")
    if overlap not in get_args(Overlap):
        raise ValueError(f"overlap must be one of {', '.join(get_args(Overlap))}, not {overlap!r}")
    matcher = Matcher.compile(lexicon, tokens.vocabulary)
    language = tokens.language if voice else None
    found = map_partitions(_hits_of, tokens.partitions, tokens.vocabulary, language, matcher, overlap, workers=workers)
    contract = HITS if voice else PLACES
    columns = [c for c in contract.names if c not in _OF_DOCUMENT]
    data: dict[str, Any] = {
        name: np.concatenate([part[name] for part in found]) if found else np.zeros(0, np.int64)
        for name in ("document", *columns)
    }
    row = data.pop("document")
    for name in _OF_DOCUMENT:
        data[name] = tokens.documents[name].array.take(row)
    data["zone"] = _texts(ZONES).take(data["zone"])
    data["category"] = _texts([m.category for m in lexicon.markers]).take(data["marker"])
    data["marker"] = _texts([m.id for m in lexicon.markers]).take(data["marker"])
    return contract.frame(data)


_OF_DOCUMENT = ("doc_id", "outlet", "group", "date")


def _texts(values: Any) -> Any:
    import pandas as pd

    return pd.array(list(values), dtype="str")


def _hits_of(
    partition: Partition, vocabulary: Vocabulary, language: str | None, matcher: Matcher, overlap: Overlap
) -> dict[str, Any]:
    """Columns of HITS for one partition: a pure function of it, the vocabulary and the compiled lexicon.

    `document`, `zone` and `marker` are numbers. Without a language there are no columns of the voice.
    """
    spans = matcher.spans(partition, overlap)
    first, last = spans.first, spans.last
    document = np.searchsorted(partition.document_word, first, side="right") - 1
    origin = partition.document_word[document]
    paragraph = np.searchsorted(partition.paragraph_word, first, side="right") - 1
    sentences = Ranks((partition.flags & SENTENCE) != 0)
    columns: dict[str, Any] = {
        "document": document + partition.first_document,
        "zone": partition.zone[paragraph],
        "paragraph": paragraph - (np.searchsorted(partition.paragraph_word, origin, side="right") - 1),
        "sentence": sentences.before(first + 1) - sentences.before(origin + 1),
        "start": partition.start[first],
        "end": partition.end[last],
        "surface": _surfaces(partition, vocabulary, document, spans),
        "marker": spans.which,
        "category": spans.which,
    }
    if language is None:
        return columns
    stances = read_stances(partition, vocabulary, first, language)
    return columns | {
        "voice": np.array(stances.voice, object),
        "scare_quoted": stances.scare_quoted,
        "negated": stances.negated,
        "stance": np.array(stances.stance, object),
        "source": np.array(stances.source, object),
        "cue": np.array(stances.cue, object),
    }


def _surfaces(
    partition: Partition, vocabulary: Vocabulary, document: npt.NDArray[np.int64], spans: Spans
) -> npt.NDArray[np.object_]:
    """The markers as written: of one word its form, of several the passage of the text."""
    out: npt.NDArray[np.object_] = vocabulary.forms.take(partition.form[spans.first]).to_numpy(zero_copy_only=False)
    long = np.flatnonzero(spans.last > spans.first)
    start, end = partition.start[spans.first[long]], partition.end[spans.last[long]]
    out[long] = partition.passages(document[long], start, end)
    return out
