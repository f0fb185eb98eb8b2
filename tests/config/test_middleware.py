"""One sync-only middleware would move every async view (long poll, SSE) onto a thread of its own."""

import pytest
from django.conf import settings
from django.utils.module_loading import import_string


@pytest.mark.parametrize("path", settings.MIDDLEWARE)
def test_every_middleware_is_async(path: str) -> None:
    assert import_string(path).async_capable
