"""Dictionaries of quanteda: YAML of nested keys with glob patterns at the ends."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.errors import LexiconError
from framing.markers.formats.gather import Gatherer, Loaded
from framing.markers.formats.spread import Spreader

if TYPE_CHECKING:
    from yaml.nodes import Node

    from framing.markers.formats.gather import Remark
    from framing.markers.lexicon import Lexicon

_RESERVED = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}
"""Words that YAML does not read as text unless they are quoted."""

_PLAIN = ("str", "bool", "int", "float", "null", "timestamp", "merge", "value")
"""Kinds that YAML gives to plain words: `no` and `2013` are patterns as they stand here."""

DEEPEST = 40
"""So many keys may lie within each other."""


def read(path: Path, text: str, language: str) -> Loaded:
    """The dictionary as a lexicon: outer keys are categories, keys in them markers, deeper ones are joined.

    Only the structure of the YAML is read, as text with lines; nothing in it is ever built or run.
    Raises `LexiconError` listing every problem with its line.
    """
    import yaml

    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        raise LexiconError(
            f"{path}:{mark.line + 1 if mark else 1}: not valid YAML: {problem.problem or problem.context}; a pattern"
            " that holds more than letters and blanks, such as *ism, is safest in quotation marks"
        ) from problem
    except yaml.reader.ReaderError as problem:
        line = text[: problem.position].count("\n") + 1
        raise LexiconError(
            f"{path}:{line}: not valid YAML: it holds the control character {chr(problem.character)!r}"
        ) from problem
    except RecursionError as problem:
        raise LexiconError(f"{path}: keys lie within each other deeper than {DEEPEST}") from problem
    gatherer = Gatherer(path, "quanteda")
    if root is None:
        raise LexiconError(f"{path}:1: the file is empty; a dictionary has keys with lists of patterns")
    _Walk(gatherer).walk(root, ())
    return gatherer.loaded(language)


class _Walk:
    """Goes through the nodes of a dictionary."""

    def __init__(self, gatherer: Gatherer) -> None:
        self._to = gatherer
        self._seen: set[int] = set()

    def walk(self, node: Node, keys: tuple[str, ...]) -> None:
        import yaml

        line = node.start_mark.line + 1
        if id(node) in self._seen:
            self._to.problem(line, f"an alias stands for another part of the file{_at(keys)}; write that part out")
            return
        self._seen.add(id(node))
        if node.tag.rpartition(":")[2] not in (*_PLAIN, "map", "seq") or not node.tag.startswith("tag:yaml.org,2002:"):
            self._to.problem(line, f"the tag {node.tag!r}{_at(keys)} means nothing in a dictionary; leave it out")
        elif len(keys) > DEEPEST:
            self._to.problem(line, f"keys lie within each other deeper than {DEEPEST}")
        elif isinstance(node, yaml.MappingNode):
            self._mapping(node, keys)
        elif not keys:
            self._to.problem(line, "a dictionary is keys with lists of patterns, such as `economy: [growth, tax*]`")
        elif isinstance(node, yaml.SequenceNode):
            if not node.value:
                self._to.name(*_names(keys))
            for part in node.value:
                self.walk(part, keys)
        elif node.tag.endswith(":null"):
            self._to.name(*_names(keys))
        else:
            self._to.add_foreign(*_names(keys), node.value, line)

    def _mapping(self, node: Any, keys: tuple[str, ...]) -> None:
        import yaml

        seen: dict[str, int] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode) or not key.value.strip():
                self._to.problem(line, f"a key{_at(keys)} must be a text")
                continue
            if key.value in seen:
                self._to.problem(line, f"key {key.value!r}{_at(keys)} stands in line {seen[key.value]} too")
            seen[key.value] = line
            if len(keys) == 2:
                self._to.remark("changed", line, f"key {' > '.join((*keys, key.value))!r} is a marker of {keys[0]!r}")
            self.walk(value, (*keys, key.value))


def _names(keys: tuple[str, ...]) -> tuple[str, str]:
    """Category and marker of a list under these keys."""
    return keys[0], " ".join(keys[1:]) or keys[0]


def _at(keys: tuple[str, ...]) -> str:
    return f" under {' > '.join(keys)!r}" if keys else ""


def write(lexicon: Lexicon) -> tuple[str, list[Remark]]:
    """The lexicon as a dictionary of quanteda, and what it can't carry."""
    spreader = Spreader(lexicon, "a dictionary of quanteda")
    out = [f"# {_comment(f'{lexicon.name} {lexicon.version} ({lexicon.language}): {lexicon.description}')}"]
    for kind, markers in spreader.by_category():
        out.append(f"{_key(kind.id)}:  # {_comment(kind.label)}")
        for marker, patterns in markers:
            out.append(f"  {_key(marker.id)}:")
            out += [f"    - {json.dumps(pattern, ensure_ascii=False)}" for pattern, _ in patterns]
    spreader.tell_heads(labels=True)
    spreader.tell_file(
        "quanteda matches whole tokens, whose * and ? also take digits, hyphens and apostrophes: split hyphens first,"
        " tokens(x, split_hyphens = TRUE)"
    )
    return "\n".join(out) + "\n", spreader.remarks


def _key(name: str) -> str:
    return f'"{name}"' if name in _RESERVED else name


def _comment(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
