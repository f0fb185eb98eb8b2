"""Playwright's event loop is gone once a module with a browser is over (it would break every asyncio test)."""

import asyncio


async def test_asyncio_runs_after_a_browser_module() -> None:
    assert asyncio.get_running_loop().is_running()
