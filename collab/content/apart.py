"""Having a conversion done in a process of its own, and waiting for it no longer than it deserves."""

import asyncio
import json
import logging
import sys
from pathlib import Path
from typing import Any, Final

from collab.content.errors import Unreadable, gettext_noop

log = logging.getLogger(__name__)

SECONDS: Final = 45.0
AT_ONCE: Final = 2
"""Conversions under way in this process of the server; others wait for their turn."""
QUEUE: Final = 20
"""More than these are sent away."""
FAILED: Final = 3
ROOT: Final = Path(__file__).resolve().parents[2]

_waiting = 0
_slots: dict[asyncio.AbstractEventLoop, asyncio.Semaphore] = {}


class Busy(Exception):
    """Too many conversions wait already."""


async def apart(job: str, given: dict[str, Any]) -> bytes:
    """What the job makes of this input. Raises `Unreadable`, or `Busy`."""
    global _waiting  # noqa: PLW0603  (one queue per process)
    if _waiting >= QUEUE:
        raise Busy
    _waiting += 1
    try:
        async with _slot():
            return await _run(job, json.dumps(given).encode())
    finally:
        _waiting -= 1


def _slot() -> asyncio.Semaphore:
    loop = asyncio.get_running_loop()
    if loop not in _slots:
        _slots.clear()  # loops of tests that are over
        _slots[loop] = asyncio.Semaphore(AT_ONCE)
    return _slots[loop]


async def _run(job: str, given: bytes) -> bytes:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "collab.content.worker",
        job,
        cwd=ROOT,
        env={"LANG": "C.UTF-8", "PYTHONPATH": str(ROOT)},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        out, errors = await asyncio.wait_for(process.communicate(given), SECONDS)
    except TimeoutError:
        raise Unreadable(gettext_noop("It takes too long to read.")) from None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode == 0:
        return out
    if process.returncode == FAILED:
        said = json.loads(out)
        raise Unreadable(said["reason"], said["where"])
    log.error("a conversion ended with %s: %s", process.returncode, errors.decode(errors="replace")[-2000:])
    raise Unreadable(gettext_noop("It could not be read."))
