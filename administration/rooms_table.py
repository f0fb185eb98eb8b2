"""The table of rooms: who is in them, how much was said, when last, and how much they store."""

from datetime import datetime
from typing import Any, Final

from django.db.models import BigIntegerField, Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.http import QueryDict

from administration.tables import Query, Table, order, slice_of
from chat.models import Message
from files.models import File
from realtime.wire import Wire
from rooms.models import Kind, Membership, Room

KINDS: Final = ("room", "direct", "group", "all")
STATES: Final = ("all", "active", "archived", "public", "private")
SORTS: Final = {
    "name": "name",
    "members": "members",
    "messages": "messages",
    "activity": "last_at",
    "storage": "storage",
    "created": "created_at",
}


class RoomRow(Wire):
    """A room as its keepers see it: no word of what was said in it. `storage` in bytes; direct and group rooms are
    called by their people."""

    id: int
    kind: str
    name: str
    emoji: str
    topic: str
    visibility: str
    archived: bool
    posting: str
    slow_mode: int
    retention_days: int | None
    created_at: datetime
    members: int
    messages: int
    last_at: datetime | None
    storage: int


def rooms_table(given: QueryDict) -> Table[RoomRow]:
    """The page that the address asks for, in three queries."""
    query = Query.of(given, {"kind": KINDS, "state": STATES}, tuple(SORTS))
    found = _wanted(query)
    rows = slice_of(order(_counted(found), query, SORTS[query.sort]), query)
    names = _names([row.pk for row in rows if not row.name])
    heads = {column: query.head(column) for column in SORTS}
    return Table([_row(row, names.get(row.pk, [])) for row in rows], found.count(), query, heads)


def room_row(room_id: int) -> RoomRow | None:
    """One room, None if there is none."""
    row = _counted(Room.objects.filter(pk=room_id)).first()
    return _row(row, _names([room_id]).get(room_id, []) if not row.name else []) if row is not None else None


def _wanted(query: Query) -> QuerySet[Room]:
    found = Room.objects.exclude(kind=Kind.MARGIN)  # these are documents' own
    if query.filters["kind"] != "all":
        found = found.filter(kind=query.filters["kind"])
    state = query.filters["state"]
    if state in ("active", "archived"):
        found = found.filter(archived=state == "archived")
    elif state in ("public", "private"):
        found = found.filter(visibility=state)
    if query.q:
        theirs = Membership.objects.filter(removed_at=None, user__username=query.q.lower().removeprefix("@"))
        named = Q(name__icontains=query.q) | Q(topic__icontains=query.q)
        found = found.filter(named | Q(pk__in=theirs.values("room")) if query.q.startswith("@") else named)
    return found


def _counted(rooms: QuerySet[Room]) -> QuerySet[Any]:
    here = OuterRef("pk")
    members = Membership.objects.filter(room=here, removed_at=None).order_by().values("room")
    messages = Message.objects.filter(room=here, deleted_at=None).order_by().values("room")
    newest = Message.objects.filter(room=here).order_by("-created_seq").values("created_at")[:1]
    stored = File.objects.filter(room=here, removed_at=None).order_by().values("room")
    return rooms.annotate(
        members=_number(members.annotate(n=Count("pk")).values("n")),
        messages=_number(messages.annotate(n=Count("pk")).values("n")),
        last_at=Subquery(newest),
        storage=_number(stored.annotate(n=Sum("size")).values("n")),
    )


def _number(query: QuerySet[Any]) -> Coalesce:
    return Coalesce(Subquery(query, output_field=BigIntegerField()), 0)


def _names(room_ids: list[int]) -> dict[int, list[str]]:
    """Usernames of those in rooms without a name, the first ten."""
    names: dict[int, list[str]] = {}
    people = Membership.objects.filter(room__in=room_ids, removed_at=None).order_by("room", "user__username")
    for room_id, username in people.values_list("room", "user__username") if room_ids else ():
        names.setdefault(room_id, []).append(username)
    return {room_id: people[:10] for room_id, people in names.items()}


def _row(room: Any, people: list[str]) -> RoomRow:
    shown = {name: getattr(room, name) for name in RoomRow.model_fields}
    return RoomRow(**shown | {"name": room.name or ", ".join(people)})
