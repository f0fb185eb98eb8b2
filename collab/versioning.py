"""Versions that make themselves, and bringing one back."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _
from pycrdt import XmlFragment

from collab.actions.versions import KeepIfDue, KeepVersion
from collab.changing import change_document
from collab.core.diffing import change_to
from collab.core.tree import read_tree
from collab.models import Document, Version
from collab.selectors import standing_of
from collab.version_events import Restored
from collab.versions import moment_tree, version_info
from jobs.registry import every
from realtime.append import Tx
from realtime.commit import append
from realtime.db import in_db
from realtime.errors import Refused
from realtime.identity import Identity

EACH_SECONDS: Final = 60.0
LOOKED_BACK: Final = timedelta(days=2)
"""Documents edited within are looked at: longer than any stop of the service that nobody minds."""
AT_ONCE: Final = 200
"""Documents in one look; the rest comes with the next."""


@every(EACH_SECONDS, "versions")
def keep_versions() -> None:
    """Make the versions that are due."""
    now = timezone.now()
    for document_id in candidates(now):
        append(KeepIfDue(document_id, now))


def candidates(now: datetime) -> Iterator[int]:
    """Documents whose content changed since their newest version, as far as their list entry tells, longest first."""
    newer = Version.objects.filter(document=OuterRef("pk"), created_at__gte=OuterRef("updated_at"))
    edited = Document.objects.filter(updated_at__gt=now - LOOKED_BACK).exclude(Exists(newer))
    return iter(edited.order_by("updated_at").values_list("pk", flat=True)[:AT_ONCE])


async def restore(identity: Identity, document_id: int, seq: int) -> Restored:
    """Make the document say again what it said after the update `seq`: a new change, by this person.

    The history stays; what others write meanwhile is merged with it. The state before becomes a version too, so that
    going back is restoring that one. Raises what `collab.changing.change_document` raises.
    """
    tree, _at = await in_db(moment_tree, document_id, seq)

    def edit(fragment: XmlFragment) -> bool:
        if read_tree(fragment) == tree:
            return False
        change_to(fragment, tree)
        return True

    before = (await in_db(standing_of, document_id)).seq
    kept: list[int] = []

    def keep(tx: Tx, made: int) -> None:
        """With the change, or a crash in between would leave a restore that nobody can tell from writing."""
        restored = KeepVersion(document_id, made, Version.Kind.RESTORE, by=identity.user_id, source=seq)
        kept[:] = KeepVersion(document_id, before).write(tx), restored.write(tx)

    _changed, made = await change_document(identity, document_id, edit, keep, known=True)
    if not kept:
        raise Refused("conflict", _("The document says that already."))
    first, version = kept
    return Restored(
        seq=made,
        before=await in_db(version_info, document_id, first),
        version=await in_db(version_info, document_id, version),
    )
