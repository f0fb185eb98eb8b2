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


Listener = Callable[[Sequence[Said]], None]
LinkListener = Callable[[Sequence[Message]], None]

ReadListener = Callable[[Tx, int, int, int | None, int], None]
"""`(tx, user_id, room_id, thread, seq)`: somebody has read a room (`thread` None) or a thread up to `seq`. Called in
the append that moves the marker, where their inbox is locked."""

said: list[Listener] = []
linked: list[LinkListener] = []
read: list[ReadListener] = []


def on_said(listener: Listener) -> None:
    """Be told of messages that name somebody or everyone, of replies in threads, and of direct messages."""
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
