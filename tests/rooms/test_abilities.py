"""The table of abilities: spelled out in docs/abilities.md, which is compared with the code here."""

import re
from itertools import product
from pathlib import Path
from typing import get_args

import pytest
from django.conf import settings

from rooms.abilities import (
    ARCHIVED,
    RANK,
    SILENCED,
    WRITING,
    Ability,
    Place,
    abilities_of,
    may_give,
    may_touch,
    role_of,
)
from rooms.events import Abilities, AbilitiesByRole
from rooms.models import Role

TEXT = (Path(settings.BASE_DIR) / "docs" / "abilities.md").read_text()
ALL = set(get_args(Ability))


def table(heading: str) -> list[list[str]]:
    """All cells of the first table below a heading, the first row being its header."""
    section = TEXT.split(f"{heading}\n", 1)[1].split("\n#", 1)[0]
    rows = [line for line in section.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
    return [cells[0], *cells[2:]]


def told(heading: str, column: str) -> set[str]:
    """The abilities that a column of a table says yes to."""
    header, *rows = table(heading)
    assert [row[0].strip("`") for row in rows] == list(get_args(Ability))
    return {row[0].strip("`") for row in rows if row[header.index(column)] == "yes"}


def named(when: str) -> set[str]:
    (cell,) = [row[2] for row in table("## What a room or a moderator takes away") if row[0] == when]
    return set(re.findall(r"`(\w+)`", cell))


@pytest.mark.parametrize("role", RANK)
def test_the_document_tells_what_roles_may(role: str) -> None:
    assert told("## In a room", role) == abilities_of(role, Place())
    assert told("## In a room", role) == abilities_of(role, Place(visibility="public"))


@pytest.mark.parametrize(("kind", "role"), list(product(["direct", "group"], ["guest", "member"])))
def test_the_document_tells_what_people_may_who_talk_directly(kind: str, role: str) -> None:
    assert told("## In direct and group messages", f"{kind}: {role}") == abilities_of(role, Place(kind))


@pytest.mark.parametrize("role", ["reader", "commenter", "keeper"])
def test_the_document_tells_what_one_may_beside_a_document(role: str) -> None:
    assert told("## Beside a document", role) == abilities_of(role, Place("margin"))


@pytest.mark.parametrize(
    ("column", "place"),
    [
        ("public", Place(visibility="public")),
        ("public", Place(visibility="public", findable=True)),
        ("private, findable", Place(findable=True)),
        ("private", Place()),
    ],
)
def test_the_document_tells_what_strangers_may(column: str, place: Place) -> None:
    assert told("## Outside of a room", column) == abilities_of(None, place)


def test_the_document_tells_what_is_taken_away() -> None:
    assert named("the room is archived") == ARCHIVED
    assert named("somebody is silenced") == SILENCED
    assert named("only admins post") == WRITING
    assert {row[0].strip("`") for row in table("# Who may do what")[1:]} == ALL


@pytest.mark.parametrize("role", [*RANK, None])
def test_an_archived_room_leaves_only_what_can_be_done_without_writing(role: str | None) -> None:
    for kind, visibility in product(["room", "direct", "group"], ["public", "private"]):
        place = Place(kind, visibility)
        assert abilities_of(role, place._replace(archived=True)) == abilities_of(role, place) & ARCHIVED


def test_announcements_are_written_by_admins() -> None:
    place = Place(posting="admins")
    for role in ("guest", "member"):
        assert abilities_of(role, place) == abilities_of(role, Place()) - WRITING
        assert {"read", "react", "leave"} <= abilities_of(role, place)
    for role in ("admin", "owner"):
        assert abilities_of(role, place) == abilities_of(role, Place())


def test_a_silenced_person_can_read_and_go() -> None:
    assert abilities_of("member", Place(), silenced=True) == {"read", "leave"}
    assert abilities_of("guest", Place(), silenced=True) == {"read", "leave"}
    assert abilities_of("member", Place(archived=True), silenced=True) == {"read", "leave"}


def test_a_guest_of_the_workspace_is_a_guest_everywhere() -> None:
    assert [role_of(role, True) for role in (*RANK, None)] == ["guest"] * 4 + [None]
    assert [role_of(role, False) for role in (*RANK, None)] == [*RANK, None]


def test_the_wire_shows_every_ability_and_role() -> None:
    assert set(Abilities.model_fields) == ALL
    assert set(AbilitiesByRole.model_fields) == {*RANK, "silenced", "none"}
    assert set(RANK) == set(Role.values)


def test_nobody_gives_or_touches_above_themselves() -> None:
    roles = ["guest", "member", "admin", "owner"]
    for ask in (may_give, may_touch):
        assert [[ask(actor, role) for role in roles] for actor in ("admin", "owner")] == [
            [True, True, True, False],
            [True] * 4,
        ]
