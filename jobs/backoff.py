"""How long to wait before trying again: twice as long each time, with jitter. Pure."""

import random
from collections.abc import Callable
from typing import Final

FIRST: Final = 10.0
"""Seconds after the first failure, at most."""
MOST: Final = 6 * 3600.0
"""Seconds between two tries, at most."""

Draw = Callable[[], float]


def pause(attempts: int, *, first: float = FIRST, most: float = MOST, draw: Draw = random.random) -> float:
    """Seconds to wait after this many failed tries (1 or more): between half and the whole of
    `first * 2 ** (attempts - 1)`, at most `most`. What failed together thus comes back apart. `draw` gives 0…1."""
    whole = min(most, first * 2.0 ** min(attempts - 1, 60))
    return whole / 2 + draw() * whole / 2
