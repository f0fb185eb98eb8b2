"""The table of rights: code and docs/rights.md say the same, and no way leads around it."""

import itertools
import re
from pathlib import Path
from typing import Final

import pytest

from collab.models import RoomRight
from collab.models.sharing import GrantRight
from collab.rights import GRANTED, LINKED, ORDER, RANK, ROOM_RIGHTS, Right, allows, right_of
from rooms.abilities import ARCHIVED, GUEST, MEMBER, ROOM, SILENCED, STRANGER, WRITING, Ability

PAGE: Final = (Path(__file__).parents[2] / "docs" / "rights.md").read_text()
WHO: Final[dict[str, tuple[frozenset[Ability], bool]]] = {
    "manages the room": (ROOM["admin"], False),
    "made the document, and may write in the room": (MEMBER, True),
    "may write in the room": (MEMBER, False),
    "may only react in the room": (MEMBER - WRITING, False),
    "may only read it: visitors of public rooms, silenced people": (STRANGER["public"], False),
    "is not in the room": (frozenset(), False),
}


def rows(heading: str) -> list[list[str]]:
    """The cells of the table whose header begins so."""
    table = PAGE[PAGE.index(f"| {heading} |") :].split("\n\n")[0].splitlines()[2:]
    return [[cell.strip(" `") for cell in line.strip("|").split("|")] for line in table]


def test_the_page_names_every_right_in_order() -> None:
    assert [name for name, _ in rows("right")] == list(ORDER)


def test_what_the_room_gives_is_as_the_page_says() -> None:
    told = {who: cells for who, *cells in rows("who")}
    assert told.keys() == WHO.keys()
    for who, (able, maker) in WHO.items():
        assert told[who] == [right_of(able, maker=maker, room_right=said) for said in ROOM_RIGHTS], who


def test_what_was_given_counts_as_the_page_says() -> None:
    cases = {
        "nothing of the following": {},
        "the room is archived": {"archived": True},
        "somebody is silenced in the room": {"silenced": True},
        "somebody is banned from the room, or deactivated": {"shut_out": True},
    }
    meant = {"what it is": "manage", "at most read": "read", "none": "none"}
    assert [when for when, _, _ in rows("when")] == list(cases)
    for when, _who, counts in rows("when"):
        assert right_of(frozenset(), granted="manage", **cases[when]) == meant[counts], when


def test_the_trash_is_read_by_those_who_would_manage() -> None:
    assert right_of(ROOM["owner"], trashed=True) == "read"
    assert right_of(MEMBER, maker=True, trashed=True) == "read"
    assert right_of(frozenset(), granted="manage", trashed=True) == "read"
    assert right_of(MEMBER, trashed=True) == "none"


@pytest.mark.parametrize("room_right", ROOM_RIGHTS)
def test_an_archived_room_lets_nobody_change_anything(room_right: str) -> None:
    for able, granted in itertools.product((*ROOM.values(), STRANGER["public"]), ORDER):
        right = right_of(able & ARCHIVED, maker=True, room_right=room_right, granted=granted, archived=True)
        assert RANK[right] <= RANK["read"]


@pytest.mark.parametrize("room_right", ROOM_RIGHTS)
def test_a_silence_takes_every_word(room_right: str) -> None:
    for role, granted in itertools.product(("guest", "member"), ORDER):
        able = ROOM[role] & SILENCED
        right = right_of(able, maker=True, room_right=room_right, granted=granted, silenced=True)
        assert RANK[right] <= RANK["read"]


def test_a_document_opens_no_more_to_visitors_than_the_room_does() -> None:
    for room_right in ROOM_RIGHTS:
        assert RANK[right_of(STRANGER["public"], room_right=room_right)] <= RANK["read"]
        assert right_of(frozenset(), room_right=room_right) == "none"


def test_what_is_given_never_takes_away() -> None:
    for able, room_right, granted in itertools.product(
        (MEMBER, GUEST, frozenset[Ability]()), ROOM_RIGHTS, ORDER
    ):
        without = right_of(able, room_right=room_right)
        with_it = right_of(able, room_right=room_right, granted=granted)
        assert RANK[with_it] == max(RANK[without], RANK[granted])


def test_the_database_takes_the_same_words() -> None:
    assert tuple(RoomRight.values) == ROOM_RIGHTS
    assert tuple(GrantRight.values) == GRANTED
    assert set(LINKED) < set(GRANTED)


@pytest.mark.parametrize(("right", "need"), list(itertools.product(ORDER, ORDER)))
def test_rights_are_ordered(right: Right, need: Right) -> None:
    assert allows(right, need) == (ORDER.index(right) >= ORDER.index(need))


def test_the_page_uses_no_other_right() -> None:
    assert set(re.findall(r"`(none|read|comment|edit|manage)`", PAGE)) == set(ORDER)
