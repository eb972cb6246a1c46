"""The tables that flow between stages: one contract each, checked where a stage hands over.

A contract lists its columns in order; a table may carry further columns after them.
Unknown values are missing (NaN, empty in CSV), never 0 and never the word "None".
"""

from __future__ import annotations

from framing.contract import Column, Contract, columns

__all__ = ["CONTRACTS", "Column", "Contract"]

DOCUMENTS = Contract(
    "DOCUMENTS",
    columns("""
    doc_id       | text    |             | identifier, unique in the corpus
    outlet       | text    |             | who published it
    group        | text    |             | the side that the outlet belongs to
    date         | text    |             | ISO date; a year or a month alone where no more is known
    lang         | text    |             | language code of the study
    title        | text    |             | headline as given in the metadata
    url          | text    |             | address as given in the metadata
    n_chars      | integer? | code points | length of the text as received, empty where counts came without text
    n_tokens     | integer | tokens      | word tokens outside skipped spans
    n_sentences  | integer? | sentences   | sentences with at least one such token, empty where counts came
    sha256       | text    |             | of the file's bytes, where the document is a file
    duplicate_of | text    |             | doc_id of the document that this one repeats, empty if none
    encoding     | text    |             | how the bytes were decoded
    """),
)

AUDIT = Contract(
    "AUDIT",
    columns("""
    doc_id | text    |             | document
    start  | integer | code points | first character skipped
    end    | integer | code points | one past the last
    reason | text    |             | why: furniture, byline, recurring_line, other_language, near_duplicate ...
    rule   | text    |             | the rule that decided
    """),
)

LEFT_OUT = Contract(
    "LEFT_OUT",
    columns("""
    doc_id | text    |             | document of the source that is not in the corpus
    outlet | text    |             | its outlet
    group  | text    |             | its group
    date   | text    |             | its date
    reason | text    |             | where, where_unknown, too_early, too_late, no_date, coarse_date or too_short
    rule   | text    |             | the rule that decided
    """),
)

DUPLICATES = Contract(
    "DUPLICATES",
    columns("""
    cluster     | integer | index  | cluster of documents that repeat one another, from 1
    doc_id      | text    |        | document
    outlet      | text    |        | its outlet
    group       | text    |        | its group
    date        | text    |        | its date
    n_tokens    | integer | tokens | its words outside skipped spans
    original    | text    |        | doc_id of the earliest document of the cluster
    similarity  | number  | 0 to 1 | share of the word runs of this document and the original that both have
    containment | number  | 0 to 1 | share of this document's word runs that stand in the original
    repeats     | text    |        | doc_id of its outlet's earlier document that holds half of it, else empty
    """),
)

HITS = Contract(
    "HITS",
    columns("""
    doc_id       | text    |             | document
    outlet       | text    |             | its outlet
    group        | text    |             | its group
    date         | text    |             | its date
    zone         | text    |             | headline, lead, body or caption
    paragraph    | integer | index       | paragraph in the document, from 0
    sentence     | integer | index       | sentence in the document, from 0
    start        | integer | code points | text[start:end] == surface
    end          | integer | code points | one past the last character
    surface      | text    |             | the words as written
    marker       | text    |             | marker id of the lexicon
    category     | text    |             | category id of the lexicon
    voice        | text    |             | own, direct or indirect
    scare_quoted | flag    |             | in quotation marks that signal distance
    negated      | flag    |             | a negation denies what it names
    stance       | text    |             | assert, deny or relay
    source       | text    |             | the speaker as written, empty if none
    cue          | text    |             | the words that decided voice or stance, empty if none
    """),
)

PLACES = Contract("PLACES", HITS.columns[: HITS.names.index("voice")])
"""HITS without what the voice tells: where the markers stand."""

COUNTS = Contract(
    "COUNTS",
    columns("""
    doc_id         | text    |        | document
    outlet         | text    |        | its outlet
    group          | text    |        | its group
    item           | text    |        | marker id
    category       | text    |        | its category
    voice          | text    |        | own, direct or indirect
    n_hits         | integer | hits   | occurrences, zeros kept
    n_tokens       | integer | tokens | all unskipped tokens of the document
    n_tokens_voice | integer | tokens | those of them in this voice
    """),
)

