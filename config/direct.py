"""Which requests may be answered beside Django, whose middleware would have refused or redirected the others."""

from io import BytesIO

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.core.handlers.asgi import ASGIRequest

from realtime.asgi_types import Scope


def plain(scope: Scope) -> bool:
    """A GET without a body, for a host of ours, over TLS where that is asked for."""
    names = {name for name, _ in scope["headers"]}
    if scope["method"] != "GET" or names & {b"content-length", b"transfer-encoding"}:
        return False
    request = ASGIRequest(scope, BytesIO())
    try:
        request.get_host()
    except DisallowedHost:
        return False
    return request.is_secure() or not settings.SECURE_SSL_REDIRECT
