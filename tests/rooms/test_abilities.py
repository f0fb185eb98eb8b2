"""The table of abilities, spelled out."""

import pytest

from rooms.abilities import abilities_of, may_give, may_touch

READ = {"read"}
MEMBER = {"read", "send", "create_document", "leave"}
ADMIN = MEMBER | {"invite", "manage", "remove", "moderate"}


@pytest.mark.parametrize(
    ("role", "visibility", "archived", "expected"),
    [
        (None, "public", False, {"read", "join"}),
        (None, "private", False, set()),
        ("member", "private", False, MEMBER),
        ("admin", "private", False, ADMIN),
        ("owner", "public", False, ADMIN | {"archive"}),
        (None, "public", True, {"read"}),
        (None, "private", True, set()),
        ("member", "public", True, {"read", "leave"}),
        ("admin", "public", True, {"read", "leave", "remove"}),
        ("owner", "public", True, {"read", "leave", "remove", "archive"}),
    ],
)
def test_who_may_what(role: str | None, visibility: str, archived: bool, expected: set[str]) -> None:
    assert abilities_of(role, visibility, archived) == expected


def test_nobody_gives_or_touches_above_themselves() -> None:
    roles = ["member", "admin", "owner"]
    assert [[may_give(actor, role) for role in roles] for actor in roles[1:]] == [
        [True, True, False],
        [True] * 3,
    ]
    assert [[may_touch(actor, role) for role in roles] for actor in roles[1:]] == [
        [True, True, False],
        [True] * 3,
    ]
