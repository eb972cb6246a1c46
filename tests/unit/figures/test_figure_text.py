"""Text in figures: nothing overlaps, nothing is cut off, nothing in the data acts as markup."""

import itertools
import xml.etree.ElementTree as ET

import made_tables as made
import numpy as np
import pytest
from matplotlib.text import Text

from framing import figures as f
from framing.figures import style

HOSTILE = "<script>alert(1)</script> $x_1$ \\alpha & thế lực thù địch \x00\u202e 中文 "


def boxes(figure):
    """The text on the figure with its place, in dots."""
    figure.canvas.draw()
    renderer = figure.canvas.get_renderer()
    shown = [t for t in figure.findobj(Text) if t.get_text().strip() and t.get_visible()]
    result = []
    for text in shown:
        # empty labels of ticks beyond the axis are never drawn
        box = text.get_window_extent(renderer)
        if box.width > 0:
            result.append((text.get_text(), box))
    return result


def assert_tidy(figure):
    width, height = figure.canvas.get_width_height()
    found = boxes(figure)
    for text, box in found:
        assert box.x0 >= -1, f"{text!r} is cut off at the left"
        assert box.x1 <= width + 1, f"{text!r} is cut off at the right"
        assert box.y0 >= -1, f"{text!r} is cut off below"
        assert box.y1 <= height + 1, f"{text!r} is cut off above"
    for (text, a), (other, b) in itertools.combinations(found, 2):
        apart = a.x1 <= b.x0 + 1 or b.x1 <= a.x0 + 1 or a.y1 <= b.y0 + 2 or b.y1 <= a.y0 + 2
        assert apart, f"{text!r} and {other!r} overlap"
    assert all(t.get_size() >= 7 for t in figure.findobj(Text) if t.get_text().strip())


def hostile(names):
    return {name: f"{HOSTILE} {name} of a very long name that no margin can hold" for name in names}


CASES = {
    "contrast": lambda s: f.plot_contrast(s.contrast),
    "contrast_tiny": lambda s: f.plot_contrast(s.tiny_contrast),
    "contrast_hostile": lambda s: f.plot_contrast(
        s.contrast.assign(target=HOSTILE * 3, reference="b" * 90), labels=hostile(s.contrast["item"])
    ),
    "contrast_own": lambda s: f.plot_contrast(s.contrast, own=s.contrast.assign(voice="own")),
    "shift": lambda s: f.plot_word_shift(made.make_shift(made.make_words(400))),
    "shift_column": lambda s: f.plot_word_shift(made.make_shift(made.make_words(60), p_floor=0.1), width="column"),
    "shift_hostile": lambda s: f.plot_word_shift(
        made.make_shift([f"{i} {HOSTILE} {'w' * 50}" for i in range(8)])
        .replace({"target": "state", "direction": "state"}, HOSTILE * 3)
        .replace("independent", "b" * 90),
    ),
    "funnel": lambda s: f.plot_funnel(s.words),
    "funnel_tiny": lambda s: f.plot_funnel(s.tiny_words, width="column", label_top=6),
    "funnel_hostile": lambda s: f.plot_funnel(
        s.tiny_words.assign(target=HOSTILE * 3), labels=hostile(s.tiny_words["item"])
    ),
    "dispersion": lambda s: f.plot_dispersion(s.hits, s.documents),
    "dispersion_tiny": lambda s: f.plot_dispersion(s.tiny_hits, s.tiny_documents, top=2),
    "dispersion_hostile": lambda s: f.plot_dispersion(
        s.tiny_hits, s.tiny_documents.assign(outlet=HOSTILE * 9, group="g" * 200), top=1, labels=hostile(["marker_001"])
    ),
    "map": lambda s: f.plot_outlet_map(made.make_map(made.OUTLETS)),
    "map_column": lambda s: f.plot_outlet_map(made.make_map(made.OUTLETS, ellipses=False), width="column"),
    "map_crowded": lambda s: f.plot_outlet_map(
        made.make_map({g: [f"{g} outlet of a long name {i}" for i in range(15)] for g in ("state", "independent")})
    ),
    "map_hostile": lambda s: f.plot_outlet_map(
        made.make_map({f"{HOSTILE}{g}" * 2: [f"{i}{HOSTILE}" for i in range(4)] for g in "ab"}),
        labels=hostile([f"marker_{m:03d}" for m in range(30)]),
    ),
    "keyness": lambda s: f.plot_keyness(s.words),
    "keyness_tiny": lambda s: f.plot_keyness(s.tiny_words),
    "keyness_hostile": lambda s: f.plot_keyness(
        s.tiny_words.assign(item=[f"{HOSTILE} {i} {'w' * 50}" for i in range(60)], target=HOSTILE * 3)
    ),
    "rates": lambda s: f.plot_rates(s.counts),
    "rates_tiny": lambda s: f.plot_rates(s.tiny_counts),
    "rates_groups": lambda s: f.plot_rates(s.counts, by="group", level="marker", top=5),
    "rates_hostile": lambda s: f.plot_rates(
        s.counts.assign(outlet=[f"{HOSTILE}{o}" for o in s.counts["outlet"]]), labels=hostile(made.CATEGORIES)
    ),
    "terms": lambda s: f.plot_topic_terms(made.make_terms(8)),
    "terms_one": lambda s: f.plot_topic_terms(made.make_terms(1), top=3),
    "terms_hostile": lambda s: f.plot_topic_terms(
        made.make_terms(5).assign(term=[f"{HOSTILE}{i}" for i in range(100)]), labels={2: HOSTILE * 4}
    ),
    "prevalence": lambda s: f.plot_prevalence(*made.make_prevalence(8, made.OUTLETS)),
    "prevalence_tiny": lambda s: f.plot_prevalence(*made.make_prevalence(3, made.TINY_OUTLETS, intervals=False)),
    "positions": lambda s: f.plot_positions(s.hits, s.documents),
    "positions_tiny": lambda s: f.plot_positions(s.tiny_hits, s.tiny_documents),
    "positions_hostile": lambda s: f.plot_positions(
        s.tiny_hits, s.tiny_documents.assign(outlet=HOSTILE * 9, group="g" * 200)
    ),
}


