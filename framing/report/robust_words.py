"""Fixed words of the report's parts on how far results hold, in English."""

from __future__ import annotations

HEADS = {
    "earlier": "earlier version",
    "later": "later version",
    "kind_of": "what",
    "n_words": "words",
    "sentence": "the sentence",
    "markers_in": "markers in it",
    "item_of": "marker or category",
    "choice": "choice",
    "way": "way",
    "n_specifications": "specifications",
    "mean_estimate": "mean log ratio",
    "low": "lowest",
    "high": "highest",
    "width": "mean width of intervals",
    "median_q": "median q",
    "share_p": "p of at most .05, %",
    "range": "range of means",
    "variance_share": "share of variance, %",
    "specification": "no.",
    "estimate": "log ratio",
    "voices_of": "voices",
    "cleaning": "cleaning",
    "lexicon_of": "lexicon",
    "duplicates_of": "near-duplicates",
    "prior": "prior",
    "min_hits": "hits needed",
    "p": "p",
}
CAPTIONS = {
    "matched_categories": "Categories compared over all articles and within the same events",
    "matched_markers": "Markers compared over all articles and within the same events",
    "versions": "What later versions of a text cut, added and changed",
    "multiverse": "The contrast under every combination of choices",
    "multiverse_choices": "Which choice moves the result most",
}
FIGURES = {
    "matched": "All articles, and the same events in different outlets",
    "versions": "Two versions of one text, sentence by sentence",
    "multiverse": "The contrast under every combination of choices",
}
HEADINGS = {
    "matched": "Same event, different outlet",
    "versions_of_text": "Versions of one text",
    "multiverse": "Other choices, other results?",
}
MATCHED_LEAD = (
    "Sides may differ because they write about different things, or because they write differently about the same."
    " Here articles are compared within what both sides cover, and the results are combined over that. Where the"
    " matched number is as large as the pooled one, the difference lies in the words; what it falls short of the"
    " pooled one comes with the choice of what to write about."
)
NO_MATCH = "Nothing was compared within events"
VERSIONS_LEAD = (
    "Articles that repeat another one are set beside the earliest of them, sentence by sentence. A sentence that was"
    " only moved counts as kept; one of which at least half the runs of three words are found in the other text"
    " counts as changed. Headlines count too. What was cut may have been cut for room; read the lines."
)
MULTIVERSE_LEAD = (
    "Much in a study could as well have been done otherwise. Here the contrast is run once for every combination of "
    "reasonable choices. These runs share their data, so they are no test: they show how far the result hangs on the "
    "choices, and on which."
)
CHOICES = {
    "cleaning": "cleaning",
    "lexicon": "lexicon",
    "duplicates": "near-duplicates",
    "voices": "voices counted",
    "cluster": "clusters",
    "prior": "prior",
    "min_hits": "hits that an item needs to be tested",
}
"""Column of MULTIVERSE -> what it is called."""
KINDS = {"cut": "cut", "added": "added", "changed": "changed"}
