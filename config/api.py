"""The HTTP API at /api/v1/: the apps' routers under one roof, one way to sign in, one shape of error."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

import accounts.api
import administration.api
import broadcasts.api
import chat.api
import collab.api
import comments.api
import desk.api
import files.api
import notifications.api
import realtime.api
import rooms.api
import search.api
import webhooks.api
from accounts.auth import PersonAuth
from config.api_json import WireRenderer
from realtime.errors import STATUS, Refused

DESCRIPTION = """
Every answer that is not a success has the body `{"error": {"code", "message", "field"?}}`.
Sign in with `Authorization: Bearer <token>` or with the session cookie (unsafe methods then need `X-CSRFToken`).
The protocol of the sockets and of the changes is described in docs/protocol.md.
"""

api = NinjaAPI(
    title="Collab",
    version="1",
    description=DESCRIPTION,
    auth=PersonAuth(),
    urls_namespace="api",
    renderer=WireRenderer(),
)
for app in (
    realtime,
    accounts,
    rooms,
    chat,
    collab,
    notifications,
    broadcasts,
    desk,
    files,
    administration,
    search,
    comments,
    webhooks,
):
    api.add_router("", app.api.router)


def error_response(refused: Refused, status: int | None = None) -> JsonResponse:
    """The refusal as a response, with the status its code stands for unless another is given."""
    return JsonResponse({"error": refused.as_error()}, status=status or refused.status)


def code_of(status: int) -> str:
    """The error code that stands for an HTTP status."""
    fallback = "internal" if status >= 500 else "bad_request"
    return next((code for code, known in STATUS.items() if known == status), fallback)


@api.exception_handler(Refused)
def on_refused(request: HttpRequest, refused: Refused) -> HttpResponse:
    return error_response(refused)


@api.exception_handler(Http404)
def on_missing(request: HttpRequest, error: Http404) -> HttpResponse:
    return error_response(Refused("not_found", _("There is nothing here, or you may not see it.")))


@api.exception_handler(HttpError)
def on_http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    return error_response(Refused(code_of(error.status_code), str(error)), error.status_code)


@api.exception_handler(ValidationError)
def on_invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    first = error.errors[0]
    return error_response(Refused("invalid", str(first["msg"]), field_of(first["loc"])))


def field_of(location: tuple[Any, ...]) -> str | None:
    """The input's name as the caller wrote it: ("body", "<parameter>", "name") is `name`."""
    names = location[2:] if location[:1] == ("body",) else location[1:]
    return ".".join(map(str, names)) or None
