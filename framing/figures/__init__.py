"""Figures: a table in, a matplotlib Figure out that carries the table it draws.

Every figure has two further attributes: `framing_data`, the DataFrame drawn, and `framing_caption`,
a caption in plain English. `save_figure` writes a figure with the same bytes on every run.
"""

from framing.figures.contrast import plot_contrast
from framing.figures.dispersion import plot_dispersion
from framing.figures.funnel import plot_funnel
from framing.figures.keyness import plot_keyness
from framing.figures.matched import plot_matched
from framing.figures.names import plot_actor_names
from framing.figures.outlet_map import plot_outlet_map
from framing.figures.positions import plot_positions
from framing.figures.profile import plot_stance_profile
from framing.figures.rates import plot_rates
from framing.figures.shift import plot_word_shift
from framing.figures.specifications import plot_specifications
from framing.figures.style import save_figure
from framing.figures.topic_choice import plot_topic_choice
from framing.figures.topics import plot_prevalence, plot_topic_terms
from framing.figures.versions import plot_versions

__all__ = [
    "plot_actor_names",
    "plot_contrast",
    "plot_dispersion",
    "plot_funnel",
    "plot_keyness",
    "plot_matched",
    "plot_outlet_map",
    "plot_positions",
    "plot_prevalence",
    "plot_rates",
    "plot_specifications",
    "plot_stance_profile",
    "plot_topic_choice",
    "plot_topic_terms",
    "plot_versions",
    "plot_word_shift",
    "save_figure",
]
