"""Looking up the links of messages, on threads of their own, behind the send. What is too much is left out."""

import asyncio
import http.client
import logging
import re
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from html import unescape
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from chat.actions import SetPreviews
from chat.events import Message, Preview
from desk.previews.fetch import Fetcher
from desk.previews.page import preview_of
from realtime.commit import append
from realtime.errors import Refused
from realtime.limits import Buckets
from realtime.outward.guard import Forbidden

log = logging.getLogger(__name__)

MOST_LINKS: Final = 3
"""Of one message."""
THREADS: Final = 2
WAITING: Final = 100
"""Messages that wait to be looked up; more are left without previews."""

_HREF = re.compile(r'<a href="(https?://[^"]{1,2000})"')


def links_in(html: str) -> list[str]:
    """The first links of a message that lead elsewhere, each once. Code has none."""
    found = dict.fromkeys(unescape(url) for url in _HREF.findall(html))
    return [url for url in found if _host(url) not in settings.ALLOWED_HOSTS][:MOST_LINKS]


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


class Lookup:
    """Looks links up, two messages at a time."""

    def __init__(self, fetcher: Fetcher) -> None:
        self.fetcher = fetcher
        self._places = threading.BoundedSemaphore(WAITING)
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="previews")
        # Nobody may use us to ask others for pages all day.
        self._limits = Buckets(rate=0.5, burst=20)

    def hear(self, messages: Sequence[Message]) -> None:
        """Take messages with links (chat.hooks.on_linked)."""
        for message in messages:
            links = links_in(message.html)
            known = message.extra.previews if message.extra else []
            if not links and not known:
                continue
            if links and not self._limits.take(message.author):
                continue
            if self._places.acquire(blocking=False):
                self._pool.submit(self._work, message, links)

    def _work(self, message: Message, links: Sequence[str]) -> None:
        try:
            found = [preview for url in links if (preview := self.preview(url)) is not None]
            append(SetPreviews(message.room, message.id, message.body, found))
        except Refused as refusal:
            log.info("no previews: %s", refusal)
        except Exception:
            log.exception("looking up a link failed")
        finally:
            self._places.release()

    async def ask(self, user_id: int, url: str) -> Preview | None:
        """What is behind one address, for somebody who puts it into a document. Raises Refused("too_fast")."""
        if not self._limits.take(user_id):
            raise Refused("too_fast", _("That was a lot at once. Wait a moment and try again."))
        if not self._places.acquire(blocking=False):
            raise Refused("too_fast", _("That was a lot at once. Wait a moment and try again."))
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, self.preview, url)
        finally:
            self._places.release()

    def preview(self, url: str) -> Preview | None:
        """What is behind a link, as far as it lets itself be asked."""
        try:
            page = self.fetcher.page(url)
        except (Forbidden, OSError, http.client.HTTPException, ValueError) as error:
            log.info("no preview of a link: %s", error)
            return None
        return preview_of(url, page) if page is not None else None


@cache
def lookup() -> Lookup:
    return Lookup(Fetcher())


def hear(messages: Sequence[Message]) -> None:
    lookup().hear(messages)
