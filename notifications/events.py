"""What notifications say on the wire. TypeScript types are made from these classes."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from realtime.wire import Command, Event, Result, Wire


class Notification(Wire):
    """A notification as one person sees it.

    `seq` is where it appeared, and never changes: for `everyone` in `announcements:all`, else in the person's
    inbox. `body` is markdown source. `url` is a path on this site, an http(s) address, or "".
    """

    id: int
    seq: int
    title: str
    body: str
    url: str
    audience: Literal["everyone", "room", "user"]
    sender: str
    created_at: datetime
    read: bool


class NotificationCreated(Event):
    """A notification came. On `announcements:all` it is the same for everybody and says `read: false`; whoever
    knows the notification from their inbox stream already keeps what that said."""

    type: Literal["notification.created"] = "notification.created"
    notification: Notification


class NotificationUpdated(Event):
    """A notification of this person's changed (it was read, here or in another tab). Upsert it by id."""

    type: Literal["notification.updated"] = "notification.updated"
    notification: Notification


class NotificationsAllRead(Event):
    """Everything before this event in the inbox is read, and announcements up to this sequence of
    `announcements:all`."""

    type: Literal["notification.all_read"] = "notification.all_read"
    announcements: int


class NotificationRead(Command):
    """Mark notifications of mine as read. Unknown ids refuse the whole command."""

    type: Literal["notification.read"] = "notification.read"
    ids: Annotated[list[int], Field(min_length=1, max_length=200)]


class NotificationReadAll(Command):
    """Mark everything as read that is there when the server gets to it."""

    type: Literal["notification.read_all"] = "notification.read_all"


class InboxCount(Result):
    """How many notifications the person has not read."""

    unread: int


class StreamPosition(Wire):
    """Where a stream stood when an answer was made: a cursor for the changes after it."""

    stream: str
    epoch: str
    head: int


class InboxPage(Result):
    """A page of the inbox, newest first, with the count and the place in the streams that it belongs to.

    `last_event_id` says that place to /events/ (`Last-Event-ID`, or `?lastEventId=` on the first connection).
    """

    notifications: list[Notification]
    unread: int
    more: bool
    streams: list[StreamPosition]
    last_event_id: str
