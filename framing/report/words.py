"""Fixed words of the report, in English: heads of columns, captions, notes, terms explained."""

from __future__ import annotations

from framing.report import robust_words, shift_words, validation_words, voice_words

DENOMINATOR = "100,000"
NOUNS = {"category": "categories"}
MOST_OF_A_NAME = 18
"""Characters of an outlet's or group's name in the head of a column."""

HEADS = {
    "outlet": "outlet",
    "group": "group",
    "n_documents": "articles",
    "n_tokens": "words",
    "n_sentences": "sentences",
    "n_hits": "marker hits",
    "first_date": "first date",
    "last_date": "last date",
    "reason": "why skipped",
    "n_spans": "passages",
    "n_chars": "characters",
    "doc_id": "article",
    "date": "date",
    "start": "start",
    "end": "end",
    "rule": "rule",
    "why": "why",
    "label": "category",
    "marker": "marker",
    "the_outlet": "outlet",
    "word": "word",
    "topic": "topic",
    "topic_label": "most telling words",
    "terms": "most probable words",
    "level": "level",
    "name": "name",
    "mean": "mean share, %",
    "ci_low": "95% from",
    "ci_high": "to",
    "voice": "voice",
    "left": "before",
    "surface": "marker as written",
    "right": "after",
    "patterns": "words and phrases",
    "kind": "what",
    "value": "value",
    "cluster": "cluster",
    "similarity": "similarity",
    "containment": "in the original",
    "fate": "in the counts",
    "near_marker": "near",
    "what": "kind, or \u201cword\u201d",
    "actor": "actor",
    "name_used": "called",
    "surfaces": "as written",
    "n": "mentions",
    "n_actor": "of all mentions",
    "share": "share, %",
    **voice_words.HEADS,
    **shift_words.HEADS,
    **robust_words.HEADS,
    **validation_words.HEADS,
}
"""Column -> head, the same in page, TeX and Markdown."""


def figure_title(name: str) -> str:
    """The title of a figure; those of several items share one.

    >>> figure_title("multiverse_item2") == figure_title("multiverse")
    True
    """
    return FIGURES[name if name in FIGURES else name.partition("_item")[0]]


THE_OUTLET, ALL_OTHERS = "outlet", "others"

REASONS = {
    "furniture": "page furniture (menus, notices)",
    "byline": "byline",
    "related_links": "links to other articles",
    "credit": "credit line",
    "other_language": "other language",
    "script": "other script",
    "recurring_line": "lines that recur in the outlet",
    "near_duplicate": "repeats of the same outlet, whole",
    "article_language": "articles in another language, whole",
}

VOICES = {
    "own": "own: the outlet's own words",
    "direct": "direct: between quotation marks",
    "indirect": "indirect: reported speech",
    "assert": "assert: stated without distance",
    "deny": "deny: denied",
    "relay": "relay: passed on from a source",
}

CAPTIONS = {
    "data": "Articles, words and marker hits of each outlet and side",
    "left_out": "Articles of the source that do not belong to the study",
    "what_was_skipped": "What was skipped, and why",
    "documents": "The articles",
    "audit": "Every skipped passage, with the rule that decided",
    "duplicates": "Articles that repeat one another",
    "hits": "Every marker hit, with its place, voice and stance",
    "counts": "Marker counts of each article and voice, zeros kept",
    "category_contrast": "Marker categories compared",
    "marker_contrast": "Markers compared",
    "outlet_contrast": "Each outlet compared with all others, by category",
    "voice_shares": "Voice and stance of the marker hits",
    "keyness": "Words that tell the sides apart",
    "topic_terms": "Topics and their most probable words",
    "topic_prevalence": "How much of the text each topic takes",
    "topic_contrast": "Topics compared",
    "around": "What stands around a marker, compared",
    "actor_names": "Names of the same actor, compared",
    "actor_shares": "Names of the same actor in each outlet",
    "lexicon": "The lexicon: markers and the words and phrases that count for them",
    "kwic": "Marker hits in their lines",
    **voice_words.CAPTIONS,
    **shift_words.CAPTIONS,
    **robust_words.CAPTIONS,
    **validation_words.CAPTIONS,
}

