"""The report of a study: a page to read, figures and tables to reuse, numbers and methods for a paper."""

from framing.report.results import Design, Results, Settings
from framing.report.write import write_report

__all__ = ["Design", "Results", "Settings", "write_report"]
