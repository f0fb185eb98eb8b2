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
    """Publish what was posted to the channel that it names."""
    message = json.loads(request.body)
    django_eventstream.send_event(message.pop("channel"), "message", message)
    return HttpResponse("ok")


urlpatterns = [
    path("events/<channel>/", include(django_eventstream.urls), {"format-channels": ["{channel}"]}),
    path("send/", send),
]
application = get_asgi_application()
