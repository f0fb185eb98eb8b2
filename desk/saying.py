"""Sending a message on somebody's behalf: scheduled ones, and what slash commands say."""

from chat.actions import SendMessage
from chat.actions.written import SentAnswer
from chat.events import KindName
from realtime.commit import append


def say(
    user_id: int,
    username: str,
    room_id: int,
    body: str,
    client_id: str,
    *,
    thread: int | None = None,
    kind: KindName = "text",
) -> SentAnswer:
    """Raises Refused as any sending does. The same `client_id` again returns the first message."""
    return append(SendMessage(user_id, username, room_id, body, client_id, thread=thread, kind=kind))
