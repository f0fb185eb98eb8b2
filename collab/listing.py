"""Lists of documents as one person has them."""

from datetime import datetime
from typing import Any, Final, Literal, get_args

from django.db.models import Count, Q

from accounts.events import Person
from accounts.selectors import people
from collab.access import accesses, documents_for, grants_alive
from collab.actions.life import KEPT
from collab.actions.sharing import grant_info
from collab.events import (
    DocumentList,
    DocumentShelf,
    Sharing,
    ShelvedDocument,
    TrashedDocument,
    TrashList,
)
from collab.links import link_info, working
from collab.models import Document, DocumentGrant, DocumentVisit
from collab.rights import room_gives
from collab.selectors import document_info, documents, favourites_of
from collab.tree import ancestors
from rooms.abilities import abilities_of
from rooms.selectors import place_of

SHELF: Final = 50
"""Documents of one shelf."""
Scope = Literal["recent", "favourites", "shared"]
SCOPES: Final[tuple[Scope, ...]] = get_args(Scope)


def document_list(user_id: int, room_id: int) -> DocumentList:
    """The documents of a room that the person sees. Raises Refused("not_found") for a room they do not read."""
    found = documents_for(user_id, room_id)
    favourites = favourites_of(user_id).filter(document__in=found)
    visits = DocumentVisit.objects.filter(user=user_id, document__in=found).order_by("-at", "-pk")
    return DocumentList(
        documents=[document_info(row) for row, _right in found.values()],
        rights={pk: right for pk, (_row, right) in found.items()},
        favourites=list(favourites.values_list("document", flat=True)),
        recent=list(visits.values_list("document", flat=True)),
    )


def parents_of(user_id: int, row: Document) -> list[dict[str, Any]]:
    """What a document lies under, from the top: `id`, `icon`, `title`; what the person does not see is left out."""
    if row.parent_id is None:
        return []
    rows = {each.pk: each for each in documents().filter(room=row.room_id)}
    above = ancestors({pk: each.parent_id for pk, each in rows.items()}, row.pk)
    found = accesses((user_id, pk) for pk in above)
    seen = [rows[pk] for pk in reversed(above) if found[user_id, pk].right != "none"]
    return [{"id": each.pk, "icon": each.icon, "title": each.title} for each in seen]


def makers_of(listed: DocumentList) -> dict[str, Person]:
    """Who made documents of a list, by username. One query."""
    ids = Document.objects.filter(pk__in=[each.id for each in listed.documents])
    return people(ids.values_list("created_by_id", flat=True).distinct())


def trash_of(user_id: int, room_id: int) -> TrashList:
    """What of a room's trash the person may bring back, newest first. Raises as `document_list`."""
    found = documents_for(user_id, room_id, trashed=True)
    tops = [row for row, _right in found.values() if row.trash_root_id in (None, row.pk)]
    tops.sort(key=lambda row: (str(row.trashed_at), row.pk), reverse=True)
    counted = Document.objects.filter(trash_root__in=[row.pk for row in tops]).values("trash_root")
    pages = dict(counted.annotate(pages=Count("pk")).values_list("trash_root", "pages"))
    names = {each.id: name for name, each in people(row.trashed_by_id or 0 for row in tops).items()}
    return TrashList(
        documents=[
            TrashedDocument(
                **document_info(row).model_dump(),
                trashed_by=names.get(row.trashed_by_id or 0, ""),
                pages=pages.get(row.pk, 1),
                gone_at=row.trashed_at + KEPT,
            )
            for row in tops
            if row.trashed_at is not None
        ]
    )


def _kept(user_id: int, scope: Scope) -> list[tuple[int, datetime]]:
    """Ids and times, newest first, with some more than are shown, as not all may be seen any more."""
    if scope == "favourites":
        return list(favourites_of(user_id).values_list("document", "created_at")[: 4 * SHELF])
    if scope == "recent":
        visits = DocumentVisit.objects.filter(user=user_id).order_by("-at", "-pk")
        return list(visits.values_list("document", "at")[: 4 * SHELF])
    return list(grants_alive(user_id).order_by("-pk").values_list("document", "created_at")[: 4 * SHELF])


def shelf(user_id: int, scope: Scope) -> DocumentShelf:
    """Documents of all rooms that a person keeps, had open, or was given. Those they see no more are left out."""
    times = dict(reversed(_kept(user_id, scope)))
    found = accesses((user_id, document) for document in times)
    rows = {
        row.pk: row
        for row in documents().filter(pk__in=times, trashed_at=None).select_related("room", "created_by")
    }
    entries = [
        ShelvedDocument(
            **document_info(rows[pk]).model_dump(),
            # Whoever was given the document alone learns nothing of its room.
            room_name=rows[pk].room.name if "read" in found[user_id, pk].standing.abilities else "",
            right=found[user_id, pk].right,
            at=at,
        )
        for pk, at in times.items()
        if pk in rows and (user_id, pk) in found and found[user_id, pk].right != "none"
    ]
    entries.sort(key=lambda each: (each.at, each.id), reverse=True)
    return DocumentShelf(documents=entries[:SHELF])


def sharing_of(row: Document) -> Sharing:
    """Who sees a document; for those who manage it. Three queries."""
    grants = DocumentGrant.objects.filter(Q(link=None) | Q(link__in=working()), document=row)
    links = working().filter(document=row).select_related("created_by").order_by("-pk")
    return Sharing(
        room_right=row.room_right,
        inherited=room_gives(abilities_of("member", place_of(row.room)), maker=False),
        grants=[grant_info(each) for each in grants.select_related("user", "by").order_by("user__username")],
        links=[link_info(each) for each in links],
    )
