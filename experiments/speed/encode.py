"""How fast articles become an encoded corpus, beside scikit-learn's CountVectorizer in the same run.

python experiments/speed/encode.py [MEGABYTES]

Each contestant runs in a process of its own, on one thread, three times in turn; the fastest of each counts. Time is
CPU time after imports and one warm-up on a tiny corpus. Memory is the process's peak, with all libraries, over the size
of the texts in UTF-8.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from generate import generate

ROUNDS = 3
WARM_UP = "The people of the city said so.\n\nLe gouvernement a rejeté les accusations de la presse étrangère."

FRAMING = """
import sys, time, json, resource, pathlib
import framing as fr
source, warm, folder = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
fr.encode(fr.read_corpus(warm))
begun = time.process_time()
corpus = fr.read_corpus(source)
read = time.process_time()
tokens = fr.encode(corpus, folder=folder / "encoded")
done = time.process_time()
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
n = int(tokens.documents.n_tokens.sum())
print(json.dumps({"seconds": done - begun, "read": read - begun, "peak": peak, "n": n}))
"""

COUNT_VECTORIZER = """
import sys, time, json, resource
from sklearn.feature_extraction.text import CountVectorizer
CountVectorizer().fit_transform(["a first try", "and a second"])
with open(sys.argv[1], encoding="utf-8") as lines:
    texts = [json.loads(line)["text"] for line in lines]
begun = time.process_time()
counts = CountVectorizer().fit_transform(texts)
done = time.process_time()
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
print(json.dumps({"seconds": done - begun, "peak": peak, "n": int(counts.sum())}))
"""


def measure(script: str, *arguments: str) -> dict[str, float]:
    """Run a script in a process of its own, on one thread, and take what it prints."""
    one = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments], env=os.environ | one, check=True, capture_output=True, text=True
    )
    return json.loads(done.stdout)


def wall(*command: str) -> float:
    """The fastest of five runs of a command, in seconds."""
    times = []
    for _ in range(5):
        begun = time.perf_counter()
        subprocess.run([sys.executable, *command], check=True, capture_output=True)
        times.append(time.perf_counter() - begun)
    return min(times)


def main() -> None:
    megabytes = float(sys.argv[1]) if len(sys.argv) > 1 else 50.0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source, warm = folder / "corpus.jsonl", folder / "warm.jsonl"
        generate(source, megabytes)
        warm.write_text(json.dumps({"text": WARM_UP}) + "\n", encoding="utf-8")
        ours, theirs = [], []
        for i in range(ROUNDS):
            ours.append(measure(FRAMING, str(source), str(warm), str(folder / str(i))))
            theirs.append(measure(COUNT_VECTORIZER, str(source)))
    best, peer = (min(runs, key=lambda r: r["seconds"]) for runs in (ours, theirs))
    rate, peer_rate = megabytes / best["seconds"], megabytes / peer["seconds"]
    memory, peer_memory = best["peak"] / megabytes / 1e6, peer["peak"] / megabytes / 1e6
    rows = [
        ("", "seconds", "MB/s", "ratio", "peak memory / text"),
        ("CountVectorizer, unigrams of texts in memory", peer["seconds"], peer_rate, 1.0, peer_memory),
        ("framing, JSONL to encoded corpus", best["seconds"], rate, rate / peer_rate, memory),
        ("  of which reading", best["read"], megabytes / best["read"], None, None),
    ]
    print(f"{megabytes:.0f} MB of made-up text, {int(best['n']):,} words; one thread; best of {ROUNDS}")
    for row in rows:
        cells = [c if isinstance(c, str) else "" if c is None else f"{c:.2f}" for c in row]
        print(f"{cells[0]:46}" + "".join(f"{c:>12}" if i < 3 else f"{c:>20}" for i, c in enumerate(cells[1:])))
    bare = wall("-c", "pass")
    print(f"import framing: {wall('-c', 'import framing') - bare:.3f} s beyond Python's own start")
    print(f"framing --help: {wall('-m', 'framing', '--help'):.3f} s")


if __name__ == "__main__":
    main()
