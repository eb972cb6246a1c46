"""Fixed words of the report's part on word shifts and the map of outlets, in English."""

from __future__ import annotations

HEADS = {
    "item": "item",
    "rank": "rank",
    "direction": "more in",
    "contribution": "adds, bits",
    "part": "share, %",
    "so_far": "cumulative, %",
    "place": "what",
    "x": "first axis",
    "y": "second axis",
    "part_x": "share of first axis, %",
    "part_y": "share of second axis, %",
    "shown_quality": "shown by both, %",
    "ellipse": "ellipse, half axes",
}
CAPTIONS = {
    "word_shift": "Word shift: what each word adds to the distance between the sides",
    "marker_shift": "Marker shift: what each marker adds to the distance between the sides",
    "outlet_map": "Map of outlets: places of outlets and markers",
}
FIGURES = {
    "word_shift": "Word shift: which words make the distance between the sides",
    "marker_shift": "Marker shift: which markers make the distance between the sides",
    "outlet_map": "Map of outlets: who uses the same markers",
    "keyness_funnel": "Words: how large a difference is, against how often they are written",
    "dispersion": "Where in each outlet's text the most frequent markers stand",
}
HEADINGS = {"word_shift": "Word shift", "marker_shift": "Marker shift", "outlet_map": "Map of outlets"}

SHIFT_LEAD = (
    "How far apart the two sides are in their {items} as a whole is one number, the Jensen-Shannon divergence: 0 where "
    "both divide their text among the {items} alike, 1 where they share none. The figure takes it apart into what each "
    "of the {items} adds. Two samples of the very same text differ too, so the number is set beside what chance alone "
    "gives."
)
MAP_LEAD = (
    "Outlets that divide their hits among the markers alike lie near each other. Which side they belong to plays no "
    "part in where they lie. A map shows what is most marked and leaves out the rest; it is a way to look, and no test."
)
SHIFT_NOTE = "The first {n} of {of:,}; shares of the divergence in per cent. Items are not tested one by one here."
MAP_NOTE = (
    "Principal coordinates of a correspondence analysis. Shares: in the inertia of an axis. Shown by both: how much of "
    "an item's distance from the centre the two axes show. Half axes of the 95% ellipse; empty where an outlet has too "
    "few articles with a hit."
)
NO_WORD_SHIFT, NO_MARKER_SHIFT, NO_MAP = "No word shift", "No marker shift", "No map of outlets"
