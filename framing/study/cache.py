"""What earlier runs computed, found again by what it was computed from."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import metadata, resources
from pathlib import Path
from typing import Any

from framing.files import sha256_of, whole_folder, write_text

PACKAGES = (
    "framing",
    "numpy",
    "scipy",
    "pandas",
    "pyarrow",
    "rensa",
    "scikit-learn",
    "gensim",
    "matplotlib",
    "py3langid",
    "trafilatura",
)

Parts = dict[str, Any]
"""What a step hangs on, by name: settings, digests of inputs, keys of other steps."""


def key_of(parts: Parts) -> str:
    """A digest of everything that a step hangs on."""
    return sha256_of(json.dumps(parts, sort_keys=True, ensure_ascii=False, default=str).encode())[:16]


@cache
def code_digest() -> str:
    """A digest of framing's own program text: another version computes every step again."""
    package = Path(str(resources.files("framing")))
    digest = hashlib.sha256()
    for path in sorted(p for ending in ("py", "j2", "css") for p in package.rglob(f"*.{ending}")):
        digest.update(path.relative_to(package).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


@cache
def versions() -> tuple[tuple[str, str], ...]:
    """The version of each package that makes the numbers and figures."""
    return tuple((name, metadata.version(name)) for name in PACKAGES)


@dataclass(frozen=True)
class Cache:
    """Results of the steps of one study, one folder a step, the newest of each."""

    folder: Path

    def state(self, step: str, parts: Parts) -> str:
        """What a step is: "fresh", or why it is stale."""
        before, now = self._read(step), json.loads(json.dumps(parts, default=str))
        if before is None:
            return "never run"
        if before == now:
            return "fresh"
        changed = sorted(k for k in {*before, *now} if before.get(k) != now.get(k))
        return "changed: " + ", ".join(changed)

    def get(self, step: str, parts: Parts, make: Callable[[Path], None], *, force: bool = False) -> tuple[Path, bool]:
        """The step's folder, and whether it had to be made: `make(folder)` fills it where it is stale."""
        place = self.folder / step
        if not force and self.state(step, parts) == "fresh":
            return place, False
        with whole_folder(place) as beside:
            make(beside)
            write_text(beside / "parts.json", json.dumps(parts, indent=1, sort_keys=True, default=str))
        return place, True

    def note(self, name: str, content: Parts) -> None:
        """Keep a small record beside the steps, such as when and where a run took place."""
        write_text(self.folder / f"{name}.json", json.dumps(content, indent=1, sort_keys=True, default=str) + "\n")

    def clear(self) -> None:
        """Forget everything."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _read(self, step: str) -> Parts | None:
        try:
            return json.loads((self.folder / step / "parts.json").read_bytes())  # type: ignore[no-any-return]
        except (OSError, ValueError):
            return None
