"""Why something came, and what would come: the rules told to the person they are for. Reads, writes nothing."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import User
from notifications.core.rules import Occasion, Presence
from notifications.events import Reaches, Why
from notifications.hearers import Hearer, zone_called
from notifications.kinds import Kind, Level
from notifications.places import chain_of, places_seen
from notifications.selectors import my_wishes, nearest_rule, one
from realtime.errors import Refused

REASONS: Final[dict[Kind, str]] = {
    Kind.MENTION: gettext_noop("A message names you."),
    Kind.EVERYONE: gettext_noop("A message calls everybody in its room."),
    Kind.KEYWORD: gettext_noop("A message has a word that you watch for."),
    Kind.DIRECT: gettext_noop("Somebody wrote to you."),
    Kind.REPLY: gettext_noop("You follow this thread."),
    Kind.MESSAGE: gettext_noop("You want to hear everything of this place."),
    Kind.REACTION: gettext_noop("Somebody reacted to a message of yours."),
    Kind.DOCUMENT_MENTION: gettext_noop("A document names you."),
    Kind.COMMENT: gettext_noop("Somebody commented on a document that concerns you."),
    Kind.SHARE: gettext_noop("A document was shared with you."),
    Kind.INVITATION: gettext_noop("Somebody took you into a room."),
    Kind.ROOM: gettext_noop("You help to run this room."),
    Kind.REMINDER: gettext_noop("You wanted to be reminded."),
    Kind.ANNOUNCEMENT: gettext_noop("It was announced to you, or to everybody."),
    Kind.FAILURE: gettext_noop("Work that you asked for failed."),
}


MOST_PAST: Final = 1970
MOST_AHEAD: Final = 2200


def why(user_id: int, notification_id: int) -> Why:
    """Raises `Refused("not_found")`."""
    told = one(user_id, notification_id)
    seen = places_seen(user_id, told.places)
    return Why(
        kind=told.kind,
        places=told.places,
        names={place: info.name for place, info in seen.items()},
        wishes=my_wishes(user_id).of(told.kind),
        rule=nearest_rule(user_id, told.places),
        sentence=_(REASONS[told.kind]),
    )


def preview(
    user_id: int, kind: Kind, place: str | None, level: Level, *, at: datetime | None, presence: Presence
) -> Reaches:
    """What would reach the person. Raises `Refused("not_found", …, "place")`."""
    volume = nearest_rule(user_id, _chain(user_id, place)) if place else None
    zone = zone_called(User.objects.values_list("timezone", flat=True).get(pk=user_id))
    hearer = Hearer(user_id, my_wishes(user_id), volume.volume if volume else None, presence, zone)
    decision = hearer.decide(Occasion(kind, level), _moment(at))
    return Reaches(
        ways=sorted(way.value for way in decision.ways),
        silenced_by=decision.silenced_by,
        email=decision.email,
        push_at=decision.push_at,
        email_at=decision.email_at,
    )


def _moment(at: datetime | None) -> datetime:
    """Without a zone it is meant in UTC. Raises `Refused("invalid", …, "at")` for what no calendar reaches."""
    if at is None:
        return timezone.now()
    if not MOST_PAST <= at.year <= MOST_AHEAD:
        raise Refused("invalid", _("That is not a moment of our time."), "at")
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _chain(user_id: int, place: str) -> Sequence[str]:
    seen = places_seen(user_id, [place])
    if place not in seen:
        raise Refused("not_found", _("There is no such place, or it is not yours to see."), "place")
    return chain_of(place, seen[place])
