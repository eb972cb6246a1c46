from __future__ import annotations

import sys
from pathlib import Path

# The corpora with planted effects are made by the examples of the unit tests.
for _folder in ("contrasts", "topics"):
    sys.path.insert(0, str(Path(__file__).parents[1] / "unit" / _folder))
