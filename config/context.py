"""What every page knows: the chosen theme, and for signed-in people the workspace around the page."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import get_token

from accounts.models import User
from accounts.selectors import me_of
from config import demo
from config.i18n import speak_as, words_url
from notifications.selectors import banners_of, inbox_count, my_wishes, rules_of
from realtime.store import open_streams
from realtime.streams import stream_name
from rooms.selectors import my_rooms

THEMES = frozenset({"light", "dark"})  # anything else: as the system has it


def shell(request: HttpRequest) -> dict[str, Any]:
    """`theme` ("" for the system's), `density`, `words_url` ("" for English), `demo` (accounts to sign in with, in
    demo mode only) and `shell`.

    `shell` is a callable, so that it costs its queries only where a template uses it.
    """
    theme = request.COOKIES.get("theme", "")
    user = getattr(request, "user", None)
    me = user if isinstance(user, User) else None
    if me:
        speak_as(request, me.language)
    return {
        "words_url": words_url(),
        "density": me.density if me else "",
        "theme": theme if theme in THEMES else "",
        "demo": demo if settings.DEMO else None,
        "shell": _workspace(request),
    }


def _workspace(request: HttpRequest) -> Callable[[], dict[str, Any] | None]:
    """`{me, rooms: [RoomSummary], inbox: {unread, unseen, epoch, head}, wishes: Wishes, rules: [PlaceVolume],
    banners: [Notification], zone, csrf}`; None for strangers. `zone`: the time zone that holds for the person."""

    def workspace() -> dict[str, Any] | None:
        user = getattr(request, "user", None)
        if not isinstance(user, User):
            return None
        inbox = stream_name("inbox", user.pk)
        # The cursor first: what changes after it is read twice, never missed.
        standing = open_streams([inbox])[inbox]
        counts = inbox_count(user.pk)
        return {
            "me": me_of(user).model_dump(mode="json"),
            "rooms": [room.model_dump(mode="json") for room in my_rooms(user.pk)],
            "inbox": {**counts.model_dump(), "epoch": standing.epoch, "head": standing.seq},
            "wishes": my_wishes(user.pk).model_dump(mode="json"),
            "rules": [rule.model_dump(mode="json") for rule in rules_of(user.pk)],
            "banners": [each.model_dump(mode="json") for each in banners_of(user.pk)],
            "zone": user.timezone or settings.TIME_ZONE,
            "csrf": get_token(request),
        }

    return workspace
