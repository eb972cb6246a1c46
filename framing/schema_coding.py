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

AGREEMENT = Contract(
    "AGREEMENT",
    columns("""
    variable   | text    |           | voice, scare_quoted, negated or stance
    coders     | text    |           | the two coders, or all
    measure    | text    |           | agreement (share of pairs of codes alike), kappa (two coders) or alpha
    value      | number  | share     | the measure
    ci_low     | number  | share     | lower bound of its interval
    ci_high    | number  | share     | upper bound
    n          | integer | places    | places that at least two of them coded
    n_clusters | integer | documents | documents that these stand in
    method     | text    |           | how the interval was made
    """),
)

CODER_CONFUSION = Contract(
    "CODER_CONFUSION",
    columns("""
    variable     | text    |        | voice, scare_quoted, negated or stance
    first        | text    |        | a coder
    second       | text    |        | another
    first_code   | text    |        | what the first said
    second_code  | text    |        | what the second said
    n            | integer | places | how often the two met
    """),
)

CORRECTED_SHARES = Contract(
    "CORRECTED_SHARES",
    columns("""
    variable       | text    |           | voice, scare_quoted, negated or stance
    by             | text    |           | all, group or outlet
    unit           | text    |           | which group or outlet; empty for all
    label          | text    |           | the class
    n_hits         | integer | hits      | hits of the unit
    n_documents    | integer | documents | documents that they stand in
    share          | number  | share     | share of the hits that framing puts in the class
    ci_low         | number  | share     | lower bound of its clustered interval
    ci_high        | number  | share     | upper bound
    corrected      | number  | share     | share corrected for framing's errors against the hand codes
    corrected_low  | number  | share     | lower bound of its interval, which carries the hand codes' uncertainty too
    corrected_high | number  | share     | upper bound
    gold           | text    |           | whose hand codes the errors were measured on: all, or those of the unit
    n_gold         | integer | codes     | hand codes
    n_gold_docs    | integer | documents | documents that they stand in
    condition      | number  |           | condition number of the matrix that is inverted; 1 is a tool without error
    method         | text    |           | how the share was corrected and the intervals made
    note           | text    |           | what stands against using the row, empty if nothing does
    """),
)

CONTRACTS = (CODES, JUDGED, SCORES, CONFUSION, AGREEMENT, CODER_CONFUSION, CORRECTED_SHARES)
