"""What makes the site an app on a phone or a desktop: manifest, service worker, the page without a line."""

import hashlib
import json
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from config.templatetags.vite import entry_files, script_file

# Their scripts and styles are fetched ahead, so that a page opens with what changes only.
SHELL_ENTRIES: Final = ("app", "chat", "offline")
COLOURS: Final = {"light": "#ffffff", "dark": "#14161b"}  # --bg of static/src/styles/tokens.css


@cache_control(max_age=3600)
def manifest(request: HttpRequest) -> HttpResponse:
    """The web app manifest, in the language of the request."""
    answer: dict[str, Any] = {
        "id": "/",
        "name": "Collab",
        "short_name": "Collab",
        "description": _("Chat, documents and notifications for a team, live."),
        "lang": get_language(),
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": COLOURS["light"],
        "theme_color": COLOURS["light"],
        "icons": [
            {"src": static("icons/icon.svg"), "sizes": "any", "type": "image/svg+xml"},
            {"src": static("icons/icon-192.png"), "sizes": "192x192", "type": "image/png"},
            {"src": static("icons/icon-512.png"), "sizes": "512x512", "type": "image/png"},
            {
                "src": static("icons/maskable-512.png"),
                "sizes": "512x512",
                "type": "image/png",
                "purpose": "maskable",
            },
        ],
        "shortcuts": [
            {"name": _("Inbox"), "url": "/inbox/"},
            {"name": _("All rooms"), "url": "/rooms/"},
        ],
    }
    return JsonResponse(answer, content_type="application/manifest+json")


@cache_control(no_cache=True)
def service_worker(request: HttpRequest) -> HttpResponse:
    """The worker's script with what this build consists of before it. A new build is a new worker."""
    files = sorted({static(file) for entry in SHELL_ENTRIES for file in entry_files(entry)})
    build = {
        "id": hashlib.sha256(json.dumps(files).encode()).hexdigest()[:12],
        "files": files,
        "offline": reverse("offline"),
    }
    source = (settings.VITE_MANIFEST.parent.parent / script_file("static/src/sw/worker.ts")).read_bytes()
    body = b"self.BUILD=" + json.dumps(build).encode() + b";\n" + source
    return HttpResponse(body, content_type="text/javascript; charset=utf-8")


@cache_control(no_cache=True)
def offline(request: HttpRequest) -> HttpResponse:
    """Shown by the worker when there is no line. Nothing of a person is in it."""
    return render(request, "offline.html")
