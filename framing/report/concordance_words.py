"""Fixed words of the concordance and of the page's controls, in English."""

from __future__ import annotations

LEAD = (
    "Every marker hit in its line. Choose what to see; a link in a table leads to the lines behind the number. "
    "Each line has an address of its own (the sign # at its end) that can be cited together with this page."
)
LINES_HIDDEN = (
    "The articles may not be shown here, so a line is the marker as written and its place in the article: first "
    "character and one past the last, as the text was received."
)
TEXTS_LEFT_OUT = "The articles are too long together to stand on this page, so it shows lines alone."
NO_SCRIPT = "With scripts switched off the page shows the table below; all lines are in the file hits.csv."
CAPTION = "Marker hits in their lines, as chosen above"

LABELS = {
    "search": "search in the lines",
    "category": "category",
    "marker": "marker",
    "group": "group",
    "outlet": "outlet",
    "voice": "voice",
    "stance": "stance",
    "scare": "in scare quotes",
    "negated": "negated",
    "sort": "order",
    "reset": "show all",
    "save": "save these lines (CSV)",
    "choose": "Choose lines",
    "article_view": "Article",
    "close": "close",
}
SORTS = (
    ("document", "article"),
    ("left", "word before"),
    ("surface", "marker as written"),
    ("right", "word after"),
)
HEADS = {
    "article": "article",
    "outlet": "outlet",
    "place": "place",
    "left": "before",
    "surface": "marker",
    "right": "after",
    "voice": "voice, stance",
    "address": "address",
}
SCRIPT = {
    "any": "all",
    "count": "{n} of {all} lines",
    "none": "No line fits. Take something out of the choice.",
    "in_doc": "in article {value}",
    "in_source": "source: {value}",
    "page": "lines {from} to {to}",
    "previous": "previous",
    "next": "next",
    "address": "address of this line",
    "open": "read article {doc} at this line",
    "scare": "scare quotes",
    "negated": "negated",
    "source": "source: {source}",
    "skipped": "skipped: {reason}",
    "left_out": "skipped",
    "dark": "dark",
    "light": "light",
    "filter": "filter rows",
    "rows": "{n} of {all} rows",
    "sort": "sort by {head}",
}
"""What the script writes; it replaces {names} by what they stand for."""