CONTRAST = Contract(
    "CONTRAST",
    columns("""
    item                 | text    |              | marker, category, word or n-gram
    category             | text    |              | its category, empty for words and n-grams
    target               | text    |              | group or outlet in question
    reference            | text    |              | what it is compared with
    target_n             | integer | hits         | occurrences in the target
    reference_n          | integer | hits         | occurrences in the reference
    target_tokens        | integer | tokens       | size of the target, in what denominator says
    reference_tokens     | integer | tokens       | size of the reference
    target_pm            | number  | per million  | rate in the target
    reference_pm         | number  | per million  | rate in the reference
    target_docs          | integer | documents    | target documents with the item
    reference_docs       | integer | documents    | reference documents with the item
    log_ratio            | number  | log2         | log2 of the ratio of rates, a zero count replaced by 0.5
    ci_low               | number  | log2         | lower bound of the clustered interval of log_ratio
    ci_high              | number  | log2         | upper bound
    log_odds             | number  | natural log  | log-odds difference under an informative Dirichlet prior
    z                    | number  |              | log_odds over its token-level standard error (naive)
    z_clustered          | number  |              | log_ratio over its clustered standard error
    g2                   | number  |              | log-likelihood ratio over four cells (naive)
    p                    | number  | probability  | two-sided, clustered; never below p_floor
    q                    | number  | probability  | p corrected over all items of the table
    lrc                  | number  | log2         | conservative log ratio (Clopper-Pearson, naive)
    dispersion_target    | number  | 0 to 1       | DPnorm over target documents: 0 even, 1 in one part alone
    dispersion_reference | number  | 0 to 1       | the same in the reference
    voice                | text    |              | voice counted; all where pooled
    denominator          | text    |              | what the rate is relative to
    cluster              | text    |              | what is resampled: document or outlet
    n_clusters_target    | integer | clusters     | clusters in the target
    n_clusters_reference | integer | clusters     | clusters in the reference
    p_floor              | number  | probability  | the smallest p that so many clusters can give
    method               | text    |              | how interval and p were made
    """),
)

COLLOCATES = Contract(
    "COLLOCATES",
    columns("""
    marker         | text    |           | marker id
    group          | text    |           | group that was counted, empty where all are pooled
    outlet         | text    |           | outlet that was counted, empty where all are pooled
    word           | text    |           | lower-cased word
    n_near         | integer | tokens    | occurrences near the marker
    n_total        | integer | tokens    | occurrences in all, without those in the marker itself
    expected       | number  | tokens    | n_near if the word stood anywhere alike
    log_likelihood | number  |           | log-likelihood ratio over four cells, without a sign
    pmi            | number  | bits      | pointwise mutual information
    t_score        | number  |           | (n_near - expected) over the square root of n_near
    dice           | number  | 0 to 1    | Dice's coefficient of word and window
    n_documents    | integer | documents | documents in which the word stands near the marker
    n_outlets      | integer | outlets   | outlets of these documents
    n_window       | integer | tokens    | words near the marker
    n_tokens       | integer | tokens    | words in all, without those of the marker itself
    """),
)

SUGGESTIONS = Contract(
    "SUGGESTIONS",
    columns("""
    category    | text    |           | category near whose markers it stands; empty for key words
    pattern     | text    |           | a word, or two that stand together
    found_by    | text    |           | collocates or keyness
    side        | text    |           | the side that uses it more often; empty for collocates
    n           | integer | tokens    | occurrences that no marker takes
    n_near      | integer | tokens    | those of them near the category's markers; 0 for key words
    n_documents | integer | documents | documents with it (for collocates: near the markers)
    score       | number  |           | log-likelihood ratio (collocates) or size of the log-odds z (keyness)
    examples    | text    |           | how its words are written, a few ways each
    """),
)

ACTOR_NAMES = Contract(
    "ACTOR_NAMES",
    columns("""
    actor       | text    |           | actor of the alias table
    name        | text    |           | one of its names, as the table gives it
    level       | text    |           | what the row counts: group or outlet
    group       | text    |           | group that was counted; empty where outlets are compared
    outlet      | text    |           | outlet that was counted; empty for a group
    n           | integer | hits      | mentions under this name
    n_actor     | integer | hits      | mentions of the actor under any name
    share       | number  | share     | n over n_actor
    ci_low      | number  | share     | lower bound of the clustered interval
    ci_high     | number  | share     | upper bound
    n_documents | integer | documents | documents with the name
    cluster     | text    |           | what the interval takes as one draw: document or outlet
    n_clusters  | integer | clusters  | clusters that mention the actor
    """),
)

