"""May they? To fetch a document is to be authorised: its room, what it says itself, and what was given to persons.

Everything here reads the database afresh. The table is `collab.rights`.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from collab.models import Document, DocumentGrant
from collab.rights import ORDER, Right, allows, right_of
from collab.selectors import documents
from realtime.errors import Refused
from realtime.sql import rows
from rooms.access import STANDING_COLUMNS, STANDING_JOINS, Standing, standing_for, standing_of_row

Pair = tuple[int, int]
"""A person's id and a document's."""


class Access(NamedTuple):
    """How a person stands to a document, as it is now. `manages`: would manage it, were it not in the trash."""

    room: int
    right: Right
    standing: Standing
    trashed: bool
    manages: bool

    def refusal(self, need: Right) -> Refused | None:
        """Why they may not; None when they may. Who may not even read learns nothing of the document."""
        if allows(self.right, need):
            return None
        if self.right == "none":
            return no_such_document()
        return Refused("forbidden", self._why_not(need))

    def _why_not(self, need: Right) -> str:
        if self.trashed:
            return _("This document is in the trash.")
        said = self.standing.refusal("send" if need == "edit" else "react")
        if said is not None and said.code == "forbidden":
            return said.message
        if self.standing.archived:
            return _("This room is archived.")
        if need == "manage":
            return _("Only those who manage this document can do that.")
        return (
            _("You can read this document, but not comment on it.") if need == "comment" else self._no_edits()
        )

    def _no_edits(self) -> str:
        if self.right == "comment":
            return _("You can comment on this document, but not change it.")
        return _("You can read this document, but not change it.")


def no_such_document() -> Refused:
    return Refused("not_found", _("There is no such document, or it is not yours to see."))


PREPARED: Final = 64
GRANTED: Final = """
    (SELECT MAX(CASE g."right" WHEN 'manage' THEN 4 WHEN 'edit' THEN 3 WHEN 'comment' THEN 2 ELSE 1 END)
    FROM collab_documentgrant g LEFT JOIN collab_sharelink l ON l.id = g.link_id
    WHERE g.document_id = d.id AND g.user_id = u.id AND (g.link_id IS NULL
        OR (l.revoked_at IS NULL AND (l.expires_at IS NULL OR l.expires_at > %s))))"""
ACCESSES: Final = (
    "WITH pair(person, document) AS (VALUES {pairs})"  # noqa: S608 - columns of ours
    + f" SELECT d.id, d.room_right, d.created_by_id, d.trashed_at, {GRANTED}, {STANDING_COLUMNS}"
    + " FROM pair JOIN collab_document d ON d.id = pair.document JOIN rooms_room r ON r.id = d.room_id"
    + " JOIN accounts_user u ON u.id = pair.person"
    + STANDING_JOINS
)


def accesses(pairs: Iterable[Pair]) -> dict[Pair, Access]:
    """How (user, document) pairs stand, in one query; pairs of an unknown document or user are missing."""
    wanted = set(pairs)
    if not wanted:
        return {}
    return {pair: access for row in _rows(wanted) for pair, access in [_read(row)]}


def _rows(pairs: Collection[Pair]) -> list[tuple[Any, ...]]:
    """As `rooms.access.standings`: few pairs are parameters, many stand in the text."""
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    if len(pairs) <= PREPARED:
        return rows(_prepared(len(pairs)), [*(number for pair in pairs for number in pair), now])
    return rows(
        ACCESSES.format(pairs=",".join([f"({int(user)},{int(document)})" for user, document in pairs])), [now]
    )


@lru_cache(PREPARED)
def _prepared(count: int) -> str:
    return ACCESSES.format(pairs=",".join(["(%s,%s)"] * count))


def _read(row: tuple[Any, ...]) -> tuple[Pair, Access]:
    document, room_right, maker, trashed_at, granted, *place = row
    standing = standing_of_row(place)
    access = _access(
        standing, room_right, maker == standing.user, ORDER[granted or 0], trashed_at is not None
    )
    return (standing.user, document), access


@lru_cache(10_000)
def _access(standing: Standing, room_right: str, maker: bool, granted: Right, trashed: bool) -> Access:
    """The same row is the same access: nothing in it changes by the clock."""

    def right(in_trash: bool) -> Right:
        return right_of(
            standing.abilities,
            maker=maker,
            room_right=room_right,
            granted=granted,
            archived=standing.archived,
            shut_out=standing.banned or not standing.active,
            silenced=standing.silenced,
            trashed=in_trash,
        )

    return Access(standing.room, right(trashed), standing, trashed, right(in_trash=False) == "manage")


def rights_for(pairs: Iterable[Pair]) -> dict[Pair, Right]:
    """What people may do with documents, in one query; unknown pairs are missing. For the hot path."""
    return {pair: access.right for pair, access in accesses(pairs).items()}


def readable_documents(user_id: int, ids: Collection[int]) -> set[int]:
    """Those of these documents that the person may read now, in one query."""
    found = rights_for((user_id, pk) for pk in ids)
    return {document for (_user, document), right in found.items() if right != "none"}


def access_to(user_id: int, document_id: int, need: Right = "read") -> Access:
    """How the person stands to the document if they have the right. Raises as `document_for`."""
    access = accesses([(user_id, document_id)]).get((user_id, document_id))
    if access is None:
        raise no_such_document()
    if refusal := access.refusal(need):
        raise refusal
    return access


def document_for(user_id: int, document_id: int, need: Right = "read") -> tuple[Document, Right]:
    """The document, and what the person may do with it, if they have the right that is needed.

    Raises Refused: "not_found" if they may not even know of it, else "forbidden" with the reason.
    """
    access = access_to(user_id, document_id, need)
    row = documents().filter(pk=document_id).first()
    if row is None:
        raise no_such_document()
    return row, access.right


def trashed_for(user_id: int, document_id: int) -> Document:
    """A document in the trash that the person may bring back or delete for good. Raises as `document_for`."""
    access = access_to(user_id, document_id)
    if not access.manages:
        raise Refused("forbidden", _("Only those who manage this document can do that."))
    if not access.trashed:
        raise Refused("conflict", _("This document is not in the trash."))
    return documents().get(pk=document_id)


def room_of_document(document_id: int) -> int:
    """Which room it is in; the append decides whether the person may know. Raises Refused("not_found")."""
    room = Document.objects.filter(pk=document_id).values_list("room", flat=True).first()
    if room is None:
        raise no_such_document()
    return room


def grants_alive(user_id: int) -> QuerySet[DocumentGrant]:
    """What was given to a person in single documents, by links that still work included."""
    works = Q(link__expires_at=None) | Q(link__expires_at__gt=timezone.now())
    return DocumentGrant.objects.filter(Q(link=None) | works & Q(link__revoked_at=None), user=user_id)


def documents_for(
    user_id: int, room_id: int, *, trashed: bool = False
) -> Mapping[int, tuple[Document, Right]]:
    """The documents of a room that the person sees, by id, newest change first. Three queries.

    `trashed`: those in the trash instead, which they may bring back. Raises Refused("not_found") if they do not read
    the room.
    """
    standing = standing_for(user_id, room_id)
    found = documents().filter(room=room_id, trashed_at__isnull=not trashed).order_by("-updated_at", "-pk")
    given: dict[int, list[Right]] = {}
    for document, right in (
        grants_alive(user_id).filter(document__room=room_id).values_list("document", "right")
    ):
        given.setdefault(document, []).append(right)  # type: ignore[arg-type]  # a GrantRight
    out = {}
    for row in found:
        granted = max(given.get(row.pk, ()), key=ORDER.index, default="none")
        access = _access(standing, row.room_right, row.created_by_id == user_id, granted, trashed)
        if access.right != "none":
            out[row.pk] = (row, access.right)
    return out


def unseen_in(user_id: int, rooms: Collection[int]) -> set[int]:
    """Ids of restricted documents of rooms that the person reads, but not these documents. Two queries."""
    hidden = Document.objects.filter(room__in=rooms, room_right="none").values_list("pk", flat=True)
    pairs = {(user_id, pk) for pk in hidden}
    seen = {document for (_user, document), right in rights_for(pairs).items() if right != "none"}
    return {pk for _user, pk in pairs} - seen


class DocumentStream:
    """`document:<id>`: read by those who may read the document."""

    prefix = "document"

    def readable(self, user_id: int, keys: Sequence[str]) -> set[str]:
        ids = [int(key) for key in keys if key.isascii() and key.isdigit() and len(key) < 19]
        found = rights_for((user_id, pk) for pk in ids)
        return {str(pk) for (_user, pk), right in found.items() if right != "none"}
