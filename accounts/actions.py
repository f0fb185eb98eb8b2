"""Writes to people: profile, tokens, and everything that takes a credential away."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from django.utils import timezone

from accounts.events import NewToken, Person
from accounts.hooks import profile_followers
from accounts.models import COLOURS, NAME_LENGTH, AccessMark, ApiToken, User
from accounts.selectors import person, token_info
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


class UpdateProfile(Append[Person]):
    """Change the display name or the colour; None leaves it. Those who show the name are told."""

    def __init__(self, user_id: int, name: str | None = None, colour: int | None = None) -> None:
        self.user_id = user_id
        self.stream = inbox(user_id)
        self.name = None if name is None else clean_line(name, "name", NAME_LENGTH, required=False)
        if colour is not None and not 1 <= colour <= COLOURS:
            raise Refused("invalid", f"Colours are numbered from 1 to {COLOURS}.", "colour")
        self.colour = colour
        self._followed = [stream for each in profile_followers for stream in each.streams(user_id)]

    def streams(self) -> Sequence[str]:
        return (self.stream, *self._followed)

    def write(self, tx: Tx) -> Person:
        wanted = {"name": self.name, "colour": self.colour}
        user = User.objects.get(pk=self.user_id)
        changes = {
            field: new for field, new in wanted.items() if new is not None and new != getattr(user, field)
        }
        if changes:
            User.objects.filter(pk=self.user_id).update(**changes)
            for follower in profile_followers:
                follower.follow(tx, self.user_id)
        return person(self.user_id)


def create_token(user_id: int, name: str, days: int | None = None) -> NewToken:
    """Make a token that lives for `days` (None: until it is revoked). Nobody watches tokens live, so this is no
    append. Raises Refused."""
    name = clean_line(name, "name", NAME_LENGTH)
    if days is not None and not 1 <= days <= 3650:
        raise Refused("invalid", "A token lives between 1 and 3650 days.", "days")
    if ApiToken.objects.filter(user=user_id, revoked_at=None).count() >= MOST_TOKENS:
        raise Refused("conflict", f"{MOST_TOKENS} tokens are the most; delete one first.")
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
            raise Refused("not_found", "There is no such token.")
        touch_access(tx, self.user_id)
