"""The columns of every table, written out: a contract with outside users. Columns may be added at the end only."""

import pandas as pd
import pytest

from framing import schema, schema_coding, schema_robust, schema_shift, schema_voice
from framing.errors import TableError

COLUMNS = {
    "DOCUMENTS": "doc_id outlet group date lang title url n_chars n_tokens n_sentences sha256 duplicate_of",
    "AUDIT": "doc_id start end reason rule",
    "LEFT_OUT": "doc_id outlet group date reason rule",
    "DUPLICATES": "cluster doc_id outlet group date n_tokens original similarity containment repeats",
    "HITS": (
        "doc_id outlet group date zone paragraph sentence start end surface marker category voice scare_quoted negated"
        " stance source cue"
    ),
    "PLACES": "doc_id outlet group date zone paragraph sentence start end surface marker category",
    "COUNTS": "doc_id outlet group item category voice n_hits n_tokens n_tokens_voice",
    "CONTRAST": (
        "item category target reference target_n reference_n target_tokens reference_tokens target_pm reference_pm"
        " target_docs reference_docs log_ratio ci_low ci_high log_odds z z_clustered g2 p q lrc dispersion_target"
        " dispersion_reference voice denominator cluster n_clusters_target n_clusters_reference p_floor method"
    ),
    "MATCHED": (
        "item category target reference target_n reference_n target_tokens reference_tokens target_pm reference_pm"
        " target_docs reference_docs log_ratio ci_low ci_high log_odds z z_clustered g2 p q lrc dispersion_target"
        " dispersion_reference voice denominator cluster n_clusters_target n_clusters_reference p_floor method"
        " matched_target_pm matched_reference_pm matched_log_ratio matched_ci_low matched_ci_high matched_p matched_q"
        " matched_p_floor topic_choice topic_choice_low topic_choice_high match n_events n_events_target_only"
        " n_events_reference_only matched_target_docs matched_reference_docs n_docs_without_event matched_method"
    ),
    "VERSIONS": (
        "cluster doc_id outlet other other_outlet version kind start end other_start other_end n_tokens n_shared"
        " first_token markers"
    ),
    "MULTIVERSE": (
        "item specification main cleaning lexicon duplicates voices cluster prior min_hits estimate ci_low ci_high p q"
        " p_floor n_tested target_n reference_n target reference n_clusters_target n_clusters_reference"
    ),
    "CHOICES": "item choice value n_specifications mean low high width q share_p range variance_share",
    "COLLOCATES": (
        "marker group outlet word n_near n_total expected log_likelihood pmi t_score dice n_documents n_outlets"
        " n_window n_tokens"
    ),
    "SUGGESTIONS": "category pattern found_by side n n_near n_documents score examples",
    "ACTOR_NAMES": "actor name level group outlet n n_actor share ci_low ci_high n_documents cluster n_clusters",
    "ACTOR_CONTRAST": (
        "actor name target reference target_n reference_n target_actor_n reference_actor_n target_share reference_share"
        " difference ci_low ci_high p q voice cluster n_clusters_target n_clusters_reference p_floor method surfaces"
    ),
    "TOPIC_TERMS": "topic rank term probability frex",
    "TOPIC_WEIGHTS": "doc_id segment topic weight",
    "TOPIC_CONTRAST": "topic label target_mean reference_mean difference ci_low ci_high p q reliability",
    "STANCE_PROFILE": (
        "group outlet category marker kind value voices n n_hits share ci_low ci_high n_documents cluster n_clusters"
        " method reference n_clusters_reference difference difference_low difference_high p q p_floor"
    ),
    "QUOTATIONS": (
        "group outlet source n n_direct n_indirect n_documents n_neutral n_doubting n_endorsing n_other cues n_markers"
    ),
    "WORD_SHIFT": (
        "item category target reference target_n reference_n target_total reference_total target_share reference_share"
        " rank contribution share direction cumulative divergence null_mean null_high excess ci_low ci_high p voice"
        " denominator cluster n_clusters_target n_clusters_reference p_floor method"
    ),
    "OUTLET_MAP": (
        "kind name group category n n_documents mass x y contribution_x contribution_y quality ellipse_major"
        " ellipse_minor ellipse_angle inertia inertia_null inertia_x inertia_y voice method"
    ),
    "FINDINGS": "file line severity rule category marker pattern n_matches message",
    "CHANGES": "change what category marker item before after gained lost resized",
    "CODES": "doc start end surface voice scare_quoted negated stance file line",
    "JUDGED": (
        "doc_id outlet group start end surface status gold_voice tool_voice gold_scare_quoted tool_scare_quoted"
        " gold_negated tool_negated gold_stance tool_stance"
    ),
    "SCORES": "variable by unit label measure value ci_low ci_high n n_correct n_clusters method",
    "CONFUSION": "variable by unit gold tool n",
    "AGREEMENT": "variable coders measure value ci_low ci_high n n_clusters method",
    "CODER_CONFUSION": "variable first second first_code second_code n",
    "CORRECTED_SHARES": (
        "variable by unit label n_hits n_documents share ci_low ci_high corrected corrected_low corrected_high gold"
        " n_gold n_gold_docs condition method note"
    ),
}
CONTRACTS = (
    *schema.CONTRACTS,
    *schema_voice.CONTRACTS,
    *schema_coding.CONTRACTS,
    *schema_shift.CONTRACTS,
    *schema_robust.CONTRACTS,
)
ADDED = {"DOCUMENTS": ["encoding"]}
"""What framing adds behind the columns of the contract."""


