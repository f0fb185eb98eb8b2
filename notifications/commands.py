"""What a client may ask over its connection (or POST /api/v1/commands)."""

from notifications.actions import MarkAllRead, MarkRead
from notifications.events import NotificationRead, NotificationReadAll
from realtime.registry import Caller, handles


@handles(NotificationRead)
def read(caller: Caller, command: NotificationRead) -> MarkRead:
    return MarkRead(caller.identity.user_id, command.ids)


@handles(NotificationReadAll)
def read_all(caller: Caller, command: NotificationReadAll) -> MarkAllRead:
    return MarkAllRead(caller.identity.user_id)
