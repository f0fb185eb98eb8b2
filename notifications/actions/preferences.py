"""What a person wishes to hear of, where, and when not: written, and told to all their tabs."""

from datetime import UTC
from typing import Final
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from notifications import events
from notifications.actions.entries import InboxAppend
from notifications.actions.watchwords import keep_watchwords
from notifications.core.preferences import DEFAULTS, Quiet, Wishes
from notifications.kinds import Volume
from notifications.listeners import wishes_changed
from notifications.models import PlaceRule, Preferences
from notifications.places import places_seen
from notifications.selectors import my_wishes
from realtime.append import Tx
from realtime.commit import append
from realtime.errors import Refused

MOST_RULES: Final = 2_000
"""Rules of one person; they travel with every page."""


def set_wishes(user_id: int, wishes: Wishes) -> None:
    """Keep a person's wishes. Raises `Refused("invalid", …, field)`."""
    append(SetWishes(user_id, wishes))
    wishes_changed(user_id)


def set_place_volume(user_id: int, place: str, volume: Volume | None) -> events.PlaceVolume:
    """Keep how much a person wants to hear of a place; None: as everywhere. Raises `Refused`."""
    rule = append(SetPlaceVolume(user_id, place, volume))
    wishes_changed(user_id)
    return rule


class SetWishes(InboxAppend[None]):
    """Replace the wishes; the same again changes nothing."""

    def __init__(self, user_id: int, wishes: Wishes) -> None:
        super().__init__(user_id)
        self.wishes = checked(wishes)

    def write(self, tx: Tx) -> None:
        if self.wishes == my_wishes(self.user_id):
            return
        seq = tx.stamp(self.stream)
        Preferences.objects.update_or_create(
            user_id=self.user_id,
            defaults={"wishes": self.wishes.model_dump(mode="json"), "changed_seq": seq},
        )
        keep_watchwords(self.user_id, self.wishes)
        tx.publish(events.PreferencesChanged(stream=self.stream, seq=seq, wishes=self.wishes))


class SetPlaceVolume(InboxAppend[events.PlaceVolume]):
    """Set or take away the rule of a place. Only of one that the person may see (`not_found`); taking away always
    goes. The same again changes nothing."""

    def __init__(self, user_id: int, place: str, volume: Volume | None) -> None:
        super().__init__(user_id)
        self.rule = events.PlaceVolume(place=place, volume=volume)

    def write(self, tx: Tx) -> events.PlaceVolume:
        place, volume = self.rule.place, self.rule.volume
        mine = PlaceRule.objects.filter(user=self.user_id)
        stood = (
            "" if "\0" in place else mine.filter(place=place).values_list("volume", flat=True).first() or ""
        )
        if stood == (volume or ""):
            return self.rule
        if volume is not None:
            self._check(place)
        seq = tx.stamp(self.stream)
        PlaceRule.objects.update_or_create(
            user_id=self.user_id, place=place, defaults={"volume": volume or "", "changed_seq": seq}
        )
        tx.publish(events.PlaceRuleChanged(stream=self.stream, seq=seq, rule=self.rule))
        return self.rule

    def _check(self, place: str) -> None:
        if place not in places_seen(self.user_id, [place]):
            raise Refused("not_found", _("There is no such place, or it is not yours to see."), "place")
        if PlaceRule.objects.filter(user=self.user_id).exclude(volume="").count() >= MOST_RULES:
            raise Refused("invalid", _("These are too many rules. Take some away first."), "place")


def checked(wishes: Wishes) -> Wishes:
    """The wishes as they are kept: words trimmed and each once, only kinds that differ from the defaults.

    Raises `Refused("invalid", …, field)`.
    """
    return wishes.model_copy(
        update={
            "kinds": {kind: each for kind, each in wishes.kinds.items() if each != DEFAULTS[kind]},
            "keywords": _words(wishes.keywords),
            "quiet": _quiet(wishes.quiet),
            "digest": wishes.digest.model_copy(update={"days": sorted(set(wishes.digest.days))}),
        }
    )


def _words(keywords: list[str]) -> list[str]:
    words: dict[str, str] = {}
    for word in (" ".join(each.split()) for each in keywords):
        if not word or not word.isprintable():
            raise Refused(
                "invalid", _("A word to watch for has letters or signs that one can see."), "keywords"
            )
        words.setdefault(word.casefold(), word)
    return list(words.values())


def _quiet(quiet: Quiet) -> Quiet:
    try:
        if quiet.timezone:
            ZoneInfo(quiet.timezone)
    except (KeyError, ValueError, OSError) as unknown:
        raise Refused("invalid", _("There is no such time zone."), "timezone") from unknown
    if quiet.until is None:
        return quiet
    try:
        until = quiet.until if quiet.until.tzinfo else quiet.until.replace(tzinfo=UTC)
        return quiet.model_copy(update={"until": until.astimezone(UTC)})
    except OverflowError as beyond:
        raise Refused("invalid", _("That is not a moment of our time."), "until") from beyond
