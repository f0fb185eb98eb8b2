"""Files of a document for those who have nothing but a link to it."""

from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from collab.links import address_of, is_open, link_of, no_such_link
from files.access import file_of_document, no_such_file
from files.models import File
from files.serving import Sent, respond
from files.storage import blob
from realtime.db import in_db
from realtime.errors import Refused


def _readable(request: HttpRequest, token: str, file_id: UUID) -> File:
    link = link_of(token, address_of(request), cost=0.1)  # a page has many pictures
    if not is_open(link, request):
        raise no_such_link()
    return file_of_document(link.document_id, file_id)


@require_safe
async def link_file(request: HttpRequest, token: str, file_id: UUID) -> HttpResponseBase:
    """A file of the link's document, as long as the link works and its password was given."""
    try:
        row = await in_db(_readable, request, token, file_id)
        response = await respond(request, Sent(blob(row.pk), row.name, row.type, f'"{row.pk.hex}"'))
    except (Refused, FileNotFoundError) as error:
        refused = error if isinstance(error, Refused) else no_such_file()
        response = JsonResponse({"error": refused.as_error()}, status=refused.status)
        response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
