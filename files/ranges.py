"""The Range header (RFC 9110, 14), one range. Pure."""

import re
from typing import Final

RANGE: Final = re.compile(r"bytes=(\d{0,18})-(\d{0,18})\Z")


class Unsatisfiable(ValueError):
    """The range lies outside the content: 416."""


def requested(header: str, size: int) -> tuple[int, int] | None:
    """First and last byte that a Range header asks for, both included; None for the whole.

    Several ranges, other units and nonsense mean the whole, as the RFC allows. Raises Unsatisfiable.
    """
    match = RANGE.match(header.strip().replace(" ", ""))
    if match is None or (not match[1] and not match[2]):
        return None
    if not match[1]:
        length = min(int(match[2]), size)
        if length == 0:
            raise Unsatisfiable
        return size - length, size - 1
    first = int(match[1])
    last = min(int(match[2]), size - 1) if match[2] else size - 1
    if match[2] and int(match[2]) < first:
        return None
    if first >= size:
        raise Unsatisfiable
    return first, last
