"""Who is typing: told to the room's readers at once, stored nowhere."""

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

from django.utils.translation import gettext as _

from chat import limits
from chat.events import Typing
from realtime.db import in_db
from realtime.errors import Refused
from realtime.hub import hub
from realtime.registry import Caller
from rooms.access import standing_for
from rooms.events import room_stream

TRUSTED_SECONDS: Final = 10.0
"""A keystroke must not cost a query, so the right to write is remembered so long. A socket that lost the room is
off its stream within a second, which is asked every time."""


class Remembered:
    """Who was found to have a right, for a while; at most `size` pairs."""

    def __init__(self, size: int = 10_000, clock: Callable[[], float] = time.monotonic) -> None:
        self._until: OrderedDict[tuple[int, int], float] = OrderedDict()
        self._size, self._clock = size, clock

    def has(self, user_id: int, room_id: int) -> bool:
        return self._until.get((user_id, room_id), 0.0) > self._clock()

    def add(self, user_id: int, room_id: int) -> None:
        self._until[user_id, room_id] = self._clock() + TRUSTED_SECONDS
        self._until.move_to_end((user_id, room_id))
        if len(self._until) > self._size:
            self._until.popitem(last=False)


writers: Final = Remembered()


async def show_typing(caller: Caller, room_id: int, *, active: bool, thread: int | None = None) -> None:
    """Tell the room; over the rate nothing is told. Raises Refused when the person may not write there."""
    who, stream = caller.identity, room_stream(room_id)
    if caller.connection_id is not None and not hub().is_subscribed(caller.connection_id, stream):
        raise Refused("forbidden", _("Subscribe to the room first."), "room")
    if not limits.typing().take((who.user_id, room_id)):
        return
    if not writers.has(who.user_id, room_id):
        await in_db(standing_for, who.user_id, room_id, "send")
        writers.add(who.user_id, room_id)
    event = Typing(stream=stream, user=who.username, active=active, thread=thread)
    hub().ephemeral(stream, event.model_dump_json().encode(), origin=caller.connection_id or "")
