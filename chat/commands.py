"""Handlers of chat's commands. They run on the event loop, for sockets and for HTTP alike."""

from chat.actions import DeleteMessage, EditMessage, MoveReadMarker, SendMessage
from chat.events import (
    DeleteMessageCommand,
    EditMessageCommand,
    ReadCommand,
    SendMessageCommand,
    TypingCommand,
)
from chat.limits import spend_message
from chat.selectors import room_of_message
from chat.typing import show_typing
from realtime.db import in_db
from realtime.registry import Caller, handles


@handles(SendMessageCommand)
def send(caller: Caller, command: SendMessageCommand) -> SendMessage:
    who = caller.identity
    spend_message(who.user_id, command.body)
    return SendMessage(who.user_id, who.username, command.room, command.body, command.client_id)


@handles(EditMessageCommand)
async def edit(caller: Caller, command: EditMessageCommand) -> EditMessage:
    spend_message(caller.identity.user_id, command.body)
    room = await in_db(room_of_message, command.message)
    return EditMessage(caller.identity.user_id, room, command.message, command.body)


@handles(DeleteMessageCommand)
async def delete(caller: Caller, command: DeleteMessageCommand) -> DeleteMessage:
    spend_message(caller.identity.user_id, "")
    room = await in_db(room_of_message, command.message)
    return DeleteMessage(caller.identity.user_id, room, command.message)


@handles(ReadCommand)
def read(caller: Caller, command: ReadCommand) -> MoveReadMarker:
    return MoveReadMarker(caller.identity.user_id, command.room, command.seq)


@handles(TypingCommand)
async def type_(caller: Caller, command: TypingCommand) -> None:
    await show_typing(caller, command.room, active=command.active)
