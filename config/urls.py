"""Every address of the site. The apps own their paths; the roof only puts them together."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from config.api import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("admin/", admin.site.urls),
    path("accounts/", include("allauth.urls")),
    path("", include("realtime.urls")),
    path("", include("accounts.urls")),
    path("", include("rooms.urls")),
    path("", include("chat.urls")),
    path("", include("collab.urls")),
    path("", include("notifications.urls")),
    path("api/v1/", api.urls),
]

handler404 = "config.api_errors.on_404"
handler500 = "config.api_errors.on_500"
