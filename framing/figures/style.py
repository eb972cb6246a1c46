"""How every figure looks, and how it is written: sizes, colours, text that fits, files that never differ.

Widths and lengths are in inches, letter sizes in points. Colours are chosen to carry no judgement, to differ for
colour-blind readers and in grey print; marks differ in shape as well.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.errors import TableError, nearest
from framing.files import whole_file

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PAGE = 7.0
"""Width of a figure across the page, in inches."""
COLUMN = 3.4
"""Width of a figure in one of two columns, in inches."""
BODY = 8.0
"""Letter size of labels and heads, in points."""
SMALL = 7.0
"""The smallest letter size, in points."""
LINE = 0.135
"""Height of a line of small letters, in inches."""

INK = "#222222"
SOFT = "#6E6E6E"
GUIDE = "#E3E3E3"
GROUP_COLOURS = ("#2F5D8A", "#C98B1B", "#4B7F6B", "#7D5A86", "#5B5B5B", "#9A6A4F")
GROUP_MARKS = ("o", "s", "D", "^", "v", "P")
FORMATS = ("pdf", "png", "svg")
MISSING_GLYPH = "\N{REPLACEMENT CHARACTER}"

_STYLE: dict[str, Any] = {
    "font.family": ["DejaVu Sans"],
    "font.size": BODY,
    "text.parse_math": False,  # labels come from data: a dollar sign is a dollar sign
    "text.usetex": False,
    "text.color": INK,
    "axes.edgecolor": SOFT,
    "axes.labelcolor": INK,
    "axes.labelsize": BODY,
    "axes.linewidth": 0.6,
    "axes.unicode_minus": True,
    "axes.formatter.use_locale": False,
    "xtick.labelsize": SMALL,
    "ytick.labelsize": SMALL,
    "xtick.color": SOFT,
    "ytick.color": SOFT,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "xtick.major.width": 0.6,
    "ytick.major.width": 0.6,
    "xtick.major.size": 2.5,
    "ytick.major.size": 2.5,
    "lines.linewidth": 1.0,
    "figure.facecolor": "white",
    "figure.dpi": 100,
    "savefig.dpi": 200,
    "savefig.bbox": None,
    "savefig.facecolor": "white",
    "pdf.fonttype": 42,  # whole outlines, as journals ask, so that text in the PDF can be searched
    "pdf.compression": 6,
    "svg.fonttype": "path",
    "svg.hashsalt": "framing",  # otherwise ids in the file are drawn at random
}

_METADATA: dict[str, dict[str, None]] = {
    "pdf": {"Creator": None, "Producer": None, "CreationDate": None},
    "png": {"Software": None},
    "svg": {"Date": None, "Creator": None},
}


@contextmanager
def drawing() -> Iterator[None]:
    """The style of the house, whatever the caller's matplotlib settings; they are as before afterwards."""
    from matplotlib import style

    with style.context(["default", _STYLE]):
        yield


def sheet(width: float, height: float) -> Figure:
    """An empty figure of this size that belongs to no window."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height))
    FigureCanvasAgg(figure)
    return figure


def inches(width: str) -> float:
    """Width of a figure "page" or "column" wide.

    >>> inches("column")
    3.4
    """
    known = {"page": PAGE, "column": COLUMN}
    if width not in known:
        raise TableError(f"width must be page or column, it is {width!r}; {nearest(width, known)}")
    return known[width]


def panel(figure: Figure, left: float, bottom: float, width: float, height: float) -> Axes:
    """Axes at a place given in inches from the figure's lower left corner."""
    w, h = figure.get_size_inches()
    return figure.add_axes((left / w, bottom / h, width / w, height / h))


def carry(figure: Figure, data: pd.DataFrame, caption: str) -> Figure:
    """The figure with the table it draws and its caption."""
    figure.framing_data = data  # type: ignore[attr-defined]
    figure.framing_caption = one_line(caption)  # type: ignore[attr-defined]
    return figure


