"""Fetching files. Whoever may not read the room gets the same 404 as for a file that never was."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from files.access import file_for, no_such_file
from files.models import File
from files.serving import Sent, respond
from files.storage import blob, thumb_blob
from realtime.db import in_db
from realtime.errors import Refused
from realtime.identity import authenticator

CREDENTIALS: Final = ("Cookie", "Authorization")


def _readable(headers: Mapping[str, str], file_id: UUID) -> File:
    """Who asks and whether they may, in one visit to the database."""
    sent = [(n.lower().encode(), headers[n].encode("latin-1")) for n in CREDENTIALS if n in headers]
    return file_for(authenticator().identify(sent, b"").user_id, file_id)


async def _answer(request: HttpRequest, file_id: UUID, *, thumb: bool) -> HttpResponseBase:
    try:
        row = await in_db(_readable, request.headers, file_id)
        if not thumb:
            return await respond(request, Sent(blob(row.pk), row.name, row.type, f'"{row.pk.hex}"'))
        if row.thumb:
            sent = Sent(thumb_blob(row.pk), f"{row.name}.webp", "image/webp", f'"{row.pk.hex}-thumb"')
            return await respond(request, sent)
        raise no_such_file()
    except FileNotFoundError:
        refused = no_such_file()
    except Refused as refusal:
        refused = refusal
    response = JsonResponse({"error": refused.as_error()}, status=refused.status)
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
async def file_content(request: HttpRequest, file_id: UUID, name: str) -> HttpResponseBase:
    """The file itself. The name in the address is for people; the id alone decides. `?download` never shows it."""
    return await _answer(request, file_id, thumb=False)


@require_safe
async def file_thumb(request: HttpRequest, file_id: UUID) -> HttpResponseBase:
    """The small picture."""
    return await _answer(request, file_id, thumb=True)
