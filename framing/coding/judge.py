"""What framing says of the very places that somebody coded by hand, whatever the lexicon finds."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.coding.codes import NOT_A_MARKER, VARIABLES, refuse_twice
from framing.corpus.tokens import SKIPPED
from framing.errors import TableError, nearest, together
from framing.schema_coding import CODES, JUDGED
from framing.voice.stance import read_stances

if TYPE_CHECKING:
    import pandas as pd

    from framing.corpus.tokens import Partition, Tokens

_SHOWN = 20


def judge(codes: pd.DataFrame, tokens: Tokens) -> pd.DataFrame:
    """JUDGED: hand codes and framing's own beside each other, in the order of the documents and of the text.

    Args:
        codes: CODES, as `framing.read_codes` gives them.
        tokens: the encoded corpus that the places lie in.

    Raises: TableError where a document is not in the corpus or a place does not hold the words that it should; all such
        places together.
    """
    CODES.check(codes)
    rows = _rows(codes, tokens)
    refuse_twice(codes, rows)  # a document may be named by its id here and by its file there
    order = np.lexsort((codes["end"].to_numpy(), codes["start"].to_numpy(), rows))
    codes, rows = codes.iloc[order].reset_index(drop=True), rows[order]
    problems: list[str] = []
    skipped = np.zeros(len(codes), bool)
    tool: dict[str, list[str]] = {v.name: [] for v in VARIABLES}
    for partition in tokens.partitions:
        here = (rows >= partition.first_document) & (rows < partition.first_document + len(partition.texts))
        places = np.flatnonzero(here)
        first = _first_words(codes, rows, places, partition, problems)
        if problems:
            continue
        stances = read_stances(partition, tokens.vocabulary, first, tokens.language)
        skipped[places] = (partition.flags[first] & SKIPPED) != 0
        tool["voice"] += stances.voice
        tool["scare_quoted"] += ["1" if x else "0" for x in stances.scare_quoted.tolist()]
        tool["negated"] += ["1" if x else "0" for x in stances.negated.tolist()]
        tool["stance"] += stances.stance
    if problems:
        more = [f"and {len(problems) - _SHOWN} more"] if len(problems) > _SHOWN else []
        raise TableError(together(problems[:_SHOWN] + more, "hand codes that do not fit the corpus"))
    no_marker = ((codes["voice"] == NOT_A_MARKER) | (codes["stance"] == NOT_A_MARKER)).to_numpy()
    data: dict[str, Any] = {n: tokens.documents[n].to_numpy()[rows] for n in ("doc_id", "outlet", "group")}
    data |= {n: codes[n].to_numpy() for n in ("start", "end", "surface")}
    data["status"] = np.where(no_marker, "no_marker", np.where(skipped, "skipped", "judged"))
    for v in VARIABLES:
        data[f"gold_{v.name}"] = codes[v.name].to_numpy()
        data[f"tool_{v.name}"] = tool[v.name]
    return JUDGED.frame(data)


def _rows(codes: pd.DataFrame, tokens: Tokens) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Row of each place's document: by its id, or by the name of its file where one document alone has it."""
    ids = tokens.documents["doc_id"].tolist()
    files = tokens.documents["file"].tolist() if "file" in tokens.documents else []
    times = Counter(files)
    row = {f: i for i, f in enumerate(files) if f and times[f] == 1} | {d: i for i, d in enumerate(ids)}
    strangers = codes[~codes["doc"].isin(row)].drop_duplicates("doc")
    if len(strangers):
        said = []
        for s in strangers.itertuples():
            near = nearest(str(s.doc), row)
            hint = f"; {near}" if near.startswith("did you mean") else ""
            twice = " (several files are called so: give doc_id)" if s.doc in times else ""
            said.append(f"{s.file}:{s.line}: document {s.doc!r} is not in the corpus{twice}{hint}")
        more = [f"and {len(said) - _SHOWN} more documents"] if len(said) > _SHOWN else []
        known = ", ".join(map(repr, sorted(row)[:3]))
        heading = (
            f"hand codes of documents that are not in the corpus, which has {len(ids)} (ids and files: {known} ...)"
        )
        raise TableError(together(said[:_SHOWN] + more, heading))
    return codes["doc"].map(row).to_numpy(np.int64)


def _first_words(
    codes: pd.DataFrame, rows: Any, places: Any, partition: Partition, problems: list[str]
) -> np.ndarray[Any, np.dtype[np.int64]]:
    """The first word of each place; what is wrong with a place goes to `problems`."""
    first = np.zeros(len(places), np.int64)
    text, at = "", -1
    chosen = codes.iloc[places]
    for k, (row, c) in enumerate(zip(rows[places].tolist(), chosen.itertuples(), strict=True)):
        i = row - partition.first_document
        if i != at:
            text, at = str(partition.texts[i].as_py()), i
        there = text[c.start : c.end]
        low, high = int(partition.document_word[i]), int(partition.document_word[i + 1])
        word = low + int(np.searchsorted(partition.end[low:high], c.start, side="right"))
        first[k] = min(word, len(partition.form) - 1)
        place = f"{c.file}:{c.line}: {c.doc} {c.start}-{c.end}"
        if c.end > len(text):
            problems.append(f"{place} lies outside the text, which has {len(text)} characters")
        elif there != c.surface:
            problems.append(
                f"{place} must hold {c.surface[:60]!r}, the text has {there[:60]!r} there; offsets count"
                " characters of the text as received"
            )
        elif word >= high or partition.start[word] >= c.end:
            problems.append(f"{place} holds no word, only {there[:60]!r}")
    return first
