"""What a person keeps of documents for themself. Nobody else sees it; their own tabs are told of favourites."""

from datetime import timedelta
from typing import Final

from django.utils import timezone

from accounts.actions import inbox
from collab.access import access_to
from collab.models import DocumentFavourite, DocumentVisit
from collab.selectors import kept_event
from realtime.append import Append, Tx

VISITS_KEPT: Final = 100
"""Documents of a person's that are remembered as recent."""
AGAIN: Final = timedelta(minutes=1)
"""A visit so soon after the last one is the same."""


class KeepDocument(Append[None]):
    """Make a document a favourite, or none any more. What is so already changes nothing."""

    def __init__(self, user_id: int, document_id: int, *, favourite: bool) -> None:
        self.stream = inbox(user_id)
        self.user_id, self.document_id, self.favourite = user_id, document_id, favourite

    def write(self, tx: Tx) -> None:
        if self.favourite:
            access_to(self.user_id, self.document_id)
        found = DocumentFavourite.objects.filter(user=self.user_id, document=self.document_id).first()
        if self.favourite == (found is not None and found.removed_at is None):
            return
        row = found or DocumentFavourite(user_id=self.user_id, document_id=self.document_id)
        row.removed_at = None if self.favourite else timezone.now()
        row.changed_seq = tx.stamp(self.stream)
        row.save()
        tx.publish(kept_event(row))


class VisitDocument(Append[None]):
    """A person has opened a document, which was checked."""

    def __init__(self, user_id: int, document_id: int) -> None:
        self.stream = inbox(user_id)
        self.user_id, self.document_id = user_id, document_id

    def write(self, tx: Tx) -> None:
        DocumentVisit.objects.update_or_create(
            user_id=self.user_id, document_id=self.document_id, defaults={"at": timezone.now()}
        )
        mine = DocumentVisit.objects.filter(user=self.user_id).order_by("-at", "-pk")
        old = list(mine.values_list("pk", flat=True)[VISITS_KEPT : VISITS_KEPT + 50])
        if old:
            DocumentVisit.objects.filter(pk__in=old).delete()


def visit(user_id: int, document_id: int) -> VisitDocument | None:
    """The append that remembers a visit; None where one was remembered just now."""
    lately = DocumentVisit.objects.filter(user=user_id, document=document_id, at__gt=timezone.now() - AGAIN)
    return None if lately.exists() else VisitDocument(user_id, document_id)
