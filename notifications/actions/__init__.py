"""Writes: sending, and what a person does with what is in their inbox; their preferences."""

from notifications.actions.preferences import SetPlaceVolume, SetWishes, set_place_volume, set_wishes
from notifications.actions.reading import MarkAllRead, MarkAllSeen, MarkRead
from notifications.actions.sending import (
    Announce,
    SendToPeople,
    Sent,
    send_to_everyone,
    send_to_person,
    send_to_room,
)
from notifications.actions.snooze import WakeSnoozed
from notifications.actions.states import Acknowledge, ChangeEntries, RestoreStates, change_part, restore

__all__ = [
    "Acknowledge",
    "Announce",
    "ChangeEntries",
    "MarkAllRead",
    "MarkAllSeen",
    "MarkRead",
    "RestoreStates",
    "SendToPeople",
    "Sent",
    "SetPlaceVolume",
    "SetWishes",
    "WakeSnoozed",
    "change_part",
    "restore",
    "send_to_everyone",
    "send_to_person",
    "send_to_room",
    "set_place_volume",
    "set_wishes",
]
