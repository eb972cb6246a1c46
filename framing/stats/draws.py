"""Draws that depend on nothing but names: hashes of (seed, cluster id, replicate), and labels made from them.

They depend neither on the order of the clusters nor on a partition, the machine or the number of threads.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def all_labels(m: int, k: int, rows: int) -> Iterator[Floats]:
    """Blocks of all the ways to choose k of m clusters, as rows of 0 and 1."""
    every = itertools.combinations(range(m), k)
    while block := list(itertools.islice(every, rows)):
        yield _labels(np.array(block, dtype=np.intp), m)


def drawn_labels(keys: NDArray[np.uint64], k: int, draws: int, rows: int, seed: int) -> Iterator[Floats]:
    """Blocks of drawn arrangements: in each, the k clusters with the smallest hashes."""
    for start in range(0, draws, rows):
        replicates = replicate_keys("permutation", seed, start, min(rows, draws - start))
        ranks = mixed(keys[None, :] ^ replicates[:, None])
        yield _labels(np.argpartition(ranks, k - 1, axis=1)[:, :k], len(keys))


def _labels(chosen: NDArray[np.intp], m: int) -> Floats:
    labels = np.zeros((len(chosen), m))
    np.put_along_axis(labels, chosen, 1.0, axis=1)
    return labels


def mixed(z: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The finaliser of SplitMix64: Steele, Lea and Flood, Fast splittable pseudorandom number generators (2014)."""
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def _hash(text: str) -> int:
    """64 bits that depend on the text alone."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def cluster_names(ids: Sequence[object] | NDArray[Any]) -> list[str]:
    """Ids as text; ValueError where one comes twice."""
    names = [str(i) for i in ids]
    if len(set(names)) < len(names):
        twice = next(a for a, b in itertools.pairwise(sorted(names)) if a == b)
        raise ValueError(f"ids must name each cluster once; {twice!r} comes more than once")
    return names


def id_keys(names: list[str]) -> NDArray[np.uint64]:
    """One hash a name, uint64 (names,)."""
    return np.array([_hash(name) for name in names], dtype=np.uint64)


def replicate_keys(purpose: str, seed: int, first: int, count: int) -> NDArray[np.uint64]:
    """One well mixed number a replicate, different for each purpose and seed."""
    steps = np.arange(first + 1, first + 1 + count, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    return mixed(steps + np.uint64(_hash(f"{purpose} {int(seed)}")))
