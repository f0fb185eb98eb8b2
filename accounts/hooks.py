"""What apps above accounts hang into it."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, Protocol

from django.db.models import QuerySet

from accounts.models import User
from realtime.append import Tx


class ProfileFollower(Protocol):
    """Someone who shows people's names and has to tell its readers when one changes."""

    def streams(self, user_id: int) -> Sequence[str]:
        """The streams that `follow` is going to stamp."""

    def follow(self, tx: Tx, user_id: int) -> None:
        """Stamp and publish, within the append that changed the profile."""


profile_followers: list[ProfileFollower] = []


def register_profile_follower(follower: ProfileFollower) -> None:
    if follower not in profile_followers:
        profile_followers.append(follower)


def followed_streams(user_id: int) -> list[str]:
    """The streams that are told of a change of this person's profile."""
    return [stream for each in profile_followers for stream in each.streams(user_id)]


def tell_followers(tx: Tx, user_id: int) -> None:
    """Within an append: tell those who show this person's profile."""
    for follower in profile_followers:
        follower.follow(tx, user_id)


class Place(NamedTuple):
    """A room, as far as a profile card names it."""

    id: int
    name: str


SharedRooms = Callable[[int, int], Iterable[Place]]
"""`shared(user_id, other_id)`: the rooms with a name that both are in, in one query."""


def _nothing_shared(user_id: int, other_id: int) -> Iterable[Place]:
    return ()


_shared: SharedRooms = _nothing_shared


def use_shared_rooms(shared: SharedRooms) -> None:
    """Rooms knows who is where."""
    global _shared  # noqa: PLW0603  (set once, at start-up)
    _shared = shared


def shared_rooms(user_id: int, other_id: int) -> list[Place]:
    return list(_shared(user_id, other_id))


Acquaintances = Callable[[int], QuerySet[Any]]
"""`acquaintances(user_id)`: a query of one column, the ids of the people who share a room with the person."""


def _no_acquaintances(user_id: int) -> QuerySet[Any]:
    return User.objects.none().values("pk")


_acquaintances: Acquaintances = _no_acquaintances


def use_acquaintances(known: Acquaintances) -> None:
    """Guests know of nobody else."""
    global _acquaintances  # noqa: PLW0603  (set once, at start-up)
    _acquaintances = known


def acquaintances(user_id: int) -> QuerySet[Any]:
    return _acquaintances(user_id)


Recorder = Callable[[Tx | None, int | None, str, str, dict[str, object]], None]
"""`record(tx, actor, action, target, details)`: the audit log stands above accounts."""


def _no_record(
    tx: Tx | None, actor: int | None, action: str, target: str, details: dict[str, object]
) -> None:
    """Without an audit log nothing is kept."""


_recorder: Recorder = _no_record


def use_recorder(recorder: Recorder) -> None:
    """The audit log says how an administrative act is written down."""
    global _recorder  # noqa: PLW0603  (set once, at start-up)
    _recorder = recorder


STANDING = {
    ("is_active", False): "person.deactivated",
    ("is_active", True): "person.reactivated",
    ("is_staff", True): "person.made_staff",
    ("is_staff", False): "person.unmade_staff",
    ("is_guest", True): "person.made_guest",
    ("is_guest", False): "person.unmade_guest",
}


def record_standing(tx: Tx | None, actor: int | None, username: str, field: str, value: bool) -> None:
    """Write down that somebody was deactivated, made staff and the like."""
    _recorder(tx, actor, STANDING[field, value], username, {})
