"""Tables as text for papers and pages: LaTeX (booktabs) and GitHub Markdown."""

from framing.tables.latex import PREAMBLE, to_latex
from framing.tables.markdown import to_markdown

__all__ = ["PREAMBLE", "to_latex", "to_markdown"]
