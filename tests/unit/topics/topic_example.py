"""Articles written from planted topics: each paragraph mixes words of one topic with words of all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

SYLLABLES = ("ba", "co", "di", "fu", "ga", "he", "jo", "ki", "lu", "me", "no", "pa", "ri", "so", "ta", "ve")
COMMON = ["the", "of", "and", "to", "in", "that", "was", "on"]


def vocabulary(topic: int, size: int = 25) -> list[str]:
    """Invented words of three syllables that belong to this topic alone."""
    return [SYLLABLES[topic] + SYLLABLES[i // 16] + SYLLABLES[i % 16] + "n" for i in range(size)]


def write_articles(
    path: Path, shares: dict[str, list[float]], *, documents: int = 12, paragraphs: int = 5, seed: int = 3
) -> dict[str, list[list[int]]]:
    """A JSONL corpus; `shares` of the topics for each group. Returns the topic of each paragraph by document."""
    random = np.random.default_rng(seed)
    k = len(next(iter(shares.values())))
    words = [vocabulary(t) for t in range(k)]
    # Zipfian inside a topic, so that the order of its words is planted too.
    p = 1 / np.arange(2, 27)
    p = p / p.sum()
    truth: dict[str, Any] = {}
    rows = []
    for group, share in shares.items():
        for i in range(documents):
            topics = random.choice(k, paragraphs, p=share).tolist()
            text = []
            for t in topics:
                own = random.choice(words[t], 45, p=p).tolist()
                mixed = [w for pair in zip(own, random.choice(COMMON, 45), strict=True) for w in pair]
                text.append(" ".join(mixed).capitalize() + ".")
            name = f"{group}-{i:02d}"
            rows.append({"id": name, "outlet": f"{group} {i % 5}", "group": group, "text": "\n\n".join(text)})
            truth[name] = topics
    path.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    return truth
