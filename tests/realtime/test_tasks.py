"""A loop in the background ends when it is cancelled, also when somebody below it swallows the cancellation."""

import asyncio
import contextlib

from realtime.tasks import cancelled


async def swallowing_library() -> None:
    with contextlib.suppress(asyncio.CancelledError):
        await asyncio.sleep(60)


async def test_a_swallowed_cancellation_still_ends_the_loop() -> None:
    async def keep() -> str:
        while not cancelled():
            await swallowing_library()
        return "ended"

    task = asyncio.create_task(keep())
    await asyncio.sleep(0)
    task.cancel()
    assert await asyncio.wait_for(task, 5) == "ended"


async def test_a_task_nobody_cancelled_goes_on() -> None:
    assert not cancelled()
