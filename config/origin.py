"""A page of another site must not speak with a visitor's cookie (cross-site WebSocket hijacking)."""

from urllib.parse import urlsplit

from django.conf import settings

from realtime.asgi_types import Scope


def cookies_from_own_origin_only(scope: Scope) -> Scope:
    """The scope, without its cookies where the Origin header names another site than the Host header.

    Scheme aside, host and port must be equal, or the origin be listed in CSRF_TRUSTED_ORIGINS. A token in
    the query string or in a header still signs in: other sites do not have it.
    """
    headers: list[tuple[bytes, bytes]] = scope["headers"]
    sent = dict(headers)
    origin = sent.get(b"origin", b"").decode("latin-1")
    if not origin:
        return scope
    own = urlsplit(origin).netloc == sent.get(b"host", b"").decode("latin-1")
    if own or origin in settings.CSRF_TRUSTED_ORIGINS:
        return scope
    return {**scope, "headers": [(name, value) for name, value in headers if name != b"cookie"]}
