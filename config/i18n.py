"""Languages: which one a request speaks, and the page's own words in it.

The cookie says it (the page sets it where one chooses), else what the browser asks for. No query is made for it;
what a person chose on another device reaches a page through `config.context`.
"""

import gettext
import hashlib
import json
from collections.abc import Awaitable, Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from asgiref.sync import iscoroutinefunction, markcoroutinefunction
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import cache_control

GetResponse = Callable[[HttpRequest], Any]
YEAR: Final = 365 * 24 * 3600


class Languages:
    """Django's LocaleMiddleware for sync and async alike: no thread is taken, so that held requests stay cheap."""

    sync_capable = True
    async_capable = True

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.is_async = iscoroutinefunction(get_response)
        if self.is_async:
            markcoroutinefunction(self)

    def __call__(self, request: HttpRequest) -> Any:
        _speak(request, translation.get_language_from_request(request))
        if self.is_async:
            return self._later(self.get_response(request))
        return _labelled(self.get_response(request))

    async def _later(self, response: Awaitable[HttpResponse]) -> HttpResponse:
        return _labelled(await response)


def _speak(request: HttpRequest, language: str) -> None:
    translation.activate(language)
    request.LANGUAGE_CODE = language


def _labelled(response: HttpResponse) -> HttpResponse:
    response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
    if response.headers.get("Content-Type", "").startswith("text/html"):
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
    return response


def speak_as(request: HttpRequest, chosen: str) -> None:
    """What somebody chose in their profile wins over this browser's cookie, for the page that is being made."""
    if chosen and chosen in dict(settings.LANGUAGES) and chosen != translation.get_language():
        _speak(request, chosen)


def words_url(language: str | None = None) -> str:
    """The script with the page's words in a language; "" for English, which is in the page's code itself."""
    language = (language or translation.get_language() or "").split("-")[0]
    script = _script(language)
    return reverse("words", args=(language, _digest(script))) if script else ""


@cache_control(public=True, max_age=YEAR, immutable=True)
def words(request: HttpRequest, language: str, digest: str) -> HttpResponse:
    """`window.words = {"English": "theirs"}`. The digest in the address changes with the words."""
    script = _script(language)
    if not script or digest != _digest(script):
        raise Http404
    return HttpResponse(script, content_type="text/javascript; charset=utf-8")


def _script(language: str) -> bytes:
    path: Path = settings.WORDS_DIR / f"{language}.json"
    if language not in dict(settings.LANGUAGES) or not path.is_file():
        return b""
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=8)
def _read(path: Path, changed: int) -> bytes:
    known = {key: said for key, said in json.loads(path.read_text()).items() if said}
    known = {**_refusals(path.stem), **known}
    return b"window.words=" + json.dumps(known, ensure_ascii=False, separators=(",", ":")).encode() + b";"


def _refusals(language: str) -> dict[str, str]:
    """The server's plain sentences: a socket answers in English, and the page translates what it shows."""
    path = settings.LOCALE_PATHS[0] / language / "LC_MESSAGES" / "django.mo"
    if not path.is_file():
        return {}
    with path.open("rb") as file:
        catalogue: dict[Any, str] = vars(gettext.GNUTranslations(file))["_catalog"]
    return {
        text: said
        for text, said in catalogue.items()
        if isinstance(text, str) and text.endswith(".") and "%" not in text and "<" not in text
    }


@lru_cache(maxsize=8)
def _digest(script: bytes) -> str:
    return hashlib.sha256(script).hexdigest()[:12]
