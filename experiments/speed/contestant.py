"""One contestant, in a process of its own: python contestant.py NAME CORPUS.jsonl LEXICON.json FOLDER.

Prints one line of JSON with CPU seconds, peak memory of the process in bytes (with all libraries), and what was found.
Imports and one warm-up on a tiny corpus are not timed.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

TINY = ["The people of the city said so.\n\nLe gouvernement a rejeté les accusations.", "“No,” he said. A second try."]
now = time.process_time
Result = dict[str, Any]


def peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def rows(source: Path) -> list[dict[str, str]]:
    with source.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _warm(folder: Path) -> Path:
    path = folder / "tiny.jsonl"
    path.write_text("".join(json.dumps({"text": t, "group": g}) + "\n" for t, g in zip(TINY, "ab")), encoding="utf-8")
    return path


def _encoded(source: Path, folder: Path | None = None) -> Any:
    import framing as fr

    return fr.encode(fr.read_corpus(source), folder=folder)


def framing_encode(source: Path, given: dict[str, Any], folder: Path) -> Result:
    """JSONL to an encoded corpus on disk."""
    import framing as fr

    _encoded(_warm(folder))
    with tempfile.TemporaryDirectory(dir=folder) as name:
        begun = now()
        corpus = fr.read_corpus(source)
        read = now()
        tokens = fr.encode(corpus, folder=Path(name) / "encoded")
        done = now()
        return {
            "seconds": done - begun,
            "read": read - begun,
            "peak": peak(),
            "n": int(tokens.documents.n_tokens.sum()),
        }


def framing_keep(source: Path, given: dict[str, Any], folder: Path) -> Result:
    """Not a contestant: leaves the encoded corpus for the one that searches it."""
    _encoded(source, folder / "encoded")
    return {}


def framing_search(source: Path, given: dict[str, Any], folder: Path) -> Result:
    """Markers, without voice, in an encoded corpus that is open; opening it is told apart."""
    import framing as fr

    lexicon = fr.read_lexicon(given["lexicon"])
    fr.find_markers(_encoded(_warm(folder)), lexicon, voice=False)
    begun = now()
    tokens = fr.open_tokens(folder / "encoded")
    opened = now()
    hits = fr.find_markers(tokens, lexicon, voice=False)
    done = now()
    out = {"seconds": done - opened, "open": opened - begun, "peak": peak(), "n": len(hits)}
    return out | {"n_all": len(fr.find_markers(tokens, lexicon, voice=False, overlap="all"))}


def framing_voice(source: Path, given: dict[str, Any], folder: Path) -> Result:
    """What voice adds to finding markers in an encoded corpus that is open: with it, less without it."""
    import framing as fr

    lexicon = fr.read_lexicon(given["lexicon"])
    fr.find_markers(_encoded(_warm(folder)), lexicon)
    tokens = fr.open_tokens(folder / "encoded")
    begun = now()
    fr.find_markers(tokens, lexicon, voice=False)
    without = now()
    hits = fr.find_markers(tokens, lexicon)
    done = now()
    return {"seconds": (done - without) - (without - begun), "peak": peak(), "n": len(hits)}


def _first_and_changed(source: Path, given: dict[str, Any], folder: Path, voice: bool) -> Result:
    import framing as fr

    lexicon, changed = fr.read_lexicon(given["lexicon"]), fr.read_lexicon(given["changed"])
    fr.find_markers(_encoded(_warm(folder)), lexicon, voice=voice)
    begun = now()
    tokens = _encoded(source)
    hits = fr.find_markers(tokens, lexicon, voice=voice)
    done = now()
    again = fr.find_markers(tokens, changed, voice=voice)
    return {"seconds": done - begun, "changed": now() - done, "peak": peak(), "n": len(hits), "n_changed": len(again)}


def framing_places(source: Path, given: dict[str, Any], folder: Path) -> Result:
    """JSONL to markers without voice; then a changed lexicon."""
    return _first_and_changed(source, given, folder, voice=False)


def framing_hits(source: Path, given: dict[str, Any], folder: Path) -> Result:
    """JSONL to markers with voice; then a changed lexicon."""
    return _first_and_changed(source, given, folder, voice=True)


def framing_log_odds(source: Path, given: dict[str, Any], folder: Path) -> Result:
    """JSONL to log-odds of every word between two groups."""
    from framing.stats.association import log_odds_dirichlet
    from framing.voice.words import word_matrix

    def compared(path: Path, target: str) -> int:
        tokens = _encoded(path)
        matrix = word_matrix(tokens)
        side = (tokens.documents["group"] == target).to_numpy()
        a, b = (matrix.counts[chosen].sum(axis=0) for chosen in (side, ~side))
        log_odds_dirichlet(a, b, a.sum(), b.sum(), 0.1)
        return len(matrix.words)

    compared(_warm(folder), "a")
    begun = now()
    n = compared(source, "state")
    return {"seconds": now() - begun, "peak": peak(), "n": n}


def framing_keyness(source: Path, given: dict[str, Any], folder: Path) -> Result:
    """JSONL to the whole table of keyness, with clustered intervals and tests, of words from five occurrences on."""
    import framing as fr

    _encoded(_warm(folder))
    begun = now()
    table = fr.keyness(_encoded(source), target="state", reference="independent", seed=1)
    return {"seconds": now() - begun, "peak": peak(), "n": len(table)}


def count_vectorizer(source: Path, given: dict[str, Any], folder: Path) -> Result:
    """Unigrams of texts in memory."""
    from sklearn.feature_extraction.text import CountVectorizer

    CountVectorizer().fit_transform(TINY)
    texts = [row["text"] for row in rows(source)]
    begun = now()
    counts = CountVectorizer().fit_transform(texts)
    return {"seconds": now() - begun, "peak": peak(), "n": int(counts.sum())}


def hyperscan(source: Path, given: dict[str, Any], folder: Path) -> Result:
    """Offsets of every match in the raw text, in memory; reading the JSONL is told apart."""
    import hyperscan as hs

    begun = now()
    texts = [row["text"].encode() for row in rows(source)]
    read = now()
    hits: list[tuple[int, int, int, int]] = []

    def on_match(number: int, start: int, end: int, flags: int, document: int) -> None:
        hits.append((document, number, start, end))

    patterns = [p.encode() for p in given["expressions"]]
    database = hs.Database()
    database.compile(
        expressions=patterns,
        ids=list(range(len(patterns))),
        elements=len(patterns),
        flags=hs.HS_FLAG_CASELESS | hs.HS_FLAG_SOM_LEFTMOST,
    )
    for document, text in enumerate(texts):
        database.scan(text, match_event_handler=on_match, context=document)
    done = now()
    return {"seconds": done - read, "read": read - begun, "peak": peak(), "n": len(hits)}


def phrase_matcher(source: Path, given: dict[str, Any], folder: Path) -> Result:
    """JSONL to matches, one text after another, on a blank pipeline."""
    import spacy
    from spacy.matcher import PhraseMatcher

    nlp = spacy.blank("en")
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    for number, phrases in enumerate(given["phrases"]):
        matcher.add(str(number), [nlp.make_doc(p) for p in phrases])
    matcher(nlp.make_doc(TINY[0]))
    hits = []
    begun = now()
    with source.open(encoding="utf-8") as lines:
        for document, line in enumerate(lines):
            doc = nlp.make_doc(json.loads(line)["text"])
            for number, first, stop in matcher(doc):
                span = doc[first:stop]
                hits.append((document, number, span.start_char, span.end_char))
    return {"seconds": now() - begun, "peak": peak(), "n": len(hits)}


def fighting_words(source: Path, given: dict[str, Any], folder: Path) -> Result:
    """JSONL to the z of every word between two groups; its own cleaning, a vectorizer of all words."""
    from convokit import Corpus, FightingWords, Speaker, Utterance
    from sklearn.feature_extraction.text import CountVectorizer

    def compared(articles: list[dict[str, str]], target: str, reference: str) -> int:
        somebody = Speaker(id="somebody")
        corpus = Corpus(
            utterances=[
                Utterance(
                    id=str(i), text=a["text"], speaker=somebody, conversation_id=str(i), meta={"group": a["group"]}
                )
                for i, a in enumerate(articles)
            ]
        )
        words = FightingWords(cv=CountVectorizer())
        words.fit(
            corpus,
            class1_func=lambda u: u.meta["group"] == target,
            class2_func=lambda u: u.meta["group"] == reference,
        )
        return len(words.cv.vocabulary_)

    compared(rows(_warm(folder)), "a", "b")
    begun = now()
    n = compared(rows(source), "state", "independent")
    return {"seconds": now() - begun, "peak": peak(), "n": n}


if __name__ == "__main__":
    name, source, given, folder = sys.argv[1:]
    said = sys.stdout
    sys.stdout = sys.stderr  # what a library prints is no result
    result = globals()[name](Path(source), json.loads(Path(given).read_text(encoding="utf-8")), Path(folder))
    print(json.dumps(result), file=said)
