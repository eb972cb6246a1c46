"""Write a made-up corpus of a given size: python experiments/speed/generate.py 50 FILE.jsonl

Sixty thousand made-up words with the frequencies and lengths of a natural vocabulary (Zipf-Mandelbrot), English common
words at the top, sentences of 10 to 30 words, paragraphs of one to three sentences, some quotations, and a little text
outside ASCII. No sentence means anything.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np

VOCABULARY = 60_000
COMMON = (
    "the of to and in a is that for it as was with be by on not he his but at are this have from said will has"
    " government people law rights state they an who which were been had its more their or would about than when we"
    " also one after new up all there no out two first could what so if other into over some most because many"
).split()


def words(rng: np.random.Generator) -> list[str]:
    """Made-up words, the common ones first; a rarer word is longer.

    Their lengths are such that a running word has 4.8 letters on average and one in nine has more than eight, as in
    1,905 newspaper articles in English that this was measured on.
    """
    lengths = np.clip(rng.poisson(2.4 + 1.2 * np.log10(np.arange(1, VOCABULARY + 1))), 2, 16)
    letters = list("eeeetttaaooiinnsshhrrddlluucmfwypvbgk")
    return COMMON + ["".join(rng.choice(letters, int(n))) for n in lengths[len(COMMON) :]]


def sentence(rng: np.random.Generator, chosen: list[str]) -> str:
    """One sentence of these words, some with a comma, a quotation or accented letters."""
    chosen[0] = chosen[0].capitalize()
    middle = len(chosen) // 2
    if rng.random() < 0.5:
        chosen[middle] += ","
    elif rng.random() < 0.3:
        chosen[middle] = chosen[middle].capitalize()
    text = " ".join(chosen) + "."
    if rng.random() < 0.15:
        text = f"“{text[:-1]},” he said."
    return text.replace(" said", " Nguyễn Văn’s", 1) if rng.random() < 0.1 else text


def generate(path: Path, megabytes: float, seed: int = 1) -> int:
    """Write articles as JSONL until their texts hold so many million bytes; returns how many articles."""
    rng = np.random.default_rng(seed)
    vocabulary = words(rng)
    share = 1 / (np.arange(1, VOCABULARY + 1) + 2.7) ** 1.1
    pool = rng.choice(VOCABULARY, 2_000_000, p=share / share.sum()).tolist()
    size = number = at = 0
    with path.open("w", encoding="utf-8") as out:
        while size < megabytes * 1e6:
            paragraphs = []
            for _ in range(int(rng.integers(8, 24))):
                sentences = []
                for _ in range(int(rng.integers(1, 4))):
                    n = int(rng.integers(10, 30))
                    at = 0 if at + n > len(pool) else at
                    sentences.append(sentence(rng, [vocabulary[i] for i in pool[at : at + n]]))
                    at += n
                paragraphs.append(" ".join(sentences))
            text = "\n\n".join(paragraphs)
            group = "state" if number % 2 else "independent"
            row = {"id": f"d{number:07d}", "text": text, "outlet": f"outlet {number % 8}", "group": group}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
            size += len(text.encode())
            number += 1
    return number


if __name__ == "__main__":
    generate(Path(sys.argv[2]), float(sys.argv[1]))
