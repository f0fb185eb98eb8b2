"""Who may do what in a room: one table, pure. Everything that asks "may they?" asks here."""

from typing import Final, Literal

Ability = Literal[
    "read",  # see messages, members, documents
    "send",  # write messages, edit documents, show typing
    "create_document",
    "join",  # enter by oneself
    "leave",
    "invite",  # add people as members
    "manage",  # name, topic, visibility, roles below owner
    "remove",  # put people out
    "moderate",  # delete what others wrote
    "archive",  # archive and bring back
]

MEMBER: Final = frozenset[Ability]({"read", "send", "create_document", "leave"})
ADMIN: Final = MEMBER | frozenset[Ability]({"invite", "manage", "remove", "moderate"})
OWNER: Final = ADMIN | frozenset[Ability]({"archive"})
BY_ROLE: Final[dict[str, frozenset[Ability]]] = {"member": MEMBER, "admin": ADMIN, "owner": OWNER}
OUTSIDER: Final[dict[str, frozenset[Ability]]] = {
    "public": frozenset({"read", "join"}),
    "private": frozenset(),
}

ARCHIVED: Final = frozenset[Ability]({"read", "leave", "remove", "archive"})
"""What an archived room leaves of anybody's abilities: it is read only, but people can still go."""

RANK: Final = {"member": 0, "admin": 1, "owner": 2}


def abilities_of(role: str | None, visibility: str, archived: bool) -> frozenset[Ability]:
    """What somebody with this role (None: not a member) may do in such a room."""
    full = OUTSIDER[visibility] if role is None else BY_ROLE[role]
    return full & ARCHIVED if archived else full


def may_give(actor: str, role: str) -> bool:
    """Whether an admin or owner may make somebody this: up to the own rank."""
    return RANK[role] <= RANK[actor]


def may_touch(actor: str, target: str) -> bool:
    """Whether an admin or owner may change or remove somebody: admins not owners."""
    return RANK[target] <= RANK[actor]
