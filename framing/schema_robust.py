"""The tables that tell how far a contrast holds: within events, between versions of one text, over all choices."""

from __future__ import annotations

from framing.contract import Contract, columns
from framing.schema import CONTRAST

MATCHED = Contract(
    "MATCHED",
    (
        *CONTRAST.columns,
        *columns("""
        matched_target_pm       | number  | per million | target's rate where both sides cover the event
        matched_reference_pm    | number  | per million | reference's rate there, events weighted alike
        matched_log_ratio       | number  | log2        | log2 of the ratio of these rates (Mantel-Haenszel)
        matched_ci_low          | number  | log2        | lower bound of its clustered interval
        matched_ci_high         | number  | log2        | upper bound
        matched_p               | number  | probability | two-sided, sides drawn by lot within events or over outlets
        matched_q               | number  | probability | matched_p corrected over all items of the table
        matched_p_floor         | number  | probability | the smallest matched_p that is possible
        topic_choice            | number  | log2        | log_ratio - matched_log_ratio: what the choice of events adds
        topic_choice_low        | number  | log2        | lower bound of its clustered interval
        topic_choice_high       | number  | log2        | upper bound
        match                   | text    |             | what documents are matched by
        n_events                | integer | events      | events that both sides cover
        n_events_target_only    | integer | events      | left out: the target alone covers them
        n_events_reference_only | integer | events      | left out: the reference alone covers them
        matched_target_docs     | integer | documents   | target documents in events that both sides cover
        matched_reference_docs  | integer | documents   | reference documents there
        n_docs_without_event    | integer | documents   | left out: of no known event
        matched_method          | text    |             | how the matched interval and p were made
        """),
    ),
)

VERSIONS = Contract(
    "VERSIONS",
    columns("""
    cluster      | integer  | index       | cluster of near-duplicates that both belong to
    doc_id       | text     |             | document in which the sentence stands
    outlet       | text     |             | its outlet
    other        | text     |             | the document that it is compared with
    other_outlet | text     |             | outlet of that
    version      | text     |             | earlier or later: which of the two the sentence stands in
    kind         | text     |             | kept, changed, cut (in the earlier one alone) or added (in the later one)
    start        | integer  | code points | first character of the sentence's first word
    end          | integer  | code points | one past its last word
    other_start  | integer? | code points | the sentence of the other that it answers to, empty for cut and added
    other_end    | integer? | code points | one past that one's last word
    n_tokens     | integer  | tokens      | words of the sentence outside skipped passages
    n_shared     | integer  | tokens      | those of them that stand in the same order in the sentence it answers to
    first_token  | integer  | index       | number of its first word among the words of the document, from 0
    markers      | text     |             | markers in it, in order, "; " between them
    """),
)

MULTIVERSE = Contract(
    "MULTIVERSE",
    columns("""
    item                 | text    |             | marker or category
    specification        | integer | rank        | 1 for the lowest estimate of the item
    main                 | flag    |             | whether these are the choices that the study itself makes
    cleaning             | text    |             | on, or off: page furniture and the like are counted
    lexicon              | text    |             | lexicons and their versions
    duplicates           | text    |             | keep, drop (repeats in one outlet) or originals (no copy at all)
    voices               | text    |             | voices counted; all where pooled
    cluster              | text    |             | what is resampled: document or outlet
    prior                | text    |             | none (log ratio), or the log-odds under a corpus or uniform prior
    min_hits             | integer | hits        | items with fewer on both sides together are not tested
    estimate             | number  | log2        | log ratio, or log-odds in log2 units
    ci_low               | number  | log2        | lower bound of its clustered interval
    ci_high              | number  | log2        | upper bound
    p                    | number  | probability | two-sided permutation over clusters; never below p_floor
    q                    | number  | probability | p corrected over all items that are tested
    p_floor              | number  | probability | the smallest p that so many clusters can give
    n_tested             | integer | items       | items tested, over which q is corrected
    target_n             | integer | hits        | occurrences in the target
    reference_n          | integer | hits        | occurrences in the reference
    target               | text    |             | group or outlet in question
    reference            | text    |             | what it is compared with
    n_clusters_target    | integer | clusters    | clusters in the target
    n_clusters_reference | integer | clusters    | clusters in the reference
    """),
)

CHOICES = Contract(
    "CHOICES",
    columns("""
    item             | text    |                | marker or category
    choice           | text    |                | what is chosen: a column of MULTIVERSE
    value            | text    |                | one way to choose it
    n_specifications | integer | specifications | specifications with it that have an estimate
    mean             | number  | log2           | their mean estimate
    low              | number  | log2           | their lowest estimate
    high             | number  | log2           | their highest
    width            | number  | log2           | mean width of their intervals, of those that have one
    q                | number  | probability    | median of their q
    share_p          | number  | share          | of those that can give a p of .05 or less, how many do
    range            | number  | log2           | highest mean of the choice's values minus lowest
    variance_share   | number  | share          | variance between the means of the choice's values over that of all
    """),
)

CONTRACTS = (MATCHED, VERSIONS, MULTIVERSE, CHOICES)
