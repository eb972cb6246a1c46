from __future__ import annotations

import pytest

from framing import errors


@pytest.mark.parametrize(
    ("error", "builtin"),
    [
        (errors.InputError, ValueError),
        (errors.CorpusError, errors.InputError),
        (errors.LexiconError, errors.InputError),
        (errors.StudyError, errors.InputError),
        (errors.TableError, errors.InputError),
        (errors.TooLittleError, errors.InputError),
        (errors.UnknownNameError, KeyError),
        (errors.NeedsTextError, RuntimeError),
    ],
)
def test_the_tree(error: type[Exception], builtin: type[Exception]) -> None:
    assert issubclass(error, errors.FramingError)
    assert issubclass(error, builtin)
    assert error.__name__ in str(errors.__doc__)
    assert str(error("what's 'wrong'")) == "what's 'wrong'"  # a KeyError would print its repr


def test_every_error_is_in_the_drawing() -> None:
    own = [c for c in vars(errors).values() if isinstance(c, type) and issubclass(c, errors.FramingError)]
    assert len(own) == 10
    assert all(c.__name__ in str(errors.__doc__) for c in own)


def test_the_nearest_name() -> None:
    assert errors.nearest("crackdwon", ["stability", "crackdown"]) == "did you mean 'crackdown'?"
    assert errors.nearest("x", ["b", "a", "b"]) == "known: 'a', 'b'"
    assert errors.nearest("x", []) == "none is known"


def test_problems_together() -> None:
    assert errors.together(["one"], "file") == "one"
    assert errors.together(["one", "two"], "file") == "file: 2 problems\n  - one\n  - two"