FIGURES = {
    "category_rates": "How often each category is used, by outlet",
    "category_contrast": "Categories: which side uses them more often",
    "marker_contrast": "Markers: which side uses them more often",
    "positions": "Where in the articles markers stand",
    "keyness": "Words that tell the sides apart",
    "topic_terms": "Topics and their most probable words",
    "topic_prevalence": "How much of the text each topic takes",
    "around": "What stands around a marker: which side sets it there more often",
    "actor_names": "What each side calls the same actor",
    **voice_words.FIGURES,
    **shift_words.FIGURES,
    **robust_words.FIGURES,
}
"""Name of a figure's files -> its title."""

SKIPPED_NOTE = "Skipped passages are in no hit, no count and no topic."
AUDITED = "Every single one is in the audit table."
DATES_NOTE = (
    "Not every date is known to the day: first and last date of a row are as exact as the least exact date in it."
)
COUNTED, LEFT_OUT = "counted", "left out"
DUPLICATES_NOTE = (
    "The first article of a cluster is its earliest. Similarity: the share of the runs of five words of an article and "
    "of the earliest that both have; in the original: the share of an article's own runs that stand in the earliest. A "
    "copy in another outlet is counted, because what an outlet prints is its choice; but it is no independent evidence."
)
AUDIT_NOTE = "Start and end count characters of the text as received."
OUTLETS_NOTE = "Each outlet is the target, all other outlets together the reference."
VOICES_NOTE = (
    "Voice is found by rules (quotation marks; {reporting}) and is approximate. % of hits: of a side's "
    "hits; % of words: how much of all its text stands in that voice. Shares are as counted, without intervals."
)
SHARES_NOTE = (
    "Share: of the outlet's mentions of the actor, in per cent, with a 95% interval over its articles where one can be "
    "given. Names that an outlet does not use stand in the CSV only."
)
PREVALENCE_NOTE = (
    "Share of the text that a topic takes on average, in per cent, with a 95% interval where one can be given."
)
LEXICON_NOTE = (
    "Patterns: * any letters, ? one letter, a|b alternatives, = letter case counts, <n> up to n words in between."
)

DOCUMENTS_HIDDEN = (
    "This report gives sums over articles. Which articles they are and what was counted in each is not shown, because "
    "the articles' licence does not allow it."
)
LINES_HIDDEN = "Not shown: the articles' licence does not allow it; needs text."
LINES_EMPTY = "There is no line to show: no marker was found."
NO_TOPICS = "No topics were fitted in this study"
NO_WORDS = "No words were compared in this study"
NO_HITS = "No marker of the lexicon was found, so there is nothing to draw here."
NOT_RUN = "Left out, because it needs word order or text that was not at hand:"
APPROXIMATE = (
    "Voice tells whose words a marker stands in: the outlet's own, a direct quotation, or reported speech. It is "
    "found by rules: quotation marks, {reporting}, and how far what they introduce goes on. Read voice and stance as "
    "approximate."
)
UNIT_NOTES = {
    "vi": "Vietnamese is written with blanks between syllables, so what is called a word here is a syllable. Rates are "
    "relative to syllables and can't be set beside rates in another language.",
}
"""Language of the articles -> what a word is in it, where that is not plain."""
MARKERS_LEAD = (
    "A marker is a notion with the words and phrases that stand for it. The figures show how often each category is "
    "used by each outlet (per 1,000 words), and how the two sides differ; the tables give the numbers (rates per "
    "100,000 words)."
)
UNITS = {
    "word": "Here every word counts, whether or not it is in the lexicon.",
    "bigram": "Here every bigram counts: two words in a row, within one sentence and one voice.",
    "trigram": "Here every trigram counts: three words in a row, within one sentence and one voice.",
}
"""Unit of keyness -> what it is."""
WORDS_LEAD = (
    "Those far from the middle line are used more by the side named there. They are a starting point for reading, not "
    "a finding by themselves."
)
COUNTS_NOTE = (
    "The corpus came as counts of words. What was left out, lower-cased or stemmed before they were made is not known "
    "here."
)
TOPICS_LEAD = (
    "A topic is a group of words that tend to occur together, found without knowing who wrote what. "
    "Topics have no names of their own; the words are what they are known by."
)
AROUND_LEAD = (
    "Both sides may write a marker equally often and differ in what they set beside it. Counted here are the words "
    "near the marker only: kinds of evaluative words (how sure, how obliged, how favourable), and single words. A "
    "word's kind is told by its form, not by what it says of the marker; read the lines."
)
AROUND_SILENT = "Not compared:"
ACTORS_LEAD = (
    "One and the same actor can be called by several names. The figure and the first table show which share of an "
    "actor's mentions each side gives to each name; how often an actor is spoken of at all plays no part."
)
LEXICON_LEAD = (
    "What counts as a marker is decided by the lexicon and nothing else. It records that a notion is mentioned, "
    "whether the outlet affirms, doubts or only reports it."
)
POSITIONS_OF_FILES = "The whole tables, for work of your own:"
AGAIN = (
    "Run the same study file over the same corpus with the same versions, and every table and figure comes out byte "
    "for byte the same. The file manifest.json beside this page holds the study as read, the seed, the versions, and "
    "the sha256 of every input and output."
)
COMMANDS = (
    ("framing run STUDY.toml", "makes this report from the study file"),
    ("framing explain STUDY.toml", "says which steps are up to date, and why"),
)

