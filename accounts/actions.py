"""Writes to people: profile, tokens, and everything that takes a credential away."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.events import Me, NewToken, Person
from accounts.hooks import followed_streams, record_standing, tell_followers
from accounts.models import NAME_LENGTH, AccessMark, ApiToken, User
from accounts.profile import SHOWN, clean_profile
from accounts.selectors import me, person, token_info
from accounts.text import clean_line
from accounts.tokens import digest, new_token
from realtime.append import Append, Tx
from realtime.errors import Refused
from realtime.streams import stream_name
from realtime.wire import AccessChanged

MOST_TOKENS: Final = 50  # per person


def inbox(user_id: int) -> str:
    """The name of a person's inbox stream."""
    return stream_name("inbox", user_id)


def touch_access(tx: Tx, user_id: int) -> None:
    """Tell every node to ask again what this person may do. Their inbox must be among the append's streams."""
    stream = inbox(user_id)
    seq = tx.stamp(stream)
    AccessMark.objects.bulk_create(
        [AccessMark(user_id=user_id, changed_seq=seq)],
        update_conflicts=True,
        unique_fields=["user"],
        update_fields=["changed_seq"],
    )
    tx.publish(AccessChanged(stream=stream, seq=seq), recheck=True)


class TouchAccess(Append[None]):
    """After something outside an append took access away: a sign-out, a new password, a deactivation."""

    def __init__(self, user_id: int) -> None:
        self.user_id = user_id
        self.stream = inbox(user_id)

    def write(self, tx: Tx) -> None:
        if User.objects.filter(pk=self.user_id).exists():
            touch_access(tx, self.user_id)


class UpdateProfile(Append[Me]):
    """Change what was given of one's profile. Those who show name, colour or status are told."""

    def __init__(
        self, user_id: int, name: str | None = None, colour: int | None = None, **wishes: Any
    ) -> None:
        """`wishes`: about, status, timezone, language, density; None is no wish. Raises Refused naming the field
        that does not fit."""
        self.user_id = user_id
        self.stream = inbox(user_id)
        self.wanted = clean_profile({"name": name, "colour": colour} | wishes)
        shown = SHOWN & self.wanted.keys()
        self._followed = followed_streams(user_id) if shown else []

    def streams(self) -> Sequence[str]:
        return (self.stream, *self._followed)

    def write(self, tx: Tx) -> Me:
        user = User.objects.get(pk=self.user_id)
        changes = {field: new for field, new in self.wanted.items() if new != getattr(user, field)}
        if changes:
            User.objects.filter(pk=self.user_id).update(**changes)
        if SHOWN & changes.keys():
            tell_followers(tx, self.user_id)
        return me(self.user_id)


class EndStatus(Append[None]):
    """Empty a status that is over. One that was renewed meanwhile stays."""

    def __init__(self, user_id: int) -> None:
        self.user_id = user_id
        self.stream = inbox(user_id)
        self._followed = followed_streams(user_id)

    def streams(self) -> Sequence[str]:
        return (self.stream, *self._followed)

    def write(self, tx: Tx) -> None:
        over = User.objects.filter(pk=self.user_id, status_until__lte=timezone.now())
        if over.update(status_emoji="", status_text="", status_until=None):
            tell_followers(tx, self.user_id)


class ChangeStanding(Append[Person]):
    """Staff deactivates somebody or lets them in again, makes them staff or guest. None leaves it.

    Deactivating closes their connections on every node and ends their sessions. Nobody changes their own
    standing, and only superusers change that of superusers or make staff.
    """

    def __init__(
        self,
        actor_id: int,
        user_id: int,
        *,
        active: bool | None = None,
        staff: bool | None = None,
        guest: bool | None = None,
    ) -> None:
        self.actor_id, self.user_id = actor_id, user_id
        self.stream = inbox(user_id)
        wishes = {"is_active": active, "is_staff": staff, "is_guest": guest}
        self.wanted = {field: value for field, value in wishes.items() if value is not None}
        self._followed = followed_streams(user_id)

    def streams(self) -> Sequence[str]:
        return (self.stream, *self._followed)

    def write(self, tx: Tx) -> Person:
        actor = User.objects.filter(pk=self.actor_id, is_active=True, is_staff=True).first()
        user = User.objects.filter(pk=self.user_id).first()
        self._check(actor, user)
        assert user is not None
        changes = {field: new for field, new in self.wanted.items() if new != getattr(user, field)}
        if changes:
            User.objects.filter(pk=user.pk).update(**changes)
            tell_followers(tx, user.pk)
            touch_access(tx, user.pk)
            for field, new in changes.items():
                record_standing(tx, self.actor_id, user.username, field, new)
        return person(user.pk)

    def _check(self, actor: User | None, user: User | None) -> None:
        if actor is None:
            raise Refused("forbidden", _("Only the staff may do this."))
        if user is None:
            raise Refused("not_found", _("There is no such person."))
        if actor.pk == user.pk:
            raise Refused("forbidden", _("You cannot change this for yourself."))
        if not actor.is_superuser and (user.is_superuser or "is_staff" in self.wanted):
            raise Refused("forbidden", _("Only an administrator may do this."))
        if self.wanted.get("is_staff", user.is_staff) and self.wanted.get("is_guest", user.is_guest):
            raise Refused("conflict", _("Somebody of the staff cannot be a guest."))


def create_token(user_id: int, name: str, days: int | None = None) -> NewToken:
    """Make a token that lives for `days` (None: until it is revoked). Nobody watches tokens live, so this is no
    append. Raises Refused."""
    name = clean_line(name, "name", NAME_LENGTH)
    if days is not None and not 1 <= days <= 3650:
        raise Refused("invalid", _("A token lives between 1 and 3650 days."), "days")
    if ApiToken.objects.filter(user=user_id, revoked_at=None).count() >= MOST_TOKENS:
        raise Refused("conflict", _("{most} tokens are the most; delete one first.").format(most=MOST_TOKENS))
    secret = new_token()
    expires_at = None if days is None else timezone.now() + timedelta(days=days)
    token = ApiToken.objects.create(user_id=user_id, name=name, digest=digest(secret), expires_at=expires_at)
    return NewToken(**token_info(token).model_dump(), token=secret)


class RevokeToken(Append[None]):
    """Delete a token; its open connections are closed. Other people's tokens are not found."""

    def __init__(self, user_id: int, token_id: int) -> None:
        self.user_id, self.token_id = user_id, token_id
        self.stream = inbox(user_id)

    def write(self, tx: Tx) -> None:
        mine = ApiToken.objects.filter(pk=self.token_id, user=self.user_id, revoked_at=None)
        if not mine.update(revoked_at=timezone.now()):
            raise Refused("not_found", _("There is no such token."))
        touch_access(tx, self.user_id)
