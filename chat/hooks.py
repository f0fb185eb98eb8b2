"""What apps above chat hang into it: told of messages after they were committed, in batches, off the writer's thread.

After a crash in between, a message is told again when the server is back: listeners must not count on hearing of
each exactly once, and find out themselves what they have done already.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from chat.events import CommentMark, Message
from realtime.append import Tx


@dataclass(frozen=True, slots=True)
class Said:
    """A message that somebody may want to be told of.

    `mentioned`: ids of people it names who may read the room, without its author. `followers`: who follows its
    thread, without its author and those. `room_kind`: room, direct or group; in the latter two everybody is meant.
    `comment`: the passage of a document that it comments on, or that its thread is about.
    `message.everyone`: "room" or "here" when it calls all members, or all who are online.
    """

    message: Message
    author_id: int
    room_kind: str
    mentioned: tuple[int, ...]
    followers: tuple[int, ...]
    comment: CommentMark | None = None


@dataclass(frozen=True, slots=True)
class Reacted:
    """Reactions to a message changed. `by`: who put one on it (`on`) or took one back, 0 if that is not known any
    more; never its author."""

    message: int
    by: int
    on: bool


Listener = Callable[[Sequence[Said]], None]
ReactionListener = Callable[[Reacted], None]
ReportListener = Callable[[int], None]
RemovalListener = Callable[[Sequence[int]], None]
Watch = Callable[[int, int | None, str], bool]
"""`(room_id, thread, body)`: whether somebody wants to be told of such a message for reasons that chat does not know.
Called for every message, before it is written: it must cost next to nothing, and no query."""
LinkListener = Callable[[Sequence[Message]], None]

ReadListener = Callable[[Tx, int, int, int | None, int], None]
"""`(tx, user_id, room_id, thread, seq)`: somebody has read a room (`thread` None) or a thread up to `seq`. Called in
the append that moves the marker, where their inbox is locked."""

said: list[Listener] = []
linked: list[LinkListener] = []
read: list[ReadListener] = []
reacted: list[ReactionListener] = []
reported: list[ReportListener] = []
resolved: list[ReportListener] = []
removed: list[RemovalListener] = []
_watches: list[Watch] = []


def on_said(listener: Listener) -> None:
    """Be told of messages that name somebody or everyone, of replies in threads, of direct messages, and of what
    is watched for."""
    if listener not in said:
        said.append(listener)


def on_linked(listener: LinkListener) -> None:
    """Be told of messages with a link in them, new or edited. Best effort: not told again after a crash."""
    if listener not in linked:
        linked.append(listener)


def on_read(listener: ReadListener) -> None:
    """Write, in the same commit, what follows from somebody's reading."""
    if listener not in read:
        read.append(listener)


def on_reacted(listener: ReactionListener) -> None:
    """Be told of reactions to somebody else's messages, after the commit, off the writer's thread. After a crash the
    reactions of a message are told again."""
    if listener not in reacted:
        reacted.append(listener)


def on_reported(listener: ReportListener) -> None:
    """Be told of reports, by their id, after the commit, on the writer's thread. Best effort: rows are the truth."""
    if listener not in reported:
        reported.append(listener)


def on_resolved(listener: ReportListener) -> None:
    """Be told of reports that were dealt with, in the same way."""
    if listener not in resolved:
        resolved.append(listener)


def on_removed(listener: RemovalListener) -> None:
    """Be told of messages that were deleted or have expired, by their ids, after the commit, off the writer's thread.
    Best effort: not told again after a crash."""
    if listener not in removed:
        removed.append(listener)


def use_watch(watch: Watch) -> None:
    """Have messages told that this says are watched for."""
    if watch not in _watches:
        _watches.append(watch)


def is_watched(room_id: int, thread: int | None, body: str) -> bool:
    return any(watch(room_id, thread, body) for watch in _watches)
