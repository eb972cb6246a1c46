"""The tables of hand coding: codes, what framing says of the same places, scores. Contracts as in `framing.schema`."""

from __future__ import annotations

from framing.contract import Contract, columns

CODES = Contract(
    "CODES",
    columns("""
    doc          | text    |             | document: its id, or the name of its file
    start        | integer | code points | text[start:end] == surface
    end          | integer | code points | one past the last character
    surface      | text    |             | the words as written
    voice        | text    |             | own, direct or indirect; none: not a marker; empty: not coded
    scare_quoted | text    |             | 0 or 1; empty: not coded
    negated      | text    |             | 0 or 1; empty: not coded
    stance       | text    |             | assert, deny or relay; none: not a marker; empty: not coded
    file         | text    |             | the file that the codes stand in
    line         | integer | line        | and the line
    """),
)

JUDGED = Contract(
    "JUDGED",
    columns("""
    doc_id            | text    |             | document
    outlet            | text    |             | its outlet
    group             | text    |             | its group
    start             | integer | code points | text[start:end] == surface
    end               | integer | code points | one past the last character
    surface           | text    |             | the words as written
    status            | text    |             | judged; or left out as skipped (masked text) or no_marker (coded none)
    gold_voice        | text    |             | hand code; empty where not coded
    tool_voice        | text    |             | what framing says
    gold_scare_quoted | text    |             | 0, 1 or empty
    tool_scare_quoted | text    |             | 0 or 1
    gold_negated      | text    |             | 0, 1 or empty
    tool_negated      | text    |             | 0 or 1
    gold_stance       | text    |             | hand code; empty where not coded
    tool_stance       | text    |             | what framing says
    """),
)

SCORES = Contract(
    "SCORES",
    columns("""
    variable   | text    |           | voice, scare_quoted, negated or stance
    by         | text    |           | all, group, outlet or document
    unit       | text    |           | which group, outlet or document; empty for all
    label      | text    |           | the class that precision, recall and f1 are of; empty for accuracy and alpha
    measure    | text    |           | accuracy, alpha, precision, recall or f1
    value      | number  | share     | the measure
    ci_low     | number  | share     | lower bound of its interval
    ci_high    | number  | share     | upper bound
    n          | integer | codes     | what it is a share of: codes, of the class those given (precision), there, either
    n_correct  | integer | codes     | those of them where hand code and tool agree
    n_clusters | integer | documents | documents that they stand in
    method     | text    |           | how the interval was made
    """),
)

CONFUSION = Contract(
    "CONFUSION",
    columns("""
    variable | text    |       | voice, scare_quoted, negated or stance
    by       | text    |       | all, group, outlet or document
    unit     | text    |       | which group, outlet or document; empty for all
    gold     | text    |       | hand code
    tool     | text    |       | what framing says
    n        | integer | codes | how often the two met
    """),
)

CONTRACTS = (CODES, JUDGED, SCORES, CONFUSION)
