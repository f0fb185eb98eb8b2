"""Who may do what in a room: one table, pure. Everything that asks "may they?" asks here.

The same table for people to read is docs/abilities.md; a test compares the two.
"""

from functools import lru_cache
from typing import Final, Literal, NamedTuple

Ability = Literal[
    "read",  # see messages, members, documents
    "send",  # write messages, edit documents, show typing, vote
    "react",  # put an emoji on a message
    "create_document",
    "upload",  # put files into messages
    "mention_everyone",  # call all members, or all who are here
    "join",  # enter by oneself
    "request",  # ask to be let in
    "leave",
    "invite",  # add people, make links, answer those who ask
    "manage",  # everything of the room's own but the archive; roles below owner
    "remove",  # put people out, ban them
    "moderate",  # delete what others wrote, lock threads, pin, silence, see reports
    "archive",  # archive and bring back
    "transfer",  # hand the room over to somebody else
    "export",  # take away everything that was ever said
]

Table = dict[str, frozenset[Ability]]

GUEST: Final = frozenset[Ability]({"read", "send", "react", "upload", "leave"})
MEMBER: Final = GUEST | frozenset[Ability]({"create_document", "mention_everyone"})
ADMIN: Final = MEMBER | frozenset[Ability]({"invite", "manage", "remove", "moderate"})
OWNER: Final = ADMIN | frozenset[Ability]({"archive", "transfer", "export"})
ROOM: Final[Table] = {"guest": GUEST, "member": MEMBER, "admin": ADMIN, "owner": OWNER}

GROUP: Final[Table] = dict.fromkeys(ROOM, MEMBER) | {"guest": GUEST}
"""Among people who talk directly nobody stands above another."""
DIRECT: Final[Table] = {role: able - {"leave", "mention_everyone"} for role, able in GROUP.items()}
"""Two people: who leaves would only be written to anew."""
MARGIN: Final[Table] = {
    "reader": frozenset({"read"}),
    "commenter": frozenset({"read", "send", "react", "upload"}),
    "keeper": frozenset({"read", "send", "react", "upload", "moderate"}),
}
"""Beside a document: the roles follow from the right in it."""
BY_KIND: Final[dict[str, Table]] = {"room": ROOM, "group": GROUP, "direct": DIRECT, "margin": MARGIN}

STRANGER: Final[Table] = {
    "public": frozenset({"read", "join"}),
    "findable": frozenset({"request"}),
    "private": frozenset(),
}
"""Of those who are not in the room. Guests of the workspace and banned people have nothing of it."""

WRITING: Final = frozenset[Ability]({"send", "create_document", "upload", "mention_everyone"})
"""What announcement-only rooms keep for admins and owners."""

SILENCED: Final = frozenset[Ability]({"read", "leave"})
"""What is left to somebody who is silenced."""

ARCHIVED: Final = frozenset[Ability]({"read", "leave", "remove", "archive", "export"})
"""What an archived room leaves of anybody's abilities: it is read only, but people can still go."""

RANK: Final = {"guest": 0, "member": 1, "admin": 2, "owner": 3}


class Place(NamedTuple):
    """What of a room its abilities depend on."""

    kind: str = "room"
    visibility: str = "private"
    findable: bool = False
    posting: str = "everyone"
    archived: bool = False


@lru_cache(1024)
def abilities_of(role: str | None, place: Place, silenced: bool = False) -> frozenset[Ability]:
    """What somebody with this role (None: not in it, but no guest of the workspace) may do in such a room."""
    if role is None:
        full = STRANGER["findable" if place.findable and place.visibility == "private" else place.visibility]
    else:
        full = BY_KIND[place.kind][role]
        if place.posting == "admins" and RANK[role] < RANK["admin"]:
            full -= WRITING
        if silenced:
            full &= SILENCED
    return full & ARCHIVED if place.archived else full


def role_of(role: str | None, is_guest: bool) -> str | None:
    """The role as it counts: a guest of the workspace is a guest in every room, whatever they were before."""
    return "guest" if is_guest and role is not None else role


def may_give(actor: str, role: str) -> bool:
    """Whether an admin or owner may make somebody this: up to the own rank."""
    return RANK[role] <= RANK[actor]


def may_touch(actor: str, target: str) -> bool:
    """Whether an admin or owner may change or remove somebody: admins not owners."""
    return RANK[target] <= RANK[actor]
