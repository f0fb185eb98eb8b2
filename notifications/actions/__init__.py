"""Writes: what a person does with what is in their inbox; their preferences."""

from notifications.actions.preferences import SetPlaceVolume, SetWishes, set_place_volume, set_wishes
from notifications.actions.reading import MarkAllRead, MarkAllSeen, MarkRead
from notifications.actions.snooze import WakeSnoozed
from notifications.actions.states import Acknowledge, ChangeEntries, RestoreStates, change_part, restore

__all__ = [
    "Acknowledge",
    "ChangeEntries",
    "MarkAllRead",
    "MarkAllSeen",
    "MarkRead",
    "RestoreStates",
    "SetPlaceVolume",
    "SetWishes",
    "WakeSnoozed",
    "change_part",
    "restore",
    "set_place_volume",
    "set_wishes",
]