GLOSSARY = (
    ("Article (document)", "One text of the corpus."),
    ("Outlet", "Who published it. A side (group) is one or several outlets."),
    ("Word (token)", "A running word outside skipped passages; rates are relative to all of them."),
    ("Marker, category", "A notion with the words and phrases that stand for it; a family of markers."),
    ("Hit", "One place where a marker occurs."),
    ("Rate", "Hits in 100,000 words. It makes sides of different size comparable."),
    (
        "Log ratio",
        "How many times as often, in doublings: 0 equally often, +1 twice as often in the target, +2 four times, "
        "\u22121 half as often (twice as often in the reference).",
    ),
    (
        "95% interval",
        "Values of the log ratio that the data fit. A wide one means that so few articles say little; one that "
        "includes 0 means that no difference fits too.",
    ),
    (
        "p and q",
        "p: how often a difference as large would come about by chance alone. For markers, categories and topics the "
        "sides are drawn by lot, over and over, from the same articles or outlets (permutation); for single words p "
        "comes from a t test over the same articles or outlets, and is never given below the smallest p that drawing "
        "lots could give. q: p corrected for comparing many things at once.",
    ),
    ("Cluster", "What intervals and tests take as one draw: an article or an outlet, never a single word."),
    ("Target, reference", "The two sides; which is called which changes signs only."),
    (
        "DP (dispersion)",
        "How unevenly an item is spread over a side's articles: 0 evenly, 1 all in one article.",
    ),
    ("Keyness, log-odds, z", "How strongly a word tells the sides apart; z is large for sure and frequent ones."),
    (
        "Voice",
        "Own: the outlet's own words. Direct: between quotation marks. Indirect: reported speech. Approximate here.",
    ),
    ("Stance", "What the outlet does with a marker: assert it, deny it, or relay it from a source."),
    ("Topic, prevalence", "Words that tend to occur together; the share of text that a topic takes."),
    ("Segment", "The stretch of text that topics are found over: an article or a paragraph."),
)
"""(term, plain explanation)."""

