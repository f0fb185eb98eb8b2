"""Django's ASGI handler, which takes a request with a synchronous view to its thread once and not once for each layer.

Django runs the middleware of an asynchronous server on the event loop and sends each part of it that may touch the
database to a thread and back by itself: some fourteen times for a page, which costs more processor time than a usual
view. Here the middleware goes along with its view. An asynchronous view (a long poll, a command that waits for its
commit) keeps Django's way, so that it holds no thread while it waits.
"""

from contextlib import suppress

from asgiref.sync import iscoroutinefunction, sync_to_async
from django.core.handlers.asgi import ASGIHandler
from django.core.handlers.base import BaseHandler
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import Resolver404, ResolverMatch, resolve


class _KnownView(BaseHandler):
    """Does not look for the view of a request again."""

    def resolve_request(self, request: HttpRequest) -> ResolverMatch:
        return request.resolver_match or super().resolve_request(request)


class _Together(_KnownView):
    """Middleware and view, all synchronous."""

    def __init__(self) -> None:
        super().__init__()
        self.load_middleware(is_async=False)


class Handler(_KnownView, ASGIHandler):
    """See the module."""

    def __init__(self) -> None:
        super().__init__()
        self._together = sync_to_async(_Together().get_response, thread_sensitive=True)

    async def get_response_async(self, request: HttpRequest) -> HttpResponseBase:
        """Raises nothing: what goes wrong becomes a response."""
        with suppress(Resolver404):  # it may be a static file
            request.resolver_match = resolve(request.path_info)
        found = request.resolver_match
        if found is not None and iscoroutinefunction(found.func):
            return await super().get_response_async(request)
        return await self._together(request)
