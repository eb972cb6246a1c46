"""framing: a toolkit for the study of media framing and discourse.

The public names load what they need when they are first used, so that `import framing` costs next to nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_PLACES = {
    "read_corpus": "framing.corpus.read",
    "Corpus": "framing.corpus.read",
    "read_counts": "framing.corpus.counts",
    "encode": "framing.corpus.encode",
    "Tokens": "framing.corpus.tokens",
    "open_tokens": "framing.corpus.tokens",
    "find_duplicates": "framing.corpus.duplicates",
    "compare_versions": "framing.corpus.versions",
    "drop_duplicates": "framing.corpus.features",
    "Features": "framing.corpus.features",
    "read_features": "framing.corpus.features",
    "write_features": "framing.corpus.features",
    "extract_features": "framing.markers.extract",
    "read_lexicon": "framing.markers.lexicon",
    "combine_lexicons": "framing.markers.lexicon",
    "shipped_lexicons": "framing.markers.lexicon",
    "convert_lexicon": "framing.markers.formats",
    "lint_lexicon": "framing.markers.lint",
    "diff_lexicons": "framing.markers.diff",
    "Lexicon": "framing.markers.lexicon",
    "find_markers": "framing.markers.find",
    "count_markers": "framing.markers.count",
    "kwic": "framing.markers.kwic",
    "collocates": "framing.markers.collocates",
    "compare": "framing.contrasts.contrast",
    "Inference": "framing.contrasts.contrast",
    "keyness": "framing.contrasts.keyness",
    "word_shift": "framing.contrasts.shift",
    "outlet_map": "framing.contrasts.outlets",
    "multiverse": "framing.contrasts.multiverse",
    "Multiverse": "framing.contrasts.multiverse",
    "Choices": "framing.contrasts.multiverse",
    "Variant": "framing.contrasts.multiverse",
    "around": "framing.contrasts.around",
    "actor_names": "framing.contrasts.actors",
    "stance_profile": "framing.contrasts.profile",
    "quotations": "framing.contrasts.quotations",
    "suggest_patterns": "framing.contrasts.suggest",
    "ActorNames": "framing.contrasts.actors",
    "read_codes": "framing.coding.codes",
    "sample_hits": "framing.coding.sample",
    "coding_sheet": "framing.coding.sample",
    "agree": "framing.coding.agree",
    "Agreement": "framing.coding.agree",
    "corrected_shares": "framing.coding.correct",
    "validate": "framing.coding.validate",
    "Validation": "framing.coding.validate",
    "fit_topics": "framing.topics.fit",
    "TopicModel": "framing.topics.fit",
    "compare_topics": "framing.topics.prevalence",
    "topic_prevalence": "framing.topics.prevalence",
    "given_topics": "framing.topics.given",
    "choose_topics": "framing.topics.choose",
    "TopicChoice": "framing.topics.choose",
    "plot_rates": "framing.figures",
    "plot_actor_names": "framing.figures",
    "plot_contrast": "framing.figures",
    "plot_stance_profile": "framing.figures",
    "plot_dispersion": "framing.figures",
    "plot_funnel": "framing.figures",
    "plot_keyness": "framing.figures",
    "plot_outlet_map": "framing.figures",
    "plot_word_shift": "framing.figures",
    "plot_topic_terms": "framing.figures",
    "plot_topic_choice": "framing.figures",
    "plot_prevalence": "framing.figures",
    "plot_positions": "framing.figures",
    "plot_matched": "framing.figures",
    "plot_specifications": "framing.figures",
    "plot_versions": "framing.figures",
    "save_figure": "framing.figures",
    "to_latex": "framing.tables",
    "to_markdown": "framing.tables",
    "run_study": "framing.study.run",
    "run_multiverse": "framing.study.robust",
    "FramingError": "framing.errors",
    "InputError": "framing.errors",
}

__all__ = sorted([*_PLACES, "__version__"])


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"framing has no {name!r}; the public names are {', '.join(sorted(_PLACES))}")
    value = getattr(importlib.import_module(_PLACES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__


if TYPE_CHECKING:
    from framing.coding.agree import Agreement, agree
    from framing.coding.codes import read_codes
    from framing.coding.correct import corrected_shares
    from framing.coding.sample import coding_sheet, sample_hits
    from framing.coding.validate import Validation, validate
    from framing.contrasts.actors import ActorNames, actor_names
    from framing.contrasts.around import around
    from framing.contrasts.contrast import Inference, compare
    from framing.contrasts.keyness import keyness
    from framing.contrasts.multiverse import Choices, Multiverse, Variant, multiverse
    from framing.contrasts.outlets import outlet_map
    from framing.contrasts.profile import stance_profile
    from framing.contrasts.quotations import quotations
    from framing.contrasts.shift import word_shift
    from framing.contrasts.suggest import suggest_patterns
    from framing.corpus.counts import read_counts
    from framing.corpus.duplicates import find_duplicates
    from framing.corpus.encode import encode
    from framing.corpus.features import Features, drop_duplicates, read_features, write_features
    from framing.corpus.read import Corpus, read_corpus
    from framing.corpus.tokens import Tokens, open_tokens
    from framing.corpus.versions import compare_versions
    from framing.errors import FramingError, InputError
    from framing.figures import (
        plot_actor_names,
        plot_contrast,
        plot_dispersion,
        plot_funnel,
        plot_keyness,
        plot_matched,
        plot_outlet_map,
        plot_positions,
        plot_prevalence,
        plot_rates,
        plot_specifications,
        plot_stance_profile,
        plot_topic_choice,
        plot_topic_terms,
        plot_versions,
        plot_word_shift,
        save_figure,
    )
    from framing.markers.collocates import collocates
    from framing.markers.count import count_markers
    from framing.markers.diff import diff_lexicons
    from framing.markers.extract import extract_features
    from framing.markers.find import find_markers
    from framing.markers.formats import convert_lexicon
    from framing.markers.kwic import kwic
    from framing.markers.lexicon import Lexicon, combine_lexicons, read_lexicon, shipped_lexicons
    from framing.markers.lint import lint_lexicon
    from framing.study.robust import run_multiverse
    from framing.study.run import run_study
    from framing.tables import to_latex, to_markdown
    from framing.topics.choose import TopicChoice, choose_topics
    from framing.topics.fit import TopicModel, fit_topics
    from framing.topics.given import given_topics
    from framing.topics.prevalence import compare_topics, topic_prevalence
