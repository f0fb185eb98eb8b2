"""Writes: drafts, sending, portions, and what comes after."""

from broadcasts.actions.after import EditSent, Expire, Recall, TellRound, TestToMyself, checked_words
from broadcasts.actions.drafts import (
    ChangeDraft,
    CreateDraft,
    DeleteDraft,
    DeleteTemplate,
    SaveTemplate,
    Unschedule,
)
from broadcasts.actions.portions import DecideWays, SendPortion
from broadcasts.actions.send import FailBroadcast, Send, Sent, send_draft, send_due, send_new

__all__ = [
    "ChangeDraft",
    "CreateDraft",
    "DecideWays",
    "DeleteDraft",
    "DeleteTemplate",
    "EditSent",
    "Expire",
    "FailBroadcast",
    "Recall",
    "SaveTemplate",
    "Send",
    "SendPortion",
    "Sent",
    "TellRound",
    "TestToMyself",
    "Unschedule",
    "checked_words",
    "send_draft",
    "send_due",
    "send_new",
]
