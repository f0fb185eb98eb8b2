"""A file as a response: safe headers, ranges, portions that never hold a thread while a client is slow."""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import IO, Any, Final, NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header, parse_etags

from files.ranges import Unsatisfiable, requested
from files.sniff import INLINE
from files.storage import read, storage

PORTION: Final = 128 * 1024
"""Bytes read, and held in memory, at once for each response."""
SIGNED_SECONDS: Final = 60
"""How long an address in a foreign storage is good for."""
readers: Final = ThreadPoolExecutor(4, thread_name_prefix="files")
"""Threads that read from the storage: the event loop must not wait for a disk."""

NO_SCRIPTS: Final = "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'"
CACHING: Final = "private, no-cache"
"""Kept by the browser and asked for again each time (304): a copy is not shown to who has lost the right to it, nor
to the next person who signs in on the same machine."""


class Sent(NamedTuple):
    """What goes out: a content of the storage as a file of this name and type."""

    blob: str
    name: str
    type: str
    etag: str


class Portions:
    """A piece of an opened content, read when the client has room. Closes it at the end, and when nobody listens."""

    def __init__(self, opened: IO[bytes], first: int, length: int) -> None:
        self._opened, self._first, self._left = opened, first, length

    async def __aiter__(self) -> AsyncIterator[bytes]:
        run = asyncio.get_running_loop().run_in_executor
        try:
            await run(readers, self._opened.seek, self._first)
            while self._left > 0:
                portion = await run(readers, self._opened.read, min(PORTION, self._left))
                if not portion:
                    return
                self._left -= len(portion)
                yield portion
        finally:
            self.close()

    def close(self) -> None:
        """Again is no error."""
        self._opened.close()


async def respond(request: HttpRequest, sent: Sent) -> HttpResponseBase:
    """The content, a part of it (206), or that nothing changed (304). Raises FileNotFoundError."""
    inline = sent.type in INLINE and "download" not in request.GET
    if sent.etag in parse_etags(request.headers.get("If-None-Match", "")):
        return _with_headers(HttpResponse(status=HTTPStatus.NOT_MODIFIED), sent, inline)
    if settings.FILES_REDIRECT:
        return _elsewhere(sent, inline)
    opened = await asyncio.get_running_loop().run_in_executor(readers, read, sent.blob)
    try:
        size = await asyncio.get_running_loop().run_in_executor(readers, _size, opened)
        response = _content(request, sent, opened, size)
    except BaseException:
        opened.close()
        raise
    response["Content-Type"] = sent.type
    return _with_headers(response, sent, inline)


def _size(opened: IO[bytes]) -> int:
    return opened.seek(0, 2) or opened.tell()


def _content(request: HttpRequest, sent: Sent, opened: IO[bytes], size: int) -> HttpResponseBase:
    header = request.headers.get("Range", "")
    if request.headers.get("If-Range", sent.etag) != sent.etag:
        header = ""  # they have a part of something else
    try:
        part = requested(header, size)
    except Unsatisfiable:
        opened.close()
        refused = HttpResponse(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
        refused["Content-Range"] = f"bytes */{size}"
        return refused
    first, last = part or (0, size - 1)
    length = last - first + 1
    response: Any
    if request.method == "HEAD":
        opened.close()
        response = HttpResponse()
    else:
        response = StreamingHttpResponse(Portions(opened, first, length))
    response["Content-Length"] = str(length)
    response["Accept-Ranges"] = "bytes"
    if part is not None:
        response.status_code = HTTPStatus.PARTIAL_CONTENT
        response["Content-Range"] = f"bytes {first}-{last}/{size}"
    return response  # type: ignore[no-any-return]


def _with_headers(response: HttpResponseBase, sent: Sent, inline: bool) -> HttpResponseBase:
    response["ETag"] = sent.etag
    response["Cache-Control"] = CACHING
    response["Vary"] = "Cookie, Authorization"
    response["X-Content-Type-Options"] = "nosniff"
    # A browser's own PDF viewer does not start in a sandbox; it runs nothing of the page's origin anyway.
    sandbox = "" if sent.type == "application/pdf" else "; sandbox"
    response["Content-Security-Policy"] = NO_SCRIPTS + sandbox
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Content-Disposition"] = _disposition(sent, inline)
    return response


def _disposition(sent: Sent, inline: bool) -> str:
    return content_disposition_header(not inline, sent.name) or "inline"


def _elsewhere(sent: Sent, inline: bool) -> HttpResponseBase:
    """To the storage itself, by an address that is signed for this content and a minute."""
    parameters = {"ResponseContentType": sent.type, "ResponseContentDisposition": _disposition(sent, inline)}
    # Such a storage signs addresses; Django's base class does not know of these arguments.
    signed: str = storage().url(sent.blob, parameters=parameters, expire=SIGNED_SECONDS)  # type: ignore[call-arg]
    response = HttpResponseRedirect(signed)
    response["Cache-Control"] = "private, no-store"
    return response
