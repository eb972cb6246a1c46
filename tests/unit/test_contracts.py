from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from framing.errors import TableError
from framing.schema import AUDIT, CONTRACTS, Contract


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda c: c.name)
def test_an_empty_table_keeps_the_contract(contract: Contract) -> None:
    table = contract.frame({n: [] for n in contract.names})
    assert list(table.columns) == contract.names
    assert contract.check(table) is table
    assert all(c.meaning for c in contract.columns)
    assert len(set(contract.names)) == len(contract.names)


def rows(**columns: Any) -> dict[str, Any]:
    return {"doc_id": ["a"], "start": [0], "end": [3], "reason": ["byline"], "rule": ["by"]} | columns


def test_columns_stand_in_order_and_further_ones_after_them() -> None:
    table = AUDIT.frame({"more": ["x"], **dict(reversed(rows().items()))})
    assert list(table.columns) == [*AUDIT.names, "more"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({k: v for k, v in rows().items() if k not in ("start", "end")}, "AUDIT: column 'start', 'end' is missing"),
        (rows(start=["x"]), "AUDIT: column 'start' must hold integer values"),
        (rows(end=[None]), "AUDIT: column 'end' must hold integer values"),
    ],
)
def test_a_frame_that_breaks_the_contract(data: dict[str, Any], message: str) -> None:
    with pytest.raises(TableError, match=message):
        AUDIT.frame(data)


def test_a_table_that_breaks_the_contract() -> None:
    table = AUDIT.frame(rows())
    with pytest.raises(TableError, match=r"2 problems\n.*'start' is missing; did you mean 'starts'") as problem:
        AUDIT.check(table.rename(columns={"start": "starts", "rule": "r"}))
    assert "'rule' is missing" in str(problem.value)
    with pytest.raises(TableError, match="column 'start' must hold integer values, it holds float64"):
        AUDIT.check(table.astype({"start": float}))
    with pytest.raises(TableError, match="column 'doc_id' must hold text values"):
        AUDIT.check(table.assign(doc_id=[1]))


def test_missing_text_stays_missing() -> None:
    table = AUDIT.frame(rows(rule=[None]))
    assert table["rule"].isna().all()
    assert not (table["rule"] == "None").any()
    pd.testing.assert_frame_equal(AUDIT.check(table), table)