@pytest.mark.parametrize("name", COLUMNS)
def test_columns_and_their_order(name: str) -> None:
    contract = next(c for c in CONTRACTS if c.name == name)
    assert contract.names == COLUMNS[name].split() + ADDED.get(name, [])
    assert any(
        getattr(module, name, None) is contract
        for module in (schema, schema_voice, schema_coding, schema_shift, schema_robust)
    )


def test_every_contract_is_written_out_here_but_the_inner_one() -> None:
    assert {c.name for c in CONTRACTS} == {*COLUMNS, "WORD_COUNTS"}
    assert schema.WORD_COUNTS.names == ["doc_id", "segment", "voice", "word", "n"]


def test_every_column_says_what_it_means() -> None:
    for contract in CONTRACTS:
        for column in contract.columns:
            assert column.meaning, (contract.name, column.name)
            assert column.kind in ("text", "integer", "number", "flag")


def test_a_table_is_made_in_order_with_further_columns_behind() -> None:
    frame = schema.AUDIT.frame(
        {"note": ["x"], "rule": ["r"], "reason": ["why"], "end": [2], "start": [1], "doc_id": ["d"]}
    )
    assert list(frame) == ["doc_id", "start", "end", "reason", "rule", "note"]
    assert frame["start"].dtype == "int64"
    schema.AUDIT.check(frame)


def test_an_empty_table_keeps_its_contract() -> None:
    for contract in CONTRACTS:
        frame = contract.frame({n: [] for n in contract.names})
        assert list(frame) == contract.names
        contract.check(frame)


def test_a_lacking_column_or_a_wrong_kind_is_an_error_that_names_it() -> None:
    with pytest.raises(TableError, match="AUDIT: column 'rule' is missing"):
        schema.AUDIT.frame({"doc_id": [], "start": [], "end": [], "reason": []})
    frame = pd.DataFrame({"doc_id": ["d"], "start": [1], "end": [2], "reason": ["x"], "rules": ["y"]})
    with pytest.raises(TableError, match="column 'rule' is missing; did you mean 'rules'"):
        schema.AUDIT.check(frame)
    frame = frame.rename(columns={"rules": "rule"}).assign(start=["one"])
    with pytest.raises(TableError, match="column 'start' must hold integer values"):
        schema.AUDIT.check(frame)
