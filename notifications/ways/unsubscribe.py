"""Getting rid of mail with one click (RFC 8058): what a link of a letter stops, and stopping it.

The link is signed and needs no sign-in; it can only stop mail, and start it again. It has no end: a letter may be read
years later. Asking for its page (GET) changes nothing, since programs that look for viruses ask for every link.
"""

from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from notifications.actions.preferences import set_wishes
from notifications.core.preferences import EmailWish, Wishes
from notifications.kinds import Kind
from notifications.models import Delivery
from notifications.selectors.preferences import my_wishes
from notifications.ways.words import absolute

SALT: Final = "notifications.unsubscribe"
ALL: Final = "all"
DIGEST: Final = "digest"


class Claim(NamedTuple):
    """Whose mail, and which: a kind's, "digest" or "all"."""

    user_id: int
    what: str


def what_of(rows: Sequence[Delivery]) -> str:
    """What the link in a letter with these stops: the kind if there is one, the digest, or all mail."""
    if all(row.digest for row in rows):
        return DIGEST
    kinds = {row.notification.kind for row in rows}
    return kinds.pop() if len(kinds) == 1 else ALL


def link(user_id: int, what: str) -> str:
    """The absolute address that stops it."""
    return absolute(reverse("unsubscribe", args=(signing.dumps([user_id, what], salt=SALT),)))


def read(token: str) -> Claim | None:
    """What a token of ours says; None for one that is not, or whose person is not here any more."""
    try:
        user_id, what = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    known = what in {ALL, DIGEST, *(kind.value for kind in Kind)}
    if not known or not User.objects.filter(pk=user_id, is_active=True).exists():
        return None
    return Claim(user_id, what)


def stop(claim: Claim) -> None:
    """No mail of this any more. Again changes nothing. Raises `Refused`."""
    _set(claim, "off")


def start_again(claim: Claim) -> None:
    """As it was before, as far as that is known: what was stopped comes as the kind's default, the digest as digest."""
    _set(claim, "back")


def _set(claim: Claim, to: Literal["off", "back"]) -> None:
    wishes = my_wishes(claim.user_id)
    kinds = dict(wishes.kinds)
    for kind in Kind:
        now = wishes.of(kind)
        wanted = _wanted(claim.what, kind, now.email, to)
        if wanted != now.email:
            kinds[kind] = now.model_copy(update={"email": wanted})
    if kinds != wishes.kinds:
        set_wishes(claim.user_id, wishes.model_copy(update={"kinds": kinds}))


def _wanted(what: str, kind: Kind, now: EmailWish, to: Literal["off", "back"]) -> EmailWish:
    """The new wish of one kind."""
    default = Wishes().of(kind).email
    if to == "off":
        stopped = what in (ALL, kind) or (what == DIGEST and now == "digest")
        return "off" if stopped else now
    if now != "off":
        return now
    if what == kind:
        return default if default != "off" else "now"
    return default if what == ALL or default == "digest" else now


def words_for(what: str) -> str:
    """What the link stops, in the active language, after "no e-mail about …"."""
    return _names().get(what, _("all of this"))


def _names() -> dict[str, str]:
    return {
        ALL: _("anything"),
        DIGEST: _("what is gathered"),
        Kind.MENTION: _("messages that mention you"),
        Kind.EVERYONE: _("messages to everyone"),
        Kind.KEYWORD: _("words you watch for"),
        Kind.DIRECT: _("direct messages"),
        Kind.REPLY: _("replies in threads you follow"),
        Kind.MESSAGE: _("messages of rooms you hear everything of"),
        Kind.REACTION: _("reactions to your messages"),
        Kind.DOCUMENT_MENTION: _("documents that mention you"),
        Kind.COMMENT: _("comments on documents"),
        Kind.SHARE: _("documents shared with you"),
        Kind.INVITATION: _("rooms you were added to"),
        Kind.ROOM: _("requests and reports of your rooms"),
        Kind.REMINDER: _("reminders"),
        Kind.ANNOUNCEMENT: _("announcements"),
        Kind.FAILURE: _("work of yours that failed"),
    }
