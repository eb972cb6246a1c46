"""Concordance: markers with the words around them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from framing.errors import TableError, nearest

if TYPE_CHECKING:
    import pandas as pd

    from framing.corpus.tokens import Tokens

Sort = Literal["left", "right", "doc"]


def kwic(hits: pd.DataFrame, tokens: Tokens, *, width: int = 8, sort: Sort = "doc") -> pd.DataFrame:
    """Key words in context: each hit with `width` words on either side, in its paragraph.

    Args:
        hits: HITS, or any rows of it, found in these tokens.
        tokens: the encoded corpus; features do not do, they have no text.
        width: words on either side.
        sort: by "doc" and place, or by the words to the "left" (nearest first) or "right".

    Returns: doc_id, outlet, group, marker, category, voice, stance, left, surface, right, start, end.
    """
    if sort not in ("left", "right", "doc"):
        raise ValueError(f"sort must be left, right or doc, not {sort!r}")
    if width < 0:
        raise ValueError(f"width must be 0 or more, not {width}")
    row = {d: i for i, d in enumerate(tokens.documents["doc_id"].tolist())}
    left, right = [], []
    keys: list[dict[str, Any]] = []
    partitions = {p.first_document + i: (p, i) for p in tokens.partitions for i in range(len(p.texts))}
    texts: dict[int, str] = {}
    for doc_id, start, end in zip(hits["doc_id"].tolist(), hits["start"].tolist(), hits["end"].tolist(), strict=True):
        if doc_id not in row:
            raise TableError(f"HITS: document {doc_id!r} is not in this corpus; {nearest(doc_id, row)}")
        at = row[doc_id]
        partition, i = partitions[at]
        text = texts.setdefault(at, str(partition.texts[i].as_py()))
        low, high = partition.document_word[i], partition.document_word[i + 1]
        first = low + int(np.searchsorted(partition.start[low:high], start))
        last = low + int(np.searchsorted(partition.start[low:high], end)) - 1
        paragraph = int(np.searchsorted(partition.paragraph_word, first, side="right")) - 1
        begin, stop = (int(partition.paragraph_word[paragraph + k]) for k in (0, 1))
        a, b = max(first - width, begin), min(last + width, stop - 1)
        left.append(" ".join(text[partition.start[a] : start].split()))
        right.append(" ".join(text[end : partition.end[b]].split()))
        place = (at, start, end)
        keys.append({"left": left[-1].lower().split()[::-1], "right": right[-1].lower().split(), "doc": place})
    columns = ["doc_id", "outlet", "group", "marker", "category", "voice", "stance", "surface", "start", "end"]
    lines = hits[columns].copy()
    lines.insert(7, "left", left)
    lines.insert(9, "right", right)
    order = sorted(range(len(lines)), key=lambda i: (keys[i][sort], keys[i]["doc"]))
    return lines.iloc[order].reset_index(drop=True)