ACTOR_CONTRAST = Contract(
    "ACTOR_CONTRAST",
    columns("""
    actor                | text    |             | actor of the alias table
    name                 | text    |             | one of its names, as the table gives it
    target               | text    |             | group or outlet in question
    reference            | text    |             | what it is compared with
    target_n             | integer | hits        | mentions under this name in the target
    reference_n          | integer | hits        | mentions under this name in the reference
    target_actor_n       | integer | hits        | mentions of the actor in the target
    reference_actor_n    | integer | hits        | mentions of the actor in the reference
    target_share         | number  | share       | target_n over target_actor_n
    reference_share      | number  | share       | reference_n over reference_actor_n
    difference           | number  | share       | target_share - reference_share
    ci_low               | number  | share       | lower bound of the clustered interval
    ci_high              | number  | share       | upper bound
    p                    | number  | probability | two-sided permutation over clusters that mention the actor
    q                    | number  | probability | p corrected over all names of all actors
    voice                | text    |             | voice counted; all where pooled
    cluster              | text    |             | what is resampled: document or outlet
    n_clusters_target    | integer | clusters    | clusters in the target that mention the actor
    n_clusters_reference | integer | clusters    | clusters in the reference that mention the actor
    p_floor              | number  | probability | the smallest p that so many clusters can give
    method               | text    |             | how interval and p were made
    surfaces             | text    |             | the name as written, the most frequent ways first
    """),
)

TOPIC_TERMS = Contract(
    "TOPIC_TERMS",
    columns("""
    topic       | integer | index       | topic, from 1
    rank        | integer | rank        | 1 for the most probable term
    term        | text    |             | the word
    probability | number  | probability | of the term in the topic
    frex        | number  | 0 to 1      | harmonic mean of frequency and exclusivity ranks
    """),
)

TOPIC_WEIGHTS = Contract(
    "TOPIC_WEIGHTS",
    columns("""
    doc_id  | text    |       | document
    segment | integer | index | segment in the document, from 0
    topic   | integer | index | topic, from 1
    weight  | number  | share | share of the segment that the topic takes
    """),
)

TOPIC_CONTRAST = Contract(
    "TOPIC_CONTRAST",
    columns("""
    topic          | integer | index       | topic, from 1
    label          | text    |             | its most telling terms
    target_mean    | number  | share       | mean prevalence in the target
    reference_mean | number  | share       | mean prevalence in the reference
    difference     | number  | share       | target_mean - reference_mean
    ci_low         | number  | share       | lower bound of the clustered interval
    ci_high        | number  | share       | upper bound
    p              | number  | probability | two-sided permutation over clusters
    q              | number  | probability | p corrected over all topics
    reliability    | number  | 0 to 1      | how well the topic is found again, empty where not measured
    """),
)

WORD_COUNTS = Contract(
    "WORD_COUNTS",
    columns("""
    doc_id  | text    |        | document
    segment | integer | index  | segment of the document, from 0: a paragraph, short ones joined to the next
    voice   | text    |        | own, direct or indirect; empty where counts came without text
    word    | text    |        | lower-cased word; as given where counts came
    n       | integer | tokens | occurrences
    """),
)

FINDINGS = Contract(
    "FINDINGS",
    columns("""
    file      | text    |         | the lexicon, empty where it comes from no file
    line      | integer | line    | where the pattern stands, 0 where that is not known
    severity  | text    |         | error, warning or note
    rule      | text    |         | what was looked for
    category  | text    |         | category id of the lexicon
    marker    | text    |         | marker id of the lexicon
    pattern   | text    |         | the pattern or exception as written
    n_matches | number  | matches | matches that the finding is about, empty where no corpus was asked
    message   | text    |         | what was found
    """),
)

CHANGES = Contract(
    "CHANGES",
    columns("""
    change   | text   |      | added, removed, moved or changed
    what     | text   |      | lexicon, category, marker, pattern, except or hits
    category | text   |      | category id, the new one where it has changed
    marker   | text   |      | marker id, the new one where a pattern has moved
    item     | text   |      | the pattern, or the field that has changed
    before   | text   |      | what stood there, where the pattern or marker was, or the number of hits
    after    | text   |      | the same in the new lexicon
    gained   | number | hits | places that only the new one marks, empty but for hits
    lost     | number | hits | places that only the old one marks
    resized  | number | hits | places where the hit takes other words than before
    """),
)

CONTRACTS = (
    DOCUMENTS,
    AUDIT,
    LEFT_OUT,
    DUPLICATES,
    HITS,
    PLACES,
    COUNTS,
    CONTRAST,
    COLLOCATES,
    SUGGESTIONS,
    ACTOR_NAMES,
    ACTOR_CONTRAST,
    TOPIC_TERMS,
    TOPIC_WEIGHTS,
    TOPIC_CONTRAST,
    WORD_COUNTS,
    FINDINGS,
    CHANGES,
)
