"""Tables as LaTeX, with booktabs, for pdflatex and any later engine.

A document that takes these tables in needs `PREAMBLE`. On Debian and its kin that is the packages texlive-latex-base,
texlive-latex-recommended, lmodern and texlive-lang-other (for the T5 fonts of Vietnamese).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING

from framing.errors import TableError
from framing.tables.cells import Column, clean, printed

if TYPE_CHECKING:
    import pandas as pd

PREAMBLE = r"""\usepackage[utf8]{inputenc}
\usepackage[T5,T1]{fontenc}
\usepackage{lmodern}
\usepackage{textcomp}
\usepackage{array}
\usepackage{booktabs}
\usepackage{longtable}
% Vietnamese letters stand in the T5 encoding, all else in T1
\providecommand{\framingvietnamese}[1]{{\fontencoding{T5}\selectfont #1}}
"""
"""What the preamble of a LaTeX document must hold for these tables."""

LONG = 40
"""A table of more rows breaks over pages (longtable), with its head on each."""
WIDE = 8
"""A table of more columns stands in smaller letters, closer together."""
LONG_TEXT = 30
"""A text column with a longer cell breaks its lines."""
LINE = {False: 88, True: 118}
"""Characters in a line of the page, in common and in smaller letters: an estimate, to share width out."""

_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "_": r"\_", "%": r"\%",
    "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "<": r"\textless{}", ">": r"\textgreater{}",
    "|": r"\textbar{}", '"': r"\textquotedbl{}", "`": r"\textasciigrave{}", "'": "'", "[": "{[}", "]": "{]}",
    "*": "{*}",  # after a line's end a bracket or an asterisk would be its option
    "\N{MINUS SIGN}": "$-$", "∞": r"$\infty$", "×": r"$\times$", "÷": r"$\div$", "±": r"$\pm$", "≤": r"$\leq$",
    "≥": r"$\geq$", "≠": r"$\neq$", "≈": r"$\approx$", "→": r"$\rightarrow$", "←": r"$\leftarrow$", "…": r"\ldots{}",
    "\N{NO-BREAK SPACE}": "~", "°": r"\textdegree{}", "·": r"\textperiodcentered{}", "•": r"\textbullet{}",
    "€": r"\texteuro{}", "£": r"\textsterling{}", "¥": r"\textyen{}", "©": r"\textcopyright{}",
    "®": r"\textregistered{}", "™": r"\texttrademark{}", "§": r"\S{}", "¶": r"\P{}", "½": r"\textonehalf{}",
    "α": r"$\alpha$", "β": r"$\beta$", "λ": r"$\lambda$", "μ": r"$\mu$", "Δ": r"$\Delta$",
    "¡": r"\textexclamdown{}", "¿": r"\textquestiondown{}", "«": r"\guillemotleft{}", "»": r"\guillemotright{}",
    "‹": r"\guilsinglleft{}", "›": r"\guilsinglright{}", "“": r"\textquotedblleft{}", "”": r"\textquotedblright{}",
    "‘": r"\textquoteleft{}", "’": r"\textquoteright{}", "„": r"\quotedblbase{}", "‚": r"\quotesinglbase{}",
    "\N{ZERO WIDTH SPACE}": r"\allowbreak{}",
    "–": r"\textendash{}", "—": r"\textemdash{}",
}  # fmt: skip

_T1 = frozenset(
    "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿ"
    "ĂăĄąĆćČčĎďĐđĘęĚěĞğĹĺĽľŁłŃńŇňŊŋŐőŒœŔŕŘřŚśŞşŠšŢţŤťŮůŰűŸŹźŻżŽžİı"
)
_T5 = frozenset(
    unicodedata.normalize("NFC", letter + tone)
    for letter in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
    for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
) | frozenset("đĐ")
_WORD = re.compile(r"[^\W\d_]+")
_LONG_WORD = re.compile(r"\S{18,}")
_AT = re.compile(r"[^\w\s]|_|[^\W_]{10}(?=[^\W_]{3})")
_BREAK = "\N{ZERO WIDTH SPACE}"
"""Stands for a place where a line may end; `clean` has taken it out of the text itself."""


def to_latex(
    table: pd.DataFrame,
    *,
    caption: str,
    label: str,
    notes: str = "",
    columns: Mapping[str, str] | None = None,
    digits: Mapping[str, int] | None = None,
) -> str:
    r"""The table as LaTeX: a float with caption, label, rules of booktabs and notes; a longtable over 40 rows.

    `columns` and `digits` as in `framing.tables.cells.printed`. Numbers stand to the right with the same decimal
    places in a column, so that their digits align; missing values are empty. More than eight columns stand in
    \footnotesize; text longer than 30 characters breaks its lines. All text is taken literally: no character of it
    acts as LaTeX, and one that neither T1 nor T5 fonts have stands as its code point, as in [U+4E2D].

    Raises `TableError` for columns that the table lacks and for a label with other characters than letters, digits
    and `:._-`.
    """
    if not re.fullmatch(r"[A-Za-z0-9:._-]+", label):
        raise TableError(f"a LaTeX label holds letters, digits and :._- alone, it is {label!r}")
    shown = printed(table, columns, digits)
    wide = len(shown) > WIDE
    layout = _layout(shown, wide)
    head = " & ".join(_head(c, kind) for c, kind in zip(shown, layout, strict=True)) + r" \\"
    cells = [
        [escape(cell, breakable=kind not in ("l", "r")) for cell in c.cells]
        for c, kind in zip(shown, layout, strict=True)
    ]
    rows = [" & ".join(row) + r" \\" for row in zip(*cells, strict=True)]
    write = _long if len(table) > LONG else _float
    return write(layout, head, rows, escape(caption), label, escape(notes), wide)


def _float(layout: list[str], head: str, rows: list[str], caption: str, label: str, notes: str, wide: bool) -> str:
    lines = [
        r"\begin{table}[htbp]",
        r"\centering",
        r"\setlength{\belowcaptionskip}{4pt}",
        rf"\caption{{{caption}}}",
        rf"\label{{{label}}}",
    ]
    lines += _smaller(wide)
    lines += [
        rf"\begin{{tabular}}{{@{{}}{''.join(layout)}@{{}}}}",
        r"\toprule",
        head,
        r"\midrule",
        *rows,
        r"\bottomrule",
    ]
    lines += [r"\end{tabular}"]
    if notes:
        lines += [
            r"\par\smallskip",
            r"\begin{minipage}{\linewidth}",
            rf"\footnotesize\raggedright {notes}",
            r"\end{minipage}",
        ]
    return "\n".join([*lines, r"\end{table}", ""])


def _long(layout: list[str], head: str, rows: list[str], caption: str, label: str, notes: str, wide: bool) -> str:
    lines = [r"\begingroup", *_smaller(wide), rf"\begin{{longtable}}{{@{{}}{''.join(layout)}@{{}}}}"]
    lines += [rf"\caption{{{caption}}}\label{{{label}}}\\", r"\toprule", head, r"\midrule", r"\endfirsthead"]
    lines += [rf"\multicolumn{{{len(layout)}}}{{@{{}}l@{{}}}}{{\footnotesize (continued)}} \\", r"\toprule", head]
    lines += [r"\midrule", r"\endhead", r"\midrule", r"\endfoot", r"\bottomrule", r"\endlastfoot", *rows]
    lines += [r"\end{longtable}"]
    if notes:
        lines += [rf"{{\footnotesize\noindent\raggedright {notes}\par}}"]
    return "\n".join([*lines, r"\endgroup", ""])


def _smaller(wide: bool) -> list[str]:
    return [r"\footnotesize", r"\setlength{\tabcolsep}{3pt}"] if wide else []


def _layout(shown: list[Column], wide: bool) -> list[str]:
    """The kind of each column: r for numbers, l for short text, p with a share of the line for long text."""
    longest = [max([len(cell) for cell in c.cells] + [min(len(c.head), 9)]) for c in shown]
    long = [not c.numeric and n > LONG_TEXT for c, n in zip(shown, longest, strict=True)]
    between = 2 * (len(shown) - 1)
    taken = between + sum(n for n, is_long in zip(longest, long, strict=True) if not is_long)
    wanted = sum(min(n, 90) for n, is_long in zip(longest, long, strict=True) if is_long)
    room = max(LINE[wide] - taken, 16 * sum(long))
    layout = []
    for c, n, is_long in zip(shown, longest, long, strict=True):
        if is_long:
            share = min(min(n, 90) / wanted * room, n) / LINE[wide]
            layout.append(rf">{{\raggedright\arraybackslash}}p{{{share:.3f}\linewidth}}")
        else:
            layout.append("r" if c.numeric else "l")
    return layout


def _head(column: Column, kind: str) -> str:
    """The head; of a column narrower than its head, on several lines."""
    if kind not in ("l", "r"):
        return escape(column.head)
    room = max([9, *(len(cell) for cell in column.cells)])
    lines: list[str] = []
    for word in column.head.split():
        if lines and len(lines[-1]) + 1 + len(word) <= room:
            lines[-1] += " " + word
        else:
            lines.append(word)
    if len(lines) < 2:
        return escape(column.head)
    return rf"\shortstack[{kind}]{{" + r" \\ ".join(map(escape, lines)) + "}"


def escape(text: str, *, breakable: bool = False) -> str:
    r"""Text in which no character acts as LaTeX, on one line.

    With `breakable` a line may end within a long word (an identifier, an address), after a sign or every ten letters.

    >>> print(escape("50 % of a_b & $x$"))
    50 \% of a\_b \& \$x\$
    >>> print(escape("thế lực"))
    \framingvietnamese{thế} \framingvietnamese{lực}
    """
    line = " ".join(clean(text).replace("\N{NO-BREAK SPACE}", "\ue000").split()).replace("\ue000", "\N{NO-BREAK SPACE}")
    if breakable:
        line = _LONG_WORD.sub(lambda m: _AT.sub(rf"\g<0>{_BREAK}", m[0]), line)
    out, end = [], 0
    for word in _WORD.finditer(line):
        out += [*map(_character, line[end : word.start()]), _letters(word[0])]
        end = word.end()
    out += map(_character, line[end:])
    # two of a kind would join to one sign: -- to a dash, '' and ,, to quotation marks
    return re.sub(r"([-',])(?=\1)", r"\1{}", "".join(out))


def _letters(word: str) -> str:
    """A word: as it is where T1 has its letters, in T5 where that has them, else letter by letter."""
    if all(c.isascii() or c in _T1 for c in word):
        return word
    if all(c.isascii() or c in _T5 for c in word):
        return rf"\framingvietnamese{{{word}}}"
    return "".join(map(_character, word))


def _character(c: str) -> str:
    if c in _SPECIAL:
        return _SPECIAL[c]
    if c.isascii() or c in _T1:
        return c
    if c in _T5:
        return rf"\framingvietnamese{{{c}}}"
    return f"{{[}}U+{ord(c):04X}{{]}}"
