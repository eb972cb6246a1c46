"""Word shifts by shifterator (0.3.0), the package of Gallagher et al. (2021), as numbers to hold ours against.

Run with a Python that has shifterator; no other package is needed and framing is not imported:

    python -m venv /tmp/peer && /tmp/peer/bin/pip install shifterator==0.3.0
    /tmp/peer/bin/python experiments/peers/word_shift.py > tests/reference/word_shift.csv
"""

import collections
import collections.abc
import csv
import sys

from shifterator import JSDivergenceShift

collections.Mapping = collections.abc.Mapping  # its name before Python 3.10, which shifterator still uses

SYSTEMS = {
    # the counts of the reference values of the Jensen-Shannon divergence
    "small": ({"a": 52, "b": 10, "c": 5}, {"a": 57, "b": 2, "c": 9, "d": 4}),
    # made: falling counts, shifted against each other, with items on one side only
    "made": (
        {f"w{i:02d}": 400 // (i + 1) for i in range(30) if i % 7},
        {f"w{i:02d}": 300 // ((i * 11) % 30 + 1) for i in range(30) if i % 5},
    ),
}


def main() -> None:
    """Write one row an item: its share of the divergence, and the divergence in bits."""
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["system", "item", "target_n", "reference_n", "share", "divergence"])
    for name, (target, reference) in SYSTEMS.items():
        shift = JSDivergenceShift(type2freq_1=reference, type2freq_2=target, base=2, normalization="variation")
        scores = shift.get_shift_scores(details=False)
        for item in sorted(scores):
            row = [name, item, target.get(item, 0), reference.get(item, 0), f"{scores[item]:.12f}"]
            out.writerow([*row, f"{shift.diff:.12f}"])


if __name__ == "__main__":
    main()
