"""Who may do what beside a document: it follows from the right in the document, whenever it is asked."""

from collections.abc import Collection, Mapping
from typing import Final

from collab.access import rights_for
from collab.rights import Right
from comments.models import Margin

ROLES: Final[dict[Right, str]] = {
    "read": "reader",
    "comment": "commenter",
    "edit": "commenter",
    "manage": "keeper",
}


def margin_roles(pairs: Collection[tuple[int, int]]) -> Mapping[tuple[int, int], str]:
    """The roles of (user, room of a margin) pairs; one query besides those for the rights."""
    rooms = {room for _, room in pairs}
    documents = dict(
        Margin.objects.filter(room__in=rooms, document__isnull=False).values_list("room", "document")
    )
    rights = rights_for({(user, documents[room]) for user, room in pairs if room in documents})
    return {
        (user, room): ROLES[right]
        for user, room in pairs
        if room in documents and (right := rights.get((user, documents[room]), "none")) in ROLES
    }
