"""The wire types of chat: messages, read markers, typing; commands, results, events."""

from datetime import datetime
from typing import Annotated, Final, Literal

from pydantic import Field

from accounts.events import Person
from chat.models import CLIENT_ID_LENGTH
from realtime.wire import Command, Ephemeral, Event, Result, Wire

TYPING_SECONDS: Final = 6

ClientId = Annotated[str, Field(min_length=1, max_length=CLIENT_ID_LENGTH, pattern=r"^[!-~]+$")]
"""The sender's own name of a message: 1 to 64 visible ASCII characters. A retry with the same one writes nothing."""
RowId = Annotated[int, Field(ge=1, lt=2**63)]
Seq = Annotated[int, Field(ge=0, lt=2**63)]


class Message(Wire):
    """A message as it is now. A deleted one is a tombstone: `body` and `html` are empty, `deleted_at` is set.

    `seq` is the sequence of its newest change, `created_seq` its place in the room's history.
    """

    id: int
    room: int
    seq: int
    created_seq: int
    body: str
    html: str
    author: str
    client_id: str
    created_at: datetime
    edited_at: datetime | None
    deleted_at: datetime | None


class MessagePage(Result):
    """A piece of the history, ascending by `created_seq`. `more`: there are older ones.

    `people` has the authors by username. `epoch` and `head` are a cursor: what happened after it comes as events.
    """

    messages: list[Message]
    more: bool
    people: dict[str, Person]
    epoch: str
    head: int


# -- events of the room's stream


class MessageCreated(Event):
    type: Literal["message.created"] = "message.created"
    message: Message


class MessageUpdated(Event):
    """Edited. To a reader who was away it may be the first they hear of the message."""

    type: Literal["message.updated"] = "message.updated"
    message: Message


class MessageDeleted(Event):
    """Deleted; the message is its tombstone."""

    type: Literal["message.deleted"] = "message.deleted"
    message: Message


# -- events of the inbox stream


class ReadState(Result):
    """How far somebody has read a room: `unread` messages by others after `read_seq`, counted at head `at`."""

    room: int
    read_seq: int
    unread: int
    at: int


class ReadMoved(Event):
    """The read marker moved, in whichever tab."""

    type: Literal["read.moved"] = "read.moved"
    room: int
    read_seq: int
    unread: int
    at: int


# -- ephemerals


class Typing(Ephemeral):
    """Somebody types (or stopped). Forgotten after `expires` seconds without another one."""

    type: Literal["typing"] = "typing"
    user: str
    active: bool
    expires: int = TYPING_SECONDS


# -- commands and their results


class SendMessageCommand(Command):
    type: Literal["message.send"] = "message.send"
    room: RowId
    body: str
    client_id: ClientId


class SentMessage(Result):
    """`repeated`: this client_id was written before; the message is that one, as it is now."""

    message: Message
    repeated: bool


class EditMessageCommand(Command):
    type: Literal["message.edit"] = "message.edit"
    message: RowId
    body: str


class DeleteMessageCommand(Command):
    type: Literal["message.delete"] = "message.delete"
    message: RowId


class ChangedMessage(Result):
    message: Message


class TypingCommand(Command):
    type: Literal["typing"] = "typing"
    room: RowId
    active: bool


class ReadCommand(Command):
    """I have seen everything in this room up to `seq`."""

    type: Literal["room.read"] = "room.read"
    room: RowId
    seq: Seq
