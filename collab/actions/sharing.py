"""Giving rights in a document to persons, and saying what the people of its room may."""

from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext as _

import audit
from accounts.actions import inbox, touch_access
from accounts.models import User
from accounts.selectors import person_of
from collab.access import access_to
from collab.actions.telling import fresh, save_and_tell
from collab.events import DocumentInfo, GrantInfo
from collab.hooks import Shared, shared
from collab.models import Document, DocumentGrant
from collab.rights import GRANTED, ROOM_RIGHTS, Right
from collab.selectors import document_info
from realtime.append import Append, Tx
from realtime.errors import Refused
from rooms.events import room_stream

MOST_GRANTS: Final = 200
"""Persons to whom one document is given; more people are a room."""


class SetRoomRight(Append[DocumentInfo]):
    """Say what the people of the room may do with a document ("": what the room says)."""

    def __init__(self, user_id: int, document_id: int, room_id: int, right: str) -> None:
        self.stream = room_stream(room_id)
        self.user_id, self.document_id, self.room_id = user_id, document_id, room_id
        if right not in ROOM_RIGHTS:
            raise Refused("invalid", _("There is no such right."), "room_right")
        self.right = right

    def write(self, tx: Tx) -> DocumentInfo:
        access_to(self.user_id, self.document_id, "manage")
        row = fresh(self.document_id, self.room_id)
        before, was_hidden = row.room_right, row.hidden
        if before == self.right:
            return document_info(row)
        row.room_right = self.right
        info = save_and_tell(tx, row, ("room_right",), anew=was_hidden and not row.hidden, recheck=True)
        change = [before, self.right]
        audit.record(
            tx, self.user_id, "document.restricted", room=self.room_id, target=row.title, room_right=change
        )
        return info


class _OnGrant:
    """The streams of an append that concerns one person's right in one document."""

    def __init__(self, actor_id: int, document_id: int, room_id: int, user_id: int) -> None:
        self.actor_id, self.document_id = actor_id, document_id
        self.room_id, self.user_id = room_id, user_id
        self.stream = room_stream(room_id)

    def streams(self) -> Sequence[str]:
        return (self.stream, inbox(self.user_id))


class GiveRight(_OnGrant, Append[GrantInfo]):
    """Give a person a right in a document, in or out of its room; again: another one."""

    def __init__(self, actor_id: int, document_id: int, room_id: int, user_id: int, right: str) -> None:
        super().__init__(actor_id, document_id, room_id, user_id)
        if right not in GRANTED:
            raise Refused("invalid", _("There is no such right."), "right")
        self.right: Right = right  # type: ignore[assignment]  # one of GRANTED

    def write(self, tx: Tx) -> GrantInfo:
        access_to(self.actor_id, self.document_id, "manage")
        row = fresh(self.document_id, self.room_id)
        user = self._person()
        before = DocumentGrant.objects.filter(document=row, user=user, link=None).first()
        if before is None and DocumentGrant.objects.filter(document=row, link=None).count() >= MOST_GRANTS:
            raise Refused("conflict", _("A document is given to at most 200 persons. Make a room for more."))
        grant, _made = DocumentGrant.objects.update_or_create(
            document=row,
            user=user,
            link=None,
            defaults={"right": self.right, "by": User.objects.get(pk=self.actor_id)},
        )
        if before is None or before.right != self.right:
            self._tell(tx, row, user)
        return grant_info(grant)

    def _person(self) -> User:
        user = User.objects.filter(pk=self.user_id, is_active=True).first()
        if user is None:
            raise Refused("not_found", _("There is nobody of this name."), "username")
        if user.pk == self.actor_id:
            raise Refused("conflict", _("You manage this document already."), "username")
        if user.is_guest and self.right == "manage":
            raise Refused("conflict", _("Guests of the workspace do not manage documents."), "right")
        return user

    def _tell(self, tx: Tx, row: Document, user: User) -> None:
        touch_access(tx, user.pk)
        audit.record(
            tx,
            self.actor_id,
            "document.shared",
            room=self.room_id,
            target=row.title,
            person=user.username,
            right=self.right,
        )
        shared(Shared(row.pk, row.room_id, self.actor_id, user.pk, self.right, row.title))


class TakeRight(_OnGrant, Append[None]):
    """Take back what was given to a person, by links they came by too. Everybody may give up their own."""

    def write(self, tx: Tx) -> None:
        access_to(self.actor_id, self.document_id, "read" if self.actor_id == self.user_id else "manage")
        row = fresh(self.document_id, self.room_id)
        gone, _each = DocumentGrant.objects.filter(document=row, user=self.user_id).delete()
        if not gone:
            raise Refused("not_found", _("This document was not given to this person."), "username")
        touch_access(tx, self.user_id)
        person = User.objects.get(pk=self.user_id).username
        audit.record(
            tx, self.actor_id, "document.unshared", room=self.room_id, target=row.title, person=person
        )


def grant_info(row: DocumentGrant) -> GrantInfo:
    """Wants `user` and `by` loaded."""
    return GrantInfo(
        user=person_of(row.user),
        right=row.right,
        by=row.by.username,
        created_at=row.created_at,
        link=row.link_id,
    )
