"""Every address of the site. The apps own their paths; the roof only puts them together."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from config.api import api
from config.i18n import words
from config.installable import manifest, offline, service_worker

urlpatterns: list[URLPattern | URLResolver] = [
    path("admin/", admin.site.urls),
    path("accounts/", include("allauth.urls")),
    path("", include("realtime.urls")),
    path("", include("accounts.urls")),
    path("", include("rooms.urls")),
    path("", include("chat.urls")),
    path("", include("collab.urls")),
    path("", include("notifications.urls")),
    path("", include("broadcasts.urls")),
    path("", include("desk.urls")),
    path("", include("files.urls")),
    path("", include("search.urls")),
    path("administration/", include("administration.urls")),
    path("api/v1/", api.urls),
    path("words/<slug:language>.<slug:digest>.js", words, name="words"),
    path("manifest.webmanifest", manifest, name="manifest"),
    path("service-worker.js", service_worker, name="service-worker"),
    path("offline/", offline, name="offline"),
]

handler404 = "config.api_errors.on_404"
handler500 = "config.api_errors.on_500"
