"""Who tells and who is told; a running hub, and event streams read through the whole of Django."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

if TYPE_CHECKING:
    from accounts.models import User
    from tests.notifications.reading import Open


@pytest.fixture
def boss() -> User:
    from tests.notifications.people import person  # this file is imported before Django is set up

    return person("boss", staff=True)


@pytest.fixture
def ann(boss: User) -> User:
    from tests.notifications.people import person

    return person("ann")


@pytest_asyncio.fixture
async def listen() -> AsyncIterator[Open]:
    """`listen(user, last_event_id)` makes a `Stream`; all that are open are closed at the end."""
    from realtime.commit import writer
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
