import pytest

from framing.corpus.dates import partial_date
from framing.errors import CorpusError


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2014", "2014"),
        ("2014-02", "2014-02"),
        ("2016-02-29", "2016-02-29"),
        (" 2014-02-03 ", "2014-02-03"),
        ("2014-02-03T23:59:59Z", "2014-02-03"),
        ("2014-02-03 04:05:06.789+07:00", "2014-02-03"),
        ("2014-02-03T0405", "2014-02-03"),
        ("", ""),
        ("  ", ""),
    ],
)
def test_a_date_is_kept_as_exact_as_it_is_known(text: str, date: str) -> None:
    assert partial_date(text) == date


@pytest.mark.parametrize(
    "text", ["03.02.2014", "2014/02/03", "14-02-03", "2014-2-3", "20140203", "Feb 2014", "2014-02-03T", "٢٠١٤", "2014-"]
)
def test_another_form_is_refused_with_the_three_that_hold(text: str) -> None:
    with pytest.raises(CorpusError, match="a date is written YYYY, YYYY-MM or YYYY-MM-DD, not"):
        partial_date(text)


@pytest.mark.parametrize("text", ["2014-02-29", "2014-13", "2014-00-01", "0000", "2014-04-31T10:00"])
def test_a_date_that_no_calendar_has_is_refused(text: str) -> None:
    with pytest.raises(CorpusError, match="is no possible date"):
        partial_date(text)
