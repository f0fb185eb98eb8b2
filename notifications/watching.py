"""What anybody in the installation listens for besides what names them: keywords, and all of a place.

Kept in memory so that a message that nobody watches for costs no query: sending asks `concerns`, and whoever tells asks
the rest. A serving process looks every few seconds whether something changed; a change made in it is known at once.
"""

import asyncio
import contextlib
import logging
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Count, Max

from notifications.core.watchwords import Watchwords
from notifications.kinds import Volume, room_place, thread_place
from notifications.models import PlaceRule, Watchword
from realtime.db import in_db, pool

log = logging.getLogger(__name__)

SECONDS: Final = 5.0


@dataclass(frozen=True, slots=True)
class Watched:
    """`version`: of the words; rows never change and ids never come again, so the newest and their number tell."""

    version: tuple[int, int]
    words: Watchwords
    places: frozenset[str]


NOTHING: Final = Watched((0, 0), Watchwords(()), frozenset())


class _Current:
    """What is watched for, as this process knows."""

    watched: Watched = NOTHING
    lock: Final = threading.Lock()


def refresh(_user_id: int = 0) -> None:
    """Look at the rows. Two queries; three when words have changed."""
    with _Current.lock:
        found = Watchword.objects.aggregate(newest=Max("pk"), count=Count("pk"))
        version = (found["newest"] or 0, found["count"])
        known = _Current.watched
        words = known.words if version == known.version else Watchwords(_pairs())
        loud = PlaceRule.objects.filter(volume=Volume.ALL).values_list("place", flat=True).distinct()
        _Current.watched = Watched(version, words, frozenset(loud))


def _pairs() -> list[tuple[int, str]]:
    return list(Watchword.objects.values_list("user", "word"))


def concerns(room_id: int, thread: int | None, text: str) -> bool:
    """Whether somebody watches for this message. No query; nearly free while nobody watches for anything."""
    watched = _Current.watched
    if watched.places and (
        room_place(room_id) in watched.places
        or (thread is not None and thread_place(thread) in watched.places)
    ):
        return True
    return watched.words.any_in(text)


def people_for(text: str) -> dict[int, str]:
    """Who has a keyword in it, and which. No query."""
    return _Current.watched.words.people_for(text)


def listeners(places: Sequence[str]) -> list[int]:
    """Who wants to hear everything of one of these places. One query where there may be some."""
    loud = [place for place in places if place in _Current.watched.places]
    if not loud:
        return []
    rules = PlaceRule.objects.filter(place__in=loud, volume=Volume.ALL)
    return list(rules.values_list("user", flat=True).distinct())


class Watching:
    """Looks again and again, beside the hub."""

    _task: asyncio.Task[None] | None = None

    def start(self) -> None:
        try:  # before the first client comes, so that its first message is not overheard
            pool.submit(refresh).result(timeout=10)
        except Exception as error:
            log.warning("what people watch for could not be read yet: %s", error)
        self._task = asyncio.create_task(self._look_for_ever())

    async def _look_for_ever(self) -> None:
        while True:
            await asyncio.sleep(SECONDS)
            try:
                await in_db(refresh)
            except Exception as error:
                log.warning("what people watch for could not be read: %s", error)

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
