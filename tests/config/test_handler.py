"""A request with a synchronous view goes to a thread once; one with an asynchronous view holds none while it waits."""

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
from asgiref.sync import ThreadSensitiveContext
from django.http import HttpRequest, HttpResponse
from django.urls import path

from config.handler import Handler


class Counting(ThreadPoolExecutor):
    """One thread, and how often it was asked."""

    def __init__(self) -> None:
        super().__init__(1)
        self.calls = 0

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.calls += 1
        return super().submit(fn, *args, **kwargs)


def plain(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"plain {request.LANGUAGE_CODE}")


class Held:
    """What the asynchronous view waits for."""

    until: asyncio.Event


async def held(request: HttpRequest) -> HttpResponse:
    await Held.until.wait()
    return HttpResponse("held")


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("broken on purpose")


urlpatterns = [path("plain", plain), path("held", held), path("api/broken", broken)]
handler500 = "config.api_errors.on_500"
handler404 = "config.api_errors.on_404"


@pytest.fixture(autouse=True)
def views(settings: Any) -> None:
    settings.ROOT_URLCONF = __name__
    settings.ALLOWED_HOSTS = ["here"]


async def ask(address: str, thread: ThreadPoolExecutor) -> tuple[int, dict[bytes, bytes], bytes]:
    """Status, headers and body of a GET."""
    headers = [(b"host", b"here"), (b"accept-language", b"de")]
    scope = {"type": "http", "method": "GET", "path": address, "query_string": b"", "headers": headers}
    asked = [{"type": "http.request"}]
    answers: list[Mapping[str, Any]] = []

    async def receive() -> Mapping[str, Any]:
        return asked.pop() if asked else await asyncio.get_running_loop().create_future()

    async def send(message: Mapping[str, Any]) -> None:
        answers.append(message)

    async with ThreadSensitiveContext(executor=thread):
        await Handler()(scope, receive, send)
    return answers[0]["status"], dict(answers[0]["headers"]), answers[1]["body"]


async def test_a_synchronous_view_and_all_middleware_are_one_call() -> None:
    with Counting() as thread:
        status, headers, body = await ask("/plain", thread)
        assert (status, body) == (200, b"plain de")
        assert headers[b"X-Frame-Options"] == b"DENY"  # the last middleware
        assert headers[b"X-Content-Type-Options"] == b"nosniff"  # the first
        assert thread.calls == 3  # the request's beginning and end are Django's signals


async def test_an_asynchronous_view_holds_no_thread() -> None:
    Held.until = asyncio.Event()
    with Counting() as thread:
        asking = asyncio.create_task(ask("/held", thread))
        status, _, body = await ask("/plain", thread)  # on the same thread, meanwhile
        assert (status, body) == (200, b"plain de")
        assert not asking.done()
        Held.until.set()
        status, headers, body = await asking
        assert (status, body) == (200, b"held")
        assert headers[b"X-Frame-Options"] == b"DENY"


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [("/api/nowhere", 404, b'"not_found"'), ("/api/broken", 500, b'"internal"')],
)
async def test_what_goes_wrong_is_told_in_the_shape_of_the_interface(
    address: str, status: int, said: bytes
) -> None:
    with Counting() as thread:
        got, _, body = await ask(address, thread)
        assert got == status
        assert said in body
