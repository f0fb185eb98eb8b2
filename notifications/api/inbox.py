"""HTTP API of the inbox: what is in it, and what a person does with it."""

from typing import Annotated, Final

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import Field, StringConstraints

from accounts.auth import who
from notifications import reasons
from notifications.actions import (
    Acknowledge,
    ChangeEntries,
    MarkAllRead,
    MarkAllSeen,
    MarkRead,
    change_part,
    restore,
)
from notifications.events import (
    Changed,
    EntryChange,
    EntryState,
    GroupPage,
    Ids,
    InboxCount,
    InboxPage,
    Notification,
    Tab,
    Why,
)
from notifications.kinds import GROUP_CHARS, Kind
from notifications.selectors import MAX_PAGE, PAGE, Filter, group_page, inbox_page, one
from realtime.commit import append
from realtime.errors import Refused
from realtime.wire import Wire

router = Router()

MOST_STATES: Final = 1_000
Id = Annotated[int, Field(ge=1, le=2**63 - 1)]
GroupName = Annotated[str, StringConstraints(min_length=1, max_length=GROUP_CHARS, pattern=r"^[^\x00]+$")]


class GroupsWanted(Wire):
    tab: Tab = "all"
    kind: Kind | None = None
    before: Id | None = None
    limit: Annotated[int, Field(ge=1, le=MAX_PAGE)] = PAGE


class InboxWanted(GroupsWanted):
    """`unread`: the tab "unread", as it was called before."""

    group: GroupName | None = None
    unread: bool = False

    def part(self) -> Filter:
        groups = (self.group,) if self.group is not None else ()
        return Filter("unread" if self.unread else self.tab, self.kind, groups)


class BulkChange(Wire):
    """What to change: these ids, or what these groups hold in the tab, or all of the tab; `kind` narrows the latter
    two."""

    ids: Ids | None = None
    groups: Annotated[list[GroupName], Field(min_length=1, max_length=100)] | None = None
    tab: Tab | None = None
    kind: Kind | None = None
    change: EntryChange


class States(Wire):
    states: Annotated[list[EntryState], Field(min_length=1, max_length=MOST_STATES)]


@router.get("/notifications", response=InboxPage, summary="The inbox, newest first")
def get_notifications(request: HttpRequest, wanted: Query[InboxWanted]) -> InboxPage:
    """Notifications that rank below `before`, the exact counts, and the place in the streams they are of."""
    return inbox_page(who(request).user_id, wanted.part(), before=wanted.before, limit=wanted.limit)


@router.get("/notifications/groups", response=GroupPage, summary="The inbox by thread, room and document")
def get_groups(request: HttpRequest, wanted: Query[GroupsWanted]) -> GroupPage:
    """Groups by their newest, with how many of each are in the tab; `before` is the rank of the last one's newest."""
    part = Filter(wanted.tab, wanted.kind)
    return group_page(who(request).user_id, part, before=wanted.before, limit=wanted.limit)


@router.post("/notifications/read_all", response=InboxCount, summary="Mark everything as read")
def post_read_all(request: HttpRequest) -> InboxCount:
    return append(MarkAllRead(who(request).user_id))


@router.post("/notifications/seen_all", response=InboxCount, summary="Everything was on the screen")
def post_seen_all(request: HttpRequest) -> InboxCount:
    return append(MarkAllSeen(who(request).user_id))


@router.post("/notifications/change", response=Changed, summary="Read, done, saved, snoozed; in bulk")
def post_change(request: HttpRequest, wanted: BulkChange) -> Changed:
    """The counts, and how the changed ones stood before. Of groups and tabs at most 1,000 at once (`more`)."""
    user_id = who(request).user_id
    if (wanted.ids is None) == (wanted.groups is None and wanted.tab is None):
        raise Refused("invalid", _("Say either which ids, or which groups or tab."), "ids")
    if wanted.ids is not None:
        return append(ChangeEntries(user_id, wanted.ids, wanted.change))
    part = Filter(wanted.tab or "all", wanted.kind, tuple(wanted.groups or ()))
    return change_part(user_id, part, wanted.change)


@router.post("/notifications/states", response=InboxCount, summary="Put back how it stood (undo)")
def post_states(request: HttpRequest, wanted: States) -> InboxCount:
    return restore(who(request).user_id, wanted.states)


@router.get("/notifications/{int:notification_id}", response=Notification, summary="One notification")
def get_notification(request: HttpRequest, notification_id: int) -> Notification:
    return one(who(request).user_id, notification_id)


@router.get("/notifications/{int:notification_id}/why", response=Why, summary="Why did this come?")
def get_why(request: HttpRequest, notification_id: int) -> Why:
    return reasons.why(who(request).user_id, notification_id)


@router.post("/notifications/{int:notification_id}/read", response=InboxCount, summary="Mark one as read")
def post_read(request: HttpRequest, notification_id: int) -> InboxCount:
    return append(MarkRead(who(request).user_id, [notification_id]))


@router.post(
    "/notifications/{int:notification_id}/acknowledge", response=Notification, summary="Take note of it"
)
def post_acknowledge(request: HttpRequest, notification_id: int) -> Notification:
    return append(Acknowledge(who(request).user_id, notification_id))
