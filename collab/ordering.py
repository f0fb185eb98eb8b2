"""Keys that order siblings: between any two there is a third, so that moving one page changes that page alone. Pure.

A key is a fraction written with the digits 0-9a-z, which every database and every browser sorts alike. It never ends
in 0, so there is always room before it.
"""

from typing import Final

DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"
BASE: Final = len(DIGITS)
LONGEST: Final = 60
"""Characters. A key that would be longer says that the siblings are to be spread anew."""


def between(before: str = "", after: str = "") -> str:
    """A key after `before` ("" for the beginning) and before `after` ("" for the end).

    Raises ValueError where there is none, as they are equal or the wrong way round.
    """
    if after and before >= after:
        raise ValueError(f"{before!r} is not before {after!r}")
    made: list[int] = []
    bounded = bool(after)
    at = 0
    while True:
        low = DIGITS.index(before[at]) if at < len(before) else 0
        high = DIGITS.index(after[at]) if bounded and at < len(after) else (0 if bounded else BASE)
        if high - low > 1:
            # At the end pages are added one after the other: a small step keeps their keys short.
            made.append(low + 1 if not after else (low + high) // 2)
            return "".join(DIGITS[digit] for digit in made)
        made.append(low)
        bounded = bounded and low == high
        at += 1


def spread(count: int) -> list[str]:
    """So many keys in order, as far from each other as short ones can be."""
    width = 1
    while BASE**width <= count + 1:
        width += 1
    step = BASE**width // (count + 1)
    return [_key(step * number, width).rstrip("0") for number in range(1, count + 1)]


def _key(number: int, width: int) -> str:
    digits = []
    for _ in range(width):
        number, digit = divmod(number, BASE)
        digits.append(DIGITS[digit])
    return "".join(reversed(digits))
