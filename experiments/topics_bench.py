"""Topics beside tomotopy, gensim and scikit-learn: speed, coherence, exclusivity, stability, held-out likelihood.

    python experiments/topics_bench.py comparison|subsamples|planted|null --peers PEERS/bin/python

Each part writes a CSV into reports/topics/ at once; `report` makes the figure and README.md from what is there. The
peers have a virtual environment of their own (pip install tomotopy gensim scikit-learn). Corpora lie in FRAMING_SHARED
(default ../shared). All tools get the same counts and one thread; times are CPU seconds of the fit alone.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import sparse
from threadpoolctl import threadpool_limits

import framing as fr
from framing.contrasts.inference import Inference
from framing.files import rounded, write_table
from framing.topics.align import align_topics
from framing.topics.anchor import fit_anchors
from framing.topics.fit import TopicModel
from framing.topics.quality import completion_likelihood, exclusivity, npmi_coherence, top_words
from framing.topics.segments import count_segments

HERE = Path(__file__).resolve().parent
SHARED = Path(os.environ.get("FRAMING_SHARED", HERE.parent.parent / "shared"))
REPORT = HERE.parent / "reports" / "topics"
TOOLS = ("framing", "tomotopy", "gensim", "scikit-learn")
K = 20


def fitted(tool: str, counts, k: int, seed: int, peers: str) -> tuple[np.ndarray, float]:
    """Topics by words, and CPU seconds."""
    if tool == "framing":
        with threadpool_limits(1):
            begun = time.process_time()
            phi, _, _ = fit_anchors(counts, k)
            return phi, time.process_time() - begun
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder) / "counts.npz", Path(folder) / "out.npz"
        sparse.save_npz(source, sparse.csr_matrix(counts))
        threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
        command = [peers, str(HERE / "topics_peers.py"), tool, str(source), str(k), str(seed), str(out)]
        subprocess.run(command, check=True, env=os.environ | threads, capture_output=True)
        found = np.load(out)
        return found["phi"], float(found["seconds"])


def alike(one: np.ndarray, other: np.ndarray) -> tuple[float, float]:
    """Mean similarity of aligned topics, and the share of their ten top words that they have in common."""
    partner, similarity = align_topics(one, other)
    a, b = top_words(one), top_words(other)[partner]
    return float(similarity.mean()), float(np.mean([len(set(x) & set(y)) / len(x) for x, y in zip(a, b)]))


def political_blogs():
    """Features of the blog posts, and their counts with the whole vocabulary."""
    features = fr.read_counts(SHARED / "corpora" / "poliblog5k" / "docs_bow.jsonl.gz")
    from framing.voice.words import word_matrix

    matrix = word_matrix(features)
    return features, sparse.csr_array(matrix.counts), matrix.words, matrix.document


def newspapers():
    """Counts of the China Daily and New York Times documents."""
    corpus = fr.read_corpus(
        SHARED / "corpora" / "chinadaily_nyt_2013_2014aug" / "articles.jsonl.gz", where="snippet == false"
    )
    return sparse.csr_array(count_segments(fr.encode(corpus), segment="document", min_segments=10).counts)


def thinned(counts, share: float, run: int):
    """A random share of the documents, and the others."""
    kept = np.random.default_rng(run).permutation(counts.shape[0]) < share * counts.shape[0]
    return counts[np.flatnonzero(kept)], counts[np.flatnonzero(~kept)]


def comparison(peers: str, runs: int = 3) -> pd.DataFrame:
    """Every tool on the blogs; stability over fits without a tenth of the documents, held-out on the first of these."""
    _, counts, _, _ = political_blogs()
    rows = []
    for tool in TOOLS:
        phi, seconds = fitted(tool, counts, K, 1, peers)
        parts = [thinned(counts, 0.9, run) for run in range(runs)]
        again = [fitted(tool, part, K, 1, peers) for part, _ in parts]
        pairs = [alike(phi, other) for other, _ in again]
        heldout = [completion_likelihood(other, left) for (other, _), (_, left) in zip(again, parts)]
        rows.append(
            {
                "tool": tool,
                "cpu_seconds": min([seconds, *(s for _, s in again)]),
                "npmi": npmi_coherence(phi, counts).mean(),
                "exclusivity": exclusivity(phi).mean(),
                "stability": np.mean([s for s, _ in pairs]),
                "same_top_words": np.mean([w for _, w in pairs]),
                "heldout_log_likelihood": np.mean(heldout),
            }
        )
        print(rows[-1], flush=True)
    return pd.DataFrame(rows)


def ratings() -> pd.DataFrame:
    """Prevalence of the blogs' topics by side, with reliability."""
    features, _, _, _ = political_blogs()
    model = fr.fit_topics(features, k=K, seed=1, max_share=1.0, runs=20)
    table = fr.compare_topics(
        model,
        target="Liberal",
        reference="Conservative",
        seed=1,
        cluster="document",
        inference=Inference(permutations=999),
    )
    top = model.terms[model.terms["rank"] <= 8].groupby("topic")["term"].agg(", ".join)
    return table.assign(terms=table["topic"].map(top)).sort_values("difference", ascending=False)


