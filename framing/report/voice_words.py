"""Fixed words of the report's part on voices, in English."""

from __future__ import annotations

HEADS = {
    "counted": "counted",
    "own": "own, %",
    "direct": "direct, %",
    "indirect": "indirect, %",
    "assert": "assert, %",
    "deny": "deny, %",
    "relay": "relay, %",
    "own_hits": "own-voice hits",
    "own_deny": "denied of these, %",
    "hits": "hits",
    "quoted": "whose words",
    "n_direct": "direct",
    "n_indirect": "indirect",
    "n_neutral": "neutral cue",
    "n_doubting": "doubting",
    "n_endorsing": "endorsing",
    "n_other": "other, none",
    "cues": "cues",
    "quoting": "quoted by",
}
CAPTIONS = {
    "stance_profile": "Stance profile: voice and stance of the marker hits, compared",
    "stance_profile_outlets": "Stance profile of each outlet",
    "stance_profile_categories": "Stance profile of each category",
    "stance_profile_markers": "Stance profile of each marker",
    "category_contrast_own": "Marker categories compared, in own voice only",
    "marker_contrast_own": "Markers compared, in own voice only",
    "keyness_own": "Words that tell the sides apart, in own voice only",
    "quotations": "Who is quoted where markers stand",
    "quotation_cues": "How quoted words are introduced",
}
FIGURES = {
    "stance_profile": "Whose words, and asserted, relayed or denied",
    "stance_profile_categories": "Whose words, and asserted, relayed or denied, by category",
    "category_contrast_own": "Categories in own voice only: which side uses them more often",
    "keyness_own": "Words in own voice only that tell the sides apart",
}
HEADINGS = {"quotations": "Who is quoted", "own_voice": "In own voice only"}

COUNTED = {"all": "all hits", "own": "own voice only"}
PROFILE_LEAD = (
    "An outlet that quotes an accusation has not made it. So voice and stance are set beside each other here for all "
    "hits and for those in the outlets' own words alone, without what is quoted or reported. Shares are of hits: they "
    "tell how a side speaks of what it speaks of, not how often."
)
OWN_LEAD = (
    "Counted here are only the outlets' own words, relative to all words in own voice; quotations and reported speech "
    "are left out. Where these differ from the figures of all voices, the difference lies in what is quoted."
)
QUOTATIONS_LEAD = (
    "Whose words the markers stand in where they are not the outlet's own. Only quotations with a marker in them are "
    "known here, so this is not everybody whom an outlet quotes."
)
SOURCES_NOTE = (
    "Sources are given as they stand in the text beside the cue, as found by rules; some are cut short or wrong. They "
    "are grouped by their letters alone: one person under two names is two sources. \u201cNobody named\u201d: "
    "the rules found no source."
)
CUES_NOTE = (
    "A neutral cue (said, according to) leaves open whether what is quoted is true; a doubting one (claimed, falsely "
    "accuses) keeps a distance; an endorsing one (admitted, pointed out) presents it as true. The kind is read off the "
    "word by a list, the same for all outlets; why an outlet chose the word it does not tell. The distinction follows "
    "Thompson and Ye (1991), the lists are our own."
)
NOBODY = "(nobody named)"
NO_OWN_WORDS = "No words in own voice were compared"
