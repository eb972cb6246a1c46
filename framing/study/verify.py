"""Verify a report: make it again elsewhere, and compare every file with what its manifest says."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from framing.errors import InputError, together
from framing.files import sha256_of
from framing.study.cache import Cache, versions
from framing.study.config import read_study
from framing.study.plan import make_plan
from framing.study.run import MANIFEST, run_study


@dataclass(frozen=True)
class Verification:
    """What became of a report made again. All names are of files in the report, sorted.

    same: with the same content. different: with another. missing: that were not made again. new: that were not there.
    versions: of packages that are not those of the report: (package, of the report, here).
    """

    same: tuple[str, ...]
    different: tuple[str, ...]
    missing: tuple[str, ...]
    new: tuple[str, ...]
    versions: tuple[tuple[str, str, str], ...]

    @property
    def holds(self) -> bool:
        """Whether every file came out with the same content, and none besides."""
        return not (self.different or self.missing or self.new)


def verify(
    report: str | Path,
    *,
    study: str | Path | None = None,
    texts: str | Path | None = None,
    workers: int = 1,
    note: Callable[[str, bool], None] | None = None,
) -> Verification:
    """Run a report's study again, in a folder that is thrown away, and compare every output by its content.

    Args:
        report: the report's folder, with its manifest.
        study: the study file; by default the one of the manifest's name and digest, in the working directory, its
            `experiments`, or beside the folder that holds the reports.
        texts: the articles, for a report that was made with them.
        workers: threads to use.
        note: hears of each step.

    Raises: `InputError` where the report was altered since it was written, or where study, lexicon or articles are not
    those that its manifest names: then nothing is run.
    """
    folder = Path(report)
    kept = _manifest(folder)
    outputs = dict(kept["outputs"])
    altered = [n for n, d in outputs.items() if not (folder / n).is_file() or sha256_of(folder / n) != d]
    if altered:
        said = [f"{folder / n}: altered or missing since the report was written" for n in sorted(altered)]
        raise InputError(together(said, f"{folder}: not as it was written; get the report whole, or run its study"))
    path = _study(folder, kept, study)
    _check_inputs(folder, kept, path, texts)
    with tempfile.TemporaryDirectory(prefix="framing-verify-") as beside:
        place = Path(beside)
        run_study(path, out=place / "report", texts=texts, workers=workers, cache=Cache(place / "kept"), note=note)
        made = json.loads((place / "report" / MANIFEST).read_bytes())["outputs"]
    here = dict(versions())
    return Verification(
        same=tuple(sorted(n for n, d in outputs.items() if made.get(n) == d)),
        different=tuple(sorted(n for n, d in outputs.items() if n in made and made[n] != d)),
        missing=tuple(sorted(outputs.keys() - made.keys())),
        new=tuple(sorted(made.keys() - outputs.keys())),
        versions=tuple((n, v, here.get(n, "none")) for n, v in kept["versions"].items() if here.get(n) != v),
    )


def _manifest(folder: Path) -> dict[str, Any]:
    path = folder / MANIFEST
    try:
        kept = json.loads(path.read_bytes())
        if not all(isinstance(kept[key], dict) for key in ("inputs", "outputs", "versions")):
            raise KeyError
    except OSError as problem:
        why = f"{MANIFEST} can't be read: {problem.strerror}"
        raise InputError(f"{folder}: holds no report of framing ({why})") from None
    except (ValueError, KeyError, TypeError):
        raise InputError(f"{path}: is no manifest of framing; get the report whole, or run its study again") from None
    return dict(kept)


def _study(folder: Path, kept: dict[str, Any], given: str | Path | None) -> Path:
    """The study file that the manifest names, or the one given."""
    names = {n.removeprefix("study "): d for n, d in kept["inputs"].items() if n.startswith("study ")}
    name, digest = next(iter(names.items()), ("", ""))
    above = folder.resolve().parents
    around = [Path(), Path("experiments"), *(p / "experiments" for p in above[:3]), *above[:3]]
    there = [p for p in ([Path(given)] if given else [place / name for place in around]) if p.is_file()]
    same = [p for p in there if sha256_of(p) == digest]
    if same:
        return same[0]
    if there:
        raise InputError(f"{there[0]}: is not the study that made {folder}: it was changed since; get that version")
    if given:
        raise InputError(f"{given}: there is no such study file; name the one that made {folder}")
    raise InputError(f"{folder}: its study file {name} is not found; name it with --study")


def _check_inputs(folder: Path, kept: dict[str, Any], path: Path, texts: str | Path | None) -> None:
    inputs = make_plan(read_study(path), texts=Path(texts) if texts else None).inputs
    wanted = kept["inputs"]
    other = sorted(n for n in inputs.keys() & wanted.keys() if inputs[n] != wanted[n])
    said = [f"{folder}: {n}: is another here than when the report was made" for n in other]
    said += [
        f"{folder}: {n}: the report was made with it; give it with --texts" for n in sorted(wanted.keys() - inputs)
    ]
    said += [f"{folder}: {n}: the report was made without it" for n in sorted(inputs.keys() - wanted)]
    if said:
        raise InputError(together(said, f"{folder}: its inputs are not those that lie here"))
