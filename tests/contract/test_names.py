"""The public names: outside programs script against them, so none goes and none is renamed in passing."""

import subprocess
import sys

import pytest

import framing

NAMES = [
    "ActorNames",
    "Agreement",
    "Choices",
    "Corpus",
    "Features",
    "FramingError",
    "Inference",
    "InputError",
    "Lexicon",
    "Multiverse",
    "Tokens",
    "TopicChoice",
    "TopicModel",
    "Validation",
    "Variant",
    "__version__",
    "actor_names",
    "agree",
    "around",
    "choose_topics",
    "coding_sheet",
    "collocates",
    "combine_lexicons",
    "compare",
    "compare_topics",
    "compare_versions",
    "convert_lexicon",
    "corrected_shares",
    "count_markers",
    "diff_lexicons",
    "drop_duplicates",
    "encode",
    "extract_features",
    "find_duplicates",
    "find_markers",
    "fit_topics",
    "given_topics",
    "keyness",
    "kwic",
    "lint_lexicon",
    "multiverse",
    "open_tokens",
    "outlet_map",
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
    "quotations",
    "read_codes",
    "read_corpus",
    "read_counts",
    "read_features",
    "read_lexicon",
    "run_multiverse",
    "run_study",
    "sample_hits",
    "save_figure",
    "shipped_lexicons",
    "stance_profile",
    "suggest_patterns",
    "to_latex",
    "to_markdown",
    "topic_prevalence",
    "validate",
    "word_shift",
    "write_features",
]


def test_the_public_names_are_these() -> None:
    assert framing.__all__ == NAMES
    assert dir(framing) == NAMES


def test_every_public_name_is_there_and_says_what_it_does() -> None:
    for name in NAMES:
        value = getattr(framing, name)
        if name != "__version__":
            assert value.__doc__, name


def test_an_unknown_name_is_an_error_that_lists_the_known() -> None:
    with pytest.raises(AttributeError, match=r"no 'find_marker'; the public names are .*find_markers"):
        _ = framing.find_marker


def test_importing_framing_loads_no_heavy_library() -> None:
    code = (
        "import sys, framing; "
        "heavy = {'pandas', 'pyarrow', 'scipy', 'sklearn', 'gensim', 'matplotlib', 'dask', 'nltk'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_errors_are_also_the_errors_that_python_has_for_it() -> None:
    from framing import errors

    for kind in (errors.InputError, errors.CorpusError, errors.LexiconError, errors.StudyError, errors.TableError):
        assert issubclass(kind, errors.FramingError)
        assert issubclass(kind, ValueError)
    assert issubclass(errors.UnknownNameError, KeyError)
    assert issubclass(errors.NeedsTextError, RuntimeError)
    assert str(errors.UnknownNameError("a name")) == "a name"
