from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import report_example as example

from framing.report import Results, write_report


def written(results: Results, folder: Path) -> tuple[Results, Path]:
    folder.mkdir()
    write_report(results, folder)
    return results, folder


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> tuple[Results, Path]:
    """Eleven articles against eleven, with lines of text."""
    return written(example.make_results(text=True), tmp_path_factory.mktemp("large") / "report")


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[Results, Path]:
    """Two articles against three: no claim is possible."""
    return written(example.make_results(example.SMALL), tmp_path_factory.mktemp("small") / "report")


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[Results, Path]:
    """Names that try to break out of HTML, LaTeX, CSV and the folder."""
    results = example.make_results(example.HOSTILE, text=True)
    results = replace(results, settings=replace(results.settings, figure_formats=("svg",)))
    return written(results, tmp_path_factory.mktemp("hostile") / "report")