HEADINGS = {
    "skip": "Skip to the content",
    "contents": "Contents",
    "about": "What this is",
    "shows": "What the comparison shows",
    "sure": "How sure can one be",
    "terms": "Terms",
    "data": "Data",
    "markers": "Markers",
    "voices": "Whose voice",
    "outlets": "Each outlet",
    "words": "Words",
    "topics": "Topics",
    "around": "Around a marker",
    "actors": "Names of actors",
    "lexicon": "Lexicon",
    "lines": "Lines",
    "not_run": "Not run",
    "methods": "Methods",
    "works": "Works cited",
    "again": "How to make this again",
    "versions": "Versions",
    "seed": "Seed",
    "table": "Table",
    "figure": "Figure",
    "files": "Download",
    "alternative": "What it shows is said in the caption; the numbers are in the tables of this section.",
    "source": "Where the notion comes from",
    "missing": "An empty cell means: not known or not defined.",
    **voice_words.HEADINGS,
    **shift_words.HEADINGS,
    **robust_words.HEADINGS,
    **validation_words.HEADINGS,
}


PARTS = (
    "about", "shows", "sure", "terms", "data", "markers", "words", "topics", "around", "actors", "matched", "versions",
    "multiverse", "lexicon", "lines", "not_run", "methods", "again",
)  # fmt: skip
"""The page's sections in order."""


def reporting(language: str, last: str = "or") -> str:
    """What voice goes by beside quotation marks, with examples in the language of the articles.

    >>> reporting("vi")
    'reporting words such as \u201ctheo\u201d, \u201ccho biết\u201d or \u201cnói rằng\u201d'
    """
    from framing.voice.rules import rules_for

    quoted = [f"\u201c{example}\u201d" for example in rules_for(language).examples]
    if not quoted:
        return "no reporting words, since there is no list of them for this language"
    return f"reporting words such as {', '.join(quoted[:-1])} {last} {quoted[-1]}"


def short(name: str) -> str:
    """A name short enough for the head of a column.

    >>> short("The Very Long Gazette of the North")
    'The Very Long Gaz…'
    """
    return name if len(name) <= MOST_OF_A_NAME else name[: MOST_OF_A_NAME - 1].rstrip() + "…"


def heads(columns: list[str]) -> dict[str, str]:
    """Column -> head for columns whose head depends on nothing else."""
    return {column: HEADS[column] for column in columns}


def contrast_heads(target: str, reference: str) -> dict[str, str]:
    """Heads of the numbers of a CONTRAST table."""
    t, r = short(target), short(reference)
    return {
        "target_n": f"hits {t}",
        "reference_n": f"hits {r}",
        "target_rate": f"rate {t}",
        "reference_rate": f"rate {r}",
        "log_odds": "log-odds",
        "z": "z",
        "log_ratio": "log ratio",
        "ci_low": HEADS["ci_low"],
        "ci_high": HEADS["ci_high"],
        "q": "q",
        "dispersion_target": f"DP {t}",
        "dispersion_reference": f"DP {r}",
    }


def voice_heads(target: str, reference: str) -> dict[str, str]:
    """Heads of the table of voices."""
    t, r = short(target), short(reference)
    made = heads(["kind", "value"])
    for side, name in (("target", t), ("reference", r)):
        made |= {
            f"{side}_n": f"hits {name}",
            f"{side}_share": f"% of hits {name}",
            f"{side}_token_share": f"% of words {name}",
        }
    return made


def actor_heads(target: str, reference: str) -> dict[str, str]:
    """Heads of the table of actors' names."""
    t, r = short(target), short(reference)
    return heads(["actor"]) | {
        "name": HEADS["name_used"],
        "surfaces": HEADS["surfaces"],
        "target_n": f"mentions {t}",
        "reference_n": f"mentions {r}",
        "target_share": f"% {t}",
        "reference_share": f"% {r}",
        "difference": "difference, points",
        "ci_low": HEADS["ci_low"],
        "ci_high": HEADS["ci_high"],
        "q": "q",
    }


def topic_heads(target: str, reference: str) -> dict[str, str]:
    """Heads of the topic contrast."""
    return heads(["topic", "topic_label"]) | {
        "target_mean": f"mean % {short(target)}",
        "reference_mean": f"mean % {short(reference)}",
        "difference": "difference, points",
        "ci_low": HEADS["ci_low"],
        "ci_high": HEADS["ci_high"],
        "q": "q",
        "reliability": "reliability",
    }


def all_of(side: str) -> str:
    """The row that sums up a side."""
    return f"all of {side}"
