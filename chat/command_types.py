"""The commands of chat as they travel. Their handlers are in chat.commands."""

from typing import Annotated, Literal

from pydantic import Field

from chat.events import ClientId, KindName, RowId, Seq
from realtime.wire import Command

FileIds = Annotated[list[Annotated[str, Field(max_length=36)]], Field(max_length=10)]
Emoji = Annotated[str, Field(min_length=1, max_length=42)]
Options = Annotated[list[Annotated[int, Field(ge=0, lt=100, strict=True)]], Field(max_length=20)]


class SendMessageCommand(Command):
    """`thread`: the message that this is a reply to. `quote`: a message to show in this one. `files`: ids of what
    was uploaded for it. With a quote or files the body may be empty."""

    type: Literal["message.send"] = "message.send"
    room: RowId
    body: str
    client_id: ClientId
    thread: RowId | None = None
    quote: RowId | None = None
    files: FileIds = []
    kind: KindName = "text"


class EditMessageCommand(Command):
    type: Literal["message.edit"] = "message.edit"
    message: RowId
    body: str


class DeleteMessageCommand(Command):
    type: Literal["message.delete"] = "message.delete"
    message: RowId


class TypingCommand(Command):
    type: Literal["typing"] = "typing"
    room: RowId
    active: bool
    thread: RowId | None = None


class ReactCommand(Command):
    type: Literal["message.react"] = "message.react"
    message: RowId
    emoji: Emoji
    on: bool


class PinCommand(Command):
    type: Literal["message.pin"] = "message.pin"
    message: RowId
    on: bool


class VoteCommand(Command):
    """Choose these options, and no others."""

    type: Literal["poll.vote"] = "poll.vote"
    message: RowId
    options: Options


class ClosePollCommand(Command):
    type: Literal["poll.close"] = "poll.close"
    message: RowId


class FollowThreadCommand(Command):
    """`message` is the one that the thread hangs on."""

    type: Literal["thread.follow"] = "thread.follow"
    message: RowId
    on: bool


class ReadThreadCommand(Command):
    """I have seen the replies up to `seq`."""

    type: Literal["thread.read"] = "thread.read"
    message: RowId
    seq: Seq


class LockThreadCommand(Command):
    type: Literal["thread.lock"] = "thread.lock"
    message: RowId
    on: bool


class ReadCommand(Command):
    """I have seen everything in this room up to `seq`."""

    type: Literal["room.read"] = "room.read"
    room: RowId
    seq: Seq


class UnreadCommand(Command):
    """Mark the message at `seq` and all after it as unread."""

    type: Literal["room.unread"] = "room.unread"
    room: RowId
    seq: Seq
