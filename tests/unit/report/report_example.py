"""Synthetic results for the tests of the report: made-up outlets, articles, markers, words and topics."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from math import comb

import numpy as np
import pandas as pd

from framing.files import rounded
from framing.report import Design, Results, Settings
from framing.schema import AUDIT, CONTRAST, COUNTS, DOCUMENTS, HITS, TOPIC_CONTRAST, TOPIC_TERMS, Contract

KWIC = "doc_id outlet group marker category voice stance left surface right start end".split()
VOICES = ("own", "direct", "indirect")
CATEGORIES = ("external_threat", "civil_society", "repression", "rule_of_law", "development")


@dataclass(frozen=True)
class Names:
    """How things are called; hostile ones for the tests of escaping."""

    title: str = "Two sides of an invented story"
    target: str = "state"
    reference: str = "independent"
    outlets: tuple[str, ...] = ("Morning Star", "People's Voice", "Báo Điện Tử", "Gazette", "Harbour News", "The Crier")
    sides: tuple[int, ...] = (0, 0, 0, 1, 1, 1)
    per_outlet: tuple[int, ...] = (4, 3, 4, 4, 4, 3)
    suffix: str = ""


SMALL = Names(
    outlets=("Morning Star", "Báo Điện Tử", "Gazette", "The Crier"), sides=(0, 0, 1, 1), per_outlet=(1, 1, 2, 1)
)
HOSTILE = Names(
    title='<script>alert("t")</script> \\input{/etc/passwd} $x_1$ & 100 %',
    target='<img src="http://evil.example/x" onerror=alert(1)>',
    reference="../../x{{ 7*7 }}",
    outlets=(
        "../x",
        '<script src="http://evil.example/a.js">',
        "=cmd|' /C calc'!A0",
        "$a_b$ \\end{document}",
        "a",
        "b",
    ),
    suffix=' "><svg/onload=alert(2)> \\write18{ls} -->',
)


def without_scripts(page: str) -> str:
    """A page without the scripts that every page has: two of data, two that run."""
    rest, n = re.subn(r'<script(?: type="application/json" id="[a-z-]+")?>.*?</script>', "", page, flags=re.DOTALL)
    assert n == 4
    return rest


def contract(kind: Contract, rows: list[dict[str, object]]) -> pd.DataFrame:
    return kind.frame({name: [row[name] for row in rows] for name in kind.names})


def make_results(names: Names = Names(), *, text: bool = False, seed: int = 5) -> Results:
    """Results over a small invented corpus, the same for the same arguments."""
    rng = np.random.default_rng(seed)
    sides = (names.target, names.reference)
    documents = []
    for outlet, side, n in zip(names.outlets, names.sides, names.per_outlet, strict=True):
        for i in range(n):
            n_tokens = int(rng.integers(400, 900))
            documents.append(
                dict.fromkeys(DOCUMENTS.names, "")
                | {
                    "doc_id": f"d{len(documents):02}{names.suffix}",
                    "outlet": outlet,
                    "group": sides[side],
                    "date": f"2024-0{1 + i}-1{i}",
                    "lang": "en",
                    "title": "A headline" + names.suffix,
                    "n_chars": n_tokens * 6,
                    "n_tokens": n_tokens,
                    "n_sentences": n_tokens // 20,
                }
            )
    docs = contract(DOCUMENTS, documents)
    audit = contract(
        AUDIT,
        [
            {"doc_id": d, "start": 10, "end": 50 + i, "reason": ("byline", "furniture")[i % 2], "rule": "a rule"}
            for i, d in enumerate(docs["doc_id"])
        ],
    )
    lexicon = pd.DataFrame(
        [
            {
                "marker": f"{category}_{word}{names.suffix}",
                "category": category,
                "label": category.replace("_", " ").capitalize() + names.suffix,
                "definition": f"An outlet speaks of {category.replace('_', ' ')}." + names.suffix,
                "source": "A made-up source",
                "patterns": f"{word}*, {word} <2> thing" + names.suffix,
            }
            for category in CATEGORIES
            for word in ("alpha", "beta", "gamma", "delta")
        ]
    )
    counts, hits = _markers(rng, docs, lexicon, sides)
    markers = contrast(docs, counts.groupby(["doc_id", "item"])["n_hits"].sum().unstack(), sides, lexicon)
    by_category = counts.groupby(["doc_id", "category"])["n_hits"].sum().unstack()
    words = _words(rng, docs, sides, names)
    outlets = pd.concat(
        [
            contrast(docs.assign(group=np.where(docs["outlet"] == o, o, "others")), by_category, (o, "others"), None)
            for o in sorted(docs["outlet"].unique())
        ],
        ignore_index=True,
    )
    t_docs, r_docs = ((docs["group"] == s).sum() for s in sides)
    t_out, r_out = (docs.loc[docs["group"] == s, "outlet"].nunique() for s in sides)
    terms, prevalence, topics = _topics(rng, docs, sides, names)
    lines = hits.assign(left="before it" + names.suffix, right="after it")
    lines = lines[[*KWIC]]
    texts = {d: f"A text{names.suffix} ".ljust(n, "x") for d, n in zip(docs["doc_id"], docs["n_chars"], strict=True)}
    return Results(
        settings=Settings(
            name="invented",
            title=names.title,
            seed=7,
            language="en",
            source="articles.csv",
            from_features=not text,
            shows_text=text,
            invented=True,
            lexicons=(("framing-en" + names.suffix, "1.0.0"),),
            overlap="longest",
            voices=VOICES,
            permutations=9999,
            interval="t",
            correction="bh",
            prior="corpus",
            prior_size=500.0,
            keyness_min_count=5,
            keyness_min_docs=2,
            topics_method="lda-gensim",
            topics_k=3,
            topics_segment="paragraph",
            n_segments=60,
            versions=(("framing", "0.1.0"), ("numpy", "2.1.0")),
            table_formats=("html", "latex", "csv"),
            figure_formats=("pdf", "png", "svg"),
        ),
        design=Design(
            target=names.target,
            reference=names.reference,
            by="group",
            cluster="document",
            cluster_reason="Articles are resampled because a side has fewer than four outlets.",
            n_clusters_target=int(t_docs),
            n_clusters_reference=int(r_docs),
            p_floor=floor_of(int(t_docs), int(r_docs)),
            n_outlets_target=int(t_out),
            n_outlets_reference=int(r_out),
            outlet_p_floor=floor_of(int(t_out), int(r_out)),
        ),
        documents=docs,
        audit=audit,
        hits=hits,
        counts=counts,
        lexicon=lexicon,
        markers=markers,
        categories=contrast(docs, by_category, sides, None),
        outlets=outlets,
        words=words,
        topic_terms=terms,
        topic_prevalence=prevalence,
        topic_contrast=topics,
        kwic=lines if text else None,
        texts=texts if text else None,
        not_run=() if text else ("Lines of text (concordance)" + names.suffix,),
    )


def floor_of(a: int, b: int) -> float:
    return max((2 if a == b else 1) / comb(a + b, a), 0.0001)


def _markers(
    rng: np.random.Generator, docs: pd.DataFrame, lexicon: pd.DataFrame, sides: tuple[str, str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    counts, hits = [], []
    for doc in docs.itertuples():
        for m, entry in enumerate(lexicon.itertuples()):
            tilt = (1 + 0.5 * ((m // 4) if doc.group == sides[0] else 4 - m // 4) + 0.2 * (m % 4)) if m < 19 else 0
            for voice, share in zip(VOICES, (0.6, 0.3, 0.1), strict=True):
                n = int(rng.poisson(tilt * share * doc.n_tokens / 900))
                counts.append(
                    {
                        "doc_id": doc.doc_id, "outlet": doc.outlet, "group": doc.group, "item": entry.marker,
                        "category": entry.category, "voice": voice, "n_hits": n, "n_tokens": doc.n_tokens,
                        "n_tokens_voice": int(doc.n_tokens * share),
                    }
                )  # fmt: skip
                for _ in range(n):
                    start = int(rng.integers(0, doc.n_chars - 10))
                    hits.append(
                        dict.fromkeys(HITS.names, "")
                        | {
                            "doc_id": doc.doc_id, "outlet": doc.outlet, "group": doc.group, "date": doc.date,
                            "zone": "body", "paragraph": 1, "sentence": 2, "start": start, "end": start + 5,
                            "surface": "alpha", "marker": entry.marker, "category": entry.category, "voice": voice,
                            "scare_quoted": False, "negated": False,
                            "stance": "assert" if voice == "own" else "relay",
                        }
                    )  # fmt: skip
    return contract(COUNTS, counts), contract(HITS, hits)


def contrast(
    docs: pd.DataFrame, table: pd.DataFrame, sides: tuple[str, str], lexicon: pd.DataFrame | None
) -> pd.DataFrame:
    """A CONTRAST table of `table` (documents by items) with simple stand-ins for the statistics."""
    docs = docs.set_index("doc_id")
    table = table.reindex(docs.index, fill_value=0)
    of = {} if lexicon is None else dict(zip(lexicon["marker"], lexicon["category"], strict=True))
    chosen = [(docs["group"] == side).to_numpy() for side in sides]
    sizes = [int(docs["n_tokens"][mask].sum()) for mask in chosen]
    n_docs = [int(mask.sum()) for mask in chosen]
    floor = floor_of(*n_docs)
    rows: list[dict[str, object]] = []
    for item in table.columns:
        y = table[item].to_numpy()
        n = [int(y[mask].sum()) for mask in chosen]
        ratio = float(np.log2(max(n[0], 0.5) / sizes[0]) - np.log2(max(n[1], 0.5) / sizes[1]))
        known = min(n) > 0 and min(n_docs) > 1
        se = float(np.sqrt(sum(1 / x for x in n))) * 2.2 if known else float("nan")
        p = max(float(np.exp(-(abs(ratio / se) ** 1.5))), floor) if known else float("nan")
        even = [float(1 - (y[mask] > 0).mean()) if k else float("nan") for mask, k in zip(chosen, n, strict=True)]
        rows.append(
            {
                "item": item, "category": of.get(item, ""), "target": sides[0], "reference": sides[1],
                "target_n": n[0], "reference_n": n[1], "target_tokens": sizes[0], "reference_tokens": sizes[1],
                "target_pm": n[0] / sizes[0] * 1e6, "reference_pm": n[1] / sizes[1] * 1e6,
                "target_docs": int((y[chosen[0]] > 0).sum()), "reference_docs": int((y[chosen[1]] > 0).sum()),
                "log_ratio": ratio, "ci_low": ratio - 2 * se, "ci_high": ratio + 2 * se,
                "log_odds": ratio * 0.6, "z": ratio * float(np.sqrt(sum(n))) / 2, "z_clustered": ratio / se,
                "g2": (ratio * float(np.sqrt(sum(n))) / 2) ** 2, "p": p, "q": min(1.0, p * 2), "lrc": 0.0,
                "dispersion_target": even[0], "dispersion_reference": even[1], "voice": "all",
                "denominator": "all tokens", "cluster": "document", "n_clusters_target": n_docs[0],
                "n_clusters_reference": n_docs[1], "p_floor": floor, "method": "stand-in",
            }
        )  # fmt: skip
    return rounded(contract(CONTRAST, rows))


def _words(rng: np.random.Generator, docs: pd.DataFrame, sides: tuple[str, str], names: Names) -> pd.DataFrame:
    vocabulary = [f"word{i:03}" for i in range(150)] + ["thế" + names.suffix]
    base = rng.gamma(0.6, 4, len(vocabulary)) + 0.5
    tilt = np.exp(rng.normal(0, 0.6, len(vocabulary)))
    y = np.array([rng.poisson(base * (tilt if g == sides[0] else 1 / tilt)) for g in docs["group"]])
    return contrast(docs, pd.DataFrame(y, index=docs["doc_id"], columns=vocabulary), sides, None)


def _topics(
    rng: np.random.Generator, docs: pd.DataFrame, sides: tuple[str, str], names: Names
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    terms, prevalence, contrasts = [], [], []
    means = {name: rng.dirichlet([4, 4, 4]) for name in [*sides, *sorted(docs["outlet"].unique())]}
    for topic in (1, 2, 3):
        words = [f"term{topic}{c}" for c in "abcdefghijkl"]
        label = ", ".join(words[:3]) + names.suffix
        for rank, word in enumerate(words, start=1):
            terms.append({"topic": topic, "rank": rank, "term": word, "probability": 0.1 / rank, "frex": 0.9 / rank})
        for name, mean in means.items():
            m = float(mean[topic - 1])
            level = "group" if name in sides else "outlet"
            prevalence.append((topic, label, level, name, m, m - 0.1, m + 0.1))
        t, r = (float(means[s][topic - 1]) for s in sides)
        contrasts.append(
            {"topic": topic, "label": label, "target_mean": t, "reference_mean": r, "difference": t - r,
             "ci_low": t - r - 0.2, "ci_high": t - r + 0.2, "p": 0.3, "q": 0.4, "reliability": float("nan")}
        )  # fmt: skip
    columns = ["topic", "label", "level", "name", "mean", "ci_low", "ci_high"]
    return (
        rounded(contract(TOPIC_TERMS, terms)),
        rounded(pd.DataFrame(prevalence, columns=columns)),
        rounded(contract(TOPIC_CONTRAST, contrasts)),
    )


def swapped(results: Results) -> Results:
    """The same results with target and reference exchanged."""
    d = results.design
    design = replace(
        d,
        target=d.reference,
        reference=d.target,
        n_clusters_target=d.n_clusters_reference,
        n_clusters_reference=d.n_clusters_target,
        n_outlets_target=d.n_outlets_reference,
        n_outlets_reference=d.n_outlets_target,
    )
    topics = results.topic_contrast.rename(columns={"target_mean": "reference_mean", "reference_mean": "target_mean"})
    return replace(
        results,
        design=design,
        markers=_swapped(results.markers),
        categories=_swapped(results.categories),
        words=_swapped(results.words),
        topic_contrast=_mirrored(topics, ("difference",))[list(results.topic_contrast.columns)],
    )


def _swapped(table: pd.DataFrame) -> pd.DataFrame:
    names = {}
    for column in table.columns:
        names[column] = column
        for a, b in (("target", "reference"), ("reference", "target")):
            if column == a or column.startswith(a + "_") or column.endswith("_" + a):
                names[column] = column.replace(a, b)
    turned = table.rename(columns=names)[list(table.columns)]
    return _mirrored(turned, ("log_ratio", "log_odds", "z", "z_clustered", "lrc"))


def _mirrored(table: pd.DataFrame, signs: tuple[str, ...]) -> pd.DataFrame:
    table = table.copy()
    for column in signs:
        table[column] = -table[column] + 0.0
    low, high = -table["ci_high"] + 0.0, -table["ci_low"] + 0.0
    table["ci_low"], table["ci_high"] = low, high
    return table
