"""The wire types of chat: messages and what hangs on them, read markers, threads; commands, results, events."""

from datetime import datetime
from typing import Annotated, Final, Literal

from pydantic import ConfigDict, Field

from accounts.events import Person
from chat.models import CLIENT_ID_LENGTH
from files.events import FileInfo
from realtime.wire import Ephemeral, Event, Result, Wire

TYPING_SECONDS: Final = 6
ALWAYS_THERE: Final = ConfigDict(json_schema_serialization_defaults_required=True)
"""Fields with a default are sent all the same: readers need not expect them to be missing."""

ClientId = Annotated[str, Field(min_length=1, max_length=CLIENT_ID_LENGTH, pattern=r"^[!-~]+$")]
"""The sender's own name of a message: 1 to 64 visible ASCII characters. A retry with the same one writes nothing."""
RowId = Annotated[int, Field(ge=1, lt=2**63)]
Seq = Annotated[int, Field(ge=0, lt=2**63)]
KindName = Literal["text", "me"]
EveryoneName = Literal["", "room", "here"]


class Replies(Wire):
    """The thread below a message. `last_seq`: the `created_seq` of its newest reply; `people`: at most 5 who wrote
    in it, whoever wrote last first; `locked`: only moderators can write in it."""

    count: int
    last_at: datetime | None
    last_seq: int
    people: list[str]
    locked: bool


class Reaction(Wire):
    """Who reacted with `emoji`: the characters themselves, or ":name:"."""

    emoji: str
    users: list[str]


class PollOption(Wire):
    id: int
    text: str
    users: list[str]


class Poll(Wire):
    """`multiple`: one may choose several options. `closed_at`: nobody can vote any more."""

    question: str
    options: list[PollOption]
    multiple: bool
    closed_at: datetime | None


class Quote(Wire):
    """A forwarded or quoted message, as it was then. `room_name` is empty for direct messages."""

    message: int
    room: int
    room_name: str
    author: str
    body: str
    html: str
    created_at: datetime


class CommentMark(Wire):
    """What makes a message the first of a comment: on which passage of which document, as both were then.

    `start` and `end` are the ends of the passage as Yjs relative positions, base64; empty for a comment on the whole
    document. `resolved_by` is a username.
    """

    id: int
    document: int
    title: str
    passage: str
    start: str
    end: str
    resolved_at: datetime | None
    resolved_by: str | None


class Preview(Wire):
    """What is behind a link of the message."""

    url: str
    title: str
    description: str
    image: str | None
    site: str


class Extra(Wire):
    """What a message brings besides its text."""

    model_config = ALWAYS_THERE
    files: list[FileInfo] = []
    poll: Poll | None = None
    quote: Quote | None = None
    previews: list[Preview] = []
    comment: CommentMark | None = None


class Message(Wire):
    """A message as it is now. A deleted one is a tombstone: only who, when, where, `mentions` and `everyone` are
    left, `deleted_at` is set. `expired`: deleted because the room keeps messages only so long; not to be shown.

    `seq` is the sequence of its newest change, `created_seq` its place in the room's history. `thread` is the id of
    the message that a reply belongs to. `mentions` (usernames) and `everyone` are fixed when it is sent. `pinned`:
    who pinned it.
    """

    model_config = ALWAYS_THERE
    id: int
    room: int
    seq: int
    created_seq: int
    kind: KindName = "text"
    body: str
    html: str
    author: str
    client_id: str
    created_at: datetime
    edited_at: datetime | None
    deleted_at: datetime | None
    expired: bool = False
    thread: int | None = None
    replies: Replies | None = None
    reactions: list[Reaction] = Field(default_factory=list)  # a default [] is deep-copied for every message
    pinned: str | None = None
    mentions: list[str] = Field(default_factory=list)
    everyone: EveryoneName = ""
    extra: Extra | None = None


class MessagePage(Result):
    """A piece of the history, ascending by `created_seq`. `more`: there are older ones, `newer`: there are newer.

    `people` has everybody named in it by username. `epoch` and `head` are a cursor: what happened after it comes as
    events (of a page with `newer` only those are of use whose messages are in it).
    """

    messages: list[Message]
    more: bool
    newer: bool
    people: dict[str, Person]
    epoch: str
    head: int


class ThreadState(Wire):
    """How somebody stands to the thread of message `root`: `unread` replies by others after `read_seq`, counted at
    the room's head `at`."""

    root: int
    room: int
    following: bool
    read_seq: int
    unread: int
    at: int


class ThreadPage(MessagePage):
    """A piece of a thread: `messages` are replies to `root`."""

    root: Message
    state: ThreadState


class FollowedThread(Wire):
    root: Message
    state: ThreadState


class ThreadList(Result):
    """Threads that one follows, the one with the newest reply first."""

    threads: list[FollowedThread]
    people: dict[str, Person]


class Version(Wire):
    """What a message said from `at` on."""

    body: str
    html: str
    at: datetime


class VersionList(Result):
    """Everything a message has said, oldest first; the last is what it says now."""

    versions: list[Version]


class PinList(Result):
    """The pinned messages of a room, the last pinned first."""

    messages: list[Message]
    people: dict[str, Person]


class SeenBy(Result):
    """Who has read up to a message (its author is not told)."""

    users: list[str]


class MentionCheck(Result):
    """What a text would do: `outside` are named people who cannot see the room, `everyone` is how many people a
    @room or @here in it calls (0: nobody)."""

    outside: list[str]
    everyone: int


class ReportInfo(Wire):
    """A message that somebody told the moderators of. `body` is what it said then."""

    id: int
    message: Message
    reporter: str
    reason: str
    body: str
    created_at: datetime
    resolved_at: datetime | None
    resolved_by: str | None


class ReportList(Result):
    reports: list[ReportInfo]
    people: dict[str, Person]


# -- events of the room's stream


class MessageCreated(Event):
    type: Literal["message.created"] = "message.created"
    message: Message


class MessageUpdated(Event):
    """Edited, or something on it changed: reactions, replies, pin, votes, previews.

    To a reader who was away it may be the first they hear of the message.
    """

    type: Literal["message.updated"] = "message.updated"
    message: Message


class MessageDeleted(Event):
    """Deleted; the message is its tombstone."""

    type: Literal["message.deleted"] = "message.deleted"
    message: Message


# -- events of the inbox stream


class ReadState(Result):
    """How far somebody has read a room: `unread` messages by others after `read_seq`, counted at head `at`, and
    `mentions`: those among them that name the person or everyone. Replies in threads do not count."""

    room: int
    read_seq: int
    unread: int
    mentions: int
    at: int


class ReadMoved(Event):
    """The read marker moved, in whichever tab, forward or back."""

    type: Literal["read.moved"] = "read.moved"
    room: int
    read_seq: int
    unread: int
    mentions: int
    at: int


class ThreadChanged(Event):
    """One follows a thread (or does not any more), or has read it."""

    type: Literal["thread.changed"] = "thread.changed"
    thread: ThreadState


# -- ephemerals


class Typing(Ephemeral):
    """Somebody types (or stopped), in a thread or in the room. Forgotten after `expires` seconds."""

    model_config = ALWAYS_THERE
    type: Literal["typing"] = "typing"
    user: str
    active: bool
    thread: int | None = None
    expires: int = TYPING_SECONDS


# -- results


class SentMessage(Result):
    """`repeated`: this client_id was written before; the message is that one, as it is now."""

    message: Message
    repeated: bool


class ChangedMessage(Result):
    message: Message


class ChangedThread(Result):
    thread: ThreadState
