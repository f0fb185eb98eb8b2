"""Documents that could not be loaded are shut, with all their bytes, until somebody has looked at them."""

from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _

from collab import metrics
from collab.history.packing import Unreadable
from collab.models import Document, Quarantine
from realtime.errors import Refused


def refusal() -> Refused:
    """What people are told."""
    return Refused(
        "locked", _("This document cannot be read just now. Its content is kept; ask an administrator.")
    )


def check_open(document_id: int) -> None:
    """Raises Refused("locked") while the document is in quarantine."""
    if Quarantine.objects.filter(document=document_id, released_at=None).exists():
        raise refusal()


def shut(document_id: int, error: Unreadable) -> Refused:
    """Put a document into quarantine; what to tell the people. Nothing that others see live changes, so this is no
    append; whoever has the document in memory goes on with it."""
    if not Document.objects.filter(pk=document_id).exists():
        return Refused("not_found", _("There is no such document."))
    fresh = {"reason": error.reason, "seq": error.seq, "at": timezone.now(), "by": None, "released_at": None}
    try:
        Quarantine.objects.update_or_create(document_id=document_id, defaults=fresh)
    except IntegrityError:  # another node was faster, or the document was purged meanwhile
        pass
    else:
        metrics.QUARANTINED.inc()
    return refusal()
