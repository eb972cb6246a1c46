"""Run one pure function over partitions with Dask: here, in threads, or on a cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, TypeVar

Item = TypeVar("Item")
Outcome = TypeVar("Outcome")


def map_partitions(
    function: Callable[..., Outcome], items: Iterable[Item], *arguments: Any, workers: int = 1
) -> Sequence[Outcome]:
    """`function(item, *arguments)` for each item, in order.

    Args:
        workers: 1 runs them one after another in this thread, more in that many threads. A
            `dask.distributed` client that the caller has opened is used instead of either.
    """
    from dask.base import compute
    from dask.delayed import delayed

    # Bound beforehand: Dask looks through every list and dataclass among the arguments of a call for tasks to wait for,
    # and a vocabulary is long.
    tasks = [delayed(partial(function, item, *arguments), pure=False)() for item in items]
    options: dict[str, Any] = {}
    if not _cluster():
        options = {"scheduler": "sync"} if workers == 1 else {"scheduler": "threads", "num_workers": workers}
    return list(compute(*tasks, **options))  # type: ignore[no-untyped-call]


def _cluster() -> bool:
    """Whether a distributed client is open; it exists only if somebody imported it."""
    import sys

    distributed = sys.modules.get("distributed")
    if distributed is None:
        return False
    try:
        distributed.get_client()
    except ValueError:
        return False
    return True
