"""Links to documents: the secret, whether it works, and what it shows. Whoever has the secret of one may use it."""

from typing import Any, Final

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core import signing
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.tokens import digest
from collab.content.html_out import own_address, write_html
from collab.copying import tree_of
from collab.events import LinkInfo, SharedDocument
from collab.models import ShareLink
from realtime.errors import Refused
from realtime.limits import Buckets

SALT: Final = "collab.links"
PASS_SECONDS: Final = 24 * 60 * 60
LONGEST: Final = 64
"""Characters of a secret; longer ones are none of ours."""

attempts: Final = Buckets(rate=1 / 30, burst=20)
"""Passwords that may be tried at one link, from everywhere together: 2,900 tries a day do not guess a password."""
attempts_from: Final = Buckets(rate=1 / 6, burst=20)
"""Passwords that may be tried from one address."""
visits_from: Final = Buckets(rate=2, burst=120)
"""Links that may be tried from one address."""


def working() -> QuerySet[ShareLink]:
    """Links that work now."""
    fresh = Q(expires_at=None) | Q(expires_at__gt=timezone.now())
    return ShareLink.objects.filter(fresh, revoked_at=None, document__trashed_at=None)


def no_such_link() -> Refused:
    """The same for a link that never was, one that does not work any more, and one of a deleted document."""
    return Refused("not_found", _("This link does not work (any more). Ask for a new one."))


def link_of(token: str, address: str, cost: float = 1.0) -> ShareLink:
    """A link that works, with its document. Raises Refused: "not_found", "too_fast"."""
    if not visits_from.take(address, cost):
        raise Refused("too_fast", _("Wait a moment before you try again."))
    if not 0 < len(token) <= LONGEST:
        raise no_such_link()
    found = (
        working().filter(token_hash=digest(token)).select_related("document__created_by", "document__room")
    )
    link = found.first()
    if link is None:
        raise no_such_link()
    return link


def check_link_password(link: ShareLink, password: str, address: str) -> None:
    """Raises Refused("forbidden", field "password"), or "too_fast"."""
    if not link.password:
        return
    if not (attempts_from.take(address) and attempts.take(link.pk)):
        raise Refused("too_fast", _("Wait a while before you try another password."), "password")
    if len(password) > 1000 or not check_password(password, link.password):
        raise Refused("forbidden", _("This is not the password of the link."), "password")


def address_of(request: HttpRequest) -> str:
    """Where a request comes from, as far as the proxies in front are believed."""
    proxies: int = settings.TRUSTED_PROXIES
    told = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",")]
    if proxies and len(told) >= proxies:
        return told[-proxies]
    return str(request.META.get("REMOTE_ADDR", ""))


def pass_name(link: ShareLink) -> str:
    """The name of the cookie that holds the pass."""
    return f"link_{link.pk}"


def pass_of(link: ShareLink) -> str:
    """What a browser is given after the right password: it opens the link for a day, or until that has another one."""
    return signing.dumps([link.pk, digest(link.password)], salt=SALT)


def is_open(link: ShareLink, request: HttpRequest) -> bool:
    """Whether the link asks for no password, or the browser has its pass."""
    if not link.password:
        return True
    try:
        said = signing.loads(request.COOKIES.get(pass_name(link), ""), salt=SALT, max_age=PASS_SECONDS)
    except signing.BadSignature:
        return False
    return bool(said == [link.pk, digest(link.password)])


def shown_by(link: ShareLink, token: str) -> SharedDocument:
    """What the link shows to anybody. Wants `document` loaded."""
    row = link.document

    def picture(attrs: dict[str, Any]) -> str:
        """A picture of ours comes by the link, too."""
        return f"/d/{token}/files/{attrs['file']}" if attrs.get("file") else own_address(attrs)

    return SharedDocument(
        title=row.title,
        icon=row.icon,
        html=write_html(tree_of(row.pk), picture),
        right=link.right,
        updated_at=row.updated_at,
    )


def link_info(row: ShareLink) -> LinkInfo:
    """Wants `created_by` loaded."""
    return LinkInfo(
        id=row.pk,
        hint=row.hint,
        right=row.right,
        has_password=bool(row.password),
        created_by=row.created_by.username,
        created_at=row.created_at,
        expires_at=row.expires_at,
        uses=row.uses,
    )
