"""How large a request may be, decided before it is read: Django writes a whole body to disk before any view runs."""

import re
from typing import Any, Final

from django.conf import settings
from django.http import JsonResponse
from django.utils.translation import gettext as _

from realtime.db import in_db
from realtime.errors import Refused
from realtime.identity import authenticator

ENVELOPE: Final = 64 * 1024
"""Bytes around a file in a multipart body: names, borders, the CSRF token."""
LARGE: Final[list[tuple[re.Pattern[str], str]]] = [
    (re.compile(r"/api/v1/rooms/\d+/files\Z"), "MAX_FILE_BYTES"),
    (re.compile(r"/api/v1/rooms/\d+/documents/import\Z"), "MAX_FILE_BYTES"),
    (re.compile(r"/api/v1/administration/import\Z"), "MAX_IMPORT_BYTES"),
]
"""Addresses that take more than MAX_BODY_BYTES, with the limit that is theirs. Only the signed-in may send so much."""


class _TooLarge(Exception):
    """More came than was announced, or than is allowed."""


def allowance(path: str) -> tuple[int, bool]:
    """Bytes that a body for this path may have, and whether its sender has to be signed in for it."""
    limits = settings.COLLAB
    for pattern, name in LARGE:
        if pattern.match(path):
            return limits[name] + ENVELOPE, True
    return limits["MAX_BODY_BYTES"], False


async def bounded(app: Any, scope: Any, receive: Any, send: Any) -> None:
    """Pass a request on to `app` unless its body is, or becomes, too large for where it goes."""
    headers = dict(scope["headers"])
    most, known_only = allowance(scope["path"])
    length = headers.get(b"content-length", b"")
    if (length.isdigit() and int(length) > most) or (length and not length.isdigit()):
        await _refuse(send, _too_large(most))
        return
    has_body = length not in (b"", b"0") or b"transfer-encoding" in headers
    if known_only and has_body:
        try:
            await in_db(authenticator().identify, scope["headers"], b"")
        except Refused as refusal:
            await _refuse(send, refusal)
            return
    if length or not has_body:
        await app(scope, receive, send)  # the server holds the client to the length that it announced
        return
    try:
        await app(scope, _counted(receive, most), send)
    except _TooLarge:
        await _refuse(send, _too_large(most))


def _counted(receive: Any, most: int) -> Any:
    """`receive` for a body of unknown length. Django reads it to the end before it answers anything."""
    so_far = 0

    async def counted() -> Any:
        nonlocal so_far
        message = await receive()
        so_far += len(message.get("body", b""))
        if so_far > most:
            raise _TooLarge
        return message

    return counted


def _too_large(most: int) -> Refused:
    return Refused(
        "too_large",
        _("A request to this address may have at most {most} bytes.").format(most=f"{most:,}"),
        "file",
    )


async def _refuse(send: Any, refused: Refused) -> None:
    """Answer without reading the body; the connection is closed behind it."""
    response = JsonResponse({"error": refused.as_error()}, status=refused.status)
    content = response.content
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(content)).encode()),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": refused.status, "headers": headers})
    await send({"type": "http.response.body", "body": content})
