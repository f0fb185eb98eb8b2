"""HTTP API of the staff: tables of rooms and people, acts on rooms, the audit log."""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router
from ninja.responses import Status
from pydantic import Field

from accounts.auth import who
from accounts.selectors import active_person, person_named
from administration.access import staff
from administration.actions import DropMember, KeepMember, KeepRoom, SettleReport
from administration.dead_letters import router as dead_letters_router
from administration.events import BulkResult, PeopleTable, RoomTable
from administration.people_table import people_table
from administration.rooms_table import RoomRow, room_row, rooms_table
from administration.transfer.api import router as transfer_router
from audit.events import AuditPage
from audit.export import FORMATS
from audit.selectors import PAGE, Wanted, audit_lines, audit_page
from realtime.commit import append
from realtime.db import steps
from realtime.errors import Refused
from realtime.wire import Wire
from rooms.access import no_such_room, standing_for
from rooms.events import PostingName, RoleName, VisibilityName

router = Router(tags=["administration"])
router.add_router("", transfer_router)
router.add_router("", dead_letters_router)
MOST_AT_ONCE = 500


class RoomWish(Wire):
    """What is left out stays as it is; `retention_days` null means: for ever."""

    name: str | None = None
    topic: str | None = None
    description: str | None = None
    visibility: VisibilityName | None = None
    posting: PostingName | None = None
    slow_mode: Annotated[int, Field(strict=True)] | None = None
    retention_days: Annotated[int, Field(strict=True)] | None = None
    archived: Annotated[bool, Field(strict=True)] | None = None


class BulkWish(Wire):
    rooms: Annotated[list[int], Field(max_length=MOST_AT_ONCE)]
    archived: Annotated[bool, Field(strict=True)]


class RoleWish(Wire):
    role: RoleName


@router.get("/administration/rooms", response=RoomTable, summary="The table of rooms (staff)")
def get_rooms(request: HttpRequest) -> RoomTable:
    """`q`, `kind` (room, direct, group, all), `state` (all, active, archived, public, private), `sort` (name,
    members, messages, activity, storage, created), `desc=1`, `page`."""
    staff(request)
    table = rooms_table(request.GET)
    return RoomTable(rooms=table.rows, total=table.total, page=table.query.page, pages=table.pages)


@router.get("/administration/people", response=PeopleTable, summary="The table of people (staff)")
def get_people(request: HttpRequest) -> PeopleTable:
    """`q`, `state` (all, active, deactivated, staff, guests), `sort` (username, name, rooms, seen, joined),
    `desc=1`, `page`."""
    staff(request)
    table = people_table(request.GET)
    return PeopleTable(people=table.rows, total=table.total, page=table.query.page, pages=table.pages)


@router.post("/administration/rooms/bulk", response=BulkResult, summary="Archive or bring back many (staff)")
def post_bulk(request: HttpRequest, wish: BulkWish) -> BulkResult:
    actor = staff(request).user_id
    changed, refused = [], {}
    for room_id in dict.fromkeys(wish.rooms):
        try:
            if append(KeepRoom(actor, room_id, archived=wish.archived)):
                changed.append(room_id)
        except Refused as refusal:
            refused[room_id] = refusal.message
    return BulkResult(changed=changed, refused=refused)


@router.patch("/administration/rooms/{int:room_id}", response=RoomRow, summary="Change a room (staff)")
def patch_room(request: HttpRequest, room_id: int, wish: RoomWish) -> RoomRow:
    actor = staff(request).user_id
    append(KeepRoom(actor, room_id, **{name: getattr(wish, name) for name in wish.model_fields_set}))
    return _row(room_id)


@router.put(
    "/administration/rooms/{int:room_id}/members/{str:username}",
    response=RoomRow,
    summary="Put somebody into a room, or give a role (staff)",
)
def put_member(request: HttpRequest, room_id: int, username: str, wish: RoleWish) -> RoomRow:
    actor = staff(request).user_id
    append(KeepMember(actor, room_id, active_person(username).id, wish.role))
    return _row(room_id)


@router.delete(
    "/administration/rooms/{int:room_id}/members/{str:username}",
    response={204: None},
    summary="Put somebody out of a room (staff)",
)
def delete_member(request: HttpRequest, room_id: int, username: str) -> Status[None]:
    append(DropMember(staff(request).user_id, room_id, person_named(username).id))
    return Status(204, None)


@router.post(
    "/administration/reports/{int:report_id}/resolve", response={204: None}, summary="Settle (staff)"
)
def post_resolve(request: HttpRequest, report_id: int) -> Status[None]:
    append(SettleReport(staff(request).user_id, report_id))
    return Status(204, None)


def _row(room_id: int) -> RoomRow:
    row = room_row(room_id)
    if row is None:
        raise no_such_room()
    return row


# -- the audit log


class AuditFilters(Wire):
    """`actor` is a username or "system"; `action` is one act, or "member." for all acts on members; `until` is
    the first moment that is too late."""

    actor: str = ""
    action: str = ""
    room: int | None = None
    since: datetime | None = None
    until: datetime | None = None

    def wanted(self) -> Wanted:
        return Wanted(self.actor, self.action, self.room, _aware(self.since), _aware(self.until))


class AuditQuery(AuditFilters):
    before: int | None = None
    limit: int = PAGE


class ExportQuery(AuditFilters):
    format: str = "csv"


@router.get("/audit", response=AuditPage, summary="The audit log, newest first (staff)")
def get_audit(request: HttpRequest, query: Query[AuditQuery]) -> AuditPage:
    staff(request)
    return audit_page(query.wanted(), query.before, query.limit)


@router.get("/audit/export", summary="The audit log as a file, csv or json (staff)")
def get_audit_export(request: HttpRequest, query: Query[ExportQuery]) -> HttpResponse:
    """It is sent while it is read, however long it is."""
    staff(request)
    return export(query.format, query.wanted())


@router.get("/rooms/{int:room_id}/audit", response=AuditPage, summary="What was done in a room (its admins)")
def get_room_audit(
    request: HttpRequest, room_id: int, before: int | None = None, limit: int = PAGE
) -> AuditPage:
    standing_for(who(request).user_id, room_id, "manage")
    return audit_page(Wanted(room=room_id), before, limit)


def export(kind: str, wanted: Wanted) -> HttpResponse:
    """The response that streams the log. Raises Refused for a format that is none."""
    if kind not in FORMATS:
        raise Refused("invalid", _("The format is csv or json."), "format")
    content_type, write = FORMATS[kind]
    pieces: Iterator[bytes] = write(audit_lines(wanted))
    response = StreamingHttpResponse(steps(pieces), content_type=content_type)
    stamp = timezone.now().strftime("%Y-%m-%d")
    response["Content-Disposition"] = f'attachment; filename="audit-{stamp}.{kind}"'
    return response  # type: ignore[return-value]  # ninja passes any Django response through


def _aware(moment: datetime | None) -> datetime | None:
    """A day or a time without a zone is in the server's."""
    if moment is None or timezone.is_aware(moment):
        return moment
    return timezone.make_aware(moment)
