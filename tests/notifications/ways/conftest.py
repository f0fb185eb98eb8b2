"""A push service and a mail server that are really asked."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.notifications.ways.post_office import PostOffice
from tests.notifications.ways.push_service import PushService


@pytest.fixture
def push_service(settings: Any) -> Iterator[PushService]:
    service = PushService()
    settings.PUSH_INSIDE = [service.address]
    yield service
    service.stop()


@pytest.fixture
def post_office(settings: Any) -> Iterator[PostOffice]:
    office = PostOffice().start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", office.port
    settings.SITE_URL = "https://chat.example"
    yield office
    office.stop()
