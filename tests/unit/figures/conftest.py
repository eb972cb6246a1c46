"""The made-up tables as fixtures."""

from __future__ import annotations

import pandas as pd
import pytest
from made_tables import (
    CATEGORIES,
    OUTLETS,
    TINY_OUTLETS,
    make_contrast,
    make_counts,
    make_documents,
    make_hits,
    make_words,
)


@pytest.fixture(scope="session")
def documents() -> pd.DataFrame:
    return make_documents(OUTLETS, [12, 8, 10, 10])


@pytest.fixture(scope="session")
def hits(documents: pd.DataFrame) -> pd.DataFrame:
    return make_hits(documents, 150, 0.012)


@pytest.fixture(scope="session")
def counts(documents: pd.DataFrame, hits: pd.DataFrame) -> pd.DataFrame:
    return make_counts(documents, hits, 150)


@pytest.fixture(scope="session")
def tiny_documents() -> pd.DataFrame:
    return make_documents(TINY_OUTLETS, [1, 1])


@pytest.fixture(scope="session")
def tiny_hits(tiny_documents: pd.DataFrame) -> pd.DataFrame:
    return make_hits(tiny_documents, 20, 0.012)


@pytest.fixture(scope="session")
def tiny_counts(tiny_documents: pd.DataFrame, tiny_hits: pd.DataFrame) -> pd.DataFrame:
    return make_counts(tiny_documents, tiny_hits, 20)


@pytest.fixture(scope="session")
def contrast() -> pd.DataFrame:
    items = [f"marker_{m + 1:03d}" for m in range(150)]
    return make_contrast(items, docs=(40, 40), tokens=(40_000, 36_000), scale=120, p_floor=0.0001)


@pytest.fixture(scope="session")
def tiny_contrast() -> pd.DataFrame:
    return make_contrast(CATEGORIES, docs=(2, 3), tokens=(1_500, 2_400), scale=14, p_floor=0.1)


@pytest.fixture(scope="session")
def words() -> pd.DataFrame:
    return make_contrast(make_words(2000), docs=(40, 40), tokens=(40_000, 36_000), scale=3000, p_floor=0.0001)


@pytest.fixture(scope="session")
def tiny_words() -> pd.DataFrame:
    return make_contrast(make_words(60), docs=(2, 3), tokens=(1_500, 2_400), scale=30, p_floor=0.1)