def group_style(groups: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Colour and mark of each group.

    They follow the order of the names, so a swap of target and reference changes neither.

    >>> group_style(["state", "independent"])["independent"]
    ('#2F5D8A', 'o')
    """
    names = sorted(set(groups))
    n = len(GROUP_COLOURS)
    return {name: (GROUP_COLOURS[i % n], GROUP_MARKS[i % n]) for i, name in enumerate(names)}


def darker(colour: str) -> str:
    """The colour for letters, which need more contrast on white than dots do.

    >>> darker("#C98B1B")
    '#895f12'
    """
    from matplotlib.colors import to_hex, to_rgb

    red, green, blue = to_rgb(colour)
    return str(to_hex((0.68 * red, 0.68 * green, 0.68 * blue)))


def shown(text: object) -> str:
    """Text as it can be drawn: composed, on one line, without control characters.

    A character that the font lacks stands as U+FFFD, the sign for just that.

    >>> shown(" a  $b$ ")
    'a $b$'
    """
    known = _known_characters()
    return "".join(c if ord(c) in known else MISSING_GLYPH for c in one_line(text))


def one_line(text: object) -> str:
    """Text composed (NFC), on one line, without control, format and surrogate characters."""
    kept = "".join(c for c in str(text) if c.isspace() or unicodedata.category(c) not in ("Cc", "Cf", "Cs"))
    return unicodedata.normalize("NFC", " ".join(kept.split()))


@cache
def _known_characters() -> frozenset[int]:
    from matplotlib import font_manager
    from matplotlib.ft2font import FT2Font

    path = font_manager.findfont("DejaVu Sans", fallback_to_default=False)
    return frozenset(FT2Font(str(path)).get_charmap())


@cache
def _ruler(size: float, bold: bool) -> tuple[Any, Any]:
    from matplotlib.backends.backend_agg import RendererAgg
    from matplotlib.font_manager import FontProperties

    # 720 dots an inch: widths are hardly rounded to whole dots
    renderer = RendererAgg(1, 1, 720)  # type: ignore[no-untyped-call]
    return renderer, FontProperties(family="DejaVu Sans", size=size, weight="bold" if bold else "normal")


@cache
def text_width(text: str, size: float = SMALL, *, bold: bool = False) -> float:
    """Width of one line of text in inches."""
    renderer, font = _ruler(size, bold)
    return float(renderer.get_text_width_height_descent(text, font, False)[0]) / 720 if text else 0.0


def fitted(text: object, width: float, size: float = SMALL, *, bold: bool = False) -> str:
    """The text on one line, with its middle left out where it is wider than `width` inches.

    >>> fitted("short", 1.0)
    'short'
    >>> fitted("one very long name of an outlet", 1.0)
    'one very…an outlet'
    """
    line = shown(text)
    if text_width(line, size, bold=bold) <= width:
        return line
    for keep in range(len(line) - 1, 0, -1):
        head, tail = line[: (keep + 1) // 2].rstrip(), line[len(line) - keep // 2 :].lstrip()
        short = f"{head}…{tail}"
        if text_width(short, size, bold=bold) <= width:
            return short
    return "…"


def wrapped(text: object, width: float, size: float = SMALL, *, lines: int = 2, bold: bool = False) -> str:
    r"""The text on at most `lines` lines of `width` inches; what does not fit is left out in the middle of the last.

    >>> wrapped("Development and stability", 1.0)
    'Development and\nstability'
    """
    words = shown(text).split(" ")
    rows: list[str] = []
    while words and len(rows) < lines - 1:
        n = 1
        while n < len(words) and text_width(" ".join(words[: n + 1]), size, bold=bold) <= width:
            n += 1
        if text_width(" ".join(words[:n]), size, bold=bold) > width:
            break  # one word wider than the line: shortened below with the rest
        rows.append(" ".join(words[:n]))
        words = words[n:]
    if words:
        rows.append(fitted(" ".join(words), width, size, bold=bold))
    return "\n".join(rows)


def distinct(names: Sequence[str], width: float, size: float = SMALL, *, lines: int = 1) -> list[str]:
    """Each name wrapped to `width`; names that shortening has made alike get a number."""
    short = [wrapped(name, width, size, lines=lines) for name in names]
    for text in list(short):
        alike = [j for j, other in enumerate(short) if other == text]
        if len(alike) > 1 and len({shown(names[j]) for j in alike}) > 1:
            for number, j in enumerate(alike, start=1):
                tail = f" ({number})"
                short[j] = wrapped(names[j], width - text_width(tail, size), size, lines=lines) + tail
    return short


def widest(texts: Iterable[str], size: float = SMALL) -> float:
    """Width in inches of the widest line of several texts."""
    return max((text_width(line, size) for text in texts for line in text.split("\n")), default=0.0)


def label_of(item: str, labels: Mapping[str, str] | None) -> str:
    """The label given for an item; otherwise its id with blanks for underscores."""
    return labels[item] if labels and item in labels else item.replace("_", " ")


def group_key(axes: Axes, groups: list[str], *, outlets: bool) -> None:
    """Groups and their marks, in one line over the rows."""
    looks = group_style(groups)
    width = axes.get_position().width * PAGE
    entries = [(fitted(g, width / len(groups) - 0.75, BODY), *looks[g], True) for g in groups]
    if outlets:
        entries.append(("single outlet", SOFT, "o", False))
    x = 0.05
    for text, colour, mark, filled in entries:
        axes.plot(
            [x / width], [1 + 0.13 / height_of(axes)], mark, ms=5 if filled else 3.6, mfc=colour if filled else "none",
            mec=colour, mew=0.7, transform=axes.transAxes, clip_on=False,
        )  # fmt: skip
        axes.text(
            (x + 0.08) / width, 1 + 0.13 / height_of(axes), text, transform=axes.transAxes, va="center_baseline",
            size=BODY,
        )  # fmt: skip
        x += text_width(text, BODY) + 0.35


def height_of(axes: Axes) -> float:
    """Height of axes in inches."""
    figure = axes.get_figure(root=True)
    assert figure is not None
    return float(axes.get_position().height * figure.get_size_inches()[1])


def width_of(axes: Axes) -> float:
    """Width of axes in inches."""
    figure = axes.get_figure(root=True)
    assert figure is not None
    return float(axes.get_position().width * figure.get_size_inches()[0])


def only_axis(axes: Axes, *sides: str) -> None:
    """Hide every spine but these."""
    for name, spine in axes.spines.items():
        spine.set_visible(name in sides)


def nice_ticks(top: float, count: int = 4) -> list[float]:
    """Round numbers from 0 up to `top`, at most `count` steps.

    >>> nice_ticks(9.3)
    [0.0, 2.5, 5.0, 7.5]
    """
    if top <= 0:
        return [0.0]
    power = 10.0 ** _exponent(top / count)
    step = next(s * power for s in (1, 2, 2.5, 5, 10) if s * power * count >= top * (1 - 1e-9))
    return [round(i * step, 12) for i in range(int(top / step + 1e-9) + 1)]


def _exponent(value: float) -> int:
    return int(f"{value:e}".split("e")[1])


def plain(value: float) -> str:
    """A number for an axis: no trailing zeros, a true minus sign.

    >>> plain(-2.0), plain(0.25), plain(12000.0)
    ('−2', '0.25', '12,000')
    """
    return f"{value:,.10g}".replace("-", "\N{MINUS SIGN}")


def rows_of(table: pd.DataFrame) -> Iterator[Any]:
    """The rows of a table, each with its cells as attributes."""
    yield from table.itertuples(index=False)


def counted(n: int, noun: str) -> str:
    """A number with its noun.

    >>> counted(1, "outlet"), counted(1200, "document")
    ('1 outlet', '1,200 documents')
    """
    return f"{n:,} {noun}" + ("" if n == 1 else "s")


def listed(names: Sequence[str]) -> str:
    """Names as a phrase.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def need(table: pd.DataFrame, columns: Sequence[str], what: str) -> None:
    """Raise `TableError` unless the table has rows and these columns."""
    lacking = [c for c in columns if c not in table.columns]
    if lacking:
        raise TableError(
            f"{what} needs column {lacking[0]!r}, the table has none; {nearest(lacking[0], map(str, table.columns))}"
        )
    if not len(table):
        raise TableError(f"{what} needs at least one row to draw, the table is empty")


def save_figure(figure: Figure, folder: Path, name: str, formats: Sequence[str] = ("pdf", "png", "svg")) -> list[Path]:
    """Write `folder/name.FORMAT` for each format; the bytes are the same on every run.

    Nothing in the files tells the date or the version of a tool. PNG has 200 dots an inch, PDF embeds its fonts, SVG
    draws its letters as outlines. Returns the paths in the order of `formats`. Raises `TableError` for an unknown
    format and for a name that is not a plain file name.
    """
    for form in formats:
        if form not in FORMATS:
            raise TableError(f"a figure is saved as pdf, png or svg, not as {form!r}; {nearest(form, FORMATS)}")
    if not name or name.startswith(".") or Path(name).name != name or "\\" in name:
        raise TableError(f"a figure's name must be a plain file name without a folder or ending, it is {name!r}")
    paths = []
    with drawing():
        for form in formats:
            path = Path(folder) / f"{name}.{form}"
            with whole_file(path) as beside:
                figure.savefig(beside, format=form, metadata=_METADATA[form])
            paths.append(path)
    return paths
