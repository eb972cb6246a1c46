import numpy as np
import pandas as pd
import pytest

from framing.errors import TableError
from framing.tables.cells import number, printed

NAN = float("nan")


def cells(values, name="x", **options) -> tuple[str, ...]:
    return printed(pd.DataFrame({name: values}), **options)[0].cells


def test_decimal_places_are_the_same_in_a_column():
    assert cells([1.5, -2.25, NAN]) == ("1.50", "−2.25", "")
    assert cells([1.0, 20.0]) == ("1", "20")
    assert cells([1 / 3, 0.5]) == ("0.3333", "0.5000")
    assert cells([1234.5, 2.0], digits={"x": 0}) == ("1,234", "2")
    assert cells([1200, 3]) == ("1,200", "3")


@pytest.mark.parametrize("name", ["p", "q", "p_floor"])
def test_small_probabilities_are_bounded_not_zero(name):
    assert cells([0.0004, 0.001, 0.04, 0.0, NAN], name) == ("< 0.001", "0.001", "0.040", "< 0.001", "")
    assert cells([0.00004], name, digits={name: 4}) == ("< 0.0001",)


def test_missing_is_empty_whatever_its_kind():
    assert cells(["a", None, NAN, pd.NA]) == ("a", "", "", "")
    assert cells(pd.array([1, pd.NA], dtype="Int64")) == ("1", "")


def test_numbers_at_the_edges():
    assert number(-0.0, 2) == "0.00"
    assert number(-0.001, 2) == "0.00"
    assert number(float("-inf"), 2) == "−∞"
    assert number(1e6, 0) == "1,000,000"


def test_flags_and_text():
    assert cells([True, False]) == ("yes", "no")
    assert cells(np.array(["a\x00b", " c "], dtype=object)) == ("ab", "c")


def test_columns_choose_order_and_heads():
    table = pd.DataFrame({"a": [1], "b": ["x"]})
    assert [(c.name, c.head, c.numeric) for c in printed(table, {"b": "B", "a": "A"})] == [
        ("b", "B", False),
        ("a", "A", True),
    ]


def test_unknown_columns_are_named_together():
    table = pd.DataFrame({"target_n": [1], "reference_n": [2]})
    with pytest.raises(TableError) as problem:
        printed(table, {"target": "t"}, {"reference_m": 2})
    assert "'target'" in str(problem.value)
    assert "did you mean 'reference_n'?" in str(problem.value)


def test_a_table_that_cannot_be_printed_is_refused():
    with pytest.raises(TableError, match="at least one column"):
        printed(pd.DataFrame())
    with pytest.raises(TableError, match="distinct column names, 'a'"):
        printed(pd.DataFrame([[1, 2]], columns=["a", "a"]))
    with pytest.raises(TableError, match="0 or more"):
        printed(pd.DataFrame({"a": [1.0]}), digits={"a": -1})
