"""May they? Comments are read by those who read the document and the place of the thread."""

from typing import Final

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from chat.models import Message
from collab.access import document_for
from collab.models import Document
from collab.rights import Right
from comments.models import Comment, Margin
from realtime.errors import Refused
from rooms.access import Standing, standing_for, standings
from rooms.models import Posting

SHARED: Final = frozenset(("", "comment", "edit"))
"""What a document may say of the people of its room for its comments to be theirs."""


def no_such_comment() -> Refused:
    return Refused("not_found", _("There is no such comment, or it is not yours to see."))


def comment_for(user_id: int, comment_id: int, need: Right = "read") -> tuple[Comment, Message]:
    """The comment with its first message (and its author), if the person has the right in the document.

    Raises Refused: "not_found" if they may not know of it, else "forbidden" with the reason.
    """
    rows = Comment.objects.select_related("message__author", "resolved_by")
    row = rows.filter(pk=comment_id, message__deleted_at=None).first()
    if row is None or row.message is None:
        raise no_such_comment()
    try:
        standing_for(user_id, row.message.room_id, "read")
        document_for(user_id, row.document_id, need)
    except Refused as refusal:
        raise no_such_comment() if refusal.code == "not_found" else refusal from None
    return row, row.message


def margin_of(document_id: int) -> int | None:
    """The room beside a document, if there is one already."""
    return Margin.objects.filter(document=document_id).values_list("room", flat=True).first()


def is_the_rooms(document: Document) -> bool:
    """Whether comments on a document are for all of its room: those who read the one read the other, and those who
    comment in the one write in the other. Two queries at most."""
    if document.room_right not in SHARED or document.trashed_at is not None:
        return False
    if document.room.posting != Posting.EVERYONE:
        return False
    works = Q(link=None) | Q(link__revoked_at=None) & (
        Q(link__expires_at=None) | Q(link__expires_at__gt=timezone.now())
    )
    granted = set(document.grants.filter(works).values_list("user", flat=True))
    found = standings((user, document.room_id) for user in granted)
    return all("read" in standing.abilities for standing in found.values())


def may_write_in(user_id: int, room_id: int) -> bool:
    """Whether the person may write in a room."""
    standing: Standing | None = standings([(user_id, room_id)]).get((user_id, room_id))
    return standing is not None and "send" in standing.abilities
