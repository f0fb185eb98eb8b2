"""Static files straight from Vite's output and the apps, without a collectstatic step, under ASGI."""

from collections.abc import Awaitable, Callable
from typing import Any

from asgiref.sync import iscoroutinefunction, markcoroutinefunction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from whitenoise.middleware import WhiteNoiseMiddleware

GetResponse = Callable[[HttpRequest], HttpResponseBase | Awaitable[HttpResponseBase]]


class StaticMiddleware(WhiteNoiseMiddleware):
    """WhiteNoise as an async middleware.

    The original is sync only: Django would move every async view behind it (the long poll, SSE) onto a thread for
    as long as it lasts, and warn about its synchronous file iterator. Our files are small, so they are read whole.
    """

    sync_capable = True
    async_capable = True

    def __init__(self, get_response: GetResponse) -> None:
        super().__init__(get_response)
        self.is_async = iscoroutinefunction(get_response)
        if self.is_async:
            markcoroutinefunction(self)

    def __call__(self, request: HttpRequest) -> Any:
        path = request.path_info
        static_file = self.find_file(path) if self.autorefresh else self.files.get(path)
        if static_file is None:
            return self.get_response(request)
        response = _whole_response(static_file, request)
        return _later(response) if self.is_async else response


def _whole_response(static_file: Any, request: HttpRequest) -> HttpResponse:
    answer = static_file.get_response(request.method, request.META)
    body = b""
    if answer.file is not None:
        with answer.file:
            body = answer.file.read()
    response = HttpResponse(body, status=int(answer.status))
    del response["content-type"]
    for name, value in answer.headers:
        response[name] = value
    return response


async def _later(response: HttpResponse) -> HttpResponse:
    return response
