"""Addresses of the pages of notifications."""

from django.urls import path

from notifications import views

urlpatterns = [
    path("inbox/", views.inbox, name="inbox"),
    path("notifications/preferences/", views.preferences, name="notification-preferences"),
]
