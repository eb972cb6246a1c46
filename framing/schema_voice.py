"""The tables on whose words markers stand in: contracts as in `framing.schema`."""

from __future__ import annotations

from framing.contract import Contract, columns

STANCE_PROFILE = Contract(
    "STANCE_PROFILE",
    columns("""
    group                | text    |             | group that was counted; empty where groups are not told apart
    outlet               | text    |             | outlet that was counted; empty where outlets are not told apart
    category             | text    |             | category that was counted; empty where all are pooled
    marker               | text    |             | marker that was counted; empty where all are pooled
    kind                 | text    |             | voice or stance
    value                | text    |             | own, direct, indirect; or assert, deny, relay
    voices               | text    |             | voices of the hits that were counted; all where pooled
    n                    | integer | hits        | hits with this value
    n_hits               | integer | hits        | hits in all of this row's group, outlet, category or marker
    share                | number  | share       | n over n_hits
    ci_low               | number  | share       | lower bound of the clustered interval
    ci_high              | number  | share       | upper bound
    n_documents          | integer | documents   | documents with such a hit
    cluster              | text    |             | what is resampled: document or outlet
    n_clusters           | integer | clusters    | clusters with a hit, whatever its value
    method               | text    |             | how the interval was made
    reference            | text    |             | what this row is compared with; empty where it is not
    n_clusters_reference | integer | clusters    | clusters of the reference with a hit; 0 where nothing is compared
    difference           | number  | share       | share minus that of the reference
    difference_low       | number  | share       | lower bound of its clustered interval
    difference_high      | number  | share       | upper bound
    p                    | number  | probability | two-sided permutation over clusters with a hit
    q                    | number  | probability | p corrected over all rows of the table
    p_floor              | number  | probability | the smallest p that so many clusters can give
    """),
)

QUOTATIONS = Contract(
    "QUOTATIONS",
    columns("""
    group       | text    |           | the group that quotes
    outlet      | text    |           | the outlet that quotes; empty where groups are counted
    source      | text    |           | who is quoted, as written most often; empty where nobody is named
    n           | integer | hits      | marker hits in this source's words
    n_direct    | integer | hits      | those of them between quotation marks
    n_indirect  | integer | hits      | those of them in reported speech
    n_documents | integer | documents | documents with such a hit
    n_neutral   | integer | hits      | hits whose cue leaves open whether what is said is true
    n_doubting  | integer | hits      | hits whose cue keeps a distance from it
    n_endorsing | integer | hits      | hits whose cue presents it as true
    n_other     | integer | hits      | hits without a cue, or with one that is in no list
    cues        | text    |           | the cues and their numbers, the most frequent first
    n_markers   | integer | markers   | different markers in this source's words
    """),
)

CONTRACTS = (STANCE_PROFILE, QUOTATIONS)
