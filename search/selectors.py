"""Searching: entries by words and scope, the newest first, then what they are at this moment."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import BooleanField, Q
from django.db.models.expressions import RawSQL
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.events import Person
from accounts.models import User
from accounts.selectors import person_of
from chat.models import Message
from chat.selectors import search_text
from collab.access import accesses
from collab.models import Document
from realtime.errors import Refused
from rooms.models import Room
from search.backends import backend
from search.events import Hit, SearchPage
from search.highlight import snippet
from search.indexing import document_entry, document_text, message_entry
from search.models import Entry, Kind
from search.parse import Query, parse
from search.scope import scope
from search.terms import all_found

PAGE: Final = 20
LONGEST_PAGE: Final = 50
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


class Found(NamedTuple):
    """An entry and the object it stands for, as it is now."""

    entry: Entry
    row: Message | Document


def search(
    user_id: int, text: str, after: str | None = None, limit: int = PAGE, kind: str | None = None
) -> SearchPage:
    """What of everything that the person may read fits the query. `after` is a page's `next`.

    Raises Refused("invalid", field "q") for a query that cannot be understood, with a sentence that says why.
    """
    query = parse(text, timezone.now().astimezone(_zone(user_id)))
    if query.empty:
        return SearchPage(hits=[], next=None, people={})
    limit = min(max(limit, 1), LONGEST_PAGE)
    with backend().bounded():
        entries = find(query, scope(user_id, query, kind), _place(after), limit + 1)
    shown = entries[:limit]
    found = as_they_are(user_id, shown, query)
    rest = _name_of(shown[-1]) if len(entries) > limit else None
    return SearchPage(hits=_hits(found, query), next=rest, people=_people(found))


def find(query: Query, wanted: Q, after: tuple[datetime, int] | None, limit: int) -> list[Entry]:
    """Entries, the newest first. One query."""
    rows = Entry.objects.filter(wanted)
    for condition in backend().conditions(query.terms):
        # Text of ours with placeholders; what somebody typed is always a parameter.
        rows = rows.filter(RawSQL(condition.sql, condition.parameters, output_field=BooleanField()))  # noqa: S611
    if after is not None:
        at, pk = after
        rows = rows.filter(Q(at__lte=at), Q(at__lt=at) | Q(pk__lt=pk))
    fields = ("kind", "object", "room_id", "author_id", "at", "seq")
    return list(rows.order_by("-at", "-pk").only(*fields)[:limit])


def as_they_are(user_id: int, entries: Sequence[Entry], query: Query) -> list[Found]:
    """Without what was deleted, moved on, is not the person's to see or does not fit any more since it was indexed.
    Three queries."""
    messages = {row.pk: row for row in _messages(each.object for each in _of(entries, Kind.MESSAGE))}
    documents = _documents(user_id, [each.object for each in _of(entries, Kind.DOCUMENT)])
    found = []
    for entry in entries:
        row = messages.get(entry.object) if entry.kind == Kind.MESSAGE else documents.get(entry.object)
        if row is not None and row.room_id == entry.room_id and _still_fits(entry, row, query):
            found.append(Found(entry, row))
    return found


def _of(entries: Iterable[Entry], kind: Kind) -> list[Entry]:
    return [each for each in entries if each.kind == kind]


def _messages(ids: Iterable[int]) -> Iterable[Message]:
    return Message.objects.filter(pk__in=list(ids), deleted_at=None).select_related("author", "room")


def _documents(user_id: int, ids: Sequence[int]) -> dict[int, Document]:
    """By id, those that the person may read and that are not in the trash. Whoever was given a document alone does not
    learn what its room is called."""
    found = accesses((user_id, pk) for pk in ids)
    rows = Document.objects.filter(pk__in=ids, trashed_at=None).select_related("created_by", "room")
    out = {}
    for row in rows:
        access = found.get((user_id, row.pk))
        if access is not None and access.right != "none":
            if "read" not in access.standing.abilities:
                row.room.name = ""
            out[row.pk] = row
    return out


def _still_fits(entry: Entry, row: Message | Document, query: Query) -> bool:
    if row.changed_seq == entry.seq:
        return True
    now = message_entry(row) if isinstance(row, Message) else document_entry(row)
    flags = (query.has | query.is_) - {"mine", "saved"}
    return (
        now is not None and all(getattr(now, flag) for flag in flags) and all_found(query.terms, _text(row))
    )


def _text(row: Message | Document) -> str:
    return search_text(row) if isinstance(row, Message) else document_text(row)


def _hits(found: Sequence[Found], query: Query) -> list[Hit]:
    return [_hit(each, query) for each in found]


def _hit(found: Found, query: Query) -> Hit:
    entry, row = found
    message = isinstance(row, Message)
    room: Room = row.room
    return Hit(
        kind="message" if isinstance(row, Message) else "document",
        id=row.pk,
        room=row.room_id,
        room_name=room.name,
        author=_writer(row).username,
        at=entry.at,
        title="" if isinstance(row, Message) else row.title,
        snippet=snippet(search_text(row) if isinstance(row, Message) else row.text, query.terms),
        url=f"/rooms/{row.room_id}/m/{row.pk}/" if message else f"/documents/{row.pk}/",
    )


def _writer(row: Message | Document) -> User:
    return row.author if isinstance(row, Message) else row.created_by


def _people(found: Sequence[Found]) -> dict[str, Person]:
    return {writer.username: person_of(writer) for writer in (_writer(each.row) for each in found)}


def _name_of(entry: Entry) -> str:
    """An entry's place in the order, as text."""
    return f"{(entry.at - EPOCH) // timedelta(microseconds=1)}-{entry.pk}"


def _place(name: str | None) -> tuple[datetime, int] | None:
    if name is None:
        return None
    at, _dash, pk = name.partition("-")
    try:
        return EPOCH + timedelta(microseconds=int(at)), int(pk)
    except (ValueError, OverflowError):
        raise Refused("invalid", _("This is not the `next` of a page."), "after") from None


def _zone(user_id: int) -> ZoneInfo:
    name = User.objects.filter(pk=user_id).values_list("timezone", flat=True).first()
    return ZoneInfo(name) if name else ZoneInfo(str(timezone.get_default_timezone()))
