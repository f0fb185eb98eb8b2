"""Due work of documents: the trash is emptied, and links whose time is over let go of whom they let in."""

from django.db.models import F, Q
from django.utils import timezone

from collab.actions.life import KEPT, PurgeDocument
from collab.actions.links import ExpireLink
from collab.models import Document, ShareLink
from jobs.registry import every
from realtime.commit import append

PORTION = 100


@every(3600, "empty the trash")
def empty_trash() -> None:
    """Delete what has lain in the trash for 30 days, at most 100 acts of throwing away at once."""
    due = Document.objects.filter(trashed_at__lte=timezone.now() - KEPT)
    tops = due.filter(Q(trash_root=None) | Q(trash_root=F("pk")))
    for document_id, room_id in tops.order_by("trashed_at").values_list("pk", "room")[:PORTION]:
        append(PurgeDocument(document_id, room_id))


@every(1, "end links")
def end_links() -> None:
    """End links that have expired: by the clock they open nothing already; this closes what is open by them."""
    over = ShareLink.objects.filter(expires_at__lte=timezone.now(), revoked_at=None)
    for link_id, document_id, room_id in over.values_list("pk", "document", "document__room")[:PORTION]:
        append(ExpireLink(link_id, document_id, room_id))
