"""The tables of word shifts and of the map of outlets: contracts as in `framing.schema`."""

from __future__ import annotations

from framing.contract import Contract, columns

WORD_SHIFT = Contract(
    "WORD_SHIFT",
    columns("""
    item                 | text    |             | word, n-gram, marker or category
    category             | text    |             | category of a marker, else empty
    target               | text    |             | group or outlet in question
    reference            | text    |             | what it is compared with
    target_n             | integer | hits        | occurrences in the target
    reference_n          | integer | hits        | occurrences in the reference
    target_total         | integer | hits        | occurrences of all items of the table in the target
    reference_total      | integer | hits        | the same in the reference
    target_share         | number  | share       | target_n over target_total
    reference_share      | number  | share       | reference_n over reference_total
    rank                 | integer | rank        | 1 for the item that contributes most
    contribution         | number  | bits        | what the item adds to the divergence, never negative
    share                | number  | share       | contribution over divergence
    direction            | text    |             | the side where the item takes the larger share, empty where neither
    cumulative           | number  | share       | share of this item and all before it
    divergence           | number  | bits        | Jensen-Shannon divergence over all items: 0 equal, 1 disjoint
    null_mean            | number  | bits        | its mean where the clusters are dealt to the sides by lot
    null_high            | number  | bits        | its 95th percentile there
    excess               | number  | bits        | divergence - null_mean, 0 at least
    ci_low               | number  | bits        | lower bound of the clustered interval of excess
    ci_high              | number  | bits        | upper bound
    p                    | number  | probability | permutation, of the divergence as a whole; never below p_floor
    voice                | text    |             | voice counted; all where pooled
    denominator          | text    |             | what the shares are relative to
    cluster              | text    |             | what is resampled: document or outlet
    n_clusters_target    | integer | clusters    | clusters in the target
    n_clusters_reference | integer | clusters    | clusters in the reference
    p_floor              | number  | probability | the smallest p that so many clusters can give
    method               | text    |             | how interval and p were made
    """),
)

OUTLET_MAP = Contract(
    "OUTLET_MAP",
    columns("""
    kind           | text    |           | outlet, marker or category
    name           | text    |           | its name
    group          | text    |           | group of an outlet, else empty
    category       | text    |           | category of a marker, else empty
    n              | integer | hits      | hits in the outlet, or of the marker
    n_documents    | integer | documents | documents with such a hit
    mass           | number  | share     | n over all hits of the map
    x              | number  |           | principal coordinate on the first axis; missing without a hit
    y              | number  |           | principal coordinate on the second axis
    contribution_x | number  | share     | share in the inertia of the first axis
    contribution_y | number  | share     | share in the inertia of the second axis
    quality        | number  | share     | share of its distance from the centre that the two axes show
    ellipse_major  | number  |           | longer half axis of an outlet's confidence ellipse
    ellipse_minor  | number  |           | shorter half axis
    ellipse_angle  | number  | degrees   | direction of the longer half axis, anti-clockwise from the first axis
    inertia        | number  |           | total inertia of the table: its chi-squared over its hits
    inertia_null   | number  |           | its mean where documents are dealt to the outlets by lot
    inertia_x      | number  | share     | share of the first axis in the inertia
    inertia_y      | number  | share     | share of the second axis
    voice          | text    |           | voice counted; all where pooled
    method         | text    |           | how the ellipses were made
    """),
)

CONTRACTS = (WORD_SHIFT, OUTLET_MAP)
