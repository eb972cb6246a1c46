"""The tables on whose words markers stand in: contracts as in `framing.schema`."""

from __future__ import annotations

from framing.schema import Contract, _columns

STANCE_PROFILE = Contract(
    "STANCE_PROFILE",
    _columns("""
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

CONTRACTS = (STANCE_PROFILE,)
