"""What somebody may do with a document: one table, pure. Everything that asks "may they?" asks here.

The same table for people to read is docs/rights.md; a test compares the two.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final, Literal, get_args

from rooms.abilities import Ability

Right = Literal["none", "read", "comment", "edit", "manage"]

ORDER: Final[tuple[Right, ...]] = get_args(Right)
RANK: Final[dict[Right, int]] = {right: rank for rank, right in enumerate(ORDER)}
ROOM_RIGHTS: Final = ("", "none", "read", "comment", "edit")
"""What a document may say of the people of its room; "" is what the room says."""
GRANTED: Final = ("read", "comment", "edit", "manage")
"""What may be given to one person."""
LINKED: Final = ("read", "comment", "edit")
"""What may be given to whoever has a link."""


def allows(right: Right, need: Right) -> bool:
    """Whether somebody with this right may do what needs that one."""
    return RANK[right] >= RANK[need]


def least(*rights: Right) -> Right:
    return min(rights, key=RANK.__getitem__)


def most(rights: Iterable[Right]) -> Right:
    """The highest of them; "none" of none."""
    return max(rights, key=RANK.__getitem__, default="none")


@lru_cache(1024)
def room_gives(able: frozenset[Ability], maker: bool) -> Right:
    """What the room alone gives: by the abilities there, and to whoever made the document."""
    if "manage" in able or (maker and "send" in able):
        return "manage"
    if "send" in able:
        return "edit"
    if "react" in able:
        return "comment"
    return "read" if "read" in able else "none"


@lru_cache(4096)
def right_of(
    able: frozenset[Ability],
    *,
    maker: bool = False,
    room_right: str = "",
    granted: Right = "none",
    archived: bool = False,
    shut_out: bool = False,
    silenced: bool = False,
    trashed: bool = False,
) -> Right:
    """The right of somebody with these abilities in the document's room (none for those outside of it).

    `room_right`: what the document says of the people of its room. `granted`: the best that was given to this person.
    `shut_out`: banned from the room, or deactivated. A trashed document is read by those who would manage it.
    """
    if shut_out:
        return "none"
    right = room_gives(able, maker)
    if room_right and right != "manage":
        # Who may not even react is a visitor or silenced: a document opens no more to them than the room does.
        said: Right = room_right  # type: ignore[assignment]  # one of ROOM_RIGHTS
        right = said if "react" in able else least(right, said)
    if archived or silenced:
        granted = least(granted, "read")
    right = most((right, granted))
    if trashed:
        return "read" if right == "manage" else "none"
    return right
