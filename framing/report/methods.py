"""The methods paragraph as run, with versions and the works that it cites."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.corpus.duplicates import RUN, SIMILAR
from framing.report import prose
from framing.report.facts import Facts
from framing.report.near import near_methods
from framing.report.notes import selection_note
from framing.report.phrases import count, listed, number
from framing.report.prose import unit_of
from framing.report.robust import robust_methods
from framing.report.shifts import shift_methods
from framing.report.voices import voice_methods
from framing.report.words import UNIT_NOTES, reporting
from framing.tables.markdown import escape
from framing.topics.lda import CHUNK, trial_passes

if TYPE_CHECKING:
    from framing.report.results import Results

WORKS = {
    "arora": "Arora, S., Ge, R., Halpern, Y., Mimno, D., Moitra, A., Sontag, D., Wu, Y. and Zhu, M. (2013). A "
    "practical algorithm for topic modeling with provable guarantees. Proceedings of the 30th International Conference "
    "on Machine Learning, 280\u2013288.",
    "benjamini": "Benjamini, Y. and Hochberg, Y. (1995). Controlling the false discovery rate: a practical and "
    "powerful approach to multiple testing. Journal of the Royal Statistical Society, Series B, 57(1), 289\u2013300.",
    "blei": "Blei, D. M., Ng, A. Y. and Jordan, M. I. (2003). Latent Dirichlet allocation. Journal of Machine Learning "
    "Research, 3, 993\u20131022.",
    "broder": "Broder, A. Z. (1997). On the resemblance and containment of documents. In Compression and Complexity of "
    "Sequences 1997 (pp. 21\u201329). IEEE Computer Society.",
    "dunning": "Dunning, T. (1993). Accurate methods for the statistics of surprise and coincidence. Computational "
    "Linguistics, 19(1), 61\u201374.",
    "entman": "Entman, R. M. (1993). Framing: toward clarification of a fractured paradigm. Journal of Communication, "
    "43(4), 51\u201358.",
    "gallagher": "Gallagher, R. J., Frank, M. R., Mitchell, L., Schwartz, A. J., Reagan, A. J., Danforth, C. M. and "
    "Dodds, P. S. (2021). Generalized word shift graphs: a method for visualizing and explaining pairwise comparisons "
    "between texts. EPJ Data Science, 10, article 4.",
    "greenacre_a": "Greenacre, M. J. (1984). Theory and applications of correspondence analysis. Academic Press.",
    "greenacre_b": "Greenacre, M. (2011). Contribution biplots. Economics Working Paper 1162, Universitat Pompeu Fabra "
    "(first version 2009).",
    "gries": "Gries, S. T. (2008). Dispersions and adjusted frequencies in corpora. International Journal of Corpus "
    "Linguistics, 13(4), 403\u2013437.",
    "greenland": "Greenland, S. and Robins, J. M. (1985). Estimation of a common effect parameter from sparse "
    "follow-up data. Biometrics, 41(1), 55\u201368.",
    "hardie": "Hardie, A. (2014). Log ratio \u2013 an informal introduction. ESRC Centre for Corpus Approaches to "
    "Social Science, Lancaster University.",
    "hoffman": "Hoffman, M. D., Blei, D. M. and Bach, F. (2010). Online learning for latent Dirichlet allocation. In "
    "Advances in Neural Information Processing Systems, 23.",
    "holm": "Holm, S. (1979). A simple sequentially rejective multiple test procedure. Scandinavian Journal of "
    "Statistics, 6, 65\u201370.",
    "mantel": "Mantel, N. and Haenszel, W. (1959). Statistical aspects of the analysis of data from retrospective "
    "studies of disease. Journal of the National Cancer Institute, 22(4), 719\u2013748.",
    "monroe": "Monroe, B. L., Colaresi, M. P. and Quinn, K. M. (2008). Fightin\u2019 words: lexical feature selection "
    "and evaluation for identifying the content of political conflict. Political Analysis, 16(4), 372\u2013403.",
    "phipson": "Phipson, B. and Smyth, G. K. (2010). Permutation p-values should never be zero: calculating exact "
    "p-values when permutations are randomly drawn. Statistical Applications in Genetics and Molecular Biology, 9(1), "
    "article 39.",
    "ringrose": "Ringrose, T. J. (1992). Bootstrapping and correspondence analysis in archaeology. Journal of "
    "Archaeological Science, 19, 615\u2013629.",
    "simonsohn": "Simonsohn, U., Simmons, J. P. and Nelson, L. D. (2020). Specification curve analysis. Nature Human "
    "Behaviour, 4(11), 1208\u20131214.",
    "steegen": "Steegen, S., Tuerlinckx, F., Gelman, A. and Vanpaemel, W. (2016). Increasing transparency through a "
    "multiverse analysis. Perspectives on Psychological Science, 11(5), 702\u2013712.",
    "thompson": "Thompson, G. and Ye, Y. (1991). Evaluation in the reporting verbs used in academic papers. Applied "
    "Linguistics, 12(4), 365\u2013382.",
    "welch": "Welch, B. L. (1947). The generalization of \u2018Student\u2019s\u2019 problem when several different "
    "population variances are involved. Biometrika, 34(1/2), 28\u201335.",
    "woodruff": "Woodruff, R. S. (1971). A simple method for approximating the variance of a complicated estimate. "
    "Journal of the American Statistical Association, 66, 411\u2013414.",
}
"""Key -> work."""

OVERLAPS = {
    "longest": "where matches overlap, the leftmost and then the longest counts",
    "all": "every match counts, also where matches overlap",
    "category": "where matches of one category overlap, the longest counts",
}
SEGMENTS = {"document": "a whole article", "paragraph": "a paragraph (short ones joined to the next)"}
STARTS = 8
"""Random starts of `framing.topics.fit.fit_topics` by gensim, of which a study keeps the default."""
CORRECTIONS = {
    "bh": ("by the false discovery rate (Benjamini and Hochberg 1995)", "benjamini"),
    "holm": ("by Holm's procedure (Holm 1979)", "holm"),
}


def methods(results: Results, facts: Facts) -> tuple[list[str], list[str]]:
    """Paragraphs of the method as run, and the works that they cite, in order of the alphabet."""
    parts = [_corpus(results, facts)]
    if not results.settings.counts_only:
        parts.append(_markers(results))
    parts.append(_contrast(results, facts))
    if results.voices.profile is not None and len(results.voices.profile):
        parts.append((voice_methods(results), ("thompson",)))
    if facts.n_words:
        parts.append(_keyness(results))
    parts += shift_methods(results)
    if facts.n_topics:
        parts.append(_topics(results))
    parts += [(text, ()) for text in near_methods(results)]
    parts += robust_methods(results)
    parts.append(_versions(results))
    cited = {key for _, keys in parts for key in keys}
    return [text for text, _ in parts], [WORKS[key] for key in sorted(cited)]


def _corpus(results: Results, facts: Facts) -> tuple[str, tuple[str, ...]]:
    t, r = facts.target, facts.reference
    bare = results.settings.counts_only
    text = (
        f"The corpus holds {count(facts.n_documents, 'article')} from {count(facts.n_outlets, 'outlet')} "
        + f"({count(facts.n_tokens, 'word')}{'' if bare else ' outside skipped passages'}): {t.n_documents:,} of "
        + f"{t.name} and {r.n_documents:,} of {r.name}. "
    )
    text += (
        "It came as counts of words in each article, which were used as they are: what was left out, lower-cased or "
        + "stemmed before was done by those who counted."
        if bare
        else "Passages that are not the article's own text or not in the language of the study were marked and left "
        + "out of every count; the text itself was not edited."
    )
    if results.settings.language in UNIT_NOTES and not results.settings.counts_only:
        text += " " + UNIT_NOTES[results.settings.language]
    if note := selection_note(results.left_out):
        text += " " + note
    if results.settings.origin:
        text += f" The articles come from: {results.settings.origin}."
    if results.settings.invented:
        text += " All articles are invented for demonstration."
    if results.duplicates is None:
        return text, ()
    n_clusters = results.duplicates["cluster"].nunique()
    text += (
        f" Near-duplicates were looked for among all articles by their runs of {RUN} words, and any two with a Jaccard "
        + f"index (resemblance; Broder 1997) of at least {SIMILAR} were joined: {count(n_clusters, 'cluster')}. "
        + (
            "Articles of which half or more stands in an earlier one of the same outlet were left out: "
            + f"{facts.n_left_out:,}; copies in other outlets were kept."
            if facts.n_left_out
            else "All of them were kept in the counts."
        )
    )
    return text, ("broder",)


def _markers(results: Results) -> tuple[str, tuple[str, ...]]:
    s = results.settings
    lexicons = listed([f"{name} {version}".strip() for name, version in s.lexicons]) or "none"
    text = (
        f"Framing (Entman 1993) was traced by markers of the lexicon {lexicons}: words and phrases matched within "
        + f"sentences, without regard to letter case; {OVERLAPS.get(s.overlap, s.overlap)}. Each hit carries a voice "
        + f"(own, direct, indirect), found by simple rules: balanced quotation marks, and {reporting(s.language)}. "
        + "Voice is approximate. "
    )
    if s.attribution == "wide":
        text += (
            "Attribution was taken in its wide sense: attitudes, intentions and appearances that the writer ascribes "
            + "to somebody (\u201cwants to\u201d, \u201cseems\u201d) count as reported. "
        )
    voices = listed(list(s.voices))
    return text + (f"Counted voices: {voices}." if voices else "All voices were counted."), ("entman",)


def _contrast(results: Results, facts: Facts) -> tuple[str, tuple[str, ...]]:
    design, s = results.design, results.settings
    unit = unit_of(results)
    text = (
        "Rates are relative to all words of a side. Sides are compared by the log ratio, the binary logarithm of the "
        + "ratio of rates (Hardie 2014), a count of zero taken as 0.5. "
        + f"Intervals and p-values take {unit}s as the units "
        + f"({facts.target.n_clusters:,} against {facts.reference.n_clusters:,}). {design.cluster_reason} "
    )
    works = ["hardie", "gries", "phipson"]
    if s.interval == "bootstrap":
        text += f"95% intervals are percentile bootstrap intervals over {unit}s. "
    else:
        text += (
            f"95% intervals are t intervals on the linearised variance over {unit}s (Woodruff 1971), with Welch's "
            + "degrees of freedom (Welch 1947). "
        )
        works += ["woodruff", "welch"]
    text += (
        f"p-values permute the sides over {unit}s: all arrangements where there are at most {s.permutations:,}, else "
        + f"{s.permutations:,} drawn ones, the observed arrangement counted among them (Phipson and Smyth 2010). "
        + f"The smallest p that this design can give is {prose.floor(design.p_floor)}. "
    )
    if not design.claims_possible:
        text += "As this is above 0.05, no significance is claimed and neither p nor q is shown. "
    if s.correction in CORRECTIONS:
        how, work = CORRECTIONS[s.correction]
        text += f"q is p corrected over all items of a table {how}. "
        works.append(work)
    else:
        text += "p was not corrected for the number of comparisons. "
    return text + "Dispersion is the normalised deviation of proportions over articles (Gries 2008).", tuple(works)


def _keyness(results: Results) -> tuple[str, tuple[str, ...]]:
    s = results.settings
    permuted = results.words["method"].str.contains("permut", case=False).any()
    by = (
        "permutation as above"
        if permuted
        else f"the t statistic of that interval over the same {unit_of(results)}s, not from permutation, and is never "
        + "given below the smallest p of the design"
    )
    prior = {"corpus": "informative, from the pooled corpus", "uniform": "uniform"}.get(s.prior, s.prior)
    unit = s.keyness_unit
    text = (
        f"{unit.capitalize()}s that occur at least {s.keyness_min_count} times in at least {s.keyness_min_docs} "
        + f"{'article' if s.keyness_min_docs == 1 else 'articles'} are compared by log-odds under a Dirichlet prior "
        + f"(Monroe, Colaresi and Quinn 2008; prior {prior}, size {number(s.prior_size)}), by the log-likelihood ratio "
        + f"(Dunning 1993) and by the log ratio with its interval over {unit_of(results)}s. Their p comes from "
        + f"{by}. z and the log-likelihood ratio take every {unit} as an independent draw and are given for comparison "
        + "with other tools only."
    )
    if unit != "word":
        number_of = {"bigram": "two", "trigram": "three"}[unit]
        text += (
            f" A {unit} is {number_of} counted words in a row, within one sentence and one voice and with nothing "
            + f"skipped between them; rates are relative to all {unit}s."
        )
    return text, ("monroe", "dunning")


def _topics(results: Results) -> tuple[str, tuple[str, ...]]:
    s = results.settings
    text = (
        f"{s.topics_k} topics were fitted ({s.topics_method}) over {count(s.n_segments, 'segment')}, each "
        + f"{SEGMENTS.get(s.topics_segment, s.topics_segment)}; their mean prevalence is compared over "
        + f"{unit_of(results)}s."
    )
    works: tuple[str, ...] = ()
    if s.topics_method == "lda-anchor":
        text += (
            " The model is latent Dirichlet allocation (Blei, Ng and Jordan 2003), started from anchor words, each the "
            + "word farthest from all mixtures of those before it (Arora et al. 2013), and refined by a few passes of "
            + "EM. There is no chance in it: the same articles give the same topics."
        )
        works = ("arora", "blei")
    elif s.topics_method == "lda-gensim":
        online, passes = s.n_segments > CHUNK, trial_passes(s.n_segments)
        text += (
            " The model is latent Dirichlet allocation (Blei, Ng and Jordan 2003), by variational Bayes"
            + (f", updated after every {CHUNK} segments (Hoffman, Blei and Bach 2010)" if online else "")
            + f". As its result hangs on where it starts, {STARTS} short random starts "
            + f"({passes} {'pass' if passes == 1 else 'passes'} each) were made, and the one "
            + "with the best variational bound was kept and fitted to the end."
        )
        works = ("blei", "hoffman") if online else ("blei",)
    if s.topics_runs:
        text += (
            f" The model was fitted {count(s.topics_runs, 'more time')} to articles drawn with replacement; topics "
            + "were matched one to one by Jensen-Shannon divergence. A topic's reliability is how much nearer it is to "
            + "its match than to the nearest other topic of the model, 0 to 1, on average."
        )
    return text, works


def _versions(results: Results) -> tuple[str, tuple[str, ...]]:
    versions = listed([f"{name} {version}" for name, version in results.settings.versions])
    return f"Seed {results.settings.seed}. Computed with {versions or 'framing'}.", ()


def methods_markdown(results: Results, facts: Facts) -> str:
    """The file methods.md."""
    paragraphs, works = methods(results, facts)
    body = "\n\n".join(escape(p) for p in paragraphs)
    cited = "\n".join(f"- {escape(w)}" for w in works)
    return f"# Methods\n\n{body}\n\n## Works cited\n\n{cited}\n"
