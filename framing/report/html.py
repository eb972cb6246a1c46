"""The page: figures inline as cleaned SVG, tables as rows of text, everything else escaped by the template."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from framing.report import page

if TYPE_CHECKING:
    import jinja2
    from markupsafe import Markup

    from framing.report.exhibits import Exhibit
    from framing.report.facts import Facts
    from framing.report.results import Results

SVG = "http://www.w3.org/2000/svg"
HREF = "{http://www.w3.org/1999/xlink}href"
DRAWN = frozenset(["svg", "g", "path", "use", "defs", "clipPath", "rect", "circle", "line", "polyline", "polygon"])
"""Elements of our own figures; anything else (metadata, styles, text) is left out."""
KEPT = frozenset(
    [
        "d", "x", "y", "width", "height", "viewBox", "transform", "clip-path", "clip-rule",
        "style", "points", "cx", "cy", "r", "x1", "y1", "x2", "y2", "fill", "stroke",
        "stroke-width", "opacity", "fill-opacity", "stroke-opacity", "preserveAspectRatio",
    ]
)  # fmt: skip
"""Their attributes that are taken over."""


def render_page(
    results: Results,
    facts: Facts,
    tables: Mapping[str, Exhibit],
    figures: Mapping[str, tuple[str, str]],
    files: Mapping[str, list[str]],
) -> str:
    """index.html.

    `figures`: name -> (SVG text, caption); `files`: "tables/NAME" or "figures/NAME" -> endings that exist.
    """
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("framing.report", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    drawn = {name: _drawn(name, svg, caption) for name, (svg, caption) in figures.items()}
    content = page.content(results, facts, tables)
    scripts = [_script(environment, name) for name in ("page.js", "concordance.js")]
    return environment.get_template("index.html.j2").render(
        **content, figures=drawn, files=files, scripts=scripts, policy=_policy(scripts)
    )


def _script(environment: jinja2.Environment, name: str) -> Markup:
    """One of our own scripts, as it stands in the page."""
    from markupsafe import Markup

    source, _, _ = environment.loader.get_source(environment, name)  # type: ignore[union-attr]
    return Markup(source)


def _policy(scripts: list[Markup]) -> str:
    """What the page may do: run these scripts, nothing else, and ask nothing of any network."""
    digests = [base64.b64encode(hashlib.sha256(s.encode()).digest()).decode() for s in scripts]
    allowed = " ".join(f"'sha256-{d}'" for d in digests)
    return f"default-src 'none'; style-src 'unsafe-inline'; script-src {allowed}; base-uri 'none'; form-action 'none'"


def _drawn(name: str, svg: str, caption: str) -> dict[str, object]:
    from framing.report import words

    return {"name": name, "title": words.figure_title(name), "caption": caption, "svg": inline_svg(name, svg)}


def inline_svg(name: str, text: str) -> Markup:
    """One of our own SVG figures, cleaned for a page: known elements and attributes only, ids made its own.

    Comments (which repeat labels from the data), metadata, styles and links out of the figure are dropped; the
    figure is named by its title for readers that can't see it.
    """
    from markupsafe import Markup

    from framing.report import words

    root = ElementTree.fromstring(text)
    pointed_at = frozenset(re.findall(r"""(?:href=["']|url\()#([^"')]+)""", text))
    cleaned = _cleaned(root, name, pointed_at)
    assert cleaned is not None, "a figure's root is an svg element"
    for size in ("width", "height"):
        cleaned.attrib.pop(size, None)
    cleaned.set("xmlns", SVG)
    cleaned.set("role", "img")
    cleaned.set("aria-label", words.figure_title(name) + ". " + words.HEADINGS["alternative"])
    cleaned.set("stroke-linejoin", "round")  # what the dropped style sheet of the figure says
    cleaned.set("stroke-linecap", "butt")
    return Markup(ElementTree.tostring(cleaned, encoding="unicode", short_empty_elements=False))


def _cleaned(element: ElementTree.Element, name: str, pointed_at: frozenset[str]) -> ElementTree.Element | None:
    tag = element.tag.removeprefix(f"{{{SVG}}}") if isinstance(element.tag, str) else ""
    if tag not in DRAWN:
        return None
    made = ElementTree.Element(tag)
    for key, value in element.attrib.items():
        if key == HREF or key == "href":
            if value.startswith("#"):
                made.set("href", f"#{name}-{value[1:]}")
        elif key == "id" and value in pointed_at:  # names of groups may repeat, and nobody needs them here
            made.set("id", f"{name}-{value}")
        elif key in KEPT:
            inside = re.sub(r"url\(#([^)]*)\)", rf"url(#{name}-\1)", value)
            if not re.search(r"url\((?!#)|expression|javascript:|@import", inside, re.IGNORECASE):
                made.set(key, inside)
    for child in element:
        kept = _cleaned(child, name, pointed_at)
        if kept is not None:
            made.append(kept)
    return made
