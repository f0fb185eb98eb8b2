"""Errors that Django itself answers under /api/ get the API's shape: unknown address, wrong method, crash."""

from collections.abc import Awaitable, Callable
from http import HTTPStatus

from asgiref.sync import iscoroutinefunction, markcoroutinefunction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views import defaults

from config.api import code_of, error_response
from realtime.errors import Refused

Answer = HttpResponseBase | Awaitable[HttpResponseBase]
SENTENCES = {
    404: "There is nothing at this address.",
    405: "This address does not know that method.",
    500: "Something broke on the server. It has been logged.",
}


class ApiErrors:
    """Middleware, async where the rest is. Leaves JSON alone and every page outside /api/."""

    sync_capable = True
    async_capable = True

    def __init__(self, get_response: Callable[[HttpRequest], Answer]) -> None:
        self.get_response = get_response
        self.is_async = iscoroutinefunction(get_response)
        if self.is_async:
            markcoroutinefunction(self)

    def __call__(self, request: HttpRequest) -> Answer:
        answer = self.get_response(request)
        if isinstance(answer, HttpResponseBase):
            return shaped(request, answer)
        return self._later(request, answer)

    async def _later(self, request: HttpRequest, answer: Awaitable[HttpResponseBase]) -> HttpResponseBase:
        return shaped(request, await answer)


def shaped(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """The response, or the same refusal as JSON when it is an API error in another form."""
    is_json = response.get("Content-Type", "").startswith("application/json")
    if response.status_code < 400 or is_json or not request.path_info.startswith("/api/"):
        return response
    status = response.status_code
    message = SENTENCES.get(status, HTTPStatus(status).phrase)
    reply = error_response(Refused(code_of(status), message), status)
    for name in ("Allow", "Retry-After"):
        if name in response:
            reply[name] = response[name]
    return reply


def on_404(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler404: no page is rendered for a machine."""
    if request.path_info.startswith("/api/"):
        return error_response(Refused("not_found", SENTENCES[404]))
    return defaults.page_not_found(request, exception)


def on_500(request: HttpRequest) -> HttpResponse:
    """Django's handler500."""
    if request.path_info.startswith("/api/"):
        return error_response(Refused("internal", SENTENCES[500]))
    return defaults.server_error(request)
