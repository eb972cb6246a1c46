"""One function over partitions: in order, whatever the threads, and its arguments left as they are."""

from typing import Any

import pytest
from dask.delayed import delayed

from framing.corpus.partitions import map_partitions


def _with(item: int, others: list[Any]) -> tuple[int, list[Any]]:
    return item, others


@pytest.mark.parametrize("workers", [1, 3])
def test_outcomes_come_in_order_and_arguments_as_given(workers: int) -> None:
    # Dask would look through a list among the arguments, and compute what it finds: costly where the list is long.
    others = [delayed(int)(7), "word"]
    outcomes = map_partitions(_with, range(5), others, workers=workers)
    assert [item for item, _ in outcomes] == list(range(5))
    assert all(given is others for _, given in outcomes)


def test_an_error_in_a_partition_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        map_partitions(lambda item: 1 // item, [1, 0])
