"""Places for the names of points, so that no two overlap."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in inches."""
Point = tuple[float, float]

STEPS = 32
"""Directions that are tried at each distance."""
DISTANCES = (0.05, 0.09, 0.14, 0.2, 0.28, 0.38, 0.5, 0.65, 0.85, 1.1, 1.4, 1.8)
"""How far from its point a name may stand, in inches."""
CLEAR = 0.02
"""Room about a name, in inches."""


def place_labels(
    points: Sequence[Point],
    sizes: Sequence[Point],
    room: Box,
    *,
    taken: Sequence[Box] = (),
    height: float = 0.045,
) -> list[Box | None]:
    """A box for the name of each point, as near to it as there is room; None where there is none.

    Earlier points choose first, so the order of `points` matters and nothing else does. No box overlaps another, any
    point, or a box of `taken`, and all lie inside `room`. `sizes`: width and height of each name; `height`: half the
    height of a point's mark. All in inches.

    >>> place_labels([(1.0, 1.0)], [(0.5, 0.1)], (0, 0, 2, 2))
    [(1.05, 0.95, 1.55, 1.05)]
    """
    marks = [(x - height, y - height, x + height, y + height) for x, y in points]
    boxes: list[Box] = [*taken, *marks]
    made: list[Box | None] = []
    for (x, y), (wide, high) in zip(points, sizes, strict=True):
        made.append(_first_free(x, y, wide, high, room, boxes))
        if made[-1] is not None:
            left, bottom, right, top = made[-1]
            boxes.append((left - CLEAR, bottom - CLEAR, right + CLEAR, top + CLEAR))
    return made


def _first_free(x: float, y: float, wide: float, high: float, room: Box, boxes: list[Box]) -> Box | None:
    taken = np.array(boxes, float).reshape(-1, 4)
    for distance in DISTANCES:
        for left, bottom in _ring(x, y, wide, high, distance):
            right, top = left + wide, bottom + high
            inside = left >= room[0] and bottom >= room[1] and right <= room[2] and top <= room[3]
            free = (right <= taken[:, 0]) | (left >= taken[:, 2]) | (top <= taken[:, 1]) | (bottom >= taken[:, 3])
            if inside and free.all():
                return tuple(round(float(v), 6) for v in (left, bottom, right, top))  # type: ignore[return-value]
    return None


def _ring(x: float, y: float, wide: float, high: float, distance: float) -> list[Point]:
    """Lower left corners of boxes whose nearest edge or corner is so far from the point; right and left come first."""
    corners = []
    for k in range(STEPS):
        # 0, then alternately up and down from the right: names beside their points are read most easily
        turn = (k + 1) // 2 * (1 if k % 2 else -1) * 2 * np.pi / STEPS
        dx, dy = np.cos(turn), np.sin(turn)
        across = x + distance * dx + (dx - 1) * wide / 2
        upward = y + distance * dy + (dy - 1) * high / 2
        corners.append((across, upward))
    # the box straight to the left before those above and below
    corners.sort(key=lambda c: abs(c[1] - (y - high / 2)) > 1e-9)
    return corners
