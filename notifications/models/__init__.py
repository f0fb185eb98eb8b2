"""Data of notifications."""

from notifications.models.delivery import Delivery, PushSubscription, VapidKey
from notifications.models.inbox import InboxEntry, InboxMark, SeenMark
from notifications.models.notification import Audience, Notification
from notifications.models.preferences import PlaceRule, Preferences, Watchword

__all__ = [
    "Audience",
    "Delivery",
    "InboxEntry",
    "InboxMark",
    "Notification",
    "PlaceRule",
    "Preferences",
    "PushSubscription",
    "SeenMark",
    "VapidKey",
    "Watchword",
]
