"""Reads of what people wish."""

from collections.abc import Iterable, Sequence

from notifications.core.preferences import DEFAULTS, Wishes
from notifications.events import KindDefault, PlaceVolume, PreferencesPage
from notifications.hearers import wishes_in
from notifications.kinds import Volume
from notifications.models import PlaceRule, Preferences
from notifications.places import places_seen


def my_wishes(user_id: int) -> Wishes:
    """One query. Without any of their own: the defaults."""
    return wishes_of([user_id])[user_id]


def wishes_of(user_ids: Iterable[int]) -> dict[int, Wishes]:
    """Of each of these people; one query."""
    wanted = set(user_ids)
    kept = dict(Preferences.objects.filter(user__in=wanted).values_list("user", "wishes"))
    nothing_said = Wishes()
    return {user_id: wishes_in(kept[user_id]) if user_id in kept else nothing_said for user_id in wanted}


def rule_of(row: PlaceRule) -> PlaceVolume:
    """The wire form."""
    return PlaceVolume(place=row.place, volume=Volume(row.volume) if row.volume else None)


def rules_of(user_id: int) -> list[PlaceVolume]:
    """The person's rules for places, by place. One query."""
    rows = PlaceRule.objects.filter(user=user_id).exclude(volume="")
    return [rule_of(row) for row in rows.order_by("place")]


def nearest_rule(user_id: int, places: Sequence[str]) -> PlaceVolume | None:
    """The rule of the nearest of these places that has one; places come the nearest first."""
    rows = {
        row.place: row for row in PlaceRule.objects.filter(user=user_id, place__in=places).exclude(volume="")
    }
    return next((rule_of(rows[place]) for place in places if place in rows), None)


def preferences_page(user_id: int) -> PreferencesPage:
    """All that the page of preferences shows. Names are missing of places that the person cannot see any more."""
    rules = rules_of(user_id)
    seen = places_seen(user_id, [rule.place for rule in rules])
    return PreferencesPage(
        wishes=my_wishes(user_id),
        rules=rules,
        names={place: info.name for place, info in seen.items()},
        defaults=[KindDefault(kind=kind, wishes=each) for kind, each in DEFAULTS.items()],
    )
