"""Who is refused with what, said once: actors, and rules that turn an actor and a kind of room into an HTTP status.

A rule asks the table of abilities (`rooms.abilities`), so most routes of the matrix only name the ability they need.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from rooms.abilities import Ability, Place, abilities_of


@dataclass(frozen=True)
class Actor:
    """Somebody who calls. `role` is what they are in the room, None outside of it."""

    name: str
    role: str | None = None
    banned: bool = False
    staff: bool = False
    root: bool = False

    @property
    def signed_in(self) -> bool:
        return self.name != "anonymous"


ACTORS: Final = (
    Actor("anonymous"),
    Actor("stranger"),
    Actor("ex_member"),
    Actor("banned", banned=True),
    Actor("staff", staff=True),
    Actor("root", staff=True, root=True),
    Actor("guest", "guest"),
    Actor("member", "member"),
    Actor("admin", "admin"),
    Actor("owner", "owner"),
)
OUTSIDERS: Final = frozenset({"anonymous", "stranger", "ex_member", "banned"})
"""To whom nothing of a private room may be shown."""
KINDS: Final = {
    "private": Place(),
    "public": Place(visibility="public"),
    "findable": Place(findable=True),
}
VISITORS: Final = tuple(actor for actor in ACTORS if actor.role in (None, "member"))
"""Where only what is open to outsiders differs: they, and one who is in it."""
Rule = Callable[[Actor, str], int]
"""Actor and a key of KINDS → the expected status."""


def able(actor: Actor, kind: str) -> frozenset[Ability]:
    """What the actor may do in such a room, by the table of abilities."""
    if actor.banned or not actor.signed_in:
        return frozenset()
    return abilities_of(actor.role, KINDS[kind])


def _rule(decide: Rule, but: dict[str, int]) -> Rule:
    """`but` says what is different for some actors; who is not signed in is always told so."""

    def expected(actor: Actor, kind: str) -> int:
        if not actor.signed_in:
            return but.get("anonymous", 401)
        return but[actor.name] if actor.name in but else decide(actor, kind)

    return expected


def needs(ability: Ability, done: int = 200, hidden: int = 404, **but: int) -> Rule:
    """Of the room: 404 to whom it does not exist, 403 to who may read it but not do this."""

    def decide(actor: Actor, kind: str) -> int:
        may = able(actor, kind)
        if ability in may:
            return done
        return 403 if "read" in may else hidden

    return _rule(decide, but)


def keepers(done: int = 200) -> Rule:
    """Of a document in the trash: it exists for those who manage the room, and for nobody else."""
    return _rule(lambda actor, kind: done if "manage" in able(actor, kind) else 404, {})


def follower(actor: Actor, kind: str) -> int:
    """A link to a document: who reads it anyway is led there, everybody else is shown it."""
    return 302 if "read" in able(actor, kind) else 200


def inside(done: int = 200, **but: int) -> Rule:
    """One's own relation to a room one is in."""

    def decide(actor: Actor, kind: str) -> int:
        if actor.role is not None:
            return done
        return 403 if "read" in able(actor, kind) else 404

    return _rule(decide, but)


def signed_in(done: int = 200, **but: int) -> Rule:
    """About oneself, or open to everybody with an account."""
    return _rule(lambda actor, kind: done, but)


def only(name: str, done: int = 200, others: int = 404, **but: int) -> Rule:
    """What belongs to one person; to others it does not exist."""
    return _rule(lambda actor, kind: done if actor.name == name else others, but)


def author(name: str, done: int = 200) -> Rule:
    """What only the author of a message may do: other readers are told so, the rest learns nothing."""

    def decide(actor: Actor, kind: str) -> int:
        if actor.name == name:
            return done
        return 403 if "read" in able(actor, kind) else 404

    return _rule(decide, {})


def staff(done: int = 200, **but: int) -> Rule:
    return _rule(lambda actor, kind: done if actor.staff else 403, but)


def announcers(done: int = 200, **but: int) -> Rule:
    """Staff, and those who run a room. `but`: what belongs to one of them does not exist for the other."""
    return _rule(lambda actor, kind: done if actor.staff or actor.role in ("admin", "owner") else 403, but)


def public(done: int = 200) -> Rule:
    """For anybody at all."""
    return lambda actor, kind: done


def page(rule: Rule) -> Rule:
    """The same for a page: who is not signed in is led to the sign-in page."""
    return lambda actor, kind: rule(actor, kind) if actor.signed_in else 302
