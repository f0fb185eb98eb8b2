"""HTTP API of preferences: what a person wishes to hear of, by which ways, where, and when not."""

from datetime import datetime
from typing import Literal

from django.http import HttpRequest
from ninja import Router

from accounts.auth import who
from notifications import reasons
from notifications.actions import set_place_volume, set_wishes
from notifications.core.preferences import Wishes
from notifications.events import PlaceVolume, PreferencesPage, Reaches
from notifications.kinds import Kind, Level, Volume
from notifications.selectors import preferences_page
from realtime.wire import Wire

router = Router(tags=["preferences"])


class WishesWanted(Wire):
    wishes: Wishes


class VolumeWanted(Wire):
    """null: as everywhere."""

    volume: Volume | None


class Supposed(Wire):
    """Something that might happen: `at` left out is now, `presence` whether the person is at a screen."""

    kind: Kind
    place: str | None = None
    level: Level = Level.NORMAL
    at: datetime | None = None
    presence: Literal["active", "idle", "away"] = "away"


@router.get("/preferences", response=PreferencesPage, summary="What I wish to hear of")
def get_preferences(request: HttpRequest) -> PreferencesPage:
    return preferences_page(who(request).user_id)


@router.put("/preferences", response=PreferencesPage, summary="Wish it otherwise")
def put_preferences(request: HttpRequest, wanted: WishesWanted) -> PreferencesPage:
    user_id = who(request).user_id
    set_wishes(user_id, wanted.wishes)
    return preferences_page(user_id)


@router.put("/preferences/places/{str:place}", response=PlaceVolume, summary="How much of one place")
def put_place(request: HttpRequest, place: str, wanted: VolumeWanted) -> PlaceVolume:
    """`place` is room:<id>, thread:<id of its first message> or document:<id>."""
    return set_place_volume(who(request).user_id, place, wanted.volume)


@router.post("/preferences/preview", response=Reaches, summary="What would reach me?")
def post_preview(request: HttpRequest, wanted: Supposed) -> Reaches:
    return reasons.preview(
        who(request).user_id,
        wanted.kind,
        wanted.place,
        wanted.level,
        at=wanted.at,
        presence=wanted.presence,
    )
