"""Reads of broadcasts: lists, one whole, what a composer has to choose from."""

from collections.abc import Sequence
from typing import Any, Final

from django.conf import settings
from django.db.models import Count, QuerySet
from django.utils import timezone

from accounts.models import User
from broadcasts import events
from broadcasts.access import STREAM, Powers, abilities, visible
from broadcasts.models import Broadcast, Template
from broadcasts.variables import known, wanted_in
from notifications.events import Notification
from notifications.kinds import Level
from notifications.models import Notification as NotificationRow
from notifications.selectors import told
from rooms.models import Kind, Room

PAGE: Final = 30
MAX_PAGE: Final = 100
LONG: Final = ("names", "body", "translations", "values")
"""What lists and news do without."""


def listed(found: QuerySet[Broadcast]) -> QuerySet[Broadcast]:
    return found.select_related("sender").defer(*LONG)


def rows_of(found: Sequence[Broadcast]) -> list[events.BroadcastRow]:
    """As they stand in a list. One query, for the rooms' names."""
    names = _room_names({room for row in found for room in row.audience.get("rooms", ())})
    return [events.BroadcastRow(audience=_summary(row, names), **_standing(row)) for row in found]


def news_of(found: Sequence[Broadcast]) -> list[events.BroadcastChanged | events.BroadcastRemoved]:
    """What is told of them now, by their newest change."""
    rows = rows_of(found)
    return [
        events.BroadcastChanged(stream=STREAM, seq=row.changed_seq, broadcast=told)
        if row.deleted_at is None
        else events.BroadcastRemoved(stream=STREAM, seq=row.changed_seq, broadcast=row.pk)
        for row, told in zip(found, rows, strict=True)
    ]


def _standing(row: Broadcast) -> dict[str, Any]:
    return {
        "id": row.pk,
        "state": row.state,
        "title": row.title,
        "level": row.level,
        "wants_ack": row.wants_ack,
        "sender": row.sender.username if row.sender else "",
        "send_at": row.send_at,
        "timezone": row.timezone,
        "expires_at": row.expires_at,
        "addressed": row.addressed,
        "reached": row.reached,
        "notification": row.notification_id,
        "created_at": row.created_at,
        "updated_at": row.updated_at,
        "sent_at": row.sent_at,
        "edited_at": row.edited_at,
        "recalled_at": row.recalled_at,
        "fault": row.fault,
    }


def _room_names(ids: set[int]) -> dict[int, str]:
    return dict(Room.objects.filter(pk__in=ids).values_list("pk", "name")) if ids else {}


def _summary(row: Broadcast, names: dict[int, str]) -> events.AudienceSummary:
    audience = row.audience
    rooms = [events.RoomName(id=room, name=names.get(room, "")) for room in audience.get("rooms", ())]
    return events.AudienceSummary(
        everyone=audience.get("everyone", False),
        rooms=rooms,
        roles=audience.get("roles", []),
        people=len(audience.get("people", ())),
        query=audience.get("query") is not None,
        names=row.names_count,
    )


def audience_of(row: Broadcast) -> events.Audience:
    return events.Audience(**{**row.audience, "names": row.names})


def broadcast_of(able: Powers, row: Broadcast) -> events.Broadcast:
    """It whole, as this person may see it."""
    names = _room_names(set(row.audience.get("rooms", ())))
    return events.Broadcast(
        body=row.body,
        url=row.url,
        translations=row.translations,
        values=row.values,
        audience=audience_of(row),
        summary=_summary(row, names),
        template=row.template_id,
        abilities=abilities(able, row),
        **_standing(row),
    )


def broadcast_page(
    able: Powers, *, states: Sequence[str] = (), before: int | None = None, limit: int = PAGE
) -> events.BroadcastPage:
    """`limit` broadcasts with ids below `before`, newest first."""
    found = visible(able)
    counts = dict(found.order_by().values_list("state").annotate(n=Count("pk")))
    if states:
        found = found.filter(state__in=states)
    if before is not None:
        found = found.filter(pk__lt=before)
    rows = list(listed(found).order_by("-pk")[: limit + 1])
    return events.BroadcastPage(
        broadcasts=rows_of(rows[:limit]),
        more=len(rows) > limit,
        counts=counts,
        stream=STREAM if able.staff else "",
        composer=composer(able),
    )


def composer(able: Powers) -> events.Composer:
    user = User.objects.get(pk=able.user_id)
    return events.Composer(
        abilities=sender_abilities(able),
        variables=known(user),
        languages=[events.LanguageName(code=code, name=str(name)) for code, name in settings.LANGUAGES],
        language=settings.LANGUAGE_CODE,
        timezone=user.timezone or timezone.get_default_timezone_name(),
    )


def sender_abilities(able: Powers) -> events.SenderAbilities:
    rooms = None if able.staff else Room.objects.filter(pk__in=able.rooms, kind=Kind.ROOM).order_by("name")
    return events.SenderAbilities(
        everyone=able.staff,
        roles=able.staff,
        people=able.staff,
        query=able.staff,
        names=able.staff,
        rooms=None if rooms is None else [events.RoomName(id=room.pk, name=room.name) for room in rooms],
        levels=list(Level) if able.staff else [Level.NORMAL],
        templates=able.staff,
    )


def template_of(row: Template) -> events.Template:
    return events.Template(
        id=row.pk,
        name=row.name,
        title=row.title,
        body=row.body,
        url=row.url,
        level=Level(row.level),
        wants_ack=row.wants_ack,
        translations=row.translations,
        variables=wanted_in(row.title, row.body, row.translations),
        author=row.author.username if row.author else "",
        updated_at=row.updated_at,
    )


def template_list() -> events.TemplateList:
    found = Template.objects.select_related("author").order_by("name")
    return events.TemplateList(templates=[template_of(row) for row in found])


def notification_of(sent: events.Broadcast) -> Notification:
    """What of it is in inboxes, as somebody sees it who has done nothing with it."""
    row = NotificationRow.objects.select_related("sender").get(broadcast=sent.id)
    return told(row, seq=row.seq)
