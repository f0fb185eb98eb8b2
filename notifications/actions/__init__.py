"""Writes: sending, and marking as read."""

from notifications.actions.reading import MarkAllRead, MarkRead
from notifications.actions.sending import (
    Announce,
    SendToPeople,
    Sent,
    send_to_everyone,
    send_to_person,
    send_to_room,
)

__all__ = [
    "Announce",
    "MarkAllRead",
    "MarkRead",
    "SendToPeople",
    "Sent",
    "send_to_everyone",
    "send_to_person",
    "send_to_room",
]
