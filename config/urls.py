"""Every address of the site. The apps own their paths; the roof only puts them together."""

from importlib.util import find_spec

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from config.api import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("admin/", admin.site.urls),
    path("accounts/", include("allauth.urls")),
    *(
        path("", include(f"{app}.urls"))
        for app in ("realtime", "accounts", "rooms", "chat", "collab", "notifications")
        if find_spec(f"{app}.urls")
    ),
    path("api/v1/", api.urls),
]

handler404 = "config.api_errors.on_404"
handler500 = "config.api_errors.on_500"
