"""What notifications say on the wire. TypeScript types are made from these classes."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from notifications.core.preferences import KindWishes, Wishes
from notifications.kinds import Kind, Level, Volume
from realtime.wire import Command, Event, Result, Wire

AudienceName = Literal["everyone", "room", "user", "people"]
Tab = Literal["all", "unread", "mentions", "saved", "done"]
Ids = Annotated[list[int], Field(min_length=1, max_length=200)]


class Translation(Wire):
    """An announcement in another language."""

    title: str
    body: str


class Notification(Wire):
    """A notification as one person sees it.

    `seq` is where it appeared: for `everyone` in `announcements:all`, else in the person's inbox (anew when it comes
    back from a snooze). `rank` is where it stands in their inbox, highest at the top: its id, or a newer number since
    it came back from a snooze. `kind` says why it came, `group` what it is listed under, `places` whose rules apply
    (nearest first).
    `body` is markdown source. `url` is a path on this site, an http(s) address, or "". `data` holds the names of the
    sentence ("name", "room", "document", "emoji"…); `title` is that sentence in the installation's language. `count`:
    how many things it stands for. What is `read` is `seen`. `translations`: by language code, of announcements.
    """

    id: int
    seq: int
    kind: Kind
    group: str
    places: list[str]
    title: str
    body: str
    url: str
    data: dict[str, str]
    translations: dict[str, Translation]
    audience: AudienceName
    level: Level
    sender: str
    created_at: datetime
    edited_at: datetime | None
    expires_at: datetime | None
    wants_ack: bool
    count: int
    read: bool
    seen: bool
    done: bool
    saved: bool
    snoozed_until: datetime | None
    rank: int
    acknowledged: bool


class NotificationCreated(Event):
    """A notification came. On `announcements:all` it is the same for everybody and says nothing of what one person
    did with it; whoever knows the notification from their inbox stream already keeps what that said."""

    type: Literal["notification.created"] = "notification.created"
    notification: Notification


class NotificationUpdated(Event):
    """A notification changed: the person did something with it, here or in another tab; or (on `announcements:all`)
    its sender edited it. Upsert it by id."""

    type: Literal["notification.updated"] = "notification.updated"
    notification: Notification


class NotificationRemoved(Event):
    """It is not in the inbox any more: taken back, expired, or replaced by a newer one of its group."""

    type: Literal["notification.removed"] = "notification.removed"
    notification: int


class NotificationsAllRead(Event):
    """Everything before this event in the inbox is read, and announcements up to this sequence of
    `announcements:all`."""

    type: Literal["notification.all_read"] = "notification.all_read"
    announcements: int


class NotificationsAllSeen(Event):
    """Everything before this event in the inbox was on the person's screen, and announcements up to this sequence of
    `announcements:all`."""

    type: Literal["notification.all_seen"] = "notification.all_seen"
    announcements: int


class PlaceVolume(Wire):
    """How much a person wants to hear of one place ("room:3"); `volume` None: as everywhere."""

    place: str
    volume: Volume | None


class PreferencesChanged(Event):
    """The person's wishes, whole."""

    type: Literal["preferences.changed"] = "preferences.changed"
    wishes: Wishes


class PlaceRuleChanged(Event):
    """How much the person wants to hear of a place."""

    type: Literal["place_rule.changed"] = "place_rule.changed"
    rule: PlaceVolume


class EntryState(Wire):
    """What a person has done with one notification: all of it, so that it can be put back."""

    id: int
    read: bool
    done: bool
    saved: bool
    snoozed_until: datetime | None


class EntryChange(Wire):
    """What is to be changed; None leaves it. `snoozed_until` in the past (or 0001-01-01) ends a snooze."""

    read: bool | None = None
    done: bool | None = None
    saved: bool | None = None
    snoozed_until: datetime | None = None


class NotificationChange(Command):
    """Change what I have done with these. Unknown ids refuse the whole command."""

    type: Literal["notification.change"] = "notification.change"
    ids: Ids
    change: EntryChange


class NotificationRead(Command):
    """Mark notifications of mine as read. Unknown ids refuse the whole command."""

    type: Literal["notification.read"] = "notification.read"
    ids: Ids


class NotificationReadAll(Command):
    """Mark everything as read that is there when the server gets to it."""

    type: Literal["notification.read_all"] = "notification.read_all"


class NotificationSeenAll(Command):
    """Everything that is there was on my screen."""

    type: Literal["notification.seen_all"] = "notification.seen_all"


class InboxCount(Result):
    """How many notifications the person has not read, and how many they have not seen."""

    unread: int
    unseen: int


class Changed(InboxCount):
    """The counts now, and how the changed ones stood before: post them to `/notifications/states` to undo.

    `more`: not everything that was asked for was changed at once; ask the same again.
    """

    before: list[EntryState]
    more: bool = False


class StreamPosition(Wire):
    """Where a stream stood when an answer was made: a cursor for the changes after it."""

    stream: str
    epoch: str
    head: int


class InboxPage(Result):
    """A page of the inbox, newest first, with the counts and the place in the streams that it belongs to.

    `last_event_id` says that place to /events/ (`Last-Event-ID`, or `?lastEventId=` on the first connection).
    """

    notifications: list[Notification]
    unread: int
    unseen: int
    more: bool
    streams: list[StreamPosition]
    last_event_id: str


class Group(Wire):
    """Notifications of one thread, room or document: the newest, how many there are in this tab, how many unread."""

    group: str
    newest: Notification
    count: int
    unread: int


class GroupPage(Result):
    """A page of groups, the one with the newest notification first; ask on with `before` = the last newest's rank."""

    groups: list[Group]
    unread: int
    unseen: int
    more: bool
    streams: list[StreamPosition]
    last_event_id: str


class KindDefault(Wire):
    """A kind and what holds for it unless the person wishes otherwise."""

    kind: Kind
    wishes: KindWishes


class PreferencesPage(Result):
    """The person's wishes, their rules for places with the places' names, and what the defaults are."""

    wishes: Wishes
    rules: list[PlaceVolume]
    names: dict[str, str]
    defaults: list[KindDefault]


class Reaches(Result):
    """What would reach the person: the ways, why some do not ("muted", "off", "quiet", "here"), and the moments before
    which push and e-mail are not sent."""

    ways: list[str]
    silenced_by: str
    email: Literal["off", "now", "digest"]
    push_at: datetime | None
    email_at: datetime | None


class Why(Result):
    """Why a notification came: its kind in a sentence, what the person wishes of that kind, and the rule of the
    nearest of its places that has one. `names` of the places that the person may still see."""

    kind: Kind
    places: list[str]
    names: dict[str, str]
    wishes: KindWishes
    rule: PlaceVolume | None
    sentence: str
