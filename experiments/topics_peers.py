"""Fit topics with another tool, in that tool's own virtual environment; called by topics_bench.py.

python topics_peers.py TOOL COUNTS.npz K SEED OUT.npz: reads a sparse count matrix, writes topics and CPU seconds.
"""

import sys
import time

import numpy as np
from scipy import sparse


def tomotopy(counts, k, seed):
    import tomotopy as tp

    words = [f"w{i}" for i in range(counts.shape[1])]
    model = tp.LDAModel(k=k, seed=seed)
    for row in range(counts.shape[0]):
        part = slice(counts.indptr[row], counts.indptr[row + 1])
        model.add_doc([words[i] for i, n in zip(counts.indices[part], counts.data[part]) for _ in range(n)])
    begun = time.process_time()
    model.train(300, workers=1)
    spent = time.process_time() - begun
    place = [int(w[1:]) for w in model.used_vocabs]
    phi = np.full((k, counts.shape[1]), 1e-12)
    phi[:, place] = [model.get_topic_word_dist(t) for t in range(k)]
    return phi, spent


def gensim(counts, k, seed):
    from gensim.models.ldamodel import LdaModel

    rows = [
        list(zip(counts.indices[a:b].tolist(), counts.data[a:b].tolist()))
        for a, b in zip(counts.indptr[:-1], counts.indptr[1:])
    ]
    names = {i: str(i) for i in range(counts.shape[1])}
    begun = time.process_time()
    model = LdaModel(rows, num_topics=k, id2word=names, passes=10, random_state=seed, eval_every=None)
    return model.get_topics().astype(float), time.process_time() - begun


def sklearn(counts, k, seed):
    from sklearn.decomposition import NMF

    begun = time.process_time()
    model = NMF(k, init="nndsvda", solver="mu", beta_loss="kullback-leibler", max_iter=200, random_state=seed)
    model.fit(counts.astype(float))
    return np.maximum(model.components_, 1e-12), time.process_time() - begun


if __name__ == "__main__":
    tool, source, k, seed, out = sys.argv[1:]
    phi, seconds = {"tomotopy": tomotopy, "gensim": gensim, "scikit-learn": sklearn}[tool](
        sparse.csr_array(sparse.load_npz(source)), int(k), int(seed)
    )
    np.savez(out, phi=phi / phi.sum(axis=1, keepdims=True), seconds=seconds)
