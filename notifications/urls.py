"""Addresses of notifications."""

from django.urls import include, path

from notifications.sse.view import events

urlpatterns = [
    path("", include("notifications.pages_urls")),
    path("", include("notifications.ways.urls")),
    path("events/", events, name="events"),
]
