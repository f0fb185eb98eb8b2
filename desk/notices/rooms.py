"""Rooms: who was taken into one, and what those who run one have to look after.

Being taken in is told in the same commit. The rest is told after it, and that one of them has dealt with it; what a
crash left untold is found by due work.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from chat import models
from chat.selectors import comment_of
from collab.models import Document
from desk.notices.may import as_long_as, in_room
from desk.words import comment_url, excerpt, message_url, room_url
from notifications.actions.settling import settlings
from notifications.actions.telling import Tell, portions
from notifications.happenings import Happening
from notifications.kinds import Kind, room_place
from notifications.models import Notification
from realtime.append import Append, Tx
from realtime.commit import append, writer
from rooms.hooks import Added
from rooms.models import JoinRequest, Membership, Role, Room

LATE: Final = timedelta(minutes=1)
TOO_LATE: Final = timedelta(days=1)
AT_ONCE: Final = 100


def added(tx: Tx, what: Added) -> None:
    """Within the append that took somebody in, where their inbox is locked."""
    by = User.objects.filter(pk=what.by).first()
    room = Room.objects.get(pk=what.room)
    happening = Happening(
        kind=Kind.INVITATION,
        key=f"join:{what.room}:{what.user}:{what.seq}",
        group=room_place(what.room),
        places=(),  # an old rule for the room says nothing of coming back
        url=room_url(what.room),
        data={"name": by.display_name if by else "", "room": room.name, "role": what.role},
        sender_id=what.by,
        room_id=what.room,
    )
    Tell(happening, [what.user], in_room(what.room)).write(tx)


def asked(request_id: int) -> None:
    """After the commit, on the writer's thread: it tells with what it writes next."""
    _later(_request_appends(request_id))


def reported(report_id: int) -> None:
    """After the commit, on the writer's thread: it tells with what it writes next."""
    _later(_report_appends(report_id))


def answered(request_id: int) -> None:
    """The same: nobody else need look after it."""
    _later(settlings([f"request:{request_id}"]))


def resolved(report_id: int) -> None:
    """The same: nobody else need look after it."""
    _later(settlings([f"report:{report_id}"]))


def tell_what_was_left() -> None:
    """Tell of requests and reports that a crash left untold, and settle those that it left unsettled; after a day
    nobody is told."""
    now = timezone.now()
    for request_id in _untold(JoinRequest.objects.filter(state="open"), "request", now):
        _now(_request_appends(request_id))
    for report_id in _untold(models.Report.objects.filter(resolved_at=None), "report", now):
        _now(_report_appends(report_id))
    of_requests = _keys(JoinRequest.objects, "decided_at", "request", now)
    of_reports = _keys(models.Report.objects, "resolved_at", "report", now)
    _now(settlings([*of_requests.values(), *of_reports.values()]))


def _untold(rows: QuerySet[Any], prefix: str, now: datetime) -> list[int]:
    keys = _keys(rows, "created_at", prefix, now)
    told = Notification.objects.filter(key__in=keys.values(), kind=Kind.ROOM)
    known = set(told.values_list("key", flat=True))
    return [pk for pk, key in keys.items() if key not in known]


def _keys(rows: Any, moment: str, prefix: str, now: datetime) -> dict[int, str]:
    """By id, the keys of the newest of these rows whose moment is over long enough, and not too long."""
    late = rows.filter(**{f"{moment}__lt": now - LATE, f"{moment}__gt": now - TOO_LATE})
    return {pk: f"{prefix}:{pk}" for pk in late.order_by("-pk").values_list("pk", flat=True)[:AT_ONCE]}


def _later(appends: Sequence[Append[int]]) -> None:
    for each in appends:
        writer.submit(each, lambda _result: None)


def _now(appends: Sequence[Append[int]]) -> None:
    for each in appends:
        append(each)


def _runners(room_id: int) -> list[int]:
    found = Membership.objects.filter(room=room_id, removed_at=None, role__in=(Role.ADMIN, Role.OWNER))
    return list(found.values_list("user", flat=True))


def _request_appends(request_id: int) -> list[Tell]:
    still_open = JoinRequest.objects.filter(pk=request_id, state="open")
    row = still_open.select_related("user", "room").first()
    if row is None:
        return []
    happening = Happening(
        kind=Kind.ROOM,
        key=f"request:{row.pk}",
        group=room_place(row.room_id),
        places=(room_place(row.room_id),),
        url=room_url(row.room_id),
        data={"name": row.user.display_name, "room": row.room.name, "act": "request"},
        body=row.text,
        sender_id=row.user_id,
        room_id=row.room_id,
    )
    may = as_long_as(still_open, in_room(row.room_id, "invite"))
    return portions(happening, _runners(row.room_id), may)


def _report_appends(report_id: int) -> list[Tell]:
    still_open = models.Report.objects.filter(pk=report_id, resolved_at=None)
    row = still_open.select_related("reporter", "room", "message__root").first()
    if row is None:
        return []
    comment = comment_of(row.message)
    people = _runners(row.room_id)
    if comment:  # beside a document there are no members
        people += Document.objects.filter(pk=comment.document).values_list("created_by", flat=True)
    happening = Happening(
        kind=Kind.ROOM,
        key=f"report:{row.pk}",
        group=room_place(row.room_id),
        places=(room_place(row.room_id),),
        url=comment_url(comment.document, comment.id)
        if comment
        else message_url(row.room_id, row.message_id),
        data={
            "name": row.reporter.display_name,
            "room": row.room.name or (comment.title if comment else ""),
            "act": "report",
        },
        body=f"{row.reason}\n\n> {excerpt(row.body)}" if row.body else row.reason,
        sender_id=row.reporter_id,
        room_id=row.room_id,
    )
    moderators = [user for user in people if user != row.reporter_id]
    return portions(happening, moderators, as_long_as(still_open, in_room(row.room_id, "moderate")))
