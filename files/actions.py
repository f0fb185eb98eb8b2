"""What happens to files: stored, claimed by a message, discarded. Nothing here is told to anybody: what others see of
a file is the message that it belongs to."""

from collections.abc import Sequence
from typing import Final, NamedTuple
from uuid import UUID

from django.db.models import Case, DateTimeField, Exists, F, OuterRef, When
from django.utils import timezone
from django.utils.translation import gettext as _

from files.events import FileInfo
from files.models import File, FileUse
from files.selectors import file_info
from realtime.append import Tx
from realtime.errors import Refused

MOST_FILES: Final = 10
"""Files of one message."""


class Want(NamedTuple):
    """The files that a message brings, in the order in which they are shown."""

    user_id: int
    room_id: int
    ids: Sequence[str]


def claim(tx: Tx, user_id: int, room_id: int, ids: Sequence[str]) -> list[FileInfo]:
    """Give one's unsent uploads to a message of the room, within the append that writes it.

    Two statements whatever the number. Raises Refused("invalid", field "files"); nothing is written then.
    """
    found = claim_many(tx, [Want(user_id, room_id, ids)])[0]
    if isinstance(found, Refused):
        raise found
    return found


def claim_many(tx: Tx, wants: Sequence[Want]) -> list[list[FileInfo] | Refused]:
    """`claim` for a batch of messages: two statements for all of them, none when no message brings a file.

    Two messages of one batch that want the same file: the first has it.
    """
    ids = {key for want in wants for key in _keys(want.ids)}
    if not ids:
        return [refusal if (refusal := _malformed(want)) else [] for want in wants]
    rows = {row.pk: row for row in File.objects.filter(pk__in=ids)}
    taken: set[UUID] = set()
    results = [_claim(want, rows, taken) for want in wants]
    if taken:
        free = File.objects.filter(pk__in=taken, claimed_at=None, removed_at=None)
        if free.update(claimed_at=timezone.now()) != len(taken):
            # The sweep took one in between: the batch is tried again, one by one, and its message learns of it.
            raise RuntimeError("an unsent file went away while it was being claimed")
    return results


def _claim(want: Want, rows: dict[UUID, File], taken: set[UUID]) -> list[FileInfo] | Refused:
    if refusal := _malformed(want):
        return refusal
    mine = [rows[key] for key in _keys(want.ids) if key in rows and _is_free(rows[key], want)]
    if len(mine) < len(want.ids) or any(row.pk in taken for row in mine):
        return Refused("invalid", _("A file is not there any more. Please upload it again."), "files")
    taken |= {row.pk for row in mine}
    return [file_info(row) for row in mine]


def _is_free(row: File, want: Want) -> bool:
    unsent = row.ready and row.claimed_at is None and row.removed_at is None
    return unsent and row.uploader_id == want.user_id and row.room_id == want.room_id


def _malformed(want: Want) -> Refused | None:
    if len(want.ids) > MOST_FILES:
        return Refused("invalid", _("A message holds at most {most} files.").format(most=MOST_FILES), "files")
    if len(set(_keys(want.ids))) < len(want.ids):
        return Refused("invalid", _("A file is not there any more. Please upload it again."), "files")
    return None


def _keys(ids: Sequence[str]) -> list[UUID]:
    """Ids that are none are left out."""
    keys = []
    for each in ids:
        try:
            keys.append(UUID(each))
        except ValueError:
            continue
    return keys


def discard(tx: Tx | None, ids: Sequence[str]) -> None:
    """Take files away from everybody, within the append that deletes their message. One statement; the content goes
    with the next sweep. What a document refers to as well is the document's alone from now on."""
    if keys := _keys(ids):
        used = Exists(FileUse.objects.filter(file=OuterRef("pk")))
        File.objects.filter(pk__in=keys, removed_at=None).update(
            removed_at=Case(When(used, then=None), default=timezone.now(), output_field=DateTimeField()),
            claimed_at=Case(When(used, then=None), default=F("claimed_at"), output_field=DateTimeField()),
        )


def withdraw(user_id: int, file_id: UUID) -> None:
    """Take back one's own unsent upload. Raises Refused("not_found")."""
    unsent = File.objects.filter(pk=file_id, uploader=user_id, claimed_at=None, removed_at=None, uses=None)
    if not unsent.update(removed_at=timezone.now()):
        raise Refused("not_found", _("There is no such upload, or it was sent already."))
