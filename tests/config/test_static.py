"""Static files are served by the application itself, without holding a thread for what is not static."""

import asyncio
import threading
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from config.static import StaticMiddleware


@pytest.fixture
def files(tmp_path: Path, settings: Any) -> None:
    assets = tmp_path / "assets"
    assets.mkdir()
    (assets / "app-AbCd1234.js").write_bytes(b"let a = 1;")
    (tmp_path / "plain.txt").write_bytes(b"plain")
    settings.STATICFILES_DIRS = [tmp_path]
    finders.get_finder.cache_clear()  # type: ignore[attr-defined]


async def view(request: HttpRequest) -> HttpResponse:
    return HttpResponse(threading.current_thread().name)


async def ask(path: str, **headers: str) -> HttpResponse:
    response: HttpResponse = await StaticMiddleware(view)(RequestFactory().get(path, headers=headers))
    return response


def test_a_built_file_is_cached_for_ever(files: None) -> None:
    response = asyncio.run(ask("/static/assets/app-AbCd1234.js"))
    assert response.content == b"let a = 1;"
    assert "immutable" in response["Cache-Control"]
    assert response["Content-Type"].startswith("text/javascript")


def test_a_plain_file_is_asked_for_again(files: None) -> None:
    response = asyncio.run(ask("/static/plain.txt"))
    assert "immutable" not in response["Cache-Control"]
    again = asyncio.run(ask("/static/plain.txt", if_modified_since=response["Last-Modified"]))
    assert again.status_code == 304


def test_other_addresses_stay_on_the_event_loop(files: None) -> None:
    assert asyncio.run(ask("/static/../manage.py")).content == b"MainThread"
    assert asyncio.run(ask("/rooms/1/")).content == b"MainThread"
