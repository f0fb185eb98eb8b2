"""What apps above rooms hang into it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import NamedTuple

from django.db import transaction

from realtime.append import Tx


class Marker(NamedTuple):
    """Up to where a person has read a room, and up to where messages are to be counted."""

    room: int
    read_seq: int
    head: int


class Counts(NamedTuple):
    """Unread messages by others, and how many of them name the person."""

    unread: int = 0
    mentions: int = 0


UnreadCounter = Callable[[int, Sequence[Marker]], dict[int, Counts]]
"""`count(user_id, markers)`: the counts of each room, in one query; rooms without any may be missing."""


def _nothing_unread(user_id: int, markers: Sequence[Marker]) -> dict[int, Counts]:
    return {}


_counter: UnreadCounter = _nothing_unread


def use_unread_counter(counter: UnreadCounter) -> None:
    """Chat knows the messages and says how to count them."""
    global _counter  # noqa: PLW0603  (set once, at start-up)
    _counter = counter


def unread_counts(user_id: int, markers: Sequence[Marker]) -> dict[int, Counts]:
    return _counter(user_id, markers) if markers else {}


LastMessages = Callable[[Collection[tuple[int, int]]], Mapping[tuple[int, int], datetime]]
"""`last(pairs)`: when each of these (user, room) pairs said something last, in one query; never: missing."""


def _never(pairs: Collection[tuple[int, int]]) -> Mapping[tuple[int, int], datetime]:
    return {}


_last: LastMessages = _never


def use_last_messages(last: LastMessages) -> None:
    """Chat knows when people spoke; slow mode wants to."""
    global _last  # noqa: PLW0603  (set once, at start-up)
    _last = last


def last_messages(pairs: Collection[tuple[int, int]]) -> Mapping[tuple[int, int], datetime]:
    return _last(pairs) if pairs else {}


MarginRoles = Callable[[Collection[tuple[int, int]]], Mapping[tuple[int, int], str]]
"""`roles(pairs)`: the role (reader, commenter, keeper) of each of these (user, room) pairs, whose rooms are margins, as
it is now; who has none is missing. Asked within transactions and on every delivery: a constant number of queries."""


def _no_margins(pairs: Collection[tuple[int, int]]) -> Mapping[tuple[int, int], str]:
    return {}


_margins: MarginRoles = _no_margins


def use_margins(roles: MarginRoles) -> None:
    """Comments know who may read beside which document."""
    global _margins  # noqa: PLW0603  (set once, at start-up)
    _margins = roles


def margin_roles(pairs: Collection[tuple[int, int]]) -> Mapping[tuple[int, int], str]:
    return _margins(pairs)


Expirer = Callable[[int, datetime], int]
"""`expire(room_id, before)`: takes one portion (some hundred) of the room's messages written before that time away,
live for everybody, and says how many; 0 when none is left."""


def _nothing_expires(room_id: int, before: datetime) -> int:
    return 0


_expirer: Expirer = _nothing_expires


def use_expirer(expirer: Expirer) -> None:
    """Chat knows the messages and takes those away that are older than a room keeps them."""
    global _expirer  # noqa: PLW0603  (set once, at start-up)
    _expirer = expirer


def expire_messages(room_id: int, before: datetime) -> int:
    """One portion of what is due by the room's retention; how many messages went. Call it until it says 0."""
    return _expirer(room_id, before)


class Added(NamedTuple):
    """Somebody (`by`) took a person into a room. All are ids but `role`; `seq` tells one stay from another."""

    room: int
    user: int
    by: int
    role: str
    seq: int


AddedListener = Callable[[Tx, Added], None]
RequestListener = Callable[[int], None]
_adders: list[AddedListener] = []
_askers: list[RequestListener] = []
_answerers: list[RequestListener] = []


def on_added(listener: AddedListener) -> None:
    """Write, within the append that takes somebody in and where their inbox is locked, what follows from it. Not for
    those who came by themselves."""
    if listener not in _adders:
        _adders.append(listener)


def added(tx: Tx, what: Added) -> None:
    for listener in _adders:
        listener(tx, what)


def on_asked(listener: RequestListener) -> None:
    """Be told of requests to join, by their id, after the commit, on the writer's thread. Best effort: rows are the
    truth."""
    if listener not in _askers:
        _askers.append(listener)


def asked(request_id: int) -> None:
    """Within an append: have listeners told."""
    for listener in _askers:
        transaction.on_commit(partial(listener, request_id))


def on_answered(listener: RequestListener) -> None:
    """Be told of requests to join that wait no more, by their id, in the same way."""
    if listener not in _answerers:
        _answerers.append(listener)


def answered(request_id: int) -> None:
    """Within an append: have listeners told."""
    for listener in _answerers:
        transaction.on_commit(partial(listener, request_id))
