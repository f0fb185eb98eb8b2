"""The table of people."""

from datetime import datetime
from typing import Any, Final

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.http import QueryDict

from accounts.events import Person
from accounts.models import User
from accounts.selectors import person_of
from administration.tables import Query, Table, order, slice_of
from files.models import File
from realtime.wire import Wire
from rooms.models import Membership

STATES: Final = ("all", "active", "deactivated", "staff", "guests")
SORTS: Final = {
    "username": "username",
    "name": "name",
    "rooms": "rooms",
    "seen": "last_seen_at",
    "joined": "date_joined",
}


class PersonRow(Wire):
    """A person as the staff sees them. `storage`: bytes of what they uploaded."""

    person: Person
    email: str
    is_superuser: bool
    joined_at: datetime
    last_seen_at: datetime | None
    rooms: int
    storage: int


def people_table(given: QueryDict) -> Table[PersonRow]:
    """The page that the address asks for, in three queries."""
    query = Query.of(given, {"state": STATES}, tuple(SORTS))
    found = _wanted(query)
    rooms = Membership.objects.filter(user=OuterRef("pk"), removed_at=None).order_by().values("user")
    counted = found.annotate(
        rooms=Coalesce(Subquery(rooms.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0)
    )
    rows = slice_of(order(counted, query, SORTS[query.sort]), query)
    stored = _storage([row.pk for row in rows])
    heads = {column: query.head(column) for column in SORTS}
    return Table([_row(row, stored.get(row.pk, 0)) for row in rows], found.count(), query, heads)


def _wanted(query: Query) -> QuerySet[User]:
    filters = {
        "active": Q(is_active=True),
        "deactivated": Q(is_active=False),
        "staff": Q(is_staff=True),
        "guests": Q(is_guest=True),
    }
    found = User.objects.filter(filters.get(query.filters["state"], Q()))
    if query.q:
        text = query.q.removeprefix("@")
        found = found.filter(Q(username__icontains=text) | Q(name__icontains=text) | Q(email__icontains=text))
    return found


def _storage(user_ids: list[int]) -> dict[int, int]:
    uploaded = File.objects.filter(uploader__in=user_ids, removed_at=None).order_by()
    return dict(uploaded.values_list("uploader").annotate(Sum("size")))


def _row(user: Any, storage: int) -> PersonRow:
    return PersonRow(
        person=person_of(user),
        email=user.email,
        is_superuser=user.is_superuser,
        joined_at=user.date_joined,
        last_seen_at=user.last_seen_at,
        rooms=user.rooms,
        storage=storage,
    )
