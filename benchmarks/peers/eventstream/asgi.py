"""ASGI entry, URLs and the publishing view of the django-eventstream peer."""

import json
import os

import django
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.peers.eventstream.settings")
django.setup()

import django_eventstream  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.urls import include, path  # noqa: E402


def send(request: HttpRequest) -> HttpResponse:
    """Publish what was posted to the one channel."""
    django_eventstream.send_event("news", "message", json.loads(request.body))
    return HttpResponse("ok")


urlpatterns = [
    path("events/", include(django_eventstream.urls), {"channels": ["news"]}),
    path("send/", send),
]
application = get_asgi_application()