@pytest.fixture(scope="module")
def tables(request):

    class Lazy:
        pass

    names = ["contrast", "tiny_contrast", "words", "tiny_words", "counts", "tiny_counts", "hits", "documents"]
    lazy = Lazy()
    for name in [*names, "tiny_hits", "tiny_documents"]:
        setattr(lazy, name, request.getfixturevalue(name))
    return lazy


@pytest.mark.parametrize("case", CASES)
def test_no_text_overlaps_or_is_cut_off(case, tables):
    assert_tidy(CASES[case](tables))


@pytest.mark.parametrize("case", [c for c in CASES if "hostile" in c])
def test_hostile_labels_are_drawn_as_they_are(case, tables, tmp_path):
    figure = CASES[case](tables)
    assert all(not t.get_parse_math() for t in figure.findobj(Text) if "$" in t.get_text())
    (path,) = f.save_figure(figure, tmp_path, "figure", ["svg"])
    tags = {element.tag.rpartition("}")[2] for element in ET.parse(path).iter()}
    assert "script" not in tags
    assert "text" not in tags  # letters are outlines


def test_the_check_of_overlaps_can_fail(tables):
    figure = f.plot_contrast(tables.tiny_contrast)
    figure.axes[0].text(0.2, 0.5, "more words", transform=figure.axes[0].transAxes)
    figure.axes[0].text(0.21, 0.5, "more words", transform=figure.axes[0].transAxes)
    with pytest.raises(AssertionError, match="overlap"):
        assert_tidy(figure)


@pytest.mark.parametrize("width", [0.3, 0.8, 2.0])
def test_fitted_and_wrapped_text_keeps_its_width(width):
    for text in ["short", "a name of several words that is long", "w" * 80, HOSTILE]:
        assert style.text_width(style.fitted(text, width)) <= width
        lines = style.wrapped(text, width, lines=3).split("\n")
        assert len(lines) <= 3
        assert all(style.text_width(line) <= width for line in lines)


def test_names_made_alike_by_shortening_are_told_apart():
    names = [f"the same beginning {middle} and the same end" for middle in ("of one", "of two")]
    short = style.distinct(names, 1.0)
    assert len(set(short)) == 2
    assert all(style.text_width(s) <= 1.0 for s in short)


def test_unknown_letters_are_shown_as_unknown():
    assert style.shown("中a") == "\N{REPLACEMENT CHARACTER}a"
    assert style.shown("thế") == "thế"


def test_groups_keep_their_look_whatever_the_order():
    assert style.group_style(["b", "a"]) == style.group_style(["a", "b", "a"])
    looks = style.group_style(["a", "b"])
    assert looks["a"][0] != looks["b"][0]
    assert looks["a"][1] != looks["b"][1]


def test_the_two_group_colours_differ_in_grey():
    from matplotlib.colors import to_rgb

    grey = [float(np.dot(to_rgb(c), (0.299, 0.587, 0.114))) for c in style.GROUP_COLOURS[:2]]
    assert abs(grey[0] - grey[1]) > 0.2
