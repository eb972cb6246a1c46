import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.corpus.where import read_where
from framing.errors import CorpusError

ROW = {
    "snippet": "false",
    "outlet": "Ba\u0301o Post",
    "date": "2014-05-31",
    "year": "2014",
    "n": "12",
    "share": "0.5",
    "empty": "",
    "Date of print": "2014-06-02T10:00:00Z",
    "coarse": "2014",
}


def holds(condition: str) -> bool | None:
    return read_where(condition).holds(ROW.__getitem__)


@pytest.mark.parametrize(
    ("condition", "wanted"),
    [
        ("snippet == false", True),
        ("snippet != FALSE", False),
        ("outlet == 'Báo Post'", True),  # in another Unicode form
        ('outlet in ["a", "Báo Post"]', True),
        ("outlet not in ['a', 'b']", True),
        ("not outlet in ['a', 'b']", True),
        ("n > 11 and n <= 12 and n != 13 and n >= +1.2e1 and n < 12.5", True),
        ("n in [1, 12]", True),
        ("date == '2014-05-31' and date < 2014-06 and date >= 2014 and date <= 2014-05", True),
        ("date > 2014-05-30 and date != 2013", True),
        ("date == 2014-05 and date in [2013, 2014]", True),
        ("`Date of print` > 2014-06-01", True),
        ("`Date of print` > '2014-06-01'", True),
        ("year == 2014 and year < 2015", True),
        ("empty == '' and empty != 'a'", True),
        ("snippet == true or n == 12 and share == 1", False),  # and binds closer
        ("(snippet == true or n == 12) and share == 0.5", True),
        ("not not snippet == false", True),
        ("not (snippet == false and n == 13)", True),
        # what can't be told, and what can all the same
        ("empty == 1", None),
        ("not empty > 1", None),
        ("empty == true or n == 12", True),
        ("empty == true and n == 12", None),
        ("empty == true and n == 13", False),
        ("empty in [1, 2]", None),
        ("coarse > 2014-05", None),
        ("coarse == 2014-05", None),
        ("coarse > 2013-12 and coarse < 2015", True),
        ("coarse == 2013-05", False),
        ("coarse == 2014", True),
    ],
)
def test_what_a_condition_says(condition: str, wanted: bool | None) -> None:
    assert holds(condition) is wanted


def test_a_year_alone_is_a_date_in_a_column_of_dates() -> None:
    number, date = read_where("printed < 2015"), read_where("printed < 2015", dates=frozenset({"printed"}))
    assert date.holds(lambda _: "2014-05-31") is True
    with pytest.raises(CorpusError, match="is compared with a number"):
        number.holds(lambda _: "2014-05-31")


@pytest.mark.parametrize(
    ("condition", "problem"),
    [
        ("", "character 1, at 'the end': a condition is missing"),
        ("snippet", "after a column's name ==, !=, <, <=, >, >= or in must follow"),
        ("snippet = false", "character 9, at '=': write '=='"),
        ("n <> 3", "character 3, at '<': write '!='"),
        ("share < .5", "character 9, at '.5': no part of a condition begins so"),
        ("n == 3 && n == 4", "character 8, at '&': write 'and'"),
        ("n == 3 | n == 4", "write 'or'"),
        ("!(n == 3)", "character 1, at '!': write 'not'"),
        ("n == 3 n == 4", "character 8, at 'n': here 'and', 'or' or the end must follow"),
        ("1 < n", "character 1, at '1': here a column's name must stand"),
        ("1 < n < 3", "here a column's name must stand"),
        ("n < 3 < 4", "here 'and', 'or' or the end must follow"),
        ("n == outlet", "character 6, at 'outlet': here a 'text', a number, true, false or a date must stand"),
        ("outlet == 'Post", "character 11, at \"'Post\": the ' is never closed"),
        ("outlet < 'P'", "character 10, at 'P': < compares numbers and dates"),
        ("snippet >= true", ">= compares numbers and dates"),
        ("n in [1, 'a']", "the values of a list must be of one kind"),
        ("n in []", "here a 'text', a number"),
        ("n in (1, 2)", "character 6, at '(': after 'in' a list must follow"),
        ("n in [1", "here ',' or ']' must follow"),
        ("n not == 1", "after 'not' here 'in' must follow"),
        ("(n == 1", "here ')' or 'and' or 'or' must follow"),
        ("date == 2014-02-30", "is no possible date"),
        ("date < '31.05.2014'", "< compares numbers and dates"),
        ("my-column == 1", "character 3, at '-column': no part of a condition begins so"),
        ("n == 1; import os", "character 7, at ';': no part of a condition begins so"),
        ("__import__('os')", "after a column's name"),
        ("(" * 60 + "n == 1" + ")" * 60, "go deeper than 50"),
        ("not " * 60 + "n == 1", "go deeper than 50"),
    ],
)
def test_what_is_no_condition_is_refused_at_its_place(condition: str, problem: str) -> None:
    with pytest.raises(CorpusError) as refusal:
        read_where(condition)
    assert problem in str(refusal.value)
    assert str(refusal.value).startswith(f"where = {condition!r}: ")


@pytest.mark.parametrize(
    ("condition", "problem"),
    [
        ("outlet == true", "column 'outlet' is compared with true or false, it holds"),
        ("outlet > 3", "column 'outlet' is compared with a number, it holds"),
        ("outlet > 2014-05-31", "column 'outlet' is compared with a date: a date is written YYYY"),
        ("snippet == 0", "column 'snippet' is compared with a number, it holds 'false'"),
    ],
)
def test_a_cell_of_another_kind_is_named(condition: str, problem: str) -> None:
    with pytest.raises(CorpusError) as refusal:
        holds(condition)
    assert problem in str(refusal.value)


def test_a_condition_knows_its_columns() -> None:
    assert read_where("a == 1 and not (b in ['x'] or a == 2) and `c d` == true").columns == ("a", "b", "c d")


@given(st.text(max_size=40))
def test_any_text_is_a_condition_or_refused(text: str) -> None:
    try:
        where = read_where(text)
    except CorpusError:
        return
    assert where.columns


DATES = st.sampled_from(["2013", "2014", "2014-01", "2014-05", "2014-05-01", "2014-05-31", "2014-06-01", "2015-12-31"])


@given(DATES, DATES)
def test_relations_of_dates_agree_with_one_another(given_date: str, wanted: str) -> None:
    said = {
        sign: read_where(f"date {sign} '{wanted}'").holds(lambda _: given_date)
        for sign in ("<", "<=", ">", ">=", "==", "!=")
    }
    for sign, contrary in (("<", ">="), (">", "<="), ("==", "!=")):
        assert (said[sign] is None) == (said[contrary] is None)
        assert said[sign] is None or said[sign] is not said[contrary]
    assert [said["<"], said["=="], said[">"]].count(True) <= 1
    if len(given_date) == 10:  # a whole date is always before, in or after
        assert [said["<"], said["=="], said[">"]].count(True) == 1
