"""Made-up tables: a large study (8 outlets, 80 documents) and a tiny one (5 documents, 4 outlets, no intervals)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from framing.files import rounded
from framing.schema import CONTRAST, COUNTS, DOCUMENTS, HITS, TOPIC_CONTRAST, TOPIC_TERMS
from framing.schema_shift import OUTLET_MAP, WORD_SHIFT

NAN = float("nan")
OUTLETS = {
    "state": ["Nhân Dân Online", "People's Gazette of the Province", "Daily Herald", "Radio One"],
    "independent": ["The Lantern", "Luật Khoa", "Project 88 Newsletter and Database", "Riverside"],
}
TINY_OUTLETS = {"state": ["Herald", "Radio One"], "independent": ["Lantern", "Riverside"]}
CATEGORIES = [
    "external_threat", "national_security", "sovereignty", "stability_and_order", "development", "legality",
    "human_rights", "repression", "civil_society", "democracy", "corruption", "history_and_sacrifice",
    "party_and_leadership", "foreign_interference_in_internal_affairs_of_the_country", "solidarity",
]  # fmt: skip
VOICES = ["own", "direct", "indirect"]


def make_documents(outlets: dict[str, list[str]], per_outlet: list[int], seed: int = 1) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    rows = [
        (f"{outlet[:4].lower().strip()}_{i:03d}", outlet, group)
        for group, names in outlets.items()
        for outlet, n in zip(names, per_outlet, strict=False)
        for i in range(n)
    ]
    if outlets is TINY_OUTLETS:
        rows.append(("rive_001", "Riverside", "independent"))
    n = len(rows)
    tokens = rng.integers(300, 1400, n)
    return DOCUMENTS.frame(
        {
            "doc_id": [r[0] for r in rows], "outlet": [r[1] for r in rows], "group": [r[2] for r in rows],
            "date": ["2023-05-01"] * n, "lang": ["en"] * n, "title": [""] * n, "url": [""] * n,
            "n_chars": tokens * 6, "n_tokens": tokens, "n_sentences": tokens // 20, "sha256": [""] * n,
            "duplicate_of": [""] * n, "encoding": ["utf-8"] * n,
        }
    )  # fmt: skip


def make_hits(documents: pd.DataFrame, markers: int, rate: float, seed: int = 2) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    category = [CATEGORIES[i % len(CATEGORIES)] for i in range(markers)]
    weight = 1 / np.arange(1, markers + 1)
    tilt = rng.normal(0, 0.8, markers)
    rows = []
    for doc in documents.itertuples(index=False):
        share = weight * np.exp(tilt * (1 if doc.group == "state" else -1))
        for m in rng.choice(markers, rng.poisson(rate * doc.n_tokens), p=share / share.sum()):
            start = int(doc.n_chars * rng.beta(1, 1.6))
            voice = VOICES[rng.choice(3, p=[0.6, 0.25, 0.15])]
            rows.append((doc, start, f"marker_{m + 1:03d}", category[m], voice))
    n = len(rows)
    table = HITS.frame(
        {
            "doc_id": [r[0].doc_id for r in rows], "outlet": [r[0].outlet for r in rows],
            "group": [r[0].group for r in rows], "date": ["2023-05-01"] * n, "zone": ["body"] * n,
            "paragraph": [0] * n, "sentence": [0] * n, "start": [r[1] for r in rows], "end": [r[1] + 5 for r in rows],
            "surface": ["words"] * n, "marker": [r[2] for r in rows], "category": [r[3] for r in rows],
            "voice": [r[4] for r in rows], "scare_quoted": [False] * n, "negated": [False] * n,
            "stance": ["assert"] * n, "source": [""] * n, "cue": [""] * n,
        }
    )  # fmt: skip
    return table.sort_values(["doc_id", "start"]).reset_index(drop=True)


def make_counts(documents: pd.DataFrame, hits: pd.DataFrame, markers: int) -> pd.DataFrame:
    items = [(f"marker_{m + 1:03d}", CATEGORIES[m % len(CATEGORIES)]) for m in range(markers)]
    n_of = hits.groupby(["doc_id", "marker", "voice"]).size().to_dict()
    rows = [
        (d.doc_id, d.outlet, d.group, item, category, voice, n_of.get((d.doc_id, item, voice), 0), d.n_tokens,
         d.n_tokens // (2 if voice == "own" else 4))
        for d in documents.itertuples(index=False) for item, category in items for voice in VOICES
    ]  # fmt: skip
    return COUNTS.frame(dict(zip(COUNTS.names, map(list, zip(*rows, strict=True)), strict=True)))


def make_contrast(
    items: list[str], *, docs: tuple[int, int], tokens: tuple[int, int], scale: float, p_floor: float,
    intervals: bool = True, seed: int = 3,
) -> pd.DataFrame:  # fmt: skip
    rng = np.random.default_rng(seed)
    n = len(items)
    base = scale / np.arange(1, n + 1)
    tilt = rng.normal(0, 0.9, n)
    a, b = rng.poisson(base * np.exp(tilt)), rng.poisson(base * np.exp(-tilt))
    lr = np.log2(np.maximum(a, 0.5) / tokens[0]) - np.log2(np.maximum(b, 0.5) / tokens[1])
    se = 1.8 * np.sqrt(1 / np.maximum(a, 0.5) + 1 / np.maximum(b, 0.5))
    known = (a > 0) & (b > 0) & intervals
    p = np.where(known, np.maximum(np.exp(-((lr / se) ** 2)), p_floor), NAN)
    z = lr / se * 1.6
    return rounded(
        CONTRAST.frame(
            {
                "item": items, "category": [""] * n, "target": ["state"] * n, "reference": ["independent"] * n,
                "target_n": a, "reference_n": b, "target_tokens": [tokens[0]] * n, "reference_tokens": [tokens[1]] * n,
                "target_pm": a / tokens[0] * 1e6, "reference_pm": b / tokens[1] * 1e6,
                "target_docs": np.minimum(a, docs[0]), "reference_docs": np.minimum(b, docs[1]), "log_ratio": lr,
                "ci_low": np.where(known, lr - 2 * se, NAN), "ci_high": np.where(known, lr + 2 * se, NAN),
                "log_odds": lr * 0.6, "z": z, "z_clustered": np.where(known, z / 1.6, NAN), "g2": z**2, "p": p,
                "q": np.minimum(p * 2, 1), "lrc": lr * 0.4, "dispersion_target": [0.4] * n,
                "dispersion_reference": [0.5] * n, "voice": ["all"] * n, "denominator": ["tokens"] * n,
                "cluster": ["document"] * n, "n_clusters_target": [docs[0]] * n, "n_clusters_reference": [docs[1]] * n,
                "p_floor": [p_floor] * n, "method": ["clustered t"] * n,
            }
        )
    )  # fmt: skip


def swapped(contrast: pd.DataFrame) -> pd.DataFrame:
    """The same comparison seen from the other side."""
    turned = contrast.rename(columns=lambda c: {"ci_low": "ci_high", "ci_high": "ci_low"}.get(c, c))
    turned = turned.rename(
        columns=lambda c: (
            c.replace("target", "?").replace("reference", "target").replace("?", "reference")
            if "target" in c or "reference" in c
            else c
        )
    )
    for name in ["log_ratio", "ci_low", "ci_high", "log_odds", "z", "z_clustered", "lrc"]:
        turned[name] = -turned[name]
    return turned[contrast.columns]


def make_terms(topics: int, size: int = 20, seed: int = 4) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    words = make_words(400)
    rows = []
    for t in range(1, topics + 1):
        p = np.sort(rng.dirichlet(np.full(60, 0.4)))[::-1]
        for r, w in enumerate(rng.choice(words, size, replace=False), start=1):
            rows.append((t, r, str(w), float(p[r - 1]), 0.5))
    return rounded(TOPIC_TERMS.frame(dict(zip(TOPIC_TERMS.names, map(list, zip(*rows, strict=True)), strict=True))))


def make_words(n: int, seed: int = 5) -> list[str]:
    rng = np.random.default_rng(seed)
    parts = ["con", "sta", "mi", "tor", "ver", "ly", "na", "tion", "ex", "pre", "ment", "o", "al", "phục", "quyền"]
    words: dict[str, None] = {}
    while len(words) < n:
        words["".join(rng.choice(parts, rng.integers(2, 5)))] = None
    return list(words)


def make_prevalence(
    topics: int, outlets: dict[str, list[str]], *, intervals: bool = True, seed: int = 6
) -> tuple[pd.DataFrame, pd.DataFrame]:
    rng = np.random.default_rng(seed)
    rows, contrast = [], []
    for t in range(1, topics + 1):
        label = ", ".join(make_words(4, seed=t + 10))
        mean = {}
        for group, names in outlets.items():
            mean[group] = float(rng.beta(2, 2 * topics))
            width = 0.03 if intervals else NAN
            rows.append((t, label, "group", group, mean[group], max(mean[group] - width, 0.0), mean[group] + width))
            for name in names:
                rows.append((t, label, "outlet", name, mean[group] * float(rng.uniform(0.3, 1.8)), NAN, NAN))
        a, b = mean["state"], mean["independent"]
        w = 0.04 if intervals else NAN
        contrast.append((t, label, a, b, a - b, a - b - w, a - b + w, 0.2, 0.4, NAN))
    columns = ["topic", "label", "level", "name", "mean", "ci_low", "ci_high"]
    table = TOPIC_CONTRAST.frame(dict(zip(TOPIC_CONTRAST.names, map(list, zip(*contrast, strict=True)), strict=True)))
    return rounded(pd.DataFrame(rows, columns=columns)), rounded(table)


def make_shift(items: list[str], *, scale: float = 300, p_floor: float = 0.001, seed: int = 7) -> pd.DataFrame:
    """WORD_SHIFT with made counts; `p_floor` above 0.05 goes with two clusters against three and no interval."""
    from framing.stats.divergence import jensen_shannon_contributions

    rng = np.random.default_rng(seed)
    n = len(items)
    base, tilt = scale / np.arange(1, n + 1), rng.normal(0, 0.8, n)
    a, b = rng.poisson(base * np.exp(tilt)) + 1, rng.poisson(base * np.exp(-tilt))
    parts = jensen_shannon_contributions(a, b)
    few = p_floor > 0.05
    shared = {
        "category": "", "target": "state", "reference": "independent", "target_total": a.sum(),
        "reference_total": b.sum(), "divergence": parts.sum(), "null_mean": parts.sum() / 3,
        "null_high": parts.sum() / 2, "excess": parts.sum() * 2 / 3, "ci_low": NAN if few else parts.sum() / 2,
        "ci_high": NAN if few else parts.sum() * 0.9, "p": max(p_floor, 0.004), "voice": "all",
        "denominator": "all words counted", "cluster": "document", "n_clusters_target": 2 if few else 40,
        "n_clusters_reference": 3 if few else 40, "p_floor": p_floor,
        "method": "no interval, as" if few else "95% interval of the excess by 1000 bootstrap draws",
    }  # fmt: skip
    table = pd.DataFrame(
        {
            "item": items, "target_n": a, "reference_n": b, "target_share": a / a.sum(), "reference_share": b / b.sum(),
            "contribution": parts, "direction": np.where(a * b.sum() > b * a.sum(), "state", "independent"),
        }
    ).sort_values("contribution", ascending=False, ignore_index=True)  # fmt: skip
    share = table["contribution"] / parts.sum()
    table = table.assign(rank=np.arange(1, n + 1), share=share, cumulative=share.cumsum(), **shared)
    return rounded(WORD_SHIFT.frame({c: table[c] for c in WORD_SHIFT.names}))


def make_map(outlets: dict[str, list[str]], markers: int = 20, *, ellipses: bool = True, seed: int = 8) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    rows = []
    for sign, (group, names) in zip((1, -1), outlets.items(), strict=True):
        for name in names:
            place = (sign * 0.5 + rng.normal(0, 0.15), rng.normal(0, 0.3))
            size = (rng.uniform(0.2, 0.4), rng.uniform(0.05, 0.2), rng.uniform(-90, 90)) if ellipses else (NAN,) * 3
            rows.append(("outlet", name, group, "", 60, 8, 0.1, *place, 0.1, 0.1, 0.7, *size))
    for m in range(markers):
        place = rng.normal(0, 0.5, 2)
        parts = rng.dirichlet(np.ones(markers), 2)[:, m]
        rows.append(
            ("marker", f"marker_{m + 1:03d}", "", CATEGORIES[m % 3], 9, 5, 0.02, *place, *parts, 0.6, *[NAN] * 3)
        )
    method = "95% ellipses by 1000 bootstrap draws of the documents of each outlet"
    full = [(*row, 0.43, 0.21, 0.45, 0.2, "all", method) for row in rows]
    return rounded(OUTLET_MAP.frame(dict(zip(OUTLET_MAP.names, map(list, zip(*full, strict=True)), strict=True))))
