"""Who is signed in, by session cookie or token: the kernel's authenticator and the one of HTTP requests."""

from collections.abc import Sequence
from datetime import timedelta
from http.cookies import CookieError
from importlib import import_module
from typing import Any, Final
from urllib.parse import parse_qs

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY, get_user
from django.contrib.sessions.models import Session
from django.db.models import Q
from django.http import HttpRequest
from django.http.cookie import parse_cookie
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from accounts.models import ApiToken, User
from accounts.tokens import LONGEST, bearer, digest
from realtime.errors import Refused
from realtime.identity import Headers, Identity

USED_EVERY: Final = timedelta(
    minutes=1
)  # how coarse `last_used_at` is; a write per request would be too dear


def unauthenticated(message: str = "Sign in first.") -> Refused:
    return Refused("unauthenticated", message)


def identity(user: User, credential: str) -> Identity:
    return Identity(user.pk, user.username, user.display_name, user.colour, user.is_staff, credential)


def identity_of_token(token: str) -> Identity:
    """Raises Refused when the token is unknown, revoked or expired, or its owner is not active."""
    now = timezone.now()
    found = ApiToken.objects.select_related("user").filter(digest=digest(token), revoked_at=None).first()
    if found is None or not found.user.is_active:
        raise unauthenticated("This token is not valid.")
    if found.expires_at is not None and found.expires_at <= now:
        raise unauthenticated("This token has expired.")
    if found.last_used_at is None or found.last_used_at < now - USED_EVERY:
        ApiToken.objects.filter(pk=found.pk).update(last_used_at=now)
    return identity(found.user, f"token:{found.pk}")


def identity_of_session(session: Any) -> Identity:
    """The person signed in with a session store. Django checks expiry, backend and password hash."""
    request = HttpRequest()
    request.session = session
    user = get_user(request)
    if not isinstance(user, User) or not session.session_key:
        raise unauthenticated()
    return identity(user, f"session:{session.session_key}")


def identity_of_request(request: HttpRequest) -> Identity:
    """The person behind an HTTP request: the Authorization header if there is one, else the session.

    A header that does not fit is an error and never falls back to the cookie. Raises Refused.
    """
    header = request.headers.get("Authorization")
    if header is not None:
        token = bearer(header)
        if token is None:
            raise unauthenticated("The Authorization header must read: Bearer <token>.")
        return identity_of_token(token)
    user = request.user
    if not isinstance(user, User) or not request.session.session_key:
        raise unauthenticated()
    return identity(user, f"session:{request.session.session_key}")


class DjangoAuthenticator:
    """The kernel's way to ask who a connection is: header, `?token=`, or session cookie, in this order."""

    def identify(self, headers: Headers, query_string: bytes) -> Identity:
        given = {name.lower(): value.decode("latin-1") for name, value in headers}
        if b"authorization" in given:
            token = bearer(given[b"authorization"])
            if token is None:
                raise unauthenticated("The Authorization header must read: Bearer <token>.")
            return identity_of_token(token)
        if token := _query_token(query_string):
            return identity_of_token(token)
        return identity_of_session(_session_store(_session_key(given.get(b"cookie", ""))))

    def still_valid(self, identities: Sequence[Identity]) -> set[Identity]:
        """Three queries, however many identities. Sessions are read from Django's session table."""
        wanted = list(identities)
        active = User.objects.filter(pk__in={who.user_id for who in wanted}, is_active=True).in_bulk()
        tokens = _standing_tokens(_keys(wanted, "token:"))
        sessions = _standing_sessions(_keys(wanted, "session:"))
        return {who for who in wanted if _stands(who, active.get(who.user_id), tokens, sessions)}


def _stands(
    who: Identity, user: User | None, tokens: dict[str, int], sessions: dict[str, dict[str, Any]]
) -> bool:
    kind, _, key = who.credential.partition(":")
    if user is None:
        return False
    if kind == "token":
        return tokens.get(key) == who.user_id
    session = sessions.get(key, {})
    if session.get(SESSION_KEY) != str(who.user_id):
        return False
    hashes = (user.get_session_auth_hash(), *user.get_session_auth_fallback_hash())
    return any(constant_time_compare(session.get(HASH_SESSION_KEY, ""), one) for one in hashes)


def _standing_tokens(keys: list[str]) -> dict[str, int]:
    unexpired = Q(expires_at=None) | Q(expires_at__gt=timezone.now())
    rows = (
        ApiToken.objects.filter(unexpired, pk__in=keys, revoked_at=None).values_list("pk", "user_id")
        if keys
        else ()
    )
    return {str(pk): user_id for pk, user_id in rows}


def _standing_sessions(keys: list[str]) -> dict[str, dict[str, Any]]:
    if not keys:
        return {}
    rows = Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now())
    return {row.session_key: row.get_decoded() for row in rows}


def _keys(identities: Sequence[Identity], kind: str) -> list[str]:
    return [who.credential.removeprefix(kind) for who in identities if who.credential.startswith(kind)]


def _query_token(query_string: bytes) -> str | None:
    try:
        values = parse_qs(query_string.decode("ascii"), max_num_fields=20).get("token", [])
    except ValueError:
        return None
    return values[0] if values and len(values[0]) <= LONGEST else None


def _session_key(cookie: str) -> str | None:
    try:
        return parse_cookie(cookie).get(settings.SESSION_COOKIE_NAME)
    except CookieError:
        return None


def _session_store(key: str | None) -> Any:
    return import_module(settings.SESSION_ENGINE).SessionStore(key)
