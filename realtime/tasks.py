"""Background tasks that end when they are told to."""

import asyncio


def cancelled() -> bool:
    """Whether the running task was cancelled, even if a library swallowed the CancelledError.

    redis-py does, now and then, when the cancellation meets it while connecting. A loop that goes on then keeps
    its event loop from closing, for ever.
    """
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
