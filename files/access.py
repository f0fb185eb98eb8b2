"""May they have it? Asked at every fetch: a file follows its room."""

from uuid import UUID

from django.utils.translation import gettext as _

from files.models import File
from realtime.errors import Refused
from rooms.access import standing_for


def no_such_file() -> Refused:
    return Refused("not_found", _("There is no such file, or it is not yours to see."))


def file_for(user_id: int, file_id: UUID) -> File:
    """A file that the person may read now: in a message of a room they may read, or their own unsent upload.

    Raises Refused("not_found"), whatever the reason.
    """
    row = File.objects.filter(pk=file_id, ready=True, removed_at=None).first()
    if row is None or (row.claimed_at is None and row.uploader_id != user_id):
        raise no_such_file()
    try:
        standing_for(user_id, row.room_id, "read")
    except Refused as refusal:
        raise no_such_file() from refusal
    return row