def subsamples(peers: str, runs: int = 10) -> pd.DataFrame:
    """Mean similarity of aligned topics of each tool over all pairs of 80 % subsamples of the newspapers."""
    counts = newspapers()
    rows = []
    for tool in ("framing", "tomotopy", "gensim"):
        found = [fitted(tool, thinned(counts, 0.8, run)[0], K, 1, peers)[0] for run in range(runs)]
        pairs = [alike(found[i], found[j]) for i in range(runs) for j in range(i)]
        rows.append(
            {
                "tool": tool,
                "subsamples": runs,
                "similarity": np.mean([s for s, _ in pairs]),
                "same_top_words": np.mean([w for _, w in pairs]),
            }
        )
        print(rows[-1], flush=True)
    return pd.DataFrame(rows)


def generated(k: int, n: int, seed: int, n_words: int = 3000):
    """Documents from planted topics over a Zipfian vocabulary: counts, topics, shares."""
    random = np.random.default_rng(seed)
    zipf = 1 / np.arange(3, n_words + 3)
    topics = random.gamma(0.05, size=(k, n_words)) * zipf
    topics = 0.9 * topics / topics.sum(axis=1, keepdims=True) + 0.1 * zipf / zipf.sum()
    shares = random.dirichlet(np.full(k, 0.15), n)
    length = np.clip(random.lognormal(5.6, 0.5, n), 60, 2000).astype(int)
    rows = [sparse.csr_array(random.multinomial(m, p)) for m, p in zip(length, shares @ topics)]
    counts = sparse.csr_array(sparse.vstack(rows))
    return counts, topics, shares


def planted(_: str) -> pd.DataFrame:
    """Share of planted topics that are found again at a similarity of .9, with 2,000 documents."""
    rows = []
    for k in (5, 10, 15, 20):
        for seed in (1, 2, 3):
            counts, topics, _ = generated(k, 2000, seed)
            seen = np.flatnonzero(np.asarray((counts > 0).sum(axis=0)).ravel() >= 3)
            with threadpool_limits(1):
                phi, _, _ = fit_anchors(counts[:, seen], k)
            _, similarity = align_topics(topics[:, seen] / topics[:, seen].sum(axis=1, keepdims=True), phi)
            rows.append({"k": k, "seed": seed, "found": np.mean(similarity >= 0.9), "worst": similarity.min()})
            print(rows[-1], flush=True)
    return pd.DataFrame(rows)


def null(_: str, repetitions: int = 100) -> pd.DataFrame:
    """Share of prevalence tests below .05 where groups are dealt at random to generated documents."""
    counts, _, _ = generated(10, 400, 7)
    with threadpool_limits(1):
        _, theta, _ = fit_anchors(counts, 10)
    ids = [f"d{i:04d}" for i in range(len(theta))]
    sizes = np.asarray(counts.sum(axis=1)).ravel()
    random = np.random.default_rng(3)
    below = []
    for _ in range(repetitions):
        groups = random.permutation(["a", "b"] * (len(ids) // 2))
        documents = pd.DataFrame({"doc_id": ids, "outlet": "o", "group": groups, "date": "", "lang": "en"})
        weights = pd.DataFrame(
            {
                "doc_id": np.repeat(ids, 10),
                "segment": 0,
                "topic": np.tile(range(1, 11), len(ids)),
                "weight": theta.ravel(),
            }
        )
        model = TopicModel(pd.DataFrame(), weights, dict.fromkeys(range(1, 11), ""), sizes, documents, {})
        table = fr.compare_topics(
            model, target="a", reference="b", seed=1, cluster="document", inference=Inference(permutations=199)
        )
        covered = (table["ci_low"] <= 0) & (table["ci_high"] >= 0)
        below.append({"rejected": (table["p"] < 0.05).mean(), "covered": covered.mean()})
    means = pd.DataFrame(below).mean()
    return pd.DataFrame([{"tests": repetitions * 10, "rejected": means["rejected"], "covered": means["covered"]}])


PARTS = {
    "comparison": comparison,
    "ratings": lambda _: ratings(),
    "subsamples": subsamples,
    "planted": planted,
    "null": null,
}

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", choices=PARTS)
    parser.add_argument("--peers", default=".venv-peers/bin/python", metavar="PYTHON")
    args = parser.parse_args()
    write_table(rounded(PARTS[args.part](args.peers), 4), REPORT / f"{args.part}.csv")
