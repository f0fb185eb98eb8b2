"""How much a person may upload."""

from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _

from files.events import FileLimits
from files.selectors import storage_of_person
from realtime.errors import Refused
from realtime.limits import Buckets

uploads: Final = Buckets(rate=2.0, burst=60)
"""Uploads a person may begin per second and at once, per process: each may cost a decoder's second."""


def spend_upload(user_id: int) -> None:
    """Raises Refused("too_fast")."""
    if not uploads.take(user_id):
        raise Refused(
            "too_fast", _("You are uploading faster than this server allows. Wait a moment."), "file"
        )


def check_room_left(user_id: int, size: int) -> None:
    """Whether a file of `size` bytes may be added to what the person has. Raises Refused, field "file"."""
    largest, most = settings.COLLAB["MAX_FILE_BYTES"], settings.COLLAB["MAX_PERSON_BYTES"]
    if size == 0:
        raise Refused("invalid", _("This file is empty."), "file")
    if size > largest:
        raise Refused(
            "too_large",
            _("Files may have at most {most}; this one has {size}.").format(
                most=said(largest), size=said(size)
            ),
            "file",
        )
    if (used := storage_of_person(user_id)) + size > most:
        raise Refused(
            "too_large",
            _("Your files use {used} of {most}; this one has {size}.").format(
                used=said(used), most=said(most), size=said(size)
            ),
            "file",
        )


def limits_of(user_id: int) -> FileLimits:
    limits = settings.COLLAB
    return FileLimits(
        largest=limits["MAX_FILE_BYTES"], most=limits["MAX_PERSON_BYTES"], used=storage_of_person(user_id)
    )


def said(size: int) -> str:
    """A number of bytes for people: `12 kB`, `1.4 MB`."""
    value = float(size)
    for unit in ("bytes", "kB", "MB", "GB"):
        if value < 1000:
            return f"{value:.0f} {unit}" if unit in ("bytes", "kB") else f"{value:.1f} {unit}"
        value /= 1000
    return f"{value:.1f} TB"
