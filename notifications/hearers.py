"""Who would hear of something, and how they wish to: what the rules need to know of people."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from pydantic import ValidationError

from accounts.models import User
from notifications.core.preferences import Wishes
from notifications.core.quiet import zone_named
from notifications.core.rules import Decision, Occasion, Presence, decide
from notifications.kinds import Volume
from notifications.models import PlaceRule, Preferences
from realtime.hub import idle, online

Rules = Mapping[tuple[int, str], Volume]
"""By person and place."""


def _nearest(rules: Rules, user_id: int, places: Sequence[str]) -> Volume | None:
    return next((rules[user_id, place] for place in places if (user_id, place) in rules), None)


@dataclass(frozen=True, slots=True)
class Hearer:
    """One person, as far as the rules look at them. `volume`: of the nearest place that has a rule."""

    user_id: int
    wishes: Wishes
    volume: Volume | None
    presence: Presence
    zone: ZoneInfo

    def at(self, places: Sequence[str], rules: Rules) -> "Hearer":
        """The same person where these are the places, the nearest first."""
        return replace(self, volume=_nearest(rules, self.user_id, places))

    def decide(self, occasion: Occasion, now: datetime) -> Decision:
        return decide(occasion, self.wishes, self.volume, self.presence, now, self.zone)


def hearers(user_ids: Iterable[int], places: Sequence[str] = ()) -> dict[int, Hearer]:
    """Those of them who have an active account. Three queries, two without places."""
    wanted = list(user_ids)
    active = User.objects.filter(pk__in=wanted, is_active=True)
    zones = {pk: zone_called(name) for pk, name in active.values_list("pk", "timezone")}
    rows = Preferences.objects.filter(user__in=zones).values_list("user", "wishes")
    wishes = {user: wishes_in(stored) for user, stored in rows}
    rules = rules_at(zones, places) if places else {}
    here, resting = online(), idle()
    return {
        user: Hearer(
            user,
            wishes.get(user, UNTOUCHED),
            _nearest(rules, user, places),
            "away" if user not in here else "idle" if user in resting else "active",
            zone,
        )
        for user, zone in zones.items()
    }


def rules_at(user_ids: Iterable[int], places: Iterable[str]) -> Rules:
    """What each of them wants to hear of those of these places that they have a rule for. One query."""
    found = PlaceRule.objects.filter(user__in=list(user_ids), place__in=list(places)).exclude(volume="")
    rows = found.values_list("user", "place", "volume")
    return {(user, place): Volume(volume) for user, place, volume in rows}


UNTOUCHED = Wishes()


def wishes_in(stored: Any) -> Wishes:
    """As they were stored; those of another version that do not fit are the defaults."""
    try:
        return Wishes.model_validate(stored)
    except ValidationError:
        return UNTOUCHED


def zone_called(name: str) -> ZoneInfo:
    """A person's zone; the installation's if theirs is not known."""
    return zone_named(name, zone_named(settings.TIME_ZONE, ZoneInfo("UTC")))
