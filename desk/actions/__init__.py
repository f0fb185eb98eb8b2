"""Writes to what a person keeps. Each is an append to their inbox stream, so that all their tabs and devices agree."""

from desk.actions.drafts import SaveDraft
from desk.actions.reminders import CancelReminder, FireReminder, MakeReminder, Remembered
from desk.actions.saving import SaveMessage
from desk.actions.scheduling import (
    CancelScheduled,
    ChangeScheduled,
    Claimed,
    ClaimScheduled,
    EndScheduled,
    Planned,
    ScheduleMessage,
)

__all__ = [
    "CancelReminder",
    "CancelScheduled",
    "ChangeScheduled",
    "ClaimScheduled",
    "Claimed",
    "EndScheduled",
    "FireReminder",
    "MakeReminder",
    "Planned",
    "Remembered",
    "SaveDraft",
    "SaveMessage",
    "ScheduleMessage",
]
