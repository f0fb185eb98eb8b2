"""Links to documents: making, following, ending them."""

import secrets
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from django.contrib.auth.hashers import make_password
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

import audit
from accounts.actions import inbox, touch_access
from accounts.models import User
from accounts.tokens import digest
from collab.access import access_to, accesses
from collab.actions.telling import fresh
from collab.events import NewLink, OpenedLink
from collab.links import link_info, no_such_link, working
from collab.models import DocumentGrant, ShareLink
from collab.models.sharing import HINT_LENGTH
from collab.rights import LINKED, allows
from realtime.append import Append, Tx
from realtime.errors import Refused
from rooms.events import room_stream

LONGEST_DAYS: Final = 365
MOST_LINKS: Final = 20
LONGEST_PASSWORD: Final = 200


class CreateLink(Append[NewLink]):
    """Make a link to a document for `days` (1 to 365, None: until it is revoked), with a password unless it is "".

    Nobody sees links live, so nothing is stamped; it is an append because who may is decided under the room's lock.
    """

    def __init__(  # noqa: PLR0917  (what a link has)
        self,
        user_id: int,
        document_id: int,
        room_id: int,
        right: str,
        days: int | None = None,
        password: str = "",
    ) -> None:
        self.stream = room_stream(room_id)
        self.user_id, self.document_id, self.room_id = user_id, document_id, room_id
        if right not in LINKED:
            raise Refused("invalid", _("There is no such right."), "right")
        if days is not None and not 1 <= days <= LONGEST_DAYS:
            raise Refused("invalid", _("A link lives for 1 to 365 days, or until it is revoked."), "days")
        if len(password) > LONGEST_PASSWORD:
            raise Refused("invalid", _("A password has at most 200 characters."), "password")
        self.right, self.days = right, days
        self.token = secrets.token_urlsafe(24)
        self.password = make_password(password) if password else ""  # slow on purpose: not the writer's work

    def write(self, tx: Tx) -> NewLink:
        access_to(self.user_id, self.document_id, "manage")
        row = fresh(self.document_id, self.room_id)
        if working().filter(document=row).count() >= MOST_LINKS:
            raise Refused("conflict", _("This document has 20 links already. Revoke one first."))
        now = timezone.now()
        made = ShareLink.objects.create(
            document=row,
            token_hash=digest(self.token),
            hint=self.token[-HINT_LENGTH:],
            right=self.right,
            password=self.password,
            created_by=User.objects.get(pk=self.user_id),
            created_at=now,
            expires_at=None if self.days is None else now + timedelta(days=self.days),
        )
        details = {"right": self.right, "days": self.days, "password": bool(self.password), "link": made.pk}
        audit.record(tx, self.user_id, "link.created", room=self.room_id, target=row.title, **details)
        return NewLink(**link_info(made).model_dump(), token=self.token)


class _EndLink(Append[None]):
    """An append that ends a link: with it goes what people have by it."""

    def __init__(self, link_id: int, document_id: int, room_id: int) -> None:
        self.stream = room_stream(room_id)
        self.link_id, self.document_id, self.room_id = link_id, document_id, room_id

    def _people(self) -> list[int]:
        return list(DocumentGrant.objects.filter(link=self.link_id).values_list("user", flat=True))

    def streams(self) -> Sequence[str]:
        return (self.stream, *(inbox(user_id) for user_id in self._people()))

    def end(self, tx: Tx) -> None:
        people = self._people()
        # Somebody may have come by it since the locks were taken; that is too rare for two to wait for each other.
        tx.lock(*(inbox(user_id) for user_id in people))
        DocumentGrant.objects.filter(link=self.link_id).delete()
        for user_id in people:
            touch_access(tx, user_id)


class RevokeLink(_EndLink):
    """The link opens nothing any more, and whoever came by it has nothing by it any more."""

    def __init__(self, user_id: int, link_id: int, document_id: int, room_id: int) -> None:
        super().__init__(link_id, document_id, room_id)
        self.user_id = user_id

    def check(self) -> None:
        """Raises Refused."""
        access_to(self.user_id, self.document_id, "manage")

    def write(self, tx: Tx) -> None:
        self.check()
        row = fresh(self.document_id, self.room_id)
        found = ShareLink.objects.filter(pk=self.link_id, document=row, revoked_at=None)
        if not found.update(revoked_at=timezone.now()):
            raise Refused("not_found", _("There is no such link."))
        self.end(tx)
        audit.record(tx, self.user_id, "link.revoked", room=self.room_id, target=row.title, link=self.link_id)


class RevokeAnyLink(RevokeLink):
    """The same by an administrator of the site, whatever they may do with the document."""

    def check(self) -> None:
        if not User.objects.filter(pk=self.user_id, is_active=True, is_staff=True).exists():
            raise Refused("forbidden", _("Only administrators can do that."))


class ExpireLink(_EndLink):
    """End what people have by a link whose time is over. It opens nothing since then by the clock."""

    def write(self, tx: Tx) -> None:
        now = timezone.now()
        found = ShareLink.objects.filter(pk=self.link_id, expires_at__lte=now, revoked_at=None)
        if found.update(revoked_at=now):
            self.end(tx)


class FollowLink(Append[OpenedLink]):
    """Come to a document by a link, as somebody who is signed in: a grant that lives as long as the link, unless they
    may as much already. `password` is the link's hash as it was when the password was checked."""

    def __init__(self, user_id: int, link_id: int, document_id: int, room_id: int, password: str) -> None:
        self.stream = room_stream(room_id)
        self.user_id, self.link_id, self.document_id = user_id, link_id, document_id
        self.room_id, self.password = room_id, password

    def streams(self) -> Sequence[str]:
        return (self.stream, inbox(self.user_id))

    def write(self, tx: Tx) -> OpenedLink:
        link = working().filter(pk=self.link_id, document=self.document_id, password=self.password).first()
        if link is None:
            raise no_such_link()
        pair = (self.user_id, self.document_id)
        access = accesses([pair]).get(pair)
        if access is None:
            raise no_such_link()
        if not allows(access.right, link.right):  # type: ignore[arg-type]  # one of LINKED
            self._enter(tx, link)
            access = accesses([pair])[pair]
        if access.right == "none":  # banned from the room
            raise no_such_link()
        url = f"/documents/{self.document_id}/"
        return OpenedLink(document=self.document_id, right=access.right, url=url)

    def _enter(self, tx: Tx, link: ShareLink) -> None:
        _grant, made = DocumentGrant.objects.get_or_create(
            document_id=self.document_id,
            user_id=self.user_id,
            link=link,
            defaults={"right": link.right, "by_id": link.created_by_id},
        )
        if not made:
            return
        count_visit(link)
        touch_access(tx, self.user_id)
        person = User.objects.get(pk=self.user_id).username
        audit.record(
            tx,
            self.user_id,
            "link.used",
            room=self.room_id,
            target=person,
            document=self.document_id,
            link=link.pk,
        )


def count_visit(link: ShareLink) -> None:
    """Somebody without an account read the document by it."""
    ShareLink.objects.filter(pk=link.pk).update(uses=F("uses") + 1)
