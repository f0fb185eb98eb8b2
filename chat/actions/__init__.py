"""Writes to messages and read markers, as appends to the room's or the person's stream."""

from chat.actions.change import DeleteMessage, EditMessage
from chat.actions.read import MoveReadMarker
from chat.actions.send import SendMessage

__all__ = ["DeleteMessage", "EditMessage", "MoveReadMarker", "SendMessage"]
