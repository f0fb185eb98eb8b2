"""Handlers of chat's commands. They run on the event loop, for sockets and for HTTP alike."""

from chat.actions import (
    ClosePoll,
    DeleteMessage,
    EditMessage,
    FollowThread,
    LockThread,
    MarkUnread,
    MoveReadMarker,
    Pin,
    React,
    ReadThread,
    SendMessage,
    Vote,
)
from chat.command_types import (
    ClosePollCommand,
    DeleteMessageCommand,
    EditMessageCommand,
    FollowThreadCommand,
    LockThreadCommand,
    PinCommand,
    ReactCommand,
    ReadCommand,
    ReadThreadCommand,
    SendMessageCommand,
    TypingCommand,
    UnreadCommand,
    VoteCommand,
)
from chat.limits import spend_message
from chat.selectors import room_of_message, thread_of_message
from chat.typing import show_typing
from realtime.db import in_db
from realtime.registry import Caller, handles


@handles(SendMessageCommand)
def send(caller: Caller, command: SendMessageCommand) -> SendMessage:
    who = caller.identity
    spend_message(who.user_id, command.body)
    return SendMessage(
        who.user_id,
        who.username,
        command.room,
        command.body,
        command.client_id,
        kind=command.kind,
        thread=command.thread,
        quote=command.quote,
        files=command.files,
    )


@handles(EditMessageCommand)
async def edit(caller: Caller, command: EditMessageCommand) -> EditMessage:
    spend_message(caller.identity.user_id, command.body)
    room = await in_db(room_of_message, command.message)
    return EditMessage(caller.identity.user_id, room, command.message, command.body)


@handles(DeleteMessageCommand)
async def delete(caller: Caller, command: DeleteMessageCommand) -> DeleteMessage:
    return DeleteMessage(*await _changing(caller, command.message))


@handles(ReactCommand)
async def react(caller: Caller, command: ReactCommand) -> React:
    return React(*await _changing(caller, command.message), command.emoji, on=command.on)


@handles(PinCommand)
async def pin(caller: Caller, command: PinCommand) -> Pin:
    return Pin(*await _changing(caller, command.message), on=command.on)


@handles(VoteCommand)
async def vote(caller: Caller, command: VoteCommand) -> Vote:
    return Vote(*await _changing(caller, command.message), command.options)


@handles(ClosePollCommand)
async def close_poll(caller: Caller, command: ClosePollCommand) -> ClosePoll:
    return ClosePoll(*await _changing(caller, command.message))


@handles(LockThreadCommand)
async def lock_thread(caller: Caller, command: LockThreadCommand) -> LockThread:
    return LockThread(*await _changing(caller, command.message), on=command.on)


async def _changing(caller: Caller, message_id: int) -> tuple[int, int, int]:
    """Who changes which message in which room, having paid for it."""
    spend_message(caller.identity.user_id, "")
    return caller.identity.user_id, await in_db(room_of_message, message_id), message_id


@handles(FollowThreadCommand)
async def follow(caller: Caller, command: FollowThreadCommand) -> FollowThread:
    spend_message(caller.identity.user_id, "")
    room, root = await in_db(thread_of_message, command.message)
    return FollowThread(caller.identity.user_id, room, root, on=command.on)


@handles(ReadThreadCommand)
async def read_thread(caller: Caller, command: ReadThreadCommand) -> ReadThread:
    room, root = await in_db(thread_of_message, command.message)
    return ReadThread(caller.identity.user_id, room, root, command.seq)


@handles(ReadCommand)
def read(caller: Caller, command: ReadCommand) -> MoveReadMarker:
    return MoveReadMarker(caller.identity.user_id, command.room, command.seq)


@handles(UnreadCommand)
def mark_unread(caller: Caller, command: UnreadCommand) -> MarkUnread:
    return MarkUnread(caller.identity.user_id, command.room, command.seq)


@handles(TypingCommand)
async def type_(caller: Caller, command: TypingCommand) -> None:
    await show_typing(caller, command.room, active=command.active, thread=command.thread)
