"""What is wrong with a source, gathered while it is read, so that one error tells it all."""

from __future__ import annotations

from framing.errors import CorpusError, together

SHOWN = 20
"""Problems that a message spells out; of the others it gives the number."""


class Problems:
    """Problems of one source in the order in which they were met."""

    def __init__(self, heading: str) -> None:
        self.heading = heading
        self.first: list[str] = []
        self.count = 0

    def add(self, problem: str | CorpusError) -> None:
        """Note a problem: a message that names its place and its remedy."""
        self.count += 1
        if self.count <= SHOWN:
            self.first.append(str(problem))

    def stop(self) -> None:
        """Raise `CorpusError` with all of them if there is any."""
        if self.count > SHOWN:
            lines = "\n".join(f"  - {p}" for p in self.first)
            raise CorpusError(f"{self.heading}: {self.count} problems\n{lines}\n  and {self.count - SHOWN} more")
        if self.count:
            raise CorpusError(together(self.first, self.heading))
