"""Addresses of the ways out."""

from django.urls import path

from notifications.ways.pages import unsubscribe_page

urlpatterns = [path("unsubscribe/<str:token>/", unsubscribe_page, name="unsubscribe")]
