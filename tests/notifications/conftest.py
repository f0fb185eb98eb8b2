"""A running hub, and event streams read through the whole of Django."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import pytest_asyncio

if TYPE_CHECKING:
    from tests.notifications.reading import Open


@pytest_asyncio.fixture
async def listen() -> AsyncIterator[Open]:
    """`listen(user, last_event_id)` makes a `Stream`; all that are open are closed at the end."""
    from realtime.commit import writer  # this file is imported before Django is set up
    from realtime.hub import hub, stop_hub
    from tests.notifications.reading import Stream

    opened: list[Stream] = []

    def make(*args: object, **kwargs: object) -> Stream:
        opened.append(Stream(*args, **kwargs))  # type: ignore[arg-type]
        return opened[-1]

    hub()
    yield make
    for stream in opened:
        await stream.close()
    await stop_hub()
    writer.flush()
