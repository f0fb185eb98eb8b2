"""Files that documents refer to."""

import re
from collections.abc import Collection, Iterable, Sequence
from typing import Final, NamedTuple
from uuid import UUID

from files.access import may_read
from files.models import File, FileUse

MOST: Final = 200
"""Files that one commit of a document may bring; no page has so many new ones."""
_VALUE: Final = re.compile(rb"w\x24([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")
"""A text of 36 bytes among the values of a Yjs update, in the form of a file's id."""


class Use(NamedTuple):
    """What a person's update of a document may refer to."""

    user_id: int
    document_id: int
    ids: frozenset[UUID]


def ids_in(update: bytes) -> frozenset[UUID]:
    """Ids of files that an update may refer to. Nearly every update has none, and costs one search for two bytes."""
    if b"w$" not in update:
        return frozenset()
    return frozenset(UUID(found.decode()) for found in _VALUE.findall(update))


def use(uses: Iterable[Use]) -> None:
    """Note that documents refer to files, within the commit that makes it so. Only what the person may read
    themselves is noted: to name a file does not open it to others. Other ids are passed over."""
    wanted = [each for each in uses if each.ids]
    if not wanted:
        return
    ids = list({pk for each in wanted for pk in each.ids})[:MOST]
    files = {row.pk: row for row in File.objects.filter(pk__in=ids, ready=True, removed_at=None)}
    rows = [
        FileUse(file=row, document=each.document_id)
        for each in wanted
        for pk in each.ids
        if (row := files.get(pk)) is not None and may_read(each.user_id, row)
    ]
    FileUse.objects.bulk_create(rows, ignore_conflicts=True)


def forget_uses(documents: Collection[int] | Sequence[int]) -> None:
    """These documents are no more: what only they held goes with the next sweep."""
    FileUse.objects.filter(document__in=documents).delete()


def take_along(documents: Collection[int], room_id: int) -> None:
    """These documents go to another room, and what they alone hold with them."""
    File.objects.filter(uses__document__in=documents, claimed_at=None).update(room=room_id)
